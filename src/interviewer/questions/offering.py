"""What can be practised, counted before anything is chosen: by the same rules by which a session is chosen then.

Pure: items and what was asked before are passed in.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from interviewer.questions.choosing import Picked
from interviewer.questions.companies import companies_of
from interviewer.questions.fitting import Fitting, Past
from interviewer.schema import BANK, Card, Focus, Frozen, Item, Plan

TOPICS_SHOWN = 40


class Offer(Frozen):
    """What can be practised, and how many questions it is; a question and its translation are one, but by topic each stands in its own."""

    topics: tuple[tuple[str, int], ...]
    """Main topics with their questions, most first: of the person's own notes in any language, then of the bank in the plan's."""
    due: int
    weak: int
    new: int
    own: int
    """Questions of the person's own notes that can be asked: those without an answer can't."""
    companies: tuple[str, ...]
    """Where the person's own notes say that questions were asked, by name."""
    begun: bool
    """Something was asked before; else nothing can be due or weak."""


def offer(items: Sequence[Item], plan: Plan, *, past: Past, known: Past, due: Sequence[Card]) -> Offer:
    """Return what a session of this plan could be of, for each focus that it could have.

    `past` maps the ids of items asked before to their last score, `known` to how well they were known, which tells weak spots;
    `due` are the cards that are due. With `plan.mine` only a person's own notes count.
    """
    askable = [item for item in items if item.key_points]
    own = [item for item in askable if item.owner != BANK]
    among = own if plan.mine else askable

    def fitting(focus: Focus) -> int:
        scores = known if focus == "weak" else past
        wish = plan.model_copy(update={"focus": focus})
        return len(_distinct(Fitting(among, wish, scores, None, (), due, random.Random(0)).candidates(frozenset())))

    shipped = [] if plan.mine else [item for item in askable if item.owner == BANK and item.language == plan.language]
    counts: Counter[str] = Counter()
    for some in (own, shipped):
        for topic, count in sorted(_topics(some).items(), key=lambda pair: (-pair[1], pair[0])):
            counts[topic] += count
    return Offer(
        topics=tuple(counts.items())[:TOPICS_SHOWN],
        due=fitting("due"),
        weak=fitting("weak"),
        new=fitting("new"),
        own=len(_distinct(own)),
        companies=tuple(sorted({name for item in items if item.owner != BANK for name in companies_of(item)})),
        begun=bool(past),
    )


def _distinct(items: Sequence[Item]) -> list[Item]:
    return Picked([], set()).add(items, len(items))


def _topics(items: Sequence[Item]) -> Counter[str]:
    return Counter(item.topics[0] for item in items if item.topics)
