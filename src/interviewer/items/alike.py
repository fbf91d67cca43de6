"""Whether two questions of one language ask the same thing, however they are put.

No sentence encoder tells "optimistic lock" from "pessimistic lock", or "why" from "how": their cosines are as high as those of
paraphrases. So the words decide. Questions are read (`asked`) as what it wants to be told (`intents`) and what it is about (`subject`), with
what says nothing taken out. Where the subjects differ in a word, the encoder is asked whether the two words mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, product
from typing import NamedTuple

import interviewer.items.phrases as phrases
from interviewer.items.asked import ACTIONS, CLASSES, CONTEXTS, PLATFORMS, THIN, Asked, Subject, has_han, known, stemmed
from interviewer.text import is_cjk

_COUNT = re.compile(r"\w+count")
"""How many of a thing there are, which may be said or not."""
_SAME_WORD = 0.85
"""Least cosine of two different words of one script that mean the same (chosen on the first half of evals/data/same_question.jsonl)."""
_SAME_TRANSLATED = 0.8
"""The same for a Chinese word and an English one."""
_PRODUCTS = {field: frozenset(map(stemmed, names)) for field, names in phrases.PRODUCTS.items()}
_KINDS = (frozenset(map(stemmed, phrases.LANGUAGES)), *_PRODUCTS.values())
_OWNING = frozenset().union(*_PRODUCTS.values())
_MANY = frozenset(map(stemmed, phrases.PLATFORMS))
"""Products of which there are several, each with its own way to do what all do."""
_SOMEWHERE = CONTEXTS | PLATFORMS
_VAGUE = _SOMEWHERE | THIN
_NOT_OWN = _VAGUE | ACTIONS
_MENDING = frozenset(("solv", "improv"))
_DOING = frozenset(("how", "ways", "steps", "code", "usage"))
_FUNCTION = "".join(sorted(phrases.FUNCTION_CHARACTERS))


class Doubt(NamedTuple):
    """Two questions that are the same if these words are."""

    left: str
    right: str

    @property
    def translated(self) -> bool:
        return has_han(self.left) != has_han(self.right)

    def settled(self, cosine: float) -> bool:
        """Tell whether an encoder's cosine of the two is enough."""
        return cosine >= (_SAME_TRANSLATED if self.translated else _SAME_WORD)


def compare(one: Asked, other: Asked) -> bool | Doubt:
    """Tell whether two questions ask the same: yes, no, or a doubt that an encoder can settle."""
    if one.empty or other.empty or one.stem != other.stem or _reversed(one.turn, other.turn) or not compatible(one, other):
        return False
    doubt: bool | Doubt = False
    if _elsewhere(one, other) or _elsewhere(other, one):
        return False
    if one.twins != other.twins or (one.code and other.code and one.code != other.code):
        return False
    named = bool(one.intents & {"list", "ways"}) == bool(other.intents & {"list", "ways"})
    doing = bool(one.intents & _DOING and other.intents & _DOING)
    for a, b in _readings(one, other):
        verdict = _same_subject(a, b, named, (_silent(one, a, other), _silent(other, b, one)), doing)
        if verdict is True:
            return True
        doubt = doubt or verdict
    return doubt


def _elsewhere(one: Asked, other: Asked) -> bool:
    """Tell whether the one names a language or a product, and the other is asked among those of another."""
    if not other.context:
        return False
    named = set(one.subjects[-1].words).difference(other.subjects[-1].words)
    return any(named & kind and other.context & kind and not named & other.context for kind in _KINDS)


def _silent(one: Asked, a: Subject, other: Asked) -> frozenset[str]:
    """Return the products that `one` may name where `other` doesn't: what is asked is theirs alone, or the other is asked among them."""
    products = {word for word in a.words if word in PLATFORMS}
    doing, precise = bool((one.intents | other.intents) & _DOING), _precise(a)
    fields = one.fields & other.fields
    compared = "diff" in one.intents & other.intents and sum(word not in _SOMEWHERE for word in a.words) > 1

    def silent(word: str) -> bool:
        theirs = any(word in _PRODUCTS.get(field, ()) for field in fields)
        if word in other.context or (theirs and (precise or not doing)) or compared:
            return True
        if word in CONTEXTS - _MANY:
            return theirs or not fields or precise
        return precise and (_own_name(a) if word not in _OWNING else not doing)

    return frozenset(filter(silent, products))


def _own_name(a: Subject) -> bool:
    """Tell whether a Chinese question names a thing in Latin letters."""
    return any(is_cjk(word[0]) for word in a.words) and any(
        len(word) > 3 and word.isascii() and word not in _NOT_OWN and not known(word) for word in a.words
    )


def _precise(a: Subject) -> bool:
    """Tell whether a subject says more than a product and a thin word."""
    rest = [word for word in a.words if word not in _VAGUE]
    return sum(2 if is_cjk(word[0]) and len(word) > 2 else 1 for word in rest) > 1


def _readings(one: Asked, other: Asked) -> list[tuple[Subject, Subject]]:
    """Return the readings to compare; what stands in brackets can't be left out on both sides."""
    if len(one.subjects) > 1 and len(other.subjects) > 1:
        return [(one.subjects[1], other.subjects[1])]
    return [(a, b) for a, b in product(one.subjects, other.subjects) if a.words and b.words]


def opposed(one: Asked, other: Asked) -> bool:
    """Tell whether two questions must stay apart even when a third is the same as both."""
    if one.stem != other.stem or _reversed(one.turn, other.turn) or (one.intents ^ other.intents) & {"cons", "diff", "count"}:
        return True
    return all(all(_unexplained(a, b)) for a, b in _readings(one, other))


_MANNERS = ({"how", "code"}, {"how", "works"}, {"how", "steps"}, {"how", "ways"}, {"works", "steps"})


def compatible(one: Asked, other: Asked) -> bool:
    """Tell whether an answer to what the one wants to be told is one to the other, were they about the same thing."""
    return _compatible(one.intents, other.intents) or (one.intents | other.intents == {"how"} and one.rich and other.rich)


def _compatible(one: frozenset[str], other: frozenset[str]) -> bool:
    one, other = _folded(one), _folded(other)
    if one == other or one | other == {"why", "pros"} or one | other <= {"what", "works"}:
        return True
    if (one ^ other == {"scene"} and "diff" in one) or one | other in ({"ways", "list"}, {"kinds", "list"}, {"choice", "diff"}):
        return True
    small, large = sorted((one, other), key=len)
    if "role" in one ^ other:
        return one ^ other in ({"role"}, {"role", "what"}, {"role", "why"})
    if small == {"whether"} and large == {"whether", "why"}:
        return True
    if not small:
        return large <= {"what", "works"} or large in ({"list"}, {"what", "why"})
    if (one | other) - {"what"} in _MANNERS and ("what" in one) == ("what" in other):
        return True
    return _manner(small) < _manner(large) and "what" in _manner(large) and not large & {"pros", "cons", "code", "count", "whether"}


def _manner(intents: frozenset[str]) -> frozenset[str]:
    return frozenset({"ways": "how", "steps": "how", "works": "what"}.get(intent, intent) for intent in intents)


def _folded(intents: frozenset[str]) -> frozenset[str]:
    """Take what something is for and why it is needed as one; being told of a thing is any answer, or what it is where more is asked."""
    if intents == {"told"}:
        return frozenset()
    return frozenset({"use": "why", "told": "what"}.get(intent, intent) for intent in intents)


def _reversed(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> bool:
    """Tell whether the one goes from A to B and the other from B to A."""
    return bool(one and other and one[0] & other[1] and one[1] & other[0])


def _same_subject(a: Subject, b: Subject, named: bool, silent: tuple[frozenset[str], frozenset[str]], doing: bool) -> bool | Doubt:
    """Compare what two questions are about; where they are not `named` alike ("list the kinds of X", "X"), every word counts.

    `silent` are the products which either may name alone; where both ask what to do (`doing`), doing, solving and improving are one.
    """
    left, right = _unexplained(a, b)
    if _swapped(a, b) or (doing and not a.more <= set(b.words) | b.more) or (doing and not b.more <= set(a.words) | a.more):
        return False
    if not {*left, *right} & _SOMEWHERE - silent[0] - silent[1] and not (set(left) & silent[0] and set(right) & silent[1]):
        left, right = [word for word in left if word not in silent[0]], [word for word in right if word not in silent[1]]
    if len(left) == len(right) == 1 and Doubt(left[0], right[0]).translated and not {*left, *right} & CONTEXTS:
        return Doubt(a.written.get(left[0], left[0]), b.written.get(right[0], right[0]))
    left, right = [word for word in left if word not in b.more], [word for word in right if word not in a.more]
    if doing:
        left, right = _without_manner(left, right, set(a.words) - {*left})
    if _soft(left) and _soft(right):
        left, right = (
            [word for word in left if word not in phrases.SOFT_LABELS],
            [word for word in right if word not in phrases.SOFT_LABELS],
        )
    shared = set(a.words) - set(left) - CONTEXTS - PLATFORMS - THIN
    labels, also = (
        {word for word in words if (word in of.labels and (shared or word in CLASSES)) or _COUNT.fullmatch(word)}
        for words, of in ((left, a), (right, b))
    )
    if not named:
        labels, also = ({word for word in words if _COUNT.fullmatch(word)} for words in (labels, also))
    if not (labels and right) and not (also and left):
        left, right = [word for word in left if word not in labels], [word for word in right if word not in also]
    if not left or not right:
        extra, of = (left, a) if left else (right, b)
        if len(shared) > 1 and not doing:
            extra = [word for word in extra if word not in of.within]
        own = shared or not set(a.words) & set(b.words) & CONTEXTS
        return not extra or (all(_within(word, of.apart) for word in extra) and bool(own or set(extra).isdisjoint(CONTEXTS)))
    if len(left) > 1 or len(right) > 1 or {*left, *right} & CONTEXTS:
        return False
    doubt = Doubt(a.written.get(left[0], left[0]), b.written.get(right[0], right[0]))
    if any(phrases.ORDINAL.search(word) for word in doubt) or bool(phrases.OPPOSED.search(doubt.left)) != bool(
        phrases.OPPOSED.search(doubt.right)
    ):
        return False
    if (known(doubt.left) and known(doubt.right)) or (not doubt.translated and _lookalike(doubt.left, doubt.right)):
        return False
    return doubt


def _without_manner(left: list[str], right: list[str], shared: set[str]) -> tuple[list[str], list[str]]:
    """Take "how do you solve X" and "how do you improve X" as one."""
    if not set(left) & _MENDING or not set(right) & _MENDING or not shared - _MENDING:
        return left, right
    return [word for word in left if word not in _MENDING], [word for word in right if word not in _MENDING]


def _swapped(a: Subject, b: Subject) -> bool:
    """Tell whether a long Han word says what the other says with its pieces exchanged around a middle (not only turned)."""
    return any(
        x != y and len(x) == len(y) > 5 and is_cjk(x[0]) and sorted(x) == sorted(y) and y not in x + x for x, y in product(a.words, b.words)
    )


def _soft(words: Iterable[str]) -> bool:
    return not phrases.SOFT_LABELS.isdisjoint(words)


def _within(word: str, apart: frozenset[str]) -> bool:
    return any(word == one or (has_han(word) and word in one) for one in apart)


def _lookalike(a: str, b: str) -> bool:
    """Tell siblings (optimistic, pessimistic; 加密, 解密), which end alike, from synonyms."""
    if has_han(a):
        return a[-1] == b[-1] or bool(set(a[1:]) & set(b[1:]))
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.5


def _unexplained(a: Subject, b: Subject) -> tuple[list[str], list[str]]:
    """Return what only the one says, and what only the other says, acronyms resolved."""
    left, right = _left(a, b), _left(b, a)
    for mine, theirs, of in ((left, right, b), (right, left, a)):
        for acronym in [word for word in mine if len(word) > 2 and word.isascii() and word.isalpha() and not known(word)]:
            window = _spelt_out(acronym, [word for word in of.initials if word not in phrases.NAMELESS and word != "in"])
            if window and window <= {*theirs, acronym}:
                mine.remove(acronym)
                theirs[:] = [other for other in theirs if other not in window]
    return left, right


def _spelt_out(acronym: str, words: Sequence[str]) -> set[str]:
    """Return the words whose initials are the acronym, stemmed; empty when there are none."""
    start = "".join(word[0] for word in words).find(acronym)
    return {stemmed(word) for word in words[start : start + len(acronym)] if word not in phrases.LIGHT_WORDS} if start >= 0 else set()


def _left(a: Subject, b: Subject) -> list[str]:
    """Return the words and pieces of words of `a` that `b` does not say."""
    latin = {word for word in b.words if not is_cjk(word[0])}
    joined = {x + y for x, y in pairwise(b.words) if x.isalnum()} | latin
    own = {word for x, y in pairwise(a.words) if x + y in latin for word in (x, y)}
    runs = [word for word in b.words if is_cjk(word[0])]
    pairs = {run[i : i + 2] for run in runs for i in range(len(run) - 1)} | {"".join(two) for two in pairwise(runs)}
    missing: list[str] = []
    for word in a.words:
        if is_cjk(word[0]):
            missing += _uncovered(word, pairs, runs)
        elif (
            word not in joined
            and word not in own
            and not any(word[:6] == other[:6] and _related(word, other) for other in latin.difference(a.words))
        ):
            missing.append(word)
    return missing


def _uncovered(run: str, pairs: set[str], runs: Sequence[str]) -> list[str]:
    """Return the pieces of a Han run that share no two neighbouring characters with the other wording."""
    if len(run) == 1:
        return [] if any(run in other for other in runs) else [run]
    shared = [False] * len(run)
    for i in range(len(run) - 1):
        if run[i : i + 2] in pairs:
            shared[i] = shared[i + 1] = True
    shared = [yes or letter in runs for yes, letter in zip(shared, run, strict=True)]
    pieces = re.findall("0+", "".join("1" if yes else "0" for yes in shared))
    found, at = [], 0
    for piece in pieces:
        at = "".join("1" if yes else "0" for yes in shared).index(piece, at)
        text = run[at : at + len(piece)]
        at += len(piece)
        text = text.rstrip(_FUNCTION).lstrip(_FUNCTION.replace("之", "")) if len(text) > 1 else text
        if not (phrases.LIGHT_CHARACTERS if len(text) == 1 else phrases.FUNCTION_CHARACTERS).issuperset(text):
            found.append(text)
    return found


def _related(a: str, b: str) -> bool:
    """Tell whether two English words have one stem ("idempotent", "idempotency")."""
    shared = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= 6 and shared >= 0.6 * max(len(a), len(b)) and {a[shared:], b[shared:]} <= phrases.SUFFIXES
