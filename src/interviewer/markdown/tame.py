"""What a person, a note or a model wrote, made safe to stand in Markdown of ours.

One-line texts can't become a heading, a list, a cell, HTML, a link or a picture. Reference answers and answers, which may be Markdown,
keep their shape, but bring no HTML and load nothing. Code and formulas stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from interviewer.markdown.code import outside, outside_fences, outside_spans
from interviewer.markdown.rendering import FORMULA

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_HEADING = re.compile(r"^( {0,3})#{1,6}(?=\s)", re.MULTILINE)
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]\[\n]{0,300})\]\([ \t]{0,9}<?([^\s()<>]{1,1000})>?(?:[ \t][^()\n]{0,200})?\)")
_TILDE = re.compile(rf"{FORMULA.pattern}|(?P<tilde>(?<![~\\])~(?!~))", re.DOTALL)


def line_of(text: str) -> str:
    """Return a text as one line of Markdown that is only text, code and formulas."""
    line = " ".join(text.split())
    return _checked(outside_spans(line, _plain), _plain).replace("|", "\\|")


def name_of(text: str) -> str:
    """Return a file's name and lines as code, in which nothing is markup."""
    return "`" + " ".join(text.split()).replace("`", "'").replace("|", "¦") + "`"


def quote_of(text: str) -> list[str]:
    """Return Markdown as the lines of a block quote, at whose end everything that it left open ends too."""
    return [f"> {line}".rstrip() for line in body_of(outside_fences(text, _shaped)).splitlines()]


def body_of(text: str) -> str:
    """Return Markdown in its own shape, without HTML, and with links for pictures."""
    return _checked(outside(text, _bare), lambda whole: whole.replace("<", "&lt;").replace("![", "!\\["))


def _shaped(piece: str) -> str:
    """Return Markdown outside fences without a heading of the report's own level."""
    return _UNDERLINE.sub("", _HEADING.sub("#####", piece))


def _bare(piece: str) -> str:
    """Return Markdown outside code without HTML, with links for pictures."""
    return _untilded(_PICTURE.sub(_link, piece).replace("<", "&lt;"))


def _link(picture: re.Match[str]) -> str:
    words, source = picture[1] or picture[2], picture[2]
    return f"[{words}]({source})" if source.startswith(("http://", "https://")) else f"*{words}*"


def _plain(piece: str) -> str:
    return _untilded(piece.replace("<", "&lt;").replace("](", "]\\(").replace("![", "!\\[").replace("][", "]\\["))


def _untilded(piece: str) -> str:
    """Return Markdown in which a single tilde is one: "5~10" twice in a line would strike out what stands between."""
    return _TILDE.sub(lambda found: "\\~" if found["tilde"] else found[0], piece)


def _checked(tamed: str, more: Callable[[str], str]) -> str:
    """Return Markdown that a parser finds no HTML and no picture in; where it does, what looked like code was none."""
    tokens = [child for token in _parser().parse(tamed) for child in (token, *(token.children or ()))]
    return more(tamed) if any(token.type in ("html_block", "html_inline", "image") for token in tokens) else tamed


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable("table")
