"""Turns as the tests of memory and progress need them: few words, all of them numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from interviewer.schema import Appeal, Correction, Grade, GraderStamp, Item, KeyPoint, Quote, Turn, Verdict, WrongClaim

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
STAMP = GraderStamp(name="local", model="m", version="1")


def an_item(name: str = "item", topics: Sequence[str] = ("trees",), weights: Sequence[float] = (1.0,)) -> Item:
    points = tuple(KeyPoint(text=f"point {at} of {name}", weight=weight) for at, weight in enumerate(weights))
    return Item(id=name, owner="me", question=f"What is {name}?", language="en", topics=tuple(topics), key_points=points)


def verdict(text: str, weight: float, credit: float, bonus: bool = False) -> Verdict:
    kind: Any = "hit" if credit >= 0.6 else "partial" if credit >= 0.45 else "missed"
    return Verdict(text=text, weight=weight, credit=credit, bonus=bonus, verdict=kind)


def a_grade(item: Item, credits: Sequence[float], wrong_claims: int = 0) -> Grade:
    """Return the grade that these credits of the item's key points give."""
    verdicts = tuple(verdict(point.text, point.weight, credit) for point, credit in zip(item.key_points, credits, strict=True))
    claims = tuple(WrongClaim(quote=Quote(text="a", start=0, end=1), why="no") for _ in range(wrong_claims))
    whole = sum(point.weight for point in item.key_points) or 1.0
    earned = 100 * sum(v.weight * v.credit for v in verdicts) / whole
    return Grade(score=max(0.0, earned - 10 * wrong_claims), verdicts=verdicts, wrong_claims=claims, grader=STAMP)


def a_turn(
    credits: Sequence[float] | float | None,
    at: datetime = NOW,
    item: Item | None = None,
    session: str = "s",
    number: int = 0,
    seconds: float = 30.0,
    answer: str = "an answer of seven words or so",
    **fields: Any,
) -> Turn:
    """Return a turn answered at a moment, with these credits of its item's key points; None: it stayed unscored."""
    given = (credits,) if isinstance(credits, int | float) else credits
    item = item or an_item(weights=[1 / len(given)] * len(given) if given else (1.0,))
    grade = a_grade(item, given) if given is not None else Grade(score=None, unscored="endpoint down", grader=STAMP)
    known: dict[str, Any] = {"answer": answer, "answered_at": at, "grade": grade, "asked_at": at - timedelta(seconds=seconds)}
    return Turn(session_id=session, number=number, item=item, question=item.question, **(known | fields))


def a_skip(at: datetime = NOW, item: Item | None = None, session: str = "s", number: int = 0, **fields: Any) -> Turn:
    item = item or an_item()
    return Turn(session_id=session, number=number, item=item, question=item.question, asked_at=at, skipped=True, **fields)


def an_appeal(turn: Turn, point: int, credit: float) -> Appeal:
    assert turn.grade is not None
    first = turn.grade.verdicts[point]
    fresh = verdict(first.text, first.weight, credit)
    return Appeal(point=first.text, verdict=fresh, grader=STAMP, at=NOW)


def a_correction(turn: Turn, point: int, said: Any) -> Correction:
    assert turn.grade is not None
    return Correction(point=turn.grade.verdicts[point].text, verdict=said, at=NOW)
