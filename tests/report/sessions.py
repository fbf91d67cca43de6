"""A session as a report has to tell it: follow-ups, a challenge, a second try, something skipped, something left open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from interviewer.graders import score
from interviewer.schema import Grade, GraderStamp, Item, KeyPoint, Plan, Quote, Reference, Session, Turn, Verdict
from tests.examples import NOW, STAMP, item

LLM = GraderStamp(name="llm", model="m", version="1")


def session(**changes: Any) -> Session:
    given = {"id": "s", "owner": "me", "plan": Plan(), "item_ids": ("a", "b"), "created_at": NOW, "ended_at": NOW + timedelta(hours=1)}
    return Session(**{**given, **changes})


def subject(question: str, points: tuple[str, ...] = ("first", "second", "third"), **changes: Any) -> Item:
    """Return an item whose key points weigh the less the later they come."""
    weights = [len(points) - at for at in range(len(points))]
    keys = tuple(KeyPoint(text=text, weight=weight / sum(weights)) for text, weight in zip(points, weights, strict=True))
    references = (Reference(text=f"All about {question}", document="notes.md", line=3, end_line=9),)
    return item(question, **{"language": "en", "topics": ("T",), "key_points": keys, "references": references, **changes})


def graded(of: Item, verdicts: str, whole: str, stamp: GraderStamp = STAMP, **changes: Any) -> Grade:
    """Return a grade with one verdict a letter: h(it), p(artial), m(issed), w(rong), u(ndecided); hits quote the answer's first word."""
    names: dict[str, tuple[Any, float]] = {
        "h": ("hit", 1.0),
        "p": ("partial", 0.5),
        "m": ("missed", 0.0),
        "w": ("wrong", 0.0),
        "u": ("undecided", 0.0),
    }
    word = whole.split(" ", maxsplit=1)[0]
    told = tuple(
        Verdict(
            text=point.text,
            weight=point.weight,
            bonus=point.bonus,
            verdict=names[letter][0],
            credit=names[letter][1],
            quotes=(Quote(text=word, start=0, end=len(word)),) if letter in "hpw" else (),
        )
        for point, letter in zip(of.key_points, verdicts, strict=True)
    )
    return Grade(**{"score": score(told), "verdicts": told, "feedback": "what the checklist says", "grader": stamp, **changes})


def turn(number: int, of: Item, verdicts: str = "", answer: str | None = "words said", **changes: Any) -> Turn:
    """Return a turn, graded where verdicts are given; its question came `number` minutes in, and was answered in half a minute."""
    asked = NOW + timedelta(minutes=number)
    whole = "\n\n".join(filter(None, (changes.get("before", ""), answer or "")))
    given: dict[str, Any] = {
        "session_id": "s",
        "number": number,
        "item": of,
        "question": of.question,
        "asked_at": asked,
        "answer": answer,
        "answered_at": asked + timedelta(seconds=30) if answer is not None else None,
        "grade": graded(of, verdicts, whole) if verdicts else None,
    }
    return Turn(**{**given, **changes})
