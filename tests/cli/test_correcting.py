"""`correct` and `points`: a person's say on verdicts and on key points."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.app import App
from interviewer.interview import Interview, begin, final
from interviewer.schema import BANK, ME, Plan
from interviewer.settings import load
from tests.examples import Clock, KeywordGrader, item
from tests.test_cli import Invoke

ITEM = item("什么是注意力？")


@pytest.fixture
def session(clean_settings: Path) -> Iterator[str]:
    with App(load()) as app:
        app.store.replace_items(BANK, [ITEM])
        interview = Interview(begin(Plan(length=1), [ITEM], ME, app.store, Clock()), ME, app.store, KeywordGrader(), Clock())
        final(interview.proceed())
        yield final(interview.answer("第一点")).session.id


def test_a_correction_is_kept(session: str, invoke: Invoke) -> None:
    done = invoke("correct", "last", "1", "2", "hit")
    assert done.code == 0 and "第二点" in done.out and "said" in done.out
    with App(load()) as app:
        turn = app.store.turns(session)[0]
    assert [(one.point, one.verdict) for one in turn.corrections] == [("第二点", "hit")]
    assert turn.grade is not None and turn.grade.score == 60


@pytest.mark.parametrize(
    "arguments", [("last", "2", "1", "hit"), ("last", "1", "3", "hit"), ("none", "1", "1", "hit"), ("last", "1", "1", "great")]
)
def test_what_was_never_given_cannot_be_corrected(session: str, invoke: Invoke, arguments: tuple[str, ...]) -> None:
    done = invoke("correct", *arguments)
    assert done.code == 2 and len(done.err.strip().splitlines()) == 1


def test_key_points_are_shown_replaced_and_put_back(session: str, invoke: Invoke, tmp_path: Path) -> None:
    shown = [json.loads(line) for line in invoke("points", ITEM.id).out.splitlines()]
    assert [point["text"] for point in shown] == ["第一点", "第二点"]
    file = tmp_path / "points.jsonl"
    file.write_text('{"text": "only this", "weight": 3}\n\n{"text": "nice", "weight": 0.1, "bonus": true}\n', "utf-8")
    mine = [json.loads(line) for line in invoke("points", ITEM.id, "--set", str(file)).out.splitlines()]
    assert [(point["text"], point["weight"]) for point in mine] == [("only this", 1.0), ("nice", 0.1)]
    with App(load()) as app:
        kept = app.store.item(ITEM.id, ME)
        assert kept is not None and kept.key_points_from == "person" and kept.revision != ITEM.revision
        assert app.store.item(ITEM.id) == ITEM, "the bank stays as it is"
    assert [json.loads(line) for line in invoke("points", ITEM.id, "--reset").out.splitlines()] == shown


@pytest.mark.parametrize(
    "typed",
    ["", "no json\n", '{"text": "", "weight": 1}\n', '{"text": "a", "weight": -1}\n', '{"text": "a", "weight": 1, "bonus": true}\n'],
)
def test_key_points_that_cannot_be_used_are_refused(session: str, invoke: Invoke, typed: str) -> None:
    done = invoke("points", ITEM.id, "--set", "-", typed=typed)
    assert done.code == 2 and len(done.err.strip().splitlines()) == 1
    assert invoke("points", "unknown").code == 2
