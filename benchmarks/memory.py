"""Resident memory of the serving process after start and after 100 turns (goal: at most 600 MB, growth at most 5 %)."""

from __future__ import annotations

import tempfile
from pathlib import Path

import psutil
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import QUIET, chromium
from tests.program import serving

TURNS = 100
ANSWER = (
    "Attention compares a query with every key and mixes the values by these weights; scaling keeps the softmax from saturating. Round {}."
)


def run() -> str:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page(locale="en-GB")
        page.goto(server.url)
        page.locator("#topics label").first.wait_for()
        page.wait_for_timeout(4000)
        process = psutil.Process(server.process.pid)
        started = process.memory_info().rss
        _turns(page, 10)
        warmed = process.memory_info().rss
        _turns(page, TURNS)
        ended = process.memory_info().rss
        browser.close()
    megabytes = [round(size / 2**20) for size in (started, warmed, ended)]
    return (
        f"after start {megabytes[0]} MB, after 10 turns {megabytes[1]} MB, after {TURNS} more {megabytes[2]} MB ({ended / warmed - 1:+.1%})"
    )


def _turns(page: Page, count: int) -> None:
    done = 0
    while done < count:
        page.locator("#start").click()
        page.locator("#question h3").wait_for()
        while done < count:
            page.locator("#answer textarea").fill(ANSWER.format(done))
            page.locator("#send").click()
            page.locator(".card").wait_for()
            done += 1
            onward = page.locator("#next")
            last = onward.inner_text() == "See the report"
            if last or done == count:
                break
            onward.click()
            expect(page.locator("#answer textarea")).to_be_visible()
        page.locator("#end").click()
        page.locator("#new").click()
        page.locator("#topics label").first.wait_for()
