"""Key points that a chat model writes for a question from its references: it points, code checks and adds up the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from interviewer import prompts
from interviewer.items.grounding import Grounding, content
from interviewer.items.numbered import Lenient, Numbers, Text, citable, shown
from interviewer.items.written import LANGUAGES
from interviewer.llm import Memory, Reply, count, structured
from interviewer.schema import Item, KeyPoint, fingerprint
from interviewer.text import Span, language_of

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PROMPT = "keypoints"
LEAST, MOST = 2, 6
"""Key points of one item; with fewer, those that code splits off stay."""
_ROOM = 1500
"""Tokens of the references that are shown."""
_LONGEST = {"zh": 120, "en": 300}
_SAME = 0.75
"""Share of common words from which two key points say the same."""


def _weight(value: Any) -> Any:
    """Understand 3, "3", "3/3", 30 and the like as one of 1, 2, 3."""
    try:
        return min(3.0, max(1.0, float(str(value).split("/")[0].rstrip("%") or 2)))
    except ValueError:
        return 2.0


class Draft(Lenient):
    sentences: Numbers = ()
    point: Text = Field("", description="one statement")
    weight: Annotated[float, BeforeValidator(_weight), Field(description="1, 2 or 3")] = 2.0


class Drafts(Lenient):
    points: list[Draft]

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, data: Any) -> Any:
        """Understand the list under the name that graders use."""
        return {"points": data["key_points"]} if isinstance(data, dict) and "points" not in data and "key_points" in data else data


def ask(model: BaseChatModel, item: Item, window: int, memory: Memory) -> Reply[Drafts]:
    """Have the key points of an item written; raises ProviderError."""
    prompt = prompts.render(
        PROMPT,
        question=" ".join(item.question.split()),
        reference=shown(_sentences(item, window)),
        language=LANGUAGES[item.language],
        nonce=fingerprint(item.owner, item.question, *(reference.text for reference in item.references)),
    )
    return structured(model, prompt.messages, Drafts, remember=memory)


def check(drafts: Drafts, item: Item, window: int, grounding: Grounding) -> tuple[tuple[KeyPoint, ...], int]:
    """Return the key points that the references hold, their weights summing to 1, and how many were dropped.

    None at all where fewer than `LEAST` remain.
    """
    units = _sentences(item, window)
    kept: list[Draft] = []
    for draft in drafts.points[: MOST + 2]:
        cited = [units[number - 1].text for number in draft.sentences if 1 <= number <= len(units)]
        fits = 0 < len(draft.point) <= _LONGEST[item.language] and not draft.point.endswith(("?", "？"))
        if fits and _speaks(draft.point, item) and grounding.backed(draft.point, cited) and not any(_same(draft, one) for one in kept):
            kept.append(draft)
    kept = sorted(sorted(kept, key=lambda one: -one.weight)[:MOST], key=kept.index)
    if len(kept) < LEAST:
        return (), len(drafts.points)
    total = sum(one.weight for one in kept)
    return tuple(KeyPoint(text=one.point, weight=one.weight / total) for one in kept), len(drafts.points) - len(kept)


def _sentences(item: Item, window: int) -> list[Span]:
    """Return the sentences of the references, best first, as many as there is room for, without those that give orders to a model."""
    found: list[Span] = []
    left = min(_ROOM, window // 3)
    for text in dict.fromkeys(reference.text for reference in item.references):
        for unit in citable(text):
            left -= count(unit.text).n + 4
            if left < 0 and found:
                return found
            found.append(unit)
    return found


def _speaks(point: str, item: Item) -> bool:
    """Tell whether a key point is in the item's language; names and formulas are in any."""
    return language_of(point) == item.language or (language_of(point) == "en" and len(content(point)) <= 4)


def _same(one: Draft, other: Draft) -> bool:
    a, b = content(one.point), content(other.point)
    return len(a & b) >= _SAME * max(1, min(len(a), len(b)))
