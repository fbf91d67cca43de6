"""Any file that people bring, as a `Document` whose text is Markdown.

    find     the files under a path
    read     one file to a Document; what can't be read is refused with a short reason
    digest   the fingerprint of a file's bytes

What a file is, is told by its content (`sniff`); each family of formats has a file of its own. Formats that can hang or
eat memory are read in a process of their own (`guard`).
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.documents.decode import Decoded
from interviewer.documents.notes import heading_title, jsonable
from interviewer.documents.parsed import Parsed
from interviewer.documents.reading import decoded, parse
from interviewer.documents.sniff import sniff_bytes, sniff_text
from interviewer.errors import CorpusError

if TYPE_CHECKING:
    from interviewer.schema import Document

__all__ = ["digest", "find", "read"]

_SKIPPED = {
    *("node_modules", "bower_components", "__pycache__", "venv", "site-packages", "__MACOSX", "$RECYCLE.BIN"),
    *("dist", "build", "_build", "target", "out"),
}
_FORMATS = {"mhtml": "html", "json": "table", "yaml": "table", "sheet": "table"}
_MOST_TEXT, _MOST_LINES = 12_000_000, 500_000
"""Characters and lines; each costs up to 2 kB and 0.3 ms when questions are looked for."""
_LARGE = 1 << 20
"""Bytes from which a page or a Word file is read in a process of its own too."""


def find(path: Path, on_error: Callable[[Path, str], None] | None = None) -> Iterator[Path]:
    """Yield the files under a folder in sorted order, or the path itself where it is a file.

    Hidden ones, build outputs, packages and Word's lock files are left out; a folder reached twice by links is read once.
    `on_error` is told of each folder or file that can't be looked into, and why.

    Raises:
        CorpusError: there is no such path.
    """
    try:
        about = path.stat()
    except OSError as error:
        reason = "no such file or folder" if isinstance(error, FileNotFoundError) else f"not readable: {_why(error)}"
        raise CorpusError(reason, where=str(path), way_out="Check the path") from error
    if not stat.S_ISDIR(about.st_mode):
        yield path
        return
    seen: set[tuple[int, int]] = set()
    stack = [path]
    while stack:
        here = stack.pop()
        try:
            about = here.stat()
            if stat.S_ISREG(about.st_mode):
                yield here
            elif stat.S_ISDIR(about.st_mode) and (about.st_dev, about.st_ino) not in seen:
                seen.add((about.st_dev, about.st_ino))
                names = sorted(name for name in os.listdir(here) if not name.startswith((".", "~$")) and name not in _SKIPPED)  # noqa: PTH208 - names, in order
                stack.extend(here / name for name in reversed(names))
        except OSError as error:
            if on_error:
                on_error(here, f"not readable: {_why(error)}")


def read(path: Path, root: Path, max_mb: float) -> Document:
    """Return one file as a document; its path is told from `root` (its name, when `root` is the file itself).

    Raises:
        CorpusError: the file can't be read or holds no text; `what` is a short reason.
    """
    shown = _relative(path, root)
    try:
        data = _bytes(path, max_mb)
        kind = sniff_bytes(data, path.name)
        text = Decoded("") if kind else decoded(data)
        kind = kind or sniff_text(text.text, path.name)
        parsed = _parse(data, kind, text.text)
        if not parsed.text.strip() and not parsed.metadata:
            raise CorpusError("empty")
        if len(parsed.text) > _MOST_TEXT or parsed.text.count("\n") > _MOST_LINES:
            raise CorpusError("more text than anybody's notes hold", way_out="Split it")
    except CorpusError as error:
        raise CorpusError(error.what, where=shown, way_out=error.way_out) from error
    from interviewer.schema import Document, Remark, Row  # late: a reader in a process of its own does without it

    shown_as = _FORMATS.get(kind, kind)
    title = parsed.title or (heading_title(parsed.text) if shown_as != "table" else "") or path.stem
    return Document(
        path=shown,
        title=" ".join(_printable(title).split())[:300],
        text=parsed.text,
        format=shown_as,
        sha256=hashlib.sha256(data).hexdigest(),
        metadata=jsonable(dict(parsed.metadata)),
        rows=tuple(Row(**row) for row in parsed.rows),
        remarks=tuple(Remark(key=key, values=values) for key, values in _remarks(text)),
    )


def _remarks(text: Decoded) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what a person should know of how the bytes became a text."""
    if text.guess:
        yield "encoding_guessed", {"encoding": text.guess}
    if text.replaced:
        yield "bytes_replaced", {"count": str(text.replaced)}


def _parse(data: bytes, kind: str, text: str) -> Parsed:
    if kind == "pdf" or (kind in ("docx", "html", "mhtml", "sheet") and len(data) > _LARGE):
        from interviewer.documents.guard import parse_apart

        return parse_apart(data, kind)
    return parse(data, kind, text)


def _bytes(path: Path, max_mb: float) -> bytes:
    """Return a file's bytes; pipes, devices and what is too large are refused before anything is read."""
    most = int(max_mb * 2**20)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise CorpusError("not a file")
        if about.st_size > most:
            raise CorpusError(f"larger than {max_mb:g} MB", way_out="Raise INTERVIEWER_MAX_FILE_MB")
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise CorpusError(f"not readable: {_why(error)}") from error


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes; raises CorpusError where it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CorpusError(f"not readable: {_why(error)}", where=str(path)) from error


def _relative(path: Path, root: Path) -> str:
    inside = path != root and path.is_relative_to(root)
    return _printable(path.relative_to(root).as_posix() if inside else path.name)


def _printable(text: str) -> str:
    """Replace what no UTF-8 can hold: names of files in unknown encodings."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
