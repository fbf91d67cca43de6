"""`sessions` and `report`: which interviews there were, and what came of one."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from interviewer import report as reports
from interviewer.app import App
from interviewer.cli.terminal import language, out, settings
from interviewer.errors import InputError
from interviewer.i18n import say
from interviewer.report import Report
from interviewer.schema import ME


class Format(StrEnum):
    md = "md"
    html = "html"
    json = "json"
    apkg = "apkg"


def sessions(as_json: Annotated[bool, typer.Option("--json", help="One JSON array, for programs.")] = False) -> None:
    """List the sessions, newest first."""
    chosen = settings()
    spoken = language(chosen)
    with App(chosen) as app:
        found = [reports.build(session, app.store.turns(session.id)) for session in app.sessions(ME)]
    if as_json:
        sys.stdout.write(json.dumps([_line(made) for made in found], ensure_ascii=False, indent=2) + "\n")
    elif not found:
        out.print(say(spoken, "sessions.none"))
    else:
        table = Table(*(say(spoken, f"sessions.{column}") for column in ("id", "date", "plan", "asked", "score", "state")))
        for made in found:
            session = made.session
            begun = session.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
            plan, score = reports.plan_words(session.plan, spoken), reports.overall(made, spoken)
            done = say(spoken, "sessions.ended" if session.ended_at else "sessions.open")
            # An id that is cut can't be given to `report` or `practice --resume`.
            table.add_row(Text(session.id, no_wrap=True), begun, Text(plan), f"{len(made.asked)}/{_total(made)}", score, done)
        out.print(table)


def _total(made: Report) -> int:
    return max(len(made.asked), min(made.session.plan.length, len(made.session.item_ids)))


def _line(made: Report) -> dict[str, Any]:
    return {
        "id": made.session.id,
        "created_at": made.session.created_at.isoformat(),
        "ended_at": made.session.ended_at.isoformat() if made.session.ended_at else None,
        "plan": made.session.plan.model_dump(mode="json"),
        "asked": len(made.asked),
        "total": _total(made),
        "answered": made.answered,
        "score": made.score,
    }


def report(
    session: Annotated[str, typer.Argument(help="A session's id, or `last`.")] = "last",
    form: Annotated[Format, typer.Option("--format", help="apkg: the key points that were missed, as cards for Anki.")] = Format.md,
    to: Annotated[Path | None, typer.Option("--out", help="A file to write to; else the screen.", dir_okay=False)] = None,
) -> None:
    """Write the report of a session."""
    chosen = settings()
    spoken = language(chosen)
    with App(chosen) as app:
        if session == "last":
            newest = next(iter(app.sessions(ME)), None)
            if newest is None:
                raise InputError("there is no session yet", way_out="`interviewer practice` holds one.", key="no_sessions")
            session = newest.id
        made = app.report(session, ME)
    if form is Format.apkg:
        written = reports.deck(made, spoken, datetime.now(UTC))
        if to is None and sys.stdout.isatty():
            raise InputError("a deck is no text for a screen", way_out="Name a file with --out.", key="deck_to_screen")
    else:
        written = reports.write(made, form.value, spoken).encode("utf-8")
    if to is None:
        sys.stdout.buffer.write(written)
        sys.stdout.flush()
    else:
        to.write_bytes(written)
        out.print(say(spoken, "report.written", file=str(to)), markup=False)
