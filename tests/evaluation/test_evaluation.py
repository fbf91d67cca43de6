"""What `evaluate` says about a grader, on a small golden set of which the figures can be worked out by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from interviewer import embeddings, evaluation
from interviewer.errors import InputError
from interviewer.evaluation import golden
from interviewer.evaluation.golden import Golden
from interviewer.graders.local import LocalGrader
from interviewer.llm import Forgetful
from interviewer.schema import Grade, GraderStamp, Item, Trust, Verdict
from interviewer.settings import Settings
from tests.examples import STAMP, KeywordGrader

POINTS = [{"text": "red", "weight": 0.5, "bonus": False}, {"text": "blue", "weight": 0.5, "bonus": False}]
QUESTION = {
    "id": "q1",
    "lang": "en",
    "topic": "colours",
    "judged_by": "coverage",
    "question": "Which colours?",
    "references": ["red and blue"],
    "key_points": POINTS,
    "answers": [
        {"id": "a", "kind": "full", "answer": "red and blue"},
        {"id": "b", "kind": "terse", "answer": "red"},
        {"id": "c", "kind": "stuffing", "answer": "red, green, yellow"},
        {"id": "d", "kind": "off_topic", "answer": "a story"},
    ],
}
VERDICTS = {"a": (["hit", "hit"], 100), "b": (["hit", "partial"], 70), "c": (["missed", "missed"], 5), "d": (["missed", "missed"], 0)}


def write(folder: Path, *questions: dict[str, Any], labels: int = 2) -> Path:
    path = folder / "small.jsonl"
    path.write_text("".join(json.dumps(question) + "\n" for question in questions), "utf-8")
    for name in ("a", "b")[:labels]:
        rows = [
            {"answer": key, "verdicts": verdicts, "wrong_claims": [], "overall": overall} for key, (verdicts, overall) in VERDICTS.items()
        ]
        if name == "b":
            rows[1] = {**rows[1], "verdicts": ["hit", "missed"], "overall": 50}
        path.with_name(f"small_grades_{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def small(tmp_path: Path) -> Golden:
    return golden.load(write(tmp_path, QUESTION))


def measured(small: Golden, *graders: Any) -> evaluation.Evaluation:
    return evaluation.evaluate(small, [evaluation.run(small, grader, jobs=2) for grader in graders], date(2026, 1, 2))


def test_the_figures_of_a_small_set(small: Golden) -> None:
    found = measured(small, KeywordGrader(), KeywordGrader())
    figures = found.trust.figures  # its scores: 100, 50, 50, 0; labelled: 100, 60, 5, 0
    assert (figures.answers, figures.unscored) == (4, 0)
    assert figures.pairwise == pytest.approx(5.5 / 6, abs=1e-4)
    assert figures.leniency == pytest.approx((0 - 10 + 45 + 0) / 4)
    assert (figures.attacks_passed, figures.good_failed) == (0.5, 0.5)
    assert figures.pearson is not None and 0.8 < figures.pearson < 1
    assert found.trust.flips == 0 and found.trust.runs == 2 and found.trust.measured_on == "2026-01-02"
    # verdicts against a: 6 of 8 alike; against b: 7 of 8 alike
    assert figures.kappa is not None and 0.6 < figures.kappa < 0.8
    assert found.trust.kappa_between is not None and found.trust.kappa_between > 0.7
    assert set(found.by_language) == {"en"} and set(found.by_way) == {"coverage"}
    assert found.kinds["stuffing"].at_least_50 == 1 and found.kinds["terse"].wanted == 60


class Down:
    """Scores nothing."""

    def grade(self, item: Item, answer: str) -> Grade:
        verdicts = tuple(Verdict(text=p.text, weight=p.weight, verdict="undecided", credit=0) for p in item.key_points)
        return Grade(score=None, verdicts=verdicts, unscored="down", grader=STAMP)


def test_what_was_not_scored_is_counted_and_left_out(small: Golden) -> None:
    found = measured(small, Down())
    assert found.trust.figures.unscored == 4
    assert found.trust.figures.pearson is None and found.trust.figures.attacks_passed is None
    assert found.trust.flips is None, "one run can't flip"


def test_verdicts_that_change_are_flips(small: Golden) -> None:
    assert measured(small, KeywordGrader(), Down()).trust.flips == 1


def test_without_gradings_there_is_no_agreement_but_the_rest(tmp_path: Path) -> None:
    found = measured(golden.load(write(tmp_path, QUESTION, labels=0)), KeywordGrader())
    figures = found.trust.figures
    assert figures.pearson is figures.kappa is figures.pairwise is found.trust.kappa_between is None
    assert figures.attacks_passed == 0.5


@pytest.mark.parametrize("bad", ["", "not json\n", '{"id": "x"}\n'])
def test_a_set_that_cannot_be_used_is_the_users_fault(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(bad, "utf-8")
    with pytest.raises(InputError):
        golden.load(path)
    with pytest.raises(InputError):
        golden.load(tmp_path / "absent.jsonl")


# ---------------------------------------------------------------- remembered


def test_figures_belong_to_exactly_one_grader(small: Golden) -> None:
    memory = Forgetful()
    trust = measured(small, KeywordGrader()).trust
    evaluation.keep(trust, memory)
    assert evaluation.trust_of(STAMP, memory) == trust
    assert evaluation.trust_of(STAMP.model_copy(update={"version": "1/lessons=abc"}), memory) == trust
    for change in ({"model": "other"}, {"version": "2"}, {"prompt": "x"}, {"name": "llm"}):
        assert evaluation.trust_of(STAMP.model_copy(update=change), memory) is None


def test_figures_that_cannot_be_read_are_none() -> None:
    memory = Forgetful()
    trust = Trust.model_validate(evaluation.shipped_figures())
    evaluation.keep(trust, memory)
    memory._known = dict.fromkeys(memory._known, "something else")
    assert evaluation.trust_of(trust.grader, memory) == trust, "those that ship stand in"
    assert evaluation.trust_of(GraderStamp(name="llm", model="m", version="1"), memory) is None


def test_the_figures_that_ship_are_those_of_the_grader_that_ships() -> None:
    """After a change of the local grader: make measure"""
    trust = Trust.model_validate(evaluation.shipped_figures())
    assert trust.grader == LocalGrader(embeddings.similarity_encoder(Settings())).stamp
    shipped = golden.load(golden.shipped_set())
    assert trust.questions == len(shipped.questions) and trust.figures.answers == len(shipped.pairs)
