"""How an answer is cut finer than sentences, so that one clause can be matched with one key point."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from interviewer import glossary
from interviewer.text import Span, is_cjk, terms

_CUT = re.compile(r"[，；：]+|[,;:](?=\s|[^\x00-\x7f]|$)|\s[-–—]+\s|——+")
LEAST_TERMS = 3
"""A shorter piece says too little alone and joins its neighbour."""
RUN_ON, LEAST_JOINED, LONGEST_JOINED = 36, 8, 24
"""Letters (twice as many in Latin script) from which a piece without a mark runs on, as dictated speech does; it is cut into shorter ones."""
LATEST_JOINED = 34
"""Where no word seems to end for so long, it is cut anywhere."""
_EDGE = re.compile(
    r"[的了着呢吧吗啊嘛](?![话时])|[^就也都还又只不最没](?=[就都也还再又把被给让对向跟和或但而若则因这那它他我])|[^\u4e00-\u9fff]|.(?![\u4e00-\u9fff])",
    re.DOTALL,
)
"""A letter after which, as a rule, a word begins, by it or by the next."""
_WORD = re.compile(r"[^\W\u4e00-\u9fff]+|[\u4e00-\u9fff]")
_JOINT = re.compile(
    r"然后|还有|另外|但是|不过|而且|所以|因为|如果|那么|那个|它的|之后|\b(?:and|but|so|because|then|also|while|whereas|which|um|uh)\b",
    re.IGNORECASE,
)
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
    return [between(sentence, *part) for start, end in pieces for part in _joined(sentence.text, start, end)]


def _joined(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what runs on before the words that join its clauses and, where none comes for long, where a word seems to end; never inside a known name."""
    wide = 1 if sum(map(is_cjk, text[start:end])) * 2 > end - start else 2
    if end - start < wide * RUN_ON:
        return [(start, end)]
    joints = {match.start() for match in _JOINT.finditer(text, start, end)}
    inside = {place for term in glossary.found(text[start:end]) for place in range(start + term.start + 1, start + term.end)}
    cuts = [start]
    for match in _WORD.finditer(text, start, end):
        place, said = match.start(), match.start() - cuts[-1]
        if place in inside or end - place < wide * LEAST_JOINED:
            continue
        edge = bool(_EDGE.match(text, place - 1)) if place else True
        late = said >= wide * (LONGEST_JOINED if edge else LATEST_JOINED)
        if late or (place in joints and said >= wide * LEAST_JOINED):
            cuts.append(place)
    return list(itertools.pairwise([*cuts, end]))


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
