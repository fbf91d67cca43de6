"""The lines of a job description or a résumé that may ask for something: sections, bullets and prose, told from what every posting says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from interviewer.questions.sections import LABEL, NICE, heading, is_boilerplate, is_label, size
from interviewer.questions.titles import title
from interviewer.text import sentences

MOST = 200_000
"""Characters that are read; no posting is longer."""
_MOST_ROWS = 600
_LONGEST_ROW = 1000

_HTML = re.compile(r"</(?:p|li|ul|div|body|html|h[1-6]|td|span|a|b|strong)>|<(?:br|p|li|div)\b", re.IGNORECASE)
_TAG = re.compile(r"<(!--|!doctype|/?[a-z][a-z0-9]*)(?:\b[^<>]{0,500}>)?", re.IGNORECASE)
_UNSEEN = frozenset(("!--", "script", "style", "head", "nav", "footer", "form", "button", "title"))
_INLINE = frozenset(("a", "abbr", "b", "code", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u"))
_BULLET = re.compile(
    r"^(?:\*(?!\*)|[^\w(（\[【<《\"“‘'#$|*]+|o\s)*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．:：](?!\d)\s*|[①-⑳]\s*)?"
)
"""Whatever marks an entry of a list: dots, ticks, pictures, numbers."""
_CELLS = re.compile(r"\s*\|\s*")
_DATED = re.compile(r"(?:19|20)\d\d.{0,9}(?:[-–—~至到]|\bto\b).{0,12}(?:(?:19|20)\d\d|present|now|today|至今|今)", re.IGNORECASE)
_HEAD = 4
"""Rows among which the title of the job stands."""
_WRAPPED = 40
"""Least length of a line that may go on in the next."""
_NUMBER = re.compile(r"(?<=[^\d\s.(（])\s*(?=(?:[（(]?\d{1,2}[)）、．]|\d{1,2}\.(?=\s*[^\d\s]))|[①-⑳•●■◆])")
"""Where an entry of a list that runs on in one line begins."""


class Line(NamedTuple):
    """One sentence or bullet of a posting."""

    text: str
    must: bool
    """False for what is only nice to have."""


def lines(text: str) -> list[Line]:
    """Return the lines that may ask for something, in order, without bullets and numbers; what every posting says is left out.

    Where a posting has sections, what stands before them (names, the company, places) stands back, but for the title of the job.
    """
    found = list(_sectioned(islice(_rows(text[:MOST]), _MOST_ROWS)))
    headed = any(section in ("must", "nice") for section, _ in found)
    found = [("title", named) if at < _HEAD and (named := title(body)) else (section, body) for at, (section, body) in enumerate(found)]
    return [
        line._replace(must=line.must and not (headed and section == "before"))
        for section, body in found
        if section != "drop"
        for line in _parts(body, section != "nice")
    ]


def _sectioned(rows: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each row that is no heading with the kind of its section: before, must, nice or drop."""
    section = "before"
    for raw in rows:
        body = _BULLET.sub("", raw).strip()
        headed = heading(body, bullet=body != raw.strip())
        if headed is not None:
            section = headed
            continue
        labelled = re.match(r"[【\[*]*([^:：【】\[\]]{2,24})[】\]*]*\s*[:：]\s*(.+)$", body)
        kind = heading(labelled[1] + ":") if labelled and is_label(labelled[1]) else None
        if labelled and kind is not None:
            section = section if kind == "drop" else kind
            yield kind, labelled[2]
        elif not (_DATED.search(body) and size(body) <= 14):
            yield section, body


def _rows(text: str) -> Iterator[str]:
    """Yield the rows of a text, each once; a list that runs on in one row is cut at its numbers and at the heads of sections."""
    seen: set[str] = set()
    for raw in _unwrapped(_visible(text).replace("\r", "\n").split("\n")):
        for piece in _pieces(raw):
            row = _NUMBER.sub("\n", LABEL.sub(lambda found: "\n" + found.group() + "\n", piece)) if len(piece) > 40 else piece
            for one in row.split("\n"):
                if one.strip() and one not in seen:
                    seen.add(one)
                    yield one


def _unwrapped(raws: Iterable[str]) -> Iterator[str]:
    """Yield lines with what goes on in the next one, in small letters and without a mark; the cells of a table's row as a list."""
    row = ""
    for raw in raws:
        now = " ".join(raw.split())
        if now.startswith("|"):
            cells = [cell for cell in _CELLS.split(now) if cell.strip("-: ")]
            now = "：".join(cells) if len(cells) == 2 else "；".join(cells)
        if _WRAPPED <= len(row) <= _LONGEST_ROW and re.match(r"[a-z]{2,}[\s,]", now) and not re.search(r"[.。;；:：!?]$|^[a-z]", row):
            row = f"{row} {now}"
            continue
        yield row
        row = now
    yield row


def _pieces(row: str) -> Iterator[str]:
    """Cut a row that is longer than any sentence, so that no pattern has to look far."""
    while len(row) > _LONGEST_ROW:
        cut = max(row.rfind(mark, 0, _LONGEST_ROW) for mark in " ，。；,;.") + 1 or _LONGEST_ROW
        yield row[:cut]
        row = row[cut:]
    yield row


def _visible(text: str) -> str:
    """Return what a browser would show of HTML; other text stays as it is."""
    if len(_HTML.findall(text[:20_000])) < 2:
        return text
    shown: list[str] = []
    at, lower = 0, text.lower()
    unclosed: set[str] = set()
    for found in _TAG.finditer(text):
        if found.start() < at:
            continue
        name = found[1].lower()
        shown += [text[at : found.start()], " " if name.strip("/") in _INLINE else "\n"]
        at = found.end()
        if name in _UNSEEN and name not in unclosed:
            end = lower.find("-->" if name == "!--" else f"</{name}", at)
            at = at if end < 0 else end
            unclosed |= {name} if end < 0 else set()
    return html.unescape("".join((*shown, text[at:])))


def _parts(body: str, must: bool) -> Iterator[Line]:
    for span in sentences(body):
        if not is_boilerplate(span.text) or size(span.text) > 12:
            optional = re.search(NICE, span.text, re.IGNORECASE)
            yield Line(span.text.strip(), must and not optional)
