"""What can be practised: documents read, items merged, both kept in the store and made findable in the index.

The store is written first and is the truth; the index follows it and can be rebuilt from it at any time.
"""

from __future__ import annotations

import bisect
import itertools
import logging
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from interviewer import __version__, documents, items
from interviewer.errors import CorpusError, IndexBusy, InputError
from interviewer.finding import Found, find
from interviewer.index import Entry, Index, Kind
from interviewer.schema import BANK, Encoder, Extraction, Frozen, Item, Language, Passage, Remark, fingerprint
from interviewer.settings import Settings
from interviewer.shipped import shipped
from interviewer.store import DocumentRecord, Listed, Store
from interviewer.text import is_cjk, language_of
from interviewer.writing import Shelf, Work, Writer, Written

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how much is done, and how much there is."""


class Close(Frozen):
    """How near one item is to what somebody wrote."""

    item_id: str
    closeness: float
    """0 to 1; the higher, the likelier that the item is about it."""
    fits: bool
    """It is about it; an item that doesn't fit is only the nearest by meaning of what there is."""


class Ingested(Frozen):
    """What one ingest did."""

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    """Documents that can't be read, each with the reason, also when that was found out before."""
    remarks: tuple[tuple[str, Remark], ...] = ()
    """What is to be known of those that were read now."""
    documents: tuple[Listed, ...] = ()
    """What was added, as the list has it now; empty for other ways of reading."""
    items: int = 0
    """Items of the owner afterwards."""
    new_items: int = 0
    indexed: bool = True
    """False when another process holds the index; it will index what is new."""


def _silent(step: str, done: int, total: int) -> None:
    return None


class Library:
    """Documents and items of one installation; nothing is opened before it is needed."""

    def __init__(self, settings: Settings, store: Store, index: Index, similarity: Encoder) -> None:
        self._settings, self._store, self._index, self._similarity = settings, store, index, similarity
        self._syncing = threading.Lock()
        self._reading = threading.RLock()
        """Two uploads at once would read each other's files, and each tell the other's questions as its own."""
        self._listings: dict[str, tuple[int, list[Listed]]] = {}
        """By owner, with the generation of the store it was made of."""
        self._indexed: int | None = None
        """Generation of the store that this process saw in the index."""

    # ------------------------------------------------------------ reading

    def ingest(self, paths: Sequence[Path], owner: str, progress: Progress = _silent, *, again: bool = False) -> Ingested:
        """Read what is new or changed under these paths, forget what is gone, and index it.

        Raises CorpusError for a path that does not exist and InputError when nothing readable is there. A document that can't be read
        is skipped with its reason. `again` reads unchanged documents too.
        """
        with self._reading:
            done = Ingested()
            for path in paths:
                done = _add(done, self._ingest_path(path.absolute(), owner, progress, again))
            if paths and not (done.read or done.unchanged or done.removed):
                raise nothing_readable(paths, done.skipped)
            return self._finished(done, owner, progress, again)

    def _finished(self, done: Ingested, owner: str, progress: Progress, again: bool = False) -> Ingested:
        """Merge and index what was read, also by a process that was stopped before it came to that."""
        if again or self._store.recall(_unmerged(owner)):
            done = done.model_copy(update={"new_items": self._merge(owner, progress)})
        return done.model_copy(update={"items": len(self._store.items([owner])), "indexed": self.sync(progress)})

    def ingest_bank(self, progress: Progress = _silent) -> Ingested:
        """Bring the bank that ships up to date; a second call does no work."""
        return self.ingest([shipped("corpus")], BANK, progress)

    def add(self, files: Sequence[Path], owner: str, progress: Progress = _silent) -> Ingested:
        """Copy files into the person's own folder, never over another file, and read them like any other document.

        One that can't be read is kept too, and told with its reason.
        """
        return self._add(files, owner, progress, as_of_now=True)

    def _add(self, files: Sequence[Path], owner: str, progress: Progress, *, as_of_now: bool) -> Ingested:
        folder = self._settings.notes_path
        folder.mkdir(parents=True, exist_ok=True)
        with self._reading:
            copied = list(dict.fromkeys(_copied(file, folder, as_of_now) for file in files))
            done = self._finished(self._read(copied, folder, owner, progress, again=False), owner, progress)
            names = {file.name for file in copied}
            added = tuple(line for line in self.documents(owner) if self.is_upload(line) and line.path in names)
            return done.model_copy(update={"documents": added})

    def remove(self, key: str, owner: str) -> Listed:
        """Take an uploaded file out of the library and return its line; until the next removal `restore` brings it back.

        Raises InputError for a document that was not uploaded: a file in a person's own folder is not ours to delete.
        """
        with self._reading:
            line = next((line for line in self.documents(owner) if line.key == key), None)
            if line is None or not self.is_upload(line):
                raise InputError("this document was not uploaded here", key="not_uploaded", way_out="Delete it in its own folder.")
            shutil.rmtree(self._removed, ignore_errors=True)
            file = self._settings.notes_path / line.path
            if file.exists():
                kept = self._removed / line.path
                kept.parent.mkdir(parents=True)
                shutil.move(file, kept)
            self._touch(owner)
            self._store.remove_document(owner, line.root, line.path)
            self._finished(Ingested(), owner, _silent)
        return line

    def restore(self, owner: str, progress: Progress = _silent) -> Ingested:
        """Put what was removed last back where it was, as of when it came; raises InputError when there is nothing to put back."""
        with self._reading:
            files = [file for file in self._removed.rglob("*") if file.is_file()]
            if not files:
                raise InputError("nothing is left to put back", key="nothing_to_restore")
            done = self._add(files, owner, progress, as_of_now=False)
            shutil.rmtree(self._removed, ignore_errors=True)
        return done

    def forget(self, root: str, owner: str) -> int:
        """Take all documents of one of the person's folders out of the library; the files stay. Returns how many there were."""
        with self._reading:
            lines = [line for line in self.documents(owner) if line.root == root and not self.is_upload(line)]
            for line in lines:
                self._touch(owner)
                self._store.remove_document(owner, line.root, line.path)
            self._finished(Ingested(), owner, _silent)
        return len(lines)

    def is_upload(self, line: Listed | DocumentRecord) -> bool:
        """Tell whether a document was uploaded, and is ours to remove."""
        return Path(line.root) == self._settings.notes_path

    @property
    def _removed(self) -> Path:
        return self._settings.home / "removed"

    def refresh(self, owner: str, progress: Progress = _silent, *, again: bool = False) -> Ingested:
        """Ingest the person's known folders and uploads once more; folders that are gone keep what was read from them."""
        roots = {Path(line.root) for line in self.documents(owner)} | {self._settings.notes_path}
        present = sorted(root for root in roots if root.is_file() or (root.is_dir() and any(root.iterdir())))
        return self.ingest(present, owner, progress, again=again) if present else Ingested(indexed=self.sync(progress))

    def _ingest_path(self, path: Path, owner: str, progress: Progress, again: bool) -> Ingested:
        lines = self.documents(owner)
        root = _root_of(path, lines)
        failed: list[tuple[str, str]] = []
        files = [file for file in _files(path, lambda where, why: failed.append((where.name, why))) if not _is_format_note(file, owner)]
        done = self._read(files, root, owner, progress, again)
        removed = self._forget_gone(lines, root, path, {_relative(file, root) for file in files})
        if path == root:
            self._store.remember(_read_by(owner, root), __version__)
        return done.model_copy(update={"removed": removed, "skipped": (*failed, *done.skipped)})

    def _read(self, files: Sequence[Path], root: Path, owner: str, progress: Progress, again: bool) -> Ingested:
        """Read those of these files of one folder that are new or changed, or were read by another version."""
        known = {line.path: line for line in self.documents(owner) if Path(line.root) == root}
        if not known:
            self._store.remember(_read_by(owner, root), __version__)
        again = again or self._store.recall(_read_by(owner, root)) != __version__
        kinds: Counter[str] = Counter()
        failed: list[tuple[str, str]] = []
        remarks: list[tuple[str, Remark]] = []
        for at, file in enumerate(files):
            progress("reading", at, len(files))
            before = known.get(_relative(file, root))
            record = _record(file, root, owner, None if again else before, self._settings.max_file_mb)
            if record is not None:
                self._touch(owner)
                self._store.put_document(record)
                remarks += [(record.path, remark) for remark in record.extraction.remarks]
            now = record or before
            assert now is not None
            if now.kind == "skipped":
                failed.append((now.path, now.reason or ""))
            else:
                kinds["unchanged" if record is None else "read"] += 1
        progress("reading", len(files), len(files))
        return Ingested(read=kinds["read"], unchanged=kinds["unchanged"], skipped=tuple(failed), remarks=tuple(remarks))

    def _touch(self, owner: str) -> None:
        """Remember, before the documents change, that the items follow only with the next merge."""
        if not self._store.recall(_unmerged(owner)):
            self._store.remember(_unmerged(owner), True)

    def _forget_gone(self, records: Sequence[Listed], root: Path, path: Path, present: set[str]) -> int:
        """Remove the records of files under `path` that are no longer there, and those that a wider root now covers."""
        removed = 0
        for record in records:
            place = _place(record)
            covered = path == place or path in place.parents
            if covered and (Path(record.root) != root or record.path not in present):
                self._touch(record.owner)
                self._store.remove_document(record.owner, record.root, record.path)
                removed += Path(record.root) == root
        return removed

    def _merge(self, owner: str, progress: Progress) -> int:
        progress("merging", 0, 1)
        shelf = Shelf(self._store, owner)
        named = [(record.path, shelf.extraction(record)) for record in self._store.documents(owner)]
        merged = items.merge(named, owner, self._similarity, self._store.items([owner]))
        changes = self._store.replace_items(owner, [shelf.enriched(item) for item in merged])
        self._store.remember(_unmerged(owner), False)
        progress("merging", 1, 1)
        return changes.added

    # ------------------------------------------------------------ what a model writes

    def write_questions(self, writer: Writer, owner: str, paths: Sequence[Path] = (), progress: Progress = _silent) -> Written:
        """Have questions written about the articles and talks under these paths (none: about all), and make them items."""
        return self._written(writer, writer.questions(self._under(paths, owner), owner), owner, progress)

    def write_key_points(self, writer: Writer, owner: str, paths: Sequence[Path] = (), progress: Progress = _silent) -> Written:
        """Have key points written for items that documents under these paths answer without listing any."""
        names = {record.path for record in self._under(paths, owner)}
        found = [item for item in self._store.items([owner]) if not names.isdisjoint(r.document for r in item.references)]
        return self._written(writer, writer.key_points(found, owner), owner, progress)

    def _under(self, paths: Sequence[Path], owner: str) -> list[DocumentRecord]:
        wanted = {path.absolute() for path in paths}
        records = self._store.documents(owner)
        return [one for one in records if not wanted or not wanted.isdisjoint((_place(one), *_place(one).parents))]

    def _written(self, writer: Writer, work: Work, owner: str, progress: Progress) -> Written:
        if work.calls:
            self._touch(owner)
        done = writer.run(work, progress)
        with self._reading:
            self._finished(Ingested(), owner, progress)
        return done

    # ------------------------------------------------------------ what was read

    def documents(self, owner: str) -> Sequence[Listed]:
        """Return the owner's documents as a list shows them, by folder and path; kept until something changes."""
        generation = self._store.generation()
        kept = self._listings.get(owner)
        if kept is None or kept[0] != generation:
            kept = self._listings[owner] = (generation, self._store.listing(owner))
        return kept[1]

    def document(self, key: str, owners: Sequence[str]) -> DocumentRecord | None:
        """Return one document with what was understood of it; None when it is gone or another's."""
        record = self._store.document(key)
        return record if record is not None and record.owner in owners else None

    # ------------------------------------------------------------ finding

    def sync(self, progress: Progress = _silent) -> bool:
        """Make the index equal to the store; returns False when another process or thread is at it, and what it has so far is searched."""
        generation = self._store.generation()
        if self._indexed == generation and not self._index.was_reset:
            return True
        if not self._syncing.acquire(blocking=False):
            return False
        try:
            self._index.sync("items", self._item_entries(), partial(progress, "indexing_items"))
            self._index.sync("passages", self._passage_entries(), partial(progress, "indexing_passages"))
            self._index.was_reset = False
            self._indexed = generation
        except IndexBusy as error:
            log.info("%s", error)
            return False
        finally:
            self._syncing.release()
        return True

    def rebuild(self, progress: Progress = _silent) -> None:
        """Build the index anew from the store; vectors come from their cache."""
        self._index.rebuild()
        self._indexed = None
        self.sync(progress)

    def _item_entries(self) -> Iterator[Entry]:
        for item in self._store.items(self._store.owners()):
            yield entry_of(item)

    def _passage_entries(self) -> Iterator[Entry]:
        for passage in self._store.passages(self._store.owners()):
            language = language_of(passage.text)
            yield Entry(id=passage.id, owner=passage.owner, text=passage.text, language=language, documents=(passage.document,))

    def search(
        self,
        query: str,
        owners: Sequence[str],
        k: int = 8,
        kinds: Sequence[Kind] = ("items", "passages"),
        *,
        language: Language | None = None,
        document: str | None = None,
    ) -> list[Found]:
        """Return what fits a query best, items before passages of the same rank; raises InputError for an empty query.

        Of a question and its translation only the one in `language` is returned; `document` is the path of the only one that is looked in.
        """
        if not query.strip():
            raise InputError("the query is empty", way_out='For example: interviewer search "positional encoding"')
        self.sync()
        return find(query, owners, k, kinds, self._store, self._index, language, document)

    def closest(self, query: str, owners: Sequence[str], language: Language | None = None) -> list[Close]:
        """Return all items of these owners, in a language or in any, nearest first; none for an empty query.

        A query may be a keyword, a question or a sentence of a job description, in either language.
        """
        if not query.strip():
            return []
        self.sync()
        hits = self._index.search("items", query, owners, self._index.count("items"), language=language)
        return [Close(item_id=hit.entry_id, closeness=hit.closeness, fits=hit.fits) for hit in hits]


def extractions(paths: Sequence[Path], max_mb: float) -> Iterator[Extraction]:
    """Yield what is understood of each document under these paths, keeping nothing; raises CorpusError for a missing path."""
    for path in paths:
        for file in _files(path):
            try:
                yield items.extract(documents.read(file, path, max_mb))
            except CorpusError as error:
                yield _skipped(_relative(file, path), error.what)


def _files(path: Path, on_error: Callable[[Path, str], None] | None = None) -> list[Path]:
    """Return the documents under a path, without those that only describe another one: `notes.md.json` beside, or elsewhere than, `notes.md`."""
    files = list(documents.find(path, on_error))
    names = {file.name for file in files}
    return [file for file in files if not (file.suffix in (".json", ".yaml", ".yml") and file.stem in names)]


def entry_of(item: Item) -> Entry:
    """Return what the index keeps of an item: topics, wordings and key points are embedded, and the words of all that it says can be found."""
    points = "\n".join(point.text for point in item.key_points)
    asked = (follow_up.text for follow_up in item.follow_ups)
    return Entry(
        id=item.id,
        owner=item.owner,
        text="\n".join((", ".join(item.topics), item.question, *item.wordings, _beginning(points))).strip(),
        more="\n".join((*(reference.text for reference in item.references), points, *asked, *item.mistakes)),
        twin=item.translation_of or "",
        language=item.language,
        topics=item.topics,
        documents=tuple(dict.fromkeys(r.document for r in (*item.references, *item.sources))),
    )


def _beginning(text: str) -> str:
    """Return about a hundred words: what is embedded takes time by its length, and says little more when it is longer."""
    lengths = itertools.accumulate(3 if is_cjk(character) else 1 for character in text)
    return text[: bisect.bisect_right(list(lengths), 400)]


def _record(file: Path, root: Path, owner: str, known: Listed | None, max_mb: float) -> DocumentRecord | None:
    """Read one file; None when it is as it was."""
    about = file.stat()
    if known and (known.size, known.mtime_ns) == (about.st_size, about.st_mtime_ns):
        return None
    path = _relative(file, root)
    sha256, title = "", file.stem
    passages: tuple[Passage, ...] = ()
    try:
        document = documents.read(file, root, max_mb)
        sha256, title = document.sha256, document.title
        extraction = items.extract(document)
        passages = _uncovered(items.passages(document, owner), extraction, document.text)
    except CorpusError as error:
        extraction = _skipped(path, error.what)
    return DocumentRecord(
        owner=owner,
        root=root.as_posix(),
        path=path,
        title=title,
        sha256=sha256,
        size=about.st_size,
        mtime_ns=about.st_mtime_ns,
        kind=extraction.kind,
        reason=extraction.reason,
        extraction=extraction,
        passages=passages,
        read_at=datetime.now(UTC),
    )


def _uncovered(passages: Sequence[Passage], extraction: Extraction, text: str) -> tuple[Passage, ...]:
    """Return the passages that the items don't hold already; an article or a talk keeps all of its own."""
    if extraction.kind in ("article", "transcript"):
        return tuple(passages)
    lines = text.split("\n")
    spans: list[list[int]] = []
    for first, last in sorted((item.line, item.end_line) for item in extraction.items if item.line and item.end_line):
        if spans and not any(line.strip() for line in lines[spans[-1][1] : first - 1]):
            spans[-1][1] = max(last, spans[-1][1])  # nothing but empty lines between them
        else:
            spans.append([first, last])
    starts = [first for first, _ in spans]
    before = [bisect.bisect_right(starts, passage.line or 0) for passage in passages]
    return tuple(p for p, at in zip(passages, before, strict=True) if not at or spans[at - 1][1] < (p.end_line or p.line or 0))


def _root_of(path: Path, records: Sequence[Listed]) -> Path:
    """Return the folder from which a path is told: one already known that holds it, else itself."""
    roots = sorted({Path(record.root) for record in records})
    return next((root for root in roots if path == root or root in path.parents), path)


def nothing_readable(paths: Sequence[Path], skipped: Sequence[tuple[str, str]]) -> InputError:
    """Return the error for folders and files that hold no document, or none that can be read."""
    where = ", ".join(path.name or str(path) for path in paths)
    if not skipped:
        what, way_out = "nothing readable, the folder holds no document", "Name a folder with notes."
        return InputError(what, where=where, way_out=way_out, key="no_documents", place=where)
    reasons = "; ".join(f"{name}: {reason}" for name, reason in skipped[:3])
    return InputError(f"nothing readable ({reasons})", where=where, key="nothing_readable", place=where, reasons=reasons)


def _read_by(owner: str, root: Path) -> str:
    return f"read_by:{owner}:{fingerprint(root.as_posix())}"


def _unmerged(owner: str) -> str:
    return f"unmerged:{owner}"


def _copied(file: Path, folder: Path, as_of_now: bool) -> Path:
    """Copy a file, uploaded now or put back as of then, and return where it is: its own name, or a numbered one when another file has it."""
    content = file.read_bytes()
    for number in itertools.count(1):
        bare = file.name.lstrip(".~$") or "notes"
        target = folder / (bare if number == 1 else f"{Path(bare).stem} ({number}){file.suffix}")
        if not target.exists():
            return Path((shutil.copyfile if as_of_now else shutil.copy2)(file, target))
        if target.read_bytes() == content:
            return target
    raise AssertionError("unreachable: itertools.count does not end")


def _skipped(path: str, reason: str) -> Extraction:
    return Extraction(file=path, kind="skipped", reason=reason)


def _relative(file: Path, root: Path) -> str:
    return file.name if file == root else file.relative_to(root).as_posix()


def _place(record: Listed | DocumentRecord) -> Path:
    root = Path(record.root)
    return root if record.path == root.name and root.suffix else root / record.path


def _is_format_note(file: Path, owner: str) -> bool:
    """Tell the bank's own README, which explains the format, from the bank."""
    return owner == BANK and file.name == "README.md"


def _add(one: Ingested, other: Ingested) -> Ingested:
    return Ingested(
        read=one.read + other.read,
        unchanged=one.unchanged + other.unchanged,
        removed=one.removed + other.removed,
        skipped=one.skipped + other.skipped,
        remarks=one.remarks + other.remarks,
    )
