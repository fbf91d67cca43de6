"""The question bank that ships: every item whole, in range, unlike the others, and paired with its twin."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

import pytest
from rapidfuzz import fuzz

from interviewer import documents, items, text
from interviewer.schema import Document, ExtractedItem
from interviewer.shipped import shipped

LANGUAGES = ("zh", "en")
FEWEST = {"zh": 240, "en": 120}
LENGTHS = {"zh": (150, 500), "en": (80, 250)}
"""Characters (zh; a Latin word counts as one) or words (en) of a reference answer, formulas and code left out."""
MOST_TOPICS = 28
SMALLEST_TOPIC, LARGEST_TOPIC = 4, 20
"""Items: fewer do not carry an interview, more are two topics."""
ALIKE = 85
_ASIDE = re.compile(r"```.*?```|\$\$.*?\$\$|\\\(.*?\\\)|^\|[-| :]+\|$", re.DOTALL | re.MULTILINE)
_UNIT = re.compile(r"[\u3400-\u9fff]|[A-Za-z0-9][A-Za-z0-9'.\-]*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Entry(NamedTuple):
    file: str
    language: str
    topic: str
    """As the file's front matter states it; an item's tags may stand behind it among its topics."""
    item: ExtractedItem

    @property
    def slug(self) -> str:
        return str(self.item.metadata.get("id", ""))

    @property
    def name(self) -> str:
        return f"{self.language}/{self.file}: {self.slug or self.item.question}"


@cache
def bank() -> tuple[tuple[Document, ...], tuple[Entry, ...]]:
    root = shipped("corpus")
    files = [(lang, path) for lang in LANGUAGES for path in sorted((root / lang).glob("*.md"))]
    read = [(lang, path.stem, documents.read(path, root, 5)) for lang, path in files]
    entries = [
        Entry(stem, lang, document.metadata["topic"], item) for lang, stem, document in read for item in items.extract(document).items
    ]
    return tuple(document for _, _, document in read), tuple(entries)


def entries(language: str) -> list[Entry]:
    return [entry for entry in bank()[1] if entry.language == language]


def prose(answer: str) -> int:
    return len(_UNIT.findall(_ASIDE.sub(" ", answer)))


def faults(entry: Entry) -> list[str]:
    """Return what is missing or out of range in one item, in words."""
    item, (low, high) = entry.item, LENGTHS[entry.language]
    vital = [point for point in item.key_points if not point.bonus]
    length = prose(item.answer or "")
    checks = {
        "3 to 6 plain key points": 3 <= len(vital) <= 6,
        "weights that sum to 1": math.isclose(sum(point.weight for point in vital), 1, abs_tol=0.005),
        "positive weights": all(0 < point.weight <= 1 for point in item.key_points),
        "key points that are sentences": all(re.search(r"[.。]$", point.text) and len(point.text) > 10 for point in item.key_points),
        "key points said once": len({text.normalise(point.text) for point in item.key_points}) == len(item.key_points),
        "1 to 3 follow-ups": 1 <= len(item.follow_ups) <= 3,
        "follow-ups that aim at a key point": all(
            f.key_point is not None and 0 <= f.key_point < len(item.key_points) for f in item.follow_ups
        ),
        "1 to 3 common mistakes": 1 <= len(item.mistakes) <= 3,
        "something to read on": bool(item.read_on),
        "a difficulty": item.metadata.get("difficulty") in {"easy", "medium", "hard"},
        "tags": bool(item.metadata.get("tags")),
        "a slug for its id": bool(_SLUG.fullmatch(entry.slug)),
        "its file's topic, first of all": item.topics[:1] == (entry.topic,),
        "its file's language": text.language_of(item.question) == entry.language,
        f"an answer of {low} to {high} (it has {length})": low <= length <= high,
        "an answer without the other parts": not re.search(r"^### ", item.answer or "", re.MULTILINE),
    }
    return [what for what, holds in checks.items() if not holds]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_is_whole(language: str) -> None:
    assert {entry.name: found for entry in entries(language) if (found := faults(entry))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_items_in_few_topics(language: str) -> None:
    found = entries(language)
    assert len(found) >= FEWEST[language]
    sizes = Counter(entry.topic for entry in found)
    assert len(sizes) <= MOST_TOPICS
    assert {topic: size for topic, size in sizes.items() if not SMALLEST_TOPIC <= size <= LARGEST_TOPIC} == {}
    assert set(Counter(entry.item.metadata["difficulty"] for entry in found)) == {"easy", "medium", "hard"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_but_items_is_found_and_no_item_is_lost(language: str) -> None:
    headings = sum(len(re.findall(r"^## ", d.text, re.MULTILINE)) for d in bank()[0] if d.path.startswith(f"{language}/"))
    assert len(entries(language)) == headings


def test_a_file_is_one_topic_named_alike_in_front_matter_and_heading() -> None:
    for document in bank()[0]:
        assert re.findall(r"^# (.+)$", re.sub(r"```.*?```", "", document.text, flags=re.DOTALL), re.MULTILINE) == [
            document.metadata["topic"]
        ], document.path
        assert document.path.startswith(document.metadata["language"] + "/")
    topics = Counter(document.metadata["topic"] for document in bank()[0] if document.path.startswith("zh/"))
    assert set(topics.values()) == {1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_unique_within_a_language(language: str) -> None:
    assert [slug for slug, count in Counter(entry.slug for entry in entries(language)).items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_questions_are_nearly_the_same(language: str) -> None:
    asked = [(entry.slug, text.normalise(entry.item.question)) for entry in entries(language)]
    assert [(a, b) for (a, one), (b, other) in itertools.combinations(asked, 2) if fuzz.ratio(one, other) >= ALIKE] == []


def test_twins_agree() -> None:
    zh, en = ({entry.slug: entry for entry in entries(language)} for language in LANGUAGES)
    twins = sorted(zh.keys() & en.keys())
    assert len(twins) >= 10
    for slug in twins:
        one, other = zh[slug], en[slug]
        assert one.file == other.file, slug
        assert one.item.metadata["difficulty"] == other.item.metadata["difficulty"], slug
        assert [(p.weight, p.bonus) for p in one.item.key_points] == [(p.weight, p.bonus) for p in other.item.key_points], slug
        assert [f.key_point for f in one.item.follow_ups] == [f.key_point for f in other.item.follow_ups], slug


def test_topics_correspond_through_the_ids() -> None:
    zh, en = ({entry.slug: entry.topic for entry in entries(language)} for language in LANGUAGES)
    to_en: dict[str, set[str]] = defaultdict(set)
    to_zh: dict[str, set[str]] = defaultdict(set)
    for slug in zh.keys() & en.keys():
        to_en[zh[slug]].add(en[slug])
        to_zh[en[slug]].add(zh[slug])
    assert {topic: names for topic, names in (*to_en.items(), *to_zh.items()) if len(names) != 1} == {}
    assert set(en.values()) <= to_zh.keys()
