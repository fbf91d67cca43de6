"""The layout of the page, and which handler answers which click."""

from __future__ import annotations

import threading
from typing import Any

import gradio as gr

from interviewer.app import App
from interviewer.ui import library
from interviewer.ui.handlers import Handlers
from interviewer.ui.parts import Parts
from interviewer.ui.texts import DELIMITERS

_FONTS = ["system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Noto Sans Mono CJK SC", "monospace"]


def theme() -> gr.themes.Base:
    """Return the look: the system's own fonts, one calm accent."""
    calm = gr.themes.Soft(primary_hue="teal", neutral_hue="slate", font=_FONTS, font_mono=_MONO, radius_size="lg")
    plain = {"block_title_background_fill": "transparent", "block_title_text_color": "*body_text_color", "block_title_padding": "0"}
    dark = {f"{name}_dark": value for name, value in plain.items() if name != "block_title_padding"}
    # white on the stock primary is under the contrast that AA asks for
    button = {"button_primary_background_fill": "*primary_700", "button_primary_background_fill_hover": "*primary_800"}
    button |= {"button_primary_background_fill_dark": "*primary_700", "button_primary_background_fill_hover_dark": "*primary_600"}
    return calm.set(**plain, **dark, **button)


def build(app: App, ready: threading.Event, secret: str) -> gr.Blocks:
    """Return the page; nothing is opened before a browser asks for it."""
    blocks: gr.Blocks
    with gr.Blocks(title="Interviewer", analytics_enabled=False) as blocks:
        kept = gr.BrowserState({"session": "", "language": ""}, storage_key="interviewer", secret=secret)
        head = _header()
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab("·", id="practise") as practise:
                parts = {**_setup(), **_conversation(), **_report()}
            with gr.Tab("·", id="library") as opened:
                shelf = library.layout()
        page = Parts(kept=kept, tabs=tabs, practise=practise, library=opened, **head, **parts)
    handlers = Handlers(app, page, shelf, ready)
    with blocks:
        handlers.wire(blocks)
    return blocks


def _header() -> dict[str, Any]:
    with gr.Row(elem_id="top"):
        brand = gr.HTML(elem_id="brand")
        language = gr.Radio(
            [("中文", "zh"), ("English", "en")],
            value="zh",
            label="语言 / Language",
            container=False,
            elem_id="language",
            scale=0,
        )
    return {"brand": brand, "language": language}


def _setup() -> dict[str, Any]:
    with gr.Column(elem_id="setup", visible=False) as setup:
        title = gr.Markdown(elem_id="setup-title")
        topics = gr.CheckboxGroup([], elem_id="topics")
        mine = gr.Checkbox(label="·", elem_id="mine", visible=False, container=False)
        query = gr.Textbox(elem_id="query", max_lines=3)
        with gr.Row():
            difficulty = gr.Dropdown([], elem_id="difficulty", filterable=False)
            length = gr.Slider(1, 20, value=8, step=1, elem_id="length", buttons=[])
        with gr.Row():
            start = gr.Button(variant="primary", size="lg", elem_id="start")
            resume = gr.Button(visible=False, size="lg", elem_id="resume")
        notes = gr.Button(variant="secondary", size="sm", elem_id="notes")
    names = ("setup", "setup_title", "topics", "mine", "query", "difficulty", "length", "start", "resume", "notes")
    return dict(zip(names, (setup, title, topics, mine, query, difficulty, length, start, resume, notes), strict=True))


def _conversation() -> dict[str, Any]:
    with gr.Column(elem_id="interview", visible=False) as conversation:
        steps = gr.HTML(elem_id="steps")
        question = gr.Markdown(elem_id="question", latex_delimiters=DELIMITERS)
        with gr.Row(equal_height=False):
            with gr.Column(scale=3, min_width=320):
                chat = gr.Chatbot(
                    elem_id="chat",
                    height=380,
                    latex_delimiters=DELIMITERS,
                    buttons=["copy"],
                    feedback_options=None,
                    allow_tags=False,
                    show_label=False,
                )
                answer = gr.Textbox(lines=4, max_lines=16, elem_id="answer")
                with gr.Row(elem_id="actions"):
                    send = gr.Button(variant="primary", elem_id="send")
                    onward = gr.Button(variant="primary", visible=False, elem_id="next")
                    again = gr.Button(visible=False, elem_id="again")
                    offline = gr.Button(visible=False, elem_id="offline")
                    hint = gr.Button(elem_id="hint")
                    skip = gr.Button(elem_id="skip")
                    end = gr.Button(elem_id="end")
            with gr.Column(scale=2, min_width=300, elem_id="side"):
                card = gr.Markdown(elem_id="card", latex_delimiters=DELIMITERS)
                with gr.Accordion(open=False, visible=False, elem_id="references") as folded:
                    references = gr.Markdown(latex_delimiters=DELIMITERS)
    names = (
        "conversation",
        "steps",
        "question",
        "chat",
        "answer",
        "send",
        "onward",
        "again",
        "offline",
        "hint",
        "skip",
        "end",
        "card",
        "folded",
    )
    made = (conversation, steps, question, chat, answer, send, onward, again, offline, hint, skip, end, card, folded)
    return {**dict(zip(names, made, strict=True)), "references": references}


def _report() -> dict[str, Any]:
    with gr.Column(elem_id="report", visible=False) as report:
        text = gr.Markdown(elem_id="report-text", latex_delimiters=DELIMITERS)
        with gr.Row():
            downloads = [gr.DownloadButton(elem_id=f"download-{form}", size="md") for form in ("md", "html", "json")]
            new = gr.Button(variant="primary", elem_id="new")
    markdown, page, data = downloads
    return {"report": report, "report_text": text, "as_markdown": markdown, "as_html": page, "as_json": data, "new": new}
