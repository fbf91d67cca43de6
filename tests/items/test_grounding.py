from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pytest

from interviewer.errors import ProviderError
from interviewer.items.grounding import Grounding, recall
from interviewer.schema import Vectors
from interviewer.text import sentences

ZH = ("预写日志先把改动写入磁盘，再改数据页。", "崩溃之后可以从日志恢复最近 30 秒的改动。")
EN = ("A follower applies the log a moment after the leader.", "A client that reads from it may see data that is out of date.")


class Agrees:
    """Finds every text the same as every other, or as none."""

    name, dimension = "agrees", 2

    def __init__(self, near: bool) -> None:
        self.near = near

    def encode(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
        vectors = np.zeros((len(texts), 2), np.float32)
        vectors[:, 1] = 1
        vectors[: len(texts) - 4 if self.near else 1] = (1, 0)  # the last four are idle talk
        return vectors


class Down(Agrees):
    def encode(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
        raise ProviderError("down")


def test_the_words_of_the_sentences_are_enough() -> None:
    assert Grounding(None).backed("预写日志把改动先写入磁盘。", ZH)
    assert Grounding(None).backed("A follower applies the log after the leader.", EN)


def test_other_words_need_the_encoder() -> None:
    said = "A client of a follower may get stale values."
    assert 0.25 <= recall(said, " ".join(EN)) < 0.6
    assert Grounding(Agrees(near=True)).backed(said, EN)
    for encoder in (None, Agrees(near=False), Down(near=True)):
        assert not Grounding(encoder).backed(said, EN)


def test_no_encoder_is_believed_without_any_shared_word() -> None:
    assert not Grounding(Agrees(near=True)).backed("Two-phase commit locks rows.", EN)
    assert Grounding(Agrees(near=True)).backed("从库的数据可能已经过时。", EN), "another language shares no words"


def test_nothing_cited_backs_nothing() -> None:
    assert not Grounding(Agrees(near=True)).backed("anything", [])


@pytest.mark.parametrize(
    ("said", "backed"),
    [
        ("可以从日志恢复最近 30 秒的改动。", True),
        ("可以从日志恢复最近 300 秒的改动。", False),
        ("可以从日志恢复最近的改动。", True),
    ],
)
def test_numbers_stay(said: str, backed: bool) -> None:
    assert Grounding(Agrees(near=True)).backed(said, ZH) is backed


def test_small_numbers_may_be_spelt() -> None:
    grounding = Grounding(None)
    assert grounding.backed("The write goes to 3 replicas.", ["The write goes to three replicas."])
    assert grounding.backed("写入要到 3 个副本。", ["写入要到三个副本才算成功。"])
    assert grounding.backed("It takes 1,000 writes.", ["It takes 1000 writes."])
    assert not grounding.backed("The write goes to 4 replicas.", ["The write goes to three replicas."])


@pytest.mark.parametrize(
    ("said", "cited", "backed"),
    [
        ("Reads take locks on rows.", "Reads take no locks on rows.", False),
        ("Reads take no locks on rows.", "Reads take locks on rows.", False),
        ("读操作不会阻塞写操作。", "读操作会阻塞写操作。", False),
        ("读操作不会阻塞写操作。", "快照隔离之下，读操作不会阻塞写操作，但是写会互相冲突。", True),
        ("写操作之间互相冲突。", "读操作不会阻塞写操作，但是写操作之间会互相冲突。", True),
        (
            "Readers never wait for writers, but two writers conflict.",
            "Readers never wait for writers. Two writers of a row conflict.",
            True,
        ),
        (
            "Readers never wait for writers, and two writers do not conflict.",
            "Readers never wait for writers. Two writers conflict.",
            False,
        ),
        ("Early refresh of the value avoids misses.", "Early refresh renews the value, so that no request misses.", True),
        ("不仅要写日志，还要刷盘。", "要写日志，还要刷盘。", True),
    ],
)
def test_negation_stays(said: str, cited: str, backed: bool) -> None:
    assert Grounding(None).backed(said, [sentence.text for sentence in sentences(cited)]) is backed


def test_forms_of_a_word_are_one() -> None:
    assert recall("files queries caching merged memories stored", "file query cache merge memory store") == 1.0
    assert recall("class status", "clas stat") == 0.0
