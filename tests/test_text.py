from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.text import language_of, normalise, plain, sentences, terms


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("什么是 RoPE？", "zh"),
        ("What is RoPE?", "en"),
        ("BERT 和 GPT 的区别", "zh"),
        ("Explain 注意力 in one long English sentence please, with care", "en"),
        ("", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "written",
    ["### 3.1 什么是 **RoPE**？", "Q1: 什么是RoPE", "（2）什么是 `RoPE`?", "二、什么是[RoPE](https://example.com)", "什么是ＲｏＰＥ"],
)
def test_the_same_question_in_other_dress(written: str) -> None:
    assert normalise(written) == "什么是rope"


def test_numbers_that_belong_to_the_question_stay() -> None:
    assert normalise("3D 打印是什么") != normalise("打印是什么")
    assert normalise("C++ 和 C# 的区别") == "c++和c#的区别"


def test_terms_are_words_and_pairs_of_characters() -> None:
    assert terms("GPT-4o 的位置编码") == ["gpt-4o", "的位", "位置", "置编", "编码"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("第一句。第二句！", ["第一句。", "第二句！"]),
        ("It costs 0.5 e.g. here. Next one.", ["It costs 0.5 e.g. here.", "Next one."]),
        ("1. First\n2. Second", ["1. First", "2. Second"]),
        ("   ", []),
    ],
)
def test_sentences(text: str, pieces: list[str]) -> None:
    assert [span.text for span in sentences(text)] == pieces


@given(st.text(max_size=300))
def test_sentences_are_spans_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@given(st.text(max_size=200))
def test_normalised_text_has_no_space(text: str) -> None:
    assert not any(letter.isspace() for letter in normalise(text))
    assert normalise(f"  {text} ") == normalise(text)


def test_tags_that_are_words_of_a_question_stay() -> None:
    assert plain("What does <template> do, and <b>vector<int></b>?") == "What does <template> do, and vector<int> ?"
    assert plain("> ## <span id='x'>Why</span> `a > b`") == "Why a > b"
    assert normalise("What does <template> do?") != normalise("What does <slot> do?")
