"""The model fails while a person is being interviewed: the answer is kept, the reason told, and there are two ways on."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from interviewer.i18n import say as words
from tests.browser.notes import GOOD, NOTES
from tests.browser.steps import begin, open_setup, say, upload
from tests.openai_server import Body, Handler, OpenAIServer, drop, fail, reply_with
from tests.openai_server import say as reply
from tests.program import Serving, serving


def judge(handler: Handler, body: Body) -> None:
    numbers = re.findall(r"^K(\d+): ", body["messages"][-1]["content"], re.MULTILINE)
    reply(json.dumps({"points": {f"K{number}": {"verdict": "missed"} for number in numbers}}))(handler, body)


@pytest.fixture(scope="module")
def model() -> Iterator[OpenAIServer]:
    with OpenAIServer(fail(401)) as running:
        yield running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, model: OpenAIServer) -> Iterator[Serving]:
    settings = {"INTERVIEWER_CHAT_MODEL": "small", "OPENAI_BASE_URL": model.url, "INTERVIEWER_RETRIES": "0"}
    with serving(tmp_path_factory.mktemp("failing"), **settings) as running:
        yield running


@pytest.fixture
def asked(page: Page, served: Serving) -> Page:
    open_setup(page, served, lang="zh")
    if page.locator("#topics label", has_text="咖啡").count() == 0:
        upload(page, "coffee.md", NOTES)
        expect(page.locator("#topics label", has_text="咖啡")).to_be_visible()
    begin(page, "咖啡")
    return page


def test_an_unscored_answer_is_kept_and_graded_when_the_model_is_back(asked: Page, model: OpenAIServer) -> None:
    model.now(fail(401))
    say(asked, GOOD)
    card = asked.locator(".card")
    expect(card).to_contain_text("密钥被拒绝")
    expect(card.locator(".score")).to_have_text("未评分")
    expect(asked.locator("#chat")).to_contain_text(GOOD)
    asked.reload()
    expect(asked.locator("#chat")).to_contain_text(GOOD)
    model.now(drop)
    asked.locator("#again").click()
    expect(card).to_contain_text("连接中断")
    model.now(judge)
    asked.locator("#again").click()
    expect(card.locator(".score")).to_have_text("0/100")
    expect(asked.locator("#again")).to_be_hidden()
    expect(asked.locator("#offline")).to_be_hidden()


def test_an_unscored_answer_can_be_graded_offline(asked: Page, model: OpenAIServer, tmp_path: Path) -> None:
    model.now(fail(503))
    say(asked, GOOD + "这样冲出来更甜。")  # another answer: that to the first is kept, and would not be asked again
    expect(asked.locator(".card")).to_contain_text("服务出错")
    asked.locator("#offline").click()
    expect(asked.locator(".card header")).to_contain_text("离线评分")
    assert asked.locator(".card q").count() > 0
    fold = asked.locator(".card details.trust")
    fold.locator("summary").click()
    expect(fold).to_contain_text("44 道题")
    asked.screenshot(path=str(tmp_path / "offline.png"))


def test_what_is_being_done_is_named(asked: Page, model: OpenAIServer) -> None:
    gate = threading.Semaphore(0)

    def slow(handler: Handler, body: Body) -> None:
        gate.acquire(timeout=30)
        heard = reply_with({"sentences": [{"number": 1, "intent": "clarify"}]})
        points = "K1: " in body["messages"][-1]["content"]
        (judge if points else reply("说注水之后的那一步。") if body.get("stream") else heard)(handler, body)

    model.now(slow)
    last = asked.locator("#chat .bot-row").last
    asked.locator("#answer textarea").fill("闷蒸指的是哪一步？")
    asked.locator("#send").click()
    expect(last).to_have_text(words("zh", "page.reading"))
    expect(asked.locator("#answer textarea")).to_have_value("")  # the box is free again
    gate.release(2)
    expect(last).to_have_text("说注水之后的那一步。")
    asked.locator("#answer textarea").fill(GOOD + "先闷半分钟。")
    asked.locator("#send").click()
    expect(last).to_have_text(words("zh", "page.checking", count=2))
    gate.release(9)
    expect(asked.locator(".card .score")).to_be_visible()
    expect(asked.locator("#chat")).not_to_contain_text(words("zh", "page.checking", count=2))
