from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.evaluation import measures

SCORES = st.lists(st.floats(0, 100), min_size=3, max_size=30)


def test_pearson_of_known_values() -> None:
    assert measures.pearson([1, 2, 3, 4], [2, 4, 6, 8]) == pytest.approx(1)
    assert measures.pearson([1, 2, 3, 4], [8, 6, 4, 2]) == pytest.approx(-1)
    assert measures.pearson([1, 2, 3, 4], [1, 3, 2, 4]) == pytest.approx(0.8)
    assert measures.pearson([5, 5, 5], [1, 2, 3]) is None
    assert measures.pearson([1, 2], [1, 2]) is None


def test_kappa_of_a_textbook_table() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .7, by chance .5
    one = ["yes"] * 25 + ["no"] * 25
    other = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert measures.kappa(one, other) == pytest.approx(0.4)
    assert measures.kappa([], []) is None
    assert measures.kappa(["yes"] * 3, ["yes"] * 3) is None


def test_qwk_punishes_far_misses_more_than_near_ones() -> None:
    wanted = [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    near = measures.qwk([20.0, 20.0, 40.0, 60.0, 80.0, 100.0], wanted)
    far = measures.qwk([100.0, 20.0, 40.0, 60.0, 80.0, 100.0], wanted)
    assert measures.qwk(wanted, wanted) == pytest.approx(1)
    assert near is not None and far is not None and far < near < 1
    assert measures.qwk([], []) is None and measures.qwk([50.0] * 3, [50.0] * 3) is None


def test_qwk_is_what_its_formula_says() -> None:
    # two steps: [0, 1, 1] against [0, 1, 0]; weights 0 or 1, so it is plain kappa: (2/3 - 4/9) / (5/9) = .4
    assert measures.qwk([0, 100, 100], [0, 100, 0], steps=2) == pytest.approx(0.4)


def test_ranking_is_within_a_question_and_a_tie_counts_half() -> None:
    assert measures.pairwise([1, 2, 9, 0], [10, 20, 1, 2], ["a", "a", "b", "b"]) == 0.5
    assert measures.pairwise([5, 5], [1, 2], ["a", "a"]) == 0.5
    assert measures.pairwise([1, 2], [3, 3], ["a", "a"]) is None
    assert measures.pairwise([1, 2], [1, 2], ["a", "b"]) is None


def test_flips_are_labels_that_any_run_changed() -> None:
    assert measures.flips([["hit", "missed", "hit"], ["hit", "hit", "hit"], ["hit", "missed", "hit"]]) == pytest.approx(1 / 3)
    assert measures.flips([["hit"]]) is None


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_measures_are_symmetric_and_bounded(data: st.DataObject) -> None:
    one = data.draw(SCORES)
    other = data.draw(st.lists(st.floats(0, 100), min_size=len(one), max_size=len(one)))
    for measure in (measures.pearson, measures.qwk):
        value = measure(one, other)
        assert value is None or -1.000001 <= value <= 1.000001
        mirrored = measure(other, one)
        assert (value is None) == (mirrored is None)
        assert value is None or value == pytest.approx(mirrored, abs=1e-6)
    ranked = measures.pairwise(one, other, ["q"] * len(one))
    assert ranked is None or 0 <= ranked <= 1
