from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.conversation import Heard, Probe, probes
from interviewer.conversation.scripted import Scripted
from interviewer.errors import InputError, ProviderError
from interviewer.i18n import say
from interviewer.interview import MAX_ANSWER, Interview, State, begin, final, transcript
from interviewer.report import Report, build
from interviewer.schema import BANK, ME, Grade, Item, Plan, Turn, WrongClaim, silence, spent
from interviewer.store import Store
from tests.examples import NOW, BrokenGrader, Clock, KeywordGrader, item

ITEMS = [item(f"问题{n}是怎么回事？第二部分是什么？") for n in range(3)]
BOTH = "这里先讲第一点，然后再补充第二点，因为它们缺一不可。"
FIRST = "这里只讲第一点，别的我没有准备，所以就说到这里为止。"
SECOND = "还有第二点也需要考虑，它决定了前面的做法为什么成立。"


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no strong answer be probed: that is drawn by a session's id, which nobody can foresee."""
    monkeypatch.setattr(probes, "_DRAWN", 0.0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'test.sqlite'}")
    opened.open()
    opened.replace_items(BANK, ITEMS)
    yield opened
    opened.close()


def summed(interview: Interview) -> Report:
    state = interview.state()
    return build(state.session, state.turns)


def start(store: Store, grader: Any = None, plan: Plan | None = None, **more: Any) -> Interview:
    session_id = begin(plan or Plan(length=3), ITEMS, ME, store, Clock())
    return Interview(session_id, ME, store, grader or KeywordGrader(), Clock(), **more)


def again(interview: Interview, store: Store, grader: Any = None, **more: Any) -> Interview:
    """Return what another process, or another window, would see."""
    return Interview(interview.state().session.id, ME, store, grader or KeywordGrader(), Clock(), **more)


def asked(store: Store, **more: Any) -> Interview:
    interview = start(store, **more)
    final(interview.proceed())
    return interview


def kinds(state: State) -> list[str]:
    return [turn.kind for turn in state.turns]


# ---------------------------------------------------------------- the main road


def test_a_whole_interview(store: Store) -> None:
    interview = asked(store)
    state = final(interview.answer(BOTH))
    assert state.phase == "between" and state.grade is not None and state.grade.score == 100.0
    final(interview.proceed())
    assert interview.hint().turns[-1].hints == 1
    state = final(interview.skip())
    assert state.asked == 3 and state.phase == "asking"
    final(interview.answer(BOTH))
    state = final(interview.proceed())
    assert state.phase == "over" and state.session.ended_at is not None
    assert len({turn.item.id for turn in state.turns if turn.kind == "main"}) == 3
    report = summed(interview)
    assert (report.answered, report.skipped, report.unscored) == (2, 1, 0)


def test_an_acknowledged_answer_is_in_the_store_before_it_is_graded(store: Store) -> None:
    interview = asked(store)
    answering = interview.answer(BOTH)
    assert next(answering).phase == "grading"  # and here the process is killed
    resumed = again(interview, store)
    assert resumed.state().phase == "grading"
    state = final(resumed.resume())
    assert state.turns[0].answer == BOTH and state.grade is not None and state.grade.score == 100.0


def test_coming_back_shows_the_last_grade_until_one_goes_on(store: Store) -> None:
    interview = start(store)
    assert final(interview.resume()).phase == "asking"
    final(interview.answer(BOTH))
    state = final(again(interview, store).resume())
    assert state.phase == "between" and state.grade is not None
    assert final(again(interview, store).resume()) == state


def test_an_answer_sent_twice_is_one_turn(store: Store) -> None:
    grader = KeywordGrader()
    interview = asked(store, grader=grader)
    final(interview.answer(BOTH))
    for verb in (interview.answer, interview.hear):
        assert final(verb(BOTH)).turns[0].answer == BOTH
    assert len(interview.state().turns) == 1 and grader.graded == [BOTH]
    with pytest.raises(InputError):
        final(interview.answer("另一个回答，比前面那个长一些，也完整一些，应该不会替换掉它。"))
    assert interview.state().turns[0].answer == BOTH


def test_a_failed_grader_leaves_the_answer_unscored_and_another_can_try(store: Store) -> None:
    interview = asked(store, grader=BrokenGrader())
    state = final(interview.answer(FIRST))
    assert state.phase == "between" and state.grade is not None and state.grade.score is None
    assert summed(interview).unscored == 1 and summed(interview).score is None
    state = final(interview.grade(KeywordGrader()))
    assert state.turns[0].grade is not None and state.turns[0].grade.score == 60.0


@pytest.mark.parametrize("text", ["", "  \n ", "长" * (MAX_ANSWER + 1)])
def test_an_answer_that_cannot_be_taken_changes_nothing(store: Store, text: str) -> None:
    interview = asked(store)
    for verb in (interview.answer, interview.hear):
        with pytest.raises(InputError):
            final(verb(text))
    assert interview.state().phase == "asking"


def test_nobody_reads_anothers_session(store: Store) -> None:
    interview = start(store)
    with pytest.raises(InputError):
        Interview(interview.state().session.id, "someone-else", store, KeywordGrader()).state()
    with pytest.raises(InputError):
        Interview("no-such-session", ME, store, KeywordGrader()).state()


def test_a_session_needs_items(store: Store) -> None:
    with pytest.raises(InputError):
        begin(Plan(), [], ME, store)


def test_ids_cannot_be_guessed(store: Store) -> None:
    ids = {begin(Plan(), ITEMS, ME, store) for _ in range(20)}
    assert len(ids) == 20 and all(len(one) >= 24 for one in ids)


def test_ending_grades_what_waits_and_ending_twice_changes_nothing(store: Store) -> None:
    interview = asked(store)
    next(interview.answer(BOTH))
    first = final(interview.end())
    assert first.turns[0].grade is not None
    assert final(interview.end()) == first
    with pytest.raises(InputError):
        final(interview.skip())


def test_an_item_that_is_gone_is_passed_over_and_one_that_goes_while_it_is_asked_stays(store: Store) -> None:
    missing = begin(Plan(length=2), [item("不在库里", id="gone"), ITEMS[1]], ME, store)
    interview = Interview(missing, ME, store, KeywordGrader(), Clock())
    assert final(interview.proceed()).turns[-1].item.id == ITEMS[1].id
    store.replace_items(BANK, [])
    state = final(interview.answer(BOTH))
    assert state.grade is not None and state.grade.score == 100.0 and state.turns[0].question == ITEMS[1].question


# ---------------------------------------------------------------- follow-ups


def test_a_partial_answer_is_followed_up_and_the_answer_adds_to_the_grade(store: Store) -> None:
    interview = asked(store)
    state = final(interview.answer(FIRST))
    assert kinds(state) == ["main", "follow_up"] and state.phase == "asking" and state.turns[1].aim == 1
    assert "第二点" not in state.turns[1].question
    assert [message.kind for message in transcript(state)] == ["question", "answer", "question"]  # what was missing is not told yet
    state = final(interview.answer(SECOND))
    assert state.phase == "between" and state.grade is not None and state.grade.score == 100.0
    last = state.turns[-1]
    assert last.whole == f"{FIRST}\n\n{SECOND}" and last.grade is not None
    assert all(last.whole[quote.start : quote.end] == quote.text for verdict in last.grade.verdicts for quote in verdict.quotes)
    assert state.asked == 1 and [message.kind for message in transcript(state)][-1] == "feedback"


def test_what_was_said_once_stays_said_and_what_was_wrong_stays_wrong(store: Store) -> None:
    class Moody(KeywordGrader):
        """Forgets the first point as soon as more is said, and finds the first words wrong."""

        def grade(self, item: Item, answer: str) -> Grade:
            found = super().grade(item, answer.removeprefix(FIRST) if len(answer) > len(FIRST) else answer)
            claim = WrongClaim(quote=found.verdicts[0].quotes[0], why="不对") if found.verdicts[0].quotes else None
            return found.model_copy(update={"wrong_claims": (claim,) if claim else ()})

    interview = asked(store, grader=Moody())
    final(interview.answer(FIRST))
    grade = final(interview.answer(SECOND)).grade
    assert grade is not None and [verdict.verdict for verdict in grade.verdicts] == ["hit", "hit"]
    assert len(grade.wrong_claims) == 1 and grade.score == 90.0


def test_a_follow_up_that_is_left_shows_the_grade(store: Store) -> None:
    interview = asked(store)
    final(interview.answer(FIRST))
    state = final(interview.skip())
    assert state.phase == "between" and state.grade is not None and state.grade.score == 60.0
    assert final(interview.proceed()).asked == 2


def test_a_kill_between_grade_and_follow_up_loses_neither(store: Store) -> None:
    interview = asked(store)
    states = interview.answer(FIRST)
    next(states)
    list(interview._judge(interview.state()))  # what the other process did before it was killed
    state = final(again(interview, store).resume())
    assert kinds(state) == ["main", "follow_up"] and state.turns[0].grade is not None


def test_trying_again_starts_anew_and_keeps_the_first_attempt(store: Store) -> None:
    interview = asked(store)
    final(interview.answer(FIRST))
    final(interview.skip())
    state = final(interview.retry())
    assert kinds(state) == ["main", "follow_up", "retry"] and state.turns[-1].before == "" and state.asked == 1
    state = final(interview.answer(BOTH))
    assert state.grade is not None and state.grade.score == 100.0
    assert state.turns[0].grade is not None and state.turns[0].grade.score == 60.0
    with pytest.raises(InputError):
        final(asked(store).retry())


def test_a_simulation_goes_on_by_itself_and_tells_at_the_end(store: Store) -> None:
    interview = asked(store, plan=Plan(length=2, mode="simulation"))
    state = final(interview.answer(BOTH))
    while state.asked < 2:
        state = final(interview.answer("我确定，第一点和第二点就是我刚才说的意思，没有别的了。"))
    assert not any(message.kind == "feedback" for message in transcript(state)) and not state.shows_feedback
    while state.phase == "asking":
        state = final(interview.answer(BOTH if state.turns[-1].kind == "main" else "我确定，第一点和第二点就是这样，没有说错。"))
    assert state.phase == "over" and sum(message.kind == "feedback" for message in transcript(state)) == 2


# ---------------------------------------------------------------- what is no answer


@pytest.mark.parametrize(
    ("said", "intent"), [("再说一遍", "repeat"), ("等一下，让我想想", "pause"), ("你好", "chatter"), ("不知道", "dont_know")]
)
def test_what_is_no_answer_is_replied_to_and_never_kept_as_one(store: Store, said: str, intent: str) -> None:
    interview = asked(store)
    state = final(interview.hear(said))
    assert state.phase == "asking" and state.turns[0].answer is None
    assert [(aside.intent, aside.said) for aside in state.turns[0].asides] == [(intent, said)]
    assert [message.kind for message in transcript(state)] == ["question", "aside", "aside"]


def test_no_hint_is_promised_in_a_simulation(store: Store) -> None:
    heard = Obliging(("answer", "可能是第一点。"), ("clarify", "什么意思？"), ("dont_know", "其余的不知道。"))
    modes: tuple[tuple[Literal["practice", "simulation"], bool], ...] = (("practice", True), ("simulation", False))
    for mode, promised in modes:
        turn = final(asked(store, plan=Plan(length=2, mode=mode), voice=heard).hear("可能是第一点。什么意思？其余的不知道。")).turns[0]
        reply = next(aside.reply.text for aside in turn.asides if aside.intent == "dont_know")
        assert ("提示" in reply) is promised and turn.hints == 0


def test_a_simulation_gives_no_hint_to_who_asks_for_one(store: Store) -> None:
    turn = final(asked(store, plan=Plan(length=2, mode="simulation")).hear("给点提示")).turns[0]
    assert turn.hints == 0 and turn.asides[-1].reply.text == say("zh", "hint.simulation")


def test_hints_come_in_steps_and_stand_in_the_transcript_where_they_were_given(store: Store) -> None:
    interview = asked(store)
    final(interview.hear("给点提示"))
    final(interview.hear("再说一遍"))
    for _ in range(4):
        state = interview.hint()
    assert state.turns[0].hints == 3
    assert [message.kind for message in transcript(state)] == [
        "question",
        "aside",
        "hint",
        "aside",
        "aside",
        "hint",
        "hint",
        "hint",
        "hint",
    ]


def test_when_unsure_it_asks_and_yes_makes_it_the_answer(store: Store) -> None:
    interview = asked(store)
    state = final(interview.hear("大概第一点吧"))
    if state.phase == "asking" and state.turns[-1].kind == "main":
        assert state.pending == "大概第一点吧"
        state = final(interview.hear("是的"))
    assert state.turns[0].answer == "大概第一点吧"


# ---------------------------------------------------------------- taking back


def test_what_was_said_is_taken_back_on_a_follow_up_and_the_item_is_tried_again(store: Store) -> None:
    interview = asked(store)
    final(interview.answer(FIRST))
    state = final(interview.hear("我刚才说错了，想重新回答"))
    assert kinds(state) == ["main", "follow_up", "retry"] and state.phase == "asking" and state.turns[1].skipped
    assert not any(message.kind == "feedback" for message in transcript(state))  # which would say what was missing
    state = final(interview.answer(BOTH))
    assert state.grade is not None and state.grade.score == 100.0 and state.turns[0].answer == FIRST


def test_what_is_taken_back_between_two_questions_is_tried_again(store: Store) -> None:
    interview = asked(store)
    final(interview.answer(BOTH))
    assert kinds(final(interview.hear("I take that back, let me start over"))) == ["main", "retry"]
    final(interview.answer(BOTH))
    with pytest.raises(InputError):
        final(interview.hear("跳过"))


def test_while_nothing_was_answered_there_is_nothing_to_take_back(store: Store) -> None:
    state = final(asked(store).hear("我刚才说错了，想重新回答"))
    assert state.phase == "asking" and kinds(state) == ["main"] and state.turns[0].answer is None
    assert [aside.intent for aside in state.turns[0].asides] == ["retract"]


def test_who_takes_back_what_was_doubted_has_answered_the_doubt(store: Store) -> None:
    interview = asked(store)
    final(interview.answer(BOTH))
    store.add_turn(interview.state().turns[0].model_copy(update={"number": 1, "kind": "challenge", "before": BOTH, **OPEN}))
    state = final(interview.hear("我说错了"))
    assert state.turns[1].answer == "我说错了" and state.turns[1].held == "gave_in"


OPEN: dict[str, Any] = {"answer": None, "answered_at": None, "grade": None}


def test_a_skip_can_be_taken_back_and_the_question_is_open_as_it_was(store: Store) -> None:
    interview = asked(store)
    first = interview.hint().turns[0]
    skipped = final(interview.skip())
    assert skipped.just_skipped is not None and skipped.just_skipped.item.id == first.item.id
    final(interview.hear("你好"))  # said beside the next question: it stays said
    state = final(interview.hear("回到上一题"))
    assert state.phase == "asking" and kinds(state) == ["main"] and not state.turns[0].skipped and state.turns[0].hints == 1
    assert [aside.said for aside in state.turns[0].asides if aside.said] == ["你好", "回到上一题"]
    state = final(interview.answer(BOTH))
    card = store.card(ME, first.item.id)
    assert card is not None and card.state["before"] is None and card.due > NOW + timedelta(days=1)  # as if never skipped
    assert summed(interview).skipped == 0 and final(interview.proceed()).asked == 2


def told(state: State) -> list[tuple[str, str]]:
    """Return what was said after the first question, without the words that lead to the next one."""
    return [(one.speaker[0], one.text.split("\n\n")[-1]) for one in transcript(state)][1:]


@pytest.mark.parametrize("said", ["换一题吧", "another question please", "Skip, please."])
def test_what_was_typed_to_skip_stands_as_it_was_typed(store: Store, said: str) -> None:
    interview = asked(store)
    final(interview.hear(said))
    for state in (interview.state(), again(interview, store).state()):
        assert told(state) == [("c", said), ("i", state.turns[1].question)] and state.turns[0].skipped
        assert [message.text for message in transcript(state)][2] != state.turns[1].question, "the interviewer says something to it"


def test_a_skip_taken_back_in_words_and_made_again_by_the_button_shows_both(store: Store) -> None:
    interview = asked(store)
    for words in ("跳过", "回到上一题"):
        final(interview.hear(words))
    state = final(interview.skip())
    assert told(state)[:3] == [("c", "跳过"), ("c", "回到上一题"), ("c", "跳过这一题。")]


def test_words_beside_an_answer_that_lead_on_stand_behind_it_and_spare_the_follow_up(store: Store) -> None:
    interview = asked(store)
    state = final(interview.hear(f"{FIRST}请问下一题可以吗？"))
    assert kinds(state) == ["main"] and state.phase == "between"
    assert [text for who, text in told(state) if who == "c"] == [FIRST, "请问下一题可以吗？"]
    assert kinds(final(interview.proceed())) == ["main", "main"]


def test_a_follow_up_that_is_left_in_words_has_them_and_a_reply(store: Store) -> None:
    interview = asked(store)
    assert kinds(final(interview.answer(FIRST))) == ["main", "follow_up"]
    state = final(interview.hear("换一题吧"))
    assert state.phase == "between" and told(state)[-2] == ("c", "换一题吧") and told(state)[-1][0] == "i"
    opening = [message.text for message in transcript(final(interview.proceed()))][-1]
    assert "跳过" not in opening, "the skip was replied to already"


def test_who_comes_back_after_long_has_not_worked_and_finds_all_as_it_was(store: Store) -> None:
    interview = asked(store)
    final(interview.hear("42？"))
    before = interview.state()
    session_id, late = before.session.id, NOW + timedelta(hours=9)
    for _ in range(2):  # a refresh changes nothing more
        state = final(Interview(session_id, ME, store, KeywordGrader(), lambda: late).resume())
        assert state.pending == "42？" and transcript(state) == transcript(before) and len(state.turns[0].asides) == 2
    assert spent(state.turns) == spent(before.turns) and silence(state.turns, late) == timedelta()


def test_words_to_end_to_try_again_and_to_confirm_are_kept(store: Store) -> None:
    interview = asked(store)
    final(interview.answer(BOTH))
    final(interview.hear("我想重新回答"))
    assert ("c", "我想重新回答") in told(interview.state()) and kinds(interview.state()) == ["main", "retry"]
    final(interview.hear("42？"))
    assert interview.state().pending == "42？"
    final(interview.hear("对，是的"))
    assert ("c", "对，是的") in told(interview.state()) and interview.state().turns[1].answer == "42？"
    final(interview.proceed())
    ended = final(interview.hear("今天就到这里吧"))
    assert ended.phase == "over" and ("c", "今天就到这里吧") in told(ended)


def test_taking_a_skip_back_twice_changes_nothing_and_another_window_is_told(store: Store) -> None:
    interview = asked(store)
    final(interview.skip())
    page = again(interview, store, seen=1)
    assert final(page.unskip()) == final(page.unskip()) == interview.state()
    assert len(interview.state().turns) == 1
    with pytest.raises(InputError) as told:
        final(page.answer(BOTH))
    assert told.value.key == "moved_on" and interview.state().turns[0].answer is None


def test_a_kill_between_a_skip_and_the_next_question_leaves_the_way_back(store: Store) -> None:
    interview = asked(store)
    store.update_turn(interview.state().turns[0].model_copy(update={"skipped": True}))
    state = again(interview, store).state()
    assert state.phase == "between" and state.just_skipped is not None
    assert final(again(interview, store).unskip()).phase == "asking"


def test_there_is_no_way_back_once_the_next_question_was_worked_on(store: Store) -> None:
    interview = asked(store)
    with pytest.raises(InputError) as told:
        final(interview.unskip())
    assert told.value.key == "no_unskip"
    final(interview.skip())
    assert interview.hint().just_skipped is None
    state = final(interview.hear("回到上一题"))
    assert kinds(state) == ["main", "main"] and state.turns[1].asides[-1].intent == "back"
    store.reopen(state.session.id, 0)  # a window that knows less
    assert interview.state() == state
    final(interview.answer(BOTH))
    store.reopen(state.session.id, 0)
    assert interview.state().turns[1].answer == BOTH


def test_a_follow_up_that_was_left_is_open_again_only_where_no_card_was_shown(store: Store) -> None:
    interview = asked(store)
    final(interview.answer(FIRST))
    assert final(interview.skip()).just_skipped is None
    simulated = asked(store, plan=Plan(length=2, mode="simulation"))
    final(simulated.answer(FIRST))
    state = final(simulated.skip())
    assert kinds(state) == ["main", "follow_up", "main"] and state.just_skipped is not None
    assert kinds(final(simulated.unskip())) == ["main", "follow_up"]


def test_a_session_that_was_ended_too_early_goes_on_where_it_stood(store: Store) -> None:
    interview = asked(store)
    final(interview.answer(BOTH))
    final(interview.proceed())
    state = final(interview.end())
    assert state.cut_short and again(interview, store).unend().phase == "asking"
    final(interview.answer(BOTH))
    assert final(interview.end()).cut_short, "the third question was not asked"
    assert interview.unend().phase == "between" and final(interview.proceed()).asked == 3


def test_a_session_that_is_through_stays_so(store: Store) -> None:
    interview = asked(store, plan=Plan(length=1))
    assert interview.unend().phase == "asking", "nothing to take back"
    final(interview.answer(BOTH))
    ended = final(interview.proceed())
    assert ended.phase == "over" and not ended.cut_short and interview.unend() == ended


def test_when_the_time_is_over_there_is_nothing_to_go_on_with(store: Store) -> None:
    state = asked(store, plan=Plan(length=3, minutes=5)).state()
    late = state.turns[0].model_copy(update={"answer": BOTH, "answered_at": state.turns[0].asked_at + timedelta(minutes=6)})
    ended = state.session.model_copy(update={"ended_at": NOW + timedelta(hours=1)})
    assert not State(session=ended, turns=(late,)).cut_short
    assert State(session=ended, turns=(late.model_copy(update={"answered_at": NOW + timedelta(minutes=1)}),)).cut_short


class Obliging(Scripted):
    """Understands what it is told to, and dies in the middle of a sentence when asked to."""

    def __init__(self, *parts: tuple[Any, str], dies: bool = False) -> None:
        self.parts, self.dies = parts, dies

    def understand(self, said: str, turn: Turn, pending: str) -> Heard:
        return Heard(parts=self.parts)

    def opening(self, *given: Any) -> Iterator[str]:
        yield "好的，"
        if self.dies:
            raise ProviderError("the endpoint went away")
        yield "我们看下一个。"

    def probe(self, probe: Probe, *given: Any) -> str:
        raise ProviderError("the endpoint went away")


def test_an_answer_beside_a_question_is_asked_about_and_not_lost(store: Store) -> None:
    interview = asked(store, voice=Obliging(("answer", FIRST), ("clarify", "你是指训练吗？")))
    state = final(interview.hear(f"{FIRST}你是指训练吗？"))
    assert state.turns[0].answer is None and state.pending == FIRST
    assert [aside.intent for aside in state.turns[0].asides] == ["clarify", "unsure"]
    assert final(again(interview, store).hear("是")).turns[0].answer == FIRST


def test_an_answer_that_ends_the_interview_is_kept_and_graded_first(store: Store) -> None:
    interview = asked(store, voice=Obliging(("answer", BOTH), ("end", "就到这里吧")))
    state = final(interview.hear(f"{BOTH}就到这里吧"))
    assert state.phase == "over" and state.turns[0].answer == BOTH and state.turns[0].grade is not None


def test_who_answers_and_wants_the_next_question_is_asked_no_follow_up(store: Store) -> None:
    interview = asked(store)
    state = final(interview.hear(f"{FIRST}请下一题吧。"))
    assert state.phase == "between" and state.turns[0].answer == FIRST and kinds(state) == ["main"]
    simulated = asked(store, plan=Plan(length=2, mode="simulation"))
    state = final(simulated.hear(f"{BOTH}请下一题吧。"))
    assert state.turns[0].answer == BOTH and not state.turns[-1].skipped


def test_a_model_that_dies_in_the_middle_of_a_sentence(store: Store) -> None:
    interview = start(store, voice=Obliging(dies=True))
    state = final(interview.proceed())
    opening = state.turns[0].opening
    assert opening is not None and opening.text == "好的，" and opening.rest
    assert transcript(state)[0].text.startswith("好的，\n\n") and state.turns[0].question in transcript(state)[0].text
    state = final(interview.answer(FIRST))
    assert kinds(state) == ["main", "follow_up"] and state.turns[1].question  # worded without the model


def test_what_a_model_says_grows_before_it_is_kept(store: Store) -> None:
    states = list(start(store, voice=Obliging()).proceed())
    said = [state.turns[-1].opening.text for state in states if state.turns[-1].opening]
    assert said == ["好的，", "好的，我们看下一个。", "好的，我们看下一个。"]


# ---------------------------------------------------------------- windows, clocks, languages


def test_a_window_that_fell_behind_is_told_and_changes_nothing(store: Store) -> None:
    interview = asked(store)
    behind = again(interview, store, seen=0)
    final(interview.answer(BOTH))
    final(interview.proceed())
    for verb in (lambda: final(behind.answer(SECOND)), lambda: final(behind.hear(SECOND)), behind.hint, lambda: final(behind.skip())):
        with pytest.raises(InputError) as told:
            verb()
        assert told.value.key == "moved_on"
    assert interview.state().turns[1].answer is None and interview.state().turns[1].hints == 0
    assert final(again(interview, store, seen=0).answer(BOTH)).asked == 2  # the same answer again is no fault


@pytest.mark.parametrize("jump", [timedelta(days=-4000), timedelta(days=4000)])
def test_a_clock_that_jumps_breaks_nothing(store: Store, jump: timedelta) -> None:
    interview = asked(store)
    odd = Interview(interview.state().session.id, ME, store, KeywordGrader(), lambda: NOW + jump)
    state = final(odd.answer(BOTH))
    assert state.grade is not None and final(odd.proceed()).asked == 2
    assert store.cards(ME)


def test_the_language_can_change_in_the_middle(store: Store) -> None:
    interview = asked(store)
    before = transcript(interview.state())[0].text
    state = interview.speak("en")
    assert state.session.plan.language == "en" and transcript(state)[0].text != before
    assert "“" not in final(interview.hear("pause")).turns[0].asides[0].reply.text
    notes = start(store, plan=Plan(length=1, language="notes"))
    assert notes.speak("en").session.plan.language == "notes"


# ---------------------------------------------------------------- appeals


def test_an_appeal_keeps_both_verdicts_and_counts_when_it_is_upheld(store: Store) -> None:
    class Strict(KeywordGrader):
        """Sees the second point only when it is shown alone."""

        def grade(self, item: Item, answer: str) -> Grade:
            return super().grade(item, answer if len(item.key_points) == 1 else answer.replace("第二点", "......"))

    grader = Strict()
    interview = asked(store, grader=grader)
    final(interview.answer(BOTH))
    final(interview.skip())
    before = store.card(ME, interview.state().turns[0].item.id)
    state = interview.appeal(0, 1, "补充第二点")
    (appeal,) = state.turns[0].appeals
    assert grader.graded[-1] == "补充第二点" and appeal.verdict.verdict == "hit"
    assert all(state.turns[0].whole[quote.start : quote.end] == quote.text for quote in appeal.verdict.quotes)
    first = state.turns[0].grade
    assert first is not None and first.verdicts[1].verdict == "missed" and first.score == 60.0
    assert state.grade is not None and state.grade.score == 100.0
    card = store.card(ME, state.turns[0].item.id)
    assert card is not None and before is not None and card.due > before.due  # memory hears of it, too
    with pytest.raises(InputError):
        interview.appeal(0, 1, "这些字不在回答里")
    with pytest.raises(ProviderError):
        again(interview, store, grader=BrokenGrader()).appeal(0, 1)
    assert len(interview.state().turns[0].appeals) == 1


def test_of_words_said_twice_those_are_meant_that_were_marked(store: Store) -> None:
    twice = "这里先讲第一点，再讲一遍第一点，别的我没有准备，就说到这里。"
    interview = asked(store)
    final(interview.answer(twice))
    final(interview.skip())
    for near, start in ((0, 4), (11, 12), (len(twice), 12)):
        state = again(interview, store).appeal(0, 1, "第一点", near)
        meant = state.turns[0].appeals[-1].marked
        assert meant is not None and meant.start == start


def test_what_a_person_says_to_a_verdict_is_kept_beside_the_grade(store: Store) -> None:
    interview = asked(store)
    final(interview.answer(FIRST))
    before = interview.state().turns[0].grade
    interview.correct(0, 1, "missed")
    turn = interview.correct(0, 1, "hit").turns[0]
    assert [(one.point, one.verdict) for one in turn.corrections] == [("第二点", "hit")]
    assert turn.grade == before
    store.update_turn(turn.model_copy(update={"corrections": ()}))  # a window that knows less
    assert again(interview, store).state().turns[0].corrections == turn.corrections
    for number, point in ((0, 2), (0, -1), (1, 0)):
        with pytest.raises(InputError):
            interview.correct(number, point, "hit")


# ---------------------------------------------------------------- whatever happens


def test_the_transcript_is_the_same_each_time(store: Store) -> None:
    interview = asked(store)
    interview.hint()
    state = final(interview.answer(BOTH))
    said = transcript(state)
    assert [message.kind for message in said] == ["question", "hint", "answer", "feedback"]
    assert said == transcript(again(interview, store).state())


STEPS = [
    "answer",
    "half",
    "hint",
    "skip",
    "proceed",
    "resume",
    "retry",
    "unskip",
    "repeat",
    "end",
    "unend",
    "restart",
    "回到上一题",
    "我说错了，重新回答",
    "不知道",
    "你是指什么？",
    "好的",
    "跳过",
]


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=25), simulated=st.booleans())
def test_whatever_is_clicked_nothing_is_lost_and_nothing_repeats(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], simulated: bool
) -> None:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('random') / 'test.sqlite'}")
    store.open()
    store.replace_items(BANK, ITEMS)
    interview, acknowledged = start(store, plan=Plan(length=3, mode="simulation" if simulated else "practice")), {}
    for step in steps:
        try:
            if step in ("answer", "half"):
                state = next(iter(interview.answer(BOTH if step == "answer" else FIRST)))
                if state.phase == "grading":
                    acknowledged[state.turns[-1].number] = state.turns[-1].answer
            elif step == "restart":
                interview = again(interview, store)
            elif step in ("hint", "unend"):
                getattr(interview, step)()
            elif step in ("skip", "proceed", "resume", "retry", "unskip", "repeat", "end"):
                final(getattr(interview, step)())
            else:
                final(interview.hear(step))
        except InputError:
            continue
    turns = interview.state().turns
    assert [turn.number for turn in turns] == list(range(len(turns)))
    mains = [turn.item.id for turn in turns if turn.kind == "main"]
    assert len(set(mains)) == len(mains) <= 3
    assert all(turns[number].answer == text for number, text in acknowledged.items())
    assert all(turn.grade is None or turn.answer is not None for turn in turns)
    assert all(turn.probes == bool(turn.before) and (not turn.probes or turn.item == turns[turn.number - 1].item) for turn in turns)
    store.close()
