"""A month of practice, and what it adds up to."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.progress import Progress, due_order, progress, review
from interviewer.schema import Card, Item, Turn
from tests.progress.turns import NOW, a_skip, a_turn, an_item

DAY = timedelta(days=1)
WEIGHTS = (0.4, 0.3, 0.2, 0.1)


def a_month(skill: float, grows: float, days: int = 30, a_day: int = 5, seed: int = 3) -> tuple[list[Turn], dict[str, Card]]:
    """Practise like a person: what is due first, then new items; each key point is known with `skill`, and `grows` more each time seen."""
    chance = random.Random(seed)
    items = [an_item(f"i{n}", topics=(f"topic {n % 4}",), weights=WEIGHTS) for n in range(60)]
    turns: list[Turn] = []
    cards: dict[str, Card] = {}
    seen: dict[str, int] = {}
    for day in range(days):
        now = NOW + day * DAY
        due = [card.item_id for card in due_order(list(cards.values()), now)]
        fresh = [item.id for item in items if item.id not in cards]
        for number, name in enumerate((due + fresh)[:a_day]):
            item = next(item for item in items if item.id == name)
            turn = _answered(item, skill + grows * seen.get(name, 0), now + timedelta(minutes=4 * number), f"d{day}", number, chance)
            card = review(cards.get(name), "me", turn, now + timedelta(minutes=4 * number))
            assert card is not None
            turns, cards[name], seen[name] = [*turns, turn], card, seen.get(name, 0) + 1
    return turns, cards


def _answered(item: Item, skill: float, at: datetime, session: str, number: int, chance: random.Random) -> Turn:
    credits = [float(chance.random() < skill) for _ in WEIGHTS]
    confidence = "sure" if chance.random() < skill else "guess"
    return a_turn(credits, at, item, session, number, seconds=120, confidence=confidence)


def test_a_month_adds_up() -> None:
    turns, cards = a_month(0.45, 0.15)
    now = NOW + 30 * DAY
    found = progress(turns, list(cards.values()), now, interview_on=(now + 14 * DAY).date())
    assert found.questions == len(turns) == 150
    assert sum(day.questions for day in found.habit.days) == 150
    assert (found.habit.streak, found.habit.longest, found.habit.may_rest, found.habit.today) == (30, 30, True, False)
    # Five answers of two minutes, and two minutes of reading between them.
    assert found.habit.minutes_a_day == pytest.approx(5 * 2 + 4 * 2)
    assert sum(one.known.answers for one in found.topics) == found.known.answers == 150
    assert sum(one.known.answers for one in found.by_week) == sum(one.known.answers for one in found.by_day) == 150
    assert sum(one.items for one in found.topics) == len(found.items) == len(cards)
    assert sum(one.attempts for one in found.items) == 150
    assert sum(one.known.answers for one in found.calibration.levels) == 150
    assert found.forecast is not None
    assert found.forecast.cards == sum(one.cards for one in found.forecast.topics) == len(cards)
    assert {one.topic for one in found.forecast.topics} == {one.topic for one in found.topics} == {f"topic {n}" for n in range(4)}
    assert Progress.model_validate_json(found.model_dump_json()) == found


def test_practice_that_helps_shows() -> None:
    turns, cards = a_month(0.3, 0.25)
    found = progress(turns, list(cards.values()), NOW + 30 * DAY, interview_on=(NOW + 60 * DAY).date(), minutes=(0, 10, 30))
    first, *_, last = found.by_week[1:-1]  # whole weeks
    assert last.known.mean > first.known.mean + 0.1
    assert last.known.low > first.known.mean
    assert sum((one.change or 0) > 0 for one in found.items) > sum((one.change or 0) < 0 for one in found.items)
    assert found.forecast is not None
    nothing, some, much = (one.recall for one in found.forecast.options)
    assert found.forecast.recall == pytest.approx(nothing)
    assert nothing + 0.05 < some < much < 1


def test_a_strong_person_is_known_better_and_asked_less() -> None:
    now = NOW + 30 * DAY
    (weak, weak_cards), (strong, strong_cards) = a_month(0.3, 0.0), a_month(0.95, 0.0)
    poor, good = progress(weak, list(weak_cards.values()), now), progress(strong, list(strong_cards.values()), now)
    assert poor.known.high < good.known.low
    assert poor.due[0] > good.due[0]
    assert len(weak_cards) < len(strong_cards)


def test_nobody_has_practised() -> None:
    found = progress([], [], NOW, interview_on=(NOW + 9 * DAY).date())
    assert (found.questions, found.skipped, found.unscored, found.topics, found.points, found.items) == (0, 0, 0, (), (), ())
    assert (found.by_day, found.by_week, found.habit.streak, found.due) == ((), (), 0, (0,) * 30)
    assert (found.known.mean, found.known.answers) == (0.5, 0)
    assert found.known.high - found.known.low > 0.79
    assert found.forecast is not None
    assert found.forecast.cards == 0
    assert progress([], [], NOW).forecast is None
    assert progress([], [], NOW, interview_on=NOW.date() - DAY).forecast is None


def test_what_stayed_open_or_unscored_is_counted_as_such() -> None:
    turns = [
        a_turn(None, number=0),
        a_skip(item=an_item("b"), number=1),
        a_turn(1.0, item=an_item("c"), number=2, answer=None, answered_at=None, grade=None),
        a_turn(0.5, item=an_item("d"), number=3),
    ]
    found = progress(turns, [], NOW)
    assert (found.questions, found.skipped, found.unscored, found.known.answers) == (3, 1, 1, 2)


def test_the_topic_of_a_card_follows_the_items_names() -> None:
    old, new = an_item("old", topics=("trees",)), an_item("new", topics=("graphs",)).model_copy(update={"aliases": ("old",)})
    first = a_turn(1.0, NOW, old, "a")
    card = review(None, "me", first, NOW)
    assert card is not None
    turns = [first, a_turn(1.0, NOW + DAY, new, "b")]
    for name in ("old", "new"):
        held = card.model_copy(update={"item_id": name})
        found = progress(turns, [held], NOW + DAY, interview_on=(NOW + 2 * DAY).date()).forecast
        assert found is not None
        assert [one.topic for one in found.topics] == ["graphs"]
    told = progress(turns, [card], NOW, interview_on=NOW.date(), topics_now={"old": "heaps"}).forecast
    assert told is not None
    assert told.topics[0].topic == "heaps"


TIMES = st.datetimes() | st.datetimes(timezones=st.just(timezone(timedelta(hours=-11))))


@given(st.lists(st.tuples(TIMES, st.sampled_from(("said", "unscored", "skipped", "open")), st.floats(0, 1)), max_size=6), TIMES, st.dates())
@settings(max_examples=30, deadline=None)
def test_no_history_and_no_clock_raises(rows: list[tuple[datetime, str, float]], now: datetime, day: object) -> None:
    turns = [_odd(at, kind, credit, number) for number, (at, kind, credit) in enumerate(rows)]
    cards: dict[str, Card] = {}
    for turn in turns:
        card = review(cards.get(turn.item.id), "me", turn, now)
        cards |= {turn.item.id: card} if card else {}
    found = progress(turns, list(cards.values()), now, interview_on=day, minutes=(10,))  # type: ignore[arg-type]
    assert found.questions == sum(kind != "open" for _, kind, _ in rows)
    assert sum(found.due) <= len(cards)
    for known in (found.known, *(one.known for one in (*found.topics, *found.points, *found.by_day, *found.by_week))):
        assert known.low <= known.mean <= known.high


def _odd(at: datetime, kind: str, credit: float, number: int) -> Turn:
    item = an_item(f"i{number % 3}")
    fields = {"item": item, "session": f"s{number}", "number": number}
    if kind == "skipped":
        return a_skip(at, **fields)  # type: ignore[arg-type]
    made = {"asked_at": at, "answered_at": at}
    if kind == "open":
        return a_turn(credit, **fields, asked_at=at, answered_at=None, answer=None, grade=None)  # type: ignore[arg-type]
    return a_turn(credit if kind == "said" else None, **fields, **made)  # type: ignore[arg-type]
