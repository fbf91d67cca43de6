"""The one question that an article answers without asking it, told by its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.items.outline import Kind, Line
from interviewer.items.wording import clean
from interviewer.text import terms

_CAUSE_WORDS = re.compile(
    r"原因|因为|由于|导致|出在|源于|归因|在于|使得|造成|because|due to|caused? by|reasons?|result(?:s|ed) (?:of|from|in)|lead(?:s|ing)? to|led to",
    re.IGNORECASE,
)
_WAY_WORDS = re.compile(
    r"方法|步骤|通过|首先|其次|可以|采用|使用|建议|措施|\bsteps?\b|\bfirst\b|\bthen\b|\buse\b|\busing\b|\bby \w+ing\b|\bshould\b|\bcan\b",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"^.{0,24}?(?:谈|解释|揭秘|揭示|揭开|分析|详解|解读|披露|公布|承认|回应|说明|探究|浅析|浅谈|剖析|总结|explains?|reveals?|on)\s*(?=\S)",
    re.IGNORECASE,
)
_CAUSE_ZH = re.compile(
    r"([^#，,。！!？?：:；;|【】\[\]\n]{2,40}?)(?:的)?(?:背后)?(?:的)?(?:真正|根本|主要|具体)?(?:的)?(?:原因|成因|缘由|根源)(?!是|为|分析报告)"
)
_WHY_ZH = re.compile(r"((?:[^#，,。！!？?：:；;|【】\[\]\n]{0,16}?)(?:为什么|为何|为啥)[^#，,。！!？?；;|【】\[\]\n]{2,40})")
_HOW_ZH = re.compile(r"((?:如何|怎么|怎样)[^#，,。！!？?；;|【】\[\]\n]{2,40})")
_CAUSE_EN = re.compile(r"\b(?:the )?(?:reasons?|causes?) (?:for|of|behind|why) ([^#.!?|:\n]{4,80})", re.IGNORECASE)
_WHY_EN = re.compile(r"\b(why [^#.!?|\n]{6,90})", re.IGNORECASE)
_HOW_EN = re.compile(r"\b(how (?:to|we|i|does|do|can|is|are) [^#.!?|\n]{4,90})", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_LONGEST_ANSWER = 1500
_WHOLE = 40
"""Letters of a title that is the question as it stands."""


@dataclass(frozen=True, slots=True)
class Derived:
    question: str
    answer: str
    at: int
    end: int


def derived(title: str, lines: Sequence[Line]) -> Derived | None:
    """Return the question behind a title that names a cause or a way of doing, with the paragraphs that answer it; else None."""
    heading = next((line.text for line in lines if line.level), "")
    for text in dict.fromkeys((clean(heading), clean(title))):
        asked = _question(text)
        if asked is None:
            continue
        question, cause = asked
        found = _grounds(question, lines, _CAUSE_WORDS if cause else _WAY_WORDS)
        if found is not None:
            return Derived(question, *found)
    return None


def _question(title: str) -> tuple[str, bool] | None:
    """Return the question and whether it asks for a cause (else for a way)."""
    if found := _WHY_ZH.search(title):
        whole = title.strip(" #。？?！!")
        return f"{whole if len(whole) <= _WHOLE and '#' not in whole else found.group(1).strip()}？", True
    if found := _CAUSE_ZH.search(title):
        subject = _REPORTING.sub("", found.group(1).strip(), count=1).strip(' 的“”"')
        return (f"{subject}的原因是什么？", True) if len(subject) >= 2 else None
    if found := _HOW_ZH.search(title):
        return f"{found.group(1).strip()}？", False
    if found := _WHY_EN.search(title):
        return f"{_capital(found.group(1))}?", True
    if found := _CAUSE_EN.search(title):
        return f"What is the cause of {found.group(1).strip()}?", True
    if found := _HOW_EN.search(title):
        return f"{_capital(found.group(1))}?", False
    return None


def _capital(text: str) -> str:
    text = text.strip(" -–—:")
    return text[:1].upper() + text[1:]


def _paragraphs(lines: Sequence[Line]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for line in lines:
        if line.kind is not Kind.TEXT:
            continue
        if found and found[-1][1] == line.at - 1 and not line.marker:
            at, _, text = found.pop()
            found.append((at, line.at, f"{text}\n{line.raw}"))
        else:
            found.append((line.at, line.at, line.raw))
    return found


def _grounds(question: str, lines: Sequence[Line], telling: re.Pattern[str]) -> tuple[str, int, int] | None:
    """Return the paragraph that speaks most of the question's terms and of causes or ways, with its lines."""
    wanted = set(terms(question))
    best: tuple[float, str, int, int] | None = None
    for at, end, raw in _paragraphs(lines):
        text = _TAG.sub(" ", raw)
        if len(clean(text)) < 20 or len(raw) > _LONGEST_ANSWER:
            continue
        overlap = len(wanted & set(terms(text))) / max(len(wanted), 1)
        score = overlap + 0.25 * min(len(telling.findall(text)), 4)
        if telling.search(text) and overlap >= 0.2 and (best is None or score > best[0]):
            best = (score, raw.strip(), at, end)
    return best[1:] if best else None
