"""Text that people read, in Chinese and English, from one catalogue a language."""

from __future__ import annotations

import json
import locale
import os
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from string import Template

from interviewer.errors import InterviewerError
from interviewer.schema import Language, Widened

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def catalogue(language: Language) -> dict[str, str]:
    text = resources.files("interviewer").joinpath(f"locales/{language}.json").read_text("utf-8")
    return dict(json.loads(text))


def say(language: Language, key: str, **values: object) -> str:
    """Return the text of `key` with its `$placeholders` filled; raises KeyError for an unknown key or missing value."""
    return Template(catalogue(language)[key]).substitute({name: str(value) for name, value in values.items()})


def count(language: Language, what: str, number: int) -> str:
    """Return a number with its noun: "1 question", "2 questions"; `what` is a key under `count.`."""
    key = f"count.{what}.one" if number == 1 else f"count.{what}"
    return say(language, key, n=f"{number:,}")


def has(key: str) -> bool:
    return key in catalogue("en")


def tell(language: Language, error: InterviewerError) -> str:
    """Return an error as one line: from the catalogue where it has one, else in the English it was raised with."""
    key = f"error.{error.key}"
    return say(language, key, **error.values) if error.key and has(key) else str(error)


def terminal_language() -> Language:
    """Tell what the terminal speaks: Chinese when the locale says so, else English."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "zh" if spoken.lower().startswith("zh") else "en"


def _apart(topics: Sequence[str]) -> list[str]:
    """Return topics, each once, without those that are a part of another's name ("缓存" beside "数据库与缓存")."""
    names = list({topic.casefold(): topic for topic in topics}.values())
    return [one for one in names if not any(one != other and _is_part(one.casefold(), other.casefold()) for other in names)]


def _is_part(name: str, other: str) -> bool:
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(name)}s?(?![a-z0-9])", other))


def widened_in_words(widened: Widened, language: Language) -> str:
    """Say how many questions fit, what the others are, and of which topics."""
    fitting = say(language, "widened.fitted" if widened.fitting else "widened.fitted_none", fitting=widened.fitting)
    told = say(language, f"widened.{widened.by}", fitted=fitting, fitting=widened.fitting)
    if not widened.to:
        return told
    to = ("、" if language == "zh" else ", ").join(_apart(widened.to))
    return told + ("" if language == "zh" else " ") + say(language, "widened.to_more" if widened.more else "widened.to", to=to)
