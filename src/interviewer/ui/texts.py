"""Formulas as the page's renderer takes them."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

DELIMITERS: list[dict[str, str | bool]] = [
    {"left": "$$", "right": "$$", "display": True},
    {"left": "\\(", "right": "\\)", "display": False},
    {"left": "\\[", "right": "\\]", "display": True},
]

_CODE = re.compile(r"(```.*?```|~~~.*?~~~|`[^`\n]+`)", re.DOTALL)
_REMOTE_IMAGE = re.compile(r"!\[([^\]]*)\]\((https?://[^\s)]+)[^)]*\)")
_DOUBLED = re.compile(r"\\\\([()\[\]])")
_DOLLAR = re.compile(r"(?<![\\$\w])\$(?![\s$])((?:[^$\\\n]|\\.)+?)(?<![\s\\])\$(?![\d$])")


def links_for_images(text: str) -> str:
    """Return Markdown whose pictures on other hosts are links: the page loads nothing from elsewhere."""
    return _REMOTE_IMAGE.sub(lambda match: f"[{match.group(1) or match.group(2)}]({match.group(2)})", text)


def math(text: str) -> str:
    """Return Markdown whose inline formulas stand in `\\(..\\)`, outside code.

    `$..$` follows pandoc's rule: no space inside the dollars, and no digit after the closing one, so that prices stay prices.
    """
    pieces = _CODE.split(text)
    return "".join(piece if at % 2 else _formulas(piece) for at, piece in enumerate(pieces))


def _formulas(piece: str) -> str:
    return _DOLLAR.sub(lambda match: f"\\({match.group(1)}\\)", _DOUBLED.sub(r"\\\1", piece))


_FORMULA = re.compile(r"\$\$.+?\$\$|\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_PLACE = re.compile("\ue000(\\d+)\ue001")


def rendered(text: str) -> str:
    """Return Markdown as HTML on one line, with nothing in it that acts or loads; formulas stay as the page's renderer takes them."""
    formulas: list[str] = []

    def keep(found: re.Match[str]) -> str:
        formulas.append(found[0])
        return f"\ue000{len(formulas) - 1}\ue001"

    bare = re.sub("[\ue000\ue001]", "", text)
    pieces = _CODE.split(math(links_for_images(bare)))
    html = _markdown().render(
        "".join(piece if at % 2 else _FORMULA.sub(keep, _BREAK.sub("\\\n", piece)) for at, piece in enumerate(pieces))
    )
    html = _PLACE.sub(lambda found: escape(formulas[int(found[1])]), html)
    return html.strip().replace("\n", "&#10;")  # an empty line, of code too, would end the HTML block that this becomes a part of


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.add_render_rule("image", lambda self, tokens, at, options, env: f"<em>{escape(tokens[at].content)}</em>")
    return parser
