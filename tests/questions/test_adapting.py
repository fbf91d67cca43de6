from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.questions import next_item, outlook
from interviewer.schema import Aside, Item, Plan, Speech, Turn, Why, spent
from tests.examples import NOW, grade, item

LEVELS = ("easy", "medium", "hard")


def library(each: int = 4, **changes: Any) -> list[Item]:
    return [
        item(f"{level}{n}", id=f"{level}{n}", difficulty=level, topics=(f"topic {n}",), **changes) for n in range(each) for level in LEVELS
    ]


def turn(number: int, one: Item, score: float | None, **changes: Any) -> Turn:
    at = NOW + timedelta(minutes=number)
    given = {"session_id": "s", "number": number, "item": one, "question": one.question, "asked_at": at, "answer": "x", "answered_at": at}
    return Turn.model_validate({**given, "grade": grade(score), **changes})


def session(pool: Sequence[Item], plan: Plan, score: Callable[[Item], float | None], **changes: Any) -> list[Item]:
    """Return what is asked of someone who answers like this."""
    turns: list[Turn] = []
    while (one := next_item(pool, turns, plan, "seed")) is not None:
        turns.append(turn(len(turns), one, score(one), **changes))
    return [each.item for each in turns]


def levels(items: Sequence[Item]) -> list[int]:
    return [LEVELS.index(one.difficulty or "medium") for one in items]


def test_from_easy_to_hard_where_nothing_is_learnt() -> None:
    found = levels(session(library(), Plan(length=6), lambda one: None))
    assert found == sorted(found) and (found[0], found[-1]) == (0, 2)


def test_a_large_pool_is_spread_from_its_easiest_to_its_hardest() -> None:
    pool = sorted(library(10), key=lambda one: one.difficulty == "easy")
    assert levels(outlook(pool, Plan(length=5), "s")) == [0, 0, 1, 2, 2]
    assert set(levels(session(pool, Plan(length=5), lambda one: 5.0))) == {0}


def test_strong_answers_raise_the_level_at_once() -> None:
    assert levels(session(library(), Plan(length=5), lambda one: 95.0)) == [0, 1, 2, 2, 2]


def test_weak_answers_lower_it() -> None:
    assert set(levels(session(library(), Plan(length=4), lambda one: 5.0))) == {0}
    strong_until_hard = session(library(), Plan(length=6), lambda one: 95.0 if one.difficulty != "hard" else 5.0)
    assert levels(strong_until_hard) == [0, 1, 2, 1, 2, 1]


def test_a_skip_counts_as_weak_and_a_hint_keeps_an_answer_from_counting_as_strong() -> None:
    plan = Plan(length=6)
    first = next_item(library(), [], plan, "s")
    assert first is not None and first.difficulty == "easy"
    skipped = turn(0, first, None, grade=None, answer=None, skipped=True)
    hinted, strong = turn(0, first, 95.0, hints=1), turn(0, first, 95.0)
    assert [next_item(library(), [one], plan, "s").difficulty for one in (skipped, hinted, strong)] == ["easy", "easy", "medium"]  # type: ignore[union-attr]


def test_a_follow_up_counts_and_a_retry_does_not() -> None:
    plan, pool = Plan(length=6), library()
    first = pool[0]
    weak = turn(0, first, 5.0)
    better, again = turn(1, first, 95.0, kind="follow_up"), turn(1, first, 95.0, kind="retry")
    assert [next_item(pool, [weak, one], plan, "s").difficulty for one in (better, again)] == ["medium", "easy"]  # type: ignore[union-attr]


def test_only_main_questions_count_towards_the_length() -> None:
    pool = library()
    turns = [turn(0, pool[0], 5.0), turn(1, pool[0], 9.0, kind="follow_up"), turn(2, pool[0], 9.0, kind="retry"), turn(3, pool[1], 5.0)]
    assert next_item(pool, turns, Plan(length=3), "s") is not None
    assert next_item(pool, turns, Plan(length=2), "s") is None


def test_an_item_of_unknown_difficulty_counts_as_medium() -> None:
    pool = [item("一", id="h", difficulty="hard"), item("二", id="u", difficulty=None), item("三", id="e", difficulty="easy")]
    assert [one.id for one in outlook(pool, Plan(length=3), "s")] == ["e", "u", "h"]


def test_a_topic_is_left_where_another_is_as_good() -> None:
    pool = [item(f"q{n}", id=f"{n}", topics=("RAG" if n < 4 else "RoPE",), difficulty="easy") for n in range(8)]
    asked = [one.topics[0] for one in outlook(pool, Plan(length=4), "s")]
    assert all(one != other for one, other in pairwise(asked))


def test_questions_that_sound_the_same_do_not_follow_one_another() -> None:
    words = ("什么是乐观锁", "什么是悲观锁", "线程和进程", "虚拟内存的页表")
    asked = [one.question for one in outlook([item(text, id=text) for text in words], Plan(length=4), "s")]
    assert abs(asked.index(words[0]) - asked.index(words[1])) > 1


def test_a_translation_is_never_asked_beside_its_original() -> None:
    pool = [item("什么是 RoPE", id="a"), item("What is RoPE", id="b", language="en", translation_of="a")]
    assert len(outlook(pool, Plan(length=2), "s")) == 1


def test_what_is_only_near_comes_last_and_needs_take_turns() -> None:
    pool = library(2)
    near = {one.id: Why(kind="near") for one in pool if one.difficulty == "easy"}
    assert [one.difficulty == "easy" for one in outlook(pool, Plan(length=6), "s", near)] == [False] * 4 + [True] * 2
    needs = {one.id: Why(kind="brief", about=one.difficulty or "") for one in pool}
    asked = [one.difficulty for one in outlook(pool, Plan(length=6), "s", needs)]
    assert asked[:3] == [*LEVELS] and set(asked[3:]) == set(LEVELS)


def test_a_short_session_on_a_long_description_keeps_to_what_is_asked_for_first() -> None:
    pool = [item(f"q{n}", id=f"i{n}", difficulty=LEVELS[(2 * n) % 3]) for n in range(9)]
    needs = {one.id: Why(kind="brief", about=f"need {one.id}") for one in pool}
    asked = outlook(pool, Plan(length=3), "s", needs)
    assert {one.id for one in asked} == {"i0", "i1", "i2"} and levels(asked) == [0, 1, 2]


def test_time_ends_a_session_and_a_break_does_not() -> None:
    pool, plan = library(), Plan(length=9, minutes=15)
    late = [turn(0, pool[0], 50.0), turn(1, pool[1], 50.0, asked_at=NOW + timedelta(minutes=8), answered_at=NOW + timedelta(minutes=16))]
    assert spent(late) == timedelta(minutes=16) and next_item(pool, late, plan, "s") is None
    next_day = [turn(0, pool[0], 50.0, answered_at=NOW + timedelta(days=1))]
    assert spent(next_day) == timedelta(minutes=10) and next_item(pool, next_day, plan, "s") is not None


def test_a_clock_that_jumps_back_costs_nothing() -> None:
    pool = library()
    aside = Aside(intent="clarify", said="?", reply=Speech(text="!"), at=NOW + timedelta(minutes=3))
    turns = [turn(0, pool[0], 50.0, asides=(aside,), answered_at=NOW - timedelta(hours=5)), turn(1, pool[1], 50.0)]
    assert timedelta() <= spent(turns) <= timedelta(minutes=13)


def test_an_empty_pool_ends_the_session() -> None:
    assert next_item([], [], Plan(), "s") is None
    assert spent([]) == timedelta()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([*LEVELS, None]), st.sampled_from("abc")), max_size=14),
    st.lists(st.none() | st.floats(0, 100), min_size=14, max_size=14),
    st.integers(1, 10),
    st.text(max_size=3),
)
def test_whatever_the_answers_nothing_repeats_and_all_is_used(world: list[Any], scores: list[float | None], length: int, seed: str) -> None:
    pool = [item(f"q{n}", id=f"i{n}", difficulty=level, topics=(topic,)) for n, (level, topic) in enumerate(world)]
    turns: list[Turn] = []
    plan = Plan(length=length)
    while (one := next_item(pool, turns, plan, seed)) is not None:
        assert one == next_item(pool, turns, plan, seed)
        turns.append(turn(len(turns), one, scores[len(turns)]))
    asked = [each.item.id for each in turns]
    assert len(set(asked)) == len(asked) == min(length, len(pool))


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_a_short_pool_is_asked_from_easy_to_hard(count: int) -> None:
    found = levels(outlook(library(3)[:count], Plan(length=8), "s"))
    assert found == sorted(found) and len(found) == count
