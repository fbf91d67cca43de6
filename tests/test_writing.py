"""What a model writes while notes are ingested: kept, never paid for twice, gone with the text, under what people write themselves."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from interviewer.app import App
from interviewer.errors import ProviderError, SettingsError
from interviewer.index import Index
from interviewer.library import Library
from interviewer.llm.scripted import ScriptedChatModel
from interviewer.schema import ME, Item, KeyPoint
from interviewer.settings import load
from interviewer.store import Store
from interviewer.writing import Writer, Written
from tests.hashed import Hashed

LOGS = """# Write-ahead logs

## Order

A write-ahead log records a change on disk before the page that holds it is changed. After a crash the log is replayed, so no committed change is lost.

## Checkpoints

A checkpoint writes all changed pages and notes the place in the log. Recovery then starts at that place, and older parts of the log can be deleted.
"""
STACK = "# Stacks\n\n## What is a stack?\n\nA stack gives back last what came first. Push and pop take constant time. Calls of functions use one.\n"
ORDER = {
    "sentences": [1],
    "answer": "It records a change on disk before the page is changed.",
    "question": "What does a write-ahead log record first?",
}
CHECKPOINT = {
    "sentences": [1, 2],
    "answer": "Recovery starts at the place noted in the log.",
    "question": "Why does a database take checkpoints?",
}
UNGROUNDED = {"sentences": [1], "answer": "It compresses the log with Snappy.", "question": "How does a write-ahead log save space?"}
POINTS = [
    {"sentences": [1], "point": "A stack gives back last what came first.", "weight": 3},
    {"sentences": [2], "point": "Push and pop take constant time.", "weight": 1},
    {"sentences": [2], "point": "A stack is a linked list on the heap.", "weight": 2},
]


def said(**what: object) -> str:
    return json.dumps(what)


class Desk:
    """A library in a folder of its own, and the notes that it reads."""

    def __init__(self, folder: Path) -> None:
        self.notes = folder / "notes"
        self.notes.mkdir()
        settings, encoder = load(home=folder / "home"), Hashed()
        self.store = Store(settings.sql_url)
        self.store.open()
        self.index = Index(settings, encoder)
        self.library = Library(settings, self.store, self.index, encoder)

    def note(self, name: str, text: str) -> None:
        (self.notes / name).write_text(text, "utf-8")

    def read(self) -> None:
        self.library.ingest([self.notes], ME)

    def writer(self, model: BaseChatModel, jobs: int = 1) -> Writer:
        return Writer(model, self.store, Hashed(), 8192, "en", jobs)

    def questions(self, *replies: Any, jobs: int = 1) -> Written:
        return self.library.write_questions(self.writer(ScriptedChatModel(replies), jobs), ME, [self.notes])

    def enrich(self, *replies: Any) -> Written:
        return self.library.write_key_points(self.writer(ScriptedChatModel(replies)), ME, [self.notes])

    def items(self) -> dict[str, Item]:
        return {item.question: item for item in self.store.items([ME])}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    one = Desk(tmp_path)
    yield one
    one.index.close()
    one.store.close()


class TestQuestions:
    def test_an_article_gets_questions_that_cite_its_lines(self, desk: Desk) -> None:
        desk.note("logs.md", LOGS)
        desk.read()
        assert desk.items() == {}
        done = desk.questions(said(questions=[UNGROUNDED, ORDER]), said(questions=[CHECKPOINT]))
        assert (done.asked, done.written, done.dropped, done.failed) == (2, 2, {"unbacked": 1}, {})
        assert done.tokens.input > 0 and done.tokens.estimated
        item = desk.items()["What does a write-ahead log record first?"]
        (reference,) = item.references
        assert item.derived and item.metadata["written_by"] == "scripted" and item.topics == ("Write-ahead logs",)
        assert reference.text == "A write-ahead log records a change on disk before the page that holds it is changed."
        assert (reference.document, reference.line, reference.end_line) == ("logs.md", 5, 5)
        assert item.key_points and item.key_points_from == "reference"
        found = desk.library.search("write-ahead log", [ME], kinds=("items",))
        assert found and found[0].item is not None

    def test_only_documents_without_items_are_asked_about(self, desk: Desk) -> None:
        desk.note("stack.md", STACK)
        desk.read()
        assert desk.questions() == Written()

    def test_only_documents_under_the_paths_are_asked_about(self, desk: Desk) -> None:
        (desk.notes / "deep").mkdir()
        desk.note("deep/logs.md", LOGS)
        desk.note("other.md", LOGS.replace("log", "journal"))
        desk.read()
        model = ScriptedChatModel([said(questions=[]), said(questions=[])])
        assert desk.library.write_questions(desk.writer(model), ME, [desk.notes / "deep"]).asked == 2

    def test_a_second_run_asks_nothing(self, desk: Desk) -> None:
        desk.note("logs.md", LOGS)
        desk.read()
        desk.questions(said(questions=[ORDER]), said(questions=[]))
        before = desk.items()
        assert desk.questions() == Written(known=2)
        desk.library.ingest([desk.notes], ME, again=True)
        assert desk.items() == before, "reading the unchanged file again keeps them"
        (desk.notes / "logs.md").rename(desk.notes / "wal.md")
        desk.read()
        assert desk.questions() == Written(known=2)
        assert [item.id for item in desk.items().values()] == [item.id for item in before.values()]
        assert {item.references[0].document for item in desk.items().values()} == {"wal.md"}

    def test_a_changed_passage_loses_its_questions_and_gets_new_ones(self, desk: Desk) -> None:
        desk.note("logs.md", LOGS)
        desk.read()
        desk.questions(said(questions=[ORDER]), said(questions=[CHECKPOINT]))
        desk.note("logs.md", "\n\n" + LOGS.replace("After a crash", "After a power cut"))
        desk.read()
        (kept,) = desk.items().values()
        assert kept.question == CHECKPOINT["question"] and kept.references[0].line == 11, "the other passage only moved"
        done = desk.questions(said(questions=[ORDER]))
        assert (done.asked, done.known, len(desk.items())) == (1, 1, 2)

    def test_a_removed_file_takes_its_questions_along(self, desk: Desk) -> None:
        desk.note("logs.md", LOGS)
        desk.note("stack.md", STACK)
        desk.read()
        desk.questions(said(questions=[ORDER]), said(questions=[]))
        (desk.notes / "logs.md").unlink()
        desk.read()
        assert set(desk.items()) == {"What is a stack?"}

    def test_what_notes_ask_themselves_is_left_as_it_is(self, desk: Desk) -> None:
        desk.note("asked.md", "# Logs\n\n## What does a write-ahead log record first?\n\nThe change itself.\n")
        desk.note("logs.md", LOGS)
        desk.read()
        before = desk.items()
        desk.questions(said(questions=[ORDER]), said(questions=[]))
        assert desk.items() == before
        (desk.notes / "asked.md").unlink()
        desk.read()
        (item,) = desk.items().values()
        assert item.derived and item.id == before[item.question].id

    def test_a_failed_call_skips_its_passage_until_the_next_run(self, desk: Desk) -> None:
        desk.note("logs.md", LOGS)
        desk.read()
        done = desk.questions(ProviderError("the line is dead", where="host"), said(questions=[CHECKPOINT]))
        assert (done.asked, done.written, done.failed) == (2, 1, {"host: the line is dead": 1})
        done = desk.questions("nonsense", "more nonsense")
        assert done.asked == sum(done.failed.values()) == 1 and done.known == 1
        assert done.tokens.input > 0, "nonsense is paid for too"
        assert desk.questions(said(questions=[ORDER])).written == 1

    def test_a_dead_endpoint_is_given_up(self, desk: Desk) -> None:
        desk.note("long.md", "# Notes\n\n" + "".join(f"## Part {n}\n\n{LOGS.splitlines()[4]} Number {n}.\n\n" for n in range(12)))
        desk.read()
        done = desk.questions()  # a scripted model without replies fails each time
        assert (done.asked, done.given_up) == (5, 7)

    def test_what_was_written_before_ctrl_c_is_kept(self, desk: Desk) -> None:
        desk.note("logs.md", LOGS)
        desk.read()

        class Interrupted(ScriptedChatModel):
            def _generate(self, messages: list[BaseMessage], *rest: Any, **named: Any) -> ChatResult:
                if len(self.prompts) == 1:
                    raise KeyboardInterrupt
                return super()._generate(messages, *rest, **named)

        with pytest.raises(KeyboardInterrupt):
            desk.library.write_questions(desk.writer(Interrupted([said(questions=[ORDER])])), ME)
        desk.read()
        assert set(desk.items()) == {ORDER["question"]}, "what was paid for shows with the next ingest"
        done = desk.questions(said(questions=[CHECKPOINT]))
        assert (done.asked, done.known, len(desk.items())) == (1, 1, 2)

    def test_several_calls_at_once_give_the_same(self, desk: Desk) -> None:
        parts = "".join(f"## Part {n}\n\nShard {n} keeps the rows of region {n}. {LOGS.splitlines()[4]}\n\n" for n in range(6))
        desk.note("long.md", f"# Notes\n\n{parts}")
        desk.read()
        together = threading.Barrier(3, timeout=20)

        class Answering(ScriptedChatModel):
            def _generate(self, messages: list[BaseMessage], *rest: Any, **named: Any) -> ChatResult:
                together.wait()
                number = re.findall(r"Shard (\d)", str(messages[-1].content))[0]
                draft = {"sentences": [1], "answer": f"The rows of region {number}.", "question": f"What does shard {number} keep?"}
                return ChatResult(generations=[ChatGeneration(message=AIMessage(said(questions=[draft])))])

        done = desk.library.write_questions(desk.writer(Answering(), jobs=3), ME)
        assert (done.asked, done.written) == (6, 6)
        assert {item.references[0].text for item in desk.items().values()} >= {"Shard 3 keeps the rows of region 3."}


class TestKeyPoints:
    def test_they_are_written_once_and_the_ungrounded_dropped(self, desk: Desk) -> None:
        desk.note("stack.md", STACK)
        desk.read()
        split = desk.items()["What is a stack?"]
        done = desk.enrich(said(points=POINTS))
        assert (done.asked, done.written, done.dropped) == (1, 1, {"unbacked": 1})
        item = desk.items()["What is a stack?"]
        assert item.key_points_from == "llm" and item.revision != split.revision
        assert [(point.text, point.weight) for point in item.key_points] == [(POINTS[0]["point"], 0.75), (POINTS[1]["point"], 0.25)]
        assert desk.enrich() == Written(known=1)
        desk.library.ingest([desk.notes], ME, again=True)
        assert desk.items()["What is a stack?"] == item

    def test_too_few_leave_those_of_the_reference(self, desk: Desk) -> None:
        desk.note("stack.md", STACK)
        desk.read()
        before = desk.items()
        done = desk.enrich(said(points=POINTS[1:]))
        assert (done.asked, done.written) == (1, 0) and desk.items() == before
        assert desk.enrich() == Written(known=1), "what could not be used is paid for once too"

    def test_they_go_when_the_answer_changes(self, desk: Desk) -> None:
        desk.note("stack.md", STACK)
        desk.read()
        desk.enrich(said(points=POINTS))
        desk.note("stack.md", STACK.replace("constant time", "no time at all"))
        desk.read()
        assert desk.items()["What is a stack?"].key_points_from == "reference"
        assert desk.enrich(said(points=POINTS)).asked == 1
        desk.note("stack.md", STACK)
        desk.read()
        assert desk.items()["What is a stack?"].key_points_from == "llm", "and come back with the answer"

    def test_authored_ones_are_not_asked_about(self, desk: Desk) -> None:
        desk.note("stack.md", STACK + "\n**Key points**\n\n- Last in, first out\n- Constant time\n")
        desk.read()
        assert desk.items()["What is a stack?"].key_points_from == "authored"
        assert desk.enrich() == Written()

    def test_authored_ones_win_over_written_ones(self, desk: Desk) -> None:
        desk.note("stack.md", STACK)
        desk.read()
        desk.enrich(said(points=POINTS))
        desk.note(
            "more.md",
            "# Stacks\n\n## What is a stack?\n\nLast in, first out.\n\n**Key points**\n\n- Last in, first out\n- Two operations\n",
        )
        desk.read()
        assert desk.items()["What is a stack?"].key_points_from == "authored"

    def test_a_persons_edit_wins_over_everything(self, desk: Desk) -> None:
        desk.note("stack.md", STACK)
        desk.read()
        mine = (KeyPoint(text="LIFO", weight=1.0),)
        item_id = desk.items()["What is a stack?"].id
        desk.enrich(said(points=POINTS))
        desk.store.set_key_points(ME, item_id, mine)
        assert desk.items()["What is a stack?"].key_points == mine
        desk.note("stack.md", STACK.replace("constant time", "no time"))
        desk.read()
        assert desk.enrich() == Written(), "nothing is paid for what a person wrote"
        assert desk.items()["What is a stack?"].key_points == mine

    def test_written_questions_get_them_too(self, desk: Desk) -> None:
        desk.note("logs.md", LOGS)
        desk.read()
        both = {**ORDER, "sentences": [1, 2]}
        desk.questions(said(questions=[both]), said(questions=[]))
        points = [
            {"sentences": [1], "point": "A change is on disk in the log before its page is changed.", "weight": 3},
            {"sentences": [2], "point": "After a crash the log is replayed.", "weight": 2},
        ]
        assert desk.enrich(said(points=points)).written == 1
        (item,) = desk.items().values()
        assert item.key_points_from == "llm" and len(item.key_points) == 2 and item.derived


def test_without_a_model_nothing_begins() -> None:
    for settings, told in ((load(), "no chat model"), (load(chat_model="small", offline=True), "OFFLINE")):
        with App(settings) as app, pytest.raises(SettingsError, match=told):
            app.writer("en")
