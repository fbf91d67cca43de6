from __future__ import annotations

from datetime import date

import pytest

from interviewer.items.metadata import Tag, answer_link, date_of, difficulty_of, fields_of, from_headings, front_matter, listed, take_tags


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("公司：快手、美团", {"company": "快手、美团"}),
        (
            "> **Company**: 甲 | **Round**: 一面 ｜ **Date**: 2025-08-26 ｜ **Tags**: [锁, Lock]",
            {"company": "甲", "round": "一面", "date": "2025-08-26", "tags": ["锁", "Lock"]},
        ),
        ("> id: rope | difficulty: medium | tags: RoPE, attention", {"id": "rope", "difficulty": "medium", "tags": ["RoPE", "attention"]}),
        ("难度：★★★★★", {"difficulty": "hard"}),
        ("**Difficulty:** Easy", {"difficulty": "easy"}),
        ("標籤：鎖、線程", {"tags": ["鎖", "線程"]}),
        ("- **来源**: [题库](https://example.org)", {"source": "[题库](https://example.org)"}),
        ("优点：快", None),
        ("Note: this is fast", None),
        ("时间：O(n) 的算法。先排序", None),
        ("plain text", None),
    ],
)
def test_lines_that_tell_about_a_question(line: str, expected: dict[str, object] | None) -> None:
    assert fields_of(line) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("E", "easy"),
        ("[M]"[1:-1], "medium"),
        ("困难", "hard"),
        ("👶", "easy"),
        ("⭐️", "medium"),
        ("⭐⭐⭐", "medium"),
        ("★★★★☆", "hard"),
        ("🔴 Hard", "hard"),
        ("senior", "hard"),
        ("blue", ""),
    ],
)
def test_difficulties(value: str, expected: str) -> None:
    assert difficulty_of(value) == expected


@pytest.mark.parametrize(
    ("text", "rest", "tag"),
    [
        ("[E] What is x?", "What is x?", Tag("easy")),
        ("什么是锁？（字节 一面）", "什么是锁？", Tag(company="字节", round="一面")),
        ("【美团】什么是锁？", "什么是锁？", Tag(company="美团")),
        ("What is x? 🚀", "What is x?", Tag("hard")),
        ("说法正确的是？(单选题)", "说法正确的是？(单选题)", Tag()),
        ("[link](https://example.org)", "[link](https://example.org)", Tag()),
    ],
)
def test_tags_in_the_line_of_a_question(text: str, rest: str, tag: Tag) -> None:
    assert take_tags(text) == (rest, tag)


def test_company_round_and_date_in_headings() -> None:
    assert from_headings(["面经", "字节跳动 一面 2024-03-05"]) == {"company": "字节跳动", "round": "一面", "date": "2024-03-05"}
    assert from_headings(["阿里云的网络架构"]) == {}
    assert from_headings(["前端面试"]) == {}


def test_dates() -> None:
    assert [date_of(value) for value in ("2025年8月6日", "2025/08", date(2024, 1, 2), "2025-08-07T17:45:10+08:00", "v2025", None)] == [
        "2025-08-06",
        "2025-08",
        "2024-01-02",
        "2025-08-07",
        "",
        "",
    ]


def test_lists_and_front_matter() -> None:
    assert listed("[a, 'b', c、d]") == ["a", "b", "c", "d"]
    told = front_matter({"tags": ["锁"], "author": "Li", "date": "2025-08-07", "draft": False, "categories": ["x"], "keywords": ["y"]})
    assert told == {"tags": ["锁"], "author": "Li", "date": "2025-08-07"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[答案&解析](https://example.org/1)", "https://example.org/1"),
        ("参考：https://example.org/2", "https://example.org/2"),
        ("[点击查看答案](a.md)", "a.md"),
        ("See [this](https://example.org), it explains copying", None),
        ("![diagram](x.png)", None),
        ("见下文", None),
        ("", None),
    ],
)
def test_an_answer_that_is_only_a_link(text: str, expected: str | None) -> None:
    assert answer_link(text) == expected
