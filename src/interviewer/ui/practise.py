"""The tab of practising: what happens when a person clicks or writes; the app is asked, and the session shown as it then stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, cast

import gradio as gr

from interviewer.i18n import say
from interviewer.interview import MAX_ANSWER, Interview, State, final
from interviewer.schema import BANK, ME, Confidence, Language, Plan
from interviewer.ui import conversation, place, report_view, setup
from interviewer.ui.frame import QUIET, Kept, Page, Updates, changes, spoken, together
from interviewer.ui.setup import Scope

Seen = int | None
_SAID = ("hit", "partial", "missed", "wrong")


class Practise:
    """Answers each event of the tab."""

    name = "practise"

    def __init__(self, page: Page) -> None:
        """Lay the tab out, inside a `gr.Tab`."""
        self._page, self._app, self._frame = page, page.app, page.frame
        self.setup = setup.layout()
        self._talk = conversation.layout()
        self._report = report_view.layout()

    def all(self) -> list[Any]:
        frame = self._frame
        return [*self.setup.all(), *self._talk.all(), *self._report.all(), frame.kept, frame.seen, frame.over, frame.place]

    def words(self, language: Language) -> Updates:
        return together(self.setup.words(language), self._talk.words(language), self._report.words(language))

    def wire(self) -> None:
        setup_, talk, everything = self.setup, self._talk, self.all()
        kept, seen = self._frame.kept, self._frame.seen
        at, typed = [kept, seen], [kept, *setup_.chosen()]
        to = {"outputs": everything, **QUIET}
        on = {"outputs": self._moving(), **QUIET}
        begin = {"outputs": self._beginning(), **QUIET}
        setup_.start.click(self.start, typed, **begin)
        setup_.query.submit(self.start, typed, **begin)
        setup_.mine.input(self.among, [kept, *setup_.scope()], [kept, setup_.focus, setup_.topics, setup_.all_topics], **QUIET)
        setup_.resume.click(self.resume, [kept], **to)
        setup_.brief_file.upload(self.read_brief, [kept, setup_.brief_file], [setup_.brief], **QUIET)
        setup_.all_topics.click(None, None, None, js="() => { document.querySelector('#setup').classList.toggle('all-topics'); }")
        # "once" would drop a click that comes before the last event has quite ended; the same words sent twice are one turn anyway
        talk.send.click(self.hear, [*at, talk.answer, talk.confidence], trigger_mode="multiple", **on)
        talk.yes.click(self.yes, [*at, talk.confidence], **on)
        talk.no.click(self.no, at, **on)
        for button, verb in (("hint", self.hint), ("repeat", self.repeat), ("skip", self.skip), ("unskip", self.unskip), ("end", self.end)):
            getattr(talk, button).click(verb, at, **on)
        for button, verb in (("onward", self.onward), ("retry", self.retry), ("again", self.again), ("offline", self.offline)):
            getattr(talk, button).click(verb, at, **on)
        self._frame.over.change(self.ended, [kept, self._frame.over], **to)
        self._report.unend.click(self.unend, [kept], **to)
        self._report.new.click(self.new, [kept, *setup_.scope()], **to)
        self._frame.place.click(self.act, [kept], **to)

    def _moving(self) -> list[Any]:
        return [*self._talk.moving(), self._frame.kept, self._frame.seen, self._frame.over, self._frame.place]

    def _beginning(self) -> list[Any]:
        return [*self._moving(), self.setup.box, self._talk.box, self._report.box]

    def wire_mine(self, button: gr.Button) -> None:
        """Let another tab's button begin with one's own notes."""
        how = [self.setup.mode, self.setup.length, self.setup.voice]
        button.click(self.start_mine, [self._frame.kept, *how], [*self._beginning(), self._frame.tabs], **QUIET)

    # ------------------------------------------------------------ what is shown

    def looking(self) -> list[Any]:
        return self.setup.scope()

    def shown(self, kept: Kept, *scope: Any) -> Updates:
        """Return the session at hand as it was left, else the set-up; `scope`: what was chosen in it."""
        if kept.get("session"):
            try:
                return {**self._shown(kept, final(self._interview(kept).resume())), self._frame.kept: kept}
            except Exception as error:  # the door
                self._page.warn(kept, error)
        return self._set_up({**kept, "session": ""}, *scope)

    def unfinished(self, session_id: str) -> str:
        """Return the id of a session that is not over; empty for any other."""
        return next((one.id for one in self._app.sessions(ME) if one.id == session_id and one.ended_at is None), "")

    def offered(self, kept: Kept, *scope: Any) -> Updates:
        """Return what can be chosen in the set-up now; `scope`: what was chosen, which stays where it can."""
        language, chosen = spoken(kept), _scope(scope)
        mine = chosen is not None and chosen.mine
        offer = self._app.offer(ME, language, mine=mine)
        if mine and not offer.own:
            offer = self._app.offer(ME, language)
        waiting = next((session for session in self._app.sessions(ME) if session.ended_at is None), None)
        state = self._app.interview(waiting.id, ME).state() if waiting else None
        return self.setup.offered(offer, chosen, state, language)

    def among(self, kept: Kept, *scope: Any) -> Updates:
        """Offer the topics of all there is, or of one's own notes only, as is now ticked."""
        chosen, language = _scope(scope), spoken(kept)
        mine = chosen is not None and chosen.mine
        return self._page.guard(kept, lambda: self.setup.among(self._app.offer(ME, language, mine=mine), chosen, language))

    def _set_up(self, kept: Kept, *scope: Any) -> Updates:
        """Show what can be practised; only a first start, which has nothing to show yet, waits until the bank is read."""
        while not self._app.store.topics([BANK, ME]) and not self._page.ready.wait(timeout=0.2):
            pass
        return {
            **self.offered(kept, *scope),
            **self._only("setup"),
            self._frame.kept: kept,
            self._frame.seen: None,
            self._frame.over: "",
            self._frame.place: place.mark(spoken(kept)),
        }

    def _only(self, box: Literal["setup", "talk", "report"]) -> Updates:
        boxes = {"setup": self.setup.box, "talk": self._talk.box, "report": self._report.box}
        return {column: gr.update(visible=name == box) for name, column in boxes.items()}

    def _shown(self, kept: Kept, state: State) -> Updates:
        """Return the session as it stands: the conversation, or the report once it is over."""
        language = spoken(kept)
        if state.phase == "over":
            return {**self._at(state, language), **self._only("report"), **self._report.at(self._app, state, language, self._page.folder())}
        return {**self._only("talk"), **self._moved(state, language)}

    def _moved(self, state: State, language: Language) -> Updates:
        """Return what a step of a session changes on the page; the report, once it is over, follows by an event of its own."""
        trust = self._app.trust(state.grade.grader) if state.grade and state.shows_feedback else None
        return {**self._at(state, language), **self._talk.at(state, language, trust)}

    def _at(self, state: State, language: Language) -> Updates:
        over = state.session.id if state.session.ended_at else ""  # not while the goodbye is being said: nothing is kept of the end yet
        return {self._frame.seen: len(state.turns) - 1, self._frame.over: over, self._frame.place: place.mark(language, state)}

    def speak(self, kept: Kept) -> None:
        """Have the interviewer go on in the page's language."""
        if not kept.get("session"):
            return
        try:
            self._interview(kept).speak(spoken(kept))
        except Exception as error:  # the door
            self._page.warn(kept, error)

    # ------------------------------------------------------------ the set-up

    def start(self, kept: Kept, *chosen: Any) -> Iterator[Updates]:
        yield from self._begin(kept, lambda: setup.plan(spoken(kept), *chosen), {})

    def start_mine(self, kept: Kept, mode: str, length: str, voice: str) -> Iterator[Updates]:
        """Begin with all of one's own notes, from wherever that was asked for; the set-up stays as it is."""
        there = {self._frame.tabs: gr.update(selected=self.name)}
        yield from self._begin(kept, lambda: setup.plan(spoken(kept), "", "all", (), True, mode, length, "", "", "", voice), there)

    def _begin(self, kept: Kept, plan: Callable[[], Plan], there: Updates) -> Iterator[Updates]:
        def steps() -> Iterator[Updates]:
            begun = {**kept, "session": self._app.start(plan(), ME)}
            fresh = {self._frame.kept: begun, self._talk.answer: "", self._talk.confidence: None}
            for state in self._interview(begun).proceed():
                yield together(self._moved(state, spoken(begun)), self._only("talk"), fresh, there)

        yield from self._page.guarded(kept, steps())

    def resume(self, kept: Kept) -> Updates:
        """Go on with the newest session that is not at its end."""
        waiting = next((session.id for session in self._app.sessions(ME) if session.ended_at is None), "")
        return self._page.guard(kept, lambda: self.shown({**kept, "session": waiting}))

    def read_brief(self, kept: Kept, file: str | None) -> Updates:
        def read() -> Updates:
            if not file:
                return {}
            try:
                return {self.setup.brief: self._app.brief_from(Path(file))}
            finally:
                Path(file).unlink(missing_ok=True)  # its words stand in the box now, and nowhere else

        return self._page.guard(kept, read) or {self.setup.brief: gr.skip()}

    def new(self, kept: Kept, *scope: Any) -> Updates:
        return self._set_up({**kept, "session": ""}, *scope)

    # ------------------------------------------------------------ the conversation

    def hear(self, kept: Kept, seen: Seen, text: str, confidence: Confidence | None) -> Iterator[Updates]:
        """Take what was written: show it at once, then what comes of it."""
        yield from self._said(kept, seen, text or "", lambda interview: interview.hear(text or "", confidence))

    def yes(self, kept: Kept, seen: Seen, confidence: Confidence | None) -> Iterator[Updates]:
        """Take the words that were asked about for the answer."""
        interview = self._interview(kept, seen)
        yield from self._steps(kept, seen, lambda _: interview.answer(interview.state().pending, confidence))

    def no(self, kept: Kept, seen: Seen) -> Iterator[Updates]:
        words = say(spoken(kept), "page.no_said")
        yield from self._said(kept, seen, words, lambda interview: interview.hear(words))

    def hint(self, kept: Kept, seen: Seen) -> Iterator[Updates]:
        yield from self._steps(kept, seen, lambda interview: iter([interview.hint()]))

    def repeat(self, kept: Kept, seen: Seen) -> Iterator[Updates]:
        yield from self._steps(kept, seen, Interview.repeat)

    def skip(self, kept: Kept, seen: Seen) -> Iterator[Updates]:
        yield from self._steps(kept, seen, Interview.skip)

    def unskip(self, kept: Kept, seen: Seen) -> Iterator[Updates]:
        yield from self._steps(kept, seen, Interview.unskip)

    def onward(self, kept: Kept, seen: Seen) -> Iterator[Updates]:
        yield from self._steps(kept, seen, Interview.proceed)

    def retry(self, kept: Kept, seen: Seen) -> Iterator[Updates]:
        yield from self._steps(kept, seen, Interview.retry)

    def again(self, kept: Kept, seen: Seen) -> Iterator[Updates]:
        yield from self._steps(kept, seen, Interview.grade)

    def offline(self, kept: Kept, seen: Seen) -> Iterator[Updates]:
        yield from self._steps(kept, seen, lambda interview: interview.grade(self._app.taught_grader(ME)))

    def end(self, kept: Kept, seen: Seen) -> Iterator[Updates]:
        yield from self._steps(kept, seen, Interview.end)

    def ended(self, kept: Kept, over: str) -> Updates:
        """Fill in the report of a session that has just come to its end; that another begins, or the set-up is shown, changes nothing."""
        return self.shown(kept) if over else {self._frame.over: gr.skip()}

    def unend(self, kept: Kept) -> Updates:
        """Go on with a session that was ended too early."""
        return self._page.guard(kept, lambda: self._shown(kept, self._interview(kept).unend()))

    # ------------------------------------------------------------ clicks inside a card

    def act(self, kept: Kept, event: gr.EventData) -> Updates:
        """Do what a button of a score card asks for."""
        told = {name: getattr(event, name) for name in ("appeal", "correct", "number", "point", "marked", "near") if hasattr(event, name)}
        return self._page.guard(kept, lambda: self._judged_again(kept, told))

    def _judged_again(self, kept: Kept, told: dict[str, Any]) -> Updates:
        interview = self._interview(kept)
        number, point = int(told["number"]), int(told["point"])
        if "correct" in told and told["correct"] in _SAID:
            state = interview.correct(number, point, cast(Literal["hit", "partial", "missed", "wrong"], told["correct"]))
        else:
            state = interview.appeal(number, point, str(told.get("marked") or ""), int(told.get("near") or 0))
        return self._shown(kept, state)

    # ------------------------------------------------------------ steps

    def _said(self, kept: Kept, seen: Seen, text: str, do: Callable[[Interview], Iterator[State]]) -> Iterator[Updates]:
        """Show words before anything is known of them; those that can't be taken go back into the box."""

        def steps() -> Iterator[Updates]:
            interview = self._interview(kept, seen)
            state = interview.state()
            takes = text.strip() and len(text) <= MAX_ANSWER and state.phase == "asking" and seen in (None, len(state.turns) - 1)
            if takes and self._app.settings.uses_llm:
                yield self._talk.sending(state, text, spoken(kept))
            taken = {self._talk.answer: "", self._talk.confidence: None}
            for state in self._worth_showing(do(interview)):
                yield {**self._moved(state, spoken(kept)), **taken}

        yield from self._told(kept, steps(), {self._talk.answer: text})

    def _steps(self, kept: Kept, seen: Seen, do: Callable[[Interview], Iterator[State]]) -> Iterator[Updates]:
        """Show the session after each thing that happens."""
        states = self._worth_showing(do(self._interview(kept, seen)))
        yield from self._told(kept, (self._moved(state, spoken(kept)) for state in states), {})

    def _worth_showing(self, states: Iterator[State]) -> Iterator[State]:
        """Yield the states at which a person has the time to look: where no model is asked, the grade is there in an instant.

        Until then page.js shows the words that were sent; each further look at them would only put the grade off.
        """
        return (state for state in states if state.phase != "grading" or self._app.settings.uses_llm)

    def _told(self, kept: Kept, steps: Iterator[Updates], back: Updates) -> Iterator[Updates]:
        """Yield what changes; where it can't be done, tell why and show the session as it stands, with what was typed."""
        try:
            yield from changes(steps)
        except Exception as error:  # the door
            self._page.warn(kept, error)
            yield together(self._as_it_stands(kept), back)

    def _as_it_stands(self, kept: Kept) -> Updates:
        return self._page.guard(kept, lambda: self._moved(self._interview(kept).state(), spoken(kept)))

    def _interview(self, kept: Kept, seen: Seen = None) -> Interview:
        return self._app.interview(kept.get("session", ""), ME, seen=seen)


def _scope(chosen: Sequence[Any]) -> Scope | None:
    if not chosen:
        return None
    mine, topics, focus = chosen
    return Scope(bool(mine), tuple(topics or ()), focus or "all")
