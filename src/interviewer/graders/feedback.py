"""What is said about an answer in plain words; made from the verdicts, so that it claims nothing that none of them backs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from interviewer.i18n import say
from interviewer.schema import Language, Verdict, WrongClaim

_MOST = 3
"""Key points named in one line; the card shows all."""
_LONGEST = 160
"""Characters of a key point or a quote; longer ones end at a word, with an ellipsis."""
_LONGEST_ADVICE = 300
_LINK = re.compile(r"https?:|www\.|\]\(|<[a-z/!]", re.IGNORECASE)
_JUDGES = re.compile(
    r"\b(?:excellent|outstanding|impressive|well done|(?:good|great|perfect|strong) (?:job|answer|work|response)|full (?:marks?|credit|scores?)|"
    r"your (?:score|grade|mark)s?|\d+ out of \d+|\d+ (?:points|marks))\b|满分|打分|得分|优秀|(?:回)?答得(?:很|非常|真)|完美地?回答|回答(?:很|非常)?(?:完整|出色|完美)",
    re.IGNORECASE,
)


def compose(
    language: Language,
    verdicts: Sequence[Verdict],
    wrong_claims: Sequence[WrongClaim] = (),
    *,
    gaps: Mapping[int, str] | None = None,
    advice: str = "",
) -> str:
    """Return feedback: what was there, what is undecided, what was missing, what was wrong, one thing to do next.

    Args:
        gaps: What is absent of a partly covered key point, by its index.
        advice: The thing to do next; without it, the heaviest missing point.
    """
    gaps = gaps or {}
    lines = [_line(language, kind, verdicts, gaps) for kind in ("hit", "partial", "undecided", "missed")]
    wrong = [_claim(language, claim) for claim in wrong_claims[:_MOST]]
    lines.append(say(language, "feedback.wrong", claims=_joined(language, wrong)) if wrong else "")
    lines.append(_next(language, verdicts, advice))
    return "\n".join(filter(None, lines)).replace("….", "…").replace("…。", "…")


def sober(text: str, longest: int = _LONGEST_ADVICE) -> str:
    """Return one line that a model wrote, or nothing where it praises, marks or links: that is not its to say."""
    line = " ".join(text.split())
    if _LINK.search(line) or _JUDGES.search(line):
        return ""
    return _clipped(line, longest)


def _line(language: Language, kind: str, verdicts: Sequence[Verdict], gaps: Mapping[int, str]) -> str:
    found = [i for i, verdict in enumerate(verdicts) if verdict.verdict == kind]
    if not found or (kind == "missed" and all(verdicts[i].bonus for i in found)):
        return ""
    found.sort(key=lambda i: (verdicts[i].bonus, -verdicts[i].weight))
    named = [_named(language, verdicts[i].text, gaps.get(i, "")) for i in found[:_MOST]]
    more = say(language, "feedback.more", count=len(found) - _MOST) if len(found) > _MOST else ""
    return say(language, f"feedback.{kind}", points=_joined(language, named) + more)


def _named(language: Language, point: str, gap: str) -> str:
    return say(language, "feedback.gap", point=_short(point), gap=gap) if gap else _short(point)


def _claim(language: Language, claim: WrongClaim) -> str:
    quote = _short(claim.quote.text)
    if not claim.why:
        return say(language, "feedback.claim_bare", quote=quote)
    return say(language, "feedback.claim", quote=quote, right=_short(claim.why, _LONGEST_ADVICE))


def _next(language: Language, verdicts: Sequence[Verdict], advice: str) -> str:
    if advice:
        return say(language, "feedback.next", advice=advice)
    lacking = [v for v in verdicts if v.verdict in {"missed", "wrong", "partial"} and not v.bonus]
    if not lacking:
        return ""
    return say(language, "feedback.next_point", point=_short(max(lacking, key=lambda v: v.weight * (1 - v.credit)).text))


def _joined(language: Language, pieces: Sequence[str]) -> str:
    return ("；" if language == "zh" else "; ").join(pieces)


def _short(text: str, longest: int = _LONGEST) -> str:
    return _clipped(" ".join(text.split()).rstrip("。.;； "), longest)


def _clipped(line: str, longest: int) -> str:
    if len(line) <= longest:
        return line
    kept = line[: longest - 1]
    whole = kept.rpartition(" ")[0] if " " in kept[longest // 2 :] else kept
    return whole.rstrip(" ,;:，；：、") + "…"
