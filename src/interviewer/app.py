"""Wires the settings into parts; what a door asks for is opened when it is first needed."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from interviewer import documents, embeddings, evaluation, questions
from interviewer.advice import advise
from interviewer.conversation import Voice
from interviewer.errors import InputError, ProviderError, SettingsError, VectorError
from interviewer.graders.lessons import Taught, judged_of
from interviewer.graders.local import LocalGrader
from interviewer.index import Index
from interviewer.interview import Interview, begin
from interviewer.items.grouping import group
from interviewer.library import Library
from interviewer.progress import Progress, attempts, due_order, progress, twin_topics
from interviewer.report import Report, build
from interviewer.schema import BANK, ME, Card, Encoder, Grader, GraderStamp, Item, KeyPoint, Language, Plan, Session, Trust, Turn
from interviewer.settings import Settings
from interviewer.store import Store
from interviewer.writing import Writer

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)

MOST_OF_A_BRIEF = 1_000_000
"""Characters of a job description or a résumé."""


class App:
    """One installation: its store, library, graders and interviews."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opening = threading.RLock()
        self._items: dict[tuple[str, ...], tuple[int, Sequence[Item]]] = {}
        """By owners, with the generation of the store that they are of."""

    def __enter__(self) -> App:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        for part in ("model", "index", "store"):
            if part in self.__dict__:
                self.__dict__[part].close()

    # ------------------------------------------------------------ parts

    @cached_property
    def store(self) -> Store:
        with self._opening:
            store = Store(self.settings.sql_url)
            store.open()
            return store

    @cached_property
    def similarity(self) -> Encoder:
        return self._cached(embeddings.similarity_encoder(self.settings))

    @cached_property
    def finder(self) -> Encoder:
        """The encoder of the index."""
        return self._cached(embeddings.encoder(self.settings))

    def _cached(self, encoder: Encoder) -> Encoder:
        return embeddings.CachedEncoder(encoder, self.settings.home / "vectors.sqlite", embeddings.shipped_vectors(encoder.name))

    @cached_property
    def index(self) -> Index:
        return Index(self.settings, self.finder, self.similarity)

    @cached_property
    def library(self) -> Library:
        return Library(self.settings, self.store, self.index, self.similarity)

    @cached_property
    def model(self) -> BaseChatModel:
        from interviewer import llm  # half a second that only those with a model pay

        return llm.chat_model(self.settings)

    @cached_property
    def voice(self) -> Voice | None:
        """What a model says for the interviewer; None where no model is set, and the program's own words are used."""
        if not self.settings.uses_llm:
            return None
        from interviewer.conversation.spoken import Spoken

        return Spoken(self.model, self.store)

    @cached_property
    def local_grader(self) -> LocalGrader:
        return LocalGrader(self.similarity)

    @cached_property
    def grader(self) -> Grader:
        """The configured grader; raises SettingsError when `llm` is asked for without a model."""
        return self.grader_named(self.settings.grader)

    def taught_grader(self, owner: str) -> Grader:
        """Return the local grader as the person's corrections, and a model's grades of their answers, have taught it."""
        return Taught(self.local_grader, lambda item: judged_of(self.store.turns_of_item(owner, item.id)))

    def grader_named(self, name: Literal["auto", "local", "llm"]) -> Grader:
        if name == "local" or (name == "auto" and not self.settings.uses_llm):
            return self.local_grader
        if not self.settings.uses_llm:
            why = "INTERVIEWER_OFFLINE forbids it" if self.settings.offline else "INTERVIEWER_CHAT_MODEL is not set"
            raise SettingsError(
                f"the llm grader can't be used: {why}", where="INTERVIEWER_GRADER", way_out="Set a model, or use the local grader."
            )
        from interviewer.graders.llm import LLMGrader

        return LLMGrader(self.model, self.store, self.settings, self.similarity)

    def fresh_grader(self, name: Literal["auto", "local", "llm"], seed: str) -> Grader:
        """Return a grader that neither uses nor keeps replies, and shows key points in the order that `seed` draws."""
        made = self.grader_named(name)
        if made is self.local_grader:
            return made
        from interviewer.graders.llm import LLMGrader

        return LLMGrader(self.model, self.store, self.settings, self.similarity, seed=seed, fresh=True)

    def trust(self, stamp: GraderStamp) -> Trust | None:
        """Return how far the grades of exactly this grader can be trusted, as last measured; None when it never was."""
        return evaluation.trust_of(stamp, self.store)

    @property
    def stamps(self) -> tuple[GraderStamp, GraderStamp]:
        """The graders as they are today; the model's name is empty where none is set."""
        from interviewer.graders.llm import LLMGrader

        model = self.settings.chat_model if self.settings.uses_llm else ""
        llm_stamp = LLMGrader(None, self.store, self.settings).stamp.model_copy(update={"model": model})
        return self.local_grader.stamp, llm_stamp

    def regrader(self, stamp: GraderStamp, owner: str = ME) -> Grader:
        """Return what makes a grade of this stamp again without asking a model: the local grader, or the replies that were kept."""
        if stamp.name == "local":
            return self.taught_grader(owner) if stamp.taught else self.local_grader
        from interviewer.graders.llm import LLMGrader

        return LLMGrader(None, self.store, self.settings, self.similarity, stamp=stamp)

    def writer(self, language: Language, jobs: int = 1) -> Writer:
        """Return what writes questions and key points from notes; raises SettingsError without a model."""
        if not self.settings.uses_llm:
            key, why = ("offline", "INTERVIEWER_OFFLINE forbids it") if self.settings.offline else ("no_model", "no chat model is set")
            raise SettingsError(
                f"questions and key points can't be written: {why}",
                where="INTERVIEWER_CHAT_MODEL",
                way_out="Set a model (.env.example shows how), or leave out --questions and --enrich.",
                key=f"writing_{key}",
            )
        return Writer(self.model, self.store, self.similarity, self.settings.context_tokens, language, jobs)

    # ------------------------------------------------------------ practising

    def offer(self, owner: str, language: Language, *, mine: bool = False) -> questions.Offer:
        """Return what can be practised, with counts; `mine`: of the person's own notes only."""
        items = self.items([BANK, owner])
        return questions.offer(
            items,
            Plan(mine=mine, language=language, length=1, minutes=None),
            past=self.past_scores(owner),
            known=self._known(owner, items),
            due=self._due_today(owner),
        )

    def items(self, owners: Sequence[str]) -> Sequence[Item]:
        """Return what the store's `items` does, read once for as long as it stays as it is: the page asks for it at every turn."""
        generation, of = self.store.generation(), tuple(owners)
        kept = self._items.get(of)
        if kept is None or kept[0] != generation:
            kept = self._items[of] = (generation, tuple(self.store.items(owners)))
        return kept[1]

    def start(self, plan: Plan, owner: str, rng: random.Random | None = None) -> str:
        """Choose what the plan asks for and open a session; raises InputError for an unknown topic or when nothing fits."""
        chosen = self.choose(plan, owner, rng or random.Random())
        return begin(plan, chosen.items, owner, self.store, why=chosen.why, widened=chosen.widened)

    def start_item(self, item_id: str, owner: str, language: Language) -> str:
        """Open a session with this one question; raises InputError when it is not there for this person."""
        item = self.item(item_id, owner)
        return begin(Plan(query=item.question, length=1, minutes=None, language=language), [item], owner, self.store)

    def item(self, item_id: str, owner: str) -> Item:
        """Return an item of the person's or of the bank, with their key points; raises InputError when there is none."""
        found = self.store.item(item_id, owner)
        if found is None or found.owner not in (owner, BANK):
            raise InputError("no question has this id", where=item_id, way_out="`interviewer search --json` shows ids.", key="no_item")
        return found

    def choose(self, plan: Plan, owner: str, rng: random.Random) -> questions.Chosen:
        """Return what a session of this plan could ask, best first, and why; opens none. Raises InputError as `start` does."""
        owners = [owner] if plan.mine else [BANK, owner]
        questions.check_topics(plan, [topic for topic, _ in self.store.topics(owners)])
        items = self.items(owners)
        return questions.choose(
            items,
            plan,
            past=self._known(owner, items) if plan.focus == "weak" else self.past_scores(owner),
            found=self.library.closest(plan.query, owners) if plan.query.strip() else None,
            asked=[questions.Asked(need, self.library.closest(need.search, owners)) for need in questions.needs(plan.brief)],
            due=self._due_today(owner) if plan.focus == "due" else (),
            encoder=self.similarity,
            alike=lambda asked: group(asked, self.similarity),
            rng=rng,
        )

    def outlook(self, plan: Plan, owner: str, rng: random.Random | None = None) -> questions.Outlook:
        """Return what a session of this plan would ask, and why, without opening one; raises InputError as `start` does."""
        chosen = self.choose(plan, owner, rng or random.Random())
        return questions.Outlook(chosen=chosen, asked=tuple(questions.outlook(chosen.items, plan, "", chosen.why)))

    def brief_from(self, path: Path) -> str:
        """Return the text of a job description or a résumé; raises InputError for a file that can't be read or is far too long."""
        text = documents.read(path, path, self.settings.max_file_mb).text
        if len(text) > MOST_OF_A_BRIEF:
            raise InputError(
                f"{len(text):,} characters are too long for a job description, at most {MOST_OF_A_BRIEF:,} fit",
                where=path.name,
                way_out="Keep what it asks for.",
                key="brief_too_long",
                place=path.name,
                count=f"{len(text):,}",
                most=f"{MOST_OF_A_BRIEF:,}",
            )
        return text

    def past_scores(self, owner: str) -> dict[str, float | None]:
        """Return the last score of every item the person was asked."""
        return self.store.last_scores(owner)

    def _due_today(self, owner: str) -> list[Card]:
        """Return what falls due by the end of the day, by the clock of this machine, the most forgotten first."""
        tonight = datetime.now().astimezone().replace(hour=23, minute=59, second=59)
        return [card.model_copy(update={"due": card.due.astimezone()}) for card in due_order(self.store.cards(owner), tonight)]

    def _known(self, owner: str, items: Sequence[Item]) -> dict[str, float | None]:
        """Return how well each item was known when it was asked last, 0..100: hints and follow-ups count half, and a skip is 0."""
        called = {alias: item.id for item in items for alias in item.aliases}
        goes: dict[str, dict[str, list[Turn]]] = {}
        for turn in self.store.turns_of(owner):
            goes.setdefault(called.get(turn.item.id, turn.item.id), {}).setdefault(turn.session_id, []).append(turn)
        shares = {item_id: _last_share(list(sessions.values())) for item_id, sessions in goes.items()}
        return {item_id: 100 * share for item_id, share in shares.items() if share is not None}

    def interview(self, session_id: str, owner: str, seen: int | None = None) -> Interview:
        """Return what conducts a session; `seen` is the number of the turn that the person has before them, where a window can fall behind."""
        grader = self.taught_grader(owner) if self.grader is self.local_grader else self.grader
        return Interview(session_id, owner, self.store, grader, voice=self.voice, seen=seen)

    def edit_key_points(self, owner: str, item_id: str, points: Sequence[KeyPoint]) -> Item:
        """Keep a person's own key points for an item, the vital ones' weights scaled to sum to 1; none at all: back to those of the notes.

        Raises InputError for an unknown item, or when every point is a bonus.
        """
        self.item(item_id, owner)
        vital = sum(point.weight for point in points if not point.bonus)
        if points and vital <= 0:
            raise InputError("a point that is no bonus must have a weight", way_out="Give one a weight above 0.", key="no_vital_point")
        scaled = [point.model_copy(update={"weight": point.weight / (1.0 if point.bonus else vital)}) for point in points]
        self.store.set_key_points(owner, item_id, scaled)
        edited = self.store.item(item_id, owner)
        assert edited is not None
        return edited

    def sessions(self, owner: str) -> Sequence[Session]:
        return self.store.sessions(owner)

    def report(self, session_id: str, owner: str) -> Report:
        """Sum up a session, with what memory, the figures of its graders and the person's notes add to it.

        Raises InputError for an unknown id or another person's session. Where nothing can be looked up, the report lacks advice only.
        """
        state = self.interview(session_id, owner).state()
        made = build(state.session, state.turns, cards=self.store.cards(owner))
        trusts = tuple(trust for stamp in made.stamps if (trust := self.trust(stamp)) is not None)
        try:
            advice = advise(made, self.library, self.local_grader, owner)
        except (ProviderError, VectorError) as error:
            log.warning("nothing could be looked up for the report: %s", error)
            advice = ()
        return made.model_copy(update={"trusts": trusts, "advice": advice})

    # ------------------------------------------------------------ what is remembered

    def progress(self, owner: str, now: datetime | None = None, language: Language | None = None) -> Progress:
        """Sum up everything a person has practised; days begin where `now` (none: this machine) has its zone.

        Topics that are one in two languages are told as one, under their name in `language`, where one is given.
        """
        now = now or datetime.now().astimezone()
        items = {item.id: item for item in self.items([BANK, owner])}
        cards = [card for card in self.store.cards(owner) if card.item_id in items]
        topics = {item.id: item.topics[0] for item in items.values() if item.topics}
        names = twin_topics(list(items.values()), language) if language else {}
        interview_on = self.interview_on(owner)
        return progress(self.store.turns_of(owner), cards, now, interview_on=interview_on, topics_now=topics, topic_names=names)

    def interview_on(self, owner: str) -> date | None:
        """Return the day of the interview that a person prepares for."""
        kept = self.store.recall(f"interview_on:{owner}")
        return date.fromisoformat(kept) if isinstance(kept, str) else None

    def prepare_for(self, owner: str, day: date | None) -> None:
        """Keep the day of the interview; None forgets it. Raises InputError for a day that is over."""
        if day is not None and day < date.today():
            raise InputError("this day is over", where=day.isoformat(), way_out="Give a day to come.", key="day_over")
        self.store.remember(f"interview_on:{owner}", day.isoformat() if day else None)

    def warm(self) -> None:
        """Load what the first question and the first grade need; meant for a background thread."""
        self.library.sync()
        self.similarity.encode(["warm"], "passage")


def _last_share(sessions: Sequence[Sequence[Turn]]) -> float | None:
    """Return what the last session with an item, of these in their order, says of memory, 0..1; None where none says anything.

    Those before it are not summed up: of a month's practice that would take longer than to show the page.
    """
    found = (one.share for turns in reversed(sessions) for one in reversed(attempts(turns)))
    return next((share for share in found if share is not None), None)
