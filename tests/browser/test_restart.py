"""A server that is killed takes nothing with it: neither what it has acknowledged, nor what is being typed."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.notes import GOOD
from tests.browser.steps import onward, open_setup, say
from tests.program import run, serving


def test_a_killed_server_loses_no_answer_and_no_draft(page: Page, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    question, box, lost = page.locator("#question h3"), page.locator("#answer textarea"), page.locator("#lost")
    with serving(home) as first:
        port = first.port
        open_setup(page, first)
        page.locator("#start").click()
        expect(question).to_be_visible()
        say(page, GOOD)
        onward(page, 2, 8)
        box.fill("第二个回答，还没有评完就断电了。")
        page.locator("#send").click()
        expect(page.locator("#chat .user-row").last).to_contain_text("第二个回答")  # the server says so: it is kept
        first.kill()
        expect(lost).to_contain_text("正在重连")
    with serving(home, port=port) as second:
        expect(lost).to_be_hidden(timeout=90_000)  # the page goes on by itself
        expect(page.locator("#chat")).to_contain_text(GOOD)
        expect(page.locator("#chat")).to_contain_text("第二个回答")
        listed = run(home, "sessions", COLUMNS="200")
        assert "open" in listed.stdout
        page.locator("#skip, #next").locator("visible=true").first.click()
        expect(page.locator(".steps")).to_contain_text("3/8")
        asked = question.inner_text()
        box.fill("断线之前写的，")
        second.kill()
        expect(lost).to_be_visible()
        box.press("End")
        box.type("断线之后写的。")
        page.locator("#send").click()
    with serving(home, port=port):
        expect(lost).to_be_hidden(timeout=90_000)
        expect(question).to_have_text(asked)
        expect(box).to_have_value("断线之前写的，断线之后写的。")
        page.locator("#send").click()
        expect(page.locator("#chat .user-row").last).to_contain_text("断线之后写的")
