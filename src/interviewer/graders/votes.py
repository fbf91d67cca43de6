"""Key points in dispute: which they are, and what several looks at them come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from interviewer.graders.findings import Findings
from interviewer.schema import Quote, Verdict

Cast = Sequence[tuple[Verdict, str]]
"""The votes on one key point in the order in which they were cast, each with what it says is absent."""


def disputed(found: Findings) -> list[int]:
    """Return the places of the key points that deserve a second look: partly there, or unverified."""
    return [place for place, verdict in enumerate(found.verdicts) if verdict.verdict == "partial" or not verdict.verified]


def is_open(cast: Cast, votes: int) -> bool:
    """Tell whether votes that were not cast yet could still matter: no verdict has more than half of all `votes`."""
    return max(Counter(verdict.verdict for verdict, _ in cast).values()) <= votes / 2


def settled(found: Findings, cast: Mapping[int, Cast]) -> Findings:
    """Return the findings with what the votes came to in place of the first look."""
    decided = {place: _majority(votes) for place, votes in cast.items()}
    return replace(
        found,
        verdicts=tuple(decided[place][0] if place in decided else verdict for place, verdict in enumerate(found.verdicts)),
        gaps=tuple(decided[place][1] if place in decided else gap for place, gap in enumerate(found.gaps)),
    )


def _majority(cast: Cast) -> tuple[Verdict, str]:
    """Return the verdict that has more than half of the votes cast; without one, `undecided` with the mean of their credits."""
    (said, count), *_ = Counter(verdict.verdict for verdict, _ in cast).most_common()
    if count > len(cast) / 2:
        return next(vote for vote in sorted(cast, key=lambda vote: not vote[0].verified) if vote[0].verdict == said)
    first = cast[0][0]
    quotes = _distinct([quote for verdict, _ in cast for quote in verdict.quotes if verdict.credit])
    credit = round(fmean(verdict.credit for verdict, _ in cast), 4) if quotes else 0.0
    verified = any(verdict.verified and verdict.credit for verdict, _ in cast)
    return first.model_copy(update={"verdict": "undecided", "credit": credit, "verified": verified, "quotes": quotes}), ""


def _distinct(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return quotes in the order of the answer, none that lies within another."""
    kept: list[Quote] = []
    for quote in sorted(quotes, key=lambda quote: (quote.start, -quote.end)):
        if not kept or quote.end > kept[-1].end:
            kept.append(quote)
    return tuple(kept)
