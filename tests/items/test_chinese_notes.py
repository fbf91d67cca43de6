"""Shapes that notes in Chinese have: each with the questions and the ends of the answers that a careful reader finds."""

from __future__ import annotations

import pytest

from interviewer.items import extract
from interviewer.schema import Document

CASES: dict[str, tuple[str, tuple[tuple[str, str | None, str | None], ...]]] = {
    "a note of one question under a heading for it, its answer in sections beside": (
        "## 问题\n\n栈上的内存和堆上的内存有什么不同呢？\n\n## 不同\n\n一个自动回收，一个手动回收。\n\n## 例子\n\n局部变量在栈上。\n",
        (("栈上的内存和堆上的内存有什么不同呢？", "## 不同", "在栈上。"),),
    ),
    "a title that asks over a heading for the answer": (
        "# 信号会打断睡眠吗？\n\n## 问题答案\n\n会，睡眠提前返回。\n\n## 示例\n\n```c\nsleep(3);\n```\n",
        (("信号会打断睡眠吗？", "会，睡眠", "```"),),
    ),
    "an examination with marks, answers labelled below headings": (
        "# 试卷\n\n## 2 简述题\n\n#### 1 队列和栈的区别(3分)\n答:一个先进先出，一个后进先出。\n\n#### 2 链表的名字(送1分)\n答:单向链表。\n",
        (("队列和栈的区别(3分)", "一个先进", "后进先出。"), ("链表的名字(送1分)", "单向链表。", "单向链表。")),
    ),
    "tasks under links to a site for practice": (
        "# 栈\n\n先进后出。\n\n## 练习\n\n### [valid-braces](https://leetcode.cn/problems/valid-braces/)\n\n> 判断括号是否成对。\n\n```go\npush()\n```\n\n### [min-queue](https://leetcode.cn/problems/min-queue/)\n\n> 实现能取最小值的队列。\n\n```go\npop()\n```\n",
        (("valid-braces", "> 判断", "```"), ("min-queue", "> 实现", "```")),
    ),
    "a list whose entries link to themselves, with answers between": (
        "# 解答\n\n- [ ] [1-1 什么是栈？](#1-1)\n\n  先进后出。\n\n- [x] [1-2 什么是队列？](#1-2)\n\n  先进先出。\n\n- [ ] [1-3 什么是堆？](#1-3)\n\n  完全二叉树。\n",
        (("什么是栈？", "先进后出。", "先进后出。"), ("什么是队列？", "先进先出。", "先进先出。"), ("什么是堆？", "完全", "二叉树。")),
    ),
    "labelled questions of which few have answers": (
        "# 图\n\nQ1：**什么是连通图？**\n\n- 任意两点之间有路。\n\nQ2：**什么是树？**\n\nQ3：**什么是环？**\n\nQ4：**什么是桥？**\n\nQ5：**什么是割点？**\n",
        tuple((f"什么是{name}？", "- 任意" if name == "连通图" else None, None) for name in ("连通图", "树", "环", "桥", "割点")),
    ),
    "entries beside those with a label": (
        "# 样式\n\n* Q：什么是浮动？\n\n  A：脱离文档流。\n\n* Q：什么是行高？\n\n  A：基线的距离。\n\n* 请列举清除浮动的办法。\n\n  用伪元素。\n\n* Q：什么是层叠？\n\n  A：前后的次序。\n",
        (
            ("什么是浮动？", "脱离", "文档流。"),
            ("什么是行高？", "基线", "距离。"),
            ("请列举清除浮动的办法。", "用伪", "元素。"),
            ("什么是层叠？", "前后", "次序。"),
        ),
    ),
    "prose that counts its points": (
        "# 缓存的写法\n\n第一：先写库再删缓存，失败时重试几次。\n\n第二：只读缓存，过期后再读库，简单。\n",
        (),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_notes_in_chinese(name: str) -> None:
    text, found = CASES[name]
    items = extract(Document(path="notes.md", title="notes", text=text, format="markdown", sha256="0" * 64)).items
    assert [item.question for item in items] == [question for question, *_ in found]
    for item, (_, start, end) in zip(items, found, strict=True):
        assert start is None or (item.answer or "").startswith(start), item
        assert end is None or (item.answer or "").endswith(end), item
