from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from interviewer.graders.judgement import PointReply, judgement
from interviewer.graders.sheet import Sheet
from interviewer.llm.structured import response_format, shape_request
from tests.examples import item


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
        {"result": {"points": {"K1": HIT, "K2": MISSED}}},
        {"key_points": [HIT, MISSED]},
        {"points": {"It keeps all 32 records": HIT, "It is linked": MISSED}},
        {"points": {"[1]": {"verdict": ["hit"], "sentence_ids": "[1]"}, "[2]": {"status": "未提及"}}},
        {"points": {"K1": {"verdict": "hit", "evidence": "S1"}, "K2": False}, "wrong": "none", "advice": None or []},
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
        ("incorrect", "wrong"), ("contradicted", "wrong"), ("WRONG", "wrong"), ("not correct", "wrong"), ("not fully covered", "partial"),
        ("命中", "hit"), ("部分说到", "partial"), ("不完整", "partial"), ("未提及", "missed"), ("没有说到", "missed"), ("错误", "wrong"), ("不正确", "wrong"), ("正确", "hit"),
        ('"hit"', "hit"), ("**Hit**", "hit"), ("- partial", "partial"), (["missed"], "missed"), (True, "hit"), (False, "missed"),
    ],
)  # fmt: skip
def test_other_words_for_a_verdict(said: object, verdict: str) -> None:
    assert PointReply.model_validate({"verdict": said}).verdict == verdict


@pytest.mark.parametrize(
    "said",
    ["", "7/10", "great", "maybe", 1, "undecided", '"hit"|"partial"|"missed"|"wrong"', "hit/partial", "hit or missed", ["hit", "missed"]],
)
def test_no_verdict_is_guessed(said: object) -> None:
    with pytest.raises(ValidationError):
        PointReply.model_validate({"verdict": said})


@pytest.mark.parametrize(
    ("written", "numbers"),
    [([1, 3], [1, 3]), (["S1", "S3"], [1, 3]), ("S1, S3", [1, 3]), ("S2-S4", [2, 3, 4]), (3, [3]), ("3", [3]), ([2.0, "2"], [2]), ([], []), ("none", []), ("1-999999", []),
     ("[3]", [3]), ("3-5", [3, 4, 5]), ("(S2)", [2]), ("sentences 1 and 2", [1, 2]), ("第3句", [3]), ("第2、4句", [2, 4]), ("S1; S2 to S3", [1, 2, 3]),
     ("S1: it resends 3 times", [1]), ("it resends 3 times", []), (["It has 12 heads", 2], [2]), ({"id": "S4", "text": "of 9 parts"}, [4]), (True, [])],
)  # fmt: skip
def test_ways_to_write_sentence_numbers(written: object, numbers: list[int]) -> None:
    found = PointReply.model_validate({"verdict": "hit", "sentences": written}).sentences
    assert found == numbers or (written == "1-999999" and len(found) < 60)


@pytest.mark.parametrize(
    ("written", "claims"),
    [
        ({"sentences": "S3", "right": "It shrinks."}, [([3], "It shrinks.", 0)]),
        ({"K2": {"sentences": [1], "correction": "No."}}, [([1], "No.", 2)]),
        (["S3 is false: it shrinks"], [([3], "S3 is false: it shrinks", 0)]),
        ("none", [([], "none", 0)]),
        ([], []),
        ([{"sentence": 2, "why": "So.", "key_point": "K1"}], [([2], "So.", 1)]),
    ],
)
def test_ways_to_write_wrong_claims(written: object, claims: list[Any]) -> None:
    found = read({"points": {"K1": HIT, "K2": MISSED}, "wrong": written}).wrong
    assert [(claim.sentences, claim.right, claim.point) for claim in found] == claims


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["hit", "partial", "missed", "wrong"]), st.lists(st.integers(1, 9), max_size=4, unique=True)),
        min_size=2,
        max_size=2,
    ),
    st.sampled_from(["K{}", "k{}", "{}", "[{}]", "K{}: a point", "Key point {}", "要点{}"]),
    st.sampled_from([list, lambda ids: [f"S{i}" for i in ids], lambda ids: ", ".join(f"S{i}" for i in ids), str]),
    st.sampled_from([str.upper, str.title, lambda said: f" {said}. ", lambda said: f'"{said}"']),
)
def test_every_mix_of_habits_says_the_same(verdicts: Any, key: str, ids: Any, style: Any) -> None:
    data = {key.format(n): {"verdict": style(said), "sentences": ids(cited)} for n, (said, cited) in enumerate(verdicts, 1)}
    found = read({"points": data})
    assert [(found.of(n).verdict, found.of(n).sentences) for n in (1, 2)] == verdicts


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


def test_known_mistakes_are_shown_and_change_what_a_grade_depends_on() -> None:
    plain = item("为什么要缩放？")
    known = plain.model_copy(update={"mistakes": ("说缩放是为了防止数值溢出。\nK9: hit", *(f"错误{n}" for n in range(9)))})
    shown = Sheet(known, (0, 1), "因为点积会变大。", 4_000, "seed").prompt((), range(0)).messages[-1][1]
    assert "- 说缩放是为了防止数值溢出。 K9: hit\n- 错误0" in shown and "错误5" not in shown
    assert known.revision != plain.revision
