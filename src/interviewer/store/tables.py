"""The tables, and the two kinds of column that make SQLite and Postgres keep the same thing.

A `body` is the JSON of a frozen model, kept as text because pydantic reads JSON text several times faster than parsed JSON; the other
columns are those by which rows are found and ordered. A change here needs a new file in `migrations/versions` and a new LATEST.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import Boolean, Column, DateTime, Dialect, Float, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeDecorator

LATEST = "0002"
"""The newest revision in `migrations/versions`."""

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """Return text that every database can keep: NUL and lone surrogates become U+FFFD, one for one, so that the places of quotes stay."""
    return _UNKEEPABLE.sub("\ufffd", text)


def utc(moment: datetime) -> datetime:
    """Return the same moment in UTC; raises ValueError for one without a time zone, which could be any."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text, cleaned on its way in and in comparisons."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, also where the database forgets time zones (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    }
)


def _refers(name: str, target: str) -> Column[str]:
    return Column(name, Words, ForeignKey(target, ondelete="CASCADE"), primary_key=True)


documents = Table(
    "documents",
    metadata,
    Column("id", Words, primary_key=True),
    Column("owner", Words, nullable=False, index=True),
    Column("body", Words, nullable=False),
)
"""The id stands for (owner, root, path): paths may be longer than what Postgres takes into an index."""

passages = Table(
    "passages",
    metadata,
    _refers("document_id", "documents.id"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", Words, nullable=False, index=True),
    Column("owner", Words, nullable=False, index=True),
    Column("body", Words, nullable=False),
)

items = Table(
    "items",
    metadata,
    Column("id", Words, primary_key=True),
    Column("owner", Words, nullable=False, index=True),
    Column("language", Words, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("body", Words, nullable=False),
)

item_topics = Table(
    "item_topics",
    metadata,
    _refers("item_id", "items.id"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("topic", Words, nullable=False),
)

item_aliases = Table(
    "item_aliases",
    metadata,
    Column("alias", Words, primary_key=True),
    Column("item_id", Words, ForeignKey("items.id", ondelete="CASCADE"), nullable=False, index=True),
)

item_revisions = Table(
    "item_revisions",
    metadata,
    _refers("item_id", "items.id"),
    Column("revision", Words, primary_key=True),
    Column("body", Words, nullable=False),
    Column("first_seen", Moment, nullable=False),
)

key_point_edits = Table(
    "key_point_edits",
    metadata,
    Column("owner", Words, primary_key=True),
    _refers("item_id", "items.id"),
    Column("body", Words, nullable=False),
)
"""The owner is who made the edit: of an own item, or of one of the bank."""

sessions = Table(
    "sessions",
    metadata,
    Column("id", Words, primary_key=True),
    Column("owner", Words, nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("body", Words, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    _refers("session_id", "sessions.id"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("item_id", Words, nullable=False, index=True),
    Column("asked_at", Moment, nullable=False),
    Column("score", Float),
    Column("body", Words, nullable=False),
)

cards = Table(
    "cards",
    metadata,
    Column("owner", Words, primary_key=True),
    Column("item_id", Words, primary_key=True),
    Column("body", Words, nullable=False),
)

remembered = Table(
    "remembered",
    metadata,
    Column("name", Words, primary_key=True),
    Column("value", Words, nullable=False),
)

generation = Table(
    "generation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
)
"""One row: how often what can be practised has changed."""
