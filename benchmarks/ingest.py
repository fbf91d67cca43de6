"""Ingest against the encoders' own time on the same texts (goal: the encoders are at least 85 % of it), on an empty cache."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from interviewer import embeddings
from interviewer.index import Index
from interviewer.library import Library
from interviewer.schema import ME, Encoder, Vectors
from interviewer.settings import load
from interviewer.store import Store

QUESTIONS = 300
WORDS = [
    "缓存",
    "索引",
    "事务",
    "日志",
    "复制",
    "分片",
    "一致性",
    "队列",
    "限流",
    "超时",
    "重试",
    "幂等",
    "隔离",
    "锁",
    "快照",
    "压缩",
    "编码",
    "路由",
    "网关",
    "监控",
    "延迟",
    "吞吐",
    "副本",
    "选举",
    "心跳",
]


class Recording:
    """An encoder that remembers what it was asked and how long it took."""

    def __init__(self, inner: Encoder) -> None:
        self._inner, self.asked, self.seconds = inner, [], 0.0  # type: ignore[var-annotated]
        self.name, self.dimension = inner.name, inner.dimension

    def encode(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
        began = time.perf_counter()
        vectors = self._inner.encode(texts, kind)
        self.seconds += time.perf_counter() - began
        self.asked.append((list(texts), kind))
        return vectors


def run() -> str:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        settings = load(home=home)
        finder, similar = Recording(embeddings.encoder(settings)), Recording(embeddings.similarity_encoder(settings))
        store = Store(settings.sql_url)
        store.open()
        index = Index(settings, finder, similar)
        _warm_up(Library(settings, store, index, similar), Path(folder))
        for encoder in (finder, similar):
            encoder.asked.clear()
            encoder.seconds = 0.0
        notes = write_notes(Path(folder) / "notes")
        began = time.perf_counter()
        done = Library(settings, store, index, similar).ingest([notes], ME)
        total = time.perf_counter() - began
        again = time.perf_counter()
        Library(settings, store, index, similar).ingest([notes], ME)
        again = time.perf_counter() - again
        index.close()
        store.close()
    floor = _floor(finder) + _floor(similar)
    spent = finder.seconds + similar.seconds
    return f"{done.items} items in {total:.1f} s; encoders {spent:.1f} s ({spent / total:.0%} of it; alone on the same texts {floor:.1f} s); again unchanged {again:.2f} s"


def _warm_up(library: Library, folder: Path) -> None:
    """Pay once, outside the measure, for what a process pays once: imports, weights, an empty index."""
    note = folder / "warm.md"
    note.write_text("## 什么是预热？\n\n先把要用的东西装进内存。\n", "utf-8")
    library.ingest([note], ME)


def _floor(encoder: Recording) -> float:
    began = time.perf_counter()
    for texts, kind in encoder.asked:
        encoder._inner.encode(texts, kind)
    return time.perf_counter() - began


def write_notes(folder: Path) -> Path:
    """Write notes of a usual shape: a few files of headed questions with answers of a few sentences."""
    rng = random.Random(7)
    folder.mkdir()
    for part in range(6):
        lines = [f"# 第 {part + 1} 部分", ""]
        for number in range(QUESTIONS // 6):
            one, two = rng.sample(WORDS, 2)
            lines += [f"## {number + 1}. {one}和{two}在第 {part * 50 + number} 个系统里怎样配合？", ""]
            lines += ["".join(f"{rng.choice(WORDS)}会影响{rng.choice(WORDS)}，所以要先看{rng.choice(WORDS)}。" for _ in range(6)), ""]
        (folder / f"part{part}.md").write_text("\n".join(lines), "utf-8")
    return folder
