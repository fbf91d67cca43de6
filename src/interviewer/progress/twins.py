"""Topics that are one in two languages, told under one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from interviewer.progress.history import Attempt, topic_of
from interviewer.schema import Item, Language


def twin_topics(items: Sequence[Item], language: Language) -> dict[str, str]:
    """Return the name in `language` of every topic of the other one that has a twin: each is the one with which the other shares most questions."""
    known = {item.id: item for item in items}
    shared: Counter[tuple[str, str]] = Counter()
    for item in items:
        other = known.get(item.translation_of or "")
        if other is not None and other.language != item.language and topic_of(item) and topic_of(other):
            here, there = (item, other) if item.language == language else (other, item)
            shared[topic_of(there), topic_of(here)] += 1
    best: dict[str, str] = {}
    for away, home in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if away not in best and home not in best.values() and away != home:
            best[away] = home
    return best


def called(attempt: Attempt, names: dict[str, str]) -> Attempt:
    """Return an attempt with its item's topics under these names."""
    if names.keys().isdisjoint(attempt.item.topics):
        return attempt
    topics = tuple(names.get(topic, topic) for topic in attempt.item.topics)
    return attempt.model_copy(update={"item": attempt.item.model_copy(update={"topics": topics})})
