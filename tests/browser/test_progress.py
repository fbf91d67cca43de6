"""A person looks at a month of practice: plots, the day of the interview, sessions and questions again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from interviewer.i18n import say
from interviewer.schema import Language
from tests.browser.axe import findings
from tests.browser.month import open_tab
from tests.program import Serving, serving, tried_to_leave


def test_before_the_first_session_it_says_what_will_stand_here(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(tmp_path_factory.mktemp("nothing")) as empty:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        open_tab(page, empty, "progress", "zh")
        expect(page.locator(".nothing-yet li")).to_have_count(6)
        expect(page.locator("#past")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.locator(".nothing-yet .go").click()
        expect(page.locator("#start")).to_be_visible()
        context.close()
    assert tried_to_leave(empty.home) == []


def test_every_plot_has_a_name_a_sentence_and_its_figures(page: Page, month: Serving) -> None:
    open_tab(page, month, "progress")
    drawn = page.locator("#overview .plot svg[role=img]:visible")
    expect(drawn).to_have_count(5)  # the one of the interview waits for a day
    for name in ("What you know, by topic", "What your answers covered", "Due in 30 days", "Confidence and outcome", "Days of practice"):
        expect(page.get_by_role("img", name=name).first).to_be_visible()
    expect(page.locator(".plot.mastery .means")).to_contain_text("going by")
    page.locator(".plot.mastery summary").click()
    expect(page.locator(".plot.mastery tbody tr")).to_have_count(4)
    by_week = page.locator(".by-week svg[role=img]")
    expect(by_week).to_be_visible()
    page.get_by_text("By day", exact=True).click()
    expect(by_week).to_be_hidden()
    expect(page.locator(".by-day svg[role=img]")).to_be_visible()


def test_the_day_of_the_interview_is_set_kept_and_cleared(page: Page, month: Serving) -> None:
    open_tab(page, month, "progress")
    page.locator("[data-prepare]").click()
    expect(page.get_by_text("Choose a day first.")).to_be_visible()
    page.locator(".day-form input").fill((date.today() + timedelta(days=21)).isoformat())
    page.locator("[data-prepare]").click()
    plot = page.locator(".plot.forecast")
    expect(plot.locator("svg[role=img]")).to_be_visible()
    expect(plot.locator(".means")).to_contain_text("in 21 days")
    expect(plot.locator("svg text.label").first).to_have_text("Without more practice")
    page.reload()
    page.get_by_role("tab", name="Progress", exact=True).click()
    expect(plot.locator(".means")).to_contain_text("in 21 days")
    page.locator("[data-forget]").click()
    expect(page.locator(".day-form input")).to_have_value("")
    expect(plot.locator("svg[role=img]")).to_have_count(0)


def test_a_session_is_looked_at_question_by_question(page: Page, month: Serving) -> None:
    open_tab(page, month, "progress", "zh")
    rows = page.locator("#past-rows .row")
    expect(rows.first).to_contain_text("尚未结束")
    rows.filter(has_not_text="尚未结束").first.click()
    shown = page.locator("#past-replay article")
    expect(shown).to_have_count(4)
    expect(shown.first.locator(".verdicts li")).to_have_count(3)
    assert shown.first.locator(".said mark").count() >= 1 or shown.first.locator(".verdicts .hit, .verdicts .partial").count() == 0
    shown.first.locator("summary").first.click()
    sides = shown.first.locator(".sides section")
    expect(sides.first).to_be_visible()
    assert 2 <= sides.count() <= 6
    days = shown.first.locator(".matrix thead th")
    assert days.count() == sides.count()
    told = [text[:5] for text in days.all_inner_texts()]
    heads = [text[5:10] for text in sides.locator("h5").all_inner_texts()]
    assert told == heads == sorted(told, reverse=True), "table and answers have one order, the newest first"
    assert shown.first.locator(".signs span").count() >= 1
    assert shown.first.locator(".sides").evaluate("one => one.scrollWidth <= one.clientWidth"), "no answer is cut"
    page.locator("#past-head [data-session]").click()
    expect(page.locator("#report")).to_be_visible()


def test_an_open_session_goes_on(page: Page, month: Serving) -> None:
    open_tab(page, month, "progress")
    page.locator("#past-rows .row").first.click()
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.locator("#question")).to_be_visible()
    assert "session=" in page.url


def test_attempts_at_one_question_stand_side_by_side(page: Page, month: Serving) -> None:
    open_tab(page, month, "progress")
    page.locator("#past-shown label", has_text="Questions").click()
    expect(page.locator("#past-rows [data-compare]")).to_have_count(12)
    page.locator("#past-rows [data-compare]").first.click()
    expect(page.locator("#past-replay .matrix")).to_be_visible()
    expect(page.locator("#past-rows [aria-current]")).to_have_count(1)
    page.locator("#past-head .about-item").click()
    expect(page.locator("#item-question h2")).to_be_visible()


def test_what_is_due_is_practised_with_one_click(page: Page, month: Serving) -> None:
    open_tab(page, month, "progress")
    step = page.locator("#overview .next")
    expect(step.locator("button")).to_have_count(1)
    due = page.locator(".glance .due strong").inner_text()
    expect(step).to_contain_text(due)
    step.locator("[data-practise=due]").click()
    expect(page.locator("#question h3")).to_be_visible()
    expect(page.get_by_role("tab", name="Practise", exact=True)).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Progress", exact=True).click()
    expect(page.locator("#past-rows .row").first).to_contain_text("Due today")


def test_another_language_leaves_the_page_where_it_was(page: Page, month: Serving) -> None:
    open_tab(page, month, "progress", "en")
    page.locator("#past-rows .row", has_not_text=say("en", "progress_tab.open")).first.click()
    expect(page.locator("#past-head")).to_contain_text(say("en", "progress_tab.report"))
    page.evaluate("scrollTo(0, 0)")
    page.locator("#language label", has_text="中文").click()
    expect(page.locator("#past-head")).to_contain_text(say("zh", "progress_tab.report"))
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize(
    ("width", "theme", "language"), [(390, "dark", "en"), (390, "light", "zh"), (1024, "dark", "zh"), (1440, "light", "en")]
)
def test_nothing_sticks_out(browser: Browser, month: Serving, width: int, theme: str, language: Language) -> None:
    context = browser.new_context(viewport={"width": width, "height": 850})
    page = context.new_page()
    open_tab(page, month, "progress", language, __theme=theme)
    expect(page.locator("#overview .plot svg[role=img]:visible").first).to_be_visible()
    for summary in page.locator("#overview summary:visible").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#past-rows .row", has_not_text=say(language, "progress_tab.open")).first.click()
    expect(page.locator("#past-replay article").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("#past-rows")).to_be_visible(visible=width > 640)
    assert findings(page) == []
    context.close()
