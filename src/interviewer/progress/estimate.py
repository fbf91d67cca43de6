"""What a few answers tell about a share, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interviewer.schema import Frozen

PRIOR = 1.0
"""Answers that are taken to have been right, and as many wrong, before the first one: Beta(1, 1), every share equally likely."""
OUTSIDE = 0.1
"""Probability that the share is below the band, and that it is above: the band holds it with 80 % or more."""
_STEPS = 2000
"""Of the grid on which a density is added up: bands are exact to about 1/2000."""


class Estimate(Frozen):
    """A share of 0..1, as far as the answers tell; with few of them the band is wide, with none it is 0.1..0.9."""

    mean: float
    """What they came to, also the likeliest share: 0 where all were bad, so that what is put together lies between its parts; 0.5 for none."""
    low: float
    high: float
    """The share is between `low` and `high` with 80 % or more; `mean` always is."""
    answers: int
    """How many it is made of, faded ones included."""


def estimate(good: float, bad: float, answers: int) -> Estimate:
    """Return what is known after so much weight of good and of bad answers: mode and band of the posterior Beta(1 + good, 1 + bad)."""
    return estimates([(good, bad, answers)])[0]


def estimates(evidence: Sequence[tuple[float, float, int]]) -> list[Estimate]:
    """Return what is known after each of these (weight of the good, weight of the bad, number of answers)."""
    if not evidence:
        return []
    counts = np.asarray([(good, bad) for good, bad, _ in evidence], dtype=np.float64) + PRIOR
    means = (good / (good + bad) if good + bad > 0 else 0.5 for good, bad, _ in evidence)
    return [
        Estimate(mean=mean, low=min(float(low), mean), high=max(float(high), mean), answers=answers)
        for mean, (low, high), (_, _, answers) in zip(means, _bands(counts), evidence, strict=True)
    ]


def _bands(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the quantiles of Beta(a, b) at `OUTSIDE` and 1 - `OUTSIDE`, shape (n, 2); a and b are at least 1, so the density is bounded."""
    grid = (np.arange(_STEPS) + 0.5) / _STEPS
    sides = np.log(np.stack([grid, 1 - grid]))
    found = np.empty((len(counts), 2))
    for at, pair in enumerate(counts):
        density = (pair - 1) @ sides
        below = np.cumsum(np.exp(density - density.max()))
        found[at] = np.interp((OUTSIDE, 1 - OUTSIDE), below / below[-1], grid + 0.5 / _STEPS)
    return found
