"""A marker that nobody sees: where a session stands, for the browser's own script (drafts, clock, address, connection)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape

from interviewer.i18n import say
from interviewer.interview import State
from interviewer.schema import BREAK, Language, Turn, answering, silence, spent

CLICKS = """
document.addEventListener("click", (event) => {
  const button = event.target.closest("#card button, #replay button");
  if (!button || !(button.dataset.appeal || button.dataset.correct)) return;
  const shown = button.closest(".appeal")?.querySelector(".marked"), page = document.documentElement.dataset;
  const chosen = button.dataset.words && shown?.textContent !== shown?.dataset.empty; // else they are words of a card that is gone
  trigger("click", { ...button.dataset, marked: chosen ? page.marked ?? "" : "", near: chosen ? page.near ?? "0" : "0" });
});
"""
"""Sends on the buttons inside a score card, which are HTML of a Markdown component."""
_WORDS = ("lost", "clock", "clock_left", "reading")


def mark(language: Language, state: State | None = None, now: datetime | None = None) -> str:
    """Return the marker; without a state it is that of the set-up."""
    told = {f"say-{name.replace('_', '-')}": say(language, f"page.{name}") for name in _WORDS}
    data = {"language": language, **told, **(_of(state, now or datetime.now(UTC)) if state else {"session": "", "phase": "setup"})}
    attributes = " ".join(f'data-{name}="{escape(str(value))}"' for name, value in data.items())
    return f"<span {attributes}></span>"


def _of(state: State, now: datetime) -> dict[str, object]:
    turn = state.turns[-1] if state.turns else None
    told: dict[str, object] = {
        "session": state.session.id,
        "phase": state.phase,
        "can": _can(state),
        "minutes": state.session.plan.minutes or "",
    }
    if turn is None or state.phase == "over":
        return {**told, "draft": "", "turn": turn.number if turn else "", "spent": _seconds(spent(state.turns))}
    silent, waiting = silence(state.turns, now), state.phase == "asking"
    item = [one for one in state.turns if one.item.id == turn.item.id]  # with its follow-ups and tries, as in the report
    return {
        **told,
        "draft": f"{state.session.id}:{turn.number}:{_replies(turn)}" if waiting else "",
        "turn": turn.number,
        "spent": _seconds(spent(state.turns) + silent),
        "spent-here": _seconds(answering(item) + (silent if waiting else timedelta())),
        "still": _seconds(BREAK - silent),
    }


def _replies(turn: Turn) -> int:
    """Return how often something was replied to beside a question; each time the box was emptied for it."""
    return sum(bool(aside.said or aside.reply.text) for aside in turn.asides)


def _can(state: State) -> str:
    """Return the names of what can be done and seen now; the style sheet hides the rest.

    Nothing is disabled while something is done: of two updates in one frame the browser can lose the later, and the session knows
    what can be done with what comes too early.
    """
    practice, asking, between = state.session.plan.mode == "practice", state.phase == "asking", state.phase == "between"
    grade = state.turns[-1].grade if state.turns else None
    unscored = between and grade is not None and grade.score is None
    can = {
        "answer": state.phase in ("asking", "grading"),
        "confirm": bool(state.pending),
        "hint": asking and practice,
        "skip": asking,
        "unskip": state.just_skipped is not None,
        "unend": state.cut_short,
        "go-on": between,
        "retry": between and practice and not unscored,
        "grade": unscored,
        "grade-offline": unscored and grade is not None and grade.grader.name == "llm",
        "references": state.shows_feedback and state.grade is not None,
    }
    return " ".join(name for name, now in can.items() if now)


def _seconds(time: timedelta) -> int:
    """Return whole seconds, cut off: rounded ones would now and then run ahead of the browser's, which counts on from them."""
    return int(time.total_seconds())
