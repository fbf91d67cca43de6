from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from interviewer.conversation import Probe
from interviewer.conversation.angles import angle
from interviewer.conversation.probes import held, probe_after
from interviewer.conversation.quotes import quoted
from interviewer.conversation.scripted import Scripted
from interviewer.conversation.subjects import subject
from interviewer.graders import score
from interviewer.i18n import LANGUAGES
from interviewer.schema import FollowUp, Grade, Item, KeyPoint, Language, Plan, Quote, Turn, Verdict
from tests.conversation.bank import bank, leaked, turn_of
from tests.examples import NOW, STAMP, item

PLAN = Plan()
POINTS = (
    KeyPoint(text="旋转查询和键向量", weight=0.2),
    KeyPoint(text="点积只取决于相对距离", weight=0.5),
    KeyPoint(text="底数决定波长的范围", weight=0.3),
    KeyPoint(text="外推时要做插值", weight=0.1, bonus=True),
)
FOLLOW_UPS = (FollowUp(text="换成更长的文本会怎样？", key_point=3), FollowUp(text="为什么两两之间只剩一个量？", key_point=1))


def rope(**changes: Any) -> Item:
    return item("RoPE 是什么？底数怎样选？", key_points=POINTS, follow_ups=FOLLOW_UPS, **changes)


def graded(verdicts: str, answer: str = "把向量按位置转一个角度，就有了位置信息", **changes: Any) -> Turn:
    """Return a turn whose key points were judged h(it), p(artial), m(issed) or w(rong), a letter each."""
    names: dict[str, Any] = {"h": ("hit", 1.0), "p": ("partial", 0.5), "m": ("missed", 0.0), "w": ("wrong", 0.0)}
    quotes = (Quote(text=answer[:10], start=0, end=len(answer[:10])),)
    judged = [
        Verdict(text=p.text, weight=p.weight, bonus=p.bonus, verdict=names[v][0], credit=names[v][1], quotes=quotes if v == "h" else ())
        for p, v in zip(POINTS, verdicts, strict=True)
    ]
    grade = Grade(score=score(judged), verdicts=tuple(judged), grader=STAMP, cautions=changes.pop("cautions", ()))
    return turn_of(changes.pop("item", rope()), NOW).model_copy(update={"answer": answer, "grade": grade, **changes})


def after(turns: Sequence[Turn], plan: Plan = PLAN, seed: str = "s") -> Probe | None:
    return probe_after(turns, plan, seed)


def test_the_heaviest_missing_point_comes_first_then_the_next_and_never_a_third() -> None:
    first = graded("hpmm")
    one = after([first])
    assert one == Probe(kind="follow_up", aim=1, text="为什么两两之间只剩一个量？")
    second = graded("hpmm", kind="follow_up", aim=1, before="先前", question=one.text).model_copy(update={"grade": graded("hhmm").grade})
    two = after([first, second])
    assert two is not None and (two.kind, two.aim, two.text) == ("follow_up", 2, "")
    third = graded("hhpm", kind="follow_up", aim=2, before="先前")
    assert after([first, second, third]) is None


def test_a_follow_up_that_brought_nothing_is_the_last() -> None:
    first = graded("hpmm")
    assert after([first, graded("hpmm", kind="follow_up", aim=1, before="先前")]) is None


def test_what_the_notes_ask_goes_before_what_can_only_be_asked_from_a_side() -> None:
    points = (POINTS[0], POINTS[1], KeyPoint(text="代价是长文本要重新微调", weight=0.3), POINTS[3])
    asked = item("RoPE 是什么？", key_points=points, follow_ups=(FollowUp(text="两边都要变吗？", key_point=0),))
    found = after([graded("mhmm", item=asked)])
    assert found is not None and (found.aim, found.text) == (0, "两边都要变吗？")
    found = after([graded("mhmm", item=asked.model_copy(update={"follow_ups": ()}))])
    assert found is not None and (found.aim, found.text) == (2, "")


@pytest.mark.parametrize(
    ("question", "point", "answer"),
    [
        ("三种缓存故障各是什么，怎么办？", "应当给空结果也设缓存", "第一种用布隆过滤器，第二种加锁，第三种错开时间"),
        (
            "Three cache failures: what are they, and what do you do about each?",
            "Null results should be cached",
            "Use a filter, a lock, jitter",
        ),
        ("RoPE 是什么？", "应当先做插值再微调", "把向量按位置转一个角度"),
        ("What is RoPE?", "It costs a rotation in every layer", "It rotates vectors. The cost is small."),
    ],
)
def test_where_nothing_definite_can_be_asked_nothing_is(question: str, point: str, answer: str) -> None:
    points = (*POINTS[:2], KeyPoint(text=point, weight=0.3))
    asked = item(question, key_points=points, follow_ups=(), language="en" if question.isascii() else "zh")
    turn = graded("hhmm", answer=answer).model_copy(update={"item": asked, "question": question})
    assert turn.grade is not None
    verdicts = (*turn.grade.verdicts[:2], turn.grade.verdicts[2].model_copy(update={"text": point}))
    assert after([turn.model_copy(update={"grade": turn.grade.model_copy(update={"verdicts": verdicts})})]) is None


def test_nothing_to_build_on() -> None:
    assert after([graded("mmmm")]) is None
    assert after([graded("pmmm")]) is None
    for caution in ("empty", "dont_know", "instructions", "off_topic"):
        assert after([graded("mmpm", cautions=(caution,))]) is None
    assert after([graded("hpmm").model_copy(update={"skipped": True})]) is None
    assert after([graded("hpmm").model_copy(update={"grade": None})]) is None
    assert after([]) is None


def test_an_instruction_beside_a_real_answer_does_not_end_the_matter() -> None:
    assert after([graded("hpmm", cautions=("instructions",))]) is not None


def test_short_sessions_and_retries_have_one_follow_up() -> None:
    first, second = graded("hpmm"), graded("hhmm", kind="follow_up", aim=1, before="先前", question="为什么只剩一个量？")
    assert after([first, second]) is not None
    assert after([first, second], Plan(minutes=10)) is None
    assert after([first.model_copy(update={"kind": "retry"}), second]) is None


def test_a_written_follow_up_that_gives_the_point_away_is_not_asked() -> None:
    telling = rope().model_copy(update={"follow_ups": (FollowUp(text="相对距离为什么够用？", key_point=1),)})
    probe = after([graded("hpmm", item=telling)])
    assert probe is not None and probe.text == ""
    said = after([graded("hpmm", item=telling, answer="点积好像只和相对距离有关")])
    assert said is not None and said.text == "相对距离为什么够用？"


def test_strong_answers_are_probed_sometimes_and_never_twice_running() -> None:
    kinds = [
        [probe.kind if (probe := after([graded("hhhm", number=number)], seed=f"s{seed}")) else "" for number in range(1, 20)]
        for seed in range(60)
    ]
    flat = [kind for row in kinds for kind in row]
    assert 0.18 < flat.count("deeper") / len(flat) < 0.32
    assert 0.07 < flat.count("challenge") / len(flat) < 0.18
    assert not any(one and other for row in kinds for one, other in zip(row, row[2:], strict=False))  # a probed answer takes two turns
    assert after([graded("hhhm", number=5)], seed="s1") == after([graded("hhhm", number=5)], seed="s1")


def test_a_challenge_doubts_what_was_surely_said() -> None:
    probes = [(turn, after([turn], seed=f"s{seed}")) for seed in range(80) for turn in [graded("hhhm", number=3)]]
    doubts = [(turn, probe) for turn, probe in probes if probe and probe.kind == "challenge"]
    assert doubts
    for turn, probe in doubts:
        assert probe.aim in (0, 1, 2)
        for language in LANGUAGES:
            assert "把向量按位置转一个角" in Scripted().probe(probe, turn, language)
    unsure = graded("hhhm", number=3)
    assert unsure.grade is not None
    quoteless = tuple(v.model_copy(update={"verified": False}) for v in unsure.grade.verdicts)
    vague = unsure.model_copy(update={"grade": unsure.grade.model_copy(update={"verdicts": quoteless})})
    assert not any(probe and probe.kind == "challenge" for seed in range(80) if (probe := after([vague], seed=f"s{seed}")) or True)


def test_after_a_probe_of_a_strong_answer_comes_the_next_item() -> None:
    for kind in ("deeper", "challenge"):
        assert after([graded("hhhm", number=3), graded("hhhm", number=4, kind=kind, aim=1, before="先前")]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wording_says_nothing_new(language: Any) -> None:
    asked_of = 0
    for one in bank():
        quotes = (Quote(text=one.question[:8], start=0, end=8),)
        for aim, point in enumerate(one.key_points):
            verdicts = [
                Verdict(text=p.text, weight=p.weight, verdict="missed" if p == point else "hit", credit=float(p != point), quotes=quotes)
                for p in one.key_points
            ]
            grade = Grade(score=score(verdicts), verdicts=tuple(verdicts), grader=STAMP)
            turn = turn_of(one, NOW).model_copy(update={"answer": one.question, "grade": grade})
            said = Scripted().probe(Probe(kind="follow_up", aim=aim, text=""), turn, language)
            assert not leaked(said, one, turn.question)
            asked_of += angle(turn, aim) is not None
    assert asked_of > 20


def lacking(question: str, made: str, missing: str, answer: str = "", verdict: Any = "missed", said: str = "") -> Turn:
    """Return an answer that made one point and lacks the other, or has it in part in the words `said`."""
    answer = answer or made
    one = item(question, key_points=(KeyPoint(text=made, weight=0.5), KeyPoint(text=missing, weight=0.5)), topics=())
    at = answer.find(said)
    verdicts = (
        Verdict(text=made, weight=0.5, verdict="hit", credit=1.0, quotes=(Quote(text=answer, start=0, end=len(answer)),)),
        Verdict(
            text=missing,
            weight=0.5,
            verdict=verdict,
            credit={"hit": 1.0, "partial": 0.5, "missed": 0.0}[verdict],
            quotes=(Quote(text=said, start=at, end=at + len(said)),) if said else (),
        ),
    )
    grade = Grade(score=50.0, verdicts=verdicts, grader=STAMP)
    return turn_of(one, NOW).model_copy(update={"answer": answer, "grade": grade})


@pytest.mark.parametrize(
    ("question", "made", "missing", "asks"),
    [
        ("日志是什么？怎样压缩旧日志？", "它按顺序追加记录。", "压缩时只留每个键最新的值。", "怎样压缩旧日志？"),
        ("What is a log, and how are old segments compacted?", "Records are appended in order.", "Compacted segments hold one value a key.", "how are old segments compacted?"),
        ("快照、日志和检查点各有什么用？", "日志按顺序追加。快照是一个时刻的全貌。", "检查点告诉恢复从何处开始。", "检查点"),
        ("How does a write buffer work?", "Rows wait in memory.", "It costs memory and recovery time.", "cost"),
        ("Kafka 怎样保存消息？", "按分区顺序追加到磁盘。", "代价是重平衡期间停顿。", "代价"),
        ("What does a replica do?", "A replica lags behind its leader at times.", "This is because acknowledged writes reach a leader first, and lags grow with load.", "A replica lags behind"),
    ],
)  # fmt: skip
def test_a_follow_up_asks_what_a_person_would(question: str, made: str, missing: str, asks: str) -> None:
    turn = lacking(question, made, missing)
    language: Language = "en" if question.isascii() else "zh"
    assert after([turn]) == Probe(kind="follow_up", aim=1, text="")
    assert asks in Scripted().probe(Probe(kind="follow_up", aim=1, text=""), turn, language)


@pytest.mark.parametrize(
    ("question", "made", "missing"),
    [
        ("What is a log?", "Records are appended in order.", "Readers keep an offset of their own."),
        ("日志是什么？", "记录按顺序追加。", "读者自己记位置。"),
        ("What does a log cost?", "It costs disk space.", "It costs time at recovery."),
        ("What is a log, and how is it compacted?", "A log is compacted by key.", "Compacted segments are swapped in."),
    ],
)
def test_rather_no_follow_up_than_a_riddle(question: str, made: str, missing: str) -> None:
    assert after([lacking(question, made, missing)]) is None


def test_what_was_said_in_part_is_taken_up_in_the_candidates_words() -> None:
    turn = lacking("日志是什么？", "按顺序追加。", "读者自己记位置。", "它按顺序追加。读者各有一个位置。", "partial", "读者各有一个位置")
    assert "“读者各有一个位置”" in Scripted().probe(Probe(kind="follow_up", aim=1, text=""), turn, "zh")


SAID = "The update is scaled by alpha over r. Gradients and optimizer states are kept for the adapter only, so memory drops. Is that so?"


@pytest.mark.parametrize(
    ("quote", "back"),
    [
        ("alpha over r. Gradients and optimizer states", ""),
        ("scaled by alpha", "The update is scaled by alpha over r"),
        ("over r. Gradients and optimizer states are kept for the adapter only, so memory drops.", "Gradients and optimizer states are kept for the adapter only, so memory drops"),
        ("Is that so?", ""),
    ],
)  # fmt: skip
def test_whole_sentences_are_said_back_or_none(quote: str, back: str) -> None:
    made = lacking("What is LoRA?", "x", "y", SAID, "hit", quote)
    assert quoted(made, 1) == back


def test_of_a_long_sentence_its_beginning_is_said_back() -> None:
    long = "The update is scaled by alpha over r, " + "and then there is much more to say of it " * 6
    assert quoted(lacking("What is LoRA?", "x", "y", long, "hit", "scaled by alpha"), 1) == "The update is scaled by alpha over r"
    assert quoted(lacking("What is LoRA?", "x", "y", long, "hit", "much more"), 1) == ""


def test_a_subject_is_something_heard() -> None:
    assert subject("点积只取决于相对距离", "RoPE 的点积是什么？") == "点积"
    assert subject("点积只取决于相对距离", "RoPE 是什么？", "查询和键做点积") == "点积"
    assert subject("点积只取决于相对距离", "RoPE 是什么？") == ""
    assert subject("It costs memory that grows with length", "How does it speed up decoding, and what does it cost?") == "cost"
    assert subject("The KV cache grows with batch size", "How does a KV cache work?") == "KV cache"


HELD = [
    "确定，因为导数里有一项 1", "我还是认为是这样", "不，我没记错", "我觉得没说错", "不是反过来的，先归一化", "我坚持刚才的说法", "我不认为我说反了",
    "不会改口，书上就是这么写的", "不对，应该是我刚才说的那样", "我觉得刚才的结论是对的，不需要改", "还是刚才那个说法", "这个我可以肯定",
    "Yes, I'm sure.", "I stand by it", "I don't think I was wrong", "No, I am not mistaken", "I wouldn't change my mind", "It isn't the opposite, look at the derivative",
    "No, I don't think you're right", "I disagree, the cache grows linearly", "I'm certain, see the formula", "I don't believe it's the other way around",
]  # fmt: skip
GAVE_IN = [
    "那我可能记错了", "你说得对", "啊，我说反了", "我改一下，应该是后归一化", "好像是反过来的", "抱歉，搞混了", "应该是相反的", "哦你是对的，我收回", "不太确定，可能我记反了",
    "You're right, I was wrong", "my mistake", "I guess it's the opposite", "maybe I mixed them up", "I take it back", "Sorry, I got it backwards", "I stand corrected",
    "Ah right, it's the reverse", "I misspoke, sorry",
]  # fmt: skip
UNCLEAR = [
    "不确定",
    "嗯……",
    "可能吧",
    "为什么这么说？",
    "我不敢肯定",
    "残差就是加法",
    "没有把握",
    "maybe",
    "I'm not sure",
    "Why do you say so?",
    "it stores keys",
    "",
    "I'm sure, or maybe not sure",
]


@pytest.mark.parametrize(
    ("answer", "came"), [(a, came) for came, said in (("held", HELD), ("gave_in", GAVE_IN), ("unclear", UNCLEAR)) for a in said]
)
def test_what_came_of_a_challenge(answer: str, came: str) -> None:
    assert held(graded("hhhm", answer=answer, kind="challenge")) == came


@pytest.mark.parametrize("piece", ["我", "刚才", "可能是", "确实我", "not ", "i am "])
def test_an_endless_answer_to_a_challenge_is_read_at_once(piece: str) -> None:
    assert held(graded("hhhm", answer=piece * (20_000 // len(piece)), kind="challenge")) == "unclear"
