"""What the commands share: settings, language, progress bars, and the two streams."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from interviewer.i18n import has, say, terminal_language
from interviewer.library import Progress as Step
from interviewer.schema import Language
from interviewer.settings import Settings, load

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def settings() -> Settings:
    return load()


def language(chosen: Settings) -> Language:
    return chosen.language or terminal_language()


@contextmanager
def progress(spoken: Language) -> Iterator[Step]:
    """Give a callback that draws one bar a step on stderr, on a terminal only."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bars:
        tasks: dict[str, int] = {}

        def step(name: str, done: int, total: int) -> None:
            if name not in tasks:
                label = say(spoken, f"progress.{name}") if has(f"progress.{name}") else name
                tasks[name] = bars.add_task(label, total=total)
            bars.update(tasks[name], completed=done, total=max(total, 1))  # type: ignore[arg-type]

        yield step
