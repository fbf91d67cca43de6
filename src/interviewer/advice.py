"""What to read next: for each key point that was missed, the lines of the person's own notes that say it.

Passages are found by meaning, and judged like an answer: the local grader tells whether one says the key point, and quotes the words, which
gives the lines. It is lenient with what was never an answer, so the passage must also have words of the point; a wrong passage is worse
than none, and where it is not clear nothing is said of the notes. That notes say the opposite is claimed only where a clause echoes the point turned round, its sentence speaks of the
point's own subject, and the rest of the passage doesn't say the point after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from interviewer import documents
from interviewer.errors import CorpusError
from interviewer.finding import Found
from interviewer.graders import words
from interviewer.graders.clauses import clauses
from interviewer.graders.contradiction import turned
from interviewer.index import Kind
from interviewer.report import Advice, Cited, Missed, Report
from interviewer.schema import BANK, Grader, Item, KeyPoint
from interviewer.store import Listed
from interviewer.text import Span, language_of, sentences

MOST = 6
"""Key points a session that are looked up."""
SAID, UNCLEAR = 0.6, 0.45
"""Credit of the local grader from which a passage says a key point, and from which it may."""
SHARED, SHARED_ABROAD = 0.15, 0.05
"""Weighted share of a key point's words that a passage which says it has; in another language only names are shared. In 24 sessions over
notes written for this the grader took 15 passages of the same language below it, of which 2 said the point, and 18 above it, of which 15 did."""
TURNED = 0.35
"""How surely a clause must turn a key point round."""
_HITS, _JUDGED, _NEAREST = 8, 2, 4
"""Items and passages that are found for a question, pieces of them that are read closely for one key point, and sentences of a reference."""
_FAR = 0.25
"""Less by this share of a point's words, and a sentence of a reference needs no closer reading."""
_TELLING = 0.5
"""Sum of the share of a point's words and of the credit, from which a sentence of a reference is quoted for it."""
_LONGEST = 700
"""Characters of a piece; longer ones are cut between paragraphs."""
_SHOWN = 220
"""Characters of a sentence that are quoted."""
_READABLE = {".md", ".markdown", ".txt", ".rst", ".org"}
"""Files whose lines a person sees as we count them; of others the lines of the whole answer are told."""
_LARGEST_MB = 2.0
_OWN = 0.3
"""Least weight of a word that a text can be about."""
_BULLET = re.compile(r"^(?:[-*+]|\d+[.)])\s+")
_DENIED = re.compile(r"(?:非|不|无|un|non-?|in|a)$", re.IGNORECASE)


_CIRCUMSTANCE = re.compile(
    r"(?:在|当|如果|若|即使|没有)?[^，。；：,;:\s]{1,12}(?:时候?|的情况下|之前|之后|以前|以后)(?=[^间，。；]|，)|"
    r"\b(?:when|if|while|before|after|unless|until)\b[^,.;]*(?:,|$)",
    re.IGNORECASE,
)
"""What tells only when something holds; a negation in it turns nothing round."""
_LABEL = re.compile(r"^\W*(?:\d+[.)、]\s*)?\*{0,2}[^：:。，,]{1,24}[：:]\*{0,2}\s*")
"""A name before a sentence ("Not worth it: ..."); it claims nothing."""
_ECHO = 0.5
"""F-measure of words from which a sentence speaks of all that the key point does: a part of one turns nothing round."""


class Shelf(Protocol):
    """What is needed of the library."""

    def search(self, query: str, owners: Sequence[str], k: int = 8, kinds: Sequence[Kind] = ("items", "passages")) -> list[Found]: ...
    def documents(self, owner: str) -> Sequence[Listed]: ...


class Piece(NamedTuple):
    """Some paragraphs of a document; `line` and `end_line` are those of the answer or passage they were cut from."""

    text: str
    document: str
    line: int | None
    end_line: int | None
    owner: str


class Judged(NamedTuple):
    says: float
    """Credit, 0..1, that the local grader gives a piece for the key point."""
    against: float
    """How surely, 0..1, it says the opposite."""
    words: Span
    """The words that say it, or its opposite; of the piece."""


def advise(report: Report, shelf: Shelf, judge: Grader, owner: str) -> tuple[Advice, ...]:
    """Return what to read about the key points that cost most, in the order of `Report.missed`.

    Args:
        judge: The local grader; a model is never asked.
        owner: Whose notes are looked into, besides the bank.
    """
    items = {one.place: report.turns_of(one)[0].item for one in report.asked}
    has_notes, found, advised = bool(shelf.documents(owner)), dict[int, list[Piece]](), list[Advice]()
    for missed in report.missed[:MOST]:
        item = items[missed.place]
        if has_notes and item.owner != owner and missed.place not in found:
            found[missed.place] = [piece for one in shelf.search(item.question, [owner], _HITS) for piece in _pieces_of(one)]
        notes, cited = _told(missed, item, found.get(missed.place, []), shelf, judge)
        if notes != "covered":
            own = _own_words(missed, item, shelf, judge)
            notes = "covered" if item.owner == owner and own else notes if has_notes else "none"
            cited = (*cited, *own)
        read_on = () if any(one.place == missed.place for one in advised) else item.read_on
        advised.append(Advice(place=missed.place, index=missed.index, notes=notes, cited=cited, read_on=read_on))
    return tuple(advised)


Notes = Literal["covered", "lacking", "contradicted", "none"]


def _told(missed: Missed, item: Item, pieces: Sequence[Piece], shelf: Shelf, judge: Grader) -> tuple[Notes, tuple[Cited, ...]]:
    """Return what the person's notes say of a key point, and where."""
    read = [(piece, judged(missed.key_point, item, piece.text, judge)) for piece in _likeliest(missed, pieces)]
    says = [(piece, one) for piece, one in read if one.says >= SAID and _shares(missed.key_point, piece.text)]
    against = [(piece, one) for piece, one in read if one.against]
    if not says and not against:
        return "none" if any(one.says >= UNCLEAR for _, one in read) else "lacking", ()
    piece, one = max(says, key=lambda pair: pair[1].says) if says else against[0]
    return "covered" if says else "contradicted", (_cited(piece, one.words, shelf),)


def _shares(point: str, text: str) -> bool:
    """Tell whether a text has enough of a key point's words to be about the same."""
    abroad = language_of(point) != language_of(text)
    return words.recall(_wanted(point), words.said(text)) >= (SHARED_ABROAD if abroad else SHARED)


def _wanted(point: str) -> dict[str, float]:
    return {stem: words.weight(stem) for stem in words.stems(point)}


# ---------------------------------------------------------------- what a passage says of a key point


def judged(point: str, item: Item, text: str, judge: Grader) -> Judged:
    """Say whether a text says a key point of an item, or the opposite."""
    spans = sentences(text)
    against, where = _against(point, item.question, spans)
    if against and _says(point, item, _without(text, where), judge)[0] < SAID:
        return Judged(says=0.0, against=against, words=where)
    says, span = _says(point, item, text, judge)
    return Judged(says=says, against=0.0, words=span)


def _says(point: str, item: Item, text: str, judge: Grader) -> tuple[float, Span]:
    alone = item.model_copy(
        update={"key_points": (KeyPoint(text=point, weight=1.0),), "key_points_from": "authored", "references": (), "sources": ()}
    )
    verdict = next(iter(judge.grade(alone, text).verdicts), None)
    quote = verdict.quotes[0] if verdict and verdict.quotes else None
    if verdict is None or quote is None:
        return 0.0, Span(text, 0, len(text))
    return verdict.credit, Span(quote.text, quote.start, quote.end)


def _against(point: str, question: str, spans: Sequence[Span]) -> tuple[float, Span]:
    """Return how surely a sentence turns a key point round, and that sentence."""
    subject, claim, said = _subject(point, question), _CIRCUMSTANCE.sub("", point), frozenset(words.stems(point))
    best, where = 0.0, Span("", 0, 0)
    for span in spans:
        heard = frozenset(words.stems(span.text))
        if 2 * len(said & heard) < _ECHO * (len(said) + len(heard)) or not all(_names(span.text, name) for name in subject):
            continue
        # Without the question: that it names two things in another order shows nothing in a text that goes through both.
        told = _CIRCUMSTANCE.sub("", _LABEL.sub("", span.text))
        surely = turned(claim, [clause.text for cut in clauses(sentences(told)) for clause in cut], "")
        if surely >= TURNED and surely > best:
            best, where = surely, span
    return best, where


def _subject(point: str, question: str) -> list[str]:
    """Return the words that a key point shares with its question: what both are about."""
    asked = frozenset(words.stems(question))
    return [stem for stem in dict.fromkeys(words.stems(point)) if stem in asked and words.weight(stem) >= _OWN]


def _names(text: str, name: str) -> bool:
    """Tell whether a text names something, and not only its opposite ("asymmetric" for "symmetric")."""
    lowered = text.lower()
    places = (found.start() for found in re.finditer(re.escape(name), lowered))
    return any(not _DENIED.search(lowered[max(0, at - 4) : at]) for at in places)


def _without(text: str, span: Span) -> str:
    return f"{text[: span.start]} {text[span.end :]}"


# ---------------------------------------------------------------- where to look


def _own_words(missed: Missed, item: Item, shelf: Shelf, judge: Grader) -> tuple[Cited, ...]:
    """Return the lines of the item's own reference that say the key point best: of those that share most of its words, as the grader sees it."""
    references = [r for r in item.references if r.text.strip()]
    if not references:
        return ()
    pieces = [Piece(part, r.document, r.line, r.end_line, item.owner) for r in references for part in _parts(r.text)]
    wanted = _wanted(missed.key_point)
    lines = [(piece, span) for piece in pieces for span in sentences(piece.text)]
    if not lines:
        return ()
    shared = [words.recall(wanted, words.said(span.text)) for _, span in lines]
    nearest = sorted(range(len(lines)), key=lambda at: (-shared[at], at))[:_NEAREST]
    nearest = [at for at in nearest if shared[at] > shared[nearest[0]] - _FAR]
    if len(nearest) == 1 and shared[nearest[0]] >= _TELLING:
        return (_cited(*lines[nearest[0]], shelf),)
    likely = [(shared[at] + _says(missed.key_point, item, lines[at][1].text, judge)[0], -at) for at in nearest]
    telling, at = max(likely)
    return (_cited(*lines[-at], shelf),) if telling >= _TELLING else ()


def _likeliest(missed: Missed, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces that are worth reading closely for a key point: those that share its words, and the nearest by meaning."""
    wanted = _wanted(missed.key_point)
    shared = [words.recall(wanted, words.said(piece.text)) for piece in pieces]
    ranked = sorted(range(len(pieces)), key=lambda at: (-shared[at], at))[:_JUDGED]
    if all(language_of(pieces[at].text) != language_of(missed.key_point) for at in ranked):
        ranked = list(range(len(pieces)))[:_JUDGED]  # in another language no shared word tells
    return [pieces[at] for at in ranked]


def _pieces_of(found: Found) -> Iterator[Piece]:
    if found.passage is not None:
        one = found.passage
        yield from (Piece(part, one.document, one.line, one.end_line, one.owner) for part in _parts(one.text))
    elif found.item is not None:
        for reference in found.item.references:
            for part in _parts(reference.text):
                yield Piece(part, reference.document, reference.line, reference.end_line, found.item.owner)


def _parts(text: str) -> Iterator[str]:
    """Yield a text in pieces of whole paragraphs."""
    held = ""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        if held and len(held) + len(paragraph) > _LONGEST:
            yield held
            held = ""
        held = f"{held}\n\n{paragraph}" if held else paragraph
    if held.strip():
        yield held


# ---------------------------------------------------------------- file and lines


def _cited(piece: Piece, found: Span, shelf: Shelf) -> Cited:
    """Return the lines in which words stand (of long ones the sentence): the very ones where the file can tell, else the answer's."""
    span = next((one for one in sentences(piece.text) if one.start <= found.start < one.end), found)
    start = piece.text.rfind("\n", 0, span.start) + 1
    end = piece.text.find("\n", max(span.end - 1, start))
    line = piece.text[start : end if end >= 0 else len(piece.text)].strip()
    first, last = _place(line.splitlines(), piece, shelf)
    shown = _read_aloud(line if len(line) <= _SHOWN else span.text)
    shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1].rstrip() + "…"
    return Cited(document=piece.document, line=first, end_line=last, text=shown, own=piece.owner != BANK)


def _read_aloud(line: str) -> str:
    """Return a line without the mark of a list, and a row of a table as its cells."""
    line = _BULLET.sub("", line.strip())
    if not line.startswith("|"):
        return line
    return " · ".join(cell for piece in line.strip("|").split("|") if (cell := piece.strip()))


def _place(told: Sequence[str], piece: Piece, shelf: Shelf) -> tuple[int | None, int | None]:
    if piece.line is None or not told:
        return piece.line, piece.end_line
    lines = _lines_of(piece, shelf)
    wanted = [line.strip() for line in told]
    for at in range(piece.line - 1, min(piece.end_line or len(lines), len(lines))):
        if [line.strip() for line in lines[at : at + len(wanted)]] == wanted:
            return at + 1, at + len(wanted)
    return piece.line, piece.end_line


def _lines_of(piece: Piece, shelf: Shelf) -> tuple[str, ...]:
    """Return the lines of a document as they are now; none where it is gone, or where its lines are not those a person sees."""
    for listed in shelf.documents(piece.owner):
        root = Path(listed.root)
        file = root if listed.path == root.name and root.suffix else root / listed.path
        if listed.path == piece.document and file.suffix.lower() in _READABLE:
            return _read(file, root, listed.mtime_ns)
    return ()


@lru_cache(maxsize=8)
def _read(file: Path, root: Path, _changed: int) -> tuple[str, ...]:
    try:
        return tuple(documents.read(file, root, _LARGEST_MB).text.split("\n"))
    except (CorpusError, OSError):
        return ()
