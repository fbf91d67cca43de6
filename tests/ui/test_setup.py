from __future__ import annotations

from interviewer.ui import setup

USUAL = ("all", (), False, "practice", "q5")
POSTING = "Speech engineer\nBuild streaming recognition\nvLLM\nKafka\nCUDA kernels"


def test_a_posting_in_the_search_box_is_read_as_a_job_description() -> None:
    plan = setup.plan("en", POSTING, *USUAL, "", None, "", "page")
    assert (plan.query, plan.brief) == ("", POSTING)


def test_a_few_words_stay_a_topic() -> None:
    plan = setup.plan("en", " speech recognition ", *USUAL, "", None, "", "page")
    assert (plan.query, plan.brief) == ("speech recognition", "")
