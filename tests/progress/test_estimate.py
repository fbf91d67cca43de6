"""Shares from a few answers: bands that hold what they say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from interviewer.progress import estimate
from interviewer.progress.estimate import estimates

WEIGHTS = st.floats(0, 300)


def test_nothing_is_known_before_the_first_answer() -> None:
    """Beta(1, 1): every share is equally likely."""
    known = estimate(0, 0, 0)
    assert (known.mean, known.low, known.high, known.answers) == pytest.approx((0.5, 0.1, 0.9, 0), abs=1e-3)


def test_one_right_answer_by_hand() -> None:
    """Beta(2, 1) has the distribution function x^2, so its quantiles are square roots; the band reaches to what the answer came to."""
    known = estimate(1, 0, 1)
    assert (known.mean, known.low, known.high) == pytest.approx((1, 0.1**0.5, 1), abs=1e-3)
    other = estimate(0, 1, 1)
    assert (other.mean, other.low, other.high) == pytest.approx((0, 0, 1 - 0.1**0.5), abs=1e-3)


@given(WEIGHTS, WEIGHTS)
@settings(max_examples=60, deadline=None)
def test_bands_are_those_of_the_beta_distribution_and_hold_the_mean(good: float, bad: float) -> None:
    known = estimate(good, bad, 1)
    low, high = beta.ppf((0.1, 0.9), 1 + good, 1 + bad)
    assert (known.low, known.high) == pytest.approx((min(low, known.mean), max(high, known.mean)), abs=2e-3)
    assert 0 <= known.low <= known.mean <= known.high <= 1


@given(st.lists(st.tuples(WEIGHTS, WEIGHTS), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_the_whole_lies_between_its_parts(parts: list[tuple[float, float]]) -> None:
    means = [estimate(good, bad, 1).mean for good, bad in parts if good + bad > 0]
    whole = estimate(sum(good for good, _ in parts), sum(bad for _, bad in parts), len(parts))
    assert not means or min(means) - 1e-9 <= whole.mean <= max(means) + 1e-9


@given(st.floats(0, 1), st.integers(0, 40), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_more_answers_of_the_same_kind_narrow_the_band(credit: float, few: int, more: int) -> None:
    less, much = (estimate(n * credit, n * (1 - credit), n) for n in (few, few + more))
    assert much.high - much.low < less.high - less.low + 1e-3
    assert abs(much.mean - credit) <= abs(less.mean - credit) + 1e-9


def test_many_at_once_are_as_one_by_one() -> None:
    evidence = [(0.0, 0.0, 0), (3.0, 1.0, 4), (0.5, 7.25, 8)]
    assert estimates(evidence) == [estimate(*one) for one in evidence]
    assert estimates([]) == []
