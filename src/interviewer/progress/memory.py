"""What a person remembers of one item: from a turn to an FSRS rating, from a rating to the day on which to ask again.

Pure functions of their inputs, the clock included. FSRS: https://github.com/open-spaced-repetition/py-fsrs

A card is what `fsrs.Card.to_dict()` gives, with two keys more: `turn`, the name of the turn that moved it last, and `before`, the FSRS
state it had until then (null: none). The same turn reviewed again is judged anew from `before`: nothing changes after a kill, and an
appeal that was upheld moves the card as if the fresh verdict had been the first.

Clocks are not to be trusted (a flat battery, a wrong year): no card is set more than `LONGEST` ahead, a gap counts as `LONGEST` at most,
and a card from the future (`is_due`) is due at once and comes back to the present with the next answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import fsrs

from interviewer.progress.clock import SECONDS_TO_START, sane, thinking, writing
from interviewer.progress.standing import CREDIT, own
from interviewer.schema import Card, Grade, Turn, score

HARD, GOOD, EASY = 35.0, 70.0, 90.0
"""Percent recalled from which an answer counts as remembered at all, well, and without effort; the first two are where the interviewer's
own words turn from weak to fair and from fair to good."""
LONGEST = timedelta(days=365)
"""Between two questions on an item: nobody prepares further ahead, and a gap that seems longer says nothing more."""
AHEAD = timedelta(days=1)
"""By which a card may be ahead of the clock (two machines, a corrected clock) before the clock that wrote it counts as wrong."""
SLOW = 3.0
"""Times what writing the answer takes; from there on it was not easy."""


def rating(turn: Turn) -> fsrs.Rating | None:
    """Say how well a turn shows that its item is remembered; None where it says nothing.

    Only a main turn says something, which was answered unaided and got a score, or was skipped (forgotten). One hint rules out "easy",
    two rule out "good": help makes remembering harder to show, but doesn't undo it. Very long thinking rules out "easy".
    """
    if turn.kind != "main":
        return None
    if turn.skipped:
        return fsrs.Rating.Again
    if turn.grade is None or turn.grade.score is None:
        return None
    share = recalled(own([turn]) or turn.grade)
    reached = sum(share >= threshold for threshold in (HARD, GOOD, EASY))
    aided = max(min(turn.hints, 2), int(_slow(turn)))
    return min(fsrs.Rating(1 + reached), (fsrs.Rating.Easy, fsrs.Rating.Good, fsrs.Rating.Hard)[aided])


def recalled(grade: Grade) -> float:
    """Return how much of an item was recalled, 0..100: the score by the words of the verdicts, weights squared, without bonus points.

    Squared, the heaviest points count for more; points of equal weight give the plain share. The words of the verdicts (a hit is 1, half of
    one 0.5) rather than their credits make the ratings of the two graders alike: on the golden set ratings made so of the local grader's
    verdicts agree with those of the labelled ones at a quadratic kappa of 0.52, made of its credits at 0.48 and a third of a step lower.
    Without vital points it is the score.
    """
    if all(verdict.bonus for verdict in grade.verdicts):
        return grade.score or 0.0
    told = [(v, 0.0 if v.bonus else v.weight**2, CREDIT.get(v.verdict, v.credit)) for v in grade.verdicts]
    # Rounded, so that seven of twenty equal points are 35 and not just below.
    return round(score([v.model_copy(update={"weight": weight, "credit": credit}) for v, weight, credit in told], grade.wrong_claims), 6)


def review(card: Card | None, owner: str, turn: Turn, now: datetime) -> Card | None:
    """Return the card after one turn on its item; a turn that says nothing of memory leaves it as it was (None: still none).

    The moment that counts is that of the answer, however late it was graded; of a skip, now. A turn that is older than what the card
    knows leaves it as it is.
    """
    rated = rating(turn)
    if rated is None:
        return card
    now, name = sane(now), f"{turn.session_id}:{turn.number}"
    if card is not None and card.state.get("turn") == name:
        before, at = card.state.get("before"), _moment(card.state["last_review"])
    else:
        before, at = (None if card is None else _plain(card.state)), min(sane(turn.answered_at or now), now)
        if card is not None and _knows_later(card, turn, now):
            return card
    after, _ = _scheduler().review_card(_ready(before, at), rated, at)
    state = {**after.to_dict(), "turn": name, "before": before}
    # The item may have another id than when it was asked; the card's own is the one of now.
    return Card(owner=owner, item_id=card.item_id if card else turn.item.id, state=state, due=after.due)


def is_due(card: Card, now: datetime) -> bool:
    """Tell whether a card is to be asked: its day has come, or it was written under a clock that was far ahead of this one."""
    now, last = sane(now), card.state.get("last_review")
    return sane(card.due) <= now or (last is not None and _moment(last) > now + AHEAD)


def due_order(cards: Sequence[Card], now: datetime) -> list[Card]:
    """Return the cards that are due, the most forgotten first (lowest probability of recall, then longest due)."""
    return sorted((card for card in cards if is_due(card, now)), key=lambda card: (recall(card, now), sane(card.due), card.item_id))


def recall(card: Card, now: datetime) -> float:
    """Return the probability, 0..1, that the item is remembered now ("hard" or better)."""
    return float(_scheduler().get_card_retrievability(_memory(card.state), sane(now)))


def _knows_later(card: Card, turn: Turn, now: datetime) -> bool:
    """Tell whether a card moved after this turn already, under a clock that can be right."""
    last = card.state.get("last_review")
    return last is not None and sane(turn.answered_at or turn.asked_at) <= _moment(last) <= now + AHEAD


def _ready(state: Mapping[str, Any] | None, at: datetime) -> fsrs.Card:
    """Return the memory that is reviewed at a moment, its last review not more than `LONGEST` before; FSRS takes one after it as the same day."""
    # fsrs would number a new card by the clock; ours are named by owner and item.
    memory = fsrs.Card(card_id=0, due=at) if state is None else _memory(state)
    if memory.last_review is not None:
        memory.last_review = max(sane(memory.last_review), at - LONGEST)
    return memory


def _slow(turn: Turn) -> bool:
    """Tell whether far more time passed than writing the answer takes; an interruption tells nothing."""
    passed = thinking(turn)
    return passed is not None and passed > SECONDS_TO_START + SLOW * writing(turn.answer or "")


@cache
def _scheduler() -> fsrs.Scheduler:
    # No steps of minutes: what failed in an interview is asked again the next day at the earliest. No fuzz: the same in, the same out.
    return fsrs.Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=LONGEST.days, enable_fuzzing=False)


def _memory(state: Mapping[str, Any]) -> fsrs.Card:
    return fsrs.Card.from_dict(state)  # type: ignore[arg-type]  # a dict from JSON is no TypedDict


def _plain(state: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key not in {"turn", "before"}}


def _moment(text: str) -> datetime:
    return sane(datetime.fromisoformat(text))
