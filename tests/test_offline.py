"""With every other host out of reach: ingest, interview, report, in processes of their own."""

from __future__ import annotations

import json
import socket
from pathlib import Path

from tests.program import free_port, run, serving, tried_to_leave

NOTES = "# 网络\n\n## TCP 为什么要三次握手？\n\n三次握手让双方确认彼此的收发能力，并交换初始序列号。\n"


def test_the_whole_path_reaches_no_other_host(tmp_path: Path) -> None:
    home, notes = tmp_path / "home", tmp_path / "网络.md"
    home.mkdir()
    notes.write_text(NOTES, "utf-8")
    ingested = run(home, "ingest", str(notes))
    assert ingested.returncode == 0, ingested.stderr
    practised = run(home, "practice", "--mine", "-n", "1", typed="双方要确认都能收能发，还要交换初始序列号。\n\n")
    assert practised.returncode == 0, practised.stderr
    report = json.loads(run(home, "report", "last", "--format", "json").stdout)
    assert report["turns"][0]["grade"]["score"] > 50
    assert tried_to_leave(home) == []


def test_the_block_would_be_noticed(tmp_path: Path) -> None:
    """Without this, the test above could not fail."""
    home = tmp_path / "home"
    home.mkdir()
    done = run(home, "doctor", INTERVIEWER_CHAT_MODEL="some-model", OPENAI_BASE_URL="http://models.example.com/v1", INTERVIEWER_RETRIES="0")
    assert done.returncode == 1 and "models.example.com" in done.stdout
    assert tried_to_leave(home) == ["models.example.com"]


def test_a_port_in_use_is_said_and_the_next_one_taken(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with serving(home, port=port) as server:
            assert server.port != port
            assert any(f"Port {port} is in use" in line for line in server.said)
