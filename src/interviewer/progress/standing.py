"""What a person's answers come to in their own eyes: what they said to verdicts counts before what was judged."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.schema import Grade, Turn, Verdict, amended, score, standing

CREDIT = {"hit": 1.0, "partial": 0.5, "missed": 0.0, "wrong": 0.0}
"""What a verdict is worth by its name alone: one that a person gave, or one taken as the word that they read."""
AIDED = 0.5
"""Share of a credit that counts for memory where a hint or a follow-up helped."""


def own(thread: Sequence[Turn]) -> Grade | None:
    """Return the grade that a thread comes to, appeals counted, with the person's own verdicts in place of those they corrected."""
    grade = standing(thread)
    if grade is None:
        return None
    told = {said.point: said.verdict for said in sorted((c for turn in thread for c in turn.corrections), key=lambda said: said.at)}
    changed = {
        verdict.text: verdict.model_copy(update={"verdict": told[verdict.text], "credit": CREDIT[told[verdict.text]]})
        for verdict in grade.verdicts
        if told.get(verdict.text, verdict.verdict) != verdict.verdict  # to say the same is to have taken it back
    }
    return amended(grade, changed)


def remembered(thread: Sequence[Turn]) -> tuple[tuple[Verdict, ...], float | None]:
    """Return what a thread says of memory: verdicts with the credits that count, and their score as 0..1; None where it says nothing.

    A skip is all missed. What was said after a hint, and what a follow-up added, counts half; corrections and upheld appeals count. A
    verdict is worth what its name says (`CREDIT`), as on the score card: the local grader's credits of what it calls missed are not nothing.
    """
    first, grade = thread[0], own(thread)
    if first.skipped:
        points = first.item.key_points
        return tuple(Verdict(text=p.text, weight=p.weight, bonus=p.bonus, verdict="missed", credit=0.0) for p in points), 0.0
    if grade is None or grade.score is None:
        return (), None
    share = AIDED if first.hints else 1.0
    if not grade.verdicts:  # without key points there is only the score
        return (), share * grade.score / 100
    before = own(thread[:1])
    said = {verdict.text: _worth(verdict) for verdict in before.verdicts} if before and before.score is not None else {}
    counted = tuple(_counted(verdict, min(said.get(verdict.text, 0.0), _worth(verdict)), share) for verdict in grade.verdicts)
    return counted, score(counted, grade.wrong_claims) / 100


def _counted(verdict: Verdict, said: float, share: float) -> Verdict:
    credit = share * said + AIDED * (_worth(verdict) - said)
    return verdict if credit == verdict.credit else verdict.model_copy(update={"credit": credit})


def _worth(verdict: Verdict) -> float:
    return CREDIT.get(verdict.verdict, verdict.credit)
