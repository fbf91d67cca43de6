"""Shortening a line for people, and taking items in turns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from interviewer.schema import Item

_ABOUT = 80
"""Characters of a line that tells why an item was picked."""
_PHRASE = re.compile(
    r"\s(?=(?:to|that|which|who|with|over|for|by|in|on|of|from|into|at|and|or|as|using|used)\s)|(?=[,，、;；。:：(（])|(?<=[。；])"
)
"""Where a phrase ends."""


def shortened(line: str, most: int = _ABOUT) -> str:
    """Return one line of at most `most` characters, cut at the end of a phrase where it has one, else at a word."""
    line = " ".join(line.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    at = max((found.start() for found in _PHRASE.finditer(line[: most + 4]) if found.start() < most), default=0)
    at = at if at > most // 3 else cut.rfind(" ")
    return (cut[:at] if at > most // 3 else cut).rstrip(" ,，、;；。:：") + "…"


def even(items: Sequence[Item], group: Mapping[str, str]) -> list[Item]:
    """Return the items taken in turns from groups, each group's own order kept; the first group is that of the first item."""
    queues: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        queues[group[item.id]].append(item)
    longest = max(map(len, queues.values()), default=0)
    return [queue[at] for at in range(longest) for queue in queues.values() if at < len(queue)]
