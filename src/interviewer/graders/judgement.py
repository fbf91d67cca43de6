"""What the model says about an answer: a verdict and sentence numbers for each key point, wrong claims, one piece of advice."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model, model_validator

Said = Literal["hit", "partial", "missed", "wrong"]

_SAID: tuple[tuple[str, Said], ...] = (
    (r"not (?:fully|completely|entirely|wholly)|未完全|没有?完全|不完[全整]|不够?完整|不全", "partial"),
    (r"not (?:correct|right|true)|不(?:正确|对|成立)", "wrong"),
    (r"not\b|un(?:mentioned|addressed|covered|stated)|miss|absent|omit|lack|none|no\b|否|没|未|无|缺|漏|遗漏", "missed"),
    (r"part|some|half|incomplete|部分|一半|半", "partial"),
    (r"wrong|incorrect|contradict|false|opposite|error|错|有误|相反|矛盾", "wrong"),
    (r"hit|full|cover|correct|yes|true|complete|present|mentioned|addressed|stated|命中|说到|提到|提及|覆盖|完整|完全|正确|对$|是$", "hit"),
)
"""In this order: "incorrect" holds "correct", and "not covered" holds "covered"."""
_CHOICE = re.compile(r"\s*(?:[|/]|\bor\b|或)\s*")
_RANGE = re.compile(r"(\d{1,4})\s*(?:-|–|—|~|to|至|到)\s*[A-Za-z]?(\d{1,4})")
_LONGEST_RANGE = 50
_LABELLED = re.compile(r"(?<![A-Za-z])[Ss]\s*(\d{1,6})")
_AROUND_NUMBERS = re.compile(r"sentences?|and|none|null|第|句|和|无|[sS](?=\s*\d)|[\W_\d]")
"""What may stand around bare numbers for them to be numbers of sentences; any other word makes it a quote that holds figures."""
_NUMBERED = re.compile(r"^\W*(?:(?:key[\s_-]*point|point|kp|k|p|要点)\W{0,3})?(\d{1,3})(?!\d)", re.IGNORECASE)
_ALIASES = {
    "sentences": ("sentence", "sentence_ids", "sentence_numbers", "ids", "evidence", "quotes", "quote", "S"),
    "verdict": ("judgement", "judgment", "label", "status", "result", "判定", "结论"),
    "gap": ("missing", "reason", "explanation", "comment"),
    "right": ("correct", "correction", "why", "reason", "explanation"),
    "point": ("key_point", "K"),
}
_WRAPPERS = ("judgement", "judgment", "result", "output", "response", "answer", "evaluation")


def _verdict(value: Any) -> Any:
    """Understand "Partially covered", "HIT.", 未提及 and the like; what is not understood, or names several, stays, and fails."""
    if isinstance(value, list):
        return _verdict(value[0]) if len(value) == 1 else value
    if isinstance(value, bool):
        return "hit" if value else "missed"
    said = {_meant(piece) for piece in _CHOICE.split(str(value).strip().lower())} - {None}
    return said.pop() if len(said) == 1 else value


def _meant(said: str) -> Said | None:
    bare = re.sub(r"^[\W_]+", "", said)
    return next((verdict for pattern, verdict in _SAID if re.match(pattern, bare)), None)


def _numbers(value: Any) -> Any:
    """Understand 3, "S3", "[3]", "S1, S3", "S2-S4", ["S1", 2.0] as sentence numbers; figures inside quoted words are none."""
    if isinstance(value, list):
        return list(dict.fromkeys(number for inner in value for number in _numbers(inner)))
    if isinstance(value, dict):
        return _numbers(list(value.values()))
    if isinstance(value, bool):
        return []
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = _RANGE.sub(_spelt_out, str(value))
    found = re.findall(r"\d{1,6}", text) if not _AROUND_NUMBERS.sub("", text) else _LABELLED.findall(text)
    return list(dict.fromkeys(map(int, found)))


def _spelt_out(match: re.Match[str]) -> str:
    first, last = int(match.group(1)), int(match.group(2))
    return " S".join(map(str, range(first, min(last, first + _LONGEST_RANGE) + 1)))


def _number(value: Any) -> Any:
    """Understand 2, "2", "K2", "K2: keeps all records" as the number of a key point; anything else is 0."""
    if isinstance(value, list | dict):
        return next(filter(None, map(_number, value.values() if isinstance(value, dict) else value)), 0)
    found = _NUMBERED.match(str(value))
    return int(found.group(1)) if found else 0


def _text(value: Any) -> Any:
    if isinstance(value, dict):
        value = list(value.values())
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _claims(value: Any) -> Any:
    """Understand one claim in place of a list, claims by key point, and claims that are only a line naming its sentence."""
    if isinstance(value, dict):
        known = {"sentences", "right", "point", *_ALIASES["sentences"], *_ALIASES["right"]}
        value = [value] if known & set(value) else [{"point": key, **entry} for key, entry in value.items() if isinstance(entry, dict)]
    if not isinstance(value, list):
        value = [value]
    return [
        {"sentences": entry, "right": entry if isinstance(entry, str) else ""} if not isinstance(entry, dict) else entry for entry in value
    ]


Sentence = Annotated[int, Field(description="number of a sentence")]
Sentences = Annotated[list[Sentence], BeforeValidator(_numbers)]


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _renamed(cls, data: Any) -> Any:
        """Understand other names of a field where its own is absent."""
        if not isinstance(data, dict):
            return data
        other = {
            field: data[name]
            for field in cls.model_fields
            if field not in data
            for name in reversed(_ALIASES.get(field, ()))
            if name in data
        }
        return {**data, **other}


class PointReply(_Lenient):
    sentences: Sentences = []
    gap: Annotated[str, BeforeValidator(_text), Field(description="what is absent or wrong, in a few words, or nothing")] = ""
    verdict: Annotated[Said, BeforeValidator(_verdict)]


class ClaimReply(_Lenient):
    sentences: Sentences = []
    right: Annotated[str, BeforeValidator(_text), Field(description="what is right instead, one sentence")] = ""
    point: Annotated[int, BeforeValidator(_number), Field(description="number of the key point that it contradicts, or 0")] = 0


class Judgement(_Lenient):
    """Base of what `judgement(n)` returns."""

    points: Any
    """Of `judgement(n)`: an object with the fields K1 to Kn, each a PointReply."""
    wrong: Annotated[list[ClaimReply], BeforeValidator(_claims)] = []
    advice: Annotated[str, BeforeValidator(_text), Field(description="one thing to study or to say next time, one sentence")] = ""

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, data: Any) -> Any:
        """Put verdicts that stand at the top, or a level too deep, where they belong."""
        if not isinstance(data, dict) or "points" in data:
            return data
        data = next((data[name] for name in _WRAPPERS if isinstance(data.get(name), dict)), data)
        if "points" in data or "key_points" in data:
            return {**data, "points": data.get("points", data.get("key_points"))}
        loose = {key: value for key, value in data.items() if re.fullmatch(r"[Kk]\d+", key)}
        return {**data, "points": loose} if loose else data

    def of(self, number: int) -> PointReply:
        """Return the verdict on key point `number`, counted from 1."""
        reply = getattr(self.points, f"K{number}")
        assert isinstance(reply, PointReply)
        return reply


class _Points(_Lenient):
    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, data: Any) -> Any:
        """Understand a list of verdicts, keys such as "1" or "k1: ...", keys without numbers in their order, and a bare verdict."""
        if isinstance(data, list):
            data = {_name_of(entry, place): entry for place, entry in enumerate(data, 1)}
        if not isinstance(data, dict):
            return data
        numbers = [_number(key) for key in data]
        if not any(0 < number <= len(cls.model_fields) for number in numbers):
            numbers = list(range(1, len(data) + 1))
        whole = [entry if isinstance(entry, dict) else {"verdict": entry} for entry in data.values()]
        return {f"K{number}": entry for number, entry in zip(numbers, whole, strict=True)}


def _name_of(entry: Any, place: int) -> str:
    """Return the number under which an entry of a list stands: the one it names, else its place."""
    named = (
        next((entry[key] for key in ("point", "key_point", "id", "key", "K", "name") if key in entry), 0) if isinstance(entry, dict) else 0
    )
    return str(_number(named) or place)


@cache
def judgement(count: int) -> type[Judgement]:
    """Return the schema of a judgement on `count` key points: each is a field of its own, so that none can be left out."""
    fields: dict[str, Any] = {f"K{number}": (PointReply, ...) for number in range(1, count + 1)}
    points = create_model("Points", __base__=_Points, **fields)
    return create_model("Judgement", __base__=Judgement, points=(points, ...))
