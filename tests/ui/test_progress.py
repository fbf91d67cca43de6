"""What practice adds up to, put together: whole with nothing, one answer and many, and honest about few."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from interviewer.app import App
from interviewer.errors import InputError
from interviewer.progress import Progress, Step, next_step, progress, review
from interviewer.schema import BANK, ME, Card, Language, Plan, Session, Turn
from interviewer.settings import load
from interviewer.ui import progress as page
from interviewer.ui.progress import ProgressTab
from tests.examples import item
from tests.progress.turns import NOW, a_skip, a_turn, an_item
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


def test_the_page_opens_with_one_step_that_can_be_taken() -> None:
    made = practised(40)
    rested = made.model_copy(update={"due": (0,) * 30})

    def opened(found: Progress, topics: set[str], fresh: int = 0) -> str:
        html = page.overview(found, None, "en", next_step(found, topics, fresh))
        assert html.startswith('<section class="next">') and html.count('class="go"') == 1
        return html.partition("</section>")[0]

    assert made.due[0] and 'data-practise="due"' in opened(made, {"trees0"}, 9) and f"({made.due[0]})" in opened(made, set())
    weakest = min(rested.topics, key=lambda one: one.known.mean).topic
    assert f'data-topic="{weakest}"' in opened(rested, {one.topic for one in rested.topics}, 9)
    assert 'data-practise="new"' in opened(rested, {"gone"}, 9) and "of the question bank you were never asked: 9." in opened(
        rested, set(), 9
    )
    assert 'data-practise="1"' in opened(rested, set())


def test_more_than_a_session_of_what_is_due_is_said_to_be_a_part() -> None:
    step = Step(kind="due", count=34)
    html = page.overview(practised(40), None, "en", step)
    assert "34" in html and f"Practise {page.MOST_DUE} of them" in html


def test_what_is_new_says_of_which_part_it_is_and_how_much_of_it_is_asked() -> None:
    made = practised(3)
    few, many = (page.overview(made, None, "en", Step(kind="new", count=count, own=True)) for count in (6, 60))
    assert "of your notes you were never asked: 6." in few and "Practise what is new (6)" in few
    assert "of your notes you were never asked: 60." in many and "Practise 8 of them" in many


def test_a_button_starts_exactly_what_was_never_asked(tmp_path: Path) -> None:
    """Counted as a session does: without what has no answer, stands there twice, or was asked in another language or under another name."""
    asked, once = item("什么是缓存？", owner=ME), item("什么是限流？", owner=ME)
    own = [
        *(asked, item("What is a cache?", owner=ME, language="en", translation_of=asked.id)),
        *(once, item("What is rate limiting?", owner=ME, language="en", translation_of=once.id)),
        *(item("什么是降级？", owner=ME, aliases=("old",)), item("什么是熔断？", owner=ME, key_points=())),
    ]
    with App(load(home=tmp_path)) as app:
        tab = ProgressTab.__new__(ProgressTab)
        tab._app = app
        app.store.replace_items(BANK, [item(f"问题 {at} 是什么？") for at in range(12)])
        app.store.replace_items(ME, own)
        for at, name in enumerate((asked.id, "old")):
            app.store.add_session(Session(id=f"s{at}", owner=ME, plan=Plan(), item_ids=(name,), created_at=NOW))
            app.store.add_turn(a_skip(NOW, item("x", id=name), session=f"s{at}"))
        plan = tab._plan({"practise": "new"}, "en")
        assert tab._never_asked("en") == (1, True) and plan is not None and (plan.mine, plan.length) == (True, 1)
        chosen = app.choose(plan, ME, random.Random(1))
        assert chosen.widened is None and chosen.fitting == 1
        app.store.add_turn(a_skip(NOW, once, session="s0", number=1))
        plan = tab._plan({"practise": "new"}, "zh")
        assert tab._never_asked("zh") == (12, False) and plan is not None and (plan.mine, plan.length) == (False, 8)
        assert app.choose(plan, ME, random.Random(1)).widened is None


def test_a_hostile_topic_is_no_button_of_its_own() -> None:
    made = practised(40, HOSTILE)
    step = next_step(made, {one.topic for one in made.topics}, 0)
    html = page.overview(made, None, "en", step)
    assert step.weakest is not None and harmless(html) and 'data-practise="topic"' in html


def test_a_button_starts_exactly_what_is_due(tmp_path: Path) -> None:
    with App(load(home=tmp_path)) as app:
        tab = ProgressTab.__new__(ProgressTab)
        tab._app = app
        for at in range(3):
            app.store.put_card(Card(owner=ME, item_id=f"gone{at}", state={}, due=NOW))
        assert tab._plan({"practise": "1"}, "en") is None
        plan = tab._plan({"practise": "topic", "topic": "caches"}, "zh")
        assert plan is not None and plan.topics == ("caches",) and not plan.mine
        due = tab._plan({"practise": "due"}, "en")
        assert due is not None and due.focus == "due" and due.length == 1, "cards of questions that are gone are not due"


def test_the_forecast_waits_for_a_day_and_says_when_it_is_over() -> None:
    assert "Set the day" in page.overview(practised(5), None, "en")
    assert "That day is over" in page.overview(practised(5), NOW.date() - timedelta(days=3), "en")
    html = page.overview(practised(40, on=SOON), SOON, "en")
    assert "in 20 days" in html and html.count('class="how"') == 1 and "data-forget" in html and f'value="{SOON.isoformat()}"' in html


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
