"""What an answer holds for each key point, as numbers: nearness in meaning, shared words and letters, and where it stands."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interviewer.graders import words
from interviewer.graders.clauses import clauses, windows
from interviewer.graders.contradiction import turned
from interviewer.graders.substance import substance
from interviewer.schema import Encoder, Item, KeyPoint, Vectors
from interviewer.text import Span, language_of, plain, sentences

Matrix = NDArray[np.float64]

POINT_FEATURES = ("near_over_question", "near_own", "both_own", "recall", "length")
ANSWER_FEATURES = ("answer_near", "answer_near_over_question", "answer_recall", "substance")
ANOTHER_WORDING = 0.55
"""Similarity from which a sentence of a reference counts as another wording of a key point."""
MOST_WORDINGS = 48
MOST_CLAUSES = 160
"""Of one answer, in windows of up to three; what is longer is matched clause by clause."""
SHORT_PAIR = 160
"""Two neighbouring sentences of fewer letters together are matched as one, too."""


@dataclass(frozen=True)
class Frame:
    """What belongs to an item, made once an item: its texts, words and letter runs."""

    points: tuple[KeyPoint, ...]
    question: str
    references: tuple[str, ...]
    wordings: tuple[str, ...]
    """Sentences of the references, which may say a key point in other words."""
    known: frozenset[str]
    """What saying the question back would show."""
    wanted: tuple[dict[str, float], ...]
    """Weighted terms of each key point, then of each wording."""
    runs: tuple[frozenset[str], ...]
    """Letter runs of each key point, then of each wording."""
    reference_wanted: tuple[dict[str, float], ...]

    @property
    def texts(self) -> list[str]:
        return [*(p.text for p in self.points), *self.references, *self.wordings, self.question or " "]


@dataclass(frozen=True)
class Evidence:
    """Of one answer for one item."""

    points: Matrix
    """Shape (key points, POINT_FEATURES)."""
    answer: Matrix
    """Shape (ANSWER_FEATURES,)."""
    turned: Matrix
    """Shape (key points,): how closely each is echoed and turned round, 0..1."""
    spans: tuple[Span, ...]
    """The window that speaks most for each key point: a span of the answer."""
    same_language: bool
    """False: words and letters say nothing, and what rests on them is 0."""


def frame(item: Item, points: tuple[KeyPoint, ...]) -> Frame:
    """Return what belongs to the item, prepared for matching; the same item and points give the same object."""
    return _frame(item.question, tuple(plain(r.text) for r in item.references if r.text.strip()), points)


@lru_cache(maxsize=16)
def _frame(question: str, references: tuple[str, ...], points: tuple[KeyPoint, ...]) -> Frame:
    references = references or (" ".join(p.text for p in points),)
    known = words.said(question)
    spread = Counter(itertools.chain.from_iterable(set(words.stems(p.text)) for p in points))
    wordings = tuple(dict.fromkeys(s.text for r in references for s in sentences(r)))[:MOST_WORDINGS]
    statements = (*(p.text for p in points), *wordings)
    return Frame(
        points=points,
        question=question,
        references=references,
        wordings=wordings,
        known=known,
        wanted=tuple(words.weights_of(statement, known, spread) for statement in statements),
        runs=tuple(map(words.grams, statements)),
        reference_wanted=tuple(words.weights_of(r, known, {}) for r in references),
    )


def weigh(about: Frame, answer: str, kept: Sequence[Span], encoder: Encoder) -> Evidence:
    """Match what was kept of an answer with each key point; raises ProviderError when a remote encoder fails."""
    pieces = _windows(answer, kept)
    whole = " ".join(span.text for span in kept)
    of_item = _vectors(encoder, about.texts, "passage")
    of_answer = _vectors(
        encoder, [*(p.text for p in pieces), whole], "query"
    )  # a cache keeps no queries: what people answer is not written down
    count, question, own = len(about.points), of_item[-1], of_answer[-1]
    points, references, wordings = np.split(of_item[:-1], [count, count + len(about.references)])
    same_language = language_of(" ".join(p.text for p in about.points)) == language_of(whole)
    alike = _alike(points, wordings)
    near = _best_wording(np.clip(np.concatenate([points, wordings]) @ of_answer[:-1].T, -1.0, 1.0), alike)
    both = near + 0.5 * _best_wording(_words(about, pieces), alike) if same_language else near
    closest = float((references @ own).max())
    said = words.said(whole) if same_language else frozenset()
    of_points = {
        "near_over_question": near.max(axis=1) - points @ question,
        "near_own": _own(near).max(axis=1),
        "both_own": _own(both).max(axis=1),
        "recall": _best_wording(np.array([[words.recall(wanted, said)] for wanted in about.wanted]), alike)[:, 0],
        "length": np.full(count, _length(about, whole)),
    }
    of_whole = {
        "answer_near": closest,
        "answer_near_over_question": closest - float(question @ own),
        "answer_recall": max(words.recall(wanted, said) for wanted in about.reference_wanted),
        "substance": substance(whole, about.known),
    }
    return Evidence(
        points=np.stack([of_points[name] for name in POINT_FEATURES], axis=1).astype(float),
        answer=np.array([of_whole[name] for name in ANSWER_FEATURES]),
        turned=_turned(about, kept) if same_language else np.zeros(count),
        spans=tuple(pieces[i] for i in _own(both).argmax(axis=1)),
        same_language=same_language,
    )


def _vectors(encoder: Encoder, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
    return np.asarray(encoder.encode(texts, kind), np.float32)


def _windows(answer: str, kept: Sequence[Span]) -> list[Span]:
    """Return the clauses, their runs of up to three within a sentence, and pairs of short sentences, shortest first."""
    cut = clauses(kept)
    longest = 3 if sum(map(len, cut)) <= MOST_CLAUSES else 1
    places = [(pieces[i].start, pieces[j - 1].end) for pieces in cut for i, j in windows(len(pieces), longest)]
    if longest > 1:
        places += [(one.start, two.end) for one, two in itertools.pairwise(kept) if two.end - one.start < SHORT_PAIR]
    places = sorted(dict.fromkeys(places), key=lambda place: place[1] - place[0])
    return [Span(answer[start:end], start, end) for start, end in places]


def _alike(points: Vectors, wordings: Vectors) -> list[list[int]]:
    """Return for each key point the wordings that say it: those nearer to it than to any other, and near enough."""
    alike = points @ wordings.T
    told = (alike >= ANOTHER_WORDING) & (alike >= alike.max(axis=0) - 1e-6)
    return [np.flatnonzero(row).tolist() for row in told]


def _best_wording(match: Matrix, alike: Sequence[Sequence[int]]) -> Matrix:
    """Return the best match of each key point in any of its wordings; shape (points, columns) of (points + wordings, columns)."""
    count = len(alike)
    best: Matrix = np.array([match[[point, *(count + wording for wording in alike[point])]].max(axis=0) for point in range(count)], float)
    return best


def _words(about: Frame, pieces: Sequence[Span]) -> Matrix:
    """Return the shared words and letters of each statement and each window, 0..2; shape (points + wordings, windows)."""
    said = [words.said(p.text) for p in pieces]
    runs = [words.grams(p.text) for p in pieces]
    return np.array(
        [
            [words.recall(wanted, s) + words.overlap(own, r) for s, r in zip(said, runs, strict=True)]
            for wanted, own in zip(about.wanted, about.runs, strict=True)
        ]
    )


def _own(match: Matrix) -> Matrix:
    """Lower each match by what the window speaks more for another key point; shape as given.

    Without it every point of a topic looks half said as soon as one of them is said plainly.
    """
    lowered: Matrix = 2 * match - match.max(axis=0)
    return lowered


def _turned(about: Frame, kept: Sequence[Span]) -> Matrix:
    said = [clause.text for pieces in clauses(kept) for clause in pieces]
    return np.array([turned(p.text, said, about.question) for p in about.points])


def _length(about: Frame, whole: str) -> float:
    """Return the length beside the usual reference as a power of two, from a quarter (-2) to equal or longer (0)."""
    usual = max(1.0, float(np.median([len(r) for r in about.references])))
    return float(np.clip(np.log2(len(whole) / usual + 0.01), -2.0, 0.0))
