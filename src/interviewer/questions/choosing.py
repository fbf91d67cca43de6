"""Choosing what a session can ask: the items that fit the plan, best first, and, where they are too few, what comes nearest.

Pure: what was asked before, what the library found and the randomness are passed in.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from pydantic import Field

from interviewer.errors import InputError
from interviewer.questions.fitting import Asked, Close, Fitting, Past
from interviewer.questions.lines import shortened
from interviewer.schema import BANK, Card, Encoder, Frozen, Item, Plan, Why, Widened
from interviewer.text import normalise

MINUTES_A_QUESTION = 3
_SPARE = 3
"""The pool holds this many times what is asked, so that there is an easier and a harder item to go to."""
_TOPICS_TOLD = 3

_Given = Literal["language", "difficulty", "focus", "company", "topic", "meaning"]


Alike = Callable[[Sequence[str]], Sequence[Sequence[int]]]
"""Takes questions of one language and returns groups of positions: those that ask the same."""


class Chosen(Frozen):
    """What a session can ask, best first, and why."""

    items: tuple[Item, ...]
    why: dict[str, Why] = Field(default_factory=dict)
    """By item id; items of kind `near` are asked after all others."""
    widened: Widened | None = None
    fitting: int = 0
    """How many questions fit the plan exactly, also beyond those in `items`; a question and its translation are one."""
    topics: tuple[tuple[str, int], ...] = ()
    """The main topics of those that fit, most questions first, with their numbers."""


class Outlook(Frozen):
    """What a plan comes to, before anything is asked."""

    chosen: Chosen
    asked: tuple[Item, ...]
    """What would be asked, in order, of a person whose answers tell nothing; two draws of one plan may differ."""


class Picked(NamedTuple):
    """The pool while it grows."""

    items: list[Item]
    seen: set[str]
    """Ids, translations and normal texts of what is in it: the same question is not asked twice."""

    def add(self, items: Iterable[Item], most: int) -> list[Item]:
        """Take in what is not there yet, up to `most` in all; return what was added."""
        added = []
        for item in items:
            marks = {item.id, item.translation_of or item.id, f"{item.language}:{normalise(item.question)}"}
            if len(self.items) < most and self.seen.isdisjoint(marks):
                self.items.append(item)
                self.seen.update(marks)
                added.append(item)
        return added


def planned(plan: Plan) -> int:
    """Return the number of questions to plan for: the length, or what the minutes have room for where that is less."""
    return plan.length if plan.minutes is None else min(plan.length, math.ceil(plan.minutes / MINUTES_A_QUESTION))


def choose(
    items: Sequence[Item],
    plan: Plan,
    *,
    past: Past,
    found: Sequence[Close] | None = None,
    asked: Sequence[Asked] = (),
    due: Sequence[Card] = (),
    encoder: Encoder | None = None,
    alike: Alike | None = None,
    rng: random.Random,
) -> Chosen:
    """Return the pool of a session: what fits, up to three times what is asked; what is near only where too little fits.

    `past` maps the ids of items asked before to their last score; `found` is what the library found for the plan's free text, and `asked`
    what a job description asks for with what was found for it; `due` the cards that are due, the most forgotten first. `encoder`
    tells nearness in meaning; without it only what was found for a text widens a choice. `alike` tells which questions of several owners
    ask the same; of those one is asked. Raises InputError, with a way out, where nothing fits at all.
    """
    if plan.brief.strip() and not asked:
        what = "the text names nothing to ask about"
        raise InputError(what, way_out="Paste a job description or a résumé, or say in a few words what to practise.", key="no_needs")
    fitting = Fitting([item for item in items if item.key_points], plan, past, found, asked, due, rng)
    fits = fitting.ordered(fitting.candidates(frozenset()))
    wanted, picked = planned(plan), Picked([], set())
    exact = picked.add(_without_echoes(fitting.alike(fits, wanted)[: 2 * _SPARE * wanted], [], alike), _SPARE * wanted)
    fitting.require_some()
    by, added = (None, []) if len(exact) >= wanted else _widen(picked, wanted, fitting, encoder, alike)
    if not picked.items:
        raise InputError("nothing fits this choice", way_out="Choose other topics, another difficulty, or bring notes.", key="nothing_fits")
    why = {item.id: why for item in exact if (why := fitting.why(item))} | {item.id: _near(item, plan, exact, encoder) for item in added}
    every = Picked([], set()).add(fits, len(fits))
    return Chosen(
        items=tuple(picked.items),
        why=why,
        widened=None if len(exact) >= wanted else _told(picked.items, why, by),
        fitting=len(every),
        topics=tuple(_topics(every)),
    )


def _told(pool: Sequence[Item], why: Mapping[str, Why], by: _Given | None) -> Widened:
    """Say how many of a pool fit, and what all the others are about, also those that only just fit; all of it is asked."""
    if by is None:
        return Widened(fitting=len(pool), by="none")
    near = [item for item in pool if item.id in why and why[item.id].kind == "near"]
    topics = _topics(near)[:_TOPICS_TOLD]
    return Widened(
        fitting=len(pool) - len(near),
        by=by,
        to=tuple(topic for topic, _ in topics),
        more=sum(count for _, count in topics) < len(near),
    )


def _widen(picked: Picked, wanted: int, fitting: Fitting, encoder: Encoder | None, alike: Alike | None) -> tuple[_Given | None, list[Item]]:
    """Fill the pool up to `wanted`; return the last thing that was given up for it, and what was added."""
    given: _Given | None = None
    added: list[Item] = []
    for by, more in _wider(fitting, picked, encoder):
        new = picked.add(_without_echoes(more[: 2 * wanted + len(picked.items)], picked.items, alike), wanted)
        given, added = (by if new else given), added + new
    return given, added


def _wider(fitting: Fitting, picked: Picked, encoder: Encoder | None) -> Iterable[tuple[_Given, Sequence[Item]]]:
    """Yield what else could be asked, the nearest first: one wish after the other is given up, meaning last."""
    given: set[str] = set()
    for wish in fitting.wishes(bool(picked.items)):
        given.add(wish)
        yield wish, fitting.ordered(fitting.candidates(frozenset(given)))
    near = fitting.nearly_found() if fitting.follows_text else _nearest(fitting.kin(picked.items), picked.items, encoder)
    yield "meaning", fitting.own_language_first(near)


def _without_echoes(items: Sequence[Item], before: Sequence[Item], alike: Alike | None) -> list[Item]:
    """Leave out what asks the same as an item before it, which only the notes of two owners do; a person's own comes before the bank's."""
    everything = [*before, *items]
    if alike is None or len({item.owner for item in everything}) < 2:
        return list(items)
    echoes: set[str] = set()
    for language in ("zh", "en"):
        members = [item for item in everything if item.language == language]
        for group in alike([item.question for item in members]):
            kept = min(group, key=lambda at: (members[at] not in before, members[at].owner == BANK, at))
            echoes.update(members[at].id for at in group if at != kept)
    return [item for item in items if item.id not in echoes]


def _nearest(items: Sequence[Item], to: Sequence[Item], encoder: Encoder | None) -> list[Item]:
    """Return items by how near they come to one of the others in meaning."""
    if encoder is None or not items or not to:
        return []
    those, these = (encoder.encode([item.question for item in some], "passage") for some in (items, to))
    nearness = (those @ these.T).max(axis=1)
    return [items[at] for at in np.argsort(-nearness, kind="stable")]


def _near(item: Item, plan: Plan, exact: Sequence[Item], encoder: Encoder | None) -> Why:
    """Say what an added item is near to: the free text, the topics, the company, or the fitting question that is nearest."""
    about = plan.query.strip() or "、".join(plan.topics) or plan.company.strip()
    if not about and not plan.brief:
        about = next((one.question for one in _nearest(exact, [item], encoder)), "")
    return Why(kind="near", about=shortened(about or next(iter(item.topics), item.question)))


def _topics(items: Sequence[Item]) -> list[tuple[str, int]]:
    return Counter(item.topics[0] for item in items if item.topics).most_common()
