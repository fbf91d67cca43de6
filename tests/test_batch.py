from __future__ import annotations

import json
import re
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
    ("bad", "en", "zh"),
    [
        ("no", "it is not JSON", "不是 JSON"),
        ("[" * 100_000, "it is not JSON", "不是 JSON"),
        ("[]", "not a JSON object", "不是一个 JSON 对象"),
        ("{}", "question is missing", "缺少 question"),
        (line(question=""), "question is empty", "question 是空的"),
        (line(answer=3), "answer must be text", "answer 应为文字"),
        (line(answer=None), "answer must be text", "answer 应为文字"),
        (line(key_points=[{"text": "a"}, {"weight": 1}]), "key_points.1.text is missing", "缺少 key_points.1.text"),
        (line(key_points=[{"text": "a", "weight": -1}]), "key_points.0.weight must not be negative", "不能是负数"),
        (line(key_points=["a"]), "key_points.0 must be an object", "key_points.0 应为对象"),
        (line(lang="fr"), "lang must be zh or en", "lang 应为 zh 或 en"),
        (line(reference=7), "reference must be text", "reference 应为文字"),
        (line(reference=[7]), "must be text", "应为文字"),
        (line(answer="长" * (MAX_ANSWER + 1)), "longer than 20,000 characters", "超过 20,000 个字符"),
    ],
)
def test_the_reason_is_in_plain_words(bad: Any, en: str, zh: str) -> None:
    written = bad if isinstance(bad, str) else json.dumps(bad)
    for language, words in (("en", en), ("zh", zh)):
        (done,) = (json.loads(one) for one in grade_lines([written], KeywordGrader(), language=language))  # type: ignore[arg-type]
        assert words in done["unscored"], done["unscored"]
        assert not re.search(r"[Ff]ield required|[Ii]nput should|validation|pydantic", done["unscored"])


def test_a_line_that_utf8_cannot_carry_is_graded_and_written() -> None:
    (written,) = grade_lines([json.dumps(line(id="\ud800", answer="第一点 \ud800"))], KeywordGrader())
    written.encode("utf-8")
    assert json.loads(written)["score"] == 75.0


def test_a_line_may_have_no_reference() -> None:
    (one, other) = grade(line(reference=None), line(reference=[]))
    assert one["score"] == other["score"] == 75.0


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
