"""Measure whether questions of one meaning are merged and near ones kept apart: `python evals/merging.py [PAIRS.jsonl]`.

Prints precision, recall and F1 of "the same question" for each half of the labelled pairs and each language, with the pairs that
were judged wrongly when `--errors` is given. The half "choose" is what the word lists and thresholds were made on (its last 708 pairs were written
before they were measured: F1 was .69 on the first 379 of them then, .54 and .62 on the two sets after them), "kept" holds other topics and wordings, never looked at pair by pair.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from interviewer.embeddings import bundled
from interviewer.items.grouping import group

PAIRS = Path(__file__).parent / "data" / "same_question.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="?", type=Path, default=PAIRS)
    parser.add_argument("--errors", action="store_true", help='also print what is wrong in the half "choose"')
    asked = parser.parse_args()
    pairs = [json.loads(line) for line in asked.pairs.read_text("utf-8").splitlines() if line.strip()]
    encoder = bundled.use(threads=1)
    judged = [(pair, len(group([pair["one"], pair["other"]], encoder)) == 1) for pair in pairs]
    print(f"{'half':8} {'lang':5} {'pairs':>5} {'same':>5} {'P':>6} {'R':>6} {'F1':>6}")
    for half in sorted({pair["half"] for pair in pairs}):
        for language in ("zh", "en", "all"):
            row = [(pair, same) for pair, same in judged if pair["half"] == half and language in (pair["language"], "all")]
            print(f"{half:8} {language:5} {_figures(row)}")
    if asked.errors:
        for pair, same in judged:
            if same != pair["same"] and pair["half"] == "choose":
                print("missed" if pair["same"] else "WRONG ", pair["one"], "|", pair["other"])


def _figures(judged: list[tuple[dict[str, Any], bool]]) -> str:
    counts = Counter((pair["same"], same) for pair, same in judged)
    hits = counts[True, True]
    precision = hits / max(1, hits + counts[False, True])
    recall = hits / max(1, hits + counts[True, False])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"{len(judged):5} {hits + counts[True, False]:5} {precision:6.3f} {recall:6.3f} {f1:6.3f}"


if __name__ == "__main__":
    main()
