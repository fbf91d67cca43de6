"""A chat model that says what it was told to say, for tests and for trying things out without a key."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import PrivateAttr

from interviewer.errors import ProviderError


class ScriptedChatModel(BaseChatModel):
    """Gives the queued replies one after another, raises those that are exceptions, and keeps the prompts it got."""

    model_name: str = "scripted"
    _replies: deque[str | AIMessage | Exception] = PrivateAttr(default_factory=deque)
    _prompts: list[list[BaseMessage]] = PrivateAttr(default_factory=list)
    _options: list[dict[str, Any]] = PrivateAttr(default_factory=list)

    def __init__(self, replies: Iterable[str | AIMessage | Exception] = (), **fields: Any) -> None:
        super().__init__(**fields)
        self._replies.extend(replies)

    @property
    def prompts(self) -> list[list[BaseMessage]]:
        """The messages of every call so far."""
        return self._prompts

    @property
    def options(self) -> list[dict[str, Any]]:
        """The keyword arguments of every call so far."""
        return self._options

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def queue(self, *replies: str | AIMessage | Exception) -> None:
        self._replies.extend(replies)

    def _generate(self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: Any = None, **kwargs: Any) -> ChatResult:
        self._prompts.append(messages)
        self._options.append(kwargs)
        if not self._replies:
            raise ProviderError("it was told to say nothing more", where="scripted model", way_out="Queue another reply.")
        reply = self._replies.popleft()
        if isinstance(reply, Exception):
            raise reply
        message = AIMessage(reply) if isinstance(reply, str) else reply
        return ChatResult(generations=[ChatGeneration(message=message)])
