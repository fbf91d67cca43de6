"""Answers made from labelled ones to train the local grader: what no person was graded for but every grader meets.

Talk that fits any question, answers to other questions, the question said back, parts of the reference, and answers
to several questions at once, of which some key points are said (in people's own words) and others are not. And answers
written for each kind that interviews know, with a mark for each key point.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interviewer.text import plain, sentences

_WAFFLE = {
    "zh": (
        "这是一个非常重要的概念，在实际工作中用得很广，很多公司都在用，效果很好，需要根据实际业务情况灵活处理。",
        "这个问题很经典，面试常问，大家都有很多经验，关键是要深入理解原理，结合场景合理使用，才能发挥最大的价值。",
        "{topic}是这个领域里很基础也很关键的技术，它能够显著提升系统的整体表现，有很多优点，当然也有一些缺点，需要权衡。",
        "关于{topic}，我认为要从多个方面来看，既要考虑性能，又要考虑稳定性，同时还要兼顾成本，总之要具体问题具体分析。",
        "{topic}在项目里经常用到，我对它比较熟悉，它的思想很巧妙，设计得很合理，实践证明非常有效。",
    ),
    "en": (
        "This is a very important concept that is used widely in practice. Many companies rely on it because it works very well, and it depends on the situation.",
        "{topic} is a fundamental and powerful technique. It brings many benefits and also has some trade-offs, so engineers should weigh them carefully for each use case.",
        "There are several aspects to {topic}: performance, reliability and cost. In my experience, it is essential to understand the underlying principles and follow best practices.",
        "{topic} is a common topic and there are many ways to deal with it. A good engineer knows when to use it and when not to.",
        "I have used {topic} in several projects. The idea is elegant, the design is well thought out, and it has proven to be effective and scalable.",
    ),
}
_ASKING = re.compile(
    r"^(?:什么是|简述|请|为什么|如何)|(?:是什么|有哪些|的?定义|的区别).*$|[?？。.!！]|^(?:what|why|how|when|which|explain|describe|define|give|is|are|does|do|the|a|an|to)\b\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Row:
    """One answer to one question, with what people or the way it was made say it is worth."""

    id: str
    dataset: str
    language: str
    question: str
    references: tuple[str, ...]
    answer: str
    score: float
    question_id: str
    kind: str = ""
    """Empty for people's answers."""
    points: tuple[str, ...] = ()
    """Key points, where they are known."""
    said: tuple[float, ...] = ()
    """What each key point is worth in this answer, where that is known."""


def poor(rows: Sequence[Row], rng: random.Random, share: float = 0.2) -> Iterator[Row]:
    """Yield answers worth nothing: to other questions of the set or of other sets, waffle, the question said back."""
    by_set: dict[str, list[Row]] = {}
    for row in rows:
        by_set.setdefault(row.dataset, []).append(row)
    for name, members in by_set.items():
        chosen = rng.sample(members, min(len(members), max(40, int(share * len(members)))))
        for number, row in enumerate(chosen):
            bare = replace(row, score=0.0, id=f"made:{number}:{row.id}")
            if number % 2:
                yield replace(bare, kind="waffle", answer=rng.choice(_WAFFLE[row.language]).format(topic=_topic(row)))
                continue
            near = number % 4 == 0
            others = [
                r for r in (members if near else rows) if r.language == row.language and r.references != row.references and r.answer.strip()
            ]
            others = others if near else [r for r in others if r.dataset != name]
            yield replace(bare, kind="other_question", answer=rng.choice(others).answer)
    for row in rng.sample(list(rows), len(rows) // 40):
        opening = "我来回答一下：" if row.language == "zh" else "So, about "
        yield replace(row, id=f"made:copy:{row.id}", kind="question_copy", score=0.0, answer=opening + row.question)


def _topic(row: Row) -> str:
    first = re.split(r"[?？。\n]", row.question or row.references[0])[0]
    return _ASKING.sub("", first).strip()[:40]


def parts(rows: Sequence[Row], rng: random.Random, count: int = 400) -> Iterator[Row]:
    """Yield some sentences of a reference: each is worth 1 where it is said and 0 where it is not."""
    for number, row in enumerate(rng.sample(list(rows), min(count, len(rows)))):
        points = tuple(filter(None, (plain(s.text) for s in sentences(max(row.references, key=len)))))[:12]
        if not points:
            continue
        kept = sorted(rng.sample(range(len(points)), rng.randint(1, len(points))))
        said = tuple(float(i in kept) for i in range(len(points)))
        yield replace(
            row,
            id=f"made:part:{number}:{row.id}",
            kind="part",
            answer=" ".join(points[i] for i in kept),
            score=sum(said) / len(said),
            points=points,
            said=said,
        )


def composites(rows: Sequence[Row], rng: random.Random, each: int = 220) -> Iterator[Row]:
    """Yield answers to three to five questions of one set at once, whose short references are the key points.

    Some are answered well, some badly, some not at all, in the words of people: so it is known of every key point
    whether it was said, as no set of graded answers tells.
    """
    by_set: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        if len(row.references[0]) <= 160:
            by_set.setdefault(row.dataset, {}).setdefault(row.question_id, []).append(row)
    for name, questions in by_set.items():
        for number in range(min(each, 6 * len(questions)) if len(questions) >= 4 else 0):
            ids = rng.sample(sorted(questions), min(len(questions), rng.randint(3, 5)))
            answered = [_answered(questions[i], rng) for i in ids]
            given = [answer for answer, _ in answered if answer]
            if not given:
                continue
            rng.shuffle(given)
            first = questions[ids[0]][0]
            points = tuple(plain(questions[i][0].references[0]) for i in ids)
            said = tuple(worth for _, worth in answered)
            stop = "。" if first.language == "zh" else ". "
            yield Row(
                id=f"made:several:{name}:{number}",
                dataset=name,
                language=first.language,
                question=" ".join(questions[i][0].question for i in ids) if number % 2 else first.question,
                references=("\n".join(points),),
                answer=stop.join(answer.rstrip("。.") for answer in given),
                score=sum(said) / len(said),
                question_id=f"{name}:several:{number}",
                kind="several",
                points=points,
                said=said,
            )


def _answered(rows: Sequence[Row], rng: random.Random) -> tuple[str, float]:
    good = [r for r in rows if r.score >= 0.8 and r.answer.strip()]
    bad = [r for r in rows if r.score <= 0.25 and r.answer.strip()]
    luck = rng.random()
    chosen = rng.choice(good) if luck < 0.55 and good else rng.choice(bad) if luck < 0.7 and bad else None
    return (chosen.answer.strip(), chosen.score) if chosen else ("", 0.0)


def told(path: Path) -> Iterator[Row]:
    """Yield the answers of a file that tells of each key point whether it is said, and right ones to other questions, worth nothing."""
    questions = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for place, entry in enumerate(questions):
        kin = [other for other in questions if other["lang"] == entry["lang"] and other is not entry]
        stray = {"kind": "offtopic", "answer": kin[(3 * place + 1) % len(kin)]["answers"][0]["answer"], "said": [0] * len(entry["points"])}
        for answer in (*entry["answers"], stray):
            yield Row(
                id=f"told:{entry['id']}:{answer['kind']}",
                dataset="told",
                language=entry["lang"],
                question=entry["question"],
                references=(entry["reference"],),
                answer=answer["answer"],
                score=sum(answer["said"]) / len(answer["said"]),
                question_id=entry["id"],
                kind=f"told:{answer['kind']}",
                points=tuple(entry["points"]),
                said=tuple(map(float, answer["said"])),
            )
