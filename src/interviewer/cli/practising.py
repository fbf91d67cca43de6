"""`practice`: an interview in the terminal."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markdown import Markdown

from interviewer import report as reports
from interviewer.app import App
from interviewer.cli.reporting import report, sessions
from interviewer.cli.terminal import err, language, out, progress, settings
from interviewer.errors import InputError
from interviewer.i18n import say, tell, widened_in_words
from interviewer.interview import Interview, State, final, transcript
from interviewer.questions import named, why_in_words
from interviewer.schema import ME, Grade, Language, Plan

LENGTH = 5
"""Questions of a session in the terminal, unless something else is asked for."""


class Difficulty(StrEnum):
    easy = "easy"
    medium = "medium"
    hard = "hard"


class Focus(StrEnum):
    due = "due"
    weak = "weak"
    new = "new"
    surprise = "surprise"


class Mode(StrEnum):
    practice = "practice"
    simulation = "simulation"


class Spoken(StrEnum):
    zh = "zh"
    en = "en"
    notes = "notes"


def register(app: typer.Typer) -> None:
    app.command(epilog="Examples: interviewer practice --topic RAG -n 3   |   interviewer practice --job posting.pdf --minutes 30")(
        practice
    )
    app.command()(sessions)
    app.command(epilog="Examples: interviewer report last   |   interviewer report SESSION --format apkg --out missed.apkg")(report)


def practice(
    topic: Annotated[list[str] | None, typer.Option("--topic", "-t", help="A topic; may be repeated.")] = None,
    about: Annotated[str, typer.Option(help="Free text that finds questions by meaning.")] = "",
    job: Annotated[
        str, typer.Option(metavar="FILE|-", help="A job description or a résumé; - : what comes in, up to a line with a dot only.")
    ] = "",
    company: Annotated[str, typer.Option(help="Only questions that notes say were asked there.")] = "",
    focus: Annotated[Focus | None, typer.Option(help="What is due today, weak spots, never asked, or anything at all.")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only from your own notes.")] = False,
    length: Annotated[
        int | None, typer.Option("-n", "--length", min=1, max=100, help=f"Number of questions ({LENGTH}, or what the minutes allow).")
    ] = None,
    minutes: Annotated[int | None, typer.Option(min=1, max=480, help="Minutes after which no new question is asked.")] = None,
    difficulty: Annotated[Difficulty | None, typer.Option(help="Only questions of this difficulty.")] = None,
    mode: Annotated[Mode, typer.Option(help="Feedback after each answer, or at the end as in a real interview.")] = Mode.practice,
    spoken_in: Annotated[Spoken | None, typer.Option("--language", help="Of the interview; notes: that of each question.")] = None,
    resume: Annotated[str | None, typer.Option(help="Go on with this session; last: the newest that is open.")] = None,
) -> None:
    """Hold an interview in the terminal. An empty line sends the answer; /hint, /repeat, /skip and /end do what they say."""
    chosen = settings()
    spoken = language(chosen)
    with App(chosen) as app:
        with progress(spoken) as step:
            app.library.ingest_bank(step)
        if resume == "last":
            resume = next((session.id for session in app.sessions(ME) if session.ended_at is None), resume)
        if resume is None:
            about, brief = named(about, _job(app, job))
            wanted = {"topics": topic or (), "query": about, "company": company, "mine": mine, "difficulty": difficulty, "mode": mode}
            wanted |= {"brief": brief, "focus": focus or "all", "language": spoken_in or spoken}
            fits = LENGTH if minutes is None else min(minutes, 100)
            resume = app.start(Plan.model_validate({**wanted, "minutes": minutes, "length": length or fits}), ME)
        where = chosen.destination
        out.print(say(spoken, "where.host", host=where) if where else say(spoken, "where.here"), style="dim")
        _converse(app, resume, spoken)


def _job(app: App, job: str) -> str:
    """Return the text of a job description: of a file, or of what comes in, up to a line with a dot only."""
    if not job:
        return ""
    if job != "-":
        return app.brief_from(Path(job))
    text = "".join(itertools.takewhile(lambda line: line.strip() != ".", sys.stdin))
    if not text.strip():
        raise InputError("the text names nothing to ask about", way_out="Paste a job description, or name a file.", key="no_needs")
    return text


def _converse(app: App, session_id: str, spoken: Language) -> None:
    """Go on until the session is over or the input ends, which leaves it open."""
    interview = app.interview(session_id, ME)
    state, told = final(interview.resume()), 0
    if state.session.widened is not None:
        out.print(widened_in_words(state.session.widened, spoken), style="yellow", markup=False)
    try:
        while True:
            told = _tell(state, told)
            if state.shows_feedback and state.phase == "between":
                _tell_grade(state, spoken)
            if state.phase == "over" or (step := _step(interview, state, spoken)) is None:
                break
            try:
                state = final(step)
            except InputError as error:
                err.print(tell(spoken, error), style="red", markup=False)
        if any(turn.answer for turn in state.turns):
            out.print(*reports.sentences(app.report(session_id, ME), spoken), sep="\n", markup=False)
    finally:
        key = "practice.over" if state.phase == "over" else "practice.kept"
        out.print(say(spoken, key, session=session_id), style="dim")


def _step(interview: Interview, state: State, spoken: Language) -> Iterator[State] | None:
    """Return what comes next: another question, or what is typed to the open one; None at the end of input."""
    if state.phase == "between":
        return interview.proceed()
    picked = state.session.why.get(state.turns[-1].item.id)
    if picked is not None and state.turns[-1].kind == "main":
        out.print(why_in_words(picked, spoken), style="dim", markup=False)
    out.print(f"[bold]{state.asked}/{state.total}[/bold] [dim]{say(spoken, 'practice.how')}[/dim]")
    typed = _read_answer()
    if typed in ("/end", "/skip", "/repeat"):
        verbs = {"/end": interview.end, "/skip": interview.skip, "/repeat": interview.repeat}
        return verbs[typed]()
    return iter([interview.hint()]) if typed == "/hint" else interview.hear(typed) if typed is not None else None


def _tell(state: State, told: int) -> int:
    """Print what the interviewer has said since; return how much of the transcript is told."""
    said = [message for message in transcript(state) if message.kind != "feedback"]  # which comes late in a simulation
    for message in said[told:]:
        if message.speaker == "interviewer":
            out.print(Markdown("\n\n".join(filter(None, (message.text, message.rest)))))
    return len(said)


def _read_answer() -> str | None:
    """Return what is typed up to an empty line or a command; None at the end of input."""
    lines: list[str] = []
    for raw in sys.stdin:
        line = raw.rstrip("\r\n")
        if not line.strip() and lines:
            return "\n".join(lines)
        if not lines and line.strip() in ("/hint", "/skip", "/repeat", "/end"):
            return line.strip()
        if line.strip():
            lines.append(line)
    return "\n".join(lines) if lines else None


def _tell_grade(state: State, spoken: Language) -> None:
    turn, grade = state.turns[-1], state.grade
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
