"""Put on PYTHONPATH of a child process: refuses everything but loopback and writes each attempt to $BLOCKED_LOG."""

import os
import socket
from pathlib import Path

_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")
_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


def _check(address):
    host = address[0] if isinstance(address, tuple) else None
    if host is not None and host != "" and not str(host).startswith(_LOOPBACK):
        with Path(os.environ["BLOCKED_LOG"]).open("a", encoding="utf-8") as log:
            log.write(f"{host}\n")
        raise OSError(f"blocked by a test: {host}")


def connect(self, address):
    _check(address)
    return _connect(self, address)


def connect_ex(self, address):
    _check(address)
    return _connect_ex(self, address)


def getaddrinfo(host, *rest, **named):
    _check((host.decode() if isinstance(host, bytes) else host or "",))
    return _getaddrinfo(host, *rest, **named)


if "BLOCKED_LOG" in os.environ:
    socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo = connect, connect_ex, getaddrinfo
