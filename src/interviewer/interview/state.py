"""Where a session stands, and everything that was said in it; both are made of the session and its turns alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from interviewer.conversation import in_simulation
from interviewer.conversation.scripted import Scripted
from interviewer.conversation.wordings import worded
from interviewer.i18n import say
from interviewer.interview.beside import is_left_in_words, said_after, told
from interviewer.questions import planned
from interviewer.schema import Aside, Frozen, Grade, Item, Language, Plan, Session, Speech, Turn, spent, standing, threads

Phase = Literal["asking", "grading", "between", "over"]
_PLAIN = Scripted()


class State(Frozen):
    """Everything there is to know about a session at one moment."""

    session: Session
    turns: tuple[Turn, ...] = ()

    @property
    def phase(self) -> Phase:
        if self.session.ended_at is not None or self.session.closing is not None:  # the goodbye is said before the end is kept
            return "over"
        if not self.turns or (last := self.turns[-1]).skipped or last.grade is not None:
            return "between"
        return "asking" if last.answer is None else "grading"

    @property
    def total(self) -> int:
        """Number of questions, follow-ups not counted; fewer are asked when time is up before."""
        return min(planned(self.session.plan), len(self.session.item_ids))

    @property
    def asked(self) -> int:
        return sum(turn.kind == "main" for turn in self.turns)

    @property
    def thread(self) -> tuple[Turn, ...]:
        """The turns on the item at hand since it was asked or tried again."""
        return threads(self.turns)[-1] if self.turns else ()

    @property
    def told(self) -> tuple[Turn, ...]:
        """The turns as the interviewer speaks of them: in a simulation without their grades, so that it stays neutral."""
        return tuple(map(in_simulation, self.turns)) if self.session.plan.mode == "simulation" else self.turns

    @property
    def grade(self) -> Grade | None:
        """What the answers to the item at hand come to; None before the first grade."""
        return standing(self.thread)

    @property
    def pending(self) -> str:
        """The words about which the interviewer has just asked "is that your answer?"; empty when it has not."""
        asides = told(self.turns[-1]) if self.phase == "asking" else []
        return asides[-1].said if asides and asides[-1].intent == "unsure" else ""

    @property
    def just_skipped(self) -> Turn | None:
        """The question that was skipped last and can be come back to: no card was shown for it, and no work went into the one asked since."""
        *before, last = self.turns or (None,)
        if last is None or self.phase not in ("asking", "between"):
            return None
        if self.phase == "asking":
            if last.kind != "main" or last.hints or not before:
                return None
            last = before[-1]
        was_shown = last is not None and last.probes and self.session.plan.mode == "practice"
        return last if last is not None and last.skipped and not was_shown else None

    @property
    def cut_short(self) -> bool:
        """Whether the session was ended with a question open, or before the last one."""
        if self.phase != "over" or not self.turns:
            return False
        last, minutes = self.turns[-1], self.session.plan.minutes
        in_time = minutes is None or spent(self.turns) < timedelta(minutes=minutes)
        return (last.answer is None and not last.skipped) or (self.asked < self.total and in_time)

    @property
    def shows_feedback(self) -> bool:
        """Whether grades are shown now: in practice once the item at hand is done with, in a simulation at its end."""
        return self.phase == "over" or (self.session.plan.mode == "practice" and self.phase == "between")


class Message(Frozen):
    """One thing that was said."""

    speaker: Literal["interviewer", "candidate"]
    kind: Literal["question", "hint", "answer", "aside", "feedback", "skip", "closing"]
    text: str
    number: int
    """Of the turn."""
    rest: str = ""
    """What the program added in its own words because the model failed."""


def spoken(plan: Plan, item: Item | None) -> Language:
    """Return the language of the interviewer's own words, beside an item where there is one."""
    if plan.language != "notes":
        return plan.language
    return item.language if item else "zh"


def made(state: State) -> set[str]:
    """Return the key points of the item at hand that were said in full in an earlier try."""
    last = state.turns[-1]
    grades = (turn.grade for turn in state.turns if turn.item.id == last.item.id and turn.grade is not None)
    return {verdict.text for grade in grades for verdict in grade.verdicts if verdict.verdict == "hit"}


def transcript(state: State) -> list[Message]:
    """Return everything that was said in a session, in order; the same each time."""
    said = [message for at in range(len(state.turns)) for message in _of_turn(state, at)]
    if state.phase == "over" and state.turns:
        said.append(_closing(state))
    return said


def _of_turn(state: State, at: int) -> Iterator[Message]:
    turn, plan = state.turns[at], state.session.plan
    language = spoken(plan, turn.item)
    yield _question(state, at, language)
    after, again = said_after(turn), at + 1 < len(state.turns) and state.turns[at + 1].kind == "retry"
    for aside in turn.asides:
        if aside not in after:
            yield from _beside(aside, at, language)
    if turn.answer is not None:
        yield Message(speaker="candidate", kind="answer", text=turn.answer, number=at)
    if turn.skipped and not again and not is_left_in_words(turn):
        yield Message(speaker="candidate", kind="skip", text=say(language, "interviewer.skip"), number=at)
    yield from (message for aside in after if aside.intent != "retract" for message in _beside(aside, at, language))
    done = at + 1 < len(state.turns) and not state.turns[at + 1].probes
    if turn.grade is not None and turn.grade.feedback and _shows_feedback_of(state, at, done):
        yield Message(speaker="interviewer", kind="feedback", text=turn.grade.feedback, number=at)
    yield from (message for aside in after if aside.intent == "retract" for message in _beside(aside, at, language))
    if turn.probes and turn.skipped and state.session.plan.mode == "practice" and not again:  # the card is shown now
        text = worded(language, "said.left", state.session.id, at)
        yield Message(speaker="interviewer", kind="aside", text=text, number=at)


def _beside(aside: Aside, at: int, language: Language) -> Iterator[Message]:
    """Yield what was said beside a question, and what the interviewer said to it; what asked for something done has that for a reply."""
    if aside.said:
        yield Message(speaker="candidate", kind="aside", text=aside.said, number=at)
    kind: Literal["hint", "aside"] = "hint" if aside.intent == "hint" else "aside"
    if aside.reply.text or aside.reply.rest:
        yield Message(speaker="interviewer", kind=kind, text=aside.reply.text, rest=_rest(aside.reply, language), number=at)


def _shows_feedback_of(state: State, at: int, done: bool) -> bool:
    """Tell whether the feedback of a turn is shown: that of an item's last turn, when its time has come."""
    if state.phase == "over" or state.session.plan.mode == "simulation":
        return state.phase == "over" and (done or at + 1 == len(state.turns))
    return done or (at + 1 == len(state.turns) and state.shows_feedback)


def _question(state: State, at: int, language: Language) -> Message:
    turn = state.turns[at]
    speech = turn.opening or Speech(text="".join(_PLAIN.opening(state.told[:at], turn, language, state.session.id)))
    before = "\n\n".join(filter(None, (speech.text, _rest(speech, language))))
    text = f"{before}\n\n{turn.question}" if before else turn.question
    return Message(speaker="interviewer", kind="question", text=text, number=at)


def _closing(state: State) -> Message:
    number = len(state.turns)
    language = spoken(state.session.plan, state.turns[-1].item)
    speech = state.session.closing or Speech(text="".join(_PLAIN.closing(state.told, language, state.session.id)))
    return Message(speaker="interviewer", kind="closing", text=speech.text, rest=_rest(speech, language), number=number)


def _rest(speech: Speech, language: Language) -> str:
    """Return what the program added to a model's words, marked as its own."""
    return f"{say(language, 'interviewer.own_words')} {speech.rest}".strip() if speech.rest else ""
