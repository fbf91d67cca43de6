"""What every reader of this folder gives back, and the one error they raise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from interviewer.errors import CorpusError


class Parsed(NamedTuple):
    """A file's content, before it is known which file it was."""

    text: str
    """Markdown."""
    title: str = ""
    """Empty where the content names none; the first heading or the file's name then stands in."""
    metadata: Mapping[str, Any] = MappingProxyType({})
    rows: Sequence[Mapping[str, Any]] = ()
    """Questions, as the fields of `schema.Row`."""


def refusal(reason: str, way_out: str = "") -> CorpusError:
    """Return the error for a content that can't be read; the door of this folder adds the file's name."""
    return CorpusError(reason, way_out=way_out)


_TAG = re.compile(r"</?[a-zA-Z][^<>\n`]*>|<!(?:--|[a-zA-Z])[^<>\n`]*>")
_LABELLED = re.compile(r"^\s*(?:题目|问题|答案|解答|解析|Question|Answer)\s*[:：]", re.MULTILINE)
_HASHES = re.compile(r"^(\s*)(#{1,6}\s)", re.MULTILINE)


def literal(text: str) -> str:
    """Return plain text so that Markdown shows it as it is: tags become code, a leading `#` is no heading."""
    return _HASHES.sub(r"\1\\\2", _TAG.sub(lambda match: f"`{match[0]}`", text))


def fenced(code: str, language: str = "") -> str:
    """Return a code block whose fence is longer than any in the code."""
    fence = "`" * max(3, max(map(len, re.findall("`+", code)), default=0) + 1)
    return f"{fence}{language}\n{code}\n{fence}"


def preformatted(code: str, language: str = "") -> str:
    """Return a code block; prose that somebody only indented stays indented, so that it can be read as prose again."""
    letters = sum(c.isalnum() for c in code)
    han = sum("\u3400" <= c <= "\u9fff" for c in code)
    if language or not letters or (han < 0.4 * letters and not _LABELLED.search(code)):
        return fenced(code, language)
    return re.sub(r"(?m)^(?=.)", "    ", code)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; the first row is its head. Cells are kept on one line."""
    width = max(map(len, rows), default=0)
    if not width:
        return ""
    lines = [[" ".join(cell.replace("|", "\\|").split()) for cell in [*row, *[""] * (width - len(row))]] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], ["---"] * width, *lines[1:]))
