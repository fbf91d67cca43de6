"""Questions in lists: which items ask, which only hold others, which are the steps of an answer."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.items.evidence import Chosen, Evidence, Sections, is_hinted, is_report
from interviewer.items.forms import Mark
from interviewer.items.outline import Kind, Line
from interviewer.items.wording import Asks, is_answer_head

_LONGEST_TOPIC = 80
_LONGEST_TASK = 300
_USUAL = re.compile(r"自我介绍|反问|手撕|手写|算法题?\s*[:：]|场景题|项目(?:介绍|难点|拷打|深挖)|coding\s*:|behaviou?ral\b", re.IGNORECASE)
_REMARK = re.compile(r"^(?:反问|闲聊|聊天|聊了|其他|其它|总结|结果|体验|感受|时长|许愿|已?oc|挂了?|后续)", re.IGNORECASE)
_SOURCE = r"(?:resources?|references?|readings?|links?|books?|courses?|videos?|articles?|websites?|blogs?|tutorials?|credits?|contributors?|sources?)"
_POINTERS = re.compile(
    rf"^(?:\W|\d|other|additional|useful|great|helpful|external|more|further|some|learning|study|recommended|related|online|good|best)*\b{_SOURCE}(?:[\s,&/]|and|or|{_SOURCE})*\W*$"
    r"|^(?:参考|推荐|学习|相关|扩展|延伸|更多|其他)*(?:资料|资源|链接|文献|阅读|书籍|书单|视频|教程)(?:推荐|汇总|列表)?$",
    re.IGNORECASE,
)
"""Headings over what is to be read elsewhere."""
_CODE = re.compile(r"`+[^`]*`+")
_CLEAR = 10
"""Items from which on it is clear how those of a document ask."""
_TASK = re.compile(
    r"(?:given|you are given|you have|there (?:is|are)|write|implement|design|find|print|convert|reverse|merge|clone|generate|detect|sort|compute|calculate|construct|build|serialize|rotate|remove|delete|return|count|check (?:if|whether)|(?:minimum|maximum|longest|shortest|largest|smallest|number|kth)\b)\b|给定|实现|设计|反转|合并|判断|求|找出|打印",
    re.IGNORECASE,
)
_TASKS = 6
_ENOUGH = 8
_ALL = 0.85
"""Share of the lines that must be entries of lists where all of these are questions."""
_SPOKEN = 0.5
"""Share of the lines that must be entries where nearly all of these set tasks; the others say more of one."""
_ASKED, _ABLE = 0.3, 0.6
"""Shares of these that must ask, and that must at least name what may be asked."""
_REPORTED = 0.2
"""Share of the entries of an interview's report that must ask."""


@dataclass(slots=True)
class Tree:
    """Which list item stands in which."""

    above: dict[int, Mark]
    below: dict[int, list[Mark]]

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


def tree_of(marks: Sequence[Mark], sections: Sections) -> Tree:
    """Return the tree of list items; a heading ends every list."""
    tree = Tree({}, defaultdict(list))
    stack: list[Mark] = []
    for m in sorted(marks, key=lambda m: m.at):
        if stack and sections.between(stack[-1].at, m.at):
            stack.clear()
        while stack and stack[-1].level >= m.level:
            stack.pop()
        if stack:
            tree.above[m.at] = stack[-1]
            tree.below[stack[-1].at].append(m)
        stack.append(m)
    return tree


def only_holds(mark: Mark, tree: Tree) -> bool:
    """Tell whether an item does not ask itself and holds items that do."""
    if mark.asks >= Asks.LIKELY or mark.tags.difficulty or not mark.title:
        return False
    return any(m.asks >= Asks.LIKELY or m.tags.difficulty or only_holds(m, tree) for m in tree.below.get(mark.at, []))


def list_questions(free: Sequence[Mark], sections: Sections, hint: bool, lines: Sequence[Line], titles: Sequence[str] = ()) -> list[Chosen]:
    """Return the questions among the list items that stand in no other question; `titles` say what the document is."""
    length = len(lines)
    free = [m for m in free if not _points_elsewhere(m, sections)]
    tree = tree_of(free, sections)
    leaves = [m for m in free if not only_holds(m, tree)]
    numbered = [m for m in free if m.level <= 1 and m.number is not None]
    whole = Evidence(leaves)
    if runs_on(numbered, sections):
        return _flat(chain(numbered, sections), sections, length)
    for style in {_style(m): None for m in numbered}:
        counted = chain([m for m in numbered if _style(m) == style], sections)
        holding = sum(only_holds(m, tree) for m in counted)
        if (
            len(counted) >= 3
            and holding <= 0.2 * len(counted)
            and Evidence(counted).accepted(hint or _quotes(counted, lines))
            and _answered(counted, lines, sections) >= 0.5
        ):
            return _flat(counted, sections, length) + _elsewhere(free, counted, sections, hint, lines, titles)
    if _is_all_asked_and_answered(free, numbered, lines, sections):
        return _flat(numbered, sections, length)
    if hint and (_is_all(leaves, lines) or _are_tasks(leaves)):
        return _nested(_without_strangers(free, sections), tree, Evidence([]), sections, length)
    if _sets_tasks_only(leaves, lines):
        return _nested([m for m in _without_strangers(free, sections) if not _specifies(m)], tree, Evidence([]), sections, length)
    if whole.accepted(hint):
        return _nested(_without_strangers(free, sections), tree, whole, sections, length)
    for members in (numbered, [m for m in free if m.level <= 1 and m.number is None]):
        here = Evidence([m for m in members if not only_holds(m, tree)])
        if here.count >= 3 and here.accepted(hint):
            counted = chain(members, sections) if members is numbered else [m for m in members if m.asks >= Asks.LIKELY]
            return _flat(counted, sections, length) + _elsewhere(free, counted, sections, hint, lines, titles)
    reported = [m for m in free if is_report(*(h.full for h in sections.path(m.at)), *titles)] if hint else []
    if reported and (Evidence(reported).score >= _REPORTED or any(_USUAL.match(m.title) for m in reported)):
        return _nested([m for m in reported if _is_entry(m)], tree, Evidence([]), sections, length)
    found: list[Chosen] = []
    for group in sections.grouped(free).values():
        here = Evidence([m for m in group if not only_holds(m, tree)])
        if here.accepted_here(hint or is_hinted(*(h.title for h in sections.path(group[0].at)))):
            found += _nested(group, tree, here, sections, length)
    return found


def _is_all_asked_and_answered(free: Sequence[Mark], numbered: Sequence[Mark], lines: Sequence[Line], sections: Sections) -> bool:
    """Tell whether a short note is nothing but numbered questions, each plainly asking and with an answer: two are enough then."""
    asked = len(numbered) >= 2 and len(numbered) == len(free) and all(m.asks >= Asks.SURELY for m in numbered)
    return asked and len(chain(numbered, sections)) == len(numbered) and _answered(numbered, lines, sections) == 1.0


def _elsewhere(
    free: Sequence[Mark], counted: Sequence[Mark], sections: Sections, hint: bool, lines: Sequence[Line], titles: Sequence[str]
) -> list[Chosen]:
    """Return the questions of the sections of a report in which nothing is counted."""
    held = {above.at if (above := sections.parent(m.at)) else -1 for m in counted}
    rest = [m for at, group in sections.grouped(free).items() if at not in held for m in group]
    reported = [m for m in rest if is_report(*(h.full for h in sections.path(m.at)), *titles)]
    return list_questions(reported, sections, hint, lines, titles) if hint and reported else []


def _points_elsewhere(mark: Mark, sections: Sections) -> bool:
    """Tell whether an entry names something to read, in a section of such."""
    above = sections.parent(mark.at)
    return above is not None and (bool(mark.link) or mark.asks < Asks.LIKELY) and bool(_POINTERS.match(above.title))


def _are_tasks(leaves: Sequence[Mark]) -> bool:
    """Tell whether the entries of a list set tasks to solve ("Given an array, find ...") rather than ask."""
    tasks = sum(bool(_TASK.match(m.title)) or m.asks >= Asks.LIKELY for m in leaves)
    return tasks >= _TASKS and tasks >= 0.6 * len(leaves)


def _specifies(mark: Mark) -> bool:
    """Tell whether an entry among tasks says more of the one above it: a sentence that sets none."""
    sentence = mark.title.endswith((".", "。")) or len(mark.title) > _LONGEST_TOPIC
    return sentence and mark.asks is Asks.NO and not _TASK.match(mark.title)


def _sets_tasks_only(leaves: Sequence[Mark], lines: Sequence[Line]) -> bool:
    """Tell whether a document is one long list in which nearly every entry sets a task in the same way: "Design ...", "Design ..."."""
    said = [line for line in lines if not line.filler and line.kind is not Kind.HEADING]
    verbs = Counter(m.title.split(maxsplit=1)[0].lower() for m in leaves if _TASK.match(m.title))
    same = max(verbs.values(), default=0)
    return same >= _CLEAR and same >= _ABLE * len(leaves) and sum(line.marker != "" for line in said) >= _SPOKEN * len(said)


def _is_all(leaves: Sequence[Mark], lines: Sequence[Line]) -> bool:
    """Tell whether a document is nothing but lists of short entries, a good part of which ask: then all of them were asked."""
    said = [line for line in lines if not line.filler and line.kind is not Kind.HEADING]
    asking = sum(m.asks >= Asks.LIKELY for m in leaves)
    able = sum(m.asks >= Asks.TOPIC for m in leaves)
    return (
        len(leaves) >= _ENOUGH
        and sum(line.marker != "" for line in said) >= _ALL * len(said)
        and sum(m.number is None for m in leaves) >= _ALL * len(leaves)
        and asking >= _ASKED * len(leaves)
        and able >= _ABLE * len(leaves)
    )


def _without_strangers(free: Sequence[Mark], sections: Sections) -> list[Mark]:
    """Drop the lists of sections in which nothing asks, where most of the other items clearly do: translations, advice, links."""
    groups = sections.grouped(free)
    silent = {at for at, group in groups.items() if len(group) >= 2 and max(m.asks for m in group) < Asks.LIKELY}
    asking = [m for at, group in groups.items() if at not in silent for m in group]
    others = {at for at in silent if not any(m.number is not None or m.tags.difficulty for m in groups[at])}
    clear = len(asking) >= _CLEAR and sum(m.asks >= Asks.LIKELY for m in asking) >= 0.8 * len(asking)
    return [m for at, group in groups.items() if not (clear and at in others) for m in group]


def _before_heading(at: int, stop: int, sections: Sections) -> int:
    return next((h.at for h in sections.between(at, stop) if not is_answer_head(h.title)), stop)


def _flat(picked: Sequence[Mark], sections: Sections, length: int) -> list[Chosen]:
    """Let each answer run to the next question: other lists between them are answers."""
    stops = [*(m.at for m in picked), length][1:]
    return [Chosen(m, _before_heading(m.at, stop, sections)) for m, stop in zip(picked, stops, strict=True)]


def _nested(members: Sequence[Mark], tree: Tree, form: Evidence, sections: Sections, length: int) -> list[Chosen]:
    """Take the items that ask, at any depth; what holds them is their context, what they hold and does not ask is their answer."""
    taken: set[int] = set()
    styles = {_style(m) for m in members if m.asks >= Asks.LIKELY}
    picked: list[Chosen] = []
    for m in members:
        above = tree.above.get(m.at)
        under = above is not None and above.at in taken
        if above is not None and under and not tree.mostly_asks(above):
            continue
        topic = not under and not only_holds(m, tree) and _is_topic(m, form) and (not form.count or _style(m) in styles)
        if m.asks >= Asks.LIKELY or m.tags.difficulty or topic:
            taken.add(m.at)
            picked.append(Chosen(m, 0, tuple(p.title for p in tree.path(m) if p.at not in taken)))
    for n, c in enumerate(picked):
        following = picked[n + 1].mark.at if n + 1 < len(picked) else length
        beside = next((m.at for m in members if m.at > c.mark.at and m.level <= c.mark.level), length)
        c.stop = _before_heading(c.mark.at, min(following, beside), sections)
    return picked


def _style(mark: Mark) -> str:
    return mark.number.style if mark.number is not None else ""


def _is_entry(mark: Mark) -> bool:
    """Tell an entry of a report ("HashMap 原理") from a remark ("聊得很愉快，面试官人很好。")."""
    return len(mark.title) <= _LONGEST_TOPIC and not mark.title.endswith(("。", "！", "!", "~")) and not _REMARK.match(mark.title)


_TELLS = re.compile(r"[A-Z][^:?]{1,40}: \w.{60,}\.$")
"""A term and a sentence about it."""


def _is_topic(mark: Mark, form: Evidence) -> bool:
    if mark.asks is Asks.NO and _TELLS.match(mark.title):
        return False
    if not re.search(r"\w", _CODE.sub("", mark.title)):  # a command, of which the entry above asks
        return False
    if not form.count:
        return True
    longest = _LONGEST_TASK if mark.title.isascii() and (mark.asks is Asks.TOPIC or form.score >= _ALL) else _LONGEST_TOPIC
    return len(mark.title) <= longest and form.score >= (0.5 if mark.number else 0.7)


def runs_on(members: Sequence[Mark], sections: Sections) -> bool:
    """Tell whether one numbering runs through several sections, as it does for questions and not for the steps of an answer."""
    last = crossed = long = 0
    at = -1
    for m in members:
        if m.number is None or m.number.style in ("letter", "roman") or m.number.values[-1] != last + 1:
            continue
        crossed += bool(last and sections.between(at, m.at))
        last, at, long = m.number.values[-1], m.at, long + 1
    return long >= 5 and crossed >= 2 and long >= 0.5 * len(members)


def counts_up(members: Sequence[Mark]) -> bool:
    """Tell whether numbers follow each other, and begin again seldom: in lists of questions, not in the steps of answers."""
    values = [m.number.values[-1] for m in members if m.number is not None]
    following = sum(b == a + 1 for a, b in itertools.pairwise(values))
    again = sum(b <= a for a, b in itertools.pairwise(values))
    return following >= 0.7 * (len(values) - 1) and again <= 0.2 * len(values)


def _answered(picked: Sequence[Mark], lines: Sequence[Line], sections: Sections) -> float:
    """Return the share of questions behind which something else stands than the next one."""
    stops = [*(m.at for m in picked[1:]), len(lines)]
    ends = [_before_heading(m.at, stop, sections) for m, stop in zip(picked, stops, strict=True)]
    return sum(any(not line.filler for line in lines[m.end + 1 : end]) or bool(m.rest) for m, end in zip(picked, ends, strict=True)) / len(
        picked
    )


def _quotes(picked: Sequence[Mark], lines: Sequence[Line]) -> bool:
    """Tell whether what stands behind most entries is a quotation, as some write their answers."""
    behind = [next((line for line in lines[m.end + 1 : stop.at] if not line.filler), None) for m, stop in itertools.pairwise(picked)]
    return sum(line is not None and line.quote > 0 for line in behind) >= max(2, 0.5 * len(behind))


def _value(mark: Mark) -> int:
    return mark.number.values[-1] if mark.number is not None and mark.number.values else 0


def chain(members: Sequence[Mark], sections: Sections) -> list[Mark]:
    """Take the items that ask and those that carry the next number; the steps of an answer begin again at one."""
    picked: list[Mark] = []
    last = inner = 0
    for n, m in enumerate(members):
        value = _value(m)
        if m.asks is Asks.NO and (len(m.title) > 2 * _LONGEST_TOPIC or (len(m.title) > _LONGEST_TOPIC and m.title.endswith((".", "。")))):
            continue
        if m.asks < Asks.LIKELY:
            ahead = next((_value(o) for o in members[n + 1 :] if o.asks >= Asks.LIKELY), 0)
            begins = value == 1 and (not picked or bool(sections.between(picked[-1].at, m.at)))
            inside = inner and value == inner + 1 and ahead != value + 1
            if not (begins or value == last + 1) or inside or (picked and last + 1 == ahead <= value):
                inner = value
                continue
        picked.append(m)
        last, inner = value or last, 0
    return picked
