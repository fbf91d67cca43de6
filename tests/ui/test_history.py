"""What was done before, as HTML: every word of a person and of notes stays a word."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser

import pytest

from interviewer import report
from interviewer.progress import attempts, histories
from interviewer.report import build
from interviewer.schema import ME, Plan, Quote, Session, Turn
from interviewer.ui import history
from tests.progress.turns import NOW, a_correction, a_skip, a_turn, an_appeal, an_item

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
    days = [f"{(NOW + timedelta(days=at)).astimezone():%m-%d}" for at in reversed(range(9 - history.SIDES, 9))]
    assert [html.index(f">{day}<br>") for day in days] == sorted(html.index(f">{day}<br>") for day in days), "the newest comes first"
    assert "The latest 6 of 9, newest first." in html and "</b> said<" in html and "</b> missed<" in html and "</b> wrong<" not in html
    assert "All 2, newest first." in history.comparison(history.tries(turns[:2]), "en")


def test_goes_of_one_day_are_told_by_their_time() -> None:
    item = an_item("item")
    turns = [a_turn([1.0], item=item, session=f"s{at}", at=NOW + timedelta(minutes=at)) for at in range(2)]
    html = history.comparison(history.tries(turns), "en")
    assert f"<span>{(NOW + timedelta(minutes=1)).astimezone():%H:%M}</span>" in html


def test_a_session_is_told_from_others_by_what_was_asked() -> None:
    items = [an_item(name) for name in ("first", "second", "third")]
    turns = [a_turn([1.0], item=item, number=at, at=NOW + timedelta(minutes=at)) for at, item in enumerate(items)]
    assert "First asked: What is first?" in history.session_rows([a_session(turns)], 0, 1, "", "en")
    assert "No question has been asked" in history.session_rows([a_session([])], 0, 1, "", "en")


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


def test_what_stands_is_shown_with_what_an_appeal_and_the_person_changed() -> None:
    item = an_item("item", weights=[0.5, 0.5])
    turn = a_turn([0.0, 0.0], item=item)
    changed = turn.model_copy(update={"appeals": (an_appeal(turn, 0, 1.0),), "corrections": (a_correction(turn, 1, "hit"),)})
    made = a_session([changed])
    html = history.replay(made, {}, "en")
    assert "on appeal: said, at first: missed" in html and "your correction: said" in html
    assert html.count('<li class="hit">') == html.count('<li class="missed">') == 1, "a correction moves no grade"
    assert "changed on appeal: 1 · corrected by you: 1 (this grade stays the grader&#x27;s; your progress goes by yours)" in html
    side_by_side = history.comparison(history.tries([changed]), "en")
    assert "on appeal: said, at first: missed" in side_by_side and side_by_side.count("your correction: said") == 3, (
        "in the table twice, and what its star means"
    )


def test_words_said_twice_are_marked_where_they_were_meant() -> None:
    """The follow-up's answer repeats the first one; the quote is of the second sentence of the second answer."""
    item = an_item("item")
    first = a_turn([0.0], item=item, answer="It is fast. It is fast.")
    then = a_turn([1.0], item=item, number=1, kind="follow_up", before=first.whole, answer="It is fast. It is fast.")
    start = then.whole.rindex("It is fast.")
    quote = Quote(text="It is fast.", start=start, end=start + 11)
    assert then.grade is not None
    verdict = then.grade.verdicts[0].model_copy(update={"quotes": (quote,)})
    turns = [first, then.model_copy(update={"grade": then.grade.model_copy(update={"verdicts": (verdict,)})})]
    html = history.replay(a_session(turns), {}, "en")
    assert html.count("It is fast. It is fast.") == 1 and html.count('It is fast. <mark data-points="0">It is fast.</mark>') == 1
    page = report.html(a_session(turns), "en")
    assert page.count("It is fast. It is fast.") == 1 and page.count('It is fast. <mark class="hit">It is fast.</mark>') == 1


def test_an_earlier_try_in_the_same_words_is_not_marked_in_the_report() -> None:
    item = an_item("item")
    tries = [
        a_turn([credit], item=item, answer="Same words.", number=at, kind=kind)
        for at, (credit, kind) in enumerate(((0, "main"), (1, "retry")))
    ]  # type: ignore[arg-type]
    grade = tries[1].grade
    assert grade is not None
    quoted = grade.verdicts[0].model_copy(update={"quotes": (Quote(text="Same", start=0, end=4),)})
    tries[1] = tries[1].model_copy(update={"grade": grade.model_copy(update={"verdicts": (quoted,)})})
    assert report.html(a_session(tries), "en").count('<mark class="hit">Same</mark>') == 1


def test_of_a_question_that_is_still_open_no_verdict_is_told() -> None:
    turns = [
        a_turn([1.0]),
        a_turn(None, number=1, kind="follow_up", before="x", answer="").model_copy(update={"answer": None, "grade": None}),
    ]
    html = history.replay(a_session(turns, ended=False), {}, "en")
    assert "verdicts" not in html and "an answer of seven words" in html
