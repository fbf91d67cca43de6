"""One question of a session with everything that was said to it, and what that comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from interviewer.schema import (
    Band,
    Card,
    Confidence,
    Frozen,
    Grade,
    GraderStamp,
    Quote,
    Session,
    Turn,
    Why,
    answering,
    band,
    score_shown,
    shown_band,
    standing,
    threads,
)

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
    """What the person says to it, where that is something else; it moves no score."""

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
    """With appeals counted that were upheld."""
    band: Band | None = None
    """What a person reads for the score: the band that the key points add up to."""
    first_score: float | None = None
    """Of the first try that was scored; null where the last one is the only one."""
    tries: int = 1
    points: tuple[PointResult, ...] = ()
    grader: GraderStamp | None = None
    confidence: Confidence | None = None
    """What the person said of the answer that stands, before its grade."""
    sure_but_wrong: bool = False
    """They were sure of an answer, perhaps an earlier one, that is low or says something wrong."""
    judged_wrong: bool = False
    """A model judged that answer; else the offline grader only recognised few key points in it, which tells of coverage alone."""
    challenges: tuple[Challenge, ...] = ()
    hints: int = 0
    seconds: float | None = None
    """Of answering: from its questions to its answers, what was left counting up to then; a silence as ten minutes at most. Null where nothing was answered."""
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


def all_asked(session: Session, turns: Sequence[Turn], cards: Sequence[Card]) -> tuple[Asked, ...]:
    """Return the questions of a session in the order asked."""
    due = {card.item_id: card.due for card in cards}
    return tuple(_asked(place, group, session, due) for place, group in enumerate(_grouped(turns), start=1))


def as_read(grade: Grade) -> float:
    """Return the score of a grade that has one, as a person reads it: of the local grader what its checklist adds up to."""
    return score_shown(grade) if grade.grader.name == "local" and grade.verdicts else grade.score or 0.0


def scored_tries(turns: Sequence[Turn]) -> list[tuple[tuple[Turn, ...], Grade]]:
    """Return the tries of one question that were graded, each with what it comes to; those that got a score where any did."""
    graded = [(thread, grade) for thread in threads(turns) if (grade := standing(thread)) is not None]
    return [pair for pair in graded if pair[1].score is not None] or graded


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


def _asked(place: int, turns: Sequence[Turn], session: Session, due: Mapping[str, datetime]) -> Asked:
    item, tries = turns[0].item, scored_tries(turns)
    doubted = [grade for turn in turns if (grade := _sure_but_wrong(turn)) is not None]
    since, grade = tries[-1] if tries else (tuple(turns), None)
    score = grade.score if grade else None
    return Asked(
        place=place,
        item_id=item.id,
        question=turns[0].question,
        topic=item.topics[0] if item.topics else "",
        turns=tuple(turn.number for turn in turns),
        outcome=_outcome(turns, score),
        left_open=any(turn.answer is None and not turn.skipped for turn in turns),
        standing=_holding(since),
        score=score,
        band=_band(grade) if grade else None,
        first_score=tries[0][1].score if len(tries) > 1 else None,
        tries=len(threads(turns)),
        points=thread_points(since),
        grader=grade.grader if grade else None,
        confidence=next((turn.confidence for turn in since if turn.confidence), None),
        sure_but_wrong=bool(doubted),
        judged_wrong=any(grade.grader.name == "llm" for grade in doubted),
        challenges=tuple(_challenge(turn) for turn in turns if turn.held is not None),
        hints=sum(turn.hints for turn in turns),
        seconds=answering(turns).total_seconds() if any(turn.answered_at is not None for turn in turns) else None,
        why=session.why.get(item.id),
        due=next((due[name] for name in (item.id, *item.aliases) if name in due), None),
    )


def _band(grade: Grade) -> Band | None:
    if grade.score is None:
        return None
    return shown_band(grade) if grade.verdicts else band(grade.score)


def _holding(turns: Sequence[Turn]) -> int | None:
    """Return the number of the turn whose grade holds, and in whose words its quotes stand."""
    graded = [turn for turn in turns if turn.grade is not None]
    last = next((turn for turn in reversed(graded) if turn.grade and turn.grade.score is not None), graded[-1] if graded else None)
    return last.number if last else None


def _outcome(turns: Sequence[Turn], score: float | None) -> Literal["scored", "unscored", "skipped", "open"]:
    if score is not None:
        return "scored"
    if any(turn.answer is not None for turn in turns):
        return "unscored"
    return "skipped" if any(turn.skipped for turn in turns) else "open"


def thread_points(since: Sequence[Turn]) -> tuple[PointResult, ...]:
    """Return how the key points stand after one try; appeals and corrections to any turn of it are told, the latest of each point."""
    grade = standing(since)
    if grade is None:
        return ()
    appeals = {appeal.point: appeal for turn in since for appeal in turn.appeals}
    told = {correction.point: correction.verdict for turn in since for correction in turn.corrections}
    first = {verdict.text: verdict for turn in since if turn.grade for verdict in turn.grade.verdicts}
    return tuple(
        PointResult(
            index=at,
            text=verdict.text,
            weight=verdict.weight,
            bonus=verdict.bonus,
            verdict=verdict.verdict,
            credit=verdict.credit,
            verified=verdict.verified,
            quotes=verdict.quotes,
            first=first[verdict.text].verdict if verdict.text in appeals else None,
            corrected=None if (own := told.get(verdict.text)) == verdict.verdict else own,
        )
        for at, verdict in enumerate(grade.verdicts)
    )


def answers_within(thread: Sequence[Turn], whole: str) -> dict[int, int]:
    """Return where the answers of a try begin in `whole`, what was said to its question up to some turn, by number of the turn.

    By their places, for the same words can have been said twice.
    """
    answered = ((turn, turn.answer) for turn in thread if turn.answer)
    return {turn.number: len(turn.whole) - len(answer) for turn, answer in answered if whole.startswith(turn.whole)}


def _sure_but_wrong(turn: Turn) -> Grade | None:
    """Return the grade of an answer of which the person was sure, where it is low or says something wrong; appeals count."""
    grade = standing([turn])
    if turn.confidence != "sure" or grade is None or grade.score is None:
        return None
    wrong = bool(grade.wrong_claims) or any(verdict.verdict == "wrong" for verdict in grade.verdicts)
    return grade if wrong or _band(grade) == "low" else None


def _challenge(turn: Turn) -> Challenge:
    known = turn.aim is not None and turn.aim < len(turn.item.key_points)
    return Challenge(point=turn.item.key_points[turn.aim].text if known and turn.aim is not None else "", held=turn.held or "unclear")
