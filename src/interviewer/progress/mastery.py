"""How well topics and key points are known, as far as the answers tell.

An answer is one observation of 0..1: its credit by the verdicts' names, of which what came after a hint or on a follow-up counts half. A
skip is 0; an answer without a score, and a retry after the feedback was read, are none. Older observations weigh less: half after
`HALF_LIFE`. What is known is their weighted mean, so that the whole lies between its topics, and how surely, the band that holds 80 % of
Beta(1 + sum of weight * credit, 1 + sum of weight * (1 - credit)).
What this leaves out: that questions differ in difficulty, and that answers to one item in turn tell less of a topic than answers to many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from interviewer.progress.clock import day, sane, zone
from interviewer.progress.estimate import Estimate, estimates
from interviewer.progress.history import Attempt, by_item, topic_of
from interviewer.schema import Frozen, Verdict

HALF_LIFE = timedelta(days=30)
"""After which an answer tells half as much of what is known now; our choice: about what is left of a fact learnt once (FSRS: stability of
days to weeks), short enough for a month of practice to show."""


class PointMastery(Frozen):
    item_id: str
    question: str
    text: str
    """Of the key point."""
    weight: float
    known: Estimate


class TopicMastery(Frozen):
    topic: str
    """Empty for items without one."""
    items: int
    """Different ones that were asked."""
    known: Estimate


class Period(Frozen):
    """What the answers of one day or week came to; nothing fades here."""

    start: date
    """The day, or the Monday."""
    known: Estimate


def overall(tried: Sequence[Attempt], now: datetime) -> Estimate:
    """Return how well what was asked is known."""
    return estimates([_faded([(one.at, one.share) for one in tried if one.share is not None], now)])[0]


def topics(tried: Sequence[Attempt], now: datetime) -> list[TopicMastery]:
    """Return how well each topic is known, the least known first; an item counts under its first topic."""
    groups: dict[str, list[list[tuple[datetime, float]]]] = {}
    for group in by_item(tried).values():
        if shares := [(one.at, one.share) for one in group if one.share is not None]:
            groups.setdefault(topic_of(group[-1].item), []).append(shares)
    evidence = [_faded([share for shares in items for share in shares], now) for items in groups.values()]
    pairs = zip(groups.items(), estimates(evidence), strict=True)
    found = [TopicMastery(topic=topic, items=len(items), known=known) for (topic, items), known in pairs]
    return sorted(found, key=lambda one: (one.known.mean, one.known.high, one.topic))


def points(tried: Sequence[Attempt], now: datetime) -> list[PointMastery]:
    """Return how well each vital key point is known that the items asked have now, the least known first, heavier ones before lighter."""
    rows: list[tuple[str, Attempt, Verdict, tuple[float, float, int]]] = []
    for item_id, group in by_item(tried).items():
        counted = [one for one in group if one.counted]
        for point in counted[-1].counted if counted else ():
            if not point.bonus:
                seen = [(one.at, verdict.credit) for one in counted for verdict in one.counted if verdict.text == point.text]
                rows.append((item_id, counted[-1], point, _faded(seen, now)))
    found = [
        PointMastery(item_id=item_id, question=one.item.question, text=point.text, weight=point.weight, known=known)
        for (item_id, one, point, _), known in zip(rows, estimates([row[-1] for row in rows]), strict=True)
    ]
    return sorted(found, key=lambda one: (round(one.known.mean, 3), round(one.known.high, 3), -one.weight, one.item_id, one.text))


def trend(tried: Sequence[Attempt], now: datetime, by: Literal["day", "week"] = "week") -> list[Period]:
    """Return how the answers of each day or week went, oldest first; days without answers are left out."""
    groups: dict[date, list[float]] = {}
    for one in tried:
        if one.share is not None:
            start = day(one.at, zone(now))
            start -= timedelta(days=start.weekday() if by == "week" else 0)
            groups.setdefault(start, []).append(one.share)
    ordered = sorted(groups.items())
    known = estimates([(sum(shares), len(shares) - sum(shares), len(shares)) for _, shares in ordered])
    return [Period(start=start, known=one) for (start, _), one in zip(ordered, known, strict=True)]


def _faded(seen: Iterable[tuple[datetime, float]], now: datetime) -> tuple[float, float, int]:
    """Return the weights of good and of bad observations, and their number; one from the future counts as of now."""
    good = bad = 0.0
    number, now = 0, sane(now)
    for at, share in seen:
        weight = 0.5 ** (max(timedelta(0), now - at) / HALF_LIFE)
        good, bad, number = good + weight * share, bad + weight * (1 - share), number + 1
    return good, bad, number
