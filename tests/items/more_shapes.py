"""Notes that mix forms or set their questions apart in rarer ways, each with what a careful reader finds in it."""

from __future__ import annotations

from tests.items.shapes import Shape

MIXED: tuple[Shape, ...] = (
    Shape(
        "rarer forms between the headings",
        """# Cache interview notes

## What is a cache?

A small fast store in front of a slow one.

Q: When does it go stale?
A: When the store changes behind it.

## Why do caches miss?

Cold start, eviction, expiry.

<details>
<summary>What is a stampede?</summary>

Many requests miss at once and all go to the store.

</details>

## How would you size one?

By the working set.

---

**What is a write-through cache?**

It writes both at once.

## How do you test one?

With a trace.
""",
        (
            ("What is a cache?", ("A small fast", "a slow one.")),
            ("When does it go stale?", ("When the store", "behind it.")),
            ("Why do caches miss?", ("Cold start", "expiry.")),
            ("What is a stampede?", ("Many requests", "to the store.")),
            ("How would you size one?", ("By the", "working set.")),
            ("What is a write-through cache?", ("It writes", "at once.")),
            ("How do you test one?", ("With a", "trace.")),
        ),
    ),
    Shape(
        "bold sub-questions in every answer stay there",
        """# 面试题

## 什么是索引？

**为什么能加快查询？**

有序，可以二分。

## 什么是回表？

**怎么避免？**

用覆盖索引。

## 什么是锁？

**有哪几种？**

行锁和表锁。
""",
        (
            ("什么是索引？", ("**为什么能", "可以二分。")),
            ("什么是回表？", ("**怎么避免", "覆盖索引。")),
            ("什么是锁？", ("**有哪几种", "行锁和表锁。")),
        ),
    ),
    Shape(
        "numbered bold lines go on where the headings stop",
        """# 网络面试题

### 1. 什么是拥塞控制？

按网络的状况调整发送的速度。

**2. 什么是流量控制？**

按接收方的窗口调整。

### 3. 两者有什么区别？

一个看网络，一个看对方。

### 4. 慢启动从多大开始？

从一个报文段开始。
""",
        (
            ("什么是拥塞控制？", ("按网络的状况", "的速度。")),
            ("什么是流量控制？", ("按接收方", "窗口调整。")),
            ("两者有什么区别？", ("一个看网络", "看对方。")),
            ("慢启动从多大开始？", ("从一个", "开始。")),
        ),
    ),
    Shape(
        "one question with its key points",
        """## 什么是缓存穿透？

请求一个库里没有的键。

### 要点

- 键不存在
- 每次都落到库里

### 布隆过滤器怎样帮忙

先问过滤器，再查库。
""",
        (("什么是缓存穿透？", ("请求一个", "再查库。")),),
    ),
    Shape(
        "topics as headings, the questions below them",
        """# Design interview questions

## Where are the answers?

There are none here.

## Coupling

### Globals
Why are globals hard to test?

### Seams
A seam is a place where behaviour can change without editing there.
Would you show one in a small program?
[Notes](notes/seams.md)

### Layers
Write a layer that hides a queue. Then, break it.

### Order
How do you keep two modules from calling each other?
""",
        (
            ("Why are globals hard to test?", None),
            ("A seam is a place where behaviour can change without editing there. Would you show one in a small program?", None),
            ("Write a layer that hides a queue. Then, break it.", None),
            ("How do you keep two modules from calling each other?", None),
        ),
    ),
    Shape(
        "questions under numbers and kinds, with folds for the answers",
        """# 第 3 章：布局 - 面试题

## 第 1 题 🟢

**类型：** 单选题

### 题目

哪个属性让元素脱离文档流？

- A. `margin`
- B. `float`

<details>
<summary>查看答案</summary>

### ✅ 正确答案：B

浮动的元素不占原来的位置。

</details>

---

## 第 2 题 🟡

**类型：** 单选题

### 题目

哪个单位随根元素变化？

- A. `em`
- B. `rem`

<details>
<summary>查看答案</summary>

### ✅ 正确答案：B

它按根元素的字号算。

</details>
""",
        (
            ("哪个属性让元素脱离文档流？\n\n- A. `margin`\n- B. `float`", ("### ✅ 正确答案：B", "原来的位置。")),
            ("哪个单位随根元素变化？\n\n- A. `em`\n- B. `rem`", ("### ✅ 正确答案：B", "字号算。")),
        ),
    ),
    Shape(
        "exercises with a level between number and question",
        """Question 1
Level 1

Question:
Write a program that prints the even numbers up to 20.

Solution:
for i in range(0, 21, 2):
    print(i)
#------------------------#

Question 2
Level 2

Question:
Write a program that adds the digits of a number.

Solution:
print(sum(map(int, input())))
#------------------------#
""",
        (
            ("Write a program that prints the even numbers up to 20.", ("for i in", "print(i)")),
            ("Write a program that adds the digits of a number.", ("print(sum", "input())))")),
        ),
    ),
    Shape(
        "a task in bold parts",
        """## 轮流打印奇偶数

**问题描述**

两个线程轮流打印 1 到 10。

**解题思路**

用一个信号量交接。
""",
        (("轮流打印奇偶数\n\n**问题描述**\n\n两个线程轮流打印 1 到 10。", ("用一个", "交接。")),),
    ),
    Shape(
        "a heading that only says that the question follows",
        """# 消息怎么不丢？

## 面试题

消息怎么不丢？

## 面试官心理分析

想知道你有没有踩过坑。

## 面试题剖析

三处都要确认：生产、存储、消费。
""",
        (("消息怎么不丢？", ("## 面试官心理分析", "存储、消费。")),),
    ),
    Shape(
        "questions set off as quotations in an article",
        """# 事件循环

事件循环分几个阶段，每个阶段有自己的队列。

> <a name="q-order"></a> 定时器和微任务谁先执行?

微任务在每个阶段之间先清空。

> 为什么回调的第一个参数是错误?

约定俗成，免得忘记处理。
""",
        (
            ("定时器和微任务谁先执行?", ("微任务", "先清空。")),
            ("为什么回调的第一个参数是错误?", ("约定俗成", "忘记处理。")),
        ),
    ),
    Shape(
        "one quoted question under a general heading",
        """# 开放性问题

> 接手一个没有文档的系统，你会从哪里开始？

先跑起来，再画图。

## 第一步：摸清边界

看入口、依赖和数据。
""",
        (("接手一个没有文档的系统，你会从哪里开始？", ("先跑起来", "依赖和数据。")),),
    ),
    Shape(
        "a heading inside a list-item heading",
        """# Interview questions

1. ### What is a closure
   A function with the variables around it.

   ## In short
   - It outlives the call.

2. ### What is hoisting
   Declarations move up.

3. ### What is a thunk
   A delayed value.
""",
        (
            ("What is a closure", ("A function with", "outlives the call.")),
            ("What is hoisting", ("Declarations", "move up.")),
            ("What is a thunk", ("A delayed", "value.")),
        ),
    ),
    Shape(
        "lists of other things around lists of questions",
        """# Questions to ask

- [Polish](pl.md)
- [Greek](el.md)
- [Welsh](cy.md)

## Before you ask

- Read their site
- Keep the list short

## The team

- How big is the team?
- Who decides what is built?
- How do you review code?
- What happens after an outage?
- How often do people leave?

## The work

- What does a usual day look like?
- How do you deploy?
- What is tested by hand?
- Who is on call?
- Which part of the code is feared?
""",
        tuple(
            (question, None)
            for question in (
                "How big is the team?",
                "Who decides what is built?",
                "How do you review code?",
                "What happens after an outage?",
                "How often do people leave?",
                "What does a usual day look like?",
                "How do you deploy?",
                "What is tested by hand?",
                "Who is on call?",
                "Which part of the code is feared?",
            )
        ),
    ),
    Shape(
        "a list of questions under a heading of its own kind",
        """# 面经

### 面试题目

**基础**
- 线程池怎么配置
- synchronized 锁的是什么
- 如何排查内存泄漏

### 参考解析

- **线程池**：看任务是算还是等。
""",
        (("线程池怎么配置", None), ("synchronized 锁的是什么", None), ("如何排查内存泄漏", None)),
    ),
    Shape(
        "links to other pages among the headings",
        """## [Main page](../README.md)
# Log stores

## What is a segment?
A file of the log.

[Table of Contents](#log-stores)

## Why compact it?
To keep the last value of each key.

[Table of Contents](#log-stores)

## How is it replicated?
Followers read from the leader.

[Table of Contents](#log-stores)
""",
        (
            ("What is a segment?", ("A file", "the log.")),
            ("Why compact it?", ("To keep", "each key.")),
            ("How is it replicated?", ("Followers", "the leader.")),
        ),
    ),
    Shape(
        "a numbered task that is named as a part of a file would be",
        """# 每日一题面试题

### 第 1 题：为什么列表要写 key？

解析：[第 1 题](https://example.org/1)

### 第 2 题：异步笔试题

请写出下面代码的输出

```js
setTimeout(f)
```

解析：[第 2 题](https://example.org/2)

### 第 3 题：防抖和节流有什么区别？

解析：[第 3 题](https://example.org/3)
""",
        (
            ("为什么列表要写 key？", None),
            ("异步笔试题\n\n请写出下面代码的输出\n\n```js\nsetTimeout(f)\n```", None),
            ("防抖和节流有什么区别？", None),
        ),
    ),
    Shape(
        "the same words under ever new numbers",
        "# Quiz\n\n"
        + "\n".join(
            f"###### {n}. What is the output?\n\n```js\nprint({n})\n```\n\n- A: {n}\n- B: {n + 9}\n\n"
            f"<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: A\n\nIt prints {n}.\n\n</p>\n</details>\n\n---\n"
            for n in range(1, 7)
        ),
        tuple(
            (
                f"What is the output?\n\n```js\nprint({n})\n```\n\n- A: {n}\n- B: {n + 9}",
                ("#### Answer: A", f"It prints {n}."),
            )
            for n in range(1, 7)
        ),
    ),
    Shape(
        "one long numbering of topics",
        "# 语言\n\n"
        + "\n".join(
            f"## {n} {topic}\n\n说明第 {n} 点。\n"
            for n, topic in enumerate(
                (
                    *("参数传递", "装饰器", "上下文管理", "可变参数", "闭包", "作用域", "单下划线") * 3,
                    "is 和 == 的区别",
                    "为什么要有锁",
                    "怎么合并字典",
                ),
                1,
            )
        ),
        tuple(
            (topic, ("说明第", f"{n} 点。"))
            for n, topic in enumerate(
                (
                    *("参数传递", "装饰器", "上下文管理", "可变参数", "闭包", "作用域", "单下划线") * 3,
                    "is 和 == 的区别",
                    "为什么要有锁",
                    "怎么合并字典",
                ),
                1,
            )
        ),
    ),
    Shape(
        "what the interviewer asks, with points, follow-ups and a model answer",
        """# Mock interview

## Question 1
**Interviewer asks:** "A deploy hangs at half. Where do you look first?"

**Expected answer points:**
- The budget for disruptions
- The events of the set

**Follow-up questions:**
1. Why not delete the pods?
2. How would you see it coming?
3. What would you change?

**Model answer:** *"At what blocks the drain."*

---

## Question 2
**Interviewer asks:** "A pod has no address. What may be wrong?"

**Expected answer points:**
- The subnet ran out

**Follow-up questions:**
1. How do you count what is left?
2. Where would you widen it?
3. What does it cost?

**Model answer:** *"The pool of addresses is empty."*
""",
        (
            ("A deploy hangs at half. Where do you look first?", ("- The budget", '*"At what blocks the drain."*')),
            ("A pod has no address. What may be wrong?", ("- The subnet", '*"The pool of addresses is empty."*')),
        ),
    ),
    Shape(
        "a numbered title that asks",
        """# 7. 如何处理缺失的特征

## 缺得多

去掉整个特征。

## 缺得少

用均值或邻近的值填补。
""",
        (("如何处理缺失的特征", ("## 缺得多", "的值填补。")),),
    ),
    Shape(
        "a question under the name of its chapter",
        """# Question 7 - Patterns

## What is the command pattern and where is it used?

An object stands for a request.

### Example

An editor keeps its commands to undo them.
""",
        (("What is the command pattern and where is it used?", ("An object", "to undo them.")),),
    ),
    Shape(
        "a section of questions in an article",
        """# 对象头

## 核心知识

### 1. 内存布局

对象头、字段和填充。

### 2. 锁的标志

最后两位。

### 3. 升级的过程

从偏向到轻量再到重量。

## 高频面试题

### Q1: 对象头里有什么？

标志、分代年龄和类型指针。

### Q2: 为什么要填充？

按八字节对齐。

### Q3: 怎么查看？

用工具打印布局。

## 实战

### 1. 关掉偏向锁

加一个参数。

### 2. 在线诊断

看线程的栈。
""",
        (
            ("对象头里有什么？", ("标志", "类型指针。")),
            ("为什么要填充？", ("按八字节", "对齐。")),
            ("怎么查看？", ("用工具", "布局。")),
        ),
    ),
    Shape(
        "scenario, question and answer as sub-headings",
        """# Modules

## Question 35: The module on one laptop

### Scenario
It works there and fails in the pipeline.

### Interview Question
Find the cause and fix the pipeline.

### Strong Senior-Level Answer
The collection was installed by hand.

### Follow-up Questions
1. How would you audit the code?

## Question 36: One play for each connection

### Scenario
Every device has its own play.

### Interview Question
Is that necessary?

### Strong Senior-Level Answer
No: the connection is a variable.
""",
        (
            (
                "The module on one laptop\n\nFind the cause and fix the pipeline.",
                ("The collection", "by hand."),
            ),
            ("Is that necessary?", ("No: the", "a variable.")),
        ),
    ),
    Shape(
        "an interview told with the questions as quotations",
        """## 正文

我紧张地坐下。

> 你了解跳表么？

了解，它是多层的链表。

> 为什么用它而不用树呢？

写起来简单，范围查询快。

> 层数怎么定？

抛硬币，期望是对数。
""",
        (
            ("你了解跳表么？", ("了解，", "多层的链表。")),
            ("为什么用它而不用树呢？", ("写起来", "范围查询快。")),
            ("层数怎么定？", ("抛硬币", "是对数。")),
        ),
    ),
    Shape(
        "tasks in lists, some over several lines",
        """# Interview questions of a shop

- Given two lists, find what they share.
- Clone a queue without a second one.
- Given a grid, count the islands.
  A cell touches its four neighbours only, and the border of the grid counts as water for this task.
- Print the border of a tree.
- Design a stack that knows its least element.
- Reverse a list in groups.
- Merge sorted streams.
- Find the first repeated letter.
""",
        (
            ("Given two lists, find what they share.", None),
            ("Clone a queue without a second one.", None),
            (
                "Given a grid, count the islands.\n\nA cell touches its four neighbours only, and the border of the grid counts as water for this task.",
                None,
            ),
            ("Print the border of a tree.", None),
            ("Design a stack that knows its least element.", None),
            ("Reverse a list in groups.", None),
            ("Merge sorted streams.", None),
            ("Find the first repeated letter.", None),
        ),
    ),
    Shape(
        "one question and its answer, which has headings of its own",
        """### Question
Explain what a journal is for.

### Answer

It keeps what the services say.

## 1. Where it is kept

On disk, in segments.

## 2. How to read it

With its own tool.
""",
        (("Explain what a journal is for.", ("It keeps", "its own tool.")),),
    ),
    Shape(
        "a numbered title with a labelled answer and no sub-headings",
        "# 9. 如何做一个进度条？\n\n**答案：**\n\n" + "按字节数算出比例，再画到画布上，避免每一步都重排。\n\n" * 80,
        (("如何做一个进度条？", ("按字节数", "都重排。")),),
    ),
    Shape(
        "remarks in brackets behind the questions",
        """# 面试题

## 12.柯里化了解多少【热度: 529】【出题公司: 甲】

先收一部分参数。

## 13.DNS 解析过程【网络】

从缓存问到根。

## 14.怎么优化大列表【浏览器】

只画看得见的。
""",
        (
            ("柯里化了解多少", ("先收", "参数。")),
            ("DNS 解析过程", ("从缓存", "到根。")),
            ("怎么优化大列表", ("只画", "看得见的。")),
        ),
    ),
)
