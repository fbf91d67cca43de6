"""What a judgement holds: verdicts with quotes, the score, the grader, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, Protocol

from interviewer.schema.base import Frozen
from interviewer.schema.notes import Item


class Quote(Frozen):
    """The candidate's own words: `answer[start:end] == text`, cut by code."""

    text: str
    start: int
    end: int


class Verdict(Frozen):
    text: str
    """Of the key point."""
    weight: float
    bonus: bool = False
    verdict: Literal["hit", "partial", "missed", "wrong", "undecided"]
    credit: float
    """0..1."""
    verified: bool = True
    """False when the quoted words show no relation to the key point."""
    quotes: tuple[Quote, ...] = ()


class WrongClaim(Frozen):
    quote: Quote
    why: str
    point: int | None = None
    """0-based index of the key point that is already judged `wrong` for it, so that it isn't counted twice."""


LESSONS = "/lessons="


class GraderStamp(Frozen):
    name: Literal["local", "llm"]
    model: str
    prompt: str = ""
    """Fingerprint of the prompt; empty for the local grader."""
    version: str
    """Of what turns evidence or replies into verdicts; "/votes=3" and "/lessons=HASH" after it name how it was used."""

    @property
    def taught(self) -> bool:
        """Whether a person's corrections, or a model's grades, moved this grade of the local grader."""
        return LESSONS in self.version

    @property
    def untaught(self) -> GraderStamp:
        """The same grader as it ships."""
        return self.model_copy(update={"version": self.version.partition(LESSONS)[0]})


class Tokens(Frozen):
    input: int = 0
    output: int = 0
    estimated: bool = False


class Grade(Frozen):
    score: float | None
    """0..100; null only when no judgement was possible, and then `unscored` says why."""
    verdicts: tuple[Verdict, ...] = ()
    wrong_claims: tuple[WrongClaim, ...] = ()
    feedback: str = ""
    cautions: tuple[str, ...] = ()
    """Stable codes, e.g. "empty", "dont_know", "instructions", "question_copied"; doors translate them."""
    unscored: str | None = None
    grader: GraderStamp
    tokens: Tokens = Tokens()
    cost: float | None = None
    """Of the tokens, where the settings tell their price."""
    item_revision: str = ""
    seconds: float = 0.0
    kept: bool = False
    """Nothing was paid this time: the model's replies were those kept from an earlier call, whose tokens and cost these are."""

    def contract(self, line_id: Any) -> dict[str, Any]:
        """Return the line that `interviewer grade` writes."""
        line = self.model_dump(mode="json", exclude={"seconds", "kept", "wrong_claims", "tokens"})
        line["wrong_claims"] = [{"quote": claim.quote.text, "why": claim.why} for claim in self.wrong_claims]
        line["tokens"] = {"in": self.tokens.input, "out": self.tokens.output}
        return {"id": line_id, **line}


WRONG_CLAIM_COST = 10.0
WRONG_CLAIMS_COST_AT_MOST = 30.0


def score(verdicts: Sequence[Verdict], wrong_claims: Sequence[WrongClaim] = ()) -> float:
    """Return the score, 0..100, of one answer; the only place where a score is made.

    100 * (sum of weight * credit over the vital points, their weights scaled to sum to 1, plus the same sum over the
    bonus points, whose weights stay as they are), minus 10 for each wrong claim, at most 30. A claim that names a
    point judged `wrong` costs nothing more: that point has already lost its weight. Without vital points the bonus
    points alone count. A point that is `undecided` because the votes on it are split counts with the mean of their
    credits: neither denied nor awarded in full.
    """
    vital = sum(max(0.0, v.weight) for v in verdicts if not v.bonus)
    covered = sum(max(0.0, v.weight) * _within_one(v.credit) for v in verdicts if not v.bonus)
    extra = sum(max(0.0, v.weight) * _within_one(v.credit) for v in verdicts if v.bonus)
    counted = [claim for claim in wrong_claims if not _already_lost(claim, verdicts)]
    cost = min(WRONG_CLAIMS_COST_AT_MOST, WRONG_CLAIM_COST * len(counted))
    earned = 100.0 * ((covered / vital if vital else 0.0) + extra)
    return min(100.0, max(0.0, earned - cost))


def _within_one(credit: float) -> float:
    return min(1.0, max(0.0, credit))


def _already_lost(claim: WrongClaim, verdicts: Sequence[Verdict]) -> bool:
    return claim.point is not None and 0 <= claim.point < len(verdicts) and verdicts[claim.point].verdict == "wrong"


Band = Literal["low", "middle", "high"]
BANDS: tuple[float, float] = (35.0, 60.0)
"""Scores at which the middle and the high band begin."""


def band(score: float) -> Band:
    """Return which of three bands a page shows for a score of the local grader, whose single points mean little."""
    return "high" if score >= BANDS[1] else "middle" if score >= BANDS[0] else "low"


_LEVELS = {"hit": 1.0, "partial": 0.5, "missed": 0.0, "wrong": 0.0}


def score_shown(grade: Grade) -> float:
    """Return the score, 0..100, that the verdicts come to as a person reads them: there 1, partly there 0.5, else 0; undecided as voted.

    The local grader's credits are continuous. What it calls missed still has some, which would lift a band above what the checklist says.
    """
    read = (v if v.verdict == "undecided" else v.model_copy(update={"credit": _LEVELS[v.verdict]}) for v in grade.verdicts)
    return score(tuple(read), grade.wrong_claims)


def shown_band(grade: Grade) -> Band:
    """Return the band to show for one grade that has a score: the one that its checklist adds up to."""
    return band(score_shown(grade))


class Grader(Protocol):
    """One verb, one result, two bodies (local, llm)."""

    def grade(self, item: Item, answer: str) -> Grade:
        """Judge one answer; a failed model call gives an unscored grade, never an exception or a made-up score."""
        ...


class Figures(Frozen):
    """How one grader does on some labelled answers; null where nothing can be said."""

    answers: int
    unscored: int
    """Answers that got no score; they are left out of everything below."""
    pearson: float | None
    """Correlation of the score with the mean of the labelled ones."""
    qwk: float | None
    """Quadratic weighted kappa of the two, in six steps."""
    kappa: float | None
    """Cohen's kappa of the verdicts on key points, mean over those who labelled them."""
    pairwise: float | None
    """Share of pairs of answers to one question that it ranks as the labels do; a tie counts half."""
    leniency: float | None
    """By how much its scores are above the labelled ones, mean, of 100."""
    attacks_passed: float | None
    """Share of worthless answers (pleas, term lists, empty fluency, ...) that get 50 or more."""
    good_failed: float | None
    """Share of right answers (own words, terse, other language, ...) that get less than 60."""


class Trust(Frozen):
    """How far the grades of one grader can be trusted, as last measured."""

    grader: GraderStamp
    measured_on: str
    """The day, YYYY-MM-DD."""
    questions: int
    runs: int
    figures: Figures
    flips: float | None
    """Share of verdicts that were not the same in all runs; null for a single run."""
    kappa_between: float | None
    """Kappa of the verdicts of the two who labelled the answers: what can be reached."""
