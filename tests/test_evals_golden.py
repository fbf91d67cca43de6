"""The golden set is whole: enough questions and answers in both languages, sound key points, known kinds, no grades."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from interviewer import text
from interviewer.schema import KeyPoint

GOLDEN = Path(__file__).resolve().parents[1] / "evals" / "data" / "golden.jsonl"
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]
ANSWERS: list[dict[str, Any]] = [answer for question in QUESTIONS for answer in question["answers"]]

RIGHT = {"full", "paraphrase", "terse", "other_language", "asr", "long_winded", "list_form"}
IN_PART = {"partial", "shallow"}
WRONG = {"contradiction", "subtle_error", "confident_wrong"}
WORTHLESS = {"stuffing", "fluent_empty", "off_topic", "question_copy", "injection", "dont_know"}
KINDS = RIGHT | IN_PART | WRONG | WORTHLESS

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["id"]))


def han_share(passage: str) -> float:
    """Return the share of letters that are Han characters."""
    letters = [c for c in passage if c.isalpha()]
    return sum(map(text.is_cjk, letters)) / max(1, len(letters))


def test_there_are_enough_questions_of_both_languages_and_both_ways_of_judging() -> None:
    languages = Counter(question["lang"] for question in QUESTIONS)
    assert languages["zh"] >= 24 and languages["en"] >= 16
    assert set(languages) == {"zh", "en"}
    for language in languages:
        ways = Counter(question["judged_by"] for question in QUESTIONS if question["lang"] == language)
        assert set(ways) == {"coverage", "reasoning"} and min(ways.values()) >= 4


def test_ids_questions_and_answers_are_unique() -> None:
    for values in (
        [question["id"] for question in QUESTIONS],
        [question["question"] for question in QUESTIONS],
        [answer["id"] for answer in ANSWERS],
        [answer["answer"] for answer in ANSWERS],
    ):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_every_kind_occurs_in_both_languages_and_often() -> None:
    seen = Counter((question["lang"], answer["kind"]) for question in QUESTIONS for answer in question["answers"])
    assert {kind for _, kind in seen} == KINDS
    for kind in KINDS:
        assert min(seen["zh", kind], seen["en", kind]) >= 3, kind
        assert seen["zh", kind] + seen["en", kind] >= 10, kind


def test_the_letter_of_an_answer_does_not_tell_its_worth() -> None:
    first = Counter(question["answers"][0]["kind"] for question in QUESTIONS)
    assert max(first.values()) <= len(QUESTIONS) // 3


@every_question
def test_a_question_has_its_fields_and_its_language(question: dict[str, Any]) -> None:
    fields = {"id", "lang", "topic", "judged_by", "question", "references", "key_points", "answers"}
    assert set(question) == fields
    assert question["id"].startswith(question["lang"] + "-") and question["topic"].strip()
    assert (han_share(question["question"] + question["references"][0]) > 0.3) == (question["lang"] == "zh")


@every_question
def test_a_reference_is_of_the_length_of_a_spoken_answer(question: dict[str, Any]) -> None:
    for reference in question["references"]:
        zh = question["lang"] == "zh"
        length = len("".join(reference.split())) if zh else len(reference.split())
        low, high = (80, 400) if zh else (60, 180)
        assert low <= length <= high


@every_question
def test_key_points_are_few_and_their_weights_sum_to_one(question: dict[str, Any]) -> None:
    points = [KeyPoint.model_validate(point) for point in question["key_points"]]
    assert 3 <= len(points) <= 5
    assert all(point.text.strip() and point.weight > 0 for point in points)
    assert sum(point.weight for point in points if not point.bonus) == pytest.approx(1)
    assert sum(point.bonus for point in points) <= 1


@every_question
def test_answers_are_many_of_known_kinds_and_different_worth_without_a_grade(question: dict[str, Any]) -> None:
    answers = question["answers"]
    assert len(answers) >= 6
    assert all(set(answer) == {"id", "kind", "answer", "written"} for answer in answers)
    assert all(answer["id"].rsplit("-", 1)[0] == question["id"] and answer["answer"].strip() for answer in answers)
    assert all("model" in answer["written"] for answer in answers)
    kinds = Counter(answer["kind"] for answer in answers)
    assert set(kinds) <= KINDS and max(kinds.values()) == 1
    assert len(kinds.keys() & RIGHT) >= 2 and kinds.keys() & WORTHLESS and kinds.keys() & (IN_PART | WRONG)


@every_question
def test_an_answer_of_the_other_language_is_in_it(question: dict[str, Any]) -> None:
    for answer in question["answers"]:
        if answer["kind"] == "other_language":
            share = han_share(answer["answer"])
            assert share < 0.6 if question["lang"] == "zh" else share > 0.2


def test_the_readme_gives_the_counts() -> None:
    readme = (GOLDEN.parent / "README.md").read_text("utf-8")
    zh = sum(question["lang"] == "zh" for question in QUESTIONS)
    assert f"{len(QUESTIONS)} questions ({zh} zh, {len(QUESTIONS) - zh} en) with {len(ANSWERS)} answers" in readme
