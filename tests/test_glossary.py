"""The glossary: what its files promise, and what is made of a text with it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer import glossary
from interviewer.schema import Language
from interviewer.text import is_cjk

GROUPS = [group for field in glossary.fields().values() for group in field]
NAMES = [name for group in GROUPS for name in group]
LANGUAGES = st.sampled_from(("zh", "en"))
TEXTS = st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=4), st.sampled_from(" -的和,"))).map("".join)


def test_no_name_is_in_two_groups_nor_twice_in_one() -> None:
    known: dict[str, str] = {}
    for name in NAMES:
        key = glossary.key(name)
        assert key
        assert key not in known, f"{name}: already known as {known[key]}"
        known[key] = name


def test_every_group_has_two_names_and_begins_with_the_english_one() -> None:
    for group in GROUPS:
        assert len(group) > 1, group
        latin = [not any(map(is_cjk, name)) for name in group]
        assert latin[0], f"{group}: the first name is the English one"
        assert not any(name != " ".join(name.split()) for name in group), group


def test_it_is_large_and_mostly_in_two_languages() -> None:
    both = sum(any(is_cjk(c) for name in group for c in name) for group in GROUPS)
    assert len(GROUPS) > 2500
    assert both > 0.98 * len(GROUPS)


def test_no_field_is_empty() -> None:
    assert len(glossary.fields()) > 10
    assert all(glossary.fields().values())


def test_every_name_is_known_as_it_is_written() -> None:
    for group in GROUPS:
        for name in group:
            assert glossary.found(name) == [(0, len(name), group[0])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("watermark", "水位线"),
        ("投机解码", "Speculative-Decoding"),
        ("ipc", "进程间通信"),
        ("IPC", "inter process communication"),
        ("BN", "批归一化"),
        ("BatchNorm", "batch normalisation"),
        ("TTFT", "首 token 延迟"),
        ("首token延迟", "time to first token"),
        ("ANR", "Application Not Responding"),
        ("SSA", "静态单赋值"),
        ("ES", "elasticsearch"),
        ("MCP", "model context protocol"),
        ("LLMs", "大模型"),
        ("k-nearest neighbors", "K 近邻"),
        ("B+树", "b+ trees"),
        ("ＧＩＬ", "全局解释器锁"),
        ("A/B 测试", "ab test"),
        ("Dijkstra’s algorithm", "迪杰斯特拉算法"),
        ("naïve bayes", "朴素贝叶斯"),
    ],
)
def test_names_of_one_thing_are_one(one: str, other: str) -> None:
    for language in ("zh", "en"):
        assert glossary.unify(one, language) == glossary.unify(other, language)
    assert glossary.found(one)[0].canonical == glossary.found(other)[0].canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("乐观锁", "悲观锁"),
        ("precision rate", "accuracy"),
        ("精确率", "准确率"),
        ("HTTP", "HTTPS"),
        ("内存泄漏", "内存溢出"),
        ("浅拷贝", "深拷贝"),
        ("cross-attention", "self-attention"),
        ("缓存穿透", "缓存击穿"),
        ("process reward model", "outcome reward model"),
        ("前序遍历", "中序遍历"),
        ("B 树", "B+ 树"),
        ("TCP", "UDP"),
        ("监督学习", "无监督学习"),
    ],
)
def test_near_things_stay_apart(one: str, other: str) -> None:
    assert glossary.unify(one, "en") != glossary.unify(other, "en")


@pytest.mark.parametrize(
    "text",
    [
        "the rest of the answer",
        "a cap on the number of requests",
        "It needs a solid base.",
        "an ad hoc fix",
        "the ids of the rows",
        "举一个简单例子",
        "它返回文档的列表",
        "元素数量很多",
        "客户端收到后确认并发送下一段",
        "两个地方差异很大",
        "稍微调整一下参数组合",
        "其实时间不长",
        "",
    ],
)
def test_everyday_words_are_no_names(text: str) -> None:
    assert glossary.found(text) == []
    assert glossary.unify(text, "en") == text


def test_the_longest_name_wins() -> None:
    assert [term.canonical for term in glossary.found("多头自注意力之外还有自注意力机制和交叉注意力")] == [
        "self-attention",
        "self-attention",
        "cross-attention",
    ]
    assert [term.canonical for term in glossary.found("hidden Markov models")] == ["hidden Markov model"]
    assert [term.canonical for term in glossary.found("量化交易与量化")] == ["quantitative trading", "quantization"]


def test_a_name_is_a_whole_word() -> None:
    assert glossary.found("RAGged ubiquitous jsonify") == []
    assert glossary.found("machine.\n\nlearning") == []


def test_unify_speaks_the_language_and_glues_no_words() -> None:
    assert glossary.unify("什么是 IPC？", "zh") == "什么是 进程间通信？"
    assert glossary.unify("GPU显存不够", "en") == "graphics processing unit GPU memory不够"
    assert glossary.unify("Explain LLMs, please", "en") == "Explain large language model, please"


def test_a_query_is_expanded_by_one_other_name_a_script() -> None:
    assert glossary.expanded("IPC 有哪些") == "IPC 有哪些 (进程间通信, inter-process communication)"
    assert glossary.expanded("我的项目经历") == "我的项目经历"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("my bot keeps making stuff up", "hallucination"),
        ("它总是瞎编参考文献", "幻觉"),
        ("we ran out of video RAM", "GPU memory"),
        ("the assistant forgot what I told it", "context window"),
        ("聊久了就忘", "上下文窗口"),
        ("two threads waiting on each other forever", "deadlock"),
    ],
)
def test_a_query_in_everyday_words_is_told_by_the_name_too(query: str, name: str) -> None:
    assert name in glossary.expanded(query) and name in glossary.told(query)
    assert glossary.expanded(query).startswith(query)


@pytest.mark.parametrize(
    "query", ["how is a training set made up", "set up a cluster", "memory bandwidth", "forget gate of an LSTM", "IPC 有哪些"]
)
def test_what_only_sounds_like_it_is_told_as_it_is(query: str) -> None:
    assert glossary.told(query) == query


def test_two_texts_are_aligned_only_where_they_differ_in_names() -> None:
    assert glossary.aligned("What is MVCC?", "Explain multi-version concurrency control in MySQL") == (
        "What is MVCC?",
        "Explain MVCC in MySQL",
    )
    assert glossary.aligned("IPC 的方式", "IPC 与 TCP") == ("IPC 的方式", "IPC 与 TCP")
    assert glossary.aligned("乐观锁是什么", "悲观锁是什么") == ("乐观锁是什么", "悲观锁是什么")


def test_other_names_of_a_term() -> None:
    assert glossary.names("投机解码")[0] == "speculative decoding"
    assert "进程间通信" in glossary.names("ipc")
    assert glossary.names("no such thing") == ()


@settings(max_examples=150)
@given(TEXTS)
def test_places_lie_in_the_text_in_order(text: str) -> None:
    last = 0
    for term in glossary.found(text):
        assert last <= term.start < term.end <= len(text)
        assert term.canonical in NAMES
        assert glossary.found(text[term.start : term.end])
        last = term.end


@settings(max_examples=150)
@given(TEXTS, LANGUAGES)
def test_unifying_again_changes_nothing(text: str, language: Language) -> None:
    once = glossary.unify(text, language)
    assert glossary.unify(once, language) == once


@settings(max_examples=100)
@given(st.text(max_size=60), LANGUAGES)
def test_any_text_will_do(text: str, language: Language) -> None:
    glossary.unify(text, language)
    glossary.names(text)


@pytest.mark.parametrize("text", ["If C is here, I am there", "an N at the d do C as", "通过采样得到", "两个方法区别在哪", "只有 RTO"])
def test_a_name_that_stands_in_a_text_by_accident_is_not_found(text: str) -> None:
    assert glossary.found(text) == []


@pytest.mark.parametrize(
    ("text", "name"), [("HDFS 的读写", "HDFS"), ("hdfs 的读写", "hdfs"), ("RTOS 的调度", "RTOS"), ("用 IAM 授权", "IAM")]
)
def test_acronyms_are_found_whole_also_those_that_end_in_s(text: str, name: str) -> None:
    assert [text[term.start : term.end] for term in glossary.found(text)] == [name]
