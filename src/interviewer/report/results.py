"""What a session comes to, added up from its turns: by question, by topic, by key point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from statistics import fmean
from typing import Literal

from pydantic import ValidationError

from interviewer.errors import InputError
from interviewer.report.asked import Asked, PointResult, all_asked, as_read, scored_tries
from interviewer.schema import Band, Card, Frozen, Grade, GraderStamp, Quote, Reference, Session, Trust, Turn, band, spent


class TopicResult(Frozen):
    topic: str
    """Empty for the questions without one."""
    asked: int
    score: float | None
    """Mean over the questions that were scored or skipped, a skip counting as 0; null when none was scored."""
    band: Band | None = None
    """What a person reads for it: the band of what was said over all its questions (`Report.covered`)."""
    said: int = 0
    """Vital key points that were said in full."""
    points: int = 0
    """All vital key points of the questions that were scored or skipped."""
    skipped: int = 0


class Missed(Frozen):
    """A vital key point that was not fully said, with where to read about it."""

    place: int
    """Of its question, from 1."""
    item_id: str
    index: int
    """Of the key point in the item, 0-based."""
    question: str
    key_point: str
    weight: float
    verdict: Literal["missed", "partial", "wrong"]
    lost: float
    """Share of its question that went with it, 0..1: its weight, less the credit it got."""
    reference: Reference | None


class Wrong(Frozen):
    """Something the person said that does not hold."""

    place: int
    quote: str
    why: str
    """Empty where the grader gave no reason."""
    point: str
    """The key point against which it stands; empty where it stands against none."""
    sure: bool
    """The person had said that they were sure of this answer."""


class Cited(Frozen):
    """Lines of a document that say something about a key point."""

    document: str
    line: int | None
    end_line: int | None
    text: str
    own: bool
    """Of the person's own notes, not of the bank."""


class Advice(Frozen):
    """What to read about one key point that was missed."""

    place: int
    """Of its question, from 1."""
    index: int
    """Of the key point in the item, 0-based."""
    notes: Literal["covered", "lacking", "contradicted", "none"]
    """What the person's own notes say of it; none: there are no notes to look into, or it is not clear."""
    cited: tuple[Cited, ...] = ()
    """Best first; of the bank where the person's notes say nothing."""
    read_on: tuple[str, ...] = ()


class Report(Frozen):
    version: Literal[2] = 2
    """Of this form. What had none before is read too: `read_back`."""
    session: Session
    turns: tuple[Turn, ...]
    asked: tuple[Asked, ...] = ()
    """One a question, in the order asked."""
    answered: int
    """Questions, not turns; follow-ups belong to their question."""
    skipped: int
    unscored: int
    unanswered: int = 0
    """Questions that were open when the session ended, or still are."""
    score: float | None
    """Mean over the questions that were scored or skipped, a skip counting as 0; null when none was scored."""
    band: Band | None = None
    """What a person reads for it: the band of what was said over all questions (`covered`)."""
    topics: tuple[TopicResult, ...]
    missed: tuple[Missed, ...]
    """What cost most first."""
    wrong: tuple[Wrong, ...] = ()
    """What the person was sure of first."""
    advice: tuple[Advice, ...] = ()
    trusts: tuple[Trust, ...] = ()
    """How far to trust each grader that took part and was measured."""
    seconds: float | None = None
    """Of the session as its clock counts: from the first question to the last thing done, a silence counting as ten minutes at most."""
    finished_at: datetime | None
    cost: float | None = None
    """What the model's grades cost this time, where the settings tell prices; a reply that was kept from before costs nothing again."""

    @property
    def sure_but_wrong(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.sure_but_wrong)

    @property
    def stamps(self) -> tuple[GraderStamp, ...]:
        """The graders whose grades hold, each once."""
        return tuple(dict.fromkeys(one.grader for one in self.asked if one.grader is not None and one.score is not None))

    @property
    def has_bonus(self) -> bool:
        """Whether a bonus point is told of, and should be explained."""
        return any(point.bonus for one in self.asked for point in one.points)

    def grades(self, topic: str | None = None) -> list[Grade]:
        """Return the grades that make up the score, beside the skips, appeals counted; `topic`: of that topic only."""
        found = (self.grade(one) for one in self.asked if topic in (None, one.topic))
        return [grade for grade in found if grade is not None and grade.score is not None]

    def covered(self, topic: str | None = None) -> float | None:
        """Return how much was said over all questions, or all of one topic, 0..100; null when none was scored.

        A question counts by the number of its key points, as they are counted beside the band ("7/13"), each point as its checklist shows
        it; a skipped question counts with 0. The mean of the questions' scores would let one short answer outweigh two long ones.
        """
        return _covered([one for one in self.asked if topic in (None, one.topic)], {turn.number: turn for turn in self.turns})

    def grade(self, one: Asked) -> Grade | None:
        """Return what the last try of a question comes to, appeals counted."""
        tries = scored_tries(self.turns_of(one))
        return tries[-1][1] if tries else None

    def first_grade(self, one: Asked) -> Grade | None:
        """Return what the first try came to, where there was more than one with a score."""
        tries = scored_tries(self.turns_of(one))
        return tries[0][1] if len(tries) > 1 else None

    def standing(self, one: Asked) -> Turn | None:
        """Return the turn whose grade holds for a question."""
        return next((turn for turn in self.turns if turn.number == one.standing), None)

    def turns_of(self, one: Asked) -> list[Turn]:
        return [turn for turn in self.turns if turn.number in one.turns]

    def is_withheld(self, one: Asked) -> bool:
        """Tell whether a question can still be answered: its key points and reference are not told then."""
        return one.left_open and self.finished_at is None

    def read_for(self, missed: Missed) -> Advice | None:
        """Return what to read about a key point; None where nothing was looked for."""
        return next((advice for advice in self.advice if (advice.place, advice.index) == (missed.place, missed.index)), None)


def build(
    session: Session,
    turns: Sequence[Turn],
    *,
    cards: Sequence[Card] = (),
    trusts: Sequence[Trust] = (),
    advice: Sequence[Advice] = (),
) -> Report:
    """Add up a session by question; what was skipped, left open or not scored is counted, never scored.

    Args:
        cards: The person's memory cards, for what is due when.
        trusts: Of the graders that took part.
    """
    asked = all_asked(session, turns, cards)
    known = {turn.number: turn for turn in turns}
    told = [one for one in asked if session.ended_at or not one.left_open]
    return Report(
        session=session,
        turns=tuple(turns),
        asked=asked,
        answered=sum(one.outcome in ("scored", "unscored") for one in asked),
        skipped=sum(one.outcome == "skipped" for one in asked),
        unscored=sum(one.outcome == "unscored" for one in asked),
        unanswered=sum(one.outcome == "open" for one in asked),
        score=_mean(asked),
        band=_band(asked, known),
        topics=tuple(_by_topic(asked, known)),
        missed=tuple(sorted(_missed(told, known), key=lambda missed: (-round(missed.lost, 6), missed.place, missed.index))),
        wrong=tuple(sorted(_wrong(told, turns), key=lambda wrong: not wrong.sure)),
        advice=tuple(advice),
        trusts=tuple(trusts),
        seconds=spent(turns).total_seconds() if turns else None,
        finished_at=session.ended_at,
        cost=_cost(turns),
    )


def read_back(text: str) -> Report:
    """Return the report that `write` wrote as JSON, of this version or of the one before; raises InputError for anything else."""
    try:
        return Report.model_validate_json(text)
    except ValidationError:
        pass
    try:
        before = _First.model_validate_json(text)
    except ValidationError as error:
        way_out = "Name a file that `interviewer report SESSION --format json` wrote."
        raise InputError("this is no report of a session", way_out=way_out, key="no_report") from error
    return build(before.session, before.turns)


class _First(Frozen, extra="ignore"):
    """The report as JSON before it had a version: what is needed of it to add it up again."""

    session: Session
    turns: tuple[Turn, ...]
    answered: int


def _cost(turns: Sequence[Turn]) -> float | None:
    known = [0.0 if turn.grade.kept else turn.grade.cost for turn in turns if turn.grade and turn.grade.cost is not None]
    return round(sum(known), 8) if known else None


def _mean(asked: Sequence[Asked]) -> float | None:
    scores = [one.score for one in asked if one.score is not None]
    skips = [0.0 for one in asked if one.outcome == "skipped"]
    return round(fmean([*scores, *skips]), 1) if scores else None


def _band(asked: Sequence[Asked], turns: Mapping[int, Turn]) -> Band | None:
    covered = _covered(asked, turns)
    return None if covered is None else band(covered)


def _covered(asked: Sequence[Asked], turns: Mapping[int, Turn]) -> float | None:
    """Return what these questions come to together, see `Report.covered`."""
    scored = [one for one in asked if one.outcome == "scored"]
    skipped = [one for one in asked if one.outcome == "skipped"]
    said = [(as_read(scored_tries([turns[at] for at in one.turns])[-1][1]), len(one.vital) or _asked_for(one, turns)) for one in scored]
    parts = [(share, max(1, points)) for share, points in [*said, *((0.0, _asked_for(one, turns)) for one in skipped)]]
    return sum(share * points for share, points in parts) / sum(points for _, points in parts) if scored else None


def _asked_for(one: Asked, turns: Mapping[int, Turn]) -> int:
    """Return the number of vital key points that a question asks for."""
    return sum(not point.bonus for point in turns[one.turns[0]].item.key_points)


def _by_topic(asked: Sequence[Asked], turns: Mapping[int, Turn]) -> Iterator[TopicResult]:
    groups: dict[str, list[Asked]] = {}
    for one in asked:
        groups.setdefault(one.topic, []).append(one)
    for topic, group in groups.items():
        scored, skipped = ([one for one in group if one.outcome == outcome] for outcome in ("scored", "skipped"))
        left = sum(_asked_for(one, turns) for one in skipped)
        yield TopicResult(
            topic=topic,
            asked=len(group),
            score=_mean(group),
            band=_band(group, turns),
            said=sum(one.said for one in scored),
            points=left + sum(len(one.vital) for one in scored),
            skipped=len(skipped),
        )


def _missed(asked: Sequence[Asked], turns: Mapping[int, Turn]) -> Iterator[Missed]:
    for one in asked:
        for point in one.lacking:
            item = turns[one.turns[0]].item
            yield Missed(
                place=one.place,
                item_id=one.item_id,
                index=point.index,
                question=one.question,
                key_point=point.text,
                weight=point.weight,
                verdict=_lacking(point),
                lost=point.weight * (1.0 - point.credit),
                reference=item.references[0] if item.references else None,
            )


def _lacking(point: PointResult) -> Literal["missed", "partial", "wrong"]:
    return "wrong" if point.verdict == "wrong" else "partial" if point.verdict == "partial" else "missed"


def _wrong(asked: Sequence[Asked], turns: Sequence[Turn]) -> Iterator[Wrong]:
    """Yield the wrong claims, and the wrong verdicts that no claim stands for."""
    for one in asked:
        tries = scored_tries([turn for turn in turns if turn.number in one.turns])
        points, claimed = {point.index: point for point in one.points}, set[int]()
        for claim in tries[-1][1].wrong_claims if tries else ():
            against = points.get(-1 if claim.point is None else claim.point)
            if against is None or against.corrected not in ("hit", "partial"):
                claimed.update(() if against is None else (against.index,))
                named = against.text if against else ""
                yield Wrong(place=one.place, quote=claim.quote.text, why=claim.why, point=named, sure=one.confidence == "sure")
        for point in one.points:
            if point.verdict == "wrong" and point.index not in claimed and point.corrected not in ("hit", "partial"):
                yield Wrong(place=one.place, quote=_quoted(point.quotes), why="", point=point.text, sure=one.confidence == "sure")


def _quoted(quotes: Sequence[Quote]) -> str:
    return " … ".join(quote.text for quote in quotes)
