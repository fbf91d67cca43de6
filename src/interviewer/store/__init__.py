"""What is kept in SQL: documents, items with their revisions, and what people did with them.

Every call is one transaction, committed when it returns; every call may be made from any thread, and beside other processes.
Every method raises StoreError when the database fails.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, Row, Select, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from interviewer.errors import StoreError
from interviewer.schema import BANK, Card, Item, KeyPoint, Language, Passage, Session, Speech, Turn, fingerprint
from interviewer.store import tables as t
from interviewer.store.database import Database
from interviewer.store.erasing import erase, people
from interviewer.store.later import later
from interviewer.store.records import Changes, DocumentRecord, Listed, dump, dump_points, listed, load, load_all, load_points, with_points
from interviewer.store.reopening import reopened

__all__ = ["Changes", "DocumentRecord", "Listed", "Store"]


class Store:
    """The database of one installation; opens nothing before `open`."""

    def __init__(self, url: str) -> None:
        """Take a SQLAlchemy URL of SQLite or Postgres; `postgres://` and `postgresql://` will do."""
        self._database = Database(url)

    def open(self) -> None:
        """Make the folder (SQLite), connect, and bring the tables up to date; raises StoreError."""
        self._database.open()

    def close(self) -> None:
        """Let go of the database; closing twice, or before opening, changes nothing."""
        self._database.close()

    def upgrade(self) -> None:
        """Bring the tables up to date, as `open` does."""
        self._database.upgrade()

    # ------------------------------------------------------------ documents

    def put_document(self, record: DocumentRecord) -> None:
        """Keep a document in place of what was kept for the same owner, root and path."""
        key = _document_id(record.owner, record.root, record.path)
        rows = [
            {"document_id": key, "position": at, "id": passage.id, "owner": record.owner, "body": dump(passage)}
            for at, passage in enumerate(record.passages)
        ]
        with self._database.write() as connection:
            _bump(connection)
            connection.execute(delete(t.documents).where(t.documents.c.id == key))
            body = dump(record.model_copy(update={"passages": ()}))
            connection.execute(t.documents.insert(), {"id": key, "owner": record.owner, "body": body})
            if rows:
                connection.execute(t.passages.insert(), rows)

    def remove_document(self, owner: str, root: str, path: str) -> None:
        with self._database.write() as connection:
            _bump(connection)
            connection.execute(delete(t.documents).where(t.documents.c.id == _document_id(owner, root, path)))

    def documents(self, owner: str) -> list[DocumentRecord]:
        """Return the owner's documents with their passages, by root and path."""
        with self._database.read() as connection:
            bodies = connection.execute(select(t.documents.c.id, t.documents.c.body).where(t.documents.c.owner == owner)).all()
            query = select(t.passages.c.document_id, t.passages.c.body).where(t.passages.c.owner == owner)
            rows = connection.execute(query.order_by(t.passages.c.document_id, t.passages.c.position)).all()
        texts: dict[str, list[Passage]] = {key: [] for key, _ in bodies}
        for (key, _), passage in zip(rows, load_all(Passage, (row.body for row in rows)), strict=True):
            texts[key].append(passage)
        records = zip(texts, load_all(DocumentRecord, (row.body for row in bodies)), strict=True)
        whole = [record.model_copy(update={"passages": tuple(texts[key])}) for key, record in records]
        return sorted(whole, key=attrgetter("root", "path"))

    def listing(self, owner: str) -> list[Listed]:
        """Return the owner's documents as a list shows them, by root and path; passages and items are counted, not built."""
        counted = select(t.passages.c.document_id, func.count()).where(t.passages.c.owner == owner).group_by(t.passages.c.document_id)
        query = select(t.documents.c.id, t.documents.c.body).where(t.documents.c.owner == owner)
        with self._database.read() as connection:
            passages = {row[0]: row[1] for row in connection.execute(counted)}
            lines = [listed(key, body, passages.get(key, 0)) for key, body in connection.execute(query)]
        return sorted(lines, key=attrgetter("root", "path"))

    def document(self, key: str) -> DocumentRecord | None:
        """Return one document with its passages, by the key that `listing` gives it."""
        query = select(t.passages.c.body).where(t.passages.c.document_id == key).order_by(t.passages.c.position)
        with self._database.read() as connection:
            body = connection.scalar(select(t.documents.c.body).where(t.documents.c.id == key))
            passages = connection.scalars(query).all()
        return None if body is None else load(DocumentRecord, body).model_copy(update={"passages": tuple(load_all(Passage, passages))})

    def passages(self, owners: Sequence[str]) -> list[Passage]:
        """Return the passages of all documents of these owners; one that stands in two documents is returned once, as `passage` has it."""
        query = select(t.passages.c.id, t.passages.c.body).where(t.passages.c.owner.in_(owners))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(t.passages.c.document_id, t.passages.c.position))
            bodies = {row.id: row.body for row in rows}
        return load_all(Passage, bodies.values())

    def passage(self, passage_id: str) -> Passage | None:
        places = (t.passages.c.document_id.desc(), t.passages.c.position.desc())
        with self._database.read() as connection:
            body = connection.scalar(select(t.passages.c.body).where(t.passages.c.id == passage_id).order_by(*places).limit(1))
        return None if body is None else load(Passage, body)

    def owners(self) -> list[str]:
        """Return everyone who has a document or an item."""
        with self._database.read() as connection:
            return sorted(connection.scalars(select(t.documents.c.owner).union(select(t.items.c.owner))))

    def generation(self) -> int:
        """Return a number that grows whenever documents, items or key points change, in whichever process."""
        with self._database.read() as connection:
            number: int = connection.execute(select(t.generation.c.number)).scalar_one()
        return number

    # ------------------------------------------------------------ items

    def items(self, owners: Sequence[str], *, topics: Sequence[str] | None = None, language: Language | None = None) -> list[Item]:
        """Return the items that these owners' documents hold now, by id; with `topics`, those that have one of them.

        Key points are as these owners edited them; where two edited one item of the bank, the later of them in the list counts.
        """
        query = _active(select(t.items.c.body), owners, language)
        if topics is not None:
            query = query.where(t.items.c.id.in_(select(t.item_topics.c.item_id).where(t.item_topics.c.topic.in_(topics))))
        with self._database.read() as connection:
            bodies = connection.scalars(query.order_by(t.items.c.id)).all()
            edits = _edits(connection, owners)
        found = load_all(Item, bodies)
        return [with_points(item, edits.get(item.id)) for item in found] if edits else found

    def item(self, item_id: str, owner: str = "") -> Item | None:
        """Return an item by its id or one it had before, also when no document holds it any more.

        Key points are as `owner` edited them; empty: as the item's own owner did.
        """
        with self._database.read() as connection:
            return _item(connection, item_id, owner)

    def these(self, item_ids: Sequence[str], owner: str) -> list[Item]:
        """Return the items of these ids, or of ids they had before, in this order, as `item` has them; unknown ones are left out."""
        names = t.item_aliases.c
        with self._database.read() as connection:
            now = {
                row.alias: row.item_id for row in connection.execute(select(names.alias, names.item_id).where(names.alias.in_(item_ids)))
            }
            keys = list(dict.fromkeys(now.get(item_id, item_id) for item_id in item_ids))
            bodies = {row.id: row.body for row in connection.execute(select(t.items.c.id, t.items.c.body).where(t.items.c.id.in_(keys)))}
            edits = _edits(connection, [owner])
        found = load_all(Item, (bodies[key] for key in keys if key in bodies))
        return [with_points(item, edits.get(item.id)) for item in found]

    def topics(self, owners: Sequence[str], language: Language | None = None, *, main: bool = False) -> list[tuple[str, int]]:
        """Return the topics of these owners' items, each with the number of items, most items first; `main`: of each item the first only."""
        counted = select(t.item_topics.c.topic, func.count(t.item_topics.c.item_id.distinct()))
        if main:
            counted = counted.where(t.item_topics.c.position == 0)
        query = _active(counted.join(t.items, t.items.c.id == t.item_topics.c.item_id), owners, language)
        with self._database.read() as connection:
            rows = connection.execute(query.group_by(t.item_topics.c.topic)).all()
        return sorted(((topic, count) for topic, count in rows), key=lambda row: (-row[1], row[0]))

    def replace_items(self, owner: str, items: Sequence[Item]) -> Changes:
        """Make these the owner's items. Those no longer among them stay for the turns and cards that refer to them, but out of `items`."""
        by_id = {item.id: item for item in items}
        if len(by_id) != len(items) or any(item.owner != owner for item in items):
            raise ValueError("two items have one id, or an item is another owner's")
        bodies = {item.id: dump(item) for item in items}
        with self._database.write() as connection:
            # On Postgres the row's lock keeps two ingests apart; SQLite lets one process write at a time anyway.
            connection.execute(select(t.generation.c.number).with_for_update())
            query = select(t.items.c.id, t.items.c.active, t.items.c.body).where(t.items.c.owner == owner)
            kept = {row.id: row.body if row.active else None for row in connection.execute(query)}
            added = [key for key in bodies if kept.get(key) is None]
            changed = [key for key, body in bodies.items() if kept.get(key) not in (None, body)]
            removed = [key for key, body in kept.items() if body is not None and key not in bodies]
            _write_items(connection, [by_id[key] for key in (*added, *changed)], bodies)
            _write_aliases(connection, owner, by_id)
            if removed:
                gone = update(t.items).where(t.items.c.id == bindparam("gone")).values(active=False)
                connection.execute(gone, [{"gone": key} for key in removed])
            if added or changed or removed:
                _bump(connection)
        return Changes(added=len(added), changed=len(changed), removed=len(removed))

    def set_key_points(self, owner: str, item_id: str, key_points: Sequence[KeyPoint]) -> None:
        """Keep a person's key points for an item of their own or of the bank, for this person alone; they outlive every ingest.

        None at all: back to those of the notes. Raises StoreError for an item that is not theirs to see.
        """
        with self._database.write() as connection:
            item = _item(connection, item_id, owner)
            if item is None or item.owner not in (owner, BANK):
                raise StoreError("no item has this id", where=item_id)
            _bump(connection)
            # An edit under an older id of the item would shine through again once this one is withdrawn.
            edits = t.key_point_edits
            connection.execute(delete(edits).where(edits.c.owner == owner, edits.c.item_id.in_(_ids_of(connection, item.id))))
            if key_points:
                body = dump_points(key_points)
                connection.execute(edits.insert(), {"owner": owner, "item_id": item.id, "body": body})
                _keep_revisions(connection, [with_points(item, load_points(body))])

    def key_points_of(self, owner: str) -> dict[str, tuple[KeyPoint, ...]]:
        """Return the key points that a person wrote, by the id that the item has now."""
        with self._database.read() as connection:
            return _edits(connection, [owner])

    # ------------------------------------------------------------ sessions and turns

    def add_session(self, session: Session) -> None:
        row = {"id": session.id, "owner": session.owner, "created_at": session.created_at, "body": dump(session)}
        with self._database.write() as connection:
            connection.execute(t.sessions.insert(), row)

    def session(self, session_id: str) -> Session | None:
        with self._database.read() as connection:
            body = connection.scalar(select(t.sessions.c.body).where(t.sessions.c.id == session_id))
        return None if body is None else load(Session, body)

    def sessions(self, owner: str) -> list[Session]:
        """Return a person's sessions, newest first."""
        query = select(t.sessions.c.body).where(t.sessions.c.owner == owner)
        with self._database.read() as connection:
            bodies = connection.scalars(query.order_by(t.sessions.c.created_at.desc(), t.sessions.c.id)).all()
        return load_all(Session, bodies)

    def end_session(self, session_id: str, at: datetime, closing: Speech | None = None) -> None:
        """Close a session; one that has ended keeps its first end."""
        self._change(session_id, lambda session: {} if session.ended_at else {"ended_at": at, "closing": closing})

    def unend(self, session_id: str) -> None:
        """Open a session again; its goodbye is taken back."""
        self._change(session_id, lambda _: {"ended_at": None, "closing": None})

    def speak(self, session_id: str, language: Language) -> None:
        """Have the interviewer of a session speak another language from now on."""
        self._change(session_id, lambda session: {"plan": session.plan.model_copy(update={"language": language})})

    def _change(self, session_id: str, change: Callable[[Session], dict[str, Any]]) -> None:
        row = t.sessions.c.id == session_id
        with self._database.write() as connection:
            body = connection.scalar(select(t.sessions.c.body).where(row).with_for_update())
            if body is None:
                raise StoreError("no session has this id", where=session_id)
            session = load(Session, body)
            connection.execute(update(t.sessions).where(row).values(body=dump(session.model_copy(update=change(session)))))

    def add_turn(self, turn: Turn) -> None:
        """Keep a question that is being asked. One asked from two windows is one turn; raises StoreError when another took its place."""
        with self._database.write() as connection:
            row = {"session_id": turn.session_id, "number": turn.number, **_turn_columns(turn)}
            connection.execute(_insert(connection, t.turns).on_conflict_do_nothing(), row)
            if _kept_turn(connection, turn).item.id != turn.item.id:
                raise StoreError(f"question {turn.number + 1} was asked from another window", way_out="Reload and go on from there.")

    def update_turn(self, turn: Turn) -> None:
        """Keep what has happened to a turn: a hint, the answer, a skip, the grade.

        What is kept is never taken back by a window that knows less: not the grade, the hints nor the skip. Raises StoreError rather
        than replace an answer; the same answer sent twice is one.
        """
        with self._database.write() as connection:
            kept = _kept_turn(connection, turn)
            row = (t.turns.c.session_id == turn.session_id) & (t.turns.c.number == turn.number)
            connection.execute(update(t.turns).where(row).values(_turn_columns(later(kept, turn))))

    def reopen(self, session_id: str, number: int) -> None:
        """Make a skipped question the open one again, in place of the one asked since; where that has been worked on, nothing changes."""
        with self._database.write() as connection:
            if (turn := reopened(connection, session_id, number)) is not None:
                row = (t.turns.c.session_id == session_id) & (t.turns.c.number == number)
                connection.execute(update(t.turns).where(row).values(_turn_columns(turn)))

    def turns(self, session_id: str) -> list[Turn]:
        """Return the turns of a session in the order in which they were asked."""
        query = select(t.turns.c.body).where(t.turns.c.session_id == session_id).order_by(t.turns.c.number)
        with self._database.read() as connection:
            bodies = connection.scalars(query).all()
        return load_all(Turn, bodies)

    def turns_of(self, owner: str) -> list[Turn]:
        """Return all turns of a person, oldest first."""
        query = select(t.turns.c.body).join(t.sessions).where(t.sessions.c.owner == owner)
        with self._database.read() as connection:
            bodies = connection.scalars(query.order_by(t.sessions.c.created_at, t.turns.c.session_id, t.turns.c.number)).all()
        return load_all(Turn, bodies)

    def turns_of_item(self, owner: str, item_id: str) -> list[Turn]:
        """Return a person's turns on an item, under any id it has had; oldest first."""
        query = select(t.turns.c.body).join(t.sessions).where(t.sessions.c.owner == owner).order_by(t.turns.c.asked_at)
        with self._database.read() as connection:
            bodies = connection.scalars(query.where(t.turns.c.item_id.in_(_ids_of(connection, item_id)))).all()
        return load_all(Turn, bodies)

    def last_scores(self, owner: str) -> dict[str, float | None]:
        """Return the last score of every item a person was asked; None for those that were never scored."""
        now_called = func.coalesce(t.item_aliases.c.item_id, t.turns.c.item_id)
        query = select(now_called, t.turns.c.score).join(t.sessions).where(t.sessions.c.owner == owner)
        query = query.outerjoin(t.item_aliases, t.item_aliases.c.alias == t.turns.c.item_id).order_by(t.turns.c.asked_at, t.turns.c.number)
        scores: dict[str, float | None] = {}
        with self._database.read() as connection:
            for item_id, score in connection.execute(query):
                scores[item_id] = score if score is not None else scores.get(item_id)
        return scores

    # ------------------------------------------------------------ cards

    def put_card(self, card: Card) -> None:
        with self._database.write() as connection:
            _upsert(connection, t.cards, [{"owner": card.owner, "item_id": card.item_id, "body": dump(card)}])

    def card(self, owner: str, item_id: str) -> Card | None:
        """Return a person's card of an item, or the one of an id it had before."""
        with self._database.read() as connection:
            rows = _card_rows(connection, owner, _ids_of(connection, item_id))
        return next(iter(_cards(rows)), None)

    def cards(self, owner: str) -> list[Card]:
        """Return a person's cards, one an item, those due first first."""
        with self._database.read() as connection:
            return _cards(_card_rows(connection, owner))

    def due(self, owner: str, now: datetime) -> list[Card]:
        """Return the cards that are due and whose item some document still holds, longest due first."""
        with self._database.read() as connection:
            rows = _card_rows(connection, owner)
        active = {row.item_id for row in rows if row.active}
        return [card for card in _cards(rows) if card.due <= now and card.item_id in active]

    # ------------------------------------------------------------ what was found out once

    def remember(self, name: str, value: JsonValue) -> None:
        """Keep a small value under a name, in place of the one before."""
        with self._database.write() as connection:
            _upsert(connection, t.remembered, [{"name": name, "value": json.dumps(value)}])

    def recall(self, name: str) -> JsonValue:
        """Return what was kept under a name; None when nothing was."""
        with self._database.read() as connection:
            text = connection.scalar(select(t.remembered.c.value).where(t.remembered.c.name == name))
        return None if text is None else json.loads(text)

    def recall_all(self, beginning: str) -> dict[str, JsonValue]:
        """Return everything that was kept under names that begin like this."""
        query = select(t.remembered.c.name, t.remembered.c.value).where(t.remembered.c.name.startswith(beginning, autoescape=True))
        with self._database.read() as connection:
            return {row.name: json.loads(row.value) for row in connection.execute(query)}

    # ------------------------------------------------------------ whose it is

    def people(self) -> list[str]:
        """Return everyone of whom something is kept, the bank left out."""
        with self._database.read() as connection:
            return people(connection)

    def erase(self, owner: str, names: Sequence[str] = ()) -> None:
        """Delete everything that is a person's, and what is remembered under these names, from the file too; all others keep theirs."""
        with self._database.write() as connection:
            _bump(connection)
            erase(connection, owner, lambda one: _edits(connection, [one]), names)
        self._database.tidy()


# ---------------------------------------------------------------- writing


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    keys = [column.name for column in table.primary_key]
    statement = _insert(connection, table)
    new = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    if rows:
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=new), rows)


def _bump(connection: Connection) -> None:
    connection.execute(update(t.generation).values(number=t.generation.c.number + 1))


def _document_id(owner: str, root: str, path: str) -> str:
    return fingerprint(t.clean(owner), t.clean(root), t.clean(path))


def _turn_columns(turn: Turn) -> dict[str, Any]:
    score = turn.grade.score if turn.grade else None
    return {"item_id": turn.item.id, "asked_at": turn.asked_at, "score": score, "body": dump(turn)}


def _kept_turn(connection: Connection, turn: Turn) -> Turn:
    """Return the turn as it is kept, locked until the transaction ends."""
    query = select(t.turns.c.body).where(t.turns.c.session_id == turn.session_id, t.turns.c.number == turn.number)
    body = connection.scalar(query.with_for_update())
    if body is None:
        raise StoreError(f"question {turn.number + 1} was never asked", where=turn.session_id)
    return load(Turn, body)


def _write_items(connection: Connection, items: Sequence[Item], bodies: Mapping[str, str]) -> None:
    if not items:
        return
    rows = [{"id": i.id, "owner": i.owner, "language": i.language, "active": True, "body": bodies[i.id]} for i in items]
    _upsert(connection, t.items, rows)
    connection.execute(delete(t.item_topics).where(t.item_topics.c.item_id == bindparam("of")), [{"of": item.id} for item in items])
    topics = [{"item_id": item.id, "position": at, "topic": topic} for item in items for at, topic in enumerate(item.topics)]
    if topics:
        connection.execute(t.item_topics.insert(), topics)
    edited = [_edits(connection, [owner]) for owner in connection.scalars(select(t.key_point_edits.c.owner).distinct())]
    versions = [with_points(item, edits[item.id]) for item in items for edits in edited if item.id in edits]
    _keep_revisions(connection, [*items, *versions])


def _keep_revisions(connection: Connection, items: Sequence[Item]) -> None:
    now = datetime.now(UTC)
    rows = [{"item_id": item.id, "revision": item.revision, "body": dump(item), "first_seen": now} for item in items]
    connection.execute(_insert(connection, t.item_revisions).on_conflict_do_nothing(), rows)


def _write_aliases(connection: Connection, owner: str, items: Mapping[str, Item]) -> None:
    """Lead every id that an item has had to what it is called now; an id that is an item again leads nowhere."""
    query = select(t.item_aliases).join(t.items).where(t.items.c.owner == owner)
    kept: dict[str, str] = {row.alias: row.item_id for row in connection.execute(query)}
    named = {alias: item.id for item in items.values() for alias in item.aliases}
    # A wording merged twice over: its item has itself become the alias of another.
    wanted = {alias: named.get(target, target) for alias, target in (kept | named).items() if alias not in items}
    gone = [{"old": alias} for alias in kept if alias not in wanted]
    if gone:
        connection.execute(delete(t.item_aliases).where(t.item_aliases.c.alias == bindparam("old")), gone)
    _upsert(connection, t.item_aliases, [{"alias": a, "item_id": i} for a, i in wanted.items() if kept.get(a) != i])


# ---------------------------------------------------------------- reading


def _active(query: Select[Any], owners: Sequence[str], language: Language | None) -> Select[Any]:
    query = query.where(t.items.c.owner.in_(owners), t.items.c.active)
    return query if language is None else query.where(t.items.c.language == language)


def _name_now(connection: Connection, item_id: str) -> str:
    return connection.scalar(select(t.item_aliases.c.item_id).where(t.item_aliases.c.alias == item_id)) or item_id


def _ids_of(connection: Connection, item_id: str) -> list[str]:
    """Return all ids of an item: the one it has now first, then those it had before."""
    now = _name_now(connection, item_id)
    return [now, *connection.scalars(select(t.item_aliases.c.alias).where(t.item_aliases.c.item_id == now))]


def _item(connection: Connection, item_id: str, owner: str) -> Item | None:
    key = _name_now(connection, item_id)
    body = connection.scalar(select(t.items.c.body).where(t.items.c.id == key))
    if body is None:
        return None
    item = load(Item, body)
    return with_points(item, _edits(connection, [owner or item.owner]).get(key))


def _edits(connection: Connection, owners: Sequence[str]) -> dict[str, tuple[KeyPoint, ...]]:
    """Return the key points that these people wrote, by the id that the item has now; the item's own edit beats that of an alias."""
    names, edits = t.item_aliases.c, t.key_point_edits.c
    query = select(edits.owner, edits.item_id, names.item_id.label("now"), edits.body)
    query = query.outerjoin(t.item_aliases, names.alias == edits.item_id).where(edits.owner.in_(owners))
    rows = sorted(connection.execute(query), key=lambda row: (row.now is None, owners.index(row.owner)))
    return {row.now or row.item_id: load_points(row.body) for row in rows}


def _card_rows(connection: Connection, owner: str, item_ids: Sequence[str] | None = None) -> Sequence[Row[Any]]:
    """Return a person's cards as (id the item has now, whether the card was written under it, whether the item is active, body)."""
    now = func.coalesce(t.item_aliases.c.item_id, t.cards.c.item_id)
    query = select(now.label("item_id"), t.item_aliases.c.alias.is_(None).label("own"), t.items.c.active, t.cards.c.body)
    query = query.outerjoin(t.item_aliases, t.item_aliases.c.alias == t.cards.c.item_id).outerjoin(t.items, t.items.c.id == now)
    query = query.where(t.cards.c.owner == owner)
    return connection.execute(query if item_ids is None else query.where(t.cards.c.item_id.in_(item_ids))).all()


def _cards(rows: Iterable[Row[Any]]) -> list[Card]:
    """Return one card an item, those due first first: the item's own, else the weakest memory among those merged into it."""
    found = [(row.own, load(Card, row.body).model_copy(update={"item_id": row.item_id})) for row in rows]
    found.sort(key=lambda one: (not one[0], one[1].due, one[1].item_id))
    cards: dict[str, Card] = {}
    for _, card in found:
        cards.setdefault(card.item_id, card)
    return sorted(cards.values(), key=attrgetter("due", "item_id"))
