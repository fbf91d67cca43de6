"""Every kind of simulated candidate holds an interview over the bank; `python -m evals.interviews` does it 200 times, and kills the program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evals.candidates import KINDS, Kind
from evals.interviews import check, conduct, leaks, run, runs
from interviewer.app import App
from interviewer.interview.state import State
from interviewer.schema import Aside, Plan, Session, Speech
from interviewer.settings import load
from tests.examples import graded_turn

SECRET = "缩放是为了让点积的方差不随维度增长，否则 softmax 会饱和。"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("INTERVIEWER_HOME", str(tmp_path_factory.mktemp("home")))
        with App(load()) as opened:
            opened.library.ingest_bank()
            yield opened


@pytest.mark.parametrize("kind", KINDS)
def test_what_must_always_hold(app: App, tmp_path: Path, kind: Kind) -> None:
    log = tmp_path / "acknowledged.jsonl"
    log.touch()
    number = KINDS.index(kind)
    conduct(app, kind, "anna", number, log)
    counted, found = check(app, log)
    assert found == [] and counted["sessions"] == number + 1


def test_a_lost_answer_and_one_that_was_changed_are_seen(app: App, tmp_path: Path) -> None:
    if not app.sessions("anna"):
        conduct(app, "strong", "anna", 0, tmp_path / "any.jsonl")
    turn = next(turn for turn in app.store.turns_of("anna") if turn.answer)
    log = tmp_path / "acknowledged.jsonl"
    told = {"session": turn.session_id, "number": turn.number, "answer": "something else"}
    log.write_text("".join(json.dumps(line) + "\n" for line in (told, {**told, "number": 99})), "utf-8")
    found = check(app, log)[1]
    assert len(found) == 2 and "as it was" in found[0] and "lost" in found[1]


def test_what_gives_an_answer_away_is_seen() -> None:
    reply = Aside(intent="clarify", said="？", reply=Speech(text=f"我只能告诉你：{SECRET}"), at=datetime.now(UTC))
    turn = graded_turn(asides=(reply,))
    turn = turn.model_copy(
        update={"item": turn.item.model_copy(update={"references": (turn.item.references[0].model_copy(update={"text": SECRET}),)})}
    )
    session = Session(id="s", owner="anna", plan=Plan(), item_ids=("x",), created_at=datetime.now(UTC))
    assert list(leaks(State(session=session, turns=(turn,))))
    assert not list(leaks(State(session=session, turns=(turn.model_copy(update={"asides": ()}),))))
    assert not list(runs(SECRET[:11], [SECRET], "")) and not list(runs(SECRET, [SECRET], SECRET))
    assert list(runs("it keeps the variance of the dot product", ["which keeps the variance of the dot product small"], ""))


@pytest.mark.slow
def test_killed_at_random_moments_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    log = tmp_path / "acknowledged.jsonl"
    log.touch()
    run(12, tmp_path, seed=7)
    with App(load()) as app:
        counted, found = check(app, log)
    assert found == [] and counted["sessions"] == 12 and counted["acknowledged answers"] > 12
