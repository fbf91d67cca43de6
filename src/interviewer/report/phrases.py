"""What the Markdown report and the page both say, in plain text: neither of them decides what is told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from interviewer.i18n import count as counted
from interviewer.i18n import say, widened_in_words
from interviewer.report.asked import Asked, PointResult
from interviewer.report.results import Cited, Missed, Report
from interviewer.report.words import overall, points
from interviewer.schema import Grade, GraderStamp, Language, Plan, Session, Trust, Turn
from interviewer.text import is_cjk

_WORD = re.compile(r"[A-Za-z0-9_+#-]{1,30}$")
_NAMED = 60
"""Columns of a question that is named within a sentence; a Han letter takes two."""


_TOPICS = 3
"""Topics named at the head."""
MOST_MISSED = 12
"""Key points listed at the top; the questions below mark all."""


def named(question: str) -> str:
    """Return a question as it is named within a sentence: one line, cut where it is long."""
    line, columns = " ".join(question.replace("`", "").replace("**", "").split()), 0
    for at, letter in enumerate(line):
        columns += 2 if is_cjk(letter) else 1
        if columns > _NAMED:
            cut = line[:at]
            if letter.isascii() and letter.isalnum():  # not within a word
                cut = _WORD.sub("", cut) or cut
            return cut.rstrip(" ,.;:，。；：、") + "…"
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


def today() -> str:
    return day(datetime.now(UTC))


def is_due(moment: datetime) -> bool:
    """Tell whether the day of a moment has come: then it is no news to a reader when that was."""
    return day(moment) <= today()


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
    parts += [counted(language, "minutes", plan.minutes)] if plan.minutes else []
    return joined(parts, language)


def joined(parts: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(parts)


def widened_words(session: Session, language: Language) -> str:
    """Return how the choice was widened; empty where it was not."""
    return "" if session.widened is None else widened_in_words(session.widened, language)


def facts(report: Report, one: Asked, language: Language) -> list[str]:
    """Return what is to be known of a question beside its answer: why it was asked, confidence, tries, hints, time, when it comes back."""
    told = []
    if one.why is not None:
        told.append(say(language, "report.picked", why=say(language, f"why.{one.why.kind}", about=one.why.about)))
    if one.confidence is not None:
        told.append(say(language, f"report.confidence.{one.confidence}"))
    first, last = report.first_grade(one), report.grade(one)
    if first is not None and last is not None:
        shown = {"first": points(first.score, [first], language), "last": points(last.score, [last], language)}
        told.append(say(language, "report.tries", **shown))
    told += changed(one.points, language)
    if one.hints:
        told.append(say(language, "report.hints", count=one.hints))
    if one.seconds:
        told.append(say(language, "report.answering", time=duration(one.seconds, language)))
    if one.due is not None:
        told.append(say(language, "report.due_now") if is_due(one.due) else say(language, "report.due_on", date=day(one.due)))
    return told


def changed(points: Sequence[PointResult], language: Language) -> list[str]:
    """Return how many verdicts are not as they first were, and by whom; nothing where all are."""
    appealed = sum(point.first not in (None, point.verdict) for point in points)
    corrected = sum(point.corrected is not None for point in points)
    told = [say(language, "report.changed.appeal", count=appealed)] if appealed else []
    return [*told, say(language, "report.changed.person", count=corrected)] if corrected else told


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


def head(report: Report, language: Language) -> list[str]:
    """Return the day, what was practised, how many, how long, how it went."""
    counted = {name: getattr(report, name) for name in ("answered", "unscored", "skipped", "unanswered")}
    return [
        day(report.session.created_at),
        _practised(report, language),
        say(language, "report.count.asked", count=len(report.asked)),
        *(say(language, f"report.count.{name}", count=count) for name, count in counted.items() if count),
        *([say(language, "report.lasted", time=duration(report.seconds, language))] if report.seconds else []),
        *([_overall(report, language)] if report.answered else []),
        *([] if report.finished_at else [say(language, "report.still_open")]),
    ]


def _practised(report: Report, language: Language) -> str:
    """Return what was practised: of the topics those asked about, where they are more than those chosen."""
    plan, asked = report.session.plan, [topic.topic for topic in report.topics if topic.topic]
    if not plan.topics or set(asked) <= set(plan.topics):
        return plan_words(plan, language)
    topics = tuple(dict.fromkeys((*(topic for topic in plan.topics if topic in asked), *asked)))
    few = topics if len(topics) <= _TOPICS else (*topics[: _TOPICS - 1], say(language, "report.plan.others", topic=topics[_TOPICS - 1]))
    return plan_words(plan.model_copy(update={"topics": few}), language)


def _overall(report: Report, language: Language) -> str:
    """Return how it went, and of which questions that is made where it is not all."""
    told = say(language, "report.overall", score=overall(report, language))
    counts = {"skipped": report.skipped, "unscored": report.unscored, "unanswered": report.unanswered if report.finished_at else 0}
    notes = [say(language, f"report.overall.{name}") for name, count in counts.items() if count and report.score is not None]
    return f"{told}（{'，'.join(notes)}）" if notes and language == "zh" else f"{told} ({', '.join(notes)})" if notes else told


def sure_words(one: Asked, language: Language) -> str:
    key = "report.sure_line" if one.judged_wrong else "report.sure_line_local"
    return say(language, key, said=one.said, all=counted(language, "points", len(one.vital)))


def sure(report: Report) -> list[tuple[str, list[Asked]]]:
    """Return what the person was sure of and had better look at again, each group under its heading: what was judged, what was measured."""
    groups = {key: [one for one in report.sure_but_wrong if sure_key(one) == key] for key in ("report.sure", "report.sure_local")}
    return [(key, group) for key, group in groups.items() if group]


def sure_key(one: Asked) -> str:
    """Return the heading of a question that they were sure of: the offline grader measures coverage, and calls nothing wrong."""
    return "report.sure" if one.judged_wrong else "report.sure_local"


def advice_of(report: Report, missed: Missed) -> Iterator[tuple[str, Cited | str]]:
    """Yield what is said about reading up on a key point: a key of `advice.`, and what it is about (empty: nothing)."""
    advice, reference = report.read_for(missed), missed.reference
    if reference is not None and (not advice.cited if advice else not report.advice):
        yield "reference", Cited(document=reference.document, line=reference.line, end_line=reference.end_line, text="", own=False)
    if advice is None:
        return
    if advice.notes == "lacking" and not lacks_all(report):
        yield "lacking", ""
    before = itertools.takewhile(lambda one: one != missed, itertools.chain.from_iterable(to_add(report)))
    quoted = {cited for one in before if (told := report.read_for(one)) for cited in told.cited}
    for at, cited in enumerate(advice.cited):
        key = "contradicted" if advice.notes == "contradicted" and at == 0 else "covered" if cited.own else "bank"
        yield ("again", cited.model_copy(update={"text": ""})) if cited in quoted else (key, cited)
    if read_on := "; ".join(filter(None, advice.read_on)):
        yield "read_on", read_on


def lacks_all(report: Report) -> bool:
    """Tell whether the person's notes lack every point that was looked up; then that is said once."""
    return len(report.advice) > 1 and all(advice.notes == "lacking" for advice in report.advice)


def coming(report: Report, language: Language) -> Iterator[tuple[str, list[Asked]]]:
    """Yield the days on which questions come back, each with them, the next day first; what is due already is one group."""
    due = sorted(
        (("" if is_due(one.due) else day(one.due), one) for one in report.asked if one.due is not None),
        key=lambda pair: (pair[0], pair[1].place),
    )
    for date, group in itertools.groupby(due, key=lambda pair: pair[0]):
        yield date or say(language, "report.due_now"), [one for _, one in group]


def to_add(report: Report) -> list[list[Missed]]:
    """Return the key points worth adding, of many those that cost most, by question: first the one that holds the costliest."""
    groups: dict[int, list[Missed]] = {}
    for missed in report.missed[:MOST_MISSED]:
        groups.setdefault(missed.place, []).append(missed)
    return list(groups.values())


def share(report: Report, missed: Missed, language: Language) -> str:
    """Return the grader's verdict on a missed point with the person's own beside it, and what the point is worth."""
    verdict = say(language, f"verdict.{missed.verdict}")
    point = next((point for point in report.asked[missed.place - 1].points if point.index == missed.index), None)
    if point is not None and point.corrected is not None:
        verdict += f" ({say(language, 'correct.shown', verdict=say(language, f'verdict.{point.corrected}'))})"
    return say(language, "report.share", verdict=verdict, share=f"{missed.weight:.0%}")


def worth(point: PointResult, language: Language) -> str:
    """Return what a key point counts."""
    weight = f"{point.weight:.0%}"
    return f"+{weight} {say(language, 'card.bonus')}" if point.bonus else say(language, "card.worth", share=weight)


def left(report: Report, turn: Turn, language: Language) -> str:
    """Return what became of a turn without an answer."""
    if turn.skipped:
        return say(language, "report.skipped")
    if turn.kind == "main" and report.finished_at:
        return say(language, "report.unanswered")
    return say(language, "report.left_open" if report.finished_at else "report.open_now")


def graders(report: Report) -> list[tuple[GraderStamp, Trust | None]]:
    """Return the graders, each once by what it is called, with its figures where any version of it that took part was measured."""
    told: dict[tuple[str, str], tuple[GraderStamp, Trust | None]] = {}
    for stamp in report.stamps:
        trust = next((trust for trust in report.trusts if trust.grader == stamp.untaught), None)
        key = (stamp.name, stamp.model if stamp.name == "llm" else "")
        if key not in told or told[key][1] is None:
            told[key] = (stamp, trust)
    return list(told.values())


def said_by_model(grade: Grade) -> str:
    """Return the feedback where a model worded it; the local grader's only says the checklist once more."""
    return grade.feedback if grade.grader.name == "llm" else ""
