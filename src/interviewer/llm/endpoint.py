"""A chat model behind an OpenAI-compatible endpoint: its HTTP client, its retries, its failures in words."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import httpx2
import langsmith
import openai
import socksio
import tenacity
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI
from pydantic import Field, SecretStr

from interviewer.errors import SettingsError
from interviewer.llm.failures import EndpointError, explain
from interviewer.settings import Settings

T = TypeVar("T")

_LONGEST_CONNECT = 10.0
_NO_KEY = "none"
"""Sent where a base URL is set without a key: local servers ask for none, but the client library insists."""
_OF_THE_CLIENT = (openai.OpenAIError, httpx2.HTTPError, socksio.SOCKSError, OSError, ValueError, TypeError, LookupError, AttributeError)
"""What the client libraries raise: theirs, and whatever a reply of another shape makes them stumble over."""


class Endpoint(ChatOpenAI):
    """LangChain's model with bounded retries of ours; whatever goes wrong is an EndpointError."""

    tries: int = 1
    seconds: float = 60.0
    pause: Callable[[float], None] = Field(default=time.sleep, exclude=True)
    """How to wait between tries, in seconds."""

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        generate = super()._generate

        def call() -> ChatResult:
            result = generate(messages, *args, **kwargs)
            if not result.generations:
                raise ValueError("no choices")
            return result

        return self._tried(call)

    def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        stream = super()._stream

        def begin() -> tuple[ChatGenerationChunk | None, Iterator[ChatGenerationChunk]]:
            chunks = stream(*args, **kwargs)
            return next(chunks, None), chunks

        first, rest = self._tried(begin)
        if first is not None:
            yield first
            with self._explained():  # what was shown can't be taken back, so there is no other try from here on
                yield from rest

    def listed(self) -> list[str]:
        """Return the names of the models that the endpoint lists; raises EndpointError."""
        with self._explained():
            return sorted(model.id for model in self.root_client.models.list())

    def close(self) -> None:
        """Close the connections that are kept open for the next call."""
        self.root_client.close()

    def _tried(self, call: Callable[[], T]) -> T:
        def attempt() -> T:
            try:
                with self._explained():
                    return call()
            except EndpointError as refused:
                if self.temperature is None or refused.status != 400 or "temperature" not in refused.what:
                    raise
                self.temperature = None  # reasoning models take no temperature but their own
                with self._explained():
                    return call()

        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.tries),
            wait=_wait,
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, EndpointError) and error.transient),
            sleep=self.pause,
            reraise=True,
        )
        return retrying(attempt)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        secret = self.root_client.api_key
        try:
            yield
        except _OF_THE_CLIENT as error:
            failure = explain(error, url=str(self.root_client.base_url), model=self.model_name, timeout=self.seconds, secret=secret)
            raise failure from None  # the cause quotes what the endpoint said, the key included


_backoff = tenacity.wait_random_exponential(multiplier=0.5, max=8)


def _wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, EndpointError) else None
    return _backoff(state) if asked is None else asked


def connect(settings: Settings, pause: Callable[[float], None]) -> Endpoint:
    """Return the model that the settings name; nothing is sent yet. Raises SettingsError when none may be used."""
    if not settings.uses_llm:
        why = "INTERVIEWER_OFFLINE forbids remote calls" if settings.offline else "no chat model is set"
        raise SettingsError(why, where="INTERVIEWER_CHAT_MODEL", way_out="Set a model, or use the local grader.")
    model = Endpoint(
        model=settings.chat_model,
        api_key=SecretStr(_key(settings)),
        base_url=settings.endpoint,
        timeout=settings.timeout,
        temperature=0,
        max_retries=0,
        tries=settings.retries + 1,
        seconds=settings.timeout,
        pause=pause,
        use_responses_api=False,
        http_client=_client(settings),
        http_async_client=openai.DefaultAsyncHttpxClient(trust_env=False),  # never used; the default one trips over proxies
        http_socket_options=(),
        openai_proxy=None,
    )
    langsmith.configure(enabled=False)  # a tracing variable that lies around for other tools must not send answers anywhere
    if settings.openai_base_url:  # OPENAI_ORG_ID and the like are meant for OpenAI
        model.root_client.organization = model.root_client.project = None
    return model


def _key(settings: Settings) -> str:
    key = settings.openai_api_key.get_secret_value().strip() if settings.openai_api_key else ""
    if not key and not settings.openai_base_url:
        raise SettingsError(
            "a chat model is set, but no key", where="OPENAI_API_KEY", way_out="Set it, or OPENAI_BASE_URL for a server that needs none."
        )
    if not key.isascii() or any(map(str.isspace, key)):
        raise SettingsError("it holds characters that no key has", where="OPENAI_API_KEY", way_out="Copy the key again.")
    return key or _NO_KEY


def _client(settings: Settings) -> httpx2.Client:
    """Return a client that goes through the proxies of the environment, except to this machine, and follows nobody elsewhere."""
    timeout = httpx2.Timeout(settings.timeout, connect=min(settings.timeout, _LONGEST_CONNECT))
    try:
        return openai.DefaultHttpxClient(trust_env=not settings.endpoint_is_local, follow_redirects=False, timeout=timeout)
    except (ImportError, ValueError) as error:
        raise SettingsError(
            f"the proxy can't be used ({error})", where="ALL_PROXY", way_out="Set HTTPS_PROXY to an http:// proxy."
        ) from error
