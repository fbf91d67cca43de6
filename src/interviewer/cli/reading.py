"""`ingest`, `extract` and `search`: what is read, and what is found in it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from interviewer.app import App
from interviewer.cli.terminal import err, language, out, progress, settings
from interviewer.errors import InputError
from interviewer.i18n import say
from interviewer.library import Found, Ingested, extractions
from interviewer.report import place
from interviewer.schema import BANK, ME, Extraction, Language

Paths = Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)]


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: interviewer ingest ~/notes")(ingest)
    app.command(epilog="Example: interviewer extract ~/notes --out questions.jsonl")(extract)
    app.command(epilog='Example: interviewer search "how does attention scale"')(search)


def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; none: look again at those known.", show_default=False)
    ] = None,
    rebuild: Annotated[bool, typer.Option(help="Read everything again and build the index anew.")] = False,
) -> None:
    """Read notes, take out the questions, and index them. Unchanged files cost nothing."""
    chosen = settings()
    spoken = language(chosen)
    with App(chosen) as app, progress(spoken) as step:
        if rebuild:
            app.index.rebuild()
        app.library.ingest_bank(step)
        done = app.library.ingest(paths, ME, step, again=rebuild) if paths else app.library.refresh(ME, step, again=rebuild)
    _tell_ingested(done, spoken)


def _tell_ingested(done: Ingested, spoken: Language) -> None:
    out.print(
        say(spoken, "ingest.done", read=done.read, unchanged=done.unchanged, removed=done.removed, items=done.items, new=done.new_items)
    )
    for name, reason in done.skipped:
        err.print(say(spoken, "ingest.skipped", name=name, reason=reason), markup=False)
    if not done.indexed:
        err.print(say(spoken, "ingest.busy"), markup=False)


def extract(
    paths: Paths,
    target: Annotated[str | None, typer.Option("--out", help="Write JSON lines to a file, or `-` for the screen.")] = None,
) -> None:
    """Show which questions are found in notes, without keeping anything."""
    chosen = settings()
    spoken = language(chosen)
    found = extractions(paths, chosen.max_file_mb)
    if target is None:
        _tell_extracted(list(found), spoken)
        return
    stream = sys.stdout if target == "-" else Path(target).open("w", encoding="utf-8")  # noqa: SIM115
    try:
        for extraction in found:
            stream.write(json.dumps(extraction.contract(), ensure_ascii=False) + "\n")
    finally:
        if target != "-":
            stream.close()


def _tell_extracted(found: list[Extraction], spoken: Language) -> None:
    table = Table(*(say(spoken, f"extract.{column}") for column in ("file", "kind", "form", "questions", "answered", "reason")))
    for one in found:
        answered = sum(item.answer is not None for item in one.items)
        table.add_row(one.file, say(spoken, f"kind.{one.kind}"), one.form, str(len(one.items)), str(answered), one.reason or "")
    out.print(table)
    read = sum(one.kind != "skipped" for one in found)
    count = sum(len(one.items) for one in found)
    out.print(say(spoken, "extract.total", read=read, skipped=len(found) - read, questions=count))


def search(
    query: Annotated[str, typer.Argument(help="Words or a sentence, in either language.")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many results.")] = 8,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Find questions and passages by meaning."""
    chosen = settings()
    with App(chosen) as app:
        app.library.ingest_bank()
        found = app.library.search(query, [BANK, ME], k)
    for one in found:
        if as_json:
            sys.stdout.write(json.dumps(one.model_dump(mode="json", exclude_none=True), ensure_ascii=False) + "\n")
        else:
            out.print(_result(one), markup=False)
    if not found and not as_json:
        raise InputError("nothing found", where=query[:60], way_out="Try other words, or ingest notes that speak of it.")


def _result(found: Found) -> str:
    if found.item is not None:
        where = place(found.item.references[0]) if found.item.references else found.item.sources[0].document if found.item.sources else ""
        return f"? {found.item.question}\n    {where}"
    assert found.passage is not None
    head = " ".join(found.passage.text.split())[:120]
    return f"- {head}\n    {found.passage.document}:{found.passage.line or ''}"
