from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from interviewer.schema import Correction, Figures, GraderStamp, Quote, Trust, Verdict, WrongClaim
from interviewer.ui.card import card, references
from tests.examples import NOW, STAMP, grade, graded_turn, item


def test_the_card_shows_verdicts_quotes_and_how_far_to_trust_it() -> None:
    shown = card([graded_turn()], "zh")
    assert "说到了" in shown and "<q>说到第一点</q>" in shown and "不判断对错" in shown
    assert "60/100" not in shown and "covered" not in shown, "a local score is a band"


def test_the_figures_of_the_grader_stand_behind_a_fold() -> None:
    figures = Figures(
        answers=336, unscored=0, pearson=None, qwk=None, kappa=None, pairwise=0.874, leniency=1.0, attacks_passed=0.051, good_failed=0.2
    )
    trust = Trust(grader=STAMP, measured_on="2026-01-02", questions=44, runs=3, figures=figures, flips=0.0, kappa_between=None)
    shown = card([graded_turn()], "en", trust)
    assert "<details" in shown and "How far to trust this grade" in shown
    assert all(
        part in shown for part in ("44 questions", "336 model-written", "87%", "5% of worthless", "20% of good", "0% of the verdicts")
    )
    assert "correlation" not in shown, "what was not measured is not told"
    assert "interviewer evaluate" in card([graded_turn()], "en")


def test_a_taught_grade_says_so() -> None:
    taught = STAMP.model_copy(update={"version": "1/lessons=abc"})
    assert "your corrections" in card([graded_turn(grade=grade(60.0, grader=taught))], "en")


def test_what_the_person_says_to_a_verdict_stands_beside_it() -> None:
    turn = graded_turn(corrections=(Correction(point="第二点", verdict="hit", at=NOW),))
    shown = card([turn], "en")
    assert "your correction: said" in shown.partition("第二点")[0].rpartition("<li")[2]
    assert shown.count("your correction") == 1
    assert "By your verdicts" in shown and "take mine back" in shown


def test_a_verdict_of_ones_own_has_a_bar_beside_the_graders_and_says_what_counts() -> None:
    turn = graded_turn(corrections=(Correction(point="第二点", verdict="hit", at=NOW),))
    shown = card([turn], "en")
    bars = re.findall(r'<div class="cells".*?</div>', shown)
    assert [re.findall(r'class="(hit|missed)"', bar) for bar in bars] == [["hit", "missed"], ["hit", "hit"]]
    assert "Your progress and the day this question comes back go by them; the grade above stays the grader&#x27;s." in shown
    assert "(your progress and the day this question comes back go by it; the grader&#x27;s grade stays" in shown
    assert "学习进度和下次复习时间按它算；上面仍是原评分" in card([turn], "zh")
    assert card([graded_turn()], "en").count('class="cells"') == 1
    followed = card([turn.model_copy(update={"kind": "follow_up"})], "en")
    assert "Your progress goes by them" in followed and "comes back" not in followed, "memory goes by the question's own answer"


def test_a_verdict_of_ones_own_that_was_taken_back_is_gone() -> None:
    first = graded_turn(corrections=(Correction(point="第二点", verdict="hit", at=NOW),))
    said = next(verdict.verdict for verdict in first.grade.verdicts if verdict.text == "第二点") if first.grade else ""
    again = first.model_copy(update={"corrections": (Correction.model_validate({"point": "第二点", "verdict": said, "at": NOW}),)})
    assert "your correction" not in card([again], "en") and "By your verdicts" not in card([again], "en")


def test_what_counts_as_said_can_be_disputed_too() -> None:
    said = Verdict(text="p", weight=1, verdict="hit", credit=1.0, quotes=(Quote(text="words", start=0, end=5),))
    shown = card([graded_turn(grade=grade(90.0, verdicts=(said,)))], "en")
    assert 'data-correct="missed"' in shown and 'data-correct="hit"' not in shown and "data-appeal" not in shown


def test_a_missed_point_shows_no_quote() -> None:
    near = Verdict(text="p", weight=1, verdict="missed", credit=0.2, quotes=(Quote(text="nearest words", start=0, end=13),))
    assert "nearest words" not in card([graded_turn(grade=grade(10.0, verdicts=(near,)))], "en")


def test_an_unscored_answer_says_why_and_shows_no_bar() -> None:
    shown = card([graded_turn(grade=grade(None, verdicts=(), unscored="the endpoint is down"))], "en")
    assert "the endpoint is down" in shown and "meter" not in shown


def test_a_models_score_is_a_number_and_its_wrong_claims_are_shown() -> None:
    stamp = GraderStamp(name="llm", model="some-model", version="1")
    claim = WrongClaim(quote=Quote(text="RoPE is learned", start=0, end=15), why="it is fixed")
    shown = card([graded_turn(grade=grade(61.0, grader=stamp, wrong_claims=(claim,)))], "en")
    assert "61/100" in shown and "some-model" in shown and "<q>RoPE is learned</q>" in shown and "it is fixed" in shown


@given(st.text(max_size=60))
def test_everything_is_escaped_and_on_one_line(text: str) -> None:
    bad = f"<script>{text}</script>\n\n<img src=x onerror=y>"
    verdict = Verdict(text=bad, weight=1, verdict="hit", credit=1, quotes=(Quote(text=bad, start=0, end=len(bad)),))
    shown = card([graded_turn(grade=grade(90.0, verdicts=(verdict,), cautions=(bad,), unscored=bad))], "en")
    assert "<script" not in shown and "<img" not in shown and "\n" not in shown


def test_references_name_their_place() -> None:
    assert "notes.md:3-5" in references(item("x"), "en")
    assert references(item("x", references=()), "en")


def test_a_question_that_a_model_wrote_says_so() -> None:
    assert "A model wrote this question" in references(item("x", derived=True, metadata={"written_by": "small"}), "en")
    assert "model wrote" not in references(item("x", derived=True), "en")


def test_what_is_partly_said_is_counted_beside_what_is_said_and_nothing_is_called_nothing() -> None:
    part = Verdict(text="p", weight=0.5, verdict="partial", credit=0.5)
    none = Verdict(text="q", weight=0.5, verdict="missed", credit=0.0)
    shown = card([graded_turn(grade=grade(25.0, verdicts=(part, none)))], "zh")
    assert "说到 0，部分说到 1，共 2 点" in shown and "占 50%" in shown
    nothing = card([graded_turn(grade=grade(4.0, verdicts=(none, none.model_copy(update={"text": "r"}))))], "zh")
    assert "没说到要点" in nothing and "覆盖较少" not in nothing and "要点 0/2" in nothing


def test_a_point_partly_said_can_be_put_down_and_only_a_model_looks_at_the_whole_again() -> None:
    part = Verdict(text="p", weight=1, verdict="partial", credit=0.5)
    local = card([graded_turn(grade=grade(50.0, verdicts=(part,)))], "en")
    assert all(f'data-correct="{one}"' in local for one in ("hit", "missed", "wrong")) and "Disagree?" in local
    assert local.count("data-appeal") == 1 and "data-words" in local
    model = GraderStamp(name="llm", model="m", version="1")
    assert card([graded_turn(grade=grade(50.0, verdicts=(part,), grader=model))], "en").count("data-appeal") == 2
