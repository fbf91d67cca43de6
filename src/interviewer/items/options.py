"""The options A, B, C ... of a question with several answers to choose from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.items.outline import Kind, Line

OPTION = re.compile(
    r"^[\s>]*(?:[-*+•]\s*)?(?:\*\*)?(?:\[[ xX✓✔√]?\]\s*)?[（(\[【]?([A-Ha-h])[）)\]】]?(?:\*\*)?(?:\s*[.、．:：）)]|(?<=[)）\]】])\s)\s*(?:\*\*)?\s*\S"
)
_EMPTY_OPTION = re.compile(r"^[\s>]*([A-H])[.、．]\s*$")
TICK = re.compile(r"^([\s>]*(?:[-*+•]|\d+[.)])\s*)\[([ xX✓✔√]?)\](?!\()")
_FAR = 30
"""Lines between a question and its options at most: code may stand between."""


@dataclass(frozen=True, slots=True)
class Options:
    start: int
    stop: int
    """Line behind the last one."""
    ticked: tuple[str, ...] = ()
    """The lines that are marked as right."""
    count: int = 0


def is_first_option(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is option A and the next one B."""
    first = OPTION.match(lines[at].raw)
    if not first or first.group(1).upper() != "A":
        return False
    for line in lines[at + 1 : at + 12]:
        found = OPTION.match(line.raw)
        if found:
            return found.group(1).upper() == "B"
    return False


def options_in(lines: Sequence[Line], start: int, stop: int) -> Options | None:
    """Return the first run of options between two lines, at least two that follow each other in order."""
    for at in range(start, min(stop, start + _FAR)):
        if lines[at].kind is not Kind.TEXT:
            continue
        if TICK.match(lines[at].raw) or _letter(lines[at]) == "A":
            found = _run(lines, at, stop)
            if found.count >= 2:
                return found
    return None


def _letter(line: Line) -> str:
    found = OPTION.match(line.raw) or _EMPTY_OPTION.match(line.raw)
    return found.group(1).upper() if found and line.kind is Kind.TEXT else ""


def _run(lines: Sequence[Line], start: int, stop: int) -> Options:
    ticks = bool(TICK.match(lines[start].raw))
    end, count = start, 0
    ticked: list[str] = []
    for at in range(start, stop):
        line = lines[at]
        tick = TICK.match(line.raw)
        if (ticks and tick) or (not ticks and _letter(line) == chr(ord("A") + count)):
            count, end = count + 1, at + 1
            if tick and tick.group(2).strip():
                ticked.append(line.raw.strip())
        elif line.kind is Kind.CODE or (not line.filler and line.indent > lines[start].indent):
            end = at + 1
        elif not line.filler:
            break
    return Options(start, end, tuple(ticked), count)


def unticked(text: str) -> str:
    """Return options without the marks that give the right one away."""
    return "\n".join(TICK.sub(r"\1[ ]", line) for line in text.split("\n"))
