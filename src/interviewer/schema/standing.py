"""What a person's answers to an item come to: its turns taken together, appeals counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interviewer.schema.grades import Grade, Verdict, WrongClaim, score
from interviewer.schema.interviews import Appeal, Turn


def threads(turns: Sequence[Turn]) -> list[tuple[Turn, ...]]:
    """Return the turns of one session in groups: a question or a retry, each with what was asked to go on with it."""
    found: list[list[Turn]] = []
    for turn in turns:
        if turn.probes and found:
            found[-1].append(turn)
        else:
            found.append([turn])
    return [tuple(thread) for thread in found]


def standing(thread: Sequence[Turn]) -> Grade | None:
    """Return the grade that a thread comes to: the last one with a score, else the last one; appeals on any of its turns count."""
    graded = [turn.grade for turn in thread if turn.grade is not None]
    last = next((grade for grade in reversed(graded) if grade.score is not None), graded[-1] if graded else None)
    return None if last is None else upheld(last, [appeal for turn in thread for appeal in turn.appeals])


def upheld(grade: Grade, appeals: Sequence[Appeal]) -> Grade:
    """Return a grade with those appeals counted whose fresh verdict is better than the first; its feedback stays as it was."""
    first = {verdict.text: verdict for verdict in grade.verdicts}
    better = (a.verdict for a in appeals if a.point in first and _worth(a.verdict) > _worth(first[a.point]))
    return amended(grade, {verdict.text: verdict for verdict in sorted(better, key=_worth)})


def amended(grade: Grade, verdicts: Mapping[str, Verdict]) -> Grade:
    """Return a grade with these verdicts, by key point, in place of its own, and its score added up anew.

    A wrong claim for which a key point was lost falls with that verdict. A grade without a score stays as it is.
    """
    if grade.score is None or not verdicts.keys() & {verdict.text for verdict in grade.verdicts}:
        return grade
    told = tuple(verdicts.get(verdict.text, verdict) for verdict in grade.verdicts)
    claims = tuple(claim for claim in grade.wrong_claims if not _freed(claim, grade.verdicts, told))
    return grade.model_copy(update={"verdicts": told, "wrong_claims": claims, "score": round(score(told, claims), 2)})


def _worth(verdict: Verdict) -> tuple[float, bool]:
    return verdict.credit, verdict.verdict != "wrong"


def _freed(claim: WrongClaim, old: Sequence[Verdict], new: Sequence[Verdict]) -> bool:
    """Tell whether the key point that a claim had cost is no longer judged wrong."""
    at = claim.point
    return at is not None and 0 <= at < len(old) and old[at].verdict == "wrong" and new[at].verdict != "wrong"
