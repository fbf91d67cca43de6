"""What was done before, as HTML: every word of a person and of notes stays a word."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser

import pytest

from interviewer.progress import attempts, histories
from interviewer.report import build
from interviewer.schema import ME, Plan, Session, Turn
from interviewer.ui import history
from tests.progress.turns import NOW, a_skip, a_turn, an_item

HOSTILE = '<img src=x onerror=alert(1)><script>alert(2)</script>" onclick="alert(3)\n\n# head'


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}


def harmless(html: str) -> bool:
    found = _Tags(html)
    return not {"img", "script"} & set(found.tags) and not [name for name in found.names if name.startswith("on")]


def hostile_item(name: str = "item", points: int = 2):  # type: ignore[no-untyped-def]
    item = an_item(name, topics=(HOSTILE,), weights=[1 / points] * points)
    told = tuple(point.model_copy(update={"text": f"{HOSTILE} {at}"}) for at, point in enumerate(item.key_points))
    return item.model_copy(update={"question": HOSTILE, "key_points": told})


def a_session(turns: list[Turn], ended: bool = True):  # type: ignore[no-untyped-def]
    made = Session(
        id="s",
        owner=ME,
        plan=Plan(topics=(HOSTILE,), minutes=None, length=8),
        item_ids=("item",),
        created_at=NOW,
        ended_at=NOW if ended else None,
    )
    return build(made, turns)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_words_stay_words(language) -> None:  # type: ignore[no-untyped-def]
    turns = [
        a_turn([1.0, 0.0], item=hostile_item(), answer=HOSTILE),
        a_turn([0.5, 0.0], item=hostile_item(), answer=HOSTILE, number=1, kind="retry"),
    ]
    made, goes = a_session(turns), history.tries(turns)
    shown = [
        history.session_rows([made], 0, 1, "s", language),
        history.item_rows(histories(attempts(turns)), 0, "", language),
        history.replay_head(made, language),
        history.replay(made, {"item": goes}, language),
        history.compare_head(hostile_item(), goes, language),
        history.comparison(goes, language),
    ]
    assert all(harmless(html) for html in shown)
    assert "\n" not in shown[3]


def test_nothing_gives_empty_lists() -> None:
    assert "row" not in history.session_rows([], 0, 0, "", "en").replace('class="rows"', "")
    assert history.item_rows([], 0, "", "en").count("<button") == 0
    assert history.tries([]) == [] and history.replay(a_session([]), {}, "en") == ""


def test_a_retry_is_a_go_of_its_own_and_a_follow_up_is_not() -> None:
    turns = [
        a_turn([0.0], number=0),
        a_turn([1.0], number=1, kind="follow_up", before="an answer", at=NOW + timedelta(minutes=1)),
        a_turn([1.0], number=2, kind="retry", at=NOW + timedelta(minutes=2)),
        a_turn([0.5], session="t", number=0, at=NOW - timedelta(days=1)),
    ]
    goes = history.tries(turns)
    assert [[turn.number for turn in one.thread] for one in goes] == [[0], [0, 1], [2]]
    assert goes[1].grade is not None and goes[1].grade.score == 100 and goes[1].said.number == 1


def test_an_open_question_is_no_go_and_a_skip_is_told() -> None:
    opened = a_turn([1.0]).model_copy(update={"answer": None, "answered_at": None, "grade": None})
    assert history.tries([opened]) == []
    html = history.comparison(history.tries([a_skip()]), "en")
    assert "Skipped." in html and "<table" not in html


def test_verdicts_of_all_goes_stand_in_one_table_with_a_word_each() -> None:
    item = an_item("item", weights=[0.5, 0.5])
    turns = [a_turn([1.0, 0.0], item=item, session=f"s{at}", at=NOW + timedelta(days=at)) for at in range(9)]
    html = history.comparison(history.tries(turns), "en")
    assert html.count("<section>") == history.SIDES
    assert html.count('class="hit"') == html.count('class="missed"') == history.SIDES
    assert html.count(">said<") == history.SIDES


def test_a_session_that_is_open_leads_on_and_one_that_is_over_to_its_report() -> None:
    turns = [a_turn([1.0])]
    assert "Go on" in history.replay_head(a_session(turns, ended=False), "en")
    assert "Open the report" in history.replay_head(a_session(turns), "en")
    assert "still open" in history.session_rows([a_session(turns, ended=False)], 0, 1, "", "en")


def test_a_hundred_items_come_in_pages() -> None:
    turns = [a_turn([1.0], item=an_item(f"item{at}"), session="s", number=at, at=NOW + timedelta(minutes=at)) for at in range(100)]
    found = histories(attempts(turns))
    assert history.item_rows(found, 0, "", "en").count("data-compare") == history.ROWS
    assert 'data-page="1"' in history.item_rows(found, 0, "", "en")
    assert history.item_rows(found, 8, "", "en").count("data-compare") == 100 - 8 * history.ROWS
