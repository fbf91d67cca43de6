from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.i18n import LANGUAGES
from interviewer.report import build, html, markdown, overall, place, points, sentences, write
from interviewer.schema import Band, Correction, GraderStamp, Language, Plan, Reference, Session, Widened, band
from tests.examples import NOW, grade, graded_turn, item
from tests.report.sessions import graded, subject, turn
from tests.report.sessions import session as a_session

SESSION = Session(id="s", owner="me", plan=Plan(), item_ids=("a", "b", "c"), created_at=NOW)


def test_it_adds_up() -> None:
    turns = [
        graded_turn(score=60.0),
        graded_turn(score=100.0, number=1, item=item("x", topics=("RAG",))),
        graded_turn(number=2, answer=None, grade=None, skipped=True),
        graded_turn(score=None, number=3),
    ]
    report = build(SESSION, turns)
    assert (report.answered, report.skipped, report.unscored, report.score) == (3, 1, 1, 53.3)
    assert {topic.topic: (topic.score, topic.asked, topic.skipped) for topic in report.topics} == {
        "注意力": (30.0, 3, 1),
        "RAG": (100.0, 1, 0),
    }
    assert {topic.topic: topic.points for topic in report.topics} == {"注意力": 4, "RAG": 2}, "those of the skipped question are among them"
    assert report.missed[0].key_point == "第二点" and report.missed[0].reference is not None


def test_an_unscored_session_has_no_score() -> None:
    assert build(SESSION, [graded_turn(score=None)]).score is None
    assert build(SESSION, []).score is None


def test_a_local_score_is_shown_as_a_band_and_kept_as_a_number() -> None:
    report = build(SESSION, [graded_turn(score=61.0)])
    assert "61" not in markdown(report, "en").replace("notes.md", "")
    assert json.loads(write(report, "json", "en"))["score"] == 61.0
    by_model = grade(61.0, grader=GraderStamp(name="llm", model="m", version="1"))
    assert points(61.0, [by_model], "en") == "61/100"
    assert points(61.0, [by_model, grade(61.0)], "en") != "61/100"


def test_it_quotes_the_answer_and_names_the_place() -> None:
    written = markdown(build(SESSION, [graded_turn()]), "zh")
    assert "“说到第一点”" in written and "notes.md:3-5" in written and "参考回答" in written


def test_places() -> None:
    assert place(Reference(text="", document="a.md", line=3, end_line=9)) == "a.md:3-9"
    assert place(Reference(text="", document="a.pdf")) == "a.pdf"


def test_headings_of_a_reference_do_not_break_the_outline() -> None:
    nested = item("x", references=(Reference(text="# Big\ntext", document="n.md"),))
    assert "\n# Big" not in markdown(build(SESSION, [graded_turn(item=nested)]), "en")


@settings(deadline=None)
@given(st.text(max_size=80))
def test_nothing_a_person_wrote_becomes_markup(text: str) -> None:
    turn = graded_turn(
        answer=f"<script>alert(1)</script><img src=http://example.com/x>{text}", grade=grade(50.0, feedback=f"<b onclick=x>{text}")
    )
    page = html(build(SESSION, [turn]), "en")
    assert "<script" not in page and "<img" not in page and "<b " not in page


def test_the_cost_is_told_where_it_is_known_and_what_was_kept_costs_nothing() -> None:
    paid, kept = graded_turn(grade=grade(60.0, cost=0.25)), graded_turn(grade=grade(60.0, cost=0.5, kept=True), number=1)
    made = build(SESSION, [paid, kept])
    assert made.cost == 0.25 and "0.2500" in markdown(made, "en")
    assert build(SESSION, [graded_turn()]).cost is None and "Cost" not in markdown(build(SESSION, [graded_turn()]), "en")


def test_what_the_person_says_to_a_verdict_is_reported() -> None:
    turn = graded_turn(corrections=(Correction(point="第二点", verdict="partial", at=NOW),))
    assert "- ○ missed (worth 40%) [your correction: partly said]: 第二点" in markdown(build(SESSION, [turn]), "en")


def test_one_good_answer_and_four_skips_are_no_session_that_is_well_covered() -> None:
    skips = [graded_turn(number=at, item=item(f"q{at}", topics=("RAG",)), answer=None, grade=None, skipped=True) for at in range(1, 5)]
    made = build(SESSION.model_copy(update={"ended_at": NOW}), [graded_turn(score=90.0), *skips, graded_turn(score=None, number=5)])
    assert made.score == 18.0 and overall(made, "en") == "Little covered" and overall(made, "zh") == "覆盖较少"
    head = markdown(made, "en").splitlines()[2]
    assert "Overall: Little covered (skipped counts as 0, what is not scored is left out)" in head
    assert "2 answered · 1 of these not scored · 4 skipped" in head
    assert [overall(made, "en", topic) for topic in made.topics] == ["Well covered", "skipped"]
    lack = sentences(made, "en")[1]
    assert "3 more" in lack
    assert overall(build(SESSION, skips), "en") == "not scored"


def test_the_band_of_a_topic_follows_what_was_said_over_all_its_questions() -> None:
    """The mean of the three is 61.7, in the highest band; of their 13 key points 7 were said and one in part."""
    told = (("h" * 4, (25.0,) * 4), ("hpmmm", (20.0, 20.0, 25.0, 20.0, 15.0)), ("hhmm", (30.0, 25.0, 25.0, 20.0)))
    turns = []
    for number, (verdicts, weights) in enumerate(told):
        asked = subject(f"Q{number}?", tuple(f"point {at}" for at in range(len(verdicts))))
        points = tuple(p.model_copy(update={"weight": w / 100}) for p, w in zip(asked.key_points, weights, strict=True))
        turns.append(turn(number, asked.model_copy(update={"key_points": points}), verdicts))
    skipped = turn(3, subject("Skipped?", ("a", "b", "c", "d", "e"), topics=("Other",)), answer=None, skipped=True)
    made = build(a_session(), [*turns, skipped])
    topic = made.topics[0]
    assert [one.band for one in made.asked[:3]] == ["high", "low", "middle"]
    assert (topic.asked, topic.said, topic.points, topic.score) == (3, 7, 13, 61.7)
    assert overall(made, "en", topic) == "Partly covered" and topic.band == "middle"
    assert "| T | 3 | 7/13 | Partly covered |" in markdown(made, "en")
    assert "<td>Partly covered</td>" in html(made, "en") and "Well covered</td>" not in html(made, "en")
    data = json.loads(write(made, "json", "en"))
    assert [one["band"] for one in data["topics"]] == ["middle", None] and data["band"] == "middle"
    assert "Overall: Partly covered" in markdown(made, "en").splitlines()[2]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text("hpm", min_size=1, max_size=6), min_size=1, max_size=5))
def test_a_group_lies_between_its_questions_and_one_alone_is_told_as_itself(told: list[str]) -> None:
    asked = [subject(f"Q{at}?", tuple(map(str, range(len(verdicts))))) for at, verdicts in enumerate(told)]
    made = build(a_session(), [turn(at, of, verdicts) for at, (of, verdicts) in enumerate(zip(asked, told, strict=True))])
    covered, order = made.covered(), ("low", "middle", "high")
    bands: list[Band] = [one.band for one in made.asked if one.band]
    assert covered is not None and min(map(order.index, bands)) <= order.index(band(covered)) <= max(map(order.index, bands))
    alone = points(50.0, [graded(asked[0], told[0], "words")], "en")
    assert overall(build(a_session(), [turn(0, asked[0], told[0])]), "en") == alone


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", get_args(Widened.model_fields["by"].annotation))
@pytest.mark.parametrize("fitting", [0, 2])
def test_every_way_of_widening_has_its_words(by: Any, fitting: int, language: Language) -> None:
    made = SESSION.model_copy(update={"widened": Widened(fitting=fitting, by=by, to=("Kafka",))})
    assert "Kafka" in markdown(build(made, [graded_turn()]), language)
