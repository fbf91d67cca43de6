"""What a person remembers: lists of numbers in, dates out."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta, timezone

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.progress import due_order, rating, review
from interviewer.schema import Card, Grade, GraderStamp

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
AGAIN, HARD, GOOD, EASY = fsrs.Rating


def graded(score: float | None) -> Grade:
    return Grade(
        score=score, unscored=None if score is not None else "endpoint down", grader=GraderStamp(name="local", model="m", version="1")
    )


def practise(card: Card | None, score: float, now: datetime) -> Card:
    reviewed = review(card, "me", "item", graded(score), 0, False, now)
    assert reviewed is not None
    return reviewed


@pytest.mark.parametrize(
    ("score", "hints", "expected"),
    [
        (0, 0, AGAIN),
        (34.9, 0, AGAIN),
        (35, 0, HARD),
        (69.9, 0, HARD),
        (70, 0, GOOD),
        (89.9, 0, GOOD),
        (90, 0, EASY),
        (100, 1, GOOD),
        (100, 2, HARD),
        (100, 3, HARD),
        (70, 1, GOOD),
        (40, 3, HARD),
        (10, 3, AGAIN),
    ],
)
def test_a_rating_follows_score_and_hints(score: float, hints: int, expected: fsrs.Rating) -> None:
    assert rating(graded(score), hints, skipped=False) == expected


def test_a_skip_is_forgotten_whatever_else_is_known() -> None:
    assert rating(None, 0, skipped=True) == AGAIN
    assert rating(graded(100), 0, skipped=True) == AGAIN


@pytest.mark.parametrize("grade", [None, graded(None)])
def test_what_was_not_judged_has_no_rating_and_leaves_the_card(grade: Grade | None) -> None:
    with pytest.raises(ValueError, match="neither"):
        rating(grade, 0, skipped=False)
    assert review(None, "me", "item", grade, 0, False, NOW) is None
    card = practise(None, 80, NOW)
    assert review(card, "me", "item", grade, 0, False, NOW + timedelta(days=9)) is card


@given(st.floats(0, 100), st.floats(0, 100), st.integers(0, 4))
@settings(max_examples=50, deadline=None)
def test_a_better_answer_is_never_asked_sooner(one: float, other: float, hints: int) -> None:
    worse, better = sorted((one, other))
    before = practise(None, 60, NOW)
    days = []
    for score in (worse, better):
        card = review(before, "me", "item", graded(score), hints, False, NOW + timedelta(days=3))
        assert card is not None
        days.append(card.due)
    assert days[0] <= days[1]


def test_nothing_comes_back_before_the_next_day() -> None:
    for score in (0, 50, 75, 95):
        assert practise(None, score, NOW).due >= NOW + timedelta(days=1)


def test_intervals_grow_while_the_answers_are_good_and_shrink_after_a_failure() -> None:
    card, now, intervals = None, NOW, []
    for score in (80, 80, 80, 80, 5):
        card = practise(card, score, now)
        intervals.append((card.due - now).days)
        now = card.due
    growing = intervals[:-1]
    assert growing == sorted(growing)
    assert growing[0] < growing[-1]
    assert intervals[-1] < growing[-1]


def test_the_same_in_gives_the_same_out_and_changes_nothing() -> None:
    card = practise(None, 80, NOW)
    before = card.model_copy(deep=True)
    later = NOW + timedelta(days=30)
    assert practise(card, 80, later) == practise(card, 80, later)
    assert card == before


def test_a_card_crosses_json_and_time_zones() -> None:
    card = Card.model_validate_json(practise(None, 80, NOW).model_dump_json())
    later = card.due + timedelta(days=1)
    tokyo = later.astimezone(timezone(timedelta(hours=9)))
    assert practise(card, 80, tokyo) == practise(card, 80, later)
    assert practise(card, 80, tokyo).due.utcoffset() == timedelta(0)


def test_a_card_is_the_persons_and_the_items() -> None:
    card = review(None, "anna", "b-tree", None, 0, True, NOW)
    assert card is not None
    assert (card.owner, card.item_id, card.due) == ("anna", "b-tree", datetime.fromisoformat(card.state["due"]))


def test_due_cards_come_most_forgotten_first() -> None:
    weak, strong = practise(None, 40, NOW), practise(None, 75, NOW)
    fresh = practise(None, 99, NOW)
    later = max(weak.due, strong.due)
    named = [card.model_copy(update={"item_id": name}) for card, name in ((strong, "strong"), (weak, "weak"), (fresh, "fresh"))]
    expected = ["weak", "strong"]
    for order in itertools.permutations(named):
        assert [card.item_id for card in due_order(order, later)] == expected
    assert due_order(named, NOW) == []
