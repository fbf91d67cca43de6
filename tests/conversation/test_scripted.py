from __future__ import annotations

from datetime import timedelta

import pytest

from interviewer.conversation.scripted import Scripted
from interviewer.i18n import LANGUAGES
from interviewer.schema import Language, Turn
from tests.examples import NOW, graded_turn, item


def session(scores: list[float | None]) -> list[Turn]:
    return [
        graded_turn(score, number=at, item=item(f"问题{at}是什么？", topics=(f"话题{at}",)), asked_at=NOW + timedelta(minutes=at))
        for at, score in enumerate(scores)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("score", [90.0, 50.0, 10.0, None])
def test_ten_questions_hear_no_sentence_twice(score: float | None, language: Language) -> None:
    turns = session([score] * 10)
    said = ["".join(Scripted().opening(turns[:at], turns[at], language, "s")) for at in range(10)]
    assert len(set(said)) == 10
