"""One question of a session with everything that was said to it, and what that comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from interviewer.schema import (
    Appeal,
    Card,
    Confidence,
    Correction,
    Frozen,
    Grade,
    GraderStamp,
    Quote,
    Session,
    Turn,
    Verdict,
    Why,
    band,
)

BREAK = timedelta(hours=1)
"""A time from question to answer from which the person was away: it is not counted."""

Said = Literal["hit", "partial", "missed", "wrong"]


class PointResult(Frozen):
    """How one key point stands at the end, and the verdicts that led there."""

    index: int
    """0-based, in the item."""
    text: str
    weight: float
    bonus: bool
    verdict: Literal["hit", "partial", "missed", "wrong", "undecided"]
    """After an appeal, where one was upheld."""
    credit: float
    verified: bool
    quotes: tuple[Quote, ...]
    """Of `Turn.whole` of the turn that holds the standing."""
    first: Literal["hit", "partial", "missed", "wrong", "undecided"] | None = None
    """The verdict before the appeal; null where there was none."""
    corrected: Said | None = None
    """What the person says to it; it moves no score."""

    @property
    def lacks(self) -> bool:
        """Whether it is worth reading about; what the person says they said is not."""
        return not self.bonus and self.verdict in ("missed", "partial", "wrong") and self.corrected != "hit"


class Challenge(Frozen):
    """A calm doubt of something that was right, and what came of it."""

    point: str
    """The key point that was doubted; empty where it is not known."""
    held: Literal["held", "gave_in", "unclear"]


class Asked(Frozen):
    place: int
    """Among the questions of the session, from 1."""
    item_id: str
    question: str
    topic: str
    turns: tuple[int, ...]
    """Numbers of its turns: the question, what went on from it, and the tries after the first."""
    outcome: Literal["scored", "unscored", "skipped", "open"]
    """open: not answered when the session ended, or not yet."""
    left_open: bool
    """A turn of it, perhaps only a follow-up, was not answered when the session ended, or not yet."""
    standing: int | None
    """Number of the turn whose grade holds: the last scored one; null where none was graded."""
    score: float | None
    first_score: float | None = None
    """Of the try before the last one; null where it was not tried again, or not scored before."""
    tries: int = 1
    points: tuple[PointResult, ...] = ()
    grader: GraderStamp | None = None
    confidence: Confidence | None = None
    """What the person said of the answer that stands, before its grade."""
    sure_but_wrong: bool = False
    """They were sure of an answer, perhaps an earlier one, that is low or says something wrong."""
    challenges: tuple[Challenge, ...] = ()
    hints: int = 0
    seconds: float | None = None
    """From questions to answers, without breaks; null where no time is known."""
    why: Why | None = None
    due: datetime | None = None
    """When memory asks for it again."""

    @property
    def vital(self) -> tuple[PointResult, ...]:
        return tuple(point for point in self.points if not point.bonus)

    @property
    def said(self) -> int:
        """Number of vital key points that were said in full."""
        return sum(point.verdict == "hit" for point in self.vital)

    @property
    def lacking(self) -> tuple[PointResult, ...]:
        """The key points worth reading about, where the answer was scored."""
        return tuple(point for point in self.points if point.lacks) if self.score is not None else ()


def all_asked(session: Session, turns: Sequence[Turn], cards: Sequence[Card], upheld: Mapping[int, Grade]) -> tuple[Asked, ...]:
    """Return the questions of a session in the order asked; `upheld` holds grades with appeals counted, by turn number."""
    due = {card.item_id: card.due for card in cards}
    return tuple(_asked(place, group, session, due, upheld) for place, group in enumerate(_grouped(turns), start=1))


def _grouped(turns: Sequence[Turn]) -> list[list[Turn]]:
    """Return the turns by question: what is not a main question goes to the last one on the same item."""
    groups: list[list[Turn]] = []
    for turn in turns:
        home = next((group for group in reversed(groups) if group[0].item.id == turn.item.id), None)
        if turn.kind == "main" or home is None:
            groups.append([turn])
        else:
            home.append(turn)
    return groups


def _asked(place: int, turns: Sequence[Turn], session: Session, due: Mapping[str, datetime], upheld: Mapping[int, Grade]) -> Asked:
    item, tries = turns[0].item, _tries(turns)
    scores = [(turn, score) for one in tries if (turn := _standing(one)) and (score := _score(turn, upheld)) is not None]
    holds = scores[-1][0] if scores else _standing(turns)
    since = next((one for one in tries if holds in one), turns)
    points = _points(holds, since) if holds else ()
    times = [seconds for turn in turns if (seconds := _seconds(turn)) is not None]
    confidence = next((turn.confidence for turn in since if turn.confidence), None)
    score = scores[-1][1] if scores else None
    return Asked(
        place=place,
        item_id=item.id,
        question=turns[0].question,
        topic=item.topics[0] if item.topics else "",
        turns=tuple(turn.number for turn in turns),
        outcome=_outcome(turns, score),
        left_open=any(turn.answer is None and not turn.skipped for turn in turns),
        standing=holds.number if holds else None,
        score=score,
        first_score=scores[0][1] if len(scores) > 1 else None,
        tries=len(tries),
        points=points,
        grader=holds.grade.grader if holds and holds.grade else None,
        confidence=confidence,
        sure_but_wrong=any(_was_sure_but_wrong(turn) for turn in turns),
        challenges=tuple(_challenge(turn) for turn in turns if turn.held is not None),
        hints=sum(turn.hints for turn in turns),
        seconds=sum(times) if times else None,
        why=session.why.get(item.id),
        due=next((due[name] for name in (item.id, *item.aliases) if name in due), None),
    )


def _tries(turns: Sequence[Turn]) -> list[list[Turn]]:
    tries: list[list[Turn]] = [[]]
    for turn in turns:
        if turn.kind == "retry" and tries[-1]:
            tries.append([])
        tries[-1].append(turn)
    return tries


def _standing(turns: Sequence[Turn]) -> Turn | None:
    """Return the turn whose grade holds: the last one with a score, else the last one with a grade."""
    graded = [turn for turn in turns if turn.grade is not None]
    return next((turn for turn in reversed(graded) if turn.grade and turn.grade.score is not None), graded[-1] if graded else None)


def _score(turn: Turn, upheld: Mapping[int, Grade]) -> float | None:
    grade = upheld.get(turn.number, turn.grade)
    return grade.score if grade else None


def _outcome(turns: Sequence[Turn], score: float | None) -> Literal["scored", "unscored", "skipped", "open"]:
    if score is not None:
        return "scored"
    if any(turn.answer is not None for turn in turns):
        return "unscored"
    return "skipped" if any(turn.skipped for turn in turns) else "open"


def _points(holds: Turn, since: Sequence[Turn]) -> tuple[PointResult, ...]:
    """Return how the key points stand; appeals and corrections to any turn of this try count, the latest of each point."""
    appeals: dict[str, Appeal] = {}
    told: dict[str, Correction] = {}
    for turn in since:
        appeals.update({appeal.point: appeal for appeal in turn.appeals})
        told.update({correction.point: correction for correction in turn.corrections})
    verdicts = holds.grade.verdicts if holds.grade else ()
    return tuple(_point(at, first, appeals.get(first.text), told.get(first.text)) for at, first in enumerate(verdicts))


def _point(index: int, first: Verdict, appeal: Appeal | None, told: Correction | None) -> PointResult:
    now = max(first, appeal.verdict, key=lambda verdict: verdict.credit) if appeal else first
    return PointResult(
        index=index,
        text=first.text,
        weight=first.weight,
        bonus=first.bonus,
        verdict=now.verdict,
        credit=now.credit,
        verified=now.verified,
        quotes=now.quotes,
        first=first.verdict if appeal else None,
        corrected=told.verdict if told else None,
    )


def _was_sure_but_wrong(turn: Turn) -> bool:
    """Tell whether the person was sure of an answer that is low, or says something wrong."""
    grade = turn.grade
    if turn.confidence != "sure" or grade is None or grade.score is None:
        return False
    return band(grade.score) == "low" or bool(grade.wrong_claims) or any(verdict.verdict == "wrong" for verdict in grade.verdicts)


def _challenge(turn: Turn) -> Challenge:
    known = turn.aim is not None and turn.aim < len(turn.item.key_points)
    return Challenge(point=turn.item.key_points[turn.aim].text if known and turn.aim is not None else "", held=turn.held or "unclear")


def _seconds(turn: Turn) -> float | None:
    """Return the time to an answer; None where there is none, or where the clock jumped or the person was away."""
    if turn.answered_at is None:
        return None
    seconds = (turn.answered_at - turn.asked_at).total_seconds()
    return seconds if 0 <= seconds <= BREAK.total_seconds() else None
