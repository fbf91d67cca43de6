"""What every test shares: no network but loopback, no setting of this machine, a home of its own."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")
_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


class NetworkBlocked(OSError):
    """A test tried to leave this machine."""


def _check(address: Any) -> None:
    if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
        raise NetworkBlocked(f"a test tried to reach {address[0]}")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Any:
    """Refuse every connection and name look-up beyond loopback, in this process; subprocesses are checked by their own tests."""

    def connect(self: socket.socket, address: Any) -> Any:
        _check(address)
        return _connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> Any:
        _check(address)
        return _connect_ex(self, address)

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        _check((host.decode() if isinstance(host, bytes) else host or "localhost",))
        return _getaddrinfo(host, *rest, **named)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect)
    patch.setattr(socket.socket, "connect_ex", connect_ex)
    patch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def clean_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home of its own and none of this machine's settings; return the home."""
    for name in list(os.environ):
        if name.startswith("INTERVIEWER_") or name.upper() in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "CHROMA_URL", "DATABASE_URL"):
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("INTERVIEWER_HOME", str(home))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.chdir(home)
    return home
