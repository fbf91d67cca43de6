"""Where the files that ship with the program lie: inside the package when installed, in the source tree otherwise."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the folder `corpus`, `prompts` or `evals/data` (of which only the golden set ships)."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name
