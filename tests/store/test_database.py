"""Opening a database: URLs, what goes wrong and how it is told, migrations, durability, several processes."""

from __future__ import annotations

import builtins
import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from interviewer.errors import SettingsError, StoreError
from interviewer.schema import Item
from interviewer.store import Store, database, tables
from interviewer.store.database import Database

WRITER = """
import sys
from datetime import UTC, datetime
from interviewer.schema import Item, Plan, Session, Turn
from interviewer.store import Store

url, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
now = datetime.now(UTC)
item = Item(id="tree", owner="me", question="What is a tree?", language="en")
store = Store(url)
store.open()
store.add_session(Session(id=name, owner="me", plan=Plan(), item_ids=("tree",), created_at=now))
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    turn = Turn(session_id=name, number=number, item=item, question=item.question, asked_at=now)
    store.add_turn(turn)
    store.update_turn(turn.model_copy(update={"answer": f"answer {number} " + "x" * 2000, "answered_at": now}))
    print(number, flush=True)
store.close()
"""


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def opened(url: str) -> Store:
    store = Store(url)
    store.open()
    return store


def failure(url: str) -> SettingsError | StoreError:
    with pytest.raises((SettingsError, StoreError)) as caught:
        opened(url)
    return caught.value


def start_writer(url: str, name: str, count: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", WRITER, url, name, str(count)]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def say_go(writer: subprocess.Popen[str]) -> None:
    assert writer.stdin is not None
    writer.stdin.write("go\n")
    writer.stdin.flush()


class TestOpening:
    def test_the_constructor_opens_nothing(self, tmp_path: Path) -> None:
        store = Store(sqlite_url(tmp_path / "new" / "a.sqlite"))
        assert not list(tmp_path.iterdir())
        store.close()
        with pytest.raises(RuntimeError, match="open"):
            store.items(["me"])

    def test_what_was_kept_is_there_after_closing(self, url: str) -> None:
        store = opened(url)
        store.remember("a", 1)
        store.close()
        store.open()
        assert store.recall("a") == 1
        store.close()
        store.close()

    def test_an_acknowledged_write_survives_a_power_cut(self, tmp_path: Path) -> None:
        store = opened(sqlite_url(tmp_path / "a.sqlite"))
        with store._database.write() as connection:
            pragmas = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")
            }
        store.close()
        assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}

    @pytest.mark.slow
    @pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2", "postgresql+asyncpg"])
    def test_postgres_urls_as_people_write_them(self, postgres: str, scheme: str) -> None:
        opened(f"{scheme}{postgres.removeprefix('postgres')}/postgres").close()

    @pytest.mark.parametrize("word", ["postgres", "postgresql"])
    def test_they_all_get_the_driver_that_is_installed(self, word: str) -> None:
        assert database._parse(f"{word}://anna@host/notes").drivername == "postgresql+psycopg"


class TestWhatGoesWrong:
    """Each failure is one error (the setting is at fault, or the store) that says what, where and the way out, and never the password."""

    @pytest.mark.parametrize(
        ("url", "what"),
        [
            ("", "not the URL"),
            ("notes.sqlite", "not the URL"),
            ("postgresql://anna:secret@host:port/x", "not the URL"),
            ("sqlite://", "names no file"),
            ("sqlite:///:memory:", "names no file"),
            ("mysql://anna:secret@host/x", "mysql"),
            ("postgresql://anna:sec@secret@host/x", "holds an @"),
        ],
    )
    def test_a_wrong_url(self, url: str, what: str) -> None:
        error = failure(url)
        assert what in error.what
        assert error.where == "DATABASE_URL" and error.exit_code == 2
        assert error.way_out
        assert "sec" not in str(error)

    def test_an_unreachable_server(self) -> None:
        error = failure("postgres://anna:secret@127.0.0.1:9/notes?sslpassword=secret")
        assert error.where == "postgresql://anna:***@127.0.0.1:9/notes"
        assert "DATABASE_URL" in error.way_out
        assert "secret" not in str(error)

    @pytest.mark.slow
    def test_a_wrong_password_and_a_missing_database(self, postgres: str) -> None:
        wrong = failure(postgres.replace("p%40ss word", "secret") + "/postgres")
        assert "authentication failed" in wrong.what
        assert "secret" not in str(wrong)
        missing = failure(postgres + "/missing")
        assert "does not exist" in missing.what
        assert "p@ss" not in str(missing)
        assert "p%40ss" not in str(missing)

    def test_a_missing_driver(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = builtins.__import__

        def refuse(name: str, *rest: Any, **named: Any) -> Any:
            if name.partition(".")[0] == "psycopg":
                raise ModuleNotFoundError(name)
            return real(name, *rest, **named)

        monkeypatch.setattr(builtins, "__import__", refuse)
        error = failure("postgresql://anna:secret@127.0.0.1:9/notes")
        assert "driver" in error.what
        assert "interviewer[postgres]" in error.way_out

    def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        path = tmp_path / "a.sqlite"
        path.write_bytes(b"my notes, not a database " * 100)
        error = failure(sqlite_url(path))
        assert "not a database" in error.what
        assert error.where == str(path)
        assert path.read_bytes().startswith(b"my notes"), "nothing of the person's is overwritten"

    def test_a_damaged_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a.sqlite"
        store = opened(sqlite_url(path))
        store.replace_items("me", [Item(id=f"{n}", owner="me", question="q" * 500, language="en") for n in range(200)])
        store.close()
        whole = path.read_bytes()
        path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
        with pytest.raises(StoreError, match="damaged"):
            opened(sqlite_url(path)).items(["me"])

    def test_a_kept_record_that_can_not_be_understood(self, tmp_path: Path) -> None:
        store = opened(sqlite_url(tmp_path / "a.sqlite"))
        store.replace_items("me", [Item(id="a", owner="me", question="q", language="en")])
        with store._database.write() as connection:
            connection.execute(sa.text("""UPDATE items SET body = '{"id": "a", "from_the_future": 1}'"""))
        with pytest.raises(StoreError, match=r"item can't be understood \(owner.*upgrade"):
            store.items(["me"])
        store.close()

    def test_a_folder_that_can_not_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        error = failure(sqlite_url(tmp_path / "file" / "a.sqlite"))
        assert "folder" in error.what

    def test_a_folder_in_the_place_of_the_file(self, tmp_path: Path) -> None:
        assert "can't be opened" in failure(sqlite_url(tmp_path)).what

    def test_a_file_that_another_program_keeps_locked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "BUSY_SECONDS", 0)
        path = tmp_path / "a.sqlite"
        store = opened(sqlite_url(path))
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"):
            store.remember("a", 1)
        other.rollback()
        store.remember("a", 2)
        assert store.recall("a") == 2
        other.close()
        store.close()

    def test_answers_stay_out_of_errors(self, url: str) -> None:
        store = opened(url)
        with store._database.write() as connection:
            connection.execute(sa.text("DROP TABLE remembered"))
        with pytest.raises(StoreError) as caught:
            store.remember("name", "my secret answer")
        assert "secret answer" not in f"{caught.value} {caught.value.__cause__}"
        store.close()


class TestMigrations:
    def test_they_lead_to_the_tables_that_the_program_uses(self, url: str) -> None:
        store = opened(url)
        with store._database.read() as connection:
            difference = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), tables.metadata)
        store.close()
        assert difference == []

    def test_the_newest_is_the_one_the_program_knows(self) -> None:
        config = Config()
        config.set_main_option("script_location", "interviewer:migrations")
        assert ScriptDirectory.from_config(config).get_heads() == [tables.LATEST]

    def test_edits_of_the_first_tables_get_the_owner_of_their_item(self, url: str) -> None:
        database = Database(url)
        with patch.object(Database, "upgrade"):
            database.open()
        config = Config()
        config.set_main_option("script_location", "interviewer:migrations")
        with database.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            for owner in ("bank", "anna"):
                body = json.dumps({"id": owner, "owner": owner, "question": "?", "language": "en"})
                values = {"id": owner, "body": body, "points": '[{"text": "x", "weight": 1.0}]'}
                connection.execute(sa.text("INSERT INTO items VALUES (:id, :id, 'en', true, :body)"), values)
                connection.execute(sa.text("INSERT INTO key_point_edits VALUES (:id, :points)"), values)
        database.close()
        store = opened(url)
        found = [store.item(item_id, reader) for item_id, reader in (("bank", "me"), ("bank", "anna"), ("anna", "anna"))]
        assert [item.key_points_from for item in found if item] == ["person", "none", "person"]
        store.close()

    def test_tables_of_a_newer_program_are_left_alone(self, url: str) -> None:
        store = opened(url)
        with store._database.write() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        store.close()
        error = failure(url)
        assert "9999" in error.what
        assert "Upgrade interviewer" in error.way_out

    def test_upgrading_again_changes_nothing(self, url: str) -> None:
        store = opened(url)
        store.remember("a", 1)
        store.upgrade()
        assert store.recall("a") == 1
        store.close()

    def test_many_may_open_a_new_database_at_once(self, url: str) -> None:
        stores = [Store(url) for _ in range(6)]
        wrong: list[BaseException] = []

        def start(store: Store) -> None:
            try:
                store.open()
            except BaseException as error:
                wrong.append(error)

        threads = [threading.Thread(target=start, args=(store,)) for store in stores]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        for number, store in enumerate(stores):
            store.remember(str(number), number)
            assert stores[0].recall(str(number)) == number
        for store in stores:
            store.close()


class TestProcesses:
    def test_kill_9_loses_no_acknowledged_answer(self, url: str) -> None:
        writer = start_writer(url, "s", 10_000)
        assert writer.stdout is not None
        with writer:
            assert writer.stdout.readline() == "ready\n"
            say_go(writer)
            acknowledged = [int(writer.stdout.readline()) for _ in range(25)]
            writer.send_signal(signal.SIGKILL)
            acknowledged += [int(line) for line in writer.stdout.read().splitlines()]
        store = opened(url)
        turns = store.turns("s")
        answered = [turn.number for turn in turns if turn.answer == f"answer {turn.number} " + "x" * 2000]
        assert answered[: len(acknowledged)] == acknowledged
        assert len(turns) - len(acknowledged) <= 1, "at most the turn that was being written"
        store.update_turn(turns[0].model_copy(update={"hints": 1}))
        store.close()

    def test_two_processes_write_turns_and_a_third_reads_them(self, url: str) -> None:
        store = opened(url)
        writers = [start_writer(url, name, 20) for name in ("s1", "s2")]
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
        for writer in writers:
            say_go(writer)
        while any(writer.poll() is None for writer in writers):
            assert {session.id for session in store.sessions("me")} == {"s1", "s2"}
            time.sleep(0.02)
        for writer, name in zip(writers, ("s1", "s2"), strict=True):
            writer.communicate()
            assert writer.returncode == 0
            assert [turn.number for turn in store.turns(name) if turn.answer] == list(range(20))
        store.close()

    @pytest.mark.slow
    def test_many_processes_may_open_a_new_database_at_once(self, url: str) -> None:
        writers = [start_writer(url, f"s{number}", 1) for number in range(4)]
        for writer in writers:
            said, _ = writer.communicate("go\n")
            assert (said, writer.returncode) == ("ready\n0\n", 0)
