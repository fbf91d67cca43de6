"""The report as JSON: what is needed to replay a session, in a form that is written down and can be read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from interviewer.errors import InputError
from interviewer.report import Advice, Report, build, read_back, write
from interviewer.schema import Card
from tests.examples import NOW, graded_turn
from tests.report.sessions import session, subject, turn

A, B = subject("What is A?"), subject("What is B?")
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "report.schema.json"


def made() -> Report:
    turns = [
        turn(0, A, "hmm", confidence="sure"),
        turn(1, A, "hhw", kind="follow_up", aim=1, before="words said"),
        turn(2, B, answer=None, skipped=True),
        graded_turn(number=3),
    ]
    card = Card(owner="me", item_id=A.id, state={"x": 1}, due=NOW)
    return build(session(), turns, cards=[card], advice=(Advice(place=1, index=2, notes="lacking"),))


def test_it_comes_back_as_it_was() -> None:
    assert read_back(write(made(), "json", "en")) == made()


def test_it_holds_every_turn_with_its_snapshot() -> None:
    data = json.loads(write(made(), "json", "zh"))
    assert [line["kind"] for line in data["turns"]] == ["main", "follow_up", "main", "main"]
    assert data["turns"][0]["item"]["references"][0]["text"] and data["turns"][1]["before"] == "words said"
    assert data["version"] == 2 and data["session"]["plan"] and data["asked"][0]["due"]


def test_it_keeps_to_the_schema_and_the_schema_can_fail() -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    data = json.loads(write(made(), "json", "en"))
    validator.validate(data)
    assert not validator.is_valid({**data, "answered": "two"}) and not validator.is_valid({**data, "more": 1})


def test_the_schema_that_is_written_down_is_the_one_in_use() -> None:
    """After a change of what a report holds: write `Report.model_json_schema(mode="serialization")` into the file, and think of `version`."""
    written = json.loads(SCHEMA.read_text("utf-8"))
    made_now = Report.model_json_schema(mode="serialization")
    assert {key: written[key] for key in ("properties", "$defs", "required")} == {
        key: made_now[key] for key in ("properties", "$defs", "required")
    }


def test_a_report_from_before_it_had_a_version_is_added_up_anew() -> None:
    new = json.loads(write(made(), "json", "en"))
    old = {key: new[key] for key in ("session", "turns", "answered", "skipped", "unscored", "score", "topics", "cost")}
    old["session"] = {key: old["session"][key] for key in ("id", "owner", "plan", "item_ids", "created_at", "ended_at")}
    again = read_back(json.dumps({**old, "missed": [{"question": "q"}], "finished_at": None}))
    assert (again.version, again.answered, [one.question for one in again.asked]) == (2, 2, ["What is A?", "What is B?", "什么是注意力？"])


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"version": 3}', "no JSON"])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no report"):
        read_back(text)
