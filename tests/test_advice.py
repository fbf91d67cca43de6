"""What to read next: lines of the person's own notes, found through a library that is really read and indexed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.advice import MOST, SAID, advise, judged
from interviewer.embeddings.bundled import use
from interviewer.graders.local import LocalGrader
from interviewer.library import Found
from interviewer.report import Report, build, markdown
from interviewer.schema import ME, Item, KeyPoint, Passage, Reference
from interviewer.store import Listed
from tests.examples import NOW
from tests.report.sessions import session, subject, turn

PAIRS = [json.loads(line) for line in Path(__file__).with_name("advice_pairs.jsonl").read_text("utf-8").splitlines()]
NOTES = """# Locks

Every row carries a version number.

At commit the version number is checked, and on a conflict the transaction retries.

Pages are cached in memory.
"""


class Shelf:
    """A library of one file, in which everything is found."""

    def __init__(self, folder: Path, name: str, text: str, shown: str | None = None) -> None:
        (folder / name).write_text(text, "utf-8")
        self.root, self.name, self.text = folder, name, shown or text
        self.searched: list[str] = []

    def search(self, query: str, owners: object, k: int = 8, kinds: object = ()) -> list[Found]:
        self.searched.append(query)
        assert owners == [ME]
        lines = self.text.count("\n") + 1
        passage = Passage(id="p", owner=ME, document=self.name, text=self.text.strip("\n"), line=1, end_line=lines)
        return [Found(kind="passage", score=1.0, passage=passage)]

    def documents(self, owner: str) -> list[Listed]:
        if owner != ME:
            return []
        told = {"key": "k", "owner": ME, "root": self.root.as_posix(), "path": self.name, "title": "t", "size": 1, "mtime_ns": 1}
        counts = dict.fromkeys(("questions", "answered", "derived", "passages"), 0)
        return [Listed.model_validate({**told, **counts, "kind": "article", "reason": None, "form": "", "read_at": NOW})]


class Empty:
    """A library of somebody who brought nothing."""

    def search(self, query: str, owners: object, k: int = 8, kinds: object = ()) -> list[Found]:
        raise AssertionError("there is nothing to search")

    def documents(self, owner: str) -> list[Listed]:
        return []


@pytest.fixture(scope="module")
def grader() -> Iterator[LocalGrader]:
    yield LocalGrader(use(1))


LOCKING = subject(
    "What is optimistic locking?",
    ("Optimistic locking checks a version number at commit time and retries on conflict", "The planner estimates costs from statistics"),
    references=(Reference(text="An intro.\n\nIt checks a version number when it commits.", document="bank.md", line=5, end_line=20),),
    read_on=("Kung and Robinson, 1981",),
)


def missed(item: Item = LOCKING, verdicts: str = "mm") -> Report:
    return build(session(), [turn(0, item, verdicts)])


def test_the_lines_of_ones_own_notes_are_named(tmp_path: Path, grader: LocalGrader) -> None:
    first, second = advise(missed(), Shelf(tmp_path, "locks.md", NOTES), grader, ME)
    assert (first.notes, first.cited[0].document, first.cited[0].line, first.cited[0].end_line) == ("covered", "locks.md", 5, 5)
    assert first.cited[0].own and "version number is checked" in first.cited[0].text
    assert second.notes == "lacking" and not second.cited, "nor does the bank's answer say it"
    assert (first.read_on, second.read_on) == (("Kung and Robinson, 1981",), ()), "once a question"


def test_of_a_file_without_lines_of_its_own_the_whole_span_is_told(tmp_path: Path, grader: LocalGrader) -> None:
    shelf = Shelf(tmp_path, "locks.pdf", "%PDF", shown=NOTES)
    cited = advise(missed(), shelf, grader, ME)[0].cited[0]
    assert (cited.line, cited.end_line) == (1, NOTES.count("\n") + 1)


def test_a_file_that_is_gone_or_changed_still_has_its_span(tmp_path: Path, grader: LocalGrader) -> None:
    shelf = Shelf(tmp_path, "locks.md", "quite another text", shown=NOTES)
    assert advise(missed(), shelf, grader, ME)[0].cited[0].line == 1
    (tmp_path / "locks.md").unlink()
    assert advise(missed(), shelf, grader, ME)[0].notes == "covered"


def test_notes_that_say_the_opposite_are_named_with_what_is_right(tmp_path: Path, grader: LocalGrader) -> None:
    right = Reference(text="No connection is needed for UDP.", document="bank.md", line=5, end_line=5)
    points = (KeyPoint(text="UDP does not need a connection", weight=1.0),)
    item = LOCKING.model_copy(update={"question": "Does UDP need a connection?", "key_points": points, "references": (right,)})
    shelf = Shelf(tmp_path, "udp.md", "# UDP\n\nUDP does need a connection.\n\nIts header has 8 bytes.\n")
    (advice,) = advise(missed(item, "m"), shelf, grader, ME)
    assert (advice.notes, advice.cited[0].line, advice.cited[1].document) == ("contradicted", 3, "bank.md")


def test_without_notes_the_bank_is_cited_and_nothing_is_said_of_notes(grader: LocalGrader) -> None:
    advised = advise(missed(), Empty(), grader, ME)
    assert {one.notes for one in advised} == {"none"} and advised[0].cited[0].document == "bank.md"


def test_a_question_of_ones_own_notes_is_answered_there(tmp_path: Path, grader: LocalGrader) -> None:
    text = "# Locks\n\n## What is optimistic locking?\n\nAn intro.\n\nIt checks a version number when it commits.\n"
    reference = Reference(text="An intro.\n\nIt checks a version number when it commits.", document="mine.md", line=3, end_line=7)
    shelf = Shelf(tmp_path, "mine.md", text)
    own = LOCKING.model_copy(update={"owner": ME, "references": (reference,)})
    first = advise(missed(own), shelf, grader, ME)[0]
    assert (first.notes, first.cited[0].line, first.cited[0].own) == ("covered", 7, True) and not shelf.searched


def test_only_the_costliest_points_are_looked_up_and_a_question_is_searched_once(tmp_path: Path, grader: LocalGrader) -> None:
    shelf = Shelf(tmp_path, "locks.md", NOTES)
    report = missed(subject("What?", tuple(f"point number {at}" for at in range(9))), "m" * 9)
    advised = advise(report, shelf, grader, ME)
    assert len(advised) == MOST and [one.index for one in advised] == list(range(MOST)) and len(shelf.searched) == 1


def test_a_session_without_anything_missed_asks_for_nothing(grader: LocalGrader) -> None:
    assert advise(missed(verdicts="hh"), Empty(), grader, ME) == ()


def test_an_item_without_a_reference_gets_advice_without_a_place(grader: LocalGrader) -> None:
    assert advise(missed(LOCKING.model_copy(update={"references": ()})), Empty(), grader, ME)[0].cited == ()


def told(pair: dict[str, str], grader: LocalGrader) -> str:
    found = judged(pair["point"], subject(pair["question"]), pair["passage"], grader)
    return "contradicts" if found.against else "supports" if found.says >= SAID else "unrelated"


@pytest.mark.slow
def test_what_a_passage_says_of_a_point_on_92_pairs(grader: LocalGrader) -> None:
    """A passage that agrees, or speaks of something else, is never said to contradict; of the others, a third is found."""
    found = [(pair["relation"], told(pair, grader)) for pair in PAIRS]
    assert len(found) >= 90
    against = [relation for relation, said in found if said == "contradicts"]
    assert against.count("contradicts") == len(against) >= 8
    supports = [said for relation, said in found if relation == "supports"]
    assert supports.count("supports") >= 0.8 * len(supports)
    unrelated = [said for relation, said in found if relation == "unrelated"]
    assert unrelated.count("unrelated") >= 0.85 * len(unrelated)


@pytest.mark.parametrize("relation", ["supports", "unrelated"])
def test_negations_of_something_else_contradict_nothing(relation: str, grader: LocalGrader) -> None:
    negated = [
        pair for pair in PAIRS if pair["relation"] == relation and any(mark in pair["passage"] for mark in ("不", "没", " not ", "n't"))
    ]
    assert len(negated) >= 8
    assert not [pair["point"] for pair in negated[:12] if told(pair, grader) == "contradicts"]


def test_the_same_lines_are_quoted_once_and_then_only_named(tmp_path: Path, grader: LocalGrader) -> None:
    twice = subject("What is optimistic locking?", ("Optimistic locking checks a version number", "On a conflict the transaction retries"))
    report = missed(twice)
    report = report.model_copy(update={"advice": advise(report, Shelf(tmp_path, "locks.md", NOTES), grader, ME)})
    assert [(one.cited[0].line, bool(one.cited[0].text)) for one in report.advice] == [(5, True), (5, True)], "each card of a deck needs it"
    written = markdown(report, "en")
    assert written.count("and on a conflict the transaction retries") == 1 and "As quoted above: `locks.md:5`" in written


def test_a_passage_without_words_of_the_point_is_not_what_says_it(tmp_path: Path, grader: LocalGrader) -> None:
    """The grader gives the line 0.88 for the key point; nothing is said of the notes then, not even that they lack it."""
    point = "读已提交每条语句新建读视图，可重复读则在事务首次读取时建立并一直沿用。"
    shelf = Shelf(
        tmp_path, "replicas.md", "临时办法：写完之后几秒内这个用户的读都走主库。\n\n半同步复制保证从库已经执行完日志，所以不会读到旧值。"
    )
    item = subject("事务的四种隔离级别分别防止什么问题？", (point,), language="zh", references=())
    (advice,) = advise(missed(item, "m"), shelf, grader, ME)
    assert advice.notes != "covered" and not advice.cited


def test_of_a_reference_the_line_is_cited_that_says_the_point_and_a_row_as_its_cells(grader: LocalGrader) -> None:
    text = (
        "Dividing by the standard deviation and by answer length biases learning.\n\n"
        "The advantage of an answer is its reward minus the mean of its group, divided by the group's standard deviation.\n\n"
        "| TCC | every service writes reserve, confirm and cancel | better isolated |"
    )
    points = (
        "An answer's advantage is its reward minus the group mean, divided by the standard deviation",
        "TCC needs reserve, confirm and cancel",
    )
    item = subject("What does GRPO do?", points, references=(Reference(text=text, document="bank.md", line=1, end_line=5),))
    first, second = (one.cited[0].text for one in advise(missed(item), Empty(), grader, ME))
    assert first.startswith("The advantage of an answer")
    assert second == "TCC · every service writes reserve, confirm and cancel · better isolated"


def test_where_no_sentence_of_a_reference_says_the_point_none_is_quoted(grader: LocalGrader) -> None:
    reference = Reference(text="Pages are cached in memory.\n\n$$x=1$$", document="bank.md", line=5, end_line=9)
    item = subject("What is optimistic locking?", ("The planner estimates costs from statistics",), references=(reference,))
    report = missed(item, "m")
    advised = advise(report, Empty(), grader, ME)
    assert advised[0].cited == ()
    assert "The reference answer: `bank.md:5-9`" in markdown(report.model_copy(update={"advice": advised}), "en")
