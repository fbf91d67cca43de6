"""Topics of two languages, told as one."""

from __future__ import annotations

from interviewer.progress import progress, twin_topics
from interviewer.schema import Item, Language
from tests.progress.turns import NOW, a_turn, an_item


def a_pair(name: str, zh: str, en: str) -> list[Item]:
    there = an_item(f"{name}-zh", topics=(zh,)).model_copy(update={"language": "zh"})
    return [there, an_item(f"{name}-en", topics=(en,)).model_copy(update={"translation_of": there.id})]


def names(items: list[Item], language: Language) -> dict[str, str]:
    return twin_topics(items, language)


def test_a_topic_is_named_in_the_language_of_the_page() -> None:
    items = [*a_pair("a", "树", "trees"), *a_pair("b", "图", "graphs"), an_item("alone", topics=("heaps",))]
    assert names(items, "zh") == {"trees": "树", "graphs": "图"}
    assert names(items, "en") == {"树": "trees", "图": "graphs"}


def test_the_topic_with_which_most_is_shared_is_the_twin_and_each_has_one() -> None:
    items = [*a_pair("a", "树", "trees"), *a_pair("b", "树", "trees"), *a_pair("c", "图", "trees"), *a_pair("d", "图", "graphs")]
    assert names(items, "zh") == {"trees": "树", "graphs": "图"}


def test_one_name_for_both_and_lost_twins_change_nothing() -> None:
    assert names(a_pair("a", "Transformer", "Transformer"), "zh") == {}
    assert names(a_pair("a", "树", "trees")[1:], "zh") == {}


def test_twins_are_one_row_of_progress() -> None:
    zh, en = a_pair("a", "树", "trees")
    turns = [a_turn(1.0, NOW, zh, number=0), a_turn(0.0, NOW, en, number=1)]
    assert [one.topic for one in progress(turns, [], NOW).topics] == ["trees", "树"]
    made = progress(turns, [], NOW, topic_names=names([zh, en], "en"))
    assert [(one.topic, one.items, one.known.answers) for one in made.topics] == [("trees", 2, 2)]
    assert {one.topic for one in made.items} == {"trees"}
