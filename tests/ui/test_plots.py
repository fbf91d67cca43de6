"""Plots are well-formed, escape what they are told, and draw nothing where there is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from interviewer.progress import Calibration, Estimate, Forecast, Option, Period, Told, TopicForecast, TopicMastery, estimate
from interviewer.progress.habit import Day
from interviewer.schema import Language
from interviewer.ui import plots
from interviewer.ui.plots import Plot

TODAY = date(2026, 3, 1)
HOSTILE = '<img src=x onerror="alert(1)"> & "quotes" </svg><script>alert(2)</script>'


def known(good: float = 3, bad: float = 1) -> Estimate:
    return estimate(good, bad, int(good + bad))


def a_calibration(counts: tuple[tuple[int, int], ...]) -> Calibration:
    levels = tuple(
        Told(confidence=name, right=right, known=estimate(right, given - right, given))
        for name, (right, given) in zip(("sure", "so_so", "guess"), counts, strict=True)
    )
    return Calibration(levels=levels, over_time=(), sure_but_wrong=())


def a_forecast(topic: str = "caches") -> Forecast:
    options = tuple(Option(minutes=minutes, recall=0.6 + minutes / 200, questions=int(minutes)) for minutes in (0.0, 12.0, 40.0))
    topics = (TopicForecast(topic=topic, cards=3, held=0.8, recall_now=0.8, recall=0.6, practised=(0.6, 0.7, 0.9)),)
    return Forecast(on=TODAY, days=9, cards=3, held=0.8, recall_now=0.8, recall=0.6, minutes_a_question=3, options=options, topics=topics)


def periods(count: int) -> list[Period]:
    return [Period(start=TODAY + timedelta(days=at), known=known(at % 5)) for at in range(count)]


def every(language: Language, topic: str = "caches", count: int = 3) -> Iterator[Plot]:
    yield plots.mastery([TopicMastery(topic=topic, items=1, known=known(at)) for at in range(count)], language)
    yield plots.trend(periods(count), "day", TODAY, language)
    yield plots.calibration(a_calibration(((4, 5), (0, 0), (1, 3))), language)
    yield plots.calendar([Day(date=TODAY - timedelta(days=at), questions=3, minutes=9.0 * at) for at in range(count)], TODAY, language)
    yield plots.due([count] * 30, TODAY, language)
    yield plots.forecast(a_forecast(topic), language)


def parsed(plot: Plot, language: Language = "en") -> ElementTree.Element:
    return ElementTree.fromstring(plots.figure(plot, HOSTILE, language))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [0, 1, 2, 100])
def test_every_plot_is_whole_with_nothing_one_point_and_a_hundred(language: Language, count: int) -> None:
    for plot in every(language, count=count):
        root = parsed(plot, language)
        svg = root.find("svg")
        assert svg is not None and svg.get("role") == "img"
        names = [svg.find(tag).text for tag in ("title", "desc")]  # type: ignore[union-attr]
        assert all(names) and svg.get("aria-labelledby", "").split() == [svg.find(tag).get("id") for tag in ("title", "desc")]  # type: ignore[union-attr]
        assert len(root.findall(".//thead//th")) == len(plot.columns)
        assert all(len(row) == len(plot.columns) for row in plot.rows)
        assert not re.search(r"nan|inf|None", ElementTree.tostring(svg, "unicode"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_words_stay_words(language: Language) -> None:
    for plot in every(language, topic=HOSTILE):
        root = parsed(plot, language)
        assert not root.findall(".//script") and not root.findall(".//img")
        assert HOSTILE in "".join(root.itertext())


def test_every_drawing_of_a_page_has_a_name_of_its_own() -> None:
    made = [*every("en"), plots.trend(periods(3), "week", TODAY, "en")]
    ids = re.findall(r' id="([^"]+)"', "".join(plot.svg for plot in made))
    assert len(ids) == len(set(ids)) == 2 * len(made)


def test_the_least_known_topics_are_drawn_and_all_are_told() -> None:
    topics = [TopicMastery(topic=f"topic {at}", items=1, known=known(at, 1)) for at in range(100)]
    plot = plots.mastery(topics, "en")
    drawn = re.findall(r'class="label"[^>]*>([^<]+)<', plot.svg)
    assert drawn == [f"topic {at}" for at in range(plots.TOPICS)] and len(plot.rows) == 100


def test_what_is_drawn_stays_within_the_plot() -> None:
    for plot in every("en", count=40):
        for share in re.findall(r'(?:x|cx|x1|x2|width)="(-?[\d.]+)%"', plot.svg):
            assert 0 <= float(share) <= 100


def test_a_hundred_days_are_drawn_in_order() -> None:
    found = [float(x) for x in re.findall(r'<circle[^>]*cx="([\d.]+)%"', plots.trend(periods(100), "day", TODAY, "en").svg)]
    assert found == sorted(found) and 2 < len(found) <= 60


def test_the_bars_of_a_forecast_say_what_practice_gives() -> None:
    plot = plots.forecast(a_forecast(), "en")
    assert [row[0] for row in plot.rows[:3]] == ["Without more practice", "12 minutes a day", "40 minutes a day"]
    widths = [float(width) for width in re.findall(r'class="bar(?: now)?"[^>]*width="([\d.]+)%"', plot.svg)]
    assert widths == [75.0, 82.5, 100.0], "shares of the 80 % that could be said, so that practice is never below its beginning"
    assert [row[1] for row in plot.rows] == ["75 %", "82 %", "100 %", "75 %"]
    assert "100 % is what you could already say" in plot.svg and "today" not in plot.svg and "<line" not in plot.svg


def test_a_topic_of_which_nothing_was_known_has_nothing_to_keep() -> None:
    found = a_forecast()
    unknown = found.topics[0].model_copy(update={"held": 0.0, "recall": 0.0})
    assert plots.forecast(found.model_copy(update={"topics": (unknown,)}), "en").rows[-1] == ("caches", "–")


def test_days_are_shaded_by_their_minutes() -> None:
    days = [Day(date=TODAY - timedelta(days=at), questions=1, minutes=minutes) for at, minutes in enumerate((1, 10, 30))]
    svg = plots.calendar(days, TODAY, "en").svg
    assert [svg.count(f'class="day d{shade}') for shade in (1, 2, 3)] == [1, 1, 1] and svg.count(" today") == 1
    assert svg.count('class="day') == 7 * plots.WEEKS - (6 - TODAY.weekday())


def test_a_day_without_anything_due_has_no_bar_and_today_stands_apart_with_its_number() -> None:
    svg = plots.due([0, 2, 0, 1], TODAY, "zh").svg
    assert svg.count("<rect") == 2 and ">2<" in svg and ">0<" in svg
    today = re.search(r'<text class="axis" x="([\d.]+)%"[^>]*>今天<', svg)
    bars = [float(x) for x in re.findall(r'<rect class="bar[^"]*" x="([\d.]+)%"', svg)]
    assert today is not None and all(x > 2 * float(today[1]) for x in bars), "tomorrow's bar is over the word for today"


def test_the_only_point_of_a_trend_stands_on_its_range() -> None:
    svg = plots.trend(periods(1), "day", TODAY, "en").svg
    whisker, dot = re.search(r'class="whisker" x1="([^"]+)"', svg), re.search(r'class="dot" cx="([^"]+)"', svg)
    assert whisker is not None and dot is not None and whisker[1] == dot[1]


def test_one_right_answer_is_drawn_as_no_hundred_per_cent() -> None:
    one = TopicMastery(topic="one", items=1, known=estimate(1, 0, 1))
    plot = plots.mastery([one], "en")
    dot = re.search(r'class="dot" cx="([\d.]+)%"', plot.svg)
    assert dot is not None and 50 < float(dot[1]) < 80 and "100 %" not in plot.rows[0][1]
    assert plots.likely(estimate(40, 0, 40)) == 1.0


def test_the_last_week_is_named_by_what_it_is() -> None:
    weeks = [Period(start=date(2026, 2, 2) + timedelta(days=7 * at), known=known()) for at in range(4)]
    assert ">本周<" in plots.trend(weeks, "week", TODAY, "zh").svg and ">2月2日那周<" in plots.trend(weeks, "week", TODAY, "zh").svg
    later = plots.trend(weeks, "week", TODAY + timedelta(days=1), "en").svg
    assert "this week" not in later and ">week of 23 Feb<" in later
    assert ">today<" in plots.trend(periods(2)[:1], "day", TODAY, "en").svg


def test_answers_are_not_called_questions() -> None:
    topics = [TopicMastery(topic="caches", items=4, known=known(30, 5))]
    assert plots.mastery(topics, "zh").columns[-1] == plots.trend(periods(2), "week", TODAY, "zh").columns[-1] == "题次"


def test_each_confidence_has_a_bar_of_its_own_and_few_answers_a_dot_each() -> None:
    svg = plots.calibration(a_calibration(((6, 8), (1, 2), (0, 0))), "en").svg
    assert svg.count("<rect") == 2 and svg.count('<rect class="bar"') == 1, "one bar on its track, and no empty one beside the others"
    assert (svg.count('<circle class="bar"'), svg.count('<circle class="track"')) == (1, 1), "one of two was well covered"
    assert svg.count("<line") == 0 and 'class="zone"' not in svg
    assert "6 of 8 well covered · 75 %" in svg and ">1 of 2 well covered<" in svg


def test_minutes_that_change_nothing_more_are_in_the_table_alone() -> None:
    found = a_forecast()
    options = tuple(
        Option(minutes=minutes, recall=recall, questions=9) for minutes, recall in ((5, 0.7), (10, 0.75), (20, 0.755), (40, 0.76))
    )
    plot = plots.forecast(found.model_copy(update={"options": options}), "en")
    assert plot.svg.count('class="label"') == 3 and "20 minutes" not in plot.svg
    assert [row[0] for row in plot.rows][3:5] == ["20 minutes a day", "40 minutes a day"]


@pytest.mark.parametrize(("text", "shown"), [("short", "short"), ("位置编码" * 10, "位置编码" * 3 + "位置编…"), ("a" * 60, "a" * 31 + "…")])
def test_labels_are_cut_to_fit(text: str, shown: str) -> None:
    assert plots.cut(text) == shown


def test_a_topic_of_a_few_answers_is_drawn_with_its_range_and_one_of_many_with_its_share() -> None:
    few, many = (TopicMastery(topic=name, items=1, known=estimate(0, count, count)) for name, count in (("few", 1), ("many", 60)))
    values = [element.text for element in parsed(plots.mastery([few, many], "en")).iter() if element.get("class") == "value"]
    assert values == ["0 %", "0–68 %"], "one wrong answer says less than sixty"


def test_a_confidence_that_was_never_told_is_no_nought_of_nought() -> None:
    plot = plots.calibration(a_calibration(((4, 5), (0, 0), (1, 3))), "en")
    assert "0/0" not in plots.figure(plot, "", "en") and [row[1] for row in plot.rows] == ["4/5", "–", "1/3"]
