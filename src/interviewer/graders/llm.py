"""The grader that asks a chat model: it names verdicts and sentences, code cuts the quotes, checks them and adds up."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from interviewer import prompts
from interviewer.errors import ProviderError
from interviewer.graders import nothing, reply_language, score, unscored
from interviewer.graders.backing import Backing
from interviewer.graders.clauses import clauses
from interviewer.graders.feedback import compose
from interviewer.graders.findings import Findings, check, merged, wrong_claims
from interviewer.graders.judgement import judgement
from interviewer.graders.screen import screen
from interviewer.i18n import say, tell
from interviewer.llm import Memory, UnusableReply, count, name_of, structured, total, trim
from interviewer.llm.structured import shape_request
from interviewer.schema import Encoder, Grade, GraderStamp, Item, Tokens, fingerprint
from interviewer.settings import Settings
from interviewer.text import Span

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

VERSION = "1"
"""Changes whenever the same replies would give another grade."""
PROMPT = "grade"
_LONGEST_SENTENCE = 240
"""Characters; what is longer (speech without full stops) is cut at commas, so that a quote stays short."""
_SENTENCE_MARK = 6
"""Tokens of the number in front of a sentence."""
_REPLY, _REPLY_POINT = 300, 60
"""Tokens kept free for the reply: in all, and for each key point."""
_LEAST_PART = 200
"""Tokens of an answer that are shown even where the item alone fills the window."""
_LANGUAGES = {"zh": "Chinese", "en": "English"}


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
        language = reply_language(item, answer)
        if not item.key_points:
            return unscored(item, self.stamp, say(language, "grade.no_key_points"))
        try:
            found, tokens = self._judge(item, answer, cut(screened.kept))
        except ProviderError as error:
            spent = error.tokens if isinstance(error, UnusableReply) else Tokens()
            return unscored(item, self.stamp, tell(language, error)).model_copy(update={"tokens": spent, "cautions": screened.cautions})
        claims = wrong_claims(found)
        gaps = {i: gap for i, gap in enumerate(found.gaps) if gap and found.verdicts[i].verdict == "partial"}
        return Grade(
            score=score(found.verdicts, claims),
            verdicts=found.verdicts,
            wrong_claims=claims,
            feedback=compose(language, found.verdicts, claims, gaps=gaps, advice=found.advice),
            cautions=screened.cautions,
            grader=self.stamp,
            tokens=tokens,
            item_revision=item.revision,
        )

    def _judge(self, item: Item, answer: str, numbered: Sequence[Span]) -> tuple[Findings, Tokens]:
        order = list(range(len(item.key_points)))
        random.Random(item.revision).shuffle(order)  # models favour what comes first; the same item keeps its order
        sheet = _Sheet(item, answer, order, self.settings.context_tokens)
        backing = Backing(item, self.encoder)
        parts = list(sheet.parts(numbered))
        found: list[Findings] = []
        spent: list[Tokens] = []
        for place, part in enumerate(parts, 1):
            prompt = sheet.prompt(numbered, part, f" (part {place} of {len(parts)}; the others are judged apart)" if len(parts) > 1 else "")
            reply = structured(self.model, prompt.messages, judgement(len(order)), remember=self.memory)
            shown = {i + 1: numbered[i] for i in part}
            found.append(check(reply.value, item, order, answer, shown, backing))
            spent.append(reply.tokens)
        return merged(found), total(*spent)


class _Sheet:
    """What the model is shown: the item, trimmed to its share of the window, and the answer in parts that fit the rest."""

    def __init__(self, item: Item, answer: str, order: Sequence[int], window: int) -> None:
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
