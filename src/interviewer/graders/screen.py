"""What is settled in code before any model: nothing said, the question said back, talk to the grader, bare lists of terms."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.schema import Item
from interviewer.text import Span, sentences


@dataclass(frozen=True)
class Screen:
    """What of an answer remains to be judged."""

    kept: tuple[Span, ...]
    """Sentences of the answer as it was given: `answer[start:end] == text`."""
    cautions: tuple[str, ...] = ()
    """Stable codes: empty, dont_know, question_copied, instructions, term_list, reference_copied, not_coverage_judgeable."""
    stop: bool = False
    """Nothing remains: the score is 0 and a caution says why."""


def screen(item: Item, answer: str) -> Screen:
    """Return the sentences of an answer that remain to be judged, and what was noticed about the rest."""
    kept = tuple(sentences(answer))
    return Screen(kept, () if kept else ("empty",), not kept)
