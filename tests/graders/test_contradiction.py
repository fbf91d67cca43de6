from __future__ import annotations

import pytest

from interviewer.graders.contradiction import turned
from interviewer.graders.opposites import PAIRS

ASKED = "进程和线程有什么区别？"


@pytest.mark.parametrize(
    ("point", "said", "question"),
    [
        ("生产者发送后等待 broker 的确认", "生产者发送后不等待 broker 的确认", "如何保证消息不丢失？"),
        ("点积的方差越大", "点积的方差越小", "为什么要缩放？"),
        ("线程共享所属进程的地址空间", "线程有独立的地址空间，不共享所属进程的地址空间", "地址空间是怎样的？"),
        ("进程是资源分配的单位", "线程是资源分配的单位", ASKED),
        ("Headers are compressed with HPACK", "Headers are not compressed with HPACK", "What does HTTP/2 change?"),
        ("Bagging trains models independently, in parallel", "Boosting trains models independently, in parallel", "What is the difference between bagging and boosting?"),
        ("The lists are stored as mutable objects", "The lists are stored as immutable objects", "How are lists stored?"),
        ("An IPv6 address has 128 bits", "An IPv6 address has 64 bits", "How long is an IPv6 address?"),
        ("Choose chunk size and overlap, add reranking", "Do not use chunk overlap or reranking", "How do you build the index?"),
    ],
)  # fmt: skip
def test_what_is_turned_round_is_seen(point: str, said: str, question: str) -> None:
    assert turned(point, [said], question) > 0.25


@pytest.mark.parametrize(
    ("point", "said", "question"),
    [
        ("命令由单线程执行，避免锁竞争", "命令由一个线程执行，没有锁竞争", "Redis 为什么快？"),
        ("进程是资源分配的单位", "进程是分配资源的基本单位", ASKED),
        ("点积过大会使 softmax 饱和，梯度接近零", "点积过大 softmax 饱和梯度就没了", "为什么要缩放？"),
        ("The circuit is not open", "The circuit is closed", "What is the state of the circuit?"),
        ("Without an expiry a crash leaves a deadlock", "If the holder crashes nobody else gets in", "Why set an expiry?"),
        ("Writes become slower", "You pay on every insert", "When does an index hurt?"),
        ("If the bulb burns out the others go dark", "The others go dark if the bulb does not burn", "What happens?"),
    ],
)
def test_the_same_in_other_words_is_not_turned(point: str, said: str, question: str) -> None:
    assert turned(point, [said], question) == 0.0


def test_what_is_said_rightly_elsewhere_is_not_turned() -> None:
    point, wrong, right = "broker 把消息持久化到磁盘", "有人以为 broker 不把消息持久化到磁盘", "broker 把消息持久化到磁盘"
    assert turned(point, [wrong], "如何保证不丢？") > 0
    assert turned(point, [wrong, right], "如何保证不丢？") == 0.0


def test_a_small_clause_of_a_long_point_weighs_little() -> None:
    short = "小表放在内存里"
    long = f"{short}，大表按哈希分成若干分区写到磁盘上，然后把对应的分区逐对读回来连接，这样每次只需要少量缓冲"
    said = ["小表不放在内存里"]
    assert turned(long, said, "怎样做连接？") < turned(short, said, "怎样做连接？")


def test_every_pair_of_opposites_has_two_sides() -> None:
    for line in PAIRS:
        left, right = (set(side.split()) for side in line.split(" : "))
        assert left
        assert right
        assert not left & right
