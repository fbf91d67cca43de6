"""`grade`: a file of answers in, a file of grades out; and grades made again from what was kept."""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from interviewer.app import App
from interviewer.batch import dump, grade_lines
from interviewer.cli.terminal import err, language, progress, settings
from interviewer.errors import InputError
from interviewer.i18n import say
from interviewer.replay import Replayed, replay_lines, replay_turns
from interviewer.schema import ME, Language


class Which(StrEnum):
    local = "local"
    llm = "llm"


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Examples: interviewer grade --in answers.jsonl --out grades.jsonl --grader local   |   interviewer grade --replay grades.jsonl"
    )(grade)


def grade(
    source: Annotated[str, typer.Option("--in", help="JSON lines with id, question, reference, answer; `-` for standard input.")] = "",
    target: Annotated[str, typer.Option("--out", help="File for the grades; `-` for the screen.")] = "-",
    grader: Annotated[Which | None, typer.Option(help="local needs no network; llm needs INTERVIEWER_CHAT_MODEL.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Answers graded at once.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on after the last line of --out.")] = False,
    replay: Annotated[
        str,
        typer.Option(help="Make recorded grades again from what was kept, without a model: a file of grades, a session's id, or `last`."),
    ] = "",
) -> None:
    """Grade answers from a file: a line out for every line in, in order."""
    chosen = settings()
    spoken = language(chosen)
    if not (source or replay):
        raise InputError("there is nothing to grade", way_out="Name answers with --in, or grades with --replay.", key="grade_no_input")
    if target != "-" and any(Path(target).absolute() == Path(name).absolute() for name in (source, replay) if name):
        raise InputError("--in and --out are the same file", where=target, way_out="Choose another place for --out.", key="same_file")
    with ExitStack() as stack:
        app = stack.enter_context(App(chosen))
        if replay:
            _replay(app, replay, source, target, spoken)
            return
        judge = app.grader_named(grader.value if grader else chosen.grader)
        lines = _full(stack.enter_context(_reader(source)))
        done = _whole_lines(Path(target)) if resume and target != "-" else 0
        step = stack.enter_context(progress(spoken))
        total = _count(source)
        write = stack.enter_context(_writer(target, append=bool(done)))
        if source != "-" and target != "-":
            app.store.remember(_came_from(target), str(Path(source).absolute()))
        unscored = 0
        todo = itertools.islice(lines, done, None)
        for at, line in enumerate(grade_lines(todo, judge, jobs, spoken), start=done + 1):
            write.write(line + "\n")
            write.flush()
            unscored += json.loads(line)["score"] is None
            step("grading", at, max(total, at))
    if unscored:
        err.print(say(spoken, "grade.unscored_lines", count=unscored), markup=False)


# ---------------------------------------------------------------- made again


def _replay(app: App, recorded: str, source: str, target: str, spoken: Language) -> None:
    """Write each grade made again as a contract line with what came of it; exit 1 when one is different."""
    outcomes: Counter[str] = Counter()
    changed: set[str] = set()
    with ExitStack() as stack:
        made = _replayed(app, recorded, source, stack)
        write = stack.enter_context(_writer(target, append=False))
        for one in made:
            write.write(dump(one.contract()) + "\n")
            outcomes[one.outcome] += 1
            changed |= set(one.changed)
    counts = {name: outcomes[name] for name in ("same", "different", "gone", "item_changed", "unscored")}
    err.print(say(spoken, "replay.summary", count=sum(outcomes.values()), **counts), markup=False)
    if changed:
        err.print(say(spoken, "replay.changed", what=", ".join(sorted(changed))), markup=False)
    if outcomes["different"]:
        raise typer.Exit(1)


def _replayed(app: App, recorded: str, source: str, stack: ExitStack) -> Iterator[Replayed]:
    if Path(recorded).is_file():
        answers = source or app.store.recall(_came_from(recorded))
        if not isinstance(answers, str):
            raise InputError("its answers are not known", where=recorded, way_out="Name them with --in.", key="replay_answers")
        read, grades = (_full(stack.enter_context(_reader(name))) for name in (answers, recorded))
        return replay_lines(read, grades, app.regrader, app.stamps)
    sessions = [session.id for session in app.sessions(ME)]
    session = sessions[0] if recorded == "last" and sessions else recorded
    if session not in sessions:
        raise InputError("neither a file of grades nor a session", where=recorded, key="replay_what")
    return replay_turns(app.store.turns(session), app.regrader, app.stamps)


def _came_from(target: str) -> str:
    """Return the name under which it is remembered of which answers a file holds the grades."""
    return f"graded from {Path(target).absolute()}"


# ---------------------------------------------------------------- files


def _reader(source: str) -> AbstractContextManager[TextIO]:
    if source == "-":
        return nullcontext(sys.stdin)
    try:
        return Path(source).open(encoding="utf-8-sig", errors="replace", newline="\n")
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
        return sum(1 for line in lines if line.strip())


def _full(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if line.strip())


def _whole_lines(target: Path) -> int:
    """Count the finished lines of an earlier run, and cut off one that a kill left half written."""
    if not target.exists():
        return 0
    count = whole = 0
    try:
        with target.open("r+b") as lines:
            for line in lines:
                if line.endswith(b"\n"):
                    whole += len(line)
                    count += bool(line.strip())
            lines.truncate(whole)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", where=str(target), way_out="Choose another place for --out.") from error
    return count
