"""A clarifying question that leaves a choice ("A or B?"): its two sides, and which of them the question itself settles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interviewer.text import terms

_ZH = re.compile(r"([^，,。；;？?！!：:]{1,24})还是([^，,。；;？?！!：:]{1,24})")
_LED_ZH = re.compile(
    r"^.{0,14}?(?:是指|指的是?|说的是?|问的是?|想听|侧重|主要|默认|假设|按照?|针对|关于|要讲|要说|讲|说|聊|问|指|用|算|要|是)(?=[^是要讲说问指])(?:的(?=.{2}))?"
)
_LED_ALIKE_ZH = re.compile(r"^(?:讲|说|聊|问|指|用|按|算|要|是|在){1,2}(?=.{2})")
_END_ZH = re.compile(r"(?:呢|吗|呀|啊|就行|就可以|可以|都行|都可以|也行|就好|即可|[\s?？])+$")
_EN = re.compile(r"([^,.;:?!]{1,80}?),? or (?:rather |just |only |should i |is it |do you mean )?([^,.;:?!]{1,80})", re.IGNORECASE)
_SMALL_EN = """
a an the it is are be was i we you they do does did should shall can could may must want mean means asking ask about of for in at on to with by cover
explain describe discuss assume talk talking give use take focus here question this that rather just only ok okay fine enough please also how why what when
"""
_EDGE_EN = frozenset(_SMALL_EN.split())
_MOST = 4
"""Words of a side."""
_ASPECTS: dict[str, re.Pattern[str]] = {
    "why": re.compile(r"原理|原因|为什么|道理|理论|\b(?:theory|principles?|reasons?|why|intuition)\b", re.IGNORECASE),
    "what": re.compile(r"概念|定义|是什么|\b(?:concepts?|definitions?)\b", re.IGNORECASE),
    "compare": re.compile(r"区别|差别|对比|比较|\b(?:differences?|comparison)\b", re.IGNORECASE),
    "figure": re.compile(r"数字|推导|公式|计算|\b(?:numbers?|figures?|derivation|formula)\b", re.IGNORECASE),
}


def alternatives(said: str) -> tuple[str, str] | None:
    """Return the two sides of a choice in the candidate's words; None where there is none, or where they can't be told apart."""
    if found := _ZH.search(said):
        sides = _LED_ZH.sub("", found[1]).strip(), _LED_ALIKE_ZH.sub("", _END_ZH.sub("", found[2])).strip()
    elif found := _EN.search(said):
        sides = " ".join(_side(found[1].split()[::-1])[::-1]), " ".join(_side(found[2].split()))
    else:
        return None
    return sides if all(sides) and sides[0].lower() != sides[1].lower() and max(map(len, sides)) <= 40 else None


def are_whole(said: str) -> bool:
    """Tell whether the two sides are all that stands on either side of the choice, so that they can be said back and mean the same."""
    if _ZH.search(said):
        return True
    found = _EN.search(said)
    return found is not None and all(_is_whole(words) for words in (found[1].split()[::-1], found[2].split()))


def _is_whole(words: list[str]) -> bool:
    return len(_side(words)) == sum(word.lower() not in _EDGE_EN for word in words)


def _side(words: list[str]) -> list[str]:
    """Return the words next to "or", without the small ones before them, up to the next small one."""
    kept: list[str] = []
    for word in words:
        if word.lower() in _EDGE_EN:
            if kept:
                break
            continue
        kept.append(word)
    return kept[:_MOST]


def settled(sides: tuple[str, str], named: Iterable[str], kind: str) -> str:
    """Return the side that the question settles: the only one it names, or the only one that is the kind of answer it wants; else empty."""
    heard = {term for name in named for term in terms(name.lower())}
    has = [bool(words) and words <= heard for words in ({t for t in terms(side.lower()) if len(t) > 1} for side in sides)]
    if has[0] == has[1]:
        pattern = _ASPECTS.get(kind)
        has = [bool(pattern and pattern.search(side)) for side in sides]
    return "" if has[0] == has[1] else sides[has.index(True)]
