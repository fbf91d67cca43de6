"""Whether a person knows what they know: what they said of their answers before they saw the grade, against what came of it.

Only first answers to a question count, follow-ups with them, as told before the grade: with the person's own corrections and upheld
appeals, right where the score card shows the high band (60 or more by the verdicts as they are read).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from interviewer.progress.clock import day, zone
from interviewer.progress.estimate import Estimate, estimates
from interviewer.progress.history import Attempt
from interviewer.schema import BANDS, Confidence, Frozen, Grade, Verdict, score_shown

LEVELS: tuple[Confidence, ...] = ("sure", "so_so", "guess")
RIGHT = BANDS[1]


class Told(Frozen):
    """What came of the answers of one confidence."""

    confidence: Confidence
    right: int
    known: Estimate
    """Of the share that is right; `known.answers` were given."""


class Stretch(Frozen):
    """One month, or one week."""

    start: date
    """First day of the month, or the Monday."""
    levels: tuple[Told, ...]


class SureButWrong(Frozen):
    session_id: str
    number: int
    """Of the turn."""
    item_id: str
    question: str
    score: float
    judged: bool
    """By a model; else by the offline grader, which measures coverage and not correctness."""
    points: tuple[str, ...]
    """Vital key points that were missed or wrong, the heaviest first."""
    at: datetime
    mended: bool
    """Whether a later first answer to the item was right."""


class Calibration(Frozen):
    levels: tuple[Told, ...]
    """sure, so_so, guess; always all three."""
    over_time: tuple[Stretch, ...]
    sure_but_wrong: tuple[SureButWrong, ...]
    """Those not mended first, then the worst."""


def calibration(tried: Sequence[Attempt], now: datetime, by: Literal["month", "week"] = "month") -> Calibration:
    """Return confidence against outcome, over all answers for which it was told, and by month or week (oldest first)."""
    told = [one for one in tried if one.confidence is not None and _score(one) is not None]
    groups: dict[date, list[Attempt]] = {}
    for one in told:
        on = day(one.at, zone(now))
        groups.setdefault(on.replace(day=1) if by == "month" else on - timedelta(days=on.weekday()), []).append(one)
    return Calibration(
        levels=_levels(told),
        over_time=tuple(Stretch(start=start, levels=_levels(group)) for start, group in sorted(groups.items())),
        sure_but_wrong=tuple(_sure_but_wrong(told, tried)),
    )


def _levels(told: Sequence[Attempt]) -> tuple[Told, ...]:
    counts = []
    for level in LEVELS:
        right = [_right(one) for one in told if one.confidence == level]
        counts.append((sum(right), len(right)))
    known = estimates([(right, number - right, number) for right, number in counts])
    return tuple(Told(confidence=level, right=counts[at][0], known=known[at]) for at, level in enumerate(LEVELS))


def _sure_but_wrong(told: Sequence[Attempt], tried: Sequence[Attempt]) -> list[SureButWrong]:
    mended: dict[str, datetime] = {}
    for one in tried:
        if _is_right(one.unaided):
            mended[one.item.id] = max(one.at, mended.get(one.item.id, one.at))
    found = [
        SureButWrong(
            session_id=one.session_id,
            number=one.number,
            item_id=one.item.id,
            question=one.item.question,
            score=_score(one) or 0.0,
            judged=one.told is not None and one.told.grader.name == "llm",
            points=tuple(verdict.text for verdict in _failed(one)),
            at=one.at,
            mended=one.item.id in mended and mended[one.item.id] > one.at,
        )
        for one in told
        if one.confidence == "sure" and not _right(one)
    ]
    return sorted(found, key=lambda one: (one.mended, one.score, -one.at.timestamp(), one.session_id, one.number))


def _failed(attempt: Attempt) -> list[Verdict]:
    verdicts = attempt.told.verdicts if attempt.told else ()
    return sorted((v for v in verdicts if not v.bonus and v.verdict in ("missed", "wrong")), key=lambda verdict: -verdict.weight)


def _right(attempt: Attempt) -> bool:
    return _is_right(attempt.told)


def _is_right(grade: Grade | None) -> bool:
    score = _read(grade)
    return score is not None and score >= RIGHT


def _score(attempt: Attempt) -> float | None:
    return _read(attempt.told)


def _read(grade: Grade | None) -> float | None:
    """Return the score that a person reads off the card."""
    if grade is None or grade.score is None:
        return None
    return score_shown(grade) if grade.verdicts else grade.score
