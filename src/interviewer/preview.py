"""What was understood of documents, in words for a person: kind, form, why one was skipped, and how much there is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from string import Template

from interviewer.i18n import catalogue, has, say
from interviewer.i18n import count as count  # noqa: PLC0414 - part of what is said here
from interviewer.schema import Language, Remark

_LEVEL = re.compile(r" level (\d+)")
_NUMBERED = ", numbered"
_AND: dict[Language, str] = {"zh": "、", "en": ", "}


def form(language: Language, names: str) -> str:
    """Return the forms of a document's questions ("heading level 3, numbered; bold line") in words of the language."""
    return _AND[language].join(_form(language, name) for name in names.split("; ") if name)


def _form(language: Language, name: str) -> str:
    bare = name.removesuffix(_NUMBERED)
    level = _LEVEL.search(bare)
    key = "form." + _LEVEL.sub("", bare).replace(" ", "_")
    if not has(key):
        return name
    words = say(language, key, level=level.group(1) if level else "")
    return say(language, "form.numbered", form=words) if name.endswith(_NUMBERED) else words


def reason(language: Language, why: str) -> str:
    """Return why a document was skipped; reasons are kept in English, and told in the language in which the catalogue has them."""
    for key, pattern in _reasons():
        if found := pattern.fullmatch(why):
            return say(language, key, **found.groupdict())
    return why


@cache
def _reasons() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the English reasons as patterns, those without a placeholder first."""
    known = [(key, text) for key, text in catalogue("en").items() if key.startswith("skip.")]
    return tuple((key, _pattern(text)) for key, text in sorted(known, key=lambda one: ("$" in one[1], one[0])))


def _pattern(text: str) -> re.Pattern[str]:
    pieces = Template.pattern.split(text)  # text, escaped, named, braced, invalid, text, ...
    made = [re.escape(pieces[0])]
    for at in range(1, len(pieces), 5):
        made += [f"(?P<{pieces[at + 1] or pieces[at + 2]}>.+)", re.escape(pieces[at + 4])]
    return re.compile("".join(made), re.DOTALL)


def remark(language: Language, told: Remark) -> str:
    """Return what is to be known of a document that was read all the same."""
    return say(language, f"remark.{told.key}", **told.values)


def skipped(language: Language, failed: Sequence[tuple[str, str]], most: int = 3) -> str:
    """Return the documents that were skipped on one line: "a.pdf (broken PDF), b.bin (binary file) and 2 more"."""
    named = [say(language, "skipped.one", name=name, reason=reason(language, why)) for name, why in failed[:most]]
    line = _AND[language].join(named)
    return say(language, "skipped.more", line=line, count=len(failed) - most) if len(failed) > most else line


def read(language: Language, documents: int, failed: Sequence[tuple[str, str]], *, named: bool = True) -> str:
    """Return how many documents were read and which were not: "41 documents read, 3 skipped: ..."."""
    told = count(language, "documents", documents)
    if not failed:
        return say(language, "read.all", documents=told)
    if not named:
        return say(language, "read.count", documents=told, count=len(failed))
    return say(language, "read.some", documents=told, count=len(failed), skipped=skipped(language, failed))
