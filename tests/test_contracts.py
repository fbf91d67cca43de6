"""What programs read from us keeps to the schemas in `docs/schemas`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from interviewer.batch import grade_lines
from interviewer.schema import ExtractedItem, Extraction
from tests.examples import BrokenGrader, KeywordGrader

SCHEMAS = Path(__file__).resolve().parents[1] / "docs" / "schemas"


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


LINE: dict[str, Any] = {
    "id": "a",
    "question": "What?",
    "reference": ["one"],
    "key_points": [{"text": "one", "weight": 1}],
    "answer": "one",
    "lang": "en",
}


def test_grade_lines() -> None:
    validator("grade-in").validate(LINE)
    graded = [*grade_lines([json.dumps(LINE), "no JSON", "{}"], KeywordGrader()), *grade_lines([json.dumps(LINE)], BrokenGrader())]
    assert len(graded) == 4
    for line in graded:
        validator("grade-out").validate(json.loads(line))


@pytest.mark.parametrize(
    "extraction",
    [
        Extraction(
            file="a.md",
            kind="qa",
            items=(ExtractedItem(question="What?", answer="This.", topics=("x",), line=1, end_line=2, heading=("x",)),),
        ),
        Extraction(file="b.md", kind="article", derived=(ExtractedItem(question="Why?", answer=None),)),
        Extraction(file="c.pdf", kind="skipped", reason="password-protected PDF"),
    ],
)
def test_extract_lines(extraction: Extraction) -> None:
    validator("extract").validate(extraction.contract())


def test_a_schema_can_fail() -> None:
    assert not validator("extract").is_valid({**Extraction(file="c", kind="qa").contract(), "reason": "but it was read"})
    assert not validator("grade-out").is_valid(json.loads(next(iter(grade_lines(["no JSON"], KeywordGrader())))) | {"unscored": None})
