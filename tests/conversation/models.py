"""Chat models for the tests of what is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from interviewer.errors import ProviderError


class Streaming(BaseChatModel):
    """Says one text, a few letters at a time; breaks off after `breaks_after` letters if that is set, and keeps what it was asked."""

    text: str = ""
    breaks_after: int | None = None
    _asked: list[str] = PrivateAttr(default_factory=list)

    @property
    def asked(self) -> list[str]:
        """The prompts so far, each as one text."""
        return self._asked

    @property
    def _llm_type(self) -> str:
        return "streaming"

    def _says(self, messages: list[BaseMessage]) -> str:
        self._asked.append("\n".join(message.text for message in messages))
        return self.text

    def _generate(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any) -> ChatResult:
        said = self._says(messages)
        if self.breaks_after is not None:
            raise ProviderError("the connection broke", where="test", way_out="None.")
        return ChatResult(generations=[ChatGeneration(message=AIMessage(said))])

    def _stream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        said = self._says(messages)
        for at in range(0, len(said), 7):
            if self.breaks_after is not None and at >= self.breaks_after:
                raise ProviderError("the connection broke", where="test", way_out="None.")
            yield ChatGenerationChunk(message=AIMessageChunk(said[at : at + 7]))


class Obedient(Streaming):
    """Does whatever it was asked: it says back all that it was given, without a mark at which to stop."""

    def _says(self, messages: list[BaseMessage]) -> str:
        return super()._says(messages) or " ".join(self._asked[-1].split())
