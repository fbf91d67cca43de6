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


def wanted(question: str, language: Language) -> str:
    """Return what kind of answer a question wants, by its own words."""
    return say(language, f"said.wants_{kind_of(question)}")


def kind_of(question: str) -> str:
    """Return compare, why, figure, list, how, what or any."""
    return next((name for name, pattern in _KINDS if pattern.search(question)), "any")
