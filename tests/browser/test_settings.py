"""A person looks at the settings, tries the model, takes everything away, and deletes it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import findings
from tests.browser.month import SESSIONS, open_tab, seed
from tests.openai_server import OpenAIServer, drop, reply_with
from tests.program import Serving, serving

KEY = "sk-not-to-be-seen-anywhere"


def test_what_is_set_and_how_far_grades_can_be_trusted(page: Page, month: Serving) -> None:
    open_tab(page, month, "settings")
    expect(page.locator("#settings-model")).to_contain_text("nothing is sent anywhere")
    expect(page.locator("#test-model")).to_be_hidden()
    page.locator("#settings-model summary").click()
    expect(page.locator("#settings-model pre")).to_contain_text("INTERVIEWER_CHAT_MODEL=")
    expect(page.locator(".measured tbody tr")).to_have_count(4)
    expect(page.locator("#settings-data")).to_contain_text(str(month.home))
    page.locator("#settings-language button", has_text="中文").click()
    expect(page.locator("#settings-data h3")).to_have_text("你的数据")
    expect(page.locator("#settings-language [aria-pressed=true]")).to_have_text("中文")


def test_everything_is_taken_away_in_one_file(page: Page, month: Serving, tmp_path: Path) -> None:
    open_tab(page, month, "settings", "zh")
    with page.expect_download() as caught:
        page.locator("#export").click()
    caught.value.save_as(tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as taken:
        names = taken.namelist()
    assert sum(name.startswith("sessions/") for name in names) >= SESSIONS and sum(name.startswith("notes/") for name in names) == 4


def test_everything_goes_when_the_word_is_typed(page: Page, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    seed(home)
    with serving(home) as server:
        open_tab(page, server, "settings")
        page.evaluate("localStorage.setItem('interviewer-drafts', '{}')")
        page.locator("#delete").click()
        expect(page.locator("#warning")).to_contain_text("23 sessions")
        word = page.locator("#delete-word input, #delete-word textarea").first
        page.locator("#delete-really").click()
        expect(page.locator("#gone")).to_contain_text("Nothing was deleted: first type DELETE into the box")
        expect(page.locator("#gone .bad")).to_be_in_viewport(ratio=0.95)  # but for a part of a pixel
        word.fill("yes")
        page.locator("#delete-really").click()
        expect(page.locator("#gone .bad")).to_be_visible()
        assert len(list((home / "notes").iterdir())) == 4
        page.locator("#delete-keep").click()
        expect(word).to_be_hidden()
        page.locator("#delete").click()
        word.fill("delete")
        page.locator("#delete-really").click()
        expect(page.locator("#gone")).to_contain_text("Everything of yours is gone: 23 sessions, 4 documents.")
        expect(page.locator("#settings-data")).to_contain_text("the question bank that ships")
        assert not list((home / "notes").iterdir())
        page.wait_for_function("localStorage.getItem('interviewer-drafts') === null")
        page.get_by_role("tab", name="Progress", exact=True).click()
        expect(page.locator(".nothing-yet")).to_be_visible()
        page.get_by_role("tab", name="Library", exact=True).click()
        page.locator("#shown label", has_text="My notes").click()  # without notes the bank is chosen
        expect(page.locator("#rows .none")).to_be_visible()
        page.get_by_role("tab", name="Practise", exact=True).click()
        expect(page.locator("#topics label").first).to_be_visible()


def test_a_model_is_tried_and_its_key_never_shown(page: Page, tmp_path: Path) -> None:
    with OpenAIServer(reply_with({"ok": True}), models=["a-model"]) as model:
        set_up = {"INTERVIEWER_CHAT_MODEL": "a-model", "OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": KEY}
        with serving(tmp_path, **set_up) as server:
            open_tab(page, server, "settings", "zh")
            expect(page.locator("#settings-model")).to_contain_text("已设置，不显示")
            page.locator("#test-model").click()
            expect(page.locator("#tested .good")).to_contain_text("a-model")
            model.now(drop)
            page.locator("#test-model").click()
            expect(page.locator("#tested .bad")).to_contain_text("还不能用")
            expect(page.locator("#test-model")).to_be_enabled()
            assert KEY not in page.content() and KEY not in "".join(server.said)


@pytest.mark.parametrize(("width", "theme", "language"), [(390, "light", "zh"), (1024, "dark", "en")])
def test_nothing_sticks_out(browser: Browser, month: Serving, width: int, theme: str, language: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 850})
    page = context.new_page()
    open_tab(page, month, "settings", language, __theme=theme)
    page.locator("#settings-model summary").click()
    page.locator("#delete").click()
    expect(page.locator("#warning")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert findings(page) == []
    context.close()
