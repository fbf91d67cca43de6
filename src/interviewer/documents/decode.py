"""Bytes to text: whatever encoding people's editors left behind."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from interviewer.documents.parsed import refusal

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学"
    "如都同现当没动面起看定天分还进好小部其些主样理心前开但因只从想实问题答什如何区别数据类型理解使用"
    "這個們來為國說時會對於著過發後裡種經麼學現當沒動還進樣開從實問題麼區別數據類"
    "，。、？！：；（）「」“”《》"
)
"""Characters that any page of Chinese holds: the encoding under which they are most frequent is the right one."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ODD = re.compile("[\x00-\x08\x7f\ufeff\ud800-\udfff]")
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_READABLE = re.compile("[\t\r\n\x20-\x7e\u00a0-\u00ff\u2010-\u203f\u3000-\u303f\u4e00-\u9fff\uff00-\uffee]")
_DECLARED = re.compile(r"(?:gb|big5|euc|shift|iso-8859|windows-|koi8|cp)[\w-]*", re.IGNORECASE)
_STRAY = 0.02
"""Share of bytes that may be broken in a text that is otherwise UTF-8: truncation and stray bytes, not another encoding."""
_SAMPLE = 100_000
_CLEAR = 0.25
"""Share of common characters from which on an encoding of Chinese is no guess."""
_REPLACEMENT = "\ufffd".encode()


class Decoded(NamedTuple):
    text: str
    guess: str = ""
    """The encoding, where it is only likely."""
    replaced: int = 0
    """Places that could not be decoded."""


def decode(data: bytes, hint: str = "") -> Decoded:
    """Return the text of a file, with `\\n` line ends and without NULs, lone surrogates and byte-order marks.

    Characters that Python, but no editor, takes for line ends become spaces, so that every tool counts the same lines.
    `hint` is an encoding that the file itself declares; it is believed only where the bytes agree.

    Raises:
        CorpusError: the bytes are no text.
    """
    text, guess = _decode(data, hint)
    replaced = text.count("\ufffd")
    replaced -= min(replaced, data.count(_REPLACEMENT)) if replaced else 0
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(clean(text), guess, replaced)


def clean(text: str) -> str:
    """Remove what no text should hold (NULs, lone surrogates) and what breaks line counting."""
    return _BREAKS.sub(" ", _ODD.sub("", text))


def _decode(data: bytes, hint: str) -> tuple[str, str]:
    """Return the text, and the name of the encoding where it is only a guess."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), ""
    sample = data[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > 0.01 * len(sample) + 2:
        return data.decode(_wide(sample), "replace"), ""
    for encoding in ("utf-8", hint if _DECLARED.fullmatch(hint) else ""):
        try:
            return data.decode(encoding or "ascii"), ""
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(data, sample)


def _wide(sample: bytes) -> str:
    """Name the UTF-16 of a text without byte-order mark: what is full of control bytes is either that or no text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
        if len(_READABLE.findall(text)) > 0.9 * len(text):
            return encoding
    raise refusal("binary file")


def _guess(data: bytes, sample: bytes) -> tuple[str, str]:
    """Decode what is not clean UTF-8."""
    text = sample.decode("utf-8", "replace")
    high = len(sample) - len(sample.decode("ascii", "ignore"))
    broken = text.count("\ufffd")
    valid = sum(c > "\x7f" for c in text) - broken
    if broken <= max(2, _STRAY * high) and valid > broken:
        return data.decode("utf-8", "replace"), ""
    scores = {encoding: _chinese(sample.decode(encoding, "replace")) for encoding in ("gb18030", "big5")}
    best, other = sorted(scores, key=lambda encoding: -scores[encoding])
    if scores[best] > 0.1:
        text = data.decode(best, "replace")
        return text, "" if scores[best] > _CLEAR and scores[best] > 2 * scores[other] else best
    if high < 0.15 * len(sample):  # scattered accents
        return data.decode("cp1252", "replace"), "windows-1252"
    from charset_normalizer import from_bytes

    found = from_bytes(sample).best()
    if found is None:
        raise refusal("binary file, or text in an unknown encoding", "Save it as UTF-8")
    return data.decode(found.encoding, "replace"), found.encoding


def _chinese(text: str) -> float:
    """Return the share of common Chinese characters in what is not ASCII, less what is broken."""
    letters = [c for c in text if c > "\x7f"]
    return (sum(c in _COMMON for c in letters) - 4 * letters.count("\ufffd")) / len(letters) if letters else 0.0
