"""Train the local grader: python -m evals.train_local FOLDER [--write] [--left-out PRED.jsonl]

FOLDER holds JSONL files of answers graded by people (id, dataset, lang, question, reference [..], answer, score 0..1,
question_id); sets whose name begins with `probe` are never trained on. The heads for key points cut from a reference
are fitted on these, those for stated key points mainly on `evals/data/told_points.jsonl`, where it is known of each
key point whether it is said. Prints agreement on each set by a grader that was trained without it (and without its
translation), and on the told points by one that was trained without the question; --left-out writes the former
predictions, the probes being judged by the grader trained on everything else. --write stores the coefficients of all
sets in src/interviewer/graders/local.json. Vectors are cached in --cache.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import pearsonr

from evals.made import Row, composites, parts, poor, told
from interviewer import embeddings, items
from interviewer.graders.evidence import ANSWER_FEATURES, POINT_FEATURES, Evidence, frame, weigh
from interviewer.graders.local import credits_of, left_of
from interviewer.graders.screen import Screen, screen
from interviewer.schema import Encoder, Item, KeyPoint, Reference, Vectors
from interviewer.settings import Settings

Numbers = NDArray[np.float64]
STORE = Path(__file__).resolve().parents[1] / "src/interviewer/graders/local.json"
SEED = 7
FIXED = {"gate_full": 0.9, "term_list_share": 0.35, "off_topic_below": 0.3, "vague_below": 0.3}
"""Set by hand, for all heads."""
ANOTHER_LANGUAGE = (
    ("beside_others", "beside_question", "beside_idle_own"),
    ("answer_near", "answer_near_over_question", "point_beside_idle"),
)
MADE_WEIGHT, POINT_WEIGHT, RANK_WEIGHT, MARGIN = 0.1, 0.15, 1.0, 0.08
"""A ranking weight of 4 lifts the left-out ranking a little, but points that are said and points that are not drift together."""
TOLD = Path(__file__).parent / "data/told_points.jsonl"
RIGHT = ("para", "terse", "other", "asr")
WORTHLESS = ("empty", "stuff", "offtopic", "wrong")


@dataclass(frozen=True)
class Recipe:
    """What the heads for one kind of key points are fitted on, and what is set by hand."""

    people: float
    """Weight of the answers graded by people."""
    told: float
    """Weight of the answers of which it is known which points they say; also of their points."""
    gate_told: float
    """Share that these have in the gate."""
    ridge: float
    lenience: float
    """Added to the heads' bias, since people mark a right answer in other words as right."""
    turned_cost: float
    doubt_cost: float


RECIPES = {
    "stated": Recipe(people=0.1, told=0.5, gate_told=0.5, ridge=0.001, lenience=0.3, turned_cost=1.0, doubt_cost=0.9),
    "cut": Recipe(people=1.0, told=0.0, gate_told=0.0, ridge=0.003, lenience=0.2, turned_cost=0.7, doubt_cost=0.25),
}


class DiskCache:
    """An encoder that remembers its vectors in a file (half precision, so they are the same in every run)."""

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self.encoder, self.name, self.dimension = encoder, encoder.name, encoder.dimension
        self.table = sqlite3.connect(path)
        self.table.execute("create table if not exists vectors (text text primary key, vector blob)")
        self.known: dict[str, bytes] = dict(self.table.execute("select text, vector from vectors"))

    def learn(self, texts: Sequence[str]) -> None:
        new = sorted(set(texts) - set(self.known), key=len)
        for start in range(0, len(new), 64):
            batch = new[start : start + 64]
            for text, vector in zip(batch, self.encoder.encode(batch, "passage"), strict=True):
                self.known[text] = vector.astype(np.float16).tobytes()
        self.table.executemany("insert or ignore into vectors values (?, ?)", [(text, self.known[text]) for text in new])
        self.table.commit()

    def encode(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
        self.learn(texts)
        rows = np.stack([np.frombuffer(self.known[text], np.float16) for text in texts]).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@dataclass(frozen=True)
class Sample:
    """A row with what the grader sees of it."""

    row: Row
    weights: Numbers
    found: Screen
    evidence: Evidence | None

    @property
    def kind(self) -> str:
        """Return `told` for an answer of which is known which points it says, else its row's."""
        return self.row.kind.partition(":")[0]


# ---------------------------------------------------------------- data


def read(folder: Path) -> list[Row]:
    rows = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            raw = json.loads(line)
            rows.append(
                Row(
                    id=raw["id"],
                    dataset=raw["dataset"],
                    language=raw["lang"],
                    question=raw["question"],
                    references=tuple(raw["reference"]),
                    answer=raw["answer"],
                    score=float(raw["score"]),
                    question_id=raw["question_id"],
                )
            )
    return rows


def item_of(row: Row) -> Item:
    """Return the item as `interviewer grade` makes it of a line without key points."""
    points = tuple(KeyPoint(text=text, weight=1 / len(row.points)) for text in row.points)
    return Item(
        id=row.question_id,
        owner="",
        question=row.question,
        language="zh" if row.language == "zh" else "en",
        references=tuple(Reference(text=text, document="") for text in row.references),
        key_points=points or items.split(max(row.references, key=len), row.question),
        key_points_from="authored" if points else "reference",
    )


def samples(rows: Sequence[Row], encoder: Encoder) -> Iterator[Sample]:
    for row in rows:
        item = item_of(row)
        found = screen(item, row.answer)
        judged = None if found.stop else weigh(frame(item, item.key_points), row.answer, found.kept, encoder)
        weights = np.array([p.weight for p in item.key_points])
        yield Sample(row, weights / weights.sum(), found, judged)


# ---------------------------------------------------------------- fitting


def fit(chosen: Sequence[Sample], recipe: Recipe, points: Sequence[str], answer: Sequence[str]) -> dict[str, dict[str, float]]:
    """Fit gate and head on samples: the gate tells answers from what is none, the head how much of each point is there."""
    judged = [s for s in chosen if s.evidence is not None]
    gate = _fit_gate(judged, recipe, answer)
    return {"points": _fit_head(judged, recipe, points, gate), "gate": gate}


def _fit_gate(chosen: Sequence[Sample], recipe: Recipe, names: Sequence[str]) -> dict[str, float]:
    graded = [s for s in chosen if not s.kind and s.row.score >= 0.5]
    right = [s for s in chosen if s.kind == "told" and s.row.kind.removeprefix("told:") in (*RIGHT, "partial")]
    none = [s for s in chosen if s.kind in ("waffle", "other_question", "question_copy")]
    empty = [s for s in chosen if s.row.kind in ("told:empty", "told:offtopic")]
    features = np.array([_columns(s, ANSWER_FEATURES, names)[0] for s in (*graded, *right, *none, *empty)])
    truth = np.r_[np.ones(len(graded) + len(right)), np.zeros(len(none) + len(empty))]
    old, new = 1 - recipe.gate_told, recipe.gate_told
    weights = np.r_[old * _evened([s.row.dataset for s in graded]), _shared(right, new), _shared(none, old), _shared(empty, new)]

    def loss(logit: Numbers) -> tuple[float, Numbers]:
        return float(weights @ (np.logaddexp(0, logit) - truth * logit)), weights * (_sigmoid(logit) - truth)

    return _solve(features, names, loss, ridge=0.001)


def _shared(chosen: Sequence[Sample], weight: float) -> Numbers:
    return np.full(len(chosen), weight / max(1, len(chosen)))


def _fit_head(chosen: Sequence[Sample], recipe: Recipe, names: Sequence[str], gate: dict[str, float]) -> dict[str, float]:
    owner = np.repeat(np.arange(len(chosen)), [len(s.weights) for s in chosen])
    weight = np.concatenate([s.weights for s in chosen])
    fixed = _fixed(recipe)
    left = np.concatenate([left_of(s.evidence, s.found, s.weights.tolist(), fixed, gate) for s in chosen if s.evidence is not None])
    truth = np.array([s.row.score for s in chosen])
    said = np.concatenate([np.array(s.row.said) if s.row.said else np.full(len(s.weights), np.nan) for s in chosen])
    by_row, by_point = _weights(chosen, recipe, said, owner)
    better, worse, by_pair = _pairs([s.row for s in chosen])
    by_pair = RANK_WEIGHT * recipe.people * by_pair

    def loss(logit: Numbers) -> tuple[float, Numbers]:
        degree = _sigmoid(logit)
        credit = degree * left
        total = np.bincount(owner, weight * credit, len(chosen))
        off, point_off = total - truth, credit - np.nan_to_num(said)
        margin = (total[better] - total[worse]) / MARGIN
        value = by_row @ off**2 + by_point @ point_off**2 + MARGIN * (by_pair @ np.logaddexp(0, -margin))
        pull = by_pair / (1 + np.exp(margin))
        slope = 2 * by_row * off - np.bincount(better, pull, len(chosen)) + np.bincount(worse, pull, len(chosen))
        return float(value), (slope[owner] * weight + 2 * by_point * point_off) * left * degree * (1 - degree)

    head = _solve(np.concatenate([_columns(s, POINT_FEATURES, names) for s in chosen]), names, loss, ridge=recipe.ridge)
    return {**head, "bias": head["bias"] + recipe.lenience}


def _weights(chosen: Sequence[Sample], recipe: Recipe, said: Numbers, owner: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    """Return what each answer and each key point of which is known whether it is said counts."""
    people = np.array([not s.kind for s in chosen])
    told = np.array([s.kind == "told" for s in chosen])
    made = np.array([s.kind not in ("", "several", "told") for s in chosen])
    by_row = np.zeros(len(chosen))
    by_row[people] = recipe.people * _evened([s.row.dataset for s in chosen if not s.kind])
    by_row[made] = MADE_WEIGHT / made.sum()
    by_row[told] = recipe.told / max(1, told.sum())
    known = ~np.isnan(said) & ~told[owner]
    by_point = np.where(known, POINT_WEIGHT / known.sum(), 0.0)
    by_point[told[owner]] = recipe.told / max(1, told[owner].sum())
    return by_row, by_point


def _fixed(recipe: Recipe) -> dict[str, float]:
    return {**FIXED, "turned_cost": recipe.turned_cost, "doubt_cost": recipe.doubt_cost}


def _columns(sample: Sample, known: Sequence[str], names: Sequence[str]) -> Numbers:
    assert sample.evidence is not None
    features = sample.evidence.points if known is POINT_FEATURES else sample.evidence.answer[None, :]
    return features[:, [known.index(name) for name in names]]


def _evened(groups: Sequence[Any]) -> Numbers:
    """Return weights by which every group counts the same and all sum to 1."""
    sizes = {group: groups.count(group) for group in set(groups)}
    return np.array([1 / sizes[group] / len(sizes) for group in groups])


def _pairs(rows: Sequence[Row], most: int = 60) -> tuple[NDArray[np.int64], NDArray[np.int64], Numbers]:
    """Return pairs of answers to one question, the better one first, with weights by which sets count the same."""
    rng = np.random.default_rng(SEED)
    by_question: dict[tuple[str, str], list[int]] = {}
    for index, row in enumerate(rows):
        if row.kind in ("", "waffle", "other_question"):
            by_question.setdefault((row.dataset, row.question_id), []).append(index)
    sizes = {name: sum(r.dataset == name and not r.kind for r in rows) for name in {r.dataset for r in rows}}
    found: list[tuple[int, int, float]] = []
    for (name, _), members in by_question.items():
        unequal = [
            (a, b) if rows[a].score > rows[b].score else (b, a)
            for a in members
            for b in members
            if a < b and rows[a].score != rows[b].score
        ]
        chosen = unequal if len(unequal) <= most else [unequal[i] for i in rng.choice(len(unequal), most, replace=False)]
        found += [(a, b, len(unequal) ** 0.5 / len(chosen) / sizes[name]) for a, b in chosen]
    better, worse, weight = (np.array(column) for column in zip(*found, strict=True))
    return better.astype(int), worse.astype(int), weight / weight.sum()


def _solve(features: Numbers, names: Sequence[str], loss: Callable[[Numbers], tuple[float, Numbers]], ridge: float) -> dict[str, float]:
    """Minimise a loss of the logits plus a ridge on scaled weights, none of which may be negative: each feature is evidence for."""
    middle, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    scaled = (features - middle) / spread

    def objective(p: Numbers) -> tuple[float, Numbers]:
        value, slope = loss(scaled @ p[1:] + p[0])
        return value + ridge * float(p[1:] @ p[1:]), np.r_[slope.sum(), scaled.T @ slope + 2 * ridge * p[1:]]

    bounds = [(None, None), *[(0, None)] * len(names)]
    best = minimize(objective, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x
    weights = best[1:] / spread
    return {
        **{name: round(float(w), 5) for name, w in zip(names, weights, strict=True)},
        "bias": round(float(best[0] - weights @ middle), 5),
    }


def _sigmoid(x: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-x))


def train(chosen: Sequence[Sample], recipe: Recipe) -> dict[str, Any]:
    """Return the heads for one kind of key points; that for another language sees embeddings only and is trained on the same answers."""
    return {
        **_fixed(recipe),
        "same_language": fit(chosen, recipe, POINT_FEATURES, ANSWER_FEATURES),
        "other_language": fit(chosen, recipe, *ANOTHER_LANGUAGE),
    }


# ---------------------------------------------------------------- measuring


def predict(sample: Sample, head: dict[str, Any]) -> float:
    if sample.evidence is None:
        return 0.0
    return float(sample.weights @ credits_of(sample.evidence, sample.found, sample.weights.tolist(), head))


def family(dataset: str) -> str:
    """Return what is left out together: a set and its translation."""
    return "mohler" if dataset.startswith("mohler") else dataset


def pairwise(truth: Numbers, scores: Numbers, questions: Sequence[str]) -> float:
    """Return the share of unequal answers to one question that stand in the right order; a tie counts half."""
    right = pairs = 0.0
    for question in set(questions):
        here = [i for i, q in enumerate(questions) if q == question]
        for a in here:
            for b in here:
                if truth[a] > truth[b] + 1e-9:
                    pairs += 1
                    right += 1.0 if scores[a] > scores[b] else 0.5 if scores[a] == scores[b] else 0.0
    return right / pairs if pairs else float("nan")


def measure(name: str, chosen: Sequence[Sample], scores: Numbers) -> tuple[float, float, float]:
    truth = np.array([s.row.score for s in chosen])
    pearson = float(pearsonr(truth, scores).statistic)
    order = pairwise(truth, scores, [s.row.question_id for s in chosen])
    low = float(np.mean(scores[truth >= 0.9] < 0.6))
    print(f"{name:16s}{len(chosen):6d}  pearson {pearson:.3f}  pairwise {order:.3f}  right answers under 60: {low:.2f}")
    return pearson, order, low


def left_out(people: Sequence[Sample], extra: Sequence[Sample]) -> tuple[dict[str, float], dict[str, float]]:
    """Return predictions for each answer by a model that has not seen its set, and the macro figures."""
    predicted: dict[str, float] = {}
    figures = []
    for kin in dict.fromkeys(family(s.row.dataset) for s in people):
        model = train([s for s in (*people, *extra) if family(s.row.dataset) != kin], RECIPES["cut"])
        for name in dict.fromkeys(s.row.dataset for s in people if family(s.row.dataset) == kin):
            here = [s for s in people if s.row.dataset == name]
            scores = np.array([predict(s, model) for s in here])
            figures.append(measure(name, here, scores))
            predicted.update({s.row.id: float(score) for s, score in zip(here, scores, strict=True)})
    macro = dict(zip(("pearson", "pairwise", "right_answers_under_60"), np.round(np.mean(figures, axis=0), 3).tolist(), strict=True))
    print(f"{'MACRO':16s}        {macro}")
    return predicted, macro


def question_left_out(others: Sequence[Sample], answers: Sequence[Sample], folds: int = 5) -> dict[str, float]:
    """Return the figures of the heads for stated key points on answers to questions that they have not seen."""
    ids = list(dict.fromkeys(s.row.question_id for s in answers))
    scores = np.zeros(len(answers))
    for fold in range(folds):
        hidden = set(ids[fold::folds])
        model = train([*others, *(s for s in answers if s.row.question_id not in hidden)], RECIPES["stated"])
        for place, sample in enumerate(answers):
            if sample.row.question_id in hidden:
                scores[place] = predict(sample, model)
    pearson, order, _ = measure("told points", answers, scores)
    kinds = np.array([s.row.kind.removeprefix("told:") for s in answers])
    for kind in dict.fromkeys(kinds.tolist()):
        print(f"    {kind:12s}{100 * scores[kinds == kind].mean():6.1f}")
    figures = {
        "pearson": pearson,
        "pairwise": order,
        "right_answers_under_60": float(np.mean(scores[np.isin(kinds, RIGHT)] < 0.6)),
        "worthless_answers_of_50_or_more": float(np.mean(scores[np.isin(kinds, WORTHLESS)] >= 0.5)),
        "contradictions_of_50_or_more": float(np.mean(scores[kinds == "contra"] >= 0.5)),
    }
    return {name: round(figure, 3) for name, figure in figures.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--left-out", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/interviewer-train.sqlite"))
    args = parser.parse_args()
    encoder = DiskCache(embeddings.similarity_encoder(Settings()), args.cache)
    rows, rng = read(args.folder), random.Random(SEED)
    real = [row for row in rows if not row.dataset.startswith("probe")]
    people = list(samples(real, encoder))
    extra = list(samples([*poor(real, rng), *parts(real, rng), *composites(real, rng)], encoder))
    probes = list(samples([row for row in rows if row.dataset.startswith("probe")], encoder))
    answers = list(samples(told(TOLD), encoder))
    predicted, macro = left_out(people, extra)
    by_question = question_left_out([*people, *extra], answers)
    print(by_question)
    model = {kind: train([*people, *extra, *answers], recipe) for kind, recipe in RECIPES.items()}
    predicted.update({s.row.id: predict(s, model["cut"]) for s in probes})
    if args.left_out:
        args.left_out.write_text("".join(json.dumps({"id": i, "score": round(100 * p, 3)}) + "\n" for i, p in predicted.items()), "utf-8")
    if args.write:
        sets = {name: sum(r.dataset == name for r in real) for name in dict.fromkeys(r.dataset for r in real)}
        provenance = {
            "script": "evals/train_local.py",
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "encoder": encoder.name,
            "sets": sets,
            "made": len(extra),
            "told": len(answers),
            "set_left_out": macro,
            "question_left_out": by_question,
        }
        STORE.write_text(json.dumps({"provenance": provenance, **model}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
