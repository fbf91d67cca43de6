"""Takes the README's pictures from the running program: `make pictures` (needs a Chromium on the machine)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from interviewer.i18n import say
from interviewer.schema import Language
from tests.browser.conftest import QUIET, chromium
from tests.browser.month import open_tab, practised
from tests.program import Serving, serving

OUT = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SAID = {
    "zh": (
        "位置编码",
        "自注意力本身不分先后：把词的顺序打乱，输出只是跟着换位置，每个词的表示不变，所以词相同、语序不同的两句话（狗咬人、人咬狗）就分不清了。RoPE 按位置把查询和键转一个角度，点积就只和距离有关。",
    ),
    "en": (
        "Positional encoding",
        "Self-attention by itself ignores order: permute the tokens and the outputs are permuted with them. RoPE rotates queries and keys by an angle that "
        "grows with the position, so their dot product depends only on the distance between them.",
    ),
}
NOTES = {
    "zh": (
        "注意力.md",
        "# 注意力\n\n## 1. 为什么要除以 $\\sqrt{d_k}$？\n\n各维相互独立、方差为 1 时，点积的方差是 $d_k$。不缩放，softmax 就会饱和，梯度趋于零：\n\n"
        "$$\\mathrm{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d_k}}\\right)V$$\n\n## 2. 为什么要有多个头？\n\n每个头在自己的子空间里关注不同的关系，再拼接起来。\n\n"
        "## 3. 因果掩码挡住了什么？\n",
    ),
    "en": (
        "attention.md",
        "# Attention\n\n## 1. Why divide by $\\sqrt{d_k}$?\n\nWith independent entries of variance 1 the dot product has variance $d_k$. Unscaled, the softmax "
        "saturates and its gradient vanishes:\n\n$$\\mathrm{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d_k}}\\right)V$$\n\n## 2. Why more than one head?\n\n"
        "Each head attends to another relation, in a subspace of its own.\n\n## 3. What does the causal mask hide?\n",
    ),
}

LOOKS: tuple[tuple[Language, str, int, str], ...] = (
    ("zh", "light", 1280, ""),
    ("en", "light", 1280, ""),
    ("zh", "dark", 1280, "-dark"),
    ("en", "dark", 1280, "-dark"),
    ("zh", "light", 390, "-phone"),
    ("en", "dark", 390, "-phone"),
)


def main() -> None:
    executable = chromium()
    if executable is None:
        sys.exit("no Chromium or Chrome on this machine")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        for tour, served in ((first_day, serving(Path(folder))), (after_a_month, practised(Path(folder)))):
            with served as server:
                for look in LOOKS:
                    tour(browser, server, *look)
        browser.close()


def first_day(browser: Browser, server: Serving, language: Language, theme: str, width: int, suffix: str) -> None:
    """Go through one short interview and keep a picture of every state."""
    page = opened(browser, language, width)
    topic, answer = SAID[language]
    page.goto(f"{server.url}?__theme={theme}")
    page.locator("#topics label").first.wait_for()
    keep(page, f"setup-{language}{suffix}")
    page.locator("#all-topics").click()
    page.locator("#topics label", has_text=topic).first.click()
    page.locator("#start").click()
    page.locator("#question h3").wait_for()
    page.locator("#hint").click()
    page.locator("#chat", has_text="提示" if language == "zh" else "Hint").wait_for()
    keep(page, f"asked-{language}{suffix}")
    page.locator("#answer textarea").fill(answer)
    page.locator("#confidence label").first.click()
    page.locator("#send").click()
    while not page.locator(".card, #question .kind").first.is_visible():
        page.wait_for_timeout(100)
    if page.locator("#question .kind").is_visible():
        keep(page, f"follow-up-{language}{suffix}")
        page.locator("#skip").click()
    page.locator(".card").wait_for()
    page.locator(".card li[tabindex]").first.hover()
    keep(page, f"graded-{language}{suffix}")
    page.locator("#end").click()
    page.locator("#replay summary").first.click()
    keep(page, f"report-{language}{suffix}")
    library(page, language)
    keep(page, f"library-{language}{suffix}")
    page.context.close()


def after_a_month(browser: Browser, server: Serving, language: Language, theme: str, width: int, suffix: str) -> None:
    """Look at what a month of practice has left: progress, one question, settings."""
    page = opened(browser, language, width)
    open_tab(page, server, "progress", language, __theme=theme)
    page.locator("#overview .plot svg[role=img]:visible").first.wait_for()
    keep(page, f"progress-{language}{suffix}")
    page.get_by_role("tab", name=say(language, "tab.library"), exact=True).click()
    page.locator("#rows .row").first.click()
    page.locator("#document-items .about-item").first.click()
    page.locator("#item-past .matrix").wait_for()
    keep(page, f"question-{language}{suffix}")
    page.get_by_role("tab", name=say(language, "tab.settings"), exact=True).click()
    page.locator("#settings-data").wait_for()
    keep(page, f"settings-{language}{suffix}")
    page.context.close()


def opened(browser: Browser, language: Language, width: int) -> Page:
    return browser.new_context(locale="zh-CN" if language == "zh" else "en-GB", viewport={"width": width, "height": 860}).new_page()


def library(page: Page, language: Language) -> None:
    """Upload notes and open what was understood of them, the first answer unfolded."""
    name, text = NOTES[language]
    page.get_by_role("tab", name="资料库" if language == "zh" else "Library").click()
    notes: FilePayload = {"name": name, "mimeType": "text/markdown", "buffer": text.encode()}
    broken: FilePayload = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 cut off"}
    page.locator("#upload input[type=file]").set_input_files([notes, broken])
    page.locator("#practise-mine").wait_for()
    page.locator("#rows .row", has_text=name).click()
    page.locator("#document-items summary").first.click()
    page.mouse.move(0, 0)


def keep(page: Page, name: str) -> None:
    page.wait_for_timeout(700)
    page.screenshot(path=OUT / f"{name}.png")
    print(name)


if __name__ == "__main__":
    main()
