"""Formulas as the page's renderer takes them."""

from __future__ import annotations

import re

DELIMITERS: list[dict[str, str | bool]] = [
    {"left": "$$", "right": "$$", "display": True},
    {"left": "\\(", "right": "\\)", "display": False},
    {"left": "\\[", "right": "\\]", "display": True},
]

_CODE = re.compile(r"(```.*?```|~~~.*?~~~|`[^`\n]+`)", re.DOTALL)
_REMOTE_IMAGE = re.compile(r"!\[([^\]]*)\]\((https?://[^\s)]+)[^)]*\)")
_DOUBLED = re.compile(r"\\\\([()\[\]])")
_DOLLAR = re.compile(r"(?<![\\$\w])\$(?![\s$])((?:[^$\\\n]|\\.)+?)(?<![\s\\])\$(?![\d$])")


def links_for_images(text: str) -> str:
    """Return Markdown whose pictures on other hosts are links: the page loads nothing from elsewhere."""
    return _REMOTE_IMAGE.sub(lambda match: f"[{match.group(1) or match.group(2)}]({match.group(2)})", text)


def math(text: str) -> str:
    """Return Markdown whose inline formulas stand in `\\(..\\)`, outside code.

    `$..$` follows pandoc's rule: no space inside the dollars, and no digit after the closing one, so that prices stay prices.
    """
    pieces = _CODE.split(text)
    return "".join(piece if at % 2 else _formulas(piece) for at, piece in enumerate(pieces))


def _formulas(piece: str) -> str:
    return _DOLLAR.sub(lambda match: f"\\({match.group(1)}\\)", _DOUBLED.sub(r"\\\1", piece))
