"""Choosing which items a session asks, and wording what the interviewer says about them without a model."""

from __future__ import annotations

import difflib
import random
from collections.abc import Sequence

from interviewer.errors import InputError
from interviewer.i18n import say
from interviewer.questions.adapting import next_item, outlook, spent
from interviewer.questions.briefs import Need, needs
from interviewer.questions.choosing import Chosen, Outlook, choose, planned
from interviewer.questions.fitting import Asked, Close
from interviewer.questions.words import why_in_words, widened_in_words
from interviewer.schema import Item, Language, Plan, Turn, band
from interviewer.text import terms

__all__ = [
    "HINTS",
    "Asked",
    "Chosen",
    "Close",
    "Need",
    "Outlook",
    "check_topics",
    "choose",
    "hint",
    "needs",
    "next_item",
    "outlook",
    "planned",
    "spent",
    "transition",
    "why_in_words",
    "widened_in_words",
]

HINTS = 3
"""Steps of help for one question: direction, key term, half a point."""


def check_topics(plan: Plan, known: Sequence[str]) -> None:
    """Raise InputError, with the nearest names, when the plan asks for a topic that no item has."""
    folded = {topic.strip().casefold() for topic in known}
    for topic in plan.topics:
        if topic.strip().casefold() not in folded:
            near = difflib.get_close_matches(topic, known, n=3, cutoff=0.3) or list(known[:5])
            nearest = ", ".join(near) or "-"
            raise InputError(f"no topic is called {topic!r}", way_out=f"Nearest: {nearest}", key="no_topic", topic=topic, nearest=nearest)


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
