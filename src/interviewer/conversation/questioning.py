"""What kind of answer a question wants, by its own words."""

from __future__ import annotations

import re

from interviewer.i18n import say
from interviewer.schema import Language

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("compare", r"区别|不同|差异|差别|异同|对比|比较|相比|分歧|\b(?:differ|difference|compare|versus|vs|contrast)"),
        ("why", r"为什么|为何|原因|何以|\bwhy\b|\breasons?\b"),
        ("figure", r"多少|几个|多大|估算|计算|推导|\bhow (?:many|much|large|long)\b|\b(?:estimate|compute|calculate|derive)"),
        ("list", r"哪些|哪几|列举|\bwhich\b|\b(?:list|name)\b|\bwhat are the\b"),
        ("how", r"如何|怎么|怎样|流程|步骤|设计|\bhow\b|\bdesign\b|\bsteps\b"),
        ("what", r"什么是|是什么|什么|\bwhat\b|\bdefine\b"),
    )
)


_LED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "story",
            r"\b(?:tell me about|describe) (?:a|an|your|one)\b.*\byou|\ba time (?:you|when)|(?:说|讲|谈|聊|介绍)[说讲谈聊]?(?:一[个次下段])?你|你(?:做|遇到|经历|参与|负责|主导)过",
        ),
        ("why", r"^(?:为什么|为何|why\b)"),
        ("how", r"^(?:怎[样么]|如何|how (?:do|does|is|are|can|would|should)\b(?!.*\bdiffer))"),
    )
)
"""What a question wants by the word that leads it, whatever else stands in it."""
_DEFINES = re.compile(r"什么是|是什么|指什么|\bwhat(?:'s| is| are| does .* mean)\b|\bdefine\b", re.IGNORECASE)


def way_in(question: str) -> str:
    """Return how one begins with a question: story, compare, why, figure, list, how, what, or any where its words don't tell."""
    kind = next((name for name, pattern in _LED if pattern.search(question)), "") or kind_of(question)
    return "any" if kind == "what" and not _DEFINES.search(question) else kind


def wanted(question: str, language: Language) -> str:
    """Return what kind of answer a question wants, by its own words."""
    return say(language, f"said.wants_{kind_of(question)}")


def kind_of(question: str) -> str:
    """Return compare, why, figure, list, how, what or any."""
    return next((name for name, pattern in _KINDS if pattern.search(question)), "any")
