"""Whether two questions of one language ask the same thing, however they are put.

No sentence encoder tells "optimistic lock" from "pessimistic lock", or "why" from "how": their cosines are as high as those of
paraphrases. So the words decide. A question is read as what it wants to be told (`intents`) and what it is about (`subject`), with
what says nothing taken out. Where the subjects differ in a word, the encoder is asked whether the two words mean the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import NamedTuple

import interviewer.items.phrases as phrases
from interviewer.text import is_cjk

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)|</?[a-zA-Z][^>]{0,200}>|\*\*|[`\[\]]")
_NUMBERING = re.compile(
    r"^\s*(?:q\s*\d*\s*[.:：、)）]|问\s*[:：]|第?[一二三四五六七八九十百]+[、.．)）]|[(（]?\d+(?:\.\d+)*\s*[.．、:：)）]\s|\d+、)\s*"
)
_CODE = re.compile(r"`([^`]*[^\w\s`.()\-][^`]*)`")
_TAG = re.compile(r"`</?([\w-]+) ?/?>`")
_BRACKETS = re.compile(r"[(（]([^()（）]{1,80})[)）]")
_TOKEN = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|(?:\$|\+\+|--)(?=[a-z])[^\W_\u3400-\u9fff]+|\b[a-z]\*(?![\w*])"
    r"|[a-z][^\W_\u3400-\u9fff]*(?:[._][a-z][^\W_\u3400-\u9fff]*)+"
    r"|[^\W_\u3400-\u9fff]+(?:\.\d+|[+#]+(?!\d)|--(?!\w))*|={1,3}|[!<>&|]{2,3}=?"
)
_OPERATORS = re.compile(
    r"[=!<>&|^%~+\-*/]*[=<>&|^%~][=!<>&|^%~+\-*/]*|(?<=[A-Za-z])#|\$(?=[A-Za-z])|(?<![*\w])[A-Za-z]\*(?![\w*])|--[a-zA-Z]\b|\b[a-zA-Z]--"
)
_VERSIONS = re.compile(
    r"(?<![a-z])([a-z]+)[ /]?(\d+(?:\.\d+)*)(?= ?(?:和|与|跟|、|到|and|vs\.?|to) ?\d)( ?\S+? ?)(\d+(?:\.\d+)*)(?![\w.%])"
)
_VERSION = re.compile(rf"(?<![a-z\-])(?!(?:{'|'.join(sorted(phrases.LIGHT_WORDS))})[ /])([a-z]+)[ /](\d+(?:\.\d+)*)(?![\w%])")
_NUMERAL = re.compile(r"[一二三四五六七八九](?=次|阶段|范式|大|层|级|步|元组)|[二三四五六七八九](?=个|种|条|项)")
_COUNT = re.compile(r"\w+count")
"""How many of a thing there are, which may be said or not."""
_STEM = re.compile(r"(?:iz|is)?(?:ations?|ating|ates?|ions?|ings?|ed|es?|s)$")
_SAME_WORD = 0.85
"""Least cosine of two different words of one script that mean the same (chosen on the first half of evals/data/same_question.jsonl)."""
_SAME_TRANSLATED = 0.8
"""The same for a Chinese word and an English one."""


def _stem(word: str) -> str:
    """Return what the forms of an English word, British or American, share; other words as they are."""
    if is_cjk(word[0]) or len(word) < 4 or word in {"https", "redis", "kubernetes", "axis"}:
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    stem = re.sub(r"(?<=.{5})e?ments?$", "", word)
    if not word.endswith(("ss", "us", "sis")) and stem == word:
        stem = _STEM.sub("", word)
        stem = stem if len(stem) >= 4 else word.removesuffix("s")
    return re.sub(r"(?<=...)([bdglmnprt])\1$", r"\1", stem.replace("our", "or") if len(stem) > 5 else stem)


_CONTEXTS, _LABELS = frozenset(map(_stem, phrases.CONTEXTS)), frozenset(map(_stem, phrases.LABELS))


_PLATFORMS = frozenset(map(_stem, phrases.PLATFORMS))
_FIELDS = frozenset(map(_stem, phrases.FIELDS))
_HAN_LABELS = frozenset(label for label in _LABELS if is_cjk(label[0]))
_FUNCTION = "".join(sorted(phrases.FUNCTION_CHARACTERS))
_EMPTY = phrases.LIGHT_CHARACTERS | frozenset("的了吗呢吧啊呀嘛")


class Subject(NamedTuple):
    """What a question is about."""

    words: tuple[str, ...]
    """Latin words, stemmed, and Han runs, in order."""
    apart: frozenset[str]
    """Those of them that only say where: a platform, a field, "in ...", "在...中"."""
    labels: frozenset[str]
    """Words that only name the class of the thing, unless things are compared."""
    written: dict[str, str]
    """The words as they are written, by their stems."""
    initials: tuple[str, ...]
    """All Latin words, from which an acronym may be made."""


class Asked(NamedTuple):
    """One question, read."""

    intents: frozenset[str]
    subjects: tuple[Subject, ...]
    """One a reading: without what is in brackets, then with it, then (where the brackets hold another name of the whole subject) only that."""
    turn: tuple[frozenset[str], ...]
    """What stands before and what after a word of direction; empty where there is none."""
    stem: str
    """The code, options or other lines below the question, without spaces."""
    code: frozenset[str] = frozenset()
    """The pieces of code in it that are more than a name."""

    @property
    def empty(self) -> bool:
        """Tell that nothing says what it is about, or only words that need a context ("What is the output?")."""
        return not any(word not in phrases.GENERIC for word in self.subjects[0].words)

    @property
    def twins(self) -> set[str]:
        """Return the words of one stem that the question itself tells apart ("final", "finally")."""
        words = {word for word in self.subjects[0].initials if len(word) > 3}
        pairs = ((a, b) for a, b in combinations(words, 2) if a[:5] == b[:5] and a.removesuffix("s") != b.removesuffix("s"))
        return {word for pair in pairs for word in pair}

    @property
    def initials(self) -> set[str]:
        """Return the initials of three or four neighbouring words, by which a wording with their acronym may be found."""
        letters = "".join(word[0] for word in self.subjects[-1].initials)
        return {letters[at : at + size] for size in (3, 4) for at in range(len(letters) - size + 1)}

    @property
    def rich(self) -> bool:
        """Tell that it names more than one thing: being told to do it and being asked how to do it is then one."""
        subject = self.subjects[0]
        return sum(2 if is_cjk(word[0]) and len(word) > 3 else 1 for word in subject.words if word not in subject.apart) > 1


@lru_cache(maxsize=16384)
def read(question: str) -> Asked:
    """Read one question of either language."""
    first, stem = _parted(question)
    code = frozenset("".join(span.split()) for span in _CODE.findall(first))
    written = unicodedata.normalize("NFKC", _IMAGE.sub(" ", _TAG.sub(r" \1 ", first)))
    names = frozenset(_stem(name.lower()) for found in phrases.NAME.findall(written) for name in found if name)
    text = written.lower().replace("’", "'").replace("×", "x")
    text = _plainly(_NUMERAL.sub(lambda match: str("一二三四五六七八九".index(match.group()) + 1), text))
    text = _NUMBERING.sub("", _VERSION.sub(r"\1\2", _VERSIONS.sub(r"\1\2\3\1\4", text)))
    intents, subject = _parse(_BRACKETS.sub(" ", text), names)
    subjects = [subject]
    named = _BRACKETS.search(text)
    if named:
        subjects += [_parse(text, names)[1], _parse(_renamed(text, named), names)[1]]
        if 0 < len(subject.words) <= 3 and not _parse(text[named.end() :])[1].words:
            subjects.append(_parse(named.group(1))[1])
    return Asked(intents, tuple(subjects), () if "diff" in intents else _turn(text), stem, code)


def _plainly(text: str) -> str:
    """Put what can be put in several ways in one."""
    for pattern, put in phrases.PUT:
        text = pattern.sub(put, text)
    return text


def _turn(text: str) -> tuple[frozenset[str], ...]:
    """Return what a question says before and after a word of direction ("to", "优于"), without what it says on both sides."""
    if not (phrases.TURN.search(text) or any(sign in text for sign in ("转", "变成", "convert"))):
        return ()
    parts = phrases.TURN.split(_unified(_spaced(phrases.HOW_TO.sub(" ", text))), maxsplit=1)
    before, after = (_pieces(part) for part in (*parts, "")[:2])
    return (before - after, after - before) if before and after else ()


def _pieces(text: str) -> frozenset[str]:
    """Return the stems of a text and the pairs of characters of its Han runs."""
    words = [word for word in _TOKEN.findall(text) if word not in phrases.LIGHT_WORDS]
    return frozenset(
        piece for word in words for piece in ([word[i : i + 2] for i in range(max(1, len(word) - 1))] if is_cjk(word[0]) else [_stem(word)])
    )


def _parted(question: str) -> tuple[str, str]:
    """Cut a question from the code or the options on which it is asked."""
    first, _, rest = question.strip().partition("\n")
    if rest.strip().startswith(("```", "~~~")) or any(c.isalnum() for c in rest):
        return first, "".join(rest.split())
    return question, ""


def symbols(question: str) -> str:
    """Return what a normalised text has lost and yet tells questions apart: operators, and the code on which they are asked."""
    first, stem = _parted(question)
    return "".join(_OPERATORS.findall(_IMAGE.sub(" ", first))) + stem


def _renamed(text: str, named: re.Match[str]) -> str:
    """Return the text with the name before a bracket replaced by the one in it."""
    before, inner = _spaced(text[: named.start()]).split(), named.group(1).strip()
    initials = "".join(re.findall(r"\b\w", " ".join(before).replace("-", " ")))
    size = len(inner) if inner.isascii() and inner.isalpha() and initials.endswith(inner) else 1
    return " ".join((*before[: len(before) - size], inner, text[named.end() :]))


def _spaced(text: str) -> str:
    """Put a space between scripts, so that a word's boundary is one for patterns too."""
    return re.sub(r"(?<=[\u3400-\u9fff])(?=[a-z0-9])|(?<=[a-z0-9+#])(?=[\u3400-\u9fff])", " ", text)


def _parse(text: str, names: frozenset[str] = frozenset()) -> tuple[frozenset[str], Subject]:
    text = phrases.POLITE.sub(" ", _spaced(text))
    found_places = (match.group(match.lastgroup or 0) for match in phrases.PLACE.finditer(text))
    places = " ".join(found_places)
    text, places = _unified(phrases.RELATION.sub("之", text)), _unified(places)
    intents: set[str] = set()
    kept: list[str] = []
    for clause in phrases.CLAUSE.split(text):
        found, rest = _intents(clause)
        field = phrases.FIELD.search(clause)
        if field and (field.group(1) or not found & {"how", "steps", "ways", "usage", "code"}):
            places += " " + field.group(2)
        intents |= found
        kept.append(rest)
    nothing = phrases.NAMELESS if _has_han(text) else phrases.LIGHT_WORDS
    words = _words("\n".join(kept), nothing)
    named = {name for name in names if not any(map(str.isdigit, name))} if "diff" not in intents else frozenset()
    placed = {word for word in _words(places, nothing) if _has_han(text) or word in _CONTEXTS or word in names}
    apart = (placed | {word for word in words if word in named or word in _CONTEXTS - _FIELDS}) - _PLATFORMS
    if not set(words) - apart:
        apart = set()
    return frozenset(intents), Subject(
        words=tuple(words),
        apart=frozenset(apart),
        labels=frozenset() if "true or false" in text else _LABELS if "diff" not in intents else _HAN_LABELS,
        written={_stem(word): word for word in _TOKEN.findall(text)},
        initials=tuple(re.findall(r"[a-z0-9]+", text)),
    )


def _unified(text: str) -> str:
    for name, pattern in phrases.SAME:
        text = pattern.sub(f" {name} ", text)
    return re.sub(r"[^\S\n]+", " ", text)


def _intents(clause: str) -> tuple[set[str], str]:
    """Return what one clause wants to be told, and the clause without the words that say so."""
    found: set[str] = set()
    familiar = phrases.FAMILIAR.search(clause)
    if familiar:
        clause = phrases.FAMILIAR.sub(" ", clause)
    elif phrases.WHETHER.search(clause):
        found.add("whether")
    for names, pattern in phrases.INTENTS:
        if pattern.search(clause):
            found |= set(names.split())
            clause = re.sub(" +", " ", pattern.sub(" ", clause))
    if "diff" in found:
        found -= {"how", "works", "use"}
    if "parts" in found and found <= {"parts", "works", "how"}:
        found = {"parts"}
    if found & {"works", "steps", "ways"}:
        found.discard("how")
    if found & {"how", "works", "steps", "ways", "why", "diff", "list"}:
        found.discard("whether")
    if found & phrases.SPECIFIC:
        found -= {"list", "parts"}
    if "kinds" in found:
        found.discard("list")
    replaced = phrases.WHAT.sub(" ", clause)
    if not found and (replaced != clause or phrases.TOLD.search(clause)):
        found.add("what" if replaced != clause else "told")
    return found, replaced


def _words(text: str, nothing: frozenset[str]) -> list[str]:
    """Return what is left of a text when everything that says nothing is gone."""
    light = phrases.PARTICLES.sub("", phrases.LIGHT.sub(" ", text))
    words = [_stem(word) for word in _TOKEN.findall(light) if word not in nothing and word not in phrases.LIGHT_CHARACTERS]
    if not words:
        told = phrases.PARTICLES.sub("", phrases.TOLD.sub(" ", text))
        words = [_stem(word) for word in _TOKEN.findall(told) if word not in nothing and not _EMPTY.issuperset(word)]
    return list(dict.fromkeys(words))


# ---------------------------------------------------------------- comparing


class Doubt(NamedTuple):
    """Two questions that are the same if these words are."""

    left: str
    right: str

    @property
    def translated(self) -> bool:
        return _has_han(self.left) != _has_han(self.right)

    def settled(self, cosine: float) -> bool:
        """Tell whether an encoder's cosine of the two is enough."""
        return cosine >= (_SAME_TRANSLATED if self.translated else _SAME_WORD)


def compare(one: Asked, other: Asked) -> bool | Doubt:
    """Tell whether two questions ask the same: yes, no, or a doubt that an encoder can settle."""
    if one.empty or other.empty or one.stem != other.stem or _reversed(one.turn, other.turn) or not compatible(one, other):
        return False
    doubt: bool | Doubt = False
    if one.twins != other.twins or (one.code and other.code and one.code != other.code):
        return False
    named = bool(one.intents & {"list", "ways"}) == bool(other.intents & {"list", "ways"})
    for a, b in _readings(one, other):
        verdict = _same_subject(a, b, named)
        if verdict is True:
            return True
        doubt = doubt or verdict
    return doubt


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
    if (one ^ other == {"scene"} and "diff" in one) or one | other == {"ways", "list"}:
        return True
    small, large = sorted((one, other), key=len)
    if "role" in one ^ other:
        return one ^ other in ({"role"}, {"role", "what"}, {"role", "why"})
    if small == {"whether"} and large == {"whether", "why"}:
        return True
    if not small:
        return large <= {"what", "works"} or large == {"list"}
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


def _same_subject(a: Subject, b: Subject, named: bool) -> bool | Doubt:
    """Compare what two questions are about; where they are not `named` alike ("list the kinds of X", "X"), every word counts."""
    left, right = _unexplained(a, b)
    if len(left) == len(right) == 1 and Doubt(left[0], right[0]).translated and not {*left, *right} & _CONTEXTS:
        return Doubt(a.written.get(left[0], left[0]), b.written.get(right[0], right[0]))
    if _soft(left) and _soft(right):
        left, right = (
            [word for word in left if word not in phrases.SOFT_LABELS],
            [word for word in right if word not in phrases.SOFT_LABELS],
        )
    labels, also = ({word for word in words if word in of.labels or _COUNT.fullmatch(word)} for words, of in ((left, a), (right, b)))
    if not named:
        labels, also = ({word for word in words if _COUNT.fullmatch(word)} for words in (labels, also))
    if not (labels and right) and not (also and left):
        left, right = [word for word in left if word not in labels], [word for word in right if word not in also]
    if not left or not right:
        extra, of = (left, a) if left else (right, b)
        return all(_within(word, of.apart) for word in extra)
    if len(left) > 1 or len(right) > 1 or {*left, *right} & _CONTEXTS:
        return False
    doubt = Doubt(a.written.get(left[0], left[0]), b.written.get(right[0], right[0]))
    if any(phrases.ORDINAL.search(word) for word in doubt) or bool(phrases.OPPOSED.search(doubt.left)) != bool(
        phrases.OPPOSED.search(doubt.right)
    ):
        return False
    return False if not doubt.translated and _lookalike(doubt.left, doubt.right) else doubt


def _soft(words: Iterable[str]) -> bool:
    return not phrases.SOFT_LABELS.isdisjoint(words)


def _within(word: str, apart: frozenset[str]) -> bool:
    return any(word == one or (_has_han(word) and word in one) for one in apart)


def _lookalike(a: str, b: str) -> bool:
    """Tell siblings (optimistic, pessimistic; 加密, 解密), which end alike, from synonyms."""
    if _has_han(a):
        return a[-1] == b[-1] or bool(set(a[1:]) & set(b[1:]))
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.5


def _unexplained(a: Subject, b: Subject) -> tuple[list[str], list[str]]:
    """Return what only the one says, and what only the other says, acronyms resolved."""
    left, right = _left(a, b), _left(b, a)
    for mine, theirs, of in ((left, right, b), (right, left, a)):
        for acronym in [word for word in mine if len(word) > 2 and word.isascii() and word.isalpha()]:
            window = _spelt_out(acronym, [word for word in of.initials if word not in phrases.NAMELESS and word != "in"])
            if window and window <= {*theirs, acronym}:
                mine.remove(acronym)
                theirs[:] = [other for other in theirs if other not in window]
    return left, right


def _spelt_out(acronym: str, words: Sequence[str]) -> set[str]:
    """Return the words whose initials are the acronym, stemmed; empty when there are none."""
    start = "".join(word[0] for word in words).find(acronym)
    return {_stem(word) for word in words[start : start + len(acronym)]} if start >= 0 else set()


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


def _has_han(text: str) -> bool:
    return any(map(is_cjk, text))
