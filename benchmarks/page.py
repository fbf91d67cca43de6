"""The page in a headless Chromium, against a bare Gradio chat with as many components.

Goals: interactive at most 1.3 times the bare page; one's own message shown within 150 ms of sending it; the local score card within 250 ms
beyond what the grade itself takes; the interviewer's first words within 100 ms of the token of the model with which they can be said (whole
sentences are, so that nothing is given away half); at most 5 MB of the server's memory for each page that stands open and idle.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from interviewer.graders.local import LocalGrader
from tests.openai_server import OpenAIServer, Paced, either, reply_with
from tests.program import environment, free_port, serving

ROUNDS, IDLE = 10, 50
ANSWER = (
    "The scores are divided by the square root of the dimension, so that softmax does not saturate and gradients stay useful; number {}."
)
BARE = """
import sys, gradio as gr
with gr.Blocks(analytics_enabled=False) as blocks:
    gr.Chatbot()
    for _ in range(int(sys.argv[2])):
        gr.Textbox()
    box = gr.Textbox(elem_id="box")
    box.submit(lambda text: "", box, box)
blocks.launch(server_port=int(sys.argv[1]), quiet=True)
"""


def run() -> str:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        with serving(Path(folder)) as ours:
            page = browser.new_page(locale="en-US")
            page.goto(ours.url)
            page.locator("#start").wait_for(timeout=120_000)
            parts = page.evaluate("window.gradio_config.components.length")
            with _bare(Path(folder), parts) as bare:
                pairs = [(_interactive(browser, bare, "#box textarea"), _interactive(browser, ours.url, "#start")) for _ in range(ROUNDS)]
            shown, carded = _answers(page)
            idle = _idle(browser, ours.url, ours.process.pid)
        first, said = _streamed(browser, Path(folder))
        browser.close()
    ratio = median(b / a for a, b in pairs)
    bare_s, ours_s = (median(column) for column in zip(*pairs, strict=True))
    return (
        f"interactive {ours_s:.2f} s, bare {bare_s:.2f} s with {parts} components, ratio {ratio:.2f}; own message {1000 * shown:.0f} ms; "
        f"card {1000 * carded:.0f} ms, of which the grade {1000 * _grade():.0f} ms; "
        f"first words {1000 * said:.0f} ms after the model's token that ends them, {1000 * first:.0f} ms after its first; {idle:.1f} MB an idle page (medians of {ROUNDS}; {IDLE} pages)"
    )


@contextmanager
def _bare(home: Path, parts: int) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", BARE, str(port), str(parts)], cwd=home, env=environment(home))
    try:
        _until(lambda: _answers_at(f"http://127.0.0.1:{port}/"))
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.kill()
        process.wait()


def _answers_at(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _until(true: Callable[[], bool], limit: float = 120) -> None:
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > limit:
            raise SystemExit("it did not come to that")
        time.sleep(0.01)


def _interactive(browser: Browser, url: str, what: str) -> float:
    """Return the seconds until something can be used on a page that is opened for the first time."""
    page = browser.new_page(locale="en-US")
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator(what).wait_for()
    page.wait_for_function("what => !document.querySelector(what).disabled", arg=what)
    took = time.perf_counter() - began
    page.close()
    return took


def _answers(page: Page) -> tuple[float, float]:
    """Return the median seconds from sending an answer to the own message, and from there to the score card (follow-ups are left)."""
    shown, carded = [], []
    page.locator("#length label").filter(has_text="12").click()
    page.locator("#start").click()
    for number in range(ROUNDS):
        page.locator("#question h3").wait_for()
        page.locator("#answer textarea").fill(ANSWER.format(number))
        seen = page.evaluate_handle(_WATCH, f"number {number}.")
        page.locator("#send").click()
        page.wait_for_function("seen => seen.card || seen.asked", arg=seen)
        times = page.evaluate("seen => seen", seen)
        shown.append((times["own"] - times["sent"]) / 1000)
        if times["card"]:
            carded.append((times["card"] - times["sent"]) / 1000)
        else:
            page.locator("#skip").click()
        page.locator("#next").click()
    return median(shown), median(carded or [float("nan")])


TOKENS, SAID_BY = ("Welcome", ", let us", " begin.", " Take", " your", " time."), 3
"""What the model says, and the number of the token after which its first sentence is known to be over."""


def _streamed(browser: Browser, folder: Path) -> tuple[float, float]:
    """Return the median seconds from the first token, and from the one that ends the first sentence, to these words on the page."""
    model = Paced(*TOKENS, seconds=0.1)
    first, said = [], []
    home = folder / "streamed"
    home.mkdir()
    with (
        OpenAIServer(either(model, reply_with({}))) as endpoint,
        serving(home, INTERVIEWER_CHAT_MODEL="small", OPENAI_BASE_URL=endpoint.url, INTERVIEWER_RETRIES="0") as ours,
    ):
        page = browser.new_page(locale="en-US")
        page.goto(ours.url)
        for _ in range(ROUNDS):
            page.locator("#start").wait_for(timeout=120_000)
            model.sent.clear()
            seen = page.evaluate_handle(_WORDS, TOKENS[0])
            page.locator("#start").click()
            page.wait_for_function("seen => seen.at", arg=seen)
            at = page.evaluate("seen => seen.at", seen) / 1000
            first.append(at - model.sent[0])
            said.append(at - model.sent[SAID_BY])
            page.locator("#question h3").wait_for()
            page.wait_for_timeout(1000)
            page.locator("#end").click()
            page.locator("#new").click()
        page.close()
    return median(first), median(said)


_WORDS = """text => {
  const seen = {at: 0};
  const look = () => {
    if (document.querySelector("#chat")?.textContent.includes(text)) seen.at = performance.timeOrigin + performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return seen;
}"""
_WATCH = """text => {
  const seen = {sent: 0, own: 0, card: 0, asked: 0}, chat = document.querySelector("#chat");
  const asked = document.querySelector("#question h3")?.textContent;
  document.querySelector("#send").addEventListener("click", () => { seen.sent = performance.now(); }, {once: true, capture: true});
  const look = () => {
    if (!seen.own && chat.textContent.includes(text)) seen.own = performance.now();
    if (seen.own && !seen.card && document.querySelector("#card .score")) seen.card = performance.now();
    if (seen.own && document.querySelector("#question h3")?.textContent !== asked) seen.asked = performance.now();
    if (!seen.card && !seen.asked) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return seen;
}"""


def _grade() -> float:
    """Return the median seconds that the grade alone takes, on an item of the bank."""
    from interviewer.app import App
    from interviewer.schema import BANK
    from interviewer.settings import load

    with tempfile.TemporaryDirectory() as home, App(load().model_copy(update={"home": Path(home)})) as app:
        app.library.ingest_bank()
        items, grader, took = app.store.items([BANK], language="en"), LocalGrader(app.similarity), []
        for number in range(ROUNDS + 1):
            began = time.perf_counter()
            grader.grade(items[number], ANSWER.format(number))
            took.append(time.perf_counter() - began)
    return median(took[1:])


def _idle(browser: Browser, url: str, process: int) -> float:
    """Return by how many MB the server grows for each page that stands open."""
    before = psutil.Process(process).memory_info().rss
    contexts = [browser.new_context(locale="en-US") for _ in range(IDLE)]
    for context in contexts:
        page = context.new_page()
        page.goto(url)
        page.locator("#start").wait_for(timeout=60_000)
    time.sleep(2)
    after = psutil.Process(process).memory_info().rss
    for context in contexts:
        context.close()
    return (after - before) / IDLE / 1e6
