"""What scores, places, graders and verdicts are called: the words that the report, the page and the terminal share."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from interviewer.i18n import has, say
from interviewer.report.asked import PointResult, as_read
from interviewer.report.results import Cited, Report, TopicResult
from interviewer.schema import Grade, GraderStamp, Language, Quote, Reference, Trust, Turn, Verdict, band

MARKS = {"hit": "✓", "partial": "◐", "missed": "○", "wrong": "✕", "undecided": "?"}


def place(reference: Reference | Cited) -> str:
    """Return where a reference stands: `file:first-last`."""
    if reference.line is None:
        return reference.document
    return f"{reference.document}:{reference.line}" + (
        f"-{reference.end_line}" if reference.end_line and reference.end_line != reference.line else ""
    )


def overall(report: Report, language: Language, topic: TopicResult | None = None) -> str:
    """Return the score of a session, or of one of its topics, as a person should read it; a skipped question counts as 0."""
    if topic is None:
        return points(report.score, report.grades(), language, report.covered())
    if topic.score is None and topic.skipped == topic.asked:
        return say(language, "replay.skipped")
    return points(topic.score, report.grades(topic.topic), language, report.covered(topic.topic))


def points(score: float | None, grades: Sequence[Grade], language: Language, covered: float | None = None) -> str:
    """Return the score of these grades as a person should read it: a number from the llm grader, a band where the local one took part.

    The band is that to which their key points add up, so that it agrees with the checklist beside it; `covered` is what several questions
    come to together, the skipped ones with them.
    """
    if score is None:
        return say(language, "score.none")
    if all(grade.grader.name == "llm" for grade in grades):
        return f"{score:.0f}/100"
    read = [as_read(grade) for grade in grades]
    if not any(verdict.verdict not in ("missed", "wrong") for grade in grades for verdict in grade.verdicts) and not any(read):
        return say(language, "score.band.none")
    return say(language, f"score.band.{band(fmean(read) if covered is None else covered)}")


def caution(code: str, language: Language) -> str:
    return say(language, f"caution.{code}") if has(f"caution.{code}") else code


def grader_name(graded: Grade | GraderStamp, language: Language) -> str:
    stamp = graded.grader if isinstance(graded, Grade) else graded
    return say(language, f"grader.{stamp.name}", model=stamp.model)


def trust_lines(stamp: GraderStamp, trust: Trust | None, language: Language) -> list[str]:
    """Return how far a grade of this grader can be trusted: what it measures, and how well, as last measured."""
    lines = [say(language, f"trust.{stamp.name}")]
    if stamp.taught:
        lines.append(say(language, "trust.taught"))
    if trust is None:
        return [*lines, say(language, "trust.unmeasured")]
    lines.append(say(language, "trust.measured", questions=trust.questions, answers=trust.figures.answers, date=trust.measured_on))
    shown = {**trust.figures.model_dump(), "flips": trust.flips}
    for name in ("pairwise", "attacks_passed", "good_failed", "flips"):
        if shown[name] is not None:
            lines.append(say(language, f"trust.{name}", value=f"{shown[name]:.0%}"))
    if trust.figures.pearson is not None:
        lines.append(say(language, "trust.pearson", value=f"{trust.figures.pearson:.2f}"))
    return lines


def quotes_shown(verdict: Verdict | PointResult) -> tuple[Quote, ...]:
    """Return the quotes a person should see: the nearest words to a point that was missed prove nothing."""
    return () if verdict.verdict == "missed" else verdict.quotes


def corrected(turn: Turn, verdict: Verdict, language: Language) -> str:
    """Return what the person says to a verdict, or nothing; to say the same as the grader is to have taken it back."""
    said = next((one.verdict for one in reversed(turn.corrections) if one.point == verdict.text), None)
    return say(language, "correct.shown", verdict=say(language, f"verdict.{said}")) if said not in (None, verdict.verdict) else ""
