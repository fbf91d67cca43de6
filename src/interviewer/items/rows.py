"""The questions of tables and data files to items: the file itself says what is asked and what answers it."""

from __future__ import annotations

from interviewer.items.authored import parts_of
from interviewer.items.edges import dedent, is_empty, unwrap
from interviewer.items.evidence import Sections
from interviewer.items.forms import Mark, Shape, finish
from interviewer.items.metadata import answer_link, difficulty_of, front_matter, listed
from interviewer.items.outline import outline
from interviewer.items.topics import Topics
from interviewer.items.wording import Asks
from interviewer.schema import Document, ExtractedItem, Extraction, Row

_FORM = "record"


def of_rows(document: Document) -> Extraction:
    """Return the questions of a document whose rows they are, in order."""
    items = [_item(document, row) for row in document.rows]
    answered = {item.question for item in items if item.answer}
    kept = tuple(item for item in items if item.answer or item.question not in answered)
    return Extraction(file=document.path, kind="qa" if answered else "questions_only", form=_FORM, items=kept)


def _item(document: Document, row: Row) -> ExtractedItem:
    title, _, stem = row.question.partition("\n")
    mark = finish(Mark(0, 0, Shape.LABEL, 0, "", Asks.NO), title)
    question = "\n\n".join(filter(None, (mark.title or title.strip(), stem.strip())))
    told = {name: value for name, value in row.fields.items() if name not in ("topic", "link", "role")}
    metadata = front_matter(document.metadata) | mark.tags.fields() | front_matter(told)
    metadata |= {"role": row.fields["role"]} if "role" in row.fields else {}
    if "difficulty" in metadata and not difficulty_of(str(metadata["difficulty"])):
        metadata["level"] = metadata.pop("difficulty")
    answer, link = row.answer, ""
    if answer and (target := answer_link(answer)):
        answer, link = None, target
    if link := link or (str(row.fields.get("link") or "") if not answer else ""):
        metadata["answer_link"] = link
    return _authored(answer).model_copy(
        update={
            "question": question,
            "topics": _topics(document, row, metadata.get("tags", [])),
            "metadata": metadata,
            "line": row.line,
            "end_line": row.end_line,
        }
    )


def _authored(answer: str | None) -> ExtractedItem:
    """Return an item with nothing but its answer, and the parts of it that the file lists by themselves."""
    text = unwrap(answer) if answer else ""
    if is_empty(text):
        return ExtractedItem(question="", answer=None)
    lines = outline(text)
    parts = parts_of(lines, 0, len(lines))
    rest = unwrap(dedent([line.raw for line in lines if line.at not in parts.lines])) if parts.lines else text
    return ExtractedItem(
        question="",
        answer=text if is_empty(rest) else rest,
        key_points=parts.key_points,
        follow_ups=parts.follow_ups,
        mistakes=parts.mistakes,
        read_on=parts.read_on,
    )


def _topics(document: Document, row: Row, tags: list[str]) -> tuple[str, ...]:
    metadata = {**document.metadata, "topic": listed(row.fields.get("topic") or [])}
    return Topics([], Sections([], 1), document.title, document.path, metadata).of(0, tags)
