"""The interviewer without a model: written variants and the item's own material. A pure function of the turns and a seed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from interviewer.conversation import Heard, Probe, commands
from interviewer.conversation.angles import angle
from interviewer.conversation.commands import courtesy
from interviewer.conversation.course import is_back, is_near, mood, outcome, went_before
from interviewer.conversation.either import alternatives, are_whole, settled
from interviewer.conversation.hints import has_left
from interviewer.conversation.questioning import kind_of, wanted
from interviewer.conversation.quotes import quoted
from interviewer.conversation.wordings import topic_of, worded
from interviewer.i18n import say
from interviewer.schema import Intent, Language, Turn

_ECHO = {"zh": 30, "en": 80}
"""Letters of the longest sentence that is said back in passing."""


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
            family = "said.dont_know" if has_left(turn) else "said.dont_know_yet"
            yield worded(language, family, turn.session_id, turn.number + _times(turn, heard))
        elif heard in ("retract", "back", "pause", "chatter", "unsure", "no"):
            family = f"said.{courtesy(said) if heard == 'chatter' else heard}"
            yield worded(language, family, turn.session_id, turn.number + _times(turn, heard))

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
        """Return the wording of a follow-up: from the side from which a person would ask it."""
        if probe.text:
            return probe.text
        seed, nth = turn.session_id, turn.number
        if probe.kind == "challenge":
            quote = quoted(turn, probe.aim)
            return worded(language, "probe.doubt", seed, nth, quote=quote) if quote else worded(language, "probe.doubt_all", seed, nth)
        return asked_from(turn, probe.aim, language) or worded(language, "probe.more", seed, nth)

    def closing(self, turns: Sequence[Turn], language: Language, seed: str) -> Iterator[str]:
        """Say goodbye, fitting how it went."""
        yield worded(language, f"interviewer.closing_{outcome(turns)}", seed, 0)


def _acknowledged(turns: Sequence[Turn], question: Turn, language: Language, seed: str) -> str:
    """Return what is said of the last item; every other time with something that was said well."""
    if is_back(turns, question):
        return worded(language, "interviewer.back", seed, sum(turn.kind == "main" for turn in turns))
    how = mood(turns)
    nth = went_before(turns, how)
    said = [words for words in said_well(turns[-1]) if len(words) <= _ECHO[language]] if how in ("good", "fair") and nth % 2 else []
    if said:
        return worded(language, f"interviewer.{how}_about", seed, nth // 2, about=said[0])
    return worded(language, f"interviewer.{how}", seed, nth)


def said_well(turn: Turn) -> list[str]:
    """Return sentences that made a point, the heaviest first (what a follow-up asked for before it), and of which nothing was found wrong."""
    if turn.grade is None:
        return []
    verdicts = sorted(enumerate(turn.grade.verdicts), key=lambda one: (one[0] != turn.aim, -one[1].weight))
    bad = [claim.quote.text for claim in turn.grade.wrong_claims] + [q.text for _, v in verdicts if v.verdict == "wrong" for q in v.quotes]
    said = [quoted(turn, at) for at, v in verdicts if v.verdict == "hit" and v.verified and not v.bonus]
    return [words for words in said if words and not any(words in wrong or wrong in words for wrong in bad)]


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
    if are_whole(said) and (side := settled(sides, (turn.question, *turn.item.topics, *tags), kind_of(turn.question))):
        return worded(language, "said.settled", turn.session_id, nth, side=side)
    return worded(language, "said.either", turn.session_id, nth)


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


def asked_from(turn: Turn, aim: int | None, language: Language) -> str:
    """Return the question for a key point from the side from which it can be asked; empty where there is none."""
    found = angle(turn, aim)
    return worded(language, f"probe.{found.family}", turn.session_id, turn.number, **found.values) if found else ""


def _times(turn: Turn, heard: Intent) -> int:
    return sum(aside.intent == heard for aside in turn.asides)


def _spaced(one: str, other: str, language: Language) -> str:
    return f"{one}{'' if language == 'zh' else ' '}{other}"
