"""The replies of a model, kept by what they answered, so that nothing is paid for twice and a grade can be checked later."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from interviewer.errors import ReplyError
from interviewer.graders.judgement import Judgement
from interviewer.llm import Memory, Messages, Reply, UnreadableReply, read, structured
from interviewer.schema import Tokens

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Way = Literal["kept", "fresh", "replay"]
"""kept: ask for what is not kept, and keep it; fresh: ask for everything, keep nothing; replay: ask for nothing."""


class Gone(ReplyError):
    """A reply that a replay needs was never kept, or is kept no more."""


class Replies:
    """Replies of one model; each is kept under a hash of model, prompt, item revision, key points and sentences."""

    def __init__(self, model: BaseChatModel | None, memory: Memory, way: Way) -> None:
        self.model, self.memory, self.way = model, memory, way
        self.paid = False
        """Whether the model was asked for any of them."""

    def ask(self, key: str, messages: Messages, schema: type[Judgement]) -> Reply[Judgement]:
        """Return the reply to these messages; raises the ProviderError of the endpoint, or Gone."""
        name = f"reply {key}"
        kept = None if self.way == "fresh" else _load(self.memory.recall(name), schema)
        if kept is not None:
            return kept
        if self.way == "replay" or self.model is None:
            raise Gone("the model's reply is not kept", key="reply_gone")
        self.paid = True
        reply = structured(self.model, messages, schema, remember=self.memory)
        if self.way == "kept":
            kept_text = {"text": reply.text, "tokens": reply.tokens.model_dump()}
            self.memory.remember(name, json.dumps(kept_text, ensure_ascii=False))
        return reply


def _load(value: object, schema: type[Judgement]) -> Reply[Judgement] | None:
    """Return a kept reply; None for what can't be read (any more), which is then asked for again."""
    if not isinstance(value, str):
        return None
    try:
        record = json.loads(value)
        return Reply(read(record["text"], schema), Tokens.model_validate(record["tokens"]), record["text"])
    except (UnreadableReply, ValidationError, ValueError, LookupError, TypeError):
        return None


def key_parts(points: Sequence[str], sentences: Sequence[str]) -> tuple[str, ...]:
    """Return texts that stand for what was asked about what, one after another without confusion."""
    return (str(len(points)), *points, *sentences)
