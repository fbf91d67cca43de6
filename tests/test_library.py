"""Ingesting: what is read again, what is forgotten, what is found."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from interviewer.errors import CorpusError, InputError
from interviewer.index import Index
from interviewer.library import Ingested, Library, entry_of, extractions
from interviewer.schema import BANK, ME, Item, KeyPoint, Reference
from interviewer.settings import Settings, load
from interviewer.store import Store
from tests.examples import item
from tests.hashed import Hashed

ONE = "# 缓存\n\n## 什么是缓存击穿？\n\n热点键失效的一瞬间，大量请求同时打到数据库。\n\n## 什么是缓存雪崩？\n\n大量键同时失效，请求一起涌向数据库。\n"
TWO = "# 锁\n\n## 什么是死锁？\n\n几个线程互相等待对方持有的锁，谁也不能继续。\n"
ARTICLE = "# 数据库日志\n\n预写日志先把改动写入磁盘，再改数据页。崩溃之后可以从日志恢复。\n"


@dataclass
class Installed:
    settings: Settings
    store: Store
    index: Index
    library: Library
    notes: Path


def install(home: Path, notes: Path) -> Installed:
    settings = load(home=home)
    store, encoder = Store(settings.sql_url), Hashed()
    store.open()
    index = Index(settings, encoder)
    return Installed(settings, store, index, Library(settings, store, index, encoder), notes)


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    notes = tmp_path / "notes"
    (notes / "deep").mkdir(parents=True)
    (notes / "cache.md").write_text(ONE, "utf-8")
    (notes / "deep" / "lock.md").write_text(TWO, "utf-8")
    one = install(tmp_path / "home", notes)
    yield one
    one.index.close()
    one.store.close()


def questions(installed: Installed) -> set[str]:
    return {item.question for item in installed.store.items([ME])}


def test_twice_changes_nothing(installed: Installed) -> None:
    first = installed.library.ingest([installed.notes], ME)
    assert (first.read, first.items, first.new_items, first.indexed) == (2, 3, 3, True)
    ids, generation = {item.id for item in installed.store.items([ME])}, installed.store.generation()
    second = installed.library.ingest([installed.notes], ME)
    assert (second.read, second.unchanged, second.removed, second.new_items) == (0, 2, 0, 0)
    assert {item.id for item in installed.store.items([ME])} == ids
    assert installed.store.generation() == generation


def test_a_changed_file_updates_just_its_own_items(installed: Installed) -> None:
    installed.library.ingest([installed.notes], ME)
    before = {item.question: item for item in installed.store.items([ME])}
    (installed.notes / "deep" / "lock.md").write_text(
        TWO.replace("谁也不能继续", "都停在那里") + "\n## 什么是活锁？\n\n线程都在动，却都没有进展。\n", "utf-8"
    )
    done = installed.library.ingest([installed.notes], ME)
    assert (done.read, done.unchanged, done.new_items) == (1, 1, 1)
    after = {item.question: item for item in installed.store.items([ME])}
    assert after["什么是缓存击穿？"] == before["什么是缓存击穿？"]
    assert after["什么是死锁？"].id == before["什么是死锁？"].id and after["什么是死锁？"].revision != before["什么是死锁？"].revision


def test_a_deleted_file_takes_its_items_along(installed: Installed) -> None:
    installed.library.ingest([installed.notes], ME)
    (installed.notes / "cache.md").unlink()
    assert installed.library.ingest([installed.notes], ME).removed == 1
    assert questions(installed) == {"什么是死锁？"}
    assert [found.item.question for found in installed.library.search("什么是缓存击穿", [ME]) if found.item] in ([], ["什么是死锁？"])


def test_a_renamed_file_keeps_the_ids(installed: Installed) -> None:
    installed.library.ingest([installed.notes], ME)
    ids = {item.id for item in installed.store.items([ME])}
    (installed.notes / "cache.md").rename(installed.notes / "renamed.md")
    installed.library.ingest([installed.notes], ME)
    assert {item.id for item in installed.store.items([ME])} == ids


def test_a_file_inside_a_known_folder_is_not_read_twice(installed: Installed) -> None:
    installed.library.ingest([installed.notes], ME)
    done = installed.library.ingest([installed.notes / "deep"], ME)
    assert (done.read, done.unchanged, done.items) == (0, 1, 3)
    assert installed.library.ingest([installed.notes / "cache.md"], ME).items == 3


def test_a_wider_folder_takes_over_what_was_known(installed: Installed) -> None:
    installed.library.ingest([installed.notes / "deep"], ME)
    done = installed.library.ingest([installed.notes], ME)
    assert done.items == 3
    assert {record.path for record in installed.store.documents(ME)} == {"cache.md", "deep/lock.md"}


def test_what_cannot_be_read_is_skipped_with_its_reason(installed: Installed) -> None:
    (installed.notes / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    done = installed.library.ingest([installed.notes], ME)
    assert done.read == 2 and [name for name, _ in done.skipped] == ["broken.pdf"]
    again = installed.library.ingest([installed.notes], ME)
    assert (again.read, again.unchanged, again.skipped) == (0, 2, done.skipped)


def test_nothing_readable_is_the_users_fault(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError):
        installed.library.ingest([tmp_path / "empty"], ME)
    with pytest.raises(CorpusError):
        installed.library.ingest([tmp_path / "nowhere"], ME)
    with pytest.raises(InputError):
        installed.library.search(" ", [ME])


def test_owners_are_kept_apart(installed: Installed) -> None:
    installed.library.ingest([installed.notes / "cache.md"], ME)
    installed.library.ingest([installed.notes / "deep"], "someone")
    mine = {found.item.question for found in installed.library.search("什么是死锁", [ME]) if found.item}
    assert "什么是死锁？" not in mine
    assert [found.item.question for found in installed.library.search("什么是死锁", ["someone"], k=1) if found.item] == ["什么是死锁？"]


def test_the_closest_items_come_first_and_all_come(installed: Installed) -> None:
    installed.library.ingest([installed.notes], ME)
    first, *rest = installed.library.closest("死锁是什么", [ME])
    asked = {item.id: item.question for item in installed.store.items([ME])}
    assert asked[first.item_id] == "什么是死锁？"
    assert {first.item_id, *(one.item_id for one in rest)} == set(asked)
    assert [one.closeness for one in (first, *rest)] == sorted((one.closeness for one in (first, *rest)), reverse=True)
    assert all(0 <= one.closeness <= 1 for one in rest)
    assert not any(one.fits for one in installed.library.closest("zzz", [ME]))
    assert installed.library.closest("死锁", ["someone"]) == installed.library.closest("死锁", [ME], "en") == []
    assert installed.library.closest(" \n", [ME]) == []


def test_an_item_is_found_by_topics_wordings_and_key_points() -> None:
    points = (KeyPoint(text="互相等待对方持有的锁", weight=0.5), KeyPoint(text="长" * 200, weight=0.5))
    item = Item(
        id="i",
        owner=ME,
        question="什么是死锁？",
        language="zh",
        wordings=("死锁指什么",),
        key_points=points,
        topics=("锁",),
        translation_of="en",
    )
    entry = entry_of(item)
    assert entry.text.splitlines()[:4] == ["锁", "什么是死锁？", "死锁指什么", "互相等待对方持有的锁"]
    assert len(entry.text.splitlines()[4]) < 130, "of long key points the beginning is embedded"
    assert entry.twin == "en"
    assert entry_of(item.model_copy(update={"topics": (), "key_points": (), "translation_of": None})).text == "什么是死锁？\n死锁指什么"


def test_an_article_becomes_passages(installed: Installed) -> None:
    (installed.notes / "wal.md").write_text(ARTICLE, "utf-8")
    installed.library.ingest([installed.notes], ME)
    found = installed.library.search("预写日志 崩溃 恢复", [ME], k=3)
    assert any(one.passage and one.passage.document == "wal.md" for one in found)
    assert all(passage.document == "wal.md" for passage in installed.store.passages([ME])), "what an item holds needs no passage"


def test_another_process_sees_what_was_ingested(installed: Installed, tmp_path: Path) -> None:
    installed.library.ingest([installed.notes / "cache.md"], ME)
    other = install(tmp_path / "home", installed.notes)
    other.library.ingest([installed.notes / "deep"], ME)
    assert "什么是死锁？" in {found.item.question for found in installed.library.search("死锁", [ME]) if found.item}
    other.index.close()
    other.store.close()


def test_a_damaged_index_is_rebuilt_from_the_store(installed: Installed, tmp_path: Path) -> None:
    installed.library.ingest([installed.notes], ME)
    installed.index.close()
    (installed.settings.chroma_path / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    again = install(tmp_path / "home", installed.notes)
    assert again.library.search("什么是死锁", [ME], k=1)[0].item is not None
    again.index.close()
    again.store.close()


def test_uploads_never_overwrite_each_other(installed: Installed, tmp_path: Path) -> None:
    for folder, text in (("a", ONE), ("b", TWO)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "notes.md").write_text(text, "utf-8")
        installed.library.add([tmp_path / folder / "notes.md"], ME)
    installed.library.add([tmp_path / "a" / "notes.md"], ME)
    assert sorted(path.name for path in installed.settings.notes_path.iterdir()) == ["notes (2).md", "notes.md"]
    assert len(questions(installed)) == 3


def upload(installed: Installed, *texts: tuple[str, str]) -> Ingested:
    """Upload files as a browser sends them: from a folder for the time being."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name, _ in texts]
        for file, (_, text) in zip(files, texts, strict=True):
            file.write_text(text, "utf-8")
        return installed.library.add(files, ME)


def test_an_upload_tells_of_its_own_files_only(installed: Installed) -> None:
    upload(installed, ("lock.md", TWO), ("broken.pdf", "%PDF-1.7 broken"))
    done = upload(installed, ("cache.md", ONE), ("lock.md", TWO))
    assert (done.read, done.unchanged, done.new_items, done.items, done.skipped) == (1, 1, 2, 3, ())
    assert [(line.path, line.questions) for line in done.documents] == [("cache.md", 2), ("lock.md", 1)]
    assert [name for name, _ in upload(installed, ("broken.pdf", "%PDF-1.7 broken")).skipped] == ["broken.pdf"]


def test_of_two_uploads_at_once_each_tells_its_own_questions(installed: Installed) -> None:
    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(lambda text: upload(installed, text), [("cache.md", ONE), ("lock.md", TWO)])
    assert (one.new_items, two.new_items) == (2, 1)


def test_an_upload_can_be_removed_and_put_back(installed: Installed) -> None:
    upload(installed, ("cache.md", ONE), ("lock.md", TWO))
    ids = {item.question: item.id for item in installed.store.items([ME])}
    (cache, _) = installed.library.documents(ME)
    assert installed.library.remove(cache.key, ME) == cache
    assert questions(installed) == {"什么是死锁？"} and [line.path for line in installed.library.documents(ME)] == ["lock.md"]
    back = installed.library.restore(ME)
    assert (back.read, back.new_items, [line.path for line in back.documents]) == (1, 2, ["cache.md"])
    assert {item.question: item.id for item in installed.store.items([ME])} == ids
    with pytest.raises(InputError):
        installed.library.restore(ME)


def test_what_is_put_back_is_as_old_as_its_upload(installed: Installed, tmp_path: Path) -> None:
    old = tmp_path / "old.md"
    old.write_text(ONE, "utf-8")
    os.utime(old, (1e9, 1e9))
    (line,) = installed.library.add([old], ME).documents
    assert line.mtime_ns > 1e18 + 1e17  # of the upload, not of the file that was uploaded
    kept = installed.settings.notes_path / "old.md"
    os.utime(kept, (1.1e9, 1.1e9))
    (line,) = installed.library.refresh(ME) and installed.library.documents(ME)
    installed.library.remove(line.key, ME)
    (back,) = installed.library.restore(ME).documents
    assert back.mtime_ns == line.mtime_ns == 1_100_000_000 * 10**9


def test_a_file_in_a_persons_own_folder_is_never_deleted(installed: Installed) -> None:
    installed.library.ingest([installed.notes], ME)
    for line in installed.library.documents(ME):
        with pytest.raises(InputError):
            installed.library.remove(line.key, ME)
    assert (installed.notes / "cache.md").exists() and len(questions(installed)) == 3


def test_a_folder_can_be_forgotten_and_its_files_stay(installed: Installed) -> None:
    installed.library.ingest([installed.notes], ME)
    upload(installed, ("mine.md", TWO.replace("死锁", "活锁")))
    ids = {item.id for item in installed.store.items([ME])}
    assert installed.library.forget(installed.notes.as_posix(), ME) == 2
    assert questions(installed) == {"什么是活锁？"} and (installed.notes / "cache.md").exists()
    assert installed.library.refresh(ME).items == 1, "what was forgotten is not read again by itself"
    installed.library.ingest([installed.notes], ME)
    assert {item.id for item in installed.store.items([ME])} == ids
    assert installed.library.forget(installed.settings.notes_path.as_posix(), ME) == 0, "uploads are removed one by one"


def test_documents_are_shown_to_their_owner_only(installed: Installed) -> None:
    installed.library.ingest([installed.notes], "someone")
    (first, _) = installed.library.documents("someone")
    assert installed.library.documents(ME) == []
    assert installed.library.document(first.key, [ME, BANK]) is None
    assert installed.library.document(first.key, ["someone"]) is not None


def test_the_list_is_made_anew_only_when_something_changed(installed: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    installed.library.ingest([installed.notes], ME)
    before = installed.library.documents(ME)
    monkeypatch.setattr(installed.store, "documents", lambda owner: pytest.fail("passages were loaded"))
    assert installed.library.documents(ME) is before
    installed.store.remember("something else", 1)
    assert installed.library.documents(ME) is before


def test_a_process_stopped_before_merging_leaves_no_document_without_items(installed: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(installed.store, "replace_items", lambda owner, items: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            installed.library.ingest([installed.notes], ME)
    assert questions(installed) == set()
    assert installed.library.ingest([installed.notes], ME).new_items == 3


def test_a_sidecar_is_no_document(installed: Installed) -> None:
    (installed.notes / "cache.md.json").write_text('{"question": "What is a label?", "answer": "No note."}', "utf-8")
    assert "What is a label?" not in {item.question for extraction in extractions([installed.notes], 50) for item in extraction.items}


def test_the_bank_is_read_once(installed: Installed) -> None:
    first = installed.library.ingest_bank()
    assert first.items >= 55 and not first.skipped
    assert installed.library.ingest_bank().read == 0
    assert all(item.owner == BANK and item.key_points_from == "authored" for item in installed.store.items([BANK]))


def test_what_questions_hold_between_them_needs_no_passage(installed: Installed) -> None:
    (installed.notes / "labels.md").write_text(
        "# 我的笔记\n\n**问：什么是活锁？**\n\n答：互相谦让。\n\n**问：什么是饥饿？**\n\n答：一直轮不到。\n", "utf-8"
    )
    (installed.notes / "remark.md").write_text("## 什么是管程？\n\n封装锁。\n\n# 课后\n\n老师说这些会考，而且每一年都考。\n", "utf-8")
    installed.library.ingest([installed.notes], ME)
    assert {passage.document for passage in installed.store.passages([ME])} <= {"remark.md"}


def test_a_search_keeps_to_a_document_and_to_one_of_two_languages(installed: Installed) -> None:
    zh, en = (
        item(question, owner=ME, language=language, id=language, references=(Reference(text="R", document=f"{language}.md", line=3),))
        for question, language in (("死锁 deadlock 是什么？", "zh"), ("What is a deadlock 死锁?", "en"))
    )
    installed.store.replace_items(ME, [zh, en.model_copy(update={"translation_of": "zh"})])

    def found(query: str, **how: Any) -> list[str]:
        return [one.item.id for one in installed.library.search(query, [ME], **how) if one.item]

    assert sorted(found("deadlock 死锁")) == ["en", "zh"]
    assert found("deadlock 死锁", language="zh") == ["zh"]
    assert found("deadlock 死锁", language="en") == ["en"]
    assert found("deadlock 死锁", language="zh", document="en.md") == ["en"]
