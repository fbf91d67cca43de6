"""A model speaks on the page: its words are seen while they are said, and where it dies the program goes on in its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from interviewer.i18n import say
from tests.browser.steps import open_setup
from tests.openai_server import OpenAIServer, Paced, drop, either, reply_with
from tests.program import Serving, serving

HEARD = reply_with({"sentences": [{"number": 1, "intent": "dont_know"}]})
OWN = say("zh", "interviewer.own_words")


@pytest.fixture(scope="module")
def model() -> Iterator[OpenAIServer]:
    with OpenAIServer(drop) as running:
        yield running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, model: OpenAIServer) -> Iterator[Serving]:
    settings = {"INTERVIEWER_CHAT_MODEL": "small", "OPENAI_BASE_URL": model.url, "INTERVIEWER_RETRIES": "0"}
    with serving(tmp_path_factory.mktemp("streaming"), **settings) as running:
        yield running


def test_words_appear_while_the_model_still_speaks(page: Page, served: Serving, model: OpenAIServer) -> None:
    opening = Paced("欢迎，先放轻松。", "我们", "慢慢来。", "第一题", "是这样的。")
    model.now(either(opening, HEARD))
    open_setup(page, served, lang="zh")
    page.locator("#start").click()
    chat = page.locator("#chat")
    opening.go_on(2)
    expect(chat).to_contain_text("欢迎，先放轻松。")
    expect(page.locator("#question h3")).to_be_visible()
    expect(chat).not_to_contain_text("慢慢来")
    opening.go_on(2)
    expect(chat).to_contain_text("我们慢慢来。")
    assert "是这样的" not in chat.inner_text() and len(opening.sent) == 4  # the model has not done yet
    opening.go_on()
    expect(chat).to_contain_text("第一题是这样的。")
    expect(chat).not_to_contain_text(OWN)
    reply = Paced("没关系，", "不知道也正常。", "先说", "你会的部分。")
    model.now(either(reply, HEARD))
    page.locator("#answer textarea").fill("这题我没什么头绪")
    page.locator("#send").click()
    expect(chat).to_contain_text("这题我没什么头绪")
    reply.go_on(3)
    expect(chat).to_contain_text("没关系，不知道也正常。")
    expect(chat).not_to_contain_text("你会的部分")
    reply.go_on()
    expect(chat).to_contain_text("先说你会的部分。")
    goodbye = Paced("今天就到这里。", "回头", "再见。")
    model.now(either(goodbye, HEARD))
    page.locator("#end").click()
    goodbye.go_on(2)
    expect(chat).to_contain_text("今天就到这里。")
    expect(page.locator("#report-text")).to_be_hidden()  # the end is kept with what was said at it
    goodbye.go_on()
    expect(page.locator("#report-text")).to_be_visible()
    page.reload()
    expect(page.locator("#report-text")).to_be_visible()


def test_a_model_that_dies_in_mid_sentence_leaves_what_it_said(page: Page, served: Serving, model: OpenAIServer) -> None:
    opening = Paced("这一场，我们先聊基础。", "接下来的这半句话", "没有说", dies=True, seconds=0.1)
    model.now(opening)
    open_setup(page, served, lang="zh")
    page.locator("#start").click()
    chat = page.locator("#chat")
    expect(chat).to_contain_text("这一场，我们先聊基础。")
    expect(chat).to_contain_text(OWN)
    expect(chat).not_to_contain_text("接下来的这半句话")
    question = page.locator("#question h3").inner_text()
    page.reload()
    expect(chat).to_contain_text("这一场，我们先聊基础。")
    expect(chat).to_contain_text(OWN)
    model.now(drop)
    page.locator("#repeat").click()
    expect(chat.locator(".bot-row").last).to_contain_text(question)
    page.locator("#end").click()
    expect(page.locator("#report-text")).to_be_visible()
