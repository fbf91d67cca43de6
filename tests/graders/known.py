"""Questions of our own with answers of known kinds, and the items made of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from interviewer.schema import Item, KeyPoint, Reference

GOOD = ("good", "terse", "para", "other")
POOR = ("waffle", "offtopic", "stuff")


@cache
def known() -> tuple[dict[str, Any], ...]:
    text = Path(__file__).with_name("answers.jsonl").read_text("utf-8")
    return tuple(map(json.loads, text.splitlines()))


def item_of(row: dict[str, Any], points: bool = True) -> Item:
    texts = row["points"] if points else ()
    return Item(
        id=row["id"],
        owner="bank",
        question=row["question"],
        language=row["lang"],
        references=(Reference(text=row["reference"], document="notes.md"),),
        key_points=tuple(KeyPoint(text=text, weight=1 / len(texts)) for text in texts),
    )


def by_id(name: str) -> dict[str, Any]:
    return next(row for row in known() if row["id"] == name)
