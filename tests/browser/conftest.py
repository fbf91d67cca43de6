"""A real Chromium, found on the machine, and two page servers for the tests that can share them: a new person's, and one of a month."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.month import practised
from tests.browser.notes import NOTES
from tests.browser.steps import begin, open_setup, upload
from tests.program import Serving, serving, tried_to_leave

REQUIRED = os.environ.get("REQUIRE_ALL_TESTS") == "1"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), str(MAC) if MAC.exists() else None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if executable is None:
        if REQUIRED:
            pytest.fail("no Chromium on this machine, and here the browser tests must run")
        pytest.skip("no Chromium or Chrome on this machine: the browser tests were skipped")
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("served"), first=True) as running:
        yield running
    assert tried_to_leave(running.home) == []


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The page of a person who has practised for a month; tests may practise on it, and change nothing else that they leave behind."""
    with practised(tmp_path_factory.mktemp("month")) as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    fresh = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    fresh.set_default_timeout(30_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def own_notes(page: Page, server: Serving) -> Page:
    """The set-up of a person with notes on coffee."""
    open_setup(page, server)
    if page.locator("#topics label", has_text="咖啡").count() == 0:
        upload(page, "coffee.md", NOTES)
        expect(page.locator("#topics label", has_text="咖啡")).to_be_visible()
    expect(page.locator("#mine")).to_contain_text("只练我自己的笔记")
    return page


@pytest.fixture
def asked(own_notes: Page) -> Page:
    """A page with the first question about coffee open."""
    begin(own_notes, "咖啡")
    return own_notes
