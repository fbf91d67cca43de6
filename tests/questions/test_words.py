from __future__ import annotations

from typing import get_args

from interviewer.i18n import widened_in_words
from interviewer.questions import why_in_words
from interviewer.questions.lines import shortened
from interviewer.schema import Why, Widened


def test_every_reason_has_words() -> None:
    for language in ("zh", "en"):
        reasons = {why_in_words(Why(kind=kind, about="X"), language) for kind in get_args(Why.model_fields["kind"].annotation)}
        ways = {
            widened_in_words(Widened(fitting=2, by=by, to=("RAG", "SFT")), language)
            for by in get_args(Widened.model_fields["by"].annotation)
        }
        assert len(reasons) == 9 and len(ways) == 7 and all("RAG" in way and "2" in way for way in ways)


def test_where_nothing_fits_exactly_no_number_is_told() -> None:
    told = [widened_in_words(Widened(fitting=0, by="difficulty"), language) for language in ("zh", "en")]
    assert told == ["没有正好符合的，这些更难或更容易。", "None fitted exactly, so these are easier or harder."]


def test_each_topic_is_named_once_and_none_that_is_a_part_of_another() -> None:
    zh = widened_in_words(Widened(fitting=4, by="meaning", to=("数据库与缓存", "缓存", "数据库")), "zh")
    assert zh == "正好符合的有 4 道，其余的是意思最接近的。补上的是关于数据库与缓存的题。"
    en = widened_in_words(Widened(fitting=4, by="meaning", to=("cache", "Caches and URL design", "RL", "rl")), "en")
    assert en.endswith("They are about Caches and URL design, rl.")


def test_topics_that_are_not_all_are_said_to_be_some() -> None:
    some = Widened(fitting=4, by="meaning", to=("RAG", "SFT"), more=True)
    assert widened_in_words(some, "en").endswith("They are about RAG, SFT, among other topics.")
    assert widened_in_words(some, "zh").endswith("补上的题涉及RAG、SFT等主题。")


def test_a_line_is_cut_at_the_end_of_a_phrase_else_at_a_word() -> None:
    assert shortened("one two  three", 9) == "one two…"
    assert shortened("熟悉位置编码，注意力", 9) == "熟悉位置编码…"
    assert shortened("Serve a language model with low latency to clients", 48) == "Serve a language model with low latency…"
    assert shortened("short") == "short"
    assert len(shortened("x" * 200)) == 80
