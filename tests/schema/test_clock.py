"""The clock of a session: it never runs backwards, and an absence is no work."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.schema import BREAK, RETURNED, Aside, Speech, Turn, answering, silence, spent, spent_each, was_away
from tests.examples import NOW
from tests.report.sessions import subject

ITEM = subject("What is A?")


def second(at: float) -> datetime:
    return NOW + timedelta(seconds=at)


def turn(number: int, asked: float, **more: object) -> Turn:
    return Turn.model_validate({"session_id": "s", "number": number, "item": ITEM, "question": "q", "asked_at": second(asked), **more})


def aside(at: float, intent: str = "hint", reply: str = "") -> Aside:
    return Aside.model_validate({"intent": intent, "said": "", "reply": Speech(text=reply), "at": second(at)})


def beside(one: Turn, *more: Aside) -> Turn:
    return one.model_copy(update={"asides": (*one.asides, *more)})


EVENTS = st.lists(st.tuples(st.sampled_from(["answer", "hint", "skip", "look"]), st.integers(0, 2000)), max_size=12)


@settings(max_examples=60)
@given(events=EVENTS)
def test_what_the_clock_shows_never_falls(events: list[tuple[str, int]]) -> None:
    turns, at, shown = [turn(0, 0)], 0, (timedelta(), timedelta())
    for event, later in events:
        at += later
        now = (spent(turns) + silence(turns, second(at)), answering(turns) + silence(turns, second(at)))
        last = turns[-1]
        if event == "hint":
            turns[-1] = beside(last, aside(at, reply="think"))
        elif event == "answer":
            turns = [
                *turns[:-1],
                last.model_copy(update={"answer": "x", "answered_at": second(at)}),
                turn(len(turns), at, kind="follow_up"),
            ]
        elif event == "skip":
            turns = [*turns[:-1], beside(last, aside(at, "skip")), turn(len(turns), at, kind="retry")]
        after = (spent(turns) + silence(turns, second(at)), answering(turns) + silence(turns, second(at)))
        for before, then in ((shown, now), (now, after)):
            assert before[0] <= then[0] and before[1] <= then[1]
        assert after[0] == after[1] <= timedelta(seconds=at) and spent(turns) == sum(spent_each(turns), timedelta())
        shown = after


@settings(max_examples=40)
@given(worked=st.integers(0, 599), away=st.integers(601, 10**6), again=st.integers(0, 599))
def test_an_absence_one_came_back_from_counts_nothing(worked: int, away: int, again: int) -> None:
    left = beside(turn(0, 0), aside(worked, reply="think"))
    assert was_away([left], second(worked + away)) and not was_away([left], second(worked + 600))
    back = beside(left, aside(worked + away, RETURNED))
    end = worked + away + again
    assert spent([back]) + silence([back], second(end)) == timedelta(seconds=worked + again)
    done = back.model_copy(update={"answer": "x", "answered_at": second(end)})
    assert spent([done]) == answering([done]) == timedelta(seconds=worked + again)


def test_a_silence_nobody_came_back_from_counts_as_a_break() -> None:
    assert silence([turn(0, 0)], second(86400)) == BREAK and not silence([], NOW) and not was_away([], NOW)
    assert spent([turn(0, 0, answer="x", answered_at=second(86400))]) == BREAK


def test_what_is_done_after_an_answer_is_no_answering() -> None:
    """Thirty seconds of answering, a hundred of reading the card until another try is wished for."""
    one = beside(turn(0, 0, answer="x", answered_at=second(30)), aside(130, "retract"))
    assert answering([one]) == timedelta(seconds=30) and spent([one]) == timedelta(seconds=130)
