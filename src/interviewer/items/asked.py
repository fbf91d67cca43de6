"""What a question asks, read from its words: what it wants to be told (`intents`) and what it is about (`subject`).

What says nothing is taken out, the names of one thing are made one, and so are the ways of putting a thing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import interviewer.items.phrases as phrases
import interviewer.items.phrasings as phrasings
from interviewer import glossary
from interviewer.schema import Language
from interviewer.text import is_cjk, language_of

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)|</?[a-zA-Z][^>]{0,200}>|\*\*|[`\[\]]")
_NUMBERING = re.compile(
    r"^\s*(?:q\s*\d*\s*[.:：、)）]|问\s*[:：]|第?[一二三四五六七八九十百]+[、.．)）]|[(（]?\d+(?:\.\d+)*\s*[.．、:：)）]\s|\d+、)\s*"
)
_CODE = re.compile(r"`([^`]*[^\w\s`.()\-][^`]*)`")
_TAG = re.compile(r"`</?([\w-]+) ?/?>`")
_BRACKETS = re.compile(r"[(（]([^()（）]{1,80})[)）]")
_TOKEN = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|(?:\$|\+\+|--|(?<![\w:]):{1,2})(?=[a-z])[^\W_\u3400-\u9fff]+|\b[a-z]\*(?![\w*])"
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
_JOINED = re.compile(r"( and |(?<=.{2})[和与及](?=.{2}))")
_WORD = re.compile(r"[A-Za-z][\w+#]*")
_STEM = re.compile(r"(?:iz|is)?(?:ations?|ating|ates?|ions?|ings?|ed|es?|s)$")
_SHORT = 90
"""Characters of a question that may be one of the stock."""


def stemmed(word: str) -> str:
    """Return what the forms of an English word, British or American, share; other words as they are."""
    if is_cjk(word[0]) or len(word) < 4 or word in {"https", "redis", "kubernetes", "axis", "windows"}:
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    stem = re.sub(r"(?<=.{5})e?ments?$", "", word)
    if not word.endswith(("ss", "us", "sis")) and stem == word:
        stem = _STEM.sub("", word)
        stem = stem if len(stem) >= 4 else word.removesuffix("s")
    return re.sub(r"(?<=...)([bdglmnprt])\1$", r"\1", stem.replace("our", "or") if len(stem) > 5 else stem)


CONTEXTS, _LABELS = frozenset(map(stemmed, phrases.CONTEXTS)), frozenset(map(stemmed, phrases.LABELS))


PLATFORMS = frozenset(map(stemmed, phrases.PLATFORMS.union(*phrases.PRODUCTS.values())))
THIN, CLASSES = frozenset(map(stemmed, phrases.THIN)), frozenset(map(stemmed, phrases.CLASSES))
ACTIONS = frozenset(map(stemmed, phrases.ACTIONS))
_FIELDS = frozenset(map(stemmed, phrases.FIELDS))
_HAN_LABELS = frozenset(label for label in _LABELS if is_cjk(label[0]))
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
    more: frozenset[str] = frozenset()
    """What is also asked to be done with the thing, after what it is."""
    within: frozenset[str] = frozenset()
    """What stands after "in" at the end of an English question."""


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
    fields: frozenset[str] = frozenset()
    """The fields of the glossary to which the things that it names belong."""
    context: frozenset[str] = frozenset()
    """Words (stemmed) said beside it: its topics, its document's title."""

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
    for pattern, put in phrasings.FIRST:
        first = pattern.sub(put, first)
    bare = unicodedata.normalize("NFKC", _IMAGE.sub(" ", _TAG.sub(r" \1 ", first)))
    written = _named(bare, language_of(first))
    names = frozenset(stemmed(name.lower()) for found in phrases.NAME.findall(written) for name in found if name and _places(name))
    text = written.lower().replace("’", "'").replace("×", "x")
    text = _plainly(_NUMERAL.sub(lambda match: str("一二三四五六七八九".index(match.group()) + 1), text))
    text = _NUMBERING.sub("", _VERSION.sub(r"\1\2", _VERSIONS.sub(r"\1\2\3\1\4", text)))
    stock = next((name for name, pattern in phrasings.STOCK if len(text) < _SHORT and pattern.search(text)), "")
    if stock:
        return Asked(frozenset(), (Subject((f"asked{stock}",), frozenset(), frozenset(), {}, ()),), (), stem)
    intents, subject = _parse(_BRACKETS.sub(" ", text), names)
    subjects = [subject]
    named = _BRACKETS.search(text)
    if named:
        subjects += [_parse(text, names)[1], _parse(_renamed(text, named), names)[1]]
        if 0 < len(subject.words) <= 3 and not known(named.group(1).strip()) and not _parse(text[named.end() :])[1].words:
            subjects.append(_parse(named.group(1))[1])
    return Asked(intents, tuple(subjects), () if "diff" in intents else _turn(text), stem, code, _fields_of(bare))


@lru_cache(maxsize=4096)
def said(context: str) -> frozenset[str]:
    """Return the platforms and fields (stemmed) that a context names."""
    text = _unified(_spaced(_named(unicodedata.normalize("NFKC", context), "en").lower()))
    return frozenset(stemmed(word) for word in _TOKEN.findall(text)) & (CONTEXTS | PLATFORMS)


def _places(name: str) -> bool:
    """Tell whether a name may only say where: an acronym or a known platform, but no class or command."""
    return name.isupper() or stemmed(name.lower()) in CONTEXTS


def _named(text: str, language: Language) -> str:
    """Put one name for all names of a thing that the glossary knows."""
    pieces: list[str] = []
    last = 0
    for start, end, canonical in glossary.found(text):
        name = _name(canonical, language)
        parts = _JOINED.split(text[start:end]) if " and " in canonical else []
        if len(parts) > 1:
            name = "".join(_named(part, language) for part in parts)
        if text[end : end + 2] == name[-2:] and is_cjk(name[-1]):
            name = name[:-2]
        pieces += [text[last:start], name]
        last = end
    return re.sub(r"\0+", _gap, "\0".join((*pieces, text[last:])))


def _gap(match: re.Match[str]) -> str:
    """Put a space where two words of Latin script would become one."""
    left, right = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return " " * all(side.isalnum() and not is_cjk(side) for side in (left, right) if side) if left and right else ""


def _fields_of(text: str) -> frozenset[str]:
    fields = _field_of()
    return frozenset(fields[canonical] for _, _, canonical in glossary.found(text) if stemmed(canonical.lower()) not in CONTEXTS | THIN)


@lru_cache(maxsize=1)
def _field_of() -> dict[str, str]:
    return {group[0]: field for field, groups in glossary.fields().items() for group in groups}


@lru_cache(maxsize=8192)
def _name(canonical: str, language: Language) -> str:
    """Return the name by which a thing is compared: the shortest of one Latin word (an acronym, mostly), else the language's own."""
    every = (canonical, *glossary.names(canonical))
    short = [name for name in every if name.isascii() and _WORD.fullmatch(name)]
    own = [name for name in every if any(map(is_cjk, name)) == (language == "zh")]
    return min(short, key=len) if short else min(own, key=len) if own and language == "zh" else (own or [canonical])[0]


def _plainly(text: str) -> str:
    """Put what can be put in several ways in one."""
    for pattern, put in phrasings.PUT_LATIN if text.isascii() else phrasings.PUT:
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
        piece
        for word in words
        for piece in ([word[i : i + 2] for i in range(max(1, len(word) - 1))] if is_cjk(word[0]) else [stemmed(word)])
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
    more: set[str] = set()
    within = ""
    for clause in phrases.CLAUSE.split(text):
        found, rest = _intents(clause)
        if intents & {"what", "told"} and any(kept) and found & {"how", "ways"}:
            more |= {stemmed(word) for word in rest.split()} & ACTIONS
            rest = " ".join(word for word in rest.split() if stemmed(word) not in ACTIONS)
        field = phrases.FIELD.search(clause)
        if field and (field.group(1) or not found & {"how", "steps", "ways", "usage", "code"}):
            places += " " + field.group(2)
        if field and re.match("(?:with)?in ", field.group()) and not found & {"how", "steps", "ways", "usage", "code"}:
            within += " " + field.group(2)
        intents |= found
        kept.append(rest)
    nothing = phrases.NAMELESS if has_han(text) else phrases.LIGHT_WORDS
    words = _words("\n".join(kept), nothing)
    named = {name for name in names if not any(map(str.isdigit, name))} if "diff" not in intents else frozenset()
    placed = {word for word in _words(places, nothing) if has_han(text) or word in CONTEXTS or word in names}
    apart = (placed | {word for word in words if word in named or word in CONTEXTS - _FIELDS}) - PLATFORMS
    if not set(words) - apart:
        apart = set()
    return frozenset(intents), Subject(
        words=tuple(words),
        apart=frozenset(apart),
        labels=frozenset() if "true or false" in text else _LABELS if "diff" not in intents else _HAN_LABELS,
        written={stemmed(word): word for word in _TOKEN.findall(text)},
        initials=tuple(re.findall(r"[a-z0-9]+", text)),
        more=frozenset(more),
        within=frozenset(_words(within, nothing)) - PLATFORMS,
    )


def _unified(text: str) -> str:
    """Put one word for all that mean the same."""
    for name, pattern in phrases.SAME_LATIN if text.isascii() else phrases.SAME:
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
    for names, pattern in phrases.INTENTS_LATIN if clause.isascii() else phrases.INTENTS:
        if pattern.search(clause):
            found |= set(names.split())
            clause = re.sub(" +", " ", pattern.sub(" ", clause))
    if found & {"diff", "choice"}:
        found -= {"how", "works", "use", "kinds"}
    if "parts" in found and found <= {"parts", "works", "how"}:
        found = {"parts"}
    if "steps" in found:
        found.discard("traits")
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
    words = [stemmed(word) for word in _TOKEN.findall(light) if word not in nothing and word not in phrases.LIGHT_CHARACTERS]
    if not words:
        told = phrases.PARTICLES.sub("", phrases.TOLD.sub(" ", text))
        words = [stemmed(word) for word in _TOKEN.findall(told) if word not in nothing and not _EMPTY.issuperset(word)]
    return list(dict.fromkeys(words))


@lru_cache(maxsize=8192)
def known(word: str) -> bool:
    """Tell whether a word is the name of a thing: those of one thing have been made one before."""
    return bool(glossary.names(word))


def has_han(text: str) -> bool:
    return any(map(is_cjk, text))
