"""The grader that asks a chat model: it names verdicts and sentences, code cuts the quotes, checks them and adds up."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interviewer import prompts
from interviewer.errors import ProviderError
from interviewer.graders import nothing, reply_language, score, unscored
from interviewer.graders.backing import Backing
from interviewer.graders.clauses import clauses
from interviewer.graders.feedback import compose, sober
from interviewer.graders.judgement import Judgement, Said, judgement
from interviewer.graders.screen import Screen, screen
from interviewer.i18n import say, tell
from interviewer.llm import Memory, Reply, UnusableReply, count, name_of, structured, total, trim
from interviewer.llm.structured import shape_request
from interviewer.schema import Encoder, Grade, GraderStamp, Item, KeyPoint, Quote, Tokens, Verdict, WrongClaim, fingerprint
from interviewer.settings import Settings
from interviewer.text import Span

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

VERSION = "1"
"""Changes whenever the same replies would give another grade."""
PROMPT = "grade"
CREDIT: dict[Said, float] = {"hit": 1.0, "partial": 0.5, "missed": 0.0, "wrong": 0.0}

_BEST_FIRST: tuple[Said, ...] = ("hit", "partial", "wrong", "missed")
_LONGEST_SENTENCE = 240
"""Characters; what is longer (speech without full stops) is cut at commas, so that a quote stays short."""
_MOST_QUOTED = 4
"""Sentences kept for one key point, where a small model names them all."""
_SENTENCE_MARK = 6
"""Tokens of the number in front of a sentence."""
_REPLY, _REPLY_POINT = 300, 60
"""Tokens kept free for the reply: in all, and for each key point."""
_LEAST_PART = 200
"""Tokens of an answer that are shown even where the item alone fills the window."""
_LANGUAGES = {"zh": "Chinese", "en": "English"}


@dataclass(frozen=True)
class _Finding:
    """What was found about one key point; sentences are places in the list of all."""

    said: Said
    sentences: tuple[int, ...]
    gap: str = ""


@dataclass(frozen=True)
class _Claim:
    sentences: tuple[int, ...]
    right: str
    point: int | None


@dataclass(frozen=True)
class _Judged:
    findings: tuple[_Finding, ...]
    claims: tuple[_Claim, ...]
    advice: str
    tokens: Tokens


class LLMGrader:
    """Judges with one call for an ordinary answer, and one a part for an answer that the model's window can't hold."""

    def __init__(self, model: BaseChatModel, memory: Memory, settings: Settings, encoder: Encoder | None = None) -> None:
        self.model, self.memory, self.settings, self.encoder = model, memory, settings, encoder

    @property
    def stamp(self) -> GraderStamp:
        return GraderStamp(name="llm", model=name_of(self.model), prompt=prompts.fingerprint(PROMPT), version=VERSION)

    def grade(self, item: Item, answer: str) -> Grade:
        """Judge one answer; a failed call gives an unscored grade with the reason.

        Raises SettingsError only when the prompt that ships can't be used.
        """
        started = time.perf_counter()
        return self._grade(item, answer).model_copy(update={"seconds": time.perf_counter() - started})

    def _grade(self, item: Item, answer: str) -> Grade:
        screened = screen(item, answer)
        if screened.stop:
            return nothing(item, self.stamp, screened.cautions)
        if not item.key_points:
            return unscored(item, self.stamp, say(reply_language(item, answer), "grade.no_key_points"))
        numbered = cut(screened.kept)
        try:
            judged = self._judge(item, answer, numbered)
        except ProviderError as error:
            spent = error.tokens if isinstance(error, UnusableReply) else Tokens()
            return unscored(item, self.stamp, tell(reply_language(item, answer), error)).model_copy(
                update={"tokens": spent, "cautions": screened.cautions}
            )
        return self._add_up(item, answer, numbered, judged, screened)

    # ------------------------------------------------------------ asking

    def _judge(self, item: Item, answer: str, numbered: Sequence[Span]) -> _Judged:
        order = list(range(len(item.key_points)))
        random.Random(item.revision).shuffle(order)  # models favour what comes first; the same item keeps its order
        sheet = _Sheet(item, answer, tuple(order), self.settings.context_tokens)
        parts = list(sheet.parts(numbered))
        judged = [self._ask(sheet, numbered, part, place, len(parts)) for place, part in enumerate(parts, 1)]
        return _merged(judged)

    def _ask(self, sheet: _Sheet, numbered: Sequence[Span], part: range, place: int, parts: int) -> _Judged:
        prompt = sheet.prompt(numbered, part, f" (part {place} of {parts}; the others are judged apart)" if parts > 1 else "")
        reply: Reply[Judgement] = structured(self.model, prompt.messages, judgement(len(sheet.order)), remember=self.memory)
        findings: list[_Finding] = [_Finding("missed", ())] * len(sheet.order)
        for number, place_in_item in enumerate(sheet.order, 1):
            said = reply.value.of(number)
            findings[place_in_item] = _Finding(said.verdict, _known(said.sentences, part), sober(said.gap))
        claims = (
            _Claim(
                _known(claim.sentences, part),
                sober(claim.right),
                sheet.order[claim.point - 1] if 0 < claim.point <= len(sheet.order) else None,
            )
            for claim in reply.value.wrong
        )
        return _Judged(tuple(findings), tuple(claim for claim in claims if claim.sentences), sober(reply.value.advice), reply.tokens)

    # ------------------------------------------------------------ adding up

    def _add_up(self, item: Item, answer: str, numbered: Sequence[Span], judged: _Judged, screened: Screen) -> Grade:
        backing = Backing(item, self.encoder)
        verdicts = tuple(
            _verdict(point, finding, answer, [numbered[place] for place in finding.sentences], backing)
            for point, finding in zip(item.key_points, judged.findings, strict=True)
        )
        claims = _wrong_claims(item, answer, numbered, judged, verdicts)
        gaps = {i: f.gap for i, f in enumerate(judged.findings) if f.gap and verdicts[i].verdict == "partial"}
        language = reply_language(item, answer)
        return Grade(
            score=score(verdicts, claims),
            verdicts=verdicts,
            wrong_claims=claims,
            feedback=compose(language, verdicts, claims, gaps=gaps, advice=judged.advice),
            cautions=screened.cautions,
            grader=self.stamp,
            tokens=judged.tokens,
            item_revision=item.revision,
        )


class _Sheet:
    """What the model is shown: the item, trimmed to its share of the window, and the answer in parts that fit the rest."""

    def __init__(self, item: Item, answer: str, order: tuple[int, ...], window: int) -> None:
        self.item, self.order = item, order
        self.language = _LANGUAGES[reply_language(item, answer)]
        self.nonce = fingerprint(item.revision, answer)
        self.references = _references(item, window // 4)
        taken = sum(count(text).n for _, text in self.prompt((), range(0)).messages) + count(shape_request(judgement(len(order)))).n
        self.room = max(_LEAST_PART, window - taken - _REPLY - _REPLY_POINT * len(order))

    def prompt(self, numbered: Sequence[Span], part: range, note: str = "") -> prompts.Prompt:
        return prompts.render(
            PROMPT,
            question=self.item.question,
            points="\n".join(f"K{number}: {_line(self.item.key_points[place].text)}" for number, place in enumerate(self.order, 1)),
            references=self.references or "(none)",
            part=note,
            nonce=self.nonce,
            answer="\n".join(f"S{place + 1}: {_line(numbered[place].text)}" for place in part),
            count=len(self.order),
            language=self.language,
        )

    def parts(self, numbered: Sequence[Span]) -> Iterator[range]:
        """Yield runs of sentences that fit the window."""
        first, spent = 0, 0
        for place, sentence in enumerate(numbered):
            size = count(sentence.text).n + _SENTENCE_MARK
            if spent + size > self.room and place > first:
                yield range(first, place)
                first, spent = place, 0
            spent += size
        yield range(first, len(numbered))


def cut(kept: Sequence[Span]) -> list[Span]:
    """Return the sentences to be numbered: those kept, a very long one cut at its commas or, without any, at spaces."""
    return [piece for sentence in kept for piece in (_shortened(sentence) if len(sentence.text) > _LONGEST_SENTENCE else [sentence])]


def _shortened(sentence: Span) -> Iterator[Span]:
    (pieces,) = clauses([sentence])
    edges = [piece.end - sentence.start for piece in pieces]
    start, whole = 0, sentence.text
    while start < len(whole):
        end = start + _LONGEST_SENTENCE
        if end < len(whole):
            fitting = [edge for edge in edges if start < edge <= end]
            space = whole.rfind(" ", start + _LONGEST_SENTENCE // 2, end)
            end = fitting[-1] if fitting else space if space > 0 else end
        piece = whole[start:end]
        left = len(piece) - len(piece.lstrip())
        if any(map(str.isalnum, piece)):
            yield Span(piece.strip(), sentence.start + start + left, sentence.start + start + left + len(piece.strip()))
        start = end


def _line(text: str) -> str:
    """Return one line, so that nothing in a text can pass for the numbered line after it."""
    return " ".join(text.split())


def _references(item: Item, budget: int) -> str:
    """Return the item's references one after another, as many tokens as there is room for."""
    texts = list(dict.fromkeys(reference.text.strip() for reference in item.references if reference.text.strip()))
    return trim("\n\n".join(texts), budget).strip()


def _known(sentences: Sequence[int], part: range) -> tuple[int, ...]:
    """Return the places of the sentence numbers that the model was shown."""
    return tuple(sorted({number - 1 for number in sentences if number - 1 in part}))


# ---------------------------------------------------------------- parts of a long answer


def _merged(judged: Sequence[_Judged]) -> _Judged:
    if len(judged) == 1:
        return judged[0]
    findings = tuple(_best(found) for found in zip(*(part.findings for part in judged), strict=True))
    claims = tuple(claim for part in judged for claim in part.claims)
    advice = next((part.advice for part in judged if part.advice), "")
    return _Judged(findings, claims, advice, total(*(part.tokens for part in judged)))


def _best(found: Sequence[_Finding]) -> _Finding:
    """Return the best verdict of the parts, with every sentence that was named for it."""
    said = min((finding.said for finding in found), key=_BEST_FIRST.index)
    alike = [finding for finding in found if finding.said == said]
    return replace(alike[0], sentences=tuple(sorted({place for finding in alike for place in finding.sentences})))


# ---------------------------------------------------------------- quotes and checks


def _verdict(point: KeyPoint, finding: _Finding, answer: str, cited: Sequence[Span], backing: Backing) -> Verdict:
    """Return a verdict with the words that back it; a credit or a reproach that nothing backs is `missed`."""
    if len(cited) > _MOST_QUOTED:
        cited = [cited[i] for i in backing.closest(point.text, [span.text for span in cited], _MOST_QUOTED)]
    said, verified = finding.said, True
    if said in {"hit", "partial"}:
        relation = backing.relation(point.text, " ".join(span.text for span in cited)) if cited else "unrelated"
        verified = relation == "related"
        said = "missed" if relation == "unrelated" else said
    elif not cited:
        said = "missed"
    quotes = () if said == "missed" and verified else quoted(answer, cited)
    return Verdict(
        text=point.text, weight=point.weight, bonus=point.bonus, verdict=said, credit=CREDIT[said], verified=verified, quotes=quotes
    )


def quoted(answer: str, cited: Sequence[Span]) -> tuple[Quote, ...]:
    """Return the quotes of some sentences, neighbours joined into one."""
    runs: list[tuple[int, int]] = []
    for span in cited:
        if runs and not any(map(str.isalnum, answer[runs[-1][1] : span.start])):
            runs[-1] = (runs[-1][0], span.end)
        else:
            runs.append((span.start, span.end))
    return tuple(Quote(text=answer[start:end], start=start, end=end) for start, end in runs)


def _wrong_claims(
    item: Item, answer: str, numbered: Sequence[Span], judged: _Judged, verdicts: Sequence[Verdict]
) -> tuple[WrongClaim, ...]:
    """Return each wrong claim once; one that cites what made a key point `wrong` belongs to it and costs nothing more."""
    wrong = {i: set(f.sentences) for i, f in enumerate(judged.findings) if verdicts[i].verdict == "wrong"}
    found: dict[tuple[int, int], WrongClaim] = {}
    for claim in judged.claims:
        same = next((i for i, sentences in wrong.items() if sentences & set(claim.sentences)), None)
        point = claim.point if claim.point in wrong else same
        quote = quoted(answer, [numbered[place] for place in claim.sentences])[0]
        why = claim.right or (item.key_points[point].text if point is not None else "")
        found.setdefault((quote.start, quote.end), WrongClaim(quote=quote, why=why, point=point))
    told = {claim.point for claim in found.values()}
    for i in wrong.keys() - told:
        quote = verdicts[i].quotes[0]
        why = judged.findings[i].gap or item.key_points[i].text
        found.setdefault((quote.start, quote.end), WrongClaim(quote=quote, why=why, point=i))
    return tuple(sorted(found.values(), key=lambda claim: claim.quote.start))
