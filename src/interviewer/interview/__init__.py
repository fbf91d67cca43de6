"""The interviewer agent: the only room that knows the order of things.

A session is a strict alternation with one person. Its whole state is the session and its turns, both in the store, so that resuming
is reading them again:

    asking -> (aside)* -> answer -> grading -+-> asking (a follow-up on the same item, until there is none)
                       -> skip --------------+-> between -> asking (the next item, or the same one again) ... -> over
                                             +-> unskip: asking (the one that was skipped, as it was)
    over -> unend: where the session stood before its end

An aside is anything that moves nothing: a hint, a clarification, a pause. In a simulation nobody stops in between.
Verbs that may talk yield the state after each thing that a person can see of them, the last one being where the session then stands.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal, Protocol

from interviewer.conversation import Probe, Voice
from interviewer.conversation.hints import HINTS, hint
from interviewer.conversation.probes import held, probe_after
from interviewer.conversation.scripted import Scripted
from interviewer.errors import InputError, ProviderError
from interviewer.graders.risen import risen
from interviewer.i18n import say
from interviewer.interview.appeals import judged
from interviewer.interview.beside import is_left_in_words, said_after, wordless
from interviewer.interview.moves import Move, Verb, decide, wished
from interviewer.interview.state import Message, Phase, State, made, spoken, transcript
from interviewer.progress import review
from interviewer.questions import next_item
from interviewer.schema import (
    RETURNED,
    Aside,
    Card,
    Confidence,
    Correction,
    Grade,
    Grader,
    Intent,
    Item,
    Language,
    Plan,
    Session,
    Speech,
    Turn,
    Why,
    Widened,
    standing,
    was_away,
)

__all__ = [
    "MAX_ANSWER",
    "Interview",
    "Memory",
    "Message",
    "Phase",
    "State",
    "begin",
    "final",
    "is_left_in_words",
    "said_after",
    "transcript",
]

MAX_ANSWER = 20_000
"""Characters; a spoken answer of an hour fits."""

Clock = Callable[[], datetime]


class Memory(Protocol):
    """What an interview needs of the store; each call is committed when it returns."""

    def add_session(self, session: Session) -> None: ...
    def session(self, session_id: str) -> Session | None: ...
    def speak(self, session_id: str, language: Language) -> None: ...
    def end_session(self, session_id: str, at: datetime, closing: Speech | None = None) -> None: ...
    def add_turn(self, turn: Turn) -> None: ...
    def update_turn(self, turn: Turn) -> None: ...
    def reopen(self, session_id: str, number: int) -> None: ...
    def unend(self, session_id: str) -> None: ...
    def turns(self, session_id: str) -> list[Turn]: ...
    def these(self, item_ids: Sequence[str], owner: str) -> list[Item]: ...
    def card(self, owner: str, item_id: str) -> Card | None: ...
    def put_card(self, card: Card) -> None: ...


def utc_now() -> datetime:
    return datetime.now(UTC)


def final(states: Iterator[State]) -> State:
    """Let a verb run to its end and return where the session then stands."""
    *_, last = states
    return last


def begin(
    plan: Plan,
    items: Sequence[Item],
    owner: str,
    memory: Memory,
    clock: Clock = utc_now,
    *,
    why: dict[str, Why] | None = None,
    widened: Widened | None = None,
) -> str:
    """Open a session over these items, best first, and return its unguessable id; raises InputError when there are none."""
    if not items:
        raise InputError("nothing fits this choice", way_out="Choose other topics, another difficulty, or bring notes.", key="nothing_fits")
    ids = tuple(item.id for item in items)
    made = Session(id=secrets.token_urlsafe(18), owner=owner, plan=plan, item_ids=ids, why=why or {}, widened=widened, created_at=clock())
    memory.add_session(made)
    return made.id


class Interview:
    """Conducts one session; every step is in the store before it is yielded, but for what is still being said."""

    def __init__(
        self,
        session_id: str,
        owner: str,
        memory: Memory,
        grader: Grader,
        clock: Clock = utc_now,
        *,
        voice: Voice | None = None,
        seen: int | None = None,
    ) -> None:
        """Take the grader, the voice (None: the program's own words) and the number of the turn that the person sees (None: whichever)."""
        self._id, self._owner, self._memory, self._grader, self._clock = session_id, owner, memory, grader, clock
        self._model, self._plain, self._seen = voice, Scripted(), seen

    def state(self) -> State:
        """Read the session as it stands; raises InputError for an unknown id or another person's session."""
        session = self._memory.session(self._id)
        if session is None or session.owner != self._owner:
            raise InputError("no such session", where=self._id[:40], way_out="`interviewer sessions` lists yours.", key="no_session")
        return State(session=session, turns=tuple(self._memory.turns(self._id)))

    # ------------------------------------------------------------ going on

    def proceed(self) -> Iterator[State]:
        """Finish what a kill interrupted, then ask what comes next, or end when nothing is left."""
        state = self.state()
        if state.phase == "grading":
            yield from self.grade()
            state = self.state()
        if state.phase != "between":
            yield state
        elif (turn := self._next(state)) is not None:
            yield from self._ask(state, turn)
        else:
            yield from self.end()

    def resume(self) -> Iterator[State]:
        """Return to the session as it was left: the open question, or the last grade; what a kill interrupted is done first."""
        state = self._returned()
        if state.phase == "grading":
            yield from self.grade()
        elif state.phase == "between" and not (state.shows_feedback and state.turns and self._probe(state) is None):
            yield from self.proceed()
        else:
            yield state

    def retry(self, said: str = "") -> Iterator[State]:
        """Ask the item at hand once more, to be answered anew; a follow-up that is open is left for it. `said`: the words that asked for it."""
        state = self.state()
        if state.phase == "asking" and state.turns[-1].probes:
            self._require_open(state)
            self._beside(state.turns[-1], "retract", said, skipped=True)
            said, state = "", self.state()
        if state.phase != "between" or not state.turns:
            raise InputError("there is nothing to try again now", way_out="Answer the open question first.", key="no_retry")
        if said:
            self._beside(state.turns[-1], "retract", said)
        first = state.thread[0]
        yield from self._ask(state, self._turn(state, first.item, first.question, kind="retry"))

    def end(self, said: str = "") -> Iterator[State]:
        """Close the session, after these words; what was answered is graded first. Ending twice changes nothing."""
        if said:
            self._beside(self._asking().turns[-1], "end", said)
        state = self.state()
        if state.phase == "grading":
            yield from self._judge(state)
            state = self.state()
        if state.phase == "over":
            yield state
            return
        at, language = self._clock(), spoken(state.session.plan, state.turns[-1].item if state.turns else None)
        closing: Speech | None = None
        if self._model is not None and state.turns:
            for closing in self._speech(lambda voice: voice.closing(state.told, language, self._id)):
                yield state.model_copy(update={"session": state.session.model_copy(update={"closing": closing})})
        self._memory.end_session(self._id, at, closing)
        yield self.state()

    def unend(self) -> State:
        """Open a session again that was ended before it was through; any other stays as it is."""
        if self.state().cut_short:
            self._memory.unend(self._id)
        return self.state()

    # ------------------------------------------------------------ what the candidate does

    def hear(self, text: str, confidence: Confidence | None = None) -> Iterator[State]:
        """Take a message, find out what it is, and do that; only an answer is kept as one."""
        said = _sayable(text)
        state = self.state()
        if self._repeats(state, said):
            yield from self.grade()
            return
        if (move := self._wished(state, said)) is None:
            self._require_open(state)
            heard = (self._model or self._plain).understand(said, state.turns[-1], state.pending)
            move = decide(heard, said, state)
        yield from self._do(move, confidence)

    def answer(self, text: str, confidence: Confidence | None = None) -> Iterator[State]:
        """Keep an answer, yield, and go on to what follows from it. An answer sent twice is one.

        Raises InputError for an empty or endless one, and where another was given before.
        """
        said = _sayable(text)
        state = self.state()
        if not self._repeats(state, said):
            self._take(state, said, confidence)
            yield self.state()
        yield from self.grade()

    def hint(self, said: str = "") -> State:
        """Give the next step of help, after the words that asked for it; after the last step, and in a simulation, say that there is none."""
        state = self._asking()
        turn, language = state.turns[-1], spoken(state.session.plan, state.turns[-1].item)
        step = turn.hints + 1
        if state.session.plan.mode == "simulation":
            step, words = turn.hints, say(language, "hint.simulation")
        else:
            words = hint(turn, step, language, made(state)) if step <= HINTS else say(language, "hint.spent")
        aside = Aside(intent="hint", said=said, reply=Speech(text=words), at=self._clock())
        self._memory.update_turn(turn.model_copy(update={"hints": min(step, HINTS), "asides": (*turn.asides, aside)}))
        return self.state()

    def skip(self, said: str = "") -> Iterator[State]:
        """Leave the open question, after these words; a follow-up that is left shows the grade, anything else leads on."""
        state = self._asking()
        turn = self._beside(state.turns[-1], "skip", said, skipped=True)
        self._remember(turn)
        now = self.state()
        yield from iter([now]) if turn.probes and now.shows_feedback else self.proceed()

    def unskip(self, said: str = "") -> Iterator[State]:
        """Open the question again that was skipped last, as it was; the one asked since, on which nothing was done, is taken back.

        A second click changes nothing. For memory the item counts as skipped until it is answered. Raises InputError where there is none.
        """
        state = self.state()
        if self._seen == len(state.turns) and state.phase == "asking":  # the question that the person saw is taken back already
            yield state
            return
        self._require_seen(state)
        if (turn := state.just_skipped) is None:
            raise InputError("no skipped question can be opened again now", way_out="Go on with the open question.", key="no_unskip")
        self._memory.reopen(self._id, turn.number)
        self._beside(self.state().turns[-1], "back", said)
        yield self.state()

    def repeat(self) -> Iterator[State]:
        """Say the open question again."""
        self._asking()
        yield from self._aside("repeat", "")

    # ------------------------------------------------------------ grades

    def grade(self, grader: Grader | None = None) -> Iterator[State]:
        """Grade the answer that waits for it, or once more one that stayed unscored, then probe; `grader` replaces the usual one."""
        state = self.state()
        last = state.turns[-1] if state.turns else None
        if last is None or last.answer is None or (last.grade is not None and last.grade.score is not None):
            yield state
            return
        yield from self._judge(state, grader)
        state = self.state()
        if state.phase == "between" and (probe := self._probe(state)) is not None:
            yield from self._ask(state, self._probing(state, probe))
        elif state.phase == "between" and state.session.plan.mode == "simulation":
            yield from self.proceed()

    def correct(self, number: int, point: int, verdict: Literal["hit", "partial", "missed", "wrong"]) -> State:
        """Keep what the person says to a verdict: that on key point `point` of turn `number`, both from 0. The grade stays as it was.

        Raises InputError where no such verdict was given.
        """
        turn, grade = self._graded(number, point)
        told = Correction(point=grade.verdicts[point].text, verdict=verdict, at=self._clock())
        return self._kept(turn.model_copy(update={"corrections": (*turn.corrections, told)}))

    def appeal(self, number: int, point: int, marked: str = "", near: int = 0) -> State:
        """Judge one key point afresh, alone, by the marked words of the answer (none: by all of them); both verdicts are kept.

        Of words that stand there more than once those at about the character `near` are meant.

        Raises InputError where no such verdict was given or the words are not the person's, ProviderError where no judgement was possible.
        """
        turn, grade = self._graded(number, point)
        appeal = judged(turn, grade, point, marked, near, self._grader, self._clock())
        return self._kept(turn.model_copy(update={"appeals": (*turn.appeals, appeal)}))

    def speak(self, language: Language) -> State:
        """Have the interviewer go on in another language; what a model has said stays."""
        if self.state().session.plan.language not in ("notes", language):
            self._memory.speak(self._id, language)
        return self.state()

    # ------------------------------------------------------------ steps

    def _do(self, move: Move, confidence: Confidence | None) -> Iterator[State]:
        if move.answer:
            self._take(self.state(), move.answer, confidence, move.words)
            yield self.state()
            yield from self.grade()
        for intent, said in move.asides:
            yield from iter([self.hint(said)]) if intent == "hint" else self._aside(intent, said)
        for verb in move.then:
            yield from self._verb(verb, "" if move.answer else move.said)

    def _returned(self) -> State:
        """Return the session as it stands; that somebody was away for long is kept, so that it never counts as work."""
        state, now = self.state(), self._clock()
        if state.turns and state.phase != "over" and was_away(state.turns, now):
            self._beside(state.turns[-1], RETURNED)
        return self.state()

    def _take(self, state: State, said: str, confidence: Confidence | None, words: Sequence[tuple[Intent, str]] = ()) -> None:
        """Keep an answer to the open question, and what was said beside it that asks for something."""
        self._require_open(state)
        last, at = state.turns[-1], self._clock()
        for intent, text in words:
            last = wordless(last, intent, at, text)
        self._memory.update_turn(last.model_copy(update={"answer": said, "answered_at": at, "confidence": confidence or last.confidence}))

    def _beside(self, turn: Turn, intent: Intent, said: str = "", **update: object) -> Turn:
        """Keep what was asked for beside a question, in words or by a click, and what became of it."""
        told = wordless(turn, intent, self._clock(), said).model_copy(update=update)
        self._memory.update_turn(told)
        return told

    def _verb(self, verb: Verb, said: str) -> Iterator[State]:
        return {"end": self.end, "skip": self.skip, "retry": self.retry, "unskip": self.unskip}[verb](said)

    def _wished(self, state: State, said: str) -> Move | None:
        """Return what a message asks for between two questions, in plain words; None while one is open."""
        if state.phase != "between" or not state.turns:
            return None
        self._require_seen(state)
        return wished(self._plain.understand(said, state.turns[-1], ""), said, state)

    def _repeats(self, state: State, said: str) -> bool:
        """Tell whether this very answer was given to the question that the person sees."""
        at = len(state.turns) - 1 if self._seen is None else self._seen
        return 0 <= at < len(state.turns) and state.turns[at].answer == said

    def _require_open(self, state: State) -> None:
        """Raise InputError unless a question is open, and the one that the person sees."""
        self._require_seen(state)
        if state.phase != "asking":
            raise InputError(
                "no question is open in this session", way_out="Go on to the next question, or start a new session.", key="no_question"
            )

    def _require_seen(self, state: State) -> None:
        """Raise InputError unless the session stands where the person sees it."""
        if self._seen is not None and self._seen != len(state.turns) - 1:
            raise InputError(
                "the session went on in another window",
                way_out="This is where it stands; what you typed is still in the box.",
                key="moved_on",
            )

    def _asking(self) -> State:
        state = self.state()
        self._require_open(state)
        return state

    def _graded(self, number: int, point: int) -> tuple[Turn, Grade]:
        turn = next((turn for turn in self.state().turns if turn.number == number), None)
        if turn is None or turn.grade is None or not 0 <= point < len(turn.grade.verdicts):
            raise InputError("there is no such verdict", way_out="`interviewer report` shows them in order.", key="no_verdict")
        return turn, turn.grade

    def _next(self, state: State) -> Turn | None:
        """Return the turn that comes next: a probe of the item at hand, else another item; None when nothing is left."""
        if state.turns and (probe := self._probe(state)) is not None:
            return self._probing(state, probe)
        pool = self._memory.these(state.session.item_ids, self._owner)
        item = next_item(pool, state.turns, state.session.plan, self._id, state.session.why)
        return None if item is None else self._turn(state, item, item.question)

    def _probe(self, state: State) -> Probe | None:
        last = state.turns[-1]
        if last.skipped or last.grade is None or last.grade.score is None or any(one.intent == "skip" for one in said_after(last)):
            return None
        return probe_after(state.thread, state.session.plan, self._id)

    def _probing(self, state: State, probe: Probe) -> Turn:
        last = state.turns[-1]
        turn = self._turn(state, last.item, probe.text, kind=probe.kind, aim=probe.aim, before=last.whole)
        if probe.text:
            return turn
        language = spoken(state.session.plan, last.item)
        try:
            text = (self._model or self._plain).probe(probe, last, language)
        except ProviderError:
            text = self._plain.probe(probe, last, language)
        return turn.model_copy(update={"question": text})

    def _turn(self, state: State, item: Item, question: str, **more: object) -> Turn:
        fields = {"session_id": self._id, "number": len(state.turns), "item": item, "question": question, "asked_at": self._clock()}
        return Turn.model_validate({**fields, **more})

    def _ask(self, state: State, turn: Turn) -> Iterator[State]:
        """Lead to a question, yielding while a model speaks, and ask it."""
        if self._model is not None:
            language, asked = spoken(state.session.plan, turn.item), turn
            for opening in self._speech(lambda voice: voice.opening(state.told, asked, language, self._id)):
                turn = asked.model_copy(update={"opening": opening})
                yield state.model_copy(update={"turns": (*state.turns, turn)})
        self._memory.add_turn(turn)
        yield self.state()

    def _aside(self, intent: Intent, said: str) -> Iterator[State]:
        """Reply to something that is no answer, and keep both."""
        state = self.state()
        if state.phase != "asking":
            return
        turn = asked = state.turns[-1]
        at, language, told = self._clock(), spoken(state.session.plan, asked.item), state.told[-1]
        for reply in self._speech(lambda voice: voice.reply(intent, said, told, language)):
            aside = Aside(intent=intent, said=said, reply=reply, at=at)
            turn = asked.model_copy(update={"asides": (*asked.asides, aside)})
            yield state.model_copy(update={"turns": (*state.turns[:-1], turn)})
        self._memory.update_turn(turn)
        yield self.state()

    def _speech(self, words: Callable[[Voice], Iterator[str]]) -> Iterator[Speech]:
        """Yield what is said so far, growing; where the model fails, what it said stays and the program's own words follow."""
        said = ""
        try:
            for piece in words(self._model or self._plain):
                said += piece
                yield Speech(text=said)
            if said.strip():
                return
        except ProviderError:
            pass
        yield Speech(text=said, rest="".join(words(self._plain)))

    def _judge(self, state: State, grader: Grader | None = None) -> Iterator[State]:
        """Grade the last turn and keep the grade; what was said before on the item stays said."""
        last, before = state.turns[-1], standing(state.thread[:-1])
        if last.kind == "challenge" and before is not None:
            graded = last.model_copy(update={"grade": before, "held": held(last)})
        else:
            grade = (grader or self._grader).grade(last.item, last.whole)
            graded = last.model_copy(update={"grade": risen(before, grade, last.item, last.whole) if before else grade})
        self._memory.update_turn(graded)
        self._remember(graded)
        now = self.state()
        if now.shows_feedback and self._probe(now) is None:
            yield now

    def _kept(self, turn: Turn) -> State:
        """Keep what was added to a graded turn; memory is told, as if it had been so from the start."""
        self._memory.update_turn(turn)
        state = self.state()
        self._remember(state.turns[turn.number])
        return state

    def _remember(self, turn: Turn) -> None:
        """Update the memory card of the item that was just practised; a turn seen before leaves it as it is."""
        card = self._memory.card(self._owner, turn.item.id)
        reviewed = review(card, self._owner, turn, self._clock())
        if reviewed is not None and reviewed != card:
            self._memory.put_card(reviewed)


def _sayable(text: str) -> str:
    text = text.strip()
    if not text:
        raise InputError("the answer is empty", way_out="Write something, or skip the question.", key="empty_answer")
    if len(text) > MAX_ANSWER:
        what = f"the answer has {len(text):,} characters, at most {MAX_ANSWER:,} fit"
        raise InputError(what, way_out="Shorten it; nothing was sent.", key="long_answer", count=f"{len(text):,}", most=f"{MAX_ANSWER:,}")
    return text
