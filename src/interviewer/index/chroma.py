"""The one place that talks to Chroma, in a folder or at a server, and that knows what its failures mean."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from interviewer.errors import SettingsError, VectorError
from interviewer.index.folder import Folder
from interviewer.settings import Settings, is_loopback

if TYPE_CHECKING:
    import httpx
    from chromadb import Collection
    from chromadb.api import ServerAPI
    from chromadb.config import System

_SQLITE_CODE = re.compile(r"\(code: (\d+)\)")
_OF_THE_MOMENT = {5, 6, 7, 8, 13, 14, 23}
"""SQLite's BUSY, LOCKED, NOMEM, READONLY, FULL, CANTOPEN and AUTH: they say nothing against the data itself."""


class Damaged(VectorError):
    """The folder can't be read as it is. Nothing is lost: all it held can be made again."""


class Chroma:
    """One connection, made when it is first needed. Whatever fails is a VectorError, or a Damaged when a new folder would help."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._url = settings.chroma_url
        self._folder = Folder(settings.chroma_path)
        self._system: System | None = None
        self._server: ServerAPI | None = None

    def find(self, name: str) -> Collection | None:
        """Return a collection as it is now; None when there is none."""
        if not self._url and self._folder.is_empty:
            return None  # nothing was ever written, and to look would write
        with self.guarded():
            from chromadb.errors import NotFoundError

            server = self._connected()
            try:
                return _collection(server, server.get_collection(name))
            except NotFoundError:
                return None

    def create(self, name: str, metadata: dict[str, str | int]) -> Collection:
        with self.guarded():
            server = self._connected()
            return _collection(server, server.create_collection(name, configuration={"hnsw": {"space": "cosine"}}, metadata=dict(metadata)))

    def claim(self) -> None:
        """Become the one process that writes the folder, until `close`; raises IndexBusy when another is. A server needs no such thing."""
        if not self._url and self._folder.claim():
            self.disconnect()  # what the writer before us did is seen by a new connection only

    def seal(self) -> None:
        """Note that a write is complete, so that the folder may be opened again."""
        if not self._url:
            self._folder.seal()

    def drop(self, *names: str) -> None:
        """Forget these collections; the folder goes as a whole."""
        if not self._url:
            self.claim()
            self.disconnect()
            self._folder.remove()
            return
        for name in names:
            if self.find(name):
                with self.guarded():
                    self._connected().delete_collection(name)

    def disconnect(self) -> None:
        """Let go of files and sockets; the next call connects again, and sees what other processes have written since."""
        system, server, self._system, self._server = self._system, self._server, None, None
        if system and server:
            system.stop()
            if self._url:
                server._session.close()  # type: ignore[attr-defined]

    def close(self) -> None:
        self.disconnect()
        self._folder.release()

    @contextlib.contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn what Chroma raises in this block into VectorError or Damaged."""
        try:
            yield
        except _failures() as error:
            raise self._explained(error) from error

    def _explained(self, error: BaseException) -> VectorError:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        if self._url:
            status = getattr(getattr(error, "response", None), "status_code", None)
            said = f"it answered {status}" if status else said  # the text of a status quotes the URL, password included
            way_out = "Start the server, correct CHROMA_URL, or leave it empty for the index in INTERVIEWER_HOME."
            return VectorError(f"the Chroma server failed ({said})", where=self._where, way_out=way_out)
        codes = {int(code) & 0xFF for code in _SQLITE_CODE.findall(said)}
        if codes & _OF_THE_MOMENT:
            way_out = "See to disk space and permissions, and try again."
            return VectorError(f"the index can't be used ({said})", where=self._where, way_out=way_out)
        return Damaged(f"the index is damaged ({said})", where=self._where, way_out="Run `interviewer ingest --rebuild`.")

    @property
    def _where(self) -> str:
        """The place, for people; without the password that a URL may hold."""
        if not self._url:
            return str(self._folder.path)
        parts = urlsplit(self._url)
        return f"CHROMA_URL ({parts._replace(netloc=parts.netloc.rpartition('@')[2]).geturl()})"

    def _connected(self) -> ServerAPI:
        if self._server is None:
            self._server = self._at_server() if self._url else self._in_folder()
        return self._server

    def _in_folder(self) -> ServerAPI:
        from chromadb.api.rust import RustBindingsAPI

        if not self._folder.is_sealed:
            raise Damaged("the index was half written, or its files were changed", where=self._where)
        system = _system(is_persistent=True, persist_directory=str(self._folder.path))
        server = system.instance(RustBindingsAPI)
        system.start()
        self._system = system
        return server

    def _at_server(self) -> ServerAPI:
        from chromadb.api.fastapi import FastAPI

        if self._settings.offline and not is_loopback(self._url):
            way_out = "Unset one of them, or use a server on this machine."
            raise SettingsError("INTERVIEWER_OFFLINE forbids a remote Chroma server", where="CHROMA_URL", way_out=way_out)
        system = _system(chroma_server_host=self._url, chroma_server_http_port=0)
        with _without_proxies() if is_loopback(self._url) else contextlib.nullcontext():
            server = system.instance(FastAPI)
        server._session.timeout = self._settings.timeout  # Chroma's own is none at all
        server._session.event_hooks = {"response": [_refuse_strangers]}
        with contextlib.ExitStack() as failing:
            failing.callback(server._session.close)
            self._greet(server)
            failing.pop_all()
        self._system = system
        return server

    def _greet(self, server: ServerAPI) -> None:
        try:
            server.heartbeat()
        except (LookupError, TypeError, ValueError) as error:
            way_out = "Correct it, or leave it empty for the index in INTERVIEWER_HOME."
            raise VectorError("what answers there is no Chroma server", where=self._where, way_out=way_out) from error


def _system(**named: Any) -> System:
    from chromadb.config import Settings as ChromaSettings
    from chromadb.config import System

    options: dict[str, Any] = {"_env_file": None, "anonymized_telemetry": False, **named}  # our .env is not Chroma's
    return System(ChromaSettings(**options))


def _collection(server: ServerAPI, model: Any) -> Collection:
    from chromadb import Collection

    return Collection(client=server, model=model, embedding_function=None)


def _failures() -> tuple[type[BaseException], ...]:
    """Return what Chroma raises: its own errors, those of its HTTP client, and panics of its Rust part, which are no Exception."""
    import httpx
    from chromadb.errors import ChromaError

    panics = [kind for kind in BaseException.__subclasses__() if kind.__module__ == "pyo3_runtime"]
    return (ChromaError, httpx.HTTPError, *panics)


def _refuse_strangers(response: httpx.Response) -> None:
    """Raise httpx.HTTPStatusError for a failure that isn't Chroma's (a proxy's, another program's): Chroma would raise a bare Exception."""
    from chromadb.errors import error_types

    if response.is_error:
        response.read()
        if not any(f'"{name}"' in response.text for name in error_types):
            response.raise_for_status()


@contextlib.contextmanager
def _without_proxies() -> Iterator[None]:
    """Hide the proxies of the environment from Chroma's HTTP client, which can't be told to leave them alone."""
    names = ("NO_PROXY", "no_proxy")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "*"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
