"""The answers by which the bank proves itself are whole and in other words than the key points, and the measure counts right."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from evals.bank import KINDS, Answers, Graded, errors, in_order, load, shared_runs, summary
from interviewer.schema import Grade, GraderStamp, Language, Verdict
from tests.test_corpus import Entry, bank

ROWS = load()
STAMP = GraderStamp(name="local", model="test", version="1")


@cache
def entries() -> dict[tuple[str, str], Entry]:
    """Return every item of the bank by name and language."""
    return {(entry.slug, entry.language): entry for entry in bank()[1]}


def graded(strong: float | None, middling: float, wrong: float, name: str = "rope", topic: str = "positions") -> Graded:
    def grade(score: float | None) -> Grade:
        return Grade(
            score=score, verdicts=(Verdict(text="It turns.", weight=1.0, verdict="hit", credit=(score or 0.0) / 100),), grader=STAMP
        )

    answers = Answers(id=name, language="en", strong="s", middling="m", wrong="w")
    return Graded(answers, topic, {"strong": grade(strong), "middling": grade(middling), "wrong": grade(wrong)})


def test_sixty_items_of_both_languages_and_all_topics_are_answered() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS) == 60
    counts = Counter(row.language for row in ROWS)
    assert counts["zh"] >= 30 and counts["en"] >= 20
    assert [row.id for row in ROWS if (row.id, row.language) not in entries()] == []
    assert {entries()[row.id, row.language].file for row in ROWS} == {entry.file for entry in entries().values()}


def test_a_strong_answer_is_in_other_words_than_the_key_points() -> None:
    points = {row.id: [point.text for point in entries()[row.id, row.language].item.key_points] for row in ROWS}
    found = {row.id: shared_runs(row.strong, points[row.id], row.language) for row in ROWS}
    assert {name: runs for name, runs in found.items() if runs} == {}


def test_a_wrong_answer_is_as_long_as_the_strong_one_and_a_middling_one_shorter() -> None:
    assert [row.id for row in ROWS if not 0.75 <= len(row.wrong) / len(row.strong) <= 1.33] == []
    assert [row.id for row in ROWS if not 0.1 <= len(row.middling) / len(row.strong) <= 0.6] == []
    assert len({row.of(kind) for row in ROWS for kind in KINDS}) == 3 * len(ROWS)


@pytest.mark.parametrize(
    "language, answer, point, shared",
    [
        ("en", "So each head looks at its own keys.", "In plain attention each head looks at the past.", ["each head looks at"]),
        ("en", "So each head looks back.", "Each head looks ahead.", []),
        ("en", "Nobody, of course, looks back.", "Nobody of course looks ahead.", ["nobody of course looks"]),
        ("en", r"the odds \(p_i\) of them", "The odds of them.", []),
        ("zh", "其实每个位置都只能看左边", "每个位置都只能看左边的词", ["每个位置都只能看", "个位置都只能看左", "位置都只能看左边"]),
        ("zh", "每个位置都只能看见左边", "每个位置都只能听左边", []),
        ("zh", "因为每个位置，都只能看左边", "每个位置都只能看左边", ["每个位置都只能看", "个位置都只能看左", "位置都只能看左边"]),
        ("zh", "先做大语言模型的强化学习", "先做大语言模型的强化学习", []),
    ],
)
def test_shared_runs_are_those_over_the_limit_outside_formulas_and_names(
    language: Language, answer: str, point: str, shared: list[str]
) -> None:
    assert shared_runs(answer, ["Something else.", point], language) == shared


def test_a_tie_counts_half_and_no_score_is_the_lowest() -> None:
    rows = [graded(80, 50, 20), graded(60, 70, 60), graded(10, 50, 90), graded(None, 0, 30)]
    assert in_order(rows, "strong", "wrong") == (1 + 0.5 + 0 + 0) / 4
    assert in_order(rows, "strong", "middling") == (1 + 0 + 0 + 0.5) / 4
    assert in_order(rows, "middling", "wrong") == (1 + 1 + 0 + 0) / 4


def test_the_table_tells_all_items_then_languages_then_topics() -> None:
    lines = summary([graded(80, 50, 20), graded(40, 50, 60, topic="agents")])
    assert [line.split()[0] for line in lines[1:]] == ["all", "en", "agents", "positions"]
    assert lines[1].split() == ["all", "2", "0.500", "0.500", "0.500", "60.0", "50.0", "40.0"]


def test_errors_name_what_is_ranked_wrongly_with_the_verdicts() -> None:
    told = "\n".join(errors([graded(80, 50, 20), graded(70, 40, 90, name="alibi")]))
    assert "rope" not in told
    assert "en alibi: not strong > wrong, middling > wrong" in told
    assert "hit 0.70      hit 0.40      hit 0.90  1.00 It turns." in told
