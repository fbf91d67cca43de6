"""The deck, opened as Anki opens it: a zip with an SQLite database of version 11."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from interviewer.errors import InputError
from interviewer.report import Advice, Cited, Report, build, deck
from interviewer.report.anki import DECK, FIELDS, MODEL, notes
from interviewer.schema import KeyPoint, Reference
from tests.examples import NOW
from tests.report.sessions import session, subject, turn

A = subject("What is A?", topics=("Vector search", "检索"), difficulty="hard")


def made(verdicts: str = "hmp", **changes: Any) -> Report:
    return build(session(), [turn(0, A.model_copy(update=changes), verdicts)])


def opened(packed: bytes, folder: Path) -> sqlite3.Connection:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert json.loads(archive.read("media")) == {}
        (folder / "collection.anki2").write_bytes(archive.read("collection.anki2"))
    return sqlite3.connect(folder / "collection.anki2")


def test_each_missed_point_is_one_card(tmp_path: Path) -> None:
    with opened(deck(made(), "en", NOW), tmp_path) as base:
        rows = base.execute("SELECT n.flds, n.tags, c.did, n.mid, c.type, c.queue FROM notes n JOIN cards c ON c.nid = n.id").fetchall()
        models, decks, version = base.execute("SELECT models, decks, ver FROM col").fetchone()
    assert len(rows) == 2 and version == 11
    fields = dict(zip(FIELDS, rows[0][0].split("\x1f"), strict=True))
    assert fields["Point"] == "second" and fields["Question"] == "What is A?" and fields["Source"] == "notes.md:3-9"
    assert "All about" in fields["Excerpt"]
    assert rows[0][1].split() == ["interviewer", "Vector_search", "检索", "hard"]
    assert {row[2:] for row in rows} == {(DECK, MODEL, 0, 0)}
    model = json.loads(models)[str(MODEL)]
    assert [field["name"] for field in model["flds"]] == list(FIELDS) and str(DECK) in json.loads(decks)
    front, back = model["tmpls"][0]["qfmt"], model["tmpls"][0]["afmt"]
    assert "{{Question}}" in front and "{{Point}}" not in front and "{{Excerpt}}" not in front and "{{Point}}" in back


def test_the_front_tells_what_was_said_and_leaves_a_gap_for_each_missed_point() -> None:
    frame = notes(made("hmp"), "en")[0].fields[FIELDS.index("Frame")]
    assert "first" in frame and "second" not in frame and "third" not in frame
    assert frame.index("first") < frame.index("Which point belongs here?") < frame.index("…")


def test_the_same_point_is_the_same_note_whatever_else_changes() -> None:
    first, later = notes(made("hmp"), "en"), notes(made("mmh", references=()), "zh")
    by_point = {note.fields[0]: note.guid for note in first}
    assert by_point["second"] == {note.fields[0]: note.guid for note in later}["second"]
    assert len({note.guid for note in (*first, *later)}) == 3


def test_a_later_deck_is_newer_so_that_anki_updates(tmp_path: Path) -> None:
    changed = []
    for at in (NOW, NOW + timedelta(days=1)):
        with opened(deck(made(), "en", at), tmp_path) as base:
            changed.append(base.execute("SELECT min(mod) FROM notes").fetchone()[0])
    assert changed[0] < changed[1]


def test_formulas_become_mathjax_and_nothing_acts() -> None:
    point = KeyPoint(text="$a_1 < b$ costs $5 and <script>alert(1)</script>", weight=1.0)
    source = Reference(text="$$\\sum x$$ <img src=x onerror=alert(1)> [l](javascript:alert(1))\n\n```\n$x$\n```", document="n<b>.md")
    fields = notes(made("m", key_points=(point,), references=(source,)), "en")[0].fields
    assert "\\(a_1 &lt; b\\)" in fields[0] and "$5" in fields[0]
    assert "\\[\\sum x\\]" in fields[3] and "$x$" in fields[3], "code is left as it is"
    joined = "".join(fields)
    assert "<script" not in joined and "<img" not in joined and 'href="javascript' not in joined and "<b>" not in joined


def test_the_persons_own_lines_stand_on_the_back_unless_they_contradict() -> None:
    def source(notes_say: str) -> str:
        cited = (Cited(document="mine.md", line=4, end_line=4, text="in my words", own=True),)
        advice = Advice.model_validate({"place": 1, "index": 1, "notes": notes_say, "cited": cited})
        return notes(made("hmh").model_copy(update={"advice": (advice,)}), "en")[0].fields[FIELDS.index("Source")]

    assert source("covered") == "mine.md:4" and source("contradicted") == "notes.md:3-9"


def test_a_long_reference_is_cut_and_an_open_fence_is_closed() -> None:
    long = Reference(text="```python\n" + "x = 1\n" * 500 + "```", document="n.md")
    excerpt = notes(made("m", key_points=(KeyPoint(text="p", weight=1.0),), references=(long,)), "en")[0].fields[3]
    assert len(excerpt) < 1500 and excerpt.count("<pre>") == excerpt.count("</pre>") == 1


def test_without_anything_missed_there_is_no_deck() -> None:
    with pytest.raises(InputError, match="nothing was missed"):
        deck(made("hhh"), "en", NOW)
