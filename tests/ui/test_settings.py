"""The settings tell what is set and never a secret; sizes and counts are a person's to read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from interviewer.mine import Held
from interviewer.schema import Figures, GraderStamp, Language, Trust
from interviewer.settings import Settings, load
from interviewer.ui import settings as page

NOTHING = Held(sessions=0, turns=0, cards=0, key_points=0, documents=0, uploads=0)
SOME = NOTHING.model_copy(update={"sessions": 3, "turns": 9})


@pytest.fixture
def secretive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-key")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://anna:hunter2@models.example.com:8443/v1?token=query-secret")
    monkeypatch.setenv("INTERVIEWER_CHAT_MODEL", "<b>model</b>")
    monkeypatch.setenv("DATABASE_URL", "postgresql://anna:hunter2@db.example.com/notes")
    monkeypatch.setenv("CHROMA_URL", "http://anna:hunter2@chroma.example.com:8000")
    return load(home=tmp_path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_secret_is_told(secretive: Settings, language: Language) -> None:
    shown = page.model(secretive, language) + page.data(secretive, SOME, language)
    assert not [word for word in ("sk-secret-key", "hunter2", "query-secret", "<b>") if word in shown]
    assert "models.example.com:8443" in shown and "db.example.com" in shown and "chroma.example.com" in shown


def test_each_way_of_having_no_model_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "None is set" in page.model(load(home=tmp_path), "en")
    monkeypatch.setenv("INTERVIEWER_CHAT_MODEL", "m")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert "nothing leaves it" in page.model(load(home=tmp_path), "en")
    monkeypatch.setenv("INTERVIEWER_OFFLINE", "1")
    assert "INTERVIEWER_OFFLINE" in page.model(load(home=tmp_path), "en")


def test_figures_stand_beside_one_another_and_a_missing_one_is_a_dash() -> None:
    figures = Figures(
        answers=10, unscored=0, pearson=0.684, qwk=None, kappa=None, pairwise=0.78, leniency=None, attacks_passed=0.13, good_failed=None
    )
    stamps = [GraderStamp(name="local", model="", version="1"), GraderStamp(name="llm", model="<i>big</i>", version="1")]
    trust = Trust(grader=stamps[0], measured_on="2026-01-01", questions=4, runs=1, figures=figures, flips=None, kappa_between=None)
    html = page.graders([(stamps[0], trust), (stamps[1], None)], "en")
    assert "0.68" in html and "13%" in html and html.count("<td>–</td>") == 5 and "<i>" not in html
    assert "not measured yet" in html and "interviewer evaluate" in html


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (12_600_000, "12.6 MB"), (3 * 10**12, "3000.0 GB")]
)
def test_sizes(number: int, shown: str) -> None:
    assert page.size(number) == shown


def test_nothing_kept_is_said_so() -> None:
    assert "Nothing of yours is kept" in page.counts(NOTHING, "en") and "question bank" in page.counts(NOTHING, "en")
    assert "question bank" not in page.counts(SOME, "en") and "3 sessions" in page.counts(SOME, "en")


def test_a_folder_that_is_not_there_takes_no_room(tmp_path: Path) -> None:
    assert page._bytes(tmp_path / "none") == 0
    (tmp_path / "a.sqlite").write_bytes(b"12345")
    (tmp_path / "a.sqlite-wal").write_bytes(b"12")
    assert page._bytes(tmp_path / "a.sqlite") == 7


def test_what_was_on_its_way_is_swept_when_it_is_old_enough(tmp_path: Path) -> None:
    old, new = tmp_path / "a" / "interview-2026-01-01.md", tmp_path / "b" / "brief.pdf"
    for file in (old, new):
        file.parent.mkdir()
        file.write_text("x", "utf-8")
    os.utime(old.parent, (0, 0))
    page.sweep(tmp_path, 3600)
    assert not old.exists() and new.exists()
    page.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
    page.sweep(tmp_path / "none")
