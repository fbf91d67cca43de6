"""How good a grader is: the configured one on the golden set, in figures that the page shows beside its grades."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib import resources
from itertools import groupby
from statistics import fmean
from typing import Protocol

from pydantic import JsonValue, ValidationError

from interviewer.evaluation import measures
from interviewer.evaluation.golden import GOOD, WORTHLESS, Answer, Golden, Question
from interviewer.schema import Figures, Frozen, Grade, Grader, GraderStamp, Tokens, Trust, fingerprint

PASSES, FAILS = 50.0, 60.0
"""A worthless answer gets through from the first; a good one fails below the second."""
_SHIPPED = "measured.json"

Progress = Callable[[int, int], None]
Run = Sequence[Grade]
"""One grade for each answer of the set, in its order."""


class Memory(Protocol):
    def recall(self, name: str) -> object: ...
    def remember(self, name: str, value: str) -> None: ...


class KindFigures(Frozen):
    """How one kind of answer fares."""

    answers: int
    mean: float | None
    wanted: float | None
    """Mean of the labelled scores."""
    at_least_50: float | None
    below_60: float | None


class Evaluation(Frozen):
    """What one grader did on a golden set."""

    trust: Trust
    by_language: dict[str, Figures]
    by_way: dict[str, Figures]
    """By how an answer to the question can be judged: coverage or reasoning."""
    kinds: dict[str, KindFigures]
    tokens: Tokens
    cost: float | None
    seconds: float
    """Of one grade, mean."""


def run(golden: Golden, grader: Grader, jobs: int = 1, progress: Progress = lambda done, total: None) -> list[Grade]:
    """Grade every answer of the set once, `jobs` at a time."""
    pairs = golden.pairs
    grades: list[Grade] = []
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        for grade in pool.map(lambda pair: grader.grade(pair[0].item, pair[1].answer), pairs):
            grades.append(grade)
            progress(len(grades), len(pairs))
    return grades


def evaluate(golden: Golden, runs: Sequence[Run], on: date) -> Evaluation:
    """Return the figures of the first run, and how often a verdict differs between the runs."""
    first, pairs = runs[0], golden.pairs
    everything = list(range(len(pairs)))
    grades = [grade for one in runs for grade in one]
    costs = [grade.cost for grade in grades if grade.cost is not None]
    return Evaluation(
        trust=Trust(
            grader=first[0].grader,
            measured_on=on.isoformat(),
            questions=len(golden.questions),
            runs=len(runs),
            figures=_figures(golden, first, everything),
            flips=_rounded(measures.flips([_verdicts(one) for one in runs])),
            kappa_between=_rounded(_kappa_between(golden)),
        ),
        by_language={name: _figures(golden, first, of) for name, of in _grouped(pairs, lambda q, a: q.lang).items()},
        by_way={name: _figures(golden, first, of) for name, of in _grouped(pairs, lambda q, a: q.judged_by).items() if name},
        kinds={name: _kind(golden, first, of) for name, of in _grouped(pairs, lambda q, a: a.kind).items()},
        tokens=Tokens(input=sum(g.tokens.input for g in grades), output=sum(g.tokens.output for g in grades)),
        cost=round(sum(costs), 6) if costs else None,
        seconds=round(fmean(grade.seconds for grade in grades), 4),
    )


def _figures(golden: Golden, run: Run, of: Sequence[int]) -> Figures:
    """Return the figures of the answers at these places of the set."""
    pairs = golden.pairs
    scores = {at: score for at in of if (score := run[at].score) is not None}
    labelled = [(at, wanted) for at in scores if (wanted := _wanted(golden, pairs[at][1])) is not None]
    got, want = [scores[at] for at, _ in labelled], [wanted for _, wanted in labelled]
    kappas = [_kappa_with(golden, run, [at for at, _ in labelled], labels) for labels in range(len(golden.labels))]
    return Figures(
        answers=len(of),
        unscored=len(of) - len(scores),
        pearson=_rounded(measures.pearson(got, want)),
        qwk=_rounded(measures.qwk(got, want)),
        kappa=_rounded(measures.mean([kappa for kappa in kappas if kappa is not None])),
        pairwise=_rounded(measures.pairwise(got, want, [pairs[at][0].id for at, _ in labelled])),
        leniency=_rounded(measures.mean([one - other for one, other in zip(got, want, strict=True)])),
        attacks_passed=_rounded(measures.share([score >= PASSES for at, score in scores.items() if pairs[at][1].kind in WORTHLESS])),
        good_failed=_rounded(measures.share([score < FAILS for at, score in scores.items() if pairs[at][1].kind in GOOD])),
    )


def _kind(golden: Golden, run: Run, of: Sequence[int]) -> KindFigures:
    scores = [score for at in of if (score := run[at].score) is not None]
    wanted = [score for at in of if (score := _wanted(golden, golden.pairs[at][1])) is not None]
    return KindFigures(
        answers=len(of),
        mean=_rounded(measures.mean(scores)),
        wanted=_rounded(measures.mean(wanted)),
        at_least_50=_rounded(measures.share([score >= PASSES for score in scores])),
        below_60=_rounded(measures.share([score < FAILS for score in scores])),
    )


def _grouped(pairs: Sequence[tuple[Question, Answer]], name: Callable[[Question, Answer], str]) -> dict[str, list[int]]:
    named = sorted((name(*pair), at) for at, pair in enumerate(pairs))
    return {group: [at for _, at in members] for group, members in groupby(named, key=lambda one: one[0])}


def _wanted(golden: Golden, answer: Answer) -> float | None:
    """Return the mean of the labelled scores of an answer."""
    given = [labels[answer.id].overall for labels in golden.labels if answer.id in labels]
    return fmean(given) if given else None


def _verdicts(run: Run) -> list[str]:
    return [verdict.verdict for grade in run for verdict in grade.verdicts]


def _kappa_with(golden: Golden, run: Run, of: Sequence[int], labels: int) -> float | None:
    """Return the kappa of the verdicts on these answers with those of one who labelled them."""
    found: list[str] = []
    wanted: list[str] = []
    for at in of:
        label = golden.labels[labels].get(golden.pairs[at][1].id)
        if label is not None and len(label.verdicts) == len(run[at].verdicts):
            found += [verdict.verdict for verdict in run[at].verdicts]
            wanted += label.verdicts
    return measures.kappa(found, wanted)


def _kappa_between(golden: Golden) -> float | None:
    if len(golden.labels) < 2:
        return None
    one, other = golden.labels[:2]
    both = [key for key in one if key in other and len(one[key].verdicts) == len(other[key].verdicts)]
    return measures.kappa([v for key in both for v in one[key].verdicts], [v for key in both for v in other[key].verdicts])


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


# ---------------------------------------------------------------- remembered


def keep(trust: Trust, memory: Memory) -> None:
    """Remember the latest figures of a grader."""
    memory.remember(_name(trust.grader), trust.model_dump_json())


def trust_of(stamp: GraderStamp, memory: Memory) -> Trust | None:
    """Return the latest figures of exactly this grader: measured here, else those that ship; None when it was never measured."""
    stamp = stamp.untaught  # what a person taught it is not measured
    known = memory.recall(_name(stamp))
    for kept in (known if isinstance(known, str) else "", json.dumps(shipped_figures())):
        try:
            trust = Trust.model_validate_json(kept)
        except ValidationError:  # none, or written by another version
            continue
        if trust.grader == stamp:
            return trust
    return None


def shipped_figures() -> JsonValue:
    """Return the figures of the local grader that ship, made by `interviewer evaluate --grader local --out`."""
    file = resources.files("interviewer").joinpath(_SHIPPED)
    return json.loads(file.read_text("utf-8"))["trust"] if file.is_file() else None


def _name(stamp: GraderStamp) -> str:
    return f"figures {fingerprint(stamp.name, stamp.model, stamp.prompt, stamp.version)}"
