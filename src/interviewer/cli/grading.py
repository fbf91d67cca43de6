"""`grade`: a file of answers in, a file of grades out."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from interviewer.app import App
from interviewer.batch import grade_lines
from interviewer.cli.terminal import err, language, progress, settings
from interviewer.errors import InputError
from interviewer.i18n import say


class Which(StrEnum):
    local = "local"
    llm = "llm"


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: interviewer grade --in answers.jsonl --out grades.jsonl --grader local")(grade)


def grade(
    source: Annotated[str, typer.Option("--in", help="JSON lines with id, question, reference, answer; `-` for standard input.")],
    target: Annotated[str, typer.Option("--out", help="File for the grades; `-` for the screen.")] = "-",
    grader: Annotated[Which | None, typer.Option(help="local needs no network; llm needs INTERVIEWER_CHAT_MODEL.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Answers graded at once.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on after the last line of --out.")] = False,
) -> None:
    """Grade answers from a file: a line out for every line in, in order."""
    chosen = settings()
    spoken = language(chosen)
    with ExitStack() as stack:
        app = stack.enter_context(App(chosen))
        judge = app.grader_named(grader.value if grader else chosen.grader)
        lines = (line for line in stack.enter_context(_reader(source)) if line.strip())
        done = _whole_lines(Path(target)) if resume and target != "-" else 0
        step = stack.enter_context(progress(spoken))
        total = _count(source)
        write = stack.enter_context(_writer(target, append=bool(done)))
        unscored = 0
        for at, line in enumerate(grade_lines(itertools.islice(lines, done, None), judge, jobs), start=done + 1):
            write.write(line + "\n")
            write.flush()
            unscored += json.loads(line)["score"] is None
            step("grading", at, max(total, at))
    if unscored:
        err.print(say(spoken, "grade.unscored_lines", count=unscored), markup=False)


def _reader(source: str) -> AbstractContextManager[TextIO]:
    if source == "-":
        return nullcontext(sys.stdin)
    try:
        return Path(source).open(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", where=source, way_out="Give a file of JSON lines, or `-`.") from error


def _writer(target: str, append: bool) -> AbstractContextManager[TextIO]:
    if target == "-":
        return nullcontext(sys.stdout)
    try:
        return Path(target).open("a" if append else "w", encoding="utf-8")
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", where=target, way_out="Choose another place for --out.") from error


def _count(source: str) -> int:
    if source == "-":
        return 0
    with Path(source).open("rb") as lines:
        return sum(1 for _ in _full(lines))


def _full(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line in lines if line.strip())


def _whole_lines(target: Path) -> int:
    """Count the finished lines of an earlier run, and cut off one that a kill left half written."""
    if not target.exists():
        return 0
    content = target.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        target.write_bytes(whole)
    return sum(1 for _ in _full(whole.splitlines()))
