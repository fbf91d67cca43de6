"""Finds the JSON object in what a model wrote, and says in a few words what is wrong with it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

T = TypeVar("T", bound=BaseModel)

_THOUGHT_TAG = re.compile(r"<(/?)(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_LITERALS = {"true": "True", "false": "False", "null": "None"}
_TOKENS = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\b(?:true|false|null)\b", re.DOTALL)
_MOST_STARTS = 40
"""Braces that are tried as the beginning of the object: a bound on time for a reply full of them."""

_decoder = json.JSONDecoder(strict=False)


class UnreadableReply(ValueError):
    """A reply without the object that was asked for; the text says what is wrong, for the model to read."""

    def __init__(self, fault: str, kind: Literal["shape", "no_json", "empty", "cut", "refused"] = "shape") -> None:
        """`kind` names the same for people, in the catalogue (`error.model_unusable_KIND`)."""
        super().__init__(fault)
        self.kind = kind


def read(reply: str, schema: type[T]) -> T:
    """Return the last object of a reply that fits the schema; raises UnreadableReply.

    The last, because a model that thinks aloud may quote an object (of the answer it judges, say) before it gives its own.
    """
    fault, seen = "there is no JSON object in it", False
    found: T | None = None
    for candidate in _objects(without_thoughts(reply)):
        seen = True
        try:
            found = schema.model_validate(_without_nulls(candidate))
        except ValidationError as error:
            fault = _fault(error)
        except RecursionError:
            fault = "the JSON is nested too deeply"
    if found is None:
        raise UnreadableReply(fault, "shape" if seen else "no_json")
    return found


def is_bare(reply: str) -> bool:
    """Tell whether a reply is one JSON object and nothing else, as an endpoint that enforces a schema gives it."""
    try:
        return isinstance(json.loads(reply), dict)
    except (ValueError, RecursionError):
        return False


def without_thoughts(reply: str) -> str:
    """Return a reply without what the model thought aloud, whether the block is whole, unopened or unclosed."""
    kept: list[str] = []
    thinking, start = False, 0
    for tag in _THOUGHT_TAG.finditer(reply):
        if tag.group(1) and not thinking:
            kept.clear()  # some servers leave out the opening tag: all that came before was thought
        elif not thinking:
            kept.append(reply[start : tag.start()])
        thinking, start = not tag.group(1), tag.end()
    return "".join(kept if thinking else [*kept, reply[start:]]).strip()


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the outermost objects of a text in order; where there is none, the repaired whole."""
    found, start = False, text.find("{")
    for _ in range(_MOST_STARTS):
        if start < 0:
            break
        end = start + 1
        try:
            value, end = _decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            found = True
            yield value
        start = text.find("{", end)
    if not found:
        yield from _repaired(text)


def _repaired(text: str) -> Iterator[dict[str, Any]]:
    """Yield the object with trailing commas, or the Python dictionary, that runs from the first brace to the last."""
    whole = text[text.find("{") : text.rfind("}") + 1]
    if not whole:
        return
    for repair in (_decode, _literal):
        try:
            value = repair(_TRAILING_COMMA.sub(r"\1", whole))
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(value, dict):
            yield value
            return


def _decode(text: str) -> Any:
    return _decoder.decode(text)


def _literal(text: str) -> Any:
    return ast.literal_eval(_TOKENS.sub(lambda token: _LITERALS.get(token.group(), token.group()), text))


def _without_nulls(value: Any) -> Any:
    """Drop nulls, so that the schema's own defaults stand where a small model writes null for nothing."""
    if isinstance(value, dict):
        return {str(key): _without_nulls(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [_without_nulls(inner) for inner in value if inner is not None]
    return value


def _fault(error: ValidationError) -> str:
    faults = [
        f"{'.'.join(map(str, fault['loc'])) or 'the object'}: {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors()[:3]
    ]
    return "; ".join(faults)[:300]
