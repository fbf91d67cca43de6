"""Shortening a line for people, and taking items in turns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from interviewer.schema import Item

_ABOUT = 60
"""Characters of a line that tells why an item was picked."""


def shortened(line: str, most: int = _ABOUT) -> str:
    """Return one line of at most `most` characters, cut at a word."""
    line = " ".join(line.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    at = max(cut.rfind(mark) for mark in " ,，、;；。")
    return (cut[:at] if at > most // 2 else cut).rstrip(" ,，、;；。:：") + "…"


def even(items: Sequence[Item], group: Mapping[str, str]) -> list[Item]:
    """Return the items taken in turns from groups, each group's own order kept; the first group is that of the first item."""
    queues: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        queues[group[item.id]].append(item)
    longest = max(map(len, queues.values()), default=0)
    return [queue[at] for at in range(longest) for queue in queues.values() if at < len(queue)]
