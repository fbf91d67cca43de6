"""What people, notes and models wrote, as the page's components show it: formulas set, nothing of it HTML, nothing loaded."""

from __future__ import annotations

import re

from interviewer.markdown.code import outside
from interviewer.markdown.rendering import block
from interviewer.markdown.tame import body_of

DELIMITERS: list[dict[str, str | bool]] = [
    {"left": "$$", "right": "$$", "display": True},
    {"left": "\\(", "right": "\\)", "display": False},
    {"left": "\\[", "right": "\\]", "display": True},
]

_DOUBLED = re.compile(r"\\\\([()\[\]])")
_DOLLAR = re.compile(r"(?<![\\$\w])\$(?![\s$])((?:[^$\\\n]|\\.)+?)(?<![\s\\])\$(?![\d$])")


def tamed(text: str) -> str:
    """Return Markdown for a component that renders Markdown."""
    return math(body_of(text))


def rendered(text: str) -> str:
    """Return Markdown as HTML on one line: an empty line, of code too, would end the HTML block that this becomes a part of."""
    return block(text, _delimited).replace("\n", "&#10;")


def math(text: str) -> str:
    """Return Markdown whose inline formulas stand in `\\(..\\)`, outside code.

    `$..$` follows pandoc's rule: no space inside the dollars, and no digit after the closing one, so that prices stay prices.
    """
    return outside(text, _formulas)


def _formulas(piece: str) -> str:
    return _DOLLAR.sub(lambda match: f"\\({match.group(1)}\\)", _DOUBLED.sub(r"\\\1", piece))


def _delimited(formula: str, display: bool) -> str:
    return f"$${formula}$$" if display else f"\\({formula}\\)"
