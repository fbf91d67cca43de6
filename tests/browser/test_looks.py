"""What the page looks like: sizes, languages, themes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_interview import open_setup
from tests.program import Serving

CUT = """(() => {
  const edge = document.querySelector("#topics .wrap").getBoundingClientRect().bottom;
  const cut = (box) => box.top < edge - 1 && box.bottom > edge + 1;
  return [...document.querySelectorAll("#topics label")].filter((one) => cut(one.getBoundingClientRect())).map((one) => one.innerText);
})()"""


@pytest.mark.parametrize("width", [390, 1024, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_sticks_out(browser: Browser, server: Serving, width: int, theme: str) -> None:
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": 850})
    page = context.new_page()
    open_setup(page, server, __theme=theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("#start")).to_have_text("Start")
    assert page.evaluate(CUT) == [], "a topic is shown whole, or not before all of them are"
    expect(page.locator(".where")).to_contain_text("stay on this machine")
    page.locator("#start").click()
    expect(page.locator("#question h3")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#end").click()
    expect(page.locator("#report-text")).to_contain_text("Interview report")
    context.close()


def test_the_language_can_be_changed_and_is_remembered(browser: Browser, server: Serving) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    open_setup(page, server)
    page.locator("#language label", has_text="中文").click()
    expect(page.locator("#start")).to_have_text("开始面试")
    page.reload()
    expect(page.locator("#start")).to_have_text("开始面试")
    context.close()
