"""The parts of an answer that notes may write down by themselves: key points, follow-ups, common mistakes, what to read on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.items.outline import Kind, Line
from interviewer.items.wording import clean, simplified
from interviewer.schema import FollowUp, KeyPoint

_NAMES = {
    "key_points": r"(?:答题|得分|评分|采分|回答|核心|关键|考察)?要点|必答点|关键点|得分点|采分点|评分点|(?:key|main|scoring|grading) points?|rubric",
    "follow_ups": r"追问|(?:可能的?|常见|延伸|高频|面试官?)追问|延伸问题|follow[- ]?ups?(?: questions?)?",
    "mistakes": r"常见错误|常见误答|常见误区|易错点|误区|典型错误|(?:common|typical) (?:mistakes?|errors?|misconceptions?|pitfalls?)|pitfalls?",
    "read_on": r"延伸阅读|扩展阅读|推荐阅读|read on|further reading",
}
_NAME = {key: re.compile(rf"^(?:{names})$", re.IGNORECASE) for key, names in _NAMES.items()}
_HEAD = re.compile(r"^(?:\*\*|__)(.{2,20}?)(?:\*\*|__)\s*[:：]?$|^([^*_：:]{2,20})[:：]$")
_WEIGHT = re.compile(r"^\s*[\[(（【]\s*(bonus|加分|附加)?\s*(?:[:：]?\s*\+?(\d+(?:\.\d+)?)\s*%)?\s*[\])）】]\s*", re.IGNORECASE)
_AIM = re.compile(r"^\s*[\[(（【]\s*(\d+)\s*[\])）】]\s*")
_BONUS = 0.1
"""Weight of a bonus point that names none."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What was taken out of an answer, and the lines where it stood."""

    lines: frozenset[int] = frozenset()
    key_points: tuple[KeyPoint, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    mistakes: tuple[str, ...] = ()
    read_on: tuple[str, ...] = ()


def names_part(title: str) -> str:
    """Return the part that a title names, empty when it names none."""
    title = simplified(clean(title)).strip(" :：")
    return next((key for key, name in _NAME.items() if name.match(title)), "")


def part_name(line: Line) -> str:
    """Return the part that a heading or bold line opens, empty when it opens none."""
    title = line.text
    if not line.level:
        found = _HEAD.match(line.text) if line.kind is Kind.TEXT and not line.marker else None
        if found is None:
            return ""
        title = found.group(1) or found.group(2)
    return names_part(title)


def parts_of(lines: Sequence[Line], start: int, stop: int) -> Parts:
    """Read the authored parts among the lines `start` to `stop`."""
    entries: dict[str, list[str]] = {}
    taken: set[int] = set()
    for at in range(start, stop):
        name = part_name(lines[at]) if at not in taken else ""
        if not name:
            continue
        end = _end(lines, at + 1, stop)
        found = list(_entries(lines[at + 1 : end]))
        if found:
            entries.setdefault(name, []).extend(found)
            taken.update(range(at, end))
    points = _key_points(entries.get("key_points", []))
    follow_ups = tuple(_follow_up(text, len(points)) for text in entries.get("follow_ups", []))
    return Parts(frozenset(taken), points, follow_ups, tuple(entries.get("mistakes", ())), tuple(entries.get("read_on", ())))


def _end(lines: Sequence[Line], start: int, stop: int) -> int:
    """Return the line behind the list that begins at `start`."""
    end = start
    for at in range(start, stop):
        line = lines[at]
        if line.blank:
            continue
        if (
            line.kind is Kind.RULE
            or line.level
            or part_name(line)
            or not (line.marker or (line.depth and line.indent > 0) or end == at != start)
        ):
            break
        end = at + 1
    return end


def _entries(lines: Sequence[Line]) -> Iterator[str]:
    margin = min((line.indent for line in lines if line.marker), default=0)
    entry: list[str] = []
    for line in lines:
        if line.marker and line.indent <= margin + 1:
            if entry:
                yield "\n".join(entry)
            entry = [line.text]
        elif entry and not line.blank:
            entry.append(line.raw.strip())
    if entry:
        yield "\n".join(entry)


def _key_points(entries: Sequence[str]) -> tuple[KeyPoint, ...]:
    """Give each plain point its share of 1; equal shares where no weight is given."""
    read: list[tuple[str, bool, float | None]] = []
    for entry in entries:
        found = _WEIGHT.match(entry)
        marked = found if found and (found.group(1) or found.group(2)) else None
        percent = float(marked.group(2)) / 100 if marked and marked.group(2) else None
        read.append((entry[marked.end() :].strip() if marked else entry, bool(marked and marked.group(1)), percent))
    read = [point for point in read if point[0]]
    given = [percent for _, bonus, percent in read if percent and not bonus]
    usual = sum(given) / len(given) if given else 1.0
    total = sum(percent or usual for _, bonus, percent in read if not bonus) or 1.0
    return tuple(
        KeyPoint(text=text, weight=min(percent or _BONUS, 1.0) if bonus else (percent or usual) / total, bonus=bonus)
        for text, bonus, percent in read
    )


def _follow_up(entry: str, points: int) -> FollowUp:
    found = _AIM.match(entry)
    if not found:
        return FollowUp(text=entry)
    aim = int(found.group(1)) - 1
    return FollowUp(text=entry[found.end() :].strip(), key_point=aim if 0 <= aim < points else None)
