"""`evaluate` with a model: every run asks anew, in another order, and keeps nothing but the figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.schema import Trust
from tests.evaluation.test_evaluation import QUESTION, write
from tests.openai_server import Body, Handler, OpenAIServer, fail, say
from tests.test_cli import Invoke

POINTS = [{"text": f"the colour {name}", "weight": 1 / 6} for name in ("red", "blue", "green", "grey", "black", "white")]
ANSWERS = [{"id": "a", "kind": "full", "answer": "It is the colour red."}, {"id": "b", "kind": "terse", "answer": "It is the colour blue."}]


def judge(handler: Handler, body: Body) -> None:
    shown = body["messages"][-1]["content"]
    said = {
        f"K{number}": {"verdict": "hit" if f"It is {text}." in shown else "missed", "sentences": [1]}
        for number, text in re.findall(r"^K(\d+): (.*)$", shown, re.MULTILINE)
    }
    say(json.dumps({"points": said}))(handler, body)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    with OpenAIServer(judge) as running:
        monkeypatch.setenv("INTERVIEWER_CHAT_MODEL", "small")
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.setenv("INTERVIEWER_RETRIES", "0")
        yield running


@pytest.fixture
def colours(tmp_path: Path) -> str:
    return str(write(tmp_path, {**QUESTION, "key_points": POINTS, "answers": ANSWERS}, labels=0))


def test_every_run_asks_anew_in_an_order_of_its_own(server: OpenAIServer, colours: str, invoke: Invoke, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    for _ in range(2):
        done = invoke("evaluate", "--grader", "llm", "--runs", "3", "--set", colours, "--out", str(out))
        assert done.code == 0, done.err
    assert len(server.chats) == 12, "nothing is kept from one run, or evaluation, to the next"
    orders = [tuple(re.findall(r"^K\d+: the colour (\w+)$", asked.prompt, re.MULTILINE)) for asked in server.chats]
    assert len(set(orders)) == 3 and orders[:6] == orders[6:]
    written = json.loads(out.read_text("utf-8"))
    trust = Trust.model_validate(written["trust"])
    assert (trust.runs, trust.flips, trust.figures.answers, trust.figures.unscored) == (3, 0, 2, 0)
    assert trust.grader.model == "small" and written["tokens"]["input"] == 600
    assert "Verdicts that change over 3 runs: 0.0%" in done.out


def test_a_model_that_is_down_is_1_with_the_reason(server: OpenAIServer, colours: str, invoke: Invoke) -> None:
    server.now(fail(401))
    done = invoke("evaluate", "--grader", "llm", "--runs", "1", "--set", colours)
    assert done.code == 1 and "key was refused" in done.err


def test_a_set_that_is_not_there_is_2(invoke: Invoke) -> None:
    assert invoke("evaluate", "--set", "absent.jsonl").code == 2
