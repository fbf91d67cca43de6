"""The command line: thin commands that translate, and the one place where errors become exit codes."""

from __future__ import annotations

import logging
import sys
from typing import Annotated

import typer

from interviewer import __version__
from interviewer.cli import correcting, doctor, evaluating, grading, practising, reading, serving
from interviewer.errors import InterviewerError, SettingsError
from interviewer.i18n import tell, terminal_language
from interviewer.schema import Language
from interviewer.settings import load

app = typer.Typer(
    name="interviewer",
    help="A mock interviewer for your own notes. Start with: interviewer serve",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (serving, practising, reading, grading, correcting, evaluating, doctor):
    module.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"interviewer {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Log what the program does, and show tracebacks.")] = False,
) -> None:
    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    for chatty in ("httpx", "chromadb", "alembic", "pdfminer", "fontTools"):
        logging.getLogger(chatty).setLevel(logging.INFO if debug else logging.ERROR)


def main() -> None:
    """Run one command; every error is one line on stderr (0 done, 1 failed, 2 the input is at fault, 130 interrupted)."""
    debug = "--debug" in sys.argv
    try:
        code = app(standalone_mode=False)
    except InterviewerError as error:
        _fail(tell(_spoken(), error), error.exit_code, debug)
    except typer.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # the door: nothing a person runs may end in a traceback
        if hasattr(error, "exit_code") and hasattr(error, "format_message"):  # the parser's own: unknown option, missing argument
            _fail(error.format_message(), 2, debug=False)
        _fail(f"unexpected {type(error).__name__}: {error}. Run again with --debug to see where, and please report it.", 1, debug)
    sys.exit(code if isinstance(code, int) else 0)


def _spoken() -> Language:
    """Return the language of error lines; a wrong setting must not hide the error that is being told."""
    try:
        return load().language or terminal_language()
    except SettingsError:
        return terminal_language()


def _fail(line: str, code: int, debug: bool) -> None:
    if debug:
        logging.getLogger(__name__).exception("traceback")
    print(f"interviewer: {' '.join(line.split())}", file=sys.stderr)  # noqa: T201
    sys.exit(code)
