"""Which marks of a document are its questions: chosen by evidence, outermost form first.

A form (all headings of one level, all bold lines, ...) counts as a question form when enough of its members ask. What stands inside an accepted
question belongs to its answer; a member that does not ask and holds members that do is a section.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from interviewer.items.forms import Mark, Shape
from interviewer.items.outline import Line
from interviewer.items.wording import Asks, answer_label, is_answer_head, is_generic

_HINT = re.compile(
    r"面试|面经|八股|题库|试题|真题|笔试|问答|题目|常见问题|刷题|\d+\s*[道题问]|interview|questions?\b|quiz|\bq\s*&\s*a\b|\bfaqs?\b|\bmcqs?\b|\bexam\b|cheat ?sheet|flash ?cards?",
    re.IGNORECASE,
)
_WEIGHT = {Asks.NO: 0.0, Asks.TOPIC: 0.5, Asks.LIKELY: 1.0, Asks.SURELY: 1.0}


@dataclass(slots=True)
class Chosen:
    """A mark taken as a question, with the lines of its answer and the words that its parents give."""

    mark: Mark
    stop: int
    """Line behind the last one that belongs to it."""
    context: tuple[str, ...] = ()
    region: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Evidence:
    """What the members of a form say together."""

    members: list[Mark] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.members)

    @property
    def score(self) -> float:
        return sum(_WEIGHT[m.asks] for m in self.members) / len(self.members) if self.members else 0.0

    def share(self, test: Asks) -> float:
        return sum(m.asks >= test for m in self.members) / len(self.members) if self.members else 0.0

    @property
    def numbered(self) -> float:
        return sum(m.number is not None for m in self.members) / len(self.members) if self.members else 0.0

    @property
    def labels(self) -> float:
        return sum(m.label for m in self.members) / len(self.members) if self.members else 0.0

    @property
    def tagged(self) -> float:
        return sum(bool(m.tags.difficulty) for m in self.members) / len(self.members) if self.members else 0.0

    def accepted(self, hint: bool) -> bool:
        """Tell whether these are questions; a document that calls itself a list of questions needs less evidence."""
        sure, likely = self.share(Asks.SURELY), self.share(Asks.LIKELY)
        if self.count >= 2 and (self.labels >= 0.5 or self.tagged >= 0.6):
            return True
        if self.count <= 2:
            return sure == 1.0 if hint else False
        if hint:
            return self.score >= 0.4 or (self.count >= 8 and self.numbered >= 0.7 and self.score >= 0.25)
        return (
            (self.score >= 0.6 and sure >= 0.3)
            or (likely >= 0.85)
            or (self.count >= 8 and self.numbered >= 0.7 and self.score >= 0.4 and sure >= 0.15)
        )


def is_hinted(*texts: str) -> bool:
    """Tell whether a title, path or heading announces questions."""
    return any(_HINT.search(text) for text in texts if text)


class Chooser:
    def __init__(self, lines: Sequence[Line], marks: Sequence[Mark], hint: bool) -> None:
        self.lines, self.marks, self.hint = lines, marks, hint
        self.headings = [m for m in marks if m.shape is Shape.HEADING]
        self.chosen: list[Chosen] = []

    # ------------------------------------------------------------ regions

    def section_end(self, at: int, level: int) -> int:
        """Return the line behind the section of a heading."""
        return next((h.at for h in self.headings if h.at > at and h.level <= level), len(self.lines))

    def covered(self, at: int) -> bool:
        return any(c.mark.at <= at < c.stop for c in self.chosen)

    def parent(self, at: int, level: int = 7) -> Mark | None:
        found = None
        for h in self.headings:
            if h.at >= at:
                break
            if h.level < level:
                found = h
        return found

    def path(self, at: int, level: int = 7) -> list[Mark]:
        """Return the headings above a line, outermost first."""
        stack: list[Mark] = []
        for h in self.headings:
            if h.at >= at:
                break
            while stack and stack[-1].level >= h.level:
                stack.pop()
            stack.append(h)
        return [h for h in stack if h.level < level]

    # ------------------------------------------------------------ headings

    def choose(self) -> list[Chosen]:
        for level in range(1, 7):
            self._headings(level)
        if not self.chosen and self.hint:
            self._topics()
        self._others()
        self.chosen.sort(key=lambda c: c.mark.at)
        return self.chosen

    def _headings(self, level: int) -> None:
        free = [h for h in self.headings if h.level == level and not self.covered(h.at) and _can_ask(h)]
        groups: dict[int, list[Mark]] = defaultdict(list)
        for h in free:
            above = self.parent(h.at, level)
            groups[above.at if above else -1].append(h)
        whole = Evidence(free)
        good = whole.accepted(self.hint) and not self._are_sections(free)
        for at, members in groups.items():
            here = Evidence(members)
            heading = next((h for h in self.headings if h.at == at), None)
            hinted = heading is not None and (is_hinted(heading.title) or is_hinted(*(h.title for h in self.path(at))))
            if good and not (here.score < 0.15 and here.count >= 3 and whole.numbered < 0.6):
                self._take_headings(members, whole)
            elif (
                not good
                and here.count >= (2 if hinted else 3)
                and here.score >= 0.7
                and here.share(Asks.SURELY) >= (0.5 if hinted or self.hint else 0.7)
            ):
                self._take_headings(members, here)

    def _are_sections(self, members: Sequence[Mark]) -> bool:
        """Tell whether these headings hold lists of questions rather than answers."""
        if len(members) > 3:
            return False
        inner = [m for h in members for m in self.marks if h.at < m.at < self.section_end(h.at, h.level) and m.asks >= Asks.LIKELY]
        return len(inner) >= 4 * len(members)

    def _take_headings(self, members: Sequence[Mark], form: Evidence) -> None:
        numbered = form.numbered >= 0.6
        for h in members:
            if h.asks < Asks.LIKELY and ((numbered and h.number is None and not h.tags.difficulty) or not self._leaf(h)):
                continue
            if h.asks is Asks.NO and not numbered and form.score < 0.6:
                continue
            self.chosen.append(Chosen(h, self.section_end(h.at, h.level)))

    def _leaf(self, heading: Mark) -> bool:
        """Tell whether a heading that does not ask holds no questions of its own."""
        stop = self.section_end(heading.at, heading.level)
        inner = [m for m in self.headings if heading.at < m.at < stop]
        if inner:
            top = min(m.level for m in inner)
            direct = [m for m in inner if m.level == top and _can_ask(m)]
            asking = [m for m in direct if m.asks >= Asks.LIKELY]
            return not (len(asking) >= 2 and len(asking) >= 0.5 * len(direct))
        return True

    # ------------------------------------------------------------ other forms

    def _others(self) -> None:
        for shape in (Shape.SUMMARY, Shape.LABEL, Shape.BOLD):
            self._form([m for m in self.marks if m.shape is shape and _can_ask(m)])
        self._lists()
        self._form([m for m in self.marks if m.shape is Shape.LINE and _can_ask(m)])

    def _form(self, marks: Iterable[Mark]) -> None:
        members = [m for m in marks if not self.covered(m.at)]
        if not members:
            return
        whole = Evidence(members)
        good = whole.accepted(self.hint)
        picked = [m for m in members if good and self._member(m, whole)]
        if not good:
            groups: dict[int, list[Mark]] = defaultdict(list)
            for m in members:
                above = self.parent(m.at)
                groups[above.at if above else -1].append(m)
            for group in groups.values():
                here = Evidence(group)
                if here.count >= 3 and here.score >= 0.7 and here.share(Asks.SURELY) >= 0.6:
                    picked.extend(m for m in group if self._member(m, here))
        self._cut(picked)

    def _member(self, mark: Mark, form: Evidence) -> bool:
        if mark.asks >= Asks.LIKELY or mark.label or mark.tags.difficulty:
            return True
        if form.numbered >= 0.6:
            return mark.number is not None
        return form.score >= (0.6 if mark.asks is Asks.TOPIC else 0.7)

    def _cut(self, picked: Sequence[Mark]) -> None:
        """Let each answer run to the next question of the form or to the next heading."""
        ordered = sorted(picked, key=lambda m: m.at)
        added = []
        for n, mark in enumerate(ordered):
            stop = ordered[n + 1].at if n + 1 < len(ordered) else len(self.lines)
            stop = min([stop, *(c.mark.at for c in self.chosen if c.mark.at > mark.at)])
            stop = self._before_heading(mark.at, stop)
            if mark.stop > 0:
                stop = min(stop, mark.stop)
            added.append(Chosen(mark, stop))
        self.chosen.extend(added)

    def _before_heading(self, at: int, stop: int) -> int:
        for h in self.headings:
            if at < h.at < stop and not is_answer_head(h.title):
                return h.at
        return stop

    # ------------------------------------------------------------ lists

    def _lists(self) -> None:
        free = [m for m in self.marks if m.shape is Shape.LIST and not self.covered(m.at) and _can_ask(m)]
        if not free:
            return
        tree = _tree(free, self.headings)
        whole = [m for m in free if not _only_holds(m, tree)]
        top = [m for m in free if m.level <= 1 and m.ordered]
        if len(top) >= 5 and _runs_on(top, self.headings):
            self._cut(_chain(top))
        elif Evidence(whole).accepted(self.hint):
            self._take_tree(free, tree, Evidence(whole))
        else:
            self._list_levels(free, tree)

    def _list_levels(self, free: Sequence[Mark], tree: Tree) -> None:
        """Where lists as a whole are no questions, one kind of item or one section may be."""
        top = [m for m in free if m.level <= 1]
        for members in ([m for m in top if m.ordered], [m for m in top if not m.ordered]):
            if len(members) >= 3 and Evidence([m for m in members if not _only_holds(m, tree)]).accepted(self.hint):
                self._cut(_chain(members) if members[0].ordered else [m for m in members if m.asks >= Asks.LIKELY])
                return
        groups: dict[int, list[Mark]] = defaultdict(list)
        for m in free:
            above = self.parent(m.at)
            groups[above.at if above else -1].append(m)
        for group in groups.values():
            here = Evidence([m for m in group if not _only_holds(m, tree)])
            if here.count >= 3 and here.score >= 0.7 and here.share(Asks.SURELY) >= 0.6:
                self._take_tree(group, tree, here)

    def _take_tree(self, members: Sequence[Mark], tree: Tree, form: Evidence) -> None:
        """Take the items that ask, at any depth; what holds them is their context, what they hold and does not ask is their answer."""
        taken: set[int] = set()
        picked: list[Chosen] = []
        inside = {m.at for m in members}
        for m in members:
            above = tree.above.get(m.at)
            under = above is not None and above.at in taken
            if under and above is not None and not tree.mostly_asks(above):
                continue
            holds = _only_holds(m, tree)
            if m.asks >= Asks.LIKELY or m.tags.difficulty or (not holds and not under and self._list_member(m, form)):
                taken.add(m.at)
                context = tuple(p.title for p in tree.path(m) if p.at not in taken)
                picked.append(Chosen(m, 0, context))
        at = [m.at for m in members if m.at in inside]
        for n, chosen in enumerate(picked):
            following = [c.mark.at for c in picked[n + 1 : n + 2]]
            beside = [a for a in at if a > chosen.mark.at and tree.level[a] <= chosen.mark.level][:1]
            stop = min([len(self.lines), *following, *beside])
            chosen.stop = self._before_heading(chosen.mark.at, stop)
        self.chosen.extend(picked)

    def _list_member(self, mark: Mark, form: Evidence) -> bool:
        if len(mark.title) > 80 or not re.search(r"\w", mark.title):
            return False
        return form.score >= (0.5 if mark.number else 0.7)

    # ------------------------------------------------------------ topic phrases

    def _topics(self) -> None:
        """In a file that announces questions and whose headings do not ask, take the numbered ones."""
        for level in range(1, 7):
            members = [h for h in self.headings if h.level == level and _can_ask(h)]
            numbered = [h for h in members if h.number is not None]
            inner = [
                m
                for m in self.marks
                if m.asks is Asks.SURELY and m not in members and any(h.at < m.at < self.section_end(h.at, level) for h in numbered)
            ]
            if len(numbered) < 5 or len(numbered) < 0.7 * len(members) or len(inner) > 0.5 * len(numbered):
                continue
            if len(numbered) >= 8 or Evidence(numbered).score >= 0.25:
                self.chosen.extend(Chosen(h, self.section_end(h.at, level)) for h in numbered if self._leaf(h))
                return


@dataclass(slots=True)
class Tree:
    """Which list item stands in which."""

    above: dict[int, Mark]
    below: dict[int, list[Mark]]
    level: dict[int, int]

    def path(self, mark: Mark) -> list[Mark]:
        found: list[Mark] = []
        above = self.above.get(mark.at)
        while above is not None:
            found.insert(0, above)
            above = self.above.get(above.at)
        return found

    def mostly_asks(self, mark: Mark) -> bool:
        below = self.below.get(mark.at, [])
        return sum(m.asks >= Asks.LIKELY for m in below) >= 0.5 * len(below)


def _tree(marks: Sequence[Mark], headings: Sequence[Mark]) -> Tree:
    tree = Tree({}, defaultdict(list), {m.at: m.level for m in marks})
    stack: list[Mark] = []
    breaks = iter([h.at for h in headings])
    following = next(breaks, None)
    for m in marks:
        while following is not None and following < m.at:
            stack.clear()
            following = next(breaks, None)
        while stack and stack[-1].level >= m.level:
            stack.pop()
        if stack:
            tree.above[m.at] = stack[-1]
            tree.below[stack[-1].at].append(m)
        stack.append(m)
    return tree


def _only_holds(mark: Mark, tree: Tree) -> bool:
    """Tell whether an item does not ask itself and holds items that do."""
    below = tree.below.get(mark.at, [])
    return (
        mark.asks < Asks.LIKELY
        and not mark.tags.difficulty
        and any(m.asks >= Asks.LIKELY or m.tags.difficulty or _only_holds(m, tree) for m in below)
    )


def _runs_on(members: Sequence[Mark], headings: Sequence[Mark]) -> bool:
    """Tell whether one numbering runs through several sections, as it does for questions and not for the steps of an answer."""
    last, crossed, long = 0, 0, 0
    at = -1
    for m in members:
        if m.number is None or m.number.style in ("letter", "roman") or m.number.values[-1] != last + 1:
            continue
        if last and any(at < h.at < m.at for h in headings):
            crossed += 1
        last, at, long = m.number.values[-1], m.at, long + 1
    return long >= 5 and crossed >= 2 and long >= 0.5 * len(members)


def _chain(members: Sequence[Mark]) -> list[Mark]:
    """Take the items that ask and those that carry the next number; the steps of an answer begin again at one."""
    picked: list[Mark] = []
    last = 0
    for n, m in enumerate(members):
        value = m.number.values[-1] if m.number and m.number.values else 0
        expected = value == last + 1 or (value == 1 and not picked)
        if m.asks < Asks.LIKELY:
            ahead = next((o for o in members[n + 1 :] if o.asks >= Asks.LIKELY), None)
            other = ahead.number.values[-1] if ahead and ahead.number and ahead.number.values else 0
            if not expected or (picked and last + 1 == other <= value):
                continue
        picked.append(m)
        last = value or last
    return picked


def _can_ask(mark: Mark) -> bool:
    if not mark.title:
        return mark.label
    return not (
        mark.link.startswith("#")
        or is_answer_head(mark.title)
        or answer_label(mark.title)
        or (is_generic(mark.title) and not mark.title.endswith(("?", "？")))
    )
