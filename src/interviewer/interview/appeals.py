"""A fresh look at one key point, blind to the plea, to the first verdict and to the other points."""

from __future__ import annotations

import re
from datetime import datetime

from interviewer.errors import InputError, ProviderError
from interviewer.schema import Appeal, Grade, Grader, Quote, Turn, Verdict


def judged(turn: Turn, grade: Grade, point: int, marked: str, near: int, grader: Grader, at: datetime) -> Appeal:
    """Return the fresh judgement of key point `point` of a turn, by the marked words of its answer, or by all of them.

    Of words that stand in the answer more than once those at about the character `near` are meant.
    Raises InputError when the marked words do not stand in the answer, ProviderError when the grader comes to no judgement.
    """
    first = grade.verdicts[point]
    quote = _marked(turn.whole, marked, near)
    alone = turn.item.model_copy(
        update={
            "key_points": tuple(p.model_copy(update={"weight": 1.0, "bonus": False}) for p in turn.item.key_points if p.text == first.text)
        }
    )
    fresh = grader.grade(alone, quote.text if quote else turn.whole)
    verdict = next((one for one in fresh.verdicts if one.text == first.text), None)
    if fresh.score is None or verdict is None:
        raise ProviderError(fresh.unscored or "the grader came to no judgement", way_out="Try again later; the first verdict stands.")
    again = verdict.model_copy(update={"weight": first.weight, "bonus": first.bonus, "quotes": _moved(verdict, quote)})
    return Appeal(point=first.text, marked=quote, verdict=again, grader=fresh.grader, at=at)


def _marked(whole: str, marked: str, near: int) -> Quote | None:
    words = marked.strip()
    if not words:
        return None
    places = [found.start() for found in re.finditer(re.escape(words), whole)]
    if not places:
        raise InputError("the marked words are not in your answer", way_out="Mark words of your own answer.", key="not_your_words")
    start = min(places, key=lambda place: abs(place - near))
    return Quote(text=words, start=start, end=start + len(words))


def _moved(verdict: Verdict, quote: Quote | None) -> tuple[Quote, ...]:
    """Return the quotes of a verdict on a part of the answer as quotes of the whole."""
    by = quote.start if quote else 0
    return tuple(one.model_copy(update={"start": one.start + by, "end": one.end + by}) for one in verdict.quotes)
