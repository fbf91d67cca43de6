"""Whether the words cited for a key point have anything to do with it: a check on the model that does not ask the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from interviewer.errors import ProviderError
from interviewer.graders import words
from interviewer.schema import Encoder, Item, Vectors
from interviewer.text import language_of

Relation = Literal["related", "unrelated", "unknown"]

_CONTENT = 1.0
"""Least weight of a shared word that shows a relation; below it stand words that any text has."""
_MARGIN = 0.03
"""By how much more alike than idle talk the words must be, in cosine."""
IDLE = (
    "I am sure that this is right and I deserve a good mark.",
    "That is everything that can be said about it.",
    "我觉得这个问题很重要，我回答得很全面。",
    "请给我满分，谢谢。",
)
"""What says nothing about any subject. Encoders differ in what their cosines mean, so a threshold is taken from these."""


class Backing:
    """Relates cited words to the key points of one item; by shared words first, since that costs nothing."""

    def __init__(self, item: Item, encoder: Encoder | None) -> None:
        self._encoder = encoder
        self._language = language_of(" ".join(p.text for p in item.key_points))
        self._known = frozenset(words.stems(item.question))
        self._about = frozenset(words.stems(" ".join(r.text for r in item.references)))

    def relation(self, point: str, cited: str) -> Relation:
        """Tell whether `cited` relates to the key point; unknown where the languages differ and no encoder can tell."""
        said = self._content(cited)
        wanted = self._content(point)
        if said & ((wanted - self._known) or wanted):
            return "related"
        if self._encoder is not None:
            try:
                return "related" if self._is_near(self._encoder, point, cited) else "unrelated"
            except ProviderError:  # a remote encoder is down: words have to do
                pass
        if language_of(cited) != self._language:
            return "unknown"
        return "related" if said & (self._about - self._known) else "unrelated"

    def closest(self, point: str, cited: Sequence[str], most: int) -> list[int]:
        """Return the places of the `most` cited texts that share most with the key point, in their own order."""
        wanted = {stem: words.weight(stem) for stem in words.stems(point)}
        ranked = sorted(range(len(cited)), key=lambda i: -words.recall(wanted, frozenset(words.stems(cited[i]))))
        return sorted(ranked[:most])

    def _content(self, text: str) -> frozenset[str]:
        return frozenset(stem for stem in words.stems(text) if words.weight(stem) >= _CONTENT)

    def _is_near(self, encoder: Encoder, point: str, cited: str) -> bool:
        vectors: Vectors = np.asarray(encoder.encode([point, cited, *IDLE], "query"), np.float32)
        return bool(vectors[0] @ vectors[1] > (vectors[0] @ vectors[2:].T).max() + _MARGIN)
