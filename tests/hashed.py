"""An encoder without weights: texts that share words are near each other. The same in every process."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

import numpy as np

from interviewer.schema import Vectors
from interviewer.text import terms


class Hashed:
    """Adds a fixed random direction a term; counts the texts that it had to encode."""

    def __init__(self, name: str = "hashed", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
        self.encoded.extend(texts)
        rows = [np.sum([self._direction(term) for term in terms(text) or [""]], axis=0) for text in texts]
        vectors = np.array(rows, np.float32).reshape(len(texts), self.dimension)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def _direction(self, term: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(term.encode()).digest()[:8])
        return np.random.default_rng(seed).normal(size=self.dimension).astype(np.float32)
