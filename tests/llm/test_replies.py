from __future__ import annotations

import contextlib
import json
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from interviewer.llm.replies import UnreadableReply, is_bare, read, without_thoughts


class Verdict(BaseModel):
    verdict: Literal["hit", "missed"]
    lines: list[int] = []
    note: str = ""


HIT = Verdict(verdict="hit", lines=[1, 2])
PLAIN = '{"verdict": "hit", "lines": [1, 2]}'


@pytest.mark.parametrize(
    "reply",
    [
        PLAIN,
        f"```json\n{PLAIN}\n```",
        f"```\n{PLAIN}\n```\nI hope that helps! {{smile}}",
        f"Sure, here it is:\n{PLAIN}\nLet me know.",
        f'<think>maybe {{"verdict": "missed"}}</think>\n{PLAIN}',
        f'it may be {{"verdict": "missed"}}</think>{PLAIN}',
        f"<THINKING>\n...</THINKING>{PLAIN}",
        f"{PLAIN}<think>was that right",
        '{"verdict": "hit", "lines": ["1", "2"]}',
        '{"verdict": "hit", "lines": [1, 2], "note": null}',
        '{"verdict": "hit", "lines": [1, null, 2], "more": "than asked"}',
        '{"verdict": "hit", "lines": [1, 2,],}',
        "{'verdict': 'hit', 'lines': [1, 2]}",
        "{'verdict': 'hit', 'lines': [1, 2], 'note': null}",
        f'The answer says {{"verdict": "missed"}}, but I find:\n{PLAIN}',
        f'{PLAIN}\n{{"unrelated": true}}',
    ],
)
def test_habits_of_small_models_are_understood(reply: str) -> None:
    assert read(reply, Verdict) == HIT


def test_a_line_break_in_a_string_is_understood() -> None:
    assert read('{"verdict": "hit", "note": "one\ntwo"}', Verdict).note == "one\ntwo"


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ("", "no JSON object"),
        ("I can't do that.", "no JSON object"),
        ("[1, 2]", "no JSON object"),
        ('{"verdict": "hit", "lines": [1', "no JSON object"),
        ('<think>{"verdict": "hit"}', "no JSON object"),
        ('{"lines": [1]}', "verdict: Field required"),
        ('{"verdict": "great"}', "verdict: Input should be 'hit' or 'missed'"),
        ('{"verdict": "hit", "lines": ["S1"]}', "lines.0"),
    ],
)
def test_what_is_wrong_is_said_in_few_words(reply: str, fault: str) -> None:
    with pytest.raises(UnreadableReply) as caught:
        read(reply, Verdict)
    assert fault in str(caught.value)
    assert len(str(caught.value)) <= 300


def test_a_cut_off_object_is_never_completed() -> None:
    with pytest.raises(UnreadableReply):
        read('{"verdict": "hit", "lines": [1, 2]', Verdict)


@pytest.mark.parametrize("reply", ["{" * 100_000, '{"a":' * 50_000, "[" * 100_000, "{'a': " + "(" * 5_000, "<think>" * 20_000 + "{"])
def test_hostile_replies_are_refused_soon(reply: str) -> None:
    with pytest.raises(UnreadableReply):
        read(reply, Verdict)


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from(list("{}[]\",:'\\ \n</think>`json0truenull你")), max_size=80))
def test_any_text_is_read_or_refused(reply: str) -> None:
    with contextlib.suppress(UnreadableReply):
        assert isinstance(read(reply, Verdict), Verdict)


VALUES: Any = st.fixed_dictionaries(
    {"verdict": st.sampled_from(["hit", "missed"]), "lines": st.lists(st.integers(), max_size=4), "note": st.text(max_size=40)}
)


@settings(max_examples=60, deadline=None)
@given(VALUES, st.sampled_from(["{}", "```json\n{}\n```", "Well.\n{}\nDone.", "<think>so</think>{}"]))
def test_an_object_survives_its_wrapping(value: dict[str, Any], wrapping: str) -> None:
    reply = wrapping.replace("{}", json.dumps(value))
    if "think" not in value["note"]:
        assert read(reply, Verdict).model_dump() == value


def test_bare_means_the_object_and_nothing_else() -> None:
    assert is_bare(f" {PLAIN}\n")
    assert not is_bare(f"```json\n{PLAIN}\n```")
    assert not is_bare("[1]")
    assert not is_bare("{'a': 1}")
    assert not is_bare("[" * 100_000)


def test_thoughts_are_left_out() -> None:
    assert without_thoughts("<think>a</think>b<think>c") == "b"
