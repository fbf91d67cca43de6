"""The tab of settings: what is set and how to change it, how far grades can be trusted, where everything lies, and taking it away.

Settings are read from the environment and `.env`; the page tells them and never a key.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gradio as gr

from interviewer import mine
from interviewer.i18n import count, say
from interviewer.mine import Held
from interviewer.report import grader_name
from interviewer.schema import ME, GraderStamp, Language, Trust
from interviewer.settings import Settings
from interviewer.ui.frame import QUIET, Components, Kept, Page, Updates, spoken, words_for
from interviewer.ui.practise import Practise

_LANGUAGE = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-language]");
  if (button) document.querySelector(`#language input[value="${button.dataset.language}"]`)?.click();
});
"""
"""The language is chosen at the head of the page; here stands a second handle to it."""
_FETCH = "() => { setTimeout(() => document.querySelector('#export-file')?.click(), 300); }"
_IN_SIGHT = """watch("value", () => { if (element.textContent.trim()) element.scrollIntoView({ block: "nearest" }); });"""
"""What is told below the last button of a long page is seen, too."""
_MEASURES = ("pearson", "pairwise", "attacks_passed", "good_failed")


@dataclass(frozen=True)
class Parts(Components):
    language: gr.HTML
    model: gr.HTML
    test: gr.Button
    tested: gr.HTML
    grader: gr.HTML
    data: gr.HTML
    gather: gr.Button
    file: gr.DownloadButton
    delete: gr.Button
    sure: gr.Column
    warning: gr.HTML
    word: gr.Textbox
    really: gr.Button
    keep: gr.Button
    gone: gr.HTML

    def words(self, language: Language) -> Updates:
        """Return the labels in one language; what was tested or begun is told in the language it was begun in, and closed."""
        typed = say(language, "settings.type", word=say(language, "settings.word"))
        return {
            self.test: gr.update(value=say(language, "settings.test")),
            self.gather: gr.update(value=say(language, "settings.export")),
            self.delete: gr.update(value=say(language, "settings.delete")),
            self.word: gr.update(label=typed, placeholder=typed, value=""),
            self.really: gr.update(value=say(language, "settings.really")),
            self.keep: gr.update(value=say(language, "settings.keep")),
            self.sure: gr.update(visible=False),
        }


def layout() -> Parts:
    """Lay the tab out."""
    with gr.Column(elem_id="settings"):
        language = gr.HTML(elem_id="settings-language", js_on_load=_LANGUAGE, apply_default_css=False)
        with gr.Column(elem_classes=["pane"]):
            model = gr.HTML(elem_id="settings-model", apply_default_css=False)
            with gr.Row(elem_classes=["doing"]):
                test = gr.Button(elem_id="test-model", size="sm", scale=0)
                tested = gr.HTML(elem_id="tested", apply_default_css=False)
        with gr.Column(elem_classes=["pane"]):
            grader = gr.HTML(elem_id="settings-grader", apply_default_css=False)
        with gr.Column(elem_classes=["pane"]):
            data = gr.HTML(elem_id="settings-data", apply_default_css=False)
            with gr.Row(elem_classes=["doing"]):
                gather = gr.Button(elem_id="export", size="sm", scale=0)
                file = gr.DownloadButton(elem_id="export-file", size="sm", scale=0, visible=False)
        rest = _deleting()
    return Parts(language, model, test, tested, grader, data, gather, file, *rest)


def _deleting() -> tuple[gr.Button, gr.Column, gr.HTML, gr.Textbox, gr.Button, gr.Button, gr.HTML]:
    with gr.Column(elem_classes=["pane", "danger"]):
        delete = gr.Button(elem_id="delete", size="sm", scale=0)
        with gr.Column(visible=False, elem_id="sure") as sure:
            warning = gr.HTML(elem_id="warning", apply_default_css=False)
            word = gr.Textbox(elem_id="delete-word", lines=1, max_lines=1, container=False)
            with gr.Row(elem_classes=["doing"]):
                really = gr.Button(elem_id="delete-really", size="sm", scale=0, variant="stop")
                keep = gr.Button(elem_id="delete-keep", size="sm", scale=0)
        gone = gr.HTML(elem_id="gone", js_on_load=_IN_SIGHT, apply_default_css=False)
    return delete, sure, warning, word, really, keep, gone


class SettingsTab:
    """Tells what is set, tries the model, and gathers or deletes what is a person's."""

    name = "settings"

    def __init__(self, page: Page, practise: Practise) -> None:
        """Lay the tab out, inside a `gr.Tab`."""
        self._page, self._app, self._practise, self._parts = page, page.app, practise, layout()

    def all(self) -> list[Any]:
        return [*self._parts.all(), self._page.frame.kept]

    def words(self, language: Language) -> Updates:
        return self._parts.words(language)

    def looking(self) -> list[Any]:
        return []

    def shown(self, kept: Kept) -> Updates:
        return self._page.guard(kept, lambda: self._all(spoken(kept)))

    def wire(self) -> None:
        parts, kept = self._parts, [self._page.frame.kept]
        here = {"outputs": self.all(), **QUIET}
        everywhere = {"outputs": list(dict.fromkeys([*self.all(), *self._practise.all()])), **QUIET}
        parts.test.click(self.test, kept, **here)
        parts.gather.click(self.export, kept, **here).success(None, None, None, js=_FETCH)
        parts.delete.click(self.ask, kept, **here)
        parts.keep.click(self.keep, kept, **here)
        parts.really.click(self.delete, [*kept, parts.word], **everywhere)
        parts.word.submit(self.delete, [*kept, parts.word], **everywhere)

    # ------------------------------------------------------------ what is shown

    def _all(self, language: Language) -> Updates:
        app, parts = self._app, self._parts
        return {
            parts.language: languages(language),
            parts.model: model(app.settings, language),
            parts.test: gr.update(visible=app.settings.uses_llm),
            parts.tested: "",
            parts.grader: graders([(stamp, app.trust(stamp)) for stamp in app.stamps if stamp.name == "local" or stamp.model], language),
            parts.data: data(app.settings, mine.held(ME, app.store, app.library), language),
            parts.file: gr.update(visible=False),
            parts.sure: gr.update(visible=False),
            parts.gone: "",
        }

    # ------------------------------------------------------------ what a person does

    def test(self, kept: Kept) -> Iterator[Updates]:
        """Ask the model one small question, and tell how it went."""
        from interviewer import llm

        language, shown = spoken(kept), self._parts.tested
        yield {shown: _told(say(language, "settings.testing")), self._parts.test: gr.update(interactive=False)}
        try:
            found = llm.check(self._app.settings, remember=self._app.store)
            words = say(language, "settings.works", model=found.model, host=found.where, seconds=f"{found.seconds:.1f}")
            told = _told(words, "good")
        except Exception as error:  # the door
            told = _told(say(language, "settings.fails", why=words_for(error, language)), "bad")
        yield {shown: told, self._parts.test: gr.update(interactive=True)}

    def export(self, kept: Kept) -> Updates:
        def exported() -> Updates:
            app, language = self._app, spoken(kept)
            made = mine.export(ME, app.store, app.library, app.settings, self._page.folder())
            words = say(language, "settings.file", name=made.name, size=size(made.stat().st_size))
            return {self._parts.file: gr.update(visible=True, value=str(made), label=words)}

        return self._page.guard(kept, exported)

    def ask(self, kept: Kept) -> Updates:
        """Say what would go, and ask for the word."""
        held, language = mine.held(ME, self._app.store, self._app.library), spoken(kept)
        shown = {self._parts.sure: gr.update(visible=not held.nothing), self._parts.word: gr.update(value="")}
        if held.nothing:
            return {**shown, self._parts.gone: _told(say(language, "settings.nothing"))}
        return {**shown, self._parts.warning: warning(held, language), self._parts.gone: ""}

    def keep(self, kept: Kept) -> Updates:
        return {self._parts.sure: gr.update(visible=False), self._parts.word: gr.update(value=""), self._parts.gone: ""}

    def delete(self, kept: Kept, word: str) -> Updates:
        """Delete everything of the person, if the word was typed."""

        def deleted() -> Updates:
            app, language = self._app, spoken(kept)
            asked = say(language, "settings.word")
            if (word or "").strip().casefold() != asked.casefold():  # told beside the button, and there to stay
                return {self._parts.gone: _told(say(language, "settings.not_the_word", word=asked), "bad")}
            had = mine.erase(ME, app.store, app.library, app.settings)
            sweep(app.settings.passing_path)
            told = say(language, "settings.gone", **_counted(had, language))
            left = self._practise.shown({**kept, "session": ""})
            return {**left, **self._all(language), self._parts.word: gr.update(value=""), self._parts.gone: _told(told, "good")}

        return self._page.guard(kept, deleted)


# ---------------------------------------------------------------- HTML


def languages(language: Language) -> str:
    """Return a second handle to the choice at the head of the page."""
    choices = "".join(
        f'<button type="button" data-language="{one}" lang="{one}" aria-pressed="{"true" if one == language else "false"}">{name}</button>'
        for one, name in (("zh", "中文"), ("en", "English"))
    )
    return f'<section class="pane"><h3>{_say(language, "settings.language")}</h3><p class="choice">{choices}</p><p class="told">{_say(language, "settings.language_told")}</p></section>'


def model(settings: Settings, language: Language) -> str:
    """Return which model is asked, where it is, and how to set one."""
    if settings.uses_llm:
        host = urlsplit(settings.endpoint).netloc.rpartition("@")[2]
        place = "settings.model_here" if settings.endpoint_is_local else "settings.model_there"
        key = "settings.key_set" if settings.openai_api_key else "settings.key_none"
        rows = [("settings.model_name", settings.chat_model), ("settings.host", host), ("settings.key", say(language, key))]
        told = say(language, place, host=host)
    else:
        rows, told = [], say(language, "settings.offline" if settings.offline else "settings.no_model")
    facts = "".join(f"<dt>{_say(language, name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    return (
        f'<h3>{_say(language, "settings.model")}</h3><p class="lead">{escape(told)}</p>{f"<dl>{facts}</dl>" if facts else ""}'
        f"<details><summary>{_say(language, 'settings.how')}</summary><p>{_say(language, 'settings.how_told')}</p>{_example(language)}</details>"
    )


def _example(language: Language) -> str:
    lines = [
        f"# {say(language, 'settings.example_host')}",
        "INTERVIEWER_CHAT_MODEL=gpt-4o-mini",
        "OPENAI_API_KEY=…",
        "",
        f"# {say(language, 'settings.example_local')}",
        "INTERVIEWER_CHAT_MODEL=qwen3",
        "OPENAI_BASE_URL=http://127.0.0.1:11434/v1",
    ]
    return f'<pre tabindex="0">{escape(chr(10).join(lines))}</pre>'


def graders(found: Sequence[tuple[GraderStamp, Trust | None]], language: Language) -> str:
    """Return how each grader did on the labelled answers, in a small table, and how to measure one."""
    heads = "".join(f'<th scope="col">{escape(grader_name(stamp, language))}</th>' for stamp, _ in found)
    rows = "".join(
        f'<tr><th scope="row">{_say(language, f"settings.measure.{name}")}<small>{_say(language, f"settings.better.{name}")}</small></th>'
        f"{''.join(f'<td>{_figure(trust, name)}</td>' for _, trust in found)}</tr>"
        for name in _MEASURES
    )
    told = [_measured(stamp, trust, language) for stamp, trust in found]
    return (
        f"<h3>{_say(language, 'settings.graders')}</h3>{''.join(f'<p>{escape(one)}</p>' for one in told)}"
        f'<div class="wide" tabindex="0"><table class="measured"><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
        f'<p>{_say(language, "settings.evaluate")}</p><pre tabindex="0">interviewer evaluate</pre>'
    )


def _measured(stamp: GraderStamp, trust: Trust | None, language: Language) -> str:
    name = grader_name(stamp, language)
    if trust is None:
        return say(language, "settings.unmeasured", grader=name)
    return say(language, "settings.measured", grader=name, answers=trust.figures.answers, questions=trust.questions, date=trust.measured_on)


def _figure(trust: Trust | None, name: str) -> str:
    value = getattr(trust.figures, name) if trust else None
    if value is None:
        return "–"
    return f"{value:.2f}" if name == "pearson" else f"{value:.0%}"


def data(settings: Settings, held: Held, language: Language) -> str:
    """Return where everything lies, how large it is, and how much of it is the person's."""
    url = urlsplit(settings.database_url)
    where = f"{url.scheme.partition('+')[0]} · {url.hostname or url.path}" if settings.database_url else str(_database(settings))
    rows = [
        ("settings.folder", str(settings.home), ""),
        ("settings.database", where, "" if settings.database_url else size(_bytes(_database(settings)))),
        (
            "settings.index",
            urlsplit(settings.chroma_url).netloc.rpartition("@")[2] or str(settings.chroma_path),
            size(_bytes(settings.chroma_path)),
        ),
        ("settings.uploads", str(settings.notes_path), size(_bytes(settings.notes_path))),
    ]
    facts = "".join(
        f"<dt>{_say(language, name)}</dt><dd><code>{escape(value)}</code>{f' <span>{escape(much)}</span>' if much else ''}</dd>"
        for name, value, much in rows
    )
    return (
        f'<h3>{_say(language, "settings.data")}</h3><p class="lead">{escape(counts(held, language))}</p><dl>{facts}</dl>'
        f'<p class="told">{_say(language, "settings.export_told")}</p>'
    )


def counts(held: Held, language: Language) -> str:
    """Say how much is kept of a person."""
    if held.nothing:
        return say(language, "settings.held_nothing")
    return say(language, "settings.held_lead", what=say(language, "settings.held", **_counted(held, language)))


def _counted(held: Held, language: Language) -> dict[str, str]:
    """Return how much is kept, each number with its noun."""
    nouns = {"sessions": "sessions", "turns": "turns", "cards": "cards", "key_points": "questions", "documents": "documents"}
    told = {name: count(language, noun, getattr(held, name)) for name, noun in nouns.items()}
    return {**told, "uploads": f"{held.uploads:,}"}


def warning(held: Held, language: Language) -> str:
    """Return what would go, and what stays."""
    return (
        f'<p class="caution"><b>{_say(language, "settings.delete_what")}</b> {_say(language, "settings.held", **_counted(held, language))}</p>'
        f"<p>{_say(language, 'settings.delete_stays')}</p>"
        f"<p><b>{_say(language, 'settings.type', word=say(language, 'settings.word'))}</b></p>"
    )


def sweep(passing: Path, older: float = 0.0) -> None:
    """Delete the uploads and the files to take away that lie about for more than so many seconds."""
    for one in passing.glob("*"):
        try:
            if time.time() - one.stat().st_mtime < older:
                continue
        except OSError:
            continue
        if one.is_dir():
            shutil.rmtree(one, ignore_errors=True)
        else:
            one.unlink(missing_ok=True)


def size(number: int) -> str:
    """Return bytes as a person reads them."""
    amount = float(number)
    for unit in ("B", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def _database(settings: Settings) -> Path:
    return settings.home / "interviewer.sqlite"


def _bytes(path: Path) -> int:
    """Return what a file with its journals, or a folder, takes on the disk; what goes meanwhile counts nothing."""
    files = path.rglob("*") if path.is_dir() else path.parent.glob(f"{path.name}*")
    total = 0
    for file in files:
        try:
            total += file.stat().st_size if file.is_file() else 0
        except OSError:
            continue
    return total


def _told(text: str, kind: str = "") -> str:
    return f'<p class="result {kind}" role="status">{escape(text)}</p>'


def _say(language: Language, key: str, **values: object) -> str:
    return escape(say(language, key, **values))
