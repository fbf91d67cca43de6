"""Which pieces of a Markdown text are code; in one pass, however many marks there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_RUN = re.compile(r"`+")
_OPENS = re.compile(r"[ \t>]*(`{3,}(?=[^`\n]*$)|~{3,})")


def outside(text: str, change: Callable[[str], str]) -> str:
    """Return Markdown with what is outside fences and code spans changed."""
    return "".join(piece if is_code else outside_spans(piece, change) for piece, is_code in _fences(text))


def outside_spans(text: str, change: Callable[[str], str]) -> str:
    """Return a text with what is outside code spans changed."""
    return "".join(piece if is_code else change(piece) for piece, is_code in _spans(text))


def outside_fences(text: str, change: Callable[[str], str]) -> str:
    """Return Markdown with what is outside fences changed; code spans too."""
    return "".join(piece if is_code else change(piece) for piece, is_code in _fences(text))


def _fences(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, each with whether it is a fenced block; one that is not closed goes on to the end."""
    held: list[str] = []
    marks = ""
    for line in text.splitlines(keepends=True):
        found = _OPENS.match(line)
        if not marks and found:
            yield "".join(held), False
            held, marks = [line], found[1]
        elif marks and _closes(line, marks):
            yield "".join([*held, line]), True
            held, marks = [], ""
        else:
            held.append(line)
    yield "".join(held), bool(marks)


def _closes(line: str, marks: str) -> bool:
    bare = line.strip(" \t>\r\n")
    return len(bare) >= len(marks) and set(bare) == {marks[0]}


def _spans(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, each with whether it is a code span: between two runs of as many backticks, the first not escaped."""
    runs = [(found.start(), found.end()) for found in _RUN.finditer(text)]
    later: dict[int, list[int]] = {}
    for at in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[at][1] - runs[at][0], []).append(at)
    done = at = 0
    while at < len(runs):
        start, end = runs[at]
        same = later[end - start]
        while same and same[-1] <= at:
            same.pop()
        if same and not _is_escaped(text, start):
            close = same[-1]
            yield text[done:start], False
            yield text[start : runs[close][1]], True
            done, at = runs[close][1], close + 1
        else:
            at += 1
    yield text[done:], False


def _is_escaped(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] == "\\"
