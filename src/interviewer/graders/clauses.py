"""How an answer is cut finer than sentences, so that one clause can be matched with one key point."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from interviewer.text import Span, terms

_CUT = re.compile(r"[，；：]+|[,;:](?=\s|[^\x00-\x7f]|$)|\s[-–—]+\s|——+")
LEAST_TERMS = 3
"""A shorter piece says too little alone and joins its neighbour."""
LONGEST_WINDOW = 3


def clauses(sentences: Sequence[Span]) -> list[list[Span]]:
    """Return the clauses of each sentence; every span keeps its place in the whole answer."""
    return [_of_one(sentence) for sentence in sentences]


def _of_one(sentence: Span) -> list[Span]:
    cuts = [0, *(match.end() for match in _CUT.finditer(sentence.text)), len(sentence.text)]
    pieces: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(cuts):
        if pieces and (_slight(sentence.text[start:end]) or _slight(sentence.text[slice(*pieces[-1])])):
            pieces[-1] = (pieces[-1][0], end)
        elif start < end:
            pieces.append((start, end))
    return [between(sentence, start, end) for start, end in pieces]


def _slight(piece: str) -> bool:
    return len(terms(piece)) < LEAST_TERMS


def between(whole: Span, start: int, end: int) -> Span:
    """Return a part of a span, without the space and the cutting marks around it."""
    piece = whole.text[start:end]
    left = len(piece) - len(piece.lstrip(" \t\r\n,，;；:：-–—"))
    kept = piece.strip(" \t\r\n,，;；:：-–—")
    return Span(kept, whole.start + start + left, whole.start + start + left + len(kept))


def windows(count: int, longest: int = LONGEST_WINDOW) -> list[tuple[int, int]]:
    """Return the runs of 1 to `longest` neighbours among `count` clauses as half-open ranges."""
    return [(i, i + size) for size in range(1, longest + 1) for i in range(count - size + 1)]
