"""A session once more, question by question: what was said, and the score card of every try beside the others."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from interviewer.i18n import say
from interviewer.interview import is_left_in_words, said_after
from interviewer.report import Asked, Report, changed, points, sure_key
from interviewer.schema import Aside, Language, Trust, Turn, shown_band, standing, threads
from interviewer.ui.card import card, references
from interviewer.ui.texts import enclosed, rendered

_MARKS = {"high": "✓", "middle": "◐", "low": "○", "skipped": "–", "open": "–", "unscored": "?"}


def replay(report: Report, language: Language) -> str:
    """Return every question of a session, folded; on one line of HTML, everything in it escaped."""
    title = escape(say(language, "report.questions"))
    return enclosed(f"<h2>{title}</h2>" + "".join(_question(report, one, language) for one in report.asked)) if report.asked else ""


def _question(report: Report, one: Asked, language: Language) -> str:
    turns = report.turns_of(one)
    tries = threads(turns)
    cards = "".join(f'<div class="try">{card(thread, language, _trust(report, thread))}</div>' for thread in tries if standing(thread))
    source = rendered(references(turns[0].item, language))
    reference = f"<details><summary>{escape(say(language, 'report.reference'))}</summary><div class='reference'>{source}</div></details>"
    return (
        f'<details class="replay" data-place="{one.place}"><summary>{_summary(one, turns, language)}</summary>'
        f'<div class="said-then">{"".join(_turn(turn, language) for turn in turns)}</div><div class="tries">{cards}</div>{reference}</details>'
    )


def _summary(one: Asked, turns: Sequence[Turn], language: Language) -> str:
    grade = standing(threads(turns)[-1])
    level: str
    if one.score is None or grade is None or grade.score is None:
        level, told = one.outcome, say(language, f"replay.{one.outcome}")
    else:
        level = shown_band(grade)
        told = points(grade.score, [grade], language)
    more = [*([say(language, sure_key(one))] if one.sure_but_wrong else []), *changed(one.points, language)]
    mark = f'<span class="mark {level}" aria-hidden="true">{_MARKS[level]}</span>'
    return f'{mark}<span class="asked-then">{one.place}. {_one_line(one.question)}</span><span class="told">{escape(" · ".join([told, *more]))}</span>'


def _turn(turn: Turn, language: Language) -> str:
    """Return what was said in one turn, in order."""
    kind = "" if turn.kind == "main" else f'<span class="kind">{escape(say(language, f"report.{turn.kind}"))}</span> '
    told, after = [f'<p class="bot">{kind}{_one_line(turn.question)}</p>'], said_after(turn)
    told += [_beside(aside, language) for aside in turn.asides if aside not in after]
    if turn.answer is not None:
        told.append(f'<p class="user">{_lines(turn.answer)}</p>')
    elif turn.skipped and not is_left_in_words(turn):
        told.append(f'<p class="user">{escape(say(language, "report.skipped"))}</p>')
    return "".join([*told, *(_beside(aside, language) for aside in after)])


def _beside(aside: Aside, language: Language) -> str:
    """Return what was said beside a question and the reply to it; what asked for something done has none."""
    said = f'<p class="user">{_one_line(aside.said)}</p>' if aside.said else ""
    own = f" {say(language, 'interviewer.own_words')} {aside.reply.rest}" if aside.reply.rest else ""
    return said + (f'<p class="bot">{_one_line(aside.reply.text + own)}</p>' if aside.reply.text or own else "")


def _trust(report: Report, thread: Sequence[Turn]) -> Trust | None:
    grade = standing(thread)
    return next((trust for trust in report.trusts if grade and trust.grader == grade.grader.untaught), None)


def _one_line(text: str) -> str:
    return escape(" ".join(text.split()))


def _lines(text: str) -> str:
    return escape(text).replace("\r", "").replace("\n", "&#10;")
