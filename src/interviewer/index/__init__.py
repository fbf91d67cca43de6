"""Finds items and passages by meaning and by words.

Chroma keeps vectors, texts and filter fields. Searches rank a copy of them in memory, because every search is filtered, by owner at least: an
exact ranking takes a third of the time of a filtered query of Chroma (at 1,000 entries and at 10,000), misses nothing, and sees what another
process has added, which a query of an embedded Chroma does not.
"""

from __future__ import annotations

import logging
import sys
import threading
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from interviewer import glossary
from interviewer.errors import IndexMismatch
from interviewer.index.chroma import Chroma, Damaged
from interviewer.index.ranking import Hit, Query, Row, Snapshot, words_of
from interviewer.schema import Encoder, Language, Vectors, fingerprint
from interviewer.settings import Settings
from interviewer.text import clean

if TYPE_CHECKING:
    import chromadb

__all__ = ["Changes", "Entry", "Hit", "Index", "Kind"]

Kind = Literal["items", "passages"]
Progress = Callable[[int, int], None]
"""Hears how many of how many new entries are encoded."""

logger = logging.getLogger(__name__)

_NAMES: dict[Kind, str] = {"items": "interviewer-items-2", "passages": "interviewer-passages-2"}
"""The number rises with what is kept of an entry, so that an older index stands in nobody's way."""
_ENCODED_AT_ONCE = 32
_WRITTEN_AT_ONCE = 1000
"""Entries; Chroma takes 5,461 at most, and searches of other threads wait in between."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found: an item or a passage."""

    id: str
    owner: str
    text: str
    """What is embedded, and searched for words."""
    language: Language
    topics: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    """Paths of the documents that it comes from."""
    more: str = ""
    """What is searched for words too, but not embedded."""
    twin: str = ""
    """Id of the entry that it translates: what finds one finds the other."""

    @property
    def key(self) -> str:
        """Hash of all there is, under which Chroma keeps it: the same entry again changes nothing."""
        lists = ("\n".join(self.topics), "\n".join(self.documents))
        return fingerprint(self.id, self.owner, self.text, self.more, self.twin, self.language, *lists)


class Changes(NamedTuple):
    added: int
    removed: int
    kept: int


class Index:
    """Two collections, `items` and `passages`, in INTERVIEWER_HOME or at CHROMA_URL; several threads may use one index.

    It holds nothing that isn't elsewhere: where the folder turns out to be damaged, it starts anew and empty, and `was_reset` says so.
    """

    def __init__(self, settings: Settings, encoder: Encoder, comparing: Encoder | None = None) -> None:
        """Take the encoder that finds, and the one that compares meanings; without the latter, the first does both."""
        self.was_reset = False
        """Damage was found and the index is empty: sync both kinds, and set this back."""
        self._encoder = encoder
        self._comparing = comparing if comparing is not None and comparing.name != encoder.name else None
        self._chroma = Chroma(settings)
        self._snapshots: dict[Kind, Snapshot] = {}
        self._writing = threading.Lock()
        self._lock = threading.RLock()
        """Of Chroma and the snapshots; not held while texts are encoded."""

    def sync(self, kind: Kind, entries: Iterable[Entry], progress: Progress | None = None) -> Changes:
        """Make a collection equal to these entries.

        From the first write until `close`, this process is the only one that may write the folder. Raises IndexBusy when another process is,
        IndexMismatch when the collection was built with another encoder, ProviderError when a remote encoder fails (nothing is changed then).
        """
        wanted = {entry.key: entry for entry in map(_cleaned, entries)}
        with self._writing:
            if self._is_equal(kind, wanted):
                return Changes(0, 0, len(wanted))
            self._chroma.claim()
            try:
                return self._make_equal(kind, wanted, progress)
            except Damaged as damage:
                self._start_anew(damage)
                return self._make_equal(kind, wanted, progress)

    def search(
        self,
        kind: Kind,
        query: str,
        owners: Collection[str],
        k: int,
        *,
        language: Language | None = None,
        topics: Collection[str] | None = None,
        document: str | None = None,
    ) -> list[Hit]:
        """Return the `k` entries of these owners that are likeliest to be about a query, best first: by meaning, and by words (BM25).

        What the glossary knows by other names too ("IPC", 进程间通信) is searched for by those as well.
        `topics` asks for one of them at least. Raises IndexMismatch, and ProviderError when a remote encoder fails.
        """
        snapshot = self._snapshot(kind)
        if snapshot is None or not snapshot.rows or k < 1:
            return []
        asked = self._asked(clean(query), snapshot)
        allowed = frozenset(map(clean, owners))
        wanted = frozenset(map(clean, topics or ()))
        path = clean(document) if document is not None else None

        def accept(row: Row) -> bool:
            return (
                row.owner in allowed
                and (language is None or row.language == language)
                and (topics is None or not wanted.isdisjoint(row.topics))
                and (path is None or path in row.documents)
            )

        return snapshot.search(asked, accept, k)

    def _asked(self, query: str, snapshot: Snapshot) -> Query:
        """Return a query as it is searched for: both encoders hear it as it was typed, other names are searched for as words.

        What is only told of in everyday words, the encoders hear by its name, too.
        """
        heard = [glossary.told(query)]
        vector = self._encoder.encode(heard, "query")[0]
        meaning = self._comparing.encode(heard, "query")[0] if self._comparing else vector
        dimension = len(vector) + (len(meaning) if self._comparing else 0)
        self._require(dimension == snapshot.dimension, f"vectors of {snapshot.dimension} numbers", f"vectors of {dimension}")
        return Query(vector, meaning, words_of(glossary.expanded(query)))

    def count(self, kind: Kind) -> int:
        """Return the number of entries; raises IndexMismatch."""
        snapshot = self._snapshot(kind)
        return len(snapshot.rows) if snapshot else 0

    def rebuild(self) -> None:
        """Drop both collections, whatever they were built with; sync fills them again."""
        with self._writing, self._lock:
            self._chroma.drop(*_NAMES.values())
            self._snapshots.clear()

    def close(self) -> None:
        with self._lock:
            self._chroma.close()

    # ------------------------------------------------------------ writing

    def _is_equal(self, kind: Kind, wanted: Collection[str]) -> bool:
        """Tell whether there is nothing to write: then no lock is needed, and a process that only reads takes it from nobody."""
        try:
            with self._lock:
                collection = self._collection(kind)
                if collection is None:
                    return not wanted
                with self._chroma.guarded():
                    return bool(_revision(collection)) and set(collection.get(include=[])["ids"]) == set(wanted)
        except Damaged:
            return False

    def _make_equal(self, kind: Kind, wanted: dict[str, Entry], progress: Progress | None) -> Changes:
        with self._lock:
            collection = self._collection(kind)
            with self._chroma.guarded():
                present = set(collection.get(include=[])["ids"]) if collection else set()
        new = {key: entry for key, entry in wanted.items() if key not in present}
        gone = sorted(present - wanted.keys())
        vectors = self._encoded([entry.text for entry in new.values()], progress)
        if collection and new:
            dimension = collection.metadata["dimension"]
            self._require(vectors.shape[1] == dimension, f"vectors of {dimension} numbers", f"vectors of {vectors.shape[1]}")
        if new or gone or (collection and not _revision(collection)):
            self._write(kind, collection, new, vectors, gone)
        return Changes(len(new), len(gone), len(wanted) - len(new))

    def _encoded(self, texts: Sequence[str], progress: Progress | None) -> Vectors:
        parts = []
        for start in range(0, len(texts), _ENCODED_AT_ONCE):
            parts.append(self._vectors(texts[start : start + _ENCODED_AT_ONCE]))
            if progress:
                progress(min(start + _ENCODED_AT_ONCE, len(texts)), len(texts))
        return np.concatenate(parts) if parts else np.empty((0, 0), np.float32)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors as Chroma keeps them: that of the encoder which finds, then that of the one which compares."""
        found = self._encoder.encode(texts, "passage")
        return np.concatenate([found, self._comparing.encode(texts, "passage")], axis=1) if self._comparing else found

    def _write(
        self, kind: Kind, collection: chromadb.Collection | None, new: dict[str, Entry], vectors: Vectors, gone: Sequence[str]
    ) -> None:
        """Delete, then add (an upsert takes four times as long); no revision means that a write is under way, or was cut short."""
        metadata: dict[str, Any] = {"embedding": self._name, "revision": ""}
        with self._lock, self._chroma.guarded():
            metadata["dimension"] = collection.metadata["dimension"] if collection else vectors.shape[1]
            if collection is None:
                collection = self._chroma.create(_NAMES[kind], metadata)
            else:
                collection.modify(metadata=metadata)
            for start in range(0, len(gone), _WRITTEN_AT_ONCE):
                collection.delete(ids=list(gone[start : start + _WRITTEN_AT_ONCE]))
        keys = list(new)
        for start in range(0, len(keys), _WRITTEN_AT_ONCE):
            some = keys[start : start + _WRITTEN_AT_ONCE]
            entries = [new[key] for key in some]
            with self._lock, self._chroma.guarded():
                collection.add(
                    ids=some,
                    embeddings=vectors[start : start + len(some)],
                    documents=[entry.text for entry in entries],
                    metadatas=[_metadata(entry) for entry in entries],
                )
        with self._lock, self._chroma.guarded():
            self._chroma.seal()
            collection.modify(metadata={**metadata, "revision": uuid.uuid4().hex})

    # ------------------------------------------------------------ reading

    def _snapshot(self, kind: Kind) -> Snapshot | None:
        with self._lock:
            try:
                return self._fresh(kind)
            except Damaged:
                self._chroma.disconnect()  # or only changed by another process, which a connection made before can't follow
            try:
                return self._fresh(kind)
            except Damaged as damage:
                self._start_anew(damage)
                return None

    def _fresh(self, kind: Kind) -> Snapshot | None:
        collection = self._collection(kind)
        if collection is None:
            self._snapshots.pop(kind, None)
            return None
        held = self._snapshots.get(kind)
        revision = _revision(collection)
        if held and (not revision or held.revision == f"{collection.id} {revision}"):
            return held  # up to date, or the best there is while a write is under way
        with self._chroma.guarded():
            rows = _read(collection, held.rows if held else {})
        snapshot = self._snapshots[kind] = Snapshot(f"{collection.id} {revision}", rows)
        return snapshot

    def _collection(self, kind: Kind) -> chromadb.Collection | None:
        collection = self._chroma.find(_NAMES[kind])
        if collection:
            built_with = (collection.metadata or {}).get("embedding")
            self._require(built_with == self._name, f"the encoder {built_with}", f"the encoder {self._name}")
        return collection

    @property
    def _name(self) -> str:
        return f"{self._encoder.name}+{self._comparing.name}" if self._comparing else self._encoder.name

    def _require(self, fits: bool, built_with: str, now: str) -> None:
        if not fits:
            way_out = "Run `interviewer ingest --rebuild`, or set INTERVIEWER_EMBEDDINGS back."
            raise IndexMismatch(f"it was built with {built_with}, and now there is {now}", where="index", way_out=way_out)

    def _start_anew(self, damage: Damaged) -> None:
        """Replace a damaged folder by none; raises IndexBusy when another process is writing it, which may be all that is wrong."""
        with self._lock:
            self._chroma.drop(*_NAMES.values())
            self._snapshots.clear()
            self.was_reset = True
        logger.warning("%s: %s; it starts anew from your documents, nothing is lost", damage.where, damage.what)


def _revision(collection: chromadb.Collection) -> str:
    return str((collection.metadata or {}).get("revision", ""))


def _cleaned(entry: Entry) -> Entry:
    """Return the entry without what Chroma can't keep."""
    return replace(
        entry,
        id=clean(entry.id),
        owner=clean(entry.owner),
        text=clean(entry.text),
        more=clean(entry.more),
        twin=clean(entry.twin),
        topics=tuple(map(clean, entry.topics)),
        documents=tuple(map(clean, entry.documents)),
    )


def _metadata(entry: Entry) -> dict[str, Any]:
    fields = {"entry": entry.id, "owner": entry.owner, "language": entry.language, "more": entry.more, "twin": entry.twin}
    lists = {"topics": list(entry.topics), "documents": list(entry.documents)}
    return fields | {name: values for name, values in lists.items() if values}  # Chroma refuses empty ones


def _read(collection: chromadb.Collection, known: Any) -> dict[str, Row]:
    """Return all rows of a collection; those that are known need not be fetched."""
    keys = collection.get(include=[])["ids"]
    rows = {key: known[key] for key in keys if key in known}
    missing = [key for key in keys if key not in rows]
    for start in range(0, len(missing), _WRITTEN_AT_ONCE):
        found: Any = collection.get(ids=missing[start : start + _WRITTEN_AT_ONCE], include=["embeddings", "documents", "metadatas"])
        for key, vector, text, fields in zip(found["ids"], found["embeddings"], found["documents"], found["metadatas"], strict=True):
            rows[key] = Row(
                entry_id=fields["entry"],
                owner=fields["owner"],
                language=fields["language"],
                topics=frozenset(fields.get("topics", ())),
                documents=frozenset(fields.get("documents", ())),
                twin=fields.get("twin", ""),
                words=tuple(map(sys.intern, words_of(f"{text}\n{fields.get('more', '')}"))),
                vector=np.asarray(vector, np.float32),
            )
    return rows
