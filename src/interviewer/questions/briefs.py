"""What a job description or a résumé asks for, line by line, and which questions to ask for it."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.schema import Frozen, Item


class Need(Frozen):
    """One thing that a job description asks for, or a résumé tells of."""

    text: str
    """The line, or the part of it, as written."""
    must: bool = True
    """False for what is only nice to have."""


def needs(text: str) -> list[Need]:
    """Return what a text asks for, the most important first; empty when it is no job description or résumé."""
    return [Need(text=line.strip()) for line in text.splitlines() if line.strip()][:20]


def allocated(lists: Sequence[tuple[Need, Sequence[Item]]]) -> list[tuple[Item, Need]]:
    """Return items taken from the needs in turns, most important need first, each once; a question and its translation are one."""
    seen: set[str] = set()
    taken: list[tuple[Item, Need]] = []
    queues = [(need, iter(items)) for need, items in lists]
    while queues:
        left = []
        for need, queue in queues:
            item = next((item for item in queue if seen.isdisjoint((item.id, item.translation_of or item.id))), None)
            if item is not None:
                seen.update((item.id, item.translation_of or item.id))
                taken.append((item, need))
                left.append((need, queue))
        queues = left
    return taken
