"""The interviewer in a model's words. The model is given what was asked and said and how it went, never what is to be found out.

What it does can move the interview only by the intents of a message; those that end a question are taken from plain words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from interviewer import prompts
from interviewer.conversation import Heard, Probe
from interviewer.conversation.commands import is_brief, is_command
from interviewer.conversation.course import is_back, mood, outcome, results, went
from interviewer.conversation.hints import has_left
from interviewer.conversation.questioning import wanted
from interviewer.conversation.quotes import quoted
from interviewer.conversation.scripted import Scripted, asked_from, said_well
from interviewer.conversation.streaming import Kept, ThoughtAloud, in_sentences, without_thoughts
from interviewer.conversation.subjects import gives_away
from interviewer.conversation.wordings import topic_of
from interviewer.errors import ProviderError
from interviewer.llm import Memory, Messages, name_of, structured, trim
from interviewer.schema import Intent, Language, Turn, fingerprint
from interviewer.text import Span, language_of, sentences

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_LANGUAGES = {"zh": "Chinese", "en": "English"}
_LONGEST: dict[str, int] = {"reply": 500, "opening": 320, "closing": 480, "probe": 320}
"""Letters of what is said; what goes on is left off."""
_SHOWN, _ANSWER = 40, 600
"""Sentences of a message that are shown to be classified, and tokens of an answer that is shown otherwise."""
_POSES = re.compile(
    r"\b(?:system|assistant|developer|admin|examiner|interviewer|user|note)\s*[:>\]]|(?:系统|助手|开发者|管理员|考官|面试官|备注)\s*[:：\]】]|</?\w+>|\[\[?\w+|<\|",
    re.IGNORECASE,
)
"""A sentence in another's name."""
_ADDRESSES = re.compile(
    r"[?？]|[你您请吗题]|提示|结束|跳过|重新|收回|不会|不知道|\b(?:you|your|please|question|hints?|help|skip|wrong|back|again|stop|end|finish|done|let's|let me|i'm|i don't|can i|could i|may i)\b",
    re.IGNORECASE,
)
"""What a long message holds if any of it is said to the interviewer; without such a word it is an answer, and no model is asked."""
_MOVING: tuple[Intent, ...] = ("skip", "retract", "back", "end", "yes")
_TALK: tuple[Intent, ...] = ("clarify", "dont_know", "chatter")
"""What a model replies to; the rest has fixed words."""


class _Sentence(BaseModel):
    number: int = Field(description="of the sentence, without S")
    intent: Intent


class _Message(BaseModel):
    sentences: list[_Sentence]


class Spoken:
    """Asks a chat model; what has fixed words, or is plainly a command, is left to Scripted."""

    def __init__(self, model: BaseChatModel, memory: Memory) -> None:
        """Take a model and a memory that keeps small facts about it."""
        self.model, self.memory = model, memory
        self._plain = Scripted()

    def understand(self, said: str, turn: Turn, pending: str) -> Heard:
        """Say what a message is; by the rules alone where they are sure, or where the model fails."""
        plain = self._plain.understand(said, turn, pending)
        spans = sentences(said)
        if not spans or not {"answer", "unsure"} & set(plain.intents) or (not is_brief(said) and not _ADDRESSES.search(said)):
            return plain
        shown = list(enumerate(spans, 1))
        if len(spans) > _SHOWN:
            shown = shown[: _SHOWN // 2] + shown[-_SHOWN // 2 :]
        try:
            reply = structured(self.model, self._message(turn, pending, shown), _Message, remember=self.memory)
        except ProviderError:
            return plain
        named: dict[int, Intent] = {one.number: one.intent for one in reply.value.sentences}
        told = [named.get(number, "answer") for number in range(1, len(spans) + 1)]
        heard = _cut(said, spans, _allowed(told, spans, bool(pending)))
        if "answer" in plain.intents and not is_brief(said) and not {"answer", "clarify", "unsure"} & set(heard.intents):
            return Heard(parts=(("unsure", said.strip()),))
        return heard

    def _message(self, turn: Turn, pending: str, shown: Sequence[tuple[int, Span]]) -> Messages:
        asked = f'"is that your answer?", about: {_line(trim(pending, 100))}' if pending else "nothing else"
        lines = "\n".join(f"S{number}: {_line(trim(span.text, 150))}" for number, span in shown)
        nonce = fingerprint(turn.item.id, lines)
        values = {"question": turn.question, "asked": asked, "nonce": nonce, "message": lines, "count": len(shown)}
        return prompts.render("understand", **values).messages

    def reply(self, heard: Intent, said: str, turn: Turn, language: Language) -> Iterator[str]:
        """Answer a clarifying question, an "I don't know" or small talk; the rest has fixed words. Raises ProviderError."""
        if heard not in _TALK:
            yield from self._plain.reply(heard, said, turn, language)
            return
        hints = [aside.reply.text for aside in turn.asides if aside.intent == "hint"]
        messages = prompts.render(
            "reply",
            question=turn.question,
            topic=topic_of(turn.item, language) or "-",
            wanted=wanted(turn.question, "en"),
            hints="\n".join(hints) or "none",
            offered=("a hint, or skipping this question" if has_left(turn) else "skipping this question")
            + "; its answer can be read afterwards",
            heard=heard,
            said=trim(said, _ANSWER) or "(nothing)",
            nonce=fingerprint(turn.item.id, said),
            language=_LANGUAGES[language],
        ).messages
        told = [aside.said for aside in turn.asides]
        yield from self._say("reply", messages, Kept([turn.item], "\n".join((turn.question, turn.before, *hints, *told, said))))

    def opening(self, turns: Sequence[Turn], question: Turn, language: Language, seed: str) -> Iterator[str]:
        """Lead to a question that opens an item; what leads to a follow-up has fixed words. Raises ProviderError."""
        if question.kind != "main":
            yield from self._plain.opening(turns, question, language, seed)
            return
        last = turns[-1] if turns else None
        how = "start" if last is None else "back" if is_back(turns, question) else mood(turns)
        said = trim(last.whole, _ANSWER) if last and how != "neutral" else ""
        messages = prompts.render(
            "opening",
            mood=how,
            last=last.question if last and how != "neutral" else "-",
            said=said or "(nothing)",
            good=" / ".join(map(_line, said_well(last)[:2])) or "-" if last and how in ("good", "fair", "raised") else "-",
            question=question.question,
            topic=topic_of(question.item, language) or "-",
            before=" / ".join(turn.opening.text[:80] for turn in turns[-6:] if turn.opening) or "-",
            nonce=fingerprint(question.item.id, said),
            language=_LANGUAGES[language],
        ).messages
        heard = "\n".join((question.question, *(text for turn in turns for text in (turn.question, turn.whole))))
        yield from self._say("opening", messages, Kept([question.item, *([last.item] if last else [])], heard))

    def probe(self, probe: Probe, turn: Turn, language: Language) -> str:
        """Word a follow-up or a challenge; what would give a key point away, or is no question, is left to Scripted. Raises ProviderError."""
        if probe.text:
            return probe.text
        messages = prompts.render(
            "probe",
            question=turn.item.question,
            said=trim(turn.whole, 2 * _ANSWER),
            task=_task(probe, turn),
            nonce=fingerprint(turn.item.id, turn.whole),
            language=_LANGUAGES[language],
        ).messages
        heard = f"{turn.item.question}\n{turn.question}\n{turn.whole}"
        asked = "".join(self._say("probe", messages, Kept([], ""))).strip().strip('"“”')
        made = {v.text for v in turn.grade.verdicts if v.verdict == "hit"} if turn.grade else set()
        unsaid = [point.text for point in turn.item.key_points if point.text not in made]
        is_usable = asked.endswith(("?", "？")) and language_of(asked) == language and not gives_away(asked, unsaid, heard)
        return asked if is_usable else self._plain.probe(probe, turn, language)

    def closing(self, turns: Sequence[Turn], language: Language, seed: str) -> Iterator[str]:
        """Say goodbye. Raises ProviderError."""
        how = outcome(turns)
        course = "\n".join(f"- {topic_of(item, language) or item.question}: {went(score)}" for item, score in results(turns)) or "-"
        messages = prompts.render("closing", mood=how, course=course, language=_LANGUAGES[language]).messages
        heard = "\n".join(text for turn in turns for text in (turn.question, turn.whole))
        yield from self._say("closing", messages, Kept([turn.item for turn in turns], heard))

    def _say(self, what: str, messages: Messages, kept: Kept) -> Iterator[str]:
        """Stream what the model says, sentence by sentence."""
        fact = f"thinks unmarked: {name_of(self.model)}"
        sendable = [(role, text.encode("utf-8", "replace").decode()) for role, text in messages]
        pieces = (chunk.text for chunk in self.model.stream(sendable))
        thinks, spoke = self.memory.recall(fact) == "yes", False
        try:
            for sentence in kept.keep(in_sentences(without_thoughts(pieces, thinking=thinks), _LONGEST[what])):
                spoke = True
                yield sentence
            if thinks and not spoke:
                self.memory.remember(fact, "no")
        except ThoughtAloud:
            self.memory.remember(fact, "yes")  # from now on nothing is said before the thoughts are over
            raise


def _allowed(intents: Sequence[Intent], spans: Sequence[Span], pending: bool) -> list[Intent]:
    """Return the intents that the sentences of a message may have, whatever the model says of them.

    What moves the interview must be said briefly, in nobody else's name and, beside an answer, in words that are plain by themselves.
    """
    is_posed = any(_POSES.search(span.text) for span in spans)
    is_answer = "answer" in intents
    allowed: list[Intent] = []
    for intent, span in zip(intents, spans, strict=True):
        moves = intent in _MOVING and (is_posed or not is_brief(span.text) or (is_answer and not is_command(span.text, intent)))
        allowed.append("unsure" if moves or (intent in ("yes", "no") and not pending) else intent)
    return allowed


def _cut(said: str, spans: Sequence[Span], intents: Sequence[Intent]) -> Heard:
    """Return the parts of a message: neighbours of one intent in one, cut as they stand."""
    runs: list[tuple[Intent, int, int]] = []
    for span, intent in zip(spans, intents, strict=True):
        if runs and runs[-1][0] == intent:
            runs[-1] = (intent, runs[-1][1], span.end)
        else:
            runs.append((intent, span.start, span.end))
    if len(runs) == 1:
        return Heard(parts=((runs[0][0], said.strip()),))
    return Heard(parts=tuple((intent, said[start:end]) for intent, start, end in runs))


def _task(probe: Probe, turn: Turn) -> str:
    """Return what a follow-up is to ask, by the subject that was named already, as the offline wording would."""
    if probe.kind == "challenge":
        quote = quoted(turn, probe.aim)
        doubted = f"what they said with these words: {_line(quote)}" if quote else "the conclusion they came to"
        return f"Doubt calmly {doubted}. Say that you thought the opposite and ask whether they are sure and why. Don't say who is right."
    if asked := asked_from(turn, probe.aim, "en"):
        return f"Ask this in your own words, tied to what they said: {_line(asked)}"
    return "Ask for an important side of the question that they have not touched, without saying which."


def _line(text: str) -> str:
    return " ".join(text.split())
