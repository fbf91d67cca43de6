"""Whether what FSRS foresees comes true for this person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import fsrs

from interviewer.progress.clock import sane, when
from interviewer.progress.estimate import Estimate, estimate
from interviewer.progress.memory import rating, recall, review
from interviewer.schema import Card, Frozen, Turn


class Checked(Frozen):
    foreseen: float | None
    """Mean probability of recall, 0..1, at the moment when items were asked again; null when none was."""
    right: int
    """How many of them were remembered ("hard" or better)."""
    remembered: Estimate
    """Of the share that is remembered; `remembered.answers` were asked again."""


def checked(turns: Sequence[Turn]) -> Checked:
    """Go through a person's answers as they came, and compare what was foreseen of each item with what came of it.

    Only items asked again after a day or more count: before that, nothing is foreseen but recall.
    """
    cards: dict[str, Card] = {}
    foreseen: list[float] = []
    right = 0
    for turn in sorted(turns, key=lambda turn: (when(turn), turn.session_id, turn.number)):
        rated, at = rating(turn), when(turn)
        if rated is None:
            continue
        card = cards.get(turn.item.id)
        if card is not None and at - sane(datetime.fromisoformat(card.state["last_review"])) >= timedelta(days=1):
            foreseen.append(recall(card, at))
            right += rated > fsrs.Rating.Again
        moved = review(card, "", turn, at)
        cards |= {turn.item.id: moved} if moved is not None else {}
    share = sum(foreseen) / len(foreseen) if foreseen else None
    return Checked(foreseen=share, right=right, remembered=estimate(right, len(foreseen) - right, len(foreseen)))
