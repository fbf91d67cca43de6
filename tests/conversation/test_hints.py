from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.conversation.hints import HINTS, half, hint
from interviewer.conversation.questioning import way_in
from interviewer.i18n import LANGUAGES, catalogue
from interviewer.schema import KeyPoint, Language, Turn
from tests.conversation.bank import bank, leaked, turn_of
from tests.examples import NOW, item

RELATIVE = KeyPoint(text="点积只取决于两个位置的相对距离，与绝对位置无关", weight=0.7)
ROTATION = KeyPoint(text="按位置旋转查询和键向量", weight=0.3)


def asked(**changes: Any) -> Turn:
    question = item("RoPE 是什么？", key_points=(ROTATION, RELATIVE), metadata={"tags": ["RoPE"]})
    return turn_of(question, NOW).model_copy(update=changes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hints_say_more_at_each_step_and_never_a_whole_point(language: Language) -> None:
    said = [hint(asked(), step, language) for step in range(1, HINTS + 1)]
    assert len(set(said)) == HINTS
    assert "2" in said[0] and "RoPE" not in said[0], "the question holds the name already"
    assert "点积" in said[2] and "绝对位置" not in said[2]
    assert RELATIVE.text not in "".join(said)


def test_a_follow_up_is_helped_towards_its_own_point() -> None:
    said = [hint(asked(kind="follow_up", aim=0, before="它是一种位置编码"), step, "zh") for step in range(1, HINTS + 1)]
    assert "按位置" in said[2] and "点积" not in "".join(said)


def test_beyond_the_key_points_there_is_no_hint() -> None:
    for kind in ("deeper", "challenge"):
        assert hint(asked(kind=kind, aim=0), 3, "zh") == "这道题没有可用的提示。"
    assert hint(asked().model_copy(update={"item": item("空", key_points=())}), 1, "en") == "There is no hint for this question."


@pytest.mark.parametrize(
    ("point", "begins"),
    [
        ("no-store 是完全不保存，no-cache 是可以保存但使用前必须验证。", "no-store 是完全不保存"),
        ("The cache keeps keys and values of earlier tokens, so nothing is computed twice.", "The cache keeps keys and values of"),
        ("nDCG 考虑分级的相关性并按名次折扣，再用理想排序归一化。", "nDCG 考虑分级的相关性"),
        ("加分", "加"),
        ("T5 在注意力分数上加一个只取决于相对距离的可学习标量，每个头各一组。", "T5 在注意力分数上加一个只取决于"),
    ],
)
def test_half_a_point_ends_where_a_word_ends(point: str, begins: str) -> None:
    assert half(point) == begins


@settings(max_examples=80, deadline=None)
@given(
    st.text(st.sampled_from("梯度 的消失，。 the cache-grows x1 ()"), min_size=3, max_size=80).filter(
        lambda text: sum(map(str.isalnum, text)) > 2
    )
)
def test_half_is_never_all(point: str) -> None:
    begins = half(point)
    assert len(begins) < len(point.strip())


def test_half_of_every_point_of_the_bank_leaves_much_of_it_and_not_nothing() -> None:
    for one in bank():
        for point in one.key_points:
            begins = half(point.text)
            assert begins and len(begins) <= 0.8 * len(point.text), point.text


def test_the_first_two_hints_leak_nothing() -> None:
    for one in bank():
        turn = turn_of(one, NOW)
        for step in (1, 2):
            words = hint(turn, step, one.language)
            assert not leaked(words, one, turn.question), words


@pytest.mark.parametrize(
    ("point", "question", "says"),
    [
        ("因为写入要等磁盘，所以先放进内存。", "日志怎样写入？", "背后的原因"),
        ("代价是内存随长度增长", "缓存是什么？", "付出什么代价"),
        ("必须先取得锁", "写入是什么？", "动手时"),
        ("名字", "它叫什么？", "下一步给你一个关键词"),
        ("代价是内存随长度增长", "缓存的代价是什么？", ""),
    ],
)
def test_the_first_hint_is_a_question_to_oneself_that_the_question_does_not_ask(point: str, question: str, says: str) -> None:
    turn = turn_of(item(question, key_points=(KeyPoint(text=point, weight=1.0),)), NOW)
    for one in (turn, turn.model_copy(update={"kind": "follow_up", "aim": 0})):
        words = hint(one, 1, "zh")
        assert (says in words) if says else "代价" not in words


def test_another_try_is_helped_towards_what_was_not_said() -> None:
    assert "点积" in hint(asked(kind="retry"), 3, "zh")
    assert "按位置" in hint(asked(kind="retry"), 3, "zh", {RELATIVE.text})
    assert "点积" in hint(asked(kind="retry"), 3, "zh", {RELATIVE.text, ROTATION.text})


@pytest.mark.parametrize(
    ("point", "question", "term"),
    [
        ("Reranking refines the shortlist", "Why rerank?", "shortlist"),
        ("A filter that selects candidates", "How is it done?", "candidates"),
        ("只看最终答案是否正确", "怎样奖励？", "最终答案"),
        ("返回出就绪的描述符", "怎样等待？", "描述符"),
    ],
)
def test_a_key_term_is_no_verb_and_no_piece_of_a_word(point: str, question: str, term: str) -> None:
    turn = turn_of(item(question, key_points=(KeyPoint(text=point, weight=1.0),), language="en" if point.isascii() else "zh"), NOW)
    assert f"“{term}”" in hint(turn, 2, turn.item.language)


def test_key_terms_are_words() -> None:
    """A term that begins or ends inside a Latin word, or holds a mark, is none; what is no term stands beside others."""
    for one in bank():
        terms = re.findall(r"[“](.*?)[”]", hint(turn_of(one, NOW), 2, one.language))
        assert all(1 < len(term) <= 60 and not set("，。；：,;") & set(term) for term in terms), terms
        assert len(terms) <= 2


def test_no_hint_names_what_the_question_holds() -> None:
    for one in bank():
        turn = turn_of(one, NOW)
        direction, term = (hint(turn, step, one.language) for step in (1, 2))
        named = re.findall(r"(?:会谈到|speaks of )“(.*?)”", direction) + re.findall(r"“(.*?)”", term)
        assert not [name for name in named if name.lower() in one.question.lower()], (one.question, named)


def test_hardly_any_hint_of_the_bank_is_without_content() -> None:
    for language in LANGUAGES:
        asked = [turn_of(one, NOW) for one in bank() if one.language == language and one.key_points]
        for step, key in ((1, "hint.no_direction"), (2, "hint.no_term")):
            without = [one for one in asked if catalogue(language)[key].strip() in hint(one, step, language)]
            assert len(without) <= 0.15 * len(asked), (language, step, len(without), len(asked))


def test_a_label_of_another_point_is_a_direction_and_that_of_the_point_itself_is_not() -> None:
    points = (KeyPoint(text="先在 MVCC 里找到可见的版本", weight=0.7), KeyPoint(text="写冲突靠行锁解决", weight=0.3))
    asked = item("快照读怎样实现？", key_points=points, metadata={"tags": ["MVCC", "行锁", "快照读"]})
    assert "会谈到“行锁”" in hint(turn_of(asked, NOW), 1, "zh")
    assert "MVCC" not in hint(turn_of(asked, NOW), 1, "zh") and "“MVCC”" in hint(turn_of(asked, NOW), 2, "zh")
    assert "行锁" not in hint(turn_of(asked, NOW), 1, "zh", {points[1].text}), "it was said before"
    of_the_topic = asked.model_copy(update={"topics": ("行锁",)})
    assert "行锁" not in hint(turn_of(of_the_topic, NOW), 1, "zh"), "a whole topic is no direction"


def test_of_a_question_in_parts_the_part_of_the_point_is_named() -> None:
    points = (
        KeyPoint(text="Both read the old version before either writes an update", weight=0.7),
        KeyPoint(text="It is a file", weight=0.3),
    )
    asked = item("What is a log file? Why do two writers lose updates?", key_points=points, language="en", topics=())
    assert "Begin with this part: “Why do two writers lose updates”" in hint(turn_of(asked, NOW), 1, "en")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("为什么要放到不同的机器上？", "why"),
        ("How do you compare two models fairly?", "how"),
        ("Tell me about a service you built.", "story"),
        ("讲讲你做过的一次优化", "story"),
        ("两者有什么不同？", "compare"),
        ("What goes wrong there?", "any"),
        ("什么是双写？", "what"),
    ],
)
def test_how_one_begins_with_a_question(question: str, kind: str) -> None:
    assert way_in(question) == kind


def test_words_that_come_back_go_before_those_said_once_and_no_word_is_cut() -> None:
    point = KeyPoint(text="把键和值压成一个低维潜在向量", weight=1.0)
    asked = item("怎样压缩？", key_points=(point, KeyPoint(text="只存低维潜在向量，体积小", weight=0.5)))
    assert "“低维潜在向量”" in hint(turn_of(asked, NOW), 2, "zh")
    english = item("How is it stored?", language="en", key_points=(KeyPoint(text="Fewer exponent bits and a mantissa remain", weight=1.0),))
    told = hint(turn_of(english, NOW), 2, "en")
    assert "exponent" in told and "mantissa" in told and "Fewer" not in told


def test_where_no_word_says_it_the_hint_says_so() -> None:
    asked = item("它快吗？", key_points=(KeyPoint(text="不快", weight=1.0),))
    assert hint(turn_of(asked, NOW), 2, "zh") == "提示：没有哪个词能单独点出那一点；下一步给你它的前半句。"


def test_a_vague_word_is_no_key_term() -> None:
    point = KeyPoint(text="A separate judge compares both drafts", weight=1.0)
    turn = turn_of(item("How is it graded?", key_points=(point,), language="en"), NOW)
    assert "“judge” and “drafts”" in hint(turn, 2, "en")
    known = turn_of(
        item("How is it graded?", key_points=(KeyPoint(text="A separate KV cache holds both", weight=1.0),), language="en"), NOW
    )
    assert "“KV cache”" in hint(known, 2, "en")


def test_a_direction_names_no_vague_word() -> None:
    point = KeyPoint(text="It costs coding time", weight=1.0)
    turn = turn_of(item("How does coding go?", key_points=(point,), language="en"), NOW)
    for one in (turn, turn.model_copy(update={"kind": "follow_up", "aim": 0})):
        assert "coding" not in hint(one, 1, "en") and "what it costs" in hint(one, 1, "en")
