"""The contract of the two graders: how verdicts become a score, and what a grade is when there is nothing to judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from interviewer import text
from interviewer.schema import Grade, GraderStamp, Item, KeyPoint, Language, Verdict, WrongClaim

PARTIAL = 0.45
"""Least credit of a point that is called partly there."""
HIT = 0.6
"""Least credit of a point that is called there."""
WRONG_CLAIM_COST = 10.0
WRONG_CLAIMS_COST_AT_MOST = 30.0
MOST_POINTS = 12
"""Of an item that lists none."""
LEAST_LETTERS = 12
"""From which the language of an answer can be told."""


def score(verdicts: Sequence[Verdict], wrong_claims: Sequence[WrongClaim] = ()) -> float:
    """Return the score, 0..100, of one answer; the only place where a score is made.

    100 * (sum of weight * credit over the vital points, their weights scaled to sum to 1, plus the same sum over the
    bonus points, whose weights stay as they are), minus 10 for each wrong claim, at most 30. A claim that names a
    point judged `wrong` costs nothing more: that point has already lost its weight. Without vital points the bonus
    points alone count. A point that is `undecided` because the votes on it are split counts with the mean of their
    credits: neither denied nor awarded in full.
    """
    vital = sum(max(0.0, v.weight) for v in verdicts if not v.bonus)
    covered = sum(max(0.0, v.weight) * _within_one(v.credit) for v in verdicts if not v.bonus)
    extra = sum(max(0.0, v.weight) * _within_one(v.credit) for v in verdicts if v.bonus)
    counted = [claim for claim in wrong_claims if not _already_lost(claim, verdicts)]
    cost = min(WRONG_CLAIMS_COST_AT_MOST, WRONG_CLAIM_COST * len(counted))
    earned = 100.0 * ((covered / vital if vital else 0.0) + extra)
    return min(100.0, max(0.0, earned - cost))


def verdict_of(credit: float) -> Literal["hit", "partial", "missed"]:
    """Return the band of a continuous credit."""
    return "hit" if credit >= HIT else "partial" if credit >= PARTIAL else "missed"


def points_of(item: Item) -> tuple[KeyPoint, ...]:
    """Return the item's key points or, where it has none, the sentences of its longest reference with equal weights."""
    if item.key_points or not item.references:
        return item.key_points
    pieces = [text.plain(span.text) for span in text.sentences(max((r.text for r in item.references), key=len))][:MOST_POINTS]
    pieces = [piece for piece in pieces if piece]
    return tuple(KeyPoint(text=piece, weight=1 / len(pieces)) for piece in pieces)


def reply_language(item: Item, answer: str) -> Language:
    """Return the language in which feedback speaks: that of the answer, or of the item where the answer is too short to tell."""
    return text.language_of(answer) if sum(map(str.isalpha, answer)) >= LEAST_LETTERS else item.language


def unscored(item: Item, stamp: GraderStamp, reason: str) -> Grade:
    """Return a grade without a score, because no judgement was possible; every point is undecided."""
    verdicts = tuple(Verdict(text=p.text, weight=p.weight, bonus=p.bonus, verdict="undecided", credit=0.0) for p in points_of(item))
    return Grade(score=None, verdicts=verdicts, unscored=reason, grader=stamp, item_revision=item.revision)


def nothing(item: Item, stamp: GraderStamp, cautions: Sequence[str], feedback: str = "") -> Grade:
    """Return the grade of an answer in which nothing is left to judge: 0, every point missed, the cautions say why."""
    verdicts = tuple(Verdict(text=p.text, weight=p.weight, bonus=p.bonus, verdict="missed", credit=0.0) for p in points_of(item))
    return Grade(
        score=score(verdicts), verdicts=verdicts, feedback=feedback, cautions=tuple(cautions), grader=stamp, item_revision=item.revision
    )


def _within_one(credit: float) -> float:
    return min(1.0, max(0.0, credit))


def _already_lost(claim: WrongClaim, verdicts: Sequence[Verdict]) -> bool:
    return claim.point is not None and 0 <= claim.point < len(verdicts) and verdicts[claim.point].verdict == "wrong"
