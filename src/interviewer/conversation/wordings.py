"""Choosing among written variants: a family of catalogue keys is gone through in an order drawn from a seed, so that none comes twice too soon."""

from __future__ import annotations

import random
from functools import cache
from itertools import count

from interviewer import glossary
from interviewer.i18n import has, say
from interviewer.schema import Item, Language
from interviewer.text import language_of


@cache
def variants(family: str) -> int:
    """Return how many ways there are to say a thing: the keys FAMILY.1, FAMILY.2, ... of the catalogue."""
    return next(n for n in count(1) if not has(f"{family}.{n}")) - 1


def worded(language: Language, family: str, seed: str, nth: int, **values: object) -> str:
    """Return the variant that comes `nth` (from 0) in the order which `seed` draws."""
    order = list(range(1, variants(family) + 1))
    random.Random(f"{seed}:{family}").shuffle(order)
    return say(language, f"{family}.{order[nth % len(order)]}", **values)


def named(topic: str, language: Language) -> str:
    """Return a topic's name for an interviewer who speaks this language; empty where a Chinese name has no English one."""
    name = glossary.unify(topic, language) if language == "en" and language_of(topic) == "zh" else topic
    return "" if language == "en" and language_of(name) == "zh" else name


def topic_of(item: Item, language: Language) -> str:
    return next(filter(None, (named(topic, language) for topic in item.topics[:2])), "")
