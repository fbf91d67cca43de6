"""A small OpenAI-compatible server on this machine that does what a script says, faults included, and keeps what it was asked."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from types import TracebackType
from typing import Any, cast

Body = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    """Names in lower case."""
    body: Body

    @property
    def prompt(self) -> str:
        """The texts of all messages."""
        return "\n".join(str(message["content"]) for message in self.body.get("messages", []))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # otherwise every reply takes 40 ms

    def log_message(self, format: str, *args: object) -> None:
        pass

    @property
    def owner(self) -> OpenAIServer:
        return cast("_Threads", self.server).owner

    def do_GET(self) -> None:
        self.owner.requests.append(Asked(self.path, _lowered(self.headers), {}))
        if not self.path.endswith("/models"):
            self.send_json(404, {"error": {"message": f"no {self.path}"}})
        elif self.owner.key and self.headers.get("Authorization") != f"Bearer {self.owner.key}":
            self.send_json(401, {"error": {"message": "no"}})
        else:
            self.send_json(200, {"object": "list", "data": [{"id": name, "object": "model"} for name in self.owner.models]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        self.owner.requests.append(Asked(self.path, _lowered(self.headers), body))
        if self.path.endswith("/embeddings"):
            texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
            vectors = [{"object": "embedding", "index": i, "embedding": _vector(str(t))} for i, t in enumerate(texts)]
            self.send_json(
                200, {"object": "list", "data": vectors, "model": body["model"], "usage": {"prompt_tokens": 1, "total_tokens": 1}}
            )
        elif self.path.endswith("/chat/completions"):
            self.owner.next_behaviour()(self, body)
        else:
            self.send_json(404, {"error": {"message": f"no {self.path}"}})

    def send_json(self, status: int, body: object, headers: dict[str, str] | None = None) -> None:
        self.send_raw(status, json.dumps(body).encode(), "application/json", headers)

    def send_raw(self, status: int, raw: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)


Behaviour = Callable[[Handler, Body], None]


class _Threads(ThreadingHTTPServer):
    daemon_threads = True
    owner: OpenAIServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away."""


class OpenAIServer:
    """Use as a context manager; queue behaviours with `then`, the last of them goes on for ever."""

    def __init__(self, *script: Behaviour, models: Iterable[str] = ("small",), key: str = "") -> None:
        self.script = deque(script)
        self.models, self.key = tuple(models), key
        self.requests: list[Asked] = []
        self._lock = threading.Lock()
        self._http = _Threads(("127.0.0.1", 0), Handler)
        self._http.owner = self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    @property
    def chats(self) -> list[Asked]:
        return [asked for asked in self.requests if asked.path.endswith("/chat/completions")]

    def then(self, *script: Behaviour) -> None:
        self.script.extend(script)

    def now(self, *script: Behaviour) -> None:
        """Forget what was queued, and do this."""
        with self._lock:
            self.script = deque(script)

    def next_behaviour(self) -> Behaviour:
        with self._lock:
            return self.script.popleft() if len(self.script) > 1 else self.script[0]

    def __enter__(self) -> OpenAIServer:
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._http.shutdown()
        self._http.server_close()


# ---------------------------------------------------------------- behaviours


def say(text: str | None, *, finish: str = "stop", refusal: str | None = None, usage: bool = True) -> Behaviour:
    """Reply with a text, streamed when that is asked for."""

    def behave(handler: Handler, body: Body) -> None:
        if body.get("stream"):
            _stream(handler, body, text or "", finish)
            return
        message = {"role": "assistant", "content": text, "refusal": refusal}
        reply: Body = {
            "id": "c1",
            "object": "chat.completion",
            "created": 0,
            "model": body["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        }
        if usage:
            reply["usage"] = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
        handler.send_json(200, reply)

    return behave


def reply_with(value: object) -> Behaviour:
    """Reply with an object as bare JSON."""
    return say(json.dumps(value, ensure_ascii=False))


def fail(status: int, message: str = "", *, headers: dict[str, str] | None = None, **fields: object) -> Behaviour:
    return lambda handler, body: handler.send_json(status, {"error": {"message": message, **fields}}, headers)


def send(raw: str, *, status: int = 200, kind: str = "application/json", headers: dict[str, str] | None = None) -> Behaviour:
    """Send bytes as they are."""
    return lambda handler, body: handler.send_raw(status, raw.encode(), kind, headers)


def refuse_format(then: Behaviour) -> Behaviour:
    """Refuse a response_format with 400, and do something else without one."""

    def behave(handler: Handler, body: Body) -> None:
        if "response_format" in body:
            handler.send_json(400, {"error": {"message": "This response_format type is unavailable now"}})
        else:
            then(handler, body)

    return behave


def drop(handler: Handler, body: Body) -> None:
    """Close the connection without a word."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def hang(seconds: float) -> Behaviour:
    def behave(handler: Handler, body: Body) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return behave


def break_stream(text: str) -> Behaviour:
    """Stream a text and drop the connection before the end."""

    def behave(handler: Handler, body: Body) -> None:
        _stream(handler, body, text, None)
        drop(handler, body)

    return behave


class Paced:
    """Streams pieces one by one: the next after so many seconds, or as soon as it is told to go on; keeps when each was sent."""

    def __init__(self, *pieces: str, seconds: float | None = None, dies: bool = False) -> None:
        self.sent: list[float] = []
        """Seconds since the epoch."""
        self._pieces, self._seconds, self._dies = pieces, seconds, dies
        self._go = threading.Semaphore(0)

    def go_on(self, pieces: int = 1) -> None:
        self._go.release(pieces)

    def __call__(self, handler: Handler, body: Body) -> None:
        _stream(handler, body, self._paced(), None if self._dies else "stop")
        if self._dies:
            drop(handler, body)

    def _paced(self) -> Iterable[str]:
        for piece in self._pieces:
            self._go.acquire(timeout=self._seconds)
            self.sent.append(time.time())
            yield piece


def either(streamed: Behaviour, whole: Behaviour) -> Behaviour:
    """Do the one where a stream is asked for, the other where a reply at once."""
    return lambda handler, body: (streamed if body.get("stream") else whole)(handler, body)


def _stream(handler: Handler, body: Body, text: str | Iterable[str], finish: str | None) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    pieces = (text[i : i + 4] for i in range(0, len(text), 4)) if isinstance(text, str) else text
    deltas = (({"content": piece}, None) for piece in pieces)
    for delta, reason in chain(deltas, [({}, finish)] if finish else []):
        chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": body["model"]}
        _chunk(handler, f"data: {json.dumps({**chunk, 'choices': [{'index': 0, 'delta': delta, 'finish_reason': reason}]})}\n\n")
    if finish:
        _chunk(handler, "data: [DONE]\n\n")
        handler.wfile.write(b"0\r\n\r\n")


def _chunk(handler: Handler, text: str) -> None:
    raw = text.encode()
    handler.wfile.write(f"{len(raw):x}\r\n".encode() + raw + b"\r\n")
    handler.wfile.flush()


def _lowered(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _vector(text: str) -> list[float]:
    return [float(len(text)), float(sum(map(ord, text)) % 97), 1.0]
