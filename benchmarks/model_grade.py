"""A grade by a model against the bare openai client asking the same of the same loopback server (goal: at most 15 ms more)."""

from __future__ import annotations

import itertools
import json
import re
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import openai

from interviewer.app import App
from interviewer.evaluation import golden
from interviewer.settings import Settings
from interviewer.text import terms
from tests.openai_server import Body, Handler, OpenAIServer, say

ROUNDS = 40


def run() -> str:
    questions = golden.load(golden.shipped_set()).questions
    pairs = [(question.item, answer.answer) for question in questions for answer in question.answers if answer.kind == "full"]
    with tempfile.TemporaryDirectory() as folder, OpenAIServer(_judge) as server:
        settings = Settings(chat_model="small", openai_base_url=server.url, home=Path(folder))
        client = openai.OpenAI(base_url=server.url, api_key="none", max_retries=0)
        ours: list[float] = []
        floor: list[float] = []
        with App(settings) as app:
            grader = app.grader_named("llm")
            grader.grade(*pairs[-1])
            for item, _ in pairs:  # what belongs to the item is encoded before anybody answers
                app.similarity.encode([point.text for point in item.key_points], "passage")
            for item, answer in itertools.islice(itertools.cycle(pairs[:-1]), ROUNDS):
                began = time.perf_counter()
                grade = grader.grade(item, answer)
                ours.append(time.perf_counter() - began)
                assert grade.score is not None and not grade.kept
                floor.append(_bare(client, server.chats[-1].body))
        client.close()
    more = median(one - other for one, other in zip(ours, floor, strict=True))
    return f"bare client {median(floor) * 1e3:.1f} ms, grade {median(ours) * 1e3:.1f} ms, {more * 1e3:+.1f} ms (medians of {ROUNDS})"


def _bare(client: openai.OpenAI, body: Body) -> float:
    asked: dict[str, Any] = {key: body[key] for key in ("model", "messages", "temperature", "response_format") if key in body}
    began = time.perf_counter()
    client.chat.completions.create(**asked)
    return time.perf_counter() - began


def _judge(handler: Handler, body: Body) -> None:
    """Award every key point, and cite for it the sentence that shares most words with it, as a good model would."""
    shown = body["messages"][-1]["content"]
    said = [(int(number), set(terms(line))) for number, line in re.findall(r"^S(\d+): (.*)$", shown, re.MULTILINE)]
    points = {
        f"K{number}": {"verdict": "hit", "sentences": [max(said, key=partial(_shared, set(terms(text))))[0]]}
        for number, text in re.findall(r"^K(\d+): (.*)$", shown, re.MULTILINE)
    }
    say(json.dumps({"points": points}))(handler, body)


def _shared(words: set[str], sentence: tuple[int, set[str]]) -> int:
    return len(words & sentence[1])
