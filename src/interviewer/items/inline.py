"""Answers on the line of their question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from interviewer.items.evidence import Chosen
from interviewer.items.forms import Shape
from interviewer.items.outline import Line
from interviewer.items.wording import Asks, asks

_TAIL = re.compile(r"^(.{3,200}?[?？])[\"”』」)）]?\s*(?:::|→|->|=>|[—–]+|-|[:：])?\s*([^\s(（?？].+)$", re.DOTALL)
_SHAPES = (Shape.LIST, Shape.LINE, Shape.LABEL, Shape.BOLD)


def with_inline(lines: Sequence[Line], chosen: Sequence[Chosen]) -> list[Chosen]:
    """Part question and answer where most questions of a form go on with what asks nothing, and have nothing below."""
    forms: dict[Any, list[Chosen]] = defaultdict(list)
    for c in chosen:
        if c.mark.shape in _SHAPES:
            forms[c.form].append(c)
    parted: dict[int, Chosen] = {}
    for members in forms.values():
        found = {c.mark.at: tail for c in members if (tail := _tail(c)) is not None}
        bare = sum(all(line.filler for line in lines[c.mark.end + 1 : c.stop]) for c in members)
        if len(found) >= 2 and len(found) >= 0.5 * len(members) and bare >= 0.5 * len(members):
            for c in members:
                if c.mark.at in found:
                    question, answer = found[c.mark.at]
                    parted[c.mark.at] = replace(c, mark=replace(c.mark, title=question, full=question, asks=asks(question), rest=answer))
    return [parted.get(c.mark.at, c) for c in chosen]


def _tail(chosen: Chosen) -> tuple[str, str] | None:
    found = _TAIL.match(chosen.mark.title)
    if not found or chosen.mark.rest or asks(found.group(2)) is Asks.SURELY or asks(found.group(1)) < Asks.SURELY:
        return None
    return found.group(1), found.group(2)
