"""Where an answer echoes a key point but turns it round: a negation, an opposite, two things swapped, another figure.

Clauses are compared by their skeletons: negations are taken out, and both sides of a pair of opposites become the
same mark, as do figures and the things that the question sets against each other. Only close echoes are read this
way. A paraphrase uses other words, among them other negations ("no extra work" for "cheap"), so a bare mismatch of
polarity says nothing (it stands in one of six right answers).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from interviewer.graders.clauses import clauses
from interviewer.graders.opposites import PAIRS
from interviewer.graders.words import stem, weight
from interviewer.text import sentences, terms

ECHO = 0.5
"""Likeness of two skeletons, 0..1, from which two clauses say the same but for what was turned."""
CLOSE, SAME = 0.55, 0.75
"""Likeness from which swapped names, and other figures, tell."""
INSIDE, INSIDE_WORTH, LEAST_RUNS, MUCH_LONGER = 0.75, 0.7, 8, 4
"""A skeleton of at least 8 runs is inside another, up to 4 times as long, that has three quarters of its runs; that is worth 0.7 of a likeness."""
WHOLE = 2.0
"""A clause that is half of its key point or more stands for all of it."""
DENIED = 0.3
"""Share of a key point's own terms that are denied, from which the point is."""
REACH = 10
"""Terms over which a negation reaches."""

_NEGATION = re.compile(
    r"不(?!同|仅|但|断|过|足|久|一定|管|论|止|只|可变|可靠|连续|少|妨|如|对称|确定)|没(?!了(?:\W|$))有?|无(?!论|非|线|符号|数|序|锁|状态|监督)|未(?!来|必)|去掉|禁止|取消|毫无|从不|别(?!的|人|名)|非(?!常)(?=[\u4e00-\u9fff\ue000]{2})|"
    r"\b(?:not|no|never|none|neither|nor|cannot|without|hardly|removing|remove|removes|disabling|longer|isn'?t|aren'?t|doesn'?t|don'?t|didn'?t|won'?t|can'?t|wasn'?t|weren'?t|shouldn'?t|unable)\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"避免|防止|免|缓解|减轻|解决|杜绝|消除|减少|降低|拒绝|反而|否则|只有|除非|仅|唯一|"
    r"\b(?:avoid\w*|prevent\w*|reduc\w+|mitigat\w+|eliminat\w+|otherwise|unless|instead|rather|only|until|lacks?|fails?|free)\b",
    re.IGNORECASE,
)
"""Words that may stand for a negation: beside one, polarity tells nothing."""
_DENIAL = re.compile(
    r"不(?:需要|需|用|必|使用|应该?|要|能|会|可以?|可能|是|训练|存|依赖|支持|采用|做|加)|没有?|无需|去掉|取消|从不|毫无|禁止|"
    r"\b(?:(?:does|do|did|should|must|need|can|could|will|is|are|was|were)(?:n'?t| not| never)|no|never|without|cannot|not)\b",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(
    r"不仅|不但|不只|不止|不光|不同|而是|除非|否则|不能.{0,8}只|\b(?:not only|no longer|no matter|if not|not just|no need)\b", re.IGNORECASE
)
_CONDITION = re.compile(r"\s*(?:if|when|whenever|as long as|in case|unless|如果|若|当|假如|一旦|只要|除非)", re.IGNORECASE)
_PREFIXED = re.compile(r"(?:non-?|un|in|im|ir|dis|a)([a-z]{5,})")
_FIGURE = re.compile(r"(?<![a-z\d.])\d+(?:\.\d+)?")
_SCRIPTS = re.compile(r"(?P<latin>[^\W\u3400-\u9fff]+(?:[\ue000-\ue002]+[^\W\u3400-\u9fff]+)*)|[\u3400-\u9fff\ue000-\ue002]+")
_THING, _SIDE, _NUMBER = "\ue000", "\ue001", "\ue002"
_SLIGHT = _THING + _SIDE + "的是了在和"


@dataclass(frozen=True)
class Skeleton:
    """What a clause says, without what may turn it round, and what may turn it round."""

    runs: frozenset[str]
    negated: bool
    unsure: bool
    """Something in it may stand for a negation."""
    sides: tuple[tuple[int, int], ...]
    """Pairs of opposites and the side of each, in order of place."""
    first: str
    """Of the things the question sets against each other, the one that is named first."""
    figures: frozenset[str]
    words: frozenset[str]


def turned(point: str, said: Sequence[str], question: str) -> float:
    """Return how surely (0..1) the clauses of an answer turn a key point round; 0 where none does.

    What is echoed at least as closely as it stands elsewhere in the answer is not turned. A condition claims nothing.
    """
    names = _names(question)
    heard = [_skeleton(clause, names) for clause in said]
    worst = _denied(point, said, question)
    for wanted in _claims(point):
        own = _skeleton(wanted, names)
        near = [(echo, _opposed(own, other, echo)) for other in heard if (echo := _echo(own, other)) >= ECHO]
        against = max((echo for echo, opposed in near if opposed), default=0.0)
        straight = max((echo for echo, opposed in near if not opposed), default=0.0)
        if against > straight:
            worst = max(worst, against * min(1.0, WHOLE * len(wanted) / len(point)))
    return worst


@lru_cache(maxsize=1000)
def _claims(point: str) -> tuple[str, ...]:
    return tuple(span.text for cut in clauses(sentences(point)) for span in cut if not _CONDITION.match(span.text))


# ---------------------------------------------------------------- skeletons


@lru_cache(maxsize=4000)
def _skeleton(clause: str, names: tuple[str, ...]) -> Skeleton:
    rest = clause.lower()
    places = [(place, name) for name in names if (place := rest.find(name)) >= 0]
    for name in names:
        rest = rest.replace(name, _THING * len(name))
    pattern, table = _opposites()
    sides = tuple(side for match in pattern.finditer(rest) for side in table[match.group()])
    rest = pattern.sub(lambda match: _SIDE * (4 if match.group().isascii() else 2), rest)
    bare = _FIGURE.sub(_NUMBER, _NEGATION.sub(" ", rest))
    return Skeleton(
        runs=_runs(bare),
        negated=len(_NEGATION.findall(rest)) % 2 == 1,
        unsure=bool(_HIDDEN.search(clause)),
        sides=sides,
        first=min(places, default=(0, ""))[1],
        figures=frozenset(_FIGURE.findall(rest)),
        words=frozenset(re.findall(r"[a-z-]{4,}", clause.lower())),
    )


def _runs(text: str) -> frozenset[str]:
    """Return pairs of Han letters and runs of four Latin ones, across the words of a text in one script."""
    found: set[str] = set()
    for match in _SCRIPTS.finditer("".join(re.findall(r"[\w\ue000-\ue002]+", text))):
        piece = match.group()
        wide = 4 if match.lastgroup == "latin" else 2
        found.update(piece[i : i + wide] for i in range(max(1, len(piece) - wide + 1)))
    return frozenset(run for run in found if run.strip(_SLIGHT))


@cache
def _opposites() -> tuple[re.Pattern[str], dict[str, tuple[tuple[int, int], ...]]]:
    table: dict[str, tuple[tuple[int, int], ...]] = {}
    for pair, line in enumerate(PAIRS):
        for side, words in enumerate(line.split(" : ")):
            for word in words.split():
                table[word] = (*table.get(word, ()), (pair, side))
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in longest_first)), table


_BETWEEN = re.compile(
    r"和|与|跟|、|还是|相比|对比|[？?，,。；;：:（）()]|\b(?:and|or|versus|vs|between|from|over|than|with|to|in|of|differ)\b", re.IGNORECASE
)
_AROUND = re.compile(
    r"^(?:what|is|are|the|difference|does|do|how|why|when|a|an|\W)+\b|"
    r"(?:分别|有什么|有何|的区别|是什么|各自|之间|区别|哪些|怎么|为什么|相比|微调).*$"
)
_LONGEST_NAME, _MOST_NAMES, _LONGEST_QUESTION = 24, 8, 200


@lru_cache(maxsize=1000)
def _names(question: str) -> tuple[str, ...]:
    """Return the things that a question may set against each other, longest first; none where it is too long to tell."""
    pieces = {_AROUND.sub(" ", piece).strip() for piece in _BETWEEN.split(question.lower())}
    if not 1 < len(pieces) <= _MOST_NAMES or len(question) > _LONGEST_QUESTION:
        return ()
    return tuple(sorted((piece for piece in pieces if 2 <= len(piece) <= _LONGEST_NAME), key=lambda name: (-len(name), name)))


# ---------------------------------------------------------------- two of them


def _echo(one: Skeleton, other: Skeleton) -> float:
    """Return how much of two skeletons is the same, 0..1: an F-measure of their runs, or how far the shorter is inside."""
    shorter, longer = sorted((len(one.runs), len(other.runs)))
    if shorter < 3:
        return 0.0
    shared = len(one.runs & other.runs)
    inside = shorter >= LEAST_RUNS and longer <= MUCH_LONGER * shorter and shared >= INSIDE * shorter
    return max(2 * shared / (shorter + longer), INSIDE_WORTH * shared / shorter if inside else 0.0)


def _opposed(one: Skeleton, other: Skeleton, echo: float) -> bool:
    if echo >= CLOSE and one.first and other.first and one.first != other.first:
        return True
    if echo >= SAME and one.figures and other.figures and not one.figures & other.figures:
        return True
    flips = int(_flipped(one.sides, other.sides) or _prefixed(one.words, other.words))
    if not (one.unsure or other.unsure):
        flips += one.negated != other.negated  # "not open" is "closed"
    return flips % 2 == 1


def _flipped(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether one text has only one side of a pair and the other text only the other, or both the other way about."""
    for pair in {pair for pair, _ in one} & {pair for pair, _ in other}:
        a, b = ([side for p, side in sides if p == pair] for sides in (one, other))
        if not set(a) & set(b) or (len(set(a)) == len(set(b)) == 2 and a[0] != b[0]):
            return True
    return False


def _prefixed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether one text has a word and the other only that word with a prefix that denies it."""
    return any(
        (bare := _PREFIXED.fullmatch(word)) is not None and bare.group(1) in b - a
        for a, b in ((one, other), (other, one))
        for word in a - b
    )


# ---------------------------------------------------------------- denied outright


def _denied(point: str, said: Sequence[str], question: str) -> float:
    """Return the share of a key point's own terms that the answer denies and grants nowhere; 0 where it is slight."""
    if _NEGATION.search(point) or _HIDDEN.search(point):
        return 0.0
    known = frozenset(map(stem, terms(question)))
    wanted = {stem(term): weight(term) for term in terms(point) if weight(term) >= 1.0 and stem(term) not in known}
    denied: set[str] = set()
    granted: set[str] = set()
    for clause in said:
        found = _DENIAL.search(clause)
        if found is None or _NO_DENIAL.search(clause) or _HIDDEN.search(clause):
            granted.update(map(stem, terms(clause)))
            continue
        after = list(map(stem, terms(clause[found.end() :])))
        denied.update(after[:REACH])
        granted.update(map(stem, terms(clause[: found.start()])), after[REACH:])
    share = sum(wanted[term] for term in wanted.keys() & (denied - granted)) / (sum(wanted.values()) or 1.0)
    return share if share >= DENIED else 0.0
