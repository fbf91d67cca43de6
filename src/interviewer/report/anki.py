"""What was missed, as a deck for Anki: one key point a card, asked within its question beside the points that were said.

The file is a zip of an SQLite database, as Anki has read since its version 2.0 (schema 11) and reads today:
https://github.com/ankidroid/Anki-Android/wiki/Database-Structure. It is written here because that takes six tables and two records, and
the library for it brings four packages, one of them under the LGPL.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from interviewer.errors import InputError
from interviewer.i18n import say
from interviewer.markdown.rendering import block, inline
from interviewer.report.asked import Asked, PointResult
from interviewer.report.results import Cited, Report
from interviewer.report.words import place
from interviewer.schema import Frozen, Item, Language, fingerprint
from interviewer.text import normalise

DECK, MODEL = 1_763_800_000_101, 1_763_800_000_102
"""Ids that stay, so that a later deck is the same deck to Anki."""
FIELDS = ("Point", "Question", "Frame", "Excerpt", "Source")
"""The point comes first: Anki tells notes apart, and sorts them, by the first field."""
_LONGEST = 1200
"""Characters of a reference that stand on a card."""
_FRONT = '<div class="question">{{Question}}</div>{{Frame}}'
_BACK = '{{FrontSide}}<hr id="answer"><div class="point">{{Point}}</div><div class="excerpt">{{Excerpt}}</div><div class="source">{{Source}}</div>'


class Note(Frozen):
    """One card: a key point that was missed."""

    guid: str
    """The same for the same point of the same question, so that Anki updates instead of adding another."""
    fields: tuple[str, ...]
    """HTML, in the order of FIELDS."""
    tags: tuple[str, ...]


def deck(report: Report, language: Language, now: datetime) -> bytes:
    """Return an .apkg file; raises InputError when nothing was missed, for Anki can't import an empty deck."""
    cards = notes(report, language)
    if not cards:
        raise InputError("nothing was missed in this session", way_out="There is nothing to put on cards.", key="nothing_missed")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", _database(cards, now, language))
        archive.writestr("media", "{}")
    return packed.getvalue()


def notes(report: Report, language: Language) -> list[Note]:
    """Return a card for each vital key point that was not fully said, what cost most first."""
    by_place = {one.place: one for one in report.asked}
    cards: dict[str, Note] = {}
    for missed in report.missed:
        one = by_place[missed.place]
        item = report.turns_of(one)[0].item
        advice = report.read_for(missed)
        cited = next(iter(advice.cited), None) if advice and advice.notes != "contradicted" else None
        excerpt, source = _source(item, cited)
        fields = (
            inline(missed.key_point, _mathjax),
            inline(one.question, _mathjax),
            _frame(one, missed.index, language),
            excerpt,
            escape(source),
        )
        note = Note(guid=fingerprint("anki", item.id, normalise(missed.key_point)), fields=fields, tags=_tags(item))
        cards.setdefault(note.guid, note)
    return list(cards.values())


def _frame(one: Asked, index: int, language: Language) -> str:
    """Return the points of a question with a gap where the missed one stands: those that were said are told, other missed ones are not."""

    def line(point: PointResult) -> str:
        if point.index == index:
            return f'<li class="asked">{escape(say(language, "anki.which", share=f"{point.weight:.0%}"))}</li>'
        return f"<li>{inline(point.text, _mathjax) if point.verdict == 'hit' else '…'}</li>"

    return f"<ul>{''.join(map(line, one.vital))}</ul>"


def _source(item: Item, cited: Cited | None) -> tuple[str, str]:
    """Return what is read on the back, and where it stands: the lines that were found for the point, else the reference answer."""
    if cited is not None and cited.text:
        return block(cited.text, _mathjax), place(cited)
    reference = next(iter(item.references), None)
    if reference is None:
        return "", ""
    text = reference.text
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rpartition("\n")[0] or text[:_LONGEST]
        text += "\n\n…"
    return block(text, _mathjax), place(reference)


def _mathjax(formula: str, display: bool) -> str:
    return f"\\[{formula}\\]" if display else f"\\({formula}\\)"


def _tags(item: Item) -> tuple[str, ...]:
    """Return what Anki files a card under; a tag holds no space."""
    named = ["interviewer", *item.topics, *([item.difficulty] if item.difficulty else [])]
    return tuple(dict.fromkeys(tag for name in named if (tag := "_".join(re.sub(r"[\"“”]", "", name).split()))))


# ---------------------------------------------------------------- the file


def _database(cards: Sequence[Note], now: datetime, language: Language) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(resources.files("interviewer").joinpath("report/anki.sql").read_text("utf-8"))
            seconds = int(now.timestamp())
            connection.execute("INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')", _collection(seconds, language))
            connection.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')", _rows(cards, seconds))
            created = "INSERT INTO cards SELECT id, id, ?, 0, mod, -1, 0, 0, rowid - ?, 0, 0, 0, 0, 0, 0, 0, 0, '' FROM notes"
            connection.execute(created, (DECK, seconds * 1000 - 1))
            connection.commit()
        return file.read_bytes()


def _rows(cards: Sequence[Note], seconds: int) -> Iterator[tuple[Any, ...]]:
    for at, note in enumerate(cards):
        point = _bare(note.fields[0])
        checksum = int(hashlib.sha1(point.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:8], 16)
        tags = f" {' '.join(note.tags)} "
        yield seconds * 1000 + at, note.guid, MODEL, seconds, tags, "\x1f".join(note.fields), point, checksum


def _bare(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def _collection(seconds: int, language: Language) -> tuple[Any, ...]:
    name = say(language, "anki.deck")
    model = {
        "id": MODEL,
        "name": "Interviewer",
        "type": 0,
        "mod": seconds,
        "usn": -1,
        "sortf": 0,
        "did": DECK,
        "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": _FRONT, "afmt": _BACK, "bqfmt": "", "bafmt": "", "did": None}],
        "flds": [{"name": field, "ord": at, "sticky": False, "rtl": False, "font": "Arial", "size": 20} for at, field in enumerate(FIELDS)],
        "css": resources.files("interviewer").joinpath("report/anki.css").read_text("utf-8"),
        "latexPre": "",
        "latexPost": "",
        "req": [[0, "any", [1, 2]]],
        "tags": [],
        "vers": [],
    }
    config = {"nextPos": 1, "sortType": "noteFld", "sortBackwards": False, "curDeck": 1, "activeDecks": [1], "curModel": MODEL}
    decks = {str(number): _deck(number, title, seconds) for number, title in ((1, "Default"), (DECK, name))}
    return (
        seconds,
        seconds * 1000,
        seconds * 1000,
        json.dumps(config),
        json.dumps({str(MODEL): model}),
        json.dumps(decks),
        json.dumps(_OPTIONS),
    )


def _deck(number: int, name: str, seconds: int) -> dict[str, Any]:
    counts = {f"{kind}Today": [0, 0] for kind in ("new", "rev", "lrn", "time")}
    rest = {"usn": -1, "desc": "", "dyn": 0, "collapsed": False, "conf": 1, "extendNew": 0, "extendRev": 0}
    return {"id": number, "name": name, "mod": seconds, **rest, **counts}


_OPTIONS = {
    "1": {
        "id": 1,
        "name": "Default",
        "mod": 0,
        "usn": 0,
        "maxTaken": 60,
        "timer": 0,
        "autoplay": True,
        "replayq": True,
        "new": {"bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20},
        "rev": {"bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "perDay": 200},
        "lapse": {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0},
    }
}
"""Anki's own options of study, which a deck must name; one that has options of its own keeps them."""
