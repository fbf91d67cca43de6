"""What an answer holds for each key point, as numbers: nearness in meaning, shared words and letters, and where it stands."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interviewer import glossary
from interviewer.graders import words
from interviewer.graders.clauses import clauses, windows
from interviewer.graders.contradiction import turned
from interviewer.graders.substance import substance
from interviewer.schema import Encoder, Item, KeyPoint, Language, Vectors
from interviewer.text import Span, language_of, plain, sentences

Matrix = NDArray[np.float64]

POINT_FEATURES = ("both_own", "beside_others", "beside_question", "beside_idle_own", "recall", "length")
ANSWER_FEATURES = ("answer_near", "answer_near_over_question", "answer_recall", "substance", "point_beside_idle", "point_recall")
ANOTHER_WORDING = 0.55
"""Similarity from which a sentence of a reference counts as another wording of a key point."""
IDLE = (
    "这是一个非常重要的概念，在实际工作中用得很广，效果很好。",
    "要根据具体的业务场景综合考虑，做好权衡，选择合适的方案。",
    "这个问题很经典，面试经常会问到，关键是理解背后的原理。",
    "它的设计非常巧妙，能够显著提升系统的整体性能，得到了业界的认可。",
    "各有优点和缺点，适合不同的场景，需要具体问题具体分析。",
    "我在项目里也用过，整体感觉不错，积累了很多经验。",
    "This is a very important concept that is widely used in practice and works very well.",
    "It depends on the situation; one should carefully weigh the trade-offs and choose the right solution.",
    "There are many aspects to consider, such as performance, reliability and cost.",
    "It is a powerful and popular technique with many advantages and some disadvantages.",
    "In my experience it is important to understand the principles and to follow best practices.",
    "Researchers and engineers keep improving it, and it is supported by many modern tools.",
)
"""What fits any question: a clause that is as near to one of these, or to the question, as to a key point says nothing."""
MOST_WORDINGS = 48
MOST_CLAUSES = 160
"""Of one answer, in windows of up to three; what is longer is matched clause by clause."""
ALONE = 0.3
"""What stands in for the nearest rival of an only key point: the usual similarity of two statements about one subject."""
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
    language: Language
    """That of the key points."""

    @property
    def texts(self) -> list[str]:
        return [*(p.text for p in self.points), *self.references, *self.wordings, *IDLE, self.question or " "]


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
    language = language_of(" ".join(p.text for p in points))
    called = partial(glossary.unify, language=language)
    known = words.said(question) | words.said(called(question))
    spread = Counter(itertools.chain.from_iterable(set(words.stems(called(p.text))) for p in points))
    wordings = tuple(dict.fromkeys(s.text for r in references for s in sentences(r)))[:MOST_WORDINGS]
    statements = [called(text) for text in (*(p.text for p in points), *wordings)]
    return Frame(
        points=points,
        question=question,
        references=references,
        wordings=wordings,
        known=known,
        wanted=tuple(words.weights_of(statement, known, spread) for statement in statements),
        runs=tuple(map(words.grams, statements)),
        reference_wanted=tuple(words.weights_of(called(r), known, {}) for r in references),
        language=language,
    )


def weigh(about: Frame, answer: str, kept: Sequence[Span], encoder: Encoder) -> Evidence:
    """Match what was kept of an answer with each key point; raises ProviderError when a remote encoder fails."""
    pieces = _windows(answer, kept)
    whole = " ".join(span.text for span in kept)
    of_item = _vectors(encoder, about.texts, "passage")
    of_answer = _vectors(
        encoder, [*(p.text for p in pieces), whole], "query"
    )  # a cache keeps no queries: what people answer is not written down
    count, question, own, heard = len(about.points), of_item[-1], of_answer[-1], of_answer[:-1]
    points, references, wordings, idle = np.split(of_item[:-1], np.cumsum([count, len(about.references), len(about.wordings)]))
    same_language = about.language == language_of(whole)
    alike = _alike(points, wordings)
    near = _best_wording(np.clip(np.concatenate([points, wordings]) @ heard.T, -1.0, 1.0), alike)
    both = near + 0.5 * _best_wording(_words(about, pieces), alike) if same_language else near
    best = _own(both).argmax(axis=1)
    asked = heard @ question
    empty = np.maximum((idle @ heard.T).max(axis=0), asked)
    closest = float((references @ own).max())
    said = words.said(glossary.unify(whole, about.language)) if same_language else frozenset()
    of_points = {
        "both_own": _own(both).max(axis=1),
        "beside_others": _beside_others(near),
        "beside_question": near[np.arange(count), best] - asked[best],
        "beside_idle_own": _own(near - empty).max(axis=1),
        "recall": _best_wording(np.array([[words.recall(wanted, said)] for wanted in about.wanted]), alike)[:, 0],
        "length": np.full(count, _length(about, whole)),
    }
    of_whole = {
        "answer_near": closest,
        "answer_near_over_question": closest - float(question @ own),
        "answer_recall": max(words.recall(wanted, said) for wanted in about.reference_wanted),
        "substance": substance(whole, about.known),
        "point_beside_idle": float((near - empty).max()),
        "point_recall": float(of_points["recall"].max()),
    }
    return Evidence(
        points=np.stack([of_points[name] for name in POINT_FEATURES], axis=1).astype(float),
        answer=np.array([of_whole[name] for name in ANSWER_FEATURES]),
        turned=_turned(about, kept) if same_language else np.zeros(count),
        spans=tuple(pieces[i] for i in best),
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
    called = [glossary.unify(p.text, about.language) for p in pieces]
    said = [words.said(text) for text in called]
    runs = [words.grams(text) for text in called]
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


def _beside_others(match: Matrix) -> Matrix:
    """Return by how much each key point is nearer to its own best window than any other key point is; shape (points,)."""
    count = len(match)
    if count == 1:
        return np.asarray(match.max(axis=1) - ALONE, float)
    rivals = match[:, match.argmax(axis=1)]
    rivals[np.arange(count), np.arange(count)] = -1.0
    beside: Matrix = match.max(axis=1) - rivals.max(axis=0)
    return beside


def _turned(about: Frame, kept: Sequence[Span]) -> Matrix:
    said = [clause.text for pieces in clauses(kept) for clause in pieces]
    return np.array([turned(p.text, said, about.question) for p in about.points])


def _length(about: Frame, whole: str) -> float:
    """Return the length beside the usual reference as a power of two, from a quarter (-2) to equal or longer (0)."""
    usual = max(1.0, float(np.median([len(r) for r in about.references])))
    return float(np.clip(np.log2(len(whole) / usual + 0.01), -2.0, 0.0))
