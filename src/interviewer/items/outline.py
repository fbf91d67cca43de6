"""The lines of a document with what each one is: code, heading, list item, table row, rule or text.

Notes break the rules of CommonMark just where it matters (no blank line before a heading, fences that are never closed, HTML around Markdown,
layout by indentation), and a parser that follows the rules then swallows half a file. So lines are read one by one, and a parser's certainty is
kept only for what must never be misread: inside fences, formulas, comments and HTML tables nothing is a heading or a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

_FENCE = re.compile(r"^(?:[-*+]\s+|\d{1,3}[.)]\s+)?(`{3,}|~{3,})\s*([^`]*)$")
_HEADING = re.compile(r"^(#{1,6})(?:[ \t]+|(?<=##)(?=[^#\s!]))(.*?)(?:[ \t]+#+)?[ \t]*$")
_HTML_HEADING = re.compile(r"^<h([1-6])\b[^>]*>(.*?)</h\1>\s*$", re.IGNORECASE)
_MARKER = re.compile(r"^(?:([-*+•●○▪■◆◦·‣])(?:[ \t]+|(?<=[•●○▪■◆◦‣])(?=\S))|(\d{1,3}[.)])[ \t]+|(\d{1,3}[.、．])(?=[^\d\s.]))")
_RULE = re.compile(r"^(?:[-*_=](?:[ \t]*[-*_=]){2,}|[#/]{1,3}[-=*_~]{5,}[#/]{0,3}|<hr\s*/?>)$", re.IGNORECASE)
_LONG_RULE = 5
"""Marks below a line that ends with a colon which make it a heading."""
_SETEXT = re.compile(r"^(=+|-{2,})\s*$")
_TABLE_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-+:?\s*)*\|?$")
_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+")
_RAW_OPEN = re.compile(r"<(table|pre|script|style|svg)\b", re.IGNORECASE)
_TABS = 4


class Kind(Enum):
    BLANK = "blank"
    TEXT = "text"
    HEADING = "heading"
    CODE = "code"
    MATH = "math"
    TABLE = "table"
    RULE = "rule"
    RAW = "raw"
    """HTML table, pre, script or style."""
    COMMENT = "comment"
    FRONT = "front"


@dataclass(frozen=True, slots=True)
class Line:
    at: int
    """0-based place in the document."""
    raw: str
    kind: Kind
    indent: int = 0
    """Column of the first character behind quote marks; a tab goes to the next multiple of four."""
    quote: int = 0
    marker: str = ""
    """Of the list item that begins here: "-", "1.", ..."""
    depth: int = 0
    """Number of list items in which the line stands, its own included."""
    text: str = ""
    """What is left behind quote, list and heading marks."""
    level: int = 0
    """Of a heading, 1 to 6."""

    @property
    def blank(self) -> bool:
        return self.kind is Kind.BLANK

    @property
    def filler(self) -> bool:
        """Tell whether the line says nothing by itself."""
        return self.kind in (Kind.BLANK, Kind.RULE, Kind.COMMENT)


def lines_of(text: str) -> list[str]:
    """Return the lines that line numbers count."""
    return [line.rstrip("\r") for line in text.split("\n")]


def _columns(text: str) -> int:
    column = 0
    for character in text:
        if character == "\t":
            column += _TABS - column % _TABS
        elif character in " \u3000\xa0\u200b\ufeff":
            column += 1
        else:
            break
    return column


def _close_of(raw: Sequence[str], start: int, fence: str) -> tuple[int, int]:
    """Return the last line of the code that a fence opens and the next line to read."""
    closing = re.compile(rf"^[\s>]*{re.escape(fence[0])}{{{len(fence)},}}\s*$")
    reopening = re.compile(rf"^[\s>]*{re.escape(fence[0])}{{3}}[A-Za-z]\w*\s*$") if len(fence) == 3 else None
    for at in range(start + 1, len(raw)):
        if closing.match(raw[at]):
            return at, at + 1
        if reopening and reopening.match(raw[at]):
            break
    else:
        at = len(raw)
    for stop in range(start + 1, at):  # never closed: code until a heading behind a blank line
        if not raw[stop - 1].strip() and _HEADING.match(raw[stop]):
            return stop - 1, stop
    return at - 1, at


class _Scanner:
    def __init__(self, raw: Sequence[str]) -> None:
        self.raw = raw
        self.lines: list[Line] = []
        self.stack: list[int] = []
        """Columns of the markers of the open list items."""

    def run(self) -> list[Line]:
        at = self._front()
        while at < len(self.raw):
            at = self._step(at)
        return self.lines

    def _front(self) -> int:
        first = next((n for n, line in enumerate(self.raw) if line.strip("\ufeff \t")), None)
        if first is None or self.raw[first].strip("\ufeff \t") != "---":
            return 0
        for at in range(first + 1, min(len(self.raw), first + 200)):
            if self.raw[at].strip() in ("---", "..."):
                body = [line for line in self.raw[first + 1 : at] if line.strip()]
                if body and re.match(r"^[\w.\-]+[ \t]*:", body[0]):
                    self._block(0, at, Kind.FRONT)
                    return at + 1
                break
        return 0

    def _block(self, start: int, end: int, kind: Kind) -> int:
        for at in range(start, end + 1):
            raw = self.raw[at]
            self.lines.append(Line(at, raw, kind, _columns(raw), depth=len(self.stack), text=raw.strip()))
        return end + 1

    def _step(self, at: int) -> int:
        raw = self.raw[at]
        quoted = _QUOTE.match(raw)
        quote = quoted.group().count(">") if quoted else 0
        inner = raw[quoted.end() :] if quoted else raw
        body = inner.strip(" \t\u3000\xa0\u200b\ufeff\f")
        if not body:
            self.lines.append(Line(at, raw, Kind.BLANK, quote=quote, depth=len(self.stack)))
            return at + 1
        indent = _columns(inner) + (_columns(raw) if quoted else 0)
        if fence := _FENCE.match(body):
            end, following = _close_of(self.raw, at, fence.group(1))
            if body[0] not in "`~":
                self._nest(indent, body)
            self._block(at, end, Kind.CODE)
            return following
        if (after := self._opaque(at, body)) is not None:
            return after
        self.lines.append(self._line(at, raw, body, indent, quote))
        return at + 1

    def _opaque(self, at: int, body: str) -> int | None:
        """Read a comment, a formula or an HTML table as one block."""
        if body.startswith("<!--"):
            return self._until(at, "-->", Kind.COMMENT)
        if body.startswith("$$") and body.count("$$") == 1:
            return self._until(at, "$$", Kind.MATH, 80)
        if body in ("\\[", "\\\\["):
            return self._until(at, "\\]", Kind.MATH, 80)
        opened = _RAW_OPEN.match(body)
        if opened:
            return self._until(at, f"</{opened.group(1).lower()}>", Kind.RAW)
        return None

    def _until(self, at: int, closing: str, kind: Kind, limit: int = 2000) -> int | None:
        for end in range(at, min(len(self.raw), at + limit)):
            line = self.raw[end].lower()
            if end == at:
                line = line.strip().removeprefix("<!--").removeprefix("$$")
            if closing in line:
                return self._block(at, end, kind)
        return None

    def _nest(self, indent: int, body: str) -> tuple[str, str]:
        """Open a list item where the text has a marker; return marker and rest."""
        found = _MARKER.match(body)
        if not found or (found.group(1) == "*" and body.startswith("**")):
            after_blank = not self.lines or self.lines[-1].kind is not Kind.TEXT
            while self.stack and indent <= self.stack[-1] and (after_blank or indent < self.stack[-1]):
                self.stack.pop()
            return "", body
        while self.stack and indent < self.stack[-1] + 2:
            self.stack.pop()
        self.stack.append(indent)
        return next(group for group in found.groups() if group), body[found.end() :]

    def _line(self, at: int, raw: str, body: str, indent: int, quote: int) -> Line:
        if _RULE.match(body) or self._underlines(at, body):
            if indent == 0:
                self.stack.clear()
            return Line(at, raw, Kind.RULE, indent, quote, text=body)
        if self._is_table(at, body):
            return Line(at, raw, Kind.TABLE, indent, quote, depth=len(self.stack), text=body)
        marker, rest = self._nest(indent, body)
        if indent > (self.stack[-1] if self.stack else 0) + 7 and not marker:
            return Line(at, raw, Kind.TEXT, indent, quote, depth=len(self.stack), text=rest)
        level, title = self._heading(at, rest, indent, marker)
        kind = Kind.HEADING if level else Kind.TEXT
        if level and not marker and indent == 0:
            self.stack.clear()
        return Line(at, raw, kind, indent, quote, marker, len(self.stack), title, level)

    def _heading(self, at: int, rest: str, indent: int, marker: str) -> tuple[int, str]:
        nested = bool(self.stack)
        found = _HEADING.match(rest)
        if found and nested and self.raw[at][:1] in " \t" and self.raw[at].lstrip().startswith(">"):
            return 0, found.group(2).strip()  # quoted within a list item
        if found and (indent <= 3 or nested or marker):
            return len(found.group(1)), found.group(2).strip()
        html = _HTML_HEADING.match(rest)
        if html:
            return int(html.group(1)), html.group(2).strip()
        if not marker and indent <= 3 and at + 1 < len(self.raw) and self._underlines(at + 1, self.raw[at + 1].strip()):
            return (1 if self.raw[at + 1].lstrip().startswith("=") else 2), rest
        return 0, rest

    def _underlines(self, at: int, body: str) -> bool:
        """Tell whether a row of = or - makes a heading of the one line above it, rather than parting what is above from what is below."""
        if not _SETEXT.match(body) or at == 0 or not self.raw[at - 1].strip():
            return False
        above = self.raw[at - 1]
        lone = at == 1 or not self.raw[at - 2].strip() or (len(self.lines) >= at - 1 >= 1 and self.lines[at - 2].kind is not Kind.TEXT)
        text = above.strip()
        plain = not re.match(r"^(?:[#>|\-*+<`]|\d+[.)、]|!\[)", text) and _columns(above) <= 3
        ended = text[-1] in "。；;，,." or (text[-1] in "：:" and len(body) < _LONG_RULE)
        return lone and plain and len(text) <= 100 and not ended and "|" not in text

    def _is_table(self, at: int, body: str) -> bool:
        if body.startswith("|") and body.count("|") >= 2:
            return True
        if "|" not in body:
            return False
        following = self.raw[at + 1].strip() if at + 1 < len(self.raw) else ""
        above = self.lines[-1].kind is Kind.TABLE if self.lines else False
        return above or bool("|" in following and _TABLE_RULE.match(following))


def outline(text: str) -> list[Line]:
    """Return one Line for each line of the text, in order."""
    return _Scanner(lines_of(text)).run()
