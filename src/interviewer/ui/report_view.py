"""The report on the page: what a session comes to, its replay question by question, and the files to take away."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from interviewer.app import App
from interviewer.i18n import say
from interviewer.interview import State
from interviewer.report import markdown, write
from interviewer.schema import ME, Language
from interviewer.ui.frame import Components, Updates
from interviewer.ui.texts import DELIMITERS, links_for_images, math

_FORMS = {"md": "Markdown", "html": "HTML", "json": "JSON"}


@dataclass(frozen=True)
class ReportView(Components):
    box: gr.Column
    text: gr.Markdown
    md: gr.DownloadButton
    html: gr.DownloadButton
    json: gr.DownloadButton
    new: gr.Button

    def words(self, language: Language) -> Updates:
        """Return the labels in one language."""
        named = {getattr(self, form): gr.update(label=say(language, "page.download", form=name)) for form, name in _FORMS.items()}
        return {**named, self.new: gr.update(value=say(language, "page.new"))}

    def at(self, app: App, state: State, language: Language) -> Updates:
        """Return the report of a session that is over."""
        made = app.interview(state.session.id, ME).report()
        folder = Path(tempfile.mkdtemp(prefix="interviewer-"))
        updates: Updates = {self.text: math(links_for_images(markdown(made, language)))}
        for form in _FORMS:
            file = folder / f"interview-{state.session.created_at:%Y-%m-%d}.{form}"
            file.write_text(write(made, form, language), "utf-8")
            updates[getattr(self, form)] = gr.update(value=str(file))
        return updates


def layout() -> ReportView:
    """Lay the report out."""
    with gr.Column(elem_id="report", visible=False) as box:
        text = gr.Markdown(elem_id="report-text", latex_delimiters=DELIMITERS)
        with gr.Row(elem_id="downloads"):
            downloads = {form: gr.DownloadButton(elem_id=f"download-{form}", size="md") for form in _FORMS}
            new = gr.Button(variant="primary", elem_id="new")
    return ReportView(box=box, text=text, new=new, **downloads)
