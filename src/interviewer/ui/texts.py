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

_LOOK_AGAIN = "<!--\\(.\\)-->"
"""A formula that nobody sees: without one in the text the finished page is not looked through."""
_DOUBLED = re.compile(r"\\\\([()\[\]])")
_DOLLAR = re.compile(r"(?<![\\$\w])\$(?![\s$])((?:[^$\\\n]|\\.)+?)(?<![\s\\])\$(?![\d$])")


def tamed(text: str) -> str:
    """Return Markdown for a component that renders Markdown."""
    return math(body_of(text))


def rendered(text: str) -> str:
    """Return Markdown as HTML on one line: an empty line, of code too, would end the HTML block that this becomes a part of."""
    return block(text, _delimited).replace("\n", "&#10;")


def enclosed(html: str) -> str:
    """Return HTML for a component that renders Markdown: on one line, its formulas set only in the finished page, where they are whole.

    An empty line would end the block of HTML. The component looks for formulas twice, in the text and in the finished page; what it finds
    in the text swallows the tags within, and of one that is opened in a quotation and never closed that is the rest of the page.
    """
    one_line = html.replace("\r", " ").replace("\n", "&#10;")
    hidden = one_line.replace("$", "&#36;").replace("\\", "&#92;")
    return hidden if hidden == one_line else hidden + _LOOK_AGAIN


def math(text: str) -> str:
    """Return Markdown whose inline formulas stand in `\\(..\\)`, outside code.

    `$..$` follows pandoc's rule: no space inside the dollars, and no digit after the closing one, so that prices stay prices.
    """
    return outside(text, _formulas)


def _formulas(piece: str) -> str:
    return _DOLLAR.sub(lambda match: f"\\({match.group(1)}\\)", _DOUBLED.sub(r"\\\1", piece))


def _delimited(formula: str, display: bool) -> str:
    return f"$${formula}$$" if display else f"\\({formula}\\)"
