"""A session replayed: what was typed stands as it was typed."""

from __future__ import annotations

import re
from datetime import timedelta

from interviewer.report import build
from interviewer.schema import RETURNED, Aside, Intent, Speech, Turn
from interviewer.ui.replay import replay
from tests.examples import NOW
from tests.report.sessions import session, subject, turn


def aside(intent: Intent, said: str, reply: str = "", after: int = 5) -> Aside:
    return Aside(intent=intent, said=said, reply=Speech(text=reply), at=NOW + timedelta(seconds=after))


def told(one: Turn) -> list[tuple[str, str]]:
    html = replay(build(session(), [one]), "en")
    return re.findall(r'<p class="(bot|user)">(.*?)</p>', html)[1:]


def test_words_that_asked_for_something_done_stand_and_have_no_empty_reply() -> None:
    item = subject("q")
    left = turn(0, item, answer=None, skipped=True, asides=(aside("clarify", "how?", "so"), aside("skip", "another question please")))
    assert told(left) == [("user", "how?"), ("bot", "so"), ("user", "another question please")]
    clicked = turn(0, item, answer=None, skipped=True, asides=(aside("skip", ""), aside(RETURNED, "")))
    assert told(clicked) == [("user", "Skipped.")]


def test_words_said_with_an_answer_stand_behind_it() -> None:
    one = turn(0, subject("q"), "hhh", answered_at=NOW + timedelta(seconds=9), asides=(aside("end", "that's all", after=9),))
    assert told(one) == [("user", "words said"), ("user", "that&#x27;s all")]
