"""Moments, days and pauses, from clocks that can't always be trusted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

from interviewer.schema import Turn
from interviewer.text import is_cjk

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""What a clock can mean; other times count as the nearer of these."""
AWAY = timedelta(minutes=30)
"""A time to the answer from which nothing is known of the thinking: the person was away."""
SECONDS_A_WORD = 3.2
"""Composing at the keyboard goes at 19 words a minute: Karat et al., Patterns of entry and correction, CHI 1999."""
SECONDS_A_HAN = 2.0
"""The same for a Chinese character, of which a word has about one and a half."""
SECONDS_TO_START = 60.0
"""In which anybody may read a question and think."""


def sane(moment: datetime) -> datetime:
    """Return a moment in UTC (one without a zone is meant so), within what a clock can mean."""
    if not EARLIEST.year <= moment.year < LATEST.year:
        return EARLIEST if moment.year < EARLIEST.year else LATEST
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def day(moment: datetime, zone: tzinfo) -> date:
    """Return the day of a moment where the person is."""
    return sane(moment).astimezone(zone).date()


def zone(now: datetime) -> tzinfo:
    """Return the zone in which days are counted: that of `now`, UTC where it has none."""
    return now.tzinfo or UTC


def when(turn: Turn) -> datetime:
    """Return when a turn was answered, or asked where it was not."""
    return sane(turn.answered_at or turn.asked_at)


def writing(answer: str) -> float:
    """Return the seconds in which an answer is composed at the keyboard."""
    han = sum(map(is_cjk, answer))
    words = len("".join(" " if is_cjk(character) else character for character in answer).split())
    return han * SECONDS_A_HAN + words * SECONDS_A_WORD


def thinking(turn: Turn) -> float | None:
    """Return the seconds from a question to its answer; None without an answer, after an interruption, and where the clock went back."""
    if turn.answered_at is None:
        return None
    passed = (sane(turn.answered_at) - sane(turn.asked_at)).total_seconds()
    return passed if 0 <= passed < AWAY.total_seconds() else None
