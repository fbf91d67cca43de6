"""`evaluate`: how good the configured grader is, on a golden set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from interviewer import evaluation
from interviewer.app import App
from interviewer.cli.grading import Which
from interviewer.cli.terminal import err, language, out, progress, settings
from interviewer.errors import InputError
from interviewer.evaluation import Evaluation, golden
from interviewer.i18n import has, say
from interviewer.schema import Figures, Language

_SHARES = ("attacks_passed", "good_failed")


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: interviewer evaluate --grader llm --runs 3 --jobs 4 --out figures.json")(evaluate)


def evaluate(
    grader: Annotated[Which | None, typer.Option(help="local needs no network; llm needs INTERVIEWER_CHAT_MODEL.")] = None,
    runs: Annotated[int, typer.Option(min=1, max=20, help="How often everything is graded, to see what changes.")] = 3,
    target: Annotated[str, typer.Option("--out", help="File for the figures as JSON.")] = "",
    source: Annotated[Path | None, typer.Option("--set", help="Another golden set; evals/data/README.md describes the form.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Answers graded at once.")] = 1,
) -> None:
    """Measure the grader on labelled answers: agreement, ranking, leniency, flips, attacks that pass, good answers that fail."""
    chosen = settings()
    spoken = language(chosen)
    labelled = golden.load(source or golden.shipped_set())
    with App(chosen) as app:
        name = grader.value if grader else chosen.grader
        with progress(spoken) as step:
            graded = []
            for number in range(runs):
                judge = app.fresh_grader(name, f"/run {number + 1}")
                graded.append(evaluation.run(labelled, judge, jobs, partial(step, "grading")))
        found = evaluation.evaluate(labelled, graded, date.today())
        if target:
            _write(found, target)
        _tell(found, spoken)
        if found.trust.figures.unscored == found.trust.figures.answers:
            reason = next((grade.unscored for grade in graded[0] if grade.unscored), "")
            err.print(say(spoken, "grade.unscored", reason=reason), markup=False)
            raise typer.Exit(1)
        if source is None:
            evaluation.keep(found.trust, app.store)


def _write(found: Evaluation, target: str) -> None:
    try:
        Path(target).write_text(found.model_dump_json(indent=2) + "\n", "utf-8")
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", where=target, way_out="Choose another place for --out.") from error


def _tell(found: Evaluation, spoken: Language) -> None:
    trust = found.trust
    stamp = trust.grader
    out.print(say(spoken, "evaluate.title", grader=f"{stamp.name} {stamp.model} ({stamp.version})", count=trust.questions), markup=False)
    columns = {"all": trust.figures, **found.by_language, **found.by_way}
    out.print(_figures_table(columns, spoken))
    out.print(_kinds_table(found, spoken))
    lines = {
        "evaluate.flips": _number(trust.flips, share=True),
        "evaluate.kappa_between": _number(trust.kappa_between),
        "evaluate.seconds": f"{found.seconds:.3f}",
        "evaluate.tokens": f"{found.tokens.input:,} + {found.tokens.output:,}" + ("" if found.cost is None else f" = {found.cost:.4f}"),
    }
    for key, value in lines.items():
        out.print(say(spoken, key, value=value, runs=trust.runs), markup=False)
    if trust.figures.pearson is None:
        out.print(say(spoken, "evaluate.no_labels"), markup=False)


def _figures_table(columns: dict[str, Figures], spoken: Language) -> Table:
    titles = (say(spoken, f"evaluate.row.{name}") if has(f"evaluate.row.{name}") else name for name in columns)
    table = Table("", *titles)
    for name in Figures.model_fields:
        table.add_row(say(spoken, f"evaluate.{name}"), *(_shown(name, getattr(figures, name)) for figures in columns.values()))
    return table


def _kinds_table(found: Evaluation, spoken: Language) -> Table:
    table = Table(*(say(spoken, f"evaluate.{name}") for name in ("kind", "answers", "mean", "wanted", "at_least_50", "below_60")))
    for kind in _ordered(found.kinds):
        one = found.kinds[kind]
        shares = (_number(value, share=True) for value in (one.at_least_50, one.below_60))
        table.add_row(kind, str(one.answers), *(_number(value, digits=0) for value in (one.mean, one.wanted)), *shares)
    return table


def _ordered(kinds: Iterable[str]) -> list[str]:
    """Return the kinds, good ones first and worthless ones last."""
    rank = {**dict.fromkeys(golden.GOOD, 0), **dict.fromkeys(golden.WORTHLESS, 2)}
    return sorted(kinds, key=lambda kind: (rank.get(kind, 1), kind))


def _shown(name: str, value: float | None) -> str:
    digits = {"answers": 0, "unscored": 0, "leniency": 1}
    return _number(value, share=name in _SHARES, digits=digits.get(name, 2))


def _number(value: float | None, *, share: bool = False, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.1%}" if share else f"{value:.{digits}f}"
