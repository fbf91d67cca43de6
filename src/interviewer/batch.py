"""Grading a JSONL file line by line: one line out for every line in, in order, in constant memory."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from interviewer import items
from interviewer.interview import MAX_ANSWER
from interviewer.schema import Grader, Item, KeyPoint, Language, Reference, fingerprint
from interviewer.text import language_of


class Point(BaseModel):
    model_config = ConfigDict(extra="ignore")
    text: str = Field(min_length=1)
    weight: float = Field(1.0, ge=0)
    bonus: bool = False


class Line(BaseModel):
    """One line of input, as DESIGN.md states it."""

    model_config = ConfigDict(extra="ignore")
    id: Any = None
    question: str = Field(min_length=1)
    reference: str | list[str] = []
    key_points: list[Point] | None = None
    answer: str
    lang: Language | None = None


def grade_lines(lines: Iterable[str], grader: Grader, jobs: int = 1) -> Iterator[str]:
    """Yield one JSON line a line, in order; a bad line gives an unscored line with the reason, never a stop."""
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        waiting: deque[Future[str]] = deque()
        for line in lines:
            waiting.append(pool.submit(_grade_line, line, grader))
            if len(waiting) >= 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _grade_line(text: str, grader: Grader) -> str:
    try:
        raw = json.loads(text)
        line = Line.model_validate(raw)
    except ValueError as error:
        return json.dumps(_unreadable(text, error), ensure_ascii=False)
    if len(line.answer) > MAX_ANSWER:
        return json.dumps(_unscored(line.id, f"the answer is longer than {MAX_ANSWER:,} characters"), ensure_ascii=False)
    return json.dumps(grader.grade(item_of(line), line.answer).contract(line.id), ensure_ascii=False)


def item_of(line: Line) -> Item:
    """Return the item that a line describes; key points are those given, else split from the references."""
    references = [line.reference] if isinstance(line.reference, str) else line.reference
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


def _unreadable(text: str, error: ValueError) -> dict[str, Any]:
    line_id = None
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raw = json.loads(text)
        line_id = raw.get("id") if isinstance(raw, dict) else None
        return _unscored(line_id, f"bad line: {place or 'line'}: {first['msg']}")
    return _unscored(line_id, f"bad line: not JSON ({error})")


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
