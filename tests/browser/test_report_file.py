"""The report as a file: opened from disk, on a phone, in the dark, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from interviewer.report import Advice, Cited, build, html
from interviewer.schema import KeyPoint, Language, Reference
from tests.report.sessions import session, subject, turn

WIDE = "`" + "a_very_long_name_" * 12 + "` and $" + "x" * 200 + "$ and " + "长" * 150


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    source = Reference(
        text=f"{WIDE}\n\n```\n{'code ' * 60}\n```\n\n|{'a|' * 20}\n|{'-|' * 20}\n|{'b|' * 20}", document="n" * 120 + ".md", line=1
    )
    one = subject(WIDE, references=(source,), key_points=(KeyPoint(text=WIDE, weight=1.0),))
    cited = (Cited(document="m.md", line=2, end_line=2, text=WIDE, own=True),)
    turns = [turn(0, one, "m", answer=WIDE, confidence="sure"), turn(1, subject("other", topics=("U",)), answer=None, skipped=True)]
    report = build(session(), turns, advice=(Advice(place=1, index=0, notes="covered", cited=cited),))
    file = tmp_path / "report.html"
    language: Language = "zh"
    file.write_text(html(report, language), "utf-8")
    return file


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1100, "dark")])
def test_it_fits_loads_nothing_and_follows_the_readers_colours(
    browser: Browser, page_file: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked: list[str] = []
    trouble: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: trouble.append(message.text))
    page.goto(page_file.as_uri())
    page.locator("details").first.evaluate("part => part.open = true")
    assert asked == [page_file.as_uri()] and trouble == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    lightness = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0)")
    assert (lightness < 200) == (scheme == "dark")
    page.close()


def test_on_paper_the_references_are_open_and_the_ink_is_black(browser: Browser, page_file: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(page_file.as_uri())
    reference = page.locator("details pre")
    assert not reference.is_visible()
    page.emulate_media(media="print")
    assert reference.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.close()
