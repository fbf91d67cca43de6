"""What the model says about an answer: a verdict and sentence numbers for each key point, wrong claims, one piece of advice."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model, model_validator

Said = Literal["hit", "partial", "missed", "wrong"]

_SAID: tuple[tuple[str, Said], ...] = (
    (r"not (?:mention|cover|said|present|address|found)|miss|absent|none|no\b", "missed"),
    (r"part|some", "partial"),
    (r"wrong|incorrect|contradict|false|opposite", "wrong"),
    (r"hit|full|cover|correct|yes|true|complete", "hit"),
)
"""In this order: "incorrect" holds "correct", and "not covered" holds "covered"."""
_RANGE = re.compile(r"(\d{1,4})\s*(?:-|–|to|至|到)\s*[A-Za-z]?(\d{1,4})")
_LONGEST_RANGE = 50


def _verdict(value: Any) -> Any:
    """Understand "Partially covered", "HIT." and the like; what is not understood stays, and fails."""
    said = str(value).strip().lower()
    return next((verdict for pattern, verdict in _SAID if re.match(pattern, said)), value)


def _numbers(value: Any) -> Any:
    """Understand 3, "S3", "S1, S3", "S2-S4", ["S1", 2.0] as sentence numbers."""
    if isinstance(value, list):
        return list(dict.fromkeys(number for inner in value for number in _numbers(inner)))
    if isinstance(value, dict):
        return _numbers(list(value.values()))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = _RANGE.sub(_spelt_out, str(value))
    return list(dict.fromkeys(int(digits) for digits in re.findall(r"\d{1,6}", text)))


def _spelt_out(match: re.Match[str]) -> str:
    first, last = int(match.group(1)), int(match.group(2))
    return " ".join(map(str, range(first, min(last, first + _LONGEST_RANGE) + 1)))


def _number(value: Any) -> Any:
    return next(iter(_numbers(value)), 0)


def _text(value: Any) -> Any:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


Sentence = Annotated[int, Field(description="number of a sentence")]
Sentences = Annotated[list[Sentence], BeforeValidator(_numbers)]


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


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
    wrong: list[ClaimReply] = []
    advice: Annotated[str, BeforeValidator(_text), Field(description="one thing to study or to say next time, one sentence")] = ""

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, data: Any) -> Any:
        """Put verdicts that stand at the top where they belong."""
        if isinstance(data, dict) and "points" not in data:
            loose = {key: value for key, value in data.items() if re.fullmatch(r"[Kk]\d+", key)}
            return {**data, "points": loose} if loose else data
        return data

    def of(self, number: int) -> PointReply:
        """Return the verdict on key point `number`, counted from 1."""
        reply = getattr(self.points, f"K{number}")
        assert isinstance(reply, PointReply)
        return reply


class _Points(_Lenient):
    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, data: Any) -> Any:
        """Understand a list of verdicts, keys such as "1" or "k1: ...", and a bare verdict in place of its object."""
        if isinstance(data, list):
            data = {_name_of(entry, place): entry for place, entry in enumerate(data, 1)}
        if not isinstance(data, dict):
            return data
        return {f"K{_number(key)}": entry if isinstance(entry, dict) else {"verdict": entry} for key, entry in data.items()}


def _name_of(entry: Any, place: int) -> str:
    named = (
        next((entry[key] for key in ("point", "key_point", "id", "key", "K") if key in entry), place) if isinstance(entry, dict) else place
    )
    return str(_number(named) or place)


@cache
def judgement(count: int) -> type[Judgement]:
    """Return the schema of a judgement on `count` key points: each is a field of its own, so that none can be left out."""
    fields: dict[str, Any] = {f"K{number}": (PointReply, ...) for number in range(1, count + 1)}
    points = create_model("Points", __base__=_Points, **fields)
    return create_model("Judgement", __base__=Judgement, points=(points, ...))
