"""What an interview holds: the plan, the session, its turns, and the memory that stays of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from interviewer.schema.base import Frozen, Language
from interviewer.schema.grades import Grade, GraderStamp, Quote, Verdict
from interviewer.schema.notes import Item, Level

Focus = Literal["all", "due", "weak", "new", "surprise"]
"""due: what FSRS would ask today; weak: what was not well known; new: never asked; surprise: anything, evenly over the topics."""
Mode = Literal["practice", "simulation"]
"""practice: feedback after each answer, hints, retries; simulation: a neutral interviewer, feedback at the end."""
Confidence = Literal["sure", "so_so", "guess"]
"""What a person says of their answer before they see its grade."""


class Plan(Frozen):
    """What a session practises. Everything that is set narrows the choice."""

    topics: tuple[str, ...] = ()
    query: str = ""
    """Free text that finds items by meaning; empty for all."""
    brief: str = ""
    """A job description or a résumé, as text: items are picked and ordered by what it asks for."""
    focus: Focus = "all"
    company: str = ""
    """Only questions that notes say were asked there."""
    mine: bool = False
    """Only from the person's own notes."""
    difficulty: Level | None = None
    length: int = Field(8, ge=1, le=100)
    """Number of questions, follow-ups not counted."""
    minutes: int | None = Field(None, ge=1, le=480)
    """Time after which no new question is begun; None: the length alone ends the session."""
    mode: Mode = "practice"
    language: Language | Literal["notes"] = "zh"
    """Of the interviewer's own words, and preferred for questions; notes: each question's own."""


class Why(Frozen):
    """Why an item was picked; the words are `why.KIND` of the catalogue."""

    kind: Literal["topic", "query", "brief", "company", "due", "weak", "new", "surprise", "near"]
    about: str = ""
    """The line of the job description, the topic, the query, ...; a date for `due`."""


class Widened(Frozen):
    """Too few items fitted the plan, and others were added; the words are `widened.BY` of the catalogue."""

    fitting: int
    """How many items fitted."""
    by: Literal["meaning", "topic", "difficulty", "language", "focus", "company", "none"]
    """What was given up, or by what the others were found; none: nothing could be added, the session is shorter."""
    to: tuple[str, ...] = ()
    """The topics of those that did not fit exactly, most items first."""
    more: bool = False
    """They are about other topics too."""


class Speech(Frozen):
    """What the interviewer said in a model's words."""

    text: str
    rest: str = ""
    """The program's own words, where the model failed before it had finished."""


class Session(Frozen):
    id: str
    """Unguessable."""
    owner: str
    plan: Plan
    item_ids: tuple[str, ...]
    """What can be asked, best first; often more than are asked, so that there is an easier and a harder one to go to."""
    why: dict[str, Why] = {}
    """By item id, where there is something to tell."""
    widened: Widened | None = None
    created_at: datetime
    ended_at: datetime | None = None
    closing: Speech | None = None


class Correction(Frozen):
    """What a person says to a verdict on their own answer ("I did say that"); the grade itself stays as it was."""

    point: str
    """Text of the key point."""
    verdict: Literal["hit", "partial", "missed", "wrong"]
    at: datetime


class Appeal(Frozen):
    """A fresh judgement of one key point alone, made because the person asked for it; the first verdict is kept beside it."""

    point: str
    """Text of the key point."""
    marked: Quote | None = None
    """The words the person pointed at, of `Turn.whole`; None: all of them."""
    verdict: Verdict
    """The fresh one, with its weight in the item; quotes are of `Turn.whole`."""
    grader: GraderStamp
    at: datetime


Intent = Literal[
    "answer", "clarify", "dont_know", "hint", "repeat", "skip", "retract", "back", "pause", "end", "chatter", "yes", "no", "unsure"
]
"""What a message of the candidate is. retract: what was said is not to count, it is to be said anew; back: to the question that was
skipped; yes, no: to "is that your answer?"; unsure: an answer, or perhaps not."""


class Aside(Frozen):
    """Something said while a question was open that is no answer to it, and what the interviewer said to that."""

    intent: Intent
    said: str
    """The candidate's words; empty for a button."""
    reply: Speech
    at: datetime


class Turn(Frozen):
    """Question, answer, grade, hints used, times."""

    session_id: str
    number: int
    """0-based position in the session."""
    item: Item
    """A snapshot, so that the turn can be understood when the notes have changed."""
    question: str
    """As asked."""
    kind: Literal["main", "retry", "follow_up", "deeper", "challenge"] = "main"
    """deeper: beyond the key points after a strong answer; challenge: a calm doubt of something that was right."""
    aim: int | None = None
    """0-based index of the key point at which a follow-up or a challenge aims."""
    opening: Speech | None = None
    """What a model said before the question; None: the program's own words, which `conversation` gives."""
    before: str = ""
    """What the person had said to this item when a follow-up was asked; its grade is of `whole`."""
    hints: int = 0
    asides: tuple[Aside, ...] = ()
    confidence: Confidence | None = None
    asked_at: datetime
    answer: str | None = None
    answered_at: datetime | None = None
    skipped: bool = False
    held: Literal["held", "gave_in", "unclear"] | None = None
    """What came of a challenge."""
    grade: Grade | None = None
    """Of `whole`; verdicts of earlier turns on the item in this session can rise in it, never fall, and their wrong claims stay."""
    corrections: tuple[Correction, ...] = ()
    """At most one a key point, the latest."""
    appeals: tuple[Appeal, ...] = ()
    """At most one a key point, the latest."""

    @property
    def whole(self) -> str:
        """Everything the person said to the item: the text in which quotes stand."""
        return "\n\n".join(text for text in (self.before, self.answer) if text)

    @property
    def probes(self) -> bool:
        """Whether this turn goes on with the item of the turn before."""
        return self.kind in ("follow_up", "deeper", "challenge")


class Card(Frozen):
    """The FSRS memory state of one item for one person."""

    owner: str
    item_id: str
    state: dict[str, Any]
    """As `fsrs.Card.to_dict()` gives it, with the turn that moved it last (`turn`) and the state that it had until then (`before`)."""
    due: datetime
