"""Help with an open question in three steps: a direction, a key term, half a point. Never a whole point."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer import glossary
from interviewer.conversation import MOST_HINTS
from interviewer.conversation.subjects import key_term, subject
from interviewer.i18n import say
from interviewer.schema import Item, KeyPoint, Language, Turn
from interviewer.text import is_cjk, plain

HINTS = MOST_HINTS
_UNIT = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:[-.'/][^\W_]+)*|[^\w\s]")
_CLAUSE = re.compile(r"[，,；;：:、]")
_EDGE = ' \t\r\n，,、；;：:。.（(“"-'


def hint(turn: Turn, step: int, language: Language) -> str:
    """Return help number `step` (1..HINTS) for a turn's question: a direction, a key term, then half of one point.

    It helps towards the point at which a follow-up aims, else towards the heaviest vital one. A challenge and a question beyond the
    key points have no point to help with.
    """
    point = _wanted(turn)
    if point is None:
        return say(language, "hint.none")
    heard = f"{turn.question}\n{turn.before}"
    if step <= 1:
        return _direction(turn, point, heard, language)
    if step == 2:
        return say(language, "hint.term", term=key_term(point.text, heard))
    return say(language, "hint.half", half=half(point.text))


def half(text: str) -> str:
    """Return the beginning of a point, at most half of it, cut after a clause or a word; of a short one, less."""
    text = plain(text).strip(_EDGE)
    units = list(_UNIT.finditer(text))
    most = len(units) // 2 if len(units) >= 12 else max(1, len(units) // 3)
    if len(units) < 3:
        return text[:1]
    inside = {place for term in glossary.found(text) for place in range(term.start + 1, term.end)}
    ends = [unit.end() for unit in units[:most] if unit.end() not in inside] or [units[0].end()]
    clauses = [match.start() for match in _CLAUSE.finditer(text, 0, ends[-1] + 1) if match.start() >= 0.6 * ends[-1]]
    end = clauses[-1] if clauses else _before_a_word(text, ends)
    return text[:end].rstrip(_EDGE)


def _before_a_word(text: str, ends: Sequence[int]) -> int:
    """Return the last place to cut at which no Han word is likely to be torn: before a small word, if one is near."""
    for end in reversed(ends[-4:]):
        if text[end : end + 1] in "的了是在和与或及而但也都就还又再才则把被让使给为以从到对向比将会能可要不没" or not is_cjk(text[end - 1]):
            return end
    return ends[-1]


def _wanted(turn: Turn) -> KeyPoint | None:
    if turn.kind in ("deeper", "challenge"):
        return None
    points = turn.item.key_points
    if turn.aim is not None and turn.aim < len(points):
        return points[turn.aim]
    return max((point for point in points if not point.bonus), key=lambda point: point.weight, default=None)


def _direction(turn: Turn, point: KeyPoint, heard: str, language: Language) -> str:
    about = subject(point.text, heard)
    if turn.probes:
        return say(language, "hint.aimed", about=about) if about else say(language, "hint.aside")
    tags = [str(tag) for tag in turn.item.metadata.get("tags", ())] or list(turn.item.topics)
    count = sum(not p.bonus for p in turn.item.key_points)
    return say(language, "hint.direction", count=count, about=about or joined(tags[:2], language) or point_free(turn.item))


def point_free(item: Item) -> str:
    """Return what an item is about in the words of its own question."""
    return plain(item.question).rstrip("?？。. ")


def joined(words: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(words)
