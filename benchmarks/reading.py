"""Reading notes and finding their questions against embedding these, on one core, in one run (goal: at most 0.10 of it)."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from benchmarks.ingest import WORDS
from interviewer import documents, embeddings, items
from interviewer.schema import ExtractedItem
from interviewer.settings import load

T = TypeVar("T")
QUESTIONS = 30
"""A file."""


def run() -> str:
    with tempfile.TemporaryDirectory() as folder, _one_core():
        notes = write_notes(Path(folder) / "notes")
        settings = load(home=Path(folder) / "home")
        finder, similar = embeddings.encoder(settings), embeddings.similarity_encoder(settings)
        finder.encode(["预热"], "passage"), similar.encode(["预热"], "passage")
        _extract(notes[:1])
        seconds, found = _timed(lambda: _extract(notes))
        questions = [item.question for item in found]
        texts = [f"{item.question}\n{item.answer or ''}" for item in found]
        floor = _timed(lambda: finder.encode(texts, "passage"))[0] + _timed(lambda: similar.encode(questions, "passage"))[0]
    size = sum(map(len, texts)) / len(texts)
    return (
        f"{len(found)} items of {size:.0f} characters in {len(notes)} files: read in {seconds:.2f} s, "
        f"embedded in {floor:.2f} s (ratio {seconds / floor:.3f})"
    )


def _extract(paths: list[Path]) -> list[ExtractedItem]:
    return [item for path in paths for item in items.extract(documents.read(path, path, max_mb=50)).items]


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep this process on one core where the system can."""
    usual = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if usual:
        os.sched_setaffinity(0, {min(usual)})
    try:
        yield
    finally:
        if usual:
            os.sched_setaffinity(0, usual)


# ---------------------------------------------------------------- notes of the usual shapes


def write_notes(folder: Path) -> list[Path]:
    rng = random.Random(11)
    folder.mkdir()
    shapes = {"heading.md": _heading, "numbered.md": _numbered, "bold.md": _bold, "details.md": _details, "label.txt": _label}
    written = []
    for name, shape in shapes.items():
        entries = [shape(number + 1, _question(rng, f"{name}{number}"), _answer(rng)) for number in range(QUESTIONS)]
        (folder / name).write_text("# 面试题整理\n\n" + "\n\n".join(entries) + "\n", "utf-8")
        written.append(folder / name)
    rows = [f'"{_question(rng, f"row{number}")}","{_answer(rng)}",系统' for number in range(QUESTIONS)]
    (folder / "table.csv").write_text("question,answer,topic\n" + "\n".join(rows) + "\n", "utf-8")
    return [*written, folder / "table.csv"]


def _question(rng: random.Random, what: str) -> str:
    one, two = rng.sample(WORDS, 2)
    return f"{one}和{two}在 {what} 里怎样配合？"


def _answer(rng: random.Random) -> str:
    paragraphs = []
    for _ in range(rng.randint(1, 3)):
        paragraphs.append(
            "".join(f"{rng.choice(WORDS)}会影响{rng.choice(WORDS)}，所以要先看{rng.choice(WORDS)}。" for _ in range(rng.randint(3, 8)))
        )
    points = "\n".join(f"- **{rng.choice(WORDS)}**：先看{rng.choice(WORDS)}，再看{rng.choice(WORDS)}" for _ in range(rng.randint(0, 4)))
    return "\n\n".join([*paragraphs, *([points] if points else [])])


def _heading(number: int, question: str, answer: str) -> str:
    return f"## {number}. {question}\n\n{answer}"


def _numbered(number: int, question: str, answer: str) -> str:
    return f"{number}. {question}\n\n" + "\n".join(f"   {line}" if line else "" for line in answer.split("\n"))


def _bold(number: int, question: str, answer: str) -> str:
    return f"**{number}. {question}**\n\n{answer}"


def _details(number: int, question: str, answer: str) -> str:
    return f"<details>\n<summary>{question}</summary>\n\n{answer}\n\n</details>"


def _label(number: int, question: str, answer: str) -> str:
    return f"问：{question}\n答：{answer}"
