"""The forgetting curve of FSRS 6 over many cards at once, as `fsrs.Scheduler` computes it for one (a test holds them together).

Formulas: https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm, with the parameters that py-fsrs ships.
"""

from __future__ import annotations

from dataclasses import dataclass

import fsrs
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_W = fsrs.Scheduler().parameters
_DECAY = -_W[20]
_FACTOR = 0.9 ** (1 / _DECAY) - 1
_AGAIN, _GOOD = 1, 3


@dataclass(frozen=True)
class Memories:
    """Cards as columns, all of shape (cards,)."""

    stability: Numbers
    """Days after which recall has fallen to 0.9."""
    difficulty: Numbers
    """1..10."""
    since: Numbers
    """Days since the last review."""

    def recall(self, days: float = 0.0) -> Numbers:
        """Return the probability of recall after so many days from now."""
        return retained(self.stability, self.since + days)

    def aged(self, days: float) -> Memories:
        return Memories(self.stability, self.difficulty, self.since + days)

    def reviewed(self, days: float) -> Memories:
        """Return what is expected of the memories after a question on each of them now.

        An item is recalled ("good") with the probability of recall, else it is learnt anew ("again"). The two outcomes become one memory:
        the stability is the one with which recall after so many days is what the two give together, the difficulty is their mean.
        """
        recall = self.recall()
        good, again = self._next_stability(recall, _GOOD), self._next_stability(recall, _AGAIN)
        expected = recall * retained(good, days) + (1 - recall) * retained(again, days)
        difficulty = recall * _next_difficulty(self.difficulty, _GOOD) + (1 - recall) * _next_difficulty(self.difficulty, _AGAIN)
        return Memories(_FACTOR * days / (expected ** (1 / _DECAY) - 1), difficulty, np.zeros_like(recall))

    def where(self, chosen: NDArray[np.bool_], other: Memories) -> Memories:
        """Return these memories, those of `other` where chosen."""
        pairs = ((other.stability, self.stability), (other.difficulty, self.difficulty), (other.since, self.since))
        return Memories(*(np.where(chosen, new, old) for new, old in pairs))

    def _next_stability(self, recall: Numbers, rating: int) -> Numbers:
        return next_stability(self.stability, self.difficulty, recall, self.since, rating)


def retained(stability: Numbers, days: Numbers | float) -> Numbers:
    """Return the probability of recall so many days after a review."""
    return np.asarray((1 + _FACTOR * np.floor(days) / stability) ** _DECAY, dtype=np.float64)


def next_stability(stability: Numbers, difficulty: Numbers, recall: Numbers, since: Numbers, rating: int) -> Numbers:
    """Return the stability after a review that was rated again (1) or good (3)."""
    short = stability * _short_term(stability, rating)
    if rating == _AGAIN:
        forgot = _W[11] * difficulty ** -_W[12] * ((stability + 1) ** _W[13] - 1) * np.exp((1 - recall) * _W[14])
        long = np.minimum(forgot, stability / np.exp(_W[17] * _W[18]))
    else:
        growth = np.exp(_W[8]) * (11 - difficulty) * stability ** -_W[9] * (np.exp((1 - recall) * _W[10]) - 1)
        long = stability * (1 + growth)
    return np.maximum(0.001, np.where(since < 1, short, long))


def _short_term(stability: Numbers, rating: int) -> Numbers:
    increase = np.exp(_W[17] * (rating - 3 + _W[18])) * stability ** -_W[19]
    return np.asarray(increase if rating == _AGAIN else np.maximum(1.0, increase), dtype=np.float64)


def _next_difficulty(difficulty: Numbers, rating: int) -> Numbers:
    easy = _W[4] - np.exp(_W[5] * 3) + 1
    moved = difficulty + (10 - difficulty) * -(_W[6] * (rating - 3)) / 9
    return np.asarray(np.clip(_W[7] * easy + (1 - _W[7]) * moved, 1.0, 10.0), dtype=np.float64)
