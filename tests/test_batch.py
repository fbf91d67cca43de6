from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from interviewer.batch import grade_lines
from interviewer.interview import MAX_ANSWER
from interviewer.schema import Grade, Item
from tests.examples import KeywordGrader

POINTS = [{"text": "第一点", "weight": 3}, {"text": "第二点", "weight": 1}, {"text": "加分", "weight": 1, "bonus": True}]


def grade(*lines: Any, jobs: int = 1) -> list[dict[str, Any]]:
    written = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    return [json.loads(line) for line in grade_lines(written, KeywordGrader(), jobs)]


def line(**changes: Any) -> dict[str, Any]:
    return {"id": 1, "question": "是什么？", "reference": "第一点。第二点。", "key_points": POINTS, "answer": "第一点", **changes}


def test_a_line_out_has_the_contracts_fields() -> None:
    (done,) = grade(line())
    assert set(done) == {
        "id",
        "score",
        "verdicts",
        "wrong_claims",
        "feedback",
        "cautions",
        "unscored",
        "grader",
        "tokens",
        "cost",
        "item_revision",
    }
    assert set(done["verdicts"][0]) == {"text", "weight", "bonus", "verdict", "credit", "verified", "quotes"}
    assert done["verdicts"][0]["quotes"] == [{"text": "第一点", "start": 0, "end": 3}]
    assert set(done["grader"]) == {"name", "model", "prompt", "version"} and set(done["tokens"]) == {"in", "out"}
    assert done["id"] == 1 and done["score"] == 75.0 and done["unscored"] is None


def test_weights_may_be_written_in_any_scale() -> None:
    (done,) = grade(line(answer="第一点 第二点 加分"))
    assert sum(v["weight"] for v in done["verdicts"] if not v["bonus"]) == pytest.approx(1)
    assert done["score"] == 100.0


def test_references_may_be_one_or_several_and_points_come_from_them() -> None:
    for reference in ("RoPE 把位置写成旋转。它只依赖相对距离。", ["短", "RoPE 把位置写成旋转。它只依赖相对距离。"]):
        (done,) = grade(line(reference=reference, key_points=None))
        assert done["verdicts"]


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "[]",
        '{"id": 7}',
        '{"id": 7, "question": "", "answer": "x"}',
        '{"id": 7, "question": "x", "answer": 3}',
        json.dumps(line(id=7, answer="长" * (MAX_ANSWER + 1))),
    ],
)
def test_a_bad_line_is_unscored_and_the_next_one_is_graded(bad: str) -> None:
    first, second = grade(bad, line(id=8))
    assert first["score"] is None and first["unscored"]
    assert first["id"] in (7, None)
    assert second["id"] == 8 and second["score"] == 75.0


def test_order_is_kept_and_few_lines_wait() -> None:
    ahead, most, lock = [0], [0], threading.Lock()

    class Counting(KeywordGrader):
        def grade(self, item: Item, answer: str) -> Grade:
            with lock:
                ahead[0] -= 1
            return super().grade(item, answer)

    def lines() -> Any:
        for number in range(300):
            with lock:
                ahead[0] += 1
                most[0] = max(most[0], ahead[0])
            yield json.dumps(line(id=number))

    ids = [json.loads(done)["id"] for done in grade_lines(lines(), Counting(), jobs=4)]
    assert ids == list(range(300))
    assert most[0] <= 10
