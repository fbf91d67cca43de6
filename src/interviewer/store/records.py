"""What is kept that no other room knows of, and how frozen models become text for a column and back."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, from_json, to_jsonable_python

from interviewer.errors import StoreError
from interviewer.schema import Extraction, Frozen, Item, KeyPoint, Passage
from interviewer.store.tables import clean, utc

Model = TypeVar("Model", bound=BaseModel)

_POINTS = TypeAdapter(tuple[KeyPoint, ...])


class DocumentRecord(Frozen):
    """One document as it was last read; (owner, root, path) names it."""

    owner: str
    root: str
    """The absolute folder or file that the person gave; empty for the bank."""
    path: str
    """Relative to the root, POSIX."""
    title: str
    sha256: str
    size: int
    """Bytes."""
    mtime_ns: int
    kind: Literal["qa", "questions_only", "article", "mixed", "transcript", "skipped"]
    reason: str | None = None
    """Why it was skipped; null for every other kind."""
    extraction: Extraction
    passages: tuple[Passage, ...] = ()
    read_at: datetime


class Listed(Frozen):
    """What a list shows of a document; its items and passages stay in the database."""

    key: str
    """Names the document to `Store.document`."""
    owner: str
    root: str
    path: str
    title: str
    size: int
    mtime_ns: int
    kind: Literal["qa", "questions_only", "article", "mixed", "transcript", "skipped"]
    reason: str | None
    form: str
    questions: int
    answered: int
    derived: int
    passages: int
    read_at: datetime


class Changes(Frozen):
    """How many items of an owner came, changed and went."""

    added: int = 0
    changed: int = 0
    removed: int = 0


def dump(record: BaseModel) -> str:
    """Return a model as JSON, its moments in UTC and its text such as every database keeps."""
    moments = {name: utc(value) for name, value in record if isinstance(value, datetime)}
    plain = record.model_copy(update=moments) if moments else record
    try:
        body = plain.model_dump_json()
    except PydanticSerializationError:  # lone surrogates
        body = "\\u0000"
    if (
        "\\u0000" not in body and "\ufffd" not in body
    ):  # of a key's lone surrogate pydantic makes three of the latter, of a value's an error
        return body
    return json.dumps(to_jsonable_python(_cleaned(plain.model_dump())), ensure_ascii=False)


def load(model: type[Model], body: str) -> Model:
    """Return the model that `dump` wrote; raises StoreError when it is not one."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        fault = error.errors()[0]
        what = f"a kept {model.__name__.lower()} can't be understood ({'.'.join(map(str, fault['loc']))}: {fault['msg']})"
        raise StoreError(what, way_out="If a newer version of this program wrote it, upgrade interviewer.") from error


def load_all(model: type[Model], bodies: Iterable[str]) -> list[Model]:
    """Do `load` for many bodies.

    Python's collector is held meanwhile: set off by thousands of new models, none of which is garbage, it takes longer than the loading.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return [load(model, body) for body in bodies]
    finally:
        if collects:
            gc.enable()


def listed(key: str, body: str, passages: int) -> Listed:
    """Return the line of a document without building its items, of which a long list holds thousands."""
    kept = from_json(body)
    extraction = kept["extraction"]
    plain = {name: kept[name] for name in ("owner", "root", "path", "title", "size", "mtime_ns", "kind", "reason", "read_at")}
    counted = {
        "questions": len(extraction["items"]),
        "answered": sum(item["answer"] is not None for item in extraction["items"]),
        "derived": len(extraction["derived"]),
        "passages": passages,
    }
    return Listed.model_validate({"key": key, "form": extraction["form"], **plain, **counted})


def dump_points(points: Sequence[KeyPoint]) -> str:
    return json.dumps(_cleaned([point.model_dump(mode="json") for point in points]), ensure_ascii=False)


def load_points(body: str) -> tuple[KeyPoint, ...]:
    return _POINTS.validate_json(body)


def with_points(item: Item, points: tuple[KeyPoint, ...] | None) -> Item:
    """Return the item with the key points a person wrote for it, if any."""
    return item if points is None else item.model_copy(update={"key_points": points, "key_points_from": "person"})


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(inner) for key, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list | tuple) else value
