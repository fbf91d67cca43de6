"""Recorded grades made again in this process; tests/cli/test_grading.py does it with the real program."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interviewer.batch import grade_lines
from interviewer.errors import InputError
from interviewer.graders.kept import Gone
from interviewer.graders.lessons import Judged, Taught
from interviewer.graders.risen import risen
from interviewer.replay import Replayed, replay_lines, replay_turns
from interviewer.schema import Grade, Grader, GraderStamp, Item
from tests.examples import STAMP, KeywordGrader, graded_turn, item

LINES = [
    json.dumps({"id": n, "question": "是什么？", "reference": "", "key_points": [{"text": "第一点"}, {"text": "第二点"}], "answer": answer})
    for n, answer in enumerate(["第一点", "第二点和第一点", "别的"])
]
GRADES = list(grade_lines(LINES, KeywordGrader()))


def keyword(stamp: GraderStamp) -> Grader:
    return KeywordGrader()


def replayed(answers: list[str], grades: list[str], regrader: Any = keyword) -> list[Replayed]:
    return list(replay_lines(answers, grades, regrader, [STAMP]))


def test_the_same_code_makes_the_same_grades() -> None:
    made = replayed(LINES, GRADES)
    assert [one.outcome for one in made] == ["same"] * 3
    assert [json.dumps(one.line, ensure_ascii=False) for one in made] == GRADES


def test_what_became_different_is_named() -> None:
    changed = [json.loads(GRADES[0]) | {"score": 1.0, "feedback": "else"}, *map(json.loads, GRADES[1:])]
    first, *rest = replayed(LINES, list(map(json.dumps, changed)))
    assert (first.outcome, first.differs) == ("different", ("score", "feedback"))
    assert {one.outcome for one in rest} == {"same"}


@pytest.mark.parametrize(
    ("answers", "grades"),
    [
        (LINES[:2], GRADES),
        (LINES, GRADES[:2]),
        (LINES[::-1], GRADES),
        (LINES, ["no json", *GRADES[1:]]),
        (LINES, ["{}", *GRADES[1:]]),
        (LINES, ["[1]", *GRADES[1:]]),
        (LINES, LINES),
    ],
)
def test_files_that_do_not_belong_together_are_refused(answers: list[str], grades: list[str]) -> None:
    with pytest.raises(InputError):
        replayed(answers, grades)


def test_lines_that_had_no_grade_have_none_now() -> None:
    bad = ["no json", *LINES]
    assert [one.outcome for one in replayed(bad, list(grade_lines(bad, KeywordGrader())))] == ["unscored", "same", "same", "same"]


def test_a_reply_that_is_gone_is_said_to_be() -> None:
    class Lost:
        def grade(self, item: Item, answer: str) -> Grade:
            raise Gone("the model's reply is not kept")

    made = replayed(LINES, GRADES, lambda stamp: Lost())
    assert {one.outcome for one in made} == {"gone"} and made[0].line == json.loads(GRADES[0])


def test_a_grade_that_was_taught_is_the_same_while_the_lessons_are() -> None:
    class Unsure(KeywordGrader):
        def grade(self, item: Item, answer: str) -> Grade:
            made = super().grade(item, answer)
            verdicts = tuple(v.model_copy(update={"credit": 0.5 * v.credit}) for v in made.verdicts)
            return made.model_copy(update={"verdicts": verdicts, "score": 50.0 if any(v.credit for v in verdicts) else 0.0})

    def taught(right: float) -> Grader:
        return Taught(Unsure(), lambda item: [Judged(answer="第一点", right={"第一点": right})])

    it = item("什么是注意力？")
    turn = graded_turn(grade=taught(1.0).grade(it, "说到第一点"), item=it)
    assert turn.grade is not None and turn.grade.grader.taught
    (same,) = replay_turns([turn], lambda stamp: taught(1.0), [STAMP])
    (other,) = replay_turns([turn], lambda stamp: taught(0.0), [STAMP])
    assert (same.outcome, same.changed, same.line["id"]) == ("same", (), 1)
    assert (other.outcome, other.changed) == ("different", ("version",))


def test_skipped_and_open_turns_are_left_out() -> None:
    assert list(replay_turns([graded_turn(answer=None, grade=None)], keyword, [STAMP])) == []


def test_a_follow_up_stands_on_what_was_said_before() -> None:
    class Forgetful(KeywordGrader):
        """Sees only the last paragraph."""

        def grade(self, item: Item, answer: str) -> Grade:
            return super().grade(item, answer.rpartition("\n\n")[2])

    first, grader = graded_turn(answer="第一点"), Forgetful()
    alone = grader.grade(first.item, "第一点")
    more = {"number": 1, "kind": "follow_up", "before": "第一点", "answer": "第二点"}
    both = risen(alone, grader.grade(first.item, "第一点\n\n第二点"), first.item, "第一点\n\n第二点")
    turns = [first.model_copy(update={"grade": alone}), graded_turn(**{**more, "grade": both})]
    assert both.score == 100.0
    assert [one.outcome for one in replay_turns(turns, lambda stamp: Forgetful(), [STAMP])] == ["same", "same"]
    challenged = graded_turn(number=2, kind="challenge", before="第一点", answer="我确定", grade=both)
    assert len(list(replay_turns([*turns, challenged], keyword, [STAMP]))) == 2
