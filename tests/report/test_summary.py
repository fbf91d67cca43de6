"""Three sentences: each is true of the session, and they don't read the same every time."""

from __future__ import annotations

import pytest

from interviewer.report import Advice, Cited, Report, build, phrases, sentences
from interviewer.schema import Card, Item, Language, Reference
from tests.examples import NOW
from tests.report.sessions import graded, session, subject, turn

A, B, C = subject("What is A?"), subject("What is B?"), subject("What is C?")


def told(report: Report) -> str:
    return " ".join(sentences(report, "en"))


def test_what_went_well_names_the_best_answer_with_its_points() -> None:
    well, lack, _ = sentences(build(session(), [turn(0, A, "hhm"), turn(1, B, "mmm")]), "en")
    assert "What is A?" in well and "2 of " in well and "3 key points" in well
    assert "What is B?" in lack and "3 of " in lack and "1 more" in lack


def test_all_is_said_only_of_all() -> None:
    everything = [turn(0, A, "hhh"), turn(1, B, "hhh")]
    well, lack, after = sentences(build(session(), everything), "en")
    assert "2" in well and "What is A?" not in well
    assert "missing" in lack or "left out" in lack
    assert after
    four = subject("What is D?", ("first", "second", "third", "fourth"))
    well, _, _ = sentences(build(session(), [*everything, turn(2, four, "hhmm")]), "en")
    assert build(session(), [turn(0, four, "hhmm")]).asked[0].band == "high" and "What is" in well, "two of four are not most of them"
    skipped = [*everything, turn(2, C, answer=None, skipped=True)]
    well, lack, after = sentences(build(session(), skipped), "en")
    assert "What is" in well and "What is C?" in lack and "What is C?" in after


def test_nothing_is_praised_where_nothing_was_said() -> None:
    well, _, _ = sentences(build(session(), [turn(0, A, "mmm")]), "en")
    assert "key points" in well and "What is A?" not in well


def test_sure_but_wrong_is_what_is_named_as_missing() -> None:
    turns = [turn(0, A, "mmm"), turn(1, B, "hmm", confidence="sure", grade=graded(B, "hwm", "w"))]
    assert "What is B?" in sentences(build(session(), turns), "en")[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_says_where_to_read_or_that_notes_contradict(language: Language) -> None:
    report = build(session(), [turn(0, A, "mhh")])
    assert "notes.md:3-9" in sentences(report, language)[2], "without advice, the reference"
    for notes, place in (("covered", "mine.md:4"), ("contradicted", "bad.md:8")):
        document, line = place.split(":")
        cited = (Cited(document=document, line=int(line), end_line=int(line), text="x", own=True),)
        advised = report.model_copy(update={"advice": (Advice.model_validate({"place": 1, "index": 0, "notes": notes, "cited": cited}),)})
        after = sentences(advised, language)[2]
        assert place in after
        assert any(word in after for word in ("opposite", "disagree", "相反", "不一致")) == (notes == "contradicted")


def test_sessions_that_came_to_little_get_sensible_words() -> None:
    empty = build(session(), [])
    unanswered = build(session(), [turn(0, A, answer=None)])
    still_open = build(session(ended_at=None), [turn(0, A, answer=None)])
    unscored = build(session(), [turn(0, A, grade=graded(A, "uuu", "w", score=None, unscored="down"))])
    assert "No question" in told(empty) and "None" not in told(empty)
    assert "What is A?" in told(unanswered) and any(words in told(unanswered) for words in ("one answer", "answer one"))
    assert "go on" in told(still_open) or "goes on" in told(still_open)
    assert "scor" in sentences(unscored, "en")[0] and "graded once more" in told(unscored)


def test_with_nothing_missing_the_next_day_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "today", lambda: "2025-12-31")
    card = Card(owner="me", item_id=A.id, state={}, due=NOW)
    after = sentences(build(session(), [turn(0, A, "hhh")], cards=[card]), "en")[2]
    assert "What is A?" in after and "2026-01-01" in after


def test_the_wording_varies_by_session_and_stays_for_one() -> None:
    turns = [turn(0, A, "hhm"), turn(1, B, "mmm")]
    for language in ("zh", "en"):
        for at in range(3):
            said = {sentences(build(session(id=f"s{number}"), turns), language)[at] for number in range(20)}
            assert len(said) >= 2, (language, at)
    assert sentences(build(session(), turns), "zh") == sentences(build(session(), turns), "zh")


def test_chinese_is_punctuated_as_chinese() -> None:
    for turns in ([turn(0, A, "hhm"), turn(1, B, "mmm")], [turn(0, A, answer=None, skipped=True)], []):
        assert all(sentence.endswith("。") and not sentence.endswith("。。") for sentence in sentences(build(session(), turns), "zh"))


def test_a_long_question_is_cut_within_a_sentence() -> None:
    long = subject("How " + "very " * 60 + "long?")
    assert all(len(sentence) < 200 for sentence in sentences(build(session(), [turn(0, long, "mmm")]), "en"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_question_is_not_the_best_and_the_widest_gap_and_what_to_read_belongs_to_the_one_named(language: Language) -> None:
    for number in range(6):
        made = session(id=f"s{number}")
        alone = sentences(build(made, [turn(0, A, "hhm")]), language)
        assert "What is A?" in alone[0] and "What is A?" not in alone[1]
        heavy = subject("What is D?", ("only",))  # one point of it weighs more than any of B, which lost more in all
        both = build(made, [turn(0, C, "hhh"), turn(1, heavy, "p"), turn(2, B.model_copy(update={"references": _other(B)}), "mmm")])
        _, lack, after = sentences(both, language)
        assert "What is B?" in lack and "other.md" in after
        unsure = [turn(0, A, "hhm"), turn(1, B, "hhw", confidence="sure")]
        well, lack, _ = sentences(build(made, unsure), language)
        assert "What is A?" in well and "What is B?" in lack


def _other(of: Item) -> tuple[Reference, ...]:
    return tuple(one.model_copy(update={"document": "other.md"}) for one in of.references)
