from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interviewer.graders import score
from interviewer.graders.risen import risen
from interviewer.schema import Grade, Quote, Verdict, WrongClaim
from tests.examples import STAMP, item

ITEM = item("什么是注意力？")
KINDS = {"hit": 1.0, "partial": 0.5, "missed": 0.0, "wrong": 0.0}


def grade(first: str, second: str, *claims: WrongClaim) -> Grade:
    verdicts = tuple(
        Verdict(text=point.text, weight=point.weight, verdict=kind, credit=KINDS[kind])  # type: ignore[arg-type]
        for point, kind in zip(ITEM.key_points, (first, second), strict=True)
    )
    return Grade(score=score(verdicts, claims), verdicts=verdicts, wrong_claims=claims, grader=STAMP)


def claim(text: str, point: int | None = None) -> WrongClaim:
    return WrongClaim(quote=Quote(text=text, start=0, end=len(text)), why="不对", point=point)


@given(*(st.sampled_from(sorted(KINDS)) for _ in range(4)))
def test_verdicts_only_rise(a: str, b: str, c: str, d: str) -> None:
    before, after = grade(a, b), grade(c, d)
    both = risen(before, after, ITEM, "说过的")
    for old, new, now in zip(before.verdicts, after.verdicts, both.verdicts, strict=True):
        assert now.credit == max(old.credit, new.credit)
    assert both.score is not None and before.score is not None and after.score is not None
    assert both.score >= max(before.score, after.score)


def test_wrong_claims_stay_and_cost_once_their_point_has_risen() -> None:
    lost = claim("错的话", point=0)
    before = grade("wrong", "missed", lost)
    assert before.score == 0
    both = risen(before, grade("hit", "missed"), ITEM, "错的话。第一点")
    assert both.wrong_claims == (lost.model_copy(update={"point": None}),) and both.score == 50.0
    still = risen(before, grade("missed", "hit"), ITEM, "错的话。第二点")
    assert still.wrong_claims == (lost,) and still.verdicts[0].verdict == "wrong" and still.score == 40.0
    again = risen(before, grade("wrong", "hit", lost), ITEM, "错的话。第二点")
    assert again.wrong_claims == (lost,)


def test_without_a_score_nothing_is_made_up() -> None:
    scored, failed = grade("hit", "missed"), Grade(score=None, unscored="down", grader=STAMP)
    assert risen(scored, failed, ITEM, "x") == failed
    assert risen(failed, scored, ITEM, "x") == scored


def test_the_words_are_made_of_what_stands() -> None:
    both = risen(grade("hit", "missed"), grade("missed", "hit"), ITEM, "这是一个用中文写的足够长的回答")
    assert "没有说到" not in both.feedback and "第一点" in both.feedback and "第二点" in both.feedback
