"""Why a question was picked, and what was done where too few fitted."""

from __future__ import annotations

from html import escape

from interviewer.i18n import say, widened_in_words
from interviewer.interview import State
from interviewer.schema import Language


def why_line(state: State, language: Language) -> str:
    """Return why the question at hand was picked, as HTML; empty where there is nothing to tell."""
    why = state.session.why.get(state.turns[-1].item.id) if state.turns else None
    if why is None:
        return ""
    return f"<span>{escape(say(language, f'why.{why.kind}', about=' '.join(why.about.split())))}</span>"


def widened_line(state: State, language: Language) -> str:
    """Return how the choice was widened, and to which topics; empty where it was not."""
    widened = state.session.widened
    return "" if widened is None else widened_in_words(widened, language)
