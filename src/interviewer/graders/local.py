"""The grader that needs no network: it measures which key points an answer covers, not whether all it says is right.

credit of a key point = sigmoid(head . point features) * sqrt(min(1, gate / full)) * (1 - cost * turned) * (1 - doubt)
gate                  = sigmoid(gate . answer features): is this an answer to this question at all?
doubt                 = of an answer that turns round several key points: the rest of it is not believed either

There are heads for key points that somebody stated and for sentences cut from a reference, which hold asides, each
for answers in the language of the key points and in another. They are trained by `evals/train_local.py`;
coefficients, provenance and figures are in `local.json`.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from interviewer.errors import ProviderError
from interviewer.graders import nothing, points_of, reply_language, score, unscored, verdict_of
from interviewer.graders.evidence import ANSWER_FEATURES, POINT_FEATURES, Evidence, Matrix, frame, weigh
from interviewer.graders.feedback import compose
from interviewer.graders.screen import Screen, screen
from interviewer.i18n import say, tell
from interviewer.schema import Encoder, Grade, GraderStamp, Item, KeyPoint, Quote, Verdict

VERSION = "4"
LEAST_CREDIT = 0.05
"""Less is noise: no credit and no quote."""
TURNED = 0.3
"""From which an echo that is turned round is named."""
SOME, MANY = 0.2, 0.4
"""Shares of the weight turned round between which doubt grows from none to full."""
_NEEDS_MORE = re.compile(
    r"判断.{0,12}(?:正确|对错|正误|是否)|(?:是否|是不是)(?:正确|成立)|对吗|正确吗|对不对|计算|求解|求出|等于多少|是多少|推导|证明|写(?:出|一[个段])?.{0,8}(?:代码|程序|函数|伪代码|SQL|sql|正则)|手写|代码实现|用代码|复杂度(?:各)?(?:是|为)多少|"
    r"\b(?:true or false|is it true|correct or (?:not|incorrect)|right or wrong|do you agree|calculate|compute the|derive|prove|proof|how many|how much|what is the value|"
    r"write (?:a|an|the|some|down)? ?(?:\w+ ){0,3}(?:code|function|program|query|sql|script|pseudo-?code|regex|class|method)|implement (?:a|an|the)|pseudo-?code)\b",
    re.IGNORECASE,
)


class LocalGrader:
    """Judges by coverage; deterministic."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.stamp = GraderStamp(name="local", model=encoder.name, version=VERSION)

    def grade(self, item: Item, answer: str) -> Grade:
        """Judge one answer; when the encoder is a remote one and fails, the grade is unscored and says so."""
        started = time.perf_counter()
        points = points_of(item)
        found = screen(item, answer)
        if found.stop:
            return nothing(item, self.stamp, found.cautions)
        if not points:
            return unscored(item, self.stamp, say(reply_language(item, answer), "grade.no_key_points"))
        try:
            head = head_of(item)
            evidence = weigh(frame(item, points), answer, found.kept, self.encoder)
        except ProviderError as error:
            return unscored(item, self.stamp, tell(reply_language(item, answer), error))
        verdicts = _verdicts(points, evidence, credits_of(evidence, found, [p.weight for p in points], head))
        cautions = (*found.cautions, *_cautions(item, evidence, head))
        return Grade(
            score=round(score(verdicts), 2),
            verdicts=verdicts,
            feedback=compose(reply_language(item, answer), verdicts),
            cautions=cautions,
            grader=self.stamp,
            item_revision=item.revision,
            seconds=time.perf_counter() - started,
        )


@cache
def coefficients() -> dict[str, Any]:
    return dict(json.loads(resources.files("interviewer.graders").joinpath("local.json").read_text("utf-8")))


def gate_of(evidence: Evidence, gate: dict[str, float]) -> float:
    """Return how sure it is, 0..1, that the answer speaks to the question with something of its own."""
    return float(_logistic(gate, ANSWER_FEATURES, evidence.answer))


def head_of(item: Item, model: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the heads that fit the item's key points: stated by somebody, or cut from a reference by code."""
    cut = item.key_points_from == "reference" or not item.key_points
    return dict((model or coefficients())["cut" if cut else "stated"])


def credits_of(evidence: Evidence, found: Screen, weights: Sequence[float], head: dict[str, Any]) -> Matrix:
    """Return the credit of each key point, 0..1; the words count only when answer and key points are in one language."""
    part = part_of(evidence, head)
    degree = _logistic(part["points"], POINT_FEATURES, evidence.points)
    credits: Matrix = degree * left_of(evidence, found, weights, head, part["gate"])
    return np.where(credits < LEAST_CREDIT, 0.0, credits)


def part_of(evidence: Evidence, head: dict[str, Any]) -> dict[str, Any]:
    return dict(head["same_language" if evidence.same_language else "other_language"])


def left_of(evidence: Evidence, found: Screen, weights: Sequence[float], head: dict[str, Any], gate: dict[str, float]) -> Matrix:
    """Return what is left of each key point's credit, 0..1, after gate, contradictions and a list without syntax."""
    opened = min(1.0, gate_of(evidence, gate) / head["gate_full"]) ** 0.5
    listed = head["term_list_share"] if "term_list" in found.cautions else 1.0
    left: Matrix = opened * listed * (1.0 - head["turned_cost"] * evidence.turned) * (1.0 - head["doubt_cost"] * doubt(evidence, weights))
    return left


def doubt(evidence: Evidence, weights: Sequence[float]) -> float:
    """Return how far, 0..1, an answer that turns several key points round is not to be believed at all."""
    if np.count_nonzero(evidence.turned) < 2:
        return 0.0
    share = float(np.dot(weights, evidence.turned > 0) / (sum(weights) or 1.0))
    return float(np.clip((share - SOME) / (MANY - SOME), 0.0, 1.0))


def _logistic(part: dict[str, float], names: Sequence[str], features: Matrix) -> Matrix:
    weights = np.array([part.get(name, 0.0) for name in names])
    result: Matrix = 1.0 / (1.0 + np.exp(-(features @ weights + part["bias"])))
    return result


def _verdicts(points: Sequence[KeyPoint], evidence: Evidence, credits: Matrix) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(
            text=point.text,
            weight=point.weight,
            bonus=point.bonus,
            verdict=verdict_of(credit),
            credit=round(float(credit), 4),
            quotes=(Quote(text=span.text, start=span.start, end=span.end),) if credit else (),
        )
        for point, span, credit in zip(points, evidence.spans, credits, strict=True)
    )


def _cautions(item: Item, evidence: Evidence, head: dict[str, Any]) -> list[str]:
    substance = evidence.answer[ANSWER_FEATURES.index("substance")]
    nearness = evidence.answer[ANSWER_FEATURES.index("answer_near")]
    found = []
    if gate_of(evidence, part_of(evidence, head)["gate"]) < head["off_topic_below"]:
        found.append("vague" if evidence.same_language and substance < head["vague_below"] and nearness > 0.15 else "off_topic")
    if evidence.turned.max() >= TURNED:
        found.append("negation")
    if not evidence.same_language:
        found.append("other_language")
    if needs_more_than_coverage(item.question):
        found.append("not_coverage_judgeable")
    return found


def needs_more_than_coverage(question: str) -> bool:
    """Tell whether an answer can't be judged by what it covers: true or false with a reason, figures, derivations, code."""
    return bool(_NEEDS_MORE.search(question))
