"""Word and letter evidence between two texts of one language: weighted recall of terms, shared letter runs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from interviewer.text import is_cjk, terms

_SLIGHT_ZH = frozenset(
    "的了是在和与及或而但也都就还又则即若如当从到对把被让使给为所以因由于其它他她这那此该各每些个之有无不没可能会要将能够以及等等进行通过一种可以"
)
_SLIGHT_EN_WORDS = """
a an the is are was were be been being am has have had do does did can could will would shall should may might
must to of in on at by for with from as into onto than then that which who whom whose what when where why how
while if because so but and or nor not no it its they them their this these those you your we our i my he she
his her there here also each every both between over under via per without within through during before after
until about such some any all more most other another only very just e.g i.e etc use used uses using make
makes made get gets one two
"""
_SLIGHT_EN = frozenset(_SLIGHT_EN_WORDS.split())
_CONTENT, _SLIGHT = 1.0, 0.1
BEGINNING, SAME_BEGINNING = 5, 0.7


@lru_cache(maxsize=5000)
def weight(term: str) -> float:
    """Return what a shared term is worth: little for one that any text has."""
    if is_cjk(term[0]):
        slight = sum(c in _SLIGHT_ZH for c in term)
        return _CONTENT if not slight else 0.35 if slight < len(term) else _SLIGHT
    return _SLIGHT if term in _SLIGHT_EN else _CONTENT * min(2.0, 1.0 + 0.08 * len(term))


def stem(term: str) -> str:
    """Return a term without the commonest English endings."""
    if is_cjk(term[0]) or len(term) < 5 or not term.isalpha():
        return term
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "ly", "e"):
        if term.endswith(ending) and len(term) - len(ending) >= 3:
            return term[: -len(ending)].removesuffix("i")
    return term


def stems(text: str) -> list[str]:
    return [stem(term) for term in terms(text)]


def said(text: str) -> frozenset[str]:
    """Return what recall looks up in: stems, single Han letters, and the first letters of longer words (marked by `~`)."""
    found = set(stems(text))
    beginnings = {term[:BEGINNING] + "~" for term in found if len(term) >= BEGINNING and term.isascii()}
    return frozenset(found | beginnings | {c for term in found for c in term if is_cjk(c)})


def weights_of(text: str, known: Collection[str], spread: Mapping[str, int]) -> dict[str, float]:
    """Return the terms of a key point, single Han letters among them, with their weights.

    Args:
        known: Stems of the question: they count a tenth, since saying the question back shows nothing.
        spread: In how many of the item's key points a stem occurs; one that is everywhere tells no point from another.
    """
    found: dict[str, float] = {}
    for term in terms(text):
        key = stem(term)
        found[key] = weight(term) * (0.1 if key in known else 1.0) / spread.get(key, 1) ** 0.5
        for letter in filter(is_cjk, term if len(term) > 1 else ""):
            found[letter] = max(found.get(letter, 0.0), 0.5 * weight(letter) * (0.1 if letter in known else 1.0))
    return found


def recall(wanted: Mapping[str, float], found: Collection[str]) -> float:
    """Return the weighted share of the wanted terms that were said; a word of the same beginning counts in part."""
    total = sum(wanted.values())
    if not total:
        return 0.0
    return sum(w * (1.0 if term in found else SAME_BEGINNING * (term[:BEGINNING] + "~" in found)) for term, w in wanted.items()) / total


def letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))


def grams(text: str, sizes: Iterable[int] = (2, 3, 4)) -> frozenset[str]:
    """Return the runs of letters (zh, sizes as given) or the longer runs that carry as much in Latin script."""
    run = letters(text)
    wide = 0 if sum(map(is_cjk, run)) * 2 > len(run) else 1
    return frozenset(run[i : i + size + wide] for size in sizes for i in range(len(run) - size - wide + 1))


def overlap(wanted: Collection[str], said: Collection[str], beta: float = 2.0) -> float:
    """Return the F-measure of shared runs, recall counting `beta` times as much (chrF, Popovic 2015)."""
    if not wanted or not said:
        return 0.0
    shared = len(frozenset(wanted) & frozenset(said))
    if not shared:
        return 0.0
    precision, found = shared / len(said), shared / len(wanted)
    return (1 + beta**2) * precision * found / (beta**2 * precision + found)
