"""`serve`: the page."""

from __future__ import annotations

import os
import re
import sys
from typing import Annotated

import typer

from interviewer.cli.terminal import err, language, out, progress, settings
from interviewer.errors import InputError, InterviewerError
from interviewer.i18n import say, tell
from interviewer.schema import ME, Language

_PATH = re.compile(r"(?:/[\w.~-]+)+/?")


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: interviewer serve --port 8000")(serve)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; 127.0.0.1 is this machine only.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port; the next free one is taken when it is in use.")] = None,
    root_path: Annotated[
        str, typer.Option(metavar="/PATH", help="Path under which a reverse proxy shows the page; the proxy is to strip it.")
    ] = "",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in a browser where there is one.")] = True,
) -> None:
    """Open the page: pick topics, answer, see your grades."""
    if root_path and not _PATH.fullmatch(root_path):
        raise InputError("this is not a path", where=f"--root-path {root_path[:80]}", way_out="Write it as /interviewer.", key="root_path")
    chosen = settings()
    spoken = language(chosen)
    out.print(say(spoken, "serve.starting"))  # what comes next imports for a second or two, more on a cold disk
    from interviewer.ui import server

    wanted = port or chosen.port
    socket = server.bind(host or chosen.host, wanted)
    got = socket.getsockname()[1]
    if got != wanted:
        out.print(say(spoken, "serve.port_taken", wanted=wanted, got=got))
    from interviewer.app import App

    with App(chosen) as app:

        def prepare() -> None:
            try:
                with progress(spoken) as step:
                    app.library.ingest_bank(step)
                    app.library.refresh(ME, step)
                app.warm()
            except InterviewerError as error:
                err.print(tell(spoken, error), style="red", markup=False)

        server.serve(app, socket, prepare, lambda url: _announce(url, spoken, chosen.destination, browser), root_path.rstrip("/"))


def _announce(url: str, spoken: Language, destination: str | None, browser: bool) -> None:
    where = say(spoken, "where.host", host=destination) if destination else say(spoken, "where.here")
    out.print(f"{say(spoken, 'serve.ready', url=url)}  {where}", markup=False)
    if browser and _has_display():
        import webbrowser

        webbrowser.open(url)


def _has_display() -> bool:
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
