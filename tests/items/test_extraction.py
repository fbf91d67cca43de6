from __future__ import annotations

import re

import pytest

from interviewer.items import extract
from interviewer.schema import Document, Extraction
from tests.items.shapes import ARTICLES, SHAPES, Shape


def document(text: str, title: str = "notes", path: str = "notes.md", **metadata: object) -> Document:
    return Document(path=path, title=title, text=text, format="markdown", sha256="0" * 64, metadata=metadata)


def read(shape: Shape) -> Extraction:
    return extract(document(shape.text, shape.title))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_every_shape_is_read(shape: Shape) -> None:
    items = read(shape).items
    assert [item.question for item in items] == [question for question, _ in shape.found]
    for item, (_, answer) in zip(items, shape.found, strict=True):
        if answer is None:
            assert item.answer is None, item
        else:
            assert item.answer is not None, item
            assert item.answer.startswith(answer[0]), item
            assert item.answer.endswith(answer[1]), item


@pytest.mark.parametrize("shape", ARTICLES, ids=lambda shape: shape.name)
def test_nothing_is_invented_for_an_article(shape: Shape) -> None:
    extraction = read(shape)
    assert (extraction.kind, extraction.items) == ("article", ())
