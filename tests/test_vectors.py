"""The vectors that ship cover the bank: indexing it on a fresh machine, and grading it, encodes nothing but the answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest

from interviewer.embeddings import CachedEncoder, shipped_vectors
from interviewer.schema import Encoder, Vectors
from tools.vectors import record


class OnlyAnswers:
    """Encodes what is typed, and refuses what should have shipped."""

    def __init__(self, inner: Encoder) -> None:
        self._inner, self.name, self.dimension = inner, inner.name, inner.dimension

    def encode(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
        if kind == "passage" and texts:
            pytest.fail(f"no vector of {self.name} ships for {texts[0][:80]!r}: run `make vectors` and commit the result")
        return self._inner.encode(texts, kind)


def test_the_bank_is_covered_for_both_encoders(tmp_path: Path) -> None:
    finder, similarity = record(
        tmp_path, lambda inner: CachedEncoder(OnlyAnswers(inner), tmp_path / "cache.sqlite", shipped_vectors(inner.name))
    )
    assert finder.passages and set(finder.passages) <= set(similarity.passages)
    similarity.encode(list(finder.passages), "passage")
