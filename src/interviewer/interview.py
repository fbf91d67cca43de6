"""The interviewer agent: the only file that knows the order of things.

A session is a strict alternation with one person. Its whole state is the session and its turns, both in the store, so that resuming
is reading them again:

    asking -> (hint)* -> answer -> grading -> between -> asking ... -> over
                      -> skip ----------------^
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Literal, Protocol

from interviewer.errors import InputError
from interviewer.i18n import say
from interviewer.progress import review
from interviewer.questions import HINTS, hint, transition
from interviewer.report import Report, build
from interviewer.schema import Card, Correction, Frozen, Grade, Grader, Item, Plan, Session, Turn

MAX_ANSWER = 20_000
"""Characters; a spoken answer of an hour fits."""

Phase = Literal["asking", "grading", "between", "over"]
Clock = Callable[[], datetime]


class Memory(Protocol):
    """What an interview needs of the store; each call is committed when it returns."""

    def add_session(self, session: Session) -> None: ...
    def session(self, session_id: str) -> Session | None: ...
    def end_session(self, session_id: str, at: datetime) -> None: ...
    def add_turn(self, turn: Turn) -> None: ...
    def update_turn(self, turn: Turn) -> None: ...
    def turns(self, session_id: str) -> list[Turn]: ...
    def item(self, item_id: str, owner: str = "") -> Item | None: ...
    def card(self, owner: str, item_id: str) -> Card | None: ...
    def put_card(self, card: Card) -> None: ...


class State(Frozen):
    """Everything there is to know about a session at one moment."""

    session: Session
    turns: tuple[Turn, ...] = ()

    @property
    def phase(self) -> Phase:
        if self.session.ended_at is not None:
            return "over"
        if not self.turns or (last := self.turns[-1]).skipped or last.grade is not None:
            return "between"
        return "asking" if last.answer is None else "grading"

    @property
    def total(self) -> int:
        return len(self.session.item_ids)

    @property
    def remaining(self) -> Sequence[str]:
        """Ids of the items that were not asked yet."""
        return self.session.item_ids[len(self.turns) :]


class Message(Frozen):
    """One thing that was said."""

    speaker: Literal["interviewer", "candidate"]
    kind: Literal["question", "hint", "answer", "feedback", "skip"]
    text: str
    number: int
    """Of the turn."""


def transcript(state: State) -> list[Message]:
    """Return everything that was said in a session, in order; the same each time."""
    language = "zh" if state.session.plan.language == "notes" else state.session.plan.language
    said: list[Message] = []
    for turn in state.turns:
        opening = transition(state.turns[: turn.number], language, random.Random(f"{state.session.id}:{turn.number}"))
        said.append(Message(speaker="interviewer", kind="question", text=f"{opening}\n\n{turn.question}", number=turn.number))
        for step in range(1, turn.hints + 1):
            said.append(Message(speaker="interviewer", kind="hint", text=hint(turn.item, step, language), number=turn.number))
        if turn.answer is not None:
            said.append(Message(speaker="candidate", kind="answer", text=turn.answer, number=turn.number))
        if turn.skipped:
            said.append(Message(speaker="candidate", kind="skip", text=say(language, "interviewer.skip"), number=turn.number))
        if turn.grade is not None and turn.grade.feedback:
            said.append(Message(speaker="interviewer", kind="feedback", text=turn.grade.feedback, number=turn.number))
    return said


def utc_now() -> datetime:
    return datetime.now(UTC)


def begin(plan: Plan, items: Sequence[Item], owner: str, memory: Memory, clock: Clock = utc_now) -> str:
    """Open a session over these items, in this order, and return its unguessable id; raises InputError when there are none."""
    if not items:
        raise InputError("nothing fits this choice", way_out="Choose other topics, another difficulty, or bring notes.", key="nothing_fits")
    session = Session(id=secrets.token_urlsafe(18), owner=owner, plan=plan, item_ids=tuple(item.id for item in items), created_at=clock())
    memory.add_session(session)
    return session.id


class Interview:
    """Conducts one session; every step is in the store before it returns."""

    def __init__(self, session_id: str, owner: str, memory: Memory, grader: Grader, clock: Clock = utc_now) -> None:
        self._id, self._owner, self._memory, self._grader, self._clock = session_id, owner, memory, grader, clock

    def state(self) -> State:
        """Read the session as it stands; raises InputError for an unknown id or another person's session."""
        session = self._memory.session(self._id)
        if session is None or session.owner != self._owner:
            raise InputError("no such session", where=self._id[:40], way_out="`interviewer sessions` lists yours.", key="no_session")
        return State(session=session, turns=tuple(self._memory.turns(self._id)))

    def proceed(self) -> State:
        """Finish what a kill interrupted, then ask the next question, or end when none is left."""
        state = self.state()
        if state.phase == "grading":
            state = self.grade()
        if state.phase != "between":
            return state
        for at, item_id in enumerate(state.remaining, start=len(state.turns)):
            item = self._memory.item(item_id, self._owner)
            if item is not None:
                turn = Turn(session_id=self._id, number=at, item=item, question=item.question, asked_at=self._clock())
                self._memory.add_turn(turn)
                return self.state()
        return self.end()

    def resume(self) -> State:
        """Return to the session as it was left: the open question, or the last grade; an answer that a kill left ungraded is graded."""
        state = self.state()
        if state.phase == "grading":
            return self.grade()
        return state if state.turns else self.proceed()

    def answer(self, text: str) -> State:
        """Keep an answer; on return it is acknowledged. An answer sent twice is one; raises InputError for an empty or endless one."""
        text = text.strip()
        if not text:
            raise InputError("the answer is empty", way_out="Write something, or skip the question.", key="empty_answer")
        if len(text) > MAX_ANSWER:
            what = f"the answer has {len(text):,} characters, at most {MAX_ANSWER:,} fit"
            raise InputError(
                what, way_out="Shorten it; nothing was sent.", key="long_answer", count=f"{len(text):,}", most=f"{MAX_ANSWER:,}"
            )
        state = self.state()
        if state.phase != "asking":
            return state
        turn = state.turns[-1].model_copy(update={"answer": text, "answered_at": self._clock()})
        self._memory.update_turn(turn)
        return self.state()

    def grade(self, grader: Grader | None = None) -> State:
        """Grade the answer that waits for it, or once more one that stayed unscored; `grader` replaces the usual one."""
        state = self.state()
        last = state.turns[-1] if state.turns else None
        if last is None or last.answer is None or (last.grade is not None and last.grade.score is not None):
            return state
        grade = (grader or self._grader).grade(last.item, last.answer)
        waited = not self._is_scored(last.number)
        self._memory.update_turn(last.model_copy(update={"grade": grade}))
        if waited:
            self._remember(last, grade)
        return self.state()

    def correct(self, number: int, point: int, verdict: Literal["hit", "partial", "missed", "wrong"]) -> State:
        """Keep what the person says to a verdict: that on key point `point` of turn `number`, both from 0. The grade stays as it was.

        Raises InputError where no such verdict was given.
        """
        state = self.state()
        turn = next((turn for turn in state.turns if turn.number == number), None)
        if turn is None or turn.grade is None or not 0 <= point < len(turn.grade.verdicts):
            raise InputError("there is no such verdict", way_out="`interviewer report` shows them in order.", key="no_verdict")
        told = Correction(point=turn.grade.verdicts[point].text, verdict=verdict, at=self._clock())
        self._memory.update_turn(turn.model_copy(update={"corrections": (*turn.corrections, told)}))
        return self.state()

    def _is_scored(self, number: int) -> bool:
        """Tell whether another window scored this turn while this one was at it: its memory card must not move twice."""
        grade = self._memory.turns(self._id)[number].grade
        return grade is not None and grade.score is not None

    def hint(self) -> State:
        """Give the next step of help, which the transcript then holds; after the last step nothing more comes."""
        state = self.state()
        self._require(state, "asking")
        turn = state.turns[-1]
        self._memory.update_turn(turn.model_copy(update={"hints": min(turn.hints + 1, HINTS)}))
        return self.state()

    def skip(self) -> State:
        state = self.state()
        self._require(state, "asking")
        self._memory.update_turn(state.turns[-1].model_copy(update={"skipped": True}))
        self._remember(state.turns[-1], None)
        return self.state()

    def end(self) -> State:
        """Close the session; what was answered is graded first. Ending twice changes nothing."""
        state = self.state()
        if state.phase == "grading":
            state = self.grade()
        if state.phase != "over":
            self._memory.end_session(self._id, self._clock())
        return self.state()

    def report(self) -> Report:
        state = self.state()
        return build(state.session, state.turns)

    def _require(self, state: State, phase: Phase) -> None:
        if state.phase != phase:
            way_out = "Go on to the next question, or start a new session."
            raise InputError("no question is open in this session", way_out=way_out, key="no_question")

    def _remember(self, turn: Turn, grade: Grade | None) -> None:
        """Update the memory card of the item that was just practised."""
        card = self._memory.card(self._owner, turn.item.id)
        reviewed = review(card, self._owner, turn.item.id, grade, turn.hints, grade is None, self._clock())
        if reviewed is not None:
            self._memory.put_card(reviewed)
