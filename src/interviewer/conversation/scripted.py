"""The interviewer without a model: written variants and the item's own material. A pure function of the turns and a seed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from interviewer.conversation import Heard, Probe, commands
from interviewer.conversation.aspects import aspect
from interviewer.conversation.course import is_back, is_near, mood, outcome, went_before
from interviewer.conversation.either import alternatives, settled
from interviewer.conversation.hints import HINTS
from interviewer.conversation.probes import quotable
from interviewer.conversation.subjects import is_telling, subject
from interviewer.conversation.wordings import topic_of, worded
from interviewer.i18n import say
from interviewer.schema import Intent, Language, Turn

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("compare", r"区别|不同|差异|差别|异同|对比|比较|相比|分歧|\b(?:differ|difference|compare|versus|vs|contrast)"),
        ("why", r"为什么|为何|原因|何以|\bwhy\b|\breasons?\b"),
        ("figure", r"多少|几个|多大|估算|计算|推导|\bhow (?:many|much|large|long)\b|\b(?:estimate|compute|calculate|derive)"),
        ("list", r"哪些|哪几|列举|\bwhich\b|\b(?:list|name)\b|\bwhat are the\b"),
        ("how", r"如何|怎么|怎样|流程|步骤|设计|\bhow\b|\bdesign\b|\bsteps\b"),
        ("what", r"什么是|是什么|什么|\bwhat\b|\bdefine\b"),
    )
)


class Scripted:
    """Says what is written in the catalogue; never fails."""

    def understand(self, said: str, turn: Turn, pending: str) -> Heard:
        """Say what a message is, by rules that take whatever may be an answer for one."""
        return commands.understand(said, turn.item, bool(pending))

    def reply(self, heard: Intent, said: str, turn: Turn, language: Language) -> Iterator[str]:
        """Answer what was no answer; another wording each time it happens beside one question."""
        if heard == "repeat":
            yield say(language, "said.repeat", question=turn.question)
        elif heard == "clarify":
            yield _chosen(said, turn, language) or _clarified(turn, language)
        elif heard == "dont_know":
            family = "said.dont_know" if turn.hints < HINTS else "said.dont_know_yet"
            yield worded(language, family, turn.session_id, turn.number + _times(turn, heard))
        elif heard in ("retract", "back", "pause", "chatter", "unsure", "no"):
            yield worded(language, f"said.{heard}", turn.session_id, turn.number + _times(turn, heard))

    def opening(self, turns: Sequence[Turn], question: Turn, language: Language, seed: str) -> Iterator[str]:
        """Say what leads to a question; `seed` is the session's, the same for all its turns, so that no variant comes twice."""
        if not turns:
            topic = topic_of(question.item, language)
            first = worded(language, "interviewer.first", seed, 0, topic=topic) if topic else worded(language, "interviewer.begin", seed, 0)
            yield _spaced(worded(language, "interviewer.greeting", seed, 0), first, language)
        elif question.kind != "main":
            yield _going_on(turns, question, language, seed)
        else:
            nth = sum(turn.kind == "main" for turn in turns) - 1
            acknowledged = _acknowledged(turns, question, language, seed)
            yield _spaced(acknowledged, _onward(turns, question, language, seed, nth), language)

    def probe(self, probe: Probe, turn: Turn, language: Language) -> str:
        """Return the wording of a follow-up: by the subject of its key point where that was named already, else in general."""
        if probe.text:
            return probe.text
        seed, nth = turn.session_id, turn.number
        if probe.kind == "challenge":
            quote = quoted(turn, probe.aim)
            return worded(language, "probe.doubt", seed, nth, quote=quote) if quote else worded(language, "probe.doubt_all", seed, nth)
        about = subject_of(turn, probe.aim)
        if not about:
            side = side_of(turn, probe.aim)
            named = {"aspect": say(language, f"aspect.{side}")} if side else {}
            return worded(language, "probe.aspect" if side else "probe.more", seed, nth, **named)
        is_partial = bool(turn.grade and probe.aim is not None and turn.grade.verdicts[probe.aim].verdict == "partial")
        return worded(language, "probe.further" if is_partial else "probe.about", seed, nth, about=about)

    def closing(self, turns: Sequence[Turn], language: Language, seed: str) -> Iterator[str]:
        """Say goodbye, fitting how it went."""
        yield worded(language, f"interviewer.closing_{outcome(turns)}", seed, 0)


def _acknowledged(turns: Sequence[Turn], question: Turn, language: Language, seed: str) -> str:
    """Return what is said of the last item; every other time with something that was said well."""
    if is_back(turns, question):
        return worded(language, "interviewer.back", seed, sum(turn.kind == "main" for turn in turns))
    how = mood(turns)
    nth = went_before(turns, how)
    about = _said_well(turns[-1]) if how in ("good", "fair") and nth % 2 else ""
    if about:
        return worded(language, f"interviewer.{how}_about", seed, nth // 2, about=about)
    return worded(language, f"interviewer.{how}", seed, nth)


def _said_well(turn: Turn) -> str:
    """Return what the heaviest point that was made is about, in a word that the candidate used for it; empty when there is none."""
    verdicts = sorted(turn.grade.verdicts, key=lambda v: -v.weight) if turn.grade else []
    made = [v for v in verdicts if v.verdict == "hit" and v.verified and not v.bonus]
    names = (subject(v.text, " ".join(quote.text for quote in v.quotes)) for v in made)
    return next((name for name in names if is_telling(name)), "")


def _going_on(turns: Sequence[Turn], question: Turn, language: Language, seed: str) -> str:
    """Return what leads to another question on the same item."""
    again = question.kind == "follow_up" and turns[-1].kind == "follow_up"
    family = f"interviewer.{question.kind}_again" if again else f"interviewer.{question.kind}"
    pairs = itertools.pairwise(turns)
    nth = sum(turn.kind == question.kind and (before.kind == turn.kind == "follow_up") == again for before, turn in pairs)
    return worded(language, family, seed, nth)


def _onward(turns: Sequence[Turn], question: Turn, language: Language, seed: str, nth: int) -> str:
    """Return what leads over: on in the topic, to another one that has a name, or simply on."""
    if is_near(turns, question):
        return worded(language, "interviewer.same", seed, nth)
    topic = topic_of(question.item, language)
    return worded(language, "interviewer.turn_to", seed, nth, topic=topic) if topic else worded(language, "interviewer.next", seed, nth)


def _chosen(said: str, turn: Turn, language: Language) -> str:
    """Return what is said to "A or B?": the one that the question settles, else that either will do; empty where nothing is left to choose."""
    sides = alternatives(said)
    if sides is None:
        return ""
    nth = turn.number + _times(turn, "clarify")
    tags = (str(tag) for tag in turn.item.metadata.get("tags", ()))
    if side := settled(sides, (turn.question, *turn.item.topics, *tags), _kind(turn.question)):
        return worded(language, "said.settled", turn.session_id, nth, side=side)
    return worded(language, "said.either", turn.session_id, nth, one=sides[0], other=sides[1])


def _clarified(turn: Turn, language: Language) -> str:
    """Return the question in its own material: what kind of answer it wants, of how many points, on what topic."""
    if _times(turn, "clarify"):
        return worded(language, "said.clarify_again", turn.session_id, turn.number + _times(turn, "clarify"), question=turn.question)
    topic = topic_of(turn.item, language)
    about = say(language, "said.about", topic=topic) if topic else ""
    count = sum(not point.bonus for point in turn.item.key_points)
    size = say(language, "said.size", count=count) if count > 1 and not turn.probes else ""
    return worded(
        language,
        "said.clarify",
        turn.session_id,
        turn.number,
        question=turn.question,
        wanted=wanted(turn.question, language),
        about=about,
        size=size,
    )


def wanted(question: str, language: Language) -> str:
    """Return what kind of answer a question wants, by its own words."""
    return say(language, f"said.wants_{_kind(question)}")


def _kind(question: str) -> str:
    return next((name for name, pattern in _KINDS if pattern.search(question)), "any")


def subject_of(turn: Turn, aim: int | None) -> str:
    """Return the subject of a key point as far as the question or the candidate has named it; else empty."""
    if aim is None or aim >= len(turn.item.key_points):
        return ""
    return subject(turn.item.key_points[aim].text, turn.item.question, f"{turn.question}\n{turn.whole}")


def side_of(turn: Turn, aim: int | None) -> str:
    """Return what kind of thing a key point says, as `aspects` names it; empty where that isn't known."""
    return aspect(turn.item.key_points[aim].text) if aim is not None and aim < len(turn.item.key_points) else ""


def quoted(turn: Turn, aim: int | None) -> str:
    """Return the candidate's own words for a key point, where they are short enough to be said back."""
    if turn.grade is None or aim is None or aim >= len(turn.grade.verdicts):
        return ""
    quotes = (quote.text.strip(" 。.，,;；") for quote in turn.grade.verdicts[aim].quotes)
    return min(filter(quotable, quotes), key=len, default="")


def _times(turn: Turn, heard: Intent) -> int:
    return sum(aside.intent == heard for aside in turn.asides)


def _spaced(one: str, other: str, language: Language) -> str:
    return f"{one}{'' if language == 'zh' else ' '}{other}"
