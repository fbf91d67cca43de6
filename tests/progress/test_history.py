"""Attempts: one an item and a session, the best that stood, the change."""

from __future__ import annotations

from datetime import timedelta

import pytest

from interviewer.progress import attempts, histories
from interviewer.progress.history import by_item
from tests.progress.turns import NOW, a_correction, a_skip, a_turn, an_appeal, an_item

DAY = timedelta(days=1)
ITEM = an_item("b-tree", topics=("trees", "databases"), weights=(0.5, 0.3, 0.2))


def test_a_session_is_one_attempt_with_the_best_that_stood() -> None:
    turns = [
        a_turn((1, 0, 0), NOW, ITEM, number=3, hints=1, confidence="so_so"),
        a_turn((1, 0.5, 0), NOW + timedelta(minutes=2), ITEM, number=4, kind="follow_up", hints=1),
        a_turn((0, 1, 0), NOW + timedelta(minutes=4), ITEM, number=5, kind="retry"),
    ]
    (one,) = attempts(turns[::-1])
    assert (one.session_id, one.number, one.at, one.hints, one.confidence, one.retries) == ("s", 3, NOW, 2, "so_so", 1)
    assert one.score == 65  # after the follow-up; the retry came to 30
    assert one.unaided is not None
    assert one.unaided.score == 50
    assert [verdict.credit for verdict in one.counted] == [0.5, 0.25, 0.0]  # after a hint, and on a follow-up
    assert one.share == pytest.approx(0.325)


def test_a_better_retry_is_the_best_but_not_what_was_recalled() -> None:
    turns = [a_turn((0, 0, 0), item=ITEM), a_turn((1, 1, 1), item=ITEM, number=1, kind="retry")]
    (one,) = attempts(turns)
    assert one.score == 100
    assert one.share == 0


def test_upheld_appeals_count_in_the_score_and_corrections_only_in_ones_own_eyes() -> None:
    turn = a_turn((1, 0, 0), item=ITEM)
    told = turn.model_copy(update={"appeals": (an_appeal(turn, 1, 1.0),), "corrections": (a_correction(turn, 2, "hit"),)})
    (one,) = attempts([told])
    assert one.score == 80
    assert one.unaided is not None
    assert one.unaided.score == 100


def test_open_unscored_and_skipped_questions() -> None:
    assert attempts([a_turn(1.0, answer=None, answered_at=None, grade=None)]) == []
    (unscored,) = attempts([a_turn(None, item=ITEM)])
    assert (unscored.score, unscored.share) == (None, None)
    (skipped,) = attempts([a_skip(item=ITEM)])
    assert (skipped.score, skipped.share, skipped.skipped) == (None, 0.0, True)
    (waiting,) = attempts([a_turn(1.0, grade=None)])
    assert (waiting.score, waiting.share) == (None, None)


def test_best_last_and_change_by_hand() -> None:
    scores = {0: (1, 0, 0), 3: (1, 1, 0), 9: (0, 1, 0)}
    turns = [a_turn(credits, NOW + day * DAY, ITEM, session=f"day {day}") for day, credits in scores.items()]
    turns.append(a_turn(None, NOW + 12 * DAY, ITEM, session="unscored"))
    (history,) = histories(attempts(turns))
    assert (history.best, history.last, history.change, history.attempts) == (80, 30, -50, 4)
    assert (history.item_id, history.topic, history.last_at) == ("b-tree", "trees", NOW + 12 * DAY)


def test_a_single_attempt_has_no_change_and_a_skip_no_score() -> None:
    (one,) = histories(attempts([a_turn((1, 1, 1), item=ITEM)]))
    assert (one.best, one.last, one.change) == (100, 100, None)
    (none,) = histories(attempts([a_skip(item=ITEM)]))
    assert (none.best, none.last, none.change) == (None, None, None)


def test_an_item_that_was_merged_into_another_goes_on_under_its_new_name() -> None:
    renamed = ITEM.model_copy(update={"id": "btree", "aliases": ("b-tree",)})
    turns = [a_turn((1, 0, 0), NOW, ITEM), a_turn((1, 1, 0), NOW + DAY, renamed, session="t")]
    tried = attempts(turns)
    assert {name: len(group) for name, group in by_item(tried).items()} == {"btree": 2}
    assert histories(tried)[0].change == pytest.approx(30)
