"""What the members of a form say together: whether they are questions."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from interviewer.items.forms import Mark, Shape
from interviewer.items.wording import Asks, answer_label, is_answer_head, is_generic, is_part, opens_answer, simplified

_HINT = re.compile(
    r"面试(?![官者人])|面经|八股|题库|试题|真题|笔试|问答|题目|习题|常见问题|刷题|\d+\s*[道题问]|\d+\s*个问题|interview|questions?\b|quiz|\bq\s*&\s*a\b|\bfaqs?\b|\bmcqs?\b|\bexam\b|flash ?cards?|assessment|自[测检查问]|思考题|练习|追问|常问|follow[- ]?ups?|check your|self[- ]?(?:test|check)|leetcode|hackerrank|codility|coding (?:challenges?|problems|tasks|exercises)",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"面试题|面经|题库|题目|问答|算法题|题(?:清单|汇总|集锦|大全|整理)|\d+\s*(?:道|个问题)|interview questions|\bfaqs?\b|questions? and answers?|q\s*&\s*a|quiz",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"面经|凉经|面试(?:经历|经验|记录|复盘|回顾)|(?:[一二三四五]|HR|hr|终|主管)\s*面(?![试经积向对板貌临部])|interview (?:experience|report|log)|on-?site interview|phone screen",
    re.IGNORECASE,
)
_OPEN = re.compile(r"open questions?|未决问题|遗留问题|待确认问题", re.IGNORECASE)
_WEIGHT = {Asks.NO: 0.0, Asks.TOPIC: 0.5, Asks.LIKELY: 1.0, Asks.SURELY: 1.0}
_TAGGED = 0.4
"""Share of the members from which on a difficulty beside a line says that the line is a question."""
_SET, _ALL = 5, 0.8
"""Members, and share of them with a label, from which on they are questions however they are worded: exercises, each with a fold that shows how."""
_NEARLY = 0.8
"""Share of the members with a number from which on one without is seldom a question."""
_LONG = 8
"""Members from which on a numbering by itself says something."""


@dataclass(slots=True)
class Chosen:
    """A mark taken as a question, with the lines of its answer and the words that its parents give."""

    mark: Mark
    stop: int
    """Line behind the last one that belongs to it."""
    context: tuple[str, ...] = ()
    fields: dict[str, Any] = field(default_factory=dict)
    """What a table says of it besides."""
    key: tuple[int, int] | None = None
    """Lines of its answer where that stands elsewhere."""
    whole: bool = False
    """The answer is `mark.rest` and nothing else."""

    @property
    def form(self) -> tuple[Shape, int]:
        return self.mark.shape, self.mark.level if self.mark.shape is Shape.HEADING else 0


class Evidence:
    """Shares of the members that ask, carry a number, a label or a difficulty."""

    def __init__(self, members: Sequence[Mark]) -> None:
        self.members = members
        self.count = len(members)
        self.score = self._share(1.0 if m.label else _WEIGHT[m.asks] for m in members)
        self._asked = self._share(1.0 if not m.title else _WEIGHT[m.asks] for m in members)
        self.numbered = self._share(m.number is not None for m in members)
        self.labelled = self._share(m.label for m in members)
        self.tagged = self._share(bool(m.tags.difficulty) for m in members)

    def _share(self, weights: Iterable[float]) -> float:
        return sum(weights) / self.count if self.count else 0.0

    def asking(self, least: Asks) -> float:
        return self._share(m.asks >= least for m in self.members)

    def accepted(self, hint: bool) -> bool:
        """Tell whether these are questions; a document that calls itself a list of questions needs less evidence."""
        sure = self.asking(Asks.SURELY)
        if self.count >= 2 and (self.tagged >= 0.6 or (self.labelled >= 0.5 and (hint or self._asked >= 0.25))):
            return True
        if self.count >= _SET and self.labelled >= _ALL:
            return True
        if self.count <= 2:
            return sure == 1.0 and hint and self.count > 0
        long = self.count >= _LONG and self.numbered >= 0.7
        if hint:
            return self.score >= 0.4 or (long and self.score >= 0.25)
        return (self.score >= 0.6 and sure >= 0.3) or self.asking(Asks.LIKELY) >= 0.85 or (long and self.score >= 0.4 and sure >= 0.15)

    def accepted_here(self, hint: bool) -> bool:
        """Tell whether the members in one section are questions where those of the whole document are not."""
        return self.count >= (2 if hint else 3) and self.score >= 0.7 and self.asking(Asks.SURELY) >= (0.5 if hint else 0.65)

    def holds(self, mark: Mark) -> bool:
        """Tell whether a member of an accepted form is a question itself."""
        if mark.asks >= Asks.LIKELY or mark.label or (mark.tags.difficulty and self.tagged >= _TAGGED):
            return True
        if is_part(mark.title) or (self.labelled >= 0.5 and self._asked < 0.5 and (mark.number is None or self.numbered < 0.6)):
            return False
        if self.numbered >= 0.6:
            return mark.number is not None
        return self.score >= (0.5 if mark.asks is Asks.TOPIC else 0.6)


def _kind(mark: Mark) -> tuple[int, str]:
    """Return what tells the members of one form apart: depth in lists, and the style of the numbering."""
    style = mark.number.style if mark.number is not None else "none"
    return (
        mark.level if mark.shape is not Shape.HEADING else 0,
        style if style in ("none", "cn", "letter", "roman", "circled") else "number",
    )


def question_forms(members: Sequence[Mark], hint: bool) -> list[Evidence]:
    """Return the members that make a question form: all of them but those of a kind that never asks, or the kinds that are questions by themselves."""
    kinds: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for m in members:
        kinds[_kind(m)].append(m)
    whole = Evidence(members)
    if whole.accepted(hint):
        most = max(kinds, key=lambda kind: len(kinds[kind]))
        asking = {kind: part for kind, part in kinds.items() if len(part) < 3 or Evidence(part).score >= 0.25}
        kept = [m for kind, part in asking.items() if kind[0] <= most[0] or len(part) >= 0.3 * len(kinds[most]) for m in part]
        return [Evidence(_within_numbers(kept or members))]
    return [Evidence(kind) for kind in kinds.values() if len(kind) >= 3 and len(kind) < len(members) and Evidence(kind).accepted(hint)]


def _within_numbers(members: Sequence[Mark]) -> list[Mark]:
    """Drop what stands before the first of questions that are nearly all numbered: what the file says of itself."""
    counted = [n for n, m in enumerate(members) if m.number is not None and m.number.style in ("q", "plain")]
    few = len(counted) < _LONG or len(counted) < _NEARLY * len(members)
    return list(members if few else members[counted[0] :])


def promises_questions(*texts: str) -> bool:
    """Tell whether running text says that questions follow; prose speaks of interviews for many reasons."""
    return any(_PROMISE.search(simplified(text)) for text in texts if text)


def is_report(*texts: str) -> bool:
    """Tell whether a title or heading announces the report of an interview, where every entry was asked."""
    return any(_REPORT.search(simplified(text)) for text in texts if text)


def is_hinted(*texts: str) -> bool:
    """Tell whether a title, path or heading announces questions."""
    return any(_HINT.search(_OPEN.sub("", simplified(text))) for text in texts if text)


def can_ask(mark: Mark) -> bool:
    """Tell whether a mark may be a question at all: no generic heading, answer heading or entry of a table of contents."""
    if not mark.title or re.fullmatch(r"\d+\W*", mark.title):
        return mark.label
    if mark.template or mark.link.startswith("#") or is_answer_head(mark.title) or answer_label(mark.title):
        return False
    return mark.title.endswith(("?", "？")) or not is_generic(mark.title)


class Sections:
    """The headings of a document, and what stands under which."""

    def __init__(self, headings: Sequence[Mark], length: int) -> None:
        self.headings, self.length = headings, length
        self._at = [h.at for h in headings]
        self._above: list[int] = []
        stack: list[int] = []
        for n, h in enumerate(headings):
            while stack and headings[stack[-1]].level >= h.level:
                stack.pop()
            self._above.append(stack[-1] if stack else -1)
            stack.append(n)

    def end(self, heading: Mark) -> int:
        """Return the line behind the section of a heading; the sections beside it that answer a question without a title belong to it."""
        n = bisect.bisect_right(self._at, heading.at)
        beside = [h for h in self.headings[n:] if h.level <= heading.level and not (h.level >= 2 and opens_answer(h.title))]
        if not heading.title and self.answered(heading):
            return next((h.at for h in beside if h.level < heading.level or not h.title), self.length)
        return beside[0].at if beside else self.length

    def answered(self, heading: Mark) -> bool:
        """Tell whether, before the next question without a title, a heading in or beside this section says that an answer follows."""
        n = bisect.bisect_right(self._at, heading.at)
        for h in self.headings[n:]:
            if h.level < heading.level or not h.title:
                return False
            if opens_answer(h.title):
                return True
        return False

    def path(self, at: int) -> list[Mark]:
        """Return the headings above a line, outermost first; a heading is not above itself."""
        n = bisect.bisect_left(self._at, at) - 1
        own = bisect.bisect_left(self._at, at)
        if own < len(self._at) and self._at[own] == at:
            n = self._above[own]
        found: list[Mark] = []
        while n >= 0:
            found.insert(0, self.headings[n])
            n = self._above[n]
        return found

    def parent(self, at: int) -> Mark | None:
        path = self.path(at)
        return path[-1] if path else None

    def between(self, start: int, stop: int) -> Sequence[Mark]:
        """Return the headings behind line `start` and before line `stop`."""
        return self.headings[bisect.bisect_right(self._at, start) : bisect.bisect_left(self._at, stop)]

    def grouped(self, marks: Iterable[Mark]) -> dict[int, list[Mark]]:
        """Return marks by the line of the heading above them, -1 without one."""
        groups: dict[int, list[Mark]] = defaultdict(list)
        for m in marks:
            above = self.parent(m.at)
            groups[above.at if above else -1].append(m)
        return groups
