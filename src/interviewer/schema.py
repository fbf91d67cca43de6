"""The words of the project as frozen models that cross JSONL, SQL, prompts and pages unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

Language = Literal["zh", "en"]
Vectors = NDArray[np.float32]
"""Shape (texts, dimension); every row has length 1."""

BANK = "bank"
"""Owner of what ships with the program."""
ME = "me"
"""Owner of what the one person of a local installation brings."""


def fingerprint(*parts: str) -> str:
    """Return 16 hex digits that stand for these texts, in this order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Encoder(Protocol):
    """Turns texts into vectors; one of the bundled ones or a remote one."""

    @property
    def name(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    def encode(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
        """Return one unit vector a text; raises ProviderError when a remote encoder fails."""
        ...


# ---------------------------------------------------------------- documents


class Row(Frozen):
    """A question as a table or a data file holds it: nothing has to be guessed."""

    question: str
    answer: str | None = None
    fields: dict[str, Any] = {}
    """topic, difficulty, tags, company, ... where the file has such columns."""
    line: int | None = None
    end_line: int | None = None
    """Lines of the file itself (rows of a sheet), from 1."""


class Remark(Frozen):
    """Something a person should know of a document that was read all the same; its words are `remark.KEY` of the catalogue."""

    key: str
    values: dict[str, str] = {}


class Document(Frozen):
    """One file as read."""

    path: str
    """As shown to people: POSIX, relative to the folder that was given, or the file's name."""
    title: str
    text: str
    """Markdown. Line numbers everywhere count the lines of this text from 1."""
    format: str
    """What it was sniffed to be: markdown, text, html, pdf, docx, notebook, ..."""
    sha256: str
    """Of the raw bytes."""
    metadata: dict[str, Any] = {}
    """Front matter and document properties: title, author, date, tags, ..."""
    rows: tuple[Row, ...] = ()
    """The questions of a table or data file; `text` says the same for those who search it."""
    remarks: tuple[Remark, ...] = ()


class KeyPoint(Frozen):
    """One atomic thing that a full answer says."""

    text: str
    weight: float
    """Share of the score, 0..1. The weights of an item's vital points sum to 1; a bonus point adds its weight on top."""
    bonus: bool = False


class FollowUp(Frozen):
    text: str
    key_point: int | None = None
    """0-based index of the key point at which it aims."""


class ExtractedItem(Frozen):
    """A question as it stands in one document, before merging."""

    question: str
    answer: str | None
    topics: tuple[str, ...] = ()
    metadata: dict[str, Any] = {}
    """company, round, date, tags, difficulty, author, answer_link, context, id ... where present."""
    line: int | None = None
    end_line: int | None = None
    heading: tuple[str, ...] = ()
    """Headings above the question, outermost first."""
    key_points: tuple[KeyPoint, ...] = ()
    """Authored ones only; empty where the document lists none."""
    follow_ups: tuple[FollowUp, ...] = ()
    mistakes: tuple[str, ...] = ()
    read_on: tuple[str, ...] = ()


class Extraction(Frozen):
    """What was understood of one document."""

    file: str
    kind: Literal["qa", "questions_only", "article", "mixed", "transcript", "skipped"]
    reason: str | None = None
    """Why it was skipped; null for every other kind."""
    form: str = ""
    """The question form that was found, for people: "heading level 3", "bold line", ..."""
    items: tuple[ExtractedItem, ...] = ()
    derived: tuple[ExtractedItem, ...] = ()
    """Questions that no document states."""
    remarks: tuple[Remark, ...] = ()
    topics: tuple[str, ...] = ()
    """Of a document that holds no item, for questions that are written about it."""

    def contract(self) -> dict[str, Any]:
        """Return the line that `interviewer extract` writes."""
        fields = {"question", "answer", "topics", "metadata", "line"}
        return {
            "file": self.file,
            "kind": self.kind,
            "reason": self.reason,
            "items": [item.model_dump(mode="json", include=fields) for item in self.items],
            "derived": [item.model_dump(mode="json", include=fields) for item in self.derived],
        }


class Reference(Frozen):
    """A written answer to an item, with the place it came from."""

    text: str
    document: str
    heading: tuple[str, ...] = ()
    line: int | None = None
    end_line: int | None = None


class Item(Frozen):
    """One question that can be asked."""

    id: str
    """Hash of owner and normalised main question; stays when wordings are merged or renamed."""
    owner: str
    question: str
    language: Language
    aliases: tuple[str, ...] = ()
    """Ids of the other wordings that were merged into this item."""
    wordings: tuple[str, ...] = ()
    """The other wordings themselves."""
    references: tuple[Reference, ...] = ()
    sources: tuple[Reference, ...] = ()
    """Places that ask the question without answering it (text is the question as it stands there)."""
    key_points: tuple[KeyPoint, ...] = ()
    key_points_from: Literal["authored", "reference", "llm", "person", "none"] = "none"
    topics: tuple[str, ...] = ()
    difficulty: Literal["easy", "medium", "hard"] | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    mistakes: tuple[str, ...] = ()
    read_on: tuple[str, ...] = ()
    metadata: dict[str, Any] = {}
    translation_of: str | None = None
    derived: bool = False

    @property
    def revision(self) -> str:
        """Hash of what a grade depends on: question, references and key points."""
        points = "\n".join(f"{p.weight:.4f} {p.bonus} {p.text}" for p in self.key_points)
        return fingerprint(self.question, *(r.text for r in self.references), points)


class Passage(Frozen):
    """A chunk of any document, for evidence and citation."""

    id: str
    owner: str
    document: str
    text: str
    heading: tuple[str, ...] = ()
    line: int | None = None
    end_line: int | None = None


# ---------------------------------------------------------------- grades


class Quote(Frozen):
    """The candidate's own words: `answer[start:end] == text`, cut by code."""

    text: str
    start: int
    end: int


class Verdict(Frozen):
    text: str
    """Of the key point."""
    weight: float
    bonus: bool = False
    verdict: Literal["hit", "partial", "missed", "wrong", "undecided"]
    credit: float
    """0..1."""
    verified: bool = True
    """False when the quoted words show no relation to the key point."""
    quotes: tuple[Quote, ...] = ()


class WrongClaim(Frozen):
    quote: Quote
    why: str
    point: int | None = None
    """0-based index of the key point that is already judged `wrong` for it, so that it isn't counted twice."""


LESSONS = "/lessons="


class GraderStamp(Frozen):
    name: Literal["local", "llm"]
    model: str
    prompt: str = ""
    """Fingerprint of the prompt; empty for the local grader."""
    version: str
    """Of what turns evidence or replies into verdicts; "/votes=3" and "/lessons=HASH" after it name how it was used."""

    @property
    def taught(self) -> bool:
        """Whether a person's corrections, or a model's grades, moved this grade of the local grader."""
        return LESSONS in self.version

    @property
    def untaught(self) -> GraderStamp:
        """The same grader as it ships."""
        return self.model_copy(update={"version": self.version.partition(LESSONS)[0]})


class Tokens(Frozen):
    input: int = 0
    output: int = 0
    estimated: bool = False


class Grade(Frozen):
    score: float | None
    """0..100; null only when no judgement was possible, and then `unscored` says why."""
    verdicts: tuple[Verdict, ...] = ()
    wrong_claims: tuple[WrongClaim, ...] = ()
    feedback: str = ""
    cautions: tuple[str, ...] = ()
    """Stable codes, e.g. "empty", "dont_know", "instructions", "question_copied"; doors translate them."""
    unscored: str | None = None
    grader: GraderStamp
    tokens: Tokens = Tokens()
    cost: float | None = None
    """Of the tokens, where the settings tell their price."""
    item_revision: str = ""
    seconds: float = 0.0
    kept: bool = False
    """Nothing was paid this time: the model's replies were those kept from an earlier call, whose tokens and cost these are."""

    def contract(self, line_id: Any) -> dict[str, Any]:
        """Return the line that `interviewer grade` writes."""
        line = self.model_dump(mode="json", exclude={"seconds", "kept", "wrong_claims", "tokens"})
        line["wrong_claims"] = [{"quote": claim.quote.text, "why": claim.why} for claim in self.wrong_claims]
        line["tokens"] = {"in": self.tokens.input, "out": self.tokens.output}
        return {"id": line_id, **line}


Band = Literal["low", "middle", "high"]
BANDS: tuple[float, float] = (35.0, 60.0)
"""Scores at which the middle and the high band begin."""


def band(score: float) -> Band:
    """Return which of three bands a page shows for a score of the local grader, whose single points mean little."""
    return "high" if score >= BANDS[1] else "middle" if score >= BANDS[0] else "low"


class Grader(Protocol):
    """One verb, one result, two bodies (local, llm)."""

    def grade(self, item: Item, answer: str) -> Grade:
        """Judge one answer; a failed model call gives an unscored grade, never an exception or a made-up score."""
        ...


class Figures(Frozen):
    """How one grader does on some labelled answers; null where nothing can be said."""

    answers: int
    unscored: int
    """Answers that got no score; they are left out of everything below."""
    pearson: float | None
    """Correlation of the score with the mean of the labelled ones."""
    qwk: float | None
    """Quadratic weighted kappa of the two, in six steps."""
    kappa: float | None
    """Cohen's kappa of the verdicts on key points, mean over those who labelled them."""
    pairwise: float | None
    """Share of pairs of answers to one question that it ranks as the labels do; a tie counts half."""
    leniency: float | None
    """By how much its scores are above the labelled ones, mean, of 100."""
    attacks_passed: float | None
    """Share of worthless answers (pleas, term lists, empty fluency, ...) that get 50 or more."""
    good_failed: float | None
    """Share of right answers (own words, terse, other language, ...) that get less than 60."""


class Trust(Frozen):
    """How far the grades of one grader can be trusted, as last measured."""

    grader: GraderStamp
    measured_on: str
    """The day, YYYY-MM-DD."""
    questions: int
    runs: int
    figures: Figures
    flips: float | None
    """Share of verdicts that were not the same in all runs; null for a single run."""
    kappa_between: float | None
    """Kappa of the verdicts of the two who labelled the answers: what can be reached."""


# ---------------------------------------------------------------- interviews


class Plan(Frozen):
    """What a session practises."""

    topics: tuple[str, ...] = ()
    query: str = ""
    """Free text that finds items by meaning; empty for all."""
    mine: bool = False
    """Only from the person's own notes."""
    difficulty: Literal["easy", "medium", "hard"] | None = None
    length: int = Field(8, ge=1, le=100)
    """Number of questions."""
    mode: Literal["practice", "simulation"] = "practice"
    language: Language = "zh"


class Session(Frozen):
    id: str
    """Unguessable."""
    owner: str
    plan: Plan
    item_ids: tuple[str, ...]
    """In the order in which they are asked."""
    created_at: datetime
    ended_at: datetime | None = None


class Correction(Frozen):
    """What a person says to a verdict on their own answer ("I did say that"); the grade itself stays as it was."""

    point: str
    """Text of the key point."""
    verdict: Literal["hit", "partial", "missed", "wrong"]
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
    kind: Literal["main", "follow_up"] = "main"
    hints: int = 0
    asked_at: datetime
    answer: str | None = None
    answered_at: datetime | None = None
    skipped: bool = False
    grade: Grade | None = None
    corrections: tuple[Correction, ...] = ()
    """At most one a key point, the latest."""


class Card(Frozen):
    """The FSRS memory state of one item for one person."""

    owner: str
    item_id: str
    state: dict[str, Any]
    """As `fsrs.Card.to_dict()` gives it."""
    due: datetime
