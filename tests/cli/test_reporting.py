"""`sessions` and `report`: what they print of sessions that are already kept."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from interviewer.app import App
from interviewer.report import read_back
from interviewer.schema import ME, Plan
from interviewer.settings import Settings
from tests.examples import NOW
from tests.report.sessions import session, subject, turn
from tests.test_cli import Invoke

A, B = subject("What is A?"), subject("What is [red]B[/red]?")


@pytest.fixture
def kept() -> None:
    """Keep an ended session, and a later one that is open."""
    with App(Settings()) as app:
        app.store.add_session(session(id="ended-one", owner=ME, plan=Plan(topics=("RAG", "[bold]x"), length=2), item_ids=("a", "b", "c")))
        app.store.add_session(session(id="open-one", owner=ME, ended_at=None, created_at=NOW + timedelta(days=1)))
        app.store.add_session(session(id="not-mine", owner="somebody"))
        for kept in (turn(0, A, "hmm"), turn(1, A, "hhm", kind="follow_up", before="words said"), turn(2, B, "mmm")):
            app.store.add_turn(kept.model_copy(update={"session_id": "ended-one", "answer": None, "grade": None, "answered_at": None}))
            app.store.update_turn(kept.model_copy(update={"session_id": "ended-one"}))


def test_without_sessions_both_say_so(invoke: Invoke) -> None:
    assert "practice" in invoke("sessions").out and json.loads(invoke("sessions", "--json").out) == []
    done = invoke("report", "last")
    assert done.code == 2 and "no session yet" in done.err


def test_sessions_are_listed_in_words(kept: None, invoke: Invoke) -> None:
    listed = invoke("sessions").out
    ended = next(line for line in listed.splitlines() if "ended-one" in line)
    assert "RAG, [bold]x" in ended and "2/2" in ended and "covered" in ended and "ended" in ended.replace("ended-one", "")
    still = next(line for line in listed.splitlines() if "open-one" in line)
    assert "all topics" in still and "0/2" in still and "not scored" in still
    assert listed.index("open-one") < listed.index("ended-one") and "not-mine" not in listed


def test_sessions_for_programs(kept: None, invoke: Invoke) -> None:
    open_one, ended_one = json.loads(invoke("sessions", "--json").out)
    assert (open_one["id"], open_one["ended_at"], open_one["score"]) == ("open-one", None, None)
    assert (ended_one["asked"], ended_one["total"], ended_one["answered"]) == (2, 2, 2), "questions, not rows"
    assert ended_one["plan"]["topics"] == ["RAG", "[bold]x"] and ended_one["score"] == pytest.approx(41.7, abs=0.1)


def test_the_last_session_is_the_newest_and_may_be_empty(kept: None, invoke: Invoke) -> None:
    written = invoke("report")
    assert written.code == 0 and "still open" in written.out and "0 asked" in written.out


def test_every_form_goes_to_the_screen_or_to_a_file(kept: None, invoke: Invoke, tmp_path: Path) -> None:
    assert "What is [red]B[/red]?" in invoke("report", "ended-one").out
    assert read_back(invoke("report", "ended-one", "--format", "json").out).answered == 2
    for form, beginning in (("html", b"<!doctype html>"), ("md", b"# Interview report"), ("apkg", b"PK")):
        file = tmp_path / f"r.{form}"
        done = invoke("report", "ended-one", "--format", form, "--out", str(file))
        assert done.code == 0 and file.read_bytes().startswith(beginning) and str(file) in done.out.replace("\n", "")
    assert "collection.anki2" in zipfile.ZipFile(io.BytesIO((tmp_path / "r.apkg").read_bytes())).namelist()


def test_the_graders_trust_stands_in_every_form_that_people_read(kept: None, invoke: Invoke) -> None:
    for form in ("md", "html"):
        assert "sees what was brought up, not whether it is right" in invoke("report", "ended-one", "--format", form).out


def test_a_deck_of_nothing_and_somebody_elses_session_are_told(kept: None, invoke: Invoke, tmp_path: Path) -> None:
    empty = invoke("report", "open-one", "--format", "apkg", "--out", str(tmp_path / "x.apkg"))
    assert empty.code == 2 and "Nothing was missed" in empty.err and not (tmp_path / "x.apkg").exists()
    assert invoke("report", "not-mine").code == 2
