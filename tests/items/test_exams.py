"""Quizzes, exercises and interviews written down, in rarer shapes than those of `shapes.py`."""

from __future__ import annotations

import pytest

from tests.items.shapes import Shape
from tests.items.test_extraction import read
from tests.items.test_extraction import test_every_shape_is_read as check

EXAMS: tuple[Shape, ...] = (
    Shape(
        "exercises whose folds only say that they show something",
        "# Shell drills\n\n"
        + "".join(
            f"### {task}\n\n<details><summary>{fold}</summary>\n<p>\n\n```sh\n{code}\n```\n\n</p>\n</details>\n\n"
            for task, fold, code in (
                ("Make a folder called 'a'", "show", "mkdir a"),
                ("Empty the log", "show", ": > log"),
                ("Get the last line of the log", "Click to expand", "tail -1 log"),
                ("Same with sed", "show", "sed -n '$p' log"),
                ("Move it to 'a'", "show", "mv log a"),
            )
        ),
        (
            ("Make a folder called 'a'", ("```sh\nmkdir a", "```")),
            ("Empty the log", ("```sh\n: > log", "```")),
            ("Get the last line of the log", ("```sh\ntail", "```")),
            ("Same with sed", ("```sh\nsed", "```")),
            ("Move it to 'a'", ("```sh\nmv", "```")),
        ),
    ),
    Shape(
        "bold numbers for headings, options below, the key at the end",
        """# Little quiz

### **Question 01**
What does this print?

```python
print(1, 2, sep="")
```
- **A)** 1 2
- **B)** 12

---

### **Question 02**
Fill in the missing word.

- **A)** def
- **B)** fun

---

### **Question 03**
Which one is a list?

- **A)** ()
- **B)** []

---

## **Solutions**

1. (B)
2. (A)
3. (B)
""",
        (
            ('What does this print?\n\n```python\nprint(1, 2, sep="")\n```\n- **A)** 1 2\n- **B)** 12', ("(B)", "(B)")),
            ("Fill in the missing word.\n\n- **A)** def\n- **B)** fun", ("(A)", "(A)")),
            ("Which one is a list?\n\n- **A)** ()\n- **B)** []", ("(B)", "(B)")),
        ),
    ),
    Shape(
        "sentences with something left out",
        "".join(
            f"### {n}.{sentence}\n|编号|选项|\n|:-|:-|\n|A|甲|\n|B|乙|\n\n"
            for n, sentence in enumerate(("管道的两端分别是__。", "按下回车之后会()。", "下面哪个是守护进程？", "信号可以被（ ）"), 1)
        ),
        tuple(
            (sentence, ("|编号", "|B|乙|"))
            for sentence in ("管道的两端分别是__。", "按下回车之后会()。", "下面哪个是守护进程？", "信号可以被（ ）")
        ),
    ),
)

ARTICLES: tuple[Shape, ...] = (
    Shape(
        "a guide that says what it is",
        "# Interview study guide\n\n"
        + "".join(
            f"## {head}\n\nRead a chapter a day and write down what you learned from it.\n\n"
            for head in ("What is it?", "Why use it?", "How to use it", "Don't lose heart", "Choose a language")
        ),
        (),
    ),
)


@pytest.mark.parametrize("shape", EXAMS, ids=lambda shape: shape.name)
def test_every_exam_is_read(shape: Shape) -> None:
    check(shape)


@pytest.mark.parametrize("shape", ARTICLES, ids=lambda shape: shape.name)
def test_nothing_is_asked(shape: Shape) -> None:
    assert read(shape).items == ()


def test_readings_are_no_questions() -> None:
    text = "# 一面面经\n\n## 一面\n\n- 讲讲索引的结构\n- 事务怎么隔离\n- 为什么要拆表\n\n## 参考资料\n\n【1】[面试题大全](https://a.example)\n\n【2】[常见问题](https://b.example)\n"
    assert [item.question for item in read(Shape("", text, ())).items] == ["讲讲索引的结构", "事务怎么隔离", "为什么要拆表"]
