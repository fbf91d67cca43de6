"""From which side a follow-up can ask for what is missing, so that it is a question and no riddle: what can't be asked is left alone.

It says only what the question or the candidate has said, and what kind of thing is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from interviewer.conversation.aspects import aspect
from interviewer.conversation.quotes import quoted
from interviewer.conversation.subjects import shared_terms, tokens
from interviewer.schema import Turn
from interviewer.text import is_cjk, sentences

_ASKED = re.compile(
    r"什么|为何|怎[么样]|如何|哪|多少|几[个种次步类条]|吗|能不能|是否|是不是|有何|何时|多[大长久快]|各|\b(?:how|why|what|when|which|where|who)\b",
    re.I,
)
_CUT = re.compile(
    r",?\s+(?:and|but|or)\s+(?=(?:how|why|what|when|which|where|who)\b)|[。；;？?]+\s*|[，,]\s*(?:而|又|那么?)?|(?<!\d)\.\s+|、(?=怎|如何|为什么|什么|何时|哪)",
    re.I,
)
_LISTED = re.compile(
    r"([^，。：？、]{1,20}(?:、[^，。：？、]{1,12})*(?:、|和|与|以及)[^，。：？、]{1,10}?)(?=分别|各|有|的|是|之间|怎|如何|[，。？]|$)"
)
_OF_LIST = re.compile(r"、|和|与|以及")
_BESIDE = r"(?:,| and| or| vs\.?| versus)"
"""What stands between two things of a list."""
_SUITS = re.compile(r"适合|适用|值得|\b(?:suits?|suited|fits?|worth|works? only|applies)\b", re.I)
_ANCHORED = 2
"""Words beside those of the question that a reason shares with the sentence for which it is asked."""
_SIDES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("why", r"为什么|为何|原因|何以|\b(?:why|reasons?)\b"),
        (
            "cost",
            r"代价|缺点|局限|风险|问题|隐患|坑|不足|难|失败|\b(?:costs?|drawbacks?|limits?|limitations?|risks?|wrong|problems?|fails?|downsides?|trade-?offs?|hard|pitfalls?)\b",
        ),
        ("when", r"什么时候|何时|适合|适用|值得|怎样选|如何选|该用|场景|\b(?:when|suits?|choose|worth)\b"),
        ("figure", r"多少|几|多大|公式|估算|计算|复杂度|\b(?:how (?:many|much|large|long)|estimate|compute|complexity|formula)\b"),
        (
            "practice",
            r"怎样|如何|怎么(?!回事)|缓解|避免|防止|应对|解决|办法|怎样才|怎样用|实践|\b(?:mitigate|avoid|prevent|fix|handle|reduce|remed|bring .* down|in practice|how (?:do|would|can|should) you|what (?:do|would|can|could|should) you do)",
        ),
        ("differs", r"区别|不同|差异|对比|相比|\b(?:differ|difference|compare|versus|vs|than)"),
    )
)
"""What sides a question asks for by its own words."""
_ALONE = ("figure", "cost")
"""What can be asked of any subject without naming it, and is answered by something definite."""
_TELLING = ("why", "cost", "when", "figure", "differs")
"""Sides that tell by themselves to which part of a question a point belongs."""


class Angle(NamedTuple):
    """How to ask: `probe.FAMILY` of the catalogue, with its values."""

    family: str
    values: dict[str, str]


def angle(turn: Turn, aim: int | None) -> Angle | None:
    """Return how a person would ask for a key point without naming it; None where that would be asking to guess."""
    if aim is None or turn.grade is None or aim >= len(turn.item.key_points):
        return None
    point = turn.item.key_points[aim].text
    if part := _open_part(turn, point):
        return Angle("part", {"part": part})
    verdicts = turn.grade.verdicts
    if aim < len(verdicts) and verdicts[aim].verdict == "partial" and (words := quoted(turn, aim)):
        return Angle("further", {"quote": words})
    if unsaid := _unsaid(turn, point):
        return Angle("unsaid", {"about": unsaid})
    return _by_side(turn, point)


def _by_side(turn: Turn, point: str) -> Angle | None:
    """Return a question for the kind of thing that a key point says, where neither the question nor the answer was about such a thing."""
    side = aspect(point)
    spoken_of = (*_made(turn), *(_told(turn) if side != "why" else ()))  # a reason is asked of one sentence
    if side in _sides(f"{turn.item.question}\n{turn.question}") or side in map(aspect, spoken_of):
        return None
    if side == "why":
        words = _reasoned(turn, point)
        return Angle("why", {"quote": words}) if words else None
    return Angle(side, {}) if side in _ALONE or (side == "when" and _SUITS.search(point)) else None


def _reasoned(turn: Turn, point: str) -> str:
    """Return the sentence of the candidate's for which a key point is the reason, as far as words tell; else empty."""
    fresh = tokens(point) - tokens(turn.item.question)
    verdicts = turn.grade.verdicts if turn.grade else ()
    said = [words for at, v in enumerate(verdicts) if v.verdict == "hit" and (words := quoted(turn, at))]
    return max(
        (words for words in said if len(tokens(words) & fresh) >= _ANCHORED), key=lambda words: len(tokens(words) & fresh), default=""
    )


def _open_part(turn: Turn, point: str) -> str:
    """Return the part of a question in several parts that a key point answers, where nothing that was said does; else empty."""
    parts = _parts(turn.item.question)
    if len(parts) < 2 or (turn.kind == "follow_up" and any(part in turn.question for part in parts[1:])):
        return ""
    best = _nearest(parts, point)
    return parts[best] if best > 0 and best not in {_nearest(parts, made) for made in _made(turn)} else ""


def _parts(question: str) -> list[str]:
    """Return the parts of a question that ask something by themselves."""
    pieces = [piece.strip(" ,，、") for piece in _CUT.split(question) if piece and piece.strip(" ,，、")]
    whole: list[str] = []
    for piece in pieces:
        if whole and not (_ASKED.search(piece) and _ASKED.search(whole[-1])):
            whole[-1] = f"{whole[-1]}{'，' if any(map(is_cjk, piece)) else ', '}{piece}"
        else:
            whole.append(piece)
    return whole


def _nearest(parts: list[str], point: str) -> int:
    """Return the place of the part of a question to which a key point is the answer; -1 where that isn't plain."""
    common = frozenset.intersection(*map(tokens, parts))
    side, words = aspect(point), tokens(point)
    fits = [len((tokens(part) - common) & words) + 2 * (side in _TELLING and side in _sides(part)) for part in parts]
    best = max(fits)
    return fits.index(best) if best and fits.count(best) == 1 else -1


def part_for(question: str, point: str) -> str:
    """Return the part of a question in several parts that a key point answers; empty where that isn't plain, or it isn't one run of its words."""
    parts = _parts(question)
    at = _nearest(parts, point) if len(parts) > 1 else -1
    return parts[at] if at >= 0 and parts[at] in question else ""


def asked_sides(question: str) -> set[str]:
    """Return the kinds of things that a question asks for by its own words; who is asked how needs no "think of how"."""
    sides = _sides(question)
    return sides | {"how"} if "practice" in sides else sides


def _sides(text: str) -> set[str]:
    return {name for name, pattern in _SIDES if pattern.search(text)}


def _made(turn: Turn) -> Iterable[str]:
    verdicts = turn.grade.verdicts if turn.grade else ()
    return [v.text for v in verdicts if v.verdict in ("hit", "partial") and not v.bonus]


def _told(turn: Turn) -> Iterable[str]:
    """Return the sentences of the answer, so that nobody is asked for the cost who has just spoken of it."""
    return [span.text for span in sentences(turn.whole)]


def _unsaid(turn: Turn, point: str) -> str:
    """Return what the question names beside other things and the candidate, who spoke of one of those, did not; else empty."""
    asked = _subjects(turn.item.question)
    silent = [name for name in asked if not _stands(name, turn.whole)]
    if len(silent) == len(asked):
        return ""
    return max((name for name in silent if _stands(name, point)), key=len, default="")


def _subjects(question: str) -> list[str]:
    """Return the things that a question lists side by side."""
    if any(map(is_cjk, question)):
        listed = [name.strip(" “”") for run in _LISTED.findall(question) for name in _OF_LIST.split(run)]
        return [name for name in dict.fromkeys(listed) if len(name) > 1]
    known = shared_terms(question, question)
    return [name for name in known if re.search(rf"{re.escape(name)}{_BESIDE} |{_BESIDE} {re.escape(name)}(?!\w)", question, re.I)]


def _stands(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?:s?(?![A-Za-z0-9]))", text, re.I))
