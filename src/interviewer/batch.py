"""Grading a JSONL file line by line: one line out for every line in, in order, in constant memory."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from interviewer import items
from interviewer.errors import InterviewerError
from interviewer.i18n import has, say, tell
from interviewer.interview import MAX_ANSWER
from interviewer.schema import Grader, Item, KeyPoint, Language, Reference, fingerprint
from interviewer.text import clean, language_of

Text = Annotated[str, BeforeValidator(lambda value: clean(value) if isinstance(value, str) else value)]


class BadLine(ValueError):
    """A line that can't be graded; the text says why, for people."""

    def __init__(self, reason: str, line_id: Any = None) -> None:
        super().__init__(reason)
        self.line_id = line_id


class Point(BaseModel):
    model_config = ConfigDict(extra="ignore")
    text: Text = Field(min_length=1)
    weight: float = Field(1.0, ge=0, allow_inf_nan=False)
    bonus: bool = False


class Line(BaseModel):
    """One line of input, as DESIGN.md states it."""

    model_config = ConfigDict(extra="ignore")
    id: Any = None
    question: Text = Field(min_length=1)
    reference: Text | list[Text] | None = None
    key_points: list[Point] | None = None
    answer: Text
    lang: Language | None = None


def grade_lines(lines: Iterable[str], grader: Grader, jobs: int = 1, language: Language = "en") -> Iterator[str]:
    """Yield one JSON line a line, in order; a bad line gives an unscored line with the reason, never a stop."""
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        waiting: deque[Future[str]] = deque()
        for line in lines:
            waiting.append(pool.submit(_grade_line, line, grader, language))
            if len(waiting) >= 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _grade_line(text: str, grader: Grader, language: Language) -> str:
    try:
        line = read_line(text, language)
    except BadLine as bad:
        return dump(_unscored(bad.line_id, str(bad)))
    try:
        return dump(grader.grade(item_of(line), line.answer).contract(line.id))
    except InterviewerError as error:
        return dump(_unscored(line.id, tell(language, error)))


def read_line(text: str, language: Language = "en") -> Line:
    """Return a line of input; raises BadLine with the reason in plain words."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise BadLine(_bad(language, say(language, "line.not_json"))) from None
    if not isinstance(raw, dict):
        raise BadLine(_bad(language, say(language, "line.not_object")))
    try:
        line = Line.model_validate(raw)
    except ValidationError as error:
        raise BadLine(_bad(language, _in_words(error, language)), raw.get("id")) from None
    if len(line.answer) > MAX_ANSWER:
        raise BadLine(_bad(language, say(language, "line.too_long", most=f"{MAX_ANSWER:,}")), line.id)
    return line


def dump(line: dict[str, Any]) -> str:
    """Return one line of JSON that UTF-8 can carry, whatever stood in the line that came in."""
    written = json.dumps(line, ensure_ascii=False)
    return written if clean(written) == written else json.dumps(line)


def item_of(line: Line) -> Item:
    """Return the item that a line describes; key points are those given, else split from the references."""
    references = [line.reference] if isinstance(line.reference, str) else line.reference or []
    references = [reference for reference in references if reference.strip()]
    points = _given(line.key_points or []) or items.split(max(references, key=len, default=""), line.question)
    return Item(
        id=fingerprint("grade", line.question),
        owner="",
        question=line.question,
        language=line.lang or language_of(line.question + " ".join(references)),
        references=tuple(Reference(text=reference, document="") for reference in references),
        key_points=points,
        key_points_from="authored" if line.key_points else "reference",
    )


def _given(points: list[Point]) -> tuple[KeyPoint, ...]:
    """Return key points whose vital weights sum to 1, whatever scale they were written in."""
    total = sum(point.weight for point in points if not point.bonus) or 1.0
    scale = total if total > 0 else 1.0
    return tuple(KeyPoint(text=p.text, weight=p.weight / scale, bonus=p.bonus) for p in points)


def _bad(language: Language, what: str) -> str:
    return say(language, "line.bad", what=what)


def _in_words(error: ValidationError, language: Language) -> str:
    """Say what is wrong with a line's first faulty field, in the words of people and not of the validator."""
    fault = error.errors()[0]
    named = [str(part) for part in fault["loc"] if isinstance(part, int) or part.isidentifier()]  # the rest names types, not fields
    place = ".".join(part for part in named if part != "str")
    key = f"line.{fault['type']}"
    return say(language, key if has(key) else "line.unusable", field=place)


def _unscored(line_id: Any, reason: str) -> dict[str, Any]:
    return {
        "id": line_id,
        "score": None,
        "verdicts": [],
        "wrong_claims": [],
        "feedback": "",
        "cautions": [],
        "unscored": reason,
        "grader": {"name": None, "model": None, "prompt": None, "version": None},
        "tokens": {"in": 0, "out": 0},
        "cost": None,
        "item_revision": "",
    }
