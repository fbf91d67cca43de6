"""The golden set: questions with answers of known kinds, and what two graders, who did not see each other's work, made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from interviewer.errors import InputError
from interviewer.schema import Item, KeyPoint, Language, Reference, fingerprint
from interviewer.shipped import shipped

Model = TypeVar("Model", bound=BaseModel)

WORTHLESS = ("injection", "stuffing", "fluent_empty", "off_topic", "question_copy", "dont_know", "confident_wrong")
GOOD = ("full", "paraphrase", "terse", "other_language", "asr", "long_winded", "list_form")
_GRADERS = ("a", "b")


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Answer(_Lenient):
    id: str
    kind: str
    answer: str


class Question(_Lenient):
    id: str
    lang: Language
    judged_by: str = ""
    question: str
    references: tuple[str, ...]
    key_points: tuple[KeyPoint, ...]
    answers: tuple[Answer, ...]

    @property
    def item(self) -> Item:
        return Item(
            id=fingerprint("golden", self.id),
            owner="",
            question=self.question,
            language=self.lang,
            references=tuple(Reference(text=text, document="golden") for text in self.references),
            key_points=self.key_points,
            key_points_from="authored",
        )


class Label(_Lenient):
    """What one grader made of one answer."""

    answer: str
    verdicts: tuple[str, ...]
    """In the order of the key points."""
    overall: float
    """0..100."""


class Golden(_Lenient):
    questions: tuple[Question, ...]
    labels: tuple[Mapping[str, Label], ...]
    """By the id of the answer, one mapping a grader; none where there are no gradings."""

    @property
    def pairs(self) -> list[tuple[Question, Answer]]:
        return [(question, answer) for question in self.questions for answer in question.answers]


def shipped_set() -> Path:
    return shipped("evals/data") / "golden.jsonl"


def load(path: Path) -> Golden:
    """Read a golden set and, beside it, `NAME_grades_a.jsonl` and `NAME_grades_b.jsonl` where they are; raises InputError."""
    questions = tuple(_rows(path, Question))
    if not questions:
        raise InputError("it holds no question", where=str(path), way_out="evals/data/README.md describes the form.", key="golden_empty")
    files = [path.with_name(f"{path.stem}_grades_{name}.jsonl") for name in _GRADERS]
    return Golden(
        questions=questions, labels=tuple({label.answer: label for label in _rows(file, Label)} for file in files if file.exists())
    )


def _rows(path: Path, model: type[Model]) -> Iterator[Model]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"can't be read: {error}", where=str(path), way_out="Name a golden set with --set.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _row(line, model, f"{path}:{number}")


def _row(line: str, model: type[Model], where: str) -> Model:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        fault: Mapping[str, Any] = error.errors()[0]
        place = ".".join(map(str, fault["loc"])) or "line"
        raise InputError(
            f"this line of the golden set can't be used ({place})",
            where=where,
            way_out="evals/data/README.md describes the form.",
            key="golden_line",
            place=f"{where} ({place})",
        ) from None
