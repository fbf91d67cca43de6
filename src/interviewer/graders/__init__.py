"""The contract of the two graders: what a verdict is, and what a grade is when there is nothing to judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from interviewer import text
from interviewer.schema import Grade, GraderStamp, Item, KeyPoint, Language, Verdict
from interviewer.schema import score as score

PARTIAL = 0.45
"""Least credit of a point that is called partly there."""
HIT = 0.6
"""Least credit of a point that is called there."""
MOST_POINTS = 12
"""Of an item that lists none."""
LEAST_LETTERS = 12
"""From which the language of an answer can be told."""


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
