"""What a person's answers come to in their own eyes: what they said to verdicts counts before what was judged."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.schema import Grade, Turn, amended, standing

CREDIT = {"hit": 1.0, "partial": 0.5, "missed": 0.0, "wrong": 0.0}
"""What a verdict is worth by its name alone: one that a person gave, or one taken as the word that they read."""


def own(thread: Sequence[Turn]) -> Grade | None:
    """Return the grade that a thread comes to, appeals counted, with the person's own verdicts in place of those they corrected."""
    grade = standing(thread)
    if grade is None:
        return None
    told = {said.point: said.verdict for said in sorted((c for turn in thread for c in turn.corrections), key=lambda said: said.at)}
    changed = {
        verdict.text: verdict.model_copy(update={"verdict": told[verdict.text], "credit": CREDIT[told[verdict.text]]})
        for verdict in grade.verdicts
        if verdict.text in told
    }
    return amended(grade, changed)
