"""Measure the check on what a model writes from notes (`items/grounding.py`), on the bank.

usage: python evals/grounding.py

Authors wrote the bank's key points in other words than its reference answers. So a key point should be backed by the three sentences of its own
item's references that share most words with it, and not by those of another item on the same topic. Printed: the share that is backed, of both.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence

from interviewer.app import App
from interviewer.items.grounding import Grounding, recall
from interviewer.items.numbered import citable
from interviewer.schema import BANK, Item
from interviewer.settings import load

_CITED, _OTHERS = 3, 3


def main() -> None:
    with tempfile.TemporaryDirectory() as home, App(load(home=home)) as app:
        app.library.ingest_bank()
        items = [item for item in app.store.items([BANK]) if item.references]
        for name, grounding in (("words", Grounding(None)), ("words and encoder", Grounding(app.similarity))):
            for language in ("zh", "en"):
                own, others = _measured([item for item in items if item.language == language], grounding)
                print(f"{name}, {language}: own key points backed {_told(own)}, another item's {_told(others)}")


def _measured(items: Sequence[Item], grounding: Grounding) -> tuple[list[bool], list[bool]]:
    rng = random.Random(0)
    own: list[bool] = []
    others: list[bool] = []
    for item in items:
        beside = [one for one in items if one.id != item.id and one.topics[:1] == item.topics[:1]]
        own += _backed(item, item, grounding)
        for other in rng.sample(beside, min(_OTHERS, len(beside))):
            others += _backed(other, item, grounding)
    return own, others


def _backed(said: Item, by: Item, grounding: Grounding) -> list[bool]:
    units = [unit.text for reference in by.references for unit in citable(reference.text)]
    points = [point.text for point in said.key_points]
    return [grounding.backed(point, sorted(units, key=lambda unit: -recall(point, unit))[:_CITED]) for point in points]


def _told(flags: Sequence[bool]) -> str:
    return f"{sum(flags)}/{len(flags)} = {sum(flags) / max(1, len(flags)):.3f}"


if __name__ == "__main__":
    main()
