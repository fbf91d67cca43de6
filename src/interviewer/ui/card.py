"""The score card as HTML: what an item's answers come to; every word of a person, a note or a model is escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal

from interviewer.i18n import say
from interviewer.report import caution, grader_name, place, points, quotes_shown, trust_lines
from interviewer.schema import Appeal, Grade, Item, Language, Trust, Turn, Verdict, WrongClaim, score_shown, shown_band, standing
from interviewer.ui.answer import marked
from interviewer.ui.shelf import about
from interviewer.ui.texts import math, tamed

Said = Literal["hit", "partial", "missed", "wrong", "undecided"]

_MARKS = {"hit": "✓", "partial": "◐", "missed": "○", "wrong": "✕", "undecided": "?"}
_SAID: tuple[Said, ...] = ("hit", "partial", "missed")


def card(thread: Sequence[Turn], language: Language, trust: Trust | None = None) -> str:
    """Return the score card of an item: band or score, the answer with the quoted words marked, key points, what is wrong, and the trust.

    Args:
        thread: The turns on the item since it was asked or tried again; the last one with a score holds the standing.
        trust: How far to trust this grader, as last measured.
    """
    grade, turn = standing(thread), graded(thread)
    if grade is None or turn is None or turn.grade is None:
        return ""
    own = _own(thread, grade)
    parts = [
        f'<section class="card" aria-label="{_say(language, "card.title")}">',
        _head(grade, language),
        _by_own(grade, own, turn, language),
        *([f'<p class="trust">{_e(trust_lines(grade.grader, trust, language)[0])}</p>'] if grade.score is not None else []),
        *(f'<p class="caution">⚠ {_e(caution(code, language))}</p>' for code in grade.cautions),
    ]
    if grade.unscored:
        parts.append(f'<p class="caution">{_e(say(language, "grade.unscored", reason=grade.unscored))}</p>')
    parts += [_claim(claim, language) for claim in grade.wrong_claims]
    parts.append(_answer(turn, grade, language))
    if grade.verdicts:
        listed = "".join(_point(at, verdict, turn, thread, own.get(at), grade, language) for at, verdict in enumerate(grade.verdicts))
        parts.append(f'<ol class="points">{listed}</ol>')
    return "".join([*parts, _trust(grade, trust, language), about(turn.item.id, language), "</section>"])


def graded(thread: Sequence[Turn]) -> Turn | None:
    """Return the turn that holds the standing: the last one with a score, else the last one that was graded."""
    judged = [turn for turn in thread if turn.grade is not None]
    return next((turn for turn in reversed(judged) if turn.grade and turn.grade.score is not None), judged[-1] if judged else None)


# ---------------------------------------------------------------- the parts of a card


def _own(thread: Sequence[Turn], grade: Grade) -> dict[int, Said]:
    """Return the person's own verdicts by key point, where they differ from the grader's."""
    told = {one.point: one.verdict for turn in thread for one in turn.corrections}
    return {
        at: told[verdict.text] for at, verdict in enumerate(grade.verdicts) if told.get(verdict.text, verdict.verdict) != verdict.verdict
    }


def _head(grade: Grade, language: Language) -> str:
    shown, level = points(grade.score, [grade], language), "none" if grade.score is None else shown_band(grade)
    vital = [verdict.verdict for verdict in grade.verdicts if not verdict.bonus]
    count = f'<span class="count">{_e(tally(vital, language))}</span>' if vital and grade.score is not None else ""
    return (
        f'<header class="{level}"><strong class="score">{_e(shown)}</strong>{count}<small title="{_e(trust_lines(grade.grader, None, language)[0])}">{_e(grader_name(grade, language))}</small></header>'
        + _meter(grade)
    )


def _by_own(grade: Grade, own: Mapping[int, Said], turn: Turn, language: Language) -> str:
    """Return what the person's own verdicts come to, under the grader's, with a bar of their own and what they count for."""
    if not own or grade.score is None:
        return ""
    mine = [verdict.model_copy(update={"verdict": own.get(at, verdict.verdict)}) for at, verdict in enumerate(grade.verdicts)]
    count = tally([verdict.verdict for verdict in mine if not verdict.bonus], language)
    told = _say(language, "card.count_own" + _due(turn), count=count)
    return f'<p class="count mine">{told}</p>{_meter(grade.model_copy(update={"verdicts": tuple(mine)}))}'


def _due(turn: Turn) -> str:
    """Return the end of the key that tells what a verdict of one's own moves: memory goes by the question's first answer, not by later ones."""
    return "_due" if turn.kind == "main" else ""


def tally(verdicts: Sequence[Said], language: Language) -> str:
    """Return how many key points were said; those said in part are told apart, so that nobody reads that nothing was said."""
    said, part = verdicts.count("hit"), verdicts.count("partial")
    return say(language, "card.count_partly" if part else "card.count", said=said, all=len(verdicts), **({"part": part} if part else {}))


def _meter(grade: Grade) -> str:
    """Return one cell for each key point, as wide as it weighs; what is said is full, what is partly said is hatched."""
    if grade.score is None or not grade.verdicts:
        return ""
    cells = "".join(
        f'<span class="{verdict.verdict}" style="flex-grow:{max(1, round(100 * verdict.weight))}"></span>'
        for verdict in grade.verdicts
        if not verdict.bonus
    )
    return f'<div class="cells" aria-hidden="true" data-score="{round(score_shown(grade))}">{cells}</div>'


def _claim(claim: WrongClaim, language: Language) -> str:
    why = f' <span class="right">{_e(claim.why)}</span>' if claim.why else ""
    return f'<p class="wrong"><b><span aria-hidden="true">✕</span> {_say(language, "card.wrong_claim")}</b> <q>{_e(claim.quote.text)}</q>{why}</p>'


def _point(at: int, verdict: Verdict, turn: Turn, thread: Sequence[Turn], own: Said | None, grade: Grade, language: Language) -> str:
    bonus = f" · {_say(language, 'card.bonus')}" if verdict.bonus else ""
    unverified = "" if verdict.verified else f" <em>{_say(language, 'card.unverified')}</em>"
    words = say(language, "correct.shown", verdict=say(language, f"verdict.{own}")) if own else ""
    told = f' <em class="mine"><span aria-hidden="true">{_MARKS[own]}</span> {_e(words)}</em>' if own else ""
    quotes = "".join(f"<q>{_e(quote.text)}</q>" for quote in quotes_shown(verdict))
    focus = ' tabindex="0"' if quotes else ""
    return (
        f'<li class="{verdict.verdict}" data-point="{at}"{focus}><span class="mark" aria-hidden="true">{_MARKS[verdict.verdict]}</span>'
        f'<div><span class="verdict">{_say(language, f"verdict.{verdict.verdict}")} · {_say(language, "card.worth", share=f"{verdict.weight:.0%}")}{bonus}{unverified}{told}</span>'
        f'<span class="point">{_e(math(verdict.text))}</span>{quotes}{_appealed(verdict, thread, language)}{_appeal(at, verdict, turn, own, grade, language)}</div></li>'
    )


def _appealed(verdict: Verdict, thread: Sequence[Turn], language: Language) -> str:
    """Return both verdicts of a key point that was judged again."""
    found: Appeal | None = next((one for turn in reversed(thread) for one in turn.appeals if one.point == verdict.text), None)
    if found is None:
        return ""
    first = next((v for turn in thread if turn.grade for v in turn.grade.verdicts if v.text == verdict.text), verdict)
    words = say(
        language,
        "card.appealed",
        first=say(language, f"verdict.{first.verdict}"),
        again=say(language, f"verdict.{found.verdict.verdict}"),
    )
    return f'<span class="appealed">{_e(words)}</span>'


def _appeal(at: int, verdict: Verdict, turn: Turn, own: Said | None, grade: Grade, language: Language) -> str:
    """Return what a person can say to a verdict: have it judged again by marked words, or keep a verdict of their own.

    Only a model looks at the whole answer with other eyes a second time; the local grader would repeat itself, or judge the point out of
    the answer's context.
    """
    place = f'data-number="{turn.number}" data-point="{at}"'
    ways = "".join(
        f'<button type="button" data-correct="{name}" {place}>{_say(language, f"verdict.{name}" if name != verdict.verdict else "card.take_back")}</button>'
        for name in (*_SAID, *(("wrong",) if verdict.verdict in ("hit", "partial") or (own and verdict.verdict == "wrong") else ()))
        if name != (own or verdict.verdict)
    )
    ways = f'<p class="ways own"><span>{_say(language, "card.own_verdict" + _due(turn))}</span>{ways}</p></details>'
    if verdict.verdict == "hit":
        return f'<details class="appeal"><summary>{_say(language, "card.disagree")}</summary>{ways}'
    whole = (
        f'<button type="button" data-appeal="1" {place}>{_say(language, "card.judge_all")}</button>' if grade.grader.name == "llm" else ""
    )
    return (
        f'<details class="appeal"><summary>{_say(language, "card.disagree" if verdict.verdict == "partial" else "card.appeal")}</summary><p>{_say(language, "card.mark_words")}</p>'
        f'<p class="marked" data-empty="{_say(language, "card.nothing_marked")}">{_say(language, "card.nothing_marked")}</p>'
        f'<p class="ways"><button type="button" data-appeal="1" data-words="1" {place}>{_say(language, "card.judge_marked")}</button>{whole}</p>'
        f"{ways}"
    )


def _answer(turn: Turn, grade: Grade, language: Language) -> str:
    """Return the whole answer, which can be folded, with the words of each key point marked."""
    if not turn.whole:
        return ""
    spans = [(quote, at) for at, verdict in enumerate(grade.verdicts) for quote in quotes_shown(verdict)]
    words = marked(turn.whole, spans, [claim.quote for claim in grade.wrong_claims])
    title = _say(language, "card.your_answer")
    return f'<details class="whole" open><summary>{title}</summary><div class="said" tabindex="0" role="region" aria-label="{title}">{words}</div></details>'


def _trust(grade: Grade, trust: Trust | None, language: Language) -> str:
    """Return the figures of how far to trust this grade, behind a fold; the first line stands at the head of the card."""
    _, *more = trust_lines(grade.grader, trust, language)
    lines = "".join(f"<li>{_e(line)}</li>" for line in more)
    title = _say(language, "trust.title")
    return f'<details class="trust"><summary>{title}</summary><ul>{lines}</ul></details>'


def references(item: Item, language: Language) -> str:
    """Return the reference answers as Markdown, each with the place it came from."""
    if not item.references:
        return say(language, "card.no_reference")
    pieces = [f"*{_md(place(reference))}*\n\n{tamed(reference.text)}" for reference in item.references]
    if item.derived and "written_by" in item.metadata:
        pieces.append(say(language, "card.written"))
    if item.read_on:
        pieces.append(f"**{say(language, 'card.read_on')}**\n\n" + "\n".join(f"- {tamed(line)}" for line in item.read_on))
    return "\n\n---\n\n".join(pieces)


def _say(language: Language, key: str, **values: object) -> str:
    return _e(say(language, key, **values))


def _e(text: str) -> str:
    """Escape for HTML inside a Markdown component: line breaks would end the HTML block."""
    return escape(" ".join(text.split()))


def _md(text: str) -> str:
    return text.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;")
