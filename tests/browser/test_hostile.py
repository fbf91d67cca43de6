"""What notes, file names, people and job descriptions say stays text wherever it is shown; nothing runs, nothing is loaded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import begin, open_setup, say
from tests.program import Serving, serving, tried_to_leave

STEAL = "document.title='stolen'"
LEAK = "leak.invalid"
IMG = f'<img src="http://{LEAK}/i.png" onerror="{STEAL}">'
SVG = f'<svg onload="{STEAL}"><image href="http://{LEAK}/s.png"/><a href="javascript:{STEAL}"><text>s</text></a></svg>'
LINK = f'[点这里](javascript:{STEAL}) ![图](http://{LEAK}/m.png) <a href="javascript:{STEAL}">a</a>'
ACTIVE = f"{IMG} {SVG} <script>{STEAL}</script><style>@import 'http://{LEAK}/c.css';</style><iframe src='http://{LEAK}/f'></iframe> {LINK}"
NOTES = f"""---
topic: 安全{IMG}
---
# 安全 {IMG}

## 什么是跨站脚本（XSS）{IMG} {LINK}？
> difficulty: easy | tags: {IMG}

攻击者把脚本放进网页，脚本在别人的浏览器里运行。{ACTIVE}

{SVG}

$\\href{{javascript:{STEAL}}}{{x}} \\includegraphics{{http://{LEAK}/k.png}}$

### 要点
- [50%] 攻击者把脚本放进网页{IMG}{SVG}。
- [50%] 脚本在别人的浏览器里运行{LINK}，可以读取登录凭据。

### 常见错误
- 只过滤尖括号{ACTIVE}

### 追问
- 内容安全策略{ACTIVE}有什么用？

### 延伸阅读
- {LINK}
"""
SAID = f"攻击者把脚本放进网页，脚本在别人的浏览器里运行，可以读取登录凭据。{IMG} {SVG} <script>{STEAL}</script> {LINK}"
NAME = f'<img src="x" onerror="{STEAL}">.md'
ACTING = f'img[src*="{LEAK}"], image, iframe, [onerror], [onload], a[href^="javascript" i], link[href*="{LEAK}"], use, [src*="{LEAK}"], script[src*="{LEAK}"]'


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("hostile")) as running:
        yield running
    assert tried_to_leave(running.home) == []


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page that may ask nobody else for anything."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    assert not [url for url in asked if LEAK in url.partition("?")[0]]


def harmless(page: Page, where: str) -> None:
    found = page.locator(ACTING).evaluate_all("all => all.map((one) => one.outerHTML.slice(0, 200))")
    scripts = page.locator("script").evaluate_all("(all, words) => all.filter((one) => one.textContent.trim() === words).length", STEAL)
    assert (found, scripts, page.title()) == ([], 0, "Interviewer"), where


def add(page: Page, *files: tuple[str, str]) -> None:
    payload = [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files]
    page.locator("#upload input[type=file]").set_input_files(payload)  # type: ignore[arg-type]


def test_hostile_notes_stay_text_from_the_library_to_the_replay(watched: Page, served: Serving) -> None:
    page = watched
    open_setup(page, served)
    page.locator("#notes").click()
    add(page, (NAME, NOTES), ("picture.svg", SVG), ("page.html", f"<html><body><h2>什么是 CSRF？</h2><p>{ACTIVE}</p></body></html>"))
    expect(page.locator("#practise-mine")).to_be_visible()
    page.locator("#rows .row", has_text="onerror").first.click()
    expect(page.locator("#document-items article").first).to_contain_text("XSS")
    for summary in page.locator("#document-items summary").all():
        summary.click()
    harmless(page, "library")
    page.locator("#document-items .about-item").first.click()
    expect(page.locator("#item-references .answer").first).to_contain_text("攻击者把脚本放进网页")
    expect(page.locator("#item-points textarea").first).to_be_visible()
    harmless(page, "the page of a question")
    page.get_by_role("tab", name="练习", exact=True).click()
    harmless(page, "set-up")
    begin(page, "安全<img")
    expect(page.locator("#question h3")).to_contain_text("XSS")
    page.locator("#hint").click()
    expect(page.locator("#chat .bot-row")).to_have_count(2)
    harmless(page, "question and hint")
    say(page, SAID)
    expect(page.locator(".card q").first).to_be_visible()
    page.locator("#references button").first.click()
    expect(page.locator("#references")).to_contain_text("攻击者把脚本放进网页")
    harmless(page, "chat, card and references")
    page.reload()
    expect(page.locator(".card q").first).to_be_visible()
    harmless(page, "chat after a refresh")
    page.locator("#end").click()
    expect(page.locator("#replay details.replay").first).to_be_visible()
    page.evaluate("document.querySelectorAll('#replay details').forEach((one) => { one.open = true; })")
    expect(page.locator("#replay .said-then").first).to_contain_text("攻击者把脚本放进网页")
    expect(page.locator("#replay .reference").first).to_contain_text("攻击者把脚本放进网页")
    harmless(page, "report and replay")
    page.get_by_role("tab", name="进度", exact=True).click()
    page.locator("#past-rows .row").first.click()
    expect(page.locator("#past-replay")).to_contain_text("攻击者把脚本放进网页")
    harmless(page, "progress: a session")
    page.locator("#past-shown label").last.click()
    page.locator("#past-rows [data-compare]").first.click()
    expect(page.locator("#past-head h3")).to_be_visible()
    harmless(page, "progress: a question")
    page.get_by_role("tab", name="资料库", exact=True).click()
    page.locator("#find input, #find textarea").first.fill(f"XSS {IMG}")
    page.keyboard.press("Enter")
    expect(page.locator("#rows .found")).to_contain_text("XSS")
    harmless(page, "search")


def test_hostile_wishes_stay_text(watched: Page, served: Serving) -> None:
    page = watched
    open_setup(page, served)
    page.locator("#brief-fold > button").click()
    brief = {"name": f"x{IMG.replace('/', '')}.xyz", "mimeType": "text/plain", "buffer": b"\x00\x01"}
    page.locator("#brief-fold input[type=file]").set_input_files(brief)  # type: ignore[arg-type]
    expect(page.locator(".toast-body").first).to_be_visible()
    harmless(page, "a file that can't be read")
    page.locator("#brief textarea").fill(f"要求：\n1. 熟悉 Transformer 的注意力机制 {ACTIVE}\n2. {IMG} 缓存\n")
    page.locator("#start").click()
    expect(page.locator("#question .why")).to_be_visible()
    harmless(page, "why a question was chosen")
    page.locator("#end").click()
    expect(page.locator("#report-text")).to_be_visible()
    harmless(page, "report")
    page.locator("#new").click()
    page.locator("#query").locator("textarea, input").fill(f"zzzzqqqq {ACTIVE}")
    page.locator("#brief textarea").fill("")
    page.locator("#start").click()
    expect(page.locator(".toast-body, #question h3").first).to_be_visible()
    harmless(page, "a wish that fits nothing")
