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
    "a short note of two numbered questions, the answers below them": (
        "# 缓存\n\n1. 什么是缓存穿透？\n\n查的东西哪里都没有。\n\n2. 布隆过滤器解决什么问题？\n\n挡住不存在的键。\n",
        (("什么是缓存穿透？", "查的", "没有。"), ("布隆过滤器解决什么问题？", "挡住", "的键。")),
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
    "entries answered by quotations, with headings in them": (
        "1. 事件循环的原理\n\n   > ## 先后\n   >\n   > 先微任务，后宏任务。\n\n2. 改了原型会不会影响旧对象\n\n   > 会，查找沿着链。\n\n3. 图片太大会有什么问题\n\n   > 慢。\n",
        (
            ("事件循环的原理", "## 先后", "后宏任务。"),
            ("改了原型会不会影响旧对象", "会，", "着链。"),
            ("图片太大会有什么问题", "慢。", "慢。"),
        ),
    ),
    "two questions in a section that announces them": (
        "# 滤波\n\n## 直觉\n\n平滑噪声，保留边缘。\n\n- 均值\n- 中值\n\n## 面试真题\n\n1. 中值滤波为什么去椒盐噪声？\n2. 高斯核怎样取大小？\n",
        (("中值滤波为什么去椒盐噪声？", None, None), ("高斯核怎样取大小？", None, None)),
    ),
    "a label within an answer": (
        "# 面试题\n\n## 列表和元组的区别\n\n答：可变与不可变。\n\n## 集合和字典的区别\n\n答：有没有值。\n\n## 浅拷贝和深拷贝的区别\n\n引用还是副本。\n\n补充：\n\n答：嵌套时才不同。\n\n## 迭代器和生成器的区别\n\n答：写法。\n",
        (
            ("列表和元组的区别", "可变", "不可变。"),
            ("集合和字典的区别", "有没", "有值。"),
            ("浅拷贝和深拷贝的区别", "引用", "才不同。"),
            ("迭代器和生成器的区别", "写法。", "写法。"),
        ),
    ),
    "tasks answered in code, with a hint before it": (
        "# 面试题\n\n### 1. 实现工资第二高的查询\n**提示**：用 `LIMIT`。\n```sql\nSELECT 1;\n```\n\n### 2. 实现重名的查询\n**提示**：用 `GROUP BY`。\n```sql\nSELECT 2;\n```\n\n### 3. 实现没有部门的查询\n**提示**：用 `LEFT JOIN`。\n```sql\nSELECT 3;\n```\n",
        tuple((f"实现{who}的查询", "**提示**", "```") for who in ("工资第二高", "重名", "没有部门")),
    ),
    "bullets answered by quotations that hold lists": (
        "- 进程和线程的区别\n\n> 1. 资源归进程\n> 2. 调度归线程\n\n- 什么是死锁？怎么避免？\n\n> 互相等待。\n>\n> - 按序加锁\n>   - 先小后大\n\n- 协程为什么轻？\n\n> 栈小。\n\n- 信号量怎么用？\n\n> 计数。\n\n- 管道怎么实现？\n\n> 环形缓冲。\n",
        (
            ("进程和线程的区别", "1. 资源", "归线程"),
            ("什么是死锁？怎么避免？", "互相", "先小后大"),
            ("协程为什么轻？", "栈小。", "栈小。"),
            ("信号量怎么用？", "计数。", "计数。"),
            ("管道怎么实现？", "环形", "缓冲。"),
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
