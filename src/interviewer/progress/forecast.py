"""What will be remembered on the day of an interview, what minutes a day change in it, and what falls due when.

What is foreseen of an item is the share of it that was known at its last answer, times the probability of FSRS that this is remembered:
nobody remembers what they did not know, so it never is more than was known. `recall` is the mean over the person's cards; items never asked
have no card and are not in it. A person is told what it is of `held`, the mean that was known: how much of what they could say stays. As a
share of everything asked it would fall from day to day however well they practise, for what practice teaches is not foreseen. Retrievability alone (https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm) would be
1 right after an "I don't know", for FSRS takes the answer as read by then; here nothing newly learnt is assumed. Practice is foreseen day
by day from today to the day before: the minutes go to the questions of which one more answer keeps the most on that day (greedy, each
once a day at most), each takes as long as the person's questions took; an answer is right with the probability of recall, and no help is
assumed. It is an expectation, not a promise; the parameters are those that FSRS ships, fitted on other people's flash-cards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np

from interviewer.progress.clock import day, sane, zone
from interviewer.progress.forgetting import Memories, Numbers
from interviewer.progress.memory import LONGEST, is_due
from interviewer.schema import Card, Frozen

MINUTES = (5, 10, 20, 40)
"""A day; those for which a page shows what they change."""
DUE_DAYS = 30


class Held(Frozen):
    """What was known, and so can be remembered."""

    held: float
    """Mean share of the items that their last answers held, 0..1; 0 without cards."""

    def kept(self, recall: float) -> float | None:
        """Return how much of what was known a recall leaves, 0..1; None where nothing was."""
        return min(1.0, recall / self.held) if self.held else None


class TopicForecast(Held):
    topic: str
    cards: int
    recall_now: float
    """As `Forecast.recall_now`."""
    recall: float
    """On the day, without more practice."""
    practised: tuple[float, ...]
    """On the day, for each of `Forecast.options`."""


class Option(Frozen):
    minutes: float
    """A day, from today to the day before."""
    recall: float
    """On the day."""
    questions: int
    """That are asked until then."""


class Forecast(Held):
    on: date
    days: int
    """From today, 0 for a day that is past; at most a year is foreseen."""
    cards: int
    recall_now: float
    """Mean of what was known times the probability that it is remembered, 0..1; 0 without cards."""
    recall: float
    """On the day, without more practice."""
    minutes_a_question: float
    options: tuple[Option, ...]
    topics: tuple[TopicForecast, ...]
    """The least remembered on the day first."""


def forecast(
    cards: Sequence[Card],
    on: date,
    now: datetime,
    *,
    topics: Mapping[str, str],
    known: Mapping[str, float],
    minutes_a_question: float,
    minutes: Sequence[float] = MINUTES,
) -> Forecast:
    """Foresee what will be remembered on a day. A day that is past counts as today, one in more than a year as in a year.

    Args:
        topics: By item id; cards of others count under "".
        known: The share of an item, 0..1, that its last answer held, by item id; cards of others count as known.
        minutes: A day, the options to foresee.
    """
    days = max(0, (on - day(now, zone(now))).days)
    foreseen = min(LONGEST.days, days)
    held = [card for card in cards if all(card.state.get(key) for key in ("stability", "difficulty", "last_review"))]
    memories = _memories(held, now)
    share = np.asarray([known.get(card.item_id, 1.0) for card in held], dtype=np.float64)
    ends = [_practised(memories, share, foreseen, one / max(0.1, minutes_a_question)) for one in minutes]
    recalls = [share * recall for recall in (memories.recall(), memories.recall(foreseen), *(end.recall() for end, _ in ends))]
    return Forecast(
        on=on,
        days=days,
        cards=len(held),
        held=_mean(share),
        recall_now=_mean(recalls[0]),
        recall=_mean(recalls[1]),
        minutes_a_question=minutes_a_question,
        options=tuple(
            Option(minutes=one, recall=_mean(share * end.recall()), questions=asked)
            for one, (end, asked) in zip(minutes, ends, strict=True)
        ),
        topics=tuple(_by_topic([topics.get(card.item_id, "") for card in held], share, recalls)),
    )


def _by_topic(named: Sequence[str], share: Numbers, recalls: Sequence[Numbers]) -> list[TopicForecast]:
    """Return the recall of each topic: now, on the day, and for each option, as `recalls` has them card by card."""
    groups: dict[str, list[int]] = {}
    for at, topic in enumerate(named):
        groups.setdefault(topic, []).append(at)
    found = []
    for topic, places in groups.items():
        now, then, *practised = (_mean(recall[places]) for recall in recalls)
        held = _mean(share[places])
        found.append(TopicForecast(topic=topic, cards=len(places), held=held, recall_now=now, recall=then, practised=tuple(practised)))
    return sorted(found, key=lambda one: (one.recall, one.topic))


def due_forecast(cards: Sequence[Card], now: datetime, days: int = DUE_DAYS) -> tuple[int, ...]:
    """Return how many cards fall due on each of the next days, today first with all that is due already."""
    counts, today = [0] * days, day(now, zone(now))
    for card in cards:
        at = 0 if is_due(card, now) else max(0, (day(card.due, zone(now)) - today).days)
        if at < days:
            counts[at] += 1
    return tuple(counts)


def _memories(cards: Sequence[Card], now: datetime) -> Memories:
    """Return the cards as columns; one from the future counts as reviewed now, one from long ago as a year ago."""
    since = [min(LONGEST, max(timedelta(0), sane(now) - sane(datetime.fromisoformat(card.state["last_review"])))) for card in cards]
    return Memories(
        np.asarray([card.state["stability"] for card in cards], dtype=np.float64),
        np.asarray([card.state["difficulty"] for card in cards], dtype=np.float64),
        np.asarray([one / timedelta(days=1) for one in since], dtype=np.float64),
    )


def _practised(memories: Memories, share: Numbers, days: int, questions_a_day: float) -> tuple[Memories, int]:
    """Return the memories after so many days with practice, as they are then, and how many questions that took.

    What is left of a day's minutes is spent on a later day: 5 minutes a day are two questions of 7.5 minutes in three days.
    """
    asked, budget = 0, 0.0
    for left in range(days, 0, -1):
        budget += questions_a_day
        after = memories.reviewed(left)
        gain = share * (after.recall(left) - memories.recall(left))
        chosen = np.zeros(len(gain), dtype=np.bool_)
        chosen[np.argsort(-gain, kind="stable")[: int(budget)]] = True
        chosen &= gain > 0
        budget = min(budget - int(chosen.sum()), 1.0) if int(budget) else budget
        asked += int(chosen.sum())
        memories = memories.where(chosen, after).aged(1)
    return memories, asked


def _mean(recall: Numbers) -> float:
    return float(recall.mean()) if recall.size else 0.0
