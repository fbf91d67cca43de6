"""Taking a skip back: the question is open again, and the one that was asked in its place has not been asked."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

import interviewer.store.tables as t
from interviewer.schema import Turn
from interviewer.store.records import load_all


def reopened(connection: Connection, session_id: str, number: int) -> Turn | None:
    """Return a skipped turn as it is without the skip, and take back the question asked since; None, and no change, where that can't be.

    What was said beside the question that is taken back, which nobody has answered or had a hint to, stands beside this one.
    """
    since = (t.turns.c.session_id == session_id) & (t.turns.c.number >= number)
    bodies = connection.scalars(select(t.turns.c.body).where(since).order_by(t.turns.c.number).with_for_update()).all()
    turns = load_all(Turn, bodies)
    if not turns or not turns[0].skipped or len(turns) > 2 or any(map(_has_work, turns[1:])):
        return None
    connection.execute(delete(t.turns).where(since, t.turns.c.number > number))
    asides = tuple(aside for one in turns for aside in one.asides)
    return turns[0].model_copy(update={"skipped": False, "asides": asides})


def _has_work(turn: Turn) -> bool:
    return turn.kind != "main" or turn.skipped or turn.hints > 0 or turn.answer is not None
