"""What a person takes away and deletes is theirs, all of it, and nobody else's."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from interviewer import mine
from interviewer.app import App
from interviewer.schema import BANK, ME, Card, KeyPoint, Plan, Session
from interviewer.settings import load
from interviewer.store import Store
from tests.examples import NOW, graded_turn, item
from tests.store.conftest import postgres, url  # noqa: F401

NOTES = "# 茶\n\n## 绿茶为什么用低一些的水温？\n\n水太烫会把嫩叶烫熟，味道发涩。\n"


@pytest.fixture
def app(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:  # noqa: F811
    monkeypatch.setenv("DATABASE_URL", url)
    with App(load()) as opened:
        opened.store.replace_items(BANK, [item("什么是注意力机制？"), item("什么是位置编码？")])
        yield opened


def practise(store: Store, owner: str, answer: str = "说到第一点") -> None:
    asked = store.items([BANK])[0]
    for number in range(2):
        name = f"{owner}-{number}"
        store.add_session(Session(id=name, owner=owner, plan=Plan(), item_ids=(asked.id,), created_at=NOW + timedelta(days=number)))
        store.add_turn(graded_turn(session_id=name, item=asked, answer=f"{answer} {owner}"))
    store.put_card(Card(owner=owner, item_id=asked.id, state={"stability": 2.0}, due=NOW))
    store.set_key_points(owner, asked.id, [KeyPoint(text=f"{owner}说的要点", weight=1.0)])
    store.remember(f"interview_on:{owner}", "2026-02-01")


def bring(app: App, owner: str, name: str, folder: Path) -> None:
    file = folder / name
    file.write_text(NOTES.replace("绿茶", f"{owner} 的绿茶"), "utf-8")
    app.library.add([file], owner)


def everything(store: Store, owner: str) -> list[Any]:
    kept = [store.sessions(owner), store.turns_of(owner), store.cards(owner), store.key_points_of(owner), store.documents(owner)]
    return [*kept, store.items([owner]), store.recall(f"interview_on:{owner}"), store.recall_all(f"read_by:{owner}:")]


def test_everything_goes_and_only_mine(app: App, tmp_path: Path) -> None:
    for owner in (ME, "anna"):
        practise(app.store, owner)
        bring(app, owner, f"{owner}.md", tmp_path)
    hers, bank = everything(app.store, "anna"), app.store.items([BANK])
    had = mine.erase(ME, app.store, app.library, app.settings)
    assert (had.sessions, had.turns, had.cards, had.key_points, had.uploads) == (2, 2, 1, 1, 1)
    assert not any(everything(app.store, ME)) and mine.held(ME, app.store, app.library).nothing
    assert everything(app.store, "anna") == hers and app.store.items([BANK]) == bank
    assert not (app.settings.notes_path / "me.md").exists() and (app.settings.notes_path / "anna.md").exists()
    assert {found.item.owner for found in app.library.search("绿茶 水温", [ME, "anna"]) if found.item} == {"anna"}
    assert app.store.people() == ["anna"]


def test_a_question_that_was_only_put_is_no_answer(app: App) -> None:
    practise(app.store, ME)
    asked = app.store.items([BANK])[0]
    app.store.add_session(Session(id="opened", owner=ME, plan=Plan(), item_ids=(asked.id,), created_at=NOW))
    app.store.add_turn(graded_turn(session_id="opened", item=asked).model_copy(update={"answer": None, "answered_at": None, "grade": None}))
    had = mine.held(ME, app.store, app.library)
    assert (had.sessions, had.turns) == (3, 2)


def test_a_persons_words_are_left_in_no_file(tmp_path: Path) -> None:
    words = ("只有我说过的话", "zwetschgenkern")
    with App(load(home=tmp_path / "home")) as app:
        app.store.replace_items(BANK, [item("什么是注意力机制？")])
        app.store.remember("reply of a model", "zwetschgenkern")
        practise(app.store, ME, "，".join(words))
        notes = tmp_path / "zwetschgenkern.md"
        notes.write_text(NOTES + "\n## 闷蒸是什么？\n\n只有我说过的话，zwetschgenkern。\n", "utf-8")
        app.library.add([notes], ME)
        assert app.library.search("zwetschgenkern", [ME])
        assert holding(tmp_path / "home", *words)
        mine.erase(ME, app.store, app.library, app.settings)
        assert holding(tmp_path / "home", *words) == []
        assert app.library.search("注意力", [BANK])
    assert holding(tmp_path / "home", *words) == []


def holding(folder: Path, *words: str) -> list[str]:
    """Return the files under a folder in which one of the words stands."""
    marks = [word.encode() for word in words]
    return [file.name for file in folder.rglob("*") if file.is_file() and any(mark in file.read_bytes() for mark in marks)]


def test_a_persons_words_are_left_in_no_row(app: App, tmp_path: Path) -> None:
    practise(app.store, ME, "只有我说过的话")
    practise(app.store, "anna")
    bring(app, ME, "secret-name.md", tmp_path)
    app.store.set_key_points(ME, app.store.items([BANK])[0].id, [KeyPoint(text="me 又改了一次", weight=1.0)])
    mine.erase(ME, app.store, app.library, app.settings)
    with app.store._database.read() as connection:
        from interviewer.store.tables import metadata

        kept = "\n".join(str(row) for table in metadata.sorted_tables for row in connection.execute(table.select()))
    for words in ("只有我说过的话", "me说的要点", "me 又改了一次", "secret-name", "me 的绿茶"):
        assert words not in kept, words
    assert "anna说的要点" in kept


def test_a_file_that_another_has_too_stays_for_them(app: App, tmp_path: Path) -> None:
    file = tmp_path / "shared.md"
    file.write_text(NOTES, "utf-8")
    for owner in (ME, "anna"):
        app.library.add([file], owner)
    mine.erase(ME, app.store, app.library, app.settings)
    assert (app.settings.notes_path / "shared.md").exists() and app.library.documents("anna")


def test_the_bank_is_nobodys_to_erase(app: App) -> None:
    with pytest.raises(ValueError, match="bank"):
        app.store.erase(BANK)
    assert app.store.items([BANK])


def test_replies_of_a_model_go_with_the_last_person(app: App) -> None:
    practise(app.store, ME)
    practise(app.store, "anna")
    app.store.remember("reply abc", "{}")
    mine.erase(ME, app.store, app.library, app.settings)
    assert app.store.recall("reply abc") == "{}"
    mine.erase("anna", app.store, app.library, app.settings)
    assert app.store.recall("reply abc") is None


def test_a_name_that_begins_like_mine_is_another(app: App) -> None:
    app.store.remember("read_by:me:0123456789abcdef", "1")
    app.store.remember("read_by:me:too:0123456789abcdef", "1")
    mine.erase(ME, app.store, app.library, app.settings)
    assert app.store.recall("read_by:me:0123456789abcdef") is None
    assert app.store.recall("read_by:me:too:0123456789abcdef") == "1"


def test_what_is_taken_away_is_whole_and_only_mine(app: App, tmp_path: Path) -> None:
    for owner in (ME, "anna"):
        practise(app.store, owner)
        bring(app, owner, f"{owner}.md", tmp_path)
    made = mine.export(ME, app.store, app.library, app.settings, tmp_path)
    with zipfile.ZipFile(made) as taken:
        assert taken.testzip() is None
        texts = {name: taken.read(name).decode("utf-8") for name in taken.namelist()}
    sessions = [json.loads(text) for name, text in texts.items() if name.startswith("sessions/")]
    assert {one["session"]["id"] for one in sessions} == {"me-0", "me-1"}
    assert all(Session.model_validate(one["session"]) and one["turns"][0]["item"]["references"] for one in sessions)
    assert json.loads(texts["key_points.json"])[0]["key_points"][0]["text"] == "me说的要点"
    assert json.loads(texts["about.json"])["interview_on"] == "2026-02-01"
    assert texts["notes/me.md"].startswith("# 茶") and len(json.loads(texts["cards.json"])) == 1
    assert not [name for name, text in texts.items() if "anna" in text]


def test_nothing_yet_can_be_taken_away_and_deleted(app: App, tmp_path: Path) -> None:
    assert mine.held(ME, app.store, app.library).nothing
    with zipfile.ZipFile(mine.export(ME, app.store, app.library, app.settings, tmp_path)) as taken:
        assert "README.txt" in taken.namelist()
    assert mine.erase(ME, app.store, app.library, app.settings).nothing
