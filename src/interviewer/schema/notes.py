"""What notes hold: documents, what was understood of them, items and passages."""

from __future__ import annotations

from typing import Any, Literal

from interviewer.schema.base import Frozen, Language, fingerprint

Level = Literal["easy", "medium", "hard"]


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
    left_out: tuple[str, ...] = ()
    """Headings beside the questions that stand over no question: "TODO", "References"."""
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
    difficulty: Level | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    mistakes: tuple[str, ...] = ()
    read_on: tuple[str, ...] = ()
    metadata: dict[str, Any] = {}
    translation_of: str | None = None
    derived: bool = False

    @property
    def revision(self) -> str:
        """Hash of what a grade depends on: question, references, key points and known mistakes."""
        points = "\n".join(f"{p.weight:.4f} {p.bonus} {p.text}" for p in self.key_points)
        return fingerprint(self.question, *(r.text for r in self.references), points, *self.mistakes)


class Passage(Frozen):
    """A chunk of any document, for evidence and citation."""

    id: str
    owner: str
    document: str
    text: str
    heading: tuple[str, ...] = ()
    line: int | None = None
    end_line: int | None = None
