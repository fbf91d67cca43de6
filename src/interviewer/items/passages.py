"""Chunks of any document, for evidence and citation."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from interviewer.items.outline import Kind, Line, outline
from interviewer.items.wording import clean
from interviewer.schema import Document, Passage, fingerprint
from interviewer.text import is_cjk

LIMIT = 350
"""Tokens of one passage at most, by the estimate of `size`; about 600 Chinese characters."""
_WHOLE = (Kind.CODE, Kind.MATH, Kind.TABLE, Kind.RAW)
_SILENT = (Kind.FRONT, Kind.COMMENT, Kind.RULE)
_WORD = re.compile(r"[A-Za-z]+|\d|[^\sA-Za-z\d\u3400-\u9fff]")
_GAP = 3
"""Lines left out (blank ones, comments) over which a passage does not go on."""
_SEPARATORS = ["\n\n", "\n", "。", "！", "？", "；", ". ", "! ", "? ", "; ", "，", ", ", " ", ""]


def size(text: str) -> int:
    """Estimate the number of tokens: 0.58 for a Han character, 1.3 for a Latin word, 0.5 for a digit or sign."""
    return round(_hundredths(text) / 100)


def _hundredths(text: str) -> int:
    """Return the estimate in hundredths, so that many short pieces add up to what they are together."""
    han = sum(map(is_cjk, text))
    words = _WORD.findall(text)
    long = sum(len(word) > 1 for word in words)
    return 58 * han + 130 * long + 50 * (len(words) - long)


def passages(document: Document, owner: str) -> list[Passage]:
    """Cut a document into passages of at most `LIMIT` tokens that know their headings and lines.

    Fences, formulas and tables stay whole unless one alone is too long. Ids depend on owner, path and text.
    """
    if document.rows:  # each is a question with its answer, and its lines are those of the file
        return []
    found: dict[str, Passage] = {}
    for heading, lines in _sections(outline(document.text)):
        for start, end, text in _chunks(lines):
            key = fingerprint(owner, document.path, text)
            found.setdefault(
                key, Passage(id=key, owner=owner, document=document.path, text=text, heading=heading, line=start + 1, end_line=end + 1)
            )
    return list(found.values())


def _sections(lines: Sequence[Line]) -> Iterator[tuple[tuple[str, ...], list[Line]]]:
    stack: list[tuple[int, str]] = []
    section: list[Line] = []
    for line in lines:
        if line.level:
            yield tuple(title for _, title in stack), section
            while stack and stack[-1][0] >= line.level:
                stack.pop()
            stack, section = [*stack, (line.level, clean(line.text))], []
        elif line.kind not in _SILENT:
            section.append(line)
    yield tuple(title for _, title in stack), section


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Part lines where a passage may end: at blank lines, and around what must stay whole."""
    block: list[Line] = []
    for line in lines:
        whole = line.kind in _WHOLE
        joined = (
            bool(block)
            and not line.blank
            and line.at == block[-1].at + 1
            and (block[-1].kind is line.kind if whole else block[-1].kind not in _WHOLE)
        )
        if block and not joined:
            yield block
            block = []
        if not line.blank:
            block.append(line)
    if block:
        yield block


def _chunks(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Join blocks while they fit; cut a block that is too long by itself."""
    held: list[Line] = []
    length = 0
    for block in _blocks(lines):
        if all(re.search(r"\]\(#", line.raw) for line in block):  # a table of contents
            continue
        text = _raw(block)
        more = size(text)
        if held and (length + more > LIMIT or block[0].at - held[-1].at > _GAP + 1):
            yield from _closed(held)
            held, length = [], 0
        if more > LIMIT:
            yield from _split(block, text)
            continue
        held, length = held + block, length + more
    yield from _closed(held)


def _raw(lines: Sequence[Line]) -> str:
    return "\n".join(line.raw for line in lines)


def _closed(held: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    if held:
        parts = [held[0].raw]
        for above, line in itertools.pairwise(held):
            parts.append("\n" * (line.at - above.at - 1) + line.raw)  # so that the lines of the text count as the document's do
        text = "\n".join(parts).strip("\n")
        if any(c.isalnum() for c in text):
            yield held[0].at, held[-1].at, text


def _split(block: Sequence[Line], text: str) -> Iterator[tuple[int, int, str]]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        keep_separator="end",
        chunk_size=100 * LIMIT,
        chunk_overlap=0,
        length_function=_hundredths,
        add_start_index=True,
        strip_whitespace=True,
    )
    at = 0
    for piece in splitter.split_text(text):
        start = text.find(piece, at)
        start = at if start < 0 else start
        at = start + len(piece)
        first = text.count("\n", 0, start)
        if any(c.isalnum() for c in piece):
            yield block[first].at, block[first + piece.rstrip("\n").count("\n")].at, piece
