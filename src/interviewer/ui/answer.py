"""An answer as HTML, with the words marked in which a grader saw something."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from interviewer.schema import Quote


def marked(whole: str, spans: Sequence[tuple[Quote, int]], wrong: Sequence[Quote] = ()) -> str:
    """Return an answer on one line of HTML, every stretch that quotes cover in a `<mark>`.

    Args:
        whole: The text in which the quotes stand.
        spans: Quotes with the 0-based index of their key point; they may overlap.
        wrong: Words that do not hold.
    """
    edges = {0, len(whole)}
    for quote in [*(quote for quote, _ in spans), *wrong]:
        edges |= {min(max(edge, 0), len(whole)) for edge in (quote.start, quote.end)}
    cuts = sorted(edges)
    return "".join(_stretch(whole, first, last, spans, wrong) for first, last in pairwise(cuts))


def _stretch(whole: str, first: int, last: int, spans: Sequence[tuple[Quote, int]], wrong: Sequence[Quote]) -> str:
    text = escape(whole[first:last]).replace("\r", "").replace("\n", "&#10;")  # a line break would end the block of HTML
    points = dict.fromkeys(point for quote, point in spans if quote.start <= first and last <= quote.end)
    bad = any(quote.start <= first and last <= quote.end for quote in wrong)
    if not points and not bad:
        return text
    kind = ' class="bad"' if bad else ""
    return f'<mark data-points="{" ".join(map(str, points))}"{kind}>{text}</mark>'
