"""Folding: near topics one, small ones in their parents, nothing lost of an item's own topics."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.items.folding import MOST, fold
from interviewer.schema import Item, Language, Reference


def item(number: int, *topics: str, question: str = "", document: str = "notes.md", language: Language = "zh") -> Item:
    return Item(
        id=str(number),
        owner="me",
        question=question or f"问题 {number}",
        language=language,
        topics=topics,
        references=(Reference(text="答。", document=document),),
    )


def mains(items: list[Item]) -> Counter[str]:
    return Counter(one.topics[0] for one in fold(items))


def test_names_of_one_subject_are_one_topic_in_the_language_of_the_notes() -> None:
    assert mains([item(1, "OS"), item(2, "操作系统"), item(3, "operating systems")]) == {"操作系统": 3}
    english = [item(n, topic, language="en") for n, topic in enumerate(("JS", "JavaScript", "javascript basics"))]
    assert mains(english) == {"JavaScript": 3}


def test_case_and_plural_tell_no_topics_apart() -> None:
    assert len(mains([item(1, "Widget"), item(2, "widgets"), item(3, "WIDGET")])) == 1


def test_small_topics_go_into_a_wider_one_and_stay_with_the_item() -> None:
    items = [item(n, f"Redis 第{n}讲", "缓存") for n in range(60)]
    folded = fold(items)
    assert {one.topics[0] for one in folded} <= {"缓存", "Redis"}
    assert all(old.topics[0] in new.topics for old, new in zip(items, folded, strict=True))


def test_a_file_name_gives_way_to_the_subject_of_its_questions() -> None:
    items = [item(n, "old dump", question=f"MySQL 的第 {n} 个问题", document="old_dump.md") for n in range(5)]
    assert mains(items) == {"MySQL": 5}


def test_what_belongs_nowhere_is_put_together() -> None:
    items = [item(n, "写作") for n in range(50)] + [item(100 + n, f"零星话题{chr(0x4E00 + n)}") for n in range(5)]
    assert mains(items) == {"写作": 50, "其他": 5}


def test_items_without_topics_have_none() -> None:
    assert fold([item(1)])[0].topics == ()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.sampled_from([f"topic {a}{b}" for a in "abcdefgh" for b in "ijklmnop"]), max_size=3), max_size=300))
def test_the_list_is_short_and_folding_again_changes_nothing_of_it(topics: list[list[str]]) -> None:
    folded = fold([item(n, *own) for n, own in enumerate(topics)])
    assert len({one.topics[0] for one in folded if one.topics}) <= max(MOST + 1, 20)
    assert [one.id for one in folded] == [str(n) for n in range(len(topics))]
