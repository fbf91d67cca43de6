"""The report as Markdown that reads well without the program."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from interviewer.i18n import say
from interviewer.report.asked import Asked, PointResult
from interviewer.report.results import Advice, Missed, Report, Wrong
from interviewer.report.summary import sentences
from interviewer.report.tame import line_of, name_of, quote_of
from interviewer.report.words import (
    MARKS,
    caution,
    day,
    duration,
    facts,
    grader_name,
    named,
    place,
    plan_words,
    points,
    quotes_shown,
    remarks,
    trust_lines,
    widened_words,
)
from interviewer.schema import Grade, Language, Turn

MOST_MISSED = 12
"""Key points listed at the top; the questions below mark all."""


def markdown(report: Report, language: Language) -> str:
    """Return the report: the whole first, then what to add, then question by question."""
    lines = [f"# {say(language, 'report.title')}", "", head(report, language), ""]
    lines += [("" if language == "zh" else " ").join(map(line_of, sentences(report, language))), ""]
    if widened := widened_words(report.session, language):
        lines += [f"> {line_of(widened)}", ""]
    lines += _section("report.sure", (_sure(one, language) for one in report.sure_but_wrong), language)
    lines += _section("report.wrong", (_wrong(wrong, language) for wrong in report.wrong), language)
    lines += _section("report.missed", _to_add(report, language), language)
    if len(report.topics) > 1:
        lines += [f"## {say(language, 'report.topics')}", "", *_topic_table(report, language), ""]
    lines += _section("report.due", _due(report, language), language)
    if report.asked:
        lines += [f"## {say(language, 'report.questions')}", ""]
    for one in report.asked:
        lines += _question(report, one, language)
    lines += _section("report.grading", _grading(report, language), language)
    return "\n".join(lines).rstrip() + "\n"


# ---------------------------------------------------------------- the whole


def head(report: Report, language: Language) -> str:
    """Return one line: the day, what was practised, how many, how long, how it went."""
    counted = {name: getattr(report, name) for name in ("answered", "skipped", "unscored", "unanswered")}
    parts = [
        day(report.session.created_at),
        line_of(plan_words(report.session.plan, language)),
        say(language, "report.count.asked", count=len(report.asked)),
        *(say(language, f"report.count.{name}", count=count) for name, count in counted.items() if count),
        *([duration(report.seconds, language)] if report.seconds else []),
        *([say(language, "report.overall", score=points(report.score, report.grades, language))] if report.answered else []),
        *([] if report.finished_at else [say(language, "report.still_open")]),
    ]
    return " · ".join(parts)


def _section(key: str, lines: Iterator[str], language: Language) -> list[str]:
    told = list(lines)
    return [f"## {say(language, key)}", "", *told, ""] if told else []


def _sure(one: Asked, language: Language) -> str:
    came_up = sum(point.verdict in ("hit", "partial") for point in one.vital)
    told = say(language, "report.sure_line", said=came_up, all=len(one.vital))
    return f"- **{one.place}. {line_of(one.question)}** {told}"


def _wrong(wrong: Wrong, language: Language) -> str:
    right = wrong.why or (say(language, "report.against", point=wrong.point) if wrong.point else "")
    return f"- “{line_of(wrong.quote)}” {line_of(right)} ({say(language, 'report.wrong_line', place=wrong.place)})"


def _topic_table(report: Report, language: Language) -> list[str]:
    names = [say(language, f"report.column.{name}") for name in ("topic", "asked", "points", "score")]
    rows = ["| " + " | ".join(names) + " |", "|---|---|---|---|"]
    for topic in report.topics:
        cells = [
            line_of(topic.topic) or say(language, "topic.none"),
            str(topic.asked),
            f"{topic.said}/{topic.points}" if topic.points else "–",
        ]
        rows.append("| " + " | ".join([*cells, points(topic.score, report.grades, language)]) + " |")
    return rows


def _to_add(report: Report, language: Language) -> Iterator[str]:
    for missed in report.missed[:MOST_MISSED]:
        yield f"- **{line_of(missed.key_point)}** ({share(missed, language)})"
        yield from (f"  - {line}" for line in advice_lines(report.read_for(missed), missed, language))
    if more := len(report.missed) - MOST_MISSED:
        yield from [f"- {say(language, 'report.missed_more', count=more)}"] if more > 0 else []


def share(missed: Missed, language: Language) -> str:
    verdict = say(language, f"verdict.{missed.verdict}")
    return say(language, "report.share", place=missed.place, verdict=verdict, share=f"{missed.weight:.0%}")


def advice_lines(advice: Advice | None, missed: Missed, language: Language) -> list[str]:
    """Return where to read about a key point; without advice, where its reference answer stands."""
    if advice is None:
        return [name_of(place(missed.reference))] if missed.reference else []
    lines = [say(language, "advice.lacking")] if advice.notes == "lacking" else []
    for cited in advice.cited:
        kind = "contradicted" if advice.notes == "contradicted" and cited is advice.cited[0] else "covered" if cited.own else "bank"
        lines.append(f"{say(language, f'advice.{kind}', place=name_of(place(cited)))} {line_of(cited.text)}".rstrip())
    return lines + [say(language, "advice.read_on", what=line_of(what)) for what in advice.read_on]


def _due(report: Report, language: Language) -> Iterator[str]:
    coming = sorted((day(one.due), one.place, one) for one in report.asked if one.due is not None)
    for date, group in itertools.groupby(coming, key=lambda entry: entry[0]):
        yield f"- {date}: " + "; ".join(f"{one.place}. {line_of(named(one.question))}" for _, _, one in group)


def _grading(report: Report, language: Language) -> Iterator[str]:
    for stamp in report.stamps:
        trust = next((trust for trust in report.trusts if trust.grader == stamp.untaught), None)
        name, (first, *more) = grader_name(stamp, language), trust_lines(stamp, trust, language)
        yield f"- **{line_of(name)}** {line_of(first)}"
        yield from (f"  - {line_of(line)}" for line in more)
    if report.cost is not None:
        yield f"- {say(language, 'report.cost', cost=f'{report.cost:.4f}')}"
    yield f"- {say(language, 'report.session', session=name_of(report.session.id))}"


# ---------------------------------------------------------------- a question


def _question(report: Report, one: Asked, language: Language) -> list[str]:
    lines = [f"### {one.place}. {line_of(one.question)}", ""]
    if told := facts(one, report.grades, language):
        lines += [" · ".join(map(line_of, told)), ""]
    for turn in report.turns_of(one):
        lines += _turn(report, turn, language)
    standing = report.standing(one)
    if standing is not None and standing.grade is not None:
        lines += _grade(one, standing.grade, report, language)
    for challenge in one.challenges:
        lines += [line_of(say(language, f"report.held.{challenge.held}", point=challenge.point)), ""] if challenge.point else []
    return [*lines, *_references(report, one, language)]


def _turn(report: Report, turn: Turn, language: Language) -> list[str]:
    lines = [] if turn.kind == "main" else [f"**{say(language, f'report.{turn.kind}')}**: {line_of(turn.question)}", ""]
    if turn.answer is not None:
        return [*lines, *quote_of(turn.answer), ""]
    return [*lines, left(report, turn, language), ""]


def left(report: Report, turn: Turn, language: Language) -> str:
    """Return what became of a turn without an answer."""
    if turn.skipped:
        return say(language, "report.skipped")
    if turn.kind == "main" and report.finished_at:
        return say(language, "report.unanswered")
    return say(language, "report.left_open" if report.finished_at else "report.open_now")


def _grade(one: Asked, grade: Grade, report: Report, language: Language) -> list[str]:
    shown = points(one.score, [grade], language)
    lines = [f"**{say(language, 'report.grade')}**: {shown} ({line_of(grader_name(grade.grader, language))})", ""]
    if grade.unscored:
        lines += [line_of(say(language, "grade.unscored", reason=grade.unscored)), ""]
    lines += [_point(point, language) for point in one.points]
    lines += [f"- {line_of(caution(code, language))}" for code in grade.cautions]
    lines += [""] if one.points or grade.cautions else []
    return lines + ([*quote_of(words), ""] if (words := said_by_model(grade)) else [])


def said_by_model(grade: Grade) -> str:
    """Return the feedback where a model worded it; the local grader's only says the checklist once more."""
    return grade.feedback if grade.grader.name == "llm" else ""


def _point(point: PointResult, language: Language) -> str:
    told = "".join(f" [{line_of(remark)}]" for remark in remarks(point, language))
    quoted = "".join(f" “{line_of(quote.text)}”" for quote in quotes_shown(point))
    bonus = f", {say(language, 'card.bonus')}" if point.bonus else ""
    verdict = say(language, f"verdict.{point.verdict}")
    return f"- {MARKS[point.verdict]} {verdict} ({point.weight:.0%}{bonus}){told}: {line_of(point.text)}{quoted}"


def _references(report: Report, one: Asked, language: Language) -> list[str]:
    item = report.turns_of(one)[0].item
    lines: list[str] = []
    for reference in item.references[:3]:
        lines += [f"**{say(language, 'report.reference')}** {name_of(place(reference))}", "", *quote_of(reference.text), ""]
    if item.read_on:
        lines += [f"**{say(language, 'card.read_on')}**", "", *(f"- {line_of(what)}" for what in item.read_on), ""]
    return lines
