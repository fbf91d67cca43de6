"""What a person, a note or a model wrote, made safe to stand in a Markdown report.

One-line texts can't become a heading, a list, a cell, HTML, a link or a picture. Reference answers and answers, which may be Markdown,
keep their shape, but bring no HTML and load nothing. Code and formulas stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

FENCE = re.compile(r"^([ \t>]*(```+|~~~+)[^\n]*\n.*?(?:^[ \t>]*\2[`~]*[ \t]*$|\Z))", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"((?<![\\`])(?:`+)(?!`).+?(?<!`)`+(?!`))", re.DOTALL)
_HEADING = re.compile(r"^( {0,3})#{1,6}(?=\s)", re.MULTILINE)
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\(\s*<?([^\s)>]+)>?[^)\n]*\)")


def line_of(text: str) -> str:
    """Return a text as one line of Markdown that is only text, code and formulas."""
    line = " ".join(text.split())
    tamed = "".join(piece if at % 2 else _plain(piece) for at, piece in enumerate(SPAN.split(line)))
    return _checked(tamed, _plain).replace("|", "\\|")


def name_of(text: str) -> str:
    """Return a file's name and lines as code, in which nothing is markup."""
    return "`" + " ".join(text.split()).replace("`", "'").replace("|", "¦") + "`"


def quote_of(text: str) -> list[str]:
    """Return Markdown as the lines of a block quote, at whose end everything that it left open ends too."""
    return [f"> {line}".rstrip() for line in _body(text).splitlines()]


def _body(text: str) -> str:
    outside = FENCE.split(text)
    # split gives: outside, fence, its marks, outside, ...
    tamed = "".join(piece if at % 3 == 1 else "" if at % 3 == 2 else _shaped(piece) for at, piece in enumerate(outside))
    return _checked(tamed, lambda whole: whole.replace("<", "&lt;").replace("![", "!\\["))


def _shaped(piece: str) -> str:
    """Return Markdown outside fences: no heading of the report's own level, no HTML, links for pictures."""
    bare = _UNDERLINE.sub("", _HEADING.sub("#####", piece))
    spans = SPAN.split(bare)
    return "".join(part if at % 2 else _PICTURE.sub(_link, part).replace("<", "&lt;") for at, part in enumerate(spans))


def _link(picture: re.Match[str]) -> str:
    return f"[{picture[1] or picture[2]}]({picture[2]})"


def _plain(piece: str) -> str:
    return piece.replace("<", "&lt;").replace("](", "]\\(").replace("![", "!\\[").replace("][", "]\\[")


def _checked(tamed: str, more: Callable[[str], str]) -> str:
    """Return Markdown that a parser finds no HTML and no picture in; where it does, what looked like code was none."""
    tokens = [child for token in _parser().parse(tamed) for child in (token, *(token.children or ()))]
    return more(tamed) if any(token.type in ("html_block", "html_inline", "image") for token in tokens) else tamed


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable("table")
