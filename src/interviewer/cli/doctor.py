"""`doctor`: tries each connection and says what works, what does not, and the way out."""

from __future__ import annotations

from collections.abc import Callable

import typer
from rich.table import Table

from interviewer.app import App
from interviewer.cli.terminal import language, out, settings
from interviewer.errors import InterviewerError
from interviewer.i18n import say, tell
from interviewer.schema import BANK, ME, Language


def register(app: typer.Typer) -> None:
    app.command()(doctor)


def doctor() -> None:
    """Try the data folder, the database, the index, the encoders and the model, and say the way out where one fails."""
    chosen = settings()
    spoken = language(chosen)
    table = Table(*(say(spoken, f"doctor.{column}") for column in ("part", "state", "detail")))
    failed = 0
    with App(chosen) as app:
        for name, check in _checks(app, spoken):
            try:
                table.add_row(say(spoken, f"doctor.{name}"), f"[green]{say(spoken, 'doctor.ok')}[/green]", check())
            except InterviewerError as error:
                failed += 1
                table.add_row(say(spoken, f"doctor.{name}"), f"[red]{say(spoken, 'doctor.failed')}[/red]", tell(spoken, error))
    out.print(table)
    if failed:
        raise typer.Exit(1)


def _checks(app: App, spoken: Language) -> list[tuple[str, Callable[[], str]]]:
    def database() -> str:
        count = len(app.store.items([BANK, ME]))
        return f"{'DATABASE_URL' if app.settings.database_url else 'SQLite'} · {say(spoken, 'doctor.items', count=count)}"

    def index() -> str:
        count = app.index.count("items") + app.index.count("passages")
        return f"{app.settings.chroma_url or 'Chroma'} · {say(spoken, 'doctor.entries', count=count)}"

    def encoder() -> str:
        return f"{app.finder.name} · {app.finder.encode(['ok'], 'query').shape[1]}"

    def similarity() -> str:
        return f"{app.similarity.name} · {app.similarity.encode(['ok'], 'query').shape[1]}"

    def model() -> str:
        if not app.settings.uses_llm:
            return say(spoken, "doctor.no_model")
        from interviewer import llm

        checked = llm.check(app.settings, remember=app.store)
        return say(spoken, "doctor.model_works", model=checked.model, host=checked.where, seconds=f"{checked.seconds:.1f}")

    return [
        ("home", lambda: str(app.settings.home)),
        ("database", database),
        ("index", index),
        ("encoder", encoder),
        ("similarity", similarity),
        ("model", model),
    ]
