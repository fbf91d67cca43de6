"""Choosing which items a session asks, and wording what the interviewer says about them without a model."""

from __future__ import annotations

import difflib
import random
from collections.abc import Mapping, Sequence

from interviewer.errors import InputError
from interviewer.i18n import say
from interviewer.schema import Item, Language, Plan, Turn, band
from interviewer.text import terms

_LEVEL = {"easy": 0, "medium": 1, None: 1, "hard": 2}
HINTS = 3
"""Steps of help for one question: direction, key term, half a point."""


def check_topics(plan: Plan, known: Sequence[str]) -> None:
    """Raise InputError, with the nearest names, when the plan asks for a topic that no item has."""
    for topic in plan.topics:
        if topic not in known:
            near = difflib.get_close_matches(topic, known, n=3, cutoff=0.3) or list(known[:5])
            nearest = ", ".join(near) or "-"
            raise InputError(f"no topic is called {topic!r}", way_out=f"Nearest: {nearest}", key="no_topic", topic=topic, nearest=nearest)


def choose(
    items: Sequence[Item],
    plan: Plan,
    *,
    past: Mapping[str, float | None],
    ranking: Sequence[str] | None,
    rng: random.Random,
) -> tuple[Item, ...]:
    """Return the items of a session in the order in which they are asked; never more than `plan.length`.

    `past` maps the ids of items asked before to their last score; `ranking` holds ids, best first, when the plan has free text.
    Never asked comes before weak, weak before strong; the session itself goes from easy to hard.
    """
    fitting = [item for item in items if _fits(item, plan)]
    if ranking is not None:
        place = {item_id: at for at, item_id in enumerate(ranking)}
        picked = sorted((i for i in fitting if i.id in place), key=lambda item: place[item.id])
    else:
        picked = sorted(fitting, key=lambda item: (_need(item, past), rng.random()))
    picked = _without_twins(_preferred_language(picked, plan))[: plan.length]
    return tuple(sorted(picked, key=lambda item: _LEVEL[item.difficulty]))


def _fits(item: Item, plan: Plan) -> bool:
    if not item.key_points:
        return False
    if plan.topics and not set(plan.topics) & set(item.topics):
        return False
    return plan.difficulty is None or item.difficulty in (plan.difficulty, None)


def _need(item: Item, past: Mapping[str, float | None]) -> float:
    """Return how far down the list an item belongs: -1 when never asked, else its last score."""
    if item.id not in past:
        return -1.0
    score = past[item.id]
    return 50.0 if score is None else score


def _preferred_language(items: Sequence[Item], plan: Plan) -> list[Item]:
    """Keep to the plan's language while it has enough items; named topics and free text may reach into the other one."""
    own = [item for item in items if item.language == plan.language]
    other = [item for item in items if item.language != plan.language]
    return own if len(own) >= plan.length else own + other


def _without_twins(items: Sequence[Item]) -> list[Item]:
    """Leave out the translation of an item that is already in the list: it is the same question twice."""
    seen: set[str] = set()
    kept = []
    for item in items:
        if item.translation_of in seen or item.id in seen:
            continue
        kept.append(item)
        seen.update({item.id, item.translation_of or item.id})
    return kept


def hint(item: Item, step: int, language: Language) -> str:
    """Return help number `step` (1..HINTS) for an item: a direction, a key term, then half of its heaviest point."""
    point = max((p for p in item.key_points if not p.bonus), key=lambda p: p.weight, default=None)
    if point is None:
        return say(language, "hint.none")
    if step <= 1:
        tags = [str(tag) for tag in item.metadata.get("tags", ())] or list(item.topics)
        vital = sum(not p.bonus for p in item.key_points)
        return say(language, "hint.direction", count=vital, about=_join(tags[:2], language) or item.question)
    if step == 2:
        return say(language, "hint.term", term=_key_term(point.text, item.question))
    return say(language, "hint.half", half=point.text[: max(1, len(point.text) // 2)].rstrip("，,、 "))


def _key_term(point: str, question: str) -> str:
    """Return the longest word of a key point that the question does not already hold."""
    asked = set(terms(question))
    fresh = [term for term in terms(point) if term not in asked] or terms(point)
    return max(fresh, key=len, default=point[:4])


def _join(words: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(words)


def transition(turns: Sequence[Turn], language: Language, rng: random.Random) -> str:
    """Return what the interviewer says before a question, fitting how the last one went."""
    if not turns:
        return say(language, f"interviewer.opening.{rng.randint(1, 3)}")
    last = turns[-1]
    if last.skipped:
        mood = "skipped"
    elif last.grade is None or last.grade.score is None:
        mood = "neutral"
    else:
        mood = {"high": "good", "middle": "fair", "low": "weak"}[band(last.grade.score)]
    return say(language, f"interviewer.next.{mood}.{rng.randint(1, 3)}")
