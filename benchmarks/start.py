"""Start to the first HTTP 200, against a bare Gradio app (goal: at most 1.3 times)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median

from tests.program import environment, free_port

ROUNDS = 5
BARE = """
import sys, gradio as gr
with gr.Blocks(analytics_enabled=False) as blocks:
    gr.Chatbot()
    box = gr.Textbox()
    box.submit(lambda text: "", box, box)
blocks.launch(server_port=int(sys.argv[1]), quiet=True)
"""


def run() -> str:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _seconds_to_200(home, "serve")  # the first start of an installation reads the bank; measured apart
        pairs = [(_seconds_to_200(home, "bare"), _seconds_to_200(home, "serve")) for _ in range(ROUNDS)]
    bare, ours = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(b / a for a, b in pairs)
    return f"bare Gradio {bare:.2f} s, ours {ours:.2f} s, ratio {ratio:.2f} (median of {ROUNDS} pairs)"


def _seconds_to_200(home: Path, which: str) -> float:
    port = free_port()
    ours = [sys.executable, "-m", "interviewer", "serve", "--no-browser", "--port", str(port)]
    command = ours if which == "serve" else [sys.executable, "-c", BARE, str(port)]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home, env=environment(home))
    try:
        while time.perf_counter() - began < 120:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as reply:
                    if reply.status == 200:
                        return time.perf_counter() - began
            except (urllib.error.URLError, OSError):
                time.sleep(0.02)
        raise SystemExit(f"{which} did not start")
    finally:
        if which == "serve":
            time.sleep(3)  # let the first start finish reading the bank
        process.kill()
        process.wait()
