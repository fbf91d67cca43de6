from __future__ import annotations

import random

import pytest

from interviewer.questions import choose, needs
from interviewer.questions.briefs import Need, named
from interviewer.questions.fitting import Asked
from interviewer.questions.people import alone
from interviewer.schema import Plan
from tests.examples import item
from tests.questions.found import Near

POSTING = """Speech engineer
- Work with product managers and sales to shape the roadmap
- Collaborate with the platform team on GPU scheduling
- Communicate results to leadership
- Build streaming recognition with low latency
- vLLM, Kafka, CUDA kernels
"""


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("Work with product, design and research to tune beam search", "tune beam search"),
        ("Collaborate closely with infrastructure engineers on autoscaling", "autoscaling"),
        ("与产品经理、业务方紧密合作，搭建检索系统", "搭建检索系统"),
        ("配合测试团队完成压测", "完成压测"),
        ("Work with design patterns", "Work with design patterns"),
        ("Experience working with user data", "Experience working with user data"),
        ("了解单智能体和多智能体协作", "了解单智能体和多智能体协作"),
        ("Join our team to train speech models", "train speech models"),
    ],
)
def test_the_people_are_left_out_of_a_line(line: str, left: str) -> None:
    assert alone(line) == left


def test_a_posting_asks_for_technical_things_and_not_for_meetings() -> None:
    found = [need.text for need in needs(POSTING)]
    assert found[:2] == ["Speech", "GPU scheduling"]
    assert not [text for text in found if "product" in text.lower() or "leadership" in text or "roadmap" in text]


def test_where_a_text_says_little_else_the_people_come_last() -> None:
    found = needs("- Coordinate vendors and communicate plans\n- Redis")
    assert (found[0].text, found[0].of_people) == ("Redis", False)
    assert found[-1].of_people


def test_what_two_verbs_share_is_one_thing() -> None:
    assert [need.text for need in needs("- Reduce latency and cost of inference")] == ["Reduce latency and cost of inference"]


def test_a_behavioural_question_serves_no_technical_need_unless_it_is_about_that_very_thing() -> None:
    told = item("Tell me about a conflict", id="conflict", topics=("Behavioural interview",), language="en")
    cache = item("What is a KV cache?", id="cache", language="en")
    habits = item("How do you use coding assistants?", id="habits", topics=("Behavioural",), language="en")
    asked = [
        Asked(Need(text="coding assistants", search=""), [Near("habits", 0.99)]),
        Asked(Need(text="deliver an assistant", search=""), [Near("conflict", 0.88)]),
        Asked(Need(text="KV cache", search=""), [Near("cache", 0.9)]),
    ]
    plan = Plan(brief=POSTING, language="en", length=2)
    chosen = choose([told, cache, habits], plan, past={}, asked=asked, rng=random.Random(0))
    assert [one.id for one in chosen.items] == ["cache", "habits"]
    assert chosen.why["habits"].about == "coding assistants"


def test_a_posting_in_the_box_for_topics_is_the_brief() -> None:
    assert named(POSTING, "") == ("", POSTING)
    assert named("熟悉 RAG 与向量检索，" * 40, "")[0] == ""
    assert named("positional encoding", "") == ("positional encoding", "")
    assert named(POSTING, "another") == (POSTING, "another"), "a brief that is there already stays"
    assert named("-- " * 200, "") == ("-- " * 200, ""), "what asks for nothing is no brief"
