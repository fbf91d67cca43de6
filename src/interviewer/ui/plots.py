"""Small plots as inline SVG: places in per cent, sizes in pixels, so that they fit any width and their words stay readable.

Every plot has a name and a description for screen readers, one sentence that says what it means, and its figures as a table behind a fold.
Colours come from style.css; none is the only sign of anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape
from itertools import pairwise
from typing import Literal, NamedTuple

from interviewer.i18n import count, say
from interviewer.progress import Calibration, Day, Estimate, Forecast, Period, TopicForecast, TopicMastery
from interviewer.progress.words import ENOUGH, enough, minutes_words, vague
from interviewer.report.phrases import named
from interviewer.schema import Language
from interviewer.text import is_cjk

TOPICS = 8
"""Topics that are drawn; the table has all."""
WEEKS = 18
"""Of the calendar."""
_COLUMNS = 32
"""Of a label beside a figure, on the narrowest phone."""
_PERIODS = 60
_TALL = 120
_TODAY, _LATER = 0.09, 0.12
"""Of the width of what comes back: where today ends, and where the days after it begin."""
_MUCH, _SOME = 20.0, 8.0
"""Minutes of a day from which it is drawn in the darkest and in the middle shade."""


class Plot(NamedTuple):
    name: str
    svg: str
    columns: Sequence[str]
    """Heads of the table."""
    rows: Sequence[Sequence[str]]


def figure(plot: Plot, told: str, language: Language, more: str = "") -> str:
    """Return a plot with its title, the sentence that says what it means, and its table; `more` is HTML between the two."""
    title = _say(language, f"plot.{plot.name}")
    return (
        f'<figure class="plot {plot.name}"><figcaption>{title}</figcaption>{plot.svg}<p class="means">{escape(told)}</p>{more}'
        f"{_table(plot, language)}</figure>"
    )


def percent(share: float, language: Language) -> str:
    return f"{100 * share:.0f}%" if language == "zh" else f"{100 * share:.0f} %"


def short(day: date, language: Language) -> str:
    """Return a day without its year."""
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%b}"


def cut(text: str, columns: int = _COLUMNS) -> str:
    """Return as much of a label as fits; a Han letter takes two columns."""
    width = 0
    for at, letter in enumerate(text):
        width += 2 if is_cjk(letter) else 1
        if width > columns:
            return text[: max(at - 1, 1)].rstrip() + "…"
    return text


# ---------------------------------------------------------------- the plots


def mastery(topics: Sequence[TopicMastery], language: Language) -> Plot:
    """Draw how well the least known topics are known, with the band that holds it; of a few answers the band comes first."""
    topics = sorted(topics, key=lambda one: (likely(one.known), one.topic))
    names = [one.topic or say(language, "plot.no_topic") for one in topics]
    drawn = "".join(_known(at, name, one.known, language) for at, (name, one) in enumerate(zip(names, topics[:TOPICS], strict=False)))
    height = 44 * min(len(topics), TOPICS) + 16
    rows = [
        (name, percent(likely(one.known), language), _band(one.known, language), str(one.known.answers))
        for name, one in zip(names, topics, strict=True)
    ]
    heads = [say(language, f"plot.column.{name}") for name in ("topic", "known", "between", "answers")]
    return Plot("mastery", _svg("mastery", height, drawn + _scale(height - 2), language), heads, rows)


def _known(at: int, name: str, known: Estimate, language: Language) -> str:
    top = 44 * at
    value = percent(likely(known), language)
    shown = _band(known, language) if vague(known) else value
    return (
        f"<g><title>{escape(f'{name}: {value} ({_band(known, language)})')}</title>"
        f'<text class="label" x="0" y="{top + 14}">{escape(cut(name))}</text>'
        f'<text class="value" x="100%" y="{top + 14}" text-anchor="end">{shown}</text>'
        f'<rect class="track" x="0" y="{top + 24}" width="100%" height="4" rx="2"/>'
        f'<rect class="band" x="{_at(known.low)}" y="{top + 20}" width="{_at(known.high - known.low)}" height="12" rx="6"/>'
        f'<circle class="dot" cx="{_at(likely(known))}" cy="{top + 26}" r="5"/></g>'
    )


def likely(known: Estimate) -> float:
    """Return where a share is drawn: what the answers came to, and of a few answers the middle of their band: one right answer is no 100 %."""
    return (known.low + known.high) / 2 if vague(known) else known.mean


def trend(periods: Sequence[Period], by: Literal["day", "week"], today: date, language: Language) -> Plot:
    """Draw how the answers of each day or week went."""
    shown = periods[-_PERIODS:]
    first, last = (shown[0].start, shown[-1].start) if shown else (date.min, date.min)
    span = max(1, (last - first).days)
    places = [0.5 if len(shown) == 1 else (one.start - first).days / span for one in shown]
    points = list(zip(places, shown, strict=True))
    drawn = [_grid(language), _spread(points)]
    drawn += [_line(a, b) for a, b in pairwise(points)]
    drawn += [_point(place, one, language) for place, one in points]
    if shown:
        named = [(place, _period(day, by, today, language)) for place, day in ((places[0], first), (places[-1], last))]
        drawn.append(_ends(named if len(shown) > 1 else named[:1]))
    rows = [
        (one.start.isoformat(), percent(likely(one.known), language), _band(one.known, language), str(one.known.answers))
        for one in reversed(shown)
    ]
    heads = [say(language, f"plot.column.{name}") for name in (by, "covered", "between", "answers")]
    return Plot("trend", _svg(f"trend_{by}", _TALL + 40, "".join(drawn), language), heads, rows)


def _period(start: date, by: Literal["day", "week"], today: date, language: Language) -> str:
    """Return the name of a day or week on the axis."""
    if start <= today < start + timedelta(days=7 if by == "week" else 1):
        return say(language, "plot.this_week" if by == "week" else "plot.today")
    return say(language, "plot.week_of", day=short(start, language)) if by == "week" else short(start, language)


def _spread(points: Sequence[tuple[float, Period]]) -> str:
    if len(points) < 2:
        return "".join(
            f'<line class="whisker" x1="{_x(place)}" x2="{_x(place)}" y1="{_y(one.known.high)}" y2="{_y(one.known.low)}"/>'
            for place, one in points
        )
    over = [f"{100 * place:.2f},{100 * (1 - one.known.high):.1f}" for place, one in points]
    under = [f"{100 * place:.2f},{100 * (1 - one.known.low):.1f}" for place, one in reversed(points)]
    return (
        f'<svg aria-hidden="true" x="6%" y="10" width="92%" height="{_TALL}" viewBox="0 0 100 100" preserveAspectRatio="none">'
        f'<polygon class="band" points="{" ".join([*over, *under])}"/></svg>'
    )


def _line(a: tuple[float, Period], b: tuple[float, Period]) -> str:
    return f'<line class="line" x1="{_x(a[0])}" y1="{_y(likely(a[1].known))}" x2="{_x(b[0])}" y2="{_y(likely(b[1].known))}"/>'


def _point(place: float, one: Period, language: Language) -> str:
    told = f"{one.start.isoformat()}: {percent(likely(one.known), language)} ({_band(one.known, language)})"
    return f'<circle class="dot" cx="{_x(place)}" cy="{_y(likely(one.known))}" r="3.5"><title>{escape(told)}</title></circle>'


def calibration(found: Calibration, language: Language) -> Plot:
    """Draw the share of well covered answers of each confidence, a bar each; of a few answers each as a dot, full where well covered."""
    drawn, rows = [], []
    for at, level in enumerate(found.levels):
        top, answers = 38 * at, level.known.answers
        told = answers >= ENOUGH
        share = level.right / answers if told else 0.0
        shown = say(language, "plot.well", right=level.right, count=answers) if answers else "–"
        value = f"{shown} · {percent(share, language)}" if told else shown
        drawn.append(
            f'<text class="label" x="0" y="{top + 13}">{_say(language, f"confidence.{level.confidence}")}</text>'
            f'<text class="value" x="100%" y="{top + 13}" text-anchor="end">{escape(value)}</text>'
        )
        drawn.append(_bar(share, top + 19) if told else _dots(level.right, answers, top + 23.5))
        band = _band(level.known, language) if answers else "–"
        rows.append((say(language, f"confidence.{level.confidence}"), f"{level.right}/{answers}" if answers else "–", band))
    heads = [say(language, f"plot.column.{name}") for name in ("confidence", "right", "between")]
    return Plot("calibration", _svg("calibration", 38 * len(found.levels), "".join(drawn), language), heads, rows)


def _bar(share: float, top: float) -> str:
    return (
        f'<rect class="track" x="0" y="{top}" width="100%" height="9" rx="4.5"/>'
        f'<rect class="bar" x="0" y="{top}" width="{_at(share)}" height="9" rx="4.5"/>'
    )


def _dots(right: int, answers: int, middle: float) -> str:
    """Return a dot an answer: a bar of one or two would tell a share that they don't bear, an empty one that none was right."""
    return "".join(f'<circle class="{"bar" if at < right else "track"}" cx="{5 + 16 * at}" cy="{middle}" r="5"/>' for at in range(answers))


def calendar(days: Sequence[Day], today: date, language: Language) -> Plot:
    """Draw the days of practice of the last weeks, a column a week, Monday above."""
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    known = {one.date: one for one in days}
    drawn = [_cell(first + timedelta(days=at), known.get(first + timedelta(days=at)), first, today, language) for at in range(7 * WEEKS)]
    months = [first + timedelta(days=7 * at) for at in range(WEEKS) if at == 0 or (first + timedelta(days=7 * at)).day <= 7]
    for monday in months:
        at = (monday - first).days // 7
        if at < WEEKS - 1 and not (at == 0 and len(months) > 1 and (months[1] - monday).days < 21):
            drawn.append(f'<text class="axis" x="{26 + 16 * at}" y="9">{_month(monday, language)}</text>')
    for row in (0, 2, 4, 6):
        drawn.append(f'<text class="axis" x="0" y="{26 + 16 * row}">{_say(language, f"plot.weekday.{row}")}</text>')
    rows = [(one.date.isoformat(), str(one.questions), f"{one.minutes:.0f}") for one in reversed(days) if one.date >= first]
    heads = [say(language, f"plot.column.{name}") for name in ("day", "questions", "minutes")]
    return Plot("calendar", _svg("calendar", 128, "".join(drawn), language, box=26 + 16 * WEEKS), heads, rows)


def _cell(day: date, practice: Day | None, first: date, today: date, language: Language) -> str:
    if day > today:
        return ""
    shade = 0 if practice is None else 3 if practice.minutes >= _MUCH else 2 if practice.minutes >= _SOME else 1
    told = (
        _say(
            language,
            "plot.day",
            day=day.isoformat(),
            questions=count(language, "questions", practice.questions),
            minutes=f"{practice.minutes:.0f}",
        )
        if practice
        else day.isoformat()
    )
    column, row = divmod((day - first).days, 7)
    mark = " today" if day == today else ""
    return f'<rect class="day d{shade}{mark}" x="{26 + 16 * column}" y="{15 + 16 * row}" width="13" height="13" rx="3"><title>{told}</title></rect>'


def due(counts: Sequence[int], today: date, language: Language) -> Plot:
    """Draw how many questions come back on each of the next days; today stands apart with its number, be it none."""
    most = max((*counts, 1))
    highest = counts.index(most) if most in counts else 0
    drawn = [f'<line class="grid" x1="0" x2="100%" y1="{_TALL + 12}" y2="{_TALL + 12}"/>']
    rows = []
    for at, asked in enumerate(counts):
        day, high = today + timedelta(days=at), (_TALL - 14) * asked / most
        start, width = (
            (0.0, _TODAY) if at == 0 else (_LATER + (1 - _LATER) * (at - 1) / (len(counts) - 1), (1 - _LATER) / (len(counts) - 1))
        )
        rows += [(day.isoformat(), str(asked))] if asked else []
        middle = _at(start + width / 2)
        if asked:
            drawn.append(
                f'<rect class="bar{"" if at else " now"}" x="{_at(start + 0.12 * width)}" y="{_TALL + 12 - high:.1f}" width="{_at(0.76 * width)}" '
                f'height="{high:.1f}" rx="2"><title>{day.isoformat()}: {asked}</title></rect>'
            )
        if at in (0, highest):
            drawn.append(f'<text class="value" x="{middle}" y="{_TALL + 7 - high:.1f}" text-anchor="middle">{asked}</text>')
        if at % 7 == 0:
            word = short(day, language) if at else say(language, "plot.today")
            drawn.append(f'<text class="axis" x="{middle}" y="{_TALL + 30}" text-anchor="middle">{escape(word)}</text>')
    heads = [say(language, f"plot.column.{name}") for name in ("day", "questions")]
    return Plot("due", _svg("due", _TALL + 36, "".join(drawn), language), heads, rows)


def forecast(found: Forecast, language: Language) -> Plot:
    """Draw how much of what was known stays until the day: without more practice, and with as many minutes as matter; the table has all."""
    best = enough(found)
    bars = [(say(language, "plot.no_practice"), found.kept(found.recall) or 0.0)]
    options = [
        (one.minutes, (say(language, "plot.minutes_a_day", minutes=minutes_words(one.minutes, language)), found.kept(one.recall) or 0.0))
        for one in found.options
        if one.questions
    ]
    bars += [bar for minutes, bar in options if best is not None and minutes <= best.minutes]
    height = 38 * len(bars) + 32
    drawn = []
    for at, (name, share) in enumerate(bars):
        top = 38 * at
        drawn.append(
            f'<text class="label" x="0" y="{top + 13}">{escape(name)}</text>'
            f'<text class="value" x="100%" y="{top + 13}" text-anchor="end">{percent(share, language)}</text>'
            f'<rect class="track" x="0" y="{top + 19}" width="100%" height="9" rx="4.5"/>'
            f'<rect class="bar{"" if at else " now"}" x="0" y="{top + 19}" width="{_at(share)}" height="9" rx="4.5"/>'
        )
    drawn.append(f'<text class="axis" x="0" y="{height - 18}">{_say(language, "plot.of_said")}</text>')
    rows = [(name, percent(share, language)) for name, share in [*bars[:1], *(bar for _, bar in options)]]
    rows += [(named(one.topic) or say(language, "plot.no_topic"), _kept(one, language)) for one in found.topics]
    heads = [say(language, f"plot.column.{name}") for name in ("practice", "remembered")]
    return Plot("forecast", _svg("forecast", height, "".join(drawn) + _scale(height - 2), language), heads, rows)


def _kept(one: TopicForecast, language: Language) -> str:
    kept = one.kept(one.recall)
    return "–" if kept is None else percent(kept, language)


# ---------------------------------------------------------------- their parts


def _svg(name: str, height: int, drawn: str, language: Language, box: int = 0) -> str:
    """Return a drawing; `box`: the width in units of a drawing that is scaled as a whole."""
    size = f'viewBox="0 0 {box} {height}" class="scaled"' if box else f'width="100%" height="{height}"'
    title, told = f"plot-{name}-title", f"plot-{name}-told"
    family = name.partition("_")[0]
    return (
        f'<svg role="img" aria-labelledby="{title} {told}" {size}><title id="{title}">{_say(language, f"plot.{family}")}</title>'
        f'<desc id="{told}">{_say(language, f"plot.{family}.about")}</desc>{drawn}</svg>'
    )


def _table(plot: Plot, language: Language) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in plot.columns)
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in plot.rows)
    return (
        f'<details class="figures"><summary>{_say(language, "plot.table")}</summary><div class="wide" tabindex="0"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></details>"
    )


def _cells(row: Iterable[str]) -> str:
    first, *rest = row
    return f'<th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in rest)


def _grid(language: Language) -> str:
    """Return lines at nothing, a half and all, each with its figure."""
    return "".join(
        f'<line class="grid" x1="0" x2="100%" y1="{_y(share)}" y2="{_y(share)}"/>'
        f'<text class="axis" x="0" y="{float(_y(share)) - 3:.1f}">{percent(share, language)}</text>'
        for share in (0.0, 0.5, 1.0)
    )


def _scale(y: int) -> str:
    marks = ((0.0, "start"), (0.5, "middle"), (1.0, "end"))
    return "".join(
        f'<text class="axis" x="{_at(share)}" y="{y}" text-anchor="{anchor}">{100 * share:.0f}</text>' for share, anchor in marks
    )


def _ends(places: Sequence[tuple[float, str]]) -> str:
    anchors = ("middle",) if len(places) == 1 else ("start", "end")
    return "".join(
        f'<text class="axis" x="{_x(place)}" y="{_TALL + 30}" text-anchor="{anchor}">{escape(word)}</text>'
        for (place, word), anchor in zip(places, anchors, strict=True)
    )


def _month(day: date, language: Language) -> str:
    return f"{day.month}月" if language == "zh" else f"{day:%b}"


def _band(known: Estimate, language: Language) -> str:
    return f"{100 * known.low:.0f}–{percent(known.high, language)}"


def _at(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.2f}%"


def _x(place: float) -> str:
    """Return a place from left to right, beside the figures of the grid."""
    return f"{6 + 92 * min(1.0, max(0.0, place)):.2f}%"


def _y(share: float) -> str:
    return f"{10 + _TALL * (1 - share):.1f}"


def _say(language: Language, key: str, **values: object) -> str:
    return escape(say(language, key, **values))
