from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.errors import InputError
from interviewer.questions import Offer, choose, offer
from interviewer.schema import BANK, ME, Card, Focus, Item, Plan
from tests.examples import NOW, item


def mine(question: str, **changes: Any) -> Item:
    return item(question, owner=ME, **changes)


def of(items: Sequence[Item], plan: Plan | None = None, **given: Any) -> Offer:
    return offer(items, plan or Plan(length=5, language="zh"), **{"past": {}, "known": {}, "due": (), **given})


def card(of: Item) -> Card:
    return Card(owner=ME, item_id=of.id, state={}, due=NOW - timedelta(days=1))


def test_what_has_no_answer_can_not_be_asked_and_is_not_counted() -> None:
    asked, unanswered = mine("闷蒸有什么用？", topics=("咖啡",)), mine("水温怎么选？", topics=("水",), key_points=())
    found = of([asked, unanswered])
    assert (found.own, found.new, found.topics) == (1, 1, (("咖啡", 1),))


def test_of_ones_own_notes_only_their_topics_are_offered() -> None:
    items = [mine("闷蒸有什么用？", topics=("咖啡",)), *(item(f"第 {n} 问是什么？", topics=("检索",)) for n in range(3))]
    assert of(items).topics == (("咖啡", 1), ("检索", 3))
    own = of(items, Plan(length=5, language="zh", mine=True))
    assert own.topics == (("咖啡", 1),) and own.new == own.own == 1


def test_before_anything_was_asked_nothing_has_begun() -> None:
    one = item("什么是注意力机制？")
    assert not of([one]).begun and of([one], past={one.id: None}).begun
    later = of([one], past={one.id: 40.0}, known={one.id: 40.0}, due=[card(one)])
    assert (later.due, later.weak, later.new) == (1, 1, 0)


def test_companies_are_those_of_ones_own_notes() -> None:
    named = {"company": "美团、腾讯"}
    assert of([mine("一问是什么？", metadata=named), item("二问是什么？", metadata={"company": "百度"})]).companies == ("美团", "腾讯")


@settings(max_examples=40, deadline=None)
@given(scores=st.lists(st.none() | st.floats(0, 100), min_size=8, max_size=8), seen=st.sets(st.integers(0, 7)), own=st.booleans())
def test_each_count_is_what_a_session_of_that_focus_finds(scores: list[float | None], seen: set[int], own: bool) -> None:
    owners, languages = (BANK, ME, BANK, BANK), ("zh", "zh", "en", "zh")
    items = [
        item(f"第 {n} 问是什么？", owner=owners[n % 4], language=languages[n % 4], key_points=() if n == 7 else item("?").key_points)
        for n in range(8)
    ]
    past = {items[at].id: scores[at] for at in seen}
    due = [card(items[at]) for at in seen if at % 2]
    found = of(items, Plan(length=5, language="zh", mine=own), past=past, known=past, due=due)
    focuses: tuple[tuple[Focus, int], ...] = (("due", found.due), ("weak", found.weak), ("new", found.new))
    for focus, count in focuses:
        plan = Plan(length=5, language="zh", mine=own, focus=focus)
        try:
            chosen = choose([one for one in items if one.owner == ME or not own], plan, past=past, due=due, rng=random.Random(1))
        except InputError:
            assert count == 0
        else:
            assert count == chosen.fitting
