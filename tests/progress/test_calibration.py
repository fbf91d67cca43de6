"""Confidence against outcome."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from interviewer.progress import attempts, calibration
from interviewer.schema import Turn
from tests.progress.turns import NOW, a_correction, a_skip, a_turn, an_appeal, an_item

DAY = timedelta(days=1)
ITEM = an_item("b-tree", weights=(0.5, 0.3, 0.2))


def told(confidence: str | None, credit: float, day: int = 0, **fields: object) -> Turn:
    name = f"{confidence} {credit} {day}"
    return a_turn(credit, NOW + day * DAY, an_item(name), name, confidence=confidence, **fields)


def test_levels_by_hand() -> None:
    """Three of four sure answers are right, and the one guess is wrong; nothing was said to be so-so."""
    turns = [told("sure", credit, day) for day, credit in enumerate((1.0, 0.6, 0.7, 0.59))] + [told("guess", 0.2), told(None, 1.0)]
    sure, so_so, guess = calibration(attempts(turns), NOW).levels
    assert [(one.confidence, one.right, one.known.answers) for one in (sure, so_so, guess)] == [
        ("sure", 3, 4),
        ("so_so", 0, 0),
        ("guess", 0, 1),
    ]
    assert (sure.known.mean, so_so.known.mean, guess.known.mean) == pytest.approx((3 / 4, 1 / 2, 0))
    assert sure.known.low < sure.known.mean < sure.known.high


def test_by_month_and_by_week() -> None:
    turns = [told("sure", 1.0, 0), told("sure", 0.0, 20), told("so_so", 1.0, 40)]
    by_month = calibration(attempts(turns), NOW).over_time
    assert [(one.start, one.levels[0].right, one.levels[0].known.answers) for one in by_month] == [
        (date(2026, 3, 1), 1, 2),
        (date(2026, 4, 1), 0, 0),
    ]
    assert [one.start for one in calibration(attempts(turns), NOW, "week").over_time] == [
        date(2026, 2, 23),
        date(2026, 3, 16),
        date(2026, 4, 6),
    ]


def test_sure_but_wrong_names_the_points_and_the_worst_first() -> None:
    bad = a_turn((0, 0, 1), NOW, ITEM, "bad", confidence="sure")
    fair = a_turn((0, 1, 1), NOW + DAY, an_item("heap", weights=(0.5, 0.3, 0.2)), "fair", confidence="sure", number=4)
    fine = a_turn((1, 1, 0), NOW, an_item("trie", weights=(0.5, 0.3, 0.2)), "fine", confidence="sure")
    unsure = a_turn((0, 0, 0), NOW, an_item("rope", weights=(0.5, 0.3, 0.2)), "unsure", confidence="guess")
    found = calibration(attempts([fair, fine, unsure, bad]), NOW).sure_but_wrong
    assert [(one.item_id, one.session_id, one.number, one.score) for one in found] == [("b-tree", "bad", 0, 20), ("heap", "fair", 4, 50)]
    assert found[0].points == ("point 0 of b-tree", "point 1 of b-tree")


def test_what_was_mended_since_comes_last() -> None:
    first = a_turn((0, 0, 0), NOW, ITEM, "first", confidence="sure")
    again = a_turn((1, 1, 0), NOW + DAY, ITEM, "again")
    other = a_turn((0, 1, 1), NOW, an_item("heap", weights=(0.5, 0.3, 0.2)), "other", confidence="sure")
    found = calibration(attempts([first, again, other]), NOW).sure_but_wrong
    assert [(one.item_id, one.mended) for one in found] == [("heap", False), ("b-tree", True)]


def test_what_was_right_only_before_is_not_mended() -> None:
    turns = [a_turn((1, 1, 1), NOW, ITEM, "first"), a_turn((0, 0, 0), NOW + DAY, ITEM, "again", confidence="sure")]
    assert [one.mended for one in calibration(attempts(turns), NOW).sure_but_wrong] == [False]


def test_the_persons_own_word_and_upheld_appeals_count() -> None:
    turn = a_turn((0, 1, 1), item=ITEM, confidence="sure")
    for change in ({"corrections": (a_correction(turn, 0, "hit"),)}, {"appeals": (an_appeal(turn, 0, 1.0),)}):
        found = calibration(attempts([turn.model_copy(update=change)]), NOW)
        assert found.sure_but_wrong == ()
        assert found.levels[0].right == 1
    worse = a_turn((1, 1, 1), item=ITEM, confidence="sure")
    found = calibration(attempts([worse.model_copy(update={"corrections": (a_correction(worse, 0, "wrong"),)})]), NOW)
    assert [one.points for one in found.sure_but_wrong] == [("point 0 of b-tree",)]


def test_follow_ups_skips_and_what_was_not_scored_say_nothing() -> None:
    turns = [
        a_turn((0, 0, 0), NOW, ITEM, "main", confidence="sure"),
        a_turn((1, 1, 1), NOW, ITEM, "main", number=1, kind="follow_up", confidence="sure"),
        told("sure", 1.0).model_copy(update={"grade": a_turn(None).grade, "session_id": "unscored"}),
        a_skip(item=an_item("skipped"), session="skipped", confidence="sure"),
    ]
    sure = calibration(attempts(turns), NOW).levels[0]
    assert (sure.right, sure.known.answers) == (0, 1)


def test_nobody_has_said_anything() -> None:
    found = calibration([], NOW)
    assert [one.known.answers for one in found.levels] == [0, 0, 0]
    assert (found.over_time, found.sure_but_wrong) == ((), ())


def test_a_confidence_told_with_the_follow_up_counts_for_both_answers() -> None:
    first = a_turn((1, 0, 0), NOW, ITEM, "one")
    then = a_turn((1, 1, 0), NOW, ITEM, "one", number=1, kind="follow_up", confidence="sure")
    again = a_turn((0, 0, 0), NOW, ITEM, "one", number=2, kind="retry", confidence="guess")
    sure, _, guess = calibration(attempts([first, then, again]), NOW).levels
    assert (sure.right, sure.known.answers, guess.known.answers) == (1, 1, 0)


def test_right_is_what_the_score_card_calls_well_covered() -> None:
    """What the local grader calls said has credits from 0.6 on; the card counts it in full."""
    sure = calibration(attempts([a_turn((0.62, 0.62, 0.3), NOW, ITEM, confidence="sure")]), NOW).levels[0]
    assert (sure.right, sure.known.answers) == (1, 1)
