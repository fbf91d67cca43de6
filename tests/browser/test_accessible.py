"""No serious finding of axe-core in any state, light and dark, wide and narrow; everything can be reached with the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from interviewer.schema import Language
from tests.browser.axe import findings
from tests.browser.notes import GOOD, HALF, NOTES
from tests.browser.steps import begin, open_setup
from tests.program import Serving


@pytest.mark.parametrize(("theme", "width", "locale"), [("light", 1280, "zh-CN"), ("dark", 390, "en-GB")])
def test_every_state_is_accessible(browser: Browser, server: Serving, theme: str, width: int, locale: str) -> None:
    context = browser.new_context(locale=locale, viewport={"width": width, "height": 850}, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    page = context.new_page()
    open_setup(page, server, __theme=theme)
    page.wait_for_timeout(300)
    assert findings(page) == [], "set-up"
    page.locator("#start").click()
    expect(page.locator("#question h3")).to_be_visible()
    page.locator("#hint").click()
    expect(page.locator("#chat .bot-row").first).to_be_visible()
    assert findings(page) == [], "question"
    page.locator("#answer textarea").fill("不知道" if locale == "zh-CN" else "I don't know")
    page.locator("#send").click()
    expect(page.locator("#answer textarea")).to_have_value("")
    expect(page.locator("#chat .user-row")).to_have_count(1)
    expect(page.locator("#send")).to_be_enabled()
    page.locator("#answer textarea").fill(GOOD)
    page.locator("#send").click()
    expect(page.locator(".card")).to_be_visible()
    page.locator(".card .appeal summary").first.click()
    assert findings(page) == [], "card"
    page.locator("#end").click()
    expect(page.locator("#replay summary").first).to_be_visible()
    page.locator("#replay summary").first.click()
    assert findings(page) == [], "report"
    context.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("theme", "width", "language"), [("dark", 1280, "zh"), ("light", 390, "en")])
def test_the_rarer_states_are_accessible(browser: Browser, server: Serving, theme: str, width: int, language: Language) -> None:
    context = browser.new_context(viewport={"width": width, "height": 850}, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    page = context.new_page()
    open_setup(page, server, __theme=theme, lang=language)
    page.locator("#notes").click()
    payload = {"name": "coffee.md", "mimeType": "text/markdown", "buffer": NOTES.encode()}
    page.locator("#upload input[type=file]").set_input_files([payload, {**payload, "name": "broken.pdf", "buffer": b"%PDF-1.7 broken"}])
    expect(page.locator("#practise-mine")).to_be_visible()
    assert findings(page) == [], "library, after an upload"
    page.locator("#rows .row", has_text="coffee.md").click()
    expect(page.locator("#document-items article").first).to_be_visible()
    page.locator("#document-items summary").first.click()
    assert findings(page) == [], "a document"
    if width <= 640:
        page.locator("#document-head .back").click()
    page.locator("#find input, #find textarea").first.fill("手冲咖啡")
    page.keyboard.press("Enter")
    expect(page.locator("#rows .result").first).to_be_visible()
    assert findings(page) == [], "a search"
    page.get_by_role("tab").first.click()
    for fold in ("#brief-fold > button", "#more > button"):
        page.locator(fold).click()
    page.locator("#brief textarea").fill("缓存")
    assert findings(page) == [], "set-up, unfolded"
    page.locator("#brief textarea").fill("")
    begin(page, "咖啡")
    page.locator("#send").click()
    expect(page.locator(".toast-body").first).to_be_visible()
    page.wait_for_function("[...document.querySelectorAll('.toast-body')].every((one) => getComputedStyle(one).opacity === '1')")
    assert findings(page) == [], "what can't be done is told"
    page.locator("#answer textarea").fill(f"{HALF}你说的闷蒸是指注水之后等待的那一步吗？")
    page.locator("#send").click()
    expect(page.locator("#yes")).to_be_visible()
    assert findings(page) == [], "is that your answer?"
    page.locator("#yes").click()
    expect(page.locator("#question .kind")).to_be_visible()
    assert findings(page) == [], "a follow-up"
    page.locator("#end").click()
    page.locator("#new").click()
    begin(page, "咖啡", mode="simulation")
    page.locator("#answer textarea").fill(HALF)
    page.locator("#send").click()
    expect(page.locator("#chat .user-row")).to_have_count(1)
    assert findings(page) == [], "simulation"
    context.close()


def test_an_interview_can_be_held_with_the_keyboard(page: Page, server: Serving) -> None:
    open_setup(page, server)
    page.locator("#query").locator("textarea, input").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#start")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#question h3")).to_be_visible()
    expect(page.locator("#answer textarea")).to_be_focused()
    page.keyboard.type("a few words that say nothing of it, and go on for a while so that they are an answer")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card")).to_be_visible()
    expect(page.locator("#next")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".steps b")).to_contain_text("2/")
    expect(page.locator("#answer textarea")).to_be_focused()
    page.locator("#skip").press("Enter")
    expect(page.locator(".steps b")).to_contain_text("3/")
    expect(page.locator("#answer textarea")).to_be_focused()
