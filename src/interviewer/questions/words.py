"""Why a question was picked, and how a choice was widened, in words."""

from __future__ import annotations

from interviewer.i18n import say
from interviewer.schema import Language, Why, Widened


def why_in_words(why: Why, language: Language) -> str:
    return say(language, f"why.{why.kind}", about=why.about)


def widened_in_words(widened: Widened, language: Language) -> str:
    """Say how many questions fit, what the others are, and of which topics."""
    fitting = say(language, "widened.fitted" if widened.fitting else "widened.fitted_none", fitting=widened.fitting)
    told = say(language, f"widened.{widened.by}", fitted=fitting, fitting=widened.fitting)
    if not widened.to:
        return told
    to = ("、" if language == "zh" else ", ").join(widened.to)
    return told + ("" if language == "zh" else " ") + say(language, "widened.to", to=to)
