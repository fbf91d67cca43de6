"""The queries that measure retrieval name items that the bank holds, and what is computed from them is right."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest

from evals.retrieval import PARTS, Query, queries, ranks_of
from evals.retrieval_fit import closeness, fitted, fused
from interviewer.schema import BANK, Item, Language
from interviewer.shipped import shipped


@pytest.fixture(scope="module")
def in_the_bank() -> set[str]:
    texts = [file.read_text("utf-8") for file in shipped("corpus").glob("*/*.md")]
    return {name for text in texts for name in re.findall(r"^> id: ([\w-]+)", text, re.MULTILINE)}


@pytest.mark.parametrize("part", PARTS)
def test_every_query_has_an_answer_in_the_bank(part: str, in_the_bank: set[str]) -> None:
    asked = queries(PARTS[part])
    assert asked and len({query.text for query in asked}) == len(asked)
    unknown = {one for query in asked for one in query.wanted} - in_the_bank
    assert not unknown, f"the bank has no {unknown}: name the items that took their place"
    assert all(query.wanted for query in asked)


def test_there_are_enough_of_every_kind() -> None:
    asked = [*queries(PARTS["seen"]), *queries(PARTS["blind"])]
    kinds, languages = Counter(query.kind for query in asked), Counter(query.language for query in asked)
    assert len(asked) >= 200 and len(queries("retrieval_off.jsonl")) >= 60
    assert min(kinds[kind] for kind in ("keywords", "paraphrase", "jd", "cross")) >= 40
    assert min(languages.values()) >= 80
    assert not any(query.wanted for query in queries("retrieval_off.jsonl"))


def test_a_rank_is_that_of_the_best_answer_in_each_language() -> None:
    def item(name: str, language: Language) -> Item:
        return Item(id=f"{language}-{name}", owner=BANK, question=name, language=language, metadata={"id": name})

    items = {one.id: one for one in (item("a", "zh"), item("b", "zh"), item("a", "en"), item("b", "en"), item("c", "en"))}
    order = ["zh-a", "en-c", "zh-b", "en-b", "en-a"]
    query = Query("keywords", "zh", "x", frozenset({"b"}))
    assert [(one.way, one.rank) for one in ranks_of(query, order, items)] == [("within", 2), ("across", 2)]
    either = query._replace(wanted=frozenset({"b", "c"}))
    assert [(one.way, one.rank) for one in ranks_of(either, order, items)] == [("within", 2), ("across", 1)]
    assert [one.way for one in ranks_of(query._replace(wanted=frozenset({"c"})), order, items)] == ["across"]


def test_the_fit_finds_what_decides() -> None:
    x = np.random.default_rng(1).normal(5, 2, size=(400, 3))
    y = (2 * x[:, 0] - x[:, 1] > 5).astype(float)
    b = fitted(x, y, np.ones(400))
    assert b[0] > 0 > b[1] and abs(b[2]) < b[0] / 10
    assert ((closeness(x, b) > 0.5) == y).mean() > 0.95


def test_fusion_is_what_the_paper_says() -> None:
    assert fused(np.array([[3.0, 1.0, 0.0]]), np.array([[0.1, 0.9, 0.5]]))[0] == pytest.approx([1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 62])
