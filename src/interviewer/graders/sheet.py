"""What a model is shown of an item and an answer, and the answer in parts that its window can hold."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from interviewer import prompts
from interviewer.graders import reply_language
from interviewer.graders.clauses import clauses
from interviewer.graders.judgement import judgement
from interviewer.llm import count, trim
from interviewer.llm.structured import shape_request
from interviewer.schema import Item, fingerprint
from interviewer.text import Span

PROMPT = "grade"
_LONGEST_SENTENCE = 240
"""Characters; what is longer (speech without full stops) is cut at commas, so that a quote stays short."""
_SENTENCE_MARK = 6
"""Tokens of the number in front of a sentence."""
_REPLY, _REPLY_POINT = 300, 60
"""Tokens kept free for the reply: in all, and for each key point."""
_LEAST_PART = 200
"""Tokens of an answer that are shown even where the item alone fills the window."""
_MISTAKES = 6
"""Known mistakes that are shown."""
_LANGUAGES = {"zh": "Chinese", "en": "English"}


class Sheet:
    """The item, trimmed to its share of the window, and the answer in parts that fit the rest.

    Key points and references come in an order drawn from `seed`: models favour what comes first, so two looks at the same thing
    must not see it in the same order. The fence is a word that the answer can't hold, since it is a hash of the answer.
    """

    def __init__(self, item: Item, points: Sequence[int], answer: str, window: int, seed: str) -> None:
        draw = random.Random(seed)
        self.item = item
        self.order = list(points)
        draw.shuffle(self.order)
        """Places in the item of the key points that are asked about, as the model sees them."""
        self.language = _LANGUAGES[reply_language(item, answer)]
        self.nonce = fingerprint(item.revision, answer, seed)
        self.references = _references(item, window // 4, draw)
        taken = sum(count(text).n for _, text in self.prompt((), range(0)).messages) + count(shape_request(judgement(len(points)))).n
        self.room = max(_LEAST_PART, window - taken - _REPLY - _REPLY_POINT * len(points))

    def prompt(self, numbered: Sequence[Span], part: range, note: str = "") -> prompts.Prompt:
        return prompts.render(
            PROMPT,
            question=self.item.question,
            points="\n".join(f"K{number}: {_line(self.item.key_points[place].text)}" for number, place in enumerate(self.order, 1)),
            references=self.references or "(none)",
            mistakes="\n".join(f"- {_line(mistake)}" for mistake in self.item.mistakes[:_MISTAKES]) or "(none)",
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


def _references(item: Item, budget: int, draw: random.Random) -> str:
    """Return the item's references one after another, as many tokens as there is room for."""
    texts = list(dict.fromkeys(reference.text.strip() for reference in item.references if reference.text.strip()))
    draw.shuffle(texts)
    return trim("\n\n".join(texts), budget).strip()
