"""Some of the bank's items, as they are asked, and whether a text leaks what they keep back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from interviewer import documents, items
from interviewer.schema import BANK, Item, Reference, Turn, fingerprint
from interviewer.shipped import shipped

RUN_HAN, RUN_WORDS = 12, 6
"""Issue 5: a run of 12 Chinese characters or 6 English words is a leak."""


@cache
def bank() -> list[Item]:
    """Return the items of every ninth file, of both languages: reading them all takes seconds."""
    root, found = shipped("corpus"), []
    for path in sorted(root.glob("*/*.md"))[::9]:
        document = documents.read(path, root, 5)
        for one in items.extract(document).items:
            references = (Reference(text=one.answer or "", document=document.path),)
            fields = one.model_dump(include={"question", "topics", "metadata", "key_points", "follow_ups"})
            given = {"id": fingerprint(BANK, one.question), "owner": BANK, "language": path.parent.name, "references": references}
            found.append(Item.model_validate({**fields, **given}))
    return found


def turn_of(item: Item, at: datetime) -> Turn:
    return Turn(session_id="s", number=0, item=item, question=item.question, asked_at=at)


def runs(text: str) -> Iterator[str]:
    """Yield every run that counts as a leak, without marks and spaces."""
    han = re.sub(r"[^\u3400-\u9fff]", "", text)
    yield from (han[at : at + RUN_HAN] for at in range(len(han) - RUN_HAN + 1))
    words = re.findall(r"[a-z0-9]+", text.lower())
    yield from (" ".join(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1))


def leaked(said: str, item: Item, heard: str) -> set[str]:
    """Return the runs of the references and key points of an item that stand in what was said and not in what was heard before."""
    if item.id not in _KEPT_BACK:
        _KEPT_BACK[item.id] = frozenset(run for text in _unsaid(item) for run in runs(text))
    return set(_KEPT_BACK[item.id].intersection(runs(said))) - set(runs(heard))


def _unsaid(item: Item) -> Iterator[str]:
    yield from (reference.text for reference in item.references)
    yield from (point.text for point in item.key_points)


_KEPT_BACK: dict[str, frozenset[str]] = {}
