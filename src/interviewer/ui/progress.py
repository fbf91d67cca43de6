"""The tab of progress: what a month of practice adds up to, in plots, and everything that was practised, to be looked at again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any, Literal

import gradio as gr

from interviewer.errors import InputError
from interviewer.i18n import say
from interviewer.progress import Progress, Step, next_step
from interviewer.progress.words import (
    calibration_words,
    due_words,
    forecast_how,
    forecast_words,
    habit_words,
    known_words,
    trend_words,
    vague,
)
from interviewer.report import build
from interviewer.schema import BANK, ME, Language, Plan
from interviewer.ui import history, plots
from interviewer.ui.frame import QUIET, TO_TOP, Components, Kept, Page, Updates, spoken
from interviewer.ui.practise import Practise
from interviewer.ui.texts import DELIMITERS, enclosed

LISTS = ("sessions", "items")
_CLICKS = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.name === "item") return;
  if (button.dataset.replay || button.dataset.compare) {
    element.querySelectorAll("[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    button.setAttribute("aria-current", "true");
  }
  const day = button.closest("form")?.querySelector("input")?.value ?? "";
  trigger("click", { ...button.dataset, day });
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  event.target.querySelector("button")?.click();
});
"""
"""Sends on what a button is for, and the day that stands beside it."""
_DAY = """
watch("value", () => {
  const day = element.querySelector(".day-form input");
  if (day) day.value = day.defaultValue; // what was typed outlives a change of the page's HTML
});
"""
MOST_DUE = 20
"""Questions of one session of what is due; what is left comes in the next one."""
_A_SESSION = 8
"""Questions of a session of anything else, where there are as many."""
_WEEKS = 3
"""From which the trend is drawn by week at first."""


@dataclass(frozen=True)
class View:
    """What one open page looks at."""

    shown: Literal["sessions", "items"] = "sessions"
    page: int = 0
    key: str = ""
    """Of the session, or of the item, that is looked at; empty for none."""


@dataclass(frozen=True)
class Looks(Components):
    view: gr.State
    overview: gr.HTML
    box: gr.Row
    shown: gr.Radio
    rows: gr.HTML
    head: gr.HTML
    replay: gr.Markdown

    def words(self, language: Language) -> Updates:
        """Return the labels in one language."""
        choices = [(say(language, f"progress_tab.{name}"), name) for name in LISTS]
        return {self.shown: gr.update(label=say(language, "progress_tab.before"), choices=choices)}


def layout() -> Looks:
    """Lay the tab out."""
    with gr.Column(elem_id="progress"):
        overview = gr.HTML(elem_id="overview", js_on_load=_CLICKS + _DAY, apply_default_css=False)
        with gr.Row(elem_id="past", elem_classes=["shelf"], equal_height=False, visible=False) as box:
            with gr.Column(scale=2, min_width=300, elem_classes=["documents"]):
                shown = gr.Radio([], value="sessions", elem_id="past-shown", elem_classes=["chips"], container=False)
                rows = gr.HTML(elem_id="past-rows", js_on_load=_CLICKS, apply_default_css=False)
            with gr.Column(scale=3, min_width=320, elem_classes=["document"]):
                head = gr.HTML(elem_id="past-head", js_on_load=_CLICKS + TO_TOP, apply_default_css=False)
                replay = gr.Markdown(elem_id="past-replay", latex_delimiters=DELIMITERS)
    return Looks(gr.State(View()), overview, box, shown, rows, head, replay)


class ProgressTab:
    """What happens when a person looks at their progress; sessions open where they are practised."""

    name = "progress"

    def __init__(self, page: Page, practise: Practise) -> None:
        """Lay the tab out, inside a `gr.Tab`."""
        self._page, self._app, self._practise, self._looks = page, page.app, practise, layout()

    def all(self) -> list[Any]:
        return [*self._looks.all(), self._page.frame.kept]

    def words(self, language: Language) -> Updates:
        return self._looks.words(language)

    def looking(self) -> list[Any]:
        return [self._looks.view]

    def shown(self, kept: Kept, view: View) -> Updates:
        return self._page.guard(kept, lambda: {**self._overview(spoken(kept)), **self._past(view, spoken(kept))})

    def wire(self) -> None:
        looks, frame = self._looks, self._page.frame
        looking = [frame.kept, looks.view]
        here = {"outputs": self.all(), **QUIET}
        away = {"trigger_mode": "always_last", "outputs": list(dict.fromkeys([*self.all(), *self._practise.all(), frame.tabs])), **QUIET}
        looks.overview.click(self.act, looking, **away)
        looks.head.click(self.look, looking, **away)
        looks.rows.click(self.look, looking, **away)
        looks.shown.input(self.choose, [*looking, looks.shown], **here)

    # ------------------------------------------------------------ what is shown

    def _overview(self, language: Language) -> Updates:
        made = self._app.progress(ME, language=language)
        asked = made.questions or self._app.sessions(ME)
        html = overview(made, self._app.interview_on(ME), language, self._next(made, language)) if made.questions else empty(language)
        return {self._looks.overview: html, self._looks.box: gr.update(visible=bool(asked))}

    def _next(self, made: Progress, language: Language) -> Step:
        topics = {topic for topic, _ in self._app.store.topics([BANK, ME], main=True)}
        fresh, own = (0, False) if made.due and made.due[0] else self._never_asked(language)
        return next_step(made, topics, fresh, own)

    def _never_asked(self, language: Language) -> tuple[int, bool]:
        """Return how many questions were never asked, as a session counts them, and whether they are the person's own: those come first."""
        found = ((self._app.offer(ME, language, mine=own).new, own) for own in (True, False))
        return next((one for one in found if one[0]), (0, False))

    def _past(self, view: View, language: Language) -> Updates:
        lister: Callable[[View, Language], str] = self._sessions if view.shown == "sessions" else self._items
        opened = self._replay if view.shown == "sessions" else self._compared
        head, body = opened(view.key, language) if view.key else ("", "")
        note = f'<p class="none">{escape(say(language, f"progress_tab.choose_{view.shown}"))}</p>'
        return {
            self._looks.view: view,
            self._looks.shown: gr.update(value=view.shown),
            self._looks.rows: lister(view, language),
            self._looks.head: head or note,
            self._looks.replay: body,
        }

    def _sessions(self, view: View, language: Language) -> str:
        sessions = self._app.sessions(ME)
        page = sessions[view.page * history.ROWS : (view.page + 1) * history.ROWS]
        made = [build(session, self._app.store.turns(session.id)) for session in page]
        return history.session_rows(made, view.page, len(sessions), view.key, language)

    def _items(self, view: View, language: Language) -> str:
        return history.item_rows(self._app.progress(ME, language=language).items, view.page, view.key, language)

    def _replay(self, key: str, language: Language) -> tuple[str, str]:
        session = next((one for one in self._app.sessions(ME) if one.id == key), None)
        if session is None:
            return "", ""
        made = build(session, self._app.store.turns(key))
        other = {one.item_id: history.tries(self._app.store.turns_of_item(ME, one.item_id)) for one in made.asked}
        nothing = f'<p class="none">{escape(say(language, "report.nothing_asked"))}</p>'
        return history.replay_head(made, language), history.replay(made, other, language) or nothing

    def _compared(self, key: str, language: Language) -> tuple[str, str]:
        turns = self._app.store.turns_of_item(ME, key)
        goes = history.tries(turns)
        if not goes:
            return "", ""
        return history.compare_head(turns[-1].item, goes, language), enclosed(history.comparison(goes, language))

    # ------------------------------------------------------------ what a person does

    def choose(self, kept: Kept, view: View, shown: Literal["sessions", "items"]) -> Updates:
        return self._page.guard(kept, lambda: self._past(View(shown=shown), spoken(kept)))

    def look(self, kept: Kept, view: View, event: gr.EventData) -> Updates:
        """Open, close or turn a page of what was practised before, or go on to it where it is practised."""
        told = {name: getattr(event, name) for name in ("replay", "compare", "page", "session") if hasattr(event, name)}
        return self._page.guard(kept, lambda: self._looked(kept, view, told))

    def _looked(self, kept: Kept, view: View, told: dict[str, Any]) -> Updates:
        if "session" in told:
            return self._opened(kept, str(told["session"]))
        if "page" in told:
            page = int(told["page"]) if str(told["page"]).isdecimal() else 0
            return self._past(replace(view, page=page), spoken(kept))
        key = str(told.get("replay") or told.get("compare") or "")
        seen = self._past(replace(view, key=key), spoken(kept))
        if key:  # drawn anew, the list would lose its place and focus
            seen.pop(self._looks.rows)
        return seen

    def act(self, kept: Kept, view: View, event: gr.EventData) -> Updates:
        """Do what a button among the plots asks for."""
        told = {name: getattr(event, name) for name in ("practise", "topic", "prepare", "forget", "day") if hasattr(event, name)}
        return self._page.guard(kept, lambda: self._acted(kept, told))

    def _acted(self, kept: Kept, told: dict[str, Any]) -> Updates:
        language = spoken(kept)
        if (plan := self._plan(told, language)) is not None:
            return self._opened(kept, self._app.start(plan, ME))
        if "practise" in told:
            return {self._page.frame.tabs: gr.update(selected="practise")}
        if "prepare" in told or "forget" in told:
            self._app.prepare_for(ME, None if "forget" in told else _day(str(told.get("day") or "")))
            return self._overview(language)
        return {self._looks.view: gr.skip()}

    def _plan(self, told: dict[str, Any], language: Language) -> Plan | None:
        """Return what a button starts at once; None for the one that leads to where a person chooses."""
        what, own = told.get("practise"), dict(self._app.store.topics([ME], main=True))
        if what == "due":  # as many as are due, so that none is added
            due = self._app.progress(ME).due[0]
            return Plan(focus="due", language=language, length=min(max(due, 1), MOST_DUE), minutes=None)
        if what == "topic":
            topic = str(told.get("topic") or "")
            held = own.get(topic, _A_SESSION)
            return Plan(topics=(topic,), mine=topic in own, language=language, length=min(held, _A_SESSION), minutes=None)
        if what == "new":
            fresh, mine = self._never_asked(language)
            return Plan(focus="new", mine=mine, language=language, length=min(max(fresh, 1), _A_SESSION), minutes=None)
        return None

    def _opened(self, kept: Kept, session: str) -> Updates:
        return {**self._practise.shown({**kept, "session": session}), self._page.frame.tabs: gr.update(selected="practise")}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError("this is no day", where=text, way_out="Choose one in the calendar.", key="no_day") from None


# ---------------------------------------------------------------- the plots, put together


def overview(made: Progress, on: date | None, language: Language, step: Step | None = None) -> str:
    """Return what practice adds up to: the next step, three figures at a glance, and the plots in two columns, each as tall as it needs."""
    today, step = made.at.date(), step or Step()
    known = known_words(made.known, language, made.skipped, made.unscored)
    parts = [
        _next(step, language),
        _glance(made, language),
        '<div class="plots"><div>',
        plots.figure(plots.mastery(made.topics, language), known, language, _topic_button(step, language) if step.kind != "topic" else ""),
        plots.figure(plots.due(made.due, today, language), due_words(made.due, language), language),
        _calibration(made, language),
        "</div><div>",
        _trend(made, today, language),
        _interview(made, on, today, language),
        plots.figure(plots.calendar(made.habit.days, today, language), habit_words(made.habit, language), language),
        "</div></div>",
    ]
    return "".join(parts)


def _next(step: Step, language: Language) -> str:
    """Return the one line that opens the page: what to do next, with the button that does it."""
    most = MOST_DUE if step.kind == "due" else _A_SESSION
    many = ".many" if step.count > most else ""
    shown: dict[str, object] = {"count": step.count, "most": most}
    if step.kind == "topic" and step.weakest:
        shown |= {"topic": step.weakest.topic, "share": plots.percent(step.weakest.known.mean, language)}
        button = _topic_button(step, language, "go")
    else:
        data = step.kind if step.kind != "any" else "1"
        button = f'<button type="button" class="go" data-practise="{data}">{_say(language, f"progress_tab.next.{step.kind}.go{many}", **shown)}</button>'
    told = _say(language, f"progress_tab.next.{step.kind}{_of(step) or many}", **shown)
    return f'<section class="next"><p><b>{_say(language, "progress_tab.next")}</b><span>{told}</span></p>{button}</section>'


def _of(step: Step) -> str:
    return "" if step.kind != "new" else ".own" if step.own else ".bank"


def _topic_button(step: Step, language: Language, kind: str = "weakest") -> str:
    """Return the button that practises the least known topic; nothing where too little is known to say which that is."""
    if step.weakest is None:
        return ""
    topic = step.weakest.topic
    words = _say(language, "progress_tab.next.topic.go", topic=plots.cut(topic))
    return f'<button type="button" class="{kind}" data-practise="topic" data-topic="{escape(topic)}">{words}</button>'


def empty(language: Language) -> str:
    """Return what will stand here after the first session."""
    shown = "".join(
        f'<li class="ghost {name}"><b>{_say(language, f"plot.{name}")}</b><span>{_say(language, f"plot.{name}.will")}</span></li>'
        for name in ("mastery", "trend", "due", "forecast", "calibration", "calendar")
    )
    return (
        f'<section class="nothing-yet"><h2>{_say(language, "progress_tab.empty")}</h2><p>{_say(language, "progress_tab.empty_lead")}</p>'
        f'<button type="button" class="go" data-practise="1">{_say(language, "progress_tab.begin")}</button><ul>{shown}</ul></section>'
    )


def _glance(made: Progress, language: Language) -> str:
    due = made.due[0] if made.due else 0
    known, streak = made.known, made.habit.streak or made.habit.longest
    between = f"{100 * known.low:.0f}–{plots.percent(known.high, language)}"
    mean = between if vague(known) else plots.percent(known.mean, language)
    words = ("progress_tab.streak" if made.habit.streak else "progress_tab.longest") + (".one" if streak == 1 else "")
    counted = {"answered": known.answers - made.skipped, "skipped": made.skipped}
    asked = _say(language, "progress_tab.asked" if made.skipped else "progress_tab.asked_all", **counted)
    return (
        f'<div class="glance"><p><strong>{mean}</strong><span>{_say(language, "progress_tab.known")}</span><small>{asked}</small></p>'
        f"<p><strong>{streak}</strong><span>{_say(language, words)}</span></p>"
        f'<p class="due"><strong>{due}</strong><span>{_say(language, "progress_tab.due")}</span></p></div>'
    )


def _trend(made: Progress, today: date, language: Language) -> str:
    """Return the trend by day and by week, of which one is shown; which, is chosen without asking the program."""
    first = "week" if len(made.by_week) >= _WEEKS else "day"
    choices = "".join(
        f'<label><input type="radio" name="trend-by" value="{by}"{" checked" if by == first else ""}><span>{_say(language, f"plot.by_{by}")}</span></label>'
        for by in ("day", "week")
    )
    told = trend_words(made.by_week, language)
    by_day, by_week = plots.trend(made.by_day, "day", today, language), plots.trend(made.by_week, "week", today, language)
    shown = f'<div class="by-day">{plots.figure(by_day, told, language)}</div><div class="by-week">{plots.figure(by_week, told, language)}</div>'
    return f'<div class="either"><fieldset><legend class="unseen">{_say(language, "plot.trend")}</legend>{choices}</fieldset>{shown}</div>'


def _calibration(made: Progress, language: Language) -> str:
    found = made.calibration
    if not any(level.known.answers for level in found.levels):
        return _waiting("calibration", calibration_words(found, language), language)
    doubted = [one for one in found.sure_but_wrong if not one.mended][:4]
    wrong = "".join(
        f'<li><button type="button" name="item" value="{escape(one.item_id)}">{escape(plots.cut(" ".join(one.question.split()), 80))}</button></li>'
        for one in doubted
    )
    head = "report.sure" if all(one.judged for one in doubted) else "report.sure_local"
    more = f'<div class="sure"><b>{_say(language, head)}</b><ul>{wrong}</ul></div>' if wrong else ""
    return plots.figure(plots.calibration(found, language), calibration_words(found, language), language, more)


def _interview(made: Progress, on: date | None, today: date, language: Language) -> str:
    """Return the forecast for the day of the interview with the means to set it, or what setting it would give."""
    found = made.forecast
    value = on.isoformat() if on else ""
    forget = f'<button type="button" data-forget="1">{_say(language, "progress_tab.forget_day")}</button>' if on else ""
    form = (
        f'<form class="day-form"><label><span>{_say(language, "progress_tab.day")}</span><input type="date" min="{today.isoformat()}" value="{value}"></label>'
        f'<button type="button" data-prepare="1">{_say(language, "progress_tab.set_day")}</button>{forget}</form>'
    )
    if found is None:
        return _waiting("forecast", say(language, "progress_tab.day_over" if on else "progress_tab.no_day"), language, form)
    if not found.held or not found.days:
        return _waiting("forecast", forecast_words(found, language), language, form)
    how = "".join(f"<p>{escape(line)}</p>" for line in forecast_how(found, made.checked, language))
    fold = f'<details class="how"><summary>{_say(language, "plot.how")}</summary>{how}</details>'
    return plots.figure(plots.forecast(found, language), forecast_words(found, language), language, form + fold)


def _waiting(name: str, told: str, language: Language, more: str = "") -> str:
    return f'<figure class="plot {name} waiting"><figcaption>{_say(language, f"plot.{name}")}</figcaption><p class="means">{escape(told)}</p>{more}</figure>'


def _say(language: Language, key: str, **values: object) -> str:
    return escape(say(language, key, **values))
