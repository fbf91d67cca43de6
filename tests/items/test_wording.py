from __future__ import annotations

import pytest

from interviewer.items.wording import (
    Asks,
    Number,
    answer_label,
    asks,
    clean,
    is_answer_head,
    is_aside,
    is_generic,
    is_part,
    is_question_head,
    labelled,
    numbering,
)


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1. 什么是锁", Number("plain", (1,)), "什么是锁"),
        ("12、为什么", Number("plain", (12,)), "为什么"),
        ("3.什么", Number("plain", (3,)), "什么"),
        ("7，读写", Number("plain", (7,)), "读写"),
        ("1.1 锁", Number("dotted", (1, 1)), "锁"),
        ("2.3.1. 锁", Number("dotted", (2, 3, 1)), "锁"),
        ("1-2 锁", Number("dotted", (1, 2)), "锁"),
        ("(3) 锁", Number("brackets", (3,)), "锁"),
        ("【4】锁", Number("brackets", (4,)), "锁"),
        ("十二、锁", Number("cn", (12,)), "锁"),
        ("（三）锁", Number("cn", (3,)), "锁"),
        ("9 迭代器和生成器", Number("space", (9,)), "迭代器和生成器"),
        ("③ 锁", Number("circled", (3,)), "锁"),
        ("Q1: why", Number("q", (1,)), "why"),
        ("Question 5 - why", Number("q", (5,)), "why"),
        ("第3题：为什么", Number("q", (3,)), "为什么"),
        ("问题二：为什么", Number("q", (2,)), "为什么"),
        ("a) first", Number("letter", (1,)), "first"),
        ("3 种方式", None, "3 种方式"),
        ("63 Must-Know Questions", None, "63 Must-Know Questions"),
        ("2.5D 并行", None, "2.5D 并行"),
        ("2024年总结", None, "2024年总结"),
        ("第一个问题：它会失败", None, "第一个问题：它会失败"),
    ],
)
def test_numbering(text: str, number: Number | None, rest: str) -> None:
    assert numbering(text) == (number, rest)


@pytest.mark.parametrize(
    ("text", "rest"),
    [("Q: why", "why"), ("**Q：**为什么", "为什么"), ("题目：甲", "甲"), ("面试官：说说", "说说"), ("Interviewer: go", "go")],
)
def test_question_labels(text: str, rest: str) -> None:
    assert labelled(text) == (True, rest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("什么是缓存穿透？", Asks.SURELY),
        ("说一下线程池", Asks.SURELY),
        ("你了解协程吗", Asks.SURELY),
        ("Explain image layers", Asks.SURELY),
        ("Is a list ordered?", Asks.SURELY),
        ("為什麼需要事務", Asks.LIKELY),
        ("TCP 和 UDP 的区别", Asks.LIKELY),
        ("How indexes work", Asks.LIKELY),
        ("Design a rate limiter", Asks.TOPIC),
        ("索引的原理", Asks.TOPIC),
        ("V8 机制讲解", Asks.NO),
        ("安装", Asks.NO),
        ("优缺点", Asks.NO),
        ("How it works", Asks.NO),
        ("端口号：表示报文来自主机上的哪个进程以及要去哪里", Asks.NO),
        ("“为什么”三个字很重要", Asks.NO),
        ("`a ? b : c`", Asks.NO),
        ("see https://example.org/?q=1", Asks.NO),
        ("", Asks.NO),
    ],
)
def test_how_surely_a_text_asks(text: str, expected: Asks) -> None:
    assert asks(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**bold** and _soft_ and `a_b`", "bold and soft and `a_b`"),
        ("[What is *x*?](https://example.org/a_(b))", "What is x?"),
        ("a ![img](x.png) b<br>c", "a b c"),
        ("snake_case $a_1 * b_1$ 2 * 3 * 4", "snake_case $a_1 * b_1$ 2 * 3 * 4"),
        ("🔥 hot topic 🚀", "hot topic"),
        ("1 < 2 &amp; x \\_y\\_", "1 < 2 & x _y_"),
        ("title {#anchor}", "title"),
        ("== 和 is 的区别", "== 和 is 的区别"),
        ("==marked== text", "marked text"),
        ("<code>a</code>", "`a`"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "目录",
        "前言",
        "Q&A",
        "Table of Contents",
        "面试题汇总",
        "Frequently asked Node Interview Questions",
        "参考资料",
        "README",
        "一、问答题"[2:],
    ],
)
def test_generic_headings(text: str) -> None:
    assert is_generic(text)


@pytest.mark.parametrize("text", ["线性回归", "What is an interview question?", "Linear regression", "常见问题有哪些"])
def test_subjects_are_not_generic(text: str) -> None:
    assert not is_generic(text)


def test_parts_of_answers() -> None:
    assert all(map(is_part, ["优点", "Example", "核心概念", "Time complexity", "Key features:"]))
    assert not any(map(is_part, ["优点有哪些", "TCP 优点", "Complexity theory"]))


@pytest.mark.parametrize(
    "text",
    [
        "答案",
        "**参考答案**",
        "Answer",
        "✅ Solution",
        "点击查看答案",
        "Show answer",
        "参考答案（先自己想）",
        "Answer: B",
        "一句话回答",
        "<summary>Answer</summary>",
    ],
)
def test_answer_headings(text: str) -> None:
    assert is_answer_head(text)


@pytest.mark.parametrize("text", ["答案与问题一致性", "Answering machines", "B", "Answer: because it is"])
def test_what_is_no_answer_heading(text: str) -> None:
    assert not is_answer_head(text)


def test_question_headings_and_answer_labels() -> None:
    assert all(map(is_question_head, ["题目", "Question (EN)", "问题描述", "**问题**"]))
    assert not is_question_head("问题二")
    assert [text[answer_label(text) :] for text in ("**答案：** 甲", "A: x", "Answer: y", "思路：z", "A tree")] == [
        "甲",
        "x",
        "y",
        "z",
        "A tree",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "TODO",
        "To-do list:",
        "📌 FIXME",
        "[TBD]",
        "待办",
        "待补充",
        "待整理的问题",
        "学习计划",
        "参考资料",
        "参考文献：",
        "推荐阅读",
        "References",
        "Bibliography",
        "Change log",
        "CHANGELOG",
        "更新日志",
    ],
)
def test_notes_to_oneself_and_sources_ask_nothing(heading: str) -> None:
    assert is_aside(heading) and is_generic(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "TODO comments in code",
        "How do you keep a changelog?",
        "参考系变换是怎样的过程",
        "备忘录模式",
        "待机时的功耗",
        "Reference counting",
        "Citation graphs",
    ],
)
def test_a_subject_is_no_note_to_oneself(heading: str) -> None:
    assert not is_aside(heading)
