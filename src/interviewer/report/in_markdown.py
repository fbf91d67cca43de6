"""The report as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer.i18n import say
from interviewer.report.results import Missed, Report
from interviewer.report.words import caution, corrected, grader_name, place, points, quotes_shown
from interviewer.schema import Grade, Item, Language, Turn, Verdict

_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)


def markdown(report: Report, language: Language) -> str:
    """Return the report as Markdown that reads well without the program."""
    lines = [f"# {say(language, 'report.title')}", "", _summary(report, language), ""]
    if report.cost is not None:
        lines += [say(language, "report.cost", cost=f"{report.cost:.4f}"), ""]
    if report.topics:
        lines += [f"## {say(language, 'report.topics')}", "", *_topic_table(report, language), ""]
    if report.missed:
        lines += [f"## {say(language, 'report.missed')}", ""]
        lines += [_missed_line(missed, language) for missed in report.missed[:12]] + [""]
    for turn in report.turns:
        lines += _turn_lines(turn, language)
    return "\n".join(lines).rstrip() + "\n"


def _summary(report: Report, language: Language) -> str:
    return say(
        language,
        "report.summary",
        asked=len(report.turns),
        answered=report.answered,
        skipped=report.skipped,
        unscored=report.unscored,
        score=points(report.score, _scored(report.turns), language),
        date=report.session.created_at.strftime("%Y-%m-%d"),
    )


def _scored(turns: Sequence[Turn]) -> list[Grade]:
    return [turn.grade for turn in turns if turn.grade and turn.grade.score is not None]


def _topic_table(report: Report, language: Language) -> list[str]:
    head = [say(language, f"report.column.{name}") for name in ("topic", "asked", "score")]
    rows = ["| " + " | ".join(head) + " |", "|---|---|---|"]
    for topic in report.topics:
        score = points(topic.score, _scored(report.turns), language)
        rows.append(f"| {topic.topic or say(language, 'topic.none')} | {topic.asked} | {score} |")
    return rows


def _missed_line(missed: Missed, language: Language) -> str:
    where = f" ({place(missed.reference)})" if missed.reference else ""
    return f"- {say(language, f'verdict.{missed.verdict}')}: {missed.key_point}{where}"


def _turn_lines(turn: Turn, language: Language) -> list[str]:
    lines = [f"## {turn.number + 1}. {turn.question}", ""]
    if turn.skipped:
        return [*lines, say(language, "report.skipped"), ""]
    if turn.answer is None:
        return [*lines, say(language, "report.unanswered"), ""]
    lines += [f"**{say(language, 'report.answer')}**", "", *(f"> {line}" for line in turn.answer.splitlines()), ""]
    if turn.grade:
        lines += _grade_lines(turn, turn.grade, language)
    return lines + _reference_lines(turn.item, language)


def _grade_lines(turn: Turn, grade: Grade, language: Language) -> list[str]:
    lines = [f"**{say(language, 'report.grade')}**: {points(grade.score, [grade], language)} ({grader_name(grade, language)})", ""]
    if grade.unscored:
        lines += [say(language, "grade.unscored", reason=grade.unscored), ""]
    lines += [_verdict_line(verdict, corrected(turn, verdict, language), language) for verdict in grade.verdicts]
    lines += [f"- {say(language, 'verdict.wrong')}: “{claim.quote.text}” {claim.why}" for claim in grade.wrong_claims]
    lines += [f"- {caution(code, language)}" for code in grade.cautions]
    return [*lines, "", grade.feedback, ""] if grade.feedback else [*lines, ""]


def _verdict_line(verdict: Verdict, correction: str, language: Language) -> str:
    quoted = "".join(f" “{quote.text}”" for quote in quotes_shown(verdict))
    said = f" [{correction}]" if correction else ""
    return f"- {say(language, f'verdict.{verdict.verdict}')} ({verdict.weight:.0%}){said}: {verdict.text}{quoted}"


def _reference_lines(item: Item, language: Language) -> list[str]:
    lines = []
    for reference in item.references[:3]:
        lines += [f"**{say(language, 'report.reference')}** ({place(reference)})", "", _HEADING.sub("##### ", reference.text), ""]
    return lines
