"""Questions in the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from interviewer.items.evidence import Chosen, Evidence, can_ask
from interviewer.items.forms import Mark, Shape, finish
from interviewer.items.metadata import fields_of
from interviewer.items.outline import Kind, Line
from interviewer.items.wording import Asks, clean, simplified

_QUESTION = re.compile(
    r"^(?:面试|高频|常见)?(?:问题|题目|题|提问|问|考题|面试题|问题描述|题干|正面|卡片正面|front|questions?|q|prompt|problem|interview questions?)(?:内容|名称|列表|s)?$",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^(?:参考|标准|简要|推荐|我的|简短)?(?:答案|回答|解析|答|要点|回答要点|答题要点|解答|说明|背面|卡片背面|back|answers?|a|solution|explanation|response|key points?)$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[\s|:\-]+$")
_CELL = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def _cells(raw: str) -> list[str]:
    text = raw.strip().lstrip(">").strip()
    text = text.removeprefix("|")
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    protected = re.sub(r"`[^`]*`", lambda found: found.group().replace("|", "\0"), text)
    return [cell.replace("\0", "|").replace("\\|", "|").strip() for cell in _CELL.split(protected)]


def _tables(lines: Sequence[Line]) -> Iterator[list[Line]]:
    table: list[Line] = []
    for line in lines:
        if line.kind is Kind.TABLE:
            table.append(line)
        elif table:
            yield table
            table = []
    if table:
        yield table


def _mark(line: Line, cell: str) -> Mark:
    return finish(Mark(line.at, line.at, Shape.ROW, 0, "", Asks.NO), cell)


def rows(lines: Sequence[Line], hint: bool) -> list[Chosen]:
    """Return the questions of all tables: a column that is named so or that asks, and beside it the column of answers."""
    found: list[Chosen] = []
    for table in _tables(lines):
        body = [line for line in table if not _RULE.match(line.raw.strip().strip(">"))]
        if len(body) >= 2:
            found += _questions(body, hint)
    return found


def _questions(body: Sequence[Line], hint: bool) -> list[Chosen]:
    header = [clean(cell) for cell in _cells(body[0].raw)]
    table = [(line, _cells(line.raw)) for line in body[1:]]
    column = next((n for n, name in enumerate(header) if _QUESTION.match(simplified(name))), None)
    named = column is not None
    if column is None:
        column = _asking_column(table, len(header), hint)
    if column is None:
        return []
    if not named and _mark(body[0], _cells(body[0].raw)[column]).asks is Asks.SURELY:  # no real header
        table, header = [(body[0], _cells(body[0].raw)), *table], [""] * len(header)
    answers = next((n for n, name in enumerate(header) if n != column and _ANSWER.match(simplified(name))), None)
    if answers is None and not named:
        answers = _prose_column(table, column)
    found = []
    for line, cells in table:
        if column >= len(cells) or not cells[column]:
            continue
        mark = _mark(line, cells[column])
        if not can_ask(mark) or (not named and mark.asks < Asks.TOPIC):
            continue
        rest = _BREAK.sub("\n", cells[answers]) if answers is not None and answers < len(cells) else ""
        others = {
            name: cell for n, (name, cell) in enumerate(zip(header, cells, strict=False)) if n not in (column, answers) and name and cell
        }
        found.append(Chosen(_with_rest(mark, rest), line.at + 1, fields=_fields(others), whole=True))
    asked = Evidence([c.mark for c in found])
    return found if (named and asked.score >= (0.3 if hint else 0.5)) or (not named and len(found) >= 3) else []


def _with_rest(mark: Mark, rest: str) -> Mark:
    from dataclasses import replace

    return replace(mark, rest=rest)


def _fields(others: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, cell in others.items():
        told |= fields_of(f"{name}: {clean(cell)}") or {}
    return told


def _asking_column(table: Sequence[tuple[Line, list[str]]], width: int, hint: bool) -> int | None:
    for column in range(width):
        marks = [_mark(line, cells[column]) for line, cells in table if column < len(cells) and cells[column]]
        evidence = Evidence([m for m in marks if can_ask(m)])
        if (
            evidence.count >= max(3, 0.6 * len(marks))
            and evidence.asking(Asks.LIKELY) >= (0.6 if hint else 0.75)
            and evidence.asking(Asks.SURELY) >= 0.4
        ):
            return column
    return None


def _prose_column(table: Sequence[tuple[Line, list[str]]], column: int) -> int | None:
    """Return the column right of the questions when it holds more than links and words."""
    beside = [cells[column + 1] for _, cells in table if len(cells) > column + 1]
    long = [cell for cell in beside if len(clean(cell)) >= 12 and not re.fullmatch(r"\W*\[[^\]]*\]\([^)]*\)\W*", cell)]
    return column + 1 if beside and len(long) >= 0.5 * len(beside) else None
