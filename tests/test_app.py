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


def test_what_is_offered_follows_what_is_asked_and_what_is_there(app: App) -> None:
    before = app.offer(ME, "zh")
    assert (before.new, before.own, before.begun) == (1, 0, False)
    app.store.replace_items(ME, [item("闷蒸有什么用？", owner=ME), item("水温怎么选？", owner=ME, key_points=())])
    assert (app.offer(ME, "zh").new, app.offer(ME, "zh", mine=True).new, app.offer("anna", "zh").own) == (2, 1, 0)
    interview = app.interview(app.start(Plan(length=1, mine=True), ME), ME)
    final(interview.proceed())
    final(interview.skip())
    after = app.offer(ME, "zh")
    assert (after.new, after.weak, after.begun) == (1, 1, True)


def test_the_last_session_that_says_something_tells_how_well_a_question_is_known(app: App) -> None:
    asked = app.store.items([BANK])[0]
    for act in ("answer", "skip", "none"):
        interview = app.interview(app.start_item(asked.id, ME, "zh"), ME)
        final(interview.proceed())
        if act == "answer":
            final(interview.answer("。".join(point.text for point in asked.key_points)))
        elif act == "skip":
            final(interview.skip())
    assert app._known(ME, [asked]) == {asked.id: 0.0}
