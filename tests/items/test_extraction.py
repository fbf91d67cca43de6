from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.items import extract
from interviewer.schema import Document, Extraction
from tests.items.more_shapes import MIXED
from tests.items.shapes import ARTICLES, SHAPES, Shape


def document(text: str, title: str = "notes", path: str = "notes.md", **metadata: object) -> Document:
    return Document(path=path, title=title, text=text, format="markdown", sha256="0" * 64, metadata=metadata)


def read(shape: Shape) -> Extraction:
    return extract(document(shape.text, shape.title))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("shape", (*SHAPES, *MIXED), ids=lambda shape: shape.name)
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


def test_the_title_of_a_short_note_may_be_its_question() -> None:
    text = "---\ntitle: What is a monad?\n---\n\nA way to chain steps.\n"
    note = document(text, "What is a monad?").model_copy(update={"metadata": {"title": "What is a monad?"}})
    extraction = extract(note)
    assert [(item.question, item.answer) for item in extraction.items] == [("What is a monad?", "A way to chain steps.")]


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


# ---------------------------------------------------------------- metadata, kinds, places


def test_company_round_and_date_of_the_section() -> None:
    shape = next(shape for shape in SHAPES if shape.name.startswith("interview report"))
    first, *_, last = read(shape).items
    assert first.metadata == {"company": "字节跳动", "round": "一面", "date": "2024-03-05"}
    assert last.metadata == {"company": "美团", "round": "二面", "date": "2024-04"}


def test_answer_links_tags_and_companies() -> None:
    shape = next(shape for shape in SHAPES if shape.name.startswith("table of contents"))
    first = read(shape).items[0]
    assert first.metadata == {"company": "快手、美团", "tags": ["Vue", "原理"], "answer_link": "https://example.org/206"}
    assert first.topics[0] in ("Vue", "notes") or first.topics


def test_difficulties_and_context() -> None:
    shape = next(shape for shape in SHAPES if shape.name.startswith("nested lists"))
    assert [item.metadata for item in read(shape).items] == [
        {"difficulty": "easy"},
        {"difficulty": "easy", "context": "Sampling."},
        {"difficulty": "medium", "context": "Sampling."},
        {"difficulty": "hard"},
    ]
    bold = next(shape for shape in SHAPES if shape.name.startswith("bold lines"))
    assert [item.metadata["difficulty"] for item in read(bold).items] == ["easy", "medium", "hard"]


def test_a_decorating_emoji_is_no_difficulty() -> None:
    text = "## What is a lock? 🚀\n\nA.\n\n## What is a fence?\n\nB.\n\n## What is a latch?\n\nC.\n\n## What is a gate?\n\nD.\n"
    assert all("difficulty" not in item.metadata for item in extract(document(text)).items)


def test_kinds_and_forms() -> None:
    by_name = {shape.name: read(shape) for shape in SHAPES}
    assert by_name["questions only, in bullets that are links"].kind == "questions_only"
    assert by_name["details with a summary"].form == "details summary"
    assert by_name["headings with numbers, sub-headings in the answers"].form == "heading level 3, numbered"
    prose = "\n\n".join("Long paragraphs about something else that nobody asks about, one after another." for _ in range(70))
    mixed = extract(
        document(f"# Guide\n\n{prose}\n\n## FAQ\n\n### Is it free?\n\nYes.\n\n### Is it fast?\n\nYes.\n\n### Is it safe?\n\nYes.\n")
    )
    assert (mixed.kind, len(mixed.items)) == ("mixed", 3)


def test_front_matter_may_hold_the_only_question() -> None:
    text = "\n\n\n\nOpen the port first.\n\n```bash\nufw allow 80\n```\n"
    extraction = extract(document(text, "c3a1", "faq/c3a1.md", id="c3a1", question="Why does **nothing** answer?", tags=["net"]))
    (item,) = extraction.items
    assert item.question == "Why does nothing answer?"
    assert item.answer == text.strip()
    assert (item.line, item.end_line, extraction.form) == (5, 9, "front matter")
    assert extract(document("", question="Why?")).kind == "questions_only"


def test_numbers_that_are_words_stay() -> None:
    text = "### 301、302 是什么\n\n重定向。\n\n### 什么是缓存？\n\n副本。\n\n### 为什么要握手？\n\n确认。\n\n### 什么是端口？\n\n编号。\n"
    assert extract(document(text)).items[0].question == "301、302 是什么"


def test_what_is_written_stays_as_it_is() -> None:
    answer = "公式 $a_1 * b_1$ 与 \\(x\\)：\n\n$$\n\\sum_i x_i\n$$\n\n| a | b |\n|---|---|\n| 1 | *2* |\n\n![图](a.png)\n\n```python\n# 注释\nx = 1  \n```\n\n- **粗**\n  - 细"
    text = f"## 1. 什么是和？\n\n{answer}\n\n## 2. 什么是积？\n\n乘。\n\n## 3. 什么是差？\n\n减。\n"
    assert extract(document(text)).items[0].answer == answer


@pytest.mark.parametrize("placeholder", [".....", "TODO", "待补充", "Answer here", "<br/>", "暂无", "**答案：**"])
def test_placeholders_are_no_answers(placeholder: str) -> None:
    text = f"## What is a lock?\n\n{placeholder}\n\n## What is a fence?\n\nA barrier.\n\n## What is a latch?\n\nA gate.\n"
    assert [bool(item.answer) for item in extract(document(text)).items] == [False, True, True]


@pytest.mark.parametrize(
    "farewell",
    [
        "[⬆ back to top](#contents)",
        "**关注公众号，回复 666**",
        "<div align='right'><b><a href='#'>↥ back to top</a></b></div>",
        "---",
        "如果你需要，我可以继续出题。",
    ],
)
def test_farewells_do_not_belong_to_answers(farewell: str) -> None:
    text = f"## What is a lock?\n\nMutual exclusion.\n\n{farewell}\n\n## What is a fence?\n\nA barrier.\n\n{farewell}\n\n## What is a latch?\n\nA gate.\n\n{farewell}\n"
    assert [item.answer for item in extract(document(text)).items] == ["Mutual exclusion.", "A barrier.", "A gate."]


def test_a_note_of_one_question() -> None:
    extraction = extract(document("# 什么是一致性哈希？\n\n把节点和键放在一个环上。\n"))
    assert [(item.question, item.answer) for item in extraction.items] == [("什么是一致性哈希？", "把节点和键放在一个环上。")]


@pytest.mark.parametrize("aside", ["TODO", "待办", "References", "参考资料", "Changelog"])
def test_what_stands_beside_the_questions_is_told_and_not_asked(aside: str) -> None:
    asked = ["What does a wine press do", "How does must ferment", "Compare red and white wine"]
    sections = [f"## {title}\n\nIt is told here in a line of its own, with what follows from it.\n" for title in asked]
    extraction = extract(document("\n".join(["# Wine\n", *sections, f"## {aside}\n\n- [ ] ask the cellarer\n"])))
    assert [item.question for item in extraction.items] == asked and extraction.left_out == (aside,)
    assert all("cellarer" not in (item.answer or "") for item in extraction.items)


def test_a_list_of_sources_inside_an_answer_is_a_part_of_it() -> None:
    text = "## What does a wine press do?\n\nIt presses.\n\n### References\n\nA book.\n\n## How does must ferment?\n\nBy yeast.\n"
    assert extract(document(text)).left_out == ()
