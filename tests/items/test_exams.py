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
    Shape(
        "a talk whose questions are the bold words of what the interviewer says",
        """# 模拟面试：缓存

小二：您好，我来面试。

面试官：你好，先不紧张，随便聊聊。第一个问题，**缓存为什么会穿透**？

小二：

因为请求的键哪里都没有。

面试官：不错，那你再说说 **双写怎么排序** 吧。

小二：先写库，后删缓存。

面试官：

这里还有个细节：删除会失败。

那 **失败了怎么补救**？

小二：放进队列里重试。

面试官：今天就到这里，回去等通知吧。
""",
        (
            ("缓存为什么会穿透？", ("因为", "没有。")),
            ("双写怎么排序", ("先写库", "删缓存。")),
            ("失败了怎么补救？", ("放进", "重试。")),
        ),
    ),
    Shape(
        "a quoted talk in quotation marks",
        """# 3. Design a feed

> **Interviewer:** "Design a feed that a million people read."
>
> **Candidate:** "How often does it change?"
>
> **Interviewer:** "A thousand posts a minute."
>
> **Candidate:** "Then I write to the readers' lists."

> **Interviewer:** "What about people with many followers?"
>
> **Candidate:** "Theirs are read when asked for."

## 2. Needs

- Fast reads
""",
        (
            ("Design a feed that a million people read.", ('"How often', 'lists."')),
            ("What about people with many followers?", ('"Theirs', 'asked for."')),
        ),
    ),
    Shape(
        "a mock interview in headings, the answers under the candidate's",
        """好的，我们来模拟一场面试。

## 🧑 面试官：你好，我是今天的面试官。

### 问题 1：请说说闭包是什么？

---

### 👨 应聘者（你）回答：

一个函数和它记得的变量。

### 问题 2：数组去重有哪些办法？

---

### 👨 应聘者（你）回答：

用集合，或者逐个比较。
""",
        (
            ("请说说闭包是什么？", ("一个函数", "变量。")),
            ("数组去重有哪些办法？", ("用集合", "比较。")),
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


def test_a_report_has_counted_questions_and_others() -> None:
    text = "# Notes\n\n### Interview 2 | Developer\n\n- how do you watch a service\n- bean scopes\n- join and union difference\n\n### Later\n\n1. What is a proxy?\n2. How does it start?\n3. What is a starter?\n4. How is it tested?\n5. What is a profile?\n"
    items = read(Shape("", text, (), "Interview Experiences")).items
    assert [item.question for item in items][:4] == [
        "how do you watch a service",
        "bean scopes",
        "join and union difference",
        "What is a proxy?",
    ]
    assert len(items) == 8


def test_numbers_with_bullets_count_and_answers_are_indented() -> None:
    asked = (
        "Explain the build",
        "How do you split a job",
        "one job has 50 steps how is it tested",
        "When is a job free",
        "What is a stage?",
    )
    text = "".join(f"{n}  * {question}\n\tFirst step {n}.\n\t1. this\n\t2. that\n\n" for n, question in enumerate(asked, 1))
    items = read(Shape("", text, (), "build interview QA")).items
    assert tuple(item.question for item in items) == asked
    assert all(item.answer and item.answer.startswith("First step") for item in items)


def test_a_link_to_practise_is_no_answer() -> None:
    text = "# Front end interview questions\n\n" + "".join(
        f"- {question}\n  - [Practice question](https://a.example/{n}) (Paid)\n"
        for n, question in enumerate(("How do you wait?", "Implement a menu.", "How do you stop?", "What is a box?"))
    )
    items = read(Shape("", text, ())).items
    assert len(items) == 4
    assert not any(item.answer for item in items)
