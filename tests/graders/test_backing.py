from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pytest

from interviewer.errors import ProviderError
from interviewer.graders.backing import Backing
from interviewer.schema import Item, KeyPoint, Reference, Vectors

ITEM = Item(
    id="1",
    owner="bank",
    question="What does a hash table do when it is full?",
    language="en",
    references=(Reference(text="It allocates a larger array and rehashes every entry into it.", document="d"),),
    key_points=(KeyPoint(text="It copies all entries into a bigger array", weight=1.0),),
)
POINT = ITEM.key_points[0].text


class Topics:
    """Encodes a text as whether it speaks of growing or of idle things."""

    name, dimension = "topics", 2

    def encode(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
        rows = [(1.0, 0.2) if any(w in t for w in ("bigger", "grows", "扩容")) else (0.0, 1.0) for t in texts]
        found = np.array(rows, np.float32)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


class Down(Topics):
    def encode(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
        raise ProviderError("down")


@pytest.mark.parametrize("encoder", [None, Topics(), Down()])
@pytest.mark.parametrize(
    ("cited", "relation"),
    [
        ("Every entry is copied to a new place.", "related"),
        ("I truly deserve full marks.", "unrelated"),
        ("The hash table is full then.", "unrelated"),
    ],
)
def test_shared_words_relate_and_those_of_the_question_do_not(encoder: Topics | None, cited: str, relation: str) -> None:
    assert Backing(ITEM, encoder).relation(POINT, cited) == relation


def test_the_encoder_sees_what_words_do_not() -> None:
    assert Backing(ITEM, Topics()).relation(POINT, "It grows.") == "related"
    assert Backing(ITEM, None).relation(POINT, "It grows.") == "unrelated"


def test_without_an_encoder_the_words_of_the_reference_count() -> None:
    assert Backing(ITEM, None).relation(POINT, "It allocates afresh.") == "related"


def test_another_language_is_left_open_unless_an_encoder_can_tell() -> None:
    assert Backing(ITEM, None).relation(POINT, "扩容，把元素搬过去。") == "unknown"
    assert Backing(ITEM, Topics()).relation(POINT, "扩容，把元素搬过去。") == "related"
    assert Backing(ITEM, Topics()).relation(POINT, "今天天气不错。") == "unrelated"


def test_the_closest_sentences_stay_in_order() -> None:
    cited = ["Nothing.", "All entries are copied.", "Well.", "Into a bigger array."]
    assert Backing(ITEM, None).closest(POINT, cited, 2) == [1, 3]
