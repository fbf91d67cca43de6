"""What a message is taken for without a model. `messages.jsonl` holds labelled ones, written by the author of the rules before they were tuned on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.conversation.commands import understand
from interviewer.schema import Intent, Item, KeyPoint
from tests.examples import item

MESSAGES = [json.loads(line) for line in (Path(__file__).parent / "messages.jsonl").read_text("utf-8").splitlines()]
POINTS = {
    "残差": ("恒等映射使反向传播的导数里有一项 1，梯度可以不经衰减地传回浅层。", "残差分支只需学习与输入的差，更容易优化。"),
    "KV": ("It keeps the keys and values of earlier tokens.", "It costs memory that grows linearly with sequence length and batch size."),
    "top-k": ("top-k 只在概率最高的 k 个词元中采样，截断长尾。", "重复惩罚降低已出现词元的 logit，减少重复。"),
    "speculative": (
        "A small draft model proposes tokens and the large model verifies them.",
        "It gains little when the acceptance rate is low.",
    ),
}
COMMANDS = [
    "跳过", "下一题", "给点提示", "再说一遍", "不知道", "结束面试", "等一下", "谢谢", "你好", "能解释一下题目吗", "不会", "pass",
    "skip", "next question", "hint", "repeat", "I don't know", "end the interview", "hold on", "thanks", "hello", "do you mean this?",
]  # fmt: skip
ANSWERS = [
    "它把输入直接加到输出上",
    "梯度有一条直通的路",
    "keys and values of the past are kept",
    "the draft model proposes tokens",
    "因为导数里有一项 1",
]


def asked(question: str) -> Item:
    points = next(points for name, points in POINTS.items() if name in question)
    return item(question, key_points=tuple(KeyPoint(text=text, weight=0.5) for text in points), references=())


def intents(said: str, question: str = "残差连接为什么能缓解梯度消失？", pending: bool = False) -> list[Intent]:
    return list(understand(said, asked(question), pending).intents)


def heard(message: dict[str, Any]) -> list[Intent]:
    return intents(message["said"], message["question"], bool(message.get("pending")))


def test_the_labelled_messages_are_understood() -> None:
    right = sum(heard(message) in (message["intents"], message.get("also")) for message in MESSAGES)
    assert right / len(MESSAGES) >= 0.95


@pytest.mark.parametrize("message", [m for m in MESSAGES if "answer" in m["intents"]], ids=lambda m: m["said"][:30])
def test_no_answer_is_swallowed(message: dict[str, Any]) -> None:
    assert {"answer", "unsure"} & set(heard(message))


@pytest.mark.parametrize("message", [m for m in MESSAGES if not {"answer", "unsure"} & set(m["intents"])], ids=lambda m: m["said"][:30])
def test_no_command_moves_anything_else(message: dict[str, Any]) -> None:
    """A command that is not understood is an answer or asked about; it is never another command."""
    also = {"answer", "unsure", "chatter", "pause"}
    assert set(heard(message)) <= {*message["intents"], *message.get("also", ()), *also}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*(c for c in COMMANDS if c[-1] != "?"), *ANSWERS]), min_size=1), st.sampled_from(["，", ", ", " ", "", "、"])
)
def test_a_long_message_without_sentences_of_its_own_is_an_answer(pieces: list[str], link: str) -> None:
    said = link.join([*pieces, *ANSWERS])
    assert len(said) >= 40
    assert intents(said) == ["answer"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(COMMANDS), st.sampled_from(ANSWERS), st.sampled_from(["，", "。", ", ", ". ", "\n", "，但是", "，我猜"]))
def test_a_command_beside_an_answer_never_takes_its_place(command: str, answer: str, link: str) -> None:
    for said in (f"{command}{link}{answer}", f"{answer}{link}{command}"):
        found = intents(said)
        assert "answer" in found or found == ["unsure"]  # about which it asks, and takes it at a yes
        assert not {"skip", "end", "dont_know", "pause"} & set(found)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_whatever_is_written_the_parts_are_cut_from_it(said: str, pending: bool) -> None:
    parts = understand(said, asked("残差"), pending).parts
    assert parts
    assert all(line.strip() in said for _, text in parts for line in text.split("\n"))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("谢谢。下一题", ["chatter", "skip"]),
        ("不知道，下一题吧", ["dont_know", "skip"]),
        ("等一下，让我想想", ["pause"]),
        ("好的，我想想，等一下", ["pause"]),
        ("hmm, I don't know, can I have a hint?", ["dont_know", "hint"]),
        ("恒等映射让梯度直接传回。能再给点提示吗？", ["answer", "hint"]),
        ("不知道。可能是残差让梯度直接传回去？", ["answer"]),
        ("你是说深层网络吗？如果是的话，恒等映射让梯度有一条不衰减的通路。", ["answer"]),
        ("先做前向。再做反向。结束。", ["answer"]),
    ],
)
def test_several_at_once(said: str, found: list[Intent]) -> None:
    assert intents(said) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("我刚才说错了，想重新回答", ["retract"]),
        ("刚才的回答不算，我重新说一遍", ["retract"]),
        ("等等，我答错了，可以重新答吗", ["retract"]),
        ("I take that back, let me start over", ["retract"]),
        ("Scratch that. Can I answer again?", ["retract"]),
        ("我刚才说错了，应该是先做归一化", ["answer"]),
        ("我收回刚才的话，梯度是直接传回去的", ["answer"]),
        ("I take that back: the derivative has a one in it", ["answer"]),
        ("重新说一遍", ["repeat"]),
        ("回到上一题", ["back"]),
        ("不小心跳过了，能回去吗", ["back"]),
        ("can we go back to the previous question?", ["back"]),
        ("I didn't mean to skip that one", ["back"]),
        ("come back to this later", ["skip"]),
        ("重试", ["unsure"]),
        ("retry", ["unsure"]),
        ("start over", ["unsure"]),
        ("重新答", ["retract"]),
        ("let me start over", ["retract"]),
        ("没写完就发出去了", ["retract"]),
        ("sorry, hit enter too early", ["retract"]),
        ("undo log", ["answer"]),
        ("撤销日志", ["answer"]),
        ("回到上一层的梯度", ["answer"]),
        ("go back to the previous layer", ["answer"]),
    ],
)
def test_taking_back_and_going_back(said: str, found: list[Intent]) -> None:
    assert intents(said) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("不会诶 跳过吧", ["dont_know", "skip"]),
        ("hint plz", ["hint"]),
        ("im done for today", ["end"]),
        ("dont know lol", ["dont_know"]),
        ("这块没接触过", ["dont_know"]),
        ("I haven't come across bloom filters before", ["dont_know"]),
        ("有急事要先走了，先结束吧", ["end"]),
        ("有人敲门，稍等", ["pause"]),
        ("要口头讲还是写代码？", ["clarify"]),
        ("does it have to be in code or is a sketch on paper fine?", ["clarify"]),
        ("how many users are there", ["clarify"]),
        ("不太会，能给点提示吗", ["dont_know", "hint"]),
        ("残差让梯度直接传回。就这些了，今天面试就到这里吧", ["answer", "end"]),
        ("The gradient has a direct path. Next question please", ["answer", "skip"]),
        ("残差没有参数，不会增加计算量", ["answer"]),
        ("要看是训练还是推理", ["answer"]),
        ("8 秒", ["answer"]),
        ("给我两分钟", ["pause"]),
        ("要点时间想想", ["pause"]),
    ],
)
def test_what_people_type_in_a_hurry(said: str, found: list[Intent]) -> None:
    assert intents(said) == found


def test_a_word_that_the_question_is_about_may_be_its_answer() -> None:
    keyword = item("Which keyword does nothing in Python: pass, continue or break?", language="en", references=())
    assert understand("pass", keyword, False).intents == ("unsure",)
    assert understand("pass", asked("残差"), False).intents == ("skip",)
    pausing = item("垃圾回收时应用会怎样？", key_points=(KeyPoint(text="标记阶段要暂停所有线程", weight=1.0),), references=())
    assert understand("暂停", pausing, False).intents == ("unsure",)
    assert understand("请暂停一下", pausing, False).intents == ("pause",)


def test_yes_and_no_are_heard_only_when_asked() -> None:
    assert intents("是的", pending=True) == ["yes"]
    assert intents("no", pending=True) == ["no"]
    assert intents("是的") == intents("no") == ["unsure"]
    assert intents("不是，残差把输入加到输出上，梯度有直通的路", pending=True) == ["answer"]


@pytest.mark.parametrize(
    "said",
    [
        "想要" * 15 + "x",
        "请请请请我想要我想要我想要我想要我想要y",
        "please " * 11,
        "这题" * 12 + "x",
        "等" * 35 + "x",
        "我刚才说错了的话" * 4 + "x",
        "回到想要重新" * 6,
        "不小心点错" * 7,
        "the " * 300,
        "a" * 20_000,
    ],
)
def test_nothing_takes_long(said: str) -> None:
    """Bounded by the length of what may be a command, whatever the patterns; a hang would fail the run."""
    assert intents(said)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("请问这里是假设标准的多头注意力，还是也包括分组查询的那一种？", "clarify"),
        ("Hi! Do you mean a project I led myself, or would a team effort be fine?", "clarify"),
        ("是因为旧的查询之后再也用不到了，而键和值每一步都要再用，对吗？", "unsure"),
        ("Is it because the old queries are never used again once their step is over?", "unsure"),
        ("not sure where to start, give me a hint", "hint"),
    ],
)
def test_what_only_asks_is_never_graded_unasked(said: str, intent: str) -> None:
    assert intents(said) == [intent]


def test_a_question_that_one_answers_oneself_is_an_answer() -> None:
    assert intents("为什么不缓存查询？因为它用完就没用了，之后的步骤只需要当前的那一个。") == ["answer"]


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("by speed up do you mean that each token comes sooner or that more requests fit at once", "clarify"),
        ("when you say decoding, what do you mean", "clarify"),
        ("你说的“变快”是什么意思", "clarify"),
        ("when you say more memory you mean keys and values", "answer"),
        ("by caching we mean that keys and values of earlier tokens are kept", "answer"),
        ("do you mean memory, because I would say it keeps keys and values", "answer"),
        ("你好，最近怎么样？", "chatter"),
    ],
)
def test_what_can_only_be_a_question_needs_no_mark(said: str, intent: Intent) -> None:
    assert understand(said, asked("How does a KV cache speed up decoding?"), False).intents == (intent,)
