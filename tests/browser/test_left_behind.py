"""Nothing of a person's words lies about outside their folder; what was on its way there goes."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.month import practised
from tests.browser.steps import open_setup

BRIEF = "要求：\n1. 熟悉缓存的失效与穿透\n2. 懂一点独一无二的词：紫貂算盘\n"


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and file.stat().st_size]  # Gradio reserves names by empty files


def test_uploads_and_downloads_leave_nothing_behind(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with practised(tmp_path) as served:
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
        assert downloaded(page, "#download-md").path().read_text("utf-8").startswith("#")
        page.get_by_role("tab", name="设置", exact=True).click()
        assert downloaded(page, "#export").suggested_filename.endswith(".zip")
        assert files(temporary) == []
        assert {file.suffix for file in files(passing)} >= {".md", ".zip"}
        page.locator("#delete").click()  # a deletion takes what was made to be taken away
        page.locator("#delete-word input, #delete-word textarea").first.fill("删除")
        page.locator("#delete-really").click()
        expect(page.locator("#gone")).to_contain_text("你的数据都删除了")
        assert files(passing) == [] and files(served.home / "notes") == []
        downloaded(page, "#export")
        assert files(passing)
        served.process.send_signal(signal.SIGINT)
        served.process.wait(30)
        assert files(passing) == []


def downloaded(page: Page, button: str) -> Download:
    with page.expect_download() as download:
        page.locator(button).click()
    return download.value
