"""Questions that a chat model writes about a passage of notes that ask nothing: it points, code cuts the answers and checks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, model_validator

from interviewer import prompts
from interviewer.items import asked
from interviewer.items.grounding import Grounding, content, recall
from interviewer.items.merge import WRITTEN_BY
from interviewer.items.numbered import Lenient, Numbers, Text, citable, runs, shown
from interviewer.items.wording import Asks, asks
from interviewer.llm import Memory, Reply, count, structured
from interviewer.schema import ExtractedItem, Frozen, Passage, fingerprint
from interviewer.text import language_of, normalise, plain

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PROMPT = "questions"
LANGUAGES = {"zh": "Chinese", "en": "English"}
_LEAST = 25
"""Tokens that a passage has at least to be worth a call."""
_MANY = (80, 160)
"""Tokens from which a passage may have two questions, and three."""
_LONGEST = {"zh": 80, "en": 240}
_CITED = 8
"""Sentences that one answer may be spread over."""

Fault = Literal["unbacked", "no_question", "about_the_text"]

_OF_THE_TEXT = re.compile(
    r"\b(?:the|this|that|these|above|given) (?:\w+ )?(authors?|writer|speakers?|lecturer|presenter|passages?|excerpts?|text|article|document|paragraph|section|chapter|lecture|talk|video|transcript|notes?|snippet|sentences?|figure)\b"
    r"|(作者|笔者|讲者|主讲人|演讲者|本文|文中|原文|上文|下文|全文|文章|这段|该段|段落|本节|本章|这一节|这篇|该篇|视频中|讲座|材料|笔记)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:section|chapter|sentence|paragraph|figure|table) \d|\bS\d{1,3}\b|\b(?:mentioned|described|discussed|listed|shown) (?:above|below|here|in)\b|\baccording to the (?:text|passage|notes?|above)"
    r"|第\s*[\d一二三四五六七八九十]+\s*(?:节|章|句|段)|上述|前述|如上|以下(?:哪|的)|(?:上面|前面|文中|这里)(?:提到|说到|所说|讲到|列出)",
    re.IGNORECASE,
)


class Draft(Lenient):
    sentences: Numbers = ()
    answer: Text = Field("", description="one or two sentences")
    question: Text = Field("", description="one question")


class Drafts(Lenient):
    questions: list[Draft]

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, data: Any) -> Any:
        """Understand a lone question in place of the list."""
        return {"questions": [data]} if isinstance(data, dict) and "questions" not in data and "question" in data else data


class WrittenQuestion(Frozen):
    question: str
    runs: tuple[tuple[int, int], ...]
    """Stretches of the passage's text that hold the answer."""


def most_questions(passage: Passage) -> int:
    """Return how many questions a passage may have; none where there is too little to ask about."""
    size = count("\n".join(unit.text for unit in citable(passage.text))).n
    return 0 if size < _LEAST else 1 + sum(size >= many for many in _MANY)


def ask(model: BaseChatModel, passage: Passage, title: str, memory: Memory) -> Reply[Drafts]:
    """Have questions about a passage written; raises ProviderError."""
    prompt = prompts.render(
        PROMPT,
        most=most_questions(passage),
        language=LANGUAGES[language_of(passage.text)],
        heading=" > ".join(dict.fromkeys(plain(part) for part in (title, *passage.heading) if part.strip())) or "(none)",
        passage=shown(citable(passage.text)),
        nonce=fingerprint(passage.owner, passage.text),
    )
    return structured(model, prompt.messages, Drafts, remember=memory)


def check(drafts: Drafts, passage: Passage, title: str, grounding: Grounding) -> tuple[tuple[WrittenQuestion, ...], Counter[Fault]]:
    """Return the questions that the passage answers, and how many were dropped for which fault."""
    units = citable(passage.text)
    kept: dict[str, WrittenQuestion] = {}
    dropped: Counter[Fault] = Counter()
    most = most_questions(passage)
    for draft in drafts.questions[: 2 * most]:
        if len(kept) == most:
            break
        cited = [number for number in draft.sentences if 1 <= number <= len(units)][:_CITED]
        texts = [units[number - 1].text for number in sorted(cited)]
        fault = _fault(draft, texts, f"{title}\n{' '.join(passage.heading)}\n{passage.text}", grounding)
        if fault:
            dropped[fault] += 1
        else:
            kept.setdefault(normalise(draft.question), WrittenQuestion(question=draft.question, runs=tuple(runs(units, cited))))
    return tuple(kept.values()), dropped


def item_of(written: WrittenQuestion, passage: Passage, topics: Sequence[str], model: str) -> ExtractedItem:
    """Return the question with its answer, cut out of the passage."""
    text, first = passage.text, passage.line or 1
    return ExtractedItem(
        question=written.question,
        answer="\n\n".join(text[start:end].strip() for start, end in written.runs),
        topics=tuple(topics),
        metadata={WRITTEN_BY: model},
        line=first + text.count("\n", 0, written.runs[0][0]),
        end_line=first + text.count("\n", 0, written.runs[-1][1]),
        heading=passage.heading,
    )


def _fault(draft: Draft, cited: Sequence[str], around: str, grounding: Grounding) -> Fault | None:
    question = draft.question
    if not cited or not draft.answer or not content(draft.answer) - content(question):
        return "unbacked"
    language = language_of(" ".join(cited) + question)
    if len(question) > _LONGEST[language] or asks(question) < Asks.LIKELY or asked.read(question).empty:
        return "no_question"
    if _is_about_text(question, " ".join(cited)):
        return "about_the_text"
    if not recall(question, around) or not grounding.backed(draft.answer, cited):  # not even a word of it, or of the headings above
        return "unbacked"
    return None


def _is_about_text(question: str, cited: str) -> bool:
    """Tell a question on the text itself; a word that the cited sentences use is one of the subject ("how is a document scored?")."""
    if _POINTING.search(question):
        return True
    named = (next(filter(None, found.groups())) for found in _OF_THE_TEXT.finditer(question))
    return any(name.lower() not in cited.lower() for name in named)
