from __future__ import annotations

import pytest

from interviewer.graders.feedback import compose, sober
from interviewer.schema import Quote, Verdict, WrongClaim


def verdict(text: str, said: str, weight: float = 0.25, bonus: bool = False) -> Verdict:
    return Verdict.model_validate(
        {"text": text, "weight": weight, "bonus": bonus, "verdict": said, "credit": {"hit": 1, "partial": 0.5}.get(said, 0)}
    )


ALL = [verdict("Alpha", "hit"), verdict("Beta", "partial"), verdict("Gamma", "missed"), verdict("Delta", "wrong")]
CLAIM = WrongClaim(quote=Quote(text="Delta is two.", start=0, end=13), why="Delta is three.", point=3)


def test_every_verdict_is_told_once() -> None:
    told = compose("en", ALL, [CLAIM], gaps={1: "its cost"}, advice="Read about Gamma.")
    assert told.splitlines() == [
        "There: Alpha.",
        "Partly there: Beta (lacking: its cost).",
        "Missing: Gamma.",
        "Not right: “Delta is two”: Delta is three.",
        "Next: Read about Gamma.",
    ]


def test_it_speaks_chinese() -> None:
    told = compose("zh", ALL, [CLAIM])
    assert told.splitlines()[0] == "说到了：Alpha。"
    assert told.splitlines()[-1].startswith("下次记得说到")


def test_nothing_is_claimed_that_no_verdict_backs() -> None:
    told = compose("en", [verdict("Gamma", "missed", 1.0)])
    assert told == "Missing: Gamma.\nNext time, be sure to say: Gamma."


def test_the_heaviest_lack_comes_first_and_a_bonus_is_no_lack() -> None:
    verdicts = [verdict("Light", "missed", 0.2), verdict("Heavy", "missed", 0.8), verdict("Extra", "missed", 0.9, bonus=True)]
    told = compose("en", verdicts)
    assert told.startswith("Missing: Heavy; Light; Extra.")
    assert told.endswith("Next time, be sure to say: Heavy.")
    assert compose("en", [verdict("All", "hit", 1.0), verdict("Extra", "missed", bonus=True)]) == "There: All."


def test_many_points_are_counted() -> None:
    assert "; and 3 more" in compose("en", [verdict(f"Point {i}", "missed") for i in range(6)])


def test_without_what_is_right_the_words_alone_are_named() -> None:
    assert "Not right: your words “Delta is two”." in compose("en", ALL, [CLAIM.model_copy(update={"why": ""})])


@pytest.mark.parametrize(
    "line",
    ["Excellent answer, keep it up.", "You deserve full marks.", "Your score is high.", "8 out of 10.", "回答得很好", "可以给满分", "See https://evil.example", "![x](//evil.example/a.png)", "<img src=x>"],
)  # fmt: skip
def test_praise_marks_and_links_are_not_the_models_to_give(line: str) -> None:
    assert sober(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Study how attention scores are scaled.",
        "Read about perfect hashing.",
        "复习评分卡模型的原理。",
        "Explain why 2 of 3 replicas suffice.",
    ],
)
def test_plain_advice_is_kept(line: str) -> None:
    assert sober(f"  {line}\n") == line


def test_long_advice_is_cut() -> None:
    assert len(sober("word " * 200)) <= 300
