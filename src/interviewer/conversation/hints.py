"""Help with an open question in three steps: a direction, a key term, half a point. Never a whole point."""

from __future__ import annotations

import re
from collections.abc import Container

from interviewer import glossary
from interviewer.conversation import MOST_HINTS
from interviewer.conversation.angles import asked_sides, part_for
from interviewer.conversation.aspects import aspect
from interviewer.conversation.questioning import way_in
from interviewer.conversation.subjects import is_term, key_terms, noun_starts, tokens
from interviewer.i18n import say
from interviewer.schema import KeyPoint, Language, Turn

HINTS = MOST_HINTS
_UNIT = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:[-.'/][^\W_]+)*|[^\w\s]")
_BEFORE = re.compile(
    r"并|而|但|且|或|以及|因此|所以|从而|来|再|然后|就|则|才|也|都|会|可|(?<![功性智可只])能|需要|应|必须|用|把|让|使|在|从|由|被|按|与|和|(?<!但|还|就|于)是|为|不|没有|(?<!目)的|时|(?<=[\u3400-\u9fff]) ?(?=[A-Za-z])|(?<=[A-Za-z0-9]) ?(?=[\u3400-\u9fff])|(?<=[A-Za-z0-9]) (?=[A-Za-z])"
)
"""What stands before a word, as a rule."""
_INNER = str.maketrans("“”", "‘’")
"""Quotation marks inside others."""
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
        return _direction(turn, point, said, language)
    if step == 2:
        return _term(turn, point, heard, language)
    return say(language, "hint.half", half=half(point.text))


def has_left(turn: Turn) -> bool:
    """Tell whether a hint can still be given for a turn's question."""
    return turn.hints < HINTS and _wanted(turn, ()) is not None


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


def _direction(turn: Turn, point: KeyPoint, said: Container[str], language: Language) -> str:
    """Say where to look, in words that the question does not hold already: a label of the notes, a question to ask oneself, a part of the question."""
    question = turn.question if turn.probes else turn.item.question
    count = sum(not p.bonus for p in turn.item.key_points)
    size = say(language, "hint.size", count=count) if count > 1 and not turn.probes else ""
    told = [size] if size else []
    side = aspect(point.text)
    if not turn.probes and (label := _label(turn, point, said)):
        told.append(say(language, "hint.label", about=label))
    elif side and side not in asked_sides(question):
        told.append(say(language, f"hint.ask_{side}"))
    else:
        part = "" if turn.probes else part_for(question, point.text)
        kind = way_in(part or question)
        told += [say(language, "hint.part", part=part.translate(_INNER))] if part else []
        told += [say(language, f"hint.begin_{kind}")] if kind != "any" and not turn.probes else []
    if len(told) == bool(size):
        told.append(say(language, "hint.no_direction"))
    return say(language, "hint.direction", told=("" if language == "zh" else " ").join(told))


def _label(turn: Turn, point: KeyPoint, said: Container[str]) -> str:
    """Return a label of the item that the question does not hold and another open point does; that of the point itself is for the next step."""
    heard, others = (
        "\n".join((turn.item.question, *turn.item.topics[:1])),
        [p.text for p in turn.item.key_points if not p.bonus and p != point and p.text not in said],
    )
    labels = [str(tag) for tag in (*turn.item.metadata.get("tags", ()), *turn.item.topics)]
    new = (
        label for label in labels if is_term(label, turn.item) and not tokens(label) <= tokens(heard) and label.lower() not in heard.lower()
    )
    away = (label for label in new if tokens(label) and not tokens(label) & tokens(point.text))
    return next((label for label in away if any(tokens(label) <= tokens(other) for other in others)), "")


def _term(turn: Turn, point: KeyPoint, heard: str, language: Language) -> str:
    """Say a key term of the point, or two of its words that do together; where it has none that the question lacks, say so."""
    words = key_terms(point.text, heard, turn.item)
    if not words:
        return say(language, "hint.no_term")
    return say(
        language, "hint.term", term=(" 和 " if language == "zh" else " and ").join(f"“{word}”" for word in words).replace("” 和 “", "”和“")
    )
