"""The library as HTML: the list of documents, one document with its questions, results of a search; every word is escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from itertools import islice
from pathlib import PurePosixPath

from interviewer import preview
from interviewer.finding import Found
from interviewer.i18n import say
from interviewer.report import place
from interviewer.schema import BANK, ExtractedItem, Item, Language, Passage
from interviewer.store import DocumentRecord, Listed
from interviewer.ui.texts import rendered

ROWS = 40
"""Documents on one page of the list."""
_NEAR = 5
"""Results that only come near."""
_NAMED = 5
"""Headings without a question that are told."""
QUESTIONS = 20
"""Questions of a document that are shown at once."""


def rows(lines: Sequence[Listed], page: int, current: str, language: Language) -> str:
    """Return one page of the list of documents, each a button that opens it."""
    shown = "".join(_row(line, line.key == current, language) for line in lines[page * ROWS : (page + 1) * ROWS])
    return f'<div class="rows" role="group" aria-label="{_say(language, "library.list")}">{shown}</div>' + pager(
        "page", page, ROWS, len(lines), language
    )


def note(text: str) -> str:
    """Return a line in place of a list: why there is none."""
    return f'<p class="none">{escape(text)}</p>'


def _row(line: Listed, current: bool, language: Language) -> str:
    path = PurePosixPath(line.path)
    inside = line.owner != BANK and path.parent != PurePosixPath()
    folder = f'<span class="folder">{escape(path.parent.as_posix())}/</span>' if inside else ""
    if line.kind == "skipped":
        about = f'<span class="why"><span aria-hidden="true">⊘</span> {_say(language, "kind.skipped")} · {_reason(line, language)}</span>'
    else:
        about = f'<span class="about">{escape(" · ".join(_about(line, language)))}</span>'
    mark = ' aria-current="true"' if current else ""
    return f'<button type="button" class="row" data-open="{escape(line.key)}"{mark}>{folder}<span class="name">{escape(named(line))}</span>{about}</button>'


def named(one: Listed | DocumentRecord) -> str:
    """Return what a document is called: people know the files that are theirs, and of the bank what it is about."""
    return one.title if one.owner == BANK else PurePosixPath(one.path).name


def _about(line: Listed, language: Language) -> list[str]:
    told = [] if line.kind == "questions_only" else [say(language, f"kind.{line.kind}")]
    if line.questions:
        file = [line.path] if line.owner == BANK else []
        return [*told, questions(line.questions, line.answered, language), *file]
    return [*told, preview.count(language, "passages", line.passages)] if line.passages else told


def questions(asked: int, answered: int, language: Language) -> str:
    """Say how many questions there are, and how many of them have an answer."""
    key = "all_answered" if answered == asked else "answered" if answered else "unanswered"
    return say(language, f"library.{key}", questions=preview.count(language, "questions", asked), answered=answered)


def pager(name: str, page: int, size: int, total: int, language: Language) -> str:
    """Return where one is in a long list with buttons to turn the page; nothing when all is shown."""
    if total <= size:
        return ""
    first, last = page * size + 1, min(total, (page + 1) * size)
    told = _say(language, "library.page", first=first, last=last, total=f"{total:,}")
    back, on = _turn(name, page - 1, "previous", page > 0, language), _turn(name, page + 1, "next", last < total, language)
    return f'<nav class="pager">{back}<span>{told}</span>{on}</nav>'


def _turn(name: str, page: int, word: str, possible: bool, language: Language) -> str:
    return f'<button type="button" data-{name}="{page}"{"" if possible else " disabled"}>{_say(language, f"library.{word}")}</button>'


# ---------------------------------------------------------------- one document


def about(item_id: str, language: Language) -> str:
    """Return the button that leads to the page of an item, from wherever it stands; a Markdown component keeps its name and value."""
    return f'<button type="button" class="about-item" name="item" value="{escape(item_id)}">{_say(language, "item.all_about")}</button>'


def head(record: DocumentRecord, page: int, uploaded: bool, language: Language, written: int = 0) -> str:
    """Return what a document is, where it comes from, and what can be done with it; `written`: questions that a model wrote from it."""
    back = f'<button type="button" class="back" data-back="1">← {_say(language, "library.back")}</button>'
    name = "remove" if uploaded else "forget"
    remove = (
        f'<button type="button" class="remove" data-{name}="1">{_say(language, f"library.{name}")}</button>' if record.owner != BANK else ""
    )
    found = record.extraction.items
    told = [] if record.kind == "questions_only" else [say(language, f"kind.{record.kind}")]
    if found:
        told += [preview.form(language, record.extraction.form)] if record.extraction.form else []
        told.append(questions(len(found), sum(item.answer is not None for item in found), language))
    told += [say(language, "library.written", count=written)] if written else []
    what = escape(" · ".join(told))
    return (
        f'<header class="document-head">{back}<div class="title"><h3>{escape(named(record))}</h3>{remove}</div>'
        f'<p>{what}</p><p class="origin">{escape(_origin(record, uploaded, language))}</p>{"".join(_remarks(record, language))}</header>'
        + pager("first", page, QUESTIONS, len(found), language)
    )


def _origin(record: DocumentRecord, uploaded: bool, language: Language) -> str:
    if record.owner == BANK:
        return f"{say(language, 'library.shipped')} · {record.path}"
    if uploaded:
        at = datetime.fromtimestamp(record.mtime_ns / 1e9).astimezone()  # not when it was read: that is done anew with each version
        return say(language, "library.uploaded", date=f"{at:%Y-%m-%d %H:%M}")
    return say(language, "library.in_folder", folder=record.root)


def _remarks(record: DocumentRecord, language: Language) -> list[str]:
    if record.kind == "skipped":
        return [f'<p class="caution">⊘ {_say(language, "library.why_skipped", reason=preview.reason(language, record.reason or ""))}</p>']
    told = [f'<p class="caution">⚠ {escape(preview.remark(language, one))}</p>' for one in record.extraction.remarks]
    if aside := record.extraction.left_out:
        names = ("、" if language == "zh" else ", ").join(aside[:_NAMED])
        told.append(f'<p class="origin">{_say(language, "library.left_out", names=names)}</p>')
    if not record.passages:
        return told
    passages = preview.count(language, "passages", len(record.passages))
    key = "library.more_passages" if record.extraction.items else "library.no_questions"
    return [*told, f'<p class="origin">{_say(language, key, passages=passages)}</p>']


def items(
    record: DocumentRecord,
    page: int,
    line: int,
    language: Language,
    ids: Mapping[int, str] | None = None,
    written: Sequence[Item] = (),
) -> str:
    """Return one page of a document's questions, answers folded; the one that stands at `line` is open.

    Args:
        ids: By line, of the items that the questions became.
        written: Questions that a model wrote from the document.
    """
    ids = ids or {}
    found = record.extraction.items[page * QUESTIONS : (page + 1) * QUESTIONS]
    number = page * QUESTIONS
    parts = [_item(item, number + at, _holds(item, line), language, ids.get(item.line or 0, "")) for at, item in enumerate(found, 1)]
    if record.extraction.derived and page == 0:
        parts.append(f"<h4>{_say(language, 'library.derived')}</h4>")
        parts += [_item(item, 0, False, language) for item in record.extraction.derived]
    if written and page == 0:
        parts.append(f"<h4>{_say(language, 'library.written_title')}</h4>")
        parts += [_written(item, language) for item in written]
    if not record.extraction.items:
        parts += [
            _passage(passage, _covers(passage.line, passage.end_line, line), language) for passage in islice(record.passages, QUESTIONS)
        ]
    html = "".join(parts).replace("\r", " ").replace("\n", "&#10;")  # an empty line would end the block of HTML for a Markdown component
    return f'<div class="items">{html}</div>' if parts else ""


def page_of(record: DocumentRecord, line: int) -> int:
    """Return the page on which the question stands that is at this line."""
    return next((at // QUESTIONS for at, item in enumerate(record.extraction.items) if _holds(item, line)), 0)


def _holds(item: ExtractedItem, line: int) -> bool:
    return _covers(item.line, item.end_line, line)


def _covers(first: int | None, last: int | None, line: int) -> bool:
    return bool(line and first) and (first or 0) <= line <= (last or first or 0)


def _written(item: Item, language: Language) -> str:
    return f'<article class="item"><span class="number">·</span><div><div class="asked">{rendered(item.question)}</div>{about(item.id, language)}</div></article>'


def _item(item: ExtractedItem, number: int, is_open: bool, language: Language, item_id: str = "") -> str:
    counted = f'<span class="number">{number}</span>' if number else '<span class="number">·</span>'
    topics = "".join(f'<span class="topic">{escape(topic)}</span>' for topic in item.topics)
    told = f'{topics}<span class="lines">{escape(_lines(item.line, item.end_line, language))}</span>'
    asked = f'<div class="asked">{rendered(item.question)}<p class="told">{told}{_answer_mark(item, language)}</p></div>'
    answer = ""
    if item.answer:
        mark = " open" if is_open else ""
        answer = f'<details{mark}><summary>{_say(language, "library.show_answer")}</summary><div class="answer">{rendered(item.answer)}</div></details>'
    leads = about(item_id, language) if item_id else ""
    return f'<article class="item{" hit" if is_open else ""}">{counted}<div>{asked}{answer}{leads}</div></article>'


def _answer_mark(item: ExtractedItem, language: Language) -> str:
    return "" if item.answer else f'<span class="unanswered">○ {_say(language, "library.no_answer")}</span>'


def _passage(passage: Passage, is_open: bool, language: Language) -> str:
    title = passage.heading[-1] if passage.heading else " ".join(passage.text.split())[:80]
    where = escape(_lines(passage.line, passage.end_line, language))
    return (
        f'<details class="passage{" hit" if is_open else ""}"{" open" if is_open else ""}><summary>{escape(title)} <span class="lines">{where}</span></summary>'
        f'<div class="answer">{rendered(passage.text)}</div></details>'
    )


def _lines(first: int | None, last: int | None, language: Language) -> str:
    if not first:
        return ""
    if not last or last == first:
        return say(language, "library.line", first=first)
    return say(language, "library.lines", first=first, last=last)


# ---------------------------------------------------------------- a search


def results(
    query: str,
    found: Sequence[tuple[Found, str]],
    language: Language,
    *,
    bank: bool = False,
    name: str = "",
    only: bool = False,
    elsewhere: int = 0,
) -> str:
    """Return what a search found, each with the key of the document that it opens; what is only near stands apart.

    Args:
        bank: It was the bank that was searched, not the person's own notes.
        name: Of the open document, to which a search can be confined; empty for none.
        only: It was searched alone.
        elsewhere: How many results fit in the other part, the bank or the person's own notes; told where nothing fits in this one.
    """
    whole = say(language, "library.in_bank" if bank else "library.in_mine")
    where = say(language, "library.in_document", name=name) if only else whole
    told = say(language, "library.results" if found else "library.nothing_found", query=query, where=where)
    other = say(language, "library.everywhere", where=whole) if only else say(language, "library.only", name=name)
    ways = f'<button type="button" data-only="{"0" if only else "1"}">{escape(other)}</button>' if name else ""
    if elsewhere:
        part = say(language, "library.in_mine" if bank else "library.in_bank")
        leads = _say(language, "library.elsewhere", where=part, count=elsewhere)
        ways += f'<button type="button" data-look="{"mine" if bank else "bank"}">{leads}</button>'
    ways += f'<button type="button" data-page="0">{_say(language, "library.all")}</button>'
    fitting = "".join(_result(one, key, language) for one, key in found if one.fits)
    near = "".join(_result(one, key, language) for one, key in [pair for pair in found if not pair[0].fits][:_NEAR])
    near = f'<p class="near">{_say(language, "library.near")}</p>{near}' if near else ""
    shown = f'<div class="rows" role="group" aria-label="{escape(told)}">{fitting}{near}</div>' if found else ""
    return f'<div class="found"><p>{escape(told)}</p><p class="ways">{ways}</p></div>{shown}'


def _result(found: Found, key: str, language: Language) -> str:
    if found.item is not None:
        where = next(iter((*found.item.references, *found.item.sources)), None)
        text, mark = found.item.question, "?"
        told, line = (place(where), where.line or 0) if where else ("", 0)
    else:
        assert found.passage is not None
        text, mark = " ".join(found.passage.text.split())[:160], "¶"
        told, line = f"{found.passage.document}:{found.passage.line or ''}".rstrip(":"), found.passage.line or 0
    row = (
        f'<button type="button" class="row" data-open="{escape(key)}" data-line="{line}"><span class="name">'
        f'<span class="mark" aria-hidden="true">{mark}</span> {escape(text)}</span><span class="about">{escape(told)}</span></button>'
    )
    return f'<div class="result">{row}{about(found.item.id, language)}</div>' if found.item is not None else row


def _say(language: Language, key: str, **values: object) -> str:
    return escape(say(language, key, **values))


def _reason(line: Listed, language: Language) -> str:
    return escape(preview.reason(language, line.reason or ""))
