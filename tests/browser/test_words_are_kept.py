"""What a person typed survives: too much of it, no network, a refresh, another tab."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Locator, Page, expect

from interviewer.i18n import say as words
from tests.browser.axe import findings
from tests.browser.notes import GOOD
from tests.browser.steps import begin, open_setup, say
from tests.program import Serving

LONG = GOOD + "".join(f"另外，第 {number} 次冲的时候窗外飞过 {number} 只鸟，和这道题没有关系。" for number in range(550))
"""Under the limit of 20,000 characters."""


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
    assert findings(asked) == []
    expect(asked.locator(".toast-body:visible")).to_have_count(0)  # Gradio's own words for it are in another language
    context.set_offline(False)
    expect(asked.locator("#lost")).to_be_hidden()
    expect(box(asked)).to_have_value(GOOD)
    asked.locator("#send").click()
    expect(asked.locator(".card li.hit")).to_have_count(2)


def test_two_tabs_keep_a_draft_each(asked: Page, context: BrowserContext, server: Serving) -> None:
    box(asked).fill("第一个窗口里写到一半")
    other = context.new_page()
    other.goto(asked.url)
    expect(box(other)).to_have_value("第一个窗口里写到一半")  # the same session, the same draft
    open_setup(other, server, session="none")
    begin(other, "咖啡")
    box(other).fill("第二个窗口里的另一场")
    asked.reload()
    expect(box(asked)).to_have_value("第一个窗口里写到一半")
    other.reload()
    expect(box(other)).to_have_value("第二个窗口里的另一场")
    say(other, GOOD)
    kept = other.evaluate("localStorage.getItem('interviewer-drafts')")
    assert "写到一半" in kept and "另一场" not in kept and "闷蒸" not in kept
