"""Nothing of a person's words lies about outside their folder; what was on its way there goes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.month import open_tab, practised
from tests.browser.test_interview import open_setup
from tests.program import Serving

BRIEF = "要求：\n1. 熟悉缓存的失效与穿透\n2. 懂一点独一无二的词：紫貂算盘\n"


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    """Serve a month of practice with a folder for temporary files of its own."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    with practised(tmp_path) as running:
        yield running


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and file.stat().st_size]  # Gradio reserves names by empty files


def test_uploads_and_downloads_leave_nothing_behind(page: Page, served: Serving, tmp_path: Path) -> None:
    passing = served.home / "passing"
    open_setup(page, served)
    page.locator("#brief-fold > button").click()
    file = {"name": "职位.md", "mimeType": "text/markdown", "buffer": BRIEF.encode()}
    page.locator("#brief-fold input[type=file]").set_input_files(file)
    expect(page.locator("#brief textarea")).to_have_value(BRIEF)
    assert files(passing) == []
    page.locator("#brief textarea").fill("")
    page.locator("#start").click()
    expect(page.locator("#question h3")).to_be_visible()
    page.locator("#end").click()
    with page.expect_download() as download:
        page.locator("#download-md").click()
    assert download.value.path().read_text("utf-8").startswith("#")
    page.get_by_role("tab", name="设置", exact=True).click()
    with page.expect_download() as download:
        page.locator("#export").click()
    assert download.value.suggested_filename.endswith(".zip")
    assert files(tmp_path / "temporary") == []
    assert {file.suffix for file in files(passing)} >= {".md", ".zip"}
    served.process.send_signal(signal.SIGINT)
    served.process.wait(30)
    assert files(passing) == []


def test_a_deletion_takes_what_was_made_to_be_taken_away(page: Page, served: Serving) -> None:
    left = served.home / "passing" / "left-by-a-kill"
    left.mkdir(parents=True)
    (left / "interview.md").write_text("my words", "utf-8")
    open_tab(page, served, "settings", "en")
    page.locator("#delete").click()
    page.locator("#delete-word input, #delete-word textarea").first.fill("delete")
    page.locator("#delete-really").click()
    expect(page.locator("#gone")).to_contain_text("Everything of yours is gone")
    assert files(served.home / "passing") == []
    assert files(served.home / "notes") == []
