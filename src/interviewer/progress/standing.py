"""What holds of a turn's verdicts once appeals were judged and the person has said their word."""

from __future__ import annotations

from interviewer.schema import Turn, Verdict

CORRECTED = {"hit": 1.0, "partial": 0.5, "missed": 0.0, "wrong": 0.0}
"""Credit of a verdict that the person themselves gave."""


def upheld(turn: Turn) -> tuple[Verdict, ...]:
    """Return the grade's verdicts, each replaced by the fresh one of an appeal where that is better; none where there is no grade."""
    fresh = {appeal.point: appeal.verdict for appeal in turn.appeals}
    return tuple(max(first, fresh.get(first.text, first), key=_worth) for first in (turn.grade.verdicts if turn.grade else ()))


def own(turn: Turn) -> tuple[Verdict, ...]:
    """Return the verdicts after appeals, those that the person corrected as the person sees them."""
    told = {correction.point: correction.verdict for correction in turn.corrections}
    return tuple(
        verdict.model_copy(update={"verdict": told[verdict.text], "credit": CORRECTED[told[verdict.text]]})
        if verdict.text in told
        else verdict
        for verdict in upheld(turn)
    )


def _worth(verdict: Verdict) -> tuple[float, bool]:
    return verdict.credit, verdict.verdict != "wrong"
