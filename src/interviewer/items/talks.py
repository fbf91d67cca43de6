"""A talk written down as it was spoken: the one question that it announces, and the talk as its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.items.outline import Kind, Line
from interviewer.items.wording import Asks, asks, clean
from interviewer.text import is_cjk

_SPOKEN_ZH = re.compile(r"呃|嗯|[呢啊吧嘛诶哎]|那么|然后|就是说|对吧|咱们|大家|这个|其实|的话|就拿|来看|OK")
_SIGHS_ZH = re.compile(r"[呃嗯呢啊吧嘛诶哎]|对吧|咱们|的话")
_SPOKEN_EN = re.compile(
    r"\b(?:um+|uh+|you know|okay|ok so|gonna|wanna|so yeah|right\?|let's|i mean|kind of|sort of|basically|actually|i'm|we're|you guys|guys|hey|hello everyone|hi everyone|today)\b",
    re.IGNORECASE,
)
_STAMP = re.compile(r"^\s*[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?(?:\s*-->.*)?\s*")
_ANNOUNCED_ZH = re.compile(
    r"(?:今天|本次|本期|这期|这次|这一?节|本节|这一?讲|今儿|下面|接下来|这道|这个|我们要?)[^。？?！!\n]{0,20}?(?:题目|问题|面试题|话题|主题|题|内容)(?:呢|啊|呀|嘛)?\s*[，,]?\s*(?:就是|是|叫做?|关于)(?:说|讲)?[：:，,]?\s*([^。！!\n]{4,120})"
)
_ANNOUNCED_EN = re.compile(
    r"(?:today'?s?|this (?:video|episode|lecture|session|talk)'?s?|the|our|next)\s+(?:\w+\s+){0,2}?(?:interview )?(?:question|topic)(?:\s+(?:for (?:today|this \w+)|today|that we\w* \w+|we(?:'re| are) \w+ \w*))?\s+(?:is|was|will be)[:,]?\s+([^\n]{8,220})|"
    r"(?:today|in this (?:video|episode|lecture|session|talk))[^.?!\n]{0,40}?(?:answer|discuss|talk about|look at|cover|tackle|go over)\s+(?:the question(?: of)?\s*)?[:,]?\s*((?:what|why|how|when|which)\b[^\n]{8,220})",
    re.IGNORECASE,
)
_NEXT_ZH = re.compile(
    r"[，,。；;]\s*(?:那么?|首先|我们|咱们|接下来|好的?|下面|在.{0,5}之前|先|嗯|呃|OK|ok|然后|大家|这个问题|这道题)|[。？?！!\n]|(?<=[呢吗])[，,]"
)
_NEXT_EN = re.compile(r"[.?!]\s|[.?!]$|,\s*(?:so|and so|let's|okay|ok|well|now|before|first|but first)\b", re.IGNORECASE)
_DEFINED = re.compile(
    r"(?:什么|啥)(?:是|叫做?|叫|称为)\s*([\u4e00-\u9fffA-Za-z]{2,10}?)(?=[呢啊吧吗，,。？?！!\s])|([\u4e00-\u9fff]{2,8}?)(?:到底)?(?:是什么|指的是|是指)"
)
_LEAST_DENSITY, _LEAST_SIGHS = 0.04, 0.012
_LEAST_LENGTH = 250


@dataclass(frozen=True, slots=True)
class Talk:
    """What a talk asks, and where."""

    question: str
    heard: str
    """The words as the recogniser wrote them; empty when nothing was mended."""
    at: int
    rest: str
    """What the talk goes on with, on the same line."""


def is_talk(lines: Sequence[Line]) -> bool:
    """Tell speech from writing: few headings and lists, long lines, many words that only speakers use."""
    text = [line for line in lines if line.kind is Kind.TEXT and not line.text.startswith("![")]
    spoken = "\n".join(line.text for line in text)
    if len(spoken) < _LEAST_LENGTH:
        return False
    structure = sum(bool(line.level) or bool(line.marker) or line.kind is Kind.CODE for line in lines)
    if structure > 3 + 0.1 * len(text):
        return False
    han = sum(map(is_cjk, spoken))
    if han >= 0.3 * len(spoken):
        sighs = len(_SIGHS_ZH.findall(spoken)) / max(han, 1)
        return sighs >= _LEAST_SIGHS and len(_SPOKEN_ZH.findall(spoken)) / max(han, 1) >= _LEAST_DENSITY
    stamps = sum(bool(_STAMP.match(line.text)) for line in text)
    return len(_SPOKEN_EN.findall(spoken)) / max(len(spoken.split()), 1) >= _LEAST_DENSITY or stamps >= 0.3 * len(text)


def announced(lines: Sequence[Line]) -> Talk | None:
    """Return the question that a talk announces near its beginning, mended where the recogniser misheard its term."""
    said = 0
    for line in lines:
        if line.kind is not Kind.TEXT:
            continue
        for pattern, following in ((_ANNOUNCED_ZH, _NEXT_ZH), (_ANNOUNCED_EN, _NEXT_EN)):
            for found in pattern.finditer(line.text):
                group = next(n for n, value in enumerate(found.groups(), 1) if value)
                start = found.start(group)
                end = following.search(line.text, start + 4)
                stop = end.start() + (line.text[end.start()] in "?？") if end else len(line.text)
                words = clean(line.text[start:stop]).strip(" ，,。")
                if asks(words) >= Asks.LIKELY:
                    mended = _mended(words, " ".join(other.text for other in lines[line.at :] if other.kind is Kind.TEXT))
                    return Talk(mended, words if mended != words else "", line.at, line.text[stop:].lstrip("，,。？?.!！ "))
        said += len(line.text)
        if said > 1500:
            break
    return None


def _mended(question: str, talk: str) -> str:
    """Replace a misheard term by the one that the talk defines right after and repeats.

    The two are equally long and share their tail (有些能力, 涌现能力), as words that sound alike do when only their head was misheard.
    """
    for found in _DEFINED.finditer(talk[:1200]):
        term = (found.group(1) or found.group(2) or "").removeprefix("到底").removeprefix("叫")
        if len(term) < 3 or term in question or talk.count(term) < 3:
            continue
        tail = len(term) // 2
        for at in range(len(question) - len(term) + 1):
            span = question[at : at + len(term)]
            if span != term and span.endswith(term[-tail:]) and all(c.isalnum() for c in span) and span[0] not in "的是了和与":
                return question[:at] + term + question[at + len(term) :]
    return question
