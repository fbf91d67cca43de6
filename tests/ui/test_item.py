"""The page of a question: what is typed becomes key points or is told to be none, and notes stay text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interviewer.errors import InputError
from interviewer.schema import FollowUp, Item, KeyPoint, Language, Reference
from interviewer.ui import item as page
from tests.examples import item
from tests.ui.test_history import HOSTILE, harmless


def rows(*given: dict[str, Any]) -> str:
    return json.dumps([{"text": "a point", "weight": "50", "bonus": False, **one} for one in given])


def hostile() -> Item:
    reference = Reference(
        text=f"{HOSTILE}\n\n[x](javascript:alert(1)) ![p](http://example.com/p.png)", document=HOSTILE, heading=(HOSTILE,), line=3
    )
    return item(
        HOSTILE,
        references=(reference,),
        sources=(reference,),
        wordings=(HOSTILE,),
        topics=(HOSTILE,),
        key_points=(KeyPoint(text=f'{HOSTILE}</textarea><b id="b">', weight=1.0),),
        follow_ups=(FollowUp(text=HOSTILE),),
        mistakes=(HOSTILE,),
        read_on=(HOSTILE,),
        metadata={"company": HOSTILE},
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_notes_stay_text(language: Language) -> None:
    one = hostile()
    shown = [
        page.head(one, "library", "2026-01-01", one, language),
        page.references(one, language),
        page.more(one, language),
        page.editor(one, language),
    ]
    assert all(harmless(html) for html in shown)
    assert "javascript:" not in "".join(shown).replace("(javascript:alert(1))", "") and 'id="b"' not in shown[3]
    assert "\n" not in shown[1] + shown[2]


def test_a_bare_question_has_its_words_too() -> None:
    bare = item("什么？", references=(), key_points=(), key_points_from="none")
    assert "no answer" in page.references(bare, "en") and page.more(bare, "en") == ""
    assert page.editor(bare, "en").split("<template>")[0].count("<textarea") == 0
    assert "have not answered" in page.past([], "en")


def test_rows_become_key_points() -> None:
    made = page.read_points(rows({"text": " two \n lines "}, {"text": "  "}, {"text": "extra", "weight": "12.5", "bonus": True}))
    assert made == [KeyPoint(text="two lines", weight=0.5), KeyPoint(text="extra", weight=0.125, bonus=True)]


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (rows(), "no_points_left"),
        (rows({"text": ""}), "no_points_left"),
        (rows({"weight": "-1"}), "bad_weight"),
        (rows({"weight": "much"}), "bad_weight"),
        (rows({"weight": "nan"}), "bad_weight"),
        (rows({"weight": "1e9"}), "bad_weight"),
        (rows({"text": "x" * 2001}), "long_point"),
        (rows(*[{"text": "p"}] * 41), "too_many_points"),
    ],
)
def test_what_is_no_key_point_is_told(given: str, key: str) -> None:
    with pytest.raises(InputError) as told:
        page.read_points(given)
    assert told.value.key == key


def test_the_sum_leaves_bonus_points_out_and_a_persons_own_can_be_reset() -> None:
    points = (KeyPoint(text="a", weight=0.7), KeyPoint(text="b", weight=0.3), KeyPoint(text="c", weight=0.2, bonus=True))
    assert ">Together 100 %, bonus points left out.<" in page.editor(item("q", key_points=points), "en")
    assert ">Together 90 %; when saved, weights are scaled to 100 %" in page.editor(
        item("q", key_points=(points[0], points[2], points[2].model_copy(update={"bonus": False}))), "en"
    )
    assert "data-reset" not in page.editor(item("q", key_points=points), "en")
    assert "data-reset" in page.editor(item("q", key_points=points, key_points_from="person"), "en")
