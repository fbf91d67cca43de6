"""What practice adds up to, put together: whole with nothing, one answer and many, and honest about few."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from interviewer.errors import InputError
from interviewer.progress import Progress, progress, review
from interviewer.schema import Card, Language, Turn
from interviewer.ui import progress as page
from tests.progress.turns import NOW, a_turn, an_item
from tests.ui.test_history import HOSTILE, harmless

SOON = NOW.date() + timedelta(days=20)


def practised(count: int, topic: str = "trees", on: date | None = None) -> Progress:
    turns: list[Turn] = []
    cards: list[Card] = []
    for at in range(count):
        item = an_item(f"item{at % 7}", topics=(f"{topic}{at % 3}",)).model_copy(update={"question": f"{topic} {at % 7}?"})
        moment = NOW - timedelta(days=count - at)
        turn = a_turn([(at % 4) / 3], moment, item, session=f"s{at}", confidence=("sure", "so_so", "guess")[at % 3])
        turns.append(turn)
        known = {card.item_id: card for card in cards}
        card = review(known.get(item.id), "me", turn, moment)
        cards = [*(one for one in cards if one.item_id != item.id), *([card] if card else [])]
    return progress(turns, cards, NOW, interview_on=on)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("count", "on"), [(1, None), (1, SOON), (40, SOON), (40, None)])
def test_hostile_topics_stay_text_and_nothing_is_left_unsaid(language: Language, count: int, on: date | None) -> None:
    html = page.overview(practised(count, HOSTILE, on), on, language)
    assert harmless(html) and not re.search(r"\bnan\b|None|\$\w", html)
    assert html.count("<figure") == 7 and html.count('class="means"') == 7  # the trend by day and by week


def test_few_answers_are_told_as_a_range_and_many_as_a_share() -> None:
    def shown(count: int) -> str:
        found = re.search(r"<strong>([^<]+)</strong>", page.overview(practised(count), None, "en"))
        assert found is not None
        return found[1]

    assert "–" in shown(1) and re.fullmatch(r"\d+ %", shown(40))


def test_what_is_due_can_be_practised_and_nothing_else() -> None:
    made = practised(40)
    assert "data-practise" in page.overview(made, None, "en")
    rested = made.model_copy(update={"due": (0,) * 30})
    assert "data-practise" not in page.overview(rested, None, "en")


def test_the_forecast_waits_for_a_day_and_says_when_it_is_over() -> None:
    assert "Set the day" in page.overview(practised(5), None, "en")
    assert "That day is over" in page.overview(practised(5), NOW.date() - timedelta(days=3), "en")
    html = page.overview(practised(40, on=SOON), SOON, "en")
    assert "in 20 days" in html and "data-forget" in html and f'value="{SOON.isoformat()}"' in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_practice_it_says_what_will_stand_here(language: Language) -> None:
    html = page.empty(language)
    assert html.count('class="ghost') == 6 and "data-practise" in html


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-02-30"])
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(InputError) as told:
        page._day(text)
    assert told.value.key == "no_day"


def test_what_was_skipped_is_counted_beside_what_was_answered() -> None:
    made = practised(40).model_copy(update={"skipped": 3, "unscored": 2})
    html = page.overview(made, None, "en")
    assert "answered: 37, skipped: 3" in html and "answered: 37; skipped, which counts as 0: 3" in html and "left out: 2" in html
    assert "questions answered: 40" in page.overview(practised(40), None, "en")
