"""Measures of agreement: pure functions of numbers and labels. NaN never leaves this file; what can't be told is None."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from itertools import combinations

import numpy as np

STEPS = 6
"""In which quadratic weighted kappa compares scores."""


def pearson(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return the correlation of two equally long series; None for fewer than three values or a constant series."""
    a, b = np.asarray(one, float), np.asarray(other, float)
    if len(a) < 3 or a.std() < 1e-12 or b.std() < 1e-12:
        return None
    return float(np.corrcoef(a, b)[0, 1])


def qwk(one: Sequence[float], other: Sequence[float], steps: int = STEPS) -> float | None:
    """Return quadratic weighted kappa (Cohen 1968) of scores 0..100, put into equal steps; None where chance alone explains all."""
    a, b = (np.clip(np.floor(np.asarray(s, float) / 100 * (steps - 1) + 0.5), 0, steps - 1).astype(int) for s in (one, other))
    if not len(a):
        return None
    seen = np.zeros((steps, steps))
    np.add.at(seen, (a, b), 1)
    chance = np.outer(seen.sum(1), seen.sum(0)) / seen.sum()
    weight = (np.subtract.outer(np.arange(steps), np.arange(steps)) / (steps - 1)) ** 2
    expected = float((weight * chance).sum())
    return None if expected < 1e-12 else 1 - float((weight * seen).sum()) / expected


def kappa(one: Sequence[Hashable], other: Sequence[Hashable]) -> float | None:
    """Return Cohen's kappa (1960) of two series of labels; None for none, or where both give one label throughout."""
    if not one:
        return None
    agreed = sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
    of_one, of_other = Counter(one), Counter(other)
    chance = sum(of_one[label] * of_other[label] for label in of_one) / len(one) ** 2
    return None if chance > 1 - 1e-12 else (agreed - chance) / (1 - chance)


def pairwise(predicted: Sequence[float], wanted: Sequence[float], groups: Sequence[str]) -> float | None:
    """Return the share of pairs within a group, of different worth, that are ranked the right way; a tie counts half."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        places[group].append(place)
    right = pairs = 0.0
    for members in places.values():
        for i, j in combinations(members, 2):
            gap = wanted[i] - wanted[j]
            if abs(gap) > 1e-9:
                found = (predicted[i] - predicted[j]) * gap
                right += 1.0 if found > 1e-9 else 0.5 if found >= -1e-9 else 0.0
                pairs += 1
    return right / pairs if pairs else None


def share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None


def mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def flips(runs: Sequence[Sequence[Hashable]]) -> float | None:
    """Return the share of labels that are not the same in all runs; None for fewer than two runs."""
    if len(runs) < 2:
        return None
    return share([len(set(labels)) > 1 for labels in zip(*runs, strict=True)])
