from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Distributed systems - my notes", "Distributed systems"),
        ("Distributed systems my notes", "Distributed systems"),
        ("Distributed systems, my understanding", "Distributed systems"),
        ("My own notes on the Raft protocol", "Raft protocol"),
        ("Raft in my notes", "Raft"),
        ("Interview questions on Kafka", "Kafka"),
        ("Kafka - things I always forget", "Kafka"),
        ("我整理的 Redis 笔记", "Redis"),
        ("关于 Redis 的一些笔记", "Redis"),
        ("Redis我的笔记", "Redis"),
        ("Redis | 我理解的过期策略", "Redis"),
        ("强化学习笔记", "强化学习"),
        ("操作系统学习笔记", "操作系统"),
        ("Single sign on interview questions", "Single sign on"),
        ("For loops", "For loops"),
        ("设计目的", "设计目的"),
        ("Plan A notes", "Plan A"),
        ("Projects: my chatbot", "Projects my chatbot"),
    ],
)
def test_of_a_heading_with_words_of_ones_own_its_subject_is_left_whole(text: str, expected: str) -> None:
    assert heading_topic(text) == expected


SUBJECTS = ("Raft", "distributed systems", "I/O models", "Redis 缓存", "分布式系统", "机器学习", "sharding", "vLLM 推理")
OWN = (
    "my notes",
    "My study notes",
    "our course notes",
    "notes",
    "some notes",
    "我的笔记",
    "我的学习笔记",
    "个人笔记",
    "自己的理解",
    "things I forget",
)
ON = ("My notes on {}", "Notes about the {}", "Some notes for {}", "我的 {} 笔记", "我的{}学习笔记", "关于{}的笔记", "我整理的{}笔记")


@given(
    subject=st.sampled_from(SUBJECTS),
    own=st.sampled_from(OWN),
    form=st.sampled_from(
        ("{0} - {1}", "{0}: {1}", "{0}：{1}", "{0} | {1}", "{0}（{1}）", "{0} ({1})", "{1} - {0}", "{1}: {0}", "{0} — {1}", *ON)
    ),
)
def test_whatever_is_said_of_the_notes_themselves_leaves_the_subject(subject: str, own: str, form: str) -> None:
    assert heading_topic(form.format(subject, own)) == topic(subject) != ""


DANGLING = ("my", "our", "of", "the", "some")
JOINED = (*DANGLING, "My", "The", "notes", "questions", "的", "笔记", "-", ":", "|", "(notes)", "（我的笔记）")


@given(st.lists(st.sampled_from((*SUBJECTS, *JOINED)), min_size=1, max_size=6))
def test_no_topic_begins_or_ends_with_a_loose_word_or_loses_what_it_is_about(words: list[str]) -> None:
    for found in (topic(" ".join(words)), heading_topic(" ".join(words))):
        parts = found.lower().split()
        assert not {*parts[:1], *parts[-1:]} & {*DANGLING, "的", "我的"} and not re.search(r"^的|的$", found)
        assert found or sum(word in SUBJECTS for word in words) != 1


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
