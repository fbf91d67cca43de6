"""Subtitles (SubRip, WebVTT) to the paragraphs of a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from interviewer.documents.parsed import Parsed, refusal

_TIMES = re.compile(r"^\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})")
_SPEAKER = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_TAGS = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_ENDS = re.compile(r"[.!?。！？…][\"”’）)]*$")
_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_PAUSE = 2.0
"""Seconds of silence after which a paragraph begins."""
_LONG = 500
"""Characters after which it ends with its sentence."""


class _Cue(NamedTuple):
    start: float
    end: float
    speaker: str
    text: str


def looks_like_subtitles(text: str) -> bool:
    return text.lstrip().startswith("WEBVTT") or bool(re.match(r"\s*\d+\s*\n\s*\d+:\d{2}:\d{2}[,.]\d{1,3}\s*-->", text))


def read_subtitles(text: str) -> Parsed:
    """Return what is said, in paragraphs; numbers, times and tags are left out, and lines that roll up are said once.

    Raises:
        CorpusError: nothing is said.
    """
    cues = list(_cues(text))
    if not cues:
        raise refusal("no text inside")
    paragraphs: list[str] = []
    before: _Cue | None = None
    for cue in cues:
        start = f"{cue.speaker}: " if cue.speaker and (before is None or cue.speaker != before.speaker) else ""
        if (
            before is None
            or start
            or cue.start - before.end > _PAUSE
            or (len(paragraphs[-1]) > _LONG and _ENDS.search(before.text))
            or len(paragraphs[-1]) > 3 * _LONG
        ):
            paragraphs.append(start + cue.text)
        else:
            glue = "" if _HAN.match(paragraphs[-1][-1]) and _HAN.match(cue.text) else " "
            paragraphs[-1] += glue + cue.text
        before = cue
    return Parsed("\n\n".join(paragraphs) + "\n", "", {"seconds": round(cues[-1].end)})


def _cues(text: str) -> Iterator[_Cue]:
    said: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = block.split("\n")
        at = next((n for n, line in enumerate(lines[:3]) if _TIMES.match(line)), None)
        if at is None:
            continue
        times = _TIMES.match(lines[at])
        body = "\n".join(lines[at + 1 :])
        speaker = _SPEAKER.search(body)
        new = [line for line in (" ".join(unescape(_TAGS.sub("", line)).split()) for line in body.split("\n")) if line and line not in said]
        said = [*said, *new][-2:] if new else said  # the last two lines: what automatic captions repeat
        if times and new:
            yield _Cue(_seconds(times[1]), _seconds(times[2]), speaker[1].strip() if speaker else "", " ".join(new))


def _seconds(time: str) -> float:
    seconds = 0.0
    for part in time.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
