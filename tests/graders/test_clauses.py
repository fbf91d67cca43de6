from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.graders.clauses import clauses
from interviewer.text import sentences


def cut(text: str) -> list[str]:
    return [clause.text for pieces in clauses(sentences(text)) for clause in pieces]


def test_a_sentence_is_cut_at_its_commas() -> None:
    assert cut("客户端先发请求报文，服务器随后返回证书，双方再协商密钥。") == [
        "客户端先发请求报文",
        "服务器随后返回证书",
        "双方再协商密钥。",
    ]


def test_speech_without_marks_is_cut_before_the_words_that_join_it() -> None:
    spoken = "so you put a cache because hot data comes from memory and then the database gets less load but the data may be stale"
    pieces = cut(spoken)
    assert len(pieces) >= 3
    assert all(len(piece) <= 60 for piece in pieces)
    assert any(piece.startswith("but") for piece in pieces)


def test_chinese_speech_without_any_joint_is_cut_too() -> None:
    assert len(cut("进程是资源分配的基本单位线程是处理器调度的基本单位每个进程有自己的地址空间同一进程的线程共用一份地址空间")) >= 2


def test_chinese_speech_is_not_cut_inside_a_name_or_a_word() -> None:
    spoken = (
        "它的非叶子节点只存键不存数据数据都在叶子节点上面那个哈希表的话只能做等值查询做不了范围的红黑树呢它是二叉的数据多了以后树就很高"
    )
    pieces = cut(spoken)
    assert len(pieces) >= 3
    for name in ("叶子节点", "哈希表", "等值查询", "红黑树", "二叉"):
        assert sum(piece.count(name) for piece in pieces) == spoken.count(name), pieces
    assert not any(piece.startswith(("呢", "的", "话")) for piece in pieces), pieces


@settings(max_examples=60)
@given(st.text(alphabet="ab 词句，。, .;然后because\n", max_size=200))
def test_every_clause_is_a_span_in_order_and_no_letter_is_lost(text: str) -> None:
    found = [clause for pieces in clauses(sentences(text)) for clause in pieces]
    assert all(text[clause.start : clause.end] == clause.text for clause in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    letters = "".join(filter(str.isalnum, text))
    assert "".join(c for clause in found for c in clause.text if c.isalnum()) == letters
