"""The marker from which the page's script and style sheet know where a session stands."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from interviewer.interview import State
from interviewer.schema import RETURNED, Aside, Session, Speech, Turn
from interviewer.ui.place import mark
from tests.examples import NOW
from tests.report.sessions import graded, subject, turn
from tests.report.sessions import session as ended


def session() -> Session:
    return ended(ended_at=None)


def told(state: State | None, seconds: int = 0) -> dict[str, str]:
    return dict(re.findall(r'data-([\w-]+)="([^"]*)"', mark("en", state, NOW + timedelta(seconds=seconds))))


def asking(**more: object) -> Turn:
    return turn(0, subject("q", ("a",)), answer=None, **more)


def answered(**more: object) -> Turn:
    item = subject("q", ("a", "b"))
    return turn(0, item, answer="x", grade=graded(item, "hm", "x"), **more)


def test_the_set_up_can_do_nothing_of_a_session() -> None:
    assert told(None)["phase"] == "setup" and "can" not in told(None)


@pytest.mark.parametrize(
    ("turns", "mode", "can"),
    [
        ((asking(),), "practice", {"answer", "hint", "skip"}),
        ((asking(),), "simulation", {"answer", "skip"}),
        ((answered(),), "practice", {"go-on", "retry", "references"}),
        ((answered(),), "simulation", {"go-on"}),
    ],
)
def test_only_what_fits_the_moment_can_be_done(turns: tuple[Turn, ...], mode: str, can: set[str]) -> None:
    made = session()
    state = State(session=made.model_copy(update={"plan": made.plan.model_copy(update={"mode": mode})}), turns=turns)
    assert set(told(state)["can"].split()) == can


def test_an_unscored_answer_can_be_graded_again() -> None:
    item = subject("q", ("a",))
    failed = graded(item, "m", "x").model_copy(update={"score": None, "verdicts": (), "unscored": "no reply"})
    can = told(State(session=session(), turns=(turn(0, item, answer="x", grade=failed),)))["can"].split()
    assert "grade" in can and "retry" not in can


def test_the_clock_goes_on_while_a_card_is_read() -> None:
    state = State(session=session(), turns=(answered(asked_at=NOW, answered_at=NOW + timedelta(seconds=20)),))
    assert [int(told(state, later)["spent"]) for later in (20, 50)] == [20, 50]
    assert {told(state, later)["spent-here"] for later in (20, 50)} == {"20"}, "reading the card is no time of the question"


def follow_up(at: int, **more: object) -> Turn:
    item = subject("q", ("a", "b"))
    return turn(1, item, answer=None, kind="follow_up", before="x", asked_at=NOW + timedelta(seconds=at), **more)


def test_the_time_of_a_question_goes_on_with_its_follow_up() -> None:
    main = answered(asked_at=NOW, answered_at=NOW + timedelta(seconds=47))
    state = State(session=session(), turns=(main, follow_up(48)))
    assert [told(state, at)["spent-here"] for at in (48, 55)] == ["47", "54"] and told(state, 55)["spent"] == "55"


def test_the_browser_is_told_for_how_long_a_silence_counts() -> None:
    state = State(session=session(), turns=(asking(asked_at=NOW),))
    assert [told(state, at)["still"] for at in (0, 400, 600, 9000)] == ["600", "200", "0", "0"]
    assert told(state, 9000)["spent"] == told(state, 600)["spent"] == "600"


def test_coming_back_keeps_the_draft() -> None:
    one = asking(asked_at=NOW)
    back = Aside(intent=RETURNED, said="", reply=Speech(text=""), at=NOW + timedelta(hours=3))
    returned = one.model_copy(update={"asides": (back,)})
    before, after = (told(State(session=session(), turns=(which,)), 3 * 3600 + 2) for which in (one, returned))
    assert before["draft"] == after["draft"] and (before["spent-here"], after["spent-here"]) == ("600", "2")
