"""The index against a real Chroma, in a folder and at a server: equal, found, filtered, and safe from crashes and from each other."""

from __future__ import annotations

import logging
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from interviewer.embeddings import encoder
from interviewer.errors import IndexBusy, IndexMismatch, ProviderError, SettingsError, VectorError
from interviewer.index import Changes, Entry, Index
from interviewer.index.chroma import Chroma
from interviewer.index.ranking import BIAS, FITS, WEIGHTS, Query, Row, Snapshot, words_of
from interviewer.settings import load
from tests.entries import NOTES, many
from tests.hashed import Hashed

ROOT = Path(__file__).parents[1]


@pytest.fixture
def index(clean_settings: Path) -> Iterator[Index]:
    one = Index(load(), Hashed())
    yield one
    one.close()


def found(one: Index, query: str, owners: Any = ("me", "bank"), k: int = 10, **filters: Any) -> list[str]:
    return [hit.entry_id for hit in one.search("items", query, owners, k, **filters)]


# ---------------------------------------------------------------- sync


def test_an_index_becomes_equal_to_its_entries(index: Index) -> None:
    assert index.sync("items", NOTES) == Changes(added=5, removed=0, kept=0)
    assert index.sync("items", iter(NOTES)) == Changes(added=0, removed=0, kept=5)
    changed = Entry("kv", "me", "A KV cache trades memory for time", "en")
    assert index.sync("items", [changed, *NOTES[1:3]]) == Changes(added=1, removed=3, kept=2)
    assert sorted(found(index, "KV cache")) == ["kv", "rope", "注意力"]
    assert found(index, "memory for time")[0] == "kv"
    assert index.sync("items", []) == Changes(added=0, removed=3, kept=0)
    assert found(index, "KV cache") == []


def test_what_is_known_is_not_encoded_again(clean_settings: Path) -> None:
    inner = Hashed()
    first = Index(load(), inner)
    first.sync("items", NOTES)
    inner.encoded.clear()
    first.sync("items", [*NOTES, Entry("new", "me", "brand new", "en")])
    first.close()
    again = Index(load(), inner)
    again.sync("items", [*NOTES, Entry("new", "me", "brand new", "en")])
    again.close()
    assert inner.encoded == ["brand new"]


@pytest.mark.parametrize(
    "other",
    [
        Entry("kv2", "me", NOTES[0].text, "en", ("inference",), ("llm.md",)),
        Entry("kv", "you", NOTES[0].text, "en", ("inference",), ("llm.md",)),
        Entry("kv", "me", "something else", "en", ("inference",), ("llm.md",)),
        Entry("kv", "me", NOTES[0].text, "zh", ("inference",), ("llm.md",)),
        Entry("kv", "me", NOTES[0].text, "en", ("other",), ("llm.md",)),
        Entry("kv", "me", NOTES[0].text, "en", ("inference",), ("renamed.md",)),
        Entry("kv", "me", NOTES[0].text, "en", ("inference",), ("llm.md",), twin="rope"),
    ],
)
def test_every_field_counts_as_a_change(other: Entry, index: Index) -> None:
    index.sync("items", NOTES[:1])
    assert index.sync("items", [other]) == Changes(added=1, removed=1, kept=0)


def test_the_same_entry_twice_is_one(index: Index) -> None:
    assert index.sync("items", [NOTES[0], NOTES[0]]) == Changes(added=1, removed=0, kept=0)


def test_items_and_passages_are_kept_apart(index: Index) -> None:
    index.sync("items", NOTES[:1])
    index.sync("passages", NOTES[1:3])
    assert (index.count("items"), index.count("passages")) == (1, 2)
    assert [hit.entry_id for hit in index.search("passages", "RoPE", ["me"], 1)] == ["rope"]


def test_progress_counts_what_is_encoded(index: Index) -> None:
    heard: list[tuple[int, int]] = []
    index.sync("items", many(70), lambda done, of: heard.append((done, of)))
    assert heard == [(32, 70), (64, 70), (70, 70)]
    heard.clear()
    index.sync("items", many(70), lambda done, of: heard.append((done, of)))
    assert heard == []


@pytest.mark.parametrize("count", [1050, pytest.param(6000, marks=pytest.mark.slow)])
def test_more_entries_than_are_written_at_once(count: int, index: Index) -> None:
    """And, slowly, more than Chroma takes at once."""
    assert index.sync("items", many(count)).added == count
    assert index.count("items") == count
    assert index.sync("items", many(3)).removed == count - 3
    assert index.count("items") == 3


def test_a_failing_encoder_changes_nothing(index: Index) -> None:
    index.sync("items", NOTES)
    inner: Any = index._encoder

    def down(texts: Any, kind: str) -> Any:
        raise ProviderError("down")

    encode, inner.encode = inner.encode, down
    with pytest.raises(ProviderError):
        index.sync("items", [Entry("new", "me", "brand new", "en")])
    inner.encode = encode
    assert index.count("items") == 5
    assert index.sync("items", NOTES) == Changes(0, 0, 5)


def test_odd_text_can_be_kept_and_found(index: Index) -> None:
    odd = [
        Entry(f"odd{i}", "me\ud800", text, "zh", ("主题\udfff",), ("\udcff.md",))
        for i, text in enumerate(["", "a\x00b", "\ud800 词", "👩‍🚀"])
    ]
    assert index.sync("items", odd).added == 4
    assert index.sync("items", odd).kept == 4
    assert len(found(index, "\ud800", ["me\ud800"], topics=["主题\udfff"], document="\udcff.md")) == 4


@effort(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.integers(0, 8), max_size=6), min_size=1, max_size=4))
def test_any_sequence_of_syncs_ends_equal(index: Index, steps: list[set[int]]) -> None:
    index.sync("items", [])
    before: set[int] = set()
    for step in steps:
        entries = [Entry(f"e{i}", "me", f"text {i}", "en") for i in sorted(step)]
        assert index.sync("items", entries) == (len(step - before), len(before - step), len(step & before))
        assert set(found(index, "text")) == {f"e{i}" for i in step}
        before = step


# ---------------------------------------------------------------- search


def test_nothing_is_found_and_nothing_written_before_the_first_sync(index: Index, clean_settings: Path) -> None:
    assert index.search("items", "KV cache", ["me"], 5) == []
    assert index.count("passages") == 0
    assert list(clean_settings.iterdir()) == []


def test_nobody_finds_what_belongs_to_others(index: Index) -> None:
    index.sync("items", NOTES)
    assert set(found(index, "KV cache secret note", ["me", "bank"])) == {"kv", "rope", "注意力", "bank-kv"}
    assert found(index, "KV cache", ["you"]) == ["yours"]
    assert found(index, "KV cache", []) == found(index, "KV cache", ["nobody"]) == []
    assert found(index, "KV cache", "you me bank") == [], "one string is not a list of owners"


def test_filters_narrow_and_combine(index: Index) -> None:
    index.sync("items", NOTES)
    assert set(found(index, "keys", language="en")) == {"kv", "rope", "bank-kv"}
    assert set(found(index, "keys", topics=["attention", "nothing"])) == {"rope", "注意力"}
    assert set(found(index, "keys", document="llm.md")) == {"kv", "rope"}
    assert found(index, "注意力", document="笔记/注意力.md", language="zh", topics=["attention"]) == ["注意力"]
    assert found(index, "keys", topics=[]) == found(index, "keys", document="no.md") == []
    assert found(index, "keys", k=1, language="en") == ["rope"]
    assert found(index, "keys", k=0) == []


def test_a_thing_is_found_by_its_other_names(index: Index) -> None:
    index.sync("items", [*NOTES, Entry("ipc", "me", "进程之间怎样交换数据：进程间通信的几种方式", "zh")])
    for name in ("IPC", "interprocess communication"):
        first, *_ = index.search("items", name, ["me"], 5)
        assert first.entry_id == "ipc"


def test_what_translates_each_other_is_found_together(index: Index) -> None:
    """A query finds the twin in the other language by the words of the first, also where only the twin is asked for."""
    twin = Entry("rope-zh", "me", "旋转式的位置怎样进入点积", "zh", twin="rope")
    index.sync("items", [*NOTES, twin, Entry("other", "me", "别的问题", "zh")])
    first, second, *_ = index.search("items", "rotates queries", ["me"], 5)
    assert {first.entry_id, second.entry_id} == {"rope", "rope-zh"}
    assert first.closeness == second.closeness
    assert found(index, "rotates queries", language="zh")[0] == "rope-zh"


def test_how_close_depends_on_nobody_elses_notes(index: Index) -> None:
    """Up to the rarity of words, which is of all there is; here they are the same words."""
    index.sync("items", [*NOTES[:4]])
    before = index.search("items", "rotates queries", ["me"], 1)[0].closeness
    index.sync("items", [*NOTES[:4], *(Entry(f"yours{i}", "you", f"far away {i}", "zh") for i in range(3))])
    assert index.search("items", "far", ["me"], 1)[0].closeness < 0.5
    assert index.search("items", "rotates queries", ["me"], 1)[0].closeness == pytest.approx(before, abs=0.05)


def test_two_encoders_are_both_asked(clean_settings: Path) -> None:
    finder, comparing = Hashed("finder", 16), Hashed("comparing", 8)
    one = Index(load(), finder, comparing)
    try:
        one.sync("items", NOTES)
        assert set(finder.encoded) == set(comparing.encoded) == {note.text for note in NOTES}
        assert found(one, "rotates queries")[0] == "rope"
        assert finder.encoded[-1] == comparing.encoded[-1] == "rotates queries"
    finally:
        one.close()
    with_another = Index(load(), finder, Hashed("another", 8))
    try:
        with pytest.raises(IndexMismatch, match=r"finder\+comparing.*finder\+another"):
            with_another.search("items", "x", ["me"], 1)
    finally:
        with_another.close()


@pytest.mark.parametrize("query", ["", "   ", "?!", "完全没有的词", "zzzz", "\x00", "KV " * 3000])
def test_any_query_is_answered(query: str, index: Index) -> None:
    index.sync("items", NOTES)
    assert len(found(index, query)) == 4


def test_entries_without_a_word_can_be_found(index: Index) -> None:
    index.sync("items", [Entry("a", "me", "?!", "en"), Entry("b", "me", "……", "zh")])
    assert set(found(index, "?!")) == {"a", "b"}


def rows_of(texts: list[str], owners: str = "") -> dict[str, Row]:
    vectors = Hashed(dimension=16).encode(texts, "passage")
    return {
        str(i): Row(
            f"{i:03}",
            "bank" if owners[i : i + 1] == "b" else owners[i : i + 1] or "me",
            "en",
            frozenset(),
            frozenset(),
            "",
            tuple(words_of(text)),
            vector,
        )
        for i, (text, vector) in enumerate(zip(texts, vectors, strict=True))
    }


def asked(query: str) -> Query:
    vector = Hashed(dimension=16).encode([query], "query")[0]
    return Query(vector, vector, words_of(query))


@effort(max_examples=50, deadline=None)
@given(
    st.lists(st.text("abc ", max_size=8), min_size=1, max_size=12),
    st.text("abcx ", max_size=6),
    st.integers(1, 15),
    st.sets(st.integers(0, 11)),
)
def test_closeness_is_the_logistic_of_what_is_known(texts: list[str], query: str, k: int, left_out: set[int]) -> None:
    rows = rows_of(texts)
    ids = {row.entry_id for i, row in enumerate(rows.values()) if i not in left_out}
    snapshot = Snapshot("r", rows)
    hits = snapshot.search(asked(query), lambda row: row.entry_id in ids, k)
    assert len(hits) == min(k, len(ids))
    assert [hit.closeness for hit in hits] == sorted((hit.closeness for hit in hits), reverse=True)
    features = snapshot.features(asked(query), np.array(sorted(map(int, ids)), np.intp))
    for hit in hits:
        _, meant, bm25, covered = features[int(hit.entry_id)]
        mine, theirs = set(words_of(query)), set(words_of(texts[int(hit.entry_id)]))
        assert -1.001 <= meant <= 1.001
        assert (bm25 > 0) == (covered > 0) == bool(mine & theirs)
        assert (covered == pytest.approx(1)) == bool(mine and mine <= theirs)
        assert hit.closeness == pytest.approx(1 / (1 + np.exp(-(features[int(hit.entry_id)] @ WEIGHTS + BIAS))))
        assert hit.fits == (hit.closeness >= FITS)


def test_what_is_usual_is_told_from_the_bank_and_ones_own() -> None:
    """By the cosines of the rows that are searched and of the bank; a third person's change nothing."""
    texts = ["one two", "two three", "three four", "one", "five"]
    own = np.array([0, 1], np.intp)
    alone = Snapshot("r", rows_of(texts[:3], "mmb")).features(asked("one"), own)[:2, 0]
    beside = Snapshot("r", rows_of(texts, "mmbyy")).features(asked("one"), own)[:2, 0]
    assert beside == pytest.approx(alone)
    banked = {key: replace(row, owner="bank") if row.owner == "y" else row for key, row in rows_of(texts, "mmbyy").items()}
    assert Snapshot("r", banked).features(asked("one"), own)[:2, 0] != pytest.approx(alone)


def test_what_a_query_is_about_fits_and_the_rest_does_not(index: Index) -> None:
    index.sync("items", many(60) + NOTES)
    first, *rest = index.search("items", "RoPE rotates queries and keys", ["me", "bank"], 70)
    assert (first.entry_id, first.fits) == ("rope", True)
    assert not any(hit.fits for hit in rest if hit.entry_id.startswith("e"))
    assert not any(hit.fits for hit in index.search("items", "sourdough bread", ["me", "bank"], 70))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("quantised weights", "quantising a weight"),
        ("normalisation", "Normalization"),
        ("deduplicate", "deduplication"),
        ("attention heads", "head of attention"),
    ],
)
def test_words_are_compared_without_their_endings(one: str, other: str) -> None:
    assert set(words_of(one)) <= set(words_of(other))


def test_words_and_meaning_help_each_other(clean_settings: Path) -> None:
    """With the real encoder: a rare name is found by words, a question in the other language by meaning."""
    one = Index(load(), encoder(load()))
    try:
        one.sync(
            "items",
            [
                Entry("name", "me", "ZeRO-3 partitions parameters, gradients and optimizer states over the workers", "en"),
                Entry("drop", "me", "Dropout switches units off at random while training, which keeps a network from overfitting", "en"),
                Entry(
                    "sql",
                    "me",
                    "An index of a database is a sorted structure with which rows are found without reading the whole table",
                    "en",
                ),
            ],
        )
        assert found(one, "ZeRO-3")[0] == "name"
        assert found(one, "什么是数据库索引？")[0] == "sql"
        assert found(one, "How do I stop a model from memorising its training data?")[0] == "drop"
    finally:
        one.close()


# ---------------------------------------------------------------- which encoder


def test_vectors_of_two_encoders_are_never_mixed(clean_settings: Path) -> None:
    first = Index(load(), Hashed("first"))
    first.sync("items", NOTES)
    first.close()
    second = Index(load(), Hashed("second"))
    for act in (lambda: second.search("items", "x", ["me"], 1), lambda: second.count("items"), lambda: second.sync("items", NOTES)):
        with pytest.raises(IndexMismatch, match=r"built with the encoder first.*second.*ingest --rebuild"):
            act()
    assert second.sync("passages", []) == Changes(0, 0, 0)
    second.rebuild()
    assert second.sync("items", NOTES) == Changes(5, 0, 0)
    assert found(second, "RoPE")[0] == "rope"
    second.close()


def test_another_length_under_the_same_name_is_a_mismatch_too(clean_settings: Path) -> None:
    first = Index(load(), Hashed(dimension=8))
    first.sync("items", NOTES)
    first.close()
    second = Index(load(), Hashed(dimension=16))
    for act in (lambda: second.search("items", "x", ["me"], 1), lambda: second.sync("items", many(3))):
        with pytest.raises(IndexMismatch, match="vectors of 8 numbers"):
            act()
    assert second.count("items") == 5, "nothing was written"
    second.close()


# ---------------------------------------------------------------- processes and threads

CHILD = """
import sys
from interviewer.index import Entry, Index
from interviewer.settings import load
from tests.entries import NOTES, many
from tests.hashed import Hashed
index = Index(load(), Hashed())
def say(*what): print(*what, flush=True)
def wait(): sys.stdin.readline()
"""


def child(code: str) -> subprocess.Popen[str]:
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", CHILD + code], cwd=ROOT, **pipes)


def told(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def test_one_process_writes_and_others_read_what_it_wrote(index: Index) -> None:
    index.sync("items", NOTES[:2])
    assert index.count("items") == 2
    index.close()
    with child("index.sync('items', NOTES[:3]); say('wrote'); wait(); index.close(); say('closed'); wait()") as other:
        assert told(other) == "wrote"
        assert set(found(index, "keys")) == {"kv", "rope", "注意力"}, "reading needs no lock"
        for act in (lambda: index.sync("items", NOTES), index.rebuild):
            with pytest.raises(IndexBusy, match=rf"process {other.pid} is writing.*CHROMA_URL"):
                act()
        go_on(other)
        assert told(other) == "closed"
        assert index.sync("items", NOTES) == Changes(added=2, removed=0, kept=3)
        go_on(other)
    assert index.count("items") == 5


def test_a_reader_follows_a_writer(index: Index, caplog: pytest.LogCaptureFixture) -> None:
    index.sync("items", many(300))
    index.close()
    assert index.count("items") == 300
    code = "say(index.sync('items', many(1200, 1)).added); wait(); index.sync('items', many(10)); index.close(); say('closed'); wait()"
    with child(code) as other:
        assert told(other) == "1100"
        assert index.count("items") == 1200
        assert found(index, "note 1 generation 1")[0].startswith("e")
        go_on(other)
        assert told(other) == "closed"
        assert index.count("items") == 10
        go_on(other)
    assert not index.was_reset
    assert not caplog.records


@pytest.mark.slow
def test_a_writer_begins_where_the_one_before_it_ended(index: Index) -> None:
    """Although it was connected before that one wrote."""
    index.sync("items", many(20))
    index.close()
    assert index.count("items") == 20
    with child("index.sync('items', many(2100, 1)); index.close(); say('closed'); wait()") as other:
        assert told(other) == "closed"
        go_on(other)
    assert index.sync("items", many(2150, 1)) == Changes(50, 0, 2100)
    assert len(found(index, "note", k=3000)) == 2150
    assert not index.was_reset


def test_a_few_entries_are_not_taken_for_half_written(index: Index) -> None:
    """Below 1,000 entries Chroma keeps no vector files, but readers touch some that look like them."""
    index.sync("items", NOTES)
    for _ in range(2):
        index.close()
        assert index.count("items") == 5
        assert not index.was_reset


def test_a_killed_writer_leaves_no_lock(index: Index) -> None:
    with child("index.sync('items', NOTES); say('wrote'); wait()") as other:
        assert told(other) == "wrote"
        other.kill()
    assert index.sync("items", NOTES) == Changes(0, 0, 5)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_a_sync_that_was_killed_is_completed_by_the_next(seed: int, index: Index) -> None:
    index.sync("items", many(1100))
    index.close()
    with child("index.count('items'); say('begins'); index.sync('items', many(1100, 1)); wait()") as other:
        assert told(other) == "begins"
        time.sleep(random.Random(seed).uniform(0.2, 1.0))
        other.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    index.search("items", "note", ["me"], 3)
    index.sync("items", many(1100, 1))
    assert index.count("items") == 1100
    assert index.sync("items", many(1100, 1)) == Changes(0, 0, 1100)
    assert set(found(index, "note 1 generation 1", k=2000)) == {f"e{i}" for i in range(1100)}


def test_threads_search_while_one_syncs(index: Index) -> None:
    index.sync("items", many(300))
    stop = threading.Event()

    def search() -> int:
        searches = 0
        while not stop.is_set():
            assert len(index.search("items", f"word{searches % 97}", ["me"], 5)) == 5
            searches += 1
        return searches

    with ThreadPoolExecutor(3) as pool:
        searching = [pool.submit(search) for _ in range(2)]
        for generation in (1, 2, 3):
            pool.submit(index.sync, "items", many(300, generation)).result()
        stop.set()
        assert all(one.result() > 0 for one in searching)
    assert index.sync("items", many(300, 3)) == Changes(0, 0, 300)


def test_searches_need_not_wait_for_a_slow_encoder(index: Index) -> None:
    index.sync("items", NOTES)
    inner: Any = index._encoder
    encode, encoding, may_go_on = inner.encode, threading.Event(), threading.Event()

    def slow(texts: list[str], kind: str) -> Any:
        if kind == "passage":
            encoding.set()
            assert may_go_on.wait(20)
        return encode(texts, kind)

    inner.encode = slow
    with ThreadPoolExecutor(1) as pool:
        syncing = pool.submit(index.sync, "items", many(3))
        assert encoding.wait(20)
        assert found(index, "RoPE")[0] == "rope"
        may_go_on.set()
        assert syncing.result().added == 3


# ---------------------------------------------------------------- damage


def half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def garbled(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 3)
        file.write(random.Random(0).randbytes(path.stat().st_size // 3 + 1))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose index has vector files."""
    home = tmp_path_factory.mktemp("sound")
    one = Index(load(home=home), Hashed())
    one.sync("items", many(1050))
    one.close()
    return home


@pytest.mark.parametrize("damage", [half, garbled, Path.unlink], ids=["half", "garbled", "gone"])
@pytest.mark.parametrize(
    "name", ["chroma.sqlite3", "*/data_level0.bin", "*/header.bin", "*/link_lists.bin", "*/index_metadata.pickle", "seal.json"]
)
def test_a_damaged_folder_starts_anew(
    name: str, damage: Callable[[Path], None], sound: Path, index: Index, caplog: pytest.LogCaptureFixture
) -> None:
    """Opened as they are, some of these crash Chroma's process and one hangs it for ever."""
    shutil.copytree(sound / "chroma", load().chroma_path)
    (path,) = load().chroma_path.glob(name)
    damage(path)
    with caplog.at_level(logging.WARNING):
        assert index.search("items", "note", ["me"], 3) == []
    assert index.was_reset
    assert len(caplog.records) == 1
    assert "starts anew" in caplog.text
    assert index.sync("items", NOTES) == Changes(5, 0, 0)
    assert found(index, "RoPE")[0] == "rope"


def test_a_sound_folder_is_left_as_it_is(sound: Path, index: Index) -> None:
    shutil.copytree(sound / "chroma", load().chroma_path)
    assert index.sync("items", many(1050)) == Changes(0, 0, 1050)
    assert not index.was_reset


def test_damage_that_a_sync_meets_is_mended_by_it(index: Index) -> None:
    index.sync("items", many(50))
    index.close()
    half(load().chroma_path / "chroma.sqlite3")
    assert index.sync("items", many(60)) == Changes(60, 0, 0)
    assert index.was_reset


def test_damage_that_shows_while_the_folder_is_open_is_met(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """A panic of Chroma's Rust part is no Exception, and is handled like its other failures."""
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})
    index.sync("items", NOTES)
    panics = [panic("index out of bounds")] * 2
    find = Chroma.find

    def panicking(self: Chroma, name: str) -> Any:
        with self.guarded():
            if panics:
                raise panics.pop()
        return find(self, name)

    monkeypatch.setattr(Chroma, "find", panicking)
    assert index.search("items", "x", ["me"], 1) == []
    assert index.was_reset
    assert index.sync("items", NOTES).added == 5


def test_what_is_no_damage_is_not_handled_like_it(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    from chromadb.errors import InternalError

    index.sync("items", NOTES)
    raised: list[BaseException] = [InternalError("error returned from database: (code: 13) database or disk is full"), KeyboardInterrupt()]

    def failing(self: Chroma, name: str) -> Any:
        with self.guarded():
            raise raised[0]

    with monkeypatch.context() as patch:
        patch.setattr(Chroma, "find", failing)
        with pytest.raises(VectorError, match=r"disk is full.*disk space"):
            index.search("items", "x", ["me"], 1)
        raised.pop(0)
        with pytest.raises(KeyboardInterrupt):
            index.search("items", "x", ["me"], 1)
    assert not index.was_reset
    assert index.count("items") == 5


def test_a_reader_leaves_a_folder_that_is_being_written_alone(sound: Path, index: Index) -> None:
    shutil.copytree(sound / "chroma", load().chroma_path)
    with child("index.sync('items', []); say('holds'); wait()") as other:
        assert told(other) == "holds"
        (load().chroma_path / "seal.json").unlink()
        with pytest.raises(IndexBusy, match=f"process {other.pid}"):
            index.search("items", "note", ["me"], 3)
        other.kill()
    assert not index.was_reset


def test_a_home_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    one = Index(load(home=tmp_path / "file" / "home"), Hashed())
    with pytest.raises(VectorError, match=r"can't be written.*INTERVIEWER_HOME"):
        one.sync("items", NOTES)


# ---------------------------------------------------------------- a server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a real Chroma server; return its URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = str(tmp_path_factory.mktemp("server"))
    command = [
        sys.executable,
        "-c",
        "from chromadb.cli.cli import app; app()",
        "run",
        "--path",
        path,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                httpx.get(f"{url}/api/v2/heartbeat", trust_env=False).raise_for_status()
                break
            except httpx.HTTPError:
                assert process.poll() is None, "the server ended"
                time.sleep(0.1)
        yield url
        process.terminate()


@pytest.fixture
def proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxies that lead nowhere."""
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "socks5h://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("NO_PROXY", "example.com")


@pytest.mark.usefixtures("proxies")
def test_a_server_serves_several_writers(server: str, clean_settings: Path) -> None:
    """Also: it is on this machine, so no proxy is asked, and INTERVIEWER_OFFLINE allows it."""
    one, other = (Index(load(chroma_url=server, offline=True), Hashed()) for _ in range(2))
    one.rebuild()
    assert one.sync("items", NOTES) == Changes(5, 0, 0)
    assert one.sync("items", NOTES) == Changes(0, 0, 5)
    assert found(one, "RoPE rotates")[0] == "rope"
    assert other.sync("items", NOTES[:2]) == Changes(0, 3, 2)
    assert set(found(one, "RoPE rotates")) == {"rope", "kv"}, "what the other wrote is seen"
    assert other.sync("items", many(1500)).added == 1500
    assert len(found(one, "note", k=2000)) == 1500
    third = Index(load(chroma_url=server), Hashed("another"))
    with pytest.raises(IndexMismatch):
        third.count("items")
    one.rebuild()
    assert other.count("items") == 0
    for each in (one, other, third):
        each.close()
    assert list(clean_settings.iterdir()) == [], "nothing is kept here"
    assert os.environ["NO_PROXY"] == "example.com"
    assert "no_proxy" not in os.environ


class _Stranger(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = int(self.path.split("/")[1])
        self.send_response(status)
        self.end_headers()
        self.wfile.write(b"<html>" if status != 201 else b"{}")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.mark.parametrize(
    ("status", "match"), [(200, "no Chroma server"), (201, "no Chroma server"), (404, "answered 404"), (502, "answered 502")]
)
def test_what_is_no_chroma_server_is_named(status: int, match: str, clean_settings: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Stranger) as stranger:
        threading.Thread(target=stranger.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        url = f"http://me:password@127.0.0.1:{stranger.server_port}/{status}"
        with pytest.raises(VectorError, match=match) as caught:
            Index(load(chroma_url=url), Hashed()).count("items")
        stranger.shutdown()
    assert caught.value.where == f"CHROMA_URL (http://127.0.0.1:{stranger.server_port}/{status})"
    assert "password" not in str(caught.value)


def test_a_server_that_is_down_is_named(clean_settings: Path) -> None:
    one = Index(load(chroma_url="http://127.0.0.1:9"), Hashed())
    for act in (lambda: one.search("items", "x", ["me"], 1), lambda: one.sync("items", NOTES), one.rebuild):
        with pytest.raises(VectorError, match=r"CHROMA_URL \(http://127\.0\.0\.1:9\): the Chroma server failed.*Start the server"):
            act()
    assert not one.was_reset


def test_offline_forbids_a_remote_server(clean_settings: Path) -> None:
    with pytest.raises(SettingsError, match="INTERVIEWER_OFFLINE forbids"):
        Index(load(chroma_url="https://chroma.example.com", offline=True), Hashed()).count("items")


def test_ties_fall_the_same_way_every_time() -> None:
    rows = rows_of(["same words", "same words", "same words"])
    orders = [
        [hit.entry_id for hit in Snapshot("r", dict(some)).search(asked("same"), lambda row: True, 3)]
        for some in (rows.items(), reversed(rows.items()))
    ]
    assert orders[0] == orders[1] == ["000", "001", "002"]
