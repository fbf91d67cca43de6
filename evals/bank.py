"""Let the bank prove itself: python -m evals.bank [--grader local|llm] [--errors]

`evals/data/bank_answers.jsonl` holds, for 60 items of the bank, a strong, a middling and a wrong answer, as people would say them: a line
`{"id": slug, "language", "strong", "middling", "wrong"}`. They were written from the questions alone, before a grader saw any of them, and are
never reworded because of a grade. The strong one is in other words than the key points: it shares no run of 8 Han characters or 4 English words
with them, formulas and names aside. The wrong one is fluent, speaks of the same things at the same length, and contradicts.

Printed: how often a grader puts strong above wrong, strong above middling and middling above wrong (a tie counts half), by language and topic,
and the mean scores; with --errors each item that it ranks wrongly, with the verdicts. The llm grader is the one of the settings.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from statistics import fmean
from typing import Literal, NamedTuple

from interviewer import glossary
from interviewer.app import App
from interviewer.schema import BANK, Frozen, Grade, Grader, Item, Language
from interviewer.settings import load as settings
from interviewer.text import is_cjk

DATA = Path(__file__).parent / "data/bank_answers.jsonl"
Kind = Literal["strong", "middling", "wrong"]
KINDS: tuple[Kind, ...] = ("strong", "middling", "wrong")
ORDERS: tuple[tuple[Kind, Kind], ...] = (("strong", "wrong"), ("strong", "middling"), ("middling", "wrong"))
LONGEST_SHARED: dict[Language, int] = {"zh": 7, "en": 3}
"""Han characters or words of a strong answer that may stand in a key point in one run."""
_FORMULA = re.compile(r"```.*?```|\$\$.*?\$\$|\\\(.*?\\\)|`[^`]*`", re.DOTALL)
_NAME = re.compile(r"\w*(?:[a-z][A-Z]|[A-Z]{2}|\d)\w*", re.ASCII)
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")


class Answers(Frozen):
    """What three people say to one item."""

    id: str
    """The item's name in the bank's files, the same in both languages."""
    language: Language
    strong: str
    middling: str
    wrong: str

    def of(self, kind: Kind) -> str:
        return {"strong": self.strong, "middling": self.middling, "wrong": self.wrong}[kind]


class Graded(NamedTuple):
    answers: Answers
    topic: str
    """The name of the bank's file."""
    grades: Mapping[Kind, Grade]

    def score(self, kind: Kind) -> float:
        """Return the score of one answer; one without a score counts as the lowest."""
        return self.grades[kind].score or 0.0


# ---------------------------------------------------------------- data


def load(path: Path = DATA) -> list[Answers]:
    return [Answers.model_validate(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def shared_runs(answer: str, points: Sequence[str], language: Language) -> list[str]:
    """Return the runs, just over the limit, that an answer shares with key points; formulas and names are aside."""
    wide = LONGEST_SHARED[language] + 1
    there = {run for point in points for run in _runs(point, language, wide)}
    return [(("" if language == "zh" else " ").join(run)) for run in _runs(answer, language, wide) if run in there]


def _runs(passage: str, language: Language, wide: int) -> list[tuple[str, ...]]:
    runs: list[tuple[str, ...]] = []
    for piece in _FORMULA.split(passage):
        units = _units(piece, language)
        runs += [tuple(units[at : at + wide]) for at in range(len(units) - wide + 1)]
    return runs


def _units(passage: str, language: Language) -> list[str]:
    """Return the Han characters or the words of a passage, without those of names."""
    for name in reversed(glossary.found(passage)):
        passage = f"{passage[: name.start]} {passage[name.end :]}"
    return list(filter(is_cjk, passage)) if language == "zh" else _WORD.findall(_NAME.sub(" ", passage).lower())


# ---------------------------------------------------------------- grading


def bank(app: App) -> dict[tuple[str, Language], Item]:
    """Return the items of the bank by name and language."""
    app.library.ingest_bank()
    return {(str(item.metadata["id"]), item.language): item for item in app.store.items([BANK]) if "id" in item.metadata}


def grade(rows: Sequence[Answers], items: Mapping[tuple[str, Language], Item], grader: Grader) -> list[Graded]:
    graded = []
    for row in rows:
        item = items[row.id, row.language]
        graded.append(Graded(row, Path(item.references[0].document).stem, {kind: grader.grade(item, row.of(kind)) for kind in KINDS}))
    return graded


def in_order(graded: Sequence[Graded], better: Kind, worse: Kind) -> float:
    """Return the share of items whose better answer scores above the worse one; a tie counts half."""
    return fmean(1.0 if (gap := one.score(better) - one.score(worse)) > 0 else 0.5 if gap == 0 else 0.0 for one in graded)


# ---------------------------------------------------------------- telling


def summary(graded: Sequence[Graded]) -> list[str]:
    """Return the table: all items, then by language, then by topic."""
    lines = [f"{'':24}{'items':>6}" + "".join(f"{f'{a} > {b}':>20}" for a, b in ORDERS) + "".join(f"{kind:>10}" for kind in KINDS)]
    lines.append(_line("all", graded))
    for key in (lambda one: one.answers.language, lambda one: one.topic):
        ordered = sorted(graded, key=key)
        lines += [_line(name, list(members)) for name, members in groupby(ordered, key=key)]
    return lines


def _line(name: str, graded: Sequence[Graded]) -> str:
    shares = "".join(f"{in_order(graded, *order):20.3f}" for order in ORDERS)
    means = "".join(f"{fmean(one.score(kind) for one in graded):10.1f}" for kind in KINDS)
    return f"{name:24}{len(graded):6}{shares}{means}"


def errors(graded: Sequence[Graded]) -> list[str]:
    """Return what is ranked wrongly, with the verdict on each key point."""
    lines = []
    for one in graded:
        wrongly = [f"{a} > {b}" for a, b in ORDERS if one.score(a) <= one.score(b)]
        if not wrongly:
            continue
        lines.append(f"\n{one.answers.language} {one.answers.id}: not {', '.join(wrongly)}")
        lines += [f"  {kind:9}{one.score(kind):6.1f}  {' '.join(one.grades[kind].cautions)}" for kind in KINDS]
        for at, point in enumerate(one.grades["strong"].verdicts):
            told = "  ".join(f"{(v := one.grades[kind].verdicts[at]).verdict:>7} {v.credit:.2f}" for kind in KINDS)
            lines.append(f"    {told}  {point.weight:.2f} {point.text}")
    return lines


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--grader", choices=("local", "llm"), default="local")
    wanted.add_argument("--errors", action="store_true")
    given = wanted.parse_args()
    rows = load()
    with tempfile.TemporaryDirectory() as home, App(settings(home=home)) as app:
        items = bank(app)
        for row in rows:
            for run in shared_runs(row.strong, [p.text for p in items[row.id, row.language].key_points], row.language):
                print(f"{row.language} {row.id}: the strong answer has words of a key point: {run}")
        graded = grade(rows, items, app.fresh_grader(given.grader, "bank"))
    print("\n".join([*summary(graded), *(errors(graded) if given.errors else [])]))


if __name__ == "__main__":
    main()
