"""The report as one page that needs nothing else: printable, light or dark as the reader's system is, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

from interviewer.i18n import say
from interviewer.markdown.rendering import block, inline
from interviewer.report.asked import Asked, PointResult, answers_within
from interviewer.report.phrases import (
    MOST_MISSED,
    advice_of,
    coming,
    facts,
    graders,
    head,
    lacks_all,
    left,
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
from interviewer.schema import Grade, Language, Turn, threads

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Whatever a note or an answer holds, this page loads and runs nothing."""


def html(report: Report, language: Language) -> str:
    """Return the page; its order is that of the Markdown report."""
    title = escape(say(language, "report.title"))
    style = resources.files("interviewer").joinpath("report/page.css").read_text("utf-8")
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{title}</title><style>{style}</style></head><body><main>{''.join(_parts(report, language))}</main></body></html>\n"
    )


def _parts(report: Report, language: Language) -> Iterator[str]:
    yield f'<header><h1>{escape(say(language, "report.title"))}</h1><p class="facts">{_chips(head(report, language))}</p>'
    joint = "" if language == "zh" else " "
    yield f'<p class="lead">{joint.join(inline(one) for one in sentences(report, language))}</p>'
    if widened := widened_words(report.session, language):
        yield f'<p class="note">{escape(widened)}</p>'
    yield "</header>"
    for key, group in sure(report):
        yield _section(key, [_sure(one, language) for one in group], language)
    yield _section("report.wrong", [_wrong(wrong, language) for wrong in report.wrong], language)
    yield _section("report.missed", _to_add(report, language), language)
    if len(report.topics) > 1:
        yield _topics(report, language)
    yield _section("report.due", [_due(date, asked) for date, asked in coming(report, language)], language)
    if report.asked:
        yield f"<h2>{escape(say(language, 'report.questions'))}</h2>"
    yield from (_question(report, one, language) for one in report.asked)
    about = "".join(f"<li>{entry}</li>" for entry in _grading(report, language))
    yield f'<details><summary>{escape(say(language, "report.grading"))}</summary><ul class="small">{about}</ul></details>'


def _chips(told: Iterable[str]) -> str:
    return "".join(f"<span>{escape(one)}</span>" for one in told)


def _section(key: str, entries: Iterable[str], language: Language, kind: str = "list") -> str:
    items = "".join(f"<li>{entry}</li>" for entry in entries)
    return f'<section><h2>{escape(say(language, key))}</h2><ul class="{kind}">{items}</ul></section>' if items else ""


def _to(at: int, words: str) -> str:
    return f'<a href="#q{at}">{words}</a>'


# ---------------------------------------------------------------- the whole


def _sure(one: Asked, language: Language) -> str:
    return f"<strong>{_to(one.place, f'{one.place}. {inline(one.question)}')}</strong><small>{escape(sure_words(one, language))}</small>"


def _wrong(wrong: Wrong, language: Language) -> str:
    right = wrong.why or (say(language, "report.against", point=wrong.point) if wrong.point else "")
    where = _to(wrong.place, escape(say(language, "report.wrong_line", place=wrong.place)))
    return f'<q class="wrong">{escape(wrong.quote)}</q> {inline(right)}<small>{where}</small>'


def _to_add(report: Report, language: Language) -> Iterator[str]:
    if lacks_all(report):
        yield f"<small>{escape(say(language, 'advice.lacking_all', count=len(report.advice)))}</small>"
    for group in to_add(report):
        points = "".join(f"<li>{_missed(report, missed, language)}</li>" for missed in group)
        yield f"<strong>{_to(group[0].place, f'{group[0].place}. {inline(group[0].question)}')}</strong><ul>{points}</ul>"
    if len(report.missed) > MOST_MISSED:
        yield escape(say(language, "report.missed_more", count=len(report.missed) - MOST_MISSED))


def _missed(report: Report, missed: Missed, language: Language) -> str:
    read = "".join(f'<p class="read">{line}</p>' for line in _advice(report, missed, language))
    return f"{inline(missed.key_point)} <small>{escape(share(report, missed, language))}</small>{read}"


def _advice(report: Report, missed: Missed, language: Language) -> Iterator[str]:
    for key, what in advice_of(report, missed):
        if isinstance(what, Cited):
            where = f"<code>{escape(place(what))}</code>"
            told = escape(say(language, f"advice.{key}", place="\ue000")).replace("\ue000", where)
            yield f"{told} <q>{inline(what.text)}</q>" if what.text else told
        else:
            yield inline(say(language, f"advice.{key}", what=what)) if what else escape(say(language, f"advice.{key}"))


def _topics(report: Report, language: Language) -> str:
    names = "".join(
        f'<th scope="col">{escape(say(language, f"report.column.{name}"))}</th>' for name in ("topic", "asked", "points", "score")
    )
    rows = []
    for topic in report.topics:
        share = topic.said / topic.points if topic.points else 0.0
        bar = f'<span class="bar" aria-hidden="true"><i style="width:{share:.0%}"></i></span>' if topic.points else ""
        said = f"{topic.said}/{topic.points}" if topic.points else "–"
        shown = escape(overall(report, language, topic))
        name = inline(topic.topic) or escape(say(language, "topic.none"))
        rows.append(f'<tr><th scope="row">{name}</th><td>{topic.asked}</td><td>{said} {bar}</td><td>{shown}</td></tr>')
    title = escape(say(language, "report.topics"))
    return f"<section><h2>{title}</h2><table><thead><tr>{names}</tr></thead><tbody>{''.join(rows)}</tbody></table></section>"


def _due(date: str, asked: Iterable[Asked]) -> str:
    return f"<time>{date}</time> " + "<br>".join(_to(one.place, f"{one.place}. {inline(one.question)}") for one in asked)


def _grading(report: Report, language: Language) -> Iterator[str]:
    for stamp, trust in graders(report):
        lines = "".join(f"<br>{escape(line)}" for line in trust_lines(stamp, trust, language))
        yield f"<strong>{escape(grader_name(stamp, language))}</strong>{lines}"
    if report.has_bonus:
        yield escape(say(language, "report.bonus"))
    if report.cost is not None:
        yield escape(say(language, "report.cost", cost=f"{report.cost:.4f}"))
    yield escape(say(language, "report.session", session=report.session.id))


# ---------------------------------------------------------------- a question


def _question(report: Report, one: Asked, language: Language) -> str:
    standing, grade = report.standing(one), report.grade(one)
    parts = [f'<article id="q{one.place}"><h3>{one.place}. {inline(one.question)}</h3>']
    if told := facts(report, one, language):
        parts.append(f'<p class="facts">{_chips(told)}</p>')
    spans = [] if report.is_withheld(one) else _spans(one, grade)
    turns = report.turns_of(one)
    held = next((thread for thread in threads(turns) if standing in thread), ())
    places = answers_within(held, standing.whole) if standing else {}
    for turn in turns:
        parts.append(_turn(report, turn, spans if turn.number in places else [], places.get(turn.number, 0), language))
    if report.is_withheld(one):
        return "".join([*parts, "</article>"])
    if grade is not None:
        parts.append(_grade(one, grade, language))
    for challenge in one.challenges:
        if challenge.point:
            parts.append(f'<p class="note">{inline(say(language, f"report.held.{challenge.held}", point=challenge.point))}</p>')
    return "".join([*parts, _references(report, one, language), "</article>"])


Spans = list[tuple[int, int, str]]
"""Places in `Turn.whole`, each with the verdict for which they are quoted."""


def _spans(one: Asked, grade: Grade | None) -> Spans:
    claims = grade.wrong_claims if grade else ()
    quoted = [(quote.start, quote.end, point.verdict) for point in one.points for quote in quotes_shown(point)]
    return [*quoted, *((claim.quote.start, claim.quote.end, "wrong") for claim in claims)]


def _turn(report: Report, turn: Turn, spans: Spans, start: int, language: Language) -> str:
    asked = ""
    if turn.kind != "main":
        asked = f'<p class="probe"><b>{escape(say(language, f"report.{turn.kind}"))}</b> {inline(turn.question)}</p>'
    if turn.answer is None:
        return f'{asked}<p class="left">{escape(left(report, turn, language))}</p>'
    return f'{asked}<blockquote class="answer">{_marked(turn.answer, spans, start)}</blockquote>'


def _marked(answer: str, spans: Spans, start: int) -> str:
    """Return an answer, escaped, with the quoted words marked; `start` is its place in the text in which the spans are."""
    rank = {"partial": 1, "hit": 2, "wrong": 3}
    kinds = [""] * len(answer)
    for first, last, kind in spans:
        for at in range(max(first - start, 0), min(last - start, len(answer))):
            if rank.get(kind, 0) > rank.get(kinds[at], 0):
                kinds[at] = kind
    pieces, at = [], 0
    while at < len(answer):
        end = next((later for later in range(at, len(answer)) if kinds[later] != kinds[at]), len(answer))
        text = escape(answer[at:end])
        pieces.append(f'<mark class="{kinds[at]}">{text}</mark>' if kinds[at] else text)
        at = end
    return "".join(pieces)


def _grade(one: Asked, grade: Grade, language: Language) -> str:
    shown, by = escape(points(one.score, [grade], language)), escape(grader_name(grade, language))
    level = f" {one.band}" if one.band else ""
    lines = [f'<p class="grade"><strong class="score{level}">{shown}</strong> <small>{by}</small></p>']
    if grade.unscored:
        lines.append(f'<p class="note">{escape(say(language, "grade.unscored", reason=grade.unscored))}</p>')
    if one.points:
        lines.append(f'<ul class="points">{"".join(_point(point, language) for point in one.points)}</ul>')
    lines += [f'<p class="note">{escape(caution(code, language))}</p>' for code in grade.cautions]
    return "".join([*lines, f'<p class="said">{escape(words)}</p>' if (words := said_by_model(grade)) else ""])


def _point(point: PointResult, language: Language) -> str:
    told = "".join(f" · {escape(remark)}" for remark in remarks(point, language))
    verdict = escape(say(language, f"verdict.{point.verdict}"))
    return (
        f'<li class="{point.verdict}"><span class="mark" aria-hidden="true">{MARKS[point.verdict]}</span>'
        f"<span>{inline(point.text)}<small>{verdict} · {escape(worth(point, language))}{told}</small></span></li>"
    )


def _references(report: Report, one: Asked, language: Language) -> str:
    item = report.turns_of(one)[0].item
    parts = [f"<p><code>{escape(place(reference))}</code></p>{block(reference.text)}" for reference in item.references[:3]]
    if item.read_on and not any(advice.read_on for advice in report.advice if advice.place == one.place):
        lines = "".join(f"<li>{block(what)}</li>" for what in item.read_on)
        parts.append(f"<p><b>{escape(say(language, 'card.read_on'))}</b></p><ul>{lines}</ul>")
    if not parts:
        return ""
    return f"<details><summary>{escape(say(language, 'report.reference'))}</summary>{''.join(parts)}</details>"
