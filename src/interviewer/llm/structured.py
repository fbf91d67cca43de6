"""Asks a chat model for one object of a given shape, in the way that its endpoint understands best."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from pydantic import BaseModel

from interviewer.errors import ReplyError
from interviewer.llm.failures import EndpointError, address_of, host_of
from interviewer.llm.replies import UnreadableReply, is_bare, read, without_thoughts
from interviewer.llm.tokens import count, trim
from interviewer.schema import Tokens

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

T = TypeVar("T", bound=BaseModel)
Messages = Sequence[tuple[str, str]]
"""Role (system, user, assistant) and text."""

_FORMAT_REFUSED = {400, 415, 422, 501}
"""Statuses with which servers answer to a response_format that they don't know; 500 too, before it has ever worked."""
_ENFORCED, _PROMPTED = "enforced", "prompted"
_QUOTED_REPLY = 600
"""Tokens of an unusable reply that are shown to the model again."""


class Memory(Protocol):
    """Keeps small facts about endpoints from one run to the next."""

    def recall(self, name: str) -> object: ...
    def remember(self, name: str, value: str) -> None: ...


class Forgetful:
    """A memory that lasts as long as the process."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def recall(self, name: str) -> str | None:
        return self._known.get(name)

    def remember(self, name: str, value: str) -> None:
        self._known[name] = value


@dataclass(frozen=True)
class Reply(Generic[T]):
    value: T
    tokens: Tokens
    """Of all the calls it took."""
    text: str = ""
    """As the model wrote it; `read` makes the value of it again."""


class UnusableReply(ReplyError):
    """What was written can't be used, even when asked again; it was paid for all the same."""

    def __init__(self, fault: UnreadableReply, *, where: str, tokens: Tokens) -> None:
        super().__init__(
            f"the model's reply can't be used, even when asked again: {fault}",
            where=where,
            way_out="Try again, or choose a larger model.",
            key=f"model_unusable_{fault.kind}",
            host=where,
        )
        self.tokens = tokens


def structured(model: BaseChatModel, messages: Messages, schema: type[T], *, remember: Memory) -> Reply[T]:
    """Return one object of the schema, asked for at most twice, the second time with what was wrong the first time.

    An endpoint that enforces a JSON schema is used that way; whether it does is tried once and remembered for endpoint
    and model. Raises UnusableReply, or the ProviderError of the endpoint.
    """
    asking = _Asking(model, schema, remember)
    asked = [(role, text.encode("utf-8", "replace").decode()) for role, text in messages]  # half a surrogate pair can't be sent
    asked[-1] = (asked[-1][0], f"{asked[-1][1]}\n\n{shape_request(schema)}")
    spent = Tokens()
    for is_last in (False, True):
        message = asking.ask(asked)
        spent = total(spent, _usage(message, asked))
        try:
            return Reply(_value(message, schema), spent, message.text)
        except UnreadableReply as fault:
            if is_last:
                raise UnusableReply(fault, where=asking.where, tokens=spent) from None
            said = trim(without_thoughts(message.text), _QUOTED_REPLY) or "(nothing)"
            again = f"That reply can't be used: {fault}. Reply again with the JSON object alone, in the form asked for."
            asked = [*asked, ("assistant", said), ("user", again)]
    raise AssertionError("unreachable")


class _Asking:
    """Calls the model with its schema enforced where the endpoint can, and learns whether it can."""

    def __init__(self, model: BaseChatModel, schema: type[BaseModel], memory: Memory) -> None:
        self.model, self.memory = model, memory
        self.where = host_of(_url(model)) or model._llm_type
        self.fact = _fact(model)
        self.known = memory.recall(self.fact)
        self.enforces = self.known != _PROMPTED
        self.body = {"response_format": response_format(schema)}

    def ask(self, messages: Messages) -> AIMessage:
        if not self.enforces:
            return self.model.invoke(list(messages))
        try:
            # extra_body, because LangChain sends response_format by way of a parser that hides cut-off replies
            message = self.model.invoke(list(messages), extra_body=self.body)
        except EndpointError as refused:
            if refused.status not in _FORMAT_REFUSED and (refused.status != 500 or self.known):
                raise
            self.enforces = False
            message = self.model.invoke(list(messages))  # fails by itself where the format was not at fault
            self._learn(_PROMPTED)
            return message
        self.enforces = is_bare(without_thoughts(message.text))  # if not, a second try goes the other way
        if self.enforces:
            self._learn(_ENFORCED)
        elif self.known is None and not _is_cut(message) and not _is_refusal(message):
            self._learn(_PROMPTED)
        return message

    def _learn(self, what: str) -> None:
        if what != self.known:
            self.known = what
            self.memory.remember(self.fact, what)


def enforces_json(model: BaseChatModel, memory: Memory) -> bool:
    """Tell whether the model's endpoint is known to keep to a JSON schema by itself."""
    return memory.recall(_fact(model)) == _ENFORCED


def _fact(model: BaseChatModel) -> str:
    return f"json of {name_of(model)} at {address_of(_url(model)) or model._llm_type}"


def _url(model: BaseChatModel) -> str:
    return str(getattr(model, "openai_api_base", None) or "")


def name_of(model: BaseChatModel) -> str:
    """Return the name of a chat model, for people and for the record."""
    return str(getattr(model, "model_name", "") or model._llm_type)


def _value(message: AIMessage, schema: type[T]) -> T:
    if _is_refusal(message):
        raise UnreadableReply("the model refused", "refused")
    if _is_cut(message):
        raise UnreadableReply("the reply was cut off by its length limit, so be brief", "cut")
    if not without_thoughts(message.text):
        raise UnreadableReply("it is empty", "empty")
    return read(message.text, schema)


def _is_cut(message: AIMessage) -> bool:
    return message.response_metadata.get("finish_reason") == "length"


def _is_refusal(message: AIMessage) -> bool:
    return bool(message.additional_kwargs.get("refusal")) or message.response_metadata.get("finish_reason") == "content_filter"


def _usage(message: AIMessage, asked: Messages) -> Tokens:
    usage = message.usage_metadata
    if usage:
        return Tokens(input=usage["input_tokens"], output=usage["output_tokens"])
    return Tokens(input=sum(count(text).n for _, text in asked), output=count(message.text).n, estimated=True)


def total(*spent: Tokens) -> Tokens:
    return Tokens(input=sum(t.input for t in spent), output=sum(t.output for t in spent), estimated=any(t.estimated for t in spent))


# ---------------------------------------------------------------- how a schema is put to a model


@lru_cache(maxsize=64)
def shape_request(schema: type[BaseModel]) -> str:
    """Return the sentence that asks for an object of the schema, written the way the object will look."""
    whole = schema.model_json_schema()
    return (
        f"Reply with one JSON object of this form and nothing else (... stands for the same fields again):\n{_shape(whole, whole, set())}"
    )


def _shape(node: dict[str, Any], whole: dict[str, Any], shown: set[str]) -> str:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        if name in shown:
            return "{...}"
        shown.add(name)
        return _shape(whole["$defs"][name], whole, shown)
    if "enum" in node:
        return "|".join(json.dumps(value, ensure_ascii=False) for value in node["enum"])
    if "anyOf" in node:
        return "|".join(_shape(choice, whole, shown) for choice in node["anyOf"] if choice.get("type") != "null")
    if node.get("type") == "array":
        return f"[{_shape(node['items'], whole, shown)}, ...]"
    if node.get("type") == "object":
        fields = (f'"{name}": {_shape(field, whole, shown)}' for name, field in node.get("properties", {}).items())
        return f"{{{', '.join(fields)}}}"
    means = node.get("description", node.get("type", "any"))
    return f'"<{means}>"' if node.get("type") == "string" else f"<{means}>"


@lru_cache(maxsize=64)
def response_format(schema: type[BaseModel]) -> dict[str, Any]:
    """Return the schema as OpenAI's strict mode wants it: every field required, no other field allowed."""
    strict = _strict(schema.model_json_schema())
    return {"type": "json_schema", "json_schema": {"name": schema.__name__, "strict": True, "schema": strict}}


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _strict(inner) for key, inner in node.items() if key not in {"default", "title"} or isinstance(inner, dict)}
    if kept.get("type") == "object":
        kept |= {"required": list(kept.get("properties", {})), "additionalProperties": False}
    return kept
