"""What the page looks like: sizes, languages, themes; nothing in notes becomes a program."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_interview import begin, open_setup, say, upload
from tests.program import Serving

HOSTILE = """---
topic: 安全
---
## 什么是跨站脚本（XSS）<img src=x onerror="document.title='stolen'">？

<img src="http://example.com/leak.png" onerror="document.title='stolen'"> 攻击者把脚本放进网页。<script>document.title='stolen'</script>

[点这里](javascript:document.title='stolen') 脚本在别人的浏览器里运行，可以读取登录凭据。
"""


@pytest.mark.parametrize("width", [390, 1024, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_sticks_out(browser: Browser, server: Serving, width: int, theme: str) -> None:
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": 850})
    page = context.new_page()
    open_setup(page, server, __theme=theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("#start")).to_have_text("Start")
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


def test_hostile_notes_stay_text(browser: Browser, server: Serving) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_setup(page, server)
    upload(page, "hostile.md", HOSTILE)
    expect(page.locator("#topics label", has_text="安全")).to_be_visible()
    begin(page, "安全")
    say(page, "<img src=x onerror=\"document.title='stolen'\"> 攻击者把脚本注入别人的网页，让它在访问者的浏览器里运行。")
    page.locator("#references button").first.click()
    page.locator("#end").click()
    page.locator("#replay summary").first.click()
    expect(page.locator("#replay .said-then")).to_contain_text("onerror=")
    page.locator("#replay details details summary").last.click()
    assert page.locator("#replay script, #replay img, #replay [onerror], #replay a[href^='javascript']").count() == 0
    assert page.title() == "Interviewer"
    assert not [url for url in asked if "example.com" in url and not url.startswith(server.url)]
    context.close()
