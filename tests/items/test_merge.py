"""Merging: one item a meaning, every answer and place kept, ids that last."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.embeddings import bundled
from interviewer.items.merge import merge
from interviewer.schema import Encoder, ExtractedItem, Extraction, FollowUp, Item, KeyPoint, fingerprint
from interviewer.text import normalise
from tests.hashed import Hashed

HASHED = Hashed(dimension=32)


def asked(question: str, answer: str | None = None, line: int = 1, **more: Any) -> ExtractedItem:
    return ExtractedItem(question=question, answer=answer, line=line, **more)


def document(name: str, *items: ExtractedItem, kind: str = "qa", derived: tuple[ExtractedItem, ...] = ()) -> tuple[str, Extraction]:
    return name, Extraction.model_validate({"file": name, "kind": kind, "items": items, "derived": derived})


def merged(*documents: tuple[str, Extraction], encoder: Encoder | None = HASHED, known: tuple[Item, ...] | list[Item] = ()) -> list[Item]:
    return merge(documents, "me", encoder, known)


def only(items: list[Item]) -> Item:
    assert len(items) == 1, [item.question for item in items]
    return items[0]


# ---------------------------------------------------------------- what is one item


def test_equal_texts_are_one_item_with_all_references_even_without_an_encoder() -> None:
    item = only(
        merged(
            document("a.md", asked("1. 什么是**幂等**？", "多次执行结果相同。", 3)),
            document("b.md", asked("什么是幂等?", "重复请求没有副作用，结果一样。", 9, end_line=12, heading=("接口",))),
            encoder=None,
        )
    )
    assert {(r.document, r.line) for r in item.references} == {("a.md", 3), ("b.md", 9)}
    assert next(r for r in item.references if r.document == "b.md").heading == ("接口",)
    assert item.id == fingerprint("me", normalise("什么是幂等？"))


def test_a_place_that_only_asks_is_a_source() -> None:
    item = only(
        merged(
            document("a.md", asked("What is idempotency?", "The same result when repeated.")),
            document("b.md", asked("What is idempotency?")),
        )
    )
    assert [r.document for r in item.references] == ["a.md"]
    assert [(s.document, s.text) for s in item.sources] == [("b.md", "What is idempotency?")]


def test_wordings_of_one_meaning_merge_and_near_ones_do_not() -> None:
    items = merged(
        document(
            "a.md",
            asked("什么是乐观锁？", "不加锁，提交时检查版本。", 1),
            asked("谈谈你对乐观锁的理解", "用版本号检测冲突。", 2),
            asked("什么是悲观锁？", "先加锁再操作。", 3),
            asked("乐观锁有什么缺点？", "冲突多时要反复重试。", 4),
            asked("为什么需要乐观锁", "减少锁的开销。", 5),
        )
    )
    assert len(items) == 4
    whole = next(item for item in items if item.wordings)
    assert {whole.question, *whole.wordings} == {"什么是乐观锁？", "谈谈你对乐观锁的理解"}
    assert len(whole.references) == 2


def test_without_an_encoder_only_equal_texts_merge() -> None:
    assert len(merged(document("a.md", asked("什么是锁？", "互斥。"), asked("锁是什么", "互斥。", 2)), encoder=None)) == 2


def test_a_question_that_asks_two_things_joins_those_that_ask_one_each() -> None:
    items = merged(
        document("a.md", asked("什么是内存泄漏？为什么会发生内存泄漏？", "申请后没有释放。因为丢了引用。")),
        document("b.md", asked("内存泄漏是什么", "占着不放的内存。"), asked("为什么会内存泄漏", "引用没有清掉。", 2)),
    )
    assert only(items).question == "什么是内存泄漏？为什么会发生内存泄漏？"
    assert len(merged(document("b.md", asked("内存泄漏是什么", "占着不放的内存。"), asked("为什么会内存泄漏", "引用没有清掉。", 2)))) == 2


def test_languages_are_never_merged_but_twins_are_linked() -> None:
    items = merged(
        document("zh.md", asked("什么是 RAID？", "磁盘阵列，把多块盘合成一块。", metadata={"id": "raid"})),
        document("en.md", asked("What is RAID?", "An array of disks seen as one.", metadata={"id": "raid"})),
        document("other.md", asked("What is a disk?", "It keeps data.", metadata={"id": "7"})),
        document("another.md", asked("什么是磁盘？", "保存数据的设备。", metadata={"id": "7"})),
    )
    by_question = {item.question: item for item in items}
    assert by_question["What is RAID?"].translation_of == by_question["什么是 RAID？"].id
    assert by_question["什么是 RAID？"].translation_of is None
    assert by_question["What is a disk?"].translation_of is None, "a bare number links nothing"


def test_a_question_without_answer_goes_with_the_answered_text_whatever_the_letters() -> None:
    item = only(
        merged(
            document("a.md", asked("HTTP vs HTTPS", "HTTPS 在 HTTP 之下加了 TLS，报文是加密的。")), document("b.md", asked("HTTP vs HTTPS"))
        )
    )
    assert item.language == "zh"
    assert len(item.sources) == 1


# ---------------------------------------------------------------- texts that say nothing without their context


def test_one_text_with_other_answers_stays_apart_where_it_needs_its_context() -> None:
    items = merged(
        document("a.md", asked("介绍一下项目", "我做过电商的订单系统，负责库存扣减。")),
        document("b.md", asked("介绍一下项目", "毕业设计是人脸门禁，用树莓派部署模型。")),
    )
    assert len(items) == 2
    assert len({item.id for item in items}) == 2


def test_one_text_that_needs_its_context_is_one_where_nobody_answers() -> None:
    assert len(only(merged(document("a.md", asked("介绍一下项目")), document("b.md", asked("介绍一下项目")))).sources) == 2


def test_code_stems_keep_questions_apart() -> None:
    stem = "What's the output?\n```js\nconsole.log({})\n```"
    items = merged(
        document("a.md", asked(stem.format("1 + '1'"), "11"), asked(stem.format("1 - '1'"), "0", 9)),
        document("b.md", asked("What's the output?", "A: it throws an error at once", metadata={"context": "hoisting"})),
        document("c.md", asked("What's the output?", "B: undefined is printed twice", metadata={"context": "closures"})),
    )
    assert len(items) == 4


def test_operators_are_part_of_the_question() -> None:
    items = merged(document("a.md", asked("== 和 === 的区别", "前者会转换类型。"), asked("= 和 == 的区别", "前者是赋值语句。", 2)))
    assert len(items) == 2
    assert len({item.id for item in items}) == 2


def test_an_edited_answer_keeps_the_id_of_a_text_that_needs_its_context() -> None:
    before = merged(document("a.md", asked("介绍一下项目", "我做过电商的订单系统。")))
    after = merged(document("a.md", asked("介绍一下项目", "现在我在写一个编译器，用它教学。")), known=before)
    assert only(after).id == only(before).id


# ---------------------------------------------------------------- ids


def test_ids_survive_renamed_files_and_rewording() -> None:
    before = merged(document("old.md", asked("什么是慢查询？", "执行时间超过阈值的语句。")))
    after = merged(document("new/name.md", asked("谈谈你对慢查询的理解", "执行时间超过阈值的语句。")), known=before)
    assert only(after).id == only(before).id
    assert only(after).question == "谈谈你对慢查询的理解"
    assert fingerprint("me", normalise("谈谈你对慢查询的理解")) in only(after).aliases


def test_a_wording_that_joins_becomes_an_alias() -> None:
    first = merged(document("a.md", asked("慢查询是什么", None)))
    both = only(merged(document("a.md", asked("慢查询是什么")), document("b.md", asked("什么是慢查询？", "执行太久的语句。")), known=first))
    assert both.id == only(first).id
    assert both.question == "什么是慢查询？"
    assert fingerprint("me", normalise("什么是慢查询？")) in both.aliases


def test_two_known_items_that_turn_out_one_keep_both_ids() -> None:
    apart = merged(
        document("a.md", asked("慢查询是什么", "执行太久的语句。"), asked("什么是慢查询？", "执行太久的语句。", 2)), encoder=None
    )
    item = only(
        merged(document("a.md", asked("慢查询是什么", "执行太久的语句。"), asked("什么是慢查询？", "执行太久的语句。", 2)), known=apart)
    )
    assert {item.id, *item.aliases} >= {one.id for one in apart}
    assert item.id not in item.aliases


def test_a_known_item_that_was_merged_wrongly_is_parted_again() -> None:
    before = merged(document("a.md", asked("什么是快照？", "某一刻的数据。")))
    wrong = before[0].model_copy(update={"wordings": ("什么是日志？",), "aliases": (fingerprint("me", normalise("什么是日志？")),)})
    items = merged(document("a.md", asked("什么是快照？", "某一刻的数据。"), asked("什么是日志？", "按时间追加的记录。", 2)), known=[wrong])
    assert {item.question: item.id for item in items} == {
        "什么是快照？": before[0].id,
        "什么是日志？": fingerprint("me", normalise("什么是日志？")),
    }
    assert all(other.id not in item.aliases for item in items for other in items)


def test_an_authors_id_holds_an_item_together_through_any_rewording() -> None:
    before = merged(document("a.md", asked("What is a bloom filter?", "A probabilistic set.", metadata={"id": "bloom"})))
    after = merged(
        document("a.md", asked("Which structure tests membership with few bits?", "A probabilistic set.", metadata={"id": "bloom"})),
        known=before,
    )
    assert only(after).id == only(before).id


def test_items_of_other_owners_are_not_known() -> None:
    theirs = merge([document("a.md", asked("什么是快照？", "某一刻的数据。"))], "you", None)
    mine = merged(document("a.md", asked("什么是快照？", "某一刻的数据。")), known=theirs)
    assert only(mine).id != theirs[0].id
    assert only(mine).owner == "me"


# ---------------------------------------------------------------- what an item holds


def test_spoken_and_derived_wordings_are_never_the_main_one() -> None:
    item = only(
        merged(
            document("talk.md", asked("什么是快照", "嗯快照呢就是某一刻的数据啊对吧，我们拿它来恢复。" * 9), kind="transcript"),
            document("news.md", kind="article", derived=(asked("快照是什么？", "文章说它是某一刻的数据。"),)),
            document("list.md", asked("谈谈你对快照的理解")),
        )
    )
    assert item.question == "谈谈你对快照的理解"
    assert not item.derived
    assert item.references[0].document == "talk.md"
    assert only(merged(document("news.md", kind="article", derived=(asked("快照是什么？", "某一刻的数据。"),)))).derived


def test_the_main_question_is_answered_and_no_longer_than_needed() -> None:
    item = only(
        merged(
            document("a.md", asked("请你简单介绍一下什么是快照，谢谢", "某一刻的数据。")),
            document("b.md", asked("什么是快照？", "某一刻的完整数据。")),
            document("c.md", asked("快照是什么")),
        )
    )
    assert item.question == "什么是快照？"


def test_authored_key_points_win_and_follow_ups_keep_their_aim() -> None:
    points = (KeyPoint(text="记录某一刻", weight=0.5), KeyPoint(text="可以恢复", weight=0.5))
    item = only(
        merged(
            document("long.md", asked("什么是快照？", "很长的回答。" * 50, follow_ups=(FollowUp(text="怎么恢复？", key_point=3),))),
            document(
                "bank.md",
                asked(
                    "什么是快照？",
                    "短。",
                    key_points=points,
                    follow_ups=(FollowUp(text="何时创建？", key_point=0),),
                    mistakes=("当成备份",),
                ),
            ),
        )
    )
    assert item.key_points == points
    assert item.key_points_from == "authored"
    assert item.follow_ups == (FollowUp(text="何时创建？", key_point=0), FollowUp(text="怎么恢复？"))
    assert item.mistakes == ("当成备份",)


def test_key_points_come_from_the_richest_reference_or_not_at_all() -> None:
    rich = "快照保存某一刻的数据。\n写时复制让它几乎不占空间。"
    item = only(merged(document("a.md", asked("什么是快照？", "数据。")), document("b.md", asked("什么是快照？", rich))))
    assert [point.text for point in item.key_points] == rich.split("\n")
    assert item.key_points_from == "reference"
    assert only(merged(document("a.md", asked("什么是快照？")))).key_points_from == "none"


def test_topics_difficulty_and_metadata_are_united() -> None:
    item = only(
        merged(
            document(
                "a.md", asked("什么是快照？", "数据。", topics=("存储",), metadata={"company": "甲", "tags": ["盘"], "difficulty": "easy"})
            ),
            document(
                "b.md", asked("什么是快照？", topics=("备份", "存储"), metadata={"company": "乙", "tags": ["盘", "云"], "date": "2024-01"})
            ),
        )
    )
    assert item.topics == ("存储", "备份")
    assert item.difficulty == "easy"
    assert item.metadata == {"company": ["甲", "乙"], "tags": ["盘", "云"], "date": "2024-01"}


def test_skipped_documents_and_blank_questions_give_nothing() -> None:
    assert merged(document("a.md", kind="skipped"), document("b.md", asked("  ", "x"))) == []


# ---------------------------------------------------------------- properties

_SUBJECTS = ("快照", "日志", "乐观锁", "悲观锁", "TCP", "UDP", "index", "view")
_FRAMES = ("什么是{}？", "{}是什么", "谈谈你对{}的理解", "为什么需要{}", "{}有什么缺点", "What is {}?", "Explain {}", "介绍一下项目")
_ITEMS = st.builds(
    lambda subject, frame, answer, line: asked(frame.format(subject), answer, line),
    st.sampled_from(_SUBJECTS),
    st.sampled_from(_FRAMES),
    st.sampled_from((None, "", "它保存某一刻的数据。", "It keeps data.", "版本号不一致就重试。")),
    st.integers(1, 50),
)
_DOCUMENTS = st.lists(st.builds(lambda n, items: document(f"{n}.md", *items), st.integers(0, 5), st.lists(_ITEMS, max_size=6)), max_size=5)


@settings(max_examples=60, deadline=None)
@given(documents=_DOCUMENTS, seed=st.integers(0, 9))
def test_merging_loses_nothing_and_is_stable(documents: list[tuple[str, Extraction]], seed: int) -> None:
    items = merge(documents, "me", HASHED)
    assert len({item.id for item in items}) == len(items)
    assert merge(documents, "me", HASHED, items) == items, "a second run changes nothing"
    shuffled = random.Random(seed).sample(documents, len(documents))
    assert merge(shuffled, "me", HASHED) == items, "the order of files changes nothing"
    answers = {(name, one.line, one.answer) for name, extraction in documents for one in extraction.items if one.answer}
    assert {(r.document, r.line, r.text) for item in items for r in item.references} == answers
    places = {(name, one.line, one.question) for name, extraction in documents for one in extraction.items if not one.answer}
    assert {(s.document, s.line, s.text) for item in items for s in item.sources} == places


@settings(max_examples=30, deadline=None)
@given(documents=_DOCUMENTS)
def test_renamed_files_keep_every_id(documents: list[tuple[str, Extraction]]) -> None:
    before = merge(documents, "me", HASHED)
    renamed = [(f"moved/{name}", extraction) for name, extraction in documents]
    assert {item.id for item in merge(renamed, "me", HASHED, before)} == {item.id for item in before}


# ---------------------------------------------------------------- with real vectors


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return bundled.use(threads=1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("什么是布隆过滤器", "谈谈你对布隆过滤器的理解"),
        ("LLM 为什么会重复输出", "大语言模型为什么会重复输出？"),
        ("如何降低首屏时间", "怎么减少首屏时间"),
        ("批归一化的作用", "Batch Normalization 有什么作用"),
        ("What is memoization?", "Explain memoization"),
        ("What are the benefits of caching?", "What are the advantages of caching?"),
        ("How do you select an index?", "How would you choose an index?"),
        ("Continuous Integration (CI)?", "What is continuous integration?"),
        ("LoRA 原理", "介绍 LoRA"),
        ("CAP 理论是什么", "谈谈 CAP 定理"),
        ("Vue2 与 Vue3 的区别", "Vue 3 相比 Vue 2 有什么不同"),
        ("How do you optimise a page's performance?", "How would you improve the performance of a page?"),
        ("What does the 404 status code mean?", "What does HTTP 404 mean?"),
        ("Raft 解决了什么问题", "为什么要引入 Raft"),
        ("什么时候用数组，什么时候用链表", "数组和链表怎么选"),
        ("When would you use a queue rather than a stack?", "queue vs stack"),
        ("What problem does a trie solve?", "Why was the trie introduced?"),
        ("What can be done about clock drift?", "How do you deal with clock drift?"),
        ("Design a job scheduler", "How would you design a job scheduler?"),
        ("你的职业规划是什么", "未来三年有什么规划"),
        ("How do you mitigate clickjacking?", "What are the mitigations for clickjacking?"),
    ],
)
def test_paraphrases_merge(encoder: Encoder, one: str, other: str) -> None:
    only(
        merged(
            document("a.md", asked(one, "答。"), asked(other, "答。", 2))
            if re.search(r"[\u4e00-\u9fff]", one)
            else document("a.md", asked(one, "x y z"), asked(other, "x y z", 2)),
            encoder=encoder,
        )
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("什么是多头注意力", "什么是交叉注意力"),
        ("缓存的优点", "缓存的缺点"),
        ("TCP 的首部格式", "UDP 的首部格式"),
        ("为什么要分片", "如何分片"),
        ("Java 8 的新特性", "Java 21 的新特性"),
        ("什么时候应该加索引", "什么时候不应该加索引"),
        ("int 怎么转 string", "string 怎么转 int"),
        ("What is optimistic locking?", "What is pessimistic locking?"),
        ("When should you shard?", "When should you not shard?"),
        ("Why is it fast?", "Why is it slow?"),
        ("attr() 的用法", "$attrs 的用法"),
        ("A 算法", "A* 算法"),
        ("iOS 如何做启动优化", "如何做启动优化"),
        ("子组件如何向父组件传值", "父组件如何向子组件传值"),
        ("Spring 和 Spring Boot 的区别", "Spring Boot 和 Spring Cloud 的区别"),
        ("What does `ls [ab]` match?", "What does `ls [^ab]` match?"),
        ("What is the difference between final and finally?", "What is the difference between finally and finalize?"),
        ("How do you turn a string into an int?", "How do you turn an int into a string?"),
        ("What is ARP?", "What is a reverse proxy?"),
        ("What is a merge?", "What merge strategies are you familiar with?"),
        ("上栏固定下栏滚动怎么写", "下栏固定上栏滚动怎么写"),
        ("Angular HTTP 模块", "Angular 模块"),
        ("`:has` 的用法", "`:is` 的用法"),
        ("What is a promise?", "What is a promise in a promise?"),
        ("What is DNS?", "How does DNS work in Kubernetes?"),
        ("When would you choose a queue over a stack?", "When would you choose a stack over a queue?"),
        ("What is a graph?", "What are the parameters of a graph?"),
        ("CopyOnWriteArrayList 的线程安全", "什么是线程安全"),
    ],
)
def test_near_questions_stay_apart(encoder: Encoder, one: str, other: str) -> None:
    assert len(merged(document("a.md", asked(one, "x"), asked(other, "x", 2)), encoder=encoder)) == 2


def test_what_a_document_is_about_need_not_be_said(encoder: Encoder) -> None:
    said, unsaid = asked("Unity 的协程怎么停止", "答。"), asked("协程怎么停止", "答。", 2)
    assert len(merged(document("unity.md", said, unsaid), encoder=encoder)) == 1
    assert (
        len(
            merged(
                document("a.md", asked("What is a slice in Go?", "x y")),
                document("python.md", asked("What is a slice?", "x y")),
                encoder=encoder,
            )
        )
        == 2
    )
    assert (
        len(
            merged(
                document("a.md", asked("What is a slice in Go?", "x y")),
                document("go.md", asked("What is a slice?", "x y")),
                encoder=encoder,
            )
        )
        == 1
    )
