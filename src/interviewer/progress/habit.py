"""Which days a person practised, for how long, and what holds together; a day off is part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from interviewer.progress.clock import day, when, zone
from interviewer.schema import Frozen, Turn, spent_each

REST_EVERY = 7
"""Days of which one may be left out without ending a streak."""
USUAL, USUAL_WEIGHT = 3.0, 5
"""Minutes that a question takes with its follow-ups and feedback before any was measured, and how many questions that guess is worth."""
RECENT = 50
"""Last questions from which a person's own pace is measured."""


class Day(Frozen):
    date: date
    questions: int
    """Answered or skipped; follow-ups and retries belong to theirs."""
    minutes: float
    """Pauses cut."""


class Habit(Frozen):
    days: tuple[Day, ...]
    """Those with practice, oldest first."""
    streak: int
    """Days with practice that hold together until today; of any seven days in a row one may be left out. Today is not over yet: it counts
    when there was practice, and does no harm when not."""
    longest: int
    may_rest: bool
    """Whether the streak goes on without (more) practice today; true as well where there is none."""
    today: bool
    """Whether there was practice today."""
    minutes_a_day: float
    """Mean over the days with practice of the last four weeks; 0 when there are none."""
    minutes_a_question: float
    """Measured on the last questions, and close to 3 while there are few."""


def habit(turns: Sequence[Turn], now: datetime) -> Habit:
    """Return a person's practice by day; what lies after `now` is left out (a clock was wrong then)."""
    here, today = zone(now), day(now, zone(now))
    timed = [(turn, seconds) for turn, seconds in _timed(turns) if day(when(turn), here) <= today]
    days: dict[date, list[tuple[Turn, float]]] = {}
    for turn, seconds in timed:
        days.setdefault(day(when(turn), here), []).append((turn, seconds))
    made = [
        Day(date=on, questions=sum(turn.kind == "main" for turn, _ in rows), minutes=round(sum(s for _, s in rows) / 60, 2))
        for on, rows in sorted(days.items())
    ]
    streak, longest, rested = _streaks({one.date for one in made}, today)
    practised = bool(made) and made[-1].date == today
    lately = [one.minutes for one in made if (today - one.date).days < 28]
    return Habit(
        days=tuple(made),
        streak=streak,
        longest=longest,
        may_rest=practised or rested is None or streak == 0 or (today - rested).days >= REST_EVERY,
        today=practised,
        minutes_a_day=round(sum(lately) / len(lately), 1) if lately else 0.0,
        minutes_a_question=_pace(timed),
    )


def _streaks(days: set[date], today: date) -> tuple[int, int, date | None]:
    """Return the days of the streak that reaches today, of the longest one, and the last day that was left out."""
    run = longest = since = 0  # since: days with practice after the last day that was left out
    rested: date | None = None
    previous: date | None = None
    for on in sorted({*days, today}):
        left_out = (on - previous).days - 1 if previous else 0
        if left_out:
            missed = on - timedelta(days=1)
            if left_out > 1:
                run = 0
            elif rested is not None and (missed - rested).days < REST_EVERY:
                run = since
            rested, since = missed, 0
        if on in days:
            run, since, previous = run + 1, since + 1, on
        longest = max(longest, run)
    return run, longest, rested


def _timed(turns: Sequence[Turn]) -> Iterator[tuple[Turn, float]]:
    """Yield every turn that was answered or skipped with the seconds it took, as the clock of its session counts them."""
    for session in by_session(turns).values():
        timed = zip(session, spent_each(session), strict=True)
        yield from ((turn, took.total_seconds()) for turn, took in timed if turn.skipped or turn.answer is not None)


def by_session(turns: Sequence[Turn]) -> Mapping[str, list[Turn]]:
    groups: dict[str, list[Turn]] = {}
    for turn in sorted(turns, key=lambda turn: (turn.session_id, turn.number)):
        groups.setdefault(turn.session_id, []).append(turn)
    return groups


def _pace(timed: Sequence[tuple[Turn, float]]) -> float:
    """Return the minutes a question takes, its follow-ups and retries included, drawn to the usual while few were measured."""
    questions: list[tuple[datetime, float]] = []
    for turn, seconds in timed:
        if turn.kind == "main" or not questions:
            questions.append((when(turn), 0.0))
        questions[-1] = (questions[-1][0], questions[-1][1] + seconds / 60)
    recent = [minutes for _, minutes in sorted(questions)[-RECENT:]]
    return round((USUAL * USUAL_WEIGHT + sum(recent)) / (USUAL_WEIGHT + len(recent)), 2)
