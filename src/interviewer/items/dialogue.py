"""An interview written down turn by turn."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviewer.items.evidence import Chosen
from interviewer.items.forms import Mark, Shape, finish
from interviewer.items.outline import Kind, Line
from interviewer.items.wording import Asks, asks, clean

_TURN = re.compile(
    r"^[\s>*_\-•\[【(（]*(?:\d{1,2}:\d{2}(?::\d{2})?\s*[\])】]?\s*)?([A-Za-z][\w .]{0,28}?|[\u4e00-\u9fff]{1,6}[A-Z\d]?|[\U0001F468\U0001F469\U0001F9D1\u200d\U0001F300-\U0001FAFF]+)\s*[*_\]】)）]*\s*[:：]\s*[*_]*\s*(.*)$"
)
_ASKER = re.compile(
    r"^(?:面试官.{0,2}|考官|主考官|主面|提问者|HR|hr|老师|导师|interviewer.{0,2}|host|recruiter|examiner|moderator|hiring manager|i)$",
    re.IGNORECASE,
)
_ANSWERER = re.compile(
    r"^(?:候选人|应聘者|求职者|面试者|被面试者|我|本人|小.|学生|同学|(?:(?:expected|sample|ideal|good|strong|my) )?(?:candidate|interviewee|applicant)(?: (?:response|answer|reply))?|me|guest|c)$",
    re.IGNORECASE,
)


_BOLD = re.compile(r"\*\*([^*\s][^*]{3,}?)\*\*")
_TELL = re.compile(r"[说讲聊谈](?:[一]?[下说讲聊谈])|介绍|解释|\b(?:tell|explain|describe|walk me)\b", re.IGNORECASE)


_FAREWELL = 80
"""Letters of a last turn that only ends the talk."""


@dataclass(frozen=True, slots=True)
class _Turn:
    at: int
    name: str
    text: str


def _turns(lines: Sequence[Line]) -> list[_Turn]:
    found = []
    for line in lines:
        if line.kind is Kind.TEXT and len(line.text) < 4000:
            turn = _TURN.match(line.text)
            if turn:
                found.append(_Turn(line.at, turn.group(1).strip().lower(), turn.group(2)))
    return found


def _speakers(found: Sequence[_Turn]) -> tuple[str, str] | None:
    """Return who asks and who answers, when two names take turns."""
    names = Counter(turn.name for turn in found)
    askers = [name for name in names if _ASKER.match(name)]
    answerers = [name for name in names if _ANSWERER.match(name)]
    pair = (max(askers, key=names.__getitem__), max(answerers, key=names.__getitem__)) if askers and answerers else None
    if pair is None or names[pair[0]] < 2 or names[pair[1]] < 2:
        return None
    spoken = [turn.name for turn in found if turn.name in pair]
    changes = sum(a != b for a, b in itertools.pairwise(spoken))
    return pair if changes >= 0.6 * (len(spoken) - 1) else None


def turns(lines: Sequence[Line]) -> list[Chosen]:
    """Return what the interviewer asks, each with what the candidate says until the next question.

    A turn of the interviewer that asks nothing ("好的", "go on") belongs to the answer before it.
    """
    found = _turns(lines)
    pair = _speakers(found)
    if pair is None:
        return []
    spoken = [turn for turn in found if turn.name in pair]
    chosen: list[Chosen] = []
    for n, turn in enumerate(spoken):
        stop = spoken[n + 1].at if n + 1 < len(spoken) else _end(lines, turn.at)
        if turn.name != pair[0]:
            if chosen:
                chosen[-1] = _answered(chosen[-1], turn, min(stop, _end(lines, turn.at)))
            continue
        text = _asked([turn.text, *(line.text for line in lines[turn.at + 1 : min(stop, _end(lines, turn.at))] if line.kind is Kind.TEXT)])
        if asks(clean(text)) < Asks.TOPIC and (chosen or len(clean(text)) < 4):
            if chosen and (n + 1 < len(spoken) or len(text) > _FAREWELL):
                chosen[-1].stop = min(stop, _end(lines, turn.at))
            continue
        mark = finish(Mark(turn.at, max(turn.at, _last_text(lines, turn.at, stop)), Shape.TURN, 0, "", Asks.NO), text)
        chosen.append(Chosen(replace(mark, label=True), min(stop, _end(lines, turn.at))))
    return [c for c in chosen if c.mark.title and (c.mark.rest or c.mark.asks is Asks.SURELY)]


def _asked(said: Sequence[str]) -> str:
    """Return what a turn asks: the last bold words of it that ask, or that stand where it asks to tell, else all that is said, without quotation marks."""
    text = " ".join(said).strip()
    bold = [found for found in _BOLD.finditer(text) if len(found.group(1)) < len(text) - 4]
    last = next((found for found in reversed(bold) if asks(found.group(1)) >= Asks.LIKELY), None)
    if last is None and bold and _TELL.search(text):
        last = bold[-1]
    if last is not None:
        return last.group(1) + (text[last.end() :] if text[last.end() :] in ("?", "？") else "")
    return text.strip('"“”「」')


def _answered(chosen: Chosen, turn: _Turn, stop: int) -> Chosen:
    """Let the answer to a question begin with what the candidate says first, without the name."""
    if chosen.mark.rest or chosen.stop > turn.at:
        chosen.stop = stop
        return chosen
    return replace(chosen, mark=replace(chosen.mark, end=turn.at, rest=turn.text or " "), stop=stop)


def _end(lines: Sequence[Line], at: int) -> int:
    return next((line.at for line in lines[at + 1 :] if line.kind is Kind.HEADING), len(lines))


def _last_text(lines: Sequence[Line], at: int, stop: int) -> int:
    return max((line.at for line in lines[at:stop] if line.kind is Kind.TEXT), default=at)
