"""The report in three sentences: what went well, what was missing, what to do next.

Each is chosen from what the report holds and says nothing that it doesn't hold; the wording is drawn by the session's id, so that it
is the same each time the report is read.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from interviewer.i18n import count, has, say
from interviewer.report.asked import Asked
from interviewer.report.phrases import day, is_due, named, sure
from interviewer.report.results import Missed, Report
from interviewer.report.words import place
from interviewer.schema import Language


def sentences(report: Report, language: Language) -> tuple[str, str, str]:
    """Return what went well, what was missing (most urgent first), and the one thing to do next."""
    return _well(report, language), _lack(report, language), _next(report, language)


def _say(report: Report, language: Language, family: str, **values: object) -> str:
    variants = sum(has(f"{family}.{number}") for number in (1, 2, 3))
    drawn = random.Random(f"{report.session.id}:{family}").randint(1, variants)
    return say(language, f"{family}.{drawn}", **values)


# ---------------------------------------------------------------- what went well


def _well(report: Report, language: Language) -> str:
    scored = [one for one in report.asked if one.score is not None]
    if not scored:
        return _say(report, language, "report.well.unscored" if report.unscored else "report.well.none")
    doubted = _doubted(report)
    if (
        doubted is None
        and len(scored) > 1
        and scored == list(report.asked)
        and all(one.band == "high" and _mostly_said(one) for one in scored)
    ):
        return _say(report, language, "report.well.all", count=len(scored))
    best = _best([one for one in scored if one.place != doubted] or scored)
    came_up = sum(point.verdict in ("hit", "partial") for point in best.vital)
    if not best.vital:
        return _say(report, language, "report.well.plain", question=named(best.question))
    if not came_up:
        return _say(report, language, "report.well.nothing")
    family = "report.well.good" if best.band == "high" and best.place != doubted else "report.well.some"
    return _say(report, language, family, question=named(best.question), said=came_up, all=count(language, "points", len(best.vital)))


def _best(scored: Sequence[Asked]) -> Asked:
    return max(scored, key=lambda one: (one.score or 0.0, len(one.vital)))


def _doubted(report: Report) -> int | None:
    """Return the place of the question that is named for being wrong, or less right than the person was sure."""
    if doubted := sure(report):
        return doubted[0][1][0].place
    return report.wrong[0].place if report.wrong else None


def _mostly_said(one: Asked) -> bool:
    """Tell whether more than half of a question's key points were said in full, by their number: that is what the sentence says."""
    return 2 * one.said > len(one.vital) or not one.vital


# ---------------------------------------------------------------- what was missing


def _lack(report: Report, language: Language) -> str:
    if not report.asked:
        return say(language, "report.lack.empty")
    if doubted := sure(report):
        key, (first, *_) = doubted[0]
        return _say(report, language, key.replace("report.", "report.lack."), question=named(first.question))
    if report.wrong:
        told = _say(report, language, "report.lack.wrong", question=_question(report, report.wrong[0].place))
        return _more(told, len(report.wrong) - 1, language)
    if _has_gap(report):
        return _missed(report, language)
    return _left(report, language)


def _missed(report: Report, language: Language) -> str:
    """Name the question that lost most; what was just praised is not called a gap, it only lacks something."""
    worst = _worst(report)
    values = {"question": named(worst.question), "missed": len(worst.lacking), "all": count(language, "points", len(worst.vital))}
    if worst.place == _best([one for one in report.asked if one.score is not None]).place and any(
        point.verdict in ("hit", "partial") for point in worst.vital
    ):
        told = say(language, "report.lack.same", **values)
    else:
        told = _say(report, language, "report.lack.missed", **values)
    return _more(told, len(report.missed) - len(worst.lacking), language)


def _has_gap(report: Report) -> bool:
    """Tell whether what was missed weighs at least as much as what was skipped: a skip loses a whole question."""
    return bool(report.missed) and sum(missed.lost for missed in report.missed) >= report.skipped


def _worst(report: Report) -> Asked:
    """Return the question that lost most, not the best one where another lost something too."""
    lost: dict[int, float] = {}
    for missed in report.missed:
        lost[missed.place] = lost.get(missed.place, 0.0) + missed.lost
    best = _best([one for one in report.asked if one.score is not None]).place
    others = {at: much for at, much in lost.items() if at != best} or lost
    return _of(report, max(others, key=lambda at: others[at]))


def _left(report: Report, language: Language) -> str:
    """Tell what else was not as it could have been: a point given up, a question skipped, left open or not scored."""
    by = {outcome: [one for one in report.asked if one.outcome == outcome] for outcome in ("skipped", "unscored", "open")}
    if skipped := by["skipped"]:
        body = _say(report, language, "report.lack.skipped", question=named(skipped[0].question))
        rest = len(skipped) - 1
        return say(language, "report.lack.skipped_more", body=body, count=rest) if rest else _ended(body, language)
    gave_in = next((one for one in report.asked if any(challenge.held == "gave_in" for challenge in one.challenges)), None)
    if gave_in is not None:
        return _say(report, language, "report.lack.gave_in", question=named(gave_in.question))
    if unscored := by["unscored"]:
        family = "report.lack.unscored" if len(unscored) > 1 else "report.lack.unscored_one"
        return _say(report, language, family, question=named(unscored[0].question), count=len(unscored))
    if left := by["open"]:
        family = "report.lack.open" if report.finished_at else "report.lack.waiting"
        return _say(report, language, family, question=named(left[0].question))
    return _say(report, language, "report.lack.nothing")


def _more(body: str, count: int, language: Language) -> str:
    return say(language, "report.lack.more", body=body, count=count) if count else _ended(body, language)


def _ended(body: str, language: Language) -> str:
    return body + ("。" if language == "zh" else ".")


# ---------------------------------------------------------------- what to do next


def _next(report: Report, language: Language) -> str:
    if report.finished_at is None:
        return _say(report, language, "report.next.open")
    doubted = _doubted(report)
    if doubted is not None or _has_gap(report):
        about = _worst(report).place if doubted is None else doubted  # what to read belongs to the question just named
        if missed := next((missed for missed in report.missed if missed.place == about), None):
            return _read(report, missed, language)
        return _say(report, language, "report.next.again", question=_question(report, about))
    if skipped := [one for one in report.asked if one.outcome == "skipped"]:
        return _say(report, language, "report.next.skipped", question=named(skipped[0].question))
    if report.unscored:
        return _say(report, language, "report.next.regrade")
    if not report.answered:
        return _say(report, language, "report.next.begin")
    coming = min(((one.due, one) for one in report.asked if one.due), key=lambda pair: pair[0], default=None)
    if coming is not None and is_due(coming[0]):
        return say(language, "report.next.due_now", question=named(coming[1].question))
    if coming is not None:
        return _say(report, language, "report.next.due", question=named(coming[1].question), date=day(coming[0]))
    return _say(report, language, "report.next.harder")


def _read(report: Report, missed: Missed, language: Language) -> str:
    advice = report.read_for(missed)
    if advice is not None and advice.notes == "contradicted" and advice.cited:
        return _say(report, language, "report.next.contradicted", place=place(advice.cited[0]))
    where = advice.cited[0] if advice is not None and advice.cited else missed.reference
    if where is None:
        return _say(report, language, "report.next.again", question=named(missed.question))
    return _say(report, language, "report.next.read", place=place(where))


def _of(report: Report, at: int) -> Asked:
    return next(one for one in report.asked if one.place == at)


def _question(report: Report, at: int) -> str:
    return named(_of(report, at).question)
