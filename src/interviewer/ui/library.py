"""The tab of the library: what was read, what was understood of it, uploads, and a search by meaning."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import gradio as gr

from interviewer import preview
from interviewer.app import App
from interviewer.errors import InputError
from interviewer.finding import Found
from interviewer.i18n import say
from interviewer.library import Ingested
from interviewer.library import Progress as Step
from interviewer.schema import BANK, ME, Item, Language
from interviewer.store import Listed
from interviewer.ui import address, shelf
from interviewer.ui.address import Address, number
from interviewer.ui.frame import QUIET, TO_TOP, Components, Kept, Page, Updates, caution, spoken, together
from interviewer.ui.practise import Practise
from interviewer.ui.texts import DELIMITERS
from interviewer.ui.uploads import FILES, MOST_NAMED, added, plain, step_told

_FOUND = 20
_LEAST = 0.2
"""Closeness below which a result has hardly anything to do with the query."""
_LONGEST = 500
"""Characters of what an address says."""
_WAIT = 0.25
"""Seconds between two looks at how far the reading is."""
_CLICKS = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.name === "item") return;
  if (button.dataset.open) {
    element.querySelectorAll("[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    button.setAttribute("aria-current", "true");
  }
  trigger("click", { ...button.dataset });
});
"""
"""Sends on what the button that was clicked is for; the list is not drawn again when a document opens, so that focus and place stay."""


@dataclass(frozen=True)
class View:
    """What one open page looks at."""

    shown: Literal["mine", "skipped", "bank"] = "mine"
    page: int = 0
    query: str = ""
    only: bool = False
    """Search the open document alone."""
    key: str = ""
    """Of the open document; empty when none is."""
    first: int = 0
    """Page of its questions."""
    line: int = 0
    """Where a search led to."""
    forgotten: str = ""
    """The folder that was forgotten last, for undo; empty when the last that went was an upload."""


@dataclass(frozen=True)
class Shelf(Components):
    view: gr.State
    at: gr.HTML
    """What is looked at, for the address."""
    files: gr.HTML
    """Hears what is wrong with files before they are sent."""
    upload: gr.File
    formats: gr.Markdown
    told: gr.Markdown
    undo: gr.Button
    practise: gr.Button
    find: gr.Textbox
    shown: gr.Radio
    rows: gr.HTML
    head: gr.HTML
    items: gr.Markdown
    foot: gr.HTML

    def words(self, language: Language) -> Updates:
        """Return the labels in one language; what was told of an upload goes with the language it was told in."""
        return {
            self.upload: gr.update(label=say(language, "library.upload")),
            self.formats: f"**{say(language, 'library.upload')}**\n\n{say(language, 'library.formats')}",
            self.told: "",
            self.undo: gr.update(visible=False, value=say(language, "library.undo")),
            self.practise: gr.update(visible=False, value=say(language, "library.practise")),
            self.find: gr.update(label=say(language, "library.find"), placeholder=say(language, "library.find")),
        }


def layout(most: float) -> Shelf:
    """Lay the tab out; `most`: megabytes of a file."""
    with gr.Column(elem_id="library"):
        at = gr.HTML(elem_id="library-at", apply_default_css=False)
        files = gr.HTML(f'<span data-most="{most * 2**20:.0f}"></span>', elem_id="files", js_on_load=FILES, apply_default_css=False)
        with gr.Column(elem_id="drop"):
            upload = gr.File(file_count="multiple", elem_id="upload", height=104, show_label=False)
            formats = gr.Markdown(elem_id="formats")
        with gr.Row(elem_id="told"):
            told = gr.Markdown(elem_id="read")
            undo = gr.Button(visible=False, size="sm", elem_id="undo")
            practise = gr.Button(visible=False, size="sm", variant="primary", elem_id="practise-mine")
        with gr.Row(elem_id="shelf", equal_height=False):
            with gr.Column(scale=2, min_width=300, elem_id="documents"):
                find = gr.Textbox(elem_id="find", lines=1, max_lines=1, container=False)
                shown = gr.Radio([], elem_id="shown", container=False)
                rows = gr.HTML(elem_id="rows", js_on_load=_CLICKS, apply_default_css=False)
            with gr.Column(scale=3, min_width=320, elem_id="document"):
                head = gr.HTML(elem_id="document-head", js_on_load=_CLICKS + TO_TOP, apply_default_css=False)
                items = gr.Markdown(elem_id="document-items", latex_delimiters=DELIMITERS)
                foot = gr.HTML(elem_id="document-foot", js_on_load=_CLICKS, apply_default_css=False)
    return Shelf(gr.State(View()), at, files, upload, formats, told, undo, practise, find, shown, rows, head, items, foot)


def looked_at(told: Address) -> View:
    """Return what an address names; what can't be is as if it did not stand there."""
    shown: Literal["mine", "skipped", "bank"] = (
        "bank" if told.get("shown") == "bank" else "skipped" if told.get("shown") == "skipped" else "mine"
    )
    page, first, line = (number(told.get(name)) for name in ("page", "first", "line"))
    query = " ".join(told.get("q", "").split())[:_LONGEST]
    return View(
        shown=shown, query=query, only=bool(told.get("only")), key=told.get("doc", "")[:_LONGEST], page=page, first=first, line=line
    )


class LibraryTab:
    """What happens when a person clicks in the library; the set-up of a session then offers what there is."""

    name = "library"

    def __init__(self, page: Page, practise: Practise) -> None:
        """Lay the tab out, inside a `gr.Tab`."""
        self._page, self._practise, self._shelf = page, practise, layout(page.app.settings.max_file_mb)
        self._librarian = Librarian(page.app, self._shelf)

    def all(self) -> list[Any]:
        return self._shelf.all()

    def words(self, language: Language) -> Updates:
        return self._shelf.words(language)

    def looking(self) -> list[Any]:
        return [self._shelf.view]

    def shown(self, kept: Kept, view: View) -> Updates:
        return self._librarian.whole(self._librarian.settled(view), spoken(kept))

    def at(self, kept: Kept, address: Address) -> Updates:
        view = self._librarian.settled(looked_at(address))
        found = {**self._librarian.whole(view, spoken(kept)), self._shelf.find: gr.update(value=view.query)}
        return {self._page.frame.tabs: gr.update(selected="library"), **found}

    def wire(self) -> None:
        shelf, tabs = self._shelf, self._page.frame.tabs
        looking, scope = [self._page.frame.kept, shelf.view], self._practise.setup.scope()
        to = {"outputs": [*self.all(), *self._practise.setup.all(), tabs, self._page.frame.kept], **QUIET}
        self._practise.setup.notes.click(self.open, looking, **to)
        shelf.shown.input(self.choose, [*looking, shelf.shown], **to)
        shelf.find.submit(self.find, [*looking, shelf.find], **to)
        for shown in (shelf.rows, shelf.head, shelf.foot):
            shown.click(self.click, [*looking, *scope], **to)
        shelf.undo.click(self.undo, [*looking, *scope], **to)
        self._practise.wire_mine(shelf.practise)
        shelf.files.click(self.refuse, looking[:1], None, **QUIET)
        shelf.upload.upload(self.add, [*looking, shelf.upload, *scope], **to)

    def open(self, kept: Kept, view: View) -> Updates:
        return {self._page.frame.tabs: gr.update(selected="library"), **self.shown(kept, view)}

    def choose(self, kept: Kept, view: View, shown: Literal["mine", "skipped", "bank"]) -> Updates:
        return self._page.guard(kept, lambda: self._librarian.choose(view, shown, spoken(kept)))

    def find(self, kept: Kept, view: View, query: str) -> Updates:
        return self._page.guard(kept, lambda: self._librarian.find(view, query, spoken(kept)))

    def click(self, kept: Kept, view: View, mine: bool, topics: list[str], focus: str, event: gr.EventData) -> Updates:
        told = {
            name: getattr(event, name)
            for name in ("open", "page", "only", "first", "look", "remove", "forget", "line")
            if hasattr(event, name)
        }

        def clicked() -> Updates:
            shown = self._librarian.click(view, told, spoken(kept))
            gone = "remove" in told or "forget" in told
            return {**shown, **self._practise.offered(kept, mine, topics, focus)} if gone else shown

        return self._page.guard(kept, clicked)

    def undo(self, kept: Kept, view: View, *scope: Any) -> Updates:
        return self._page.guard(kept, lambda: {**self._librarian.undo(view, spoken(kept)), **self._practise.offered(kept, *scope)})

    def add(self, kept: Kept, view: View, files: list[str] | None, *scope: Any) -> Iterator[Updates]:
        last: Updates = {}
        for step in self._librarian.add(view, files, spoken(kept)):
            if last:
                yield last
            last = step
        yield together(last, self._practise.offered(kept, *scope))  # at once: of two updates in one frame the browser can lose one

    def refuse(self, kept: Kept, event: gr.EventData) -> None:
        """Tell which files are too large to be sent, or that a folder holds none."""
        names = [name for name in str(getattr(event, "large", "")).split("\n") if name]
        most = f"{self._page.app.settings.max_file_mb:.0f}"
        if names:
            place = ", ".join(names[:MOST_NAMED])
            error = InputError(f"larger than {most} MB", where=place, way_out="Send it in parts.", key="too_large", place=place, most=most)
        else:
            error = InputError("the folder holds no file", key="empty_folder")
        caution(error, spoken(kept))


class Librarian:
    """Makes what the tab shows, for one app."""

    def __init__(self, app: App, shelf: Shelf) -> None:
        self._app, self._shelf = app, shelf

    # ------------------------------------------------------------ what is shown

    def whole(self, view: View, language: Language) -> Updates:
        """Return everything the tab shows."""
        return {**self._list(view, language), **self._document(view, language)}

    def _looking(self, view: View) -> Updates:
        told = {"shown": "" if view.shown == "mine" else view.shown, "q": view.query, "only": view.only and "1", "page": view.page}
        return {self._shelf.view: view, self._shelf.at: address.mark({**told, "doc": view.key, "first": view.first, "line": view.line})}

    def _list(self, view: View, language: Language) -> Updates:
        lines = self._lines(language)
        offered = [name for name in lines if name != "skipped" or lines[name] or view.shown == name]
        choices = [(say(language, f"library.{name}", count=f"{len(lines[name]):,}"), name) for name in offered]
        return {
            **self._looking(view),
            self._shelf.shown: gr.update(choices=choices, value=view.shown),
            self._shelf.rows: self._rows(view, lines[view.shown], language),
        }

    def _lines(self, language: Language) -> dict[str, Sequence[Listed]]:
        """Return the documents under each choice; of the bank those in the page's language come first."""
        mine = self._app.library.documents(ME)
        failed = [line for line in mine if line.kind == "skipped"]
        bank = sorted(self._app.library.documents(BANK), key=lambda line: PurePosixPath(line.path).parts[0] != language)
        return {"mine": mine, "skipped": failed, "bank": bank}

    def _rows(self, view: View, lines: Any, language: Language) -> str:
        if view.query:
            return self._results(view, language)
        if not lines:
            return shelf.note(say(language, "library.none_skipped" if view.shown == "skipped" else "library.empty"))
        return shelf.rows(lines, view.page, view.key, language)

    def _results(self, view: View, language: Language) -> str:
        """Return what fits a query in what is chosen: one's own notes, the bank, or the open document alone."""
        record = self._app.library.document(view.key, [ME, BANK]) if view.key else None
        owner = record.owner if record and view.only else BANK if view.shown == "bank" else ME
        other = ME if owner == BANK else BANK
        path = record.path if record and view.only else None
        found = self._app.library.search(view.query, [owner], _FOUND, language=language, document=path)
        lacks = path is None and not any(one.fits for one in found)
        elsewhere = sum(one.fits for one in self._app.library.search(view.query, [other], _FOUND, language=language)) if lacks else 0
        keys = {line.path: line.key for line in self._app.library.documents(owner)}
        known = [(one, keys[place]) for one in found if one.score >= _LEAST and (place := path or _place(one)) in keys]
        name = shelf.named(record) if record else ""
        return shelf.results(view.query, known, language, bank=owner == BANK, name=name, only=path is not None, elsewhere=elsewhere)

    def _document(self, view: View, language: Language) -> Updates:
        record = self._app.library.document(view.key, [ME, BANK]) if view.key else None
        if record is None:
            why = say(language, "library.gone" if view.key else "library.choose")
            return {**self._looking(view), self._shelf.head: shelf.note(why), self._shelf.items: "", self._shelf.foot: ""}
        uploaded = record.owner == ME and self._app.library.is_upload(record)
        ids, written = self._items(record.owner, record.path)
        return {
            **self._looking(view),
            self._shelf.head: shelf.head(record, view.first, uploaded, language, len(written)),
            self._shelf.items: shelf.items(record, view.first, view.line, language, ids, written),
            self._shelf.foot: shelf.pager("first", view.first, shelf.QUESTIONS, len(record.extraction.items), language),
        }

    def _items(self, owner: str, document: str) -> tuple[dict[int, str], list[Item]]:
        """Return the items of a document: the ids of those that stand in it by line, and those that a model wrote from it."""
        found = [(item, at) for item in self._app.items([owner]) for at in (*item.references, *item.sources) if at.document == document]
        written = {item.id: item for item, _ in found if item.derived and "written_by" in item.metadata}
        return {at.line: item.id for item, at in found if at.line and item.id not in written}, list(written.values())

    # ------------------------------------------------------------ what a person does

    def choose(self, view: View, shown: Literal["mine", "skipped", "bank"], language: Language) -> Updates:
        """Show the documents that are chosen, or what fits the query in them; in what was skipped nothing can be found."""
        query = "" if shown == "skipped" else view.query
        chosen = replace(view, shown=shown, page=0, query=query, only=False)
        return {**self._switched(chosen, language), **self._cleared(view, query)}

    def _cleared(self, view: View, query: str = "") -> Updates:
        """Return the box of the search, only where it changes: what is being typed there meanwhile must stay."""
        return {self._shelf.find: query} if query != view.query else {}

    def _switched(self, view: View, language: Language) -> Updates:
        """Show another list; a document that is not in it does not stay open beside it."""
        if not view.key or any(line.key == view.key for line in self._lines(language)[view.shown]):
            return self._list(view, language)
        return self.whole(replace(view, key="", first=0, line=0), language)

    def settled(self, view: View) -> View:
        """Look at the bank where a person has no notes of their own yet: among none nothing can be seen or found."""
        return view if view.shown != "mine" or self._app.library.documents(ME) else replace(view, shown="bank")

    def find(self, view: View, query: str, language: Language) -> Updates:
        shown = self.settled(replace(view, shown="mine") if view.shown == "skipped" else view).shown
        return self._list(replace(view, shown=shown, query=" ".join((query or "").split()), page=0), language)

    def click(self, view: View, told: dict[str, Any], language: Language) -> Updates:
        """Do what a button in the list or in a document asks for."""
        if "open" in told:
            return self._opened(replace(view, key=told["open"], line=number(told.get("line"))), language)
        if "page" in told:
            return {**self._list(replace(view, page=number(told["page"]), query="", only=False), language), **self._cleared(view)}
        if "look" in told:
            return self._switched(replace(view, shown="bank" if told["look"] == "bank" else "mine", page=0), language)
        if "only" in told:
            return self._list(replace(view, only=told["only"] == "1"), language)
        if "first" in told:
            return self._document(replace(view, first=number(told["first"]), line=0), language)
        if "remove" in told:
            return self._remove(view, language)
        if "forget" in told:
            return self._forget(view, language)
        return self._document(replace(view, key="", first=0, line=0, only=False), language)

    def _opened(self, view: View, language: Language) -> Updates:
        record = self._app.library.document(view.key, [ME, BANK])
        return self._document(replace(view, first=shelf.page_of(record, view.line) if record else 0), language)

    def _remove(self, view: View, language: Language) -> Updates:
        gone = self._app.library.remove(view.key, ME)
        count = preview.count(language, "questions", gone.questions)
        key = "library.removed_with" if gone.questions else "library.removed"
        return self._gone(view, "", say(language, key, name=plain(gone.path), questions=count), language)

    def _forget(self, view: View, language: Language) -> Updates:
        record = self._app.library.document(view.key, [ME])
        root = record.root if record else ""
        count = preview.count(language, "documents", self._app.library.forget(root, ME))
        return self._gone(view, root, say(language, "library.forgotten", folder=plain(root), documents=count), language)

    def _gone(self, view: View, forgotten: str, told: str, language: Language) -> Updates:
        left = replace(view, key="", first=0, line=0, query="", only=False, page=0, forgotten=forgotten)
        return {
            **self.whole(left, language),
            self._shelf.told: told,
            self._shelf.undo: gr.update(visible=True),
            self._shelf.practise: gr.update(visible=False),
        }

    def undo(self, view: View, language: Language) -> Updates:
        """Put back what went last, and show it."""
        if view.forgotten:
            done, name = self._app.library.ingest([Path(view.forgotten)], ME), view.forgotten
        else:
            done = self._app.library.restore(ME)
            name = ", ".join(line.path for line in done.documents)
        told = say(language, "library.restored", name=plain(name))
        return self._told(view, told, done, language)

    def add(self, view: View, files: list[str] | None, language: Language) -> Iterator[Updates]:
        """Read uploaded files like any other document, and tell how far it is."""
        yield {self._shelf.told: say(language, "library.waiting"), self._shelf.undo: gr.update(visible=False)}
        try:
            for step in _followed(lambda step: self._app.library.add([Path(file) for file in files or ()], ME, step)):
                if isinstance(step, Ingested):
                    yield self._told(view, added(step, language, [Path(file).name for file in files or ()]), step, language)
                else:
                    yield {self._shelf.told: step_told(*step, language)}
        except Exception as error:  # the door
            caution(error, language)
            yield {self._shelf.told: "", self._shelf.upload: gr.update(value=None)}
        finally:
            for file in files or ():  # what was uploaded lies in the person's folder now, and nowhere else
                Path(file).unlink(missing_ok=True)

    def _showing(self, view: View, lines: tuple[Listed, ...]) -> View:
        """Look at what came in: the document itself where it is one."""
        key = lines[0].key if len(lines) == 1 else ""
        return replace(view, shown="mine", page=0, query="", only=False, key=key, first=0, line=0)

    def _told(self, view: View, told: str, done: Ingested, language: Language) -> Updates:
        return {
            **self.whole(self._showing(view, done.documents), language),
            **self._cleared(view),
            self._shelf.told: told,
            self._shelf.undo: gr.update(visible=False),
            self._shelf.practise: gr.update(visible=done.items > 0),
            self._shelf.upload: gr.update(value=None),
        }


def _followed(work: Callable[[Step], Ingested]) -> Iterator[tuple[str, int, int] | Ingested]:
    """Do the work in a thread of its own; yield how far it is from time to time, and at last what it gave."""
    steps: queue.SimpleQueue[tuple[str, int, int]] = queue.SimpleQueue()
    with ThreadPoolExecutor(1, thread_name_prefix="upload") as pool:
        doing = pool.submit(work, lambda name, done, total: steps.put((name, done, total)))
        last = None
        while not doing.done():
            try:
                last = steps.get(timeout=_WAIT)
                while not steps.empty():
                    last = steps.get()
                yield last
            except queue.Empty:
                continue
        yield doing.result()


def _place(found: Found) -> str:
    """Return the document of a result."""
    if found.item is None:
        assert found.passage is not None
        return found.passage.document
    where = next(iter((*found.item.references, *found.item.sources)), None)
    return where.document if where else ""
