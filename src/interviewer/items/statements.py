"""Questions that stand below what names them: a heading that is only a topic, and under it one paragraph that asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from interviewer.items.evidence import Chosen, Sections
from interviewer.items.forms import Mark
from interviewer.items.outline import Kind, Line
from interviewer.items.wording import Asks, asks, clean, numbering

_LEAST = 4
_SHARE = 0.6
"""Share of the headings of one level under which a paragraph asks."""
_ASKING = 0.4
"""Share of headings that ask themselves from which on they are the questions."""
_LONGEST = 900
_LINES = 8
_END = re.compile(r"[?？][)）\"”』」]*$")


def stated(members: Sequence[Mark], sections: Sections, lines: Sequence[Line]) -> list[Chosen]:
    """Return the questions that stand below headings of one level, when most of these say only what the question is about."""
    if len(members) < _LEAST or sum(m.asks >= Asks.LIKELY for m in members) > _ASKING * len(members):
        return []
    found = [c for m in members if (c := _statement(m, sections.end(m), lines)) is not None]
    return found if len(found) >= _SHARE * len(members) else []


def _statement(heading: Mark, stop: int, lines: Sequence[Line]) -> Chosen | None:
    body = [line for line in lines[heading.end + 1 : stop] if not line.filler]
    if not 1 <= len(body) <= _LINES or any(line.kind is not Kind.TEXT or line.marker for line in body):
        return None
    if sum(numbering(line.text)[0] is not None for line in body) > 1:  # a list without markers
        return None
    texts = [clean(line.text) for line in body]
    last = max((n for n, text in enumerate(texts) if _END.search(text) or _requests(text)), default=None)
    if last is None or sum(map(len, texts[: last + 1])) > _LONGEST or any(len(text) > 60 for text in texts[last + 1 :]):
        return None
    title = " ".join(texts[: last + 1])
    mark = replace(heading, end=body[last].at, title=title, full=title, asks=Asks.SURELY, label=True, number=None)
    return Chosen(mark, stop)


def _requests(text: str) -> bool:
    """Tell whether one of the sentences asks to tell or to write something."""
    return any(asks(sentence) >= Asks.LIKELY or _TASK.match(sentence) for sentence in re.split(r"(?<=[.!?。！？])\s*", text) if sentence)


_TASK = re.compile(
    r"(?:please |now |then,? )?(?:write|produce|implement|design|give|list|show|name|draw|fix)\b|(?:请|写|实现|设计|给出|画)", re.IGNORECASE
)
