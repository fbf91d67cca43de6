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
from datetime import UTC, datetime, timedelta
from typing import Any

import fsrs

from interviewer.progress.standing import own
from interviewer.schema import Card, Grade, Turn, score
from interviewer.text import is_cjk

HARD, GOOD, EASY = 35.0, 70.0, 90.0
"""Percent recalled from which an answer counts as remembered at all, well, and without effort; the first two are where the interviewer's
own words turn from weak to fair and from fair to good."""
LONGEST = timedelta(days=365)
"""Between two questions on an item: nobody prepares further ahead, and a gap that seems longer says nothing more."""
AHEAD = timedelta(days=1)
"""By which a card may be ahead of the clock (two machines, a corrected clock) before the clock that wrote it counts as wrong."""
INTERRUPTED = timedelta(hours=1)
"""A time to the answer from which nothing is known of the thinking: the person was away."""
PAUSE_TO_THINK = 60.0
"""Seconds in which anybody may read a question and think."""
SECONDS_A_WORD = 3.2
"""Composing at the keyboard goes at 19 words a minute: Karat et al., Patterns of entry and correction, CHI 1999."""
SECONDS_A_HAN = 2.0
"""The same for a Chinese character, of which a word has about one and a half."""
SLOW = 3.0
"""Times what writing the answer takes; from there on it was not easy."""
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""What a clock can mean; other times count as the nearer of these."""


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
    grade = own([turn]) or turn.grade
    reached = sum(recalled(grade) >= threshold for threshold in (HARD, GOOD, EASY))
    aided = max(min(turn.hints, 2), int(_slow(turn)))
    return min(fsrs.Rating(1 + reached), (fsrs.Rating.Easy, fsrs.Rating.Good, fsrs.Rating.Hard)[aided])


def recalled(grade: Grade) -> float:
    """Return how much of an item was recalled, 0..100: the score, but with the weights squared and without bonus points.

    Forgetting the heaviest points counts for more so; points of equal weight give the score itself. Without vital points, it is the score.
    """
    if all(verdict.bonus for verdict in grade.verdicts):
        return grade.score or 0.0
    squared = [v.model_copy(update={"weight": 0.0 if v.bonus else v.weight**2}) for v in grade.verdicts]
    return score(squared, grade.wrong_claims)


def review(card: Card | None, owner: str, turn: Turn, now: datetime) -> Card | None:
    """Return the card after one turn on its item; a turn that says nothing of memory leaves it as it was (None: still none).

    The moment that counts is that of the answer, however late it was graded; of a skip, now. A turn that is older than what the card
    knows leaves it as it is.
    """
    rated = rating(turn)
    if rated is None:
        return card
    now, name = _sane(now), f"{turn.session_id}:{turn.number}"
    if card is not None and card.state.get("turn") == name:
        before, at = card.state.get("before"), _moment(card.state["last_review"])
    else:
        before, at = (None if card is None else _plain(card.state)), min(_sane(turn.answered_at or now), now)
        if card is not None and _knows_later(card, turn, now):
            return card
    after, _ = _scheduler().review_card(_ready(before, at), rated, at)
    state = {**after.to_dict(), "turn": name, "before": before}
    # The item may have another id than when it was asked; the card's own is the one of now.
    return Card(owner=owner, item_id=card.item_id if card else turn.item.id, state=state, due=after.due)


def is_due(card: Card, now: datetime) -> bool:
    """Tell whether a card is to be asked: its day has come, or it was written under a clock that was far ahead of this one."""
    now, last = _sane(now), card.state.get("last_review")
    return _sane(card.due) <= now or (last is not None and _moment(last) > now + AHEAD)


def due_order(cards: Sequence[Card], now: datetime) -> list[Card]:
    """Return the cards that are due, the most forgotten first (lowest probability of recall, then longest due)."""
    scheduler, now = _scheduler(), _sane(now)

    def forgotten(card: Card) -> tuple[float, datetime, str]:
        return scheduler.get_card_retrievability(_memory(card.state), now), _sane(card.due), card.item_id

    return sorted((card for card in cards if is_due(card, now)), key=forgotten)


def _knows_later(card: Card, turn: Turn, now: datetime) -> bool:
    """Tell whether a card moved after this turn already, under a clock that can be right."""
    last = card.state.get("last_review")
    return last is not None and _sane(turn.answered_at or turn.asked_at) <= _moment(last) <= now + AHEAD


def _ready(state: Mapping[str, Any] | None, at: datetime) -> fsrs.Card:
    """Return the memory that is reviewed at a moment, its last review neither after it nor more than `LONGEST` before."""
    # fsrs would number a new card by the clock; ours are named by owner and item.
    memory = fsrs.Card(card_id=0, due=at) if state is None else _memory(state)
    if memory.last_review is not None:
        memory.last_review = min(at, max(_sane(memory.last_review), at - LONGEST))
    return memory


def _slow(turn: Turn) -> bool:
    """Tell whether far more time passed than writing the answer takes; a time of hours or below zero tells nothing."""
    if turn.answered_at is None or turn.answer is None:
        return False
    passed = (_sane(turn.answered_at) - _sane(turn.asked_at)).total_seconds()
    return PAUSE_TO_THINK + SLOW * _writing(turn.answer) < passed < INTERRUPTED.total_seconds()


def _writing(answer: str) -> float:
    """Return the seconds in which an answer is composed at the keyboard."""
    han = sum(map(is_cjk, answer))
    words = len("".join(" " if is_cjk(character) else character for character in answer).split())
    return han * SECONDS_A_HAN + words * SECONDS_A_WORD


def _scheduler() -> fsrs.Scheduler:
    # No steps of minutes: what failed in an interview is asked again the next day at the earliest. No fuzz: the same in, the same out.
    return fsrs.Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=LONGEST.days, enable_fuzzing=False)


def _memory(state: Mapping[str, Any]) -> fsrs.Card:
    return fsrs.Card.from_dict(state)  # type: ignore[arg-type]  # a dict from JSON is no TypedDict


def _plain(state: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key not in {"turn", "before"}}


def _moment(text: str) -> datetime:
    return _sane(datetime.fromisoformat(text))


def _sane(moment: datetime) -> datetime:
    """Return a moment in UTC (one without a zone is meant so), within what a clock can mean."""
    if not EARLIEST.year <= moment.year < LATEST.year:
        return EARLIEST if moment.year < EARLIEST.year else LATEST
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
