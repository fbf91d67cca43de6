from __future__ import annotations

import random
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import InputError
from interviewer.questions import check_topics, choose, outlook
from interviewer.schema import Item, Plan
from tests.examples import item


class Near(NamedTuple):
    item_id: str
    closeness: float = 0.9
    fits: bool = True


def chosen(items: list[Item], plan: Plan, past: dict[str, float | None] | None = None, **given: Any) -> list[str]:
    """Return the ids of what is asked, in order, of someone about whom nothing is learnt."""
    pool = choose(items, plan, past=past or {}, rng=random.Random(1), **given)
    return [one.id for one in outlook(pool.items, plan, "s", pool.why)]


def test_never_asked_comes_first_then_the_weakest() -> None:
    items = [item(f"问题{n}", id=f"i{n}") for n in range(4)]
    assert set(chosen(items, Plan(length=2), past={"i0": 90.0, "i1": 20.0})) == {"i2", "i3"}
    assert set(chosen(items, Plan(length=3), past={"i0": 90.0, "i1": 20.0})) == {"i1", "i2", "i3"}


def test_from_easy_to_hard() -> None:
    items = [item("难", id="h", difficulty="hard"), item("易", id="e", difficulty="easy"), item("中", id="m", difficulty="medium")]
    assert chosen(items, Plan(length=3)) == ["e", "m", "h"]


def test_topics_and_difficulty_narrow() -> None:
    items = [
        item("一", id="a", topics=("RAG",), difficulty="easy"),
        item("二", id="b", topics=("RAG",), difficulty="hard"),
        item("三", id="c", topics=("RoPE",)),
    ]
    assert set(chosen(items, Plan(topics=("RAG",)))) == {"a", "b"}
    assert chosen(items, Plan(topics=("RAG",), difficulty="hard", length=1)) == ["b"]


def test_free_text_follows_the_ranking() -> None:
    items = [item(f"问题{n}", id=f"i{n}") for n in range(5)]
    assert set(chosen(items, Plan(query="x", length=2), found=[Near("i4"), Near("i2"), Near("i0")])) == {"i4", "i2"}


def test_an_item_without_key_points_is_never_asked() -> None:
    with pytest.raises(InputError, match="nothing fits"):
        chosen([item("问题", id="a", key_points=())], Plan())


def test_a_question_and_its_translation_are_one() -> None:
    zh, en = item("什么是 RoPE", id="zh1"), item("What is RoPE", id="en1", language="en", translation_of="zh1")
    assert len(chosen([zh, en], Plan(language="en"))) == 1
    assert len(chosen([en, zh], Plan(language="zh"))) == 1


def test_the_other_language_only_fills_up() -> None:
    items = [item(f"问题{n}", id=f"z{n}") for n in range(3)] + [item(f"question {n}", id=f"e{n}", language="en") for n in range(3)]
    assert all(one.startswith("e") for one in chosen(items, Plan(language="en", length=3)))
    assert len(chosen(items, Plan(language="en", length=5))) == 5


def test_an_unknown_topic_names_near_ones() -> None:
    with pytest.raises(InputError, match="位置编码"):
        check_topics(Plan(topics=("位置编玛",)), ["注意力", "位置编码"])
    check_topics(Plan(topics=("注意力",)), ["注意力"])


@given(st.lists(st.sampled_from(["easy", "medium", "hard", None]), max_size=20), st.integers(1, 8), st.integers())
def test_no_repeats_and_never_too_many(levels: list[str | None], length: int, seed: int) -> None:
    items = [item(f"q{n}", id=f"i{n}", difficulty=level) for n, level in enumerate(levels)]
    if not items:
        return
    plan = Plan(length=length)
    pool = choose(items, plan, past={}, rng=random.Random(seed))
    picked = outlook(pool.items, plan, str(seed), pool.why)
    assert len({one.id for one in picked}) == len(picked) == min(length, len(items))
