"""What all tabs share: the head of the page, what the browser keeps, where a session stands, and how an event is answered."""

from __future__ import annotations

import functools
import inspect
import logging
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from html import escape
from pathlib import Path
from typing import Any, Protocol

import gradio as gr

from interviewer.app import App
from interviewer.errors import InterviewerError
from interviewer.i18n import LANGUAGES, say, tell
from interviewer.schema import Language

_LOG = logging.getLogger(__name__)

Kept = dict[str, str]
"""What the browser keeps: a session's id and the language."""
Updates = dict[Any, Any]
"""By component, its new value or properties."""

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
"""How every event is wired: no spinner over what is shown, no entry in a public API, and nobody waits for another's model."""

TO_TOP = """
watch("value", () => {
  const inOtherWords = document.activeElement?.closest("#language");
  if (element.querySelector("header") && !inOtherWords) element.scrollIntoView({ block: innerWidth <= 640 ? "start" : "nearest" });
});
"""
"""What is opened out of a list begins at its head, wherever the click was; it is the head's script."""


def together(*updates: Updates) -> Updates:
    """Return several updates as one: of a component that is in more than one, all properties, the later winning."""
    merged: Updates = {}
    for some in updates:
        for part, value in some.items():
            before = merged.get(part)
            merged[part] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
    return merged


def spoken(kept: Kept) -> Language:
    """Return the language of the page."""
    return "zh" if kept.get("language") == "zh" else "en"


class Components:
    """Base of a tab's components: a frozen dataclass of them, by name."""

    def all(self) -> list[Any]:
        """Return every component, for the outputs of an event."""
        return [getattr(self, field.name) for field in fields(self)]  # type: ignore[arg-type]


class Tab(Protocol):
    """What page.py needs of a tab; its docstring says how one is added."""

    name: str
    """`tab.NAME` in the catalogue; the tab's id."""

    def all(self) -> list[Any]: ...
    def words(self, language: Language) -> Updates: ...
    def looking(self) -> list[Any]:
        """Return the components, mostly a `gr.State`, whose values `shown` takes after `kept`: at what this window looks."""
        ...

    def shown(self, kept: Kept, *looking: Any) -> Updates: ...
    def wire(self) -> None: ...


@dataclass(frozen=True)
class Frame(Components):
    """The head of the page, and what no one sees: the browser's memory, the number of the turn that is shown, the marker."""

    kept: gr.BrowserState
    seen: gr.State
    """Number of the turn that this window shows; None when it shows none. Another window may be further."""
    over: gr.State
    """Id of the session that has just come to its end; empty before. Its report is filled in when this changes."""
    place: gr.HTML
    """Where the session stands, for the browser's own small script; its clicks are those of buttons inside cards, and of the browser's history."""
    brand: gr.HTML
    language: gr.Radio
    tabs: gr.Tabs

    def words(self, language: Language, destination: str | None) -> Updates:
        """Return the head in one language; `destination` is the host to which answers go, None when they stay."""
        return {self.brand: _brand(language, destination), self.language: gr.update(value=language)}


class Page:
    """The app with the frame of one page: what every handler is made of."""

    def __init__(self, app: App, frame: Frame, ready: threading.Event) -> None:
        self.app, self.frame, self.ready = app, frame, ready

    def guard(self, kept: Kept, do: Callable[[], Updates]) -> Updates:
        """Return what `do` shows; what went wrong is told as one line, and the page stays as it is."""
        try:
            return do()
        except Exception as error:  # the door
            self.warn(kept, error)
            return {self.frame.kept: kept}

    def guarded(self, kept: Kept, steps: Iterator[Updates]) -> Iterator[Updates]:
        """Yield what the steps show, of each only what has changed; what went wrong is told as one line."""
        try:
            yield from changes(steps)
        except Exception as error:  # the door
            self.warn(kept, error)
            yield {self.frame.kept: kept}

    def warn(self, kept: Kept, error: Exception) -> None:
        caution(error, spoken(kept))

    def folder(self) -> Path:
        """Return a new folder for a file to take away: in the only place from which the page serves files, which is emptied by and by."""
        passing = self.app.settings.passing_path
        passing.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=passing))

    def asked_language(self, kept: Kept, request: gr.Request) -> Language:
        """Return the language that the address asks for, else the one chosen before, else the configured one, else the browser's."""
        asked = request.query_params.get("lang") or kept.get("language") or self.app.settings.language
        if asked in LANGUAGES:
            return asked
        return "zh" if (request.headers.get("accept-language") or "").lower().startswith("zh") else "en"


def caution(error: Exception, language: Language) -> None:
    """Tell what went wrong as a line over the page; style.css hides the title, which is English whatever it is set to."""
    gr.Warning(escape(words_for(error, language)))


def words_for(error: Exception, language: Language) -> str:
    """Return what a person is told of an error: of one that nobody foresaw only that there was one, for its words may hold anything."""
    if isinstance(error, InterviewerError):
        return tell(language, error)
    _LOG.error("unexpected, please report it", exc_info=error)
    return say(language, "error.unexpected")


def unbroken(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Return a handler of which nothing unforeseen reaches the page but that it happened, in the page's language."""

    def failed(arguments: tuple[Any, ...], error: Exception) -> gr.Error:
        kept = next((one for one in arguments if isinstance(one, dict) and "language" in one), {})
        return gr.Error(escape(words_for(error, spoken(kept))), print_exception=False)

    @functools.wraps(handler)
    def whole(*arguments: Any) -> Any:
        try:
            return handler(*arguments)
        except Exception as error:  # the door
            raise failed(arguments, error) from None

    @functools.wraps(handler)
    def stepwise(*arguments: Any) -> Iterator[Any]:
        try:
            yield from handler(*arguments)
        except Exception as error:  # the door
            raise failed(arguments, error) from None

    return stepwise if inspect.isgeneratorfunction(handler) else whole


def changes(steps: Iterator[Updates]) -> Iterator[Updates]:
    """Yield of each step only what differs from the one before: while words are streamed, that is the chat alone."""
    last: Updates = {}
    for step in steps:
        # what the browser keeps is a dict: a difference between it and "nothing new" would mix the two
        new = {part: value for part, value in step.items() if part not in last or last[part] != value or isinstance(part, gr.BrowserState)}
        last.update(step)
        if new:
            yield new


def _brand(language: Language, destination: str | None) -> str:
    where = say(language, "where.host", host=destination) if destination else say(language, "where.here")
    mark, kind = ("↗", "remote") if destination else ("●", "local")
    theme = escape(say(language, "page.theme"))
    return (
        f'<div class="brand"><h1>Interviewer</h1><span class="lead">{escape(say(language, "page.lead"))}</span>'
        f'<span class="where {kind}"><span aria-hidden="true">{mark}</span> {escape(where)}</span>'
        f'<button id="theme" type="button" title="{theme}" aria-label="{theme}"><span aria-hidden="true">◐</span></button></div>'
    )
