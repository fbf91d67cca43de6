"""What the turns on an item come to, appeals counted."""

from __future__ import annotations

import pytest

from interviewer.schema import Turn, WrongClaim, amended, standing, threads, upheld
from interviewer.schema.grades import Quote
from tests.progress.turns import a_skip, a_turn, an_appeal, an_item

ITEM = an_item(weights=(0.5, 0.3, 0.2))


def wrong(turn: Turn, at: int) -> Turn:
    """Return the turn with a key point judged wrong for a claim that names it."""
    assert turn.grade is not None
    verdicts = list(turn.grade.verdicts)
    verdicts[at] = verdicts[at].model_copy(update={"verdict": "wrong", "credit": 0.0})
    claim = WrongClaim(quote=Quote(text="a", start=0, end=1), why="no", point=at)
    return turn.model_copy(update={"grade": turn.grade.model_copy(update={"verdicts": tuple(verdicts), "wrong_claims": (claim,)})})


def test_a_thread_is_a_question_or_a_retry_with_its_probes() -> None:
    kinds = ("main", "follow_up", "follow_up", "retry", "challenge", "main", "main", "deeper")
    turns = [a_turn(1.0, kind=kind, number=at) for at, kind in enumerate(kinds)]
    assert [[turn.number for turn in thread] for thread in threads(turns)] == [[0, 1, 2], [3, 4], [5], [6, 7]]
    assert threads([]) == []
    assert threads([a_turn(1.0, kind="follow_up")]) != []  # a list that begins in the middle is a thread all the same


def test_the_last_grade_with_a_score_stands() -> None:
    first, more, failed = a_turn((1, 0, 0), item=ITEM), a_turn((1, 1, 0), item=ITEM, kind="follow_up"), a_turn(None, kind="follow_up")
    assert standing([first, more]).score == 80  # type: ignore[union-attr]
    assert standing([first, more, failed]).score == 80  # type: ignore[union-attr]
    assert standing([failed]).score is None  # type: ignore[union-attr]
    assert standing([a_skip()]) is None
    assert standing([]) is None


def test_an_appeal_on_any_turn_of_the_thread_counts_where_it_is_better() -> None:
    first, more = a_turn((0, 0, 0.5), item=ITEM), a_turn((0, 1, 0.5), item=ITEM, kind="follow_up")
    assert standing([first, more]).score == 40  # type: ignore[union-attr]
    appealed = first.model_copy(update={"appeals": (an_appeal(first, 0, 1.0), an_appeal(first, 2, 0.0))})
    assert standing([appealed, more]).score == 90  # type: ignore[union-attr]
    assert more.grade is not None
    assert upheld(more.grade, []) is more.grade


def test_a_wrong_claim_falls_with_the_verdict_it_had_cost() -> None:
    turn = wrong(a_turn((1, 0, 1), item=ITEM), 1)
    assert turn.grade is not None
    assert upheld(turn.grade, [an_appeal(turn, 1, 1.0)]).score == 100
    assert upheld(turn.grade, [an_appeal(turn, 1, 1.0)]).wrong_claims == ()
    assert upheld(turn.grade, [an_appeal(turn, 0, 0.0)]) is turn.grade
    assert upheld(turn.grade, [an_appeal(turn, 1, 0.0)]).score == 70  # missed, no longer wrong: no lower than before


@pytest.mark.parametrize("credit", [0.1, 0.5, 1.0])
def test_an_upheld_appeal_never_lowers_the_score(credit: float) -> None:
    turn = wrong(a_turn((1, 1, 0), item=an_item(weights=(0.9, 0.08, 0.02))), 2)
    assert turn.grade is not None
    assert (upheld(turn.grade, [an_appeal(turn, 2, credit)]).score or 0) >= 98


def test_what_has_no_score_or_no_such_point_stays() -> None:
    grade = a_turn((1, 1, 1), item=ITEM).grade
    unscored = a_turn(None).grade
    assert grade is not None
    assert unscored is not None
    assert amended(grade, {"another": grade.verdicts[0]}) is grade
    assert amended(unscored, {verdict.text: verdict for verdict in grade.verdicts}) is unscored
