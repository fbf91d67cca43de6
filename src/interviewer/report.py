"""What a session says about the person: by question, by topic, by key point, and what to read next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from statistics import fmean

from interviewer.i18n import has, say
from interviewer.schema import Frozen, Grade, GraderStamp, Item, Language, Quote, Reference, Session, Trust, Turn, Verdict, band

_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)


class TopicResult(Frozen):
    topic: str
    asked: int
    score: float | None
    """Mean over the scored turns; null when none was scored."""


class Missed(Frozen):
    """A vital key point that was not fully said, with where to read about it."""

    question: str
    key_point: str
    weight: float
    verdict: str
    reference: Reference | None


class Report(Frozen):
    session: Session
    turns: tuple[Turn, ...]
    answered: int
    skipped: int
    unscored: int
    score: float | None
    """Mean over the scored turns; null when none was scored."""
    topics: tuple[TopicResult, ...]
    missed: tuple[Missed, ...]
    """Heaviest first."""
    finished_at: datetime | None
    cost: float | None = None
    """What the model's grades cost this time, where the settings tell prices; a reply that was kept from before costs nothing again."""


def build(session: Session, turns: Sequence[Turn]) -> Report:
    """Add up a session; skipped and unscored turns are counted, never scored."""
    answered = [turn for turn in turns if turn.answer is not None]
    return Report(
        session=session,
        turns=tuple(turns),
        answered=len(answered),
        skipped=sum(turn.skipped for turn in turns),
        unscored=sum(_score(turn) is None for turn in answered),
        score=_mean(turns),
        topics=tuple(_by_topic(turns)),
        missed=tuple(sorted(_missed(answered), key=lambda missed: -missed.weight)),
        finished_at=session.ended_at,
        cost=_cost(turns),
    )


def _cost(turns: Sequence[Turn]) -> float | None:
    known = [0.0 if turn.grade.kept else turn.grade.cost for turn in turns if turn.grade and turn.grade.cost is not None]
    return round(sum(known), 8) if known else None


def _score(turn: Turn) -> float | None:
    return turn.grade.score if turn.grade else None


def _mean(turns: Sequence[Turn]) -> float | None:
    scores = [score for turn in turns if (score := _score(turn)) is not None]
    return round(fmean(scores), 1) if scores else None


def _by_topic(turns: Sequence[Turn]) -> Iterator[TopicResult]:
    groups: dict[str, list[Turn]] = {}
    for turn in turns:
        groups.setdefault(turn.item.topics[0] if turn.item.topics else "", []).append(turn)
    for topic, group in groups.items():
        yield TopicResult(topic=topic, asked=len(group), score=_mean(group))


def _missed(turns: Sequence[Turn]) -> Iterator[Missed]:
    for turn in turns:
        for verdict in turn.grade.verdicts if turn.grade else ():
            if not verdict.bonus and verdict.verdict != "hit":
                yield Missed(
                    question=turn.question,
                    key_point=verdict.text,
                    weight=verdict.weight,
                    verdict=verdict.verdict,
                    reference=turn.item.references[0] if turn.item.references else None,
                )


# ---------------------------------------------------------------- words for people


def place(reference: Reference) -> str:
    """Return where a reference stands: `file:first-last`."""
    if reference.line is None:
        return reference.document
    return f"{reference.document}:{reference.line}" + (f"-{reference.end_line}" if reference.end_line else "")


def points(score: float | None, grades: Sequence[Grade], language: Language) -> str:
    """Return the score of these grades as a person should read it: a number from the llm grader, a band where the local one took part."""
    if score is None:
        return say(language, "score.none")
    if all(grade.grader.name == "llm" for grade in grades):
        return f"{score:.0f}/100"
    return say(language, f"score.band.{band(score)}")


def caution(code: str, language: Language) -> str:
    return say(language, f"caution.{code}") if has(f"caution.{code}") else code


def markdown(report: Report, language: Language) -> str:
    """Return the report as Markdown that reads well without the program."""
    lines = [f"# {say(language, 'report.title')}", "", _summary(report, language), ""]
    if report.cost is not None:
        lines += [say(language, "report.cost", cost=f"{report.cost:.4f}"), ""]
    if report.topics:
        lines += [f"## {say(language, 'report.topics')}", "", *_topic_table(report, language), ""]
    if report.missed:
        lines += [f"## {say(language, 'report.missed')}", ""]
        lines += [_missed_line(missed, language) for missed in report.missed[:12]] + [""]
    for turn in report.turns:
        lines += _turn_lines(turn, language)
    return "\n".join(lines).rstrip() + "\n"


def _summary(report: Report, language: Language) -> str:
    return say(
        language,
        "report.summary",
        asked=len(report.turns),
        answered=report.answered,
        skipped=report.skipped,
        unscored=report.unscored,
        score=points(report.score, _scored(report.turns), language),
        date=report.session.created_at.strftime("%Y-%m-%d"),
    )


def _scored(turns: Sequence[Turn]) -> list[Grade]:
    return [turn.grade for turn in turns if turn.grade and turn.grade.score is not None]


def _topic_table(report: Report, language: Language) -> list[str]:
    head = [say(language, f"report.column.{name}") for name in ("topic", "asked", "score")]
    rows = ["| " + " | ".join(head) + " |", "|---|---|---|"]
    for topic in report.topics:
        score = points(topic.score, _scored(report.turns), language)
        rows.append(f"| {topic.topic or say(language, 'topic.none')} | {topic.asked} | {score} |")
    return rows


def _missed_line(missed: Missed, language: Language) -> str:
    where = f" ({place(missed.reference)})" if missed.reference else ""
    return f"- {say(language, f'verdict.{missed.verdict}')}: {missed.key_point}{where}"


def _turn_lines(turn: Turn, language: Language) -> list[str]:
    lines = [f"## {turn.number + 1}. {turn.question}", ""]
    if turn.skipped:
        return [*lines, say(language, "report.skipped"), ""]
    if turn.answer is None:
        return [*lines, say(language, "report.unanswered"), ""]
    lines += [f"**{say(language, 'report.answer')}**", "", *(f"> {line}" for line in turn.answer.splitlines()), ""]
    if turn.grade:
        lines += _grade_lines(turn, turn.grade, language)
    return lines + _reference_lines(turn.item, language)


def _grade_lines(turn: Turn, grade: Grade, language: Language) -> list[str]:
    lines = [f"**{say(language, 'report.grade')}**: {points(grade.score, [grade], language)} ({grader_name(grade, language)})", ""]
    if grade.unscored:
        lines += [say(language, "grade.unscored", reason=grade.unscored), ""]
    lines += [_verdict_line(verdict, corrected(turn, verdict, language), language) for verdict in grade.verdicts]
    lines += [f"- {say(language, 'verdict.wrong')}: “{claim.quote.text}” {claim.why}" for claim in grade.wrong_claims]
    lines += [f"- {caution(code, language)}" for code in grade.cautions]
    return [*lines, "", grade.feedback, ""] if grade.feedback else [*lines, ""]


def grader_name(grade: Grade, language: Language) -> str:
    return say(language, f"grader.{grade.grader.name}", model=grade.grader.model)


def trust_lines(stamp: GraderStamp, trust: Trust | None, language: Language) -> list[str]:
    """Return how far a grade of this grader can be trusted: what it measures, and how well, as last measured."""
    lines = [say(language, f"trust.{stamp.name}")]
    if stamp.taught:
        lines.append(say(language, "trust.taught"))
    if trust is None:
        return [*lines, say(language, "trust.unmeasured")]
    lines.append(say(language, "trust.measured", questions=trust.questions, answers=trust.figures.answers, date=trust.measured_on))
    shown = {**trust.figures.model_dump(), "flips": trust.flips}
    for name in ("pairwise", "attacks_passed", "good_failed", "flips"):
        if shown[name] is not None:
            lines.append(say(language, f"trust.{name}", value=f"{shown[name]:.0%}"))
    if trust.figures.pearson is not None:
        lines.append(say(language, "trust.pearson", value=f"{trust.figures.pearson:.2f}"))
    return lines


def quotes_shown(verdict: Verdict) -> tuple[Quote, ...]:
    """Return the quotes a person should see: the nearest words to a point that was missed prove nothing."""
    return () if verdict.verdict == "missed" else verdict.quotes


def corrected(turn: Turn, verdict: Verdict, language: Language) -> str:
    """Return what the person says to a verdict, or nothing."""
    said = next((one.verdict for one in turn.corrections if one.point == verdict.text), None)
    return say(language, "correct.shown", verdict=say(language, f"verdict.{said}")) if said else ""


def _verdict_line(verdict: Verdict, correction: str, language: Language) -> str:
    quoted = "".join(f" “{quote.text}”" for quote in quotes_shown(verdict))
    said = f" [{correction}]" if correction else ""
    return f"- {say(language, f'verdict.{verdict.verdict}')} ({verdict.weight:.0%}){said}: {verdict.text}{quoted}"


def _reference_lines(item: Item, language: Language) -> list[str]:
    lines = []
    for reference in item.references[:3]:
        lines += [f"**{say(language, 'report.reference')}** ({place(reference)})", "", _HEADING.sub("##### ", reference.text), ""]
    return lines


def write(report: Report, form: str, language: Language) -> str:
    """Return the report as `md`, `html` or `json`."""
    if form == "json":
        return report.model_dump_json(indent=2) + "\n"
    return html(report, language) if form == "html" else markdown(report, language)


def html(report: Report, language: Language) -> str:
    """Return the report as one self-contained page; everything a person or a note wrote is escaped."""
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown(report, language))
    title = escape(say(language, "report.title"))
    style = "body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2rem .6rem}blockquote{border-left:3px solid #999;margin-left:0;padding-left:1rem}"
    return f'<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>{style}</style><body>{body}</body></html>\n'
