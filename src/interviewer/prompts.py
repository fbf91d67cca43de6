"""Prompts as documents: one Markdown file a task, with `$placeholders`, in parts headed `## System`, `## User` or `## Assistant`.

What stands before the first part is for people who read the file and is not sent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from string import Template

from interviewer import schema
from interviewer.errors import SettingsError
from interviewer.shipped import shipped

_PART = re.compile(r"^## (System|User|Assistant)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Prompt:
    """A prompt that is ready to be sent."""

    messages: tuple[tuple[str, str], ...]
    """Role (system, user, assistant) and text."""
    fingerprint: str
    """Of the template, whatever was filled in."""


@dataclass(frozen=True)
class _Parts:
    templates: tuple[tuple[str, Template], ...]
    names: frozenset[str]
    fingerprint: str


def render(name: str, /, **values: object) -> Prompt:
    """Fill in `prompts/NAME.md`; raises SettingsError unless its placeholders and the values are the same names."""
    parts = _read(name)
    missing, unused = parts.names - set(values), set(values) - parts.names
    if missing:
        raise _fault(name, f"nothing fills in {_listed(missing)}")
    if unused:
        raise _fault(name, f"it does not use {_listed(unused)}")
    texts = {key: str(value) for key, value in values.items()}
    return Prompt(tuple((role, template.substitute(texts)) for role, template in parts.templates), parts.fingerprint)


def fingerprint(name: str) -> str:
    """Return the fingerprint of a template."""
    return _read(name).fingerprint


@cache
def _read(name: str) -> _Parts:
    try:
        text = (shipped("prompts") / f"{name}.md").read_text("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise _fault(name, "it can't be read") from error
    _, *pieces = _PART.split(text)
    templates = tuple((role.lower(), Template(body.strip())) for role, body in zip(pieces[::2], pieces[1::2], strict=True))
    if not templates or templates[-1][0] != "user":
        raise _fault(name, "it must end with a part headed ## User")
    if not all(template.is_valid() for _, template in templates):
        raise _fault(name, "a lone $ stands in it; write $$ for a dollar")
    names = frozenset(name for _, template in templates for name in template.get_identifiers())
    return _Parts(templates, names, schema.fingerprint(*pieces))


def _fault(name: str, what: str) -> SettingsError:
    return SettingsError(what, where=f"prompts/{name}.md", way_out="Restore the file as it was shipped, or correct it.")


def _listed(names: set[str] | frozenset[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(names))
