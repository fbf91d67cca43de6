"""Answers that stand together behind the questions, matched by their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from interviewer.items.evidence import Chosen, Sections
from interviewer.items.forms import Mark, Shape
from interviewer.items.options import options_in
from interviewer.items.outline import Kind, Line
from interviewer.items.wording import clean, opens_answer

_SUMMARY = re.compile(r"<summary\b[^>]*>(.*?)(?:</summary>|$)", re.IGNORECASE)
_LEAST = 3
"""Numbers that questions and answers must share."""


def with_keys(lines: Sequence[Line], marks: Sequence[Mark], chosen: Sequence[Chosen], sections: Sections) -> list[Chosen]:
    """Give numbered questions without answers those that a later list of answers holds under the same numbers."""
    result = list(chosen)
    for line in lines:
        if line.kind in (Kind.TEXT, Kind.HEADING) and _opens_key(line):
            result = _matched(lines, marks, result, sections, line)
    return result


def _opens_key(line: Line) -> bool:
    found = _SUMMARY.search(line.raw)
    text = found.group(1) if found else line.text
    return bool(clean(text)) and opens_answer(text)


def _number(mark: Mark) -> int:
    return mark.number.values[-1] if mark.number is not None and mark.number.values else 0


def _matched(lines: Sequence[Line], marks: Sequence[Mark], chosen: list[Chosen], sections: Sections, head: Line) -> list[Chosen]:
    stop = _region_end(lines, sections, head)
    inside = [m for m in marks if head.at < m.at < stop and m.number is not None and m.shape in (Shape.LIST, Shape.BOLD, Shape.LABEL)]
    if len(inside) < _LEAST:
        return chosen
    depth = min(m.level for m in inside)
    answers = _counted([m for m in inside if m.level == depth])
    asked = _asked(lines, chosen, head.at)
    shared = {_number(c.mark) for c in asked} & set(answers)
    if len(shared) < _LEAST or len(shared) < 0.6 * len(asked):
        return chosen
    starts = sorted(m.at for m in answers.values())
    ends = dict(zip(starts, [*starts[1:], stop], strict=True))
    keyed = {}
    for c in asked:
        answer = answers.get(_number(c.mark))
        keyed[c.mark.at] = replace(c, stop=min(c.stop, head.at), key=(answer.at, ends[answer.at]) if answer is not None else None)
    return [keyed.get(c.mark.at, c) for c in chosen if c.mark.at in keyed or not head.at <= c.mark.at < stop]


def _region_end(lines: Sequence[Line], sections: Sections, head: Line) -> int:
    if head.level:
        return next((h.at for h in sections.headings if h.at > head.at and h.level <= head.level), len(lines))
    stop = next((h.at for h in sections.headings if h.at > head.at), len(lines))
    if "<summary" in head.raw.lower():
        return next((line.at for line in lines[head.at : stop] if "</details>" in line.raw.lower()), stop)
    return stop


def _is_bare(lines: Sequence[Line], start: int, stop: int) -> bool:
    """Tell whether nothing stands below a question, or nothing behind its options."""
    options = options_in(lines, start, stop)
    return all(line.filler for line in lines[options.stop if options is not None else start : stop])


def _counted(marks: Sequence[Mark]) -> dict[int, Mark]:
    """Return the answers by their numbers, as far as these go up one by one."""
    found: dict[int, Mark] = {}
    for m in marks:
        if _number(m) == len(found) + 1:
            found[_number(m)] = m
    return found


def _asked(lines: Sequence[Line], chosen: Sequence[Chosen], at: int) -> list[Chosen]:
    """Return the last run of questions before a line, back to number one, when they have no answers of their own."""
    run: list[Chosen] = []
    for c in reversed([c for c in chosen if c.mark.at < at and c.mark.number is not None]):
        run.insert(0, c)
        if _number(c.mark) == 1:
            break
    bare = sum(_is_bare(lines, c.mark.end + 1, min(c.stop, at)) for c in run)
    return run if run and _number(run[0].mark) == 1 and bare >= 0.6 * len(run) else []
