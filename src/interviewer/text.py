"""How text is normalised, told zh from en, and cut into terms, sentences and lines of a quote."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import NamedTuple

from interviewer.schema import Language

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_CJK}]+|[a-z0-9]+(?:[+#]+|(?:[.\-_/][a-z0-9]+)*)")
_NUMBERING = re.compile(
    r"^\s*(?:q\s*\d*\s*[.:：、)）]|问\s*[:：]|第?\s*[一二三四五六七八九十百]+\s*[、.．)）]|\d+(?:\.\d+)+\s|[(（]?\d+(?:\.\d+)*\s*[.．、,，:：)）])\s*",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)|"
    # what only shapes a text; <template> and vector<int> are words
    r"</?(?:a|b|big|blockquote|br|center|code|del|details|div|em|font|h[1-6]|hr|i|img|kbd|li|mark|ol|p|pre|s|section|small|span|strong|sub|summary|sup|"
    r"table|tbody|td|th|thead|tr|u|ul)\b[^<>]{0,200}>|<!--.{0,200}?-->|(?m:^[\s>]*(?:#+(?=\s)|>))|[*_`~\[\]]+",
    re.IGNORECASE,
)
_END = re.compile(r"[。！？!?；;…]+[”’」』）)\"']*|\.(?=\s|$)|\n+")
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|fig|eq|al|dr|mr|ms|no|approx)|\b[a-z]|^\s*\d+)$", re.IGNORECASE | re.MULTILINE)


class Span(NamedTuple):
    """A piece of a text: `text == whole[start:end]`."""

    text: str
    start: int
    end: int


def is_cjk(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


def language_of(text: str) -> Language:
    """Tell Chinese from English; technical Chinese mixes in many Latin words, so three tenths of Han letters are enough."""
    han = sum(map(is_cjk, text))
    words = len(re.findall(r"[A-Za-z]+", text))
    return "zh" if han and han >= 0.3 * (han + words) else "en"


def clean(text: str) -> str:
    """Return text that UTF-8 and C strings can carry: NUL and lone surrogates become U+FFFD, one for one, so that places stay."""
    return _UNKEEPABLE.sub("\ufffd", text)


def plain(text: str) -> str:
    """Return one line of text without Markdown marks, tags and link targets (link texts stay)."""
    return " ".join(_MARKUP.sub(" ", text).split())


def normalise(question: str) -> str:
    """Return what stays the same when a question is only renumbered, re-punctuated or marked up differently."""
    text = unicodedata.normalize("NFKC", plain(question)).lower()
    previous = None
    while text != previous:
        previous, text = text, _NUMBERING.sub("", text)
    return "".join(c for c in text if c.isalnum() or c in "+#") or "".join(text.split())


def terms(text: str) -> list[str]:
    """Return the words of a text in order: Latin words in lower case, Han runs as overlapping pairs of characters."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if is_cjk(run[0]) and len(run) > 1:
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.append(run)
    return found


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences; the spans keep their places, and hold no leading or trailing space.

    Decimals, abbreviations and list numbers do not end a sentence; a line break always does.
    """
    cuts = [0]
    for match in _END.finditer(text):
        if match.group().startswith(".") and _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        cuts.append(match.end())
    cuts.append(len(text))
    spans = []
    for start, end in itertools.pairwise(cuts):
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        stripped = piece.strip()
        if any(c.isalnum() for c in stripped):
            spans.append(Span(stripped, start + left, start + left + len(stripped)))
    return spans
