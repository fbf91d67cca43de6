"""Make the first tables: documents, items, sessions, turns, cards."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_documents()
    _make_items()
    _make_practice()
    counter = op.create_table("generation", _number("id"), _number("number"), sa.PrimaryKeyConstraint("id", name="pk_generation"))
    op.bulk_insert(counter, [{"id": 1, "number": 0}])


def _make_documents() -> None:
    op.create_table("documents", _text("id"), _text("owner"), _text("body"), sa.PrimaryKeyConstraint("id", name="pk_documents"))
    op.create_index("ix_documents_owner", "documents", ["owner"])
    op.create_table(
        "passages",
        *(_text("document_id"), _number("position"), _text("id"), _text("owner"), _text("body")),
        sa.PrimaryKeyConstraint("document_id", "position", name="pk_passages"),
        _of("passages", "document_id", "documents"),
    )
    op.create_index("ix_passages_id", "passages", ["id"])
    op.create_index("ix_passages_owner", "passages", ["owner"])


def _make_items() -> None:
    op.create_table(
        "items",
        *(_text("id"), _text("owner"), _text("language"), sa.Column("active", sa.Boolean(), nullable=False), _text("body")),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
    )
    op.create_index("ix_items_owner", "items", ["owner"])
    op.create_table(
        "item_topics",
        *(_text("item_id"), _number("position"), _text("topic")),
        sa.PrimaryKeyConstraint("item_id", "position", name="pk_item_topics"),
        _of("item_topics", "item_id", "items"),
    )
    op.create_table(
        "item_aliases",
        *(_text("alias"), _text("item_id")),
        sa.PrimaryKeyConstraint("alias", name="pk_item_aliases"),
        _of("item_aliases", "item_id", "items"),
    )
    op.create_index("ix_item_aliases_item_id", "item_aliases", ["item_id"])
    op.create_table(
        "item_revisions",
        *(_text("item_id"), _text("revision"), _text("body"), _moment("first_seen")),
        sa.PrimaryKeyConstraint("item_id", "revision", name="pk_item_revisions"),
        _of("item_revisions", "item_id", "items"),
    )
    op.create_table(
        "key_point_edits",
        *(_text("item_id"), _text("body")),
        sa.PrimaryKeyConstraint("item_id", name="pk_key_point_edits"),
        _of("key_point_edits", "item_id", "items"),
    )


def _make_practice() -> None:
    op.create_table(
        "sessions",
        *(_text("id"), _text("owner"), _moment("created_at"), _text("body")),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_owner", "sessions", ["owner"])
    op.create_table(
        "turns",
        *(_text("session_id"), _number("number"), _text("item_id"), _moment("asked_at"), sa.Column("score", sa.Float()), _text("body")),
        sa.PrimaryKeyConstraint("session_id", "number", name="pk_turns"),
        _of("turns", "session_id", "sessions"),
    )
    op.create_index("ix_turns_item_id", "turns", ["item_id"])
    op.create_table(
        "cards",
        *(_text("owner"), _text("item_id"), _text("body")),
        sa.PrimaryKeyConstraint("owner", "item_id", name="pk_cards"),
    )
    op.create_table("remembered", _text("name"), _text("value"), sa.PrimaryKeyConstraint("name", name="pk_remembered"))


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=False)


def _moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}", ondelete="CASCADE")
