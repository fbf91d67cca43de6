"""Whether the words cited for a key point have anything to do with it: a check on the model that does not ask the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from weakref import WeakKeyDictionary

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


_idle: WeakKeyDictionary[Encoder, Vectors] = WeakKeyDictionary()
"""Vectors of IDLE by the encoder that made them."""


class Backing:
    """Relates cited words to the key points of one item; by shared words first, since that costs nothing."""

    def __init__(self, item: Item, encoder: Encoder | None) -> None:
        self._encoder = encoder
        self._language = language_of(" ".join(p.text for p in item.key_points))
        self._known = frozenset(words.stems(item.question))
        self._about = frozenset(words.stems(" ".join(r.text for r in item.references)))

    def relation(self, point: str, cited: str) -> Relation:
        """Tell whether `cited` relates to the key point; unknown where the languages differ and no encoder can tell."""
        return self.relations([(point, cited)])[0]

    def relations(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        """Return the relation of each pair of a key point and what is cited for it; all that need the encoder in one batch."""
        found: list[Relation] = ["related" if self._share_words(*pair) else "unknown" for pair in pairs]
        unsettled = [at for at, relation in enumerate(found) if relation == "unknown"]
        for at, relation in zip(unsettled, self._told([pairs[at] for at in unsettled]), strict=True):
            found[at] = relation
        return found

    def _share_words(self, point: str, cited: str) -> bool:
        wanted = self._content(point)
        return bool(self._content(cited) & ((wanted - self._known) or wanted))

    def _told(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        if self._encoder is not None and pairs:
            try:
                return ["related" if near else "unrelated" for near in _near(self._encoder, pairs)]
            except ProviderError:  # a remote encoder is down: words have to do
                pass
        return [self._by_language(cited) for _, cited in pairs]

    def _by_language(self, cited: str) -> Relation:
        if language_of(cited) != self._language:
            return "unknown"
        return "related" if self._content(cited) & (self._about - self._known) else "unrelated"

    def closest(self, point: str, cited: Sequence[str], most: int) -> list[int]:
        """Return the places of the `most` cited texts that share most with the key point, in their own order."""
        wanted = {stem: words.weight(stem) for stem in words.stems(point)}
        ranked = sorted(range(len(cited)), key=lambda i: -words.recall(wanted, frozenset(words.stems(cited[i]))))
        return sorted(ranked[:most])

    def _content(self, text: str) -> frozenset[str]:
        return frozenset(stem for stem in words.stems(text) if words.weight(stem) >= _CONTENT)


def _near(encoder: Encoder, pairs: Sequence[tuple[str, str]]) -> list[bool]:
    """Tell of each pair whether the key point is more like what is cited than like idle talk."""
    if encoder not in _idle:
        _idle[encoder] = np.asarray(encoder.encode(IDLE, "query"), np.float32)
    cited = list(dict.fromkeys(text for _, text in pairs))
    points = np.asarray(encoder.encode([point for point, _ in pairs], "passage"), np.float32)
    said = np.asarray(encoder.encode(cited, "query"), np.float32)[[cited.index(text) for _, text in pairs]]
    near = (points * said).sum(1) > (points @ _idle[encoder].T).max(1) + _MARGIN
    return [bool(one) for one in near]
