"""The marker from which the page's script and style sheet know where a session stands."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from interviewer.interview import State
from interviewer.schema import Session, Turn
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
