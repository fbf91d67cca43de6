"""What a person does on the page, in the words of the tests."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.program import Serving


def upload(page: Page, name: str, text: str) -> None:
    """Go by the set-up to the library, add a file, and come back."""
    page.locator("#notes").click()
    page.locator("#upload input[type=file]").set_input_files({"name": name, "mimeType": "text/markdown", "buffer": text.encode()})
    expect(page.locator("#practise-mine")).to_be_visible()
    page.get_by_role("tab").first.click()


def begin(page: Page, topic: str, mode: str = "practice") -> None:
    """Begin a session of three questions; a topic far down in the list is shown first."""
    if page.locator("#all-topics").is_visible():
        page.locator("#all-topics").click()
    page.locator("#topics label", has_text=topic).click()
    page.locator("#length label").first.click()
    page.locator(f"#mode input[value={mode}]").locator("..").click()
    page.locator("#start").click()
    expect(page.locator("#question h3")).to_be_visible()


def say(page: Page, answer: str) -> None:
    page.locator("#answer textarea").fill(answer)
    page.locator("#send").click()
    expect(page.locator(".card")).to_be_visible()


def onward(page: Page, done: int, total: int) -> None:
    page.locator("#next").click()
    expect(page.locator(".steps")).to_contain_text(f"{done}/{total}")


def open_setup(page: Page, server: Serving, **query: str) -> None:
    page.goto(server.url + "?" + "&".join(f"{name}={value}" for name, value in query.items()))
    expect(page.locator("#start")).to_be_visible(timeout=90_000)  # the very first page waits until the bank is read
    expect(page.locator("#topics label").first).to_be_visible()
