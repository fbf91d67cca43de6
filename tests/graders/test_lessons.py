"""What the local grader learns about one question from answers that somebody judged better."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.graders import score, verdict_of
from interviewer.graders.lessons import Judged, Lesson, Taught, calibrated, judged_of, shifts
from interviewer.schema import Correction, Grade, GraderStamp, Item, Quote, Verdict
from tests.examples import NOW, STAMP, grade, graded_turn, item

ITEM = item("什么是注意力？")
POINTS = [point.text for point in ITEM.key_points]


class Fixed:
    """Gives each key point one credit, whatever is answered; nothing for an empty answer."""

    def __init__(self, *credits: float) -> None:
        self.credits = credits
        self.graded: list[str] = []

    def grade(self, item: Item, answer: str) -> Grade:
        self.graded.append(answer)
        verdicts = tuple(
            Verdict(
                text=point.text,
                weight=point.weight,
                verdict=verdict_of(credit),
                credit=credit,
                quotes=(Quote(text=answer, start=0, end=len(answer)),) if credit else (),
            )
            for point, credit in zip(item.key_points, self.credits, strict=True)
        )
        return Grade(score=score(verdicts), verdicts=verdicts, grader=STAMP, item_revision=item.revision)


def taught(grader: Fixed, *judged: Judged) -> Grade:
    return Taught(grader, lambda item: judged).grade(ITEM, "an answer")


def test_a_point_that_was_denied_and_is_said_gets_more_the_next_time() -> None:
    before = Fixed(0.3, 0.3).grade(ITEM, "an answer")
    after = taught(Fixed(0.3, 0.3), Judged(answer="a", right={POINTS[0]: 1.0}))
    assert after.verdicts[0].credit > 0.5 > before.verdicts[0].credit
    assert after.verdicts[0].credit > after.verdicts[1].credit >= 0.3, "the other point moves less"
    assert after.score is not None and before.score is not None and after.score > before.score


def test_more_answers_move_more_and_towards_what_is_right() -> None:
    credits = [0.3]
    for count in (1, 2, 3):
        lessons = [Judged(answer=f"a{n}", right=dict.fromkeys(POINTS, 0.8)) for n in range(count)]
        credits.append(taught(Fixed(0.3, 0.3), *lessons).verdicts[0].credit)
    assert credits == sorted(credits) and len(set(credits)) == 4


def test_lessons_can_take_credit_away() -> None:
    assert taught(Fixed(0.7, 0.7), Judged(answer="a", right=dict.fromkeys(POINTS, 0.0))).verdicts[0].verdict != "hit"


def test_what_got_nothing_gets_nothing() -> None:
    after = taught(Fixed(0.0, 0.3), Judged(answer="a", right=dict.fromkeys(POINTS, 1.0)))
    assert after.verdicts[0].credit == 0 and not after.verdicts[0].quotes
    assert taught(Fixed(0.0, 0.0), Judged(answer="a", right=dict.fromkeys(POINTS, 1.0))).score == 0


def test_without_lessons_the_grade_is_as_it_was_and_costs_no_more() -> None:
    grader = Fixed(0.3, 0.3)
    assert taught(grader) == Fixed(0.3, 0.3).grade(ITEM, "an answer")
    assert taught(grader, Judged(answer="x", right={})).grader == STAMP
    assert grader.graded == ["an answer"] * 2


def test_the_stamp_tells_what_was_taught() -> None:
    one = taught(Fixed(0.3, 0.3), Judged(answer="a", right={POINTS[0]: 1.0}))
    other = taught(Fixed(0.3, 0.3), Judged(answer="a", right={POINTS[0]: 0.5}))
    assert one.grader.taught and one.grader.untaught == STAMP and one.grader != other.grader


def test_points_of_another_revision_teach_nothing() -> None:
    assert shifts(POINTS, [Lesson(answer="a", point="an old point", given=0.0, right=1.0)]) == {}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0, 1), min_size=2, max_size=2),
    st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(POINTS), st.floats(0, 1), st.floats(0, 1)), max_size=8),
)
def test_calibration_is_sound(credits: list[float], drawn: list[tuple[str, str, float, float]]) -> None:
    lessons = [Lesson(answer=answer, point=point, given=given, right=right) for answer, point, given, right in drawn]
    before = Fixed(*credits).grade(ITEM, "an answer")
    after = calibrated(before, lessons)
    for one, other in zip(before.verdicts, after, strict=True):
        assert 0 <= other.credit <= 1 and (one.credit == 0) <= (other.credit == 0)
        assert other.quotes == one.quotes and other.text == one.text
        assert not lessons or other.verdict == verdict_of(other.credit) or not one.credit
    assert 0 <= score(after) <= 100


def test_lessons_come_from_a_models_grades_and_over_them_from_corrections() -> None:
    llm = GraderStamp(name="llm", model="m", version="2")
    correction = Correction(point="第二点", verdict="hit", at=NOW)
    turns = [
        graded_turn(answer="old", grade=grade(60.0, grader=llm)),
        graded_turn(answer="new", grade=grade(60.0, grader=llm), corrections=(correction,)),
        graded_turn(answer="local"),
        graded_turn(answer="mine", corrections=(correction,)),
        graded_turn(answer="failed", grade=grade(None, grader=llm)),
    ]
    assert judged_of(turns) == [
        Judged(answer="failed", right={}),
        Judged(answer="mine", right={"第二点": 1.0}),
        Judged(answer="local", right={}),
        Judged(answer="new", right={"第一点": 1.0, "第二点": 1.0}),
        Judged(answer="old", right={"第一点": 1.0, "第二点": 0.0}),
    ]


def test_a_later_correction_counts() -> None:
    first, second = (Correction(point="第一点", verdict=said, at=NOW + timedelta(minutes=at)) for at, said in enumerate(("hit", "wrong")))  # type: ignore[arg-type]
    (judged,) = judged_of([graded_turn(corrections=(first, second))])
    assert judged.right == {"第一点": 0.0}
