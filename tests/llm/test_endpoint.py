"""What happens between us and an endpoint: retries, failures in words, proxies, keys; through real HTTP."""

from __future__ import annotations

import os
import socket
import threading
from typing import Any

import pytest

from interviewer import llm
from interviewer.errors import ProviderError, SettingsError
from interviewer.i18n import tell
from interviewer.llm import EndpointError
from interviewer.llm.failures import LONGEST_WAIT, address_of, host_of
from tests.llm.conftest import KEY, Connect
from tests.openai_server import OpenAIServer, break_stream, drop, fail, hang, reply_with, say, send

HELLO = [("user", "Hello")]


# ---------------------------------------------------------------- retries


@pytest.mark.parametrize("trouble", [fail(500), fail(503), fail(429), drop], ids=["500", "503", "429", "dropped"])
def test_passing_trouble_is_tried_again(server: OpenAIServer, trouble: Any, connect: Connect) -> None:
    server.then(trouble, trouble, say("Hello!"))
    client = connect(server.url)
    assert client.ask() == "Hello!"
    assert len(server.chats) == 3
    assert len(client.pauses) == 2 and max(client.pauses) <= 8


def test_a_timeout_is_tried_again(server: OpenAIServer, connect: Connect) -> None:
    server.then(hang(1.0), say("Hello!"))
    assert connect(server.url, timeout=0.2).ask() == "Hello!"


@pytest.mark.parametrize(("header", "pause"), [({"Retry-After": "3"}, 3.0), ({"retry-after-ms": "1500"}, 1.5), ({"Retry-After": "0"}, 0.0)])
def test_retry_after_is_kept_to(server: OpenAIServer, header: dict[str, str], pause: float, connect: Connect) -> None:
    server.then(fail(429, headers=header), say("Hello!"))
    client = connect(server.url)
    client.ask()
    assert client.pauses == [pause]


def test_a_date_to_retry_after_is_understood(server: OpenAIServer, connect: Connect) -> None:
    server.then(fail(503, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), say("Hello!"))
    client = connect(server.url)
    client.ask()
    assert client.pauses == [0.0]


@pytest.mark.parametrize("nonsense", ["soon", "12x", "Wed, 99 Foo"])
def test_a_nonsensical_retry_after_is_ignored(server: OpenAIServer, nonsense: str, connect: Connect) -> None:
    server.then(fail(429, headers={"Retry-After": nonsense}), say("Hello!"))
    assert connect(server.url).ask() == "Hello!"


def test_nobody_waits_for_minutes(server: OpenAIServer, connect: Connect) -> None:
    server.then(fail(429, headers={"Retry-After": str(LONGEST_WAIT + 60)}))
    client = connect(server.url)
    with pytest.raises(EndpointError, match="asks to wait 90 s"):
        client.ask()
    assert client.pauses == []


def test_retries_are_bounded(server: OpenAIServer, connect: Connect) -> None:
    server.then(fail(500))
    with pytest.raises(EndpointError):
        connect(server.url, retries=1).ask()
    assert len(server.chats) == 2


@pytest.mark.parametrize("trouble", [fail(400), fail(401), fail(403), fail(404), fail(429, "You exceeded your current quota"), fail(501)])
def test_lasting_trouble_is_not_tried_again(server: OpenAIServer, trouble: Any, connect: Connect) -> None:
    server.then(trouble)
    with pytest.raises(EndpointError):
        connect(server.url).ask()
    assert len(server.chats) == 1


def test_a_model_that_takes_no_temperature_gets_none(server: OpenAIServer, connect: Connect) -> None:
    server.then(fail(400, "Unsupported value: 'temperature' does not support 0 with this model."), say("Hello!"))
    client = connect(server.url)
    assert client.ask() == client.ask() == "Hello!"
    assert ["temperature" in asked.body for asked in server.chats] == [True, False, False]


# ---------------------------------------------------------------- failures in words


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (fail(401, f"Incorrect API key provided: {KEY}"), "key was refused"),
        (fail(403, "no"), "access was refused"),
        (fail(402, "Insufficient Balance"), "no quota left"),
        (fail(404, "The model `small` does not exist"), "knows no model 'small'"),
        (fail(400, "This model's maximum context length is 8192 tokens"), "longer than the model's window"),
        (fail(400, f"bad parameter with {KEY}"), r"refused the request \(400: bad parameter with \*\*\*\)"),
        (fail(429, "slow down"), "too many requests"),
        (fail(500, "CUDA out of memory"), r"failed \(500: CUDA out of memory\)"),
        (send("", status=307, headers={"Location": "http://192.0.2.1/v1"}), "sends us elsewhere"),
        (send("<html>Welcome</html>", kind="text/html"), "a web page"),
        (send("not json"), "no OpenAI-compatible chat reply"),
        (send('{"choices": null}'), "no OpenAI-compatible chat reply"),
        (send('{"choices": []}'), "no OpenAI-compatible chat reply"),
        (send('{"choices": [{"message": null}]}'), "no OpenAI-compatible chat reply"),
        (send('{"error": {"code": 404, "message": "no such model"}}'), "knows no model"),
        (send('"text"'), "no OpenAI-compatible chat reply"),
        (drop, "connection was dropped"),
        (hang(1.0), "no answer within 0.3 s"),
    ],
)
def test_every_failure_says_what_where_and_the_way_out(server: OpenAIServer, behaviour: Any, words: str, connect: Connect) -> None:
    server.then(behaviour)
    client = connect(server.url, timeout=0.3, retries=0)
    with pytest.raises(ProviderError, match=words) as caught:
        client.ask()
    error = caught.value
    assert error.where == host_of(server.url) and error.way_out
    assert KEY not in f"{error}{error!r}{error.args}{error.values}"
    assert error.__suppress_context__  # a traceback would quote what the endpoint said
    assert any("\u4e00" <= letter <= "\u9fff" for letter in tell("zh", error))
    assert tell("en", error).startswith(error.where)


def test_nothing_listening_is_told_from_no_such_host(connect: Connect) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(EndpointError, match="nothing listens there"):
            connect(f"http://127.0.0.1:{port}/v1", retries=0).ask()


def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch, connect: Connect) -> None:
    def unknown(*args: object, **named: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    _no_proxies(monkeypatch)
    with pytest.raises(EndpointError, match="no such host"):
        connect("http://models.invalid/v1", retries=2).ask()


def test_no_secure_connection(server: OpenAIServer, connect: Connect) -> None:
    with pytest.raises(EndpointError, match="no secure connection"):
        connect(server.url.replace("http://", "https://"), retries=0).ask()


def test_names_and_passwords_in_a_url_are_not_shown() -> None:
    assert host_of("https://me:secret@models.example:8443/v1") == "models.example:8443"
    assert address_of("https://me:secret@models.example/v1") == "models.example/v1"


# ---------------------------------------------------------------- streaming


def test_a_stream_comes_piece_by_piece(server: OpenAIServer, connect: Connect) -> None:
    server.then(fail(503), say("Tell me more."))
    pieces = [chunk.text for chunk in connect(server.url).model.stream(HELLO)]
    assert "".join(pieces) == "Tell me more." and len(pieces) > 2


def test_a_stream_that_breaks_is_an_error_after_what_was_shown(server: OpenAIServer, connect: Connect) -> None:
    server.then(break_stream("Tell me"))
    shown = []
    with pytest.raises(EndpointError, match="dropped"):
        for chunk in connect(server.url).model.stream(HELLO):
            shown.append(chunk.text)
    assert "".join(shown) == "Tell me"
    assert len(server.chats) == 1


# ---------------------------------------------------------------- keys, proxies, other tools' variables


def test_without_a_key_a_placeholder_is_sent_to_a_server_of_ones_own(server: OpenAIServer, connect: Connect) -> None:
    server.then(say("Hello!"))
    connect(server.url, openai_api_key=None).ask()
    assert server.chats[0].headers["authorization"] == "Bearer none"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"openai_base_url": "", "openai_api_key": None}, "OPENAI_API_KEY"),
        ({"openai_api_key": "sk-пароль"}, "OPENAI_API_KEY"),
        ({"openai_api_key": "sk-one sk-two"}, "OPENAI_API_KEY"),
        ({"chat_model": ""}, "INTERVIEWER_CHAT_MODEL"),
        ({"offline": True}, "INTERVIEWER_CHAT_MODEL"),
    ],
)
def test_settings_that_name_no_usable_model(changes: dict[str, Any], where: str, connect: Connect) -> None:
    with pytest.raises(SettingsError) as caught:
        connect("http://127.0.0.1:9/v1", **changes)
    assert caught.value.where == where


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "socks5://127.0.0.1:9"])
def test_this_machine_is_never_reached_through_a_proxy(
    server: OpenAIServer, monkeypatch: pytest.MonkeyPatch, proxy: str, connect: Connect
) -> None:
    _no_proxies(monkeypatch)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy)
    server.then(say("Hello!"))
    assert connect(server.url, retries=0).ask() == "Hello!"


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "ALL_PROXY"])
def test_other_machines_are_reached_through_the_proxy(monkeypatch: pytest.MonkeyPatch, variable: str, connect: Connect) -> None:
    _no_proxies(monkeypatch)
    with OpenAIServer(say("Hello!")) as proxy:
        monkeypatch.setenv(variable, proxy.url.removesuffix("/v1"))
        assert connect("http://models.invalid/v1", retries=0).ask() == "Hello!"
        assert proxy.requests[0].path == "http://models.invalid/v1/chat/completions"


def test_other_machines_are_reached_through_a_socks_proxy(monkeypatch: pytest.MonkeyPatch, connect: Connect) -> None:
    _no_proxies(monkeypatch)
    asked_for: list[bytes] = []

    def serve(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(16)
            connection.sendall(b"\x05\x00")  # SOCKS 5, no password
            asked_for.append(connection.recv(64))
            connection.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x09")
            connection.recv(65536)
            reply = b'{"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Hello!"}}]}'
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(reply), reply))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{listening.getsockname()[1]}")
        assert connect("http://models.invalid/v1", retries=0).ask() == "Hello!"
    assert b"models.invalid" in asked_for[0]


def test_a_proxy_that_is_no_proxy_is_a_setting_at_fault(monkeypatch: pytest.MonkeyPatch, connect: Connect) -> None:
    _no_proxies(monkeypatch)
    monkeypatch.setenv("ALL_PROXY", "gopher://127.0.0.1:9")
    with pytest.raises(SettingsError, match="proxy"):
        connect("http://models.invalid/v1")


def test_variables_of_other_tools_send_nothing_anywhere(server: OpenAIServer, monkeypatch: pytest.MonkeyPatch, connect: Connect) -> None:
    with OpenAIServer(say("spied")) as elsewhere:
        for name in ("OPENAI_API_BASE", "LANGSMITH_GATEWAY", "LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT"):
            monkeypatch.setenv(name, elsewhere.url)
        for name in ("LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("OPENAI_PROXY", elsewhere.url)
        monkeypatch.setenv("OPENAI_ORG_ID", "org-mine")
        monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-mine")
        server.then(say("Hello!"))
        assert connect(server.url).ask() == "Hello!"
        assert elsewhere.requests == []
    assert not {"openai-organization", "openai-project"} & set(server.chats[0].headers)


def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


# ---------------------------------------------------------------- the doctor's question


def test_a_working_endpoint_is_described(server: OpenAIServer, connect: Connect) -> None:
    server.then(reply_with({"ok": True}))
    found = llm.check(connect(server.url).settings)
    assert (found.model, found.where, found.enforces_json) == ("small", host_of(server.url), True)
    assert found.seconds > 0


def test_an_unknown_model_is_answered_with_those_there_are(server: OpenAIServer, connect: Connect) -> None:
    server.then(fail(404))
    with pytest.raises(EndpointError, match="It lists: large, small"):
        llm.check(connect(server.url).settings)


def test_a_wrong_key_is_found_at_once(server: OpenAIServer, connect: Connect) -> None:
    server.then(fail(401))
    with pytest.raises(EndpointError, match="key was refused"):
        llm.check(connect(server.url).settings)
    assert len(server.requests) == 1


def test_a_model_that_can_not_reply_in_json_is_found(server: OpenAIServer, connect: Connect) -> None:
    server.then(say("OK"))
    with pytest.raises(ProviderError, match="can't be used"):
        llm.check(connect(server.url).settings)


def test_the_fake_server_embeds_too(server: OpenAIServer) -> None:
    from openai import OpenAI

    with OpenAI(base_url=server.url, api_key="none") as client:
        reply = client.embeddings.create(model="e", input=["one", "two"])
    assert [len(row.embedding) for row in reply.data] == [3, 3]
