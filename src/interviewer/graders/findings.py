"""What a model's verdicts amount to once code has cut the quotes and checked them against the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.graders.backing import Backing, Relation
from interviewer.graders.feedback import sober
from interviewer.graders.judgement import ClaimReply, Judgement, PointReply, Said
from interviewer.schema import Item, KeyPoint, Quote, Verdict, WrongClaim
from interviewer.text import Span

CREDIT: dict[Said, float] = {"hit": 1.0, "partial": 0.5, "missed": 0.0, "wrong": 0.0}
_BEST_FIRST = ("hit", "partial", "wrong", "missed")
_MOST_QUOTED = 4
"""Sentences kept for one key point, where a small model names them all."""


@dataclass(frozen=True)
class Findings:
    """Of one answer, or of one part of it."""

    verdicts: tuple[Verdict, ...]
    """In the order of the item's key points, or of those that were asked about."""
    gaps: tuple[str, ...]
    """What the model says is absent, for each key point."""
    claims: tuple[WrongClaim, ...]
    """As the model told them."""
    advice: str = ""


def check(
    said: Judgement,
    item: Item,
    places: Sequence[int],
    order: Sequence[int],
    answer: str,
    shown: dict[int, Span],
    backing: Backing,
) -> Findings:
    """Return what a judgement amounts to, for the key points at these places of the item.

    Args:
        order: The same places, in the order in which the model saw their key points.
        shown: The sentences that the model saw, by their numbers.
    """
    replies = {place: said.of(number) for number, place in enumerate(order, 1)}
    cited = {place: _cited(item.key_points[place], replies[place], shown, backing) for place in places}
    credited = [place for place in places if replies[place].verdict in {"hit", "partial"} and cited[place]]
    pairs = [(item.key_points[place].text, " ".join(span.text for span in cited[place])) for place in credited]
    relations = dict(zip(credited, backing.relations(pairs), strict=True))
    verdicts = tuple(
        _verdict(item.key_points[place], replies[place].verdict, answer, cited[place], relations.get(place, "unrelated"))
        for place in places
    )
    claims = tuple(filter(None, (_claim(claim, order, answer, shown) for claim in said.wrong)))
    return Findings(verdicts, tuple(sober(replies[place].gap) for place in places), claims, sober(said.advice))


def merged(parts: Sequence[Findings]) -> Findings:
    """Return the findings of an answer from those of its parts: the best verdict on each key point, with all its quotes."""
    if len(parts) == 1:
        return parts[0]
    chosen = [_best(verdicts) for verdicts in zip(*(part.verdicts for part in parts), strict=True)]
    return Findings(
        tuple(verdict for verdict, _ in chosen),
        tuple(parts[part].gaps[place] for place, (_, part) in enumerate(chosen)),
        tuple(claim for part in parts for claim in part.claims),
        next((part.advice for part in parts if part.advice), ""),
    )


def wrong_claims(found: Findings) -> tuple[WrongClaim, ...]:
    """Return each wrong claim once.

    A claim that cites what made a key point `wrong` belongs to that point, and costs nothing more; a point that is
    `wrong` without a claim gets one, whose "what is right" is the key point itself.
    """
    wrong = {place: verdict for place, verdict in enumerate(found.verdicts) if verdict.verdict == "wrong"}
    claims: dict[tuple[int, int], WrongClaim] = {}
    for claim in found.claims:
        same = next((place for place, verdict in wrong.items() if any(_overlap(claim.quote, quote) for quote in verdict.quotes)), None)
        point = claim.point if claim.point in wrong else same
        why = claim.why or (found.verdicts[point].text if point is not None else "")
        claims.setdefault((claim.quote.start, claim.quote.end), WrongClaim(quote=claim.quote, why=why, point=point))
    told = {claim.point for claim in claims.values()}
    for place, verdict in wrong.items():
        if place not in told:
            quote = verdict.quotes[0]
            why = found.gaps[place] or verdict.text
            claims.setdefault((quote.start, quote.end), WrongClaim(quote=quote, why=why, point=place))
    return tuple(sorted(claims.values(), key=lambda claim: claim.quote.start))


def quoted(answer: str, cited: Sequence[Span]) -> tuple[Quote, ...]:
    """Return the quotes of some sentences in the order of the answer, neighbours joined into one."""
    runs: list[tuple[int, int]] = []
    for span in sorted(cited, key=lambda span: span.start):
        if runs and not any(map(str.isalnum, answer[runs[-1][1] : span.start])):
            runs[-1] = (runs[-1][0], span.end)
        else:
            runs.append((span.start, span.end))
    return tuple(Quote(text=answer[start:end], start=start, end=end) for start, end in runs)


def _cited(point: KeyPoint, reply: PointReply, shown: dict[int, Span], backing: Backing) -> list[Span]:
    """Return the sentences that a reply names, of very many those that are closest to the key point."""
    cited = [shown[number] for number in sorted(set(reply.sentences)) if number in shown]
    if len(cited) > _MOST_QUOTED:
        cited = [cited[i] for i in backing.closest(point.text, [span.text for span in cited], _MOST_QUOTED)]
    return cited


def _verdict(point: KeyPoint, said: Said, answer: str, cited: Sequence[Span], relation: Relation) -> Verdict:
    """Return a verdict with the words that back it; a credit or a reproach that nothing backs is `missed`."""
    verified = True
    if said in {"hit", "partial"}:
        verified = relation == "related"
        said = "missed" if relation == "unrelated" else said
    elif not cited:
        said = "missed"
    quotes = () if said == "missed" else quoted(answer, cited)
    return Verdict(
        text=point.text, weight=point.weight, bonus=point.bonus, verdict=said, credit=CREDIT[said], verified=verified, quotes=quotes
    )


def _claim(claim: ClaimReply, order: Sequence[int], answer: str, shown: dict[int, Span]) -> WrongClaim | None:
    cited = [shown[number] for number in claim.sentences if number in shown]
    if not cited:
        return None
    point = order[claim.point - 1] if 0 < claim.point <= len(order) else None
    return WrongClaim(quote=quoted(answer, cited)[0], why=sober(claim.right), point=point)


def _best(verdicts: Sequence[Verdict]) -> tuple[Verdict, int]:
    """Return the best verdict of the parts, with the quotes of all that say the same, and the part it comes from."""
    part = min(range(len(verdicts)), key=lambda i: (_BEST_FIRST.index(verdicts[i].verdict), not verdicts[i].verified))
    best = verdicts[part]
    alike = [v for v in verdicts if (v.verdict, v.verified) == (best.verdict, best.verified)]
    return best.model_copy(update={"quotes": tuple(quote for v in alike for quote in v.quotes)}), part


def _overlap(one: Quote, other: Quote) -> bool:
    return one.start < other.end and other.start < one.end
