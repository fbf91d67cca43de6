"""The chat: what stands in it while a question is open, and once it is not."""

from __future__ import annotations

import pytest

from interviewer.interview import State
from interviewer.schema import Speech, Turn
from interviewer.ui.conversation import bubbles
from tests.report.sessions import session, subject, turn


def said(*turns: Turn) -> list[str]:
    state = State(session=session(ended_at=None), turns=turns)
    return [str(bubble["content"]) for bubble in bubbles(state, "en")]


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ("Let us begin with caching:", "Let us begin with caching."),
        ("先说缓存：", "先说缓存。"),
        ("Well.", "Well."),
        ("", "What is a cache?"),
    ],
)
def test_the_open_question_stands_above_the_chat_and_not_in_it(opening: str, shown: str) -> None:
    asked = turn(0, subject("What is a cache?", ("a",)), answer=None, opening=Speech(text=opening))
    assert said(asked) == [shown]


def test_a_question_that_is_left_behind_stands_in_the_chat() -> None:
    first = turn(0, subject("What is a cache?", ("a",)), answer=None, skipped=True, opening=Speech(text="First:"))
    second = turn(1, subject("What is a queue?", ("a",)), answer=None, opening=Speech(text="Next:"))
    shown = said(first, second)
    assert "What is a cache?" in shown[0] and "What is a queue?" not in "".join(shown) and shown[-1] == "Next."
