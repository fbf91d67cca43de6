"""What a person had best practise next, in one step."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Literal

from interviewer.progress.mastery import TopicMastery
from interviewer.progress.summary import Progress
from interviewer.schema import Frozen

ENOUGH = 5
"""Answers from which a topic can be called the least known."""
KNOWN = 0.8
"""Share from which a topic is known well enough for what was never asked to come before it."""


class Step(Frozen):
    kind: Literal["due", "topic", "new", "any"] = "any"
    """due: what is to be reviewed today; topic: the least known one; new: what was never asked; any: whatever the person likes."""
    count: int = 0
    """Questions that are due, or that were never asked; 0 for the others."""
    own: bool = False
    """What was never asked is of the person's own notes, and not of the bank."""
    weakest: TopicMastery | None = None
    """The least known topic that can be practised, whatever comes next."""


def next_step(made: Progress, topics: Container[str], fresh: int, own: bool = False) -> Step:
    """Return the next step: what is due, else the least known topic, else what was never asked.

    Args:
        topics: Those that can be practised now; notes may have gone since.
        fresh: Questions that were never asked.
        own: They are of the person's own notes.
    """
    weakest = _weakest(made.topics, topics)
    if made.due and made.due[0]:
        return Step(kind="due", count=made.due[0], weakest=weakest)
    if weakest and (weakest.known.mean < KNOWN or not fresh):
        return Step(kind="topic", weakest=weakest)
    return Step(kind="new", count=fresh, own=own, weakest=weakest) if fresh else Step()


def _weakest(found: Sequence[TopicMastery], topics: Container[str]) -> TopicMastery | None:
    sure = [one for one in found if one.topic in topics and one.known.answers >= ENOUGH]
    return min(sure, key=lambda one: one.known.mean, default=None)
