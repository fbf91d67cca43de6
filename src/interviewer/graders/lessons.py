"""What the local grader learns about one question from answers that somebody judged better: a person's corrections, a model's grades.

For each key point the logit of its credit moves by

    SLOPE * (item + (sum over its lessons of (right - given - item)) / (number of them + SHRINK))
    item = sum over all lessons of (right - given) / number of key points / (number of answers + SHRINK)

Both sums are shrunk towards no change, as few answers say little. On ../shared's 11 human-graded sets, by whole answers, one judged answer
a question takes the RMSE of the local grader from .346 to .320, three to .296, five to .276 (QWK .38, .44, .45, .50).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from interviewer.graders import reply_language, score, verdict_of
from interviewer.graders.feedback import compose
from interviewer.graders.findings import CREDIT
from interviewer.schema import LESSONS, Frozen, Grade, Grader, Item, Turn, Verdict, fingerprint, standing, threads

SLOPE, SHRINK = 6.0, 2.0
MOST_ANSWERS = 5
"""Past answers that are looked at; each is graded once more to see what the grader would give."""
_NEAR_0 = 0.02


class Judged(Frozen):
    """A past answer, and what it is worth, by the text of a key point; points that nobody judged are as the grader had them."""

    answer: str
    right: dict[str, float]


class Lesson(Frozen):
    """One key point of one past answer."""

    answer: str
    point: str
    given: float
    """Credit by the grader."""
    right: float
    """Credit that it should have given."""


def worth(verdict: str) -> float:
    """Return the credit that a verdict stands for."""
    return CREDIT.get(verdict, 0.0)  # type: ignore[call-overload, no-any-return]


def judged_of(turns: Sequence[Turn]) -> list[Judged]:
    """Return what these turns on one item teach, newest first: verdicts of a model, and over them what the person corrected."""
    return [Judged(answer=answer, right=_right(thread)) for thread in reversed(threads(turns)) if (answer := _said(thread))]


def _said(thread: Sequence[Turn]) -> str:
    return next((turn.whole for turn in reversed(thread) if turn.answer is not None and turn.grade is not None), "")


def _right(thread: Sequence[Turn]) -> dict[str, float]:
    grade = standing(thread)
    by_model = grade is not None and grade.grader.name == "llm" and grade.score is not None
    verdicts = grade.verdicts if grade and by_model else ()
    right = {verdict.text: worth(verdict.verdict) for verdict in verdicts if verdict.verdict != "undecided"}
    return right | {correction.point: worth(correction.verdict) for turn in thread for correction in turn.corrections}


def shifts(points: Sequence[str], lessons: Sequence[Lesson]) -> dict[str, float]:
    """Return by how much the logit of each key point's credit moves."""
    known = [lesson for lesson in lessons if lesson.point in set(points)]
    if not known:
        return {}
    answers = len({lesson.answer for lesson in known})
    item = sum(lesson.right - lesson.given for lesson in known) / len(points) / (answers + SHRINK)
    moved = {}
    for point in points:
        own = [lesson.right - lesson.given - item for lesson in known if lesson.point == point]
        moved[point] = SLOPE * (item + sum(own) / (len(own) + SHRINK))
    return moved


def calibrated(grade: Grade, lessons: Sequence[Lesson]) -> tuple[Verdict, ...]:
    """Return the verdicts of a local grade as the lessons move them; what got no credit at all, or is `wrong`, gets none here either."""
    moved = shifts([verdict.text for verdict in grade.verdicts], lessons)
    return tuple(_moved(verdict, moved.get(verdict.text, 0.0)) for verdict in grade.verdicts)


def _moved(verdict: Verdict, shift: float) -> Verdict:
    if not verdict.credit or not shift or verdict.verdict not in {"hit", "partial", "missed"}:
        return verdict
    credit = min(1 - _NEAR_0, max(_NEAR_0, verdict.credit))
    moved = round(1 / (1 + math.exp(-(math.log(credit / (1 - credit)) + shift))), 4)
    return verdict.model_copy(update={"credit": moved, "verdict": verdict_of(moved)})


class Taught:
    """The local grader, calibrated for each question by the answers to it that were judged better."""

    def __init__(self, grader: Grader, judged: Callable[[Item], Sequence[Judged]]) -> None:
        self._grader, self._judged = grader, judged

    def grade(self, item: Item, answer: str) -> Grade:
        """Judge one answer; the stamp tells from which lessons, so that a grade is never compared with one of others."""
        grade = self._grader.grade(item, answer)
        past = [one for one in self._judged(item) if one.right][:MOST_ANSWERS]
        lessons = self._lessons(item, past) if grade.score else []
        verdicts = calibrated(grade, lessons)
        if verdicts == grade.verdicts:
            return grade
        told = fingerprint(*(f"{lesson.point}\n{lesson.right}\n{lesson.answer}" for lesson in lessons))[:8]
        return grade.model_copy(
            update={
                "verdicts": verdicts,
                "score": round(score(verdicts, grade.wrong_claims), 2),
                "feedback": compose(reply_language(item, answer), verdicts, grade.wrong_claims),
                "grader": grade.grader.model_copy(update={"version": f"{grade.grader.version}{LESSONS}{told}"}),
            }
        )

    def _lessons(self, item: Item, past: Sequence[Judged]) -> list[Lesson]:
        return [lesson for judged in past for lesson in _compared(self._grader.grade(item, judged.answer), judged.answer, judged.right)]


def _compared(grade: Grade, answer: str, right: Mapping[str, float]) -> list[Lesson]:
    return [
        Lesson(answer=answer, point=verdict.text, given=verdict.credit, right=right[verdict.text])
        for verdict in grade.verdicts
        if verdict.text in right
    ]
