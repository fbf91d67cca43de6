"""What happened in a session so far, as far as the interviewer's words depend on it: pure functions of its turns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from interviewer.schema import Band, Grade, Item, Turn, band, shown_band, standing, threads

AWAY = timedelta(hours=6)
"""After so long the candidate has come back on another day."""


def mood(turns: Sequence[Turn]) -> str:
    """Return how the last item went, one of MOODS, by its last turn; neutral where nothing is known of it."""
    last = turns[-1]
    if last.skipped:  # of a follow-up that is left the card was shown, where there is one
        return "neutral" if last.probes and len(turns) > 1 and turns[-2].grade is not None else "skipped"
    if last.grade is None or last.grade.score is None:
        return "neutral"
    if last.kind == "challenge" and last.held in ("held", "gave_in"):
        return last.held
    if last.kind == "follow_up" and len(turns) > 1:
        if rose(turns[-2].grade, last.grade, last.aim):
            return "raised"
        if _brought_nothing(turns[-2].grade, last.grade):  # and is not praised for what was said before it
            return "neutral"
    if not last.before and "dont_know" in last.grade.cautions and not last.grade.score:
        return "unknown"
    return _BANDS[shown_band(last.grade)]


_BANDS: dict[Band, str] = {"high": "good", "middle": "fair", "low": "weak"}
MOODS = ("good", "fair", "weak", "skipped", "neutral", "unknown", "raised", "held", "gave_in")


def rose(before: Grade | None, now: Grade, aim: int | None) -> bool:
    """Tell whether a follow-up brought what it aimed at, or at least a part of it."""
    if before is None or aim is None or not aim < len(before.verdicts) == len(now.verdicts):
        return False
    return now.verdicts[aim].credit > before.verdicts[aim].credit and now.verdicts[aim].verdict in ("hit", "partial")


def _brought_nothing(before: Grade | None, now: Grade) -> bool:
    return before is not None and sum(v.credit for v in now.verdicts) <= sum(v.credit for v in before.verdicts)


def went_before(turns: Sequence[Turn], like: str) -> int:
    """Return how many transitions to a new question were made so far in one mood."""
    starts = [at for at, turn in enumerate(turns) if at and turn.kind == "main"]
    return sum(mood(turns[:at]) == like for at in starts)


def is_back(turns: Sequence[Turn], question: Turn) -> bool:
    """Tell whether a question is asked long after what came before it."""
    last = turns[-1]
    return question.asked_at - (last.answered_at or last.asked_at) >= AWAY


def is_near(turns: Sequence[Turn], question: Turn) -> bool:
    """Tell whether a question stays with the topic of the one before."""
    return bool(set(turns[-1].item.topics) & set(question.item.topics))


def results(turns: Sequence[Turn]) -> list[tuple[Item, float | None]]:
    """Return the items that were graded, with their scores, and those that were skipped, with None, in the order asked.

    A retry counts in place of what it retries, but for one that was skipped.
    """
    last: dict[str, tuple[Item, float | None]] = {}
    for thread in threads(turns):
        grade, item = standing(thread), thread[0].item
        if grade is not None and grade.score is not None:
            last[item.id] = (item, grade.score)
        elif grade is None and thread[-1].skipped:
            last.setdefault(item.id, (item, None))
    return list(last.values())


def went(score: float | None) -> str:
    """Return good, fair, weak or skipped."""
    return "skipped" if score is None else _BANDS[band(score)]


def outcome(turns: Sequence[Turn]) -> str:
    """Return how a session went: good, fair or weak, a skip counting as 0 as in the report; neutral where no grade is known.

    Empty where nothing was answered.
    """
    if not any(turn.answer for turn in turns):
        return "empty"
    scores = [score for _, score in results(turns)]
    known = any(score is not None for score in scores)
    return went(sum(score or 0.0 for score in scores) / len(scores)) if known else "neutral"
