"""A person opens the page of one question, changes its key points, and practises it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import findings
from tests.browser.month import open_tab
from tests.program import Serving


def open_item(page: Page, server: Serving, language: str = "en", **query: str) -> None:
    open_tab(page, server, "library", language, **query)
    page.locator("#rows .row").first.click()
    page.locator("#document-items .about-item").first.click()
    expect(page.locator("#item-question h2")).to_be_visible()


def points(page: Page) -> Locator:
    return page.locator("#item-points .point-edit")


def test_everything_about_a_question_stands_on_its_page(page: Page, month: Serving) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    open_item(page, month)
    expect(page.locator("#item-question h2")).to_be_in_viewport()  # it is read from its head, however far down the button was
    expect(page.locator("#item-references .katex").first).to_be_visible()
    expect(page.locator("#item-references summary").first).to_contain_text(".md:")
    expect(points(page)).to_have_count(3)
    expect(page.locator("#item-past .matrix")).to_be_visible()
    page.locator(".way-back").click()
    expect(page.locator("#document-items")).to_be_visible()


def test_key_points_are_changed_kept_and_taken_back(page: Page, month: Serving) -> None:
    open_item(page, month)
    text = points(page).first.locator("textarea")
    before = text.input_value()
    text.fill("Say <b>why</b> it happens.")
    points(page).nth(1).locator("[data-drop]").click()
    page.locator("[data-add]").click()
    expect(points(page).last.locator("textarea")).to_be_focused()
    page.keyboard.type("What it costs")
    points(page).last.locator("[name=weight]").fill("30")
    expect(page.locator("#item-points .sum")).to_contain_text("Together 100 %")
    page.locator("[data-save]").click()
    expect(page.get_by_text("From the next answer on these are your key points.")).to_be_visible()
    page.locator(".way-back").click()
    page.locator("#document-items .about-item").first.click()
    expect(points(page)).to_have_count(3)
    expect(text).to_have_value("Say <b>why</b> it happens.")
    page.locator("[data-reset]").click()
    expect(text).to_have_value(before)
    expect(page.locator("[data-reset]")).to_have_count(0)


def test_what_cannot_be_kept_is_told_and_stays(page: Page, month: Serving) -> None:
    open_item(page, month)
    text = points(page).first.locator("textarea")
    text.fill("Half done")
    for at in range(3):
        points(page).nth(at).locator("[name=bonus]").check()
    page.locator("[data-save]").click()
    expect(page.get_by_text("At least one point that is no bonus")).to_be_visible()
    expect(text).to_have_value("Half done")
    page.get_by_role("tab", name="Settings", exact=True).click()
    page.go_back()
    expect(page.get_by_role("tab", name="Library", exact=True)).to_have_css("font-weight", "600")
    expect(page.get_by_role("tab")).to_have_count(4)  # a question's page is opened, not turned to
    expect(text).to_have_value("Half done")
    points(page).first.locator("[name=bonus]").uncheck()
    points(page).first.locator("[name=weight]").fill("-5")
    page.locator("[data-save]").click()
    expect(page.get_by_text("The weight of point 1 must be")).to_be_visible()


def test_one_question_is_practised_alone(page: Page, month: Serving) -> None:
    open_item(page, month, "zh")
    asked = page.locator("#item-question h2").inner_text()
    page.locator("#item-practise").click()
    expect(page.locator("#question h3")).to_have_text(asked)
    expect(page.locator("#steps b")).to_have_text("1/1")


def test_a_search_leads_to_the_page_of_a_question(page: Page, month: Serving) -> None:
    open_tab(page, month, "library", "zh")
    page.locator("#find input, #find textarea").first.fill("缓存雪崩")
    page.keyboard.press("Enter")
    page.locator("#rows .result .about-item").first.click()
    expect(page.locator("#item-question h2")).to_be_visible()
    page.locator(".way-back").click()
    expect(page.locator("#rows .result").first).to_be_visible()


def test_the_page_of_a_question_by_keyboard(page: Page, month: Serving) -> None:
    open_item(page, month)
    page.locator(".way-back").focus()
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("[document.activeElement.tagName, document.activeElement.id, document.activeElement.name].join(' ').trim()"))
    assert {"BUTTON item-practise", "SUMMARY", "TEXTAREA  text", "INPUT  weight", "INPUT  bonus"} <= {
        one.replace(" undefined", "") for one in seen
    }


@pytest.mark.parametrize(("width", "theme", "language"), [(390, "dark", "zh"), (1024, "light", "en"), (1440, "dark", "zh")])
def test_nothing_sticks_out(browser: Browser, month: Serving, width: int, theme: str, language: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 850})
    page = context.new_page()
    open_item(page, month, language, __theme=theme)
    expect(page.locator("#item-past .matrix")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert findings(page) == []
    context.close()
