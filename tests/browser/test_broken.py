"""What nobody foresaw: a plain sentence in the page's language, nothing lost, no secret, and the cause on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.broken import SECRET
from tests.browser.notes import GOOD, NOTES
from tests.browser.steps import open_setup
from tests.program import Serving, serving

TOLD = "出了意料之外的问题"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("broken"), program="tests.browser.broken") as running:
        yield running


@contextmanager
def broken(server: Serving, name: str) -> Iterator[None]:
    """Let one call fail for a while; it is said on the terminal and nowhere else."""
    fault, before = server.home / f"break-{name}", len(server.said)
    fault.touch()
    try:
        yield
    finally:
        fault.unlink()
    assert any(SECRET in line for line in server.said[before:])


def told(page: Page, words: str = TOLD) -> None:
    expect(page.locator(".toast-body", has_text=words).first).to_be_visible()
    assert SECRET.split()[0] not in page.content() and "Traceback" not in page.content()


def test_an_answer_that_could_not_be_graded_is_kept_and_graded_later(page: Page, served: Serving) -> None:
    open_setup(page, served)
    page.locator("#start").click()
    expect(page.locator("#question h3")).to_be_visible()
    with broken(served, "grade"):
        page.locator("#answer textarea").fill(GOOD)
        page.locator("#send").click()
        told(page)
        expect(page.locator("#answer textarea")).to_have_value(GOOD)
        page.reload()
        told(page)
        expect(page.locator("#resume")).to_be_visible()  # a session that can't be opened leads to the set-up
    page.locator("#resume").click()
    expect(page.locator("#chat")).to_contain_text(GOOD)


def test_a_session_that_could_not_be_begun_leaves_what_was_chosen(page: Page, served: Serving) -> None:
    open_setup(page, served, lang="en")
    page.locator("#query").locator("textarea, input").fill("positional encoding")
    with broken(served, "start"):
        page.locator("#start").click()
        told(page, "Something went wrong that was not foreseen")
        expect(page.locator("#query").locator("textarea, input")).to_have_value("positional encoding")
    page.locator("#start").click()
    expect(page.locator("#question h3")).to_be_visible()


def test_an_upload_and_a_tab_that_fail_say_so(page: Page, served: Serving) -> None:
    open_setup(page, served)
    page.get_by_role("tab").nth(2).click()
    expect(page.locator("#rows .none, #rows .row").first).to_be_visible()
    with broken(served, "upload"):
        files = {"name": "coffee.md", "mimeType": "text/markdown", "buffer": NOTES.encode()}
        page.locator("#upload input[type=file]").set_input_files(files)
        told(page)
        expect(page.locator("#read")).to_have_text("")
    page.locator(".toast-close").first.click()
    page.get_by_role("tab").first.click()
    with broken(served, "documents"):
        page.get_by_role("tab").nth(2).click()
        told(page)
    page.locator("#upload input[type=file]").set_input_files(files)
    expect(page.locator("#practise-mine")).to_be_visible()


def test_a_page_that_can_not_be_made_says_so(page: Page, served: Serving) -> None:
    with broken(served, "offer"):
        page.goto(f"{served.url}?lang=zh")
        told(page)
        expect(page.get_by_role("tab").first).to_have_text("练习")
    page.reload()
    expect(page.locator("#start")).to_be_visible()
