"""A turn as two windows know it, made one: nothing that was kept of it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TypeVar

from interviewer.errors import StoreError
from interviewer.schema import Appeal, Aside, Correction, Grade, Turn
from interviewer.store.tables import clean

Told = TypeVar("Told", Correction, Appeal)


def later(kept: Turn, turn: Turn) -> Turn:
    """Return a turn with nothing lost of what is kept of it; raises StoreError when that would change the answer."""
    if kept.answer is not None and (turn.answer is None or clean(turn.answer) != kept.answer):
        raise StoreError(f"question {turn.number + 1} was answered already", way_out="Reload; the first answer is kept.")
    return turn.model_copy(
        update={
            "hints": max(kept.hints, turn.hints),
            "asides": _all_asides(kept.asides, turn.asides),
            "confidence": kept.confidence or turn.confidence,
            "answered_at": kept.answered_at or turn.answered_at,
            "skipped": kept.skipped or turn.skipped,
            "grade": _better(kept.grade, turn.grade),
            "held": turn.held or kept.held,
            "corrections": _latest((*kept.corrections, *turn.corrections)),
            "appeals": _latest((*kept.appeals, *turn.appeals)),
        }
    )


def _latest(told: Sequence[Told]) -> tuple[Told, ...]:
    """Return one correction or appeal a key point, the latest."""
    return tuple({one.point: one for one in sorted(told, key=attrgetter("at"))}.values())


def _all_asides(kept: Sequence[Aside], told: Sequence[Aside]) -> tuple[Aside, ...]:
    """Return what was said aside in any window, in order."""
    return tuple(sorted({(one.at, one.intent, one.said): one for one in (*kept, *told)}.values(), key=attrgetter("at")))


def _better(kept: Grade | None, grade: Grade | None) -> Grade | None:
    """Return the newer grade, unless only the older one has a score."""
    if kept is None or (grade is not None and (grade.score is not None or kept.score is None)):
        return grade
    return kept
