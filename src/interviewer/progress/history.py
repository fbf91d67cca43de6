"""What a person did with each item: one attempt a session, the best, the last, the change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from interviewer.progress.clock import when
from interviewer.progress.standing import own, remembered
from interviewer.schema import Confidence, Frozen, Grade, Item, Turn, Verdict, standing, threads


class Attempt(Frozen):
    """What came of one item in one session."""

    item: Item
    """As it was when it was asked last."""
    session_id: str
    number: int
    """Of the turn that asked it."""
    at: datetime
    """When it was answered; when it was asked, where it was not."""
    skipped: bool
    hints: int
    """Over all its turns in the session."""
    confidence: Confidence | None
    """What was said of the first answer for which anything was, before it was graded: follow-ups belong to it, retries don't."""
    retries: int
    best: Grade | None
    """The best that stood in the session, retries included, upheld appeals counted; a grade without a score when no other was given."""
    unaided: Grade | None
    """Of the first answer alone, with upheld appeals and the person's own corrections."""
    told: Grade | None
    """The same of what had been said when the confidence was told: of the first answer, or up to a follow-up; null without a confidence."""
    counted: tuple[Verdict, ...]
    """What it says of memory, by key point: half the credit where a hint or a follow-up helped, none for a skip; retries are not in it."""
    share: float | None
    """The same as a whole, 0..1; null where it says nothing."""

    @property
    def score(self) -> float | None:
        return self.best.score if self.best else None


class ItemHistory(Frozen):
    item_id: str
    question: str
    topic: str
    attempts: int
    best: float | None
    """Scores, 0..100; null when none was scored."""
    last: float | None
    """Of the last attempt that was scored."""
    change: float | None
    """From the scored attempt before it; null when there is none."""
    last_at: datetime


def attempts(turns: Sequence[Turn]) -> list[Attempt]:
    """Return a person's attempts, oldest first; turns that are still open are left out."""
    groups: dict[tuple[str, str], list[Turn]] = {}
    for turn in sorted(turns, key=lambda turn: (turn.session_id, turn.number)):
        groups.setdefault((turn.session_id, turn.item.id), []).append(turn)
    found = (_attempt(group) for group in groups.values())
    return sorted((one for one in found if one is not None), key=lambda one: (one.at, one.session_id, one.number))


def by_item(tried: Sequence[Attempt]) -> dict[str, list[Attempt]]:
    """Return the attempts of each item, oldest first, under the id that the item had last."""
    names = names_now(tried)
    groups: dict[str, list[Attempt]] = {}
    for attempt in tried:
        groups.setdefault(names.get(attempt.item.id, attempt.item.id), []).append(attempt)
    return groups


def names_now(tried: Sequence[Attempt]) -> Mapping[str, str]:
    """Return, for every id that an item has had, the one under which it was asked last."""
    return {alias: attempt.item.id for attempt in tried for alias in attempt.item.aliases}


def topic_of(item: Item) -> str:
    """Return the topic under which an item is counted: its first; empty where it has none."""
    return item.topics[0] if item.topics else ""


def histories(tried: Sequence[Attempt]) -> list[ItemHistory]:
    """Return the history of each item, the one asked last first."""
    found = [_history(item_id, group) for item_id, group in by_item(tried).items()]
    return sorted(found, key=lambda one: (one.last_at, one.item_id), reverse=True)


def _history(item_id: str, group: Sequence[Attempt]) -> ItemHistory:
    scores = [attempt.score for attempt in group if attempt.score is not None]
    return ItemHistory(
        item_id=item_id,
        question=group[-1].item.question,
        topic=topic_of(group[-1].item),
        attempts=len(group),
        best=max(scores, default=None),
        last=scores[-1] if scores else None,
        change=round(scores[-1] - scores[-2], 2) if len(scores) > 1 else None,
        last_at=group[-1].at,
    )


def _attempt(turns: Sequence[Turn]) -> Attempt | None:
    done = [turn for turn in turns if turn.skipped or turn.answer is not None]
    if not done:
        return None
    parts = threads(done)
    first = parts[0][0]
    sure = next((at for at, turn in enumerate(parts[0], start=1) if turn.confidence and turn.answer is not None), 0)
    counted, share = remembered(parts[0])
    stood = [grade for thread in parts if (grade := standing(thread)) is not None]
    return Attempt(
        item=done[-1].item,
        session_id=first.session_id,
        number=first.number,
        at=when(first),
        skipped=first.skipped,
        hints=sum(turn.hints for turn in done),
        confidence=parts[0][sure - 1].confidence if sure else None,
        retries=sum(turn.kind == "retry" for turn in done),
        best=max(stood, key=lambda grade: -1.0 if grade.score is None else grade.score, default=None),
        unaided=own(parts[0][:1]),
        told=own(parts[0][:sure]) if sure else None,
        counted=counted,
        share=share,
    )
