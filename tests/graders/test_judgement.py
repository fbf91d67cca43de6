from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from interviewer.graders.judgement import PointReply, judgement
from interviewer.llm.structured import response_format, shape_request


def read(data: Any, count: int = 2) -> Any:
    return judgement(count).model_validate(data)


HIT, MISSED = {"sentences": [1], "gap": "", "verdict": "hit"}, {"sentences": [], "gap": "", "verdict": "missed"}


@pytest.mark.parametrize(
    "data",
    [
        {"points": {"K1": HIT, "K2": MISSED}, "wrong": [], "advice": ""},
        {"points": {"K1": {"verdict": "hit", "sentences": [1]}, "K2": {"verdict": "missed"}}},
        {"points": {"1": HIT, "2": "missed"}},
        {"points": {"k2": "Missed.", "k1": {"verdict": "HIT", "sentences": "S1"}}},
        {"points": {"K1: keeps all records": HIT, "K2: is linked": MISSED}},
        {"points": [HIT, MISSED]},
        {"points": [{"point": "K2", **MISSED}, {"point": "K1", **HIT}]},
        {"points": [{"id": 1, **HIT}, {"id": 2, **MISSED}], "wrong": []},
        {"K1": HIT, "K2": MISSED, "advice": ""},
    ],
    ids=lambda data: json.dumps(data)[:40],
)
def test_ways_in_which_models_write_it(data: Any) -> None:
    found = read(data)
    assert (found.of(1).verdict, found.of(1).sentences, found.of(2).verdict) == ("hit", [1], "missed")


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("hit", "hit"), ("Fully covered", "hit"), ("correct", "hit"), ("yes", "hit"), ("partially covered", "partial"), ("Partial.", "partial"),
        ("not mentioned", "missed"), ("not covered", "missed"), ("none", "missed"), ("no", "missed"), ("absent", "missed"),
        ("incorrect", "wrong"), ("contradicted", "wrong"), ("WRONG", "wrong"),
    ],
)  # fmt: skip
def test_other_words_for_a_verdict(said: str, verdict: str) -> None:
    assert PointReply.model_validate({"verdict": said}).verdict == verdict


@pytest.mark.parametrize("said", ["", "7/10", "great", "maybe", 1, "undecided"])
def test_no_verdict_is_guessed(said: object) -> None:
    with pytest.raises(ValidationError):
        PointReply.model_validate({"verdict": said})


@pytest.mark.parametrize(
    ("written", "numbers"),
    [([1, 3], [1, 3]), (["S1", "S3"], [1, 3]), ("S1, S3", [1, 3]), ("S2-S4", [2, 3, 4]), (3, [3]), ("3", [3]), ([2.0, "2"], [2]), ([], []), ("none", []), ("1-999999", [])],
)  # fmt: skip
def test_ways_to_write_sentence_numbers(written: object, numbers: list[int]) -> None:
    found = PointReply.model_validate({"verdict": "hit", "sentences": written}).sentences
    assert found == numbers or (written == "1-999999" and len(found) < 60)


@pytest.mark.parametrize("data", [{"points": {"K1": HIT}}, {"points": [HIT]}, {"points": {}}, {"points": "both hit"}, {"wrong": []}, {}])
def test_no_key_point_may_be_left_out(data: Any) -> None:
    with pytest.raises(ValidationError):
        read(data)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda x: (
            st.lists(x, max_size=3)
            | st.dictionaries(
                st.sampled_from(["points", "wrong", "K1", "K2", "verdict", "sentences", "point", "advice", "x"]), x, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_anything_is_read_or_refused(data: Any) -> None:
    try:
        read(data)
    except ValidationError:
        return
    assert isinstance(data, dict)


def test_there_is_no_field_for_a_score() -> None:
    schema = json.dumps(response_format(judgement(3))).lower()
    assert not {"score", "credit", "grade", "mark"} & set(schema.replace('"', " ").split())


def test_the_form_names_every_key_point_once() -> None:
    form = shape_request(judgement(12))
    assert form.count('"K') == 12 and form.count('"verdict"') == 1
    assert response_format(judgement(2))["json_schema"]["schema"]["$defs"]["Points"]["required"] == ["K1", "K2"]
