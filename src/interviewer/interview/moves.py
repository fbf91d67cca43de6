"""What is done about a message once its intents are known: the policy that keeps the interview in the interviewer's hands."""

from __future__ import annotations

from typing import Literal

from interviewer.conversation import Heard
from interviewer.conversation.hints import HINTS
from interviewer.interview.state import State
from interviewer.schema import Frozen, Intent

Verb = Literal["skip", "end", "retry", "unskip"]
_TALK: tuple[Intent, ...] = ("clarify", "repeat", "pause")


class Move(Frozen):
    """What follows from one message, in this order."""

    answer: str = ""
    """Kept and graded; empty: the message holds no answer, or one about which is asked first."""
    asides: tuple[tuple[Intent, str], ...] = ()
    """Replied to; a hint is given."""
    then: tuple[Verb, ...] = ()
    words: tuple[tuple[Intent, str], ...] = ()
    """What was said beside an answer for something to be done, which needs no reply; it stands in the conversation as it was said."""
    said: str = ""
    """The words that asked for what is done, where they hold no answer."""


def decide(heard: Heard, said: str, state: State) -> Move:
    """Return what follows from a message.

    Words that hold an answer and nothing that asks for something are the answer, whole. Where a question or a wish for help stands
    beside an answer, that is met first, and "is that your answer?" is asked of the rest. Who takes something back while a question is
    open to which nothing was answered is told so; on a follow-up the item is tried again.
    """
    intents = heard.intents
    if "yes" in intents and state.pending:
        words: Intent = "skip" if "skip" in intents else "yes"
        return Move(answer=state.pending, then=_end(intents), words=((words, said),))
    answer = heard.said("answer")
    wishes = [intent for intent in intents if intent in _TALK or intent == "hint"]
    if answer and not wishes:
        beside = tuple(part for part in heard.parts if part[0] in ("skip", "end"))
        return Move(answer=answer if beside else said, then=_end(intents), words=beside)
    if answer:
        return Move(asides=(*_talk(heard, said), ("unsure", answer)))
    if "end" in intents or "skip" in intents:
        return Move(then=("end",) if "end" in intents else ("skip",), said=said)
    if "back" in intents and state.just_skipped is not None:
        return Move(then=("unskip",), said=said)
    if "retract" in intents and state.turns[-1].probes:
        # who takes back what was doubted has answered the doubt
        if state.turns[-1].kind == "challenge":
            return Move(answer=said)
        return Move(then=("retry",), said=said)
    if "dont_know" in intents and (state.session.plan.mode == "simulation" or _was_offered_help(state)):
        return Move(answer=said)
    return Move(asides=_talk(heard, said))


def wished(heard: Heard, said: str, state: State) -> Move | None:
    """Return what a message asks for between two questions, when none is open that it could answer; None for anything else."""
    if heard.intents == ("retract",):
        return Move(then=("retry",), said=said)
    if heard.intents == ("back",) and state.just_skipped is not None:
        return Move(then=("unskip",), said=said)
    return None


def _talk(heard: Heard, said: str) -> tuple[tuple[Intent, str], ...]:
    """Return what is replied to; a message of one intent as it was written."""
    if len(heard.intents) == 1:
        heard = Heard(parts=((heard.intents[0], said),))
    return tuple((intent, text) for intent, text in heard.parts if intent not in ("answer", "skip", "end", "yes"))


def _end(intents: tuple[Intent, ...]) -> tuple[Verb, ...]:
    """Return what is done once an answer is graded; after "next, please" beside it no follow-up is asked (`Interview._probe`)."""
    return ("end",) if "end" in intents else ()


def _was_offered_help(state: State) -> bool:
    """Tell whether "I don't know" was said before to this question, or no help is left to offer."""
    turn = state.turns[-1]
    return turn.hints >= HINTS or any(aside.intent == "dont_know" for aside in turn.asides)
