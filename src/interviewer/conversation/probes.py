"""When the interviewer goes on with the item that was just answered, at what it aims, and what came of a challenge."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Literal

from interviewer.conversation import Probe
from interviewer.schema import Plan, Turn, Verdict, band
from interviewer.text import terms

MOST_FOLLOW_UPS = 2
_SHORT_SESSION = 10
"""Minutes; in a session that is as short one follow-up an item is enough."""
_DEEPER, _CHALLENGE = 0.25, 0.125
"""Shares of the strong answers after which a deeper question or a challenge follows."""
_NOTHING = frozenset(("empty", "dont_know", "instructions", "question_copied", "off_topic"))
"""Cautions of an answer on which nothing can be built, unless something was hit all the same."""


def probe_after(turns: Sequence[Turn], plan: Plan, seed: str) -> Probe | None:
    """Return the question that goes on with an item, or None.

    Args:
        turns: Of this item in this session since its main question or its retry, the last one graded.
        seed: The session's.
    """
    if not turns or (last := turns[-1]).grade is None or last.grade.score is None or last.skipped:
        return None
    if band(last.grade.score) == "high" and not _wanting(last):
        return _after_strong(turns, seed)
    return _follow_up(turns, plan)


def _follow_up(turns: Sequence[Turn], plan: Plan) -> Probe | None:
    asked = [turn for turn in turns if turn.kind == "follow_up"]
    most = 1 if plan.minutes is not None and plan.minutes <= _SHORT_SESSION else MOST_FOLLOW_UPS
    if len(asked) >= most or any(turn.kind in ("deeper", "challenge") for turn in turns) or not _to_build_on(turns):
        return None
    aimed = {turn.aim for turn in asked}
    open_points = [(at, verdict) for at, verdict in _wanting(turns[-1]) if at not in aimed]
    if not open_points:
        return None
    aim = max(open_points, key=lambda pair: (pair[1].weight, pair[1].verdict == "partial"))[0]
    return Probe(kind="follow_up", aim=aim, text=_authored(turns[-1], aim, {turn.question for turn in turns}))


def _wanting(turn: Turn) -> list[tuple[int, Verdict]]:
    """Return the vital key points that an answer lacks, in whole or in part, with their places in the item."""
    verdicts = turn.grade.verdicts if turn.grade else ()
    return [
        (at, v) for at, v in enumerate(verdicts) if not v.bonus and v.verdict in ("missed", "partial") and at < len(turn.item.key_points)
    ]


def _to_build_on(turns: Sequence[Turn]) -> bool:
    """Tell whether the last answer shows something: a low one, or one that says it doesn't know, is better left in peace."""
    last = turns[-1]
    if last.grade is None:
        return False
    some = any(v.verdict in ("hit", "partial") and v.credit > 0 for v in last.grade.verdicts)
    if last.kind == "follow_up":
        return some and not _NOTHING & set(last.grade.cautions) and _rose(turns)
    return some and band(last.grade.score or 0.0) != "low" and not (_NOTHING - {"instructions"}) & set(last.grade.cautions)


def _rose(turns: Sequence[Turn]) -> bool:
    """Tell whether the last follow-up brought anything."""
    before, now = turns[-2].grade if len(turns) > 1 else None, turns[-1].grade
    return before is None or now is None or sum(v.credit for v in now.verdicts) > sum(v.credit for v in before.verdicts)


def _authored(turn: Turn, aim: int, asked: set[str]) -> str:
    """Return the follow-up of the notes that aims at a point and gives nothing of it away; empty when there is none."""
    heard = f"{turn.question}\n{turn.whole}"
    for follow_up in turn.item.follow_ups:
        if (
            follow_up.key_point == aim
            and follow_up.text not in asked
            and not reveals(follow_up.text, turn.item.key_points[aim].text, heard)
        ):
            return follow_up.text
    return ""


def reveals(text: str, point: str, heard: str) -> bool:
    """Tell whether a text says a good part of what is in a point and was not heard yet."""
    fresh = set(terms(point)) - set(terms(heard))
    return len(fresh & set(terms(text))) > 0.2 * len(fresh)


def _after_strong(turns: Sequence[Turn], seed: str) -> Probe | None:
    last = turns[-1]
    if len(turns) > 1 or last.number == 0 or last.grade is None:
        return None
    draw = random.Random(f"{seed}:{last.number}:probe")
    chance = draw.random()
    if chance < _CHALLENGE:
        sure = [at for at, v in enumerate(last.grade.verdicts) if v.verdict == "hit" and v.verified and v.quotes and not v.bonus]
        return Probe(kind="challenge", aim=draw.choice(sure), text="") if sure else None
    if chance < _CHALLENGE + _DEEPER:
        hit = {at for at, v in enumerate(last.grade.verdicts) if v.verdict == "hit" or v.bonus}
        fitting = [f for f in last.item.follow_ups if f.key_point is None or f.key_point in hit]
        return Probe(kind="deeper", aim=fitting[0].key_point, text=fitting[0].text) if fitting else None
    return None


_GAVE_IN = re.compile(
    r"(?:我|刚才|前面|之前|确实|可能)+(?:是|都|好像)?(?:说|讲|记|想|弄|搞)(?:错|反|混)|你(?:说|讲)?(?:的)?(?:是)?(?:对的?|有道理)|我(?:改|收回|撤回|更正)|应该是反过来"
    r"|\b(?:i was wrong|my mistake|i take (?:it|that) back|you(?:'re| are) (?:probably |perhaps |absolutely )?right|i (?:mixed|got) (?:it|that|them) (?:up|backwards)|i stand corrected|sorry, it(?:'s| is) the other way)\b"
)
_HELD = re.compile(
    r"我(?:仍然|还是|依然|坚持|确定|确信|很确定|肯定)|(?:没|不是|并没)有?(?:说|讲|记|想|弄|搞)(?:错|反|混)|不(?:对|是)[，,。]|确定|肯定|没错|不会(?:错|变)|坚持"
    r"|\b(?:i(?:'m| am) (?:quite |pretty |very |fairly )?(?:sure|certain|confident)|i (?:still|do) (?:think|believe|hold|stand)|i stand by|yes,? i(?:'m| am)|i(?:'d| would) stick|no,? (?:it|that|i)|i disagree|not the opposite)\b"
)
_UNSURE = re.compile(
    r"不(?:太)?(?:确定|肯定|清楚|知道)|没(?:有)?把握|也许|可能吧|\b(?:not (?:so |quite |really |entirely )?(?:sure|certain)|maybe|don't know|no idea)\b"
)


def held(turn: Turn) -> Literal["held", "gave_in", "unclear"]:
    """Return what came of a challenge, by the words of its answer and by whether the point still stands in the grade."""
    said = (turn.answer or "").lower().replace("’", "'")
    if not said or _UNSURE.search(said):
        return "unclear"
    stood, fell = bool(_HELD.search(said)), bool(_GAVE_IN.search(_HELD.sub(" ", said)))
    if stood == fell:
        return "unclear"
    return "held" if stood else "gave_in"
