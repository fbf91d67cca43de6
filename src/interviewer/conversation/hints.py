"""Help with an open question in three steps: a direction, a key term, half a point. Never a whole point."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from interviewer import glossary
from interviewer.conversation import MOST_HINTS
from interviewer.conversation.aspects import aspect
from interviewer.conversation.questioning import wanted
from interviewer.conversation.subjects import is_term, key_term, key_words, noun_starts, subject
from interviewer.i18n import say
from interviewer.schema import Item, KeyPoint, Language, Turn
from interviewer.text import plain

HINTS = MOST_HINTS
_UNIT = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:[-.'/][^\W_]+)*|[^\w\s]")
_BEFORE = re.compile(
    r"并|而|但|且|或|以及|因此|所以|从而|来|再|然后|就|则|才|也|都|会|可|(?<![功性智可只])能|需要|应|必须|用|把|让|使|在|从|由|被|按|与|和|(?<!但|还|就|于)是|为|不|没有|(?<!目)的|时|(?<=[\u3400-\u9fff]) ?(?=[A-Za-z])|(?<=[A-Za-z0-9]) ?(?=[\u3400-\u9fff])|(?<=[A-Za-z0-9]) (?=[A-Za-z])"
)
"""What stands before a word, as a rule."""
_CLAUSE = re.compile(r"[，,；;：:、]")
_EDGE = ' \t\r\n，,、；;：:。.（(“"-'


def hint(turn: Turn, step: int, language: Language, said: Container[str] = ()) -> str:
    """Return help number `step` (1..HINTS) for a turn's question: a direction, a key term, then half of one point.

    It helps towards the point at which a follow-up aims, else towards the heaviest vital one that was not `said` in an earlier try. A
    challenge and a question beyond the key points have no point to help with.
    """
    point = _wanted(turn, said)
    if point is None:
        return say(language, "hint.none")
    heard = f"{turn.question}\n{turn.before}"
    if step <= 1:
        return _direction(turn, point, heard, language)
    if step == 2:
        return _term(turn, point, heard, language)
    return say(language, "hint.half", half=half(point.text))


def half(text: str) -> str:
    """Return the beginning of a point, at most half of it (less of a short one), cut where a clause or a word ends."""
    text = " ".join(re.sub(r"[`*]+", "", text).split()).strip(_EDGE)
    units = [unit.end() for unit in _UNIT.finditer(text)]
    if len(units) < 3:
        return text[:1]
    most = units[len(units) // 2 - 1 if len(units) >= 12 else max(0, len(units) // 3 - 1)]
    least = most // 2
    inside = {place for term in glossary.found(text) for place in range(term.start + 1, term.end)}
    clauses = [cut.start() for cut in _CLAUSE.finditer(text, 0, most + 1) if cut.start() >= least]
    starts = {cut.start() for cut in _BEFORE.finditer(text, 0, most + 2)} - inside
    words = [start for start in starts if least <= start <= most and start - 1 not in starts]
    nouns = [start for start in noun_starts(text) if 2 * most <= 3 * start <= 3 * most and start not in inside]
    ends = [end for end in units if end <= most and end not in inside]
    return text[: max(clauses, default=0) or max(words, default=0) or max(nouns, default=0) or max(ends, default=units[0])].rstrip(_EDGE)


def _wanted(turn: Turn, said: Container[str]) -> KeyPoint | None:
    if turn.kind in ("deeper", "challenge"):
        return None
    points = turn.item.key_points
    if turn.aim is not None and turn.aim < len(points):
        return points[turn.aim]
    vital = [point for point in points if not point.bonus]
    return max([point for point in vital if point.text not in said] or vital, key=lambda point: point.weight, default=None)


def _direction(turn: Turn, point: KeyPoint, heard: str, language: Language) -> str:
    """Say what kind of thing is missing, and on what, as far as the words for it mean something by themselves."""
    about, side = subject(point.text, turn.question, turn.before), aspect(point.text)
    about = about if is_term(about, turn.item) else ""
    named = {"aspect": say(language, f"aspect.{side}")} if side else {}
    if turn.probes:
        how = f"hint.{'aimed' if about else 'aside'}{'_aspect' if side else ''}"
        return say(language, how, about=about, wanted=wanted(turn.item.question, language), **named)
    tags = [tag for tag in map(str, turn.item.metadata.get("tags", ())) if is_term(tag, turn.item)] or list(turn.item.topics)
    count = sum(not p.bonus for p in turn.item.key_points)
    if side:
        return say(language, "hint.direction_both" if about else "hint.direction_aspect", count=count, about=about, **named)
    return say(language, "hint.direction", count=count, about=about or joined(tags[:2], language) or point_free(turn.item))


def _term(turn: Turn, point: KeyPoint, heard: str, language: Language) -> str:
    """Say a key term; where the point has none that means something by itself, some of its words, which do together."""
    term = key_term(point.text, heard)
    words = key_words(point.text, heard)
    if is_term(term, turn.item) or len(words) < 2:  # of a point of one word, that word is all there is to say
        return say(language, "hint.term", term=term)
    return say(language, "hint.words", words=joined([f"“{word}”" for word in words], language))


def point_free(item: Item) -> str:
    """Return what an item is about in the words of its own question."""
    return plain(item.question).rstrip("?？。. ")


def joined(words: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(words)
