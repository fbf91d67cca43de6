"""Everything there is to say about a person's practice, in one frozen summary for pages and JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from interviewer.progress.calibration import Calibration, calibration
from interviewer.progress.checked import Checked, checked
from interviewer.progress.clock import day, sane, zone
from interviewer.progress.estimate import Estimate
from interviewer.progress.forecast import MINUTES, Forecast, due_forecast, forecast
from interviewer.progress.habit import Habit, habit
from interviewer.progress.history import Attempt, ItemHistory, attempts, by_item, histories, topic_of
from interviewer.progress.mastery import Period, PointMastery, TopicMastery, overall, points, topics, trend
from interviewer.progress.twins import called
from interviewer.schema import Card, Frozen, Turn

_Told = TypeVar("_Told")
MOST_POINTS = 200
"""Key points that a summary names; the others are better known."""


class Progress(Frozen):
    at: datetime
    questions: int
    """Items asked, counted once a session; those that are not unscored are what `known` is made of."""
    skipped: int
    unscored: int
    """Answered, but without a score."""
    known: Estimate
    """How well what was asked is known."""
    topics: tuple[TopicMastery, ...]
    """The least known first."""
    points: tuple[PointMastery, ...]
    """The least known first."""
    items: tuple[ItemHistory, ...]
    """The one asked last first."""
    by_day: tuple[Period, ...]
    by_week: tuple[Period, ...]
    habit: Habit
    calibration: Calibration
    due: tuple[int, ...]
    """Cards that fall due on each of the next 30 days, today first with all that is due already."""
    checked: Checked
    """How well such forecasts have come true so far."""
    forecast: Forecast | None
    """For the day of the interview, where one is set and not over."""


def progress(
    turns: Sequence[Turn],
    cards: Sequence[Card],
    now: datetime,
    *,
    interview_on: date | None = None,
    minutes: Sequence[float] = MINUTES,
    topics_now: Mapping[str, str] | None = None,
    topic_names: Mapping[str, str] | None = None,
) -> Progress:
    """Sum up a person's practice; without any, everything is empty and every estimate as wide as can be.

    Args:
        turns: All of the person's, in any order; those still open are left out.
        cards: Those of the person whose items are still there.
        now: Its zone is the one in which days begin.
        minutes: A day, whose effect on the interview is foreseen.
        topics_now: Topics by item id, where they are better known than from the turns.
        topic_names: Other names under which topics are told, as of twins in two languages.
    """
    names = dict(topic_names or {})
    tried, practice = [called(one, names) for one in attempts(turns)], habit(turns, now)
    seen = {**_under_all_ids(tried, _topic), **{item: names.get(topic, topic) for item, topic in (topics_now or {}).items()}}
    foreseen = None
    if interview_on is not None and interview_on >= day(now, zone(now)):
        pace, shares = practice.minutes_a_question, _under_all_ids(tried, _known)
        foreseen = forecast(cards, interview_on, now, topics=seen, known=shares, minutes_a_question=pace, minutes=minutes)
    return Progress(
        at=sane(now),
        questions=len(tried),
        skipped=sum(one.skipped for one in tried),
        unscored=sum(one.share is None for one in tried),
        known=overall(tried, now),
        topics=tuple(topics(tried, now)),
        points=tuple(points(tried, now)[:MOST_POINTS]),
        items=tuple(histories(tried)),
        by_day=tuple(trend(tried, now, "day")),
        by_week=tuple(trend(tried, now, "week")),
        habit=practice,
        calibration=calibration(tried, now),
        due=due_forecast(cards, now),
        checked=checked(turns),
        forecast=foreseen,
    )


def _under_all_ids(tried: Sequence[Attempt], told: Callable[[Sequence[Attempt]], _Told]) -> dict[str, _Told]:
    """Return what is told of the attempts at every item asked, under all its ids."""
    return {
        name: told(group)
        for item_id, group in by_item(tried).items()
        for name in (*(one.item.id for one in group), *group[-1].item.aliases, item_id)
    }


def _topic(group: Sequence[Attempt]) -> str:
    return topic_of(group[-1].item)


def _known(group: Sequence[Attempt]) -> float:
    """Return the share of an item that its last answer held; 1 where none was scored, for then it has no card either."""
    return next((one.share for one in reversed(group) if one.share is not None), 1.0)
