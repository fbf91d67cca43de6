"""A rarer form of question inside the answer to a question of another form: what clearly is a question of its own is parted from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from interviewer.items.edges import WRAPPER
from interviewer.items.evidence import Chosen
from interviewer.items.forms import Mark, Shape
from interviewer.items.outline import Kind, Line
from interviewer.items.wording import Asks, answer_label

_SELDOM = 0.3
"""Share of the questions of the other form that may hold such a one; where more do, it is a part of their answers."""


def parted(lines: Sequence[Line], marks: Sequence[Mark], chosen: Sequence[Chosen]) -> list[Chosen]:
    """Return the questions with those that were swallowed by the answer before them.

    A question is of its own when its label has an answer label behind it, when its fold ends the section, or when a bold line goes on with
    the number of the question before it or stands behind a rule; and when few other answers hold one of the same form.
    """
    result = list(chosen)
    for shape in (Shape.LABEL, Shape.SUMMARY, Shape.BOLD):
        inner = [(m, host) for m in marks if m.shape is shape and (host := _host(result, m)) is not None and _stands_alone(lines, m, host)]
        hosts = {host.mark.at for _, host in inner}
        like = sum(c.mark.shape is not shape for c in result)
        if inner and (len(hosts) <= max(1, _SELDOM * like)):
            result = _split(lines, result, [m for m, _ in inner])
    return sorted(result, key=lambda c: c.mark.at)


def _host(chosen: Iterable[Chosen], mark: Mark) -> Chosen | None:
    """Return the question of another form in whose answer a mark stands."""
    return next((c for c in chosen if c.mark.end < mark.at < c.stop and c.mark.shape in (Shape.HEADING, Shape.BOLD) and not c.whole), None)


def _stands_alone(lines: Sequence[Line], mark: Mark, host: Chosen) -> bool:
    if mark.shape is host.mark.shape or mark.asks < Asks.LIKELY or lines[mark.at].quote or not _told(lines[host.mark.end + 1 : mark.at]):
        return False
    below = lines[mark.end + 1 : mark.stop if mark.stop > 0 else host.stop]
    first = next((line for line in below if not line.filler), None)
    if mark.shape is Shape.LABEL:
        return first is not None and bool(answer_label(first.text))
    if mark.asks < Asks.SURELY or not _told(below):
        return False
    if mark.shape is Shape.SUMMARY:
        return mark.stop > 0 and not lines[mark.at].depth and not _told(lines[mark.stop : _next_fold(lines, mark.stop, host.stop)])
    return not lines[mark.at].depth and (_follows(mark, host.mark) or _behind_rule(lines, mark.at))


def _next_fold(lines: Sequence[Line], start: int, stop: int) -> int:
    return next((at for at in range(start, stop) if "<summary" in lines[at].raw.lower()), stop)


def _told(lines: Iterable[Line]) -> bool:
    return any(not line.filler and not WRAPPER.match(line.text) and not re.match(r"\s*</?details[^>]*>\s*$", line.raw) for line in lines)


def _follows(mark: Mark, host: Mark) -> bool:
    if mark.number is None or host.number is None or not mark.number.values or not host.number.values:
        return False
    return mark.number.values[-1] == host.number.values[-1] + 1 and mark.number.style == host.number.style


def _behind_rule(lines: Sequence[Line], at: int) -> bool:
    above = next((line for line in reversed(lines[:at]) if not line.blank), None)
    return above is not None and above.kind is Kind.RULE


def _split(lines: Sequence[Line], chosen: Sequence[Chosen], marks: Sequence[Mark]) -> list[Chosen]:
    result = list(chosen)
    for mark in marks:
        host = next((c for c in result if c.mark.end < mark.at < c.stop), None)
        if host is None:
            continue
        stop = min(host.stop, mark.stop) if mark.stop > 0 else host.stop
        opened = next((n for n in range(mark.at, max(mark.at - 3, host.mark.end), -1) if "<details" in lines[n].raw.lower()), mark.at)
        result[result.index(host)] = replace(host, stop=opened)
        result.append(Chosen(mark, stop))
    return result
