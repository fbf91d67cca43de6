"""Markdown as HTML in which nothing acts or loads, and formulas stay what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from interviewer.markdown.code import outside, outside_spans

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Formula = Callable[[str, bool], str]
"""Writes a formula (without its marks; whether it stands on its own) for HTML; what it returns is escaped afterwards."""

FORMULA = re.compile(
    r"(?<!\\)\$\$(?P<block>.{1,2000}?)\$\$|\\{1,2}\[(?P<bracket>.{1,2000}?)\\{1,2}\]|\\{1,2}\((?P<paren>.{1,2000}?)\\{1,2}\)"
    # pandoc's rule for single dollars, so that prices stay prices
    r"|(?<![\\$\w])\$(?![\s$])(?P<dollar>(?:[^$\\\n]|\\.)+?)(?<![\s\\])\$(?![\d$])",
    re.DOTALL,
)
_MARK = re.compile("\ue000(\\d+)\ue001")
_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)


def as_written(formula: str, display: bool) -> str:
    """Write a formula as LaTeX in dollars, to be read as it is."""
    return f"$${formula}$$" if display else f"${formula}$"


def block(text: str, formula: Formula = as_written) -> str:
    """Return Markdown as HTML: no tag of the text's own, no picture, no script; links stay links."""
    kept: list[str] = []
    bare = text.replace("\ue000", "").replace("\ue001", "")
    marked = outside(bare, lambda piece: _set_aside(_BREAK.sub("\\\n", piece), formula, kept))
    return _put_back(str(_parser().render(marked)).strip(), kept)


def inline(text: str, formula: Formula = as_written) -> str:
    """Return one line of Markdown as HTML: code, emphasis and formulas, nothing that can be followed or loads."""
    kept: list[str] = []
    line = " ".join(text.replace("\ue000", "").replace("\ue001", "").split())
    marked = outside_spans(line, lambda piece: _set_aside(piece.replace("](", "]\\("), formula, kept))
    return _put_back(str(_parser().renderInline(marked)), kept)


def _set_aside(piece: str, formula: Formula, kept: list[str]) -> str:
    def mark(found: re.Match[str]) -> str:
        name = str(found.lastgroup)
        kept.append(formula(found[name].strip(), name in ("block", "bracket")))
        return f"\ue000{len(kept) - 1}\ue001"

    return FORMULA.sub(mark, piece)


def _put_back(html: str, kept: Sequence[str]) -> str:
    # Also within an attribute (a link's title), where only text may stand.
    return _MARK.sub(lambda found: escape(kept[int(found[1])]) if int(found[1]) < len(kept) else "", html)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.add_render_rule("image", _picture)
    return parser


def _picture(_renderer: Any, tokens: Sequence[Any], at: int, _options: Any, _env: Any) -> str:
    source, words = str(tokens[at].attrs.get("src", "")), escape(tokens[at].content)
    if source.startswith(("http://", "https://")):
        return f'<a href="{escape(source)}">{words or escape(source)}</a>'
    return f"<em>{words}</em>"
