"""What scores, places, graders and verdicts are called: the words that the report, the page and the terminal share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from interviewer.i18n import has, say
from interviewer.report.asked import Asked, PointResult
from interviewer.report.results import Cited
from interviewer.schema import Grade, GraderStamp, Language, Plan, Quote, Reference, Session, Trust, Turn, Verdict, band
from interviewer.text import is_cjk, plain

MARKS = {"hit": "✓", "partial": "◐", "missed": "○", "wrong": "✕", "undecided": "?"}
_NAMED = 60
"""Columns of a question that is named within a sentence; a Han letter takes two."""


def place(reference: Reference | Cited) -> str:
    """Return where a reference stands: `file:first-last`."""
    if reference.line is None:
        return reference.document
    return f"{reference.document}:{reference.line}" + (
        f"-{reference.end_line}" if reference.end_line and reference.end_line != reference.line else ""
    )


def points(score: float | None, grades: Sequence[Grade], language: Language) -> str:
    """Return the score of these grades as a person should read it: a number from the llm grader, a band where the local one took part."""
    if score is None:
        return say(language, "score.none")
    if all(grade.grader.name == "llm" for grade in grades):
        return f"{score:.0f}/100"
    return say(language, f"score.band.{band(score)}")


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
    """Return what the person says to a verdict, or nothing."""
    said = next((one.verdict for one in turn.corrections if one.point == verdict.text), None)
    return say(language, "correct.shown", verdict=say(language, f"verdict.{said}")) if said else ""


# ---------------------------------------------------------------- of a report


def named(question: str) -> str:
    """Return a question as it is named within a sentence: one line without markup, cut where it is long."""
    line, columns = plain(question), 0
    for at, letter in enumerate(line):
        columns += 2 if is_cjk(letter) else 1
        if columns > _NAMED:
            cut = line[:at]
            whole = cut.rpartition(" ")[0] if " " in cut[at // 2 :] else cut
            return whole.rstrip(" ,.;:，。；：、") + "…"
    return line.rstrip("。.")


def duration(seconds: float, language: Language) -> str:
    if seconds < 60:
        return say(language, "report.time.seconds", seconds=round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:
        return say(language, "report.time.minutes", minutes=minutes)
    return say(language, "report.time.hours", hours=minutes // 60, minutes=minutes % 60)


def day(moment: datetime) -> str:
    """Return the day of a moment where the reader is."""
    return moment.astimezone().strftime("%Y-%m-%d")


def plan_words(plan: Plan, language: Language) -> str:
    """Return what a session practises, in a few words."""
    parts = [named(topic) for topic in plan.topics]
    parts += [say(language, "report.plan.query", query=named(plan.query))] if plan.query.strip() else []
    parts += [say(language, "report.plan.brief")] if plan.brief.strip() else []
    parts += [say(language, f"report.plan.{plan.focus}")] if plan.focus != "all" else []
    parts += [say(language, "report.plan.company", company=named(plan.company))] if plan.company.strip() else []
    parts += [say(language, "report.plan.mine")] if plan.mine else []
    parts = parts or [say(language, "report.plan.all")]
    parts += [say(language, f"difficulty.{plan.difficulty}")] if plan.difficulty else []
    parts += [say(language, "report.plan.simulation")] if plan.mode == "simulation" else []
    parts += [say(language, "report.plan.minutes", minutes=plan.minutes)] if plan.minutes else []
    return joined(parts, language)


def joined(parts: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(parts)


def widened_words(session: Session, language: Language) -> str:
    """Return how the choice was widened; empty where it was not."""
    widened = session.widened
    if widened is None or not has(f"widened.{widened.by}"):
        return ""
    return say(language, f"widened.{widened.by}", fitting=widened.fitting, to=joined(widened.to, language))


def facts(one: Asked, grades: Sequence[Grade], language: Language) -> list[str]:
    """Return what is to be known of a question beside its answer: why it was asked, confidence, tries, hints, time, when it comes back."""
    told = []
    if one.why is not None and has(f"why.{one.why.kind}"):
        told.append(say(language, "report.picked", why=say(language, f"why.{one.why.kind}", about=one.why.about)))
    if one.confidence is not None:
        told.append(say(language, f"report.confidence.{one.confidence}"))
    if one.first_score is not None:
        first, last = points(one.first_score, grades, language), points(one.score, grades, language)
        told.append(say(language, "report.tries", first=first, last=last))
    if one.hints:
        told.append(say(language, "report.hints", count=one.hints))
    if one.seconds:
        told.append(duration(one.seconds, language))
    if one.due is not None:
        told.append(say(language, "report.due_on", date=day(one.due)))
    return told


def remarks(point: PointResult, language: Language) -> list[str]:
    """Return what an appeal and the person say to a verdict, and whether its quote is unverified."""
    told = [] if point.verified or point.verdict == "missed" else [say(language, "card.unverified")]
    if point.first is not None:
        now, first = (say(language, f"verdict.{verdict}") for verdict in (point.verdict, point.first))
        key = "report.appeal_same" if point.first == point.verdict else "report.appealed"
        told.append(say(language, key, verdict=now, **({} if point.first == point.verdict else {"first": first})))
    if point.corrected is not None:
        told.append(say(language, "correct.shown", verdict=say(language, f"verdict.{point.corrected}")))
    return told
