"""A grade by the local grader against the encoder's own time on the texts it has to encode (goal: at most 1.2 times as long and 20 ms)."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Literal

from interviewer.app import App
from interviewer.evaluation import golden
from interviewer.graders.local import LocalGrader
from interviewer.schema import Encoder, Vectors
from interviewer.settings import Settings

GRADES = 40
Kind = Literal["query", "passage"]


class Listening:
    """An encoder that keeps what it was last asked to encode of an answer."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.name, self.dimension = encoder, encoder.name, encoder.dimension
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        if kind == "query":
            self.asked = list(texts)
        return self.encoder.encode(texts, kind)


def run() -> str:
    questions = golden.load(golden.shipped_set()).questions
    pairs = [(question.item, answer.answer) for question in questions for answer in question.answers if answer.kind == "full"][:GRADES]
    ours: list[float] = []
    floor: list[float] = []
    texts: list[int] = []
    with tempfile.TemporaryDirectory() as folder, App(Settings(home=Path(folder))) as app:
        listening = Listening(app.similarity)
        grader = LocalGrader(listening)
        for item, _ in pairs:
            grader.grade(item, "It is late, and the weather was fine.")  # what belongs to the item is encoded before anybody answers
        for item, answer in pairs:
            began = time.perf_counter()
            grader.grade(item, answer)
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            app.similarity.encode(listening.asked, "query")
            floor.append(time.perf_counter() - began)
            texts.append(len(listening.asked))
    over = median(one - 1.2 * other for one, other in zip(ours, floor, strict=True))
    return (
        f"encoder {median(floor) * 1e3:.1f} ms for {median(texts):.0f} texts, grade {median(ours) * 1e3:.1f} ms, "
        f"{over * 1e3:+.1f} ms on 1.2 times the encoder (medians of {len(ours)})"
    )
