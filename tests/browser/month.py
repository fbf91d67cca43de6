"""A month of practice, as a person would have had it: written into the store of a home, for the page to show."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from interviewer.app import App
from interviewer.i18n import say
from interviewer.progress import review
from interviewer.schema import ME, Grade, GraderStamp, Item, Plan, Quote, Session, Turn, Verdict, score
from interviewer.settings import load
from tests.program import Serving, serving, started_before, tried_to_leave

DAYS = 30
SESSION = "month-"
_STAMP = GraderStamp(name="local", model="seeded", version="1")
_OFF = {4, 5, 11, 18, 19, 20, 25}
"""Days, from the first, without practice."""
SESSIONS = DAYS - len(_OFF)
_TOPICS = {
    "缓存": ("缓存穿透怎么避免？", "缓存雪崩是怎么发生的？", "什么时候该让缓存过期？", "How does an LRU cache choose what to drop?"),
    "分布式一致性": ("Raft 怎样选出领导者？", "两阶段提交有什么缺点？", "What does linearizability promise?"),
    "数据库索引": ("B+ 树为什么适合做索引？", "什么是覆盖索引？", "When does an index slow things down?"),
    "消息队列": ("怎样保证消息不重复消费？", "消息积压了怎么办？"),
}


def notes() -> dict[str, str]:
    """Return the notes that were practised, by topic."""
    made = {}
    for topic, questions in _TOPICS.items():
        parts = [f"---\ntopic: {topic}\n---\n# {topic}\n"]
        for question in questions:
            parts.append(
                f"## {question}\n> difficulty: medium\n\n先说原因，再说做法，最后说代价 $O(\\log n)$。\n\n"
                f"### 要点\n- [50%] 说清楚{question[:6]}的原因。\n- [30%] 说出一种可行的做法。\n- [20%] 说出这样做的代价。\n"
            )
        made[topic] = "\n".join(parts)
    return made


def seed(home: Path, now: datetime | None = None) -> list[Item]:
    """Write a month of sessions, the last one still open, and the memory that comes of them; return the items."""
    now = now or datetime.now(UTC)
    sources = [home.parent / f"{topic}.md" for topic in _TOPICS]
    for source, text in zip(sources, notes().values(), strict=True):
        source.write_text(text, "utf-8")
    with App(load(home=home)) as app:
        app.library.add(sources, ME)
        items, rng = app.store.items([ME]), random.Random(3)
        for day in range(DAYS):
            if day not in _OFF:
                at = now - timedelta(days=DAYS - 1 - day, minutes=70)
                _practise(app, rng.sample(items, 4), day, at, rng, still_open=day == DAYS - 1)
    return items


def _practise(app: App, asked: list[Item], day: int, at: datetime, rng: random.Random, still_open: bool) -> None:
    plan = Plan(topics=(asked[0].topics[0],), length=4, minutes=None) if day % 3 else Plan(length=4, minutes=None)
    ended = None if still_open else at + timedelta(minutes=20)
    session = Session(id=f"{SESSION}{day}", owner=ME, plan=plan, item_ids=tuple(i.id for i in asked), created_at=at, ended_at=ended)
    app.store.add_session(session)
    for number, item in enumerate(asked[: 2 if still_open else 4]):
        begun = at + timedelta(minutes=4 * number)
        turn = _turn(session.id, number, item, begun, day / DAYS, rng)
        if still_open and number == 1:
            turn = turn.model_copy(update={"answer": None, "answered_at": None, "grade": None, "confidence": None})
        app.store.add_turn(turn)
        card = review(app.store.card(ME, item.id), ME, turn, begun + timedelta(minutes=3))
        if card is not None:
            app.store.put_card(card)


def _turn(session: str, number: int, item: Item, at: datetime, skill: float, rng: random.Random) -> Turn:
    answer = (
        "先说原因：热点数据一起失效。再说做法：错开过期时间。" if rng.random() < 0.5 else "First the cause; then what I would do about it."
    )
    verdicts = []
    for point in item.key_points:
        credit = 1.0 if rng.random() < 0.3 + 0.6 * skill else 0.5 if rng.random() < 0.4 else 0.0
        kind: Any = {1.0: "hit", 0.5: "partial", 0.0: "missed"}[credit]
        quotes = (Quote(text=answer[:6], start=0, end=6),) if credit else ()
        verdicts.append(Verdict(text=point.text, weight=point.weight, verdict=kind, credit=credit, quotes=quotes))
    with_score = Grade(score=score(tuple(verdicts), ()), verdicts=tuple(verdicts), grader=_STAMP)
    sure: Any = "sure" if (with_score.score or 0) > 55 - 30 * (rng.random() < 0.3) else rng.choice(["so_so", "guess"])
    return Turn(
        session_id=session,
        number=number,
        item=item,
        question=item.question,
        asked_at=at,
        answer=answer,
        answered_at=at + timedelta(minutes=2),
        confidence=sure,
        grade=with_score,
    )


@contextmanager
def practised(folder: Path) -> Iterator[Serving]:
    """Serve the page of a person who has practised for a month."""
    home = folder / "home"
    started_before(home)
    seed(home)
    with serving(home) as running:
        yield running
    assert tried_to_leave(running.home) == []


def open_tab(page: Page, server: Serving, name: str, language: str = "en", **query: str) -> None:
    """Open the page and one of its tabs."""
    more = "".join(f"&{key}={value}" for key, value in query.items())
    page.goto(f"{server.url}?lang={language}{more}")
    expect(page.locator("#topics label").first).to_be_visible()
    page.get_by_role("tab", name=say(language, f"tab.{name}"), exact=True).click()  # type: ignore[arg-type]
