"""What a person typed survives: too much of it, no network, a server that was killed, a refresh, another tab."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from interviewer.i18n import say as words
from tests.browser.notes import GOOD, NOTES
from tests.browser.test_interview import begin, open_setup, say, upload
from tests.program import Serving, serving

LONG = GOOD + "".join(f"另外，第 {number} 次冲的时候窗外飞过 {number} 只鸟，和这道题没有关系。" for number in range(550))
"""Under the limit of 20,000 characters."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("kept")) as running:
        yield running


@pytest.fixture
def asked(page: Page, served: Serving) -> Page:
    open_setup(page, served)
    if page.locator("#topics label", has_text="咖啡").count() == 0:
        upload(page, "coffee.md", NOTES)
        expect(page.locator("#topics label", has_text="咖啡")).to_be_visible()
    begin(page, "咖啡")
    return page


def box(page: Page) -> Locator:
    return page.locator("#answer textarea")


def test_a_hundred_thousand_characters_are_refused_and_kept(asked: Page) -> None:
    endless = ("长" * 99 + "\n") * 1000
    box(asked).fill(endless)
    asked.locator("#send").click()
    expect(asked.locator(".toast-body", has_text="99,999").first).to_contain_text("20,000")
    expect(box(asked)).to_have_value(endless)
    expect(asked.locator("#chat .user-row")).to_have_count(0)
    asked.reload()
    expect(box(asked)).to_have_value(endless)
    asked.locator("#hint").click()
    expect(asked.locator("#chat .bot-row")).to_have_count(2)
    say(asked, GOOD)
    expect(asked.locator(".card li.hit")).to_have_count(2)


def test_a_very_long_answer_is_taken_and_graded(asked: Page) -> None:
    assert 18_000 < len(LONG) < 20_000
    say(asked, LONG)
    expect(asked.locator(".card .points li")).to_have_count(2)
    expect(asked.locator(".card .score")).not_to_have_text(words("zh", "score.none"))
    expect(asked.locator(".card .said")).to_contain_text(LONG[-200:])
    expect(asked.locator("#next")).to_be_visible()


def test_words_sent_without_a_network_are_not_lost(asked: Page, context: BrowserContext) -> None:
    box(asked).fill(GOOD)
    context.set_offline(True)
    asked.locator("#send").click()
    expect(asked.locator("#lost")).to_have_text(words("zh", "page.lost"))
    expect(box(asked)).to_have_value(GOOD)
    expect(asked.locator(".toast-body:visible")).to_have_count(0)  # Gradio's own words for it are in another language
    context.set_offline(False)
    expect(asked.locator("#lost")).to_be_hidden()
    expect(box(asked)).to_have_value(GOOD)
    asked.locator("#send").click()
    expect(asked.locator(".card li.hit")).to_have_count(2)


def test_two_tabs_keep_a_draft_each(asked: Page, context: BrowserContext, served: Serving) -> None:
    box(asked).fill("第一个窗口里写到一半")
    other = context.new_page()
    other.goto(asked.url)
    expect(box(other)).to_have_value("第一个窗口里写到一半")  # the same session, the same draft
    open_setup(other, served, session="none")
    begin(other, "咖啡")
    box(other).fill("第二个窗口里的另一场")
    asked.reload()
    expect(box(asked)).to_have_value("第一个窗口里写到一半")
    other.reload()
    expect(box(other)).to_have_value("第二个窗口里的另一场")
    say(other, GOOD)
    kept = other.evaluate("localStorage.getItem('interviewer-drafts')")
    assert "写到一半" in kept and "另一场" not in kept and "闷蒸" not in kept


def test_what_is_typed_while_the_server_is_gone_stays(page: Page, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with serving(home) as first:
        open_setup(page, first)
        page.locator("#start").click()
        expect(page.locator("#question h3")).to_be_visible()
        question, port = page.locator("#question h3").inner_text(), first.port
        box(page).fill("断线之前写的，")
        first.kill()
        expect(page.locator("#lost")).to_be_visible()
        box(page).press("End")
        box(page).type("断线之后写的。")
        page.locator("#send").click()
    with serving(home, port=port):
        expect(page.locator("#lost")).to_be_hidden(timeout=90_000)
        expect(page.locator("#question h3")).to_have_text(question)
        expect(box(page)).to_have_value("断线之前写的，断线之后写的。")
        page.locator("#send").click()
        expect(page.locator("#chat .user-row")).to_contain_text("断线之后写的")
