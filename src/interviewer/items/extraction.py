"""One document to its items."""

from __future__ import annotations

from typing import Literal

from interviewer.items.answers import Cutter
from interviewer.items.choice import Chooser, Chosen, is_hinted
from interviewer.items.forms import marks_of
from interviewer.items.outline import outline
from interviewer.schema import Document, ExtractedItem, Extraction


def extract(document: Document) -> Extraction:
    """Find the questions of a document with their answers."""
    lines = outline(document.text)
    marks = marks_of(lines)
    hint = is_hinted(document.title, document.path)
    chooser = Chooser(lines, marks, hint)
    chosen = chooser.choose()
    cutter = Cutter(lines, chosen)
    items = [_item(cutter, chooser, c) for c in chosen]
    kind: Literal["qa", "questions_only", "article"] = "qa" if any(i.answer for i in items) else "questions_only" if items else "article"
    return Extraction(file=document.path, kind=kind, items=tuple(i for i in items if i.question.strip()))


def _item(cutter: Cutter, chooser: Chooser, chosen: Chosen) -> ExtractedItem:
    body = cutter.body(chosen)
    return ExtractedItem(question=body.question, answer=body.answer, metadata=body.fields, line=chosen.mark.at + 1, end_line=body.end + 1)
