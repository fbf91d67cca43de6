"""Where an answer echoes a key point but turns it round: a negation, an opposite, two things swapped.

Only close echoes are read this way. A paraphrase uses other words, among them other negations ("no extra work" for
"cheap"), so a bare mismatch of polarity says nothing (it stands in one of six right answers).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from interviewer.graders.clauses import clauses
from interviewer.graders.words import grams, overlap, stems, weight
from interviewer.text import sentences

ECHO = 0.45
"""Shared letters, as an F-measure, from which two clauses say the same but for what was turned."""

_NEGATION = re.compile(
    r"不(?!同|仅|但|断|过|足|久|一定|管|论|止|只|得不|可变|可靠|连续|需要)|没有?|无(?!论|非|线|符号|数|序|锁|状态)|非(?!常|对称|线性|阻塞|叶|空|关系|主|聚|结构)|未(?!来|必)|去掉|禁止|"
    r"\b(?:not|no|never|none|neither|nor|cannot|without|hardly|removing|disabling|isn'?t|aren'?t|doesn'?t|don'?t|didn'?t|won'?t|can'?t|wasn'?t|weren'?t)\b",
    re.IGNORECASE,
)
_OPPOSITES = [
    tuple(side.split("|") for side in line.split(" : "))
    for line in (
        "增加|增大|提高|提升|上升|变大|增多|升高|延长 : 减少|减小|降低|下降|变小|缩小|缩短",
        "加快|加速|快|更快|较快 : 减慢|变慢|慢|更慢|较慢",
        "大于|高于|多于|超过 : 小于|低于|少于",
        "很大|较大|更大|越大|太大 : 很小|较小|更小|越小|太小",
        "开销大|代价大 : 开销小|代价小",
        "更高|越高|较高|很高 : 更低|越低|较低|很低",
        "更多|越多|较多|很多 : 更少|越少|较少|很少",
        "能力强|较强|更强 : 能力差|能力弱|较弱|更弱",
        "有序 : 无序",
        "同步 : 异步",
        "相对 : 绝对",
        "静态 : 动态",
        "连续 : 离散|不连续",
        "可变 : 不可变",
        "阻塞 : 非阻塞",
        "线性 : 非线性",
        "优点|好处 : 缺点|坏处",
        "之前 : 之后",
        "最大 : 最小",
        "正确 : 错误",
        "可靠 : 不可靠",
        "需要 : 不需要|无需|不必|不用",
        "支持 : 不支持",
        "依赖|有关|相关 : 无关|不依赖",
        "共享 : 独占|不共享",
        "训练集 : 测试集",
        "increase|increases|increased|higher|high|more|raise|raises|grow|grows : decrease|decreases|decreased|lower|low|less|fewer|reduce|reduces|reduced|shrink|shrinks",
        "faster|fast|quick|speeds|speed : slower|slow|slows",
        "larger|bigger|greater|large|longer : smaller|small|shorter",
        "relative : absolute",
        "static : dynamic",
        "mutable : immutable",
        "ordered : unordered",
        "synchronous : asynchronous",
        "before : after",
        "first : last",
        "shared|share|shares : separate|private|isolated",
        "open : closed",
        "connected : disconnected|unconnected",
        "connection-oriented : connectionless",
        "reliable : unreliable",
        "strong : weak",
        "maximum|max|maximize : minimum|min|minimize",
        "same : different",
        "true|correct|yes : false|incorrect|wrong",
        "stable : unstable",
        "positive : negative",
        "cheap|cheaper : expensive|costly",
        "well : poorly|badly",
        "costs : saves",
        "helps|enables|allows : prevents|blocks|forbids",
        "stateful : stateless",
    )
]


def turned(point: str, said: Sequence[str], question: str) -> float:
    """Return how closely (0..1) some clause of the answer echoes a clause of the key point that it turns round; 0 for none.

    A clause that is echoed as it stands elsewhere in the answer is not turned.
    """
    things = _things(question)
    worst = 0.0
    for wanted in _pieces(point):
        runs = _runs(wanted)
        near = [(overlap(runs, _runs(clause), beta=1.0), clause) for clause in said]
        near = [(how, clause) for how, clause in near if how >= ECHO]
        if near:
            best = max(how for how, _ in near)
            close = [(how, clause) for how, clause in near if how >= best - 0.05]
            if all(_opposed(wanted, clause, things) for _, clause in close):
                worst = max(worst, best)
    return worst


def _opposed(one: str, other: str, things: Collection[str]) -> bool:
    turned_round = (negations(one) + negations(other)) % 2 == 1
    return turned_round != opposites(one, other) or _swapped(one, other, things)  # "not open" is "closed"


@lru_cache(maxsize=1000)
def _pieces(point: str) -> tuple[str, ...]:
    return tuple(span.text for cut in clauses(sentences(point)) for span in cut)


@lru_cache(maxsize=1000)
def _runs(text: str) -> frozenset[str]:
    return grams(text)


@lru_cache(maxsize=1000)
def _things(question: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(question) if weight(stem) >= 1.0)


def negations(text: str) -> int:
    return len(_NEGATION.findall(text))


def opposites(one: str, other: str) -> bool:
    """Tell whether one text has only one side of a pair of opposites and the other text only the other side, or both swapped."""
    for (left_a, right_a), (left_b, right_b) in zip(_sides(one), _sides(other), strict=True):
        if left_a >= 0 and right_a >= 0 and left_b >= 0 and right_b >= 0:
            if (left_a < right_a) != (left_b < right_b):
                return True
        elif (left_a >= 0 and right_a < 0 and left_b < 0 <= right_b) or (right_a >= 0 and left_a < 0 and right_b < 0 <= left_b):
            return True
    return False


@lru_cache(maxsize=1000)
def _sides(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each side of each pair first stands in a text, -1 for nowhere."""
    lowered = text.lower()
    found = []
    for left, right in _OPPOSITES:
        rest = lowered
        for word in right:
            if not word.isascii():
                rest = rest.replace(word, " " * len(word))  # "不需要" holds "需要"
        found.append((_first(left, rest), _first(right, lowered)))
    return tuple(found)


def _first(side: Sequence[str], text: str) -> int:
    places = [match.start() for word in side if (match := _word(word).search(text))]
    return min(places, default=-1)


@lru_cache(maxsize=1000)
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word))


_COMPARES = re.compile(r"\bthan\b|\bbefore\b|\bafter\b|\bwhile\b|\bwhereas\b|比|大于|小于|高于|低于|优于|先于|而", re.IGNORECASE)


def _swapped(one: str, other: str, things: Collection[str]) -> bool:
    """Tell whether two things the question sets against each other have changed places."""
    a, b = ([stem for stem in dict.fromkeys(stems(text)) if stem in things] for text in (one, other))
    if not a or not b or len(things) < 2:
        return False
    if set(a) == set(b):
        return len(a) >= 2 and a != b and bool(_COMPARES.search(one) and _COMPARES.search(other))
    return not set(a) & set(b)
