"""`practice`: what its options make of a plan; the interview itself is told in tests/test_cli.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interviewer.app import App
from interviewer.errors import InputError
from interviewer.library import Library
from interviewer.schema import Plan
from tests.test_cli import Invoke


class Begun(list[Plan]):
    """The plans that were to be started."""


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Begun:
    plans = Begun()

    def start(self: App, plan: Plan, *_: Any) -> str:
        plans.append(plan)
        raise InputError("enough for a test")

    monkeypatch.setattr(App, "start", start)
    monkeypatch.setattr(Library, "ingest_bank", lambda *_: None)
    return plans


def test_without_options_there_are_five_questions_of_any_kind(begun: Begun, invoke: Invoke) -> None:
    assert invoke("practice").code == 2
    assert begun == [Plan(length=5, language="en")]


def test_every_option_is_part_of_the_plan(begun: Begun, invoke: Invoke) -> None:
    options = "-t RAG -t RoPE --about chunks --company 腾讯 --focus weak --mine -n 7 --minutes 20 --difficulty hard --mode simulation --language notes"
    invoke("practice", *options.split())
    (plan,) = begun
    assert plan == Plan(
        topics=("RAG", "RoPE"),
        query="chunks",
        company="腾讯",
        focus="weak",
        mine=True,
        length=7,
        minutes=20,
        difficulty="hard",
        mode="simulation",
        language="notes",
    )


def test_minutes_alone_set_no_number_of_questions_that_could_come_first(begun: Begun, invoke: Invoke) -> None:
    invoke("practice", "--minutes", "30")
    invoke("practice", "--minutes", "480")
    assert [(plan.minutes, plan.length) for plan in begun] == [(30, 30), (480, 100)]


def test_a_job_description_comes_from_a_file_or_from_what_comes_in(begun: Begun, invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "job.md"
    file.write_text("# Job\n\n- You know LoRA\n", "utf-8")
    invoke("practice", "--job", str(file))
    invoke("practice", "--job", "-", typed="You know\nRAG\n.\nan answer\n")
    invoke("practice", "--job", "-", typed="You know vLLM")
    assert "LoRA" in begun[0].brief and [plan.brief for plan in begun[1:]] == ["You know\nRAG\n", "You know vLLM"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--job", "no-such-file.pdf"), "no-such-file.pdf"),
        (("--job", "-"), "names nothing"),
        (("--focus", "everything"), "everything"),
        (("--minutes", "0"), "--minutes"),
        (("--language", "fr"), "fr"),
    ],
)
def test_a_wrong_option_is_told(begun: Begun, invoke: Invoke, options: tuple[str, ...], told: str) -> None:
    done = invoke("practice", *options)
    assert done.code == 2 and told in done.err and begun == []
