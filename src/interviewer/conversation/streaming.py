"""What a model says, piece by piece: without what it thinks aloud, in whole sentences, no longer than is sane, and giving nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from interviewer.errors import ReplyError
from interviewer.schema import Item

_TAG = re.compile(r"<(/?)(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_OPEN_TAG = re.compile(r"</?[a-z]{0,9}$", re.IGNORECASE)
"""The beginning of what may become a tag with the next piece."""
_END = re.compile(r"[。！？!?…]+[”’」』）)\"']*\s*|\.(?=\s)\s*|\n+")
RUN_HAN, RUN_WORDS = 12, 6
"""Han characters, or words, in a row that give away what they are taken from."""


class ThoughtAloud(ReplyError):
    """A model thought without an opening tag, so that its thoughts were taken for speech."""


def without_thoughts(pieces: Iterable[str], *, thinking: bool = False) -> Iterator[str]:
    """Yield what stands outside the blocks in which a model thinks, however the pieces are cut.

    `thinking` says that the text begins inside such a block. Raises ThoughtAloud where one is closed that was never opened.
    """
    text = ""
    for piece in pieces:
        text += piece
        while tag := _TAG.search(text):
            if tag.group(1) and not thinking:
                raise ThoughtAloud("the model's thoughts were not marked as such", way_out="Try again.")
            if not thinking:
                yield text[: tag.start()]
            thinking, text = not tag.group(1), text[tag.end() :]
        held = _OPEN_TAG.search(text)
        out, text = (text[: held.start()], held.group()) if held else (text, "")
        if not thinking:
            yield out
    if not thinking:
        yield text


def in_sentences(pieces: Iterable[str], most: int) -> Iterator[str]:
    """Yield a text sentence by sentence, and no more sentences than fit `most` letters; a first one that is longer is cut."""
    said, text = 0, ""
    for piece in pieces:
        text = (text + piece).lstrip() if not said else text + piece
        while end := _END.search(text):
            if end.end() == len(text) and text[-1:] not in "\n":  # a closing quote may follow
                break
            if said and said + end.end() > most:
                return
            yield text[: end.end()][:most]
            said, text = said + end.end(), text[end.end() :]
        if len(text) > most:
            break
    if text.strip() and (not said or said + len(text.rstrip()) <= most):
        yield text.rstrip()[:most]


class Kept:
    """What must not be said: the references and key points of some items, but for what was heard already."""

    def __init__(self, items: Sequence[Item], heard: str) -> None:
        texts = (text for item in items for text in (*(r.text for r in item.references), *(p.text for p in item.key_points)))
        self._runs = {run for text in texts for run in _runs(text)} - set(_runs(heard))

    def keep(self, sentences: Iterable[str]) -> Iterator[str]:
        """Yield the sentences; raises ReplyError before one that would give something away."""
        said = ""
        for sentence in sentences:
            said += sentence
            if not self._runs.isdisjoint(_runs(said)):
                raise ReplyError("the model's words would give the answer away", way_out="The program's own words follow.")
            yield sentence


def _runs(text: str) -> Iterator[str]:
    """Yield every run of a text that is long enough to give something away, marks and spaces aside."""
    han = re.sub(r"[^\u3400-\u9fff]", "", text)
    yield from (han[at : at + RUN_HAN] for at in range(len(han) - RUN_HAN + 1))
    words = re.findall(r"[a-z0-9]+", text.lower())
    yield from (" ".join(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1))
