"""The connection to SQLite or Postgres: its transactions, the upgrade of its tables, and its errors in words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError

from interviewer.errors import SettingsError, StoreError
from interviewer.store.tables import LATEST

BUSY_SECONDS = 20
"""How long a write waits for another process's write."""

_KINDS = "Write sqlite:////folder/file.sqlite or postgresql://user:password@host/name."
_ALEMBIC = threading.Lock()
"""Alembic keeps the migration that runs in module globals, so one thread at a time."""
_UPGRADE_LOCK = 0x1E7E21
"""Any number that is the same in every process: the advisory lock under which Postgres is upgraded."""

_PROBLEMS = (
    ("not a database", "the file is not a database of ours", "Name another file, or move this one away to start anew."),
    ("malformed", "the file is damaged", "Put a copy of it back, or move it away to start anew."),
    ("locked", f"another program kept it locked for more than {BUSY_SECONDS} seconds", "Close that program and try again."),
    ("readonly", "the file can't be written", "Check the rights of the file and of its folder."),
    ("unable to open", "the file can't be opened", "Check the rights of the file and of its folder."),
    ("disk is full", "the disk is full", "Free some space and try again."),
)
"""What a database's own words hold, what we say instead, and the way out."""


class Database:
    """One SQLite file or one Postgres database; opens nothing before `open`."""

    def __init__(self, url: str) -> None:
        self._text = url
        self._engines: tuple[Engine, Engine] | None = None
        self._where = "DATABASE_URL"

    def open(self) -> None:
        """Connect and bring the tables up to date; raises StoreError."""
        url = _parse(self._text)
        self._where = _shown(url)
        if url.get_backend_name() == "sqlite":
            _make_folder(url, self._where)
            self._engines = _sqlite(url)
        else:
            self._engines = _postgres(url, self._where)
        try:
            self.upgrade()
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        if self._engines is not None:
            self._engines[0].dispose()
            self._engines = None

    def read(self) -> AbstractContextManager[Connection]:
        """Give a transaction that sees one moment; raises StoreError for whatever goes wrong in it."""
        return self._transaction(0)

    def write(self) -> AbstractContextManager[Connection]:
        """Give a transaction that is on disk when the block ends, or undone when it raises; raises StoreError."""
        return self._transaction(1)

    def tidy(self) -> None:
        """Write the file anew, so that what was deleted is no longer in its free pages (SQLite; a server sees to itself); raises StoreError."""
        if self._engines is None:
            raise RuntimeError("open() comes first")
        if self._engines[0].dialect.name != "sqlite":
            return
        try:
            connection = self._engines[0].raw_connection()  # in a transaction, as others begin one, it can't be done
            with closing(connection):
                for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    connection.cursor().execute(statement).fetchall()
        except sqlite3.Error as error:
            raise self._in_words(DBAPIError("VACUUM", None, error)) from error

    @contextmanager
    def _transaction(self, engine: Literal[0, 1]) -> Iterator[Connection]:
        if self._engines is None:
            raise RuntimeError("open() comes first")
        try:
            with self._engines[engine].begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._in_words(error) from error

    def upgrade(self) -> None:
        """Bring the tables up to date; raises StoreError when a newer program made them."""
        with self.read() as connection:
            if _revision(connection) == LATEST:
                return
        # Alembic takes as long to import as SQLAlchemy, so only who needs it pays.
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", "interviewer:migrations")
        with _ALEMBIC, self.write() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _UPGRADE_LOCK})
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                what = f"a newer version of this program wrote it (its tables are at revision {_revision(connection)})"
                raise StoreError(what, where=self._where, way_out="Upgrade interviewer, or name another database.") from error

    def _in_words(self, error: SQLAlchemyError) -> StoreError:
        # Never str(error): it may hold the statement's values, which are people's answers.
        said = str(error.orig).strip().split("\n")[0] if isinstance(error, DBAPIError) else type(error).__name__
        if isinstance(error, IntegrityError):
            what, way_out = (
                "another window or process wrote this first, or what it belongs to is gone",
                "Reload and go on from what is kept.",
            )
        else:
            fallback = ("", said, "Check that the database is up and that DATABASE_URL and its user's rights are right.")
            _, what, way_out = next((problem for problem in _PROBLEMS if problem[0] in said), fallback)
        return StoreError(what, where=self._where, way_out=way_out)


def _revision(connection: Connection) -> str | None:
    """Return the revision of the tables, None when there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _parse(url: str) -> URL:
    """Read a URL as people write it; its driver is ours to choose. Raises SettingsError without the URL in it: it may hold a password."""
    try:
        parsed = make_url("postgresql" + url.removeprefix("postgres") if url.startswith("postgres:") else url)
    except (ArgumentError, ValueError) as error:
        raise SettingsError("this is not the URL of a database", where="DATABASE_URL", way_out=_KINDS) from error
    if "@" in (parsed.host or ""):
        raise SettingsError("the password holds an @", where="DATABASE_URL", way_out="Write it as %40.")
    kind = parsed.get_backend_name()
    if kind == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise SettingsError("the URL names no file", where="DATABASE_URL", way_out=_KINDS)
    if kind not in ("sqlite", "postgresql"):
        raise SettingsError(f"{kind} is not a database that can be used", where="DATABASE_URL", way_out=_KINDS)
    return parsed.set(drivername="sqlite" if kind == "sqlite" else "postgresql+psycopg")


def _shown(url: URL) -> str:
    """Return what people may see of a URL: not the password, nor the options, which may hold one too."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def _make_folder(url: URL, where: str) -> None:
    folder = Path(url.database or "").absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder can't be made ({error.strerror})", where=where, way_out="Set INTERVIEWER_HOME to a folder of yours."
        ) from error


def _sqlite(url: URL) -> tuple[Engine, Engine]:
    """Return what reads and what writes; they share their connections."""
    engine = create_engine(url, hide_parameters=True)

    def prepare(connection: Any, _record: Any) -> None:
        # Python's sqlite3 would begin transactions by itself, and late; `begin` below does it instead.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA journal_mode = WAL")
        # WAL with NORMAL may lose the last commits when the power fails; an acknowledged answer must not be among them.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    def begin(connection: Connection) -> None:
        # A write takes its lock at once: one that began by reading could not wait for another's, it would fail.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine, engine.execution_options(writes=True)


def _postgres(url: URL, where: str) -> tuple[Engine, Engine]:
    """Return what reads and what writes; they share their connections."""
    query = {"connect_timeout": "10", "client_encoding": "utf8", **url.query}
    try:
        engine = create_engine(url.set(query=query), hide_parameters=True, pool_pre_ping=True)
    except ImportError as error:
        raise StoreError("the driver for Postgres is not installed", where=where, way_out="pip install 'interviewer[postgres]'") from error
    return engine.execution_options(isolation_level="REPEATABLE READ"), engine
