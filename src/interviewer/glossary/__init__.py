"""Knows the names of things: "watermark" and 水位线, "IPC", 进程间通信 and "inter-process communication" are one thing each.

The names stand in the JSON files beside this one, a field each; one line is a group of names of exactly one thing. Case, spaces, hyphens,
plurals and British spelling make no difference and need no name of their own. An acronym that is an everyday word in small letters ("REST",
"CAP") is known in capitals only.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from interviewer.glossary.everyday import meant
from interviewer.schema import Language
from interviewer.text import is_cjk

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:[+#]+|['’]s(?![^\W_]))?")
_LINKS = frozenset(" -_/.·'’‐‑–")
"""What may stand, once, between two parts of a name."""
_IN_CAPITALS = re.compile(r"[A-Z0-9]{2,}s?")
_ACRONYM = re.compile(r"[A-Z0-9]{2,}|(?=\w{2,5}$)\w*[A-Z]\w*[A-Z0-9]\w*", re.ASCII)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALSO_WORDS = _words("arc base cap cow hoc ids rest solid spa")
"""Acronyms that are everyday words, or their plurals, in small letters."""
_STRADDLING = _words(
    """一直 主要 主题 例如 例子 元素 其实 内容 函数 分别 分析 分类 分组 单位 单独 参数 发出 发展 发布 发挥 发现 发生 发给 发起 发送 可选 合并 合适 同时 向前 向后 和解 因素 图像 图片 在线 地方 增加 多数 大概 完全 容量 密度 少数 差别
    差异 差距 延续 延长 当前 性质 提高 数据 数目 数量 文件 文本 文档 时候 时间 明显 最后 来源 测试 点击 然后 现在 离线 程序 程度 稍微 简单 类似 类型 组合 组成 组织 维度 网页 表明 表示 表达 词典 调整 运行 返回 进行 部分 量级 锁定 错误
    通过 经过 来自 无限 有限 活动 读取 区别 区分 情况 结束 召回 队列 字段 交互 然后 最后 二维"""
)
"""Common words. Two or three characters that are a name stand there by accident (简[单例]子) where the first or the last is one of these with its
other neighbour."""
_PLURAL = re.compile(r"(?<=[^sui])s$")
_SINGULAR = frozenset(("https", "pandas", "windows"))
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:ation|ing|ed|er|e)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})yse(?=r?d?$)"), "yze"),
    (re.compile(r"(?<=behavi)our|(?<=col)our|(?<=neighb)our|(?<=fav)our"), "or"),
    (re.compile(r"(?<=[a-z]{2}el)l(?=ing$|ed$|er$)"), ""),
    (re.compile(r"^(cent|met|lit)re$"), r"\1er"),
)


class Term(NamedTuple):
    """A known name in a text: `text[start:end]`, and how its thing is called first."""

    start: int
    end: int
    canonical: str


class _Glossary(NamedTuple):
    groups: tuple[tuple[str, ...], ...]
    places: dict[str, int]
    """The group of each name, by the key of the name."""
    beginnings: frozenset[str]
    """All beginnings of all keys."""
    solid: frozenset[str]
    """Keys of acronyms, which are never written in parts ("I am" is no IAM)."""


def fields() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the groups of names as they are written, by field; the first name of a group is the English one where there is one."""
    folder = resources.files("interviewer").joinpath("glossary")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    return {file.name.removesuffix(".json"): tuple(map(tuple, json.loads(file.read_text("utf-8")))) for file in files}


def key(name: str) -> str:
    """Return what is the same for all spellings of a name."""
    return "".join(part for _, _, part in _parts(name))


def names(term: str) -> tuple[str, ...]:
    """Return the other names of a thing, in the order of its group; none when the glossary doesn't know it."""
    known = _glossary()
    mine = key(term)
    at = known.places.get(mine)
    return () if at is None else tuple(name for name in known.groups[at] if key(name) != mine)


def found(text: str) -> list[Term]:
    """Return the known names in a text, in order, the longest where several begin at one place; they don't overlap."""
    return [Term(start, end, _glossary().groups[at][0]) for start, end, at in _found(text)]


def unify(text: str, language: Language) -> str:
    """Return the text with every known name replaced by the one that its group goes by in this language (by the first, where it has none).

    A name that only a replacement brought about is replaced too, so that unifying again changes nothing.
    """
    for _ in range(4):
        unified = _unified(text, language)
        if unified == text:
            break
        text = unified
    return text


def expanded(query: str) -> str:
    """Return a query followed by other names of the things in it, one a script, so that texts that use those are found too.

    What it only speaks of in everyday words ("makes things up") is named as well.
    """
    also = dict.fromkeys(meant(query))
    for start, end, _ in _found(query):
        others = names(query[start:end])
        for script in (True, False):
            also |= dict.fromkeys([name for name in others if any(map(is_cjk, name)) == script][:1])
    return f"{query} ({', '.join(also)})" if also else query


def told(query: str) -> str:
    """Return a query with the names of what it only speaks of in everyday words, for those who know things by their names."""
    names_of = meant(query)
    return f"{query} ({', '.join(names_of)})" if names_of else query


def aligned(one: str, other: str) -> tuple[str, str]:
    """Return both texts, the second with each thing that both name, but by other names, called as the first calls it; nothing else changes."""
    calls = {at: one[start:end] for start, end, at in _found(one)}
    return one, _renamed(
        other, [(start, end, calls[at]) for start, end, at in _found(other) if at in calls and key(calls[at]) != key(other[start:end])]
    )


def _unified(text: str, language: Language) -> str:
    groups = _glossary().groups
    return _renamed(text, [(start, end, _named(groups[at], language)) for start, end, at in _found(text)])


def _renamed(text: str, places: list[tuple[int, int, str]]) -> str:
    """Put the names in their places, with a space where two words would become one."""
    pieces: list[str] = []
    last, edge = 0, ""
    for start, end, name in places:
        before = text[last:start]
        if _glued(before[:1], edge):
            before = " " + before
        if _glued(before[-1:] or edge, name[0]):
            before += " "
        pieces += [before, name]
        last, edge = end, name[-1]
    rest = text[last:]
    return "".join((*pieces, " " * _glued(edge, rest[:1]), rest))


def _named(group: tuple[str, ...], language: Language) -> str:
    return next((name for name in group if any(map(is_cjk, name)) == (language == "zh")), group[0])


def _glued(left: str, right: str) -> bool:
    """Tell whether two characters would make one word of two."""
    return all(side and side.isalnum() and not is_cjk(side) for side in (left, right))


def _found(text: str) -> list[tuple[int, int, int]]:
    """Return start, end and group of the known names in a text."""
    _, places, beginnings, solid = _glossary()
    parts = _parts(text)
    hits: list[tuple[int, int, int]] = []
    at = 0
    while at < len(parts):
        start, end, run = parts[at]
        after = at + 1
        hit: tuple[int, int, int] | None = None
        for here in range(at + 1, len(parts) + 1):
            if run not in beginnings:
                break
            if run in places and not (run in solid and here > at + 1) and not _accidental(text, start, end):
                hit, after = (start, end, places[run]), here
            if here == len(parts) or not _linked(text, end, parts[here][0]):
                break
            end = parts[here][1]
            run += parts[here][2]
        if hit:
            hits.append(hit)
        at = after
    return hits


def _linked(text: str, end: int, start: int) -> bool:
    """Tell whether two parts stand as those of one name do; a space between two Han characters is none of a name's."""
    if start != end + 1:
        return start == end
    return text[end] in _LINKS and not (text[end] == " " and is_cjk(text[end - 1]) and is_cjk(text[start]))


def _accidental(text: str, start: int, end: int) -> bool:
    if end - start not in (2, 3) or not all(map(is_cjk, text[start:end])):
        return False
    return text[max(0, start - 1) : start + 1] in _STRADDLING or text[end - 1 : end + 1] in _STRADDLING


def _parts(text: str) -> list[tuple[int, int, str]]:
    """Return the Han characters and the words of a text, each with its place and without what spelling and number do to it."""
    return [(match.start(), match.end(), _spelling(match.group())) for match in _TOKEN.finditer(text)]


@cache
def _glossary() -> _Glossary:
    groups = tuple(group for field in fields().values() for group in field)
    places = {key(name): at for at, group in enumerate(groups) for name in group}
    beginnings = frozenset(run[:end] for run in places for end in range(1, len(run) + 1))
    in_parts = {key(name) for group in groups for name in group if not _ACRONYM.fullmatch(name)}
    return _Glossary(groups, places, beginnings, frozenset(places) - in_parts)


@cache
def _ending_in_s() -> frozenset[str]:
    """Return the acronyms that end in S, which are no plurals (HDFS), in small letters."""
    every = (name for field in fields().values() for group in field for name in group)
    return frozenset(name.lower() for name in every if _ACRONYM.fullmatch(name) and name.endswith("S"))


@lru_cache(maxsize=20_000)
def _spelling(word: str) -> str:
    if is_cjk(word[0]):
        return word
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)) or word
    word = word.removesuffix("'s").removesuffix("’s")
    if _IN_CAPITALS.fullmatch(word):
        single = word.removesuffix("s")
        if single.lower() in _ALSO_WORDS:
            return single
        if single != word:
            return single.lower()
    word = word.lower()
    if len(word) > 3 and word not in _SINGULAR and word not in _ending_in_s():
        if word.endswith("ies"):
            word = word[:-3] + "y"
        word = _PLURAL.sub("", word)
        word = re.sub(r"(?<=ch|sh|ss)e$|(?<=x)e$", "", word)
    if len(word) > 4:
        for pattern, spelling in _SPELLINGS:
            word = pattern.sub(spelling, word)
    return word
