"""How long a session took: the one definition for its clock, its report and the days of practice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from interviewer.schema.interviews import Turn

BREAK = timedelta(minutes=10)
"""Most that one silence counts for: who was away longer had left."""


def spent(turns: Sequence[Turn]) -> timedelta:
    """Return how long a session has taken so far, from its first question to the last thing that the turns tell of, pauses cut.

    A silence counts as `BREAK` at most, a step back of the clock as nothing.
    """
    return sum(spent_each(turns), timedelta())


def spent_each(turns: Sequence[Turn]) -> list[timedelta]:
    """Return the time of a session by turn: from its question to the next one, or to the last thing told of it."""
    found = [timedelta()] * len(turns)
    for (at, earlier), (_, later) in pairwise(_moments(turns)):
        found[at] += min(max(later - earlier, timedelta()), BREAK)
    return found


def _moments(turns: Sequence[Turn]) -> Iterator[tuple[int, datetime]]:
    for at, turn in enumerate(turns):
        for moment in (turn.asked_at, *(aside.at for aside in turn.asides), turn.answered_at):
            if moment is not None:
                yield at, moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
