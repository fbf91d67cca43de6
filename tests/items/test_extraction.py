from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.items import extract
from interviewer.schema import Document, Extraction
from tests.items.shapes import ARTICLES, SHAPES, Shape


def document(text: str, title: str = "notes", path: str = "notes.md", **metadata: object) -> Document:
    return Document(path=path, title=title, text=text, format="markdown", sha256="0" * 64, metadata=metadata)


def read(shape: Shape) -> Extraction:
    return extract(document(shape.text, shape.title))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_every_shape_is_read(shape: Shape) -> None:
    items = read(shape).items
    assert [item.question for item in items] == [question for question, _ in shape.found]
    for item, (_, answer) in zip(items, shape.found, strict=True):
        if answer is None:
            assert item.answer is None, item
        else:
            assert item.answer is not None, item
            assert item.answer.startswith(answer[0]), item
            assert item.answer.endswith(answer[1]), item


@pytest.mark.parametrize("shape", ARTICLES, ids=lambda shape: shape.name)
def test_nothing_is_invented_for_an_article(shape: Shape) -> None:
    extraction = read(shape)
    assert (extraction.kind, extraction.items) == ("article", ())


# ---------------------------------------------------------------- any text

PIECES = (
    "# 什么是锁？",
    "## 2. Why?",
    "- ### 3. Explain this",
    "**1. 为什么？**",
    "**bold",
    "Q: what is it?",
    "A: this",
    "题目：",
    "答案：",
    "Q1 :",
    "1. How does it work?",
    "   2. 缩进的项",
    "一、概念",
    "- [ ] A",
    "- [x] B",
    "A. one",
    "B. two",
    "| 问题 | 答案 |",
    "|---|---|",
    "| 什么？ | 这样 |",
    "<details>",
    "<summary>What?</summary>",
    "<summary>",
    "</details>",
    "```python",
    "```",
    "~~~",
    "$$",
    "---",
    "===",
    "> 公司：甲 | 难度：中等",
    "### 要点",
    "- [40%] 第一点",
    "### Follow-ups",
    "- [1] And then?",
    "面试官：说说看？",
    "候选人：好的。",
    "<!-- x",
    "-->",
    "参考答案",
    "[答案](https://example.org)",
    "......",
    "",
    "  ",
    "\t\ttext",
    "普通的一段话。",
    "\u2028",
    "\x0c",
)
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40).map("\n".join),
)


@given(texts, st.sampled_from(["notes", "面试题", "Interview questions"]))
@settings(max_examples=250, deadline=None)
def test_any_text_is_read(text: str, title: str) -> None:
    extraction = extract(document(text, title))
    count = text.count("\n") + 1
    lines = [item.line for item in extraction.items if item.line is not None]
    assert lines == sorted(lines)
    words = set(re.findall(r"\w+", text))
    for item in (*extraction.items, *extraction.derived):
        assert item.question.strip()
        assert item.line is not None
        assert item.end_line is not None
        assert 1 <= item.line <= item.end_line <= count
        assert set(re.findall(r"\w+", item.answer or "")) <= words
        assert sum(point.weight for point in item.key_points if not point.bonus) == pytest.approx(1) or not item.key_points
    assert Extraction.model_validate(extraction.model_dump()) == extraction


@given(texts)
@settings(max_examples=60, deadline=None)
def test_blank_lines_in_front_move_the_lines_only(text: str) -> None:
    plain, moved = extract(document(text)), extract(document("\n\n" + text))
    assert [item.question for item in moved.items] == [item.question for item in plain.items]
    assert [item.line for item in moved.items] == [(item.line or 0) + 2 for item in plain.items]
