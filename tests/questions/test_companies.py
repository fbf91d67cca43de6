from __future__ import annotations

import pytest

from interviewer.questions.companies import asked_at, companies_of
from tests.examples import item


@pytest.mark.parametrize(
    ("told", "asked", "fits"),
    [
        ("字节跳动", "字节", True),
        ("字节", "ByteDance", True),
        ("阿里、腾讯", "tencent", True),
        (["Google", "Meta"], "facebook", True),
        ("美团一面", "美团", True),
        ("Google Cloud", "google", True),
        ("OpenAI", "openai ", True),
        ("腾讯", "阿里", False),
        ("JD", "jdk", False),
        ("Metabase", "Meta", False),
        ("", "字节", False),
        ("字节", "", False),
        (None, "字节", False),
    ],
)
def test_companies_are_known_by_their_names(told: object, asked: str, fits: bool) -> None:
    assert asked_at(item("q", metadata={"company": told}), asked) is fits


def test_names_are_told_apart() -> None:
    assert companies_of(item("q", metadata={"company": "阿里、腾讯/百度"})) == ["阿里", "腾讯", "百度"]
    assert companies_of(item("q", metadata={})) == []
