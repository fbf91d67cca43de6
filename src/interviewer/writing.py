"""What a chat model is asked to write where notes lack it: questions of articles and talks, key points of answers.

Every reply is remembered under the content that it is about, so nothing is paid for twice: not after Ctrl-C, not when a file is
renamed or read again. What was written about a text goes when the text goes.
"""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from interviewer import prompts
from interviewer.errors import ProviderError
from interviewer.i18n import tell
from interviewer.items import enriched, written
from interviewer.items.grounding import Grounding
from interviewer.items.written import WrittenQuestion
from interviewer.llm import Memory, UnusableReply, name_of, total
from interviewer.schema import Encoder, Extraction, Frozen, Item, KeyPoint, Language, Passage, Tokens, fingerprint
from interviewer.store import DocumentRecord, Store

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]

_GIVE_UP = 5
"""Failed calls in a row after which the rest is left for another time."""


class Written(Frozen):
    """What one step of writing did."""

    asked: int = 0
    """Passages or questions that were sent to the model."""
    known: int = 0
    """Those that it had been asked about before."""
    written: int = 0
    """Questions kept, or questions whose key points were kept."""
    dropped: dict[str, int] = Field(default_factory=dict)
    """By reason: unbacked, no_question, about_the_text."""
    failed: dict[str, int] = Field(default_factory=dict)
    """Failed calls by what went wrong."""
    given_up: int = 0
    """Those left when too many calls failed in a row."""
    tokens: Tokens = Tokens()

    def __add__(self, other: Written) -> Written:
        return Written(
            asked=self.asked + other.asked,
            known=self.known + other.known,
            written=self.written + other.written,
            dropped=dict(Counter(self.dropped) + Counter(other.dropped)),
            failed=dict(Counter(self.failed) + Counter(other.failed)),
            given_up=self.given_up + other.given_up,
            tokens=total(self.tokens, other.tokens),
        )


class Remembered(Frozen):
    """What the model once wrote about one text."""

    model: str
    prompt: str
    """Fingerprint of the prompt."""
    questions: tuple[WrittenQuestion, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()


# ---------------------------------------------------------------- what was written before


class Shelf:
    """All that was written for one owner, by the content it is about."""

    def __init__(self, store: Store, owner: str) -> None:
        self._kept = store.recall_all(_place(owner, ""))

    def of_passage(self, passage: Passage) -> Remembered | None:
        return self._of(passage_key(passage))

    def of_item(self, item: Item) -> Remembered | None:
        return self._of(item_key(item))

    def _of(self, key: str) -> Remembered | None:
        try:
            return Remembered.model_validate(self._kept[key]) if key in self._kept else None
        except ValidationError:  # a newer program wrote it
            return None

    def extraction(self, record: DocumentRecord) -> Extraction:
        """Return what was understood of a document, with the questions that were written about it."""
        if not holds_no_item(record):
            return record.extraction
        added = [
            written.item_of(question, passage, record.extraction.topics, known.model)
            for passage in record.passages
            if (known := self.of_passage(passage)) is not None
            for question in known.questions
        ]
        return record.extraction.model_copy(update={"derived": (*record.extraction.derived, *added)})

    def enriched(self, item: Item) -> Item:
        """Return an item with its written key points, where its notes give none."""
        known = self.of_item(item) if item.key_points_from in ("reference", "none") else None
        return item.model_copy(update={"key_points": known.key_points, "key_points_from": "llm"}) if known and known.key_points else item


def holds_no_item(record: DocumentRecord) -> bool:
    return record.kind in ("article", "transcript") and not record.extraction.items


def _place(owner: str, key: str) -> str:
    return f"written:{fingerprint(owner)}:{key}"


def passage_key(passage: Passage) -> str:
    return _place(passage.owner, fingerprint("questions", *passage.heading, passage.text))


def item_key(item: Item) -> str:
    return _place(item.owner, fingerprint("key points", item.question, *(reference.text for reference in item.references)))


# ---------------------------------------------------------------- writing


@dataclass(frozen=True)
class Work:
    """What is still to be asked, and of how much the answer is known."""

    step: str
    calls: tuple[Callable[[], Written], ...]
    known: int


class Writer:
    """Asks one chat model, `jobs` calls at once, and remembers each reply as it comes."""

    def __init__(self, model: BaseChatModel, store: Store, encoder: Encoder, window: int, language: Language, jobs: int = 1) -> None:
        self._model, self._store, self._window, self._language, self._jobs = model, store, window, language, jobs
        self._memory: Memory = store
        self._grounding = Grounding(encoder)

    def questions(self, records: Sequence[DocumentRecord], owner: str) -> Work:
        """Return the work of writing questions about the passages of documents that hold none."""
        shelf = Shelf(self._store, owner)
        passages = {
            passage_key(passage): (passage, record.title)
            for record in records
            if holds_no_item(record)
            for passage in record.passages
            if written.most_questions(passage)
        }
        new = tuple(partial(self._question, *one) for one in passages.values() if shelf.of_passage(one[0]) is None)
        return Work("writing_questions", new, len(passages) - len(new))

    def key_points(self, items: Sequence[Item], owner: str) -> Work:
        """Return the work of writing key points for items whose notes, and whose owner, give none."""
        shelf = Shelf(self._store, owner)
        bare = [item for item in items if item.references and item.key_points_from in ("reference", "llm")]
        new = tuple(partial(self._points, item) for item in bare if shelf.of_item(item) is None)
        return Work("writing_key_points", new, len(bare) - len(new))

    def run(self, work: Work, progress: Progress) -> Written:
        """Do the work, a call after another; one that fails is counted, and the rest is left when too many fail in a row."""
        done, failures, count = Written(known=work.known), 0, len(work.calls)
        progress(work.step, 0, count)
        for at, one in enumerate(self._each(work.calls), 1):
            done += one
            failures = failures + 1 if one.failed else 0
            progress(work.step, at, count)
            if failures == _GIVE_UP:
                return done + Written(given_up=count - at)
        return done

    def _question(self, passage: Passage, title: str) -> Written:
        reply = written.ask(self._model, passage, title, self._memory)
        kept, dropped = written.check(reply.value, passage, title, self._grounding)
        self._keep(passage_key(passage), written.PROMPT, questions=kept)
        return Written(asked=1, written=len(kept), dropped={str(fault): count for fault, count in dropped.items()}, tokens=reply.tokens)

    def _points(self, item: Item) -> Written:
        reply = enriched.ask(self._model, item, self._window, self._memory)
        kept, dropped = enriched.check(reply.value, item, self._window, self._grounding)
        self._keep(item_key(item), enriched.PROMPT, key_points=kept)
        return Written(asked=1, written=int(bool(kept)), dropped={"unbacked": dropped} if dropped else {}, tokens=reply.tokens)

    def _keep(self, key: str, prompt: str, **what: object) -> None:
        kept = Remembered.model_validate({"model": name_of(self._model), "prompt": prompts.fingerprint(prompt), **what})
        self._store.remember(key, kept.model_dump(mode="json"))

    def _each(self, calls: Sequence[Callable[[], Written]]) -> Iterator[Written]:
        """Yield what came of one call after another."""
        if self._jobs == 1:  # in this thread, so that Ctrl-C need not wait for the reply
            yield from map(self._tried, calls)
            return
        with ThreadPoolExecutor(self._jobs) as pool:
            waiting: deque[Future[Written]] = deque()
            for call in calls:
                waiting.append(pool.submit(self._tried, call))
                if len(waiting) == self._jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _tried(self, call: Callable[[], Written]) -> Written:
        try:
            return call()
        except ProviderError as error:
            log.info("%s", error)
            tokens = error.tokens if isinstance(error, UnusableReply) else Tokens()
            return Written(asked=1, failed={tell(self._language, error): 1}, tokens=tokens)
