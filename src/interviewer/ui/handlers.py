"""What happens when a person clicks: the app is asked, and the page shown as the session then stands."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from interviewer.app import App
from interviewer.errors import InterviewerError
from interviewer.i18n import LANGUAGES, tell
from interviewer.interview import Interview, State, final
from interviewer.report import write
from interviewer.schema import ME, Language, Plan
from interviewer.ui.library import Librarian, Shelf, View
from interviewer.ui.parts import Parts, Updates, together

Kept = dict[str, str]
"""What the browser keeps: a session's id and the language."""


class Handlers:
    """Answers each event of the page for one app."""

    def __init__(self, app: App, parts: Parts, shelf: Shelf, ready: threading.Event) -> None:
        self._app, self._parts, self._shelf, self._ready = app, parts, shelf, ready
        self._librarian = Librarian(app, shelf)

    def wire(self, blocks: gr.Blocks) -> None:
        parts, everything = self._parts, self._parts.all()
        typed = [parts.kept, parts.topics, parts.mine, parts.query, parts.difficulty, parts.length]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        whole = [*everything, *self._shelf.all()]
        blocks.load(self.open, [parts.kept], whole, **quiet)
        parts.language.input(self.speak, [parts.kept, self._shelf.view, parts.language], whole, **quiet)
        parts.start.click(self.start, typed, everything, **quiet)
        parts.query.submit(self.start, typed, everything, **quiet)
        parts.resume.click(self.resume, [parts.kept], everything, **quiet)
        parts.send.click(self.answer, [parts.kept, parts.answer], everything, **quiet)
        parts.hint.click(self.hint, [parts.kept], everything, **quiet)
        parts.skip.click(self.skip, [parts.kept], everything, **quiet)
        parts.onward.click(self.onward, [parts.kept], everything, **quiet)
        parts.again.click(self.again, [parts.kept], everything, **quiet)
        parts.offline.click(self.offline, [parts.kept], everything, **quiet)
        parts.end.click(self.end, [parts.kept], everything, **quiet)
        parts.new.click(self.new, [parts.kept], everything, **quiet)
        self._wire_library(whole, quiet)

    def _wire_library(self, whole: list[Any], quiet: dict[str, Any]) -> None:
        parts, shelf = self._parts, self._shelf
        looking = [parts.kept, shelf.view]
        parts.notes.click(self.to_notes, looking, whole, **quiet)
        parts.library.select(self.to_library, looking, whole, **quiet)
        shelf.shown.input(self.choose, [*looking, shelf.shown], whole, **quiet)
        shelf.find.submit(self.find, [*looking, shelf.find], whole, **quiet)
        for shown in (shelf.rows, shelf.head, shelf.foot):
            shown.click(self.click, looking, whole, **quiet)
        shelf.undo.click(self.undo, looking, whole, **quiet)
        shelf.practise.click(self.practise_mine, [parts.kept], whole, **quiet)
        shelf.upload.upload(self.add, [*looking, shelf.upload], whole, **quiet)

    # ------------------------------------------------------------ the page itself

    def open(self, kept: Kept, request: gr.Request) -> Updates:
        """Show the session that the address or the browser remembers, else the set-up."""
        language = self._language(kept, request)
        kept = {"session": request.query_params.get("session") or kept.get("session", ""), "language": language}
        return self._whole(kept, language)

    def speak(self, kept: Kept, view: View, language: Language) -> Updates:
        return together(self._whole({**kept, "language": language}, language), self._librarian.whole(view, language))

    def new(self, kept: Kept) -> Updates:
        return self._setup({**kept, "session": ""})

    def resume(self, kept: Kept) -> Updates:
        return self._guard(kept, lambda: self._shown(kept, final(self._interview(kept).resume())))

    def _whole(self, kept: Kept, language: Language) -> Updates:
        words = together(self._parts.words(language, self._app.settings.destination), self._shelf.words(language))
        if kept.get("session"):
            try:
                return together(words, self._shown(kept, final(self._interview(kept).resume())))
            except InterviewerError as error:
                gr.Warning(tell(language, error))
                kept = {**kept, "session": ""}
        return together(words, self._setup(kept))

    def _setup(self, kept: Kept) -> Updates:
        """Show what can be practised; only a first start, which has nothing to show yet, waits until the bank is read."""
        while not self._app.topics(ME) and not self._ready.wait(timeout=0.2):
            pass
        open_ones = [session for session in self._app.sessions(ME) if session.ended_at is None]
        newest = {**kept, "session": open_ones[0].id} if open_ones else kept
        language = _spoken(kept)
        shown = self._parts.at_setup(self._app.topics(ME, language), self._app.own_items(ME), bool(open_ones), language)
        return {**shown, self._parts.kept: newest}

    # ------------------------------------------------------------ the interview

    def start(self, kept: Kept, topics: list[str], mine: bool, query: str, difficulty: str, length: float) -> Updates:
        def begin() -> Updates:
            chosen = {"topics": topics or (), "mine": mine, "query": query or "", "difficulty": difficulty or None, "length": int(length)}
            plan = Plan.model_validate({**chosen, "language": _spoken(kept)})
            begun = {**kept, "session": self._app.start(plan, ME)}
            return {
                **self._shown(begun, final(self._interview(begun).proceed())),
                self._parts.answer: gr.update(value="", visible=True, interactive=True),
            }

        return self._guard(kept, begin)

    def answer(self, kept: Kept, text: str) -> Iterator[Updates]:
        """Take what was written: show it at once, then what comes of it."""
        first = {self._parts.answer: gr.update(value="", visible=False)}
        for shown in self._steps(kept, lambda interview: interview.hear(text or "")):
            yield together(first, shown)
            first = {}

    def hint(self, kept: Kept) -> Iterator[Updates]:
        return self._steps(kept, lambda interview: iter([interview.hint()]))

    def skip(self, kept: Kept) -> Iterator[Updates]:
        return self._steps(kept, lambda interview: interview.skip())

    def onward(self, kept: Kept) -> Iterator[Updates]:
        return self._steps(kept, lambda interview: interview.proceed())

    def again(self, kept: Kept) -> Iterator[Updates]:
        return self._steps(kept, lambda interview: interview.grade())

    def offline(self, kept: Kept) -> Iterator[Updates]:
        return self._steps(kept, lambda interview: interview.grade(self._app.taught_grader(ME)))

    def end(self, kept: Kept) -> Iterator[Updates]:
        return self._steps(kept, lambda interview: interview.end())

    # ------------------------------------------------------------ the library

    def to_notes(self, kept: Kept, view: View) -> Updates:
        return {self._parts.tabs: gr.update(selected="library"), **self._librarian.whole(view, _spoken(kept))}

    def to_library(self, kept: Kept, view: View) -> Updates:
        return self._librarian.whole(view, _spoken(kept))

    def choose(self, kept: Kept, view: View, shown: Any) -> Updates:
        return self._guard(kept, lambda: self._librarian.choose(view, shown, _spoken(kept)))

    def find(self, kept: Kept, view: View, query: str) -> Updates:
        return self._guard(kept, lambda: self._librarian.find(view, query, _spoken(kept)))

    def click(self, kept: Kept, view: View, event: gr.EventData) -> Updates:
        told = {name: getattr(event, name) for name in ("open", "page", "first", "remove", "forget", "line") if hasattr(event, name)}
        return self._guard(kept, lambda: {**self._librarian.click(view, told, _spoken(kept)), **self._offered(kept)})

    def undo(self, kept: Kept, view: View) -> Updates:
        return self._guard(kept, lambda: {**self._librarian.undo(view, _spoken(kept)), **self._offered(kept)})

    def add(self, kept: Kept, view: View, files: list[str] | None) -> Iterator[Updates]:
        yield from self._librarian.add(view, files, _spoken(kept))
        yield self._offered(kept)

    def practise_mine(self, kept: Kept) -> Updates:
        return {**self._offered(kept), self._parts.tabs: gr.update(selected="practise"), self._parts.mine: gr.update(value=True)}

    def _offered(self, kept: Kept) -> Updates:
        """Return what can be practised now, for the set-up on the other tab."""
        language = _spoken(kept)
        return self._parts.offered(self._app.topics(ME, language), self._app.own_items(ME), language)

    # ------------------------------------------------------------ shared

    def _steps(self, kept: Kept, do: Callable[[Interview], Iterator[State]]) -> Iterator[Updates]:
        """Show the session after each thing that happens; what went wrong is one line, and the page stays as it is."""
        try:
            for state in do(self._interview(kept)):
                yield self._shown(kept, state)
        except InterviewerError as error:
            gr.Warning(tell(_spoken(kept), error))
            yield {self._parts.kept: kept}

    def _guard(self, kept: Kept, do: Callable[[], Updates]) -> Updates:
        """Show what went wrong as one line; the page stays as it is."""
        try:
            return do()
        except InterviewerError as error:
            gr.Warning(tell(_spoken(kept), error))
            return {self._parts.kept: kept}

    def _interview(self, kept: Kept) -> Interview:
        return self._app.interview(kept.get("session", ""), ME)

    def _shown(self, kept: Kept, state: State) -> Updates:
        language = _spoken(kept)
        grade = state.grade
        shown = {**self._parts.at(state, language, self._app.trust(grade.grader) if grade else None), self._parts.kept: kept}
        return {**shown, **self._downloads(state, language)} if state.phase == "over" else shown

    def _downloads(self, state: State, language: Language) -> Updates:
        made = self._app.interview(state.session.id, ME).report()
        folder = Path(tempfile.mkdtemp(prefix="interviewer-"))
        updates: Updates = {}
        for form, button in (("md", self._parts.as_markdown), ("html", self._parts.as_html), ("json", self._parts.as_json)):
            file = folder / f"interview-{state.session.created_at:%Y-%m-%d}.{form}"
            file.write_text(write(made, form, language), "utf-8")
            updates[button] = gr.update(value=str(file))
        return updates

    def _language(self, kept: Kept, request: gr.Request) -> Language:
        """Return the language chosen before, else the configured one, else the browser's."""
        asked = request.query_params.get("lang") or kept.get("language") or self._app.settings.language
        if asked in LANGUAGES:
            return asked
        return "zh" if (request.headers.get("accept-language") or "").lower().startswith("zh") else "en"


def _spoken(kept: Kept) -> Language:
    return "zh" if kept.get("language") == "zh" else "en"
