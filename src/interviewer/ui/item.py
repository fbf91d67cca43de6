"""The page of one question: its answers with their places, key points to edit, and everything a person did with it."""

from __future__ import annotations

import json
import math as numbers
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import gradio as gr

from interviewer.errors import InputError
from interviewer.i18n import say
from interviewer.report import place
from interviewer.report.phrases import day
from interviewer.schema import BANK, ME, Item, KeyPoint, Language, Reference
from interviewer.ui import history
from interviewer.ui.address import Address, query
from interviewer.ui.frame import QUIET, Components, Kept, Page, Updates, spoken
from interviewer.ui.practise import Practise
from interviewer.ui.texts import DELIMITERS, enclosed, rendered

MOST_POINTS = 40
_BACK = ("library", "progress", "practise")
LONGEST = 2_000
"""Characters of a key point."""
_DOOR = """
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[name=item]");
  if (!button) return;
  const from = ["library", "progress"].find((name) => button.closest("#" + name)) ?? (button.closest("#item") ? "" : "practise");
  trigger("click", { item: button.value, from });
});
"""
"""Wherever a button names an item, it leads to the page of that item."""
_CLICKS = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && button.name !== "item") trigger("click", { ...button.dataset });
});
"""
_EDITOR = """
const rows = () => [...element.querySelectorAll(".points-edit .point-edit")];
const count = () => {
  const vital = rows().filter((row) => !row.querySelector("[name=bonus]").checked);
  const sum = vital.reduce((all, row) => all + (Number(row.querySelector("[name=weight]").value) || 0), 0);
  const told = element.querySelector(".sum");
  if (told) told.textContent = Math.round(sum) === 100 ? told.dataset.whole : told.dataset.words.replace("{sum}", String(Math.round(sum)));
};
element.addEventListener("input", count);
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.add) {
    const made = element.querySelector("template").content.cloneNode(true);
    element.querySelector(".points-edit").append(made);
    rows().at(-1).querySelector("textarea").focus();
  } else if (button.dataset.drop) {
    const next = button.closest(".point-edit").nextElementSibling ?? button.closest(".point-edit").previousElementSibling;
    button.closest(".point-edit").remove();
    (next?.querySelector("textarea") ?? element.querySelector("[data-add]")).focus();
  } else if (button.dataset.save) {
    const points = rows().map((row) => ({
      text: row.querySelector("[name=text]").value,
      weight: row.querySelector("[name=weight]").value,
      bonus: row.querySelector("[name=bonus]").checked,
    }));
    trigger("click", { points: JSON.stringify(points) });
  } else if (button.dataset.reset) {
    trigger("click", { reset: "1" });
  }
  count();
});
watch("value", () => {
  // what was typed outlives a change of the page's HTML
  element.querySelectorAll("textarea, input").forEach((one) => {
    one.value = one.defaultValue;
    one.checked = one.defaultChecked;
  });
  count();
});
"""
"""Rows come and go in the browser; what is to be kept is sent as a whole, and stays as it is when it can't be kept."""


@dataclass(frozen=True)
class View:
    key: str = ""
    """Of the item that is looked at; empty for none."""
    back: str = "library"
    """The tab from which it was opened."""
    language: str = ""
    """In which the key points were laid out; while it stays, what is typed there stays too."""


@dataclass(frozen=True)
class Parts(Components):
    tab: gr.Tab
    view: gr.State
    head: gr.HTML
    question: gr.Markdown
    practise: gr.Button
    references: gr.Markdown
    points: gr.HTML
    more: gr.Markdown
    past: gr.Markdown

    def words(self, language: Language) -> Updates:
        """Return the labels in one language."""
        return {self.practise: gr.update(value=say(language, "item.practise"))}


def door() -> gr.HTML:
    """Lay out what no one sees, outside the tabs: it hears every click that asks for an item."""
    return gr.HTML(elem_id="door", js_on_load=_DOOR, apply_default_css=False)


def layout(tab: gr.Tab) -> Parts:
    """Lay the tab out."""
    with gr.Column(elem_id="item"):
        head = gr.HTML(elem_id="item-head", js_on_load=_CLICKS, apply_default_css=False)
        question = gr.Markdown(elem_id="item-question", latex_delimiters=DELIMITERS)
        practise = gr.Button(variant="primary", elem_id="item-practise", visible=False)
        with gr.Row(elem_id="item-both", equal_height=False):
            with gr.Column(scale=3, min_width=320):
                references = gr.Markdown(elem_id="item-references", latex_delimiters=DELIMITERS)
                more = gr.Markdown(elem_id="item-more", latex_delimiters=DELIMITERS)
            with gr.Column(scale=2, min_width=300):
                points = gr.HTML(elem_id="item-points", js_on_load=_EDITOR, apply_default_css=False)
        past = gr.Markdown(elem_id="item-past", latex_delimiters=DELIMITERS)
    return Parts(tab, gr.State(View()), head, question, practise, references, points, more, past)


class ItemTab:
    """Opens an item from wherever it stands, keeps a person's key points for it, and starts a session with it."""

    name = "item"

    def __init__(self, page: Page, practise: Practise, asked: gr.HTML, tab: gr.Tab) -> None:
        """Lay the tab out, inside `tab`, which is hidden until an item is opened; `asked` is the `door`."""
        self._page, self._app, self._practise, self._door, self._parts = page, page.app, practise, asked, layout(tab)

    def all(self) -> list[Any]:
        return [*self._parts.all(), self._page.frame.kept]

    def words(self, language: Language) -> Updates:
        return self._parts.words(language)

    def looking(self) -> list[Any]:
        return [self._parts.view]

    def shown(self, kept: Kept, view: View) -> Updates:
        if not view.key:
            return {self._parts.practise: gr.skip()}
        found = self._page.guard(kept, lambda: self._item(self._app.item(view.key, ME), view, spoken(kept)))
        if view.language == spoken(kept):
            found.pop(self._parts.points, None)
        return found

    def wire(self) -> None:
        parts, frame = self._parts, self._page.frame
        looking = [frame.kept, parts.view]
        here = {"outputs": [*self.all(), frame.tabs], **QUIET}
        away = {"outputs": list(dict.fromkeys([*self._practise.all(), frame.tabs])), **QUIET}
        self._door.click(self.open, looking, trigger_mode="always_last", **here)
        parts.head.click(self.back, looking, **here)
        parts.points.click(self.edit, looking, trigger_mode="always_last", **here)
        parts.practise.click(self.start, looking, **away)

    def at(self, kept: Kept, address: Address) -> Updates:
        return self._opened(kept, View(key=address.get("item", ""), back=address.get("from", "")))

    # ------------------------------------------------------------ what a person does

    def open(self, kept: Kept, view: View, event: gr.EventData) -> Updates:
        """Show the item that a button anywhere names."""
        return self._opened(kept, View(key=str(getattr(event, "item", "")), back=str(getattr(event, "from", "")) or view.back))

    def _opened(self, kept: Kept, asked: View) -> Updates:
        asked = asked if asked.back in _BACK else replace(asked, back="library")

        def opened() -> Updates:
            shown = self._item(self._app.item(asked.key, ME), asked, spoken(kept))
            return {**shown, self._parts.tab: gr.update(visible=True), self._page.frame.tabs: gr.update(selected="item")}

        return self._page.guard(kept, opened)

    def back(self, kept: Kept, view: View) -> Updates:
        return {self._page.frame.tabs: gr.update(selected=view.back)}

    def start(self, kept: Kept, view: View) -> Updates:
        def started() -> Updates:
            session = self._app.start_item(view.key, ME, spoken(kept))
            return {**self._practise.shown({**kept, "session": session}), self._page.frame.tabs: gr.update(selected="practise")}

        return self._page.guard(kept, started)

    def edit(self, kept: Kept, view: View, event: gr.EventData) -> Updates:
        """Keep a person's key points, or go back to those of the notes; what can't be kept stays as it is typed."""

        def edited() -> Updates:
            points = () if hasattr(event, "reset") else read_points(str(getattr(event, "points", "[]")))
            item = self._app.edit_key_points(ME, view.key, points)
            gr.Info(say(spoken(kept), "item.kept" if points else "item.reset_done"), duration=4)
            return {self._parts.points: editor(item, spoken(kept))}

        return self._page.guard(kept, edited)

    # ------------------------------------------------------------ what is shown

    def _item(self, item: Item, view: View, language: Language) -> Updates:
        parts, app = self._parts, self._app
        card = app.store.card(ME, item.id)
        turns = app.store.turns_of_item(ME, item.id)
        twin = app.store.item(item.translation_of, ME) if item.translation_of else None
        return {
            parts.view: replace(view, key=item.id, language=language),
            parts.head: head(item, view.back, day(card.due) if card else "", twin, language),
            parts.question: f"## {_line(item.question)}",
            parts.practise: gr.update(visible=True),
            parts.references: references(item, language),
            parts.points: editor(item, language),
            parts.more: more(item, language),
            parts.past: past(history.tries(turns), language),
        }


def read_points(text: str) -> list[KeyPoint]:
    """Return the key points of the editor, empty rows left out; raises InputError where one is none, or nothing is left."""
    made = [_point(at, row) for at, row in enumerate(json.loads(text), 1) if str(row.get("text", "")).strip()]
    if not made:
        raise InputError("it holds no key point", way_out="Write one, or go back to those of the notes.", key="no_points_left")
    if len(made) > MOST_POINTS:
        raise InputError(f"more than {MOST_POINTS} key points", way_out="Keep those that count.", key="too_many_points", most=MOST_POINTS)
    return made


def _point(number: int, row: dict[str, Any]) -> KeyPoint:
    text = " ".join(str(row.get("text", "")).split())
    try:
        weight = float(row.get("weight") or 0)
    except (TypeError, ValueError):
        weight = numbers.nan
    if not 0 <= weight <= 1000:
        raise InputError(
            "a weight must be a number from 0 to 1000", where=str(number), way_out="30 is 30 %.", key="bad_weight", number=number
        )
    if len(text) > LONGEST:
        raise InputError("a key point is one short sentence", where=str(number), key="long_point", number=number, most=LONGEST)
    return KeyPoint(text=text, weight=weight / 100, bonus=bool(row.get("bonus")))


# ---------------------------------------------------------------- HTML


def head(item: Item, back: str, due: str, twin: Item | None, language: Language) -> str:
    """Return the way back, topics and difficulty, when it comes again, and its twin in the other language."""
    chips = [f'<span class="topic">{escape(topic)}</span>' for topic in item.topics]
    chips += [f"<span>{_say(language, f'difficulty.{item.difficulty}')}</span>"] if item.difficulty else []
    chips += [f"<span>{escape(str(item.metadata[name]))}</span>" for name in ("company", "round") if item.metadata.get(name)]
    chips += [f"<span>{_say(language, 'item.of_bank' if item.owner == BANK else 'item.of_notes')}</span>"]
    chips += [f"<span>{_say(language, 'item.due', date=due)}</span>"] if due else []
    other = (
        f'<button type="button" class="about-item" name="item" value="{escape(twin.id)}">{_say(language, f"item.twin.{twin.language}")}</button>'
        if twin
        else ""
    )
    way = f'<button type="button" class="way-back" data-back="1">← {_say(language, f"tab.{back}")}</button>'
    at = escape(query({"item": item.id, "from": back}))
    return f'<div class="item-head" data-address="{at}">{way}<p class="told">{"".join(chips)}{other}</p></div>'


def references(item: Item, language: Language) -> str:
    """Return the reference answers with their places; the first is open."""
    if not item.references:
        return f'<p class="none">{_say(language, "card.no_reference")}</p>'
    shown = [_reference(one, at == 0) for at, one in enumerate(item.references)]
    written = f'<p class="told">{_say(language, "card.written")}</p>' if item.derived and "written_by" in item.metadata else ""
    return enclosed(f"<h3>{_say(language, 'item.references')}</h3>{''.join(shown)}{written}")


def _reference(one: Reference, is_open: bool) -> str:
    under = f" · {escape(' › '.join(one.heading))}" if one.heading else ""
    return (
        f'<details{" open" if is_open else ""}><summary>{escape(place(one))}<span class="lines">{under}</span></summary>'
        f'<div class="answer">{rendered(one.text)}</div></details>'
    )


def more(item: Item, language: Language) -> str:
    """Return what else the notes say: other wordings, follow-ups, mistakes, what to read on, and who asks without answering."""
    sections = [
        ("wordings", item.wordings),
        ("follow_ups", [one.text for one in item.follow_ups]),
        ("mistakes", item.mistakes),
        ("read_on", item.read_on),
        ("sources", [f"{place(one)} · {_line(one.text)}" for one in item.sources]),
    ]
    return enclosed("".join(_listed(f"item.{name}", texts, language) for name, texts in sections if texts))


def _listed(key: str, texts: Sequence[str], language: Language) -> str:
    return f"<h3>{_say(language, key)}</h3><ul>{''.join(f'<li>{rendered(text)}</li>' for text in texts)}</ul>"


def past(goes: Sequence[history.Try], language: Language) -> str:
    """Return what the person did with the item so far."""
    title = f"<h3>{_say(language, 'item.past')}</h3>"
    if not goes:
        return f'{title}<p class="none">{_say(language, "item.never")}</p>'
    return enclosed(title + history.comparison(goes, language))


def editor(item: Item, language: Language) -> str:
    """Return the key points as rows to edit; nothing is kept before it is asked for."""
    own = item.key_points_from == "person"
    rows = "".join(_row(point, language) for point in item.key_points)
    total = round(100 * sum(point.weight for point in item.key_points if not point.bonus))
    words, whole = say(language, "item.sum", sum="{sum}"), say(language, "item.sum_whole")
    told = "item.points_yours" if own else "item.points_none" if not item.key_points else f"item.points_{item.key_points_from}"
    reset = f'<button type="button" data-reset="1">{_say(language, "item.reset")}</button>' if own else ""
    return (
        f'<section class="points-box"><h3>{_say(language, "item.points")}</h3><p class="told">{_say(language, told)}</p>'
        f'<ul class="points-edit">{rows}</ul><template>{_row(KeyPoint(text="", weight=0.2), language)}</template>'
        f'<p class="sum" data-words="{escape(words)}" data-whole="{escape(whole)}">'
        f"{escape(whole if total == 100 else words.replace('{sum}', str(total)))}</p>"
        f'<p class="ways"><button type="button" data-add="1">+ {_say(language, "item.add")}</button>'
        f'<button type="button" class="go" data-save="1">{_say(language, "item.save")}</button>{reset}</p></section>'
    )


def _row(point: KeyPoint, language: Language) -> str:
    checked = " checked" if point.bonus else ""
    text = point.text.replace("\n", " ")
    lines = max(1, min(6, len(text.encode()) // 60 + 1))
    return (
        f'<li class="point-edit"><textarea name="text" rows="{lines}" aria-label="{_say(language, "item.point")}">{escape(text)}</textarea>'
        f'<div><label><input type="number" name="weight" min="0" max="100" step="1" value="{100 * point.weight:.0f}"><span>% {_say(language, "item.weight")}</span></label>'
        f'<label><input type="checkbox" name="bonus"{checked}><span>{_say(language, "card.bonus")}</span></label>'
        f'<button type="button" data-drop="1" aria-label="{_say(language, "item.drop")}">✕</button></div></li>'
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _say(language: Language, key: str, **values: object) -> str:
    return escape(say(language, key, **values))
