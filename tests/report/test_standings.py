"""A session is told by question, not by row."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from interviewer.i18n import say
from interviewer.report import Advice, Cited, build, corrected, html, markdown, phrases, sentences
from interviewer.schema import Appeal, Card, Correction, KeyPoint, Language, Plan, Quote, Verdict, WrongClaim, spent
from tests.examples import NOW, STAMP
from tests.report.sessions import LLM, graded, session, subject, turn

A, B = subject("What is A?"), subject("What is B?", topics=("U",))


def test_a_follow_up_belongs_to_its_question_and_its_grade_holds() -> None:
    turns = [turn(0, A, "hmm"), turn(1, A, "hhm", kind="follow_up", aim=1, before="words said"), turn(2, B, "mmm")]
    report = build(session(), turns)
    assert [one.turns for one in report.asked] == [(0, 1), (2,)]
    assert report.answered == 2, "questions, not rows"
    assert round(report.asked[0].score or 0) == 83
    assert [missed.key_point for missed in report.missed if missed.place == 1] == ["third"], "what the follow-up brought is not missing"
    assert [topic.asked for topic in report.topics] == [1, 1]


def test_a_follow_up_that_is_skipped_or_unscored_leaves_the_standing() -> None:
    for last in ({"answer": None, "skipped": True}, {"grade": graded(A, "uuu", "w", score=None, unscored="down")}):
        one = build(session(), [turn(0, A, "hhm"), turn(1, A, kind="follow_up", **last)]).asked[0]
        assert (one.outcome, one.standing) == ("scored", 0)


def test_another_try_begins_anew_and_both_are_told() -> None:
    report = build(session(), [turn(0, A, "mmm"), turn(1, A, "hhh", kind="retry")])
    one = report.asked[0]
    assert (one.tries, one.first_score, one.score, report.missed) == (2, 0.0, 100.0, ())
    assert "first try: Nothing covered, last try: Well covered" in markdown(report, "en")


def test_a_try_left_open_does_not_undo_the_one_before() -> None:
    one = build(session(), [turn(0, A, "hhm"), turn(1, A, kind="retry", answer=None)]).asked[0]
    assert one.outcome == "scored" and one.left_open and one.standing == 0


def test_what_was_skipped_left_open_or_not_scored_is_told_as_such() -> None:
    turns = [
        turn(0, A, answer=None, skipped=True),
        turn(1, B, grade=graded(B, "uuu", "w", score=None, unscored="the endpoint is down")),
        turn(2, subject("What is C?"), answer=None),
    ]
    report = build(session(), turns)
    assert [one.outcome for one in report.asked] == ["skipped", "unscored", "open"]
    assert (report.answered, report.skipped, report.unscored, report.unanswered, report.score, report.missed) == (1, 1, 1, 1, None, ())
    written = markdown(report, "en")
    assert "Skipped." in written and "the endpoint is down" in written and "Not answered." in written


def test_sure_but_wrong_comes_first() -> None:
    turns = [turn(0, A, "hhh", confidence="sure"), turn(1, B, "mmm", confidence="sure")]
    report = build(session(), turns)
    assert [one.question for one in report.sure_but_wrong] == ["What is B?"]
    written = markdown(report, "en")
    assert written.index("Sure, but few key points") < written.index("Worth adding") < written.index("Question by question")
    guessed = build(session(), [turn(0, B, "mmm", confidence="guess")])
    assert not guessed.sure_but_wrong


STRONG = re.compile(r"not right|hold up|has a problem|does not hold|没答对|没站住|有问题|说错")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_offline_grader_calls_nothing_wrong(language: Language) -> None:
    """It measures coverage: a right and terse answer can come out low. A model's grade keeps the strong words."""
    for number in range(6):  # the wording is drawn by the session's id
        measured = build(session(id=f"s{number}"), [turn(0, A, "hhh"), turn(1, B, "mmm", confidence="sure")])
        judged = build(session(id=f"s{number}"), [turn(0, B, grade=graded(B, "mmm", "words said", LLM), confidence="sure")])
        assert (measured.asked[1].judged_wrong, judged.asked[0].judged_wrong) == (False, True)
        for write in (markdown, html):
            assert not STRONG.search(write(measured, language)) and say(language, "report.sure_local") in write(measured, language)
            assert STRONG.search(sentences(judged, language)[1]) and say(language, "report.sure") in write(judged, language)
        assert not STRONG.search(" ".join(sentences(measured, language)))


def test_an_appeal_that_is_upheld_takes_the_doubt_away() -> None:
    fresh = tuple(Verdict(text=point.text, weight=point.weight, verdict="hit", credit=1.0) for point in A.key_points)
    appeals = tuple(Appeal(point=one.text, verdict=one, grader=LLM, at=NOW) for one in fresh)
    assert not build(session(), [turn(0, A, "mmm", confidence="sure", appeals=appeals)]).sure_but_wrong


def test_a_verdict_of_ones_own_that_was_taken_back_is_none() -> None:
    back = turn(0, A, "mph", corrections=tuple(Correction(point=p, verdict=v, at=NOW) for p, v in (("first", "missed"), ("third", "hit"))))
    report = build(session(), [back])
    assert [point.corrected for point in report.asked[0].points] == [None, None, None]
    assert "orrect" not in markdown(report, "en")
    assert back.grade is not None and [corrected(back, verdict, "en") for verdict in back.grade.verdicts] == ["", "", ""]
    other = back.model_copy(update={"corrections": (Correction(point="first", verdict="hit", at=NOW),)})
    assert corrected(other, back.grade.verdicts[0], "en") == "your correction: said"


def test_a_wrong_claim_is_told_once_with_what_is_right() -> None:
    claim = WrongClaim(quote=Quote(text="words", start=0, end=5), why="It is the other way round.", point=1)
    report = build(session(), [turn(0, A, grade=graded(A, "hwm", "words said", wrong_claims=(claim,)))])
    assert len(report.wrong) == 1, "the claim and its verdict are one thing"
    assert markdown(report, "en").count("It is the other way round.") == 1


def test_an_appeal_that_is_upheld_counts_and_both_verdicts_are_shown() -> None:
    fresh = Verdict(text="first", weight=A.key_points[0].weight, verdict="hit", credit=1.0)
    appealed = turn(0, A, "mmm", appeals=(Appeal(point="first", verdict=fresh, grader=LLM, at=NOW),))
    report = build(session(), [appealed])
    assert report.asked[0].score == 50.0 and [missed.key_point for missed in report.missed] == ["second", "third"]
    assert "[on appeal: said, at first: missed]" in markdown(report, "en")


def test_a_rejected_appeal_is_told_too() -> None:
    fresh = Verdict(text="first", weight=0.5, verdict="missed", credit=0.0)
    report = build(session(), [turn(0, A, "mmm", appeals=(Appeal(point="first", verdict=fresh, grader=LLM, at=NOW),))])
    assert report.asked[0].score == 0.0 and "[on appeal still: missed]" in markdown(report, "en")


def test_what_the_person_says_they_said_is_not_put_before_them_as_missing() -> None:
    corrected = turn(0, A, "mmm", corrections=(Correction(point="first", verdict="hit", at=NOW),))
    report = build(session(), [corrected])
    assert report.asked[0].score == 0.0, "a correction moves no grade"
    assert [missed.key_point for missed in report.missed] == ["second", "third"]
    assert "[your correction: said]" in markdown(report, "en")
    assert "**1. What is A?**\n\n- second (missed, worth 33%)\n" in markdown(report, "en"), "a point stands under its question"


def test_what_cost_most_comes_first() -> None:
    light = subject("What is C?", ("only",))
    report = build(session(), [turn(0, A, "pmh"), turn(1, light, "m")])
    assert [(missed.key_point, round(missed.lost, 2)) for missed in report.missed] == [("only", 1.0), ("second", 0.33), ("first", 0.25)]


def test_what_is_to_add_stands_under_its_question_the_costliest_first() -> None:
    heavy, light = subject("What is C?", ("major", "minor")), subject("What is D?", ("only",))
    report = build(session(), [turn(0, heavy, "mm"), turn(1, light, "p")])
    whole = report.model_copy(update={"missed": (report.missed[0], report.missed[2], report.missed[1])})
    assert [[missed.key_point for missed in group] for group in phrases.to_add(whole)] == [["major", "minor"], ["only"]]
    many = report.model_copy(update={"missed": report.missed * phrases.MOST_MISSED})
    assert sum(map(len, phrases.to_add(many))) == phrases.MOST_MISSED


def test_a_bonus_point_and_an_undecided_one_are_not_missing() -> None:
    points = (KeyPoint(text="vital", weight=1.0), KeyPoint(text="extra", weight=0.2, bonus=True))
    assert not build(session(), [turn(0, A.model_copy(update={"key_points": points}), "hm")]).missed
    assert not build(session(), [turn(0, A, "huu")]).missed


def test_a_challenge_is_told_with_what_came_of_it() -> None:
    turns = [turn(0, A, "hhh"), turn(1, A, "hhh", kind="challenge", aim=1, held="gave_in", question="Are you sure?")]
    report = build(session(), turns)
    assert report.asked[0].challenges[0].point == "second"
    assert "You gave up a right point when doubted: second" in markdown(report, "en")


def test_times_are_those_of_the_clock() -> None:
    """Thirty seconds to an answer and thirty to read on; a silence counts as ten minutes, a step back of the clock as nothing."""
    turns = [
        turn(0, A, "hhh"),
        turn(1, B, "hhh", answered_at=NOW + timedelta(days=1)),
        turn(2, subject("What is C?"), "hhh", answered_at=NOW - timedelta(days=1)),
    ]
    report = build(session(), turns)
    assert [one.seconds for one in report.asked] == [30.0, 600.0, 0.0]
    assert report.seconds == spent(turns).total_seconds() == 30 + 30 + 600
    told = markdown(build(session(), [turns[0], turn(1, B, "hhh")]), "en")
    assert "2 min in all" in told.splitlines()[2] and "30 s of answering" in told


def test_what_is_due_when_is_told_by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "today", lambda: "2026-01-01")
    cards = [Card(owner="me", item_id=one.id, state={}, due=NOW + timedelta(days=days)) for one, days in ((A, 9), (B, 2))]
    report = build(session(), [turn(0, A, "hhh"), turn(1, B, "hhh")], cards=cards)
    written = markdown(report, "en")
    assert written.index("2. What is B?") < written.index("- 2026-01-10"), "the nearest day first"


def test_while_a_question_is_open_nothing_of_its_answer_is_told() -> None:
    turns = [turn(0, A, "hmm"), turn(1, A, kind="follow_up", aim=1, answer=None, question="And what else?")]
    open_still, over = build(session(ended_at=None), turns), build(session(), turns)
    assert "second" not in markdown(open_still, "en") and "All about" not in markdown(open_still, "en")
    assert "second" in markdown(over, "en") and "All about" in markdown(over, "en")


def test_the_band_agrees_with_the_checklist() -> None:
    lenient = graded(A, "mmm", "w").model_copy(update={"score": 61.0})
    report = build(session(), [turn(0, A, grade=lenient)])
    assert "Well covered" not in markdown(report, "en") and report.score == 61.0


def test_no_missed_point_is_told_three_times() -> None:
    point = "a very particular thing"
    report = build(session(), [turn(0, subject("What is A?", (point, "second")), "mh")])
    assert markdown(report, "en").count(point) == 2, "once where to read about it, once in the checklist"


def test_what_the_notes_lack_throughout_is_said_once_and_what_to_read_on_too() -> None:
    one = A.model_copy(update={"read_on": ("A long paper",)})
    lacking = tuple(Advice(place=1, index=at, notes="lacking", read_on=one.read_on if not at else ()) for at in (0, 1))
    written = markdown(build(session(), [turn(0, one, "mmh")], advice=lacking), "en")
    assert written.count("don't seem to cover") == 1 and written.count("A long paper") == 1
    covered = lacking[1].model_copy(update={"notes": "covered"})
    mixed = markdown(build(session(), [turn(0, one, "mmh")], advice=(lacking[0], covered)), "en")
    assert "don't seem to cover this" in mixed


def test_on_the_page_a_place_in_a_questions_reference_leads_to_the_question() -> None:
    report = build(session(), [turn(0, A, "hmh")])
    assert f'name="item" value="{A.id}">notes.md:3-9</button>' in markdown(report, "en", leads=True)
    assert "<button" not in markdown(report, "en"), "what is taken away leads nowhere"
    for document, line, led in (("notes.md", 4, True), ("notes.md", 10, False), ("mine.md", 4, False)):
        cited = Cited(document=document, line=line, end_line=line, text="x", own=False)
        advised = report.model_copy(update={"advice": (Advice(place=1, index=1, notes="covered", cited=(cited,)),)})
        written = markdown(advised, "en", leads=True)
        assert f"{document}:{line}" in written and ("<button" in written) is led


def test_what_is_past_is_due_now_and_no_day_to_come() -> None:
    late = Card(owner="me", item_id=A.id, state={}, due=NOW)
    for write in (markdown, html):
        assert (
            "2026-01-01"
            not in write(build(session(), [turn(0, A, "hhm")], cards=[late]), "zh").partition("</h1>")[2].partition("什么时候再来")[2]
        )
    assert "已到期，今天就可以练" in markdown(build(session(), [turn(0, A, "hhm")], cards=[late]), "zh")


def test_the_head_names_all_topics_asked_about() -> None:
    chosen = session(plan=Plan(topics=("T",)))
    turns = [turn(0, A, "hhm"), turn(1, B, "hhm")]
    assert " · T, U · " in markdown(build(chosen, turns), "en") and " · T · " in markdown(build(chosen, turns[:1]), "en")
    more = [turn(at, subject(f"q{at}", topics=(f"t{at}",)), "hhm") for at in range(2, 4)]
    assert "T、U、t2等" in markdown(build(chosen, [*turns, *more]), "zh")


def test_a_grader_is_told_of_once_though_a_version_of_it_was_not_measured() -> None:
    older = STAMP.model_copy(update={"version": "0"})
    report = build(session(), [turn(0, A, grade=graded(A, "hhm", "w", older)), turn(1, B, "hhm")])
    assert markdown(report, "en").count("not measured on the golden set yet") == 1
