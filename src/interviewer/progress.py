"""What a person remembers: from a grade to an FSRS rating, from a rating to the day on which to ask again.

Pure functions of their inputs, the clock included. FSRS: https://github.com/open-spaced-repetition/py-fsrs
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import fsrs

from interviewer.schema import Card, Grade

HARD, GOOD, EASY = 35.0, 70.0, 90.0
"""Scores from which an answer counts as remembered at all, well, and without effort; the first two are where the interviewer's
own words turn from weak to fair and from fair to good."""


def rating(grade: Grade | None, hints: int, skipped: bool) -> fsrs.Rating:
    """Say how well an answer shows that the item is remembered.

    One hint rules out "easy", two rule out "good": help makes remembering harder to show, but doesn't undo it. Raises ValueError for
    an answer that was neither skipped nor scored, about which nothing can be said.
    """
    if skipped:
        return fsrs.Rating.Again
    if grade is None or grade.score is None:
        raise ValueError("neither skipped nor scored")
    reached = sum(grade.score >= threshold for threshold in (HARD, GOOD, EASY))
    unaided = fsrs.Rating(1 + reached)
    return min(unaided, (fsrs.Rating.Easy, fsrs.Rating.Good, fsrs.Rating.Hard)[min(hints, 2)])


def review(card: Card | None, owner: str, item_id: str, grade: Grade | None, hints: int, skipped: bool, now: datetime) -> Card | None:
    """Return the card after one turn on its item; a turn that was neither skipped nor scored leaves it as it was (None: still none)."""
    if not skipped and (grade is None or grade.score is None):
        return card
    now = now.astimezone(UTC)
    # fsrs would number a new card by the clock; ours are named by owner and item.
    before = _memory(card) if card else fsrs.Card(card_id=0, due=now)
    after, _ = _scheduler().review_card(before, rating(grade, hints, skipped), now)
    return Card(owner=owner, item_id=item_id, state=dict(after.to_dict()), due=after.due)


def due_order(cards: Sequence[Card], now: datetime) -> list[Card]:
    """Return the cards that are due, the most forgotten first (lowest probability of recall, then longest due)."""
    scheduler, now = _scheduler(), now.astimezone(UTC)

    def forgotten(card: Card) -> tuple[float, datetime, str]:
        return scheduler.get_card_retrievability(_memory(card), now), card.due, card.item_id

    return sorted((card for card in cards if card.due <= now), key=forgotten)


def _scheduler() -> fsrs.Scheduler:
    # No steps of minutes: what failed in an interview is asked again the next day at the earliest. No fuzz: the same in, the same out.
    return fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _memory(card: Card) -> fsrs.Card:
    return fsrs.Card.from_dict(card.state)  # type: ignore[arg-type]  # a dict from JSON is no TypedDict
