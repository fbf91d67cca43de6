from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.conversation import Probe, in_simulation
from interviewer.conversation.course import MOODS, mood
from interviewer.conversation.either import alternatives
from interviewer.conversation.scripted import Scripted
from interviewer.conversation.wordings import variants
from interviewer.i18n import LANGUAGES, catalogue, say
from interviewer.schema import Aside, Intent, KeyPoint, Language, Speech, Turn
from tests.examples import NOW, grade, graded_turn, item

SCRIPTED = Scripted()
JUDGES = re.compile(
    r"清楚|不错|好题|扎实|对的|方向是|主干|补|难|重点|没关系|(?<!all )\bright\b|good|clear|solid|weak|missing|hard|well done|no matter",
    re.IGNORECASE,
)
"""Words that say how an answer was."""


def turn(at: int, score: float | None = None, **changes: Any) -> Turn:
    given: dict[str, Any] = {"item": item(f"问题{at}是什么？", topics=(f"话题{at}",)), "asked_at": NOW + timedelta(minutes=at)}
    return graded_turn(score, number=at, **{**given, **changes})


def opening(turns: list[Turn], question: Turn, language: Language = "zh", seed: str = "s") -> str:
    return "".join(SCRIPTED.opening(turns, question, language, seed))


def parts(said: str) -> list[str]:
    return [part for part in re.split(r"(?<=[。.?？])\s*", said) if part]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("same", [True, False], ids=["one topic", "other topics"])
@pytest.mark.parametrize("how", [90.0, 50.0, 10.0, None, "skipped", "unknown"])
def test_ten_questions_hear_no_phrase_twice(how: Any, same: bool, language: Language) -> None:
    changes: dict[str, Any] = {"skipped": True, "answer": None, "grade": None} if how == "skipped" else {}
    if how == "unknown":
        changes = {"grade": grade(0.0, cautions=("dont_know",), verdicts=())}
    if same:
        changes["item"] = item("同一个话题的问题")
    turns = [turn(at, how if isinstance(how, float) else None, **changes) for at in range(10)]
    for seed in ("a", "b", "c"):
        said = [part for at in range(10) for part in parts(opening(turns[:at], turns[at], language, seed))]
        twice = [part for part, times in Counter(said).items() if times > 1]
        assert not twice


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([90.0, 50.0, 10.0, None]), min_size=9, max_size=9), st.text(max_size=8), st.sampled_from(LANGUAGES))
def test_whatever_the_course_no_phrase_comes_twice(scores: list[float | None], seed: str, language: Language) -> None:
    turns = [turn(at, score) for at, score in enumerate([*scores, None])]
    said = [part for at in range(10) for part in parts(opening(turns[:at], turns[at], language, seed))]
    assert max(Counter(said).values()) == 1
    assert said == [part for at in range(10) for part in parts(opening(turns[:at], turns[at], language, seed))]


def test_there_are_enough_ways_to_say_each_thing() -> None:
    families = [
        *(f"interviewer.{how}" for how in MOODS),
        "interviewer.greeting",
        "interviewer.first",
        "interviewer.same",
        "interviewer.turn_to",
    ]
    families += [f"interviewer.{kind}" for kind in ("follow_up", "follow_up_again", "deeper", "challenge", "retry", "back")]
    families += [f"interviewer.closing_{how}" for how in ("good", "fair", "weak", "neutral", "empty")]
    families += ["probe.part", "probe.further", "probe.more", "probe.doubt", "said.pause", "said.chatter"]
    assert not [family for family in families if variants(family) < 6]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_stands_twice(language: Language) -> None:
    """Two keys with one text would be heard as a repetition."""
    texts = Counter(text for key, text in catalogue(language).items() if key.startswith(("interviewer.", "probe.")))
    assert not [text for text, times in texts.items() if times > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_simulation_judges_nothing(language: Language) -> None:
    for score in (95.0, 50.0, 5.0):
        turns = [in_simulation(turn(at, score)) for at in range(10)]
        for seed in ("a", "b", "c"):
            said = " ".join(opening(turns[:at], turns[at], language, seed) for at in range(1, 10))
            assert not JUDGES.search(said.replace("话题", ""))
            assert mood(turns) == "neutral"
            assert not JUDGES.search("".join(SCRIPTED.closing(turns, language, seed)))


def test_the_topic_that_comes_is_named_in_the_interviewers_language() -> None:
    assert "话题1" in opening([turn(0)], turn(1))
    rag = turn(1, item=item("问题", topics=("RAG",)))
    assert "RAG" in opening([turn(0)], rag, "en") and "RAG" in opening([], rag, "en")
    assert "话题1" not in opening([turn(0)], turn(1), "en")


def test_what_was_said_well_is_named_in_the_candidates_words() -> None:
    point = KeyPoint(text="恒等映射让梯度直接传回浅层", weight=1.0)
    asked = item("残差有什么用？", key_points=(point,))
    made = grade(90.0, verdicts=(grade().verdicts[0].model_copy(update={"text": point.text, "quotes": (quote("靠恒等映射传"),)}),))
    turns = [turn(0, 90.0), turn(1, item=asked, answer="靠恒等映射传", grade=made)]
    assert "“靠恒等映射传”" in opening(turns, turn(2))
    assert "梯度" not in opening(turns, turn(2))


def quote(text: str) -> Any:
    return grade().verdicts[0].quotes[0].model_copy(update={"text": text, "start": 0, "end": len(text)})


def test_who_comes_back_on_another_day_is_welcomed() -> None:
    late = turn(1, asked_at=NOW + timedelta(days=1))
    welcomes = {text for key, text in catalogue("zh").items() if key.startswith("interviewer.back.")}
    assert any(text in opening([turn(0)], late) for text in welcomes)


@pytest.mark.parametrize(
    ("last", "how"),
    [
        ({"kind": "challenge", "held": "held", "before": "x"}, "held"),
        ({"kind": "challenge", "held": "gave_in", "before": "x"}, "gave_in"),
        ({"kind": "challenge", "held": "unclear", "before": "x"}, "good"),
        ({"kind": "follow_up", "aim": 0, "before": "x"}, "raised"),
        ({"kind": "follow_up", "aim": 1, "before": "x"}, "good"),
        ({"skipped": True}, "skipped"),
    ],
)
def test_how_it_went(last: dict[str, Any], how: str) -> None:
    missed = grade(10.0, verdicts=tuple(v.model_copy(update={"verdict": "missed", "credit": 0.0}) for v in grade().verdicts))
    assert mood([turn(0, grade=missed), turn(1, 70.0, **last)]) == how


def test_a_closing_fits_and_never_fails() -> None:
    assert "".join(SCRIPTED.closing([], "zh", "s")) in catalogue("zh").values()
    retried = [turn(0, 10.0), turn(1, 90.0, kind="retry", item=turn(0).item)]
    assert "".join(SCRIPTED.closing(retried, "zh", "s")) in [
        t for k, t in catalogue("zh").items() if k.startswith("interviewer.closing_good")
    ]


@pytest.mark.parametrize(
    ("said", "language", "answers"),
    [
        ("Hi, how are you?", "en", ("fine", "well")),
        ("hello", "en", ("hello", "hi ")),
        ("thanks a lot", "en", ("welcome", "pleasure", "not at all")),
        ("最近怎么样？", "zh", ("很好", "挺好")),
        ("你好", "zh", ("你好",)),
        ("谢谢", "zh", ("不客气", "不用谢", "别客气")),
    ],
)
def test_a_courtesy_is_returned(said: str, language: Language, answers: tuple[str, ...]) -> None:
    for at in range(3):
        told = "".join(SCRIPTED.reply("chatter", said, turn(at, answer=None, grade=None), language)).lower()
        assert any(answer in told for answer in answers), told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("heard", ["clarify", "dont_know", "retract", "back", "pause", "chatter", "unsure", "no"])
def test_a_reply_is_another_each_time(heard: Intent, language: Language) -> None:
    asked, said = turn(0, answer=None, grade=None), []
    for _ in range(3):
        said.append("".join(SCRIPTED.reply(heard, "嗯", asked, language)))
        asides = (*asked.asides, Aside(intent=heard, said="嗯", reply=Speech(text=said[-1]), at=NOW))
        asked = asked.model_copy(update={"asides": asides})
    assert len(set(said)) == 3 and all(said)


def test_a_clarification_tells_what_is_wanted_and_no_more() -> None:
    asked = turn(0, answer=None, grade=None, question="残差和门控有什么区别？", item=item("残差和门控有什么区别？", topics=("注意力",)))
    said = "".join(SCRIPTED.reply("clarify", "什么意思？", asked, "zh"))
    assert "残差和门控有什么区别？" in said and "差别在哪里" in said and "2 个要点" in said and "注意力" in said
    assert "第一点" not in said


@pytest.mark.parametrize(
    ("question", "said", "one", "settles"),
    [
        ("缓存为什么能加速推理？", "你是指训练还是推理？", "推理", True),
        ("残差连接为什么有用？", "要讲原理还是讲实现？", "原理", True),
        ("设计一个限流器", "单机的还是分布式的呢？", "单机的", False),
        ("怎样做限流？", "要写代码还是口头讲就行", "写代码", False),
        ("How does a cache speed up decoding?", "is this about prefill or decoding?", "decoding", True),
        ("How does a cache speed up decoding?", "Should I explain the theory or the implementation?", "theory", False),
    ],
)
def test_a_choice_is_taken_up(question: str, said: str, one: str, settles: bool) -> None:
    language: Language = "en" if said.isascii() else "zh"
    asked = turn(0, answer=None, grade=None, question=question, item=item(question, topics=()))
    told = "".join(SCRIPTED.reply("clarify", said, asked, language))
    sides = alternatives(said)
    assert sides is not None and one in sides and (f"“{one}”" in told) is settles
    assert settles or ("“" not in told and ("假设" in told or "理解" in told or "前提" in told or "assum" in told))


def test_an_answer_that_brought_nothing_is_not_praised_and_words_of_a_simulation_claim_no_understanding() -> None:
    assert mood([turn(0, 70.0), turn(1, 70.0, kind="follow_up", aim=1, before="x")]) == "neutral"
    for key, text in catalogue("en").items() | catalogue("zh").items():
        assert not key.startswith("interviewer.neutral.") or not re.search(r"[Uu]nderst|I see|明白|了解", text), text


@pytest.mark.parametrize(
    "said",
    ["Do you mean vLLM in particular, or any inference server?", "Is it about the decoder of the model or the encoder only?"],
)
def test_no_piece_of_a_choice_is_said_back(said: str) -> None:
    question = "How does a decoder or an inference server in particular batch its requests?"
    asked = turn(0, answer=None, grade=None, question=question, item=item(question, topics=()))
    for nth in range(3):
        told = "".join(SCRIPTED.reply("clarify", said, asked.model_copy(update={"number": nth}), "en"))
        assert "“" not in told and "assum" in told


def test_what_leaves_no_choice_is_clarified_as_before() -> None:
    for said in ("什么意思？", "What do you mean?", "还是不懂？", "or?"):
        assert alternatives(said) is None


def test_a_follow_up_without_a_subject_says_what_kind_of_thing_is_missing() -> None:
    asked = item("它为什么快？", key_points=(KeyPoint(text="代价是占用内存", weight=1.0),))
    said = SCRIPTED.probe(Probe(kind="follow_up", aim=0, text=""), turn(0, item=asked, answer="嗯"), "zh")
    assert "代价或局限" in said and "内存" not in said


def test_a_hint_is_offered_only_while_there_is_one() -> None:
    asked = turn(0, answer=None, grade=None)
    for at in range(4):
        seen = asked.model_copy(update={"session_id": f"s{at}"})
        assert "提示" in "".join(SCRIPTED.reply("dont_know", "", seen, "zh"))
        without = (in_simulation(seen), seen.model_copy(update={"hints": 3}), seen.model_copy(update={"kind": "challenge"}))
        assert not any("提示" in "".join(SCRIPTED.reply("dont_know", "", one, "zh")) for one in without)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_does_not_know_is_told_the_buttons_by_their_names_and_that_the_answer_can_be_read(language: Language) -> None:
    skip, hint = say(language, "page.skip"), say(language, "page.hint", done=0, total=3).split()[0]
    for family, offers in (("said.dont_know", True), ("said.dont_know_yet", False)):
        for n in range(1, variants(family) + 1):
            told = say(language, f"{family}.{n}")
            assert f"“{skip}”" in told and (f"“{hint}”" in told) is offers and re.search("answer|答案", told)


def test_a_repetition_is_the_question() -> None:
    assert turn(3).question in "".join(SCRIPTED.reply("repeat", "", turn(3), "en"))


@pytest.mark.parametrize("heard", [intent for intent in get_args(Intent) if intent in ("answer", "hint", "skip", "end", "yes")])
def test_what_the_interview_does_is_not_replied_to(heard: Intent) -> None:
    assert not list(SCRIPTED.reply(heard, "", turn(0), "zh"))
