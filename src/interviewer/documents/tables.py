"""Tables of questions: CSV, TSV, the text exports of Anki, Excel sheets."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from interviewer.documents.office import part
from interviewer.documents.parsed import Parsed, refusal, table
from interviewer.documents.records import Found, holds_questions, is_asking, render

_ANKI = re.compile(
    r"^#(separator|html|columns|tags column|deck column|notetype column|guid column|deck|notetype|tags):(.*)\n", re.IGNORECASE
)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_MOST_SHOWN = 2000
"""Rows of a table without questions that are kept."""


class Cells(NamedTuple):
    """A row and the lines of the file where it stands, from 1."""

    cells: list[str]
    line: int
    end: int


def read_table(text: str) -> Parsed:
    """Return a CSV or TSV file: its questions in canonical form, or else the table itself.

    Raises:
        CorpusError: it holds no rows.
    """
    if _ANKI.match(text):
        return _anki(text)
    rows = _rows(text, separator_of(text))
    if not rows:
        raise refusal("no text inside")
    return of_rows(rows)


def of_rows(rows: Sequence[Cells]) -> Parsed:
    """Return rows of cells, the first of which may name the columns."""
    head = [name.strip() for name in rows[0].cells]
    if holds_questions(head):
        made = render(_records(head, rows[1:]))
    elif len(head) >= 2 and is_asking([row.cells[0] for row in rows[:300]]):
        made = render(_records(["question", "answer", *(f"column {at}" for at in range(3, len(head) + 1))], rows))
    else:
        return Parsed(table([row.cells for row in rows[: _MOST_SHOWN + 1]]) + "\n", "", {"records": 0})
    if not made.asked:
        raise refusal("no text inside")
    return Parsed(made.text + "\n", "", {"records": made.asked}, made.rows)


def separator_of(text: str) -> str:
    """Return what separates the cells: the mark that cuts the first lines into equally many."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    best, score = ",", 0.0
    for mark in ("\t", ",", ";", "|"):
        widths = [len(row) for row in csv.reader(lines, delimiter=mark)] if lines else []
        alike = sum(width == widths[0] for width in widths) / len(widths) if widths and widths[0] > 1 else 0.0
        if alike > score + 0.05:
            best, score = mark, alike
    return best


def looks_like_table(text: str) -> bool:
    """Say whether a text whose name tells nothing is a table of questions: its first line names such columns."""
    first, _, rest = text.lstrip().partition("\n")
    if len(first) > 500 or not rest.strip() or not re.search("[\t,;|]", first) or first.lstrip().startswith(("|", "#", "-")):
        return False
    mark = separator_of(text)
    names = [name.strip() for name in next(csv.reader([first], delimiter=mark), [])]
    second = next(csv.reader([rest.lstrip().partition("\n")[0]], delimiter=mark), [])
    return (
        len(names) >= 2
        and holds_questions(names)
        and all(re.fullmatch(r"[^.?!。？！]{1,24}", name) for name in names)
        and len(second) == len(names)
    )


def _rows(text: str, separator: str, first: int = 1) -> list[Cells]:
    """Return the rows of a text that begins at line `first` of its file, blank ones left out."""
    rows: list[Cells] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
        start = first
        for cells in reader:
            rows.append(Cells(cells, start, max(start, first + reader.line_num - 1)))
            start = first + reader.line_num
    except csv.Error:  # a quote that is never closed swallows the rest; then quotes mean nothing
        rows = [Cells(line.split(separator), first + n, first + n) for n, line in enumerate(text.split("\n"))]
    return [row for row in rows if any(cell.strip() for cell in row.cells)]


def _records(names: Sequence[str], rows: Sequence[Cells]) -> Iterator[Found]:
    for row in rows:
        yield Found(dict(zip(names, row.cells, strict=False)), row.line, row.end)


# ---------------------------------------------------------------- Anki


def _anki(text: str) -> Parsed:
    """Read Anki's "Notes in Plain Text": lines `#key:value`, then one note a row, its fields mostly HTML."""
    about: dict[str, str] = {}
    first = 1
    while match := _ANKI.match(text):
        about[match[1].lower()] = match[2].strip()
        text = text[match.end() :]
        first += 1
    separator = _SEPARATORS.get(about.get("separator", "tab").lower(), about.get("separator", "\t")[:1] or "\t")
    rows = _rows(text, separator, first)
    if not rows:
        raise refusal("no text inside")
    special = {
        int(about[f"{key} column"]) - 1: key for key in ("tags", "deck", "notetype", "guid") if about.get(f"{key} column", "").isdigit()
    }
    named = about.get("columns", "").split(separator) if about.get("columns") else []
    fields = [at for at in range(max(len(row.cells) for row in rows)) if at not in special]
    names = {at: ("front", "back")[n] if n < 2 else named[at] if at < len(named) else f"field {n + 1}" for n, at in enumerate(fields)}
    if holds_questions(named):
        names = {at: named[at] for at in fields if at < len(named)}
    notes = [
        Found(_note({**{names[at]: cells[at] for at in names if at < len(cells)}, **_labels(cells, special)}), line, end)
        for cells, line, end in rows
    ]
    made = render(notes, html=about.get("html", "true").lower() != "false")
    if not made.asked:
        raise refusal("no text inside")
    return Parsed(made.text + "\n", "", {"records": made.asked, **({"deck": about["deck"]} if "deck" in about else {})}, made.rows)


def _labels(row: Sequence[str], special: dict[int, str]) -> dict[str, str]:
    found = {}
    for at, key in special.items():
        if at < len(row) and row[at].strip() and key in ("tags", "deck"):
            found["tags" if key == "tags" else "topic"] = row[at].replace("::", "/") if key == "deck" else ", ".join(row[at].split())
    return found


def _note(fields: dict[str, str]) -> dict[str, str]:
    """Turn a cloze note into question and answer; leave out what can't be read (sounds)."""
    clean = {name: re.sub(r"\[sound:[^\]]*\]", "", text) for name, text in fields.items()}
    text = clean.get("front", "")
    if _CLOZE.search(text):
        whole = _CLOZE.sub(lambda match: match[1], text)
        clean["back"] = "<br>".join(filter(None, (whole, clean.get("back", ""))))
        clean["front"] = _CLOZE.sub(lambda match: f"[{match[2] or '...'}]", text)
    return clean


# ---------------------------------------------------------------- Excel


def read_sheet(data: bytes) -> Parsed:
    """Return the sheets of an Excel file (.xlsx), one after the other.

    Raises:
        CorpusError: it is broken, unreasonably large when unpacked, or empty.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            shared = part(archive, "xl/sharedStrings.xml")
            strings = ["".join(_texts(each)) for each in shared] if shared is not None else []
            names = sorted(
                (name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
                key=lambda name: (len(name), name),
            )
            sheets = [rows for name in names if (rows := _sheet_rows(part(archive, name), strings))]
    except (
        zipfile.BadZipFile,
        zlib.error,
        ParseError,
        NotImplementedError,
        EOFError,
        ValueError,
        IndexError,
        OSError,
        RuntimeError,
    ) as error:
        raise refusal("broken or password-protected Excel file") from error
    if not sheets:
        raise refusal("no text inside")
    read = [of_rows(rows) for rows in sheets]
    asked = [each for each in read if each.metadata["records"]] or read
    return Parsed(
        "\n".join(each.text for each in asked),
        "",
        {"records": sum(each.metadata["records"] for each in asked)},
        [row for each in asked for row in each.rows],
    )


def _texts(element: Element) -> Iterator[str]:
    return (each.text or "" for each in element.iter() if each.tag.rpartition("}")[2] == "t")


def _sheet_rows(sheet: Element | None, strings: Sequence[str]) -> list[Cells]:
    rows: list[Cells] = []
    number = 0
    for element in sheet.iter() if sheet is not None else ():
        if element.tag.rpartition("}")[2] != "row":
            continue
        row: list[str] = []
        for cell in element:
            at = _column(cell.get("r") or "")
            row += [""] * (min(at, 500) - len(row))
            value = "".join(each.text or "" for each in cell if each.tag.rpartition("}")[2] == "v")
            row.append(strings[int(value)] if cell.get("t") == "s" and value else "".join(_texts(cell)) or value)
        number += 1
        number = int(told) if (told := element.get("r") or "").isdigit() else number
        if any(cell.strip() for cell in row):
            rows.append(Cells(row, number, number))
    width = max((len(row.cells) for row in rows), default=0)
    return [row._replace(cells=row.cells + [""] * (width - len(row.cells))) for row in rows]


def _column(reference: str) -> int:
    """Return the 0-based column of a cell's name: C7 is 2."""
    number = 0
    for letter in re.match(r"[A-Z]*", reference)[0]:  # type: ignore[index]
        number = number * 26 + ord(letter) - 64
    return max(0, number - 1)
