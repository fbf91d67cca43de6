"""Vectors that need not be computed again: those that ship with the program, and those of earlier runs."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interviewer.embeddings.bundled import Kind, prepared, unit
from interviewer.errors import ReplyError
from interviewer.schema import Encoder, Vectors

Half = NDArray[np.float16]

logger = logging.getLogger(__name__)

_BATCH = 32
"""Texts that are encoded before they are kept: a killed process loses no more."""
_PARAMETERS = 500
_OF_THE_MOMENT = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
}
"""What says nothing against the file itself."""


def vector_key(name: str, kind: Kind, text: str) -> bytes:
    """Return the 32 bytes under which the vector of a text by an encoder is kept."""
    return hashlib.sha256("\x1f".join((name, kind, *prepared([text]))).encode()).digest()


def shipped_vectors(name: str) -> Path:
    """Return where the vectors that ship for an encoder lie; there are some for the bundled ones only."""
    return Path(__file__).parents[1] / "vectors" / f"{name}.npz"


class CachedEncoder:
    """An encoder that encodes no passage twice.

    Passages are looked up among the shipped vectors, then in the file of earlier runs, and what had to be encoded is added to that file.
    Queries are what somebody types: they are looked up among the shipped vectors only, and never written down.
    """

    def __init__(self, encoder: Encoder, path: Path, shipped: Path | None = None) -> None:
        self._encoder = encoder
        self._kept = _VectorFile(path)
        self._shipped_path = shipped

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def encode(self, texts: Sequence[str], kind: Kind, progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one unit vector a text, the same (in half precision) whether it was known or not.

        `progress` hears how many of the texts are done. Raises what the encoder raises, and ReplyError when a remote model has changed.
        """
        if not texts:
            return self._encoder.encode([], kind)
        keys = [vector_key(self.name, kind, text) for text in texts]
        wanted = dict(zip(keys, texts, strict=True))
        rows = self._known(wanted, kind)
        missing = [key for key in wanted if key not in rows]
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            fresh = dict(zip(batch, self._encoder.encode([wanted[key] for key in batch], kind).astype(np.float16), strict=True))
            rows |= fresh
            if kind == "passage":
                self._kept.add(fresh)
            if progress:
                progress(len(texts) - len(missing) + start + len(batch))
        if len({len(row) for row in rows.values()}) > 1:
            way_out = f"Delete {self._kept.path} and run `interviewer ingest --rebuild`."
            raise ReplyError("the embedding model gives vectors of another length than before", where=self.name, way_out=way_out)
        return unit(np.stack([rows[key] for key in keys]))

    def _known(self, keys: Iterable[bytes], kind: Kind) -> dict[bytes, Half]:
        known = {key: self._shipped[key] for key in keys if key in self._shipped}
        if kind == "passage":
            known |= self._kept.find([key for key in keys if key not in known])
        return known

    @cached_property
    def _shipped(self) -> dict[bytes, Half]:
        """As `tools/vectors.py` writes them: `keys` of 32 bytes, shape (n, 32), and `vectors` in half precision, shape (n, dimension)."""
        if self._shipped_path is None or not self._shipped_path.is_file():
            return {}
        try:
            with self._shipped_path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                return {key.tobytes(): row for key, row in zip(arrays["keys"], arrays["vectors"], strict=True)}
        except (OSError, EOFError, ValueError, LookupError, zipfile.BadZipFile) as error:
            logger.warning("%s can't be read (%s); its vectors are computed again", self._shipped_path, error)
            return {}


class _VectorFile:
    """An SQLite file of vectors that several processes may use at once. It is only a cache: whatever fails here costs time, nothing else."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def find(self, keys: Sequence[bytes]) -> dict[bytes, Half]:
        """Return those of the vectors that are kept."""
        found: dict[bytes, Half] = {}
        if not keys or not self.path.is_file():
            return found
        try:
            with closing(self._open()) as file:
                for start in range(0, len(keys), _PARAMETERS):
                    some = keys[start : start + _PARAMETERS]
                    marks = ",".join("?" * len(some))
                    rows = file.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some)
                    found.update((key, np.frombuffer(vector, np.float16)) for key, vector in rows)
        except (OSError, ValueError, sqlite3.Error) as error:
            self._do_without(error)
        return found

    def add(self, vectors: Mapping[bytes, Half]) -> None:
        """Keep these vectors as well."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as file, file:
                file.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", [(key, row.tobytes()) for key, row in vectors.items()])
        except (OSError, sqlite3.Error) as error:
            self._do_without(error)

    def _open(self) -> sqlite3.Connection:
        file = sqlite3.connect(self.path, timeout=10)
        try:
            file.execute("PRAGMA journal_mode=WAL")
            file.execute("PRAGMA synchronous=NORMAL")
            file.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")
        except sqlite3.Error:
            file.close()
            raise
        return file

    def _do_without(self, error: Exception) -> None:
        if isinstance(error, OSError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_MOMENT:
            logger.warning("the vector cache %s can't be used just now (%s)", self.path, error)
            return
        logger.warning("the vector cache %s is damaged (%s) and starts anew", self.path, error)
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)
