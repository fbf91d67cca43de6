"""What stands beside a question and asks for something to be done: it has what is done for a reply, and stands as it was said."""

from __future__ import annotations

from datetime import datetime

from interviewer.schema import RETURNED, Aside, Intent, Speech, Turn

_DONE: tuple[Intent, ...] = ("skip", "end", "retract", "back")


def wordless(turn: Turn, intent: Intent, at: datetime, said: str = "") -> Turn:
    """Return a turn with what was asked for beside it, in these words or (none) by a click."""
    return turn.model_copy(update={"asides": (*turn.asides, Aside(intent=intent, said=said, reply=Speech(text=""), at=at))})


def said_after(turn: Turn) -> tuple[Aside, ...]:
    """Return what was said with an answer or after it ("that's all, the next one please")."""
    at = turn.answered_at
    return tuple(one for one in turn.asides if at is not None and one.intent in _DONE and not one.reply.text and one.at >= at)


def is_left_in_words(turn: Turn) -> bool:
    """Tell whether a question was left in words that stand in the conversation, so that none need be put in."""
    return any(one.said and one.intent in ("skip", "retract") and not one.reply.text for one in told(turn)[-1:])


def told(turn: Turn) -> list[Aside]:
    """Return what happened beside a question, without the moments at which somebody only came back to it."""
    return [one for one in turn.asides if one.intent != RETURNED or one.said or one.reply.text]
