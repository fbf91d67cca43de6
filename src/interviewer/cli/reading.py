"""`ingest`, `extract` and `search`: what is read, and what is found in it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from interviewer import preview
from interviewer.app import App
from interviewer.cli.terminal import err, language, out, progress, settings
from interviewer.cli.written import tell_written, write
from interviewer.errors import InputError
from interviewer.finding import Found
from interviewer.i18n import say
from interviewer.library import Ingested, extractions, nothing_readable
from interviewer.report import place
from interviewer.schema import BANK, ME, Extraction, Language, Remark

_GAPS = 9
"""Columns of the terminal between the four of the table."""

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
    questions: Annotated[bool, typer.Option("--questions", help="Have the chat model write questions about articles and talks.")] = False,
    enrich: Annotated[bool, typer.Option("--enrich", help="Have the chat model write key points where notes list none.")] = False,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Calls of the chat model at once.")] = 1,
) -> None:
    """Read notes, take out the questions, and index them. Unchanged files cost nothing."""
    chosen = settings()
    spoken = language(chosen)
    with App(chosen) as app, progress(spoken) as step:
        writer = app.writer(spoken, jobs) if questions or enrich else None
        if rebuild:
            app.index.rebuild()
        app.library.ingest_bank(step)
        done = app.library.ingest(paths, ME, step, again=rebuild) if paths else app.library.refresh(ME, step, again=rebuild)
        _tell_ingested(done, spoken)
        if writer is not None:
            if chosen.destination:
                err.print(say(spoken, "where.notes", host=chosen.destination), markup=False)
            tell_written(write(app, writer, paths or (), step, questions=questions, key_points=enrich), spoken)


def _tell_ingested(done: Ingested, spoken: Language) -> None:
    told = {"unchanged": done.unchanged, "removed": done.removed, "new": done.new_items}
    read = preview.read(spoken, done.read, done.skipped)
    out.print(say(spoken, "ingest.done", read=read, questions=preview.count(spoken, "questions", done.items), **told), markup=False)
    _tell_remarks(done.remarks, spoken)
    if not done.indexed:
        err.print(say(spoken, "ingest.busy"), markup=False)


def extract(
    paths: Paths,
    target: Annotated[str | None, typer.Option("--out", help="Write JSON lines to a file, or `-` for the screen.")] = None,
) -> None:
    """Show which questions are found in notes, without keeping anything."""
    chosen = settings()
    spoken = language(chosen)
    rows: list[_Row] = []
    remarks: list[tuple[str, Remark]] = []
    with _writer(target) as write:
        for extraction in extractions(paths, chosen.max_file_mb):
            write(extraction)
            remarks += [(extraction.file, remark) for remark in extraction.remarks]
            answered = sum(item.answer is not None for item in extraction.items)
            rows.append(_Row(extraction.file, extraction.kind, extraction.form, len(extraction.items), answered, extraction.reason or ""))
    failed = [(row.file, row.reason) for row in rows if row.kind == "skipped"]
    if len(failed) == len(rows):
        raise nothing_readable(paths, [(name, preview.reason(spoken, why)) for name, why in failed])
    if target is None:
        _tell_extracted([row for row in rows if row.kind != "skipped"], failed, spoken)
    _tell_remarks(remarks, spoken)


def _tell_remarks(remarks: Sequence[tuple[str, Remark]], spoken: Language) -> None:
    for name, remark in remarks:
        err.print(f"{name}: {preview.remark(spoken, remark)}", markup=False)


class _Row(NamedTuple):
    """What is shown of one document."""

    file: str
    kind: str
    form: str
    questions: int
    answered: int
    reason: str


@contextmanager
def _writer(target: str | None) -> Iterator[Callable[[Extraction], object]]:
    """Give what writes an extraction to where it was asked for."""
    if target is None:
        yield lambda extraction: None
        return
    stream = sys.stdout if target == "-" else Path(target).open("w", encoding="utf-8")  # noqa: SIM115
    try:
        yield lambda extraction: stream.write(json.dumps(extraction.contract(), ensure_ascii=False) + "\n")
    finally:
        if target != "-":
            stream.close()


def _tell_extracted(rows: Sequence[_Row], failed: Sequence[tuple[str, str]], spoken: Language) -> None:
    """Print one line a document, those that were skipped below with the reason, and the sums."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    names = min(max(cell_len(row.file) for row in rows), max(20, out.width - 55))
    counts = [say(spoken, f"extract.{column}") for column in ("questions", "answered")]
    left = out.width - names - sum(map(cell_len, counts)) - _GAPS
    table.add_column(say(spoken, "extract.file"), no_wrap=True, width=names)
    table.add_column(say(spoken, "extract.form"), no_wrap=True, max_width=max(20, left))
    for head in counts:
        table.add_column(head, no_wrap=True, justify="right", width=cell_len(head))
    for row in sorted(rows):
        table.add_row(Text(_shortened(row.file, names)), Text(_what(row, spoken)), str(row.questions or ""), str(row.answered or ""))
    out.print(table, soft_wrap=False)
    if failed:
        out.print(say(spoken, "extract.skipped"), style="bold")
        for name, why in sorted(failed):
            out.print(f"  {name}: {preview.reason(spoken, why)}", markup=False)
    told = {
        "questions": preview.count(spoken, "questions", sum(row.questions for row in rows)),
        "answered": sum(row.answered for row in rows),
    }
    out.print(say(spoken, "extract.total", read=preview.read(spoken, len(rows), failed, named=False), **told), markup=False)


def _what(row: _Row, spoken: Language) -> str:
    kind = say(spoken, f"kind.{row.kind}")
    return say(spoken, "extract.what", kind=kind, form=preview.form(spoken, row.form)) if row.form and row.questions else kind


def _shortened(path: str, width: int) -> str:
    """Return a path cut at its front, for its end tells more; width in columns of the terminal."""
    if cell_len(path) <= width:
        return path
    while cell_len(path) > width - 1:
        path = path[1:]
    return f"…{path}"


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
