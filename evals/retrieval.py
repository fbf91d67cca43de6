"""Measure how well the bank is found: `python -m evals.retrieval`.

Prints recall at 1 and 5 and the mean reciprocal rank of the queries in `data/retrieval*.jsonl`, for a kind of query each, among the items of the
query's own language (within) and among those of the other (across); any of several right answers counts. Three parts are told apart: queries
written by one who knew the bank, queries by one who had not seen its wording (blind), and names from the one who wrote the glossary. Then, how
well what a query is about is told from what is only nearest: the queries of `retrieval_off.jsonl` are about what the bank lacks. `--errors`
prints what was not among the first five. `python -m evals.retrieval_fit` fits the weights and compares what could be embedded.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

os.environ.setdefault("OMP_NUM_THREADS", "1")

from interviewer.app import App
from interviewer.library import Close
from interviewer.schema import BANK, Item, Language
from interviewer.settings import load

DATA = Path(__file__).parent / "data"
PARTS = {"seen": "retrieval.jsonl", "blind": "retrieval_blind.jsonl", "glossary": "retrieval_glossary.jsonl"}
TOPICS = ("位置编码", "positional encoding", "RAG", "智能体", "agents", "分布式训练", "数据库", "quantisation", "对齐", "Python")
"""Names of whole topics, for which several items should fit."""
OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}


class Query(NamedTuple):
    kind: str
    language: Language
    text: str
    wanted: frozenset[str] = frozenset()
    """The `id` fields of the items that answer it, the same in both languages; none for a query about what the bank lacks."""


class Rank(NamedTuple):
    kind: str
    way: str
    rank: int
    query: Query


def queries(name: str) -> list[Query]:
    """Return the queries of one file of `data`; none where there is no such file."""
    path = DATA / name
    lines = map(json.loads, path.read_text("utf-8").splitlines()) if path.is_file() else []
    return [
        Query(line.get("kind", "off"), line["lang"], line["query"], frozenset([line["id"], *line.get("also", ())] if "id" in line else ()))
        for line in lines
    ]


def targets(query: Query, items: Iterable[Item]) -> set[str]:
    """Return the ids of the items that answer a query."""
    return {item.id for item in items if item.metadata.get("id") in query.wanted}


def ranks_of(query: Query, order: Sequence[str], items: dict[str, Item]) -> Iterator[Rank]:
    """Yield the best rank of a right answer within the query's language and across, where there is one, given all items best first."""
    right = targets(query, items.values())
    for way, language in (("within", query.language), ("across", OTHER[query.language])):
        listed = [one for one in order if items[one].language == language]
        found = [at for at, one in enumerate(listed, 1) if one in right]
        if found:
            yield Rank(query.kind, way, found[0], query)


def line_of(ranks: Sequence[Rank]) -> str:
    found = [one.rank for one in ranks]
    return f"{len(found):4} {fmean(r == 1 for r in found):6.3f} {fmean(r <= 5 for r in found):6.3f} {fmean(1 / r for r in found):6.3f}"


def _print_ranks(part: str, ranks: Sequence[Rank], errors: bool) -> None:
    groups: dict[tuple[str, str], list[Rank]] = defaultdict(list)
    for one in ranks:
        groups[one.way, one.kind].append(one)
        groups[one.way, "all"].append(one)
    for (way, kind), some in sorted(groups.items()):
        print(f"{part:9} {way:7} {kind:11} {line_of(some)}")
    for one in ranks if errors else ():
        if one.rank > 5:
            print(f"    {one.rank:3} {one.way} {one.kind} {one.query.text!r}: {', '.join(sorted(one.query.wanted))}")


def _print_fits(part: str, found: list[tuple[Query, list[Close]]], items: dict[str, Item]) -> None:
    fit = [any(one.fits for one in closes if one.item_id in targets(query, items.values())) for query, closes in found]
    print(
        f"{part:9} targets that fit {fmean(fit):.3f}, items that fit a query {fmean(sum(one.fits for one in closes) for _, closes in found):.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="also print what was not found")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--home", type=Path, help="where the bank is kept from one run to the next")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, App(load(home=asked.home or Path(folder))) as app:
        app.library.ingest_bank()
        items = {item.id: item for item in app.store.items([BANK])}
        print(f"{len(items)} items\n{'part':9} {'way':7} {'kind':11} {'n':>4} {'R@1':>6} {'R@5':>6} {'MRR':>6}")
        for part in asked.parts:
            found = [(query, app.library.closest(query.text, [BANK])) for query in queries(PARTS[part])]
            if found:
                order = [(query, [one.item_id for one in closes]) for query, closes in found]
                _print_ranks(part, [rank for query, ids in order for rank in ranks_of(query, ids, items)], asked.errors)
                _print_fits(part, found, items)
        off = [(query.text, app.library.closest(query.text, [BANK])) for query in queries("retrieval_off.jsonl")]
        print(f"off the bank: {fmean(not any(one.fits for one in closes) for _, closes in off):.3f} of {len(off)} queries fit nothing")
        for text, closes in off if asked.errors else ():
            if closes[0].fits:
                print(f"    {closes[0].closeness:.2f} {text!r}: {items[closes[0].item_id].question}")
        for topic in TOPICS:
            print(f"{topic}: {sum(one.fits for one in app.library.closest(topic, [BANK]))} items fit")


if __name__ == "__main__":
    main()
