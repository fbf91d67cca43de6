"""Whether what a model wrote stands in the sentences it cites: a check on the model that does not ask the model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

import interviewer.items.phrases as phrases
from interviewer.errors import ProviderError
from interviewer.schema import Encoder
from interviewer.text import is_cjk, language_of, terms

_SURE = 0.6
"""Share of the content words from which the words alone are enough."""
_LEAST = 0.25
"""Share below which no encoder is believed, within one language."""
_MARGIN, _NO_LESS = 0.25, 0.2
"""By how much nearer than idle talk (taken as no less than this) the sentences must be, in cosine, where the words don't settle it."""
_IDLE = (
    "That is everything that can be said about it.",
    "There are many important things to consider here.",
    "这个问题很重要，需要从多个方面来考虑。",
    "以上就是全部内容，谢谢。",
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPELT = {str(n): pair for n, pair in enumerate(zip(_WORDS, "一二三四五六七八九十", strict=True), 1)}
"""A small number in digits, in English and in Chinese."""
_CLAUSE = re.compile(r"[，。；;！？!?、]|[,.:](?=\s|$)|\n")
_NEGATED = re.compile(
    r"不|没|无|未|非|勿|避免|防止|禁止|缺乏|\b(?:not|no|never|none|without|cannot|neither|nor|avoids?|prevents?|forbids?|lacks?|fails?|unable|instead of|rather than)\b|n't\b",
    re.IGNORECASE,
)
_NOT_NEGATED = re.compile(r"不仅|不但|不只|不同|不断|无论|不管|无限|非常|未来|无锁|非结构|\bnot only\b", re.IGNORECASE)
_JOINING = frozenset({"which", "how", "why", "when", "but", "because", "while", "since", "though", "thus", "only", "own"})
_SAME_CLAUSE = 0.6
"""Share of a clause's words from which another says the same, or its opposite."""


class Grounding:
    """Compares by shared words first, since that costs nothing; an encoder is asked where they don't settle it."""

    def __init__(self, encoder: Encoder | None) -> None:
        self._encoder = encoder

    def backed(self, said: str, cited: Sequence[str]) -> bool:
        """Tell whether the cited sentences say this: its numbers, its content words or their meaning, and no more and no fewer negations."""
        said, *cited = map(_plain, (said, *cited))
        whole = "\n".join(cited)
        if not cited or not _numbers_kept(said, whole) or _turned(said, cited):
            return False
        share = recall(said, whole)
        if share >= _SURE:
            return True
        return (share >= _LEAST or language_of(said) != language_of(whole)) and self._is_near(said, [*cited, whole])

    def _is_near(self, said: str, cited: Sequence[str]) -> bool:
        if self._encoder is None:
            return False
        try:
            vectors = np.asarray(self._encoder.encode([said, *cited, *_IDLE], "passage"), np.float32)
        except ProviderError:  # a remote encoder is down: words have to do
            return False
        cosines = vectors[0] @ vectors[1:].T
        return bool(cosines[: len(cited)].max() > max(cosines[len(cited) :].max(), _NO_LESS) + _MARGIN)


def content(text: str) -> set[str]:
    """Return the words of a text that say something, without the commonest English endings."""
    words = {term for term in terms(phrases.LIGHT.sub(" ", text)) if term not in phrases.LIGHT_WORDS | _JOINING}
    return {_stem(term) for term in words if len(term) > 1 or term.isdigit()}


def recall(said: str, source: str) -> float:
    """Return the share of the content words of `said` that stand in the source; of a Han pair, its two characters count half each."""
    wanted, found = content(said), {_stem(term) for term in terms(source)}
    letters = set(source)
    if not wanted:
        return 0.0
    return sum(1.0 if term in found else _letters_share(term, letters) for term in wanted) / len(wanted)


def _letters_share(term: str, letters: set[str]) -> float:
    return 0.5 * all(letter in letters for letter in term) if is_cjk(term[0]) else 0.0


def _stem(term: str) -> str:
    """Return a word without plural and the commonest English endings."""
    if is_cjk(term[0]) or len(term) < 4 or not term.isalpha():
        return term
    word = term if term.endswith(("ss", "us", "is")) else term.removesuffix("s")
    for ending in ("ation", "ion", "ing", "ied", "ie", "er", "ed", "ly", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _numbers_kept(said: str, source: str) -> bool:
    """Tell whether every number of a statement is one of the source's, in digits or words."""
    said, source = (unicodedata.normalize("NFKC", text) for text in (said, source))
    known = set(_NUMBER.findall(source))
    words = set(re.findall(r"[a-z]+|[一二三四五六七八九十]", source.lower()))
    return all(number in known or not words.isdisjoint(_SPELT.get(number, ())) for number in _NUMBER.findall(said))


def _plain(text: str) -> str:
    """Return the text with numbers written without commas."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)


def _turned(said: str, cited: Sequence[str]) -> bool:
    """Tell whether a clause affirms what the clauses that say the same deny, or denies it where their sentences deny nothing."""
    clauses = [(clause, sentence) for sentence in cited for clause in _CLAUSE.split(sentence) if clause.strip()]
    for clause in _CLAUSE.split(said):
        same = [pair for pair in clauses if recall(clause, pair[0]) >= _SAME_CLAUSE] if len(content(clause)) > 1 else []
        denied = [_is_negated(sentence if _is_negated(clause) else one) for one, sentence in same]
        if same and _is_negated(clause) not in denied:
            return True
    return False


def _is_negated(text: str) -> bool:
    return bool(_NEGATED.search(_NOT_NEGATED.sub(" ", text)))
