"""Measure the reading of notes against labelled documents.

usage: python evals/reading.py FOLDER [--json]

FOLDER holds `docs/` (files of any format; they may also stand in FOLDER itself) and `gold/` (one JSON file a document: `file`, `items` with `question`, `has_answer`, `answer_start`,
`answer_end`, and where they apply `alts`, `alt_answers`, `optional`, `answer_kind`). Each document goes the whole way: bytes, Markdown, items.

A question is found when its letters agree for nine tenths with the label or one of its other wordings, one to one. An answer is right when the
first and the last letters of the label stand near the beginning and the end of what was cut. Printed for each file and as means over files: F1 of
the questions, yield (labelled answers that were found with right bounds), and answers invented for questions that have none.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from interviewer import documents, items
from interviewer.errors import CorpusError
from interviewer.schema import ExtractedItem, Extraction

_SAME, _BOUND, _SLIP = 90.0, 85.0, 40
_MARKUP = re.compile(
    r"!\[[^\]]*\]\([^)]*\)|(?<=\])\((?:[^()\s]|\([^)]*\))*(?:\s+\"[^\"]*\")?\s*\)|</?(?:details|summary|br?|p|img|a|span|div|code|pre|strong|em|i|u|su[bp]|center|t(?:able|head|body|r|d|h)|[uo]l|li|h[1-6r]|font|mark|kbd|blockquote|section)\b[^<>\n]*>|<!--.*?-->|^[ \t>]*(?:```+|~~~+)[^\n`]*$",
    re.MULTILINE | re.DOTALL,
)
_NUMBER = re.compile(
    r"^\s*(?:q(?:uestion)?\s*\.?\s*\d*\s*[.:：、)]|第\s*\d+\s*题\s*[:：]?|\d+(?:[.\-]\d+)*\s*[.、)）:：，,]?\s+|\d+[.、)）:：，,]\s*|[一二三四五六七八九十]+[、.]\s*)",
    re.IGNORECASE,
)
_UNSCORED = ("image_or_symbol", "placeholder")


@dataclass(frozen=True)
class Row:
    """What one document gives."""

    file: str
    kind: str
    form: str
    labelled: int
    found: int
    right: int
    answers: int
    cut: int
    unanswered: int
    invented: int
    seconds: float

    @property
    def f1(self) -> float:
        return 1.0 if not (self.labelled or self.found) else 2 * self.right / (self.labelled + self.found)


def letters(text: str) -> str:
    """Return the letters and digits of a text without markup, in lower case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", _MARKUP.sub(" ", text or ""))).lower()


def _alike(one: str, other: str) -> float:
    if not one or not other or min(len(one), len(other)) < 0.75 * max(len(one), len(other)):
        return 0.0
    return fuzz.ratio(one, other)


def _wordings(text: str) -> set[str]:
    return {form for form in (letters(text), letters(_NUMBER.sub("", text))) if form}


@dataclass(frozen=True)
class _Label:
    """A labelled question, its letters prepared."""

    gold: Mapping[str, Any]
    wordings: frozenset[str]
    start: str

    @classmethod
    def of(cls, gold: Mapping[str, Any]) -> _Label:
        texts = (gold["question"], *gold.get("alts", ()))
        return cls(
            gold, frozenset(form for text in texts for form in _wordings(text)), letters(gold["question"]) if gold.get("alts") else ""
        )

    def similarity(self, ours: set[str]) -> float:
        """Return how well a question agrees; one whose stem goes on below the heading may be given with or without it."""
        if ours & self.wordings:
            return 100.0
        best = max((_alike(a, b) for a in ours for b in self.wordings), default=0.0)
        if best < _SAME and len(self.start) >= 8 and any(form.startswith(self.start) for form in ours):
            return _SAME
        return best


def _near(probe: str, window: str) -> bool:
    if len(window) < len(probe):
        return fuzz.ratio(probe, window) >= _BOUND
    return not probe or fuzz.partial_ratio(probe, window) >= _BOUND


def bounds(answer: str | None, gold: Mapping[str, Any]) -> bool:
    """Tell whether an answer begins and ends where the label, or one of its other bounds, does."""
    cut = letters(answer or "")
    for option in (gold, *gold.get("alt_answers", ())):
        start, end = letters(option["answer_start"]), letters(option["answer_end"])
        if cut and _near(start, cut[: len(start) + _SLIP]) and _near(end, cut[-(len(end) + _SLIP) :]):
            return True
    return False


def _pairs(found: Sequence[ExtractedItem], labels: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Match questions with labels one to one: best first, required ones first, the same text in order of place."""
    scored = []
    prepared = [_Label.of(gold) for gold in labels]
    for i, item in enumerate(found):
        ours = _wordings(item.question)
        for j, gold in enumerate(labels):
            score = prepared[j].similarity(ours)
            if score >= _SAME:
                fits = gold["has_answer"] and bounds(item.answer, gold)
                scored.append((-score, bool(gold.get("optional")), not fits, abs(i - j), i, j))
    matched: dict[int, int] = {}
    for *_, i, j in sorted(scored):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def measure(extraction: Extraction, gold: Mapping[str, Any], seconds: float) -> Row:
    """Return the measures of one document."""
    labels = gold["items"]
    matched = _pairs(extraction.items, labels)
    taken = {j: i for i, j in matched.items()}
    required = [j for j, label in enumerate(labels) if not label.get("optional")]
    answered = [j for j in required if labels[j]["has_answer"] and labels[j].get("answer_kind") not in _UNSCORED]
    bare = [j for j in required if j in taken and not labels[j]["has_answer"]]
    return Row(
        file=gold["file"],
        kind=extraction.kind,
        form=extraction.form,
        labelled=len(required),
        found=len(extraction.items) - sum(bool(labels[j].get("optional")) for j in taken),
        right=sum(j in taken for j in required),
        answers=len(answered),
        cut=sum(j in taken and bounds(extraction.items[taken[j]].answer, labels[j]) for j in answered),
        unanswered=len(bare),
        invented=sum(bool(letters(extraction.items[taken[j]].answer or "")) for j in bare),
        seconds=round(seconds, 3),
    )


def read(folder: Path) -> list[Row]:
    """Read every labelled document of a folder and measure it; one that can't be read counts as empty."""
    docs = folder / "docs" if (folder / "docs").is_dir() else folder
    rows = []
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        start = time.perf_counter()
        try:
            extraction = items.extract(documents.read(docs / gold["file"], docs, 50.0))
        except CorpusError as error:
            extraction = Extraction(file=gold["file"], kind="skipped", reason=str(error))
        rows.append(measure(extraction, gold, time.perf_counter() - start))
    return rows


def _mean(rows: Sequence[Row], value: Callable[[Row], float]) -> float:
    return round(sum(map(value, rows)) / len(rows), 4) if rows else 1.0


def summary(rows: Sequence[Row]) -> dict[str, float | int]:
    """Return the means over files, as the goals name them."""
    asking, empty = [r for r in rows if r.labelled], [r for r in rows if not r.labelled]
    return {
        "files": len(rows),
        "macro_f1": _mean(asking, lambda r: r.f1),
        "macro_yield": _mean([r for r in rows if r.answers], lambda r: r.cut / r.answers),
        "spurious": round(sum(r.invented for r in rows) / max(1, sum(r.unanswered for r in rows)), 4),
        "clean_articles": sum(not r.found for r in empty),
        "articles": len(empty),
        "seconds": round(sum(r.seconds for r in rows), 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    if not (given.folder / "gold").is_dir():
        print(f"{given.folder}: no folder `gold` in it; give a folder that holds one", file=sys.stderr)
        return 2
    rows = read(given.folder)
    if given.json:
        print(
            json.dumps(
                {"summary": summary(rows), "files": [asdict(row) | {"f1": round(row.f1, 4)} for row in rows]}, ensure_ascii=False, indent=1
            )
        )
        return 0
    print(f"{'file':34} {'kind':14} {'labels':>6} {'found':>6} {'F1':>6} {'yield':>6} {'invented':>8}  form")
    for row in rows:
        share = f"{row.cut / row.answers:6.3f}" if row.answers else "     -"
        print(f"{row.file[:34]:34} {row.kind:14} {row.labelled:6} {row.found:6} {row.f1:6.3f} {share} {row.invented:8}  {row.form[:60]}")
    print(json.dumps(summary(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
