from __future__ import annotations

import pytest

from interviewer.items import extract
from interviewer.schema import Document, Extraction

BODY = "\n\n## 经过\n\n上周五晚上网站打不开了，很多人来问。\n\n## 分析\n\n网站变慢的根本原因是连接池太小，请求都在排队，导致超时。\n\n## 后记\n\n谢谢大家。\n"


def read(text: str, title: str = "post") -> Extraction:
    return extract(Document(path="post.md", title=title, text=text, format="markdown", sha256="0"))


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("技术团队谈网站变慢原因", "网站变慢的原因是什么？"),
        ("#网站变慢##团队公布网站变慢的原因#后续来了", "网站变慢的原因是什么？"),
        ("为什么网站会变慢", "为什么网站会变慢？"),
        ("一次事故：网站变慢的背后原因", "网站变慢的原因是什么？"),
    ],
)
def test_a_title_that_names_a_cause(title: str, question: str) -> None:
    extraction = read(f"# {title}{BODY}")
    assert (extraction.kind, extraction.items) == ("article", ())
    (derived,) = extraction.derived
    assert derived.question == question
    assert derived.answer == "网站变慢的根本原因是连接池太小，请求都在排队，导致超时。"
    assert derived.line == derived.end_line == 9


def test_a_title_that_names_a_way() -> None:
    extraction = read(
        "# How to warm a cache before a release\n\nReleases used to hurt.\n\nFirst list the hottest keys, then use a script that reads them before the cache is used by anyone.\n"
    )
    (derived,) = extraction.derived
    assert derived.question == "How to warm a cache before a release?"
    assert derived.answer is not None
    assert derived.answer.startswith("First list")


@pytest.mark.parametrize("title", ["网站架构", "Release notes", "缓存的原理", "原因", "2024 年度总结"])
def test_other_titles_ask_nothing(title: str) -> None:
    assert read(f"# {title}{BODY}").derived == ()


def test_nothing_is_derived_without_grounds() -> None:
    assert read("# 网站变慢的原因\n\n以后再写。\n").derived == ()
