"""The title of a posting ("Senior LLM Engineer – RAG"), which says in a few words what the job is about."""

from __future__ import annotations

import re

from interviewer.questions.sections import size

_LONGEST = 14
"""Words; a longer line is a sentence."""
_BEFORE = re.compile(
    r"^[\W_]*(?:[【\[][^【】\[\]]{0,8}[】\]]\s*)?(?:(?:(?:job|position) title|job|position|role|title|hiring|now hiring|we['’]re hiring|招聘?|诚聘|急聘|(?:职位|岗位)(?:名称)?)\s*[:：]\s*)?",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?:senior|sr\.?|junior|jr\.?|mid|middle|staff|principal|lead|head of|chief|entry|level|remote|hybrid|on-?site|full-?time|part-?time|m/[wf]/[dx])\b(?:[- ]level\b)?"
    r"|高级|资深|初级|中级|首席|急招|热招|校招|社招|\d+\s*[-~–]\s*\d+\s*[kK万](?:\s*[·x*]\s*\d+薪)?|\bbase\s*[\u4e00-\u9fff]{2,3}",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:工程师|研究员|科学家|架构师|程序员|实习生|开发者|分析师|设计师|专家|负责人)"
    r"|\b(?:engineers?|developers?|scientists?|researchers?|architects?|interns?|analysts?|programmers?|administrators?|specialists?|mle|sde|sre)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"[。！？!?；;]|\.\s*$|\b(?:we|our|you|your|i|my|is|are|will|have|has|work(?:s|ed|ing)?|with|as)\b|我们|你|您|负责|参与|担任|协助|配合",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\s+[-–—|/·•]+\s+|[|,，、:：;()（）\[\]【】·•]|(?<=[\u4e00-\u9fff])[-–—/](?=\w)|(?<=\w)[-–—/](?=[\u4e00-\u9fff])")


def title(row: str) -> str:
    """Return what the title of a job names, with a mark between two things; empty for a row that is no title.

    What stands before the name of the job ("Jane Doe, NLP engineer") is only asked for where nothing else is.
    """
    words = _RANK.sub(" ", _BEFORE.sub("", row, count=1))
    if size(row) > _LONGEST or _SENTENCE.search(words) or not _ROLE.search(words):
        return ""
    cut = [
        " ".join(one.split()).strip(" -–—*_#")
        for part in _MARKS.split(words)
        for one in re.split(r"(?<=工程师|研究员|科学家|架构师|程序员|实习生)\s+", part)
    ]
    parts = [part for part in cut if part]
    role = next((at for at, part in enumerate(parts) if _ROLE.search(part)), 0)
    named = [bare for part in parts[role:] if (bare := _ROLE.sub("", part).strip(" -"))]
    return "、".join(parts[role:] if named else parts[:role])
