"""Why a question was picked, in words."""

from __future__ import annotations

from interviewer.i18n import say
from interviewer.schema import Language, Why


def why_in_words(why: Why, language: Language) -> str:
    return say(language, f"why.{why.kind}", about=why.about)
