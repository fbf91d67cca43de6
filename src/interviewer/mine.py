"""Everything that is one person's: counted, gathered into one file to take away, and deleted."""

from __future__ import annotations

import json
import logging
import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import BaseModel

from interviewer import __version__
from interviewer.errors import IndexBusy
from interviewer.library import Library
from interviewer.schema import Frozen, fingerprint
from interviewer.settings import Settings
from interviewer.store import Listed, Store

log = logging.getLogger(__name__)

_ABOUT = """Everything of yours that the program "Interviewer" keeps.

about.json          what this file holds, when it was made, the day of your interview
sessions/*.json     a session each: its plan, and its turns with question, answer, grade and the item as it was then
cards.json          what you remember of each item, as FSRS keeps it
key_points.json     the key points that you wrote yourself, by item
documents.json      the documents that were read for you, and what came of each
notes/              the files that you uploaded; those in your own folders are not copied
"""
_HEX = re.compile("[0-9a-f]{16}")


class Held(Frozen):
    """How much is kept of a person."""

    sessions: int
    turns: int
    """Questions and follow-ups that were answered or skipped; one that was only put is none."""
    cards: int
    key_points: int
    """Items whose key points the person wrote."""
    documents: int
    uploads: int

    @property
    def nothing(self) -> bool:
        return not any(count for _, count in self)


def held(owner: str, store: Store, library: Library) -> Held:
    """Count what is kept of a person."""
    documents = library.documents(owner)
    return Held(
        sessions=len(store.sessions(owner)),
        turns=sum(turn.skipped or turn.answer is not None for turn in store.turns_of(owner)),
        cards=len(store.cards(owner)),
        key_points=len(store.key_points_of(owner)),
        documents=len(documents),
        uploads=sum(library.is_upload(line) for line in documents),
    )


def export(owner: str, store: Store, library: Library, settings: Settings, folder: Path, now: datetime | None = None) -> Path:
    """Write everything of a person into one zip file in `folder`, readable without this program, and return its path."""
    now = now or datetime.now(UTC)
    target = folder / f"interviewer-{now:%Y-%m-%d}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in _texts(owner, store, library, now):
            made.writestr(name, text)
        for line, file in _uploads(owner, library, settings):
            if file.is_file():
                made.write(file, f"notes/{line.path}")
    return target


def _texts(owner: str, store: Store, library: Library, now: datetime) -> Iterator[tuple[str, str]]:
    yield "README.txt", _ABOUT
    about = {"version": __version__, "made_at": now.isoformat(), "interview_on": store.recall(_interview(owner))}
    yield "about.json", _json({**about, "held": held(owner, store, library).model_dump()})
    for session in store.sessions(owner):
        turns = [turn.model_dump(mode="json") for turn in store.turns(session.id)]
        name = f"sessions/{session.created_at:%Y-%m-%d}-{fingerprint(session.id)}.json"
        yield name, _json({"session": session.model_dump(mode="json"), "turns": turns})
    yield "cards.json", _json(_plain(store.cards(owner)))
    edits = store.key_points_of(owner)
    asked = {item.id: item.question for item in store.these(list(edits), owner)}
    yield (
        "key_points.json",
        _json([{"item_id": key, "question": asked.get(key, ""), "key_points": _plain(points)} for key, points in edits.items()]),
    )
    yield "documents.json", _json(_plain(library.documents(owner)))


def erase(owner: str, store: Store, library: Library, settings: Settings) -> Held:
    """Delete everything of a person for good and return what there was: uploads, and all that the store and the index hold of theirs.

    The bank, other people's things and the files in a person's own folders stay. Files go first: what is read anew at the next start
    must not come back. Stopped in the middle, it can be done again.
    """
    had = held(owner, store, library)
    alone = not set(store.people()) - {owner}
    others = {(line.root, line.path) for one in store.people() if one != owner for line in library.documents(one)}
    for line, file in _uploads(owner, library, settings):
        if (line.root, line.path) not in others:
            file.unlink(missing_ok=True)
    if alone:
        shutil.rmtree(settings.home / "removed", ignore_errors=True)
    store.erase(owner, _remembered(owner, store, alone))
    _clean(library, settings)
    return had


def _clean(library: Library, settings: Settings) -> None:
    """Have the index follow; its own folder is made anew, for what is deleted from it would stay in its files."""
    if settings.chroma_url:
        library.sync()
        return
    try:
        library.rebuild()
    except IndexBusy as error:  # by that process it is brought up to date
        log.warning("what was deleted stays in the files of the index until it is built anew: %s", error)


def _uploads(owner: str, library: Library, settings: Settings) -> list[tuple[Listed, Path]]:
    return [(line, settings.notes_path / line.path) for line in library.documents(owner) if library.is_upload(line)]


def _remembered(owner: str, store: Store, alone: bool) -> list[str]:
    """Return the names under which small things of a person are kept; a model's replies say no name, and go with the last person."""
    read = f"read_by:{owner}:"
    names = [_interview(owner), f"unmerged:{owner}", *store.recall_all(f"written:{fingerprint(owner)}:")]
    names += [name for name in store.recall_all(read) if _HEX.fullmatch(name.removeprefix(read))]
    return [*names, *store.recall_all("reply ")] if alone else names


def _interview(owner: str) -> str:
    return f"interview_on:{owner}"


def _plain(models: Sequence[BaseModel]) -> list[object]:
    return [model.model_dump(mode="json") for model in models]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=_text) + "\n"


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
