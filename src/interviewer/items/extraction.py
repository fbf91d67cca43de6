"""One document to its items."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any, Literal

from interviewer.items.answers import Body, Cutter
from interviewer.items.articles import derived
from interviewer.items.authored import Parts, parts_of
from interviewer.items.choice import Chooser
from interviewer.items.edges import dedent, is_empty, unwrap
from interviewer.items.evidence import Chosen, is_hinted, promises_questions
from interviewer.items.forms import Mark, Shape, marks_of
from interviewer.items.inline import with_inline
from interviewer.items.keys import with_keys
from interviewer.items.metadata import from_headings, front_matter, listed
from interviewer.items.outline import Kind, Line, outline
from interviewer.items.rows import of_rows
from interviewer.items.talks import announced, is_talk
from interviewer.items.topics import Topics
from interviewer.items.wording import Asks, asks, clean, is_aside, is_generic
from interviewer.schema import Document, ExtractedItem, Extraction
from interviewer.text import normalise

_NOTE = 30
"""Lines of text of a note of one question at most."""
_PARTS = 2
"""Headings of such a note at most."""
_PROSE = 60
"""Lines outside every item that make a document mixed, when they are most of it."""


def extract(document: Document) -> Extraction:
    """Find the questions of a document with their answers, in order.

    Articles, tutorials and lectures hold none; what their title asks without saying so is in `derived`.
    """
    found = _extract(document)
    return found.model_copy(update={"remarks": document.remarks}) if document.remarks else found


def _extract(document: Document) -> Extraction:
    if document.rows:
        return of_rows(document)
    lines = outline(document.text)
    if asked := str(document.metadata.get("question") or "").strip():
        return _front_question(document, lines, asked)
    if is_talk(lines):
        return _talk(document, lines)
    marks = marks_of(lines)
    titles = (
        document.title,
        str(document.metadata.get("title") or ""),
        re.sub(r"[_\-]+", " ", PurePosixPath(document.path).stem),
        *listed(document.metadata.get("tags") or []),
        *_first_headings(lines),
    )
    chooser = Chooser(lines, marks, is_hinted(*titles) or promises_questions(*_opening(lines)), titles)
    chosen = with_inline(lines, _once(with_keys(lines, marks, chooser.choose(), chooser.sections)))
    items = _Items(document, lines, chooser, chosen).all()
    if not items and (asked := _title_asks(document, lines)):
        return _front_question(document, lines, asked)
    if not items:
        return _without_items(document, "article", "", lines)
    aside = _left_out([h.title for h in chooser.sections.headings if not _within(h.at + 1, items)])
    return Extraction(file=document.path, kind=_kind(items, lines), form=_form(chosen), items=tuple(items), left_out=aside)


def _left_out(titles: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for title in titles if is_aside(title)))


def _within(line: int, items: Sequence[ExtractedItem]) -> bool:
    return any((item.line or 0) <= line <= (item.end_line or 0) for item in items)


def _first_headings(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines if line.level][:1]


def _opening(lines: Sequence[Line]) -> list[str]:
    """Return the first lines before any heading, where a document may say what it is."""
    said = itertools.takewhile(lambda line: not line.level, (line for line in lines if line.kind in (Kind.TEXT, Kind.HEADING)))
    return [line.text for line in itertools.islice(said, 3)]


# ---------------------------------------------------------------- questions


def _once(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Drop what a second form of the document asks again."""
    first: dict[str, Any] = {}
    for c in chosen:
        first.setdefault(normalise(c.mark.title), c.form)
    return [c for c in chosen if not c.mark.title or first[normalise(c.mark.title)] == c.form]


class _Items:
    def __init__(self, document: Document, lines: Sequence[Line], chooser: Chooser, chosen: Sequence[Chosen]) -> None:
        self.lines, self.chosen, self.sections = lines, chosen, chooser.sections
        self.cutter = Cutter(lines, chosen)
        self.common = front_matter(document.metadata)
        self.topics = Topics(chosen, chooser.sections, document.title, document.path, dict(document.metadata))
        self.counted, self.tagged = _usual(chosen, lambda m: m.number is not None), _usual(chosen, lambda m: bool(m.tags.difficulty))

    def all(self) -> list[ExtractedItem]:
        return _without_repeats([item for c in self.chosen if (item := self._item(c)) is not None])

    def _item(self, chosen: Chosen) -> ExtractedItem | None:
        mark = chosen.mark
        body = self.cutter.body(chosen)
        counted = chosen.form in self.counted or self.lines[mark.at].marker[:1].isdigit()
        if mark.number is not None and not counted and mark.full and body.question.startswith(mark.title):
            body.question = mark.full + body.question[len(mark.title) :]
        body.question = self._named(mark, body.question.strip())
        if not re.search(r"\w", re.sub(r"(?m)^\W*[A-H]\W*$", "", body.question)):  # nothing, or options without words
            return None
        parts = parts_of(self.lines, body.start, body.stop) if body.answer else Parts()
        headings = [h.title for h in self.sections.path(mark.at)]
        metadata = self._metadata(chosen, body)
        return ExtractedItem(
            question=body.question,
            answer=self._answer(body, parts),
            topics=self.topics.of(mark.at, metadata.get("tags", []) if "tags" in body.fields else []),
            metadata=metadata,
            line=mark.at + 1,
            end_line=max(body.end, mark.end) + 1,
            heading=tuple(headings),
            key_points=parts.key_points,
            follow_ups=parts.follow_ups,
            mistakes=parts.mistakes,
            read_on=parts.read_on,
        )

    def _named(self, mark: Mark, question: str) -> str:
        """Put the title of a task before its statement, where a heading such as `题目` has only the statement."""
        above = self.sections.parent(mark.at)
        if (
            mark.title
            or mark.shape is not Shape.HEADING
            or above is None
            or not question
            or asks(question.split("\n", maxsplit=1)[0]) >= Asks.LIKELY
        ):
            return question
        beside = sum(not c.mark.title and self.sections.parent(c.mark.at) is above for c in self.chosen)
        return f"{above.title}\n\n{question}" if beside == 1 and not is_generic(above.title) else question

    def _answer(self, body: Body, parts: Parts) -> str | None:
        """Return the answer without its authored parts; where it is nothing else, they are the answer."""
        if not parts.lines:
            return body.answer
        rest = unwrap(dedent([self.lines[at].raw for at in range(body.start, body.stop) if at not in parts.lines]))
        return body.answer if is_empty(rest) else rest

    def _metadata(self, chosen: Chosen, body: Body) -> dict[str, Any]:
        headings = [h.full or h.title for h in self.sections.path(chosen.mark.at)]
        told = self.common | from_headings(headings) | chosen.mark.tags.fields() | body.fields
        if chosen.form not in self.tagged and "difficulty" not in body.fields | self.common:
            told.pop("difficulty", None)
        if chosen.context:
            told["context"] = " / ".join(chosen.context)
        return told


def _usual(chosen: Sequence[Chosen], test: Callable[[Mark], bool]) -> set[Any]:
    """Return the forms of which a good part has what the test asks for.

    Where few members have a number it belongs to their words ("301、302 的区别"); where few have an emoji it decorates.
    """
    forms: dict[Any, list[bool]] = defaultdict(list)
    for c in chosen:
        forms[c.form].append(test(c.mark))
    return {form for form, flags in forms.items() if sum(flags) >= 0.3 * len(flags)}


def _without_repeats(items: Sequence[ExtractedItem]) -> list[ExtractedItem]:
    """Drop a question without answer that is answered elsewhere in the same document."""
    answered = {normalise(item.question) for item in items if item.answer}
    return [item for item in items if item.answer or normalise(item.question) not in answered]


def _kind(items: Sequence[ExtractedItem], lines: Sequence[Line]) -> Literal["qa", "questions_only", "mixed"]:
    inside = {at for item in items for at in range(item.line or 1, (item.end_line or 1) + 1)}
    outside = sum(
        line.kind is Kind.TEXT and len(clean(line.text)) >= 40 and "](" not in line.text and line.at + 1 not in inside for line in lines
    )
    if outside >= _PROSE and outside > len(inside):
        return "mixed"
    return "qa" if any(item.answer for item in items) else "questions_only"


def _form(chosen: Sequence[Chosen]) -> str:
    """Describe the forms of the questions, the most frequent first."""
    names = Counter(_name(c) for c in chosen)
    return "; ".join(name for name, count in names.most_common(3) if count >= 0.1 * len(chosen))


def _name(chosen: Chosen) -> str:
    mark = chosen.mark
    name = {Shape.SUMMARY: "details summary", Shape.LABEL: "question label", Shape.LINE: "line that asks"}.get(mark.shape, mark.shape.value)
    level = f" level {mark.level}" if mark.shape is Shape.HEADING else ""
    return f"{name}{level}{', numbered' if mark.number is not None and mark.shape in (Shape.HEADING, Shape.BOLD, Shape.LIST) else ''}"


# ---------------------------------------------------------------- other kinds


def _front_question(document: Document, lines: Sequence[Line], asked: str) -> Extraction:
    """Read a document whose one question stands in its front matter."""
    content = [line for line in lines if line.kind is not Kind.FRONT]
    told = [line.at for line in content if not line.filler]
    start, stop = (told[0], told[-1] + 1) if told else (0, 0)
    answer = unwrap(dedent([line.raw for line in lines[start:stop]]))
    title = document.title if normalise(document.title) != normalise(asked) else ""
    item = ExtractedItem(
        question=clean(asked),
        answer=None if is_empty(answer) else answer,
        topics=Topics([], Chooser(lines, [], False).sections, title, document.path, dict(document.metadata)).of(start, []),
        metadata=front_matter(document.metadata),
        line=start + 1,
        end_line=max(stop, start + 1),
    )
    kind: Literal["qa", "questions_only"] = "qa" if item.answer else "questions_only"
    return Extraction(file=document.path, kind=kind, form="front matter", items=(item,))


def _title_asks(document: Document, lines: Sequence[Line]) -> str:
    """Return the question that the title in the front matter of a short note asks; an essay may be called so, too, but has more parts."""
    title = str(document.metadata.get("title") or "").strip()
    short = sum(line.kind is Kind.TEXT for line in lines) <= _NOTE and sum(bool(line.level) for line in lines) <= _PARTS
    return title if short and title.endswith(("?", "？")) else ""


def _talk(document: Document, lines: Sequence[Line]) -> Extraction:
    """Read a talk: the question that it announces, and the rest of the talk as its answer."""
    talk = announced(lines)
    if talk is None:
        return _without_items(document, "transcript", "talk", lines)
    last = max((line.at for line in lines if line.kind is Kind.TEXT and not line.text.startswith("![")), default=talk.at)
    answer = "\n".join([talk.rest, *(line.raw for line in lines[talk.at + 1 : last + 1])]).strip()
    item = ExtractedItem(
        question=talk.question,
        answer=answer or None,
        topics=Topics([], Chooser(lines, [], False).sections, document.title, document.path, dict(document.metadata)).of(talk.at, []),
        metadata=front_matter(document.metadata) | ({"heard": talk.heard} if talk.heard else {}),
        line=talk.at + 1,
        end_line=last + 1,
        heading=tuple(clean(line.text) for line in lines[: talk.at] if line.level)[-1:],
    )
    return Extraction(file=document.path, kind="transcript", form="announced in a talk", items=(item,))


def _without_items(document: Document, kind: Literal["article", "transcript"], form: str, lines: Sequence[Line]) -> Extraction:
    topics = Topics([], Chooser(lines, [], False).sections, document.title, document.path, dict(document.metadata)).of(0, [])
    return Extraction(file=document.path, kind=kind, form=form, derived=tuple(_derived(document, lines)), topics=topics)


def _derived(document: Document, lines: Sequence[Line]) -> Iterable[ExtractedItem]:
    found = derived(document.title, lines)
    if found is not None:
        topics = Topics([], Chooser(lines, [], False).sections, "", document.path, dict(document.metadata)).of(found.at, [])
        yield ExtractedItem(
            question=found.question,
            answer=found.answer,
            topics=topics,
            metadata=front_matter(document.metadata),
            line=found.at + 1,
            end_line=found.end + 1,
        )
