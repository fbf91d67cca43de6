"""Whether forecasts come true, by hand and for a person who forgets as FSRS says."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from interviewer.progress import checked, recall, review
from interviewer.schema import Card, Turn
from tests.progress.turns import NOW, a_skip, a_turn, an_item

DAY = timedelta(days=1)


def test_by_hand() -> None:
    """Easy at first: stability 8.2956 days, so recall is 0.9 about then; two of three are remembered."""
    first = [a_turn(1.0, NOW, an_item(name), number=at) for at, name in enumerate("abc")]
    days = 8
    again = [
        a_turn(credit, NOW + days * DAY, an_item(name), "later", at) for at, (name, credit) in enumerate(zip("abc", (1, 0, 1), strict=True))
    ]
    found = checked(first + again)
    factor = 0.9 ** (-1 / 0.1542) - 1
    assert found.foreseen == pytest.approx((1 + factor * days / 8.2956) ** -0.1542)
    assert (found.right, found.remembered.answers) == (2, 3)
    assert found.remembered.mean == pytest.approx(2 / 3)


def test_what_says_nothing_is_left_out() -> None:
    turns = [
        a_turn(1.0, NOW),
        a_turn(0.0, NOW + timedelta(hours=3), session="the same day"),
        a_turn(None, NOW + 5 * DAY, session="unscored"),
        a_turn(1.0, NOW + 6 * DAY, session="probe", kind="follow_up"),
    ]
    found = checked(turns)
    assert (found.foreseen, found.right, found.remembered.answers) == (None, 0, 0)
    assert checked([*turns, a_skip(NOW + 7 * DAY, session="skip")]).remembered.answers == 1


def test_for_one_who_forgets_as_foreseen_it_comes_true() -> None:
    chance, turns, cards = random.Random(5), list[Turn](), dict[str, Card]()
    for day in range(0, 90, 3):
        for number in range(20):
            item, at = an_item(f"i{number}"), NOW + day * DAY
            known = item.id not in cards or chance.random() < recall(cards[item.id], at)
            turn = a_turn(float(known), at, item, f"d{day}", number)
            card = review(cards.get(item.id), "me", turn, at)
            assert card is not None
            turns, cards[item.id] = [*turns, turn], card
    found = checked(random.Random(1).sample(turns, len(turns)))
    assert found.foreseen is not None
    assert found.remembered.low <= found.foreseen <= found.remembered.high
    assert found.remembered.answers == len(turns) - 20
