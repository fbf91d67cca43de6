"""A person holds an interview in the page."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.notes import BAD, GOOD
from tests.browser.steps import begin, onward, open_setup, say
from tests.program import Serving


def test_a_whole_interview(own_notes: Page, tmp_path: Path) -> None:
    page = own_notes
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc) if request.url.startswith("http") else None)
    page.reload()
    begin(page, "咖啡")
    expect(page.locator("#question")).to_contain_text("闷蒸")
    say(page, GOOD)
    quoted = page.locator(".card q").all_inner_texts()
    assert quoted and all(" ".join(quote.split()) in GOOD for quote in quoted)
    page.locator("#references button").first.click()
    expect(page.locator("#references")).to_contain_text("coffee.md")
    onward(page, 2, 3)
    say(page, BAD)
    onward(page, 3, 3)
    page.locator("#skip").click()
    expect(page.locator("#report-text")).to_contain_text("面试报告")
    with page.expect_download() as download:
        page.locator("#download-json").click()
    report = json.loads(Path(download.value.path()).read_text("utf-8"))
    good, bad, skipped = report["turns"]
    assert good["grade"]["score"] > bad["grade"]["score"] + 30
    assert skipped["skipped"] and skipped["grade"] is None
    assert (report["answered"], report["skipped"]) == (2, 1)
    with page.expect_download() as download:
        page.locator("#download-md").click()
    assert GOOD in Path(download.value.path()).read_text("utf-8")
    assert hosts == {urlsplit(page.url).netloc}


def test_a_refresh_and_a_link_go_on_where_it_was(own_notes: Page, context: BrowserContext, server: Serving) -> None:
    page = own_notes
    begin(page, "咖啡")
    say(page, GOOD)
    page.reload()
    expect(page.locator(".card")).to_be_visible()
    onward(page, 2, 3)
    asked = page.locator("#question").inner_text()
    page.locator("#answer textarea").fill("half-typed")
    page.reload()
    expect(page.locator("#question")).to_have_text(asked)
    expect(page.locator("#answer textarea")).to_have_value("half-typed")
    expect(page.locator("#chat")).to_contain_text(GOOD)
    page.locator("#end").click()
    expect(page.locator("#report-text")).to_be_visible()


def test_empty_and_endless_answers_are_refused_and_kept(own_notes: Page) -> None:
    page = own_notes
    begin(page, "咖啡")
    page.locator("#send").click()
    expect(page.locator(".toast-body").first).to_contain_text("还没有写回答")
    endless = "长" * 200_000
    page.locator("#answer textarea").fill(endless)
    page.locator("#send").click()
    expect(page.locator(".toast-body", has_text="20,000")).to_be_visible()
    assert len(page.locator("#answer textarea").input_value()) == 200_000
    page.locator("#end").click()
    expect(page.locator("#report-text")).to_be_visible()


def test_the_keyboard_sends(own_notes: Page) -> None:
    page = own_notes
    begin(page, "咖啡")
    page.locator("#answer textarea").fill(GOOD)
    page.locator("#answer textarea").press("Control+Enter")
    expect(page.locator(".card")).to_be_visible()
    page.locator("#end").click()
    expect(page.locator("#report-text")).to_be_visible()


def test_hint_and_free_text(page: Page, server: Serving) -> None:
    open_setup(page, server)
    page.locator("#query").locator("textarea, input").fill("位置编码")
    page.locator("#start").click()
    expect(page.locator("#question h3")).to_be_visible()
    assert "session=" in page.url
    page.locator("#hint").click()
    expect(page.locator("#chat")).to_contain_text("提示：完整的回答有")
    page.locator("#end").click()
    expect(page.locator("#report-text")).to_contain_text("没有回答")
    page.locator("#new").click()
    expect(page.locator("#start")).to_be_visible()


def test_an_unknown_session_says_so_and_offers_the_set_up(page: Page, server: Serving) -> None:
    page.goto(f"{server.url}?session=no-such-session")
    expect(page.locator(".toast-body").first).to_contain_text("找不到这场面试")
    expect(page.locator("#start")).to_be_visible()


def test_nothing_of_an_answer_stays_in_the_browser(own_notes: Page) -> None:
    page = own_notes
    begin(page, "咖啡")
    say(page, GOOD)
    kept = page.evaluate("() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])")
    assert "闷蒸" not in kept and "run-history" not in kept
    page.locator("#end").click()
    expect(page.locator("#report-text")).to_be_visible()
