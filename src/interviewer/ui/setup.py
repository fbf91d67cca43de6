"""The set-up of a session: what to practise, how, and how long; folded away once it has begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import gradio as gr

from interviewer import questions
from interviewer.i18n import say
from interviewer.interview import State
from interviewer.questions import Offer
from interviewer.schema import Language, Plan
from interviewer.ui.frame import Components, Updates

FOCUSES = ("all", "due", "weak", "new", "surprise")
_AFTER = ("due", "weak")
"""There is nothing of the kind before anything was asked."""
MODES = ("practice", "simulation")
LEVELS = ("", "easy", "medium", "hard")
LENGTHS = ("q3", "q5", "q8", "q12", "q20", "m15", "m30", "m60")
"""How long a session is: q8 is 8 questions, m30 half an hour."""
_USUAL = "q8"
_FIRST_TOPICS = 12
"""About as many fit into the rows that are shown at first."""
_MOST_IN_TIME = 40
"""Questions that a session by time may ask at most; the time is over before."""


class Scope(NamedTuple):
    """What was chosen of that which depends on what there is; what is no longer there is chosen no more."""

    mine: bool = False
    topics: Sequence[str] = ()
    focus: str = "all"


@dataclass(frozen=True)
class Setup(Components):
    box: gr.Column
    title: gr.Markdown
    resume: gr.Button
    query: gr.Textbox
    start: gr.Button
    focus: gr.Radio
    topics: gr.CheckboxGroup
    all_topics: gr.Button
    mine: gr.Checkbox
    mode: gr.Radio
    length: gr.Radio
    brief_fold: gr.Accordion
    brief: gr.Textbox
    brief_file: gr.UploadButton
    more: gr.Accordion
    difficulty: gr.Dropdown
    company: gr.Dropdown
    voice: gr.Dropdown
    notes: gr.Button

    def scope(self) -> list[Any]:
        """Return what a `Scope` is made from, in its order."""
        return [self.mine, self.topics, self.focus]

    def chosen(self) -> list[Any]:
        """Return what `plan` is made from, in its order."""
        return [
            *(self.query, self.focus, self.topics, self.mine, self.mode, self.length),
            *(self.brief, self.difficulty, self.company, self.voice),
        ]

    def words(self, language: Language) -> Updates:
        """Return the labels in one language."""

        def named(family: str, names: Sequence[str]) -> list[tuple[str, str]]:
            return [(say(language, f"{family}.{name}"), name) for name in names]

        return {
            self.title: f"## {say(language, 'page.setup_title')}\n{say(language, 'page.setup_lead')}",
            self.query: gr.update(label=say(language, "page.query"), placeholder=say(language, "page.query_example")),
            self.start: gr.update(value=say(language, "page.start")),
            self.focus: gr.update(label=say(language, "page.focus"), choices=named("focus", FOCUSES)),
            self.topics: gr.update(label=say(language, "page.topics")),
            self.mode: gr.update(label=say(language, "page.mode"), choices=named("mode", MODES)),
            self.length: gr.update(label=say(language, "page.length"), choices=[(_length(name, language), name) for name in LENGTHS]),
            self.brief_fold: gr.update(label=say(language, "page.brief")),
            self.brief: gr.update(label=say(language, "page.brief"), placeholder=say(language, "page.brief_example")),
            self.brief_file: gr.update(label=say(language, "page.brief_file")),
            self.more: gr.update(label=say(language, "page.more")),
            self.difficulty: gr.update(label=say(language, "page.difficulty"), choices=named("difficulty", LEVELS)),
            self.company: gr.update(label=say(language, "page.company")),
            self.voice: gr.update(label=say(language, "page.voice"), choices=named("voice", ("page", "notes"))),
            self.notes: gr.update(value=say(language, "page.notes")),
        }

    def offered(self, offer: Offer, scope: Scope | None, waiting: State | None, language: Language) -> Updates:
        """Return what can be chosen, with counts: focus, topics, the person's own notes, companies; and the session that waits."""
        mine = scope is not None and scope.mine and offer.own > 0
        return {
            **self.among(offer, scope, language),
            self.mine: gr.update(
                visible=offer.own > 0, label=say(language, "page.mine", count=offer.own), **_value(mine, scope.mine if scope else None)
            ),
            self.company: gr.update(
                visible=bool(offer.companies),
                choices=[(say(language, "page.any_company"), ""), *((name, name) for name in offer.companies)],
            ),
            self.resume: gr.update(visible=waiting is not None, value=_waiting(waiting, language)),
        }

    def among(self, offer: Offer, scope: Scope | None, language: Language) -> Updates:
        """Return the focus and the topics, each with how many questions it is; of what was chosen, that which is still offered.

        Without a scope nothing is chosen. What stays as it was is not sent: a click that was made meanwhile would be taken back.
        """
        chosen = scope or Scope()
        counts = {"due": offer.due, "weak": offer.weak, "new": offer.new}
        focuses = [name for name in FOCUSES if offer.begun or name not in _AFTER]
        topics = [name for name, _ in offer.topics]
        return {
            self.focus: gr.update(
                choices=[(_counted(say(language, f"focus.{name}"), counts.get(name)), name) for name in focuses],
                **_value(chosen.focus if chosen.focus in focuses else "all", scope.focus if scope else None),
            ),
            self.topics: gr.update(
                choices=[(_counted(name, count), name) for name, count in offer.topics],
                **_value([name for name in chosen.topics if name in topics], list(scope.topics) if scope else None),
            ),
            self.all_topics: gr.update(visible=len(topics) > _FIRST_TOPICS, value=say(language, "page.all_topics", count=len(topics))),
        }


def plan(language: Language, *chosen: Any) -> Plan:
    """Return the plan of what was chosen, in the order of `Setup.chosen`; `language` is the page's."""
    query, focus, topics, mine, mode, length, brief, difficulty, company, voice = chosen
    query, brief = questions.named((query or "").strip(), (brief or "").strip())
    kind, number = (length or _USUAL)[0], int((length or _USUAL)[1:])
    return Plan.model_validate(
        {
            "query": query,
            "focus": focus or "all",
            "topics": tuple(topics or ()),
            "mine": bool(mine),
            "mode": mode or "practice",
            "length": number if kind == "q" else _MOST_IN_TIME,
            "minutes": number if kind == "m" else None,
            "brief": brief,
            "difficulty": difficulty or None,
            "company": company or "",
            "language": "notes" if voice == "notes" else language,
        }
    )


def _value(now: object, before: object) -> dict[str, Any]:
    return {} if now == before else {"value": now}


def _counted(name: str, count: int | None) -> str:
    return name if count is None else f"{name} · {count}"


def _length(name: str, language: Language) -> str:
    return say(language, "page.questions" if name[0] == "q" else "page.minutes", count=name[1:])


def _waiting(state: State | None, language: Language) -> str:
    if state is None:
        return ""
    question = state.turns[-1].question if state.turns else ""
    short = question if len(question) <= 60 else f"{question[:60]}…"
    return say(language, "page.resume", done=state.asked, total=state.total, question=short)


def layout() -> Setup:
    """Lay the set-up out."""
    with gr.Column(elem_id="setup", visible=False) as box:
        title = gr.Markdown(elem_id="setup-title")
        resume = gr.Button(visible=False, elem_id="resume")
        with gr.Row(elem_id="search", equal_height=True):
            query = gr.Textbox(elem_id="query", lines=1, max_lines=3, show_label=False, container=False, scale=1)
            start = gr.Button(variant="primary", elem_id="start", scale=0)
        mine = gr.Checkbox(label="·", elem_id="mine", visible=False, container=False)
        focus = gr.Radio([], value="all", elem_id="focus", elem_classes=["chips"], show_label=False, container=False)
        topics = gr.CheckboxGroup([], elem_id="topics", elem_classes=["chips"], container=False)
        all_topics = gr.Button(visible=False, size="sm", elem_id="all-topics")
        with gr.Row(elem_id="how", equal_height=False):
            mode = gr.Radio([], value="practice", elem_id="mode", elem_classes=["chips"], container=False)
            length = gr.Radio([], value=_USUAL, elem_id="length", elem_classes=["chips"], container=False)
        with gr.Accordion("·", open=False, elem_id="brief-fold") as brief_fold:
            brief = gr.Textbox(elem_id="brief", lines=5, max_lines=12, show_label=False, container=False)
            brief_file = gr.UploadButton("·", size="sm", elem_id="brief-file")
        with gr.Accordion("·", open=False, elem_id="more") as more, gr.Row():
            difficulty = gr.Dropdown([""], value="", elem_id="difficulty", filterable=False)
            company = gr.Dropdown([""], value="", visible=False, elem_id="company", filterable=True)
            voice = gr.Dropdown(["page"], value="page", elem_id="voice", filterable=False)
        notes = gr.Button(variant="secondary", size="sm", elem_id="notes")
    how = {"mode": mode, "length": length, "difficulty": difficulty, "company": company, "voice": voice, "more": more}
    brought = {"brief_fold": brief_fold, "brief": brief, "brief_file": brief_file, "notes": notes, "mine": mine}
    return Setup(
        box=box, title=title, resume=resume, query=query, start=start, focus=focus, topics=topics, all_topics=all_topics, **how, **brought
    )
