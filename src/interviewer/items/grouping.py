"""Questions of one language in groups of one meaning: near ones found by their vectors, judged by their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np

from interviewer.items.alike import Doubt, compare, compatible, opposed
from interviewer.items.asked import Asked, read, said
from interviewer.schema import Encoder, Vectors

_NEAR = 0.45
"""Least cosine of two wordings that are compared, where they don't share all their words anyway."""
_NEIGHBOURS = 12
_BLOCK = 512


def group(questions: Sequence[str], encoder: Encoder | None, contexts: Sequence[str] = ()) -> list[list[int]]:
    """Return groups of positions, each group sorted, the groups by their first position.

    `contexts`, one a question where given, is what is said beside it (topics, headings, the title of its document): what one question names
    and the other's context says already is no difference. The encoder is one whose cosines say how much two texts mean the same (USE); without one every question stands alone.
    Raises ProviderError when a remote encoder fails.
    """
    if encoder is None or len(questions) < 2:
        return [[at] for at in range(len(questions))]
    asked = [read(question) for question in questions]
    if contexts:
        asked = [one._replace(context=said(context)) for one, context in zip(asked, contexts, strict=True)]
    near = _candidates(asked, encoder.encode(questions, "passage"))
    same = _settled({pair: compare(asked[pair[0]], asked[pair[1]]) for pair in near}, encoder)
    links = sorted(same, key=lambda pair: (-near[pair], sorted((questions[pair[0]], questions[pair[1]]))))
    return _joined(links, asked)


def _candidates(asked: Sequence[Asked], vectors: Vectors) -> dict[tuple[int, int], float]:
    """Return the pairs worth comparing, lower position first, with their cosines."""
    pairs = dict(_neighbours(vectors))
    found: set[tuple[int, int]] = set()
    alike: defaultdict[frozenset[str] | str, list[int]] = defaultdict(list)
    for at, one in enumerate(asked):
        for words in {frozenset(subject.words) for subject in one.subjects if subject.words}:
            alike[words].append(at)
        for word in one.subjects[-1].words:
            alike[word].append(at)
    for members in alike.values():
        if len(members) <= _NEIGHBOURS:
            found.update(combinations(members, 2))
    for at, one in enumerate(asked):
        for acronym in one.initials & alike.keys():
            found.update((min(at, to), max(at, to)) for to in alike[acronym][:_NEIGHBOURS] if to != at)
    for a, b in found:
        pairs.setdefault((a, b), float(vectors[a] @ vectors[b]))
    return pairs


def _neighbours(vectors: Vectors) -> Iterator[tuple[tuple[int, int], float]]:
    for start in range(0, len(vectors), _BLOCK):
        cosines = vectors[start : start + _BLOCK] @ vectors.T
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -1.0
        width = min(_NEIGHBOURS, cosines.shape[1])
        nearest = np.argpartition(-cosines, width - 1, axis=1)[:, :width]
        for row, columns in enumerate(nearest):
            for column in columns:
                cosine = float(cosines[row, column])
                if cosine >= _NEAR:
                    yield (min(start + row, int(column)), max(start + row, int(column))), cosine


def _settled(verdicts: dict[tuple[int, int], bool | Doubt], encoder: Encoder) -> list[tuple[int, int]]:
    """Return the pairs that are the same, doubts settled by the encoder in one call."""
    words = sorted({word for doubt in verdicts.values() if isinstance(doubt, Doubt) for word in doubt})
    place = {word: at for at, word in enumerate(words)}
    vectors = encoder.encode(words, "passage") if words else np.zeros((0, 1), np.float32)
    same = []
    for pair, verdict in verdicts.items():
        if verdict is True or (
            isinstance(verdict, Doubt) and verdict.settled(float(vectors[place[verdict.left]] @ vectors[place[verdict.right]]))
        ):
            same.append(pair)
    return same


def _joined(links: Sequence[tuple[int, int]], asked: Sequence[Asked]) -> list[list[int]]:
    """Join linked questions, surest first, but never two of which one excludes the other."""
    group_of = {at: [at] for at in range(len(asked))}
    linked = frozenset(links)
    for a, b in links:
        one, other = group_of[a], group_of[b]
        if one is other or not _fit(one, other, asked, linked):
            continue
        one.extend(other)
        for at in other:
            group_of[at] = one
    groups = {id(members): sorted(members) for members in group_of.values()}
    return sorted(groups.values())


def _fit(one: Sequence[int], other: Sequence[int], asked: Sequence[Asked], linked: frozenset[tuple[int, int]]) -> bool:
    """Tell whether no two wordings exclude each other; a wording that asks two things joins those which ask one each."""
    everything = [asked[at].intents for at in (*one, *other)]
    for at, to in product(one, other):
        if (min(at, to), max(at, to)) in linked:
            continue
        a, b = asked[at], asked[to]
        if opposed(a, b) or not (compatible(a, b) or any(a.intents | b.intents <= intents for intents in everything)):
            return False
    return True
