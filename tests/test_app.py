from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from interviewer.app import App
from interviewer.errors import InputError
from interviewer.interview import final
from interviewer.schema import BANK, ME, Plan
from interviewer.settings import load
from tests.examples import item


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    with App(load()) as opened:
        opened.store.replace_items(BANK, [item("什么是注意力机制？")])
        yield opened


def test_what_was_practised_adds_up_for_the_one_who_practised(app: App) -> None:
    session = app.start(Plan(length=1), ME)
    interview = app.interview(session, ME)
    final(interview.proceed())
    final(interview.answer("第一点就是这样，别的部分我现在不太记得了，所以先说到这里。"))
    final(interview.end())
    mine, hers = app.progress(ME), app.progress("anna")
    assert mine.questions == 1 and mine.topics[0].topic == "注意力" and sum(mine.due) <= 1
    assert hers.questions == 0 and not hers.topics and not app.sessions("anna")
    with pytest.raises(InputError):
        app.interview(session, "anna").state()


def test_the_day_of_the_interview_is_kept_a_person(app: App) -> None:
    day = datetime.now(UTC).date() + timedelta(days=20)
    assert app.interview_on(ME) is None
    app.prepare_for(ME, day)
    assert app.interview_on(ME) == day and app.interview_on("anna") is None
    assert app.progress(ME).forecast is not None
    with pytest.raises(InputError):
        app.prepare_for(ME, date(2020, 1, 1))
    assert app.interview_on(ME) == day
    app.prepare_for(ME, None)
    assert app.interview_on(ME) is None


def test_one_question_can_be_practised_alone(app: App) -> None:
    asked = app.store.items([BANK])[0]
    session = app.start_item(asked.id, ME, "en")
    state = final(app.interview(session, ME).resume())
    assert state.turns[0].item.id == asked.id and state.total == 1 and state.session.plan.language == "en"
    with pytest.raises(InputError):
        app.start_item("no such id", ME, "en")


def test_another_persons_question_is_not_there(app: App) -> None:
    hers = item("什么是她的笔记？", id="hers", owner="anna")
    app.store.replace_items("anna", [hers])
    assert app.item("hers", "anna") == hers
    for ask in (lambda: app.item("hers", ME), lambda: app.start_item("hers", ME, "zh"), lambda: app.edit_key_points(ME, "hers", ())):
        with pytest.raises(InputError):
            ask()


def test_companies_are_those_of_ones_own_notes(app: App) -> None:
    asked = [
        item(f"第 {n} 问是什么？", owner=ME).model_copy(update={"metadata": {"company": name}})
        for n, name in enumerate(("美团、腾讯", "美团"))
    ]
    app.store.replace_items(ME, asked)
    assert sorted(app.companies(ME)) == sorted(["美团", "腾讯"])
    assert app.companies("anna") == []
