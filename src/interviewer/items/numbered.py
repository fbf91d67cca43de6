"""A text in numbered sentences, so that a model only has to point, and the cutting of what it points at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from interviewer.items.outline import Kind, Line, outline
from interviewer.text import Span, sentences

_WHOLE = (Kind.CODE, Kind.MATH, Kind.RAW)
_LONGEST = 240
"""Characters; what is longer (speech without full stops) is cut at commas or spaces."""
_CLAUSE = re.compile(r"[^，,；;：:\s]*[，,；;：:\s]*")
_RANGE = re.compile(r"(\d{1,4})\s*(?:-|–|to|至|到)\s*[A-Za-z]?(\d{1,4})")
_LONGEST_RANGE = 20

_ORDER = re.compile(
    r"(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|earlier|all|any|your|these|those)\b.{0,30}\b(?:instructions?|prompts?|rules?|directions?)"
    r"|^\W*(?:(?-i:SYSTEM)|(?:system|assistant|developer) (?:note|message|prompt|override|instruction)s?)\s*[\]】>*]*\s*[:：]"
    r"|\b(?:note|instructions?|message) (?:to|for) (?:the )?(?:ai\b|llm|language model|model|assistant|grader|chatbot)"
    r"|\b(?:as|you are|act as) an? (?:ai|large language model|assistant|language model)\b|\byou (?:must|should|will) (?:now )?(?:output|reply|respond|write|answer) (?:only|with|the following)\b"
    r"|(?:忽略|无视|忘记|忘掉|不要理会).{0,10}(?:之前|以上|上面|前面|所有|一切|全部|任何).{0,10}(?:指令|指示|提示|规则|要求)"
    r"|^\W*(?:系统|管理员|开发者)(?:提示|消息|指令|备注)\s*[】\]]?\s*[:：]|(?:从现在起|从现在开始|现在).{0,6}你(?:是|要|必须)|请?(?:直接)?输出(?:以下|如下|下面)",
    re.IGNORECASE,
)
"""What gives orders to a model."""


# ---------------------------------------------------------------- cutting


def numbered(text: str) -> list[Span]:
    """Cut Markdown into what a number may stand for: sentences, list items, table rows; code and formulas whole.

    A sentence goes on over the lines of its paragraph. Spans keep their places: `text[span.start:span.end] == span.text`.
    """
    starts = [0]
    for raw in text.split("\n"):
        starts.append(starts[-1] + len(raw) + 1)
    found: list[Span] = []
    for block in _blocks(outline(text)):
        start, end = starts[block[0].at], starts[block[-1].at + 1] - 1
        if block[0].kind in _WHOLE:
            found.append(Span(text[start:end], start, end))
            continue
        for sentence in sentences(text[start:end].replace("\n", " ")):  # one for one, so that places stay
            found += _pieces(text, start + sentence.start, start + sentence.end)
    return [span for span in found if any(c.isalnum() for c in span.text)]


def citable(text: str) -> list[Span]:
    """Return the sentences that a model is shown: none that gives it orders, nor what follows on the same line."""
    found: list[Span] = []
    ordered, end = False, 0
    for unit in numbered(text):
        ordered = bool(_ORDER.search(unit.text)) or (ordered and "\n" not in text[end : unit.start])
        end = unit.end
        if not ordered:
            found.append(unit)
    return found


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Part lines into paragraphs, list items, headings, table rows, and runs of code or formulas."""
    block: list[Line] = []
    for line in lines:
        silent = line.filler or line.kind is Kind.FRONT
        joined = bool(block) and line.kind is block[-1].kind and (line.kind in _WHOLE or (line.kind is Kind.TEXT and not line.marker))
        if block and not (joined and line.at == block[-1].at + 1):
            yield block
            block = []
        if not silent:
            block.append(line)
    if block:
        yield block


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a sentence, or the runs of its clauses that are short enough."""
    at = start
    for clause in _CLAUSE.finditer(text, start, end):
        if clause.end() - at > _LONGEST and clause.start() > at:
            yield _stripped(text, at, clause.start())
            at = clause.start()
    if at < end:
        yield _stripped(text, at, end)


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(piece.strip(), start + left, start + left + len(piece.strip()))


def shown(units: Sequence[Span]) -> str:
    """Return the numbered lines; each is one line, so that nothing in a text can pass for the line after it."""
    return "\n".join(f"S{number}: {' '.join(unit.text.split())}" for number, unit in enumerate(units, 1))


def runs(units: Sequence[Span], cited: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches of text that the cited numbers (from 1) cover, neighbours joined."""
    found: list[tuple[int, int]] = []
    before = 0
    for number in sorted(cited):
        unit = units[number - 1]
        if found and number == before + 1:
            found[-1] = (found[-1][0], unit.end)
        else:
            found.append((unit.start, unit.end))
        before = number
    return found


# ---------------------------------------------------------------- what models write for numbers


def _numbers(value: Any) -> Any:
    """Understand 3, "S3", "S1, S3", "S2-S4", ["S1", 2.0] as numbers of sentences."""
    if isinstance(value, list):
        return list(dict.fromkeys(number for inner in value for number in _numbers(inner)))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = _RANGE.sub(_spelt_out, str(value))
    return list(dict.fromkeys(int(digits) for digits in re.findall(r"\d{1,4}", text)))


def _spelt_out(match: re.Match[str]) -> str:
    first, last = int(match.group(1)), int(match.group(2))
    return " ".join(map(str, range(first, min(last, first + _LONGEST_RANGE) + 1)))


def _line(value: Any) -> Any:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


Numbers = Annotated[tuple[Annotated[int, Field(description="number of a sentence")], ...], BeforeValidator(_numbers)]
Text = Annotated[str, BeforeValidator(_line)]
"""One line."""


class Lenient(BaseModel):
    """Base of what models reply: further fields are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)
