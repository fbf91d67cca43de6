"""`correct` and `points`: what a person says to a verdict, and to the key points of a question."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from interviewer.app import App
from interviewer.cli.terminal import language, out, settings
from interviewer.errors import InputError
from interviewer.i18n import say
from interviewer.schema import ME, Item, KeyPoint


class Said(StrEnum):
    hit = "hit"
    partial = "partial"
    missed = "missed"
    wrong = "wrong"


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: interviewer correct last 2 1 hit")(correct)
    app.command(epilog="Example: interviewer points 3f2a90c1d4e5b678 --set points.jsonl")(points)


def correct(
    session: Annotated[str, typer.Argument(help="A session's id, or `last`.")],
    question: Annotated[int, typer.Argument(min=1, help="Number of the question.")],
    point: Annotated[int, typer.Argument(min=1, help="Number of the key point on the score card.")],
    verdict: Annotated[Said, typer.Argument(help="What it should have been.")],
) -> None:
    """Say what a verdict on your answer should have been; the offline grader learns from it for this question."""
    chosen = settings()
    with App(chosen) as app:
        newest = next(iter(app.sessions(ME)), None)
        name = newest.id if session == "last" and newest else session
        state = app.interview(name, ME).correct(question - 1, point - 1, verdict.value)
        told = state.turns[question - 1].corrections[-1]
        spoken = language(chosen)
        out.print(say(spoken, "correct.kept", point=told.point, verdict=say(spoken, f"verdict.{told.verdict}")), markup=False)


def points(
    item: Annotated[str, typer.Argument(help="A question's id; `interviewer search --json` shows them.")],
    source: Annotated[
        str, typer.Option("--set", help='JSON lines {"text", "weight", "bonus"}, yours from now on; `-` for standard input.')
    ] = "",
    reset: Annotated[bool, typer.Option("--reset", help="Back to the key points of the notes.")] = False,
) -> None:
    """Show the key points of a question as JSON lines, or put your own in their place."""
    chosen = settings()
    with App(chosen) as app:
        if reset:
            shown: Item | None = app.edit_key_points(ME, item, ())
        elif source:
            shown = app.edit_key_points(ME, item, _read(source))
        else:
            shown = app.store.item(item, ME)
        if shown is None:
            raise InputError("no question has this id", where=item, way_out="`interviewer search --json` shows ids.", key="no_item")
    for point in shown.key_points:
        sys.stdout.write(json.dumps(point.model_dump(), ensure_ascii=False) + "\n")


def _read(source: str) -> list[KeyPoint]:
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"can't be read: {error}", where=source, way_out="Give a file of JSON lines, or `-`.") from error
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise InputError("it holds no key point", where=source, way_out="Use --reset to go back to those of the notes.", key="no_points")
    return [_point(line, f"{source}:{number}") for number, line in lines]


def _point(line: str, where: str) -> KeyPoint:
    try:
        point = KeyPoint.model_validate_json(line)
    except ValidationError:
        point = None
    if point is None or not point.text.strip() or not 0 <= point.weight < float("inf"):
        raise InputError(
            "this is no key point",
            where=where,
            way_out='Write {"text": "...", "weight": 0.5, "bonus": false}.',
            key="bad_point",
            place=where,
        )
    return point
