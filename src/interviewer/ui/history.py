"""What was done before, as HTML: sessions, items, a session question by question, and the attempts at one item side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import NamedTuple

from interviewer.i18n import count, say
from interviewer.progress import ItemHistory
from interviewer.report import (
    Asked,
    PointResult,
    Report,
    answers_within,
    changed,
    overall,
    plan_words,
    points,
    quotes_shown,
    remarks,
    thread_points,
)
from interviewer.report.words import MARKS
from interviewer.schema import Grade, Item, Language, Quote, Turn, standing, threads
from interviewer.ui.answer import marked
from interviewer.ui.plots import cut
from interviewer.ui.shelf import about, pager
from interviewer.ui.texts import enclosed, math, rendered

ROWS = 12
"""Sessions, or items, on one page of a list."""
SIDES = 6
"""Attempts that stand side by side, the latest."""
_WIDE = 56
"""Columns of a question in a list of sessions."""


class Try(NamedTuple):
    """One go at an item: its turns from the question, or from a retry, on."""

    thread: tuple[Turn, ...]

    @property
    def at(self) -> datetime:
        return self.thread[0].answered_at or self.thread[0].asked_at

    @property
    def grade(self) -> Grade | None:
        return standing(self.thread)

    @property
    def said(self) -> Turn:
        """The turn whose `whole` is what was said and, where there is a grade, in which its quotes stand."""
        graded = [turn for turn in self.thread if turn.grade is not None and turn.grade.score is not None]
        return (graded or [turn for turn in self.thread if turn.answer] or list(self.thread))[-1]


def tries(turns: Sequence[Turn]) -> list[Try]:
    """Return the goes at one item, oldest first; a question that is still open is none."""
    done = [turn for turn in turns if turn.skipped or turn.answer is not None]
    sessions: dict[str, list[Turn]] = {}
    for turn in sorted(done, key=lambda turn: (turn.session_id, turn.number)):
        sessions.setdefault(turn.session_id, []).append(turn)
    found = [Try(thread) for group in sessions.values() for thread in threads(group)]
    return sorted(found, key=lambda one: one.at)


# ---------------------------------------------------------------- lists


def session_rows(made: Sequence[Report], page: int, total: int, current: str, language: Language) -> str:
    """Return one page of the list of sessions, newest first, each a button that opens its replay."""
    shown = "".join(_session(one, one.session.id == current, language) for one in made)
    return _rows(shown, "progress_tab.sessions_list", language) + pager("page", page, ROWS, total, language)


def _session(made: Report, current: bool, language: Language) -> str:
    still = "" if made.finished_at else f" · <b>{_say(language, 'progress_tab.open')}</b>"
    told = _outcome(made, language)
    return (
        f'<button type="button" class="row" data-replay="{escape(made.session.id)}"{_here(current)}>'
        f'<span class="folder">{_moment(made.session.created_at)}{still}</span>'
        f'<span class="name">{escape(_upper(plan_words(made.session.plan, language)))}</span>'
        f'<span class="about">{escape(_asked(made, language))}</span>'
        f'<span class="about">{escape(" · ".join(told))}</span></button>'
    )


def _asked(made: Report, language: Language) -> str:
    """Return the first question of a session, by which it is told from others of the same plan."""
    if not made.asked:
        return say(language, "report.nothing_asked")
    return say(language, "progress_tab.asked_first", question=cut(" ".join(made.asked[0].question.split()), _WIDE))


def _outcome(made: Report, language: Language) -> list[str]:
    """Return how many questions were answered and skipped, and how it went: as the head of the report says it."""
    told = [say(language, "progress_tab.answered", count=made.answered)]
    told += [say(language, "report.count.skipped", count=made.skipped)] if made.skipped else []
    return [*told, overall(made, language)] if made.score is not None else told


def item_rows(found: Sequence[ItemHistory], page: int, current: str, language: Language) -> str:
    """Return one page of the items that were asked, the one asked last first."""
    shown = "".join(_item(one, one.item_id == current, language) for one in found[page * ROWS : (page + 1) * ROWS])
    return _rows(shown, "progress_tab.items_list", language) + pager("page", page, ROWS, len(found), language)


def _item(one: ItemHistory, current: bool, language: Language) -> str:
    told = [say(language, "progress_tab.attempts", count=one.attempts)]
    if one.change is not None and abs(one.change) >= 1:
        told.append(
            say(
                language,
                "progress_tab.better" if one.change > 0 else "progress_tab.worse",
                change=count(language, "marks", round(abs(one.change))),
            )
        )
    return (
        f'<button type="button" class="row" data-compare="{escape(one.item_id)}"{_here(current)}>'
        f'<span class="folder">{escape(" · ".join(filter(None, (one.topic, f"{one.last_at.astimezone():%Y-%m-%d}"))))}</span>'
        f'<span class="name">{escape(" ".join(one.question.split()))}</span>'
        f'<span class="about">{escape(" · ".join(told))}</span></button>'
    )


def _rows(shown: str, name: str, language: Language) -> str:
    return f'<div class="rows" role="group" aria-label="{_say(language, name)}">{shown}</div>'


def _here(current: bool) -> str:
    return ' aria-current="true"' if current else ""


# ---------------------------------------------------------------- a replay


def replay_head(made: Report, language: Language) -> str:
    """Return what a session was, and where it leads: on, where it is open, to its report where it is over."""
    leads = "progress_tab.report" if made.finished_at else "progress_tab.go_on"
    told = _outcome(made, language)
    return (
        f'<header class="document-head">{_back(language)}<div class="title">'
        f"<h3>{escape(_upper(plan_words(made.session.plan, language)))}</h3>"
        f'<button type="button" data-session="{escape(made.session.id)}">{_say(language, leads)}</button></div>'
        f'<p>{escape(" · ".join(told))}</p><p class="origin">{_moment(made.session.created_at)}</p></header>'
    )


def replay(made: Report, other: dict[str, list[Try]], language: Language) -> str:
    """Return a session question by question; `other` has the goes at each item in all sessions."""
    shown = []
    for at, one in enumerate(made.asked, 1):
        turns = made.turns_of(one)
        goes = other.get(one.item_id, [])
        compared = ""
        if len(goes) > 1:
            words = _say(language, "progress_tab.compare", count=len(goes))
            compared = f"<details><summary>{words}</summary>{comparison(goes, language)}</details>"
        told = "" if made.is_withheld(one) else " · ".join([*_points_of(made, one, language), *changed(one.points, language)])
        tried = "".join(_try(Try(thread), made.is_withheld(one), language) for thread in threads(turns))
        shown.append(
            f'<article class="item"><span class="number">{at}</span><div><div class="asked">{rendered(turns[0].question)}'
            f'<p class="told">{escape(told)}</p></div>{tried}{compared}{about(one.item_id, language)}</div></article>'
        )
    return enclosed(f'<div class="items replay">{"".join(shown)}</div>') if shown else ""


def _points_of(made: Report, one: Asked, language: Language) -> list[str]:
    grade = made.grade(one)
    return [points(grade.score, [grade], language)] if grade is not None else []


def _try(one: Try, withheld: bool, language: Language) -> str:
    """Return what was said in one go at a question, and how its key points stand now; `withheld`: it is still going on."""
    grade = None if withheld else one.grade
    places = answers_within(one.thread, one.said.whole) if grade else {}
    said = "".join(_turn(turn, grade, places.get(turn.number), language) for turn in one.thread)
    listed = "".join(_point(point, language) for point in thread_points(one.thread)) if grade else ""
    return f'{said}<ul class="verdicts">{listed}</ul>' if listed else said


def _turn(turn: Turn, grade: Grade | None, start: int | None, language: Language) -> str:
    """Return one turn; `start` is the place of its answer in the text in which the quotes of the grade stand."""
    kind = ""
    if turn.kind != "main":
        kind = f'<p class="kind"><b>{_say(language, f"report.{turn.kind}")}</b> {escape(turn.question)}</p>'
    if turn.skipped or not turn.answer:
        return f'{kind}<p class="said none-said">{_say(language, "report.skipped" if turn.skipped else "progress_tab.unanswered")}</p>'
    return kind + _answer(turn.answer, grade if start is not None else None, start or 0)


def _point(point: PointResult, language: Language) -> str:
    named = [say(language, "card.bonus")] if point.bonus else []
    told = "".join(f" · <em>{escape(remark)}</em>" for remark in [*named, *remarks(point, language)])
    return (
        f'<li class="{point.verdict}"><span aria-hidden="true">{MARKS[point.verdict]}</span> <span><b>{_say(language, f"verdict.{point.verdict}")}</b>{told} <br>'
        f"{escape(math(point.text))}</span></li>"
    )


def _answer(said: str, grade: Grade | None, start: int = 0) -> str:
    """Return words with what is quoted of them marked; they begin at `start` in the text in which the quotes stand."""
    verdicts = grade.verdicts if grade else ()
    spans = [(_moved(quote, start), at) for at, verdict in enumerate(verdicts) for quote in quotes_shown(verdict)]
    wrong = [_moved(claim.quote, start) for claim in grade.wrong_claims] if grade else []
    return f'<div class="said">{marked(said, spans, wrong)}</div>'


def _moved(quote: Quote, by: int) -> Quote:
    return quote.model_copy(update={"start": quote.start - by, "end": quote.end - by})


# ---------------------------------------------------------------- attempts side by side


def comparison(goes: Sequence[Try], language: Language) -> str:
    """Return the latest goes at one item, newest first: its key points against the attempts with what each sign means, then the answers."""
    shown = list(reversed(goes[-SIDES:]))
    days = Counter(f"{one.at.astimezone():%m-%d}" for one in shown)
    heads = "".join(f'<th scope="col">{_when(one, days, language)}</th>' for one in shown)
    texts = list(_points(shown))
    rows = "".join(
        f'<tr><th scope="row">{escape(math(text))}</th>{"".join(_cell(one, text, language) for one in shown)}</tr>' for text in texts
    )
    table = (
        f'<div class="wide" tabindex="0"><table class="matrix" style="--goes:{len(shown)}"><thead><tr><td></td>{heads}</tr></thead>'
        f'<tbody>{rows}</tbody></table></div><p class="signs">{_signs(shown, texts, language)}</p>'
        if rows
        else ""
    )
    key = "progress_tab.latest" if len(goes) > SIDES else "progress_tab.newest_first"
    order = f'<p class="told">{_say(language, key, shown=SIDES, count=len(goes))}</p>' if len(goes) > 1 else ""
    return f'<div class="compared">{order}{table}<div class="sides">{"".join(_side(one, language) for one in shown)}</div></div>'


def _signs(shown: Sequence[Try], texts: Sequence[str], language: Language) -> str:
    """Return what each sign in the table means, of those that stand in it."""
    verdicts = [_verdict(one, text) for one in shown for text in texts]
    told = [
        f'<span><b aria-hidden="true">{MARKS[kind]}</b> {_say(language, f"verdict.{kind}")}</span>' for kind in MARKS if kind in verdicts
    ]
    told += [f'<span><b aria-hidden="true">·</b> {_say(language, "progress_tab.not_judged")}</span>'] if None in verdicts else []
    noted = dict.fromkeys(remark for one in shown for text in texts for remark in _remarks(one, text, language))
    return "".join([*told, *(f'<span><b aria-hidden="true">*</b> {escape(remark)}</span>' for remark in noted)])


def _verdict(one: Try, text: str) -> str | None:
    return next((verdict.verdict for verdict in one.grade.verdicts if verdict.text == text), None) if one.grade else None


def _remarks(one: Try, text: str, language: Language) -> list[str]:
    return next((remarks(point, language) for point in thread_points(one.thread) if point.text == text), [])


def _points(shown: Sequence[Try]) -> Iterator[str]:
    """Yield the key points of the last wording of the item that was graded; the newest go comes first."""
    last = next((grade for one in shown if (grade := one.grade) is not None and grade.verdicts), None)
    if last is not None:
        yield from (verdict.text for verdict in last.verdicts)


def _cell(one: Try, text: str, language: Language) -> str:
    verdict = _verdict(one, text)
    if verdict is None:
        return f'<td><span aria-hidden="true">·</span><span class="unseen">{_say(language, "progress_tab.not_judged")}</span></td>'
    told = _remarks(one, text, language)
    words = escape(" · ".join([say(language, f"verdict.{verdict}"), *told]))
    star = '<small aria-hidden="true">*</small>' if told else ""
    return f'<td class="{verdict}" title="{words}"><span aria-hidden="true">{MARKS[verdict]}</span>{star}<span class="unseen">{words}</span></td>'


def _when(one: Try, days: Counter[str], language: Language) -> str:
    """Return the day of a go, with its time where another stands beside it, and how it went."""
    score = one.grade.score if one.grade else None
    shown = points(score, [one.grade], language) if one.grade and score is not None else say(language, "score.none")
    day, at = f"{one.at.astimezone():%m-%d}", f"{one.at.astimezone():%H:%M}"
    return f"{day}{f' <span>{at}</span>' if days[day] > 1 else ''}<br><small>{escape(shown)}</small>"


def _side(one: Try, language: Language) -> str:
    turn, grade = one.said, one.grade
    told = [f"{one.at.astimezone():%Y-%m-%d %H:%M}"]
    told += [points(grade.score, [grade], language)] if grade and grade.score is not None else []
    first = one.thread[0]
    told += [say(language, f"confidence.{first.confidence}")] if first.confidence else []
    hints = sum(part.hints for part in one.thread)
    told += [say(language, "report.hints", count=hints)] if hints else []
    told += changed(thread_points(one.thread), language)
    if turn.skipped or not turn.whole:
        said = f'<p class="said none-said">{_say(language, "report.skipped")}</p>'
    else:
        said = _answer(turn.whole, grade)
    return f"<section><h5>{escape(' · '.join(told))}</h5>{said}</section>"


def compare_head(item: Item, goes: Sequence[Try], language: Language) -> str:
    """Return the head over the goes at one item."""
    topics = "".join(f'<span class="topic">{escape(topic)}</span>' for topic in item.topics)
    return (
        f'<header class="document-head">{_back(language)}<div class="title"><h3>{escape(" ".join(item.question.split()))}</h3></div>'
        f'<p class="told">{topics}<span>{_say(language, "progress_tab.attempts", count=len(goes))}</span></p>{about(item.id, language)}</header>'
    )


def _back(language: Language) -> str:
    return f'<button type="button" class="back" data-back="1">← {_say(language, "library.back")}</button>'


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _say(language: Language, key: str, **values: object) -> str:
    return escape(say(language, key, **values))
