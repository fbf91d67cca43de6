"""The candidate's own words, whole: what is said back is a sentence that made a point, never two halves of two."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from interviewer.schema import Quote, Turn
from interviewer.text import Span, is_cjk, sentences

_LEAST, _MOST = 8, 150
"""Letters of what can be said back; a Han character counts two."""
_EDGE = " \t\r\n。.，,;；:：、!！"
_MARKS = " \t-*•·>#"
"""What begins a line of a list."""
_LONE = re.compile(r"(?<=\b[a-z])(?<!e\.g)(?<!i\.e)\.(?=\s+[A-Z])")
"""The end of a sentence behind a lone small letter."""
_PARTS = re.compile(r"[;；]|(?<!\d)[,，]|[,，](?!\d)")


def quotable(words: str) -> bool:
    """Tell whether words are short enough for "you said ..." and long enough to say something."""
    return _LEAST <= sum(2 if is_cjk(c) else 1 for c in words) <= _MOST


def quoted(turn: Turn, aim: int | None) -> str:
    """Return the sentence of the candidate's in which a key point was made, or its beginning; empty where none can be said back."""
    if turn.grade is None or aim is None or aim >= len(turn.grade.verdicts):
        return ""
    whole = turn.whole
    said = (_sentence(whole, quote) for quote in turn.grade.verdicts[aim].quotes)
    return min(filter(quotable, said), key=len, default="")


def _sentence(whole: str, quote: Quote) -> str:
    """Return the one sentence of a text that a quote stands in, or the one that stands in it; empty where there are more, or it asks."""
    start = quote.start if whole[quote.start : quote.end] == quote.text else whole.find(quote.text)
    if start < 0:
        return ""
    end = start + len(quote.text.rstrip(_EDGE))
    touched = [one for one in _sentences(whole) if one.start < end and start < one.end]
    inside = [one for one in touched if start <= one.start and len(one.text.rstrip(_EDGE)) + one.start <= end]
    found = touched if len(touched) == 1 else inside
    if len(found) != 1 or found[0].text.endswith(("?", "？")):
        return ""
    return _shortened(found[0], end)


def _sentences(whole: str) -> Iterator[Span]:
    """Yield the sentences of a text; "... over r. Gradients ..." are two, though a lone letter may be an initial elsewhere."""
    for one in sentences(whole):
        ends = [cut.start() + 1 for cut in _LONE.finditer(one.text)]
        for start, end in itertools.pairwise((0, *ends, len(one.text))):
            words = one.text[start:end]
            left = len(words) - len(words.lstrip())
            yield Span(words.strip(), one.start + start + left, one.start + start + left + len(words.strip()))


def _shortened(sentence: Span, end: int) -> str:
    """Return a sentence, without the clauses behind place `end` where it is too long to be said back."""
    words = _bare(sentence.text)
    if quotable(words):
        return words
    cuts = (cut.start() for cut in _PARTS.finditer(sentence.text) if sentence.start + cut.start() >= end)
    return _bare(sentence.text[: next(cuts, 0)])


def _bare(words: str) -> str:
    """Return words without the mark of a list before them, signs of emphasis and the full stop."""
    return words.lstrip(_MARKS).replace("**", "").strip(_EDGE)
