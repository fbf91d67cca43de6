from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer import graders
from interviewer.graders import HIT, PARTIAL, points_of, score, unscored, verdict_of
from interviewer.schema import (
    BANDS,
    Grade,
    GraderStamp,
    Item,
    KeyPoint,
    Quote,
    Reference,
    Verdict,
    WrongClaim,
    band,
    score_shown,
    shown_band,
)

STAMP = GraderStamp(name="local", model="test", version="1")
credits = st.floats(0, 1)
weights = st.floats(0.01, 1)


def verdict(weight: float, credit: float, bonus: bool = False, word: str = "partial") -> Verdict:
    return Verdict(text="point", weight=weight, credit=credit, bonus=bonus, verdict=word)  # type: ignore[arg-type]


def claim(point: int | None = None) -> WrongClaim:
    return WrongClaim(quote=Quote(text="x", start=0, end=1), why="y", point=point)


verdicts = st.lists(st.builds(verdict, weights, credits, st.booleans()), max_size=6)


@settings(max_examples=80, deadline=None)
@given(verdicts, st.integers(0, 6))
def test_score_stays_within_0_and_100(given_verdicts: list[Verdict], wrong: int) -> None:
    assert 0.0 <= score(given_verdicts, [claim()] * wrong) <= 100.0


@settings(max_examples=80, deadline=None)
@given(verdicts.filter(bool), st.data())
def test_more_credit_never_lowers_the_score(given_verdicts: list[Verdict], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(given_verdicts) - 1))
    more = given_verdicts[index].model_copy(update={"credit": data.draw(st.floats(given_verdicts[index].credit, 1))})
    assert score([*given_verdicts[:index], more, *given_verdicts[index + 1 :]]) >= score(given_verdicts) - 1e-9


@settings(max_examples=80, deadline=None)
@given(verdicts, weights, credits)
def test_a_bonus_point_only_adds(given_verdicts: list[Verdict], weight: float, credit: float) -> None:
    assert score([*given_verdicts, verdict(weight, credit, bonus=True)]) >= score(given_verdicts)


@settings(max_examples=60, deadline=None)
@given(verdicts, st.integers(0, 9))
def test_wrong_claims_cost_ten_each_and_thirty_at_most(given_verdicts: list[Verdict], wrong: int) -> None:
    lost = score(given_verdicts) - score(given_verdicts, [claim()] * wrong)
    assert -1e-9 <= lost <= min(30.0, 10.0 * wrong) + 1e-9


def test_weights_that_do_not_sum_to_1_are_scaled() -> None:
    assert math.isclose(score([verdict(3, 1.0), verdict(1, 0.0)]), 75.0)


def test_bonus_weights_are_not_scaled_and_add_on_top() -> None:
    assert math.isclose(score([verdict(1, 0.5), verdict(0.1, 1.0, bonus=True)]), 60.0)


def test_a_claim_whose_point_is_wrong_costs_nothing_more() -> None:
    judged = [verdict(0.5, 1.0, word="hit"), verdict(0.5, 0.0, word="wrong")]
    assert score(judged, [claim(point=1)]) == 50.0
    assert score(judged, [claim(point=0)]) == 40.0
    assert score(judged, [claim(point=7)]) == 40.0


def test_verdicts_and_bands_follow_their_thresholds() -> None:
    assert [verdict_of(c) for c in (0.0, PARTIAL, HIT)] == ["missed", "partial", "hit"]
    assert [band(s) for s in (0.0, *BANDS)] == ["low", "middle", "high"]


def grade(verdicts: list[Verdict], claims: tuple[WrongClaim, ...] = ()) -> Grade:
    return Grade(score=score(verdicts, claims), verdicts=tuple(verdicts), wrong_claims=claims, grader=STAMP)


def test_the_band_shown_is_what_the_checklist_comes_to() -> None:
    missed = grade([verdict(0.5, 0.44, word="missed"), verdict(0.5, 0.4, word="missed")])
    assert missed.score is not None and band(missed.score) == "middle"
    assert shown_band(missed) == "low"
    hits = grade([verdict(0.6, 0.61, word="hit"), verdict(0.4, 0.05, word="missed")])
    assert hits.score is not None and band(hits.score) == "middle"
    assert shown_band(hits) == "high"


def test_the_score_shown_counts_levels_bonuses_votes_and_wrong_claims() -> None:
    assert score_shown(grade([verdict(0.5, 0.7, word="hit"), verdict(0.5, 0.55, word="partial")])) == 75.0
    assert score_shown(grade([verdict(1, 0.1, word="wrong"), verdict(0.1, 0.9, bonus=True, word="hit")])) == 10.0
    assert score_shown(grade([verdict(1, 0.7, word="undecided")])) == 70.0
    assert score_shown(grade([verdict(1, 0.9, word="hit")], (claim(),))) == 90.0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(weights, st.sampled_from([("hit", 1.0), ("partial", 0.5), ("missed", 0.0)])), min_size=1, max_size=6))
def test_a_grade_whose_credits_are_levels_is_shown_as_it_is(given_levels: list[tuple[float, tuple[str, float]]]) -> None:
    judged = [verdict(weight, credit, word=word) for weight, (word, credit) in given_levels]
    assert score_shown(grade(judged)) == score(judged)


def test_unscored_decides_nothing_and_keeps_the_revision() -> None:
    item = Item(id="i", owner="b", question="Why?", language="en", key_points=(KeyPoint(text="because", weight=1.0),))
    grade = unscored(item, STAMP, "the endpoint is down")
    assert grade.score is None
    assert grade.unscored == "the endpoint is down"
    assert [v.verdict for v in grade.verdicts] == ["undecided"]
    assert grade.item_revision == item.revision


def test_points_of_an_item_without_any_are_the_sentences_of_its_longest_reference() -> None:
    references = (Reference(text="Short.", document="a"), Reference(text="One thing. Another thing.", document="b"))
    item = Item(id="i", owner="b", question="Why?", language="en", references=references)
    assert [p.text for p in points_of(item)] == ["One thing.", "Another thing."]
    assert math.isclose(sum(p.weight for p in points_of(item)), 1.0)


@pytest.mark.parametrize(
    "answer, language", [("因为 TCP 需要确认双方收发能力都正常", "zh"), ("because both sides must confirm", "en"), ("好", "en")]
)
def test_feedback_speaks_the_language_of_the_answer(answer: str, language: str) -> None:
    item = Item(id="i", owner="b", question="Why?", language="en")
    assert graders.reply_language(item, answer) == language
