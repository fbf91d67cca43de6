"""What the figures mean, in a sentence or two each, for pages and the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from interviewer.i18n import count, say
from interviewer.progress.calibration import Calibration, Told
from interviewer.progress.checked import Checked
from interviewer.progress.estimate import Estimate, estimate
from interviewer.progress.forecast import Forecast, Option
from interviewer.progress.habit import Habit
from interviewer.progress.mastery import Period
from interviewer.schema import Language

VAGUE = 0.4
"""Width of a band from which it tells more than the share does."""
ENOUGH = 5
"""Answers of a confidence from which something is said about it."""
AGAIN_ENOUGH = 10
"""Items asked again from which it is told whether forecasts come true."""
MOST = 0.6
"""Share from which answers are most of them."""
NO_MATTER = 0.015
"""Difference between two forecasts that is none: both are told in whole per cent."""
SURE_IS_RIGHT, GUESS_IS_RIGHT = 0.75, 0.5
"""What answers that one is sure of should reach, and guesses rarely do."""


def known_words(known: Estimate, language: Language, skipped: int = 0, unscored: int = 0) -> str:
    """Say how well something is known, how sure that is, and of what it is made; `skipped` are among its answers, `unscored` are not."""
    left_out = say(language, "mastery.unscored", count=unscored) if unscored else ""
    if not known.answers:
        return _joined([say(language, "mastery.none"), *filter(None, [left_out])], language)
    by = say(language, "mastery.by_skipped" if skipped else "mastery.by", answered=known.answers - skipped, skipped=skipped)
    shown = {"mean": _percent(known.mean), "low": _percent(known.low), "high": _percent(known.high), "asked": by}
    told = say(language, "mastery.vague" if vague(known) else "mastery.known", **shown)
    return _joined([told, *filter(None, [left_out])], language)


def vague(known: Estimate) -> bool:
    """Tell whether a share had better not be told as one number."""
    return known.high - known.low > VAGUE


def trend_words(weeks: Sequence[Period], language: Language) -> str:
    """Say whether the last week with practice differs from those before by more than chance."""
    if len(weeks) < 2:
        return say(language, "mastery.trend.short")
    last, before = weeks[-1].known, _together([week.known for week in weeks[:-1]])
    shown = {"last": _percent(last.mean), "before": _percent(before.mean)}
    if last.low > before.mean:
        return say(language, "mastery.trend.up", **shown)
    if last.high < before.mean:
        return say(language, "mastery.trend.down", **shown)
    return say(language, "mastery.trend.same", **shown)


def habit_words(habit: Habit, language: Language) -> str:
    """Say how the days hold together; never that one ought to practise."""
    if not habit.days:
        return say(language, "streak.none")
    run = count(language, "days", habit.streak or habit.longest)
    lines = [say(language, "streak.days" if habit.streak else "streak.longest", days=run)]
    if habit.streak and habit.may_rest and not habit.today:
        lines.append(say(language, "streak.rest"))
    if habit.minutes_a_day >= 1:
        lines.append(say(language, "streak.minutes", minutes=count(language, "minutes", round(habit.minutes_a_day))))
    return _joined(lines, language)


def calibration_words(found: Calibration, language: Language) -> str:
    """Say in a sentence how confidence and outcome go together, with a verdict where the answers bear one."""
    sure, _, guess = found.levels
    if not any(level.known.answers for level in found.levels):
        return say(language, "calibration.none")
    told = [(level, _outcome(level)) for level in found.levels if level.known.answers >= ENOUGH]
    if not told:
        return say(language, "calibration.few")
    parts = []
    for outcome, group in groupby(told, key=lambda pair: pair[1]):
        names = ("、" if language == "zh" else " and ").join(say(language, f"calibration.when.{level.confidence}") for level, _ in group)
        parts.append(say(language, f"calibration.{outcome}", when=names))
    lines = [_upper("，".join(parts) + "。" if language == "zh" else "; ".join(parts) + ".")]
    if sure.known.answers >= ENOUGH and sure.known.high < SURE_IS_RIGHT:
        judged = all(one.judged for one in found.sure_but_wrong)
        lines.append(say(language, "calibration.too_sure" if judged else "calibration.too_sure_local"))
    elif (sure, "most") in told:
        lines.append(say(language, "calibration.reliable"))
    if guess.known.answers >= ENOUGH and guess.known.low > GUESS_IS_RIGHT:
        lines.append(say(language, "calibration.too_modest"))
    return _joined(lines, language)


def _outcome(level: Told) -> Literal["most", "half", "few_well"]:
    share = level.right / level.known.answers
    return "most" if share >= MOST else "few_well" if share <= 1 - MOST else "half"


def forecast_words(found: Forecast, language: Language) -> str:
    """Say in a sentence what to do until the day, and what comes of it; how that is known is told by `forecast_how`."""
    if not found.cards:
        return say(language, "forecast.none")
    if (rest := found.kept(found.recall)) is None:
        return say(language, "forecast.nothing")
    if not found.days:
        return say(language, "forecast.today", now=_percent(rest))
    shown: dict[str, object] = {"days": count(language, "days", found.days), "rest": _percent(rest)}
    if (option := enough(found)) is None:
        return say(language, "forecast.stays", **shown)
    return say(
        language, "forecast.do", minutes=minutes_words(option.minutes, language), recall=_percent(found.kept(option.recall) or 0.0), **shown
    )


def enough(found: Forecast) -> Option | None:
    """Return the shortest practice a day that keeps what longer practice would; None where it would keep no more than none."""
    kept = {option: found.kept(option.recall) or 0.0 for option in sorted(found.options, key=lambda one: one.minutes)}
    best = max(kept.values(), default=0.0)
    if best < (found.kept(found.recall) or 0.0) + NO_MATTER:
        return None
    return next(option for option, share in kept.items() if share > best - NO_MATTER)


def forecast_how(found: Forecast, past: Checked, language: Language) -> list[str]:
    """Say what a forecast is made of, why longer practice adds nothing to it, and how such forecasts have come true."""
    told = [say(language, "forecast.how", held=_percent(found.held))]
    option = enough(found)
    if option is None or any(one.minutes > option.minutes for one in found.options):
        told.append(say(language, "forecast.no_more"))
    return [*told, *filter(None, [checked_words(past, language)])]


def minutes_words(minutes: float, language: Language) -> str:
    """Return minutes with their noun: "1 minute", "2.5 minutes"."""
    return count(language, "minutes", int(minutes)) if minutes == int(minutes) else say(language, "count.minutes", n=f"{minutes:g}")


def checked_words(found: Checked, language: Language) -> str:
    """Say how such forecasts have come true; nothing while few items were asked again."""
    answers = found.remembered.answers
    if found.foreseen is None or answers < AGAIN_ENOUGH:
        return ""
    shown = {"foreseen": _percent(found.foreseen), "remembered": _percent(found.right / answers), "answers": answers}
    less = [say(language, "forecast.less")] if found.remembered.high < found.foreseen else []
    return _joined([say(language, "forecast.checked", **shown), *less], language)


def due_words(due: Sequence[int], language: Language) -> str:
    """Say what comes back today and within seven days."""
    week = sum(due[:7])
    if not week:
        return say(language, "memory.due.none")
    if due[0]:
        return say(language, "memory.due", today=due[0], week=week)
    return say(language, "memory.due.tomorrow", tomorrow=due[1], week=week) if due[1] else say(language, "memory.due.later", week=week)


def _together(parts: Sequence[Estimate]) -> Estimate:
    """Return what is known from all of these, in which nothing has faded."""
    answers = sum(part.answers for part in parts)
    good = sum(part.mean * part.answers for part in parts)
    return estimate(good, answers - good, answers)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(sentences: Sequence[str], language: Language) -> str:
    return ("" if language == "zh" else " ").join(sentences)
