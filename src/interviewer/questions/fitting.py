"""Whether and how well an item fits a plan, and the words for why."""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, Protocol

from interviewer.errors import InputError
from interviewer.questions.briefs import Need, allocated
from interviewer.questions.companies import asked_at, companies_of
from interviewer.questions.lines import even, shortened
from interviewer.questions.people import is_behavioural
from interviewer.schema import Card, Item, Plan, Why

Past = Mapping[str, float | None]
"""By item id: the last score; None where it was asked and never scored."""
Wish = Literal["language", "difficulty", "focus", "company", "topic"]

WEAK = 70.0
"""Score below which an item counts as not well known (progress.GOOD: where an answer is remembered well)."""


_AS_CLOSE = 0.85
"""Share of the best closeness from which another item serves a need as well."""
_ABOUT = 0.9
"""Share of the best closeness from which an item is said to be about a text; below it is called near."""
_SAME_THING = 0.95
"""Closeness from which a behavioural question is about a technical need after all ("AI coding assistants")."""
_SURE, _SERVED = 0.85, 1 / 3
"""Where no more of the needs are served, and not two of them surely, the text is about something else, and what fits it fits by accident.
Seen on 22 postings: those for cooks, nurses and sales staff have 0 to .25 served and at most one surely; others .5 to 1 (front end: .14, two
surely)."""


class Close(Protocol):
    """An item as the library found it for a text."""

    @property
    def item_id(self) -> str: ...
    @property
    def closeness(self) -> float: ...
    @property
    def fits(self) -> bool:
        """Whether it is about what the text says, and not only nearest of all."""
        ...


class Asked(NamedTuple):
    """One thing that a job description asks for, and what the library found for it, best first."""

    need: Need
    found: Sequence[Close]


class Fitting:
    """Tells which items fit a plan; every wish of the plan can be given up."""

    def __init__(
        self,
        items: Sequence[Item],
        plan: Plan,
        past: Past,
        found: Sequence[Close] | None,
        asked: Sequence[Asked],
        due: Sequence[Card],
        rng: random.Random,
    ) -> None:
        self.items, self._plan, self._past, self._asked = items, plan, past, asked
        self._found = found
        self._due = {card.item_id: (at, card) for at, card in enumerate(due)}
        self._drawn = {item.id: rng.random() for item in sorted(items, key=lambda item: item.id)}

    # ------------------------------------------------------------ which

    def candidates(self, given: frozenset[str] | set[str]) -> list[Item]:
        """Return the items that fit all wishes but those given up."""
        return [item for item in self.items if all(fits for wish, fits in self._fits(item) if wish not in given)]

    def _fits(self, item: Item) -> Iterator[tuple[str, bool]]:
        plan = self._plan
        if plan.topics:
            yield "topic", not self._topics.isdisjoint(map(_folded, item.topics))
        if plan.company.strip():
            yield "company", asked_at(item, plan.company)
        if plan.difficulty is not None:
            yield "difficulty", item.difficulty in (plan.difficulty, None)
        if plan.focus in ("due", "weak", "new"):
            yield "focus", self._focused(item)
        if plan.focus not in ("due", "weak") and not plan.mine and plan.language != "notes":
            yield "language", item.language == plan.language
        if self._found is not None:
            yield "query", item.id in self._place
        if self._asked:
            yield "brief", item.id in self._told

    def _focused(self, item: Item) -> bool:
        if self._plan.focus == "due":
            return item.id in self._due
        if self._plan.focus == "new":
            return self._known.isdisjoint((item.id, item.translation_of or item.id))
        return self._last(item) < WEAK

    def _last(self, item: Item) -> float:
        """Return the last score; of what was never scored nothing is known, so it is no weak spot."""
        score = self._past.get(item.id)
        return WEAK if score is None else score

    @cached_property
    def _known(self) -> set[str]:
        """Ids of what was asked before, and of what it translates: in another language it is no new question."""
        return {*self._past, *(item.translation_of for item in self.items if item.id in self._past and item.translation_of)}

    @cached_property
    def _topics(self) -> set[str]:
        return set(map(_folded, self._plan.topics))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {one.item_id: at for at, one in enumerate(self._found or ()) if one.fits}

    @cached_property
    def _told(self) -> set[str]:
        """Ids of what was found for one of the needs."""
        return {close.item_id for one in self._asked for close in one.found if close.fits}

    def _strays(self) -> bool:
        """Tell whether what fits the needs fits them by accident."""
        served = [max(close.closeness for close in fitting) for one in self._asked if (fitting := [c for c in one.found if c.fits])]
        return not served or (len(served) <= _SERVED * len(self._asked) and sum(closeness >= _SURE for closeness in served) < 2)

    @cached_property
    def _needed(self) -> dict[str, Need]:
        """By item id: the need for which it is asked."""
        return {item.id: need for item, need in self._allocated(self.candidates(frozenset()))}

    def _allocated(self, items: Sequence[Item]) -> list[tuple[Item, Need]]:
        named = {item.id: item for item in items}
        best: dict[str, float] = {}
        for close in (close for one in self._asked for close in one.found):
            best[close.item_id] = max(close.closeness, best.get(close.item_id, 0.0))
        behavioural = {item.id for item in items if is_behavioural(item)}

        def serving(one: Asked) -> list[Item]:
            found = [
                close for close in one.found if one.need.of_people or close.item_id not in behavioural or close.closeness >= _SAME_THING
            ]
            return [named[item_id] for item_id in _as_close(found, best) if item_id in named]

        lists = [(one.need, serving(one)) for one in self._asked]
        return allocated(sorted(lists, key=lambda pair: bool(pair[1]) and pair[1][0].id in behavioural))  # the work itself comes first

    def wishes(self, some: bool) -> list[Wish]:
        """Return the wishes that may be given up, the lightest first; those that say what it is all about stay.

        The language is the last: a question that is too easy can be answered, one in a language that the person does not read can't.
        """
        plan, told = self._plan, self._found is not None or bool(self._asked)
        light: list[Wish] = []
        if plan.difficulty is not None:
            light.append("difficulty")
        if plan.focus in ("due", "weak", "new") and some and (told or plan.topics or plan.company):
            light.append("focus")
        if plan.company.strip() and (told or plan.topics):
            light.append("company")
        if plan.topics and told:
            light.append("topic")
        return [*light, "language"]

    @property
    def follows_text(self) -> bool:
        """Whether free text says what it is all about; of a job description, what fits says it better than what does not."""
        return self._found is not None

    def alike(self, fits: Sequence[Item], wanted: int) -> Sequence[Item]:
        """Return the best `wanted` and what is about as good: as close to free text, as little known; of an ordered focus, all."""
        if len(fits) <= wanted or self._asked or self._plan.focus != "all":
            return fits
        if self._found is None:
            known = max(map(self._distance, fits[:wanted]))
            return [item for item in fits if self._distance(item) <= known]
        closeness = {close.item_id: close.closeness for close in self._found}
        least = _AS_CLOSE * min(closeness[item.id] for item in fits[:wanted])
        return [item for item in fits if closeness[item.id] >= least]

    def kin(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return what may be near to some items: all there is; for a job description only what shares a main topic, so that none is forced."""
        topics = {item.topics[0] for item in items if item.topics}
        return [item for item in self.items if topics.intersection(item.topics[:1])] if self._asked else self.items

    def own_language_first(self, items: Sequence[Item]) -> list[Item]:
        free = self._plan.mine or self._plan.language == "notes"
        return sorted(items, key=lambda item: not free and item.language != self._plan.language)

    def nearly_found(self) -> list[Item]:
        """Return the items that were found for the plan's text, also those that are only near, closest first."""
        closeness: dict[str, float] = {}
        for close in (*(self._found or ()), *(close for one in self._asked for close in one.found)):
            closeness[close.item_id] = max(close.closeness, closeness.get(close.item_id, 0.0))
        return sorted((item for item in self.items if item.id in closeness), key=lambda item: -closeness[item.id])

    # ------------------------------------------------------------ in which order

    def ordered(self, items: Sequence[Item]) -> list[Item]:
        """Return items best first: as due, weakest, closest, evenly, or never asked before weak before strong."""
        plan = self._plan
        if self._asked:
            return [item for item, _ in self._allocated(items)]
        if plan.focus == "due":
            return sorted(items, key=lambda item: (self._due[item.id][0] if item.id in self._due else len(self._due), self._drawn[item.id]))
        if plan.focus == "weak":
            return sorted(items, key=lambda item: (self._last(item), self._drawn[item.id]))
        if self._found is not None:
            return sorted(items, key=lambda item: self._place.get(item.id, len(self._place)))
        if plan.focus == "surprise":
            shuffled = sorted(items, key=lambda item: self._drawn[item.id])
            return even(shuffled, {item.id: next(iter(item.topics), "") for item in items})
        needy = self._all_levels(sorted(items, key=lambda item: (self._distance(item), self._drawn[item.id])))
        return even(needy, {item.id: self._topic_of(item) for item in items}) if len(plan.topics) > 1 else needy

    def _all_levels(self, needy: Sequence[Item]) -> list[Item]:
        """Put what was never asked in turns of easy, medium and hard, so that a pool has some of each to go to."""
        fresh = [item for item in needy if item.id not in self._past]
        return even(fresh, {item.id: item.difficulty or "medium" for item in fresh}) + [item for item in needy if item.id in self._past]

    def _distance(self, item: Item) -> float:
        """Return how far down the list an item belongs: -1 when never asked, else its last score."""
        if item.id not in self._past:
            return -1.0
        score = self._past[item.id]
        return 50.0 if score is None else score

    def _is_about(self, item: Item) -> bool:
        """Tell whether an item that was found for free text is about as close to it as the closest; others that fit are only near."""
        closeness = {close.item_id: close.closeness for close in self._found or () if close.fits}
        return closeness.get(item.id, 0.0) >= _ABOUT * max(closeness.values(), default=0.0)

    def _topic_of(self, item: Item) -> str:
        """Return the first of the plan's topics that the item has."""
        own = set(map(_folded, item.topics))
        return next((topic for topic in self._plan.topics if _folded(topic) in own), "")

    # ------------------------------------------------------------ why

    def why(self, item: Item) -> Why | None:
        """Say why an item that fits was picked; None where the plan wished for nothing."""
        plan = self._plan
        if self._asked:
            return Why(kind="brief", about=shortened(self._needed[item.id].text))
        if plan.focus == "due":
            return Why(kind="due", about=self._due[item.id][1].due.date().isoformat())
        if plan.focus in ("weak", "new"):
            return Why(kind="weak" if plan.focus == "weak" else "new")
        if self._found is not None:
            return Why(kind="query" if self._is_about(item) else "near", about=shortened(plan.query))
        if plan.company.strip():
            return Why(kind="company", about=plan.company.strip())
        if plan.topics:
            return Why(kind="topic", about=self._topic_of(item))
        return Why(kind="surprise") if plan.focus == "surprise" else None

    # ------------------------------------------------------------ nothing fits

    def require_some(self) -> None:
        """Raise InputError where the plan's chief wish is fulfilled by no item at all, and so nothing can be near it either."""
        plan = self._plan
        if plan.company.strip() and not any(asked_at(item, plan.company) for item in self.items):
            raise _no_company(plan.company.strip(), self.items)
        if plan.focus in ("due", "weak", "new") and not any(self._focused(item) for item in self.items):
            what = {"due": "nothing is due", "weak": "no weak spot is known yet", "new": "every question was asked before"}[plan.focus]
            raise InputError(what, way_out="Choose another focus.", key=f"nothing_{plan.focus}")
        near = ", ".join(self._near_topics())
        if self._asked and self._strays():
            what = "no question fits what the text asks for"
            raise InputError(what, way_out=f"Nearest: {near}", key="nothing_for_brief", nearest=near or "-")
        if self._found is not None and not self._place:
            about = shortened(plan.query)
            raise InputError(
                f"no question is about {about!r}", way_out=f"Nearest topics: {near}", key="nothing_about", query=about, nearest=near or "-"
            )

    def _near_topics(self) -> list[str]:
        return list(dict.fromkeys(item.topics[0] for item in self.own_language_first(self.nearly_found()) if item.topics))[:3]


def _as_close(found: Sequence[Close], best: Mapping[str, float]) -> list[str]:
    """Return what fits about as well as the best; behind it, what is far closer to another need."""
    fitting = [close for close in found if close.fits]
    close_enough = [close for close in fitting if close.closeness >= _AS_CLOSE * fitting[0].closeness]
    return [close.item_id for close in sorted(close_enough, key=lambda close: close.closeness < _AS_CLOSE * best[close.item_id])]


def _no_company(company: str, items: Sequence[Item]) -> InputError:
    known = list(dict.fromkeys(name for item in items for name in companies_of(item)))
    nearest = ", ".join(difflib.get_close_matches(company, known, n=3, cutoff=0.3) or known[:5]) or "-"
    what = f"no note says that a question was asked at {company!r}"
    return InputError(what, way_out=f"Known: {nearest}", key="no_company", company=company, nearest=nearest)


def _folded(topic: str) -> str:
    return topic.strip().casefold()
