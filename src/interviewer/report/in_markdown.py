"""The report as Markdown that reads well without the program."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from interviewer.i18n import say
from interviewer.markdown.tame import line_of, name_of, quote_of
from interviewer.report.asked import Asked, PointResult
from interviewer.report.phrases import (
    MOST_MISSED,
    advice_of,
    coming,
    facts,
    graders,
    head,
    lacks_all,
    left,
    named,
    remarks,
    said_by_model,
    share,
    sure,
    sure_words,
    to_add,
    widened_words,
    worth,
)
from interviewer.report.results import Cited, Missed, Report, Wrong
from interviewer.report.summary import sentences
from interviewer.report.words import MARKS, caution, grader_name, overall, place, points, quotes_shown, trust_lines
from interviewer.schema import Grade, Language, Reference, Turn


def markdown(report: Report, language: Language, *, leads: bool = False) -> str:
    """Return the report: the whole first, then what to add, then question by question.

    `leads`: for the page, on which a place in a question's own reference is the button that opens all about that question.
    """
    lines = [f"# {say(language, 'report.title')}", "", " · ".join(map(line_of, head(report, language))), ""]
    lines += [("" if language == "zh" else " ").join(map(line_of, sentences(report, language))), ""]
    if widened := widened_words(report.session, language):
        lines += [f"> {line_of(widened)}", ""]
    for key, group in sure(report):
        lines += _section(key, (_sure(one, language) for one in group), language)
    lines += _section("report.wrong", (_wrong(wrong, language) for wrong in report.wrong), language)
    lines += _section("report.missed", _to_add(report, language, leads), language)
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


def _section(key: str, lines: Iterator[str], language: Language) -> list[str]:
    told = list(lines)
    return [f"## {say(language, key)}", "", *told, ""] if told else []


def _sure(one: Asked, language: Language) -> str:
    return f"- **{one.place}. {line_of(one.question)}** {sure_words(one, language)}"


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
        rows.append("| " + " | ".join([*cells, overall(report, language, topic)]) + " |")
    return rows


def _to_add(report: Report, language: Language, leads: bool) -> Iterator[str]:
    if lacks_all(report):
        yield f"{say(language, 'advice.lacking_all', count=len(report.advice))}\n"
    for group in to_add(report):
        yield f"**{group[0].place}. {line_of(group[0].question)}**\n"
        for missed in group:
            yield f"- {line_of(missed.key_point)} ({line_of(share(report, missed, language))})"
            yield from (f"  - {line}" for line in _advice(report, missed, language, leads))
        yield ""
    if more := len(report.missed) - MOST_MISSED:
        yield from [say(language, "report.missed_more", count=more)] if more > 0 else []


def _advice(report: Report, missed: Missed, language: Language, leads: bool) -> Iterator[str]:
    item = report.turns_of(report.asked[missed.place - 1])[0].item
    for key, what in advice_of(report, missed):
        if isinstance(what, Cited):
            where = name_of(place(what))
            if leads and any(_within(what, reference) for reference in item.references):
                shown = line_of(place(what))  # as code it would look like nothing to press
                where = f'<button type="button" class="about-item" name="item" value="{escape(item.id)}">{shown}</button>'
            yield f"{say(language, f'advice.{key}', place=where)} {line_of(what.text)}".rstrip()
        else:
            yield line_of(say(language, f"advice.{key}", **({"what": what} if what else {})))


def _within(cited: Cited, reference: Reference) -> bool:
    """Tell whether cited lines are of this reference."""
    if cited.document != reference.document or cited.line is None or reference.line is None:
        return cited.document == reference.document and cited.line == reference.line
    return reference.line <= cited.line <= (reference.end_line or reference.line)


def _due(report: Report, language: Language) -> Iterator[str]:
    for date, asked in coming(report, language):
        yield f"- {date}: " + "; ".join(f"{one.place}. {line_of(named(one.question))}" for one in asked)


def _grading(report: Report, language: Language) -> Iterator[str]:
    for stamp, trust in graders(report):
        name, (first, *more) = grader_name(stamp, language), trust_lines(stamp, trust, language)
        yield f"- **{line_of(name)}** {line_of(first)}"
        yield from (f"  - {line_of(line)}" for line in more)
    if report.has_bonus:
        yield f"- {say(language, 'report.bonus')}"
    if report.cost is not None:
        yield f"- {say(language, 'report.cost', cost=f'{report.cost:.4f}')}"
    yield f"- {say(language, 'report.session', session=name_of(report.session.id))}"


# ---------------------------------------------------------------- a question


def _question(report: Report, one: Asked, language: Language) -> list[str]:
    lines = [f"### {one.place}. {line_of(one.question)}", ""]
    if told := facts(report, one, language):
        lines += [" · ".join(map(line_of, told)), ""]
    for turn in report.turns_of(one):
        lines += _turn(report, turn, language)
    if report.is_withheld(one):
        return lines
    if (grade := report.grade(one)) is not None:
        lines += _grade(one, grade, language)
    for challenge in one.challenges:
        lines += [line_of(say(language, f"report.held.{challenge.held}", point=challenge.point)), ""] if challenge.point else []
    return [*lines, *_references(report, one, language)]


def _turn(report: Report, turn: Turn, language: Language) -> list[str]:
    lines = [] if turn.kind == "main" else [f"**{say(language, f'report.{turn.kind}')}**: {line_of(turn.question)}", ""]
    if turn.answer is not None:
        return [*lines, *quote_of(turn.answer), ""]
    return [*lines, left(report, turn, language), ""]


def _grade(one: Asked, grade: Grade, language: Language) -> list[str]:
    shown = points(one.score, [grade], language)
    lines = [f"**{say(language, 'report.grade')}**: {shown} ({line_of(grader_name(grade.grader, language))})", ""]
    if grade.unscored:
        lines += [line_of(say(language, "grade.unscored", reason=grade.unscored)), ""]
    lines += [_point(point, language) for point in one.points]
    lines += [f"- {line_of(caution(code, language))}" for code in grade.cautions]
    lines += [""] if one.points or grade.cautions else []
    return lines + ([*quote_of(words), ""] if (words := said_by_model(grade)) else [])


def _point(point: PointResult, language: Language) -> str:
    told = "".join(f" [{line_of(remark)}]" for remark in remarks(point, language))
    quoted = "".join(f" “{line_of(quote.text)}”" for quote in quotes_shown(point))
    verdict = say(language, f"verdict.{point.verdict}")
    return f"- {MARKS[point.verdict]} {verdict} ({worth(point, language)}){told}: {line_of(point.text)}{quoted}"


def _references(report: Report, one: Asked, language: Language) -> list[str]:
    item = report.turns_of(one)[0].item
    lines: list[str] = []
    for reference in item.references[:3]:
        lines += [f"**{say(language, 'report.reference')}** {name_of(place(reference))}", "", *quote_of(reference.text), ""]
    if item.read_on and not any(advice.read_on for advice in report.advice if advice.place == one.place):
        lines += [f"**{say(language, 'card.read_on')}**", "", *(f"- {line_of(what)}" for what in item.read_on), ""]
    return lines
