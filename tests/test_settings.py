from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from interviewer.errors import SettingsError
from interviewer.settings import Settings, is_loopback, load

EXAMPLE = Path(__file__).resolve().parents[1] / ".env.example"


def variables() -> set[str]:
    names = set()
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        names.add(alias.choices[0] if alias else f"INTERVIEWER_{name.upper()}")  # type: ignore[union-attr, arg-type]
    return names


def test_the_example_documents_every_setting_and_no_other() -> None:
    documented = set(re.findall(r"^# ?([A-Z_]+)=", EXAMPLE.read_text("utf-8"), re.MULTILINE))
    assert documented == variables()


def test_nothing_is_sent_anywhere_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "left over for another tool")
    settings = load()
    assert not settings.uses_llm
    assert settings.destination is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://api.example.com/v1", "api.example.com"),
        ("http://127.0.0.1:11434/v1", None),
        ("http://localhost:8080/v1", None),
        ("", "api.openai.com"),
    ],
)
def test_the_destination_is_the_endpoints_host(monkeypatch: pytest.MonkeyPatch, url: str, shown: str | None) -> None:
    monkeypatch.setenv("INTERVIEWER_CHAT_MODEL", "some-model")
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    assert load().destination == shown


def test_offline_forbids_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWER_CHAT_MODEL", "some-model")
    monkeypatch.setenv("INTERVIEWER_OFFLINE", "1")
    assert not load().uses_llm


@pytest.mark.parametrize(
    ("name", "value"),
    [("INTERVIEWER_PORT", "eighty"), ("OPENAI_BASE_URL", "api.example.com"), ("INTERVIEWER_GRADER", "magic"), ("INTERVIEWER_TIMEOUT", "0")],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "very-secret")
    assert "very-secret" not in repr(load())
    assert "very-secret" not in load().model_dump_json()


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        load().port = 1  # type: ignore[misc]


def test_an_env_file_is_read(clean_settings: Path) -> None:
    (clean_settings / ".env").write_text("INTERVIEWER_PORT=8123\nUNRELATED=1\n", "utf-8")
    assert load().port == 8123


def test_loopback() -> None:
    assert is_loopback("http://127.0.0.5:1/v1") and is_loopback("http://[::1]/") and not is_loopback("http://localhost.example.com/")
