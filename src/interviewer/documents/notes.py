"""Markdown and plain text: passed through, line by line, with the front matter lifted out."""

from __future__ import annotations

import math
import re
import tomllib
from datetime import date, datetime
from typing import Any

from interviewer.documents.parsed import Parsed

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.{0,65536}?)^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z_][\w -]{0,40}|[\u4e00-\u9fff]{1,8})[ \t]*[:：=][ \t]*(.*)$", re.MULTILINE)
_ALIAS = re.compile(r"(?:^|[\s\[,:])[*&][\w-]+[ \t]*(?:$|[\],\s])", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"[\s>*+-]*(`{3,}|~{3,})")
_MARKS = re.compile(
    r"^(?:#{1,6} \S|[ \t]*[-*+] \S|[ \t]*(?:```|~~~)|> |\|.*\||<(?:details|summary|br|img|div|p|a)\b|[ \t]*\d+[.)] \S)|\*\*[^*\n]+\*\*|\]\(\S+\)",
    re.MULTILINE | re.IGNORECASE,
)


def read_notes(text: str) -> Parsed:
    """Return Markdown or plain text as it is: line N of the result is line N of the file, front matter made blank."""
    metadata: dict[str, Any] = {}
    front = _FRONT.match(text)
    if front:
        found = _front_matter(front[2], toml=front[1] == "+++")
        if found is not None:
            metadata = found
            text = "\n" * front[0].count("\n") + text[front.end() :]
    title = metadata.get("title")
    return Parsed(text, title.strip() if isinstance(title, str) else "", metadata)


def is_marked_up(text: str) -> bool:
    """Tell Markdown from plain text, by its marks."""
    return bool(_MARKS.search(text))


def heading_title(text: str) -> str:
    """Return the heading that names the whole text; empty where the first one is only one among its equals."""
    from interviewer.text import plain  # late: it loads what a reader in a process of its own does without

    levels: list[int] = []
    first = fence = ""
    previous = ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        found = _heading(line, previous) if not fence else None
        if found:
            levels.append(found[0])
            first = first or found[1]
            if levels[0] == 1:
                break
        previous = line
    return plain(first) if levels and (levels[0] == 1 or levels[0] < min(levels[1:], default=7)) else ""


def _heading(line: str, previous: str) -> tuple[int, str] | None:
    match = _HEADING.match(line)
    if match:
        return len(match[1]), match[2]
    if len(line) > 2 and not line.strip("= ") and previous.strip():
        return 1, previous.strip()
    return None


def _front_matter(block: str, *, toml: bool) -> dict[str, Any] | None:
    """Return the fields of a front matter; None when the block between the rules is something else.

    A broken one still gives its `key: value` lines: an unquoted colon in a title is the commonest mistake there is.
    """
    if not block.strip():
        return {}
    try:
        loaded = tomllib.loads(block) if toml else load_yaml(block)
    except ValueError:
        fields = {match[1].strip(): match[2].strip().strip("\"'") for match in _FIELD.finditer(block)}
        return fields if len(fields) >= 0.5 * len(block.strip().splitlines()) else None
    return loaded if isinstance(loaded := jsonable(loaded), dict) else None


def load_yaml(text: str) -> Any:
    """Load YAML without aliases.

    Raises:
        ValueError: it is broken, too deep, or uses aliases (with which a few lines can stand for gigabytes).
    """
    import yaml

    if _ALIAS.search(text) and re.search(r"&\w", text):
        raise ValueError("aliases")
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError, OverflowError, TypeError, AttributeError, KeyError) as error:
        raise ValueError(str(error)) from error


def jsonable(value: Any, depth: int = 6) -> Any:
    """Return the same value made of what JSON knows; dates become ISO text, anything else its text."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if depth and isinstance(value, dict):
        return {str(key): jsonable(item, depth - 1) for key, item in value.items()}
    if depth and isinstance(value, (list, tuple, set)):
        return [jsonable(item, depth - 1) for item in value]
    return str(value)[:200]
