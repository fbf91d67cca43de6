"""The components of the page by name, and what each shows at one moment of a session."""

from __future__ import annotations

from dataclasses import dataclass, fields
from html import escape
from typing import Any

import gradio as gr

from interviewer.i18n import say
from interviewer.interview import Message, State, transcript
from interviewer.report import build, markdown
from interviewer.schema import Language, Trust
from interviewer.ui.card import card, references, steps
from interviewer.ui.texts import links_for_images, math

Updates = dict[Any, Any]


def together(*updates: Updates) -> Updates:
    """Return several updates as one: of a component that is in more than one, all properties, the later winning."""
    merged: Updates = {}
    for some in updates:
        for part, value in some.items():
            before = merged.get(part)
            merged[part] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
    return merged


@dataclass(frozen=True)
class Parts:
    kept: gr.BrowserState
    tabs: gr.Tabs
    practise: gr.Tab
    library: gr.Tab
    brand: gr.HTML
    language: gr.Radio
    setup: gr.Column
    setup_title: gr.Markdown
    topics: gr.CheckboxGroup
    mine: gr.Checkbox
    query: gr.Textbox
    difficulty: gr.Dropdown
    length: gr.Slider
    start: gr.Button
    resume: gr.Button
    notes: gr.Button
    conversation: gr.Column
    steps: gr.HTML
    question: gr.Markdown
    chat: gr.Chatbot
    answer: gr.Textbox
    send: gr.Button
    onward: gr.Button
    again: gr.Button
    offline: gr.Button
    hint: gr.Button
    skip: gr.Button
    end: gr.Button
    card: gr.Markdown
    folded: gr.Accordion
    references: gr.Markdown
    report: gr.Column
    report_text: gr.Markdown
    as_markdown: gr.DownloadButton
    as_html: gr.DownloadButton
    as_json: gr.DownloadButton
    new: gr.Button

    def all(self) -> list[Any]:
        return [getattr(self, field.name) for field in fields(self)]

    # ------------------------------------------------------------ words

    def words(self, language: Language, destination: str | None) -> Updates:
        """Return the labels of everything in one language."""
        where = say(language, "where.host", host=destination) if destination else say(language, "where.here")
        levels = [(say(language, f"difficulty.{level}"), level) for level in ("", "easy", "medium", "hard")]
        labelled = {
            name: gr.update(value=say(language, f"page.{name}"))
            for name in ("start", "resume", "notes", "send", "onward", "again", "offline", "hint", "skip", "end", "new")
        }
        return {
            **{getattr(self, name): update for name, update in labelled.items()},
            self.brand: _brand(language, where, local=destination is None),
            self.language: gr.update(value=language),
            self.setup_title: f"## {say(language, 'page.setup_title')}\n{say(language, 'page.setup_lead')}",
            self.topics: gr.update(label=say(language, "page.topics")),
            self.query: gr.update(label=say(language, "page.query"), placeholder=say(language, "page.query_example")),
            self.difficulty: gr.update(label=say(language, "page.difficulty"), choices=levels, value=""),
            self.length: gr.update(label=say(language, "page.length")),
            self.practise: gr.update(label=say(language, "tab.practise")),
            self.library: gr.update(label=say(language, "tab.library")),
            self.answer: gr.update(label=say(language, "page.answer"), placeholder=say(language, "page.answer_example")),
            self.folded: gr.update(label=say(language, "report.reference")),
            self.as_markdown: gr.update(label=say(language, "page.download", form="Markdown")),
            self.as_html: gr.update(label=say(language, "page.download", form="HTML")),
            self.as_json: gr.update(label=say(language, "page.download", form="JSON")),
        }

    # ------------------------------------------------------------ moments

    def at_setup(self, topics: list[tuple[str, int]], own: int, can_resume: bool, language: Language) -> Updates:
        """Return the set-up, folded out."""
        return {
            **self.offered(topics, own, language),
            self.setup: gr.update(visible=True),
            self.conversation: gr.update(visible=False),
            self.report: gr.update(visible=False),
            self.resume: gr.update(visible=can_resume),
        }

    def offered(self, topics: list[tuple[str, int]], own: int, language: Language) -> Updates:
        """Return the topics with their counts, and what the person's own notes add."""
        choices = [(f"{name} · {count}", name) for name, count in topics]
        return {
            self.topics: gr.update(choices=choices),
            self.mine: gr.update(visible=own > 0, label=say(language, "page.mine", count=own)),
        }

    def at(self, state: State, language: Language, trust: Trust | None = None) -> Updates:
        """Return what the page shows at this moment of a session; `trust` is that of the last grade."""
        return self._at_report(state, language) if state.phase == "over" else self._at_question(state, language, trust)

    def _at_question(self, state: State, language: Language, trust: Trust | None) -> Updates:
        turn = state.turns[-1] if state.turns else None
        grade = state.grade if state.shows_feedback else None
        asking, graded = state.phase == "asking", grade is not None
        unscored = turn is not None and turn.grade is not None and turn.grade.score is None and state.phase == "between"
        by_llm = unscored and turn is not None and turn.grade is not None and turn.grade.grader.name == "llm"
        return {
            self.setup: gr.update(visible=False),
            self.conversation: gr.update(visible=True),
            self.report: gr.update(visible=False),
            self.steps: steps(state.asked, state.total, language),
            self.question: f"### {math(turn.question)}" if turn else "",
            self.chat: [_bubble(message) for message in transcript(state)] + _working(state, language),
            self.answer: gr.update(visible=asking, interactive=asking),
            self.send: gr.update(visible=asking),
            self.hint: gr.update(visible=asking),
            self.skip: gr.update(visible=asking),
            self.onward: gr.update(
                visible=state.phase == "between", value=say(language, "page.onward" if state.asked < state.total else "page.finish")
            ),
            self.again: gr.update(visible=unscored),
            self.offline: gr.update(visible=by_llm),
            self.end: gr.update(visible=state.phase != "grading"),
            self.card: card(turn.model_copy(update={"grade": grade}), language, trust)
            if turn and grade
            else f'<p class="empty">{escape(say(language, "card.empty"))}</p>',
            self.folded: gr.update(visible=graded),
            self.references: references(turn.item, language) if turn and graded else "",
        }

    def _at_report(self, state: State, language: Language) -> Updates:
        return {
            self.setup: gr.update(visible=False),
            self.conversation: gr.update(visible=False),
            self.report: gr.update(visible=True),
            self.report_text: math(links_for_images(markdown(build(state.session, state.turns), language))),
        }


def _brand(language: Language, where: str, local: bool) -> str:
    mark = "●" if local else "↗"
    return (
        f'<div class="brand"><h1>Interviewer</h1><span class="where {"local" if local else "remote"}">'
        f'<span aria-hidden="true">{mark}</span> {escape(where)}</span><span class="lead">{escape(say(language, "page.lead"))}</span></div>'
    )


def _bubble(message: Message) -> dict[str, str]:
    role = "assistant" if message.speaker == "interviewer" else "user"
    words = "\n\n".join(filter(None, (message.text, message.rest)))
    text = words if message.speaker == "candidate" else math(words)
    return {"role": role, "content": text}


def _working(state: State, language: Language) -> list[dict[str, str]]:
    """Say what is being done while an answer is read."""
    if state.phase != "grading":
        return []
    count = len(state.turns[-1].item.key_points)
    return [{"role": "assistant", "content": f"*{say(language, 'page.working', count=count)}*"}]
