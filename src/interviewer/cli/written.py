"""What `ingest --questions --enrich` does and tells, after reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from interviewer.app import App
from interviewer.cli.terminal import err, out
from interviewer.i18n import say
from interviewer.library import Progress
from interviewer.llm import total
from interviewer.schema import ME, Language
from interviewer.writing import Writer, Written

Steps = tuple[tuple[str, Written], ...]
"""Names of what was written, each with what came of it."""


def write(app: App, writer: Writer, paths: Sequence[Path], progress: Progress, *, questions: bool, key_points: bool) -> Steps:
    """Write what was asked for, the questions first: their key points can then be written too."""
    steps = {"questions": app.library.write_questions, "key_points": app.library.write_key_points}
    asked = {"questions": questions, "key_points": key_points}
    return tuple((name, step(writer, ME, paths, progress)) for name, step in steps.items() if asked[name])


def tell_written(steps: Steps, spoken: Language) -> None:
    """Say what was written, dropped and spent; raises typer.Exit when calls failed and nothing else came of it."""
    for name, done in steps:
        for line in _lines(name, done, spoken):
            out.print(line, markup=False)
        for reason, count in done.failed.items():
            err.print(say(spoken, "writing.failed", count=count, reason=reason), markup=False)
        if done.given_up:
            err.print(say(spoken, "writing.given_up", count=done.given_up), markup=False)
    spent = total(*(done.tokens for _, done in steps))
    if spent.input:
        key = "writing.tokens_about" if spent.estimated else "writing.tokens"
        out.print(say(spoken, key, sent=f"{spent.input:,}", received=f"{spent.output:,}"), markup=False)
    if any(done.given_up or (done.asked and done.asked == sum(done.failed.values())) for _, done in steps):
        raise typer.Exit(1)


def _lines(name: str, done: Written, spoken: Language) -> Iterator[str]:
    if not done.asked and not done.known:
        yield say(spoken, f"writing.no_{name}")
        return
    yield say(spoken, f"writing.{name}", asked=done.asked, written=done.written)
    for why, count in done.dropped.items():
        yield say(spoken, "writing.dropped", count=count, reason=say(spoken, f"writing.{why}"))
    if done.known:
        yield say(spoken, "writing.known", count=done.known)
