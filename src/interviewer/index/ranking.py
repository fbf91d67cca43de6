"""Ranks a copy of a collection by meaning and by words."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interviewer.schema import Vectors

if TYPE_CHECKING:
    from bm25s import BM25

_RRF = 60
"""Reciprocal rank fusion adds 1 / (60 + rank) over the rankings (Cormack, Clarke and Büttcher, SIGIR 2009)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that was found; ranks count from 1."""

    entry_id: str
    score: float
    """Of the fused rankings; it orders the hits of one search and means nothing beyond it."""
    dense_rank: int
    """By meaning, among the entries that the search could return."""
    lexical_rank: int | None
    """By words; None when it shares none with the query."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a collection in memory."""

    entry_id: str
    owner: str
    language: str
    topics: frozenset[str]
    documents: frozenset[str]
    terms: tuple[str, ...]
    vector: NDArray[np.float32]


class Snapshot:
    """What a collection held at one moment, ready to be searched; it never changes, so that several threads may search it."""

    def __init__(self, revision: str, rows: Mapping[str, Row]) -> None:
        self.revision = revision
        self.rows = rows
        self._ordered = sorted(rows.values(), key=lambda row: row.entry_id)  # ties fall the same way every time
        self._vectors = np.stack([row.vector for row in self._ordered]) if rows else np.empty((0, 0), np.float32)
        self._words = _words_of([row.terms for row in self._ordered])

    @property
    def dimension(self) -> int:
        return int(self._vectors.shape[1])

    def search(self, vector: Vectors, terms: list[str], accept: Callable[[Row], bool], k: int) -> list[Hit]:
        """Return the best `k` of the accepted rows, best first; `vector` has shape (dimension,)."""
        accepted = np.flatnonzero([accept(row) for row in self._ordered])
        if not len(accepted):
            return []
        dense = _ranks((self._vectors @ vector)[accepted])
        lexical = self._lexical_ranks(terms, accepted)
        scores = 1 / (_RRF + dense) + np.where(lexical > 0, 1 / (_RRF + lexical), 0)
        return [
            Hit(self._ordered[accepted[at]].entry_id, float(scores[at]), int(dense[at]), int(lexical[at]) or None)
            for at in np.argsort(-scores, kind="stable")[:k]
        ]

    def _lexical_ranks(self, terms: list[str], accepted: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return a rank for each of the accepted rows, 0 where it shares no word."""
        known = self._words.get_tokens_ids(terms) if self._words else []
        if not known or not self._words:
            return np.zeros(len(accepted), np.intp)
        scores = self._words.get_scores_from_ids(known)[accepted]
        return np.where(scores > 0, _ranks(scores), 0)


def _words_of(texts: list[tuple[str, ...]]) -> BM25 | None:
    if not any(texts):
        return None
    from bm25s import BM25

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG, which every handler would show
    words = BM25()
    words.index([list(terms) for terms in texts], show_progress=False)
    return words


def _ranks(scores: NDArray[np.floating]) -> NDArray[np.intp]:
    """Return the rank of each score, 1 for the highest; the first of equals goes first."""
    ranks = np.empty(len(scores), np.intp)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks
