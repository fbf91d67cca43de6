"""How the interviewer talks: what a message means, what is said before, beside and after a question, and when to probe.

One voice, two bodies: `Scripted` with the program's own words (no model, no network), `Spoken` with a model's. Neither is ever given a
reference answer or an unhinted key point while the candidate can still answer, so there is nothing to leak.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from interviewer.schema import Frozen, Intent, Language, Turn

MOST_HINTS = 3
"""Steps of help for one question: direction, key term, half a point."""


class Heard(Frozen):
    """What one message of the candidate says, part by part; the parts are cut from the message by code."""

    parts: tuple[tuple[Intent, str], ...]
    """In the order said; adjoining sentences of one intent are one part."""

    def said(self, intent: Intent) -> str:
        """Return the parts of one intent, joined; empty when there is none."""
        return "\n".join(text for kind, text in self.parts if kind == intent)

    @property
    def intents(self) -> tuple[Intent, ...]:
        return tuple(dict.fromkeys(kind for kind, _ in self.parts))


class Probe(Frozen):
    """A question that goes on with the item that was just answered."""

    kind: str
    """follow_up, deeper or challenge: `Turn.kind`."""
    aim: int | None
    """0-based index of the key point at which it aims."""
    text: str


class Voice(Protocol):
    """What the interviewer says and how it understands; streamed in pieces, raising ProviderError where a model fails."""

    def understand(self, said: str, turn: Turn, pending: str) -> Heard:
        """Say what a message is; `pending` is a text about which the interviewer has just asked "is that your answer?", else empty."""
        ...

    def reply(self, heard: Intent, said: str, turn: Turn, language: Language) -> Iterator[str]:
        """Answer what was no answer (clarify, dont_know, repeat, retract, back, pause, chatter, unsure, no), giving nothing away."""
        ...

    def opening(self, turns: Sequence[Turn], question: Turn, language: Language, seed: str) -> Iterator[str]:
        """Say what leads from the turns so far (none: a greeting) to a question, which is not repeated in it."""
        ...

    def probe(self, probe: Probe, turn: Turn, language: Language) -> str:
        """Return the wording of a follow-up that the notes don't word, without revealing the key point at which it aims."""
        ...

    def closing(self, turns: Sequence[Turn], language: Language, seed: str) -> Iterator[str]:
        """Say goodbye, fitting how it went."""
        ...


def in_simulation(turn: Turn) -> Turn:
    """Return a turn as the interviewer of a simulation knows it: without its grade, and with no hint left to offer.

    Whoever is handed such turns can't but stay neutral; the hints are counted as used up.
    """
    return turn.model_copy(update={"grade": None, "held": None, "hints": MOST_HINTS})
