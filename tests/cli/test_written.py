"""`ingest --questions --enrich` as people run it, against a server on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from interviewer import cli
from tests.openai_server import OpenAIServer, fail, reply_with

NOTES = """# Write-ahead logs

A write-ahead log records a change on disk before the page that holds it is changed. After a crash the log is replayed, so no committed change is lost.
"""
DRAFT = {
    "sentences": [1],
    "answer": "It records a change on disk before the page is changed.",
    "question": "What does a write-ahead log record first?",
}
POINTS = [
    {"sentences": [1], "point": "The log records a change on disk before the page is changed.", "weight": 3},
    {"sentences": [1], "point": "It makes queries faster by caching rows.", "weight": 1},
]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "logs.md").write_text(NOTES, "utf-8")
    return tmp_path / "notes"


def ingest(monkeypatch: pytest.MonkeyPatch, *arguments: str, **settings: str) -> int:
    monkeypatch.setattr(sys, "argv", ["interviewer", "ingest", *arguments])
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code if isinstance(ended.value.code, int) else 0


def test_from_a_failing_endpoint_to_all_written(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], notes: Path) -> None:
    """One story, since a new home has to take in the bank first."""
    with OpenAIServer(fail(401, "no")) as server:
        settings = {"INTERVIEWER_CHAT_MODEL": "small", "OPENAI_BASE_URL": server.url, "INTERVIEWER_RETRIES": "0"}
        assert ingest(monkeypatch, "--questions", str(notes), **settings) == 1
        told = capsys.readouterr()
        assert "1 document read" in told.out and "questions written: 0" in told.out
        assert "Failed calls: 1" in told.err and "401" in told.err and "Traceback" not in told.err
        server.now(reply_with({"questions": [DRAFT]}), reply_with({"points": POINTS}))
        assert ingest(monkeypatch, "--questions", "--enrich", str(notes)) == 0
        told = capsys.readouterr()
        assert "Passages: 1; questions written: 1" in told.out
        assert "Questions without key points: 1; key points written for: 0" in told.out and "Dropped: 2 (not in the text)" in told.out
        assert "Tokens: 200 sent, 40 received" in told.out
        assert [chat.body["temperature"] for chat in server.chats] == [0, 0, 0]
        assert ingest(monkeypatch, "--questions", "--enrich", str(notes), INTERVIEWER_LANGUAGE="zh") == 0
        told = capsys.readouterr()
        assert len(server.chats) == 3 and told.out.count("不再发送") == 2 and "token" not in told.out, "nothing is paid for twice"
        (notes / "logs.md").write_text("# Q\n\n## What is a log?\n\nA file.\n\n**Key points**\n\n- a file\n- of changes\n", "utf-8")
        assert ingest(monkeypatch, "--questions", "--enrich", str(notes), INTERVIEWER_LANGUAGE="en") == 0
        told = capsys.readouterr()
        assert len(server.chats) == 3
        assert "nothing to write about" in told.out and "key points of its own already" in told.out


@pytest.mark.parametrize("flag", ["--questions", "--enrich"])
def test_without_a_model_nothing_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], notes: Path, flag: str
) -> None:
    assert ingest(monkeypatch, flag, str(notes), OPENAI_API_KEY="lies-around") == 2
    told = capsys.readouterr()
    assert not told.out and "INTERVIEWER_CHAT_MODEL" in told.err and told.err.count("\n") == 1
