"""Days, minutes and a streak that allows rest."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.progress import habit
from interviewer.progress.clock import thinking, writing
from interviewer.schema import Turn, spent, spent_each
from tests.progress.turns import NOW, a_skip, a_turn, an_item

DAY = timedelta(days=1)


def on_days(days: str) -> list[Turn]:
    """Return a turn for each x, the last letter being today."""
    last = len(days) - 1
    return [a_turn(1.0, NOW - (last - at) * DAY, session=f"s{at}") for at, letter in enumerate(days) if letter == "x"]


@pytest.mark.parametrize(
    ("days", "streak", "longest", "may_rest"),
    [
        ("x", 1, 1, True),
        (".", 0, 0, True),
        ("xxx", 3, 3, True),
        ("xx.", 2, 2, True),  # today is not over
        ("xx.x", 3, 3, True),  # one day off is forgiven
        ("xx.x.", 3, 3, False),  # a second one so soon would not be; today may still come
        ("xx.x..", 1, 3, False),  # yesterday was the second one: what lies after the first goes on
        ("xx.x.x", 2, 3, True),
        ("x..x", 1, 1, True),
        ("xx..", 2, 2, False),  # yesterday off, today not over
        ("xx...", 0, 2, True),
        ("x.xxxxxx.xxxxxx.x", 14, 14, True),  # one day off a week, for ever
        ("xx.xxxxx.x", 6, 7, True),  # six days from one day off to the next are too few
        ("xx.xxxxxx.x", 9, 9, True),
        ("xx.xxxxx.", 7, 7, False),
        ("xx.xxxxxx.", 8, 8, True),
    ],
)
def test_a_streak_forgives_one_day_of_seven(days: str, streak: int, longest: int, may_rest: bool) -> None:
    found = habit(on_days(days), NOW)
    assert (found.streak, found.longest, found.may_rest) == (streak, longest, may_rest)
    assert found.today is days.endswith("x")
    assert len(found.days) == days.count("x")


@given(st.text("x.", min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_streak_is_the_most_days_that_hold_together(days: str) -> None:
    """Against trying every stretch of days."""

    def holds(stretch: str) -> bool:
        off = [at for at, letter in enumerate(stretch) if letter == "."]
        return all(later - before >= 7 for before, later in itertools.pairwise(off))

    past = days[:-1] if days.endswith(".") else days
    stretches = [(past[a:b], b) for a in range(len(past) + 1) for b in range(a, len(past) + 1) if holds(past[a:b])]
    found = habit(on_days(days), NOW)
    assert found.longest == max(stretch.count("x") for stretch, _ in stretches)
    assert found.streak == max(stretch.count("x") for stretch, end in stretches if end == len(past))


def test_days_are_those_of_the_person_and_the_future_is_left_out() -> None:
    turns = [a_turn(1.0, datetime(2026, 3, 1, 23, 30, tzinfo=UTC)), a_turn(1.0, NOW + 9999 * DAY, session="wrong clock")]
    tokyo = datetime(2026, 3, 2, 12, 0, tzinfo=timezone(timedelta(hours=9)))
    found = habit(turns, tokyo)
    assert [one.date for one in found.days] == [date(2026, 3, 2)]
    assert found.today


# ---------------------------------------------------------------- minutes


def test_writing_takes_its_time() -> None:
    assert writing("ten words of which the last is this one here") == pytest.approx(32.0)
    assert writing("十个汉字写成一句话了") == 20.0
    assert writing("用 B-tree 存") == 2 * 2.0 + 3.2
    assert writing("") == 0.0


def test_minutes_by_hand() -> None:
    """100 s to an answer, 40 s until the next question; 200 s to that, ten minutes of a longer pause, a skip: as the session's clock counts."""
    first = a_turn(1.0, NOW, an_item("a"), number=0, seconds=100)
    second = a_turn(1.0, NOW + timedelta(seconds=240), an_item("b"), number=1, seconds=200)
    third = a_skip(NOW + timedelta(seconds=240 + 900), an_item("c"), number=2)
    turns = [first, second, third]
    assert [took.total_seconds() for took in spent_each(turns)] == [140.0, 800.0, 0.0]
    found = habit([third, second, first], NOW)
    assert [(day.questions, day.minutes) for day in found.days] == [(3, round(940 / 60, 2))]
    assert 60 * found.minutes_a_day == pytest.approx(spent(turns).total_seconds(), abs=3)


def test_an_interruption_counts_as_a_break_and_says_nothing_of_thinking() -> None:
    assert habit([a_turn(1.0, seconds=86400)], NOW).minutes_a_day == 10.0
    assert habit([a_turn(1.0, seconds=-5)], NOW).minutes_a_day == 0.0
    assert thinking(a_turn(1.0, seconds=86400)) is None


def test_ones_own_pace_takes_the_place_of_the_usual() -> None:
    def after(number: int, minutes: float) -> float:
        turns = [a_turn(1.0, NOW - n * DAY, session=f"s{n}", seconds=60 * minutes) for n in range(number)]
        return habit(turns, NOW).minutes_a_question

    assert after(0, 9) == 3.0
    assert after(1, 9) == 4.0  # (5 * 3 + 9) / 6
    assert after(5, 9) == 6.0
    assert after(45, 1) == 1.2  # (5 * 3 + 45) / 50


def test_follow_ups_belong_to_their_question() -> None:
    turns = [
        a_turn(1.0, NOW, number=0, seconds=60),
        a_turn(1.0, NOW + timedelta(minutes=2), number=1, kind="follow_up", seconds=120),
        a_turn(1.0, NOW + timedelta(minutes=4), number=2, kind="retry", seconds=120),
    ]
    found = habit(turns, NOW)
    assert found.minutes_a_question == round((15 + 5) / 6, 2)
    assert found.days[0].questions == 1


def test_only_the_last_four_weeks_tell_the_minutes_of_a_day() -> None:
    turns = [a_turn(1.0, NOW - ago * DAY, session=f"s{ago}", seconds=60 * (1 + ago % 20)) for ago in (0, 1, 27, 28)]
    assert habit(turns, NOW).minutes_a_day == 3.7  # (1 + 2 + 8) / 3


def test_nothing_practised() -> None:
    found = habit([], NOW)
    assert (found.days, found.streak, found.longest, found.may_rest, found.today, found.minutes_a_day) == ((), 0, 0, True, False, 0.0)
    assert habit([a_turn(1.0, answer=None, answered_at=None, grade=None)], NOW).days == ()
