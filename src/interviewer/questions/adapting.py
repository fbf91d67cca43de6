"""What to ask next: from easy to hard, harder after strong answers, easier after weak ones.

Pure: the turns so far, the pool and a seed decide. Time is counted from what the turns say, not by a clock, so that a session that was
left open overnight goes on as if nothing had been.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from interviewer.questions.choosing import planned
from interviewer.schema import Item, Plan, Turn, Why, shown_band, spent
from interviewer.text import terms

LEVEL = {"easy": 0, "medium": 1, None: 1, "hard": 2}
"""An item that says nothing of its difficulty counts as medium."""

_SAME_TOPIC = 0.4
"""Levels by which an item may be off to spare a person the topic they have just had."""
_LESS_FIT = 0.5
"""Levels by which an item may be off to fit better by as many places in the pool as there are questions in the session."""
_RANKED = ("brief", "query", "due", "weak")
"""Reasons for which the pool's order says how well an item fits; for others all fit alike."""
_ALIKE = 0.6
"""Share of terms from which two questions sound the same."""


def next_item(
    pool: Sequence[Item], turns: Sequence[Turn], plan: Plan, seed: str, why: Mapping[str, Why] = MappingProxyType({})
) -> Item | None:
    """Return what is asked next of a pool, best first; None when length, time or pool is used up.

    `why` is that of the session: what is only near is asked after all that fits, and what a job description asks for is asked in turns.
    """
    asked = [turn for turn in turns if turn.kind == "main"]
    over = len(asked) >= plan.length or (plan.minutes is not None and spent(turns) >= timedelta(minutes=plan.minutes))
    done = {one for turn in asked for one in _marks(turn.item)}
    rest = [item for item in pool if done.isdisjoint(_marks(item))]
    if over or not rest:
        return None
    tier = _tier(pool, rest, asked, plan, why)
    target = _target(pool, turns, plan, why)
    place = {item.id: at for at, item in enumerate(pool)}
    last = asked[-1].item if asked else None
    draw = random.Random(f"{seed}:{len(asked)}")

    def cost(item: Item) -> tuple[float, float]:
        off = abs(LEVEL[item.difficulty] - target)
        repeats = 0.0 if last is None else _SAME_TOPIC * _shares_topic(item, last) + 3 * _sounds_like(item, last)
        fit = _LESS_FIT * place[item.id] / planned(plan) if _is_ranked(item, why) else 0.0
        return off + repeats + fit, draw.random()

    return min(tier, key=cost)


def outlook(pool: Sequence[Item], plan: Plan, seed: str, why: Mapping[str, Why] = MappingProxyType({})) -> list[Item]:
    """Return what would be asked, in order, of a person about whom nothing is learnt on the way."""
    turns: list[Turn] = []
    start = datetime.fromtimestamp(0).astimezone()
    while len(turns) < planned(plan) and (item := next_item(pool, turns, plan, seed, why)) is not None:
        turns.append(Turn(session_id="", number=len(turns), item=item, question=item.question, asked_at=start))
    return [turn.item for turn in turns]


def _marks(item: Item) -> set[str]:
    """Return the ids under which this question may be asked: its own, and that of its twin in the other language."""
    return {item.id, item.translation_of or item.id}


def _tier(pool: Sequence[Item], rest: Sequence[Item], asked: Sequence[Turn], plan: Plan, why: Mapping[str, Why]) -> list[Item]:
    """Return those that come before all others: what fits before what is near, and of needs those asked for least often.

    Among the needs that the session has room for, the level decides which comes first.
    """
    fitting = [item for item in rest if not _is_near(item, why)]
    if not fitting:
        return list(rest)
    needs = {item.id: why[item.id].about for item in fitting if item.id in why and why[item.id].kind == "brief"}
    if len(needs) < len(fitting):
        return fitting
    served = Counter(why[turn.item.id].about for turn in asked if turn.item.id in why)
    order = list(dict.fromkeys(why[item.id].about for item in pool if item.id in why and why[item.id].kind == "brief"))
    first = [need for need in order[: planned(plan)] if need in needs.values()] or list(needs.values())
    fewest = min(served[need] for need in first)
    return [item for item in fitting if needs[item.id] in first and served[needs[item.id]] == fewest]


def _is_near(item: Item, why: Mapping[str, Why]) -> bool:
    return item.id in why and why[item.id].kind == "near"


def _is_ranked(item: Item, why: Mapping[str, Why]) -> bool:
    return item.id in why and why[item.id].kind in _RANKED


def _target(pool: Sequence[Item], turns: Sequence[Turn], plan: Plan, why: Mapping[str, Why]) -> int:
    """Return the level to aim at: of as many levels as there are questions, easy to hard, the next, moved by how the answers were.

    They are those of the best fitting, or, where all fit alike, spread evenly over the pool.
    """
    asked = sum(turn.kind == "main" for turn in turns)
    fitting = [item for item in pool if not _is_near(item, why)]
    levels = [LEVEL[item.difficulty] for item in (fitting if asked < len(fitting) else pool)]
    count = min(planned(plan), len(levels))
    if any(_is_ranked(item, why) for item in fitting):
        steps = sorted(levels[:count])
    else:
        steps = [sorted(levels)[at * (len(levels) - 1) // max(count - 1, 1)] for at in range(count)]
    shift = 0
    for at, strength in enumerate(_strengths(turns)):
        step = steps[min(at + 1, len(steps) - 1)]
        shift = min(max(step + shift + strength, 0), 2) - step
    return min(max(steps[min(asked, len(steps) - 1)] + shift, 0), 2)


def _strengths(turns: Sequence[Turn]) -> list[int]:
    """Return for each question that was asked: 1 strong, -1 weak, 0 neither or not known; a retry tells nothing new."""
    found: list[int] = []
    retried = False
    for turn in turns:
        if turn.kind == "main":
            found.append(0)
        retried = turn.kind != "main" and (retried or turn.kind == "retry")
        if found and not retried:
            strength = _strength(turn)
            found[-1] = found[-1] if strength is None else strength
    return found


def _strength(turn: Turn) -> int | None:
    if turn.skipped:
        return None if turn.probes else -1
    if turn.grade is None or turn.grade.score is None:
        return None
    reached = {"high": 1, "middle": 0, "low": -1}[shown_band(turn.grade)]
    return min(reached, 0) if turn.hints else reached


def _shares_topic(item: Item, other: Item) -> bool:
    return bool(item.topics and other.topics) and item.topics[0] == other.topics[0]


def _sounds_like(item: Item, other: Item) -> bool:
    """Tell whether two questions have most of their words in common."""
    one, two = set(terms(item.question)), set(terms(other.question))
    return bool(one and two) and len(one & two) / min(len(one), len(two)) >= _ALIKE
