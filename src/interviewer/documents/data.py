"""Questions in JSON, JSON Lines and YAML: lists of records, wherever they are in the file, and chats."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from interviewer.documents.notes import load_yaml
from interviewer.documents.parsed import Parsed, refusal
from interviewer.documents.records import Found, Record, holds_questions, is_asking, is_question, render, roles

_DEPTH = 8
_FAR = 200_000
"""Characters between the questions of two records at most; nobody waits for a longer search."""
_NAMES = ("topic", "category", "title", "name", "section", "分类", "主题")
_ASKERS = {"user", "human", "interviewer", "面试官"}


def read_json(text: str) -> Parsed:
    """Return the questions of a JSON or JSON Lines file in canonical form.

    Raises:
        CorpusError: it is broken, or nothing in it is a question.
    """
    return _parsed(load_json(text), "JSON", text)


def read_yaml(text: str) -> Parsed:
    """Return the questions of a YAML file in canonical form; raises CorpusError like `read_json`."""
    if len(text) > 5_000_000:
        raise refusal("YAML larger than 5 MB")
    try:
        return _parsed(load_yaml(text), "YAML", text)
    except ValueError as error:
        raise refusal("broken YAML") from error


def load_json(text: str) -> Any:
    """Return the value of a JSON file, or the list of those of a JSON Lines file.

    Raises:
        CorpusError: it is neither.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise refusal("JSON nested too deeply") from error
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
    values = []
    for line in lines:
        try:
            values.append(json.loads(line))
        except (ValueError, RecursionError):
            continue
    if len(values) < max(1, 0.8 * len(lines)):
        raise refusal("broken JSON")
    return values


def _parsed(value: Any, name: str, text: str) -> Parsed:
    made = render(_placed(_found(value, (), _DEPTH), text))
    if not made.asked:
        raise refusal(f"{name} without questions", "Name the fields of its records question and answer")
    title = value.get("title") if isinstance(value, Mapping) else None
    return Parsed(made.text + "\n", title if isinstance(title, str) else "", {"records": made.asked}, made.rows)


def _placed(records: Iterator[Record], text: str) -> Iterator[Found]:
    """Give each record the line of the file where its question stands."""
    at, line = 0, 1
    for record in records:
        names = roles(list(record)).get("question", [])
        asked = next((value for name in names if isinstance(value := record[name], str) and value.strip()), "")
        place = _find(text, asked.strip().split("\n")[0], at)
        if place >= 0:
            line += text.count("\n", at, place)
            at = place
        yield Found(record, line if place >= 0 else None)


def _find(text: str, asked: str, start: int) -> int:
    """Return where a text stands in a file, written plainly or with escapes; -1 where it doesn't."""
    if not asked:
        return -1
    ways = dict.fromkeys((asked, json.dumps(asked, ensure_ascii=False)[1:-1], json.dumps(asked)[1:-1]))
    return next((place for way in ways if (place := text.find(way, start, start + _FAR)) >= 0), -1)


def _found(value: Any, trail: tuple[str, ...], depth: int) -> Iterator[Record]:
    """Yield the records that are questions, with the keys that lead to them as their topic."""
    if not depth:
        return
    if isinstance(value, Mapping):
        names = [str(key) for key in value]
        if chat := value.get("messages") or value.get("conversations") or value.get("conversation"):
            yield from _chat(chat)
        elif is_question(record := {str(key): each for key, each in value.items()}) and not _holds_records(value):
            yield (
                record
                if not trail or any(name.lower() in ("topic", "category", "分类", "主题") for name in names)
                else {**record, "topic": trail[-1]}
            )
        elif is_asking(names) and all(isinstance(each, str) for each in value.values()):
            yield from ({"question": str(key), "answer": each} for key, each in value.items())
        else:
            yield from _within(value, trail, depth)
    elif isinstance(value, list):
        if value and all(isinstance(each, str) for each in value) and is_asking(value):
            yield from ({"question": each, **({"topic": trail[-1]} if trail else {})} for each in value)
        elif value and all(isinstance(each, Mapping) and _is_turn(each) for each in value):
            yield from _chat(value)
        else:
            for each in value:
                yield from _found(each, trail, depth - 1)


def _within(value: Mapping[Any, Any], trail: tuple[str, ...], depth: int) -> Iterator[Record]:
    """Yield the records below a box of them; its name or its key is their topic."""
    here = next((str(value[key]) for key in _NAMES if isinstance(value.get(key), str)), "")
    for key, each in value.items():
        named = (here,) if here else () if _is_container(str(key)) else (str(key),)
        yield from _found(each, trail + named if isinstance(each, (Mapping, list)) else trail, depth - 1)


def _is_container(key: str) -> bool:
    return key.lower() in {
        "questions",
        "items",
        "data",
        "cards",
        "notes",
        "records",
        "list",
        "results",
        "rows",
        "qa",
        "faq",
        "faqs",
        "entries",
        "题目",
        "问题",
    }


def _holds_records(value: Mapping[Any, Any]) -> bool:
    """Say whether a record is only the lid of a box: its `questions` are the records."""
    return any(
        isinstance(each, list) and each and isinstance(each[0], Mapping) and holds_questions([str(key) for key in each[0]])
        for each in value.values()
    )


def _is_turn(value: Mapping[Any, Any]) -> bool:
    return ("role" in value or "from" in value) and ("content" in value or "value" in value)


def _chat(messages: Any) -> Iterator[Record]:
    """Yield each turn of a user with the reply to it."""
    asked = ""
    for message in messages if isinstance(messages, list) else ():
        if not isinstance(message, Mapping):
            continue
        who = str(message.get("role") or message.get("from") or "").lower()
        content = message.get("content", message.get("value"))
        said = content if isinstance(content, str) else ""
        if who in _ASKERS:
            asked = said
        elif asked and said and who != "system":
            yield {"question": asked, "answer": said}
            asked = ""
