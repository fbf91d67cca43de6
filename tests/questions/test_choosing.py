from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.errors import InputError
from interviewer.questions import Asked, Chosen, Need, check_topics, choose, outlook, planned
from interviewer.schema import ME, Card, Item, Plan, Widened
from tests.examples import NOW, item
from tests.hashed import Hashed
from tests.questions.found import Near


def pool(items: Sequence[Item], plan: Plan, past: dict[str, float | None] | None = None, seed: int = 1, **given: Any) -> Chosen:
    return choose(items, plan, past=past or {}, rng=random.Random(seed), **given)


def asked(items: Sequence[Item], plan: Plan, past: dict[str, float | None] | None = None, **given: Any) -> list[str]:
    """Return the ids of what is asked, in order, of someone about whom nothing is learnt."""
    chosen = pool(items, plan, past, **given)
    return [one.id for one in outlook(chosen.items, plan, "s", chosen.why)]


def some(count: int, prefix: str = "i", **changes: Any) -> list[Item]:
    return [item(f"{prefix} 的问题 {n}", id=f"{prefix}{n}", **changes) for n in range(count)]


def need(text: str, must: bool = True) -> Need:
    return Need(text=text, search=text, must=must)


def card(item_id: str, days: int = 0) -> Card:
    return Card(owner=ME, item_id=item_id, state={}, due=NOW - timedelta(days=days))


# ---------------------------------------------------------------- what fits


def test_never_asked_comes_first_then_the_weakest() -> None:
    items = some(4)
    assert set(asked(items, Plan(length=2), past={"i0": 90.0, "i1": 20.0})) == {"i2", "i3"}
    assert set(asked(items, Plan(length=3), past={"i0": 90.0, "i1": 20.0})) == {"i1", "i2", "i3"}


def test_the_pool_holds_more_than_is_asked_but_only_what_fits() -> None:
    items = [*some(20, "a", topics=("RAG",)), *some(20, "b", topics=("RoPE",))]
    chosen = pool(items, Plan(topics=("RAG",), length=4))
    assert len(chosen.items) == 12 and all(one.id.startswith("a") for one in chosen.items)
    assert chosen.widened is None and chosen.fitting == 20 and chosen.topics == (("RAG", 20),)


def test_topics_and_difficulty_narrow() -> None:
    items = [
        item("一", id="a", topics=("RAG",), difficulty="easy"),
        item("二", id="b", topics=("RAG",), difficulty="hard"),
        item("三", id="c", topics=("RoPE",)),
    ]
    assert set(asked(items, Plan(topics=("rag",)))) == {"a", "b"}
    assert asked(items, Plan(topics=("RAG",), difficulty="hard", length=1)) == ["b"]


def test_a_pool_has_some_of_each_level_to_go_to() -> None:
    items = [*some(60, "m", difficulty="medium"), *some(3, "e", difficulty="easy"), *some(3, "h", difficulty="hard")]
    for seed in range(3):
        chosen = pool(items, Plan(length=3), seed=seed)
        assert {letter: sum(one.id.startswith(letter) for one in chosen.items) for letter in "emh"} == {"e": 3, "m": 3, "h": 3}


def test_several_topics_have_the_same_share() -> None:
    items = [*some(30, "a", topics=("RAG",)), *some(3, "b", topics=("RoPE",))]
    chosen = pool(items, Plan(topics=("RAG", "RoPE"), length=2))
    assert sum(one.id.startswith("b") for one in chosen.items) == 3


def test_surprise_is_even_over_the_topics_and_drawn() -> None:
    items = [*some(30, "a", topics=("RAG",)), *some(4, "b", topics=("RoPE",)), *some(4, "c", topics=("SFT",))]
    plan = Plan(focus="surprise", length=4)
    drawn = pool(items, plan)
    assert [sum(one.id.startswith(letter) for one in drawn.items) for letter in "abc"] == [4, 4, 4]
    assert {why.kind for why in drawn.why.values()} == {"surprise"}
    assert any(pool(items, plan, seed=seed).items != drawn.items for seed in range(2, 6))


def test_an_item_without_key_points_is_never_asked() -> None:
    with pytest.raises(InputError, match="nothing fits"):
        pool([item("问题", id="a", key_points=())], Plan())


def test_a_company_is_known_by_any_of_its_names() -> None:
    items = [
        item("一", id="a", metadata={"company": "字节跳动"}),
        item("二", id="b", metadata={"company": ["Google", "腾讯"]}),
        item("三", id="c"),
    ]
    assert asked(items, Plan(company="ByteDance", length=1)) == ["a"]
    assert asked(items, Plan(company="tencent", length=1)) == ["b"]
    with pytest.raises(InputError, match="字节跳动") as raised:
        pool(items, Plan(company="字结跳动"))
    assert raised.value.key == "no_company"


def test_an_unknown_topic_names_near_ones() -> None:
    with pytest.raises(InputError, match="位置编码"):
        check_topics(Plan(topics=("位置编玛",)), ["注意力", "位置编码"])
    check_topics(Plan(topics=("注意力", "rag")), ["注意力", "RAG"])


# ---------------------------------------------------------------- focus


def test_what_is_due_is_asked_in_due_order_and_says_since_when() -> None:
    due = [card("i5", days=3), card("i1", days=9), card("i2")]
    chosen = pool(some(8), Plan(focus="due", length=3), due=due)
    assert [one.id for one in chosen.items] == ["i5", "i1", "i2"]
    assert chosen.why["i1"].kind == "due" and chosen.why["i1"].about == (NOW - timedelta(days=9)).date().isoformat()


def test_weak_spots_come_weakest_first_and_only_those_that_were_asked() -> None:
    past = {"i0": 95.0, "i1": 30.0, "i2": 5.0, "i3": None, "i4": 0.0}
    chosen = pool(some(8), Plan(focus="weak", length=3), past=past)
    assert [one.id for one in chosen.items] == ["i4", "i2", "i1"]
    assert {why.kind for why in chosen.why.values()} == {"weak"}


def test_never_asked() -> None:
    chosen = pool(some(4), Plan(focus="new", length=2), past={"i0": None, "i1": 50.0})
    assert {one.id for one in chosen.items} == {"i2", "i3"} and {why.kind for why in chosen.why.values()} == {"new"}


def test_the_translation_of_what_was_asked_is_not_new() -> None:
    zh, en = item("什么是 RoPE", id="zh1"), item("What is RoPE", id="en1", language="en", translation_of="zh1")
    fresh = [*some(1, "z"), *some(1, "e", language="en")]
    assert asked([zh, en, *fresh], Plan(focus="new", language="en", length=1), past={"zh1": 50.0}) == ["e0"]
    assert asked([zh, en, *fresh], Plan(focus="new", language="zh", length=1), past={"en1": 50.0}) == ["z0"]
    chosen = pool([zh, en, *fresh], Plan(focus="new", language="en", length=2), past={"zh1": 50.0})
    assert [one.id for one in chosen.items] == ["e0", "z0"] and chosen.widened is not None and chosen.widened.by == "language"


@pytest.mark.parametrize("focus", ["due", "weak", "new"])
def test_a_focus_on_nothing_says_so(focus: Any) -> None:
    with pytest.raises(InputError) as raised:
        pool(some(2), Plan(focus=focus), past={"i0": 90.0, "i1": 80.0})
    assert raised.value.key == f"nothing_{focus}"


def test_what_is_due_is_asked_in_whatever_language_it_was_learnt() -> None:
    items = [*some(2, "z"), *some(5, "e", language="en")]
    assert asked(items, Plan(focus="due", length=2, language="en"), due=[card("z0"), card("z1")]) == ["z0", "z1"]


# ---------------------------------------------------------------- free text


def test_free_text_follows_what_was_found() -> None:
    found = [Near("i4"), Near("i2"), Near("i0", fits=False)]
    chosen = pool(some(5), Plan(query="位置", length=2), found=found)
    assert [one.id for one in chosen.items] == ["i4", "i2"] and chosen.widened is None
    assert chosen.why["i4"].kind == "query" and chosen.why["i4"].about == "位置"


def test_what_only_just_fits_free_text_is_called_near_and_not_counted_as_exact() -> None:
    found = [Near("i0", 0.98), Near("i1", 0.84), Near("i2", 0.3, fits=False)]
    chosen = pool(some(3), Plan(query="设计一个限流器", length=3), found=found)
    assert [chosen.why[name].kind for name in ("i0", "i1", "i2")] == ["query", "near", "near"]
    assert chosen.widened is not None and chosen.widened.fitting == 1


def test_what_fits_free_text_far_less_well_is_not_asked_for_its_level() -> None:
    found = [Near("i0", 0.95), Near("i1", 0.9), Near("i2", 0.8), Near("i3", 0.55)]
    chosen = pool(some(4), Plan(query="位置", length=2), found=found)
    assert [one.id for one in chosen.items] == ["i0", "i1", "i2"] and chosen.fitting == 4


def test_too_few_that_fit_are_joined_by_the_nearest_which_are_asked_last() -> None:
    found = [Near("i4"), Near("i2"), Near("i1", 0.3, fits=False), Near("i0", 0.2, fits=False)]
    items = [one.model_copy(update={"difficulty": "hard" if one.id in ("i4", "i2") else "easy"}) for one in some(5)]
    chosen = pool(items, Plan(query="位置", length=3), found=found)
    assert chosen.widened is not None and (chosen.widened.fitting, chosen.widened.by) == (2, "meaning")
    assert asked(items, Plan(query="位置", length=3), found=found) == ["i4", "i2", "i1"]
    assert chosen.why["i1"].kind == "near"


def test_a_query_about_nothing_names_the_nearest_topics() -> None:
    with pytest.raises(InputError, match="注意力") as raised:
        pool(some(3), Plan(query="asdf"), found=[Near("i1", 0.1, fits=False)])
    assert raised.value.key == "nothing_about"


# ---------------------------------------------------------------- widening


def test_the_other_language_only_fills_up() -> None:
    items = [*some(3, "z"), *some(3, "e", language="en")]
    assert all(one.startswith("e") for one in asked(items, Plan(language="en", length=3)))
    chosen = pool(items, Plan(language="en", length=5))
    assert chosen.widened is not None and (chosen.widened.fitting, chosen.widened.by) == (3, "language")
    assert pool(items, Plan(language="notes", length=5)).widened is None
    assert pool(items, Plan(language="en", mine=True, length=5)).widened is None


def test_difficulty_is_given_up_before_the_topic() -> None:
    items = [
        *some(2, "h", topics=("RAG",), difficulty="hard"),
        *some(3, "e", topics=("RAG",), difficulty="easy"),
        *some(9, "x", topics=("SFT",)),
    ]
    chosen = pool(items, Plan(topics=("RAG",), difficulty="hard", length=4))
    assert chosen.widened is not None and (chosen.widened.by, chosen.widened.to) == ("difficulty", ("RAG",))
    assert {one.id[0] for one in chosen.items} == {"h", "e"}


def test_meaning_widens_to_what_is_nearest() -> None:
    items = [
        item("rotary position encoding", id="a", topics=("RoPE",)),
        item("position encoding sinusoidal", id="b"),
        item("tcp handshake", id="c"),
    ]
    chosen = pool(items, Plan(topics=("RoPE",), length=2), encoder=Hashed())
    assert [one.id for one in chosen.items] == ["a", "b"]
    assert chosen.widened is not None and (chosen.widened.fitting, chosen.widened.by, chosen.widened.to) == (1, "meaning", ("注意力",))
    assert chosen.why["b"].kind == "near" and chosen.why["b"].about == "RoPE"


def test_the_topics_told_are_those_of_all_that_only_comes_near_the_most_questions_first() -> None:
    names = ("databases", "design", "training", "training", "databases")
    items = [item(f"question {n}", id=f"i{n}", topics=(name,)) for n, name in enumerate(names)]
    just_fits = Near("i1", 0.7)
    found = [Near("i0", 0.95), just_fits, *(Near(f"i{n}", 0.3, fits=False) for n in (2, 3, 4))]
    plan = Plan(query="distributed systems", length=5)
    chosen = pool(items, plan, found=found)
    assert chosen.widened == Widened(fitting=1, by="meaning", to=("training", "design", "databases"))
    assert {one.topics[0] for one in outlook(chosen.items, plan, "s", chosen.why)[1:]} == set(chosen.widened.to)


@pytest.mark.parametrize("last", [("e",), ()])
def test_what_the_topics_told_leave_out_is_owned_to(last: tuple[str, ...]) -> None:
    topics = (("a",), ("b",), ("c",), ("d",), last)
    items = [item(f"question {n}", id=f"i{n}", topics=of) for n, of in enumerate(topics)]
    found = [Near("i0"), *(Near(f"i{n}", 0.3, fits=False) for n in range(1, 5))]
    chosen = pool(items, Plan(query="x", length=5), found=found)
    assert chosen.widened == Widened(fitting=1, by="meaning", to=("b", "c", "d"), more=True)


def test_where_nothing_more_is_there_what_only_just_fits_is_counted_too() -> None:
    chosen = pool(some(2), Plan(query="x", length=3), found=[Near("i0", 0.95), Near("i1", 0.7)])
    assert chosen.widened == Widened(fitting=2, by="none")


def test_a_session_that_cannot_be_widened_says_that_it_is_shorter() -> None:
    chosen = pool(some(2), Plan(length=5))
    assert chosen.widened is not None and (chosen.widened.fitting, chosen.widened.by) == (2, "none")


# ---------------------------------------------------------------- a job description


def test_each_need_is_served_before_any_is_served_twice() -> None:
    items = some(12)
    wanted = [Asked(need(f"need {n}"), [Near(f"i{at}") for at in range(2 * n, 2 * n + 2)]) for n in range(6)]
    plan = Plan(brief="...", length=8)
    chosen = pool(items, plan, asked=wanted)
    first = [chosen.why[one.id].about for one in outlook(chosen.items, plan, "s", chosen.why)]
    assert first[:6] == [f"need {n}" for n in range(6)] and len(first) == 8
    assert {why.kind for why in chosen.why.values()} == {"brief"}


def test_a_need_about_which_nothing_is_known_forces_no_question() -> None:
    wanted = [Asked(need("soups"), [Near("i0", 0.1, fits=False)]), Asked(need("RAG"), [Near("i1")])]
    chosen = pool(some(3), Plan(brief="...", length=1), asked=wanted)
    assert [one.id for one in chosen.items] == ["i1"]
    with pytest.raises(InputError) as raised:
        pool(some(3), Plan(brief="...", length=1), asked=wanted[:1])
    assert raised.value.key == "nothing_for_brief"


def test_what_fits_by_accident_is_no_reason_to_ask() -> None:
    cook = [Asked(need("stock rotation"), [Near("i1", 0.85)]), *(Asked(need(f"soup {n}"), [Near("i0", 0.1, fits=False)]) for n in range(8))]
    with pytest.raises(InputError) as raised:
        pool(some(3), Plan(brief="..."), asked=cook)
    assert raised.value.key == "nothing_for_brief"


def test_a_description_is_widened_within_the_topics_that_fit_it() -> None:
    items = [
        item("文档切分", id="a", topics=("RAG",)),
        item("向量检索", id="b", topics=("RAG",)),
        item("切分文档吗", id="c", topics=("SFT",)),
    ]
    chosen = pool(items, Plan(brief="...", length=3), asked=[Asked(need("RAG"), [Near("a", 0.95)])], encoder=Hashed())
    assert [one.id for one in chosen.items] == ["a", "b"] and chosen.widened is not None and chosen.widened.by == "meaning"


def test_what_is_added_is_in_the_language_of_the_interview_first() -> None:
    found = [Near("z0"), Near("e0", 0.4, fits=False), Near("z1", 0.3, fits=False)]
    items = [*some(2, "z"), *some(1, "e", language="en")]
    assert [one.id for one in pool(items, Plan(query="x", length=2), found=found).items] == ["z0", "z1"]


def test_what_fits_a_need_far_less_well_is_not_asked_for_its_level() -> None:
    items = [item("一", id="a", difficulty="hard"), item("二", id="b", difficulty="easy"), item("三", id="c", difficulty="easy")]
    wanted = [Asked(need("RAG"), [Near("a", 0.95), Near("b", 0.6), Near("c", 0.9)])]
    assert {one.id for one in pool(items, Plan(brief="...", length=1), asked=wanted).items} == {"a", "c"}


def test_a_question_goes_to_the_need_that_it_fits_best() -> None:
    wanted = [
        Asked(need("agents and tools"), [Near("i0", 0.75), Near("i1", 0.7)]),
        Asked(need("function calling"), [Near("i0", 1.0), Near("i2", 0.85)]),
    ]
    chosen = pool(some(3), Plan(brief="...", length=2), asked=wanted)
    assert [(one.id, chosen.why[one.id].about) for one in chosen.items[:2]] == [("i1", "agents and tools"), ("i0", "function calling")]


def test_a_text_that_asks_for_nothing_is_told() -> None:
    with pytest.raises(InputError) as raised:
        pool(some(3), Plan(brief="。。。"), asked=[])
    assert raised.value.key == "no_needs"


# ---------------------------------------------------------------- never twice


def test_a_question_and_its_translation_are_one() -> None:
    zh, en = item("什么是 RoPE", id="zh1"), item("What is RoPE", id="en1", language="en", translation_of="zh1")
    for plan in (Plan(language="en"), Plan(language="zh"), Plan(language="notes")):
        assert len(pool([zh, en], plan).items) == len(pool([en, zh], plan).items) == 1


def test_of_the_same_question_in_two_libraries_ones_own_is_asked() -> None:
    items = [item("什么是位置编码？", id="b"), item("位置编码是什么？", id="m", owner=ME), item("什么是注意力？", id="x")]

    def alike(questions: Sequence[str]) -> list[list[int]]:
        same = [at for at, question in enumerate(questions) if "位置编码" in question]
        return [group for group in (same, *([at] for at in range(len(questions)) if at not in same)) if group]

    for seed in range(4):
        assert {one.id for one in pool(items, Plan(length=3), seed=seed, alike=alike).items} == {"m", "x"}


LEVELS = st.sampled_from(["easy", "medium", "hard", None])
WORLDS = st.lists(
    st.tuples(LEVELS, st.sampled_from(["RAG", "RoPE", "SFT"]), st.sampled_from(["zh", "en"]), st.none() | st.floats(0, 100)),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(
    WORLDS,
    st.integers(1, 8),
    st.none() | st.integers(1, 30),
    st.sampled_from(["all", "weak", "new", "surprise"]),
    st.booleans(),
    st.integers(),
)
def test_whatever_the_plan_nothing_repeats_and_the_same_in_is_the_same_out(
    world: list[Any], length: int, minutes: int | None, focus: Any, narrow: bool, seed: int
) -> None:
    items = [
        item(f"q{n}", id=f"i{n}", difficulty=level, topics=(topic,), language=language)
        for n, (level, topic, language, _) in enumerate(world)
    ]
    past = {f"i{n}": score for n, (*_, score) in enumerate(world) if n % 2}
    plan = Plan(length=length, minutes=minutes, focus=focus, topics=("RAG",) if narrow else ())
    try:
        chosen = pool(items, plan, past, seed=seed, encoder=Hashed())
    except InputError as error:
        assert error.key.startswith("nothing_")
        return
    assert chosen == pool(list(reversed(items)), plan, past, seed=seed, encoder=Hashed()) or chosen.widened is not None
    assert chosen == pool(items, plan, past, seed=seed, encoder=Hashed())
    ids = [one.id for one in chosen.items]
    assert len(set(ids)) == len(ids) <= 3 * planned(plan)
    told = outlook(chosen.items, plan, "s", chosen.why)
    assert len(told) == min(planned(plan), len(ids)) and len({one.id for one in told}) == len(told)
    if plan != Plan(length=length, minutes=minutes):
        assert set(chosen.why) == set(ids)
    assert (chosen.widened is None) == (
        len([one for one in ids if one not in chosen.why or chosen.why[one].kind != "near"]) >= planned(plan)
    )
    near = [one.id in chosen.why and chosen.why[one.id].kind == "near" for one in told]
    assert near == sorted(near)


def test_the_language_is_given_up_after_the_difficulty() -> None:
    easy = [item("什么是注意力？", id="zh easy", difficulty="easy"), item("什么是缓存？", id="zh easy too", difficulty="easy")]
    items = [*easy, item("What is attention?", id="en hard", language="en", difficulty="hard")]
    chosen = pool(items, Plan(topics=("注意力",), difficulty="easy", language="en", length=1))
    assert [one.id for one in chosen.items] == ["en hard"]
    assert chosen.widened is not None and chosen.widened.by == "difficulty"
