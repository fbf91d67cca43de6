"""The report as one self-contained page."""

from __future__ import annotations

from html import escape

from interviewer.i18n import say
from interviewer.report.in_markdown import markdown
from interviewer.report.results import Report
from interviewer.schema import Language


def html(report: Report, language: Language) -> str:
    """Return the report as one self-contained page; everything a person or a note wrote is escaped."""
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown(report, language))
    title = escape(say(language, "report.title"))
    style = "body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2rem .6rem}blockquote{border-left:3px solid #999;margin-left:0;padding-left:1rem}"
    return f'<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>{style}</style><body>{body}</body></html>\n'
