"""A marker that nobody sees: where a session stands, for the browser's own script (drafts, clock, address, connection)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape

from interviewer.i18n import say
from interviewer.interview import State
from interviewer.questions import spent
from interviewer.questions.adapting import BREAK
from interviewer.schema import Language

CLICKS = """
document.addEventListener("click", (event) => {
  const button = event.target.closest("#card button, #replay button");
  if (!button || !(button.dataset.appeal || button.dataset.correct)) return;
  const words = button.dataset.words ? document.documentElement.dataset.marked ?? "" : "";
  trigger("click", { ...button.dataset, marked: words });
});
addEventListener("popstate", () => {
  trigger("click", { go: new URLSearchParams(location.search).get("session") ?? "" });
});
"""
"""Sends on the buttons inside a score card, which are HTML of a Markdown component, and steps back and forth in the browser's history."""
_WORDS = ("lost", "clock", "clock_left")


def mark(language: Language, state: State | None = None, now: datetime | None = None) -> str:
    """Return the marker; without a state it is that of the set-up."""
    told = {f"say-{name.replace('_', '-')}": say(language, f"page.{name}") for name in _WORDS}
    data = {"language": language, **told, **(_of(state, now or datetime.now(UTC)) if state else {"session": "", "phase": "setup"})}
    attributes = " ".join(f'data-{name}="{escape(str(value))}"' for name, value in data.items())
    return f"<span {attributes}></span>"


def _of(state: State, now: datetime) -> dict[str, object]:
    turn = state.turns[-1] if state.turns else None
    waiting = turn is not None and state.phase == "asking"
    told: dict[str, object] = {"session": state.session.id, "phase": state.phase, "minutes": state.session.plan.minutes or ""}
    if turn is None or not waiting:
        return {**told, "draft": "", "turn": turn.number if turn else "", "spent": _seconds(spent(state.turns))}
    silent = min(max(now - max([turn.asked_at, *(aside.at for aside in turn.asides)]), timedelta()), BREAK)
    return {
        **told,
        "draft": f"{state.session.id}:{turn.number}:{len(turn.asides)}",
        "turn": turn.number,
        "spent": _seconds(spent(state.turns) + silent),
        "spent-here": _seconds(spent([turn]) + silent),
    }


def _seconds(time: timedelta) -> int:
    return round(time.total_seconds())
