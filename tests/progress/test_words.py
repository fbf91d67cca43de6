"""The sentences beside the figures: every case, in both languages."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from interviewer.i18n import LANGUAGES
from interviewer.progress import (
    Calibration,
    Forecast,
    Option,
    Told,
    attempts,
    calibration,
    checked,
    estimate,
    forecast,
    habit,
    progress,
    review,
    words,
)
from interviewer.progress.mastery import Period
from interviewer.schema import Language
from tests.progress.turns import NOW, a_turn, an_item

DAY = timedelta(days=1)


def weeks(*rows: tuple[float, float]) -> list[Period]:
    return [Period(start=date(2026, 3, 2) + n * 7 * DAY, known=estimate(*row, int(sum(row)))) for n, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [(0, 0, "no answers"), (2, 1, "between 32 % and 86 %"), (30, 20, "About 60 % is known"), (1, 40, "About 2 % is known")],
)
def test_few_answers_are_told_as_a_range(good: float, bad: float, said: str) -> None:
    assert said in words.known_words(estimate(good, bad, int(good + bad)), "en")


def test_it_is_told_of_what_a_share_is_made() -> None:
    told = words.known_words(estimate(4, 6, 10), "en", skipped=3, unscored=2)
    assert "answered: 7; skipped, which counts as 0: 3" in told and "left out: 2" in told
    assert "skipped" not in words.known_words(estimate(4, 6, 10), "en")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "A few more weeks"),
        ([(3, 3)], "A few more weeks"),
        ([(10, 20), (12, 18), (24, 6)], "better, by more than chance"),
        ([(24, 6), (10, 20)], "%: less."),
        ([(10, 10), (3, 2)], "may be chance"),
    ],
)
def test_a_trend_is_told_only_beyond_chance(rows: list[tuple[float, float]], said: str) -> None:
    assert said in words.trend_words(weeks(*rows), "en")


def test_weeks_are_put_together_without_their_priors() -> None:
    """Two weeks with 10 and 12 right of 30."""
    assert "before 37 %" in words.trend_words(weeks((10, 20), (12, 18), (24, 6)), "en")


def test_a_streak_is_told_and_nobody_is_urged() -> None:
    days = [a_turn(1.0, NOW - ago * DAY, session=f"s{ago}") for ago in (1, 2, 3)]
    assert "3 days of practice in a row;" in words.habit_words(habit(days, NOW), "en")
    assert "A day off today does no harm" in words.habit_words(habit(days, NOW), "en")
    assert "does no harm" not in words.habit_words(habit([*days, a_turn(1.0, NOW, session="today")], NOW), "en")
    over = words.habit_words(habit(days, NOW + 9 * DAY), "en")
    assert "longest run has 3 days" in over
    assert "1 day of practice in a row" in words.habit_words(habit(days[-1:], NOW - 2 * DAY), "en")
    for language in LANGUAGES:
        assert not re.search(r"must|should|lose|别忘|必须|应该", words.habit_words(habit(days, NOW + 9 * DAY), language))


def told(confidence: str, right: int, wrong: int) -> str:
    turns = [a_turn(float(n < right), NOW, an_item(f"i{n}"), number=n, confidence=confidence) for n in range(right + wrong)]
    return words.calibration_words(calibration(attempts(turns), NOW), "en")


def test_calibration_says_what_stands_out() -> None:
    assert told("sure", 3, 1).startswith("Say a few more times")
    assert told("sure", 9, 1) == "When you were sure, most answers were well covered. You can trust your sureness."
    assert "worth checking" in told("sure", 4, 8)
    assert "worth checking" not in told("sure", 1, 3)  # too few to say so
    assert "worth checking" not in told("sure", 11, 1)
    assert "more than you think" in told("guess", 10, 1)


def test_confidences_with_one_outcome_are_told_together() -> None:
    levels = [
        Told(confidence=name, right=right, known=estimate(right, given - right, given))
        for name, right, given in (("sure", 62, 72), ("so_so", 0, 12), ("guess", 0, 10))
    ]
    found = Calibration(levels=tuple(levels), over_time=(), sure_but_wrong=())
    assert words.calibration_words(found, "zh") == "有把握时大多答得较好，说“一般”时、靠猜时多半没答好。你的把握靠得住。"
    assert "when so-so and when guessing, few were well covered" in words.calibration_words(found, "en")


def test_only_what_a_model_judged_is_said_not_to_hold_up() -> None:
    found = calibration(attempts([a_turn(0.0, NOW, an_item(f"i{n}"), number=n, confidence="sure") for n in range(9)]), NOW)
    assert "hold up" not in words.calibration_words(found, "en") and "没答对" not in words.calibration_words(found, "zh")
    judged = tuple(one.model_copy(update={"judged": True}) for one in found.sure_but_wrong)
    assert "hold up" in words.calibration_words(found.model_copy(update={"sure_but_wrong": judged}), "en")


def a_forecast(*recalls: float) -> Forecast:
    options = [Option(minutes=minutes, recall=recall, questions=9) for minutes, recall in zip((5, 10, 20, 40), recalls, strict=True)]
    day = date(2026, 3, 21)
    return Forecast(
        on=day, days=15, cards=9, held=0.75, recall_now=0.66, recall=0.57, minutes_a_question=3.0, options=tuple(options), topics=()
    )


def test_the_forecast_says_what_to_do_and_its_fold_why_more_adds_nothing() -> None:
    found = a_forecast(0.64, 0.66, 0.664, 0.67)
    said = words.forecast_words(found, "en")
    assert said.startswith(
        "Your interview is in 15 days. Of what you could already say in practice, about 88 % is likely to stay with 10 minutes"
    )
    assert "76 % without" in said, "both of the 75 % that were known, both on the day"
    how = words.forecast_how(found, progress([], [], NOW).checked, "en")
    assert len(how) == 2 and "held 75 % of what was asked" in how[0] and "Longer practice hardly raises it" in how[1]
    assert len(words.forecast_how(a_forecast(0.6, 0.65, 0.7, 0.75), progress([], [], NOW).checked, "en")) == 1
    assert "even without more" in words.forecast_words(a_forecast(0.57, 0.57, 0.57, 0.58), "en")


def test_the_forecast_of_today_and_of_tomorrow() -> None:
    held = [card for n in range(10) if (card := review(None, "me", a_turn(0.0, NOW, an_item(f"i{n}")), NOW))]
    today = forecast(held, NOW.date(), NOW, topics={}, known={}, minutes_a_question=3.0)
    assert words.forecast_words(today, "en").startswith("The interview is today: of what you could already say in practice, about 100 % ")
    tomorrow = forecast(held, NOW.date() + DAY, NOW, topics={}, known={}, minutes_a_question=3.0, minutes=(1,))
    assert "in 1 day." in words.forecast_words(tomorrow, "en")
    assert [words.minutes_words(n, "en") for n in (0, 1, 1.5, 2)] == ["0 minutes", "1 minute", "1.5 minutes", "2 minutes"]


def test_a_week_of_practice_never_reads_as_a_loss() -> None:
    """A person knew a quarter of each question: today as much is remembered, and as much again stays with practice."""
    held = [card for n in range(4) if (card := review(None, "me", a_turn(0.0, NOW, an_item(f"i{n}")), NOW))]
    shares = {card.item_id: 0.25 for card in held}
    found = forecast(held, NOW.date() + 7 * DAY, NOW, topics={}, known=shares, minutes_a_question=3.0)
    kept = [found.kept(option.recall) for option in found.options]
    assert found.held == 0.25 and all(share is not None and 0.9 < share <= 1 for share in kept)
    assert "25 %" not in words.forecast_words(found, "en") and "stay with" in words.forecast_words(found, "en")


def test_where_nothing_was_known_nothing_is_said_to_stay() -> None:
    held = [card for n in range(4) if (card := review(None, "me", a_turn(0.0, NOW, an_item(f"i{n}")), NOW))]
    for day in (NOW.date(), NOW.date() + 7 * DAY):
        found = forecast(held, day, NOW, topics={}, known={card.item_id: 0.0 for card in held}, minutes_a_question=3.0)
        assert found.kept(found.recall) is None and "%" not in words.forecast_words(found, "en")


def test_how_forecasts_came_true_is_told_from_ten_on() -> None:
    def once_again(items: int, remembered: int) -> str:
        first = [a_turn(1.0, NOW, an_item(f"i{n}"), number=n) for n in range(items)]
        again = [a_turn(float(n < remembered), NOW + 8 * DAY, an_item(f"i{n}"), "later", n) for n in range(items)]
        return words.checked_words(checked(first + again), "en")

    assert once_again(9, 9) == ""
    assert once_again(10, 7).startswith(
        "How such forecasts came out so far: of the questions that came back, 90 % were expected to be at least partly remembered and 70 % were"
    )
    assert once_again(10, 2).endswith("So it may be a little less on the day.") and "a little less" not in once_again(10, 9)


def test_what_is_due() -> None:
    assert words.due_words((2, 0, 1, 0, 0, 0, 4, 9), "en") == "Due today: 2. In the seven days from today: 7."
    assert words.due_words((0, 4, 1, 0, 0, 0, 0, 9), "zh") == "今天没有该复习的题；明天 4 道，七天内一共 5 道。"
    assert words.due_words((0, 0, 2, 0, 0, 0, 0, 9), "zh") == "今天没有该复习的题，七天内一共 2 道。"
    assert "Nothing" in words.due_words((0,) * 7 + (5,), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_history_has_words_for_everything(language: Language) -> None:
    found = progress([], [], NOW, interview_on=NOW.date() + 9 * DAY)
    assert found.forecast is not None
    said = [
        words.known_words(found.known, language),
        words.trend_words(found.by_week, language),
        words.habit_words(found.habit, language),
        words.calibration_words(found.calibration, language),
        words.forecast_words(found.forecast, language),
        words.due_words(found.due, language),
    ]
    assert len(set(said)) == len(said)
    assert all("$" not in sentence and sentence.endswith(("。", ".")) for sentence in said)
