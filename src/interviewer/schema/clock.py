"""How long a session took: the one definition for its clock, its report and the days of practice.

What a person did is known by moments: a question, anything said or asked for beside it, an answer. The time between two of them counts as
work up to `BREAK`, for who was silent longer had left. Where the later one is a return after an absence, nothing counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from interviewer.schema.interviews import Aside, Intent, Turn

BREAK = timedelta(minutes=10)
"""Most that one silence counts for, and most that who returns can have been silent without having been away."""
RETURNED: Intent = "pause"
"""Of an aside without words or a reply: the moment at which somebody came back to the session after an absence."""


class _Moment(NamedTuple):
    turn: int
    at: datetime
    returned: bool


def spent(turns: Sequence[Turn]) -> timedelta:
    """Return how long a session has taken so far, from its first question to the last thing that the turns tell of, pauses cut.

    A silence counts as `BREAK` at most, an absence and a step back of the clock as nothing.
    """
    return sum(spent_each(turns), timedelta())


def spent_each(turns: Sequence[Turn]) -> list[timedelta]:
    """Return the time of a session by turn: from its question to the next one, or to the last thing told of it."""
    found = [timedelta()] * len(turns)
    moments = [moment for at, turn in enumerate(turns) for moment in _moments(at, turn)]
    for earlier, later in pairwise(moments):
        found[earlier.turn] += timedelta() if later.returned else _counted(earlier.at, later.at)
    return found


def answering(turns: Sequence[Turn]) -> timedelta:
    """Return how long these turns were answered: each from its question to its answer, or to the last thing said without one."""
    return sum((spent([turn.model_copy(update={"asides": _parted(turn)[0]})]) for turn in turns), timedelta())


def silence(turns: Sequence[Turn], now: datetime) -> timedelta:
    """Return what counts of the time since the last thing told of a session; at `BREAK` its clock stands still."""
    return _counted(_last(turns), _aware(now)) if turns else timedelta()


def was_away(turns: Sequence[Turn], now: datetime) -> bool:
    """Tell whether somebody who comes back now had left."""
    return bool(turns) and _aware(now) - _last(turns) > BREAK


def _counted(earlier: datetime, later: datetime) -> timedelta:
    return min(max(later - earlier, timedelta()), BREAK)


def _last(turns: Sequence[Turn]) -> datetime:
    return _moments(0, turns[-1])[-1].at


def _moments(at: int, turn: Turn) -> list[_Moment]:
    """Return the moments of a turn in order."""
    answered = [] if turn.answered_at is None else [_Moment(at, _aware(turn.answered_at), False)]
    before, after = ([_Moment(at, _aware(one.at), _is_return(one)) for one in some] for some in _parted(turn))
    return [_Moment(at, _aware(turn.asked_at), False), *before, *answered, *after]


def _parted(turn: Turn) -> tuple[tuple[Aside, ...], tuple[Aside, ...]]:
    """Return what happened beside a question before its answer, and after it, which nobody replies to."""
    answered = turn.answered_at
    after = [one for one in turn.asides if answered is not None and not one.reply.text and _aware(one.at) > _aware(answered)]
    return tuple(one for one in turn.asides if one not in after), tuple(after)


def _is_return(aside: Aside) -> bool:
    return aside.intent == RETURNED and not aside.said and not aside.reply.text


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
