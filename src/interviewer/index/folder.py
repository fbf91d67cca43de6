"""The folder of an embedded Chroma: written by one process at a time, and opened only as a complete write left it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import IndexBusy, VectorError

if TYPE_CHECKING:
    from filelock import FileLock

_DATABASE = "chroma.sqlite3"
_METADATA = "index_metadata.pickle"
_SEAL = "seal.json"


class Folder:
    """Guards a folder that several processes may read, and none may find half-written.

    Chroma loads its vector files unchecked: one that was cut short crashes or hangs the whole process. So their hashes are noted when a write
    is complete (the seal), and compared before the folder is opened. The SQLite file next to them looks after itself.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock_path = path.with_name(f"{path.name}.lock")
        self._pid_path = path.with_name(f"{path.name}.pid")  # a lock file can't be read by others on Windows
        self._lock: FileLock | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever written here."""
        return not self._has_database and not (self.path / _SEAL).exists()

    @property
    def _has_database(self) -> bool:
        database = self.path / _DATABASE
        return database.is_file() and database.stat().st_size > 0

    def claim(self) -> bool:
        """Become the one process that writes here, until `release`; tell whether it was not so before. Raises IndexBusy when another is."""
        if self._lock:
            return False
        from filelock import FileLock, Timeout

        lock = FileLock(self._lock_path, timeout=0, thread_local=False)
        try:
            self._lock_path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
            self._pid_path.write_text(str(os.getpid()), "utf-8")
        except Timeout:
            way_out = "Close it or wait for it, or set CHROMA_URL to a Chroma server, which several can write."
            raise IndexBusy(f"{self._holder()} is writing the index", where=str(self.path), way_out=way_out) from None
        except OSError as error:
            way_out = "Let INTERVIEWER_HOME name a folder that can be written."
            raise VectorError(f"can't be written ({error.strerror})", where=str(self.path), way_out=way_out) from error
        self._lock = lock
        return True

    def release(self) -> None:
        if self._lock:
            self._pid_path.unlink(missing_ok=True)
            self._lock.release()
            self._lock = None

    def seal(self) -> None:
        """Note that a write is complete."""
        new = self.path / f"{_SEAL}.new"
        new.write_text(json.dumps(self._hashes()), "utf-8")
        new.replace(self.path / _SEAL)

    @property
    def is_sealed(self) -> bool:
        """Whether the files are those of the last complete write, or there are none."""
        if self.is_empty:
            return True
        try:
            noted = json.loads((self.path / _SEAL).read_text("utf-8"))
        except (OSError, ValueError):
            noted = {}
        return self._has_database and bool(noted == self._hashes())

    def remove(self) -> None:
        """Remove the folder; who calls this has claimed it. Raises VectorError."""
        try:
            if self.path.exists():
                shutil.rmtree(self.path)
        except OSError as error:
            raise VectorError(f"can't be removed ({error.strerror})", where=str(self.path), way_out="Remove it by hand.") from error

    def _holder(self) -> str:
        try:
            return f"process {int(self._pid_path.read_text('utf-8'))}"
        except (OSError, ValueError):
            return "another process"

    def _hashes(self) -> dict[str, str]:
        """Return the hashes of the vector files that would be loaded; those without a metadata file next to them are scratch, even to readers."""
        hashes = {}
        for metadata in sorted(self.path.glob(f"*/{_METADATA}")):
            for path in sorted(metadata.parent.iterdir()):
                with path.open("rb") as file:
                    hashes[path.relative_to(self.path).as_posix()] = hashlib.file_digest(file, "blake2b").hexdigest()
        return hashes
