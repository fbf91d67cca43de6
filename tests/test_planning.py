"""Plans from end to end: what `App` and `practice` make of them, with a real store and no real encoder."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from interviewer.app import App
from interviewer.errors import InputError
from interviewer.interview import final
from interviewer.library import Close
from interviewer.schema import BANK, ME, Card, Plan
from interviewer.settings import load
from tests.examples import item
from tests.hashed import Hashed

QUESTIONS = {"rag": "怎样切分文档", "rerank": "重排有什么用", "lora": "LoRA 的原理", "tcp": "三次握手"}


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    with App(load()) as opened:
        opened.__dict__["similarity"] = opened.__dict__["finder"] = Hashed()
        items = [
            item(question, id=name, topics=(name,), metadata={"company": "腾讯"} if name == "tcp" else {})
            for name, question in QUESTIONS.items()
        ]
        opened.store.replace_items(BANK, items)

        def closest(query: str, owners: Any, language: Any = None) -> list[Close]:
            named = [name for name in QUESTIONS if name in query.lower()]
            near = [name for name in QUESTIONS if name not in named]
            return [
                *(Close(item_id=one, closeness=0.9, fits=True) for one in named),
                *(Close(item_id=one, closeness=0.1, fits=False) for one in near),
            ]

        monkeypatch.setattr(opened.library, "closest", closest)
        yield opened


def test_what_was_chosen_and_why_is_kept_with_the_session(app: App) -> None:
    session = app.store.session(app.start(Plan(brief="要求：\n1. 熟悉 LoRA\n2. 做过 RAG", length=3), ME))
    assert session is not None and session.item_ids == ("lora", "rag")
    assert {session.why[name].about for name in ("lora", "rag")} == {"LoRA", "RAG"}
    assert session.widened is not None and (session.widened.fitting, session.widened.by) == (2, "none")


def test_a_preview_opens_no_session_and_shows_what_would_be_asked(app: App) -> None:
    plan = Plan(query="rerank, please", length=1)
    seen = app.outlook(plan, ME, random.Random(1))
    assert [one.id for one in seen.asked] == ["rerank"] and seen.chosen.topics == (("rerank", 1),)
    assert app.sessions(ME) == []
    assert app.store.session(app.start(plan, ME, random.Random(1))).item_ids == tuple(one.id for one in seen.chosen.items)  # type: ignore[union-attr]


def test_due_today_holds_until_midnight_and_is_ones_own(app: App) -> None:
    app.start(Plan(topics=("lora",), length=1), ME)
    with pytest.raises(InputError) as raised:
        app.start(Plan(focus="due"), ME)
    assert raised.value.key == "nothing_due"
    interview = app.interview(app.start(Plan(topics=("lora",), length=1), ME), ME)
    final(interview.proceed())
    final(interview.skip())
    (card,) = app.store.cards(ME)
    tonight = datetime.now().astimezone().replace(hour=23, minute=59, second=0).astimezone(UTC)
    app.store.put_card(Card(owner=ME, item_id="lora", state={**card.state, "due": tonight.isoformat()}, due=tonight))
    chosen = app.choose(Plan(focus="due", length=1), ME, random.Random(1))
    assert [one.id for one in chosen.items] == ["lora"] and chosen.why["lora"].kind == "due"
    with pytest.raises(InputError):
        app.choose(Plan(focus="due", length=1), "anna", random.Random(1))


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        (Plan(topics=("rug",)), "no_topic"),
        (Plan(query="nonsense"), "nothing_about"),
        (Plan(company="某某公司"), "no_company"),
        (Plan(focus="weak"), "nothing_weak"),
        (Plan(mine=True), "nothing_fits"),
        (Plan(brief="五险一金\n团队年轻有活力，沟通能力强"), "no_needs"),
        (Plan(brief="asdf qwer zxcv\nuiop"), "nothing_for_brief"),
        (Plan(brief="招聘厨师\n1. 会做川菜\n2. 刀工好\n" * 9000), "nothing_for_brief"),
    ],
)
def test_a_plan_that_matches_nothing_says_so_and_opens_nothing(app: App, plan: Plan, key: str) -> None:
    for attempt in (app.start, app.outlook):
        with pytest.raises(InputError) as raised:
            attempt(plan, ME)
        assert raised.value.key == key and raised.value.way_out
    assert app.sessions(ME) == []


def test_a_description_comes_from_a_file_of_any_kind(app: App, tmp_path: Path) -> None:
    page = tmp_path / "job.html"
    page.write_text("<html><body><h1>Job</h1><ul><li>You know LoRA</li><li>and RAG</li></ul></body></html>", "utf-8")
    assert "LoRA" in app.brief_from(page)
    wide = tmp_path / "职位.txt"
    wide.write_bytes("任职要求：\n1、熟悉 LoRA 等微调方法\n2、了解检索增强与向量数据库\n".encode("gbk"))
    assert "检索增强" in app.brief_from(wide)


def test_a_file_that_cannot_be_read_or_is_far_too_long_is_told(app: App, tmp_path: Path) -> None:
    noise, long = tmp_path / "noise.pdf", tmp_path / "long.txt"
    noise.write_bytes(bytes(range(256)) * 40)
    long.write_text("LoRA and RAG\n" * 100_000, "utf-8")
    for path, told in ((noise, "noise.pdf"), (long, "1,300,000"), (tmp_path / "none.docx", "none.docx"), (tmp_path, tmp_path.name)):
        with pytest.raises(InputError, match=told):
            app.brief_from(path)


def test_the_same_question_in_ones_own_notes_and_in_the_bank_is_asked_once(app: App) -> None:
    app.store.replace_items(ME, [item("LoRA 的原理？", id="mine", owner=ME, topics=("lora",))])
    for seed in range(3):
        chosen = app.choose(Plan(topics=("lora",), length=2), ME, random.Random(seed))
        assert len([one for one in chosen.items if "LoRA" in one.question]) == 1


def test_a_topic_is_found_in_small_letters(app: App) -> None:
    chosen = app.choose(Plan(topics=("LORA",), length=1), ME, random.Random(1))
    assert [one.id for one in chosen.items] == ["lora"] and chosen.why["lora"].about == "LORA"


def test_a_card_far_ahead_of_the_clock_is_due(app: App) -> None:
    interview = app.interview(app.start(Plan(topics=("lora",), length=1), ME), ME)
    final(interview.proceed())
    final(interview.skip())
    (card,) = app.store.cards(ME)
    ahead = datetime.now(UTC) + timedelta(days=4000)
    app.store.put_card(
        card.model_copy(update={"due": ahead, "state": {**card.state, "due": ahead.isoformat(), "last_review": ahead.isoformat()}})
    )
    assert [one.id for one in app.choose(Plan(focus="due", length=1), ME, random.Random(1)).items] == ["lora"]


def test_a_weak_spot_is_what_was_answered_badly_or_skipped_not_what_was_left_open(app: App) -> None:
    for topic, what in (("lora", "skip"), ("rag", "leave")):
        interview = app.interview(app.start(Plan(topics=(topic,), length=1), ME), ME)
        final(interview.proceed())
        if what == "skip":
            final(interview.skip())
    chosen = app.choose(Plan(focus="weak", length=1), ME, random.Random(1))
    assert [one.id for one in chosen.items] == ["lora"] and chosen.why["lora"].kind == "weak"
