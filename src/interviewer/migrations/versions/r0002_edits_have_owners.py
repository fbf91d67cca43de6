"""Say who edited key points: an edit of a question of the bank is for the person who made it, not for everyone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    query = "SELECT items.owner, edits.item_id, edits.body FROM key_point_edits edits JOIN items ON items.id = edits.item_id"
    kept = connection.execute(sa.text(query)).all()
    op.drop_table("key_point_edits")
    edits = op.create_table(
        "key_point_edits",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("owner", "item_id", "body")),
        sa.PrimaryKeyConstraint("owner", "item_id", name="pk_key_point_edits"),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_key_point_edits_item_id_items", ondelete="CASCADE"),
    )
    if kept:  # only one person could be meant so far
        op.bulk_insert(
            edits, [{"owner": "me" if row.owner == "bank" else row.owner, "item_id": row.item_id, "body": row.body} for row in kept]
        )
