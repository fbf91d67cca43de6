"""Small examples of the project's words for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from interviewer.graders import score
from interviewer.schema import BANK, Grade, GraderStamp, Item, KeyPoint, Quote, Reference, Turn, Verdict, fingerprint

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STAMP = GraderStamp(name="local", model="test", version="1")


def item(question: str, **changes: Any) -> Item:
    """Return an item with one reference and two key points."""
    given: dict[str, Any] = {
        "id": fingerprint(BANK, question),
        "owner": BANK,
        "question": question,
        "language": "zh",
        "references": (Reference(text=f"关于{question}的参考回答。", document="notes.md", line=3, end_line=5),),
        "key_points": (KeyPoint(text="第一点", weight=0.6), KeyPoint(text="第二点", weight=0.4)),
        "topics": ("注意力",),
    }
    return Item(**{**given, **changes})


def graded_turn(score: float | None = 60.0, answer: str = "说到第一点", **changes: Any) -> Turn:
    given: dict[str, Any] = {
        "session_id": "s",
        "number": 0,
        "item": item("什么是注意力？"),
        "question": "什么是注意力？",
        "asked_at": NOW,
        "answer": answer,
        "answered_at": NOW,
        "grade": grade(score),
    }
    return Turn(**{**given, **changes})


def grade(value: float | None = 60.0, **changes: Any) -> Grade:
    """Return a grade with this score and verdicts that come to about as much."""
    reached = 60.0 if value is None else value
    first, second = (
        ("hit", "hit")
        if reached >= 80
        else ("hit", "missed")
        if reached >= 60
        else ("partial", "partial")
        if reached >= 35
        else ("missed", "missed")
    )
    given: dict[str, Any] = {
        "score": value,
        "verdicts": (_verdict("第一点", 0.6, first), _verdict("第二点", 0.4, second)),
        "feedback": "说到了第一点。",
        "grader": STAMP,
    }
    return Grade(**{**given, **changes})


def _verdict(point: str, weight: float, kind: Any) -> Verdict:
    quotes = () if kind == "missed" else (Quote(text="说到第一点", start=0, end=5),)
    return Verdict(text=point, weight=weight, verdict=kind, credit={"hit": 1.0, "partial": 0.5, "missed": 0.0}[kind], quotes=quotes)


class KeywordGrader:
    """Gives a point for every key point whose text stands in the answer."""

    def __init__(self) -> None:
        self.graded: list[str] = []

    def grade(self, item: Item, answer: str) -> Grade:
        self.graded.append(answer)
        verdicts = []
        for point in item.key_points:
            at = answer.find(point.text)
            quotes = (Quote(text=point.text, start=at, end=at + len(point.text)),) if at >= 0 else ()
            verdict = "hit" if quotes else "missed"
            verdicts.append(
                Verdict(text=point.text, weight=point.weight, bonus=point.bonus, verdict=verdict, credit=float(bool(quotes)), quotes=quotes)
            )
        return Grade(score=score(verdicts), verdicts=tuple(verdicts), feedback="fed back", grader=STAMP, item_revision=item.revision)


class BrokenGrader:
    """Never comes to a judgement."""

    def grade(self, item: Item, answer: str) -> Grade:
        return Grade(score=None, unscored="the endpoint is down", grader=STAMP)


class Clock:
    """Goes on one minute at each look."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now
