"""When the interviewer goes on with the item that was just answered, at what it aims, and what came of a challenge."""

from __future__ import annotations

import random
import re
from collections.abc import Container, Sequence
from typing import Literal

from interviewer.conversation import Probe
from interviewer.conversation.angles import angle
from interviewer.conversation.quotes import quoted
from interviewer.conversation.subjects import gives_away
from interviewer.schema import FollowUp, Plan, Turn, Verdict, shown_band

MOST_FOLLOW_UPS = 2
_SHORT_SESSION = 10
"""Minutes; in a session that is as short one follow-up an item is enough."""
_STRONG = 80.0
"""Score from which what is missing is left to the report."""
_DRAWN, _CHALLENGES = 0.6, 1 / 3
"""A draw below the first is a probe unless the answer before had one: 0.6 / 1.6 = 3 of 8; of these, the share of challenges."""
_SURE = 0.8
"""Credit of a point that can be challenged."""
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
    if last.grade.score >= _STRONG or (shown_band(last.grade) == "high" and not _wanting(last)):
        return _after_strong(turns, seed)
    return _follow_up(turns, plan)


def _follow_up(turns: Sequence[Turn], plan: Plan) -> Probe | None:
    asked = [turn for turn in turns if turn.kind == "follow_up"]
    is_short = plan.minutes is not None and plan.minutes <= _SHORT_SESSION
    most = 1 if is_short or turns[0].kind == "retry" else MOST_FOLLOW_UPS
    if len(asked) >= most or any(turn.kind in ("deeper", "challenge") for turn in turns) or not _to_build_on(turns):
        return None
    aimed = {turn.aim for turn in asked}
    open_points = [(at, verdict) for at, verdict in _wanting(turns[-1]) if at not in aimed]
    said = {turn.question for turn in turns}
    aims = [at for at, _ in sorted(open_points, key=lambda pair: (pair[1].weight, pair[1].verdict == "partial"), reverse=True)]
    written = next(((at, one) for at in aims if (one := _authored(turns[-1], {at}, said))), None)
    if written:
        return Probe(kind="follow_up", aim=written[0], text=written[1].text)
    asked_for = next((at for at in aims if angle(turns[-1], at)), None)
    return None if asked_for is None else Probe(kind="follow_up", aim=asked_for, text="")  # rather none than a riddle


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
    return some and shown_band(last.grade) != "low" and not (_NOTHING - {"instructions"}) & set(last.grade.cautions)


def _rose(turns: Sequence[Turn]) -> bool:
    """Tell whether the last follow-up brought anything."""
    before, now = turns[-2].grade if len(turns) > 1 else None, turns[-1].grade
    return before is None or now is None or sum(v.credit for v in now.verdicts) > sum(v.credit for v in before.verdicts)


def _authored(turn: Turn, aims: Container[int | None], asked: Container[str]) -> FollowUp | None:
    """Return the first follow-up of the notes with one of these aims that was not asked and gives away nothing that wasn't said."""
    heard = f"{turn.question}\n{turn.whole}"
    said = {v.text for v in turn.grade.verdicts if v.verdict == "hit"} if turn.grade else set()
    unsaid = [point.text for point in turn.item.key_points if point.text not in said]
    fitting = (f for f in turn.item.follow_ups if f.key_point in aims and f.text not in asked)
    return next((f for f in fitting if not gives_away(f.text, unsaid, heard)), None)


def _after_strong(turns: Sequence[Turn], seed: str) -> Probe | None:
    """Return, after about three strong answers of eight, a deeper question or, after one of them, a challenge."""
    last = turns[-1]
    if len(turns) > 1 or last.kind != "main" or not last.number or last.grade is None or not _has_its_turn(seed, last.number):
        return None
    draw = random.Random(f"{seed}:{last.number}:kind")
    sure = [at for at, v in enumerate(last.grade.verdicts) if not v.bonus and _is_sure(v) and quoted(last, at)]
    if draw.random() < _CHALLENGES and sure:
        return Probe(kind="challenge", aim=draw.choice(sure), text="")
    known = {None, *(at for at, v in enumerate(last.grade.verdicts) if v.verdict == "hit" or v.bonus)}
    deeper = _authored(last, known, ())
    return Probe(kind="deeper", aim=deeper.key_point, text=deeper.text) if deeper else None


def _is_sure(verdict: Verdict) -> bool:
    """Tell whether a point was plainly made."""
    return verdict.verdict == "hit" and verdict.credit >= _SURE and verdict.verified


def _has_its_turn(seed: str, number: int) -> bool:
    """Tell whether the strong answer to turn `number` is probed; never two in a row, for a probed one takes two turns."""
    drawn = False
    for at in range(number % 2, number + 1, 2):
        drawn = not drawn and random.Random(f"{seed}:{at}:probe").random() < _DRAWN
    return drawn


_STANCE = 2000
"""Characters in which a side is taken, if at all."""
_ERR = r"(?:错|反|混|颠倒|记岔)"
_STOOD_BY = re.compile(
    rf"(?:不|没|没有|并非|并不|不是|绝不|不会|并没)(?:觉得|认为|是|会|有|能|算|可能|太)*(?:我|它|刚才|自己|这|那|完全|正好|简单)*(?:是|就|会|把)?(?:说|讲|记|想|弄|搞|改口|改变|弄混|反|相反|收回)(?:过来|口|主意|看法|{_ERR})?(?:的|了)?"
    r"|我(?:仍然?|还是|依然|坚持|很?确定|确信|肯定|有把握|保持)|(?<![不没])(?<!不太)(?<!不敢)(?:确定|肯定|坚持|确信)|没错|没有错|不(?:需要|用|必)改|(?:刚才|原来|前面|我)的?(?:那个)?(?:结论|说法|回答|答案|看法|观点)(?:就|都)?是?(?:对的|没问题|正确)|(?:还是|保留|维持)(?:我|刚才|原来|之前)(?:的|那个)*(?:看法|说法|观点|结论)|不对[，,。！]|不是[，,。！]|不[，,。！]|(?:就|应该就|确实就|的确)是这样|(?:有|很有)把握"
    r"|(?:n't|\bnot|\bnever)(?: [\w']+){0,3} (?:wrong|mistaken|mixed|mixing|backwards|the (?:opposite|reverse|other way)|reversed|change (?:my|it|that)|take (?:it|that) back|agree|convinced|right)\b"
    r"|\b(?:i(?:'m| am) (?:still |quite |pretty |very |fairly |absolutely |rather |reasonably )*(?:sure|certain|confident|positive)|i(?:'d| would| will|'ll)? (?:still|do) (?:think|believe|hold|stand|say|maintain)|i(?:'d| would| will|'ll)? (?:stand by|stick (?:to|with|by)|maintain|insist)|yes,? i(?:'m| am)|quite sure|^(?:absolutely |very |quite )?(?:sure|certain|positive)\b|that can't be|i disagree|it (?:really )?(?:is|does)(?: so| indeed)?[.,!])"
)
_YIELDED = re.compile(
    rf"(?:我|刚才|前面|之前|确实|可能|是|好像|大概|应该|也许|的|一时){1, 4}(?:我)?(?:是|都|把|给)?(?:它们?|两个|顺序|概念)?(?:说|讲|记|想|弄|搞|理解)(?:得)?{_ERR}|{_ERR}了|口误|你(?:说|讲)?(?:的|得)?(?:是)?(?:对的?|没错|有道理)"
    r"|(?:我)?(?:改一?下|收回|撤回|更正|纠正一?下|改口)|(?:是|就是|应该是?|好像是?|可能是?)(?:反过来|相反|反的)"
    r"|\b(?:i (?:was|am|might be|may be|could be|must be|think i was|guess i was) (?:\w+ )?(?:wrong|mistaken)|i(?:'m| am) (?:\w+ )?(?:wrong|mistaken)|my (?:mistake|bad|error)|(?:i )?(?:take|took) (?:it|that|this) back|you(?:'re| are| may be| might be| could be)(?: \w+)? (?:right|correct)|i (?:(?:may|might|must|could) have |have |'ve )?(?:\w+ )?(?:mixed|got|confused|swapped|reversed|misremembered|misspoke)\b|i stand corrected|let me correct|correct myself|(?:it(?:'s| is|'d be)|they are) (?:\w+ )?(?:the )?(?:opposite|other way|reverse))"
)
_DOUBTS = re.compile(
    r"不(?:太|是很|很|敢|大|能)?(?:确定|肯定|清楚|知道|记得|坚持)|没(?:有|什么|太)*把握|(?:也许|可能)吧|说不准|\b(?:not|n't)(?: \w+)? (?:sure|certain|confident|positive|know)\b|\b(?:maybe|perhaps|no idea|hard to say|i wonder)\b"
)


def held(turn: Turn) -> Literal["held", "gave_in", "unclear"]:
    """Return what came of a challenge, by the words of its answer alone; unclear where they take no side, or both."""
    said = (turn.answer or "")[:_STANCE].lower().replace("’", "'")
    doubts = bool(_DOUBTS.search(said))
    said = _DOUBTS.sub(" ", said)
    stood, yielded = bool(_STOOD_BY.search(said)), bool(_YIELDED.search(_STOOD_BY.sub(" ", said)))
    if stood == yielded or (stood and doubts):
        return "unclear"
    return "held" if stood else "gave_in"
