from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from interviewer import llm
from interviewer.llm.endpoint import Endpoint
from interviewer.settings import Settings
from tests.openai_server import OpenAIServer

KEY = "sk-very-secret-0123456789"


class Client:
    """A model at an endpoint, and the pauses it made."""

    def __init__(self, url: str, **changes: Any) -> None:
        given = {"chat_model": "small", "openai_base_url": url, "openai_api_key": KEY, "timeout": 5, "retries": 2}
        self.settings = Settings(**{**given, **changes})
        self.pauses: list[float] = []
        model = llm.chat_model(self.settings, pause=self.pauses.append)
        assert isinstance(model, Endpoint)
        self.model = model

    def ask(self) -> str:
        return str(self.model.invoke([("user", "Hello")]).text)


Connect = Callable[..., Client]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Make clients that are closed when the test is over."""
    made: list[Client] = []

    def make(url: str, **changes: Any) -> Client:
        made.append(Client(url, **changes))
        return made[-1]

    yield make
    for client in made:
        client.model.close()


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer(models=("small", "large")) as running:
        yield running
