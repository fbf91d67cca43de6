"""The conversation: the pinned question, the chat, the box for an answer, and beside them the score card."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from interviewer.conversation.hints import HINTS
from interviewer.i18n import say
from interviewer.interview import Message, State, transcript
from interviewer.report import points
from interviewer.schema import Language, Trust, Turn, standing, threads
from interviewer.ui.card import card, references, tally
from interviewer.ui.chosen import why_line, widened_line
from interviewer.ui.frame import Components, Updates
from interviewer.ui.texts import DELIMITERS, enclosed, tamed

CONFIDENCES = ("sure", "so_so", "guess")
_BUTTONS = ("send", "yes", "no", "repeat", "skip", "unskip", "end", "again", "offline", "retry")


@dataclass(frozen=True)
class Conversation(Components):
    box: gr.Column
    steps: gr.HTML
    end: gr.Button
    question: gr.Markdown
    chat: gr.Chatbot
    yes: gr.Button
    no: gr.Button
    answer: gr.Textbox
    confidence: gr.Radio
    send: gr.Button
    hint: gr.Button
    repeat: gr.Button
    skip: gr.Button
    unskip: gr.Button
    onward: gr.Button
    retry: gr.Button
    again: gr.Button
    offline: gr.Button
    side: gr.Column
    card: gr.Markdown
    folded: gr.Accordion
    references: gr.Markdown

    def words(self, language: Language) -> Updates:
        """Return the labels in one language."""
        return {
            **{getattr(self, name): gr.update(value=say(language, f"page.{name}")) for name in _BUTTONS},
            self.answer: gr.update(label=say(language, "page.answer"), placeholder=say(language, "page.answer_example")),
            self.confidence: gr.update(
                label=say(language, "page.confidence"), choices=[(say(language, f"confidence.{name}"), name) for name in CONFIDENCES]
            ),
            self.folded: gr.update(label=say(language, "report.reference")),
        }

    def moving(self) -> list[Any]:
        """Return what a step of a session changes; each further output of an event costs the server most of a millisecond."""
        return [self.steps, self.question, self.chat, self.answer, self.confidence, self.hint, self.onward, self.card, self.references]

    def at(self, state: State, language: Language, trust: Trust | None = None) -> Updates:
        """Return what is shown at this moment of a session; `trust` is that of the grade shown."""
        return {
            self.steps: steps(state, language),
            self.question: _question(state, language),
            self.chat: bubbles(state, language),
            self.hint: _hint(state, language),
            self.onward: gr.update(value=say(language, "page.finish" if state.asked >= state.total else "page.onward")),
            **self._card(state, language, trust),
        }

    def _card(self, state: State, language: Language, trust: Trust | None) -> Updates:
        """Return the score card once the item at hand is done with; in a simulation there is none before the end."""
        graded = state.shows_feedback and state.grade is not None
        simulated = state.session.plan.mode == "simulation"
        why = "simulation" if simulated else "follow_up" if len(state.thread) > 1 else "empty"
        shown = card(state.thread, language, trust) if graded else _no_card(language, why)
        return {
            self.card: enclosed(shown),
            self.references: references(state.turns[-1].item, language) if graded else "",
        }

    def sending(self, state: State, said: str, language: Language) -> Updates:
        """Return the chat with words that are on their way, before anything is known of them; the box is free again."""
        waiting = {"role": "assistant", "content": _working(say(language, "page.reading"))}
        return {
            self.chat: [*bubbles(state, language), {"role": "user", "content": tamed(said)}, waiting],
            self.answer: "",
        }


# ---------------------------------------------------------------- what is said


def bubbles(state: State, language: Language) -> list[dict[str, Any]]:
    """Return the chat: everything that was said, and what is being done while an answer is read."""
    shown = [bubble(message, state, language) for message in transcript(state)]
    if state.phase != "grading":
        return shown
    count = len(state.turns[-1].item.key_points)
    return [*shown, {"role": "assistant", "content": _working(say(language, "page.checking", count=count))}]


def bubble(message: Message, state: State, language: Language) -> dict[str, Any]:
    """Return one message; of what the program sums up of a grade only the band, for the card says the rest better."""
    words = "\n\n".join(filter(None, (message.text, message.rest)))
    if message.kind == "question" and message.number == len(state.turns) - 1 and state.phase != "over":
        words = _lead(words, state.turns[-1].question)
    if message.speaker == "candidate":
        return {"role": "user", "content": tamed(words)}
    shown = {"role": "assistant", "content": tamed(words)}
    turn = state.turns[message.number] if message.number < len(state.turns) else None
    if message.kind == "feedback" and turn is not None and turn.grade is not None and turn.grade.grader.name == "local":
        return {**shown, "content": _working(_band(state, turn, language))}
    return shown


def _lead(words: str, question: str) -> str:
    """Return what leads to the question that stands above the chat; where nothing does, the question."""
    lead = words.removesuffix(question).rstrip()
    return lead.removesuffix(":") + "." if lead.endswith(":") else lead.removesuffix("：") + "。" if lead.endswith("：") else lead or words


def _band(state: State, turn: Turn, language: Language) -> str:
    """Return what a graded turn came to in a few words."""
    upto = next(thread for thread in threads(state.turns) if turn in thread)
    grade = standing(upto)
    if grade is None or grade.score is None:
        return say(language, "score.none")
    vital = [verdict.verdict for verdict in grade.verdicts if not verdict.bonus]
    return f"{points(grade.score, [grade], language)} · {tally(vital, language)}"


def _working(text: str) -> str:
    return f"*{text}*"


# ---------------------------------------------------------------- the head


def steps(state: State, language: Language) -> str:
    """Return the progress line: "3/8" with a bar, and the clock, which the browser moves on."""
    done, total, minutes = state.asked, state.total, state.session.plan.minutes
    behind = done - (state.phase in ("asking", "grading"))
    width = round(100 * behind / total) if total else 0
    label = escape(
        say(language, "page.progress", done=done, total=total) if not minutes else say(language, "page.progress_time", done=done)
    )
    count = f"{done}/{total}" if not minutes else say(language, "page.nth", done=done)
    bar = "" if minutes else f'<span class="meter" aria-hidden="true"><span style="width:{width}%"></span></span>'
    return f'<div class="steps"><b role="status" aria-label="{label}">{escape(count)}</b>{bar}<span class="clock" aria-hidden="true"></span></div>'


def _question(state: State, language: Language) -> str:
    turn = state.turns[-1] if state.turns else None
    if turn is None:
        return ""
    first = state.thread[0].question if turn.probes else ""  # a follow-up alone does not say what it is about
    context = f"<span>{escape(' '.join(first.split()))}</span>" if first else why_line(state, language)
    about = "".join(filter(None, (_kind(turn, language), context)))
    told = f'<p class="why">{about}</p>\n\n' if about else ""
    widened = widened_line(state, language) if len(state.turns) == 1 else ""
    note = f'\n\n<p class="widened">{escape(widened)}</p>' if widened else ""
    return f"{told}### {tamed(turn.question)}{note}"


def _kind(turn: Turn, language: Language) -> str:
    return "" if turn.kind == "main" else f'<span class="kind">{escape(say(language, f"report.{turn.kind}"))}</span>'


def _hint(state: State, language: Language) -> dict[str, Any]:
    given = state.turns[-1].hints if state.turns else 0
    words = say(language, "page.hint", done=given, total=HINTS) if given < HINTS else say(language, "page.no_hint")
    return dict(gr.update(value=words, interactive=given < HINTS))


def _no_card(language: Language, why: str) -> str:
    return f'<p class="empty">{escape(say(language, f"card.{why}"))}</p>'


# ---------------------------------------------------------------- layout


def layout() -> Conversation:
    """Lay the conversation out."""
    with gr.Column(elem_id="interview", visible=False) as box:
        with gr.Row(elem_id="course"):
            steps_ = gr.HTML(elem_id="steps")
            end = gr.Button(elem_id="end", size="sm", scale=0)
        question = gr.Markdown(elem_id="question", latex_delimiters=DELIMITERS)
        with gr.Row(equal_height=False, elem_id="both"):
            with gr.Column(scale=3, min_width=320, elem_id="talk"):
                said = _talk()
            with gr.Column(scale=2, min_width=300, elem_id="side") as side:
                card_ = gr.Markdown(
                    elem_id="card", latex_delimiters=DELIMITERS, sanitize_html=False
                )  # card.py escapes; data- attributes must stay
                with gr.Accordion("·", open=False, elem_id="references") as folded:
                    references_ = gr.Markdown(latex_delimiters=DELIMITERS)
    beside = {"side": side, "card": card_, "folded": folded, "references": references_}
    return Conversation(box=box, steps=steps_, end=end, question=question, **said, **beside)


def _talk() -> dict[str, Any]:
    chat = gr.Chatbot(
        elem_id="chat",
        height=None,
        latex_delimiters=DELIMITERS,
        buttons=[],
        feedback_options=None,
        allow_tags=False,
        show_label=False,
        group_consecutive_messages=False,
    )
    with gr.Row(elem_id="pending"):
        yes, no = gr.Button(variant="primary", elem_id="yes"), gr.Button(elem_id="no")
    with gr.Column(elem_id="composer"):
        answer = gr.Textbox(lines=3, max_lines=16, elem_id="answer", show_label=False, container=False)
        with gr.Row(elem_id="sending"):
            confidence = gr.Radio([], elem_id="confidence", elem_classes=["chips"], show_label=False, container=False)
            send = gr.Button(variant="primary", elem_id="send", scale=0)
    with gr.Row(elem_id="actions"):
        onward = gr.Button(variant="primary", elem_id="next")
        rest = {name: gr.Button(elem_id=name, size="sm") for name in ("retry", "again", "offline", "hint", "repeat", "skip", "unskip")}
    said = {"chat": chat, "yes": yes, "no": no, "answer": answer}
    return {**said, "confidence": confidence, "send": send, "onward": onward, **rest}
