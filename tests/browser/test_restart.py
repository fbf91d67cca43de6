"""An acknowledged answer survives SIGKILL."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.notes import GOOD
from tests.browser.test_interview import onward, open_setup, say
from tests.program import run, serving


def test_a_killed_server_loses_no_answer(browser: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    with serving(home) as first:
        open_setup(page, first)
        page.locator("#start").click()
        expect(page.locator("#question h3")).to_be_visible()
        say(page, GOOD)
        onward(page, 2, 8)
        page.locator("#answer textarea").fill("第二个回答，还没有评完就断电了。")
        page.locator("#send").click()
        expect(page.locator("#chat .user-row").last).to_contain_text("第二个回答")  # the server says so: it is kept
        port = first.port
        first.kill()
        expect(page.locator("#lost")).to_contain_text("正在重连")
    with serving(home, port=port):
        expect(page.locator("#lost")).to_be_hidden(timeout=90_000)  # the page goes on by itself
        expect(page.locator("#chat")).to_contain_text(GOOD)
        expect(page.locator("#chat")).to_contain_text("第二个回答")
        listed = run(home, "sessions", COLUMNS="200")
        assert "open" in listed.stdout
    context.close()
