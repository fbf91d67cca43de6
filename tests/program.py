"""Runs the real program in processes of its own, cut off from every host but this one."""

from __future__ import annotations

import atexit
import functools
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from interviewer.app import App
from interviewer.settings import load

BLOCKED = Path(__file__).with_name("blocked")
START_LIMIT = 90.0


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the variables of a machine on which nothing is set, with the network cut; attempts go to `blocked.log` in the home."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("INTERVIEWER_", "OPENAI_")) and k not in ("CHROMA_URL", "DATABASE_URL", "DISPLAY")
    }
    root = Path(__file__).resolve().parents[1]
    path = os.pathsep.join((str(BLOCKED), str(root / "src"), str(root)))
    return {
        **kept,
        "PYTHONPATH": path,
        "BLOCKED_LOG": str(attempts(home)),
        "INTERVIEWER_HOME": str(home),
        "LC_ALL": "en_US.UTF-8",
        "PYTHONUTF8": "1",
        **more,
    }


def attempts(home: Path) -> Path:
    return home.parent / f"{home.name}-blocked.log"


def tried_to_leave(home: Path) -> list[str]:
    """Return the hosts that the program tried to reach."""
    log = attempts(home)
    return log.read_text("utf-8").split() if log.exists() else []


def run(home: Path, *arguments: str, typed: str = "", timeout: float = 120, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end, in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            [sys.executable, "-m", "interviewer", *arguments],
            input=typed, capture_output=True, text=True, encoding="utf-8", timeout=timeout, cwd=folder, env=environment(home, **more), check=False,
        )  # fmt: skip


@dataclass
class Serving:
    """A `serve` process."""

    home: Path
    port: int
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def kill(self) -> None:
        """Send SIGKILL: the process gets no chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@functools.cache
def _bank_read() -> Path:
    """Return a home as a first start leaves it, with the bank read and nothing else; that takes seconds, so it is done once."""
    home = Path(tempfile.mkdtemp(prefix="interviewer-shipped-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with App(load(home=home)) as app:
        app.library.ingest_bank()
    return home


def started_before(home: Path) -> None:
    """Leave in an empty home what a first start does."""
    shutil.copytree(_bank_read(), home, dirs_exist_ok=True)


@contextmanager
def serving(
    home: Path, port: int | None = None, options: Sequence[str] = (), program: str = "interviewer", *, first: bool = False, **more: str
) -> Iterator[Serving]:
    """Start the page and wait until it says that it is ready; `program` is the module that is run, `first` has an empty home left empty."""
    if not first and not any(home.iterdir()):
        started_before(home)
    command = [sys.executable, "-m", program, "serve", "--no-browser", "--port", str(port or free_port()), *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", cwd=home, env=environment(home, **more)
    )
    server = Serving(home, 0, process)
    ready = threading.Event()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            server.said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                server.port = int(found.group(1))
                ready.set()
        ready.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        assert ready.wait(START_LIMIT) and server.port, f"the page did not start: {''.join(server.said)}"
        yield server
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        listener.join(5)
        assert process.stdout is not None
        process.stdout.close()
