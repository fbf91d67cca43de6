from __future__ import annotations

import pytest

from interviewer.items import extract
from interviewer.items.topics import heading_topic, topic
from interviewer.schema import Document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、线性回归", "线性回归"),
        ("3.2 Linear regression 🚀", "Linear regression"),
        ("Redis 面试题（2）", "Redis"),
        ("63 Must-Know LLMs Interview Questions in 2026", "LLMs"),
        ("[**Vue**](https://example.org)", "Vue"),
        ("📝 LLM 面试题-幻觉篇", "LLM 幻觉"),
        ("目录", ""),
        ("Q&A", ""),
        ("参考答案", ""),
        ("100 道面试题", ""),
        ("---", ""),
        ("A sentence that goes on and on, as a title should never do, and then some more words", ""),
    ],
)
def test_topic(text: str, expected: str) -> None:
    assert topic(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我的笔记", ""),
        ("我的 Redis 学习笔记", "Redis"),
        ("第三周复习", ""),
        ("面试前必看", ""),
        ("待整理", ""),
        ("自己的理解", ""),
        ("Kafka 里我总忘的", ""),
        ("My study notes", ""),
        ("My Kafka study notes", "Kafka"),
        ("Things I keep forgetting", ""),
        ("Stuff from Tuesday", ""),
        ("Flashcards, week 3", ""),
        ("强化学习", "强化学习"),
        ("自我注意力", "自我注意力"),
        ("Machine learning notes", "Machine learning"),
        ("Type I error", "Type I error"),
        ("I/O models", "I O models"),
    ],
)
def test_a_heading_about_the_writer_names_nothing(text: str, expected: str) -> None:
    assert heading_topic(text) == expected


def first_topics(text: str, path: str = "notes.md", title: str = "notes", **metadata: object) -> list[tuple[str, ...]]:
    document = Document(path=path, title=title, text=text, format="markdown", sha256="0", metadata=metadata)
    return [item.topics for item in extract(document).items]


SECTIONS = "# ML interview questions\n" + "".join(
    f"\n## {name}\n\n### What is {name} {n}?\n\nThis.\n\n### Why {name} {n}?\n\nThat.\n"
    for n, name in enumerate(["Bagging", "Boosting", "Pruning"])
)


def test_sections_part_the_questions() -> None:
    found = first_topics(SECTIONS, title="ML interview questions")
    assert [topics[0] for topics in found] == ["Bagging", "Bagging", "Boosting", "Boosting", "Pruning", "Pruning"]
    assert all(topics[1:] == ("ML",) for topics in found)


def test_the_title_where_nothing_parts_them() -> None:
    found = first_topics(
        "## 什么是锁？\n\n互斥。\n\n## 什么是信号量？\n\n计数。\n\n## 什么是管程？\n\n封装。\n", "并发/001_3fa94c7be2.md", "并发面试题"
    )
    assert found == [("并发",)] * 3


def test_front_matter_names_the_first_topic() -> None:
    found = first_topics(SECTIONS, topic="Ensembles", tags=["trees", "面试"])
    assert found[0] == ("Ensembles", "Bagging", "ML", "trees") or found[0][:2] == ("Ensembles", "Bagging")


def test_companies_are_no_topics() -> None:
    found = first_topics(
        "# 面经\n\n## 字节跳动 一面\n\n1. 什么是锁？\n2. 什么是死锁？\n\n## 美团 二面\n\n1. 什么是事务？\n2. 什么是脏读？\n", "后端/面经.md"
    )
    assert found == [("后端",)] * 4


def test_a_heading_about_the_writer_is_no_topic_and_one_below_it_is() -> None:
    labelled = "# 我的笔记\n\n{}**问：什么是死锁？**\n\n互相等待。\n\n{}**问：什么是活锁？**\n\n互相谦让。\n"
    assert first_topics(labelled.format("", ""), "我的笔记.md", "我的笔记") == [(), ()]
    assert first_topics(labelled.format("## 并发\n\n", ""), "我的笔记.md", "我的笔记") == [("并发",)] * 2
    assert first_topics(labelled.format("## 并发\n\n", "## 今天学的\n\n"), "我的笔记.md", "我的笔记") == [("并发",), ()]


def test_a_tag_is_a_topic_whatever_it_says() -> None:
    assert first_topics(SECTIONS.replace("### What is Bagging 0?", "### What is Bagging 0?\n\n- tags: 理解"))[0] == (
        "Bagging",
        "理解",
        "ML",
    )
