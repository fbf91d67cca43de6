"""Click on Start to the first question on a warm index, against the page's own round trip (goal: at most 0.3 s more)."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import QUIET, chromium
from tests.program import serving

ROUNDS = 10


def run() -> str:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page(locale="en-GB")
        page.goto(server.url)
        page.locator("#topics label").first.wait_for()
        page.wait_for_timeout(3000)
        pairs = [(_round_trip(page), _first_question(page)) for _ in range(ROUNDS)]
        browser.close()
    floor, ours = (median(column) for column in zip(*pairs, strict=True))
    return f"round trip {floor:.3f} s, first question {ours:.3f} s, {ours - floor:+.3f} s (medians of {ROUNDS})"


def _round_trip(page: Page) -> float:
    """Change the language there and back: the same components are updated, nothing is chosen."""
    began = time.perf_counter()
    page.locator("#language label", has_text="中文").click()
    expect(page.locator("#start")).to_have_text("开始面试")
    seconds = time.perf_counter() - began
    page.locator("#language label", has_text="English").click()
    expect(page.locator("#start")).to_have_text("Start the interview")
    return seconds


def _first_question(page: Page) -> float:
    began = time.perf_counter()
    page.locator("#start").click()
    page.locator("#question h3").wait_for()
    seconds = time.perf_counter() - began
    page.locator("#end").click()
    page.locator("#new").click()
    page.locator("#topics label").first.wait_for()
    return seconds
