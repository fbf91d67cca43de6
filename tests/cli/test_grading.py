"""`grade` as people run it: a process, a file in, a file out, a kill in between."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.openai_server import Body, Handler, OpenAIServer, fail, say
from tests.program import environment, run

POINTS = [{"text": "A stack gives back last what came first", "weight": 1}]


def lines(count: int) -> str:
    given = {"question": "What is a stack?", "reference": "A stack gives back last what came first.", "key_points": POINTS, "lang": "en"}
    answers = ("A stack gives back last what came first, number {}.", "It is some box, number {}.")
    return "".join(json.dumps({"id": n, **given, "answer": answers[n % 2].format(n)}) + "\n" for n in range(count))


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.jsonl"
    path.write_text(lines(12), "utf-8")
    return path


def judge(handler: Handler, body: Body) -> None:
    shown = body["messages"][-1]["content"]
    verdict = "hit" if "gives back last what came first, number" in shown else "missed"
    say(json.dumps({"points": {"K1": {"verdict": verdict, "sentences": [1]}}}))(handler, body)


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer(judge) as running:
        yield running


def model(server: OpenAIServer) -> dict[str, str]:
    return {"INTERVIEWER_CHAT_MODEL": "small", "OPENAI_BASE_URL": server.url, "INTERVIEWER_RETRIES": "0"}


def test_a_kill_loses_nothing_and_pays_nothing_twice(tmp_path: Path, answers: Path, server: OpenAIServer) -> None:
    def slow(handler: Handler, body: Body) -> None:
        time.sleep(0.15)
        judge(handler, body)

    server.now(slow)
    out, whole, home = tmp_path / "out.jsonl", tmp_path / "whole.jsonl", tmp_path / "home"
    home.mkdir()
    command = ("grade", "--in", str(answers), "--jobs", "2")
    process = subprocess.Popen(
        [sys.executable, "-m", "interviewer", *command, "--out", str(out)], env=environment(home, **model(server)), cwd=tmp_path
    )
    while not (out.exists() and out.read_bytes().count(b"\n") >= 3):
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    before = out.read_bytes()
    assert before.count(b"\n") < 12
    out.write_bytes(before[: before.rfind(b"\n") + 1] + b'{"id": "half')  # what a kill in the middle of a write leaves
    done = run(home, *command, "--out", str(out), "--resume", **model(server))
    assert done.returncode == 0, done.stderr
    assert [line["id"] for line in read(out)] == list(range(12))
    asked = len(server.chats)
    assert asked <= 12 + 4, "only what was in flight at the kill may be asked again"
    run(home, *command, "--out", str(whole), **model(server))
    assert whole.read_bytes() == out.read_bytes()
    assert len(server.chats) == asked, "all of it was kept"


def test_grades_of_a_model_are_made_again_without_it(tmp_path: Path, answers: Path, server: OpenAIServer) -> None:
    out, home = tmp_path / "out.jsonl", tmp_path / "home"
    run(home, "grade", "--in", str(answers), "--out", str(out), **model(server))
    asked = len(server.chats)
    server.now(fail(500))
    done = run(home, "grade", "--replay", str(out))
    assert done.returncode == 0 and "12 grades made again: 12 the same" in done.stderr, done.stderr
    again = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line.pop("replay") for line in again] == [{"outcome": "same", "differs": [], "changed": []}] * 12
    assert again == read(out)
    assert len(server.chats) == asked
    gone = run(tmp_path / "other", "grade", "--replay", str(out), "--in", str(answers))
    assert gone.returncode == 0 and "12 without a kept reply" in gone.stderr
    assert "--in" in run(tmp_path / "other", "grade", "--replay", str(out)).stderr


def test_a_replay_names_what_is_no_longer_the_same(tmp_path: Path, answers: Path) -> None:
    out, home = tmp_path / "out.jsonl", tmp_path / "home"
    assert run(home, "grade", "--in", str(answers), "--out", str(out), "--grader", "local").returncode == 0
    recorded = read(out)
    recorded[0]["verdicts"][0]["verdict"] = "wrong"
    recorded[1]["item_revision"] = "0" * 16
    recorded[2] = {**recorded[2], "score": None, "unscored": "it was down"}
    recorded[3]["grader"]["version"] = "0"
    out.write_text("".join(json.dumps(line) + "\n" for line in recorded), "utf-8")
    done = run(home, "grade", "--replay", str(out), "--in", str(answers))
    told = [json.loads(line)["replay"] for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [one["outcome"] for one in told[:5]] == ["different", "item_changed", "unscored", "same", "same"]
    schema = json.loads((Path(__file__).parents[2] / "docs/schemas/grade-out.schema.json").read_text("utf-8"))
    for line in done.stdout.splitlines():
        Draft202012Validator(schema).validate(json.loads(line))
    assert told[0]["differs"] == ["verdicts"] and told[3]["changed"] == ["version"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--in", "absent.jsonl"),
        ("--replay", "no-such-session"),
        ("--in", "{in}", "--out", "{in}"),
        ("--replay", "{in}", "--in", "{in}"),
    ],
)
def test_arguments_at_fault_are_one_line_and_2(tmp_path: Path, answers: Path, arguments: tuple[str, ...]) -> None:
    before = answers.read_bytes()
    done = run(tmp_path / "home", "grade", *(word.replace("{in}", str(answers)) for word in arguments))
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert answers.read_bytes() == before
