"""Takes the README's pictures from the running program: `make pictures` (needs a Chromium on the machine)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import QUIET, chromium
from tests.program import Serving, serving

OUT = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SAID = {
    "zh": (
        "强化学习与对齐",
        "RLHF 先用人写的示范做监督微调，再让人给几个回答排序，用排序训练一个奖励模型，最后用 PPO 优化策略，同时用 KL 惩罚让它别离原模型太远。",
    ),
    "en": (
        "Positional encoding",
        "Self-attention by itself ignores order: permute the tokens and the outputs are permuted with them. RoPE rotates queries and keys by an angle that "
        "grows with the position, so their dot product depends only on the distance between them.",
    ),
}


def main() -> None:
    executable = chromium()
    if executable is None:
        sys.exit("no Chromium or Chrome on this machine")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        for language in ("zh", "en"):
            tour(browser, server, language, "light", 1280, "")
        tour(browser, server, "zh", "dark", 1280, "-dark")
        tour(browser, server, "en", "dark", 1280, "-dark")
        tour(browser, server, "zh", "light", 390, "-phone")
        tour(browser, server, "en", "dark", 390, "-phone")
        browser.close()


def tour(browser: Browser, server: Serving, language: str, theme: str, width: int, suffix: str) -> None:
    """Go through one short interview and keep a picture of every state."""
    context = browser.new_context(locale="zh-CN" if language == "zh" else "en-GB", viewport={"width": width, "height": 860})
    page = context.new_page()
    topic, answer = SAID[language]
    page.goto(f"{server.url}?__theme={theme}")
    page.locator("#topics label").first.wait_for()
    keep(page, f"setup-{language}{suffix}")
    page.locator("#topics label", has_text=topic).first.click()
    page.locator("#start").click()
    page.locator("#question h3").wait_for()
    page.locator("#hint").click()
    page.locator("#chat", has_text="提示" if language == "zh" else "Hint").wait_for()
    keep(page, f"asked-{language}{suffix}")
    page.locator("#answer textarea").fill(answer)
    page.locator("#send").click()
    page.locator(".card").wait_for()
    keep(page, f"graded-{language}{suffix}")
    page.locator("#end").click()
    page.locator("#report-text h1").wait_for()
    keep(page, f"report-{language}{suffix}")
    context.close()


def keep(page: Page, name: str) -> None:
    page.wait_for_timeout(700)
    page.screenshot(path=OUT / f"{name}.png")
    print(name)


if __name__ == "__main__":
    main()
