from __future__ import annotations

import pytest

from interviewer.items import extract
from interviewer.schema import Document, ExtractedItem, FollowUp

BANK = """---
topic: Positional encoding
language: en
---

# Positional encoding

## How does rotation carry position?
> id: rotation | difficulty: medium | tags: rotary, position

Pairs of features turn by an angle.

```python
### Key points
```

$$q_m^T k_n$$

### Key points
- [40%] The angle grows with the position.
- [30%] The product depends on the distance,
  and on nothing else.
- [30%] Keys turn, too.
- [bonus 10%] Long waves carry far positions.

### Follow-ups
- [2] Why only the distance?
- What about values?
- [9] Beyond the list?

### Common mistakes
- Adding a vector to the embedding.

### Read on
- Somebody (2021), a paper

## Learned positions
> id: learned | difficulty: easy

A table of vectors.

### Key points
- One vector a position.
- No position beyond the table.
"""


def items(text: str, **metadata: object) -> tuple[ExtractedItem, ...]:
    return extract(Document(path="n.md", title="n", text=text, format="markdown", sha256="0", metadata=metadata)).items


def test_the_format_of_the_bank() -> None:
    rotation, learned = items(BANK, topic="Positional encoding", language="en")
    assert (rotation.question, learned.question) == ("How does rotation carry position?", "Learned positions")
    assert rotation.answer is not None
    assert rotation.answer.startswith("Pairs of features")
    assert rotation.answer.endswith("$$q_m^T k_n$$")
    assert [(point.text, point.weight, point.bonus) for point in rotation.key_points] == [
        ("The angle grows with the position.", pytest.approx(0.4), False),
        ("The product depends on the distance,\nand on nothing else.", pytest.approx(0.3), False),
        ("Keys turn, too.", pytest.approx(0.3), False),
        ("Long waves carry far positions.", 0.1, True),
    ]
    assert rotation.follow_ups == (
        FollowUp(text="Why only the distance?", key_point=1),
        FollowUp(text="What about values?"),
        FollowUp(text="Beyond the list?"),
    )
    assert rotation.mistakes == ("Adding a vector to the embedding.",)
    assert rotation.read_on == ("Somebody (2021), a paper",)
    assert rotation.metadata["id"] == "rotation"
    assert rotation.metadata["difficulty"] == "medium"
    assert rotation.topics[:2] == ("Positional encoding", "rotary")
    assert [point.weight for point in learned.key_points] == [0.5, 0.5]
    assert (rotation.line, rotation.end_line) == (8, 35)


def test_chinese_names_and_marks() -> None:
    (item,) = items(
        "## 什么是旋转编码？\n\n按位置转动。\n\n### 要点\n- [60%] 角度随位置增大\n- 内积只看距离\n- [加分 5%] 可外推\n\n### 追问\n- [1] 为什么？\n\n### 常见错误\n- 当成相加\n\n### 延伸阅读\n- 论文\n"
    )
    assert item.answer == "按位置转动。"
    assert [(point.text, point.bonus) for point in item.key_points] == [
        ("角度随位置增大", False),
        ("内积只看距离", False),
        ("可外推", True),
    ]
    assert sum(point.weight for point in item.key_points if not point.bonus) == pytest.approx(1)
    assert item.key_points[2].weight == pytest.approx(0.05)
    assert item.follow_ups == (FollowUp(text="为什么？", key_point=0),)
    assert (item.mistakes, item.read_on) == (("当成相加",), ("论文",))


def test_bold_names_in_anyone_s_notes() -> None:
    one, two, three = items(
        "# Interview questions\n\n## What is a trie?\n\nA tree of prefixes.\n\n**Key points:**\n\n- shared prefixes\n- one node a letter\n\nIt is fast.\n\n"
        "## What is a heap?\n\n**Key points**\n\n- the root is the least\n\n## What is a graph?\n\nKey points of a graph are its nodes.\n"
    )
    assert one.answer == "A tree of prefixes.\n\n\nIt is fast."
    assert [point.text for point in one.key_points] == ["shared prefixes", "one node a letter"]
    assert two.answer == "**Key points**\n\n- the root is the least"
    assert [point.text for point in two.key_points] == ["the root is the least"]
    assert three.key_points == ()
