"""The address of the page: the session, which tab is looked at, and what in it, so that a refresh, a link and the back button lead there again."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Protocol, runtime_checkable
from urllib.parse import parse_qsl, urlencode

import gradio as gr

from interviewer.ui.frame import Kept, Updates

Address = Mapping[str, str]
"""What stands behind the question mark of an address, by name; anybody may have written it."""

_STEPS = """
addEventListener("step", () => trigger("click", { search: location.search }));
"""


@runtime_checkable
class Placed(Protocol):
    """A tab of which an address can name more than itself."""

    def at(self, kept: Kept, address: Address) -> Updates:
        """Return the tab, selected, with what the address names in it."""
        ...


def steps() -> gr.HTML:
    """Lay out what no one sees: it hears from address.js of every step back and forth in the browser's history."""
    return gr.HTML(elem_id="ways", js_on_load=_STEPS, apply_default_css=False)


def query(told: Mapping[str, object]) -> str:
    """Return what a tab looks at, for the address; what is usual is left out."""
    return urlencode({name: str(value) for name, value in told.items() if value})


def mark(told: Mapping[str, object]) -> str:
    """Return the marker of a tab, from which address.js makes the address."""
    return f'<span hidden data-address="{escape(query(told))}"></span>'


def parsed(search: str) -> Address:
    return dict(parse_qsl(search.lstrip("?")[:4000]))


def number(text: object) -> int:
    """Return a number from the address or a button; 0 for anything else."""
    words = str(text or "")
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 7 else 0
