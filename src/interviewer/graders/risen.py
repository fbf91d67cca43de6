"""An answer and its follow-up together: what was said once stays said, and so does what was wrong."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.graders import reply_language, score
from interviewer.graders.feedback import compose
from interviewer.schema import Grade, Item, Verdict, WrongClaim

_RANK = {"undecided": 0, "missed": 0, "wrong": 1, "partial": 2, "hit": 3}


def risen(before: Grade, after: Grade, item: Item, whole: str) -> Grade:
    """Return the grade of an answer and its follow-up together.

    Args:
        before: The grade of what was said first.
        after: The grade of `whole`, which begins with what was said first, so that the quotes of both stand in it.

    Verdicts are the better of the two, wrong claims are those of both. A grade without a score on either side leaves `after` as it is.
    """
    if before.score is None or after.score is None:
        return after
    known = {verdict.text: verdict for verdict in before.verdicts}
    verdicts = tuple(_better(known.get(verdict.text, verdict), verdict) for verdict in after.verdicts)
    claims = _both(before, after, verdicts)
    words = compose(reply_language(item, whole), verdicts, claims)
    made = {"verdicts": verdicts, "wrong_claims": claims, "score": round(score(verdicts, claims), 2), "feedback": words}
    return after.model_copy(update=made)


def _better(first: Verdict, second: Verdict) -> Verdict:
    """Return the verdict that awards more; the first where they award the same."""
    rank = _RANK[second.verdict], second.credit
    return second if rank > (_RANK[first.verdict], first.credit) else first


def _both(before: Grade, after: Grade, verdicts: Sequence[Verdict]) -> tuple[WrongClaim, ...]:
    """Return the wrong claims of both, each once; one whose point has risen since counts by itself."""
    said = {claim.quote.text for claim in after.wrong_claims}
    stayed = [claim for claim in before.wrong_claims if claim.quote.text not in said]
    return (*(_freed(claim, before, verdicts) for claim in stayed), *(_freed(claim, after, verdicts) for claim in after.wrong_claims))


def _freed(claim: WrongClaim, grade: Grade, verdicts: Sequence[Verdict]) -> WrongClaim:
    """Return a claim with the place of its point among these verdicts while that is still judged wrong, else with none."""
    names = dict(enumerate(verdict.text for verdict in grade.verdicts))
    wrong = {verdict.text: at for at, verdict in enumerate(verdicts) if verdict.verdict == "wrong"}
    point = None if claim.point is None else wrong.get(names.get(claim.point, ""))
    return claim.model_copy(update={"point": point})
