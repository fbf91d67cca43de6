"""`practice`, `sessions` and `report`: an interview in the terminal, and what came of it."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.markdown import Markdown
from rich.table import Table

from interviewer import report as reports
from interviewer.app import App
from interviewer.cli.terminal import err, language, out, progress, settings
from interviewer.errors import InputError
from interviewer.i18n import say, tell
from interviewer.interview import Interview, State, transcript
from interviewer.schema import ME, Grade, Language, Plan, Turn


class Difficulty(StrEnum):
    easy = "easy"
    medium = "medium"
    hard = "hard"


class Format(StrEnum):
    md = "md"
    json = "json"
    html = "html"


def register(app: typer.Typer) -> None:
    app.command(epilog='Examples: interviewer practice --topic RAG -n 3   |   interviewer practice --about "positional encoding"')(practice)
    app.command()(sessions)
    app.command(epilog="Example: interviewer report SESSION --format html > report.html")(report)


def practice(
    topic: Annotated[list[str] | None, typer.Option("--topic", "-t", help="A topic; may be repeated.")] = None,
    about: Annotated[str, typer.Option(help="Free text that finds questions by meaning.")] = "",
    mine: Annotated[bool, typer.Option("--mine", help="Only from your own notes.")] = False,
    length: Annotated[int, typer.Option("-n", "--length", min=1, max=100, help="Number of questions.")] = 5,
    difficulty: Annotated[Difficulty | None, typer.Option(help="Only questions of this difficulty.")] = None,
    resume: Annotated[str | None, typer.Option(help="Go on with this session.")] = None,
) -> None:
    """Hold an interview in the terminal. An empty line sends the answer; /hint, /skip and /end do what they say."""
    chosen = settings()
    spoken = language(chosen)
    with App(chosen) as app:
        with progress(spoken) as step:
            app.library.ingest_bank(step)
        if resume is None:
            wanted = {"topics": topic or (), "query": about, "mine": mine, "difficulty": difficulty, "length": length}
            plan = Plan.model_validate({**wanted, "language": spoken})
            resume = app.start(plan, ME)
        where = chosen.destination
        out.print(say(spoken, "where.host", host=where) if where else say(spoken, "where.here"), style="dim")
        _converse(app.interview(resume, ME), resume, spoken)


def _converse(interview: Interview, session_id: str, spoken: Language) -> None:
    state = interview.proceed()
    while state.phase == "asking":
        turn = state.turns[-1]
        out.print(f"\n[bold]{turn.number + 1}/{state.total}[/bold]")
        _tell_said(state, {"question", "hint"})
        out.print(say(spoken, "practice.how"), style="dim")
        state = _one_question(interview, state, spoken)
        if state.phase == "between":
            state = interview.proceed()
    out.print(Markdown(reports.markdown(interview.report(), spoken)))
    out.print(say(spoken, "practice.kept", session=session_id), style="dim")


def _one_question(interview: Interview, state: State, spoken: Language) -> State:
    """Take lines until the open question is answered, skipped, or the interview ended."""
    while state.phase == "asking":
        typed = _read_answer()
        try:
            if typed is None or typed == "/end":
                return interview.end()
            if typed == "/hint":
                state = interview.hint()
                _tell_said(state, {"hint"})
            elif typed == "/skip":
                return interview.skip()
            else:
                interview.answer(typed)
                state = interview.grade()
                _tell_grade(state.turns[-1], spoken)
        except InputError as error:
            err.print(tell(spoken, error), style="red", markup=False)
    return state


def _tell_said(state: State, kinds: set[str]) -> None:
    """Print what the interviewer said of these kinds in the open turn; of hints, the newest."""
    said = [message for message in transcript(state) if message.number == state.turns[-1].number and message.kind in kinds]
    for message in said[-1:] if kinds == {"hint"} else said:
        out.print(Markdown(message.text))


def _read_answer() -> str | None:
    """Return what is typed up to an empty line or a command; None at the end of input."""
    lines: list[str] = []
    for raw in sys.stdin:
        line = raw.rstrip("\r\n")
        if not line.strip() and lines:
            return "\n".join(lines)
        if not lines and line.strip() in ("/hint", "/skip", "/end"):
            return line.strip()
        if line.strip():
            lines.append(line)
    return "\n".join(lines) if lines else None


def _tell_grade(turn: Turn, spoken: Language) -> None:
    grade = turn.grade
    if grade is None:
        return
    score = reports.points(grade.score, [grade], spoken)
    out.print(f"[bold]{score}[/bold]  [dim]{reports.grader_name(grade, spoken)}[/dim]")
    if grade.unscored:
        out.print(say(spoken, "grade.unscored", reason=grade.unscored), style="yellow", markup=False)
    _tell_verdicts(grade, spoken)
    for code in grade.cautions:
        out.print(f"! {reports.caution(code, spoken)}", style="yellow", markup=False)
    out.print(grade.feedback, markup=False)
    for reference in turn.item.references[:1]:
        out.print(f"{say(spoken, 'report.reference')} ({reports.place(reference)})", style="dim", markup=False)
        out.print(Markdown(reference.text))


def _tell_verdicts(grade: Grade, spoken: Language) -> None:
    marks = {"hit": "+", "partial": "~", "missed": "-", "wrong": "x", "undecided": "?"}
    for verdict in grade.verdicts:
        quoted = "".join(f"\n      “{quote.text}”" for quote in reports.quotes_shown(verdict))
        line = f"  {marks[verdict.verdict]} {say(spoken, f'verdict.{verdict.verdict}')} ({verdict.weight:.0%}) {verdict.text}{quoted}"
        out.print(line, markup=False)


def sessions() -> None:
    """List the sessions, newest first."""
    chosen = settings()
    spoken = language(chosen)
    with App(chosen) as app:
        table = Table(*(say(spoken, f"sessions.{column}") for column in ("id", "date", "asked", "state")))
        for session in app.sessions(ME):
            turns = app.store.turns(session.id)
            done = say(spoken, "sessions.ended" if session.ended_at else "sessions.open")
            begun = session.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
            table.add_row(session.id, begun, f"{len(turns)}/{len(session.item_ids)}", done)
    out.print(table)


def report(
    session: Annotated[str, typer.Argument(help="A session's id, or `last`.")],
    form: Annotated[Format, typer.Option("--format", help="md, json or html.")] = Format.md,
) -> None:
    """Write the report of a session to the screen."""
    chosen = settings()
    spoken = language(chosen)
    with App(chosen) as app:
        if session == "last":
            newest = next(iter(app.sessions(ME)), None)
            session = newest.id if newest else session
        made = app.interview(session, ME).report()
    sys.stdout.write(reports.write(made, form.value, spoken))
