"""Questions of our own with answers of known kinds, and the items made of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from interviewer import embeddings
from interviewer.schema import Encoder, Item, KeyPoint, Reference, Vectors
from interviewer.settings import Settings

GOOD = ("good", "terse", "para", "other")
POOR = ("waffle", "offtopic", "stuff")


@cache
def known() -> tuple[dict[str, Any], ...]:
    text = Path(__file__).with_name("answers.jsonl").read_text("utf-8")
    return tuple(map(json.loads, text.splitlines()))


def item_of(row: dict[str, Any], points: bool = True) -> Item:
    texts = row["points"] if points else ()
    return Item(
        id=row["id"],
        owner="bank",
        question=row["question"],
        language=row["lang"],
        references=(Reference(text=row["reference"], document="notes.md"),),
        key_points=tuple(KeyPoint(text=text, weight=1 / len(texts)) for text in texts),
    )


def by_id(name: str) -> dict[str, Any]:
    return next(row for row in known() if row["id"] == name)


class Remembering:
    """The encoder that ships, which keeps what it has encoded, and counts its calls."""

    def __init__(self) -> None:
        self.inner: Encoder = embeddings.similarity_encoder(Settings())
        self.name, self.dimension = self.inner.name, self.inner.dimension
        self.known: dict[str, Any] = {}
        self.calls = 0

    def encode(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
        self.calls += 1
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        if new:
            self.known.update(zip(new, self.inner.encode(new, kind), strict=True))
        return np.stack([self.known[text] for text in texts])
