"""Chat models behind any OpenAI-compatible endpoint, the objects they are asked for, and the length of texts.

Nothing heavy is imported until a model is made.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from interviewer.llm.failures import EndpointError, host_of
from interviewer.llm.replies import UnreadableReply, read
from interviewer.llm.structured import Forgetful, Memory, Messages, Reply, UnusableReply, enforces_json, name_of, structured, total
from interviewer.llm.tokens import Count, count, trim
from interviewer.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from interviewer.llm.endpoint import Endpoint

__all__ = [
    "Checked",
    "Count",
    "EndpointError",
    "Forgetful",
    "Memory",
    "Messages",
    "Reply",
    "UnreadableReply",
    "UnusableReply",
    "chat_model",
    "check",
    "count",
    "name_of",
    "read",
    "structured",
    "total",
    "trim",
]


def chat_model(settings: Settings, *, pause: Callable[[float], None] = time.sleep) -> BaseChatModel:
    """Return the chat model that the settings name; nothing is sent before it is asked something.

    Its calls are tried `settings.retries` times more after a timeout, a dropped connection, 429 (as long as the endpoint
    asks) or 5xx, with `pause` between; whatever still goes wrong is an EndpointError. Raises SettingsError when no model
    may be used.
    """
    from interviewer.llm.endpoint import connect

    return connect(settings, pause)


_MOST_LISTED = 12


class _Ping(BaseModel):
    ok: bool


@dataclass(frozen=True)
class Checked:
    """An endpoint that answers."""

    model: str
    where: str
    """Host of the endpoint."""
    seconds: float
    """That one small question took."""
    enforces_json: bool
    """Whether it keeps to a JSON schema by itself; if not, the schema is asked for in the prompt."""


def check(settings: Settings, *, remember: Memory | None = None) -> Checked:
    """Ask the endpoint one small question, once; raises SettingsError, or ProviderError with the way out.

    A model that is not there is answered with the names of those that are.
    """
    from interviewer.llm.endpoint import connect

    model = connect(settings.model_copy(update={"retries": 0}), time.sleep)
    memory, started = remember or Forgetful(), time.perf_counter()
    try:
        structured(model, [("user", "This is a test of the connection. Set ok to true.")], _Ping, remember=memory)
    except EndpointError as error:
        if error.status == 404:
            raise EndpointError(error.what, where=error.where, way_out=f"{error.way_out}{_listed(model)}", status=404) from None
        raise
    finally:
        model.close()
    seconds = time.perf_counter() - started
    return Checked(settings.chat_model, host_of(settings.endpoint), seconds, enforces_json(model, memory))


def _listed(model: Endpoint) -> str:
    with contextlib.suppress(EndpointError):
        names = model.listed()
        more = ", ..." if len(names) > _MOST_LISTED else ""
        return f" It lists: {', '.join(names[:_MOST_LISTED])}{more}." if names else " It lists none."
    return ""
