"""Ranks a copy of a collection by how likely each entry is to be about a text, from its meaning and its words."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interviewer import glossary
from interviewer.schema import BANK, Vectors
from interviewer.text import terms

if TYPE_CHECKING:
    from bm25s import BM25

Numbers = NDArray[np.float64]

WEIGHTS = (0.907, 6.955, 0.218, 2.615)
BIAS = -5.775
"""Of a logistic regression over `Snapshot.features`, fitted by `python -m evals.retrieval --fit` on queries over the bank, in Chinese and in
English, and on queries about what the bank lacks."""
FITS = 0.6
"""Closeness from which on an entry is about a text: then 92 in 100 queries about what the bank lacks find nothing that fits, and 87 in 100 of the
others what they are about (`evals/retrieval_fit.py`, cross-validated)."""
_STEM = 6
"""Letters of a Latin word that count: rotates, rotating and rotation are one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that was found."""

    entry_id: str
    closeness: float
    """0..1, how likely the entry is about the query."""
    fits: bool
    """It is; one that doesn't fit is only the nearest of what there is."""


class Query(NamedTuple):
    """A text as it is searched for."""

    vector: Vectors
    """By the encoder that finds, shape (dimension,)."""
    meaning: Vectors
    """By the encoder that compares; the same where one encoder does both."""
    words: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a collection in memory."""

    entry_id: str
    owner: str
    language: str
    topics: frozenset[str]
    documents: frozenset[str]
    twin: str
    """Id of the entry that it translates, or nothing."""
    words: tuple[str, ...]
    vector: NDArray[np.float32]
    """By the encoder that finds, then by the one that compares, end to end."""


class Snapshot:
    """What a collection held at one moment, ready to be searched; it never changes, so that several threads may search it."""

    def __init__(self, revision: str, rows: Mapping[str, Row]) -> None:
        self.revision = revision
        self.rows = rows
        self._ordered = sorted(rows.values(), key=lambda row: row.entry_id)  # ties fall the same way every time
        self._vectors = np.stack([row.vector for row in self._ordered]) if rows else np.empty((0, 0), np.float32)
        self._words = _words_of([row.words for row in self._ordered])
        self._languages = np.array([row.language for row in self._ordered])
        self._in_bank = np.array([row.owner == BANK for row in self._ordered])
        self._twins = _twins_of(self._ordered)

    @property
    def dimension(self) -> int:
        return int(self._vectors.shape[1])

    def search(self, query: Query, accept: Callable[[Row], bool], k: int) -> list[Hit]:
        """Return the best `k` of the accepted rows, best first."""
        accepted = np.flatnonzero([accept(row) for row in self._ordered])
        if not len(accepted):
            return []
        closeness = 1 / (1 + np.exp(-(self.features(query, accepted)[accepted] @ WEIGHTS + BIAS)))
        best = np.argsort(-closeness, kind="stable")[:k]
        return [Hit(self._ordered[accepted[at]].entry_id, float(closeness[at]), bool(closeness[at] >= FITS)) for at in best]

    def features(self, query: Query, accepted: NDArray[np.intp]) -> Numbers:
        """Return what closeness is computed from, shape (rows, 4).

        By how many standard deviations an entry is nearer to the query than most (all cosines of e5 are high, and of some queries higher), the
        cosine of the encoder that compares, BM25, and the share of the query's words that it holds, weighted by their rarity. Where an entry has
        a twin in the other language, the better of the two counts.
        """
        dense = self._standing(self._vectors[:, : len(query.vector)] @ query.vector, accepted)
        meant = self._vectors[:, -len(query.meaning) :] @ query.meaning
        bm25, covered = self._by_words(query.words)
        features = np.stack([dense, meant, bm25, covered], axis=1)
        both: Numbers = np.maximum(features, features[self._twins])
        return both

    def _standing(self, cosines: NDArray[np.float32], accepted: NDArray[np.intp]) -> Numbers:
        """Return how far each cosine is above the mean of its language, in standard deviations.

        The mean is over the accepted rows and the bank's: a person's handful of notes says too little of what is usual.
        """
        crowd = self._in_bank.copy()
        crowd[accepted] = True
        standing = np.zeros(len(cosines))
        for language in set(self._languages.tolist()):
            mine = self._languages == language
            usual = cosines[mine & crowd]
            if len(usual) > 1:
                standing[mine] = (cosines[mine] - usual.mean()) / (usual.std() + 1e-6)
        return standing

    def _by_words(self, words: list[str]) -> tuple[Numbers, Numbers]:
        """Return BM25 of each row, and the share of the query's distinct words that it holds, each weighted by how rare it is."""
        scores, covered = np.zeros(len(self._ordered)), np.zeros(len(self._ordered))
        if not self._words or not words:
            return scores, covered
        total = 0.0
        for word, times in Counter(words).items():
            known = self._words.get_tokens_ids([word])
            gained = self._words.get_scores_from_ids(known).astype(np.float64) if known else np.zeros(len(scores))
            rarity = float(np.log1p(len(scores) / (np.count_nonzero(gained) + 0.5)))
            scores += gained * times
            covered += rarity * (gained > 0)
            total += rarity
        return scores, covered / total


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: one spelling, no plurals, no endings."""
    return [_word(term) for term in terms(text)]


@lru_cache(maxsize=50_000)
def _word(term: str) -> str:
    word = glossary.key(term) or term
    return word[:_STEM] if word.isascii() and word.isalpha() else word


def _twins_of(rows: Sequence[Row]) -> NDArray[np.intp]:
    """Return where each row's twin stands; itself where it has none."""
    places = {row.entry_id: at for at, row in enumerate(rows)}
    twins = np.arange(len(rows))
    for at, row in enumerate(rows):
        if row.twin in places:
            twins[at], twins[places[row.twin]] = places[row.twin], at
    return twins


def _words_of(texts: list[tuple[str, ...]]) -> BM25 | None:
    if not any(texts):
        return None
    from bm25s import BM25

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG, which every handler would show
    words = BM25()
    words.index([list(terms) for terms in texts], show_progress=False)
    return words
