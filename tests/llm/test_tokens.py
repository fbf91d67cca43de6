from __future__ import annotations

import gzip
import hashlib
import inspect
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.llm import tokens
from interviewer.llm.tokens import count, trim

TEXTS = st.text(st.characters(codec=None), max_size=200) | st.text("你好，世界a b\n😀é", max_size=200)


@pytest.fixture
def fresh() -> Iterator[None]:
    tokens._encoding.cache_clear()
    yield
    tokens._encoding.cache_clear()


def test_counts_as_tiktoken_does() -> None:
    assert count("hello world") == (2, False)
    assert count("tiktoken is great!") == (6, False)  # the example of tiktoken's own documentation
    assert count("").n == 0


def test_special_tokens_in_a_text_are_just_text() -> None:
    assert count("<|endoftext|>").n > 1


def test_the_ranks_are_those_that_tiktoken_pins() -> None:
    from tiktoken_ext import openai_public

    pinned = re.search(r'expected_hash="(\w{64})"', inspect.getsource(openai_public.cl100k_base))
    raw = gzip.decompress(resources.files("interviewer").joinpath("data/cl100k_base.tiktoken.gz").read_bytes())
    assert pinned and hashlib.sha256(raw).hexdigest() == pinned.group(1)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(0, 60))
def test_trim_keeps_a_beginning_within_the_limit(text: str, limit: int) -> None:
    short = trim(text, limit)
    assert text.startswith(short)
    assert count(short).n <= limit + 1  # a beginning may fall into other tokens than it had in the whole
    assert short == text or count(text).n > limit


def test_trim_uses_the_room_it_has() -> None:
    text = "残差连接让梯度直接流回浅层。" * 50
    assert count(trim(text, 100)).n in {98, 99, 100}


@pytest.mark.parametrize("raw", [b"", b"not gzip", gzip.compress(b"YQ== 0\n")])
def test_damaged_ranks_give_estimates(raw: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / tokens._RANKS).write_bytes(raw)
    monkeypatch.setattr(tokens.resources, "files", lambda package: tmp_path)
    assert count("你好abcd") == (3, True)
    assert trim("你好世界abcdefgh", 5) == "你好世界abcd"


def test_missing_ranks_give_estimates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    monkeypatch.setattr(tokens.resources, "files", lambda package: tmp_path)
    assert count("abcdefgh") == (2, True)
