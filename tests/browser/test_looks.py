"""What the page looks like: sizes, languages, themes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.notes import BAD
from tests.browser.steps import open_setup, say
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


@pytest.mark.parametrize(("width", "height"), [(1366, 850), (1024, 768), (390, 844)])
def test_the_question_and_the_box_are_in_sight_after_much_has_been_said(browser: Browser, server: Serving, width: int, height: int) -> None:
    phone = width < 640
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": height}, has_touch=phone, is_mobile=phone)
    context.set_default_timeout(30_000)
    page = context.new_page()
    open_setup(page, server)
    page.locator("#start").click()
    say(page, BAD * 40)
    for name in ("#question", "#next"):
        expect(page.locator(name)).to_be_in_viewport(ratio=0.9)
    expect(page.locator("#chat .bot-row").last).to_be_in_viewport()  # at least its end: a long one is higher than a low window's chat
    page.locator("#next").click()
    expect(page.locator(".steps b")).to_contain_text("2/")
    for _ in ("asked", "loaded anew"):
        for name in ("#question", "#send", "#hint"):
            expect(page.locator(name)).to_be_in_viewport(ratio=0.9)
        expect(page.locator("#chat .bot-row").last).to_be_in_viewport()
        page.reload()
    page.locator("#answer textarea").fill("a line\n" * 40)
    if not phone:
        expect(page.locator("#send")).to_be_in_viewport(ratio=1)
    page.locator("#end").click()
    expect(page.locator("#new")).to_be_in_viewport(ratio=1)
    context.close()


def test_a_pressed_button_says_that_it_works_and_rests_where_one_wants_no_motion(page: Page, server: Serving) -> None:
    open_setup(page, server)
    page.route("**/queue/join*", lambda route: None)  # the program does not answer
    page.locator("#start").click()
    expect(page.locator("#start")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#start")).to_have_css("animation-name", "at-work")
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator("#start")).to_have_css("animation-name", "none")
    page.unroute("**/queue/join*")
    page.reload()
    page.locator("#start").click()
    expect(page.locator("#question h3")).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def test_the_box_grows_with_what_is_written(page: Page, server: Serving) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    open_setup(page, server)
    page.locator("#start").click()
    box, heights = page.locator("#answer textarea"), []
    for lines in (1, 7, 12, 200):
        box.fill("a line\n" * lines)
        page.wait_for_timeout(200)
        heights.append(box.evaluate("box => box.clientHeight"))
    assert heights[0] < heights[1] < heights[2] <= heights[3] <= 0.5 * 900


def test_light_and_dark_are_chosen_and_kept(browser: Browser, server: Serving) -> None:
    context = browser.new_context(locale="en-GB", color_scheme="light")
    page = context.new_page()
    open_setup(page, server, __theme="light")
    dark = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) < 200"
    assert not page.evaluate(dark)
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(dark) and "__theme" not in page.url
    page.reload()
    expect(page.locator("#start")).to_be_visible()
    assert page.evaluate(dark)
    context.close()
