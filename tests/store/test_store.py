"""The contract of the store, the same on SQLite and Postgres."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from interviewer.errors import StoreError
from interviewer.schema import (
    BANK,
    ME,
    Aside,
    Card,
    ExtractedItem,
    Extraction,
    Grade,
    GraderStamp,
    Item,
    KeyPoint,
    Passage,
    Plan,
    Reference,
    Session,
    Speech,
    Turn,
)
from interviewer.store import Changes, DocumentRecord, Store

NOW = datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)
TOKYO = timezone(timedelta(hours=9))


def an_item(name: str, owner: str = ME, **fields: Any) -> Item:
    usual = {
        "question": f"What is {name}?",
        "language": "en",
        "key_points": (KeyPoint(text="a tree", weight=1.0),),
        "key_points_from": "authored",
    }
    return Item.model_validate({"id": name, "owner": owner, **usual, **fields})


def a_document(path: str = "notes.md", owner: str = ME, root: str = "/notes", **fields: Any) -> DocumentRecord:
    extraction = Extraction(file=path, kind="qa", items=(ExtractedItem(question="什么是 B 树？", answer="多路平衡树", line=3),))
    usual = {"title": "Notes", "sha256": "ab", "size": 12, "mtime_ns": 1_772_357_400_123_456_789, "kind": "qa", "read_at": NOW}
    return DocumentRecord.model_validate({"owner": owner, "root": root, "path": path, "extraction": extraction, **usual, **fields})


def a_passage(name: str, owner: str = ME, **fields: Any) -> Passage:
    return Passage(id=name, owner=owner, document="notes.md", text=f"text of {name}", **fields)


def a_session(name: str = "s", owner: str = ME, **fields: Any) -> Session:
    return Session.model_validate({"id": name, "owner": owner, "plan": Plan(), "item_ids": ("b-tree",), "created_at": NOW, **fields})


def a_turn(number: int = 0, session: str = "s", item: str = "b-tree", **fields: Any) -> Turn:
    usual = {"item": an_item(item), "question": "What is a B-tree?", "asked_at": NOW}
    return Turn.model_validate({"session_id": session, "number": number, **usual, **fields})


def graded(score: float | None) -> Grade:
    return Grade(
        score=score, unscored=None if score is not None else "endpoint down", grader=GraderStamp(name="local", model="m", version="1")
    )


def a_card(item: str, due: datetime = NOW, owner: str = ME) -> Card:
    return Card(owner=owner, item_id=item, state={"state": 2, "stability": 2.5, "step": None}, due=due)


def grows(store: Store, change: Callable[[], object]) -> bool:
    before = store.generation()
    change()
    return store.generation() > before


class TestDocuments:
    def test_a_document_comes_back_whole(self, store: Store) -> None:
        record = a_document(passages=(a_passage("p1", heading=("a", "b"), line=3), a_passage("p2")))
        store.put_document(record)
        assert store.documents(ME) == [record]

    def test_putting_again_replaces_and_other_roots_and_owners_are_apart(self, store: Store) -> None:
        old = a_document(passages=(a_passage("old"),))
        new = a_document(sha256="cd", passages=(a_passage("new"),))
        other_root, other_owner = a_document(root="/else"), a_document(owner="anna")
        for record in (old, other_root, other_owner, new):
            store.put_document(record)
        assert store.documents(ME) == [other_root, new]
        assert store.documents("anna") == [other_owner]
        assert store.passage("old") is None

    def test_removing_takes_its_passages_along(self, store: Store) -> None:
        store.put_document(a_document(passages=(a_passage("p1"),)))
        store.put_document(a_document("other.md", passages=(a_passage("p2"),)))
        store.remove_document(ME, "/notes", "notes.md")
        assert [record.path for record in store.documents(ME)] == ["other.md"]
        assert store.passages([ME]) == [a_passage("p2")]
        assert store.passage("p1") is None
        assert store.passage("p2") == a_passage("p2")

    def test_the_list_counts_what_a_document_holds(self, store: Store) -> None:
        asked = (ExtractedItem(question="a?", answer="yes"), ExtractedItem(question="b?", answer=None))
        extraction = Extraction(file="b.md", kind="mixed", form="bold line", items=asked, derived=(asked[0],))
        record = a_document("b.md", kind="mixed", extraction=extraction, passages=(a_passage("p1"), a_passage("p2")))
        for one in (record, a_document("a.md", kind="skipped", reason="image"), a_document(owner="anna")):
            store.put_document(one)
        skipped, line = store.listing(ME)
        assert (line.path, line.kind, line.form, line.read_at) == ("b.md", "mixed", "bold line", record.read_at)
        assert (line.questions, line.answered, line.derived, line.passages) == (2, 1, 1, 2)
        assert (skipped.path, skipped.kind, skipped.reason) == ("a.md", "skipped", "image")
        assert store.document(line.key) == record and store.document("no such key") is None

    def test_a_passage_in_two_documents_is_one(self, store: Store) -> None:
        for path in ("a.md", "b.md"):
            store.put_document(a_document(path, passages=(Passage(id="same", owner=ME, document=path, text="t"),)))
        assert store.passages([ME]) == [store.passage("same")]

    def test_passages_are_told_apart_by_owner(self, store: Store) -> None:
        store.put_document(a_document(passages=(a_passage("mine"),)))
        store.put_document(a_document(owner="anna", passages=(a_passage("hers", "anna"),)))
        assert [passage.id for passage in store.passages([ME])] == ["mine"]
        assert {passage.id for passage in store.passages([ME, "anna"])} == {"mine", "hers"}
        assert store.passages([]) == []

    def test_a_path_longer_than_an_index_takes_is_kept(self, store: Store) -> None:
        record = a_document("子/" * 3000 + "a.md")
        store.put_document(record)
        assert store.documents(ME) == [record]

    def test_a_file_name_that_is_no_unicode_can_be_removed_again(self, store: Store) -> None:
        store.put_document(a_document("caf\udce9.md"))
        assert [record.path for record in store.documents(ME)] == ["caf\ufffd.md"]
        store.remove_document(ME, "/notes", "caf\udce9.md")
        assert store.documents(ME) == []


class TestItems:
    def test_first_second_and_third_time(self, store: Store) -> None:
        tree, hash_, heap = an_item("tree"), an_item("hash"), an_item("heap")
        assert store.replace_items(ME, [tree, hash_]) == Changes(added=2)
        assert store.replace_items(ME, [tree, hash_]) == Changes()
        reworded = tree.model_copy(update={"difficulty": "hard"})
        assert store.replace_items(ME, [reworded, heap]) == Changes(added=1, changed=1, removed=1)
        assert store.items([ME]) == [heap, reworded]

    def test_what_is_gone_can_still_be_looked_up_and_can_come_back(self, store: Store) -> None:
        tree = an_item("tree", topics=("index",))
        store.replace_items(ME, [tree])
        store.replace_items(ME, [])
        assert store.items([ME]) == []
        assert store.topics([ME]) == []
        assert store.item("tree") == tree
        assert store.replace_items(ME, [tree]) == Changes(added=1)
        assert store.items([ME]) == [tree]

    def test_owners_are_apart(self, store: Store) -> None:
        mine, banks = an_item("mine"), an_item("banks", BANK)
        store.replace_items(ME, [mine])
        store.replace_items(BANK, [banks])
        store.put_document(a_document(owner="anna"))
        assert store.items([ME]) == [mine]
        assert store.items([BANK, ME]) == [banks, mine]
        assert store.items([]) == []
        assert store.owners() == ["anna", BANK, ME]

    @pytest.mark.parametrize("items", [[an_item("a"), an_item("a")], [an_item("a", "anna")]])
    def test_a_doubled_id_or_another_owners_item_is_refused(self, store: Store, items: list[Item]) -> None:
        with pytest.raises(ValueError, match="one id"):
            store.replace_items(ME, items)
        assert store.items([ME, "anna"]) == []

    def test_filters_by_topic_and_language(self, store: Store) -> None:
        tree = an_item("tree", topics=("index", "树"))
        hash_ = an_item("hash", topics=("index",))
        zh = an_item("zh", language="zh", topics=("树",))
        store.replace_items(ME, [tree, hash_, zh])
        assert store.items([ME], topics=["树"]) == [tree, zh]
        assert store.items([ME], topics=["树", "index"], language="en") == [hash_, tree]
        assert store.items([ME], topics=[]) == []
        assert store.topics([ME]) == [("index", 2), ("树", 2)]
        assert store.topics([ME], "zh") == [("树", 1)]
        assert store.topics([BANK]) == []

    def test_topics_follow_a_change_and_count_an_item_once(self, store: Store) -> None:
        store.replace_items(ME, [an_item("a", topics=("x", "x", "y"))])
        assert store.topics([ME]) == [("x", 1), ("y", 1)]
        store.replace_items(ME, [an_item("a", topics=("z",))])
        assert store.topics([ME]) == [("z", 1)]

    def test_an_old_id_leads_to_the_item_it_was_merged_into(self, store: Store) -> None:
        store.replace_items(ME, [an_item("old")])
        merged = an_item("new", aliases=("old", "never-an-item"))
        store.replace_items(ME, [merged])
        assert store.item("old") == store.item("never-an-item") == store.item("new") == merged
        assert store.item("unknown") is None

    def test_an_id_merged_twice_over_leads_to_the_last(self, store: Store) -> None:
        store.replace_items(ME, [an_item("b", aliases=("a",))])
        last = an_item("c", aliases=("b",))
        store.replace_items(ME, [last])
        assert store.item("a") == store.item("b") == last

    def test_an_item_that_is_parted_again_leads_to_itself(self, store: Store) -> None:
        store.replace_items(ME, [an_item("new", aliases=("old",))])
        old = an_item("old")
        store.replace_items(ME, [an_item("new"), old])
        assert store.item("old") == old

    def test_a_persons_key_points_outlive_every_ingest(self, store: Store) -> None:
        tree = an_item("tree")
        store.replace_items(ME, [tree])
        points = (KeyPoint(text="nodes hold many keys", weight=0.6), KeyPoint(text="balanced", weight=0.4))
        store.set_key_points(ME, "tree", points)
        edited = tree.model_copy(update={"key_points": points, "key_points_from": "person"})
        assert store.item("tree") == edited
        reworded = tree.model_copy(update={"references": (Reference(text="changed", document="b.md"),)})
        assert store.replace_items(ME, [reworded]) == Changes(changed=1)
        assert store.items([ME]) == [reworded.model_copy(update={"key_points": points, "key_points_from": "person"})]
        store.set_key_points(ME, "tree", ())
        assert store.item("tree") == reworded

    def test_a_persons_key_points_follow_a_merge(self, store: Store) -> None:
        store.replace_items(ME, [an_item("old")])
        points = (KeyPoint(text="mine", weight=1.0),)
        store.set_key_points(ME, "old", points)
        store.replace_items(ME, [an_item("new", aliases=("old",))])
        assert [item.key_points for item in store.items([ME])] == [points]
        store.set_key_points(ME, "old", ())
        assert store.items([ME]) == [an_item("new", aliases=("old",))]

    def test_key_points_for_an_unknown_item_are_refused(self, store: Store) -> None:
        store.replace_items(ME, [an_item("tree")])
        for owner, item_id in ((ME, "unknown"), ("anna", "tree")):
            with pytest.raises(StoreError, match="no item"):
                store.set_key_points(owner, item_id, (KeyPoint(text="x", weight=1.0),))

    def test_a_persons_key_points_for_the_bank_are_nobody_elses(self, store: Store) -> None:
        banks = an_item("tree", owner=BANK)
        store.replace_items(BANK, [banks])
        mine, annas = (KeyPoint(text="mine", weight=1.0),), (KeyPoint(text="anna's", weight=1.0),)
        store.set_key_points(ME, "tree", mine)
        store.set_key_points("anna", "tree", annas)
        assert [store.items([BANK, who])[0].key_points for who in (ME, "anna")] == [mine, annas]
        assert store.items([BANK]) == [banks] == store.items([BANK, "bert"])
        assert store.item("tree") == banks == store.item("tree", "bert")
        reworded = banks.model_copy(update={"question": "What is a B+ tree?"})
        store.replace_items(BANK, [reworded])
        edited = [store.item("tree", who) for who in (ME, "anna")]
        assert {reworded.revision, *(item.revision for item in edited if item)} <= revisions(store)
        store.set_key_points(ME, "tree", ())
        assert store.item("tree", ME) == reworded and store.items([BANK, "anna"])[0].key_points == annas

    def test_every_revision_that_a_grade_can_name_is_kept(self, store: Store) -> None:
        first = an_item("tree")
        second = first.model_copy(update={"question": "What is a B+ tree?"})
        only_metadata = second.model_copy(update={"metadata": {"company": "x"}})
        for item in (first, second, only_metadata):
            store.replace_items(ME, [item])
        store.set_key_points(ME, "tree", (KeyPoint(text="mine", weight=1.0),))
        edited = store.item("tree")
        assert edited is not None
        assert revisions(store) == {first.revision, second.revision, edited.revision}

    def test_what_was_remembered_is_found_by_the_beginning_of_its_name(self, store: Store) -> None:
        for name in ("a_b:1", "a_b:2", "axb:3", "a_b"):
            store.remember(name, {"of": name})
        assert store.recall_all("a_b:") == {"a_b:1": {"of": "a_b:1"}, "a_b:2": {"of": "a_b:2"}}
        assert store.recall_all("%") == {}

    def test_the_generation_grows_with_every_change_and_only_then(self, store: Store) -> None:
        tree = an_item("tree")
        assert grows(store, lambda: store.replace_items(ME, [tree]))
        assert not grows(store, lambda: store.replace_items(ME, [tree]))
        assert grows(store, lambda: store.set_key_points(ME, "tree", (KeyPoint(text="mine", weight=1.0),)))
        assert grows(store, lambda: store.replace_items(ME, []))
        assert grows(store, lambda: store.put_document(a_document()))
        assert grows(store, lambda: store.remove_document(ME, "/notes", "notes.md"))
        assert not grows(store, lambda: store.add_session(a_session()))

    def test_another_connection_sees_what_changed(self, store: Store, url: str) -> None:
        other = Store(url)
        other.open()
        assert grows(store, lambda: other.replace_items(ME, [an_item("tree")]))
        assert store.items([ME]) == [an_item("tree")]
        other.close()


class TestSessions:
    def test_newest_first_and_only_ones_own(self, store: Store) -> None:
        old, new = a_session("old"), a_session("new", created_at=NOW + timedelta(seconds=1))
        for session in (old, new, a_session("hers", "anna")):
            store.add_session(session)
        assert store.sessions(ME) == [new, old]
        assert store.session("old") == old
        assert store.session("unknown") is None

    def test_ending_is_kept_and_the_first_end_stays(self, store: Store) -> None:
        store.add_session(a_session())
        store.end_session("s", NOW)
        store.end_session("s", NOW + timedelta(hours=1))
        ended = store.session("s")
        assert ended is not None
        assert ended.ended_at == NOW
        with pytest.raises(StoreError, match="no session"):
            store.end_session("unknown", NOW)

    def test_an_id_is_used_once(self, store: Store) -> None:
        store.add_session(a_session())
        with pytest.raises(StoreError, match="wrote this first"):
            store.add_session(a_session(owner="anna"))
        assert store.session("s") == a_session()

    def test_moments_come_back_in_utc(self, store: Store) -> None:
        store.add_session(a_session(created_at=NOW.astimezone(TOKYO)))
        store.add_turn(a_turn(asked_at=NOW.astimezone(TOKYO), answer="x", answered_at=NOW.astimezone(TOKYO)))
        store.put_card(a_card("tree", NOW.astimezone(TOKYO)))
        session, turn, card = store.session("s"), store.turns("s")[0], store.card(ME, "tree")
        assert session is not None
        assert card is not None
        for moment in (session.created_at, turn.asked_at, turn.answered_at, card.due):
            assert moment == NOW
            assert moment is not None
            assert moment.utcoffset() == timedelta(0)

    def test_order_is_that_of_the_moments_not_of_the_clocks_faces(self, store: Store) -> None:
        early, late = a_session("early", created_at=NOW.astimezone(TOKYO)), a_session("late", created_at=NOW + timedelta(hours=1))
        for session in (early, late):
            store.add_session(session)
        assert [session.id for session in store.sessions(ME)] == ["late", "early"]

    def test_a_moment_without_a_zone_is_refused(self, store: Store) -> None:
        with pytest.raises(ValueError, match="time zone"):
            store.add_session(a_session(created_at=NOW.replace(tzinfo=None)))


class TestSomeItems:
    def test_they_come_in_the_order_asked_for_by_any_id_they_had(self, store: Store) -> None:
        store.replace_items(BANK, [an_item("one", BANK), an_item("two", BANK, aliases=("old",))])
        mine = (KeyPoint(text="mine", weight=1.0),)
        store.set_key_points(ME, "one", mine)
        assert [item.id for item in store.these(["old", "unknown", "one", "two"], ME)] == ["two", "one"]
        assert store.these(["one"], ME)[0].key_points == mine
        assert store.these(["one"], "anna")[0].key_points == an_item("one").key_points
        store.replace_items(BANK, [])
        assert [item.id for item in store.these(["one"], ME)] == ["one"]


class TestSessionsChange:
    def test_the_first_end_and_what_was_said_at_it_stay(self, store: Store) -> None:
        store.add_session(a_session())
        store.end_session("s", NOW, Speech(text="Goodbye."))
        store.end_session("s", NOW + timedelta(days=1), Speech(text="Again."))
        kept = store.session("s")
        assert kept is not None and (kept.ended_at, kept.closing) == (NOW, Speech(text="Goodbye."))

    def test_the_interviewer_goes_on_in_another_language(self, store: Store) -> None:
        store.add_session(a_session(plan=Plan(language="zh", length=3)))
        store.speak("s", "en")
        kept = store.session("s")
        assert kept is not None and kept.plan == Plan(language="en", length=3)
        with pytest.raises(StoreError):
            store.speak("unknown", "en")


class TestTurns:
    @pytest.fixture(autouse=True)
    def session(self, store: Store) -> None:
        store.add_session(a_session())

    def test_a_turn_goes_its_way(self, store: Store) -> None:
        turn = a_turn()
        store.add_turn(turn)
        for change in ({"hints": 1}, {"answer": "a tree", "answered_at": NOW}, {"grade": graded(80)}):
            turn = turn.model_copy(update=change)
            store.update_turn(turn)
            assert store.turns("s") == [turn]

    def test_turns_come_in_the_order_of_their_numbers(self, store: Store) -> None:
        for number in (10, 2, 0):
            store.add_turn(a_turn(number))
        assert [turn.number for turn in store.turns("s")] == [0, 2, 10]
        assert store.turns("unknown") == []

    def test_a_question_asked_from_two_windows_is_one_turn(self, store: Store) -> None:
        store.add_turn(a_turn(answer="kept"))
        store.add_turn(a_turn())
        assert [turn.answer for turn in store.turns("s")] == ["kept"]
        with pytest.raises(StoreError, match="another window"):
            store.add_turn(a_turn(item="hash"))

    def test_a_turn_needs_its_session_and_must_have_been_asked(self, store: Store) -> None:
        with pytest.raises(StoreError):
            store.add_turn(a_turn(session="unknown"))
        with pytest.raises(StoreError, match="never asked"):
            store.update_turn(a_turn(7))

    @pytest.mark.parametrize("other", [None, "", "another", "a tree "])
    def test_an_acknowledged_answer_is_never_replaced(self, store: Store, other: str | None) -> None:
        store.add_turn(a_turn())
        store.update_turn(a_turn(answer="a tree", answered_at=NOW))
        with pytest.raises(StoreError, match="answered already"):
            store.update_turn(a_turn(answer=other, hints=1))
        assert store.turns("s") == [a_turn(answer="a tree", answered_at=NOW)]

    def test_the_same_answer_sent_twice_is_one_turn(self, store: Store) -> None:
        store.add_turn(a_turn())
        first = a_turn(answer="a\0tree", answered_at=NOW, grade=graded(80), hints=2)
        store.update_turn(first)
        store.update_turn(a_turn(answer="a\0tree", answered_at=NOW + timedelta(seconds=2)))
        assert store.turns("s") == [first.model_copy(update={"answer": "a\ufffdtree"})]

    def test_a_window_that_knows_less_takes_nothing_back(self, store: Store) -> None:
        store.add_turn(a_turn(hints=2, skipped=True))
        store.update_turn(a_turn(hints=1))
        assert store.turns("s") == [a_turn(hints=2, skipped=True)]

    def test_what_was_said_aside_in_two_windows_is_all_kept_in_order(self, store: Store) -> None:
        first = Aside(intent="repeat", said="again", reply=Speech(text="Once more."), at=NOW)
        second = Aside(intent="hint", said="", reply=Speech(text="A hint."), at=NOW + timedelta(seconds=5))
        store.add_turn(a_turn())
        store.update_turn(a_turn(asides=(second,), hints=1))
        store.update_turn(a_turn(asides=(first,), confidence="sure"))
        store.update_turn(a_turn())
        assert store.turns("s") == [a_turn(asides=(first, second), hints=1, confidence="sure")]

    def test_all_turns_of_a_person_come_oldest_session_first(self, store: Store) -> None:
        store.add_session(a_session("before", created_at=NOW - timedelta(days=1)))
        store.add_session(a_session("hers", "anna"))
        for session, number in (("s", 0), ("s", 1), ("before", 0), ("hers", 0)):
            store.add_turn(a_turn(number, session))
        assert [(turn.session_id, turn.number) for turn in store.turns_of(ME)] == [("before", 0), ("s", 0), ("s", 1)]

    @pytest.mark.parametrize(("before", "after", "kept"), [(None, 80, 80), (80, None, 80), (80, 90, 90), (None, None, None)])
    def test_a_score_outlives_a_failed_call_but_not_a_new_score(
        self, store: Store, before: float | None, after: float | None, kept: float | None
    ) -> None:
        store.add_turn(a_turn(answer="x", grade=graded(before)))
        store.update_turn(a_turn(answer="x", grade=graded(after)))
        assert store.turns("s")[0].grade == graded(kept)

    def test_turns_of_an_item_are_found_under_every_id_it_had(self, store: Store) -> None:
        store.add_session(a_session("hers", "anna"))
        store.add_turn(a_turn(0, item="new", asked_at=NOW + timedelta(hours=1)))
        store.add_turn(a_turn(1, item="old"))
        store.add_turn(a_turn(2, item="else"))
        store.add_turn(a_turn(0, "hers", item="new"))
        store.replace_items(ME, [an_item("new", aliases=("old",))])
        for name in ("old", "new"):
            assert [turn.item.id for turn in store.turns_of_item(ME, name)] == ["old", "new"]
        assert store.turns_of_item("anna", "old") == [a_turn(0, "hers", item="new")]

    def test_last_scores(self, store: Store) -> None:
        store.add_session(a_session("hers", "anna"))
        hour = timedelta(hours=1)
        store.add_turn(a_turn(0, item="old", asked_at=NOW + 3 * hour, grade=graded(40)))
        store.add_turn(a_turn(1, item="new", asked_at=NOW + 2 * hour, grade=graded(90)))
        store.add_turn(a_turn(2, item="new", asked_at=NOW + 4 * hour, grade=graded(None)))
        store.add_turn(a_turn(3, item="skipped", skipped=True))
        store.add_turn(a_turn(0, "hers", item="hers", grade=graded(5)))
        store.replace_items(ME, [an_item("new", aliases=("old",))])
        assert store.last_scores(ME) == {"new": 40, "skipped": None}


class TestCards:
    def test_a_card_is_kept_and_replaced(self, store: Store) -> None:
        assert store.card(ME, "tree") is None
        for card in (a_card("tree"), a_card("tree", NOW + timedelta(days=3))):
            store.put_card(card)
            assert store.card(ME, "tree") == card
            assert store.cards(ME) == [card]
        assert store.card("anna", "tree") is None
        assert store.cards("anna") == []

    def test_due_ones_come_longest_due_first_and_only_while_their_item_is_there(self, store: Store) -> None:
        store.replace_items(ME, [an_item(name) for name in ("late", "now", "future", "gone")])
        store.replace_items(ME, [an_item(name) for name in ("late", "now", "future")])
        late, future = a_card("late", NOW - timedelta(days=1)), a_card("future", NOW + timedelta(microseconds=1))
        for card in (a_card("now"), late, future, a_card("gone"), a_card("unknown")):
            store.put_card(card)
        assert store.due(ME, NOW) == [late, a_card("now")]
        assert len(store.cards(ME)) == 5

    def test_a_card_follows_its_item_through_a_merge(self, store: Store) -> None:
        strong, weak = a_card("old1", NOW + timedelta(days=9)), a_card("old2", NOW + timedelta(days=1))
        store.put_card(strong)
        store.put_card(weak)
        store.replace_items(ME, [an_item("new", aliases=("old1", "old2"))])
        inherited = weak.model_copy(update={"item_id": "new"})
        assert store.card(ME, "new") == store.card(ME, "old1") == inherited
        assert store.cards(ME) == [inherited]
        assert store.due(ME, NOW + timedelta(days=2)) == [inherited]
        own = a_card("new", NOW + timedelta(days=20))
        store.put_card(own)
        assert store.card(ME, "old2") == own
        assert store.cards(ME) == [own]
        assert store.due(ME, NOW + timedelta(days=2)) == []


@pytest.mark.parametrize("value", [None, True, 3, 0.5, "文本", [1, [2]], {"mode": "json_schema", "at": None}])
def test_what_was_found_out_is_recalled(store: Store, value: Any) -> None:
    assert store.recall("mode") is None
    store.remember("mode", "old")
    store.remember("mode", value)
    assert store.recall("mode") == value


WORDS = st.text(st.one_of(st.characters(codec=None), st.sampled_from("\0\ud800\udfff\ufffd\\u0'\"%:$\n\u2028😀é中")), max_size=12)
SAME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def kept(text: str) -> str:
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


@given(question=WORDS, topic=WORDS, value=WORDS, key=WORDS)
@example(question="", topic="", value="", key="\ud800")
@SAME
def test_any_item_comes_back_character_for_character(store: Store, question: str, topic: str, value: str, key: str) -> None:
    item = an_item("odd", question=question, topics=(topic,), metadata={key: [value, {"deep": value}], "n": 3}, key_points=())
    store.replace_items(ME, [item])
    back = store.item("odd")
    expected = {"question": kept(question), "topics": (kept(topic),), "metadata": {kept(key): [kept(value), {"deep": kept(value)}], "n": 3}}
    assert back == item.model_copy(update=expected)
    assert store.topics([ME]) == [(kept(topic), 1)]
    assert store.items([ME], topics=[topic]) == [back]
    store.set_key_points(ME, "odd", (KeyPoint(text=value, weight=1.0),))
    assert store.items([ME])[0].key_points == (KeyPoint(text=kept(value), weight=1.0),)
    store.set_key_points(ME, "odd", ())


@given(answer=WORDS, name=WORDS, later=st.datetimes(timezones=st.just(TOKYO)))
@SAME
def test_any_turn_comes_back_and_can_be_sent_twice(store: Store, answer: str, name: str, later: datetime) -> None:
    session = f"s{threading.get_ident()}{name}"
    if store.session(session) is not None:
        return
    store.add_session(a_session(session))
    store.add_turn(a_turn(session=session))
    turn = a_turn(session=session, answer=answer, answered_at=later, grade=graded(66.6))
    store.update_turn(turn)
    store.update_turn(turn)
    back = store.turns(session)[0]
    assert back == turn.model_copy(update={"session_id": kept(session), "answer": kept(answer)})
    assert len(back.answer or "") == len(answer), "the places of quotes must stay"


def test_many_threads_write_at_once(store: Store) -> None:
    def practise(number: int) -> None:
        session = f"s{number}"
        store.add_session(a_session(session))
        for at in range(5):
            store.add_turn(a_turn(at, session))
            store.update_turn(a_turn(at, session, answer=f"{number}.{at}"))
            store.put_card(a_card("same", NOW + timedelta(days=at)))
            store.remember("same", at)
            store.put_document(a_document(f"{number}.md"))

    before = store.generation()
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(practise, range(12)))
    for number in range(12):
        assert [turn.answer for turn in store.turns(f"s{number}")] == [f"{number}.{at}" for at in range(5)]
    assert store.generation() == before + 60
    assert len(store.documents(ME)) == 12


def test_of_many_answers_at_once_one_is_kept_and_the_others_told(store: Store) -> None:
    store.add_session(a_session())
    store.add_turn(a_turn())

    def answer(number: int) -> str | None:
        try:
            store.update_turn(a_turn(answer=f"answer {number}"))
        except StoreError:
            return None
        return f"answer {number}"

    with ThreadPoolExecutor(8) as pool:
        acknowledged = [text for text in pool.map(answer, range(8)) if text is not None]
    assert acknowledged == [store.turns("s")[0].answer]


def test_two_ingests_at_once_leave_one_of_the_two_whole(store: Store) -> None:
    lists = [[an_item(f"{name}{number}") for number in range(10, 40)] for name in "ab"]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda items: store.replace_items(ME, items), lists))
    assert store.items([ME]) in lists


def revisions(store: Store) -> set[str]:
    from sqlalchemy import select

    from interviewer.store.tables import item_revisions

    with store._database.read() as connection:
        return set(connection.scalars(select(item_revisions.c.revision)))
