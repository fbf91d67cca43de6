"""The score card and the progress line as HTML; every word of a person, a note or a model is escaped here."""

from __future__ import annotations

from html import escape

from interviewer.i18n import say
from interviewer.report import caution, corrected, grader_name, place, points, quotes_shown, trust_lines
from interviewer.schema import Grade, Item, Language, Trust, Turn, Verdict, band
from interviewer.ui.texts import links_for_images, math

_MARKS = {"hit": "✓", "partial": "◐", "missed": "○", "wrong": "✕", "undecided": "?"}


def card(turn: Turn, language: Language, trust: Trust | None = None) -> str:
    """Return the score card of a graded turn: score, key points with verdict and quote, wrong claims, cautions, and how far to trust it."""
    grade = turn.grade
    if grade is None:
        return ""
    parts = [
        f'<section class="card" aria-label="{_e(say(language, "card.title"))}">',
        _head(grade, language),
        *(f'<p class="caution">⚠ {_e(caution(code, language))}</p>' for code in grade.cautions),
    ]
    if grade.unscored:
        parts.append(f'<p class="caution">{_e(say(language, "grade.unscored", reason=grade.unscored))}</p>')
    if grade.verdicts:
        parts.append(
            '<ul class="points">'
            + "".join(_point(verdict, corrected(turn, verdict, language), language) for verdict in grade.verdicts)
            + "</ul>"
        )
    for claim in grade.wrong_claims:
        parts.append(f'<p class="wrong">✕ {_e(say(language, "card.wrong_claim"))} <q>{_e(claim.quote.text)}</q> {_e(claim.why)}</p>')
    return "".join([*parts, _trust(grade, trust, language), "</section>"])


def _trust(grade: Grade, trust: Trust | None, language: Language) -> str:
    """Return how far to trust this grade: one line, and the figures behind a fold."""
    first, *more = trust_lines(grade.grader, trust, language)
    lines = "".join(f"<li>{_e(line)}</li>" for line in more)
    title = _e(say(language, "trust.title"))
    return f'<p class="trust">{_e(first)}</p><details class="trust"><summary>{title}</summary><ul>{lines}</ul></details>'


def _head(grade: Grade, language: Language) -> str:
    shown = points(grade.score, [grade], language)
    bar = (
        ""
        if grade.score is None
        else f'<div class="meter" aria-hidden="true"><span style="width:{_width(grade, grade.score)}%"></span></div>'
    )
    return f'<header><strong class="score">{_e(shown)}</strong><small>{_e(grader_name(grade, language))}</small></header>{bar}'


def _width(grade: Grade, score: float) -> int:
    """Return how much of the bar is filled; a local score fills one, two or three thirds, for its single points mean little."""
    if grade.grader.name == "llm" or score < 1:
        return round(score)
    return {"low": 33, "middle": 67, "high": 100}[band(score)]


def _point(verdict: Verdict, correction: str, language: Language) -> str:
    name = say(language, f"verdict.{verdict.verdict}")
    bonus = f" {_e(say(language, 'card.bonus'))}" if verdict.bonus else ""
    unverified = "" if verdict.verified else f" <em>{_e(say(language, 'card.unverified'))}</em>"
    said = f" <em>{_e(correction)}</em>" if correction else ""
    quotes = "".join(f"<q>{_e(quote.text)}</q>" for quote in quotes_shown(verdict))
    return (
        f'<li class="{verdict.verdict}"><span class="mark" aria-hidden="true">{_MARKS[verdict.verdict]}</span>'
        f'<div><span class="verdict">{_e(name)} · {verdict.weight:.0%}{bonus}{unverified}{said}</span>'
        f'<span class="point">{_e(math(verdict.text))}</span>{quotes}</div></li>'
    )


def references(item: Item, language: Language) -> str:
    """Return the reference answers as Markdown, each with the place it came from; shown by a component that sanitises."""
    if not item.references:
        return say(language, "card.no_reference")
    pieces = [f"*{_md(place(reference))}*\n\n{math(links_for_images(reference.text))}" for reference in item.references]
    if item.derived and "written_by" in item.metadata:
        pieces.append(say(language, "card.written"))
    if item.read_on:
        pieces.append(f"**{say(language, 'card.read_on')}**\n\n" + "\n".join(f"- {line}" for line in item.read_on))
    return "\n\n---\n\n".join(pieces)


def steps(done: int, total: int, language: Language) -> str:
    """Return the progress line, "3/8" with a bar."""
    width = round(100 * done / total) if total else 0
    label = _e(say(language, "page.progress", done=done, total=total))
    return f'<div class="steps" role="status" aria-label="{label}"><b>{done}/{total}</b><div class="meter"><span style="width:{width}%"></span></div></div>'


def _e(text: str) -> str:
    """Escape for HTML inside a Markdown component: line breaks would end the HTML block."""
    return escape(" ".join(text.split()))


def _md(text: str) -> str:
    return text.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;")
