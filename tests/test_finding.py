from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from interviewer.finding import find
from interviewer.index import Hit, Index
from interviewer.schema import BANK, ME, Item
from interviewer.store import Store
from tests.examples import item


def _found(items: list[tuple[Item, float]], owners: list[str]) -> list[str]:
    hits = [Hit(one.id, closeness, closeness >= 0.6) for one, closeness in items]
    held = {one.id: one for one, _ in items}
    store, index = SimpleNamespace(item=held.get), SimpleNamespace(search=lambda *_, **__: hits)
    return [one.item.id for one in find("x", owners, 5, ["items"], cast(Store, store), cast(Index, index), "en") if one.item]


def _item(name: str, language: Any, **changes: Any) -> Item:
    return item(name, id=name, language=language, references=(), **changes)


def test_what_the_bank_has_in_the_other_language_alone_comes_behind() -> None:
    bank = [(_item("zh fits", "zh"), 0.9), (_item("en fits", "en"), 0.7), (_item("zh near", "zh"), 0.5), (_item("en near", "en"), 0.4)]
    assert _found(bank, [BANK]) == ["en fits", "zh fits", "en near", "zh near"]


def test_a_persons_own_notes_stay_in_order_whatever_their_language() -> None:
    own = [(_item("zh fits", "zh", owner=ME), 0.9), (_item("en fits", "en", owner=ME), 0.7)]
    assert _found(own, [ME]) == ["zh fits", "en fits"]
