"""Making recorded grades again from what was kept, to see whether the same verdicts come of it; nothing is asked of any model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, Literal

from pydantic import ValidationError

from interviewer.batch import BadLine, item_of, read_line
from interviewer.errors import InputError, ProviderError
from interviewer.graders.risen import risen
from interviewer.schema import Frozen, Grade, Grader, GraderStamp, Item, Turn, standing, threads

Outcome = Literal["same", "different", "gone", "item_changed", "unscored"]
"""gone: a reply of the model is not kept; item_changed: the grade belongs to another wording of the item; unscored: nothing to repeat."""
Regrader = Callable[[GraderStamp], Grader]
"""Gives the grader that makes a grade of this stamp again, without asking a model."""
_COMPARED = ("score", "verdicts", "wrong_claims", "cautions", "feedback")


class Replayed(Frozen):
    """One grade, made again where that was possible."""

    line: dict[str, Any]
    """The new grade as `interviewer grade` writes it; the recorded one where there is none."""
    outcome: Outcome
    differs: tuple[str, ...] = ()
    """The fields in which the new grade is not the recorded one."""
    changed: tuple[str, ...] = ()
    """What of the grader is no longer what it was: prompt, version, model."""

    def contract(self) -> dict[str, Any]:
        told = {"outcome": self.outcome, "differs": list(self.differs), "changed": list(self.changed)}
        return {**self.line, "replay": told}


def replay_lines(answers: Iterable[str], grades: Iterable[str], regrader: Regrader, now: Sequence[GraderStamp]) -> Iterator[Replayed]:
    """Yield each recorded line made again; raises InputError where the answers are not those of the grades."""
    for number, (answer, grade) in enumerate(zip_longest(answers, grades), 1):
        if answer is None or grade is None:
            raise InputError(
                f"there are not as many answers as grades: one of them ends before line {number}",
                way_out="Name the file that was graded with --in.",
                key="replay_count",
                line=number,
            )
        yield _replayed_line(answer, _recorded(grade, number), number, regrader, now)


def replay_turns(turns: Sequence[Turn], regrader: Regrader, now: Sequence[GraderStamp]) -> Iterator[Replayed]:
    """Yield the grade of each answered turn made again; its id is the number of the turn, from 1.

    The grade of a follow-up stands on the one before it, as it was recorded. A challenge has no grade of its own.
    """
    for at, turn in enumerate(turns):
        if turn.grade is None or turn.answer is None or turn.kind == "challenge":
            continue
        # as it stood then: appeals came later
        before = standing([one.model_copy(update={"appeals": ()}) for one in threads(turns[: at + 1])[-1][:-1]])
        regraded = _on(regrader, before) if before else regrader
        yield _replayed(turn.item, turn.whole, turn.grade.contract(turn.number + 1), regraded, now)


def _on(regrader: Regrader, before: Grade) -> Regrader:
    """Return a regrader whose grades stand on that of what was said before."""

    class Standing:
        def __init__(self, grader: Grader) -> None:
            self._grader = grader

        def grade(self, item: Item, answer: str) -> Grade:
            return risen(before, self._grader.grade(item, answer), item, answer)

    return lambda stamp: Standing(regrader(stamp))


def _recorded(text: str, number: int) -> dict[str, Any]:
    try:
        line = json.loads(text)
        GraderStamp.model_validate(line["grader"] if line["score"] is not None else {"name": "llm", "model": "", "version": ""})
    except (ValueError, LookupError, TypeError, ValidationError):
        raise InputError(
            f"line {number} is not a grade", way_out="Name a file that `interviewer grade --out` wrote.", key="replay_no_grade", line=number
        ) from None
    return dict(line)


def _replayed_line(answer: str, recorded: dict[str, Any], number: int, regrader: Regrader, now: Sequence[GraderStamp]) -> Replayed:
    try:
        line = read_line(answer)
    except BadLine:
        return Replayed(line=recorded, outcome="unscored")
    if line.id != recorded.get("id"):
        raise InputError(
            f"line {number} of the answers is not the answer to line {number} of the grades: their ids differ",
            way_out="Name the file that was graded with --in.",
            key="replay_ids",
            line=number,
        )
    return _replayed(item_of(line), line.answer, recorded, regrader, now)


def _replayed(item: Item, answer: str, recorded: dict[str, Any], regrader: Regrader, now: Sequence[GraderStamp]) -> Replayed:
    if recorded["score"] is None:
        return Replayed(line=recorded, outcome="unscored")
    stamp = GraderStamp.model_validate(recorded["grader"])
    changed = _changed(stamp, next((one for one in now if one.name == stamp.name), stamp))
    if recorded.get("item_revision") not in ("", None, item.revision):
        return Replayed(line=recorded, outcome="item_changed", changed=changed)
    try:
        grade = regrader(stamp).grade(item, answer)
    except ProviderError:
        return Replayed(line=recorded, outcome="gone", changed=changed)
    line = grade.contract(recorded.get("id"))
    changed = changed if stamp.name == "llm" else _changed(stamp, grade.grader)  # which tells what it has been taught, too
    differs = tuple(name for name in _COMPARED if line[name] != recorded.get(name))
    return Replayed(line=line, outcome="different" if differs else "same", differs=differs, changed=changed)


def _changed(stamp: GraderStamp, today: GraderStamp) -> tuple[str, ...]:
    return tuple(name for name in ("prompt", "version", "model") if getattr(today, name) not in ("", getattr(stamp, name)))
