from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.errors import InputError
from interviewer.interview import MAX_ANSWER, Interview, begin, transcript
from interviewer.schema import BANK, ME, Plan
from interviewer.store import Store
from tests.examples import BrokenGrader, Clock, KeywordGrader, item

ITEMS = [item(f"问题{n}") for n in range(3)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'test.sqlite'}")
    opened.open()
    opened.replace_items(BANK, ITEMS)
    yield opened
    opened.close()


def start(store: Store, grader: object = None) -> Interview:
    session_id = begin(Plan(length=3), ITEMS, ME, store, Clock())
    return Interview(session_id, ME, store, grader or KeywordGrader(), Clock())  # type: ignore[arg-type]


def again(interview: Interview, store: Store, grader: object = None) -> Interview:
    """Return what a new process would see."""
    return Interview(interview.state().session.id, ME, store, grader or KeywordGrader(), Clock())  # type: ignore[arg-type]


def test_a_whole_interview(store: Store) -> None:
    interview = start(store)
    assert interview.proceed().turns[-1].question == "问题0"
    interview.answer("第一点")
    state = interview.grade()
    assert state.phase == "between" and state.turns[0].grade is not None and state.turns[0].grade.score == 60.0
    interview.proceed()
    assert interview.hint().turns[-1].hints == 1
    interview.skip()
    assert interview.proceed().turns[-1].question == "问题2"
    interview.answer("第一点，第二点")
    interview.grade()
    state = interview.proceed()
    assert state.phase == "over" and state.session.ended_at is not None
    report = interview.report()
    assert (report.answered, report.skipped, report.unscored, report.score) == (2, 1, 0, 80.0)


def test_an_acknowledged_answer_is_in_the_store_before_it_is_graded(store: Store) -> None:
    interview = start(store)
    interview.proceed()
    interview.answer("第一点")
    resumed = again(interview, store)
    assert resumed.state().phase == "grading"
    state = resumed.proceed()
    assert state.turns[0].grade is not None and state.turns[0].answer == "第一点"
    assert state.turns[-1].question == "问题1"


def test_coming_back_shows_the_last_grade_until_one_goes_on(store: Store) -> None:
    interview = start(store)
    assert interview.resume().phase == "asking"
    interview.answer("第一点")
    state = again(interview, store).resume()
    assert state.phase == "between" and state.turns[-1].grade is not None
    assert again(interview, store).resume() == state


def test_an_answer_sent_twice_is_one_turn(store: Store) -> None:
    interview, grader = start(store), KeywordGrader()
    interview = again(interview, store, grader)
    interview.proceed()
    interview.answer("第一点")
    assert len(interview.answer("第一点").turns) == 1
    interview.grade()
    interview.grade()
    assert grader.graded == ["第一点"]
    assert interview.answer("另一个回答").turns[0].answer == "第一点"


def test_a_failed_grader_leaves_the_answer_unscored_and_another_can_try(store: Store) -> None:
    interview = start(store, BrokenGrader())
    interview.proceed()
    interview.answer("第一点")
    state = interview.grade()
    assert state.turns[0].grade is not None and state.turns[0].grade.score is None
    assert interview.report().unscored == 1 and interview.report().score is None
    state = interview.grade(KeywordGrader())
    assert state.turns[0].grade is not None and state.turns[0].grade.score == 60.0


@pytest.mark.parametrize("text", ["", "  \n ", "长" * (MAX_ANSWER + 1)])
def test_an_answer_that_cannot_be_taken_changes_nothing(store: Store, text: str) -> None:
    interview = start(store)
    interview.proceed()
    with pytest.raises(InputError):
        interview.answer(text)
    assert interview.state().phase == "asking"


def test_nobody_reads_anothers_session(store: Store) -> None:
    interview = start(store)
    with pytest.raises(InputError):
        Interview(interview.state().session.id, "someone-else", store, KeywordGrader()).state()
    with pytest.raises(InputError):
        Interview("no-such-session", ME, store, KeywordGrader()).state()


def test_a_session_needs_items(store: Store) -> None:
    with pytest.raises(InputError):
        begin(Plan(), [], ME, store)


def test_ids_cannot_be_guessed(store: Store) -> None:
    ids = {begin(Plan(), ITEMS, ME, store) for _ in range(20)}
    assert len(ids) == 20 and all(len(one) >= 24 for one in ids)


def test_ending_grades_what_waits_and_ending_twice_changes_nothing(store: Store) -> None:
    interview = start(store)
    interview.proceed()
    interview.answer("第一点")
    first = interview.end()
    assert first.turns[0].grade is not None
    assert interview.end() == first
    with pytest.raises(InputError):
        interview.skip()


def test_an_item_that_is_gone_is_passed_over(store: Store) -> None:
    interview = start(store)
    missing = begin(Plan(), [item("不在库里", id="gone"), ITEMS[1]], ME, store)
    assert Interview(missing, ME, store, KeywordGrader()).proceed().turns[-1].item.id != "gone"
    assert interview.proceed().turns


def test_the_transcript_is_the_same_each_time(store: Store) -> None:
    interview = start(store)
    interview.proceed()
    interview.hint()
    interview.answer("第一点")
    state = interview.grade()
    said = transcript(state)
    assert [message.kind for message in said] == ["question", "hint", "answer", "feedback"]
    assert said == transcript(again(interview, store).state())


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(st.sampled_from(["answer", "grade", "hint", "skip", "proceed", "end", "restart"]), max_size=25))
def test_whatever_is_clicked_nothing_is_lost_and_nothing_repeats(tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('random') / 'test.sqlite'}")
    store.open()
    store.replace_items(BANK, ITEMS)
    interview, acknowledged = start(store), {}
    for step in steps:
        try:
            if step == "answer":
                state = interview.answer("第一点")
                if state.phase == "grading":
                    acknowledged[state.turns[-1].number] = "第一点"
            elif step == "restart":
                interview = again(interview, store)
            else:
                getattr(interview, step)()
        except InputError:
            continue
    turns = interview.state().turns
    assert [turn.number for turn in turns] == list(range(len(turns)))
    assert len({turn.item.id for turn in turns}) == len(turns) <= 3
    assert all(turns[number].answer == text for number, text in acknowledged.items())
    assert all(turn.grade is None or turn.answer is not None for turn in turns)
    store.close()


def test_what_a_person_says_to_a_verdict_is_kept_beside_the_grade(store: Store) -> None:
    interview = start(store)
    interview.proceed()
    interview.answer("第一点")
    before = interview.grade().turns[0].grade
    interview.correct(0, 1, "missed")
    turn = interview.correct(0, 1, "hit").turns[0]
    assert [(one.point, one.verdict) for one in turn.corrections] == [("第二点", "hit")]
    assert turn.grade == before
    store.update_turn(turn.model_copy(update={"corrections": ()}))  # a window that knows less
    assert again(interview, store).state().turns[0].corrections == turn.corrections
    for number, point in ((0, 2), (0, -1), (1, 0)):
        with pytest.raises(InputError):
            interview.correct(number, point, "hit")
