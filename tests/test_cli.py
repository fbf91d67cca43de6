"""The command line in this process: what it prints, and the exit codes of DESIGN (0 done, 1 failed, 2 the input is at fault, 130 interrupted)."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.cells import cell_len

from interviewer import cli
from interviewer.cli import reading

NOTES = """# Testing

## What is a fixture?

A fixture sets up what a test needs and tears it down afterwards. It makes tests independent of each other.

## What is a mock?

A mock stands in for a real part and records how it was called.
"""


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Invoke = Callable[..., Outcome]


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Invoke:
    def call(*arguments: str, typed: str = "") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["interviewer", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        monkeypatch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else 0, out, err)

    return call


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "testing.md").write_text(NOTES, "utf-8")
    return folder


def test_extract_writes_the_contract(invoke: Invoke, notes: Path) -> None:
    done = invoke("extract", str(notes), "--out", "-")
    (line,) = [json.loads(line) for line in done.out.splitlines()]
    assert set(line) == {"file", "kind", "reason", "items", "derived"}
    assert line["file"] == "testing.md" and line["kind"] == "qa"
    assert [item["question"] for item in line["items"]] == ["What is a fixture?", "What is a mock?"]
    assert set(line["items"][0]) == {"question", "answer", "topics", "metadata", "line"}
    assert line["items"][0]["line"] == 3 and line["items"][0]["answer"].startswith("A fixture sets up")


def test_extract_shows_a_table_and_counts_what_it_skips(invoke: Invoke, notes: Path) -> None:
    (notes / "picture.md").write_bytes(bytes(range(256)) * 8)
    done = invoke("extract", str(notes))
    assert done.code == 0
    assert "testing.md" in done.out and "picture.md: binary file" in done.out
    assert "1 document read, 1 skipped. 2 questions, 2 with an answer." in done.out


@pytest.mark.parametrize("spoken", ["zh_CN.UTF-8", "en_GB.UTF-8"])
def test_the_preview_fits_80_columns(invoke: Invoke, notes: Path, monkeypatch: pytest.MonkeyPatch, spoken: str) -> None:
    deep = notes / "面试" / ("very-long-name-" * 6)
    deep.mkdir(parents=True)
    (deep / "大语言模型面试题.md").write_text(NOTES.replace("## ", "### 1. "), "utf-8")
    monkeypatch.setenv("LC_ALL", spoken)
    monkeypatch.setattr(reading.out, "width", 80)
    table = invoke("extract", str(notes)).out.splitlines()
    assert all(cell_len(line) <= 80 for line in table)
    (row,) = [line for line in table if "面试题.md" in line]
    assert row.split()[-2:] == ["2", "2"]


@pytest.mark.parametrize("command", ["extract", "ingest"])
def test_a_missing_path_is_the_users_fault(invoke: Invoke, command: str, tmp_path: Path) -> None:
    done = invoke(command, str(tmp_path / "nowhere"))
    assert done.code == 2
    assert "nowhere" in done.err and done.err.count("\n") == 1 and "Traceback" not in done.err


@pytest.mark.parametrize("command", ["extract", "ingest"])
def test_an_empty_folder_has_nothing_readable(invoke: Invoke, command: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = invoke(command, str(tmp_path / "empty"))
    assert done.code == 2 and "nothing readable" in done.err and done.err.count("\n") == 1


@pytest.mark.parametrize("command", ["extract", "ingest"])
def test_a_reason_is_told_each_time(invoke: Invoke, command: str, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    for _ in range(2):
        done = invoke(command, str(tmp_path / "broken.pdf"))
        assert done.code == 2 and "broken PDF" in done.err


def test_what_was_skipped_before_is_told_again(invoke: Invoke, notes: Path) -> None:
    (notes / "picture.md").write_bytes(bytes(range(256)) * 8)
    assert "1 document read, 1 skipped: picture.md (binary file)" in invoke("ingest", str(notes)).out
    assert "0 documents read, 1 skipped: picture.md (binary file). 1 unchanged" in invoke("ingest", str(notes)).out


def test_an_unknown_option_is_one_line(invoke: Invoke) -> None:
    done = invoke("search", "--no-such-option", "x")
    assert done.code == 2 and done.err.count("\n") == 1


def test_a_wrong_setting_is_named(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWER_PORT", "high")
    done = invoke("sessions")
    assert done.code == 2 and "INTERVIEWER_PORT" in done.err


def test_ingest_search_practice_report(invoke: Invoke, notes: Path) -> None:
    first = invoke("ingest", str(notes))
    assert first.code == 0 and "1 document read. 0 unchanged, 0 removed; 2 questions now, 2 of them new" in first.out
    second = invoke("ingest", str(notes))
    assert "0 documents read. 1 unchanged" in second.out and "0 of them new" in second.out
    found = [json.loads(line) for line in invoke("search", "mock", "--json", "-k", "3").out.splitlines()]
    assert found[0]["item"]["question"] == "What is a mock?"
    good = "A fixture sets up what a test needs and cleans it up afterwards, so tests do not depend on each other."
    done = invoke("practice", "--mine", "--about", "fixture", "-n", "2", typed=f"{good}\n\n/hint\n/skip\n")
    assert done.code == 0 and good[:30] in done.out and "Hint" in done.out  # a narrow screen breaks the line
    written = invoke("report", "last", "--format", "json")
    report = json.loads(written.out)
    assert (report["answered"], report["skipped"]) == (1, 1)
    assert any(turn["grade"] and turn["grade"]["score"] > 50 for turn in report["turns"])
    assert "ended" in invoke("sessions").out
    assert good in invoke("report", report["session"]["id"]).out
    assert "<html" in invoke("report", report["session"]["id"], "--format", "html").out


def test_an_interview_cut_short_is_resumed(invoke: Invoke, notes: Path) -> None:
    invoke("ingest", str(notes))
    invoke("practice", "--topic", "Testing", "-n", "2", typed="It sets things up.\n\n/end\n")
    report = json.loads(invoke("report", "last", "--format", "json").out)
    assert report["answered"] == 1 and report["finished_at"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("practice", "--topic", "No such topic"), "Nearest"),
        (("practice", "--resume", "no-such-session"), "no such interview"),
        (("report", "no-such-session"), "no such interview"),
        (("search", "  "), "query is empty"),
        (("grade", "--in", "no-such-file.jsonl"), "no-such-file.jsonl"),
        (("grade", "--in", "-", "--grader", "llm"), "INTERVIEWER_CHAT_MODEL"),
    ],
)
def test_what_the_user_got_wrong_is_said_in_one_line(invoke: Invoke, arguments: tuple[str, ...], told: str) -> None:
    done = invoke(*arguments)
    assert done.code == 2
    assert told in done.err and "Traceback" not in done.err


def test_grade_streams_and_resumes(invoke: Invoke, tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {"id": n, "question": "What is a mock?", "reference": "A mock stands in for a real part.", "answer": f"It stands in, {n}"}
        )
        for n in range(5)
    ]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join([*lines, "broken"]) + "\n", "utf-8")
    done = invoke("grade", "--in", str(source), "--out", str(target), "--jobs", "2")
    whole = target.read_text("utf-8")
    assert done.code == 0 and "1 lines were not scored" in done.err
    assert [json.loads(line)["id"] for line in whole.splitlines()] == [0, 1, 2, 3, 4, None]
    kept = whole.splitlines(keepends=True)
    target.write_text("".join(kept[:3]) + kept[3][:20], "utf-8")
    invoke("grade", "--in", str(source), "--out", str(target), "--resume")
    assert target.read_text("utf-8") == whole


def test_doctor_says_what_works(invoke: Invoke) -> None:
    done = invoke("doctor")
    assert done.code == 0
    assert "Database" in done.out and "no model set" in done.out


def test_doctor_fails_when_a_part_does(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWER_CHAT_MODEL", "some-model")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("INTERVIEWER_RETRIES", "0")
    done = invoke("doctor")
    assert done.code == 1 and "127.0.0.1:9" in done.out and "Traceback" not in done.out
