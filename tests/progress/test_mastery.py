"""How well topics and key points are known: numbers by hand, and bands that say how little a few answers tell."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.progress import attempts, points, topics, trend
from interviewer.progress.mastery import overall
from interviewer.schema import Turn
from tests.progress.turns import NOW, a_correction, a_grade, a_skip, a_turn, an_item

DAY = timedelta(days=1)
ITEM = an_item("b-tree", weights=(0.5, 0.3, 0.2))


def the_share(*turns: Turn) -> float | None:
    (one,) = attempts(turns)
    return one.share


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([a_turn((1, 1, 0), item=ITEM)], 0.8),
        ([a_turn((1, 1, 0), item=ITEM, hints=2)], 0.4),  # all of it came after a hint
        ([a_turn((1, 0, 0), item=ITEM), a_turn((1, 1, 0), item=ITEM, number=1, kind="follow_up")], 0.5 + 0.15),  # 0.3 of it was probed
        ([a_turn((0, 0, 0), item=ITEM), a_turn((1, 1, 1), item=ITEM, number=1, kind="retry")], 0.0),  # the feedback had been read
        ([a_turn((1, 1, 1), item=ITEM), a_turn((1, 1, 1), item=ITEM, number=1, kind="deeper", hints=3)], 1.0),
        ([a_skip(item=ITEM)], 0.0),
    ],
)
def test_what_one_attempt_says(turns: list[Turn], expected: float) -> None:
    assert the_share(*turns) == pytest.approx(expected)


def test_wrong_claims_and_the_persons_own_word_count() -> None:
    turn = a_turn((1, 1, 0), item=ITEM)
    assert the_share(turn.model_copy(update={"corrections": (a_correction(turn, 2, "hit"),)})) == pytest.approx(1.0)
    assert the_share(a_turn((1, 1, 1), item=ITEM, grade=a_grade(ITEM, (1, 1, 1), wrong_claims=2))) == pytest.approx(0.8)


def test_a_topic_by_hand() -> None:
    """Answers of 1 and 0.5 today, one of 0.2 thirty days ago, which weighs half: 1.6 of 2.5."""
    rows: list[tuple[Any, int]] = [((1, 1, 1), 0), ((1, 0, 0), 0), ((0, 0, 1), 30)]
    turns = [a_turn(credits, NOW - ago * DAY, an_item(f"i{n}", weights=(0.5, 0.3, 0.2)), f"s{n}") for n, (credits, ago) in enumerate(rows)]
    (topic,) = topics(attempts(turns), NOW)
    assert (topic.topic, topic.items, topic.known.answers) == ("trees", 3, 3)
    assert topic.known.mean == pytest.approx(1.6 / 2.5)
    assert topic.known.low < topic.known.mean < topic.known.high


def test_a_key_point_by_hand() -> None:
    """Said once alone, once after a hint, skipped once: half of it; nothing of the one never said."""
    turns = [
        a_turn((1, 0, 1), NOW, ITEM, "one"),
        a_turn((1, 0, 1), NOW, ITEM, "two", hints=1),
        a_skip(NOW, ITEM, "three"),
    ]
    found = points(attempts(turns), NOW)
    assert [point.text for point in found] == ["point 1 of b-tree", "point 0 of b-tree", "point 2 of b-tree"]
    assert [point.known.mean for point in found] == pytest.approx([0, 1 / 2, 1 / 2])
    assert [point.weight for point in found] == [0.3, 0.5, 0.2]
    assert {point.known.answers for point in found} == {3}


def test_only_the_key_points_that_the_item_has_now_are_told() -> None:
    edited = an_item("b-tree", weights=(1.0,)).model_copy(update={"key_points": (ITEM.key_points[1],)})
    turns = [a_turn((0, 1, 0), NOW - DAY, ITEM, "old"), a_turn((1.0,), NOW, edited, "new")]
    (point,) = points(attempts(turns), NOW)
    assert (point.text, point.known.answers) == ("point 1 of b-tree", 2)


def test_the_least_known_topic_comes_first_and_what_says_nothing_is_left_out() -> None:
    turns = [
        a_turn(1.0, item=an_item("a", topics=("graphs", "trees")), number=0),
        a_turn(0.0, item=an_item("b", topics=("trees",)), number=1),
        a_turn(0.5, item=an_item("c", topics=()), number=2),
        a_turn(None, item=an_item("d", topics=("sorting",)), number=3),
    ]
    assert [(topic.topic, topic.known.answers) for topic in topics(attempts(turns), NOW)] == [("trees", 1), ("", 1), ("graphs", 1)]


def test_trend_by_day_and_week() -> None:
    """2026-03-01 is a Sunday."""
    credits = {0: 1.0, 1: 0.0, 2: 0.5}
    turns = [a_turn(credit, NOW + day * DAY, an_item(f"i{day}"), number=day) for day, credit in credits.items()]
    tried = attempts(turns)
    assert [(one.start, one.known.mean) for one in trend(tried, NOW, "week")] == [
        (date(2026, 2, 23), pytest.approx(1)),
        (date(2026, 3, 2), pytest.approx(1 / 4)),
    ]
    assert [one.start.day for one in trend(tried, NOW, "day")] == [1, 2, 3]


def test_days_are_those_of_the_person() -> None:
    tried = attempts([a_turn(1.0, datetime(2026, 3, 1, 23, 30, tzinfo=UTC))])
    tokyo = NOW.astimezone(timezone(timedelta(hours=9)))
    assert [one.start.day for one in trend(tried, tokyo, "day")] == [2]
    assert [one.start.day for one in trend(tried, NOW, "day")] == [1]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.integers(0, 90), st.integers(1, 90))
@settings(max_examples=40, deadline=None)
def test_time_widens_the_band_and_draws_to_one_half(credits: list[float], ago: int, later: int) -> None:
    tried = attempts([a_turn(credit, NOW - ago * DAY, an_item(f"i{n}"), number=n) for n, credit in enumerate(credits)])
    now, then = overall(tried, NOW), overall(tried, NOW + later * DAY)
    assert now.low - 1e-9 <= now.mean <= now.high + 1e-9
    assert abs(then.mean - 0.5) <= abs(now.mean - 0.5) + 1e-9
    assert now.answers == then.answers == len(credits)


@given(st.integers(1, 20), st.integers(1, 20), st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_more_answers_make_a_narrower_band(few: int, more: int, credit: float) -> None:
    tried = attempts([a_turn(credit, NOW, an_item(f"i{n}"), number=n) for n in range(few + more)])
    less, much = overall(tried[:few], NOW), overall(tried, NOW)
    assert much.high - much.low < less.high - less.low + 1e-3


def test_nothing_practised_is_nothing_known() -> None:
    assert topics([], NOW) == points([], NOW) == trend([], NOW) == []
    assert overall([], NOW).answers == 0


def test_an_answer_from_the_future_counts_as_of_now() -> None:
    tried = attempts([a_turn(1.0, NOW + 9999 * DAY)])
    assert overall(tried, NOW) == overall(attempts([a_turn(1.0, NOW)]), NOW)


def test_what_was_only_skipped_is_not_known_at_all() -> None:
    tried = attempts([a_skip(NOW, an_item("a", topics=("graphs",)), number=0), a_turn(1.0, NOW, an_item("b"), number=1)])
    skipped, known = topics(tried, NOW)
    assert (skipped.topic, skipped.known.mean, known.known.mean) == ("graphs", 0.0, 1.0)
    assert skipped.known.mean < overall(tried, NOW).mean < known.known.mean


def test_a_verdict_counts_as_it_reads_not_by_its_credit() -> None:
    """The local grader gives 0.3 for what it calls missed, and 0.7 for what it calls said."""
    assert the_share(a_turn((0.7, 0.3, 0.3), item=ITEM)) == pytest.approx(0.5)
