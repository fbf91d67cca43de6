"""What will be remembered on a day, against FSRS itself, by hand, and by drawing lots."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta, timezone

import fsrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.progress import Forecast, due_forecast, forecast, review
from interviewer.progress.forgetting import Memories, next_stability, retained
from interviewer.schema import Card
from tests.progress.turns import NOW, a_turn, an_item

DAY = timedelta(days=1)
TODAY = NOW.date()
SCHEDULER = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def a_card(stability: float, ago: float = 0.0, name: str = "item", difficulty: float = 5.0, due_in: int = 1) -> Card:
    reviewed = NOW - ago * DAY
    kept = fsrs.Card(0, fsrs.State.Review, None, stability, difficulty, NOW + due_in * DAY, reviewed)
    return Card(owner="me", item_id=name, state=dict(kept.to_dict()), due=kept.due)


def on(days: int, cards: list[Card], minutes: tuple[float, ...] = (), pace: float = 3.0, **topics: str) -> Forecast:
    return forecast(cards, TODAY + days * DAY, NOW, topics=topics, known={}, minutes_a_question=pace, minutes=minutes)


# ---------------------------------------------------------------- the curve is that of FSRS

STABILITY, DIFFICULTY, SINCE = st.floats(0.01, 400), st.floats(1, 10), st.integers(0, 365)


@given(STABILITY, DIFFICULTY, SINCE)
@settings(max_examples=60, deadline=None)
def test_recall_and_what_a_review_changes_are_those_of_py_fsrs(stability: float, difficulty: float, since: int) -> None:
    card = fsrs.Card(0, fsrs.State.Review, None, stability, difficulty, NOW, NOW - since * DAY)
    recall = SCHEDULER.get_card_retrievability(card, NOW)
    columns = Memories(np.array([stability]), np.array([difficulty]), np.array([float(since)]))
    assert columns.recall()[0] == pytest.approx(recall)
    means = []
    for rating in (fsrs.Rating.Again, fsrs.Rating.Good):
        after, _ = SCHEDULER.review_card(card, rating, NOW)
        found = next_stability(columns.stability, columns.difficulty, columns.recall(), columns.since, int(rating))
        assert found[0] == pytest.approx(after.stability)
        means.append((SCHEDULER.get_card_retrievability(after, NOW + 9 * DAY), after.difficulty))
    expected = [recall * good + (1 - recall) * again for again, good in zip(*means, strict=True)]
    reviewed = columns.reviewed(9)
    assert (reviewed.recall(9)[0], reviewed.difficulty[0]) == pytest.approx(expected)


# ---------------------------------------------------------------- as things stand


def test_recall_by_hand() -> None:
    """Stability is the days after which recall is 0.9: of one card today, of the other in ten days (1 + F * 20 / 10) ** -0.1542."""
    factor = 0.9 ** (-1 / 0.1542) - 1
    found = on(10, [a_card(10, 0, "a"), a_card(10, 10, "b")], a="trees", b="graphs")
    assert found.recall_now == pytest.approx((1 + 0.9) / 2)
    assert found.recall == pytest.approx((0.9 + (1 + factor * 2) ** -0.1542) / 2)
    assert [(one.topic, one.cards) for one in found.topics] == [("graphs", 1), ("trees", 1)]
    assert [one.recall_now for one in found.topics] == pytest.approx([0.9, 1.0])
    assert (found.days, found.cards, found.on) == (10, 2, TODAY + 10 * DAY)


def test_one_question_on_the_eve_by_hand() -> None:
    """It is answered with probability 0.9 (good), else forgotten (again); both as py-fsrs has them a day later."""
    card = a_card(10, 10)
    found = on(1, [card], minutes=(3.0,))
    known = fsrs.Card.from_dict(card.state)  # type: ignore[arg-type]
    good, again = (SCHEDULER.review_card(known, rating, NOW)[0] for rating in (fsrs.Rating.Good, fsrs.Rating.Again))
    late = NOW + DAY
    expected = 0.9 * SCHEDULER.get_card_retrievability(good, late) + 0.1 * SCHEDULER.get_card_retrievability(again, late)
    assert [(one.minutes, one.questions) for one in found.options] == [(3.0, 1)]
    assert found.options[0].recall == pytest.approx(expected)
    assert found.topics[0].practised == (pytest.approx(expected),)


def test_minutes_that_do_not_make_a_question_are_saved_up() -> None:
    cards = [a_card(1, 5, f"i{n}") for n in range(20)]
    assert [one.questions for one in on(9, cards, (1.0, 3.0, 4.5), pace=3.0).options] == [3, 9, 13]


def test_the_day_itself_the_past_and_the_far_future() -> None:
    cards = [a_card(10, 10)]
    today = on(0, cards, (30.0,))
    assert (today.recall, today.options[0].recall, today.options[0].questions) == (today.recall_now, today.recall_now, 0)
    assert (on(-5, cards, (30.0,)).recall, on(-5, cards).days) == (today.recall, 0)
    assert on(5000, cards).days == 5000
    assert on(5000, cards).recall == on(365, cards).recall


@given(st.lists(st.tuples(STABILITY, st.integers(0, 200)), min_size=1, max_size=15), st.integers(0, 60), st.floats(0.5, 60))
@settings(max_examples=40, deadline=None)
def test_practice_never_lowers_what_is_foreseen_and_stays_within_its_minutes(
    made: list[tuple[float, int]], days: int, minutes: float
) -> None:
    cards = [a_card(stability, ago, f"i{n}") for n, (stability, ago) in enumerate(made)]
    found = on(days, cards, (minutes,))
    assert 0 < found.recall <= found.options[0].recall + 1e-9 <= 1 + 2e-9
    assert found.options[0].questions * 3.0 <= minutes * days + 1e-6
    assert sum(one.cards for one in found.topics) == len(cards)


# ---------------------------------------------------------------- nobody remembers what they did not know


def of_known(shares: list[float], days: int, minutes: float = 10.0) -> Forecast:
    cards = [a_card(0.5 + n % 7, n % 9, f"i{n}") for n in range(len(shares))]
    known = {f"i{n}": share for n, share in enumerate(shares)}
    return forecast(cards, TODAY + days * DAY, NOW, topics={}, known=known, minutes_a_question=3.0, minutes=(minutes,))


def test_what_was_not_known_is_not_foreseen_to_be_remembered() -> None:
    """Of two cards with recall 1 and 0.9 a half and the whole were known: (0.5 * 1 + 1 * 0.9) / 2."""
    cards = [a_card(10, 0, "a"), a_card(10, 10, "b")]
    found = forecast(cards, TODAY, NOW, topics={}, known={"a": 0.5}, minutes_a_question=3.0)
    assert found.recall_now == pytest.approx((0.5 + 0.9) / 2)
    assert found.held == pytest.approx(0.75) and found.kept(found.recall_now) == pytest.approx(0.7 / 0.75)
    assert of_known([0.0] * 5, 20).options[0].model_dump() == {"minutes": 10.0, "recall": 0.0, "questions": 0}


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.integers(0, 40), st.floats(0.5, 60))
@settings(max_examples=40, deadline=None)
def test_never_more_is_foreseen_than_was_known(shares: list[float], days: int, minutes: float) -> None:
    found, most = of_known(shares, days, minutes), sum(shares) / len(shares) + 1e-9
    assert found.recall <= found.recall_now <= most
    assert found.recall - 1e-9 <= found.options[0].recall <= most
    assert all(max(one.recall_now, *one.practised) <= most for one in found.topics)


def test_more_minutes_bring_more() -> None:
    cards = [a_card(0.5 + n % 7, n % 30, f"i{n}") for n in range(60)]
    recalls = [one.recall for one in on(30, cards, (2, 5, 10, 20, 40)).options]
    assert recalls == sorted(recalls)
    assert recalls[-1] > recalls[0] + 0.1


def test_what_is_foreseen_is_what_comes_of_drawing_lots() -> None:
    """200 whole practices by the same rule, each answer right or wrong by chance with py-fsrs, against the expectation."""
    cards = [a_card(0.4 + n % 5, 3 + n % 20, f"i{n}") for n in range(12)]
    days, chance, ends = 12, random.Random(7), []
    foreseen = on(days, cards, (6.0,)).options[0].recall
    for _ in range(200):
        held = [fsrs.Card.from_dict(card.state) for card in cards]  # type: ignore[arg-type]
        for day in range(days):
            now, left = NOW + day * DAY, days - day
            columns = _columns(held, now)
            gains = columns.reviewed(left).recall(left) - columns.recall(left)
            for at in np.argsort(-gains)[:2]:
                right = chance.random() < SCHEDULER.get_card_retrievability(held[at], now)
                held[at], _ = SCHEDULER.review_card(held[at], fsrs.Rating.Good if right else fsrs.Rating.Again, now)
        ends.append(np.mean([SCHEDULER.get_card_retrievability(card, NOW + days * DAY) for card in held]))
    assert foreseen == pytest.approx(np.mean(ends), abs=0.03)


def _columns(held: list[fsrs.Card], now: datetime) -> Memories:
    rows = [(card.stability, card.difficulty, (now - card.last_review) / DAY) for card in held if card.last_review]
    return Memories(*np.array(rows, dtype=np.float64).T)


# ---------------------------------------------------------------- odd cards and clocks


def test_no_cards_and_cards_that_were_never_reviewed() -> None:
    empty = on(10, [], (10.0,))
    assert (empty.cards, empty.recall, empty.options[0].recall, empty.options[0].questions, empty.topics) == (0, 0, 0, 0, ())
    new = Card(owner="me", item_id="new", state=dict(fsrs.Card(0, due=NOW).to_dict()), due=NOW)
    assert on(10, [new]).cards == 0
    assert due_forecast([new], NOW)[0] == 1


def test_a_card_from_the_future_counts_as_reviewed_now_and_is_due() -> None:
    card = a_card(10, -3650, due_in=3700)
    assert on(10, [card]).recall == pytest.approx(0.9)
    assert due_forecast([card], NOW)[0] == 1


@given(st.datetimes(), st.dates(), st.datetimes())
@settings(max_examples=60, deadline=None)
def test_no_clock_raises(now: datetime, day: date, answered: datetime) -> None:
    card = review(None, "me", a_turn(1.0, answered), answered)
    assert card is not None
    found = forecast([card], day, now, topics={}, known={}, minutes_a_question=3.0, minutes=(30.0,))
    assert 0 <= found.recall <= 1
    assert sum(due_forecast([card], now, 366)) == 1


def test_due_on_the_next_days_by_hand() -> None:
    cards = [a_card(1, 5, f"i{n}", due_in=due) for n, due in enumerate((-3, 0, 1, 1, 4, 29, 30))]
    counts = due_forecast(cards, NOW)
    assert len(counts) == 30
    assert {at: count for at, count in enumerate(counts) if count} == {0: 2, 1: 2, 4: 1, 29: 1}


def test_due_days_are_those_of_the_person() -> None:
    card = review(None, "me", a_turn((1.0, 0.0), datetime(2026, 3, 1, 23, 30, tzinfo=UTC), an_item(weights=(0.5, 0.5))), NOW)
    assert card is not None
    late = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    assert due_forecast([card], late)[1] == 1
    assert due_forecast([card], late.astimezone(timezone(timedelta(hours=9))), 3)[1] == 1
    assert retained(np.array([2.0]), 2.0)[0] == pytest.approx(0.9)
