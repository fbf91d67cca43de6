"""Key points cut from references: the author's own marks first, then the sentences that say most."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.items.keypoints import split


def texts(reference: str, question: str = "", limit: int = 6) -> list[str]:
    return [point.text for point in split(reference, question, limit)]


def test_numbered_steps_become_points_in_order_without_their_numbers() -> None:
    points = texts(
        "1. 客户端发送 SYN 报文，进入 SYN_SENT 状态\n2. 服务端回复 SYN 加 ACK，进入 SYN_RCVD 状态\n3. 客户端回复 ACK，双方进入 ESTABLISHED 状态",
        "三次握手的过程是什么？",
    )
    assert points == [
        "客户端发送 SYN 报文，进入 SYN_SENT 状态",
        "服务端回复 SYN 加 ACK，进入 SYN_RCVD 状态",
        "客户端回复 ACK，双方进入 ESTABLISHED 状态",
    ]


def test_steps_numbered_within_one_line_are_parted() -> None:
    points = texts("整个流程分三步：1. 采集日志并清洗脏数据 2. 按用户聚合成特征 3. 训练排序模型并上线", "推荐流程是什么")
    assert {"采集日志并清洗脏数据", "按用户聚合成特征", "训练排序模型并上线"} <= set(points)


def test_a_bold_lead_in_stays_with_what_it_introduces() -> None:
    points = texts(
        "- **Atomicity**: all statements of a transaction succeed or none does.\n- **Durability**: a committed change survives a crash.",
        "What is ACID?",
    )
    assert points == [
        "Atomicity: all statements of a transaction succeed or none does.",
        "Durability: a committed change survives a crash.",
    ]


def test_a_title_over_a_paragraph_becomes_its_lead() -> None:
    points = texts(
        "**缓存击穿**\n\n热点键过期的瞬间，大量请求直接打到数据库。\n\n**缓存雪崩**\n\n大批键在同一时刻过期，数据库被压垮。",
        "缓存有哪些异常",
    )
    assert points == ["缓存击穿：热点键过期的瞬间，大量请求直接打到数据库。", "缓存雪崩：大批键在同一时刻过期，数据库被压垮。"]


def test_a_continued_list_item_keeps_its_name() -> None:
    points = texts(
        "1. 分批发布\n   先让百分之五的机器跑新版本，观察错误率。\n2. 快速回滚\n   指标异常时一键退回上一个镜像。", "怎么降低上线风险"
    )
    assert points == ["分批发布：先让百分之五的机器跑新版本，观察错误率。", "快速回滚：指标异常时一键退回上一个镜像。"]


def test_marked_text_is_a_point_in_prose() -> None:
    filler = "很多同学都背过这道题。面试官也常常问到它。"
    assert "间隙锁锁住的是索引记录之间的空隙，用来阻止幻读。" in texts(
        f"{filler}<mark>间隙锁锁住的是索引记录之间的空隙，用来阻止幻读。</mark>", "什么是间隙锁", 2
    )


def test_greetings_pictures_links_headings_and_rhetorical_questions_are_no_points() -> None:
    reference = """大家好，今天我们来讲索引。

## 定义

什么是索引呢？

索引是帮助数据库快速定位行的有序结构。

![示意图](img/a.png)

它以额外的存储和更慢的写入换取更快的查询。

参考：[官方文档](https://example.org/doc)
感谢阅读，欢迎点赞收藏。
"""
    assert texts(reference, "什么是索引") == ["索引是帮助数据库快速定位行的有序结构。", "它以额外的存储和更慢的写入换取更快的查询。"]


def test_an_example_gives_way_to_a_statement() -> None:
    reference = "例如小明买了三个苹果又吃掉一个。\n\n幂等的接口重复调用多次，结果与调用一次相同。\n\n用唯一请求号去重可以做到幂等。"
    assert texts(reference, "什么是幂等", 2) == ["幂等的接口重复调用多次，结果与调用一次相同。", "用唯一请求号去重可以做到幂等。"]


def test_formulas_and_code_within_a_sentence_survive() -> None:
    points = texts(
        "The loss is $-\\sum_i y_i \\log p_i$ where `y_i` is the **true** label and batch_size averages it.", "What is cross entropy?"
    )
    assert points == ["The loss is $-\\sum_i y_i \\log p_i$ where y_i is the true label and batch_size averages it."]


def test_a_comparison_table_gives_a_point_a_row() -> None:
    points = texts("| 对比 | 进程 | 线程 |\n|---|---|---|\n| 内存 | 各自独立 | 共享 |\n| 切换 | 开销大 | 开销小 |", "进程和线程的区别")
    assert points == ["内存：进程 各自独立；线程 共享", "切换：进程 开销大；线程 开销小"]


def test_many_short_names_share_points_instead_of_getting_lost() -> None:
    names = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT"]
    points = texts("HTTP defines these methods:\n" + "\n".join(f"- {name}" for name in names), "Which HTTP methods exist?")
    assert len(points) <= 6
    assert all(any(name in point for point in points) for name in names)


def test_an_item_that_points_back_gets_its_title() -> None:
    points = texts("### 令牌桶\n\n- 它允许一定程度的突发流量\n- 令牌按固定速率放入，桶满则丢弃", "限流算法有哪些")
    assert points[0] == "令牌桶：它允许一定程度的突发流量"


def test_speech_loses_its_filler() -> None:
    reference = "呃那么我们来看啊，其实索引呢就是一种有序的数据结构对吧，\n\n嗯它呢可以让查询从全表扫描变成二分查找，\n\n啊但是呢写入的时候要维护这个结构，所以写入会变慢。"
    joined = "".join(texts(reference, "索引是什么"))
    assert "有序的数据结构" in joined
    assert "写入会变慢" in joined
    assert not any(filler in joined for filler in ("呃", "嗯", "对吧", "呢就", "它呢"))


def test_the_chosen_option_is_kept() -> None:
    points = texts("Answer: C\n\n`typeof null` gives object for historical reasons.", "What is typeof null?")
    assert points[0] == "Answer: C"
    assert len(points) == 2


def test_long_structured_references_cover_their_sections() -> None:
    reference = """## 一致性

- 所有副本在同一时刻返回相同的数据
- 写操作要等多数节点确认才算成功
- 线性一致要求读到最近一次完成的写
- 共识算法用日志复制保证状态机相同

## 可用性

- 每个请求都在有限时间内得到非错误的响应
- 故障转移让备机自动接管流量
- 健康检查摘除没有心跳的实例
- 限流与熔断防止级联崩溃

## 分区容错

- 网络断开时系统仍然继续对外服务
- 节点之间的消息可能丢失或延迟到达
- 恢复连通以后要合并冲突的修改
"""
    points = texts(reference, "分布式系统怎么取舍")
    assert len(points) == 6
    sections = [[line[2:] for line in part.splitlines() if line.startswith("- ")] for part in reference.split("## ")[1:]]
    assert all(any(line in point for line in lines for point in points) for lines in sections)


def test_nearly_equal_sentences_make_one_point() -> None:
    points = texts(
        "Indexes speed up reads but slow down writes. Indexes speed up the reads, but they slow down writes. They also take disk space.",
        "Indexes?",
    )
    assert len(points) == 2


@pytest.mark.parametrize(
    "reference", ["O(n log n)", "D", "```python\nprint(sorted(x))\n```", "![a](b.png) 是的", "什么是锁？", "# 标题", "- \n- x"]
)
def test_whatever_holds_a_letter_gives_a_point(reference: str) -> None:
    points = split(reference, "排序的复杂度是多少")
    assert points
    assert all(any(c.isalnum() for c in point.text) for point in points)


@pytest.mark.parametrize("reference", ["", "   \n", "......", "---\n***"])
def test_nothing_gives_nothing(reference: str) -> None:
    assert split(reference, "什么是锁") == ()


_LINES = st.lists(
    st.sampled_from(
        [
            "# 标题",
            "**要点**：内容甲",
            "- 第一项说明",
            "  - nested item here",
            "1. 步骤一",
            "| a | b |",
            "|---|---|",
            "```",
            "$$",
            "x=1",
            "",
            "普通的一句话，带逗号。还有一句！",
        ]
    )
    | st.text(max_size=60),
    max_size=14,
)


@settings(max_examples=120, deadline=None)
@given(lines=_LINES, limit=st.integers(1, 8))
def test_points_are_few_short_and_weigh_one(lines: list[str], limit: int) -> None:
    reference = "\n".join(lines)
    points = split(reference, "随便问问", limit)
    assert len(points) <= limit
    if any(c.isalnum() for c in reference):
        assert points
        assert sum(point.weight for point in points) == pytest.approx(1.0)
    assert all(point.text.strip() and len(point.text) <= 600 and not point.bonus for point in points)
