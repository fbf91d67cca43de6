"""The page: its head, and its tabs in order.

A tab is a module of its own; to add one:

1. `ui/NAME.py` holds a frozen dataclass of the tab's components, which is a `frame.Components` (`all()` lists them) and has `words(language)`: their
   labels in one language. Every text comes from the catalogue (`tab.NAME` is the tab's own label); all colours and sizes from the tokens of style.css.
2. A class in it with `name = "NAME"` is made of a `frame.Page` (the app, the frame and `guard`), inside its `gr.Tab`, and lays its components out when
   it is made. It is a `frame.Tab`: `all()`, `words(language)`, `looking()`, `shown(kept, *looking)` and `wire()`. `shown` reads everything the tab shows
   anew; it is called when the tab is opened and when the language changes, never when the page is loaded; `looking()` lists the components whose
   values it needs (mostly none: `[]`). `wire` registers its own events, each with `**QUIET`.
3. Its handlers only translate: they take `kept` (`frame.spoken(kept)` is the language), ask the app, and return `Updates`, inside `page.guard(kept, ...)`
   (or `page.guarded` for a generator), which tells an error as one line and leaves the page as it was.
4. What is HTML is escaped where it is made, and shown by `gr.HTML` (its `js_on_load` sends clicks on as `trigger("click", {...button.dataset})`), or by
   `gr.Markdown` where there are formulas.
5. `build` below gets one more line. Another tab's components are outputs of an event only through that tab's methods (as the library offers topics
   to the set-up by `practise.offered`); `frame.tabs: gr.update(selected="NAME")` leads to another tab.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import gradio as gr

from interviewer.app import App
from interviewer.i18n import say
from interviewer.schema import Language
from interviewer.ui import address, item, place
from interviewer.ui.address import Address, Placed, parsed
from interviewer.ui.frame import QUIET, Frame, Kept, Page, Tab, Updates, together, unbroken
from interviewer.ui.item import ItemTab
from interviewer.ui.library import LibraryTab
from interviewer.ui.practise import Practise
from interviewer.ui.progress import ProgressTab
from interviewer.ui.settings import SettingsTab

KEPT_S = 24 * 3600
"""Seconds for which an upload, or a file made to be taken away, lies about; all of them go when the program ends."""
_FONTS = ["system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Noto Sans Mono CJK SC", "monospace"]


_T = TypeVar("_T", bound=Tab)


def theme() -> gr.themes.Base:
    """Return the look: the system's own fonts, one calm accent."""
    calm = gr.themes.Soft(primary_hue="teal", neutral_hue="slate", font=_FONTS, font_mono=_MONO, radius_size="lg")
    plain = {"block_title_background_fill": "transparent", "block_title_text_color": "*body_text_color", "block_title_padding": "0"}
    dark = {f"{name}_dark": value for name, value in plain.items() if name != "block_title_padding"}
    # white on the stock primary is under the contrast that AA asks for
    button = {"button_primary_background_fill": "*primary_700", "button_primary_background_fill_hover": "*primary_800"}
    button |= {"button_primary_background_fill_dark": "*primary_700", "button_primary_background_fill_hover_dark": "*primary_800"}
    return calm.set(**plain, **dark, **button)


def build(app: App, ready: threading.Event, secret: str) -> gr.Blocks:
    """Return the page; nothing is opened before a browser asks for it."""
    blocks: gr.Blocks
    with gr.Blocks(title="Interviewer", analytics_enabled=False, delete_cache=(3600, KEPT_S)) as blocks:
        kept = gr.BrowserState({"session": "", "language": ""}, storage_key="interviewer", secret=secret)
        place_ = gr.HTML(elem_id="place", js_on_load=place.CLICKS, apply_default_css=False)
        seen, over, door, steps = gr.State(None), gr.State(""), item.door(), address.steps()
        brand, language = _head()
        with gr.Tabs(elem_id="tabs", overflow_behavior="wrap") as tabs:
            page = Page(app, Frame(kept=kept, seen=seen, over=over, place=place_, brand=brand, language=language, tabs=tabs), ready)
            shown: list[tuple[gr.Tab, Tab]] = []
            practise = _tab(shown, "practise", lambda _: Practise(page))
            _tab(shown, "progress", lambda _: ProgressTab(page, practise))
            _tab(shown, "library", lambda _: LibraryTab(page, practise))
            _tab(shown, "item", lambda tab: ItemTab(page, practise, door, tab), visible=False)
            _tab(shown, "settings", lambda _: SettingsTab(page, practise))
        _wire(blocks, page, practise, shown, steps)
    return blocks


def _tab(shown: list[tuple[gr.Tab, Tab]], name: str, made: Callable[[gr.Tab], _T], visible: bool = True) -> _T:
    with gr.Tab("·", id=name, visible=visible) as labelled:
        tab = made(labelled)
    shown.append((labelled, tab))
    return tab


def _wire(blocks: gr.Blocks, page: Page, practise: Practise, shown: Sequence[tuple[gr.Tab, Tab]], steps: gr.HTML) -> None:
    """Let the tabs wire themselves, and the page open, change its language, and show a tab anew when it is opened."""
    frame = page.frame
    whole = list(dict.fromkeys([*frame.all(), *(label for label, _ in shown), *(part for _, tab in shown for part in tab.all())]))

    def words(language: Language) -> Updates:
        labels = {label: gr.update(label=say(language, f"tab.{tab.name}")) for label, tab in shown}
        return together(frame.words(language, page.app.settings.destination), labels, *(tab.words(language) for _, tab in shown))

    def stepped(kept: Kept, mine: bool, topics: list[str], focus: str, event: gr.EventData) -> Updates:
        named = parsed(str(getattr(event, "search", "")))
        there, session = _there(page, shown, kept, named), named.get("session", "")
        if session == kept.get("session", ""):
            return there
        return together(there, page.guard(kept, lambda: practise.shown({**kept, "session": session}, mine, topics, focus)))

    def opened(kept: Kept, request: gr.Request) -> Updates:
        language = page.asked_language(kept, request)
        session = request.query_params.get("session") or practise.unfinished(kept.get("session", ""))
        kept = {"session": session, "language": language}
        there = _there(page, shown, kept, named) if "tab" in (named := dict(request.query_params)) else {}
        return together({frame.kept: kept}, words(language), page.guard(kept, lambda: practise.shown(kept)), there)

    def speak(kept: Kept, language: Language, *looking: Any) -> Updates:
        kept, values = {**kept, "language": language}, iter(looking)
        practise.speak(kept)
        anew = [tab.shown(kept, *(next(values) for _ in tab.looking())) for _, tab in shown]
        return together({frame.kept: kept}, words(language), *anew)

    blocks.load(opened, [frame.kept], whole, **QUIET)
    # a step that comes before the last is shown must not be dropped: the address stands there already
    steps.click(stepped, [frame.kept, *practise.setup.scope()], whole, trigger_mode="always_last", **QUIET)
    frame.language.input(speak, [frame.kept, frame.language, *(part for _, tab in shown for part in tab.looking())], whole, **QUIET)
    for label, tab in shown:
        tab.wire()
        if tab is not practise:
            label.select(tab.shown, [frame.kept, *tab.looking()], tab.all(), **QUIET)
    for event in blocks.fns.values():
        event.fn = event.fn and unbroken(event.fn)


def _there(page: Page, shown: Sequence[tuple[gr.Tab, Tab]], kept: Kept, named: Address) -> Updates:
    """Return the tab that an address names, with what it names in it; of the first one, practising, place.py's marker knows."""
    asked = next((tab for _, tab in shown if tab.name == named.get("tab")), shown[0][1])
    if isinstance(asked, Placed):
        return asked.at(kept, named)
    anew = {} if asked is shown[0][1] else asked.shown(kept, *(part.value for part in asked.looking()))
    return {page.frame.tabs: gr.update(selected=asked.name), **anew}


def _head() -> tuple[gr.HTML, gr.Radio]:
    with gr.Row(elem_id="top"):
        brand = gr.HTML(elem_id="brand")
        language = gr.Radio(
            [("中文", "zh"), ("English", "en")],
            value="zh",
            label="语言 / Language",
            container=False,
            elem_id="language",
            elem_classes=["chips"],
            scale=0,
        )
    return brand, language
