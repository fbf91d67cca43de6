from __future__ import annotations

import re
from pathlib import Path
from string import Template

import pytest

from interviewer.errors import InputError, InterviewerError
from interviewer.i18n import catalogue, say, tell, terminal_language

SOURCE = Path(__file__).resolve().parents[1] / "src" / "interviewer"


def test_both_languages_say_the_same_things() -> None:
    zh, en = catalogue("zh"), catalogue("en")
    assert set(zh) == set(en)
    for key in zh:
        assert set(Template(zh[key]).get_identifiers()) == set(Template(en[key]).get_identifiers()), key


def test_every_key_in_the_code_is_in_the_catalogue() -> None:
    used = set()
    for path in SOURCE.rglob("*.py"):
        used |= set(re.findall(r'say\(\s*[\w.]+,\s*"([\w.]+)"', path.read_text("utf-8")))
    assert len(used) > 30
    assert not used - set(catalogue("en"))


def test_every_error_key_is_in_the_catalogue() -> None:
    used = set()
    for path in SOURCE.rglob("*.py"):
        used |= set(re.findall(r'\bkey="([\w.]+)"', path.read_text("utf-8")))
    assert used
    assert not {f"error.{key}" for key in used} - set(catalogue("zh"))


def test_chinese_is_chinese() -> None:
    untranslated = [key for key, text in catalogue("zh").items() if not re.search(r"[\u4e00-\u9fff]", text)]
    assert not untranslated


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("en", "grade.unscored")


def test_an_error_is_told_in_the_readers_language() -> None:
    error = InputError("the answer is empty", way_out="Write something.", key="empty_answer")
    assert "回答" in tell("zh", error)
    assert str(InterviewerError("what", where="where", way_out="Way out.")) == "where: what. Way out."


@pytest.mark.parametrize(("spoken", "language"), [("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C", "en")])
def test_the_terminals_language(monkeypatch: pytest.MonkeyPatch, spoken: str, language: str) -> None:
    monkeypatch.setenv("LC_ALL", spoken)
    assert terminal_language() == language
