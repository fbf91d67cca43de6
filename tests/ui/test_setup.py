from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from interviewer.questions import Offer
from interviewer.ui import setup

USUAL = ("all", (), False, "practice", "q5")
POSTING = "Speech engineer\nBuild streaming recognition\nvLLM\nKafka\nCUDA kernels"


def test_a_posting_in_the_search_box_is_read_as_a_job_description() -> None:
    plan = setup.plan("en", POSTING, *USUAL, "", None, "", "page")
    assert (plan.query, plan.brief) == ("", POSTING)


def test_a_few_words_stay_a_topic() -> None:
    plan = setup.plan("en", " speech recognition ", *USUAL, "", None, "", "page")
    assert (plan.query, plan.brief) == ("speech recognition", "")


OFFER = Offer(topics=(("咖啡", 2), ("检索", 9)), due=0, weak=3, new=7, own=2, companies=(), begun=True)


@pytest.fixture(scope="module")
def laid_out() -> setup.Setup:
    named: dict[str, Any] = {field.name: field.name for field in fields(setup.Setup)}  # what is shown is looked up by its component alone
    return setup.Setup(**named)


def test_each_focus_tells_how_many_questions_it_is(laid_out: setup.Setup) -> None:
    shown = laid_out.among(OFFER, setup.Scope(), "zh")
    assert shown[laid_out.focus]["choices"] == [
        ("都可以", "all"),
        ("今天该复习的 · 0", "due"),
        ("我的薄弱点 · 3", "weak"),
        ("没练过的 · 7", "new"),
        ("随便来", "surprise"),
    ]


def test_before_the_first_session_nothing_can_be_due_or_weak_nor_stay_chosen(laid_out: setup.Setup) -> None:
    shown = laid_out.among(OFFER.model_copy(update={"begun": False}), setup.Scope(focus="due"), "zh")[laid_out.focus]
    assert [name for _, name in shown["choices"]] == ["all", "new", "surprise"] and shown["value"] == "all"


def test_of_what_was_chosen_that_which_is_still_offered_stays(laid_out: setup.Setup) -> None:
    shown = laid_out.offered(OFFER, setup.Scope(True, ("检索", "别的"), "weak"), None, "zh")
    assert shown[laid_out.topics]["value"] == ["检索"]
    assert "value" not in shown[laid_out.focus] and "value" not in shown[laid_out.mine]  # a click made meanwhile stays
    gone = laid_out.offered(OFFER.model_copy(update={"own": 0}), setup.Scope(True), None, "zh")
    assert gone[laid_out.mine]["value"] is False and gone[laid_out.mine]["visible"] is False
    anew = laid_out.offered(OFFER, None, None, "zh")
    assert [anew[part]["value"] for part in laid_out.scope()] == [False, [], "all"]
