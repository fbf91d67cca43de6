"""The program with a fault that nobody foresaw: while the file of its name stands in the home, the calls named below fail."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from interviewer.app import App
from interviewer.cli import main
from interviewer.interview import Interview
from interviewer.library import Library

SECRET = "sk-secret-of-an-exception /private/place"
FAULTY: dict[str, tuple[type, str]] = {
    "grade": (Interview, "_judge"),
    "start": (App, "start"),
    "offer": (App, "offer"),
    "upload": (Library, "add"),
    "documents": (Library, "documents"),
}


def _faulty(name: str, sound: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        if (Path(os.environ["INTERVIEWER_HOME"]) / f"break-{name}").exists():
            raise RuntimeError(f"{SECRET} {name}")
        return sound(*arguments, **named)

    return call


if __name__ == "__main__":
    for name, (owner, verb) in FAULTY.items():
        setattr(owner, verb, _faulty(name, getattr(owner, verb)))
    main()
