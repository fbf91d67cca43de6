"""Deleting everything that is one person's, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select, union

import interviewer.store.tables as t
from interviewer.schema import BANK, Item, KeyPoint
from interviewer.store.records import load, with_points

_PERSONAL = (t.documents, t.items, t.key_point_edits, t.sessions, t.cards)
"""By owner; passages, topics, aliases, revisions and turns go with what they belong to."""
_BY_A_PERSON = ('"key_points_from":"person"', '"key_points_from": "person"')
"""As both ways of writing a body have it."""

Edits = Callable[[str], Mapping[str, tuple[KeyPoint, ...]]]
"""Returns the key points that somebody wrote, by item id."""


def people(connection: Connection) -> list[str]:
    """Return everyone of whom something is kept, the bank left out."""
    owners = union(*(select(table.c.owner) for table in _PERSONAL))
    return sorted(name for name in connection.scalars(owners) if name != BANK)


def erase(connection: Connection, owner: str, edits: Edits, names: Sequence[str]) -> None:
    """Delete what a person owns, the revisions of the bank's items that hold key points of theirs, and what is remembered under `names`."""
    if owner == BANK:
        raise ValueError("the bank is nobody's to erase")
    for table in _PERSONAL:
        connection.execute(delete(table).where(table.c.owner == owner))
    _erase_revisions(connection, edits)
    if names:
        gone = delete(t.remembered).where(t.remembered.c.name == bindparam("gone"))
        connection.execute(gone, [{"gone": name} for name in names])


def _erase_revisions(connection: Connection, edits: Edits) -> None:
    """Delete revisions of the bank's items with a person's key points: nobody is named in them, so all go but those that hold today."""
    kept = {
        (item.id, item.revision) for one in people(connection) for item in _edited(connection, edits(one))
    }  # of the others: who is erased owns nothing any more
    revisions = t.item_revisions.c
    said = revisions.body.contains(_BY_A_PERSON[0], autoescape=True) | revisions.body.contains(_BY_A_PERSON[1], autoescape=True)
    query = (
        select(revisions.item_id, revisions.revision).join(t.items, t.items.c.id == revisions.item_id).where(t.items.c.owner == BANK, said)
    )
    gone = [{"of": item_id, "as": revision} for item_id, revision in connection.execute(query) if (item_id, revision) not in kept]
    if gone:
        one = delete(t.item_revisions).where(revisions.item_id == bindparam("of"), revisions.revision == bindparam("as"))
        connection.execute(one, gone)


def _edited(connection: Connection, edits: Mapping[str, tuple[KeyPoint, ...]]) -> list[Item]:
    bodies = connection.execute(select(t.items.c.id, t.items.c.body).where(t.items.c.id.in_(list(edits))))
    return [with_points(load(Item, row.body), edits[row.id]) for row in bodies]
