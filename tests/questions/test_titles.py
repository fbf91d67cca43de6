from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.questions import needs
from interviewer.questions.titles import title


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("Senior LLM Engineer – RAG", "LLM Engineer、RAG"),
        ("Backend Engineer (Go, Kubernetes)", "Backend Engineer、Go、Kubernetes"),
        ("Job title: Site Reliability Engineer, Observability", "Site Reliability Engineer、Observability"),
        ("【急招】大模型训练工程师-分布式方向", "大模型训练工程师、分布式方向"),
        ("前端开发工程师 React方向 15-25K", "前端开发工程师、React方向"),
        ("Jane Doe, NLP engineer", "NLP engineer"),
        ("Kafka – Senior Engineer", "Kafka"),
        ("We are looking for a data engineer", ""),
        ("负责与算法工程师协作", ""),
        ("Berlin, hybrid", ""),
        ("As a developer you build the search of a map.", ""),
    ],
)
def test_a_title_names_what_the_job_is_about(row: str, named: str) -> None:
    assert title(row) == named


def test_what_a_title_names_is_asked_for_first_and_what_stands_beside_it_last() -> None:
    found = needs("Senior ML Engineer – Ranking\nLantern Maps\n\nWhat you bring\n- Feature stores\n- Kafka\n")
    assert [(need.text, need.must) for need in found][:3] == [("Ranking", True), ("Feature stores", True), ("Kafka", True)]
    assert not next(need.must for need in found if need.text == "Lantern Maps")


def test_only_what_a_duty_is_about_is_searched_for() -> None:
    found = {
        need.text: need.search
        for need in needs(
            "Duties:\n- Build pipelines\n- Build evaluation pipelines\n- Maintain platforms for vector search\n- 搭建监控\n- 搭建知识图谱平台\n- 设计模式\n- pipeline parallelism\n"
        )
    }
    assert found == {
        "Build evaluation pipelines": "evaluation",
        "Maintain platforms for vector search": "vector search",
        "搭建知识图谱平台": "知识图谱",
        "设计模式": "设计模式",
        "pipeline parallelism": "pipeline parallelism",
    }


def test_the_name_of_a_company_is_no_section() -> None:
    assert all(need.must for need in needs("AI Developer\nCompany: Blue Lamp\n- Tool calling\n- Guardrails\n"))


@given(st.text(max_size=80))
@settings(max_examples=80, deadline=None)
def test_any_row_may_be_looked_at(row: str) -> None:
    assert len(title(row)) <= 3 * len(row) + 3
