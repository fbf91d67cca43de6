"""The report on the page: what a session comes to, its replay question by question, and the files to take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import gradio as gr

from interviewer.app import App
from interviewer.i18n import say
from interviewer.interview import State
from interviewer.report import Report, markdown, write
from interviewer.report.anki import deck
from interviewer.schema import ME, Language
from interviewer.ui.frame import Components, Updates
from interviewer.ui.replay import replay
from interviewer.ui.texts import DELIMITERS, math

_FORMS = {"md": "Markdown", "html": "HTML", "json": "JSON", "apkg": "Anki"}


@dataclass(frozen=True)
class ReportView(Components):
    box: gr.Column
    text: gr.Markdown
    replay: gr.Markdown
    about: gr.Accordion
    grading: gr.Markdown
    md: gr.DownloadButton
    html: gr.DownloadButton
    json: gr.DownloadButton
    apkg: gr.DownloadButton
    unend: gr.Button
    new: gr.Button

    def words(self, language: Language) -> Updates:
        """Return the labels in one language."""
        named = {getattr(self, form): gr.update(label=say(language, "page.download", form=name)) for form, name in _FORMS.items()}
        about = gr.update(label=say(language, "report.grading"))
        return {
            **named,
            self.about: about,
            self.new: gr.update(value=say(language, "page.new")),
            self.unend: gr.update(value=say(language, "page.unend")),
        }

    def at(self, app: App, state: State, language: Language, folder: Path) -> Updates:
        """Return the report of a session that is over, its files in `folder`."""
        made = app.report(state.session.id, ME)
        whole, grading = _halves(markdown(made, language, leads=True), language)
        shown: Updates = {
            self.text: math(whole),
            self.replay: replay(made, language),
            self.grading: math(grading),
        }
        return {**shown, **self._files(made, language, folder)}

    def _files(self, made: Report, language: Language, folder: Path) -> Updates:
        """Return the downloads; a deck only where there is a point to learn."""
        updates: Updates = {}
        for form in _FORMS:
            file = folder / f"interview-{made.session.created_at:%Y-%m-%d}.{form}"
            learn = form != "apkg" or bool(made.missed)
            if learn:
                file.write_bytes(deck(made, language, datetime.now(UTC)) if form == "apkg" else write(made, form, language).encode())
            updates[getattr(self, form)] = gr.update(value=str(file) if learn else None, visible=learn)
        return updates


def _halves(text: str, language: Language) -> tuple[str, str]:
    """Return what the report says of the whole, and of the grading; what it lists by question is shown as a replay instead."""
    told, _, grading = text.rpartition(f"\n## {say(language, 'report.grading')}\n")
    return told.partition(f"\n## {say(language, 'report.questions')}\n")[0], grading


def layout() -> ReportView:
    """Lay the report out."""
    with gr.Column(elem_id="report", visible=False) as box:
        with gr.Row(elem_id="downloads"):
            downloads = {form: gr.DownloadButton(elem_id=f"download-{form}", size="sm") for form in _FORMS}
            unend = gr.Button(elem_id="unend", size="sm")
            new = gr.Button(variant="primary", elem_id="new")
        text = gr.Markdown(elem_id="report-text", latex_delimiters=DELIMITERS)
        replayed = gr.Markdown(elem_id="replay", latex_delimiters=DELIMITERS, sanitize_html=False)  # escaped where it is made
        with gr.Accordion("·", open=False, elem_id="about-grading") as about:
            grading = gr.Markdown(elem_id="grading", latex_delimiters=DELIMITERS)
    return ReportView(box=box, text=text, replay=replayed, about=about, grading=grading, unend=unend, new=new, **downloads)
