"""What a session comes to, added up from its turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from statistics import fmean

from interviewer.schema import Frozen, Reference, Session, Turn


class TopicResult(Frozen):
    topic: str
    asked: int
    score: float | None
    """Mean over the scored turns; null when none was scored."""


class Missed(Frozen):
    """A vital key point that was not fully said, with where to read about it."""

    question: str
    key_point: str
    weight: float
    verdict: str
    reference: Reference | None


class Report(Frozen):
    session: Session
    turns: tuple[Turn, ...]
    answered: int
    skipped: int
    unscored: int
    score: float | None
    """Mean over the scored turns; null when none was scored."""
    topics: tuple[TopicResult, ...]
    missed: tuple[Missed, ...]
    """Heaviest first."""
    finished_at: datetime | None
    cost: float | None = None
    """What the model's grades cost this time, where the settings tell prices; a reply that was kept from before costs nothing again."""


def build(session: Session, turns: Sequence[Turn]) -> Report:
    """Add up a session; skipped and unscored turns are counted, never scored."""
    answered = [turn for turn in turns if turn.answer is not None]
    return Report(
        session=session,
        turns=tuple(turns),
        answered=len(answered),
        skipped=sum(turn.skipped for turn in turns),
        unscored=sum(_score(turn) is None for turn in answered),
        score=_mean(turns),
        topics=tuple(_by_topic(turns)),
        missed=tuple(sorted(_missed(answered), key=lambda missed: -missed.weight)),
        finished_at=session.ended_at,
        cost=_cost(turns),
    )


def _cost(turns: Sequence[Turn]) -> float | None:
    known = [0.0 if turn.grade.kept else turn.grade.cost for turn in turns if turn.grade and turn.grade.cost is not None]
    return round(sum(known), 8) if known else None


def _score(turn: Turn) -> float | None:
    return turn.grade.score if turn.grade else None


def _mean(turns: Sequence[Turn]) -> float | None:
    scores = [score for turn in turns if (score := _score(turn)) is not None]
    return round(fmean(scores), 1) if scores else None


def _by_topic(turns: Sequence[Turn]) -> Iterator[TopicResult]:
    groups: dict[str, list[Turn]] = {}
    for turn in turns:
        groups.setdefault(turn.item.topics[0] if turn.item.topics else "", []).append(turn)
    for topic, group in groups.items():
        yield TopicResult(topic=topic, asked=len(group), score=_mean(group))


def _missed(turns: Sequence[Turn]) -> Iterator[Missed]:
    for turn in turns:
        for verdict in turn.grade.verdicts if turn.grade else ():
            if not verdict.bonus and verdict.verdict != "hit":
                yield Missed(
                    question=turn.question,
                    key_point=verdict.text,
                    weight=verdict.weight,
                    verdict=verdict.verdict,
                    reference=turn.item.references[0] if turn.item.references else None,
                )
