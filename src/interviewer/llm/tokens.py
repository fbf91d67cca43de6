"""How long a text is for a model, counted with no network."""

from __future__ import annotations

import base64
import gzip
import hashlib
import logging
import math
import types
import zlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from interviewer.text import is_cjk

if TYPE_CHECKING:
    from tiktoken import Encoding

log = logging.getLogger(__name__)

_RANKS = "data/cl100k_base.tiktoken.gz"


class Count(NamedTuple):
    n: int
    estimated: bool
    """True when the encoding that ships could not be loaded."""


def count(text: str) -> Count:
    """Count the tokens of a text in `cl100k_base`, a fair stand-in for other models' encodings (and high for Chinese)."""
    encoding = _encoding()
    return Count(_estimate(text), True) if encoding is None else Count(len(encoding.encode_ordinary(text)), False)


def trim(text: str, limit: int) -> str:
    """Return the longest beginning of a text that is at most `limit` tokens long; no character is cut in two."""
    if 4 * len(text) <= limit:  # a token is at least one byte of UTF-8, a character at most four
        return text
    encoding = _encoding()
    if encoding is None:
        return _trim_by_estimate(text, limit)
    tokens = encoding.encode_ordinary(text)
    return text if len(tokens) <= limit else text[: len(encoding.decode(tokens[: max(0, limit)], errors="ignore"))]


def _estimate(text: str) -> int:
    """Estimate 1 token a Han character and 1 a 4 others."""
    han = sum(map(is_cjk, text))
    return han + math.ceil((len(text) - han) / 4)


def _trim_by_estimate(text: str, limit: int) -> str:
    spent = 0.0
    for position, character in enumerate(text):
        spent += 1 if is_cjk(character) else 0.25
        if spent > limit:
            return text[:position]
    return text


@cache
def _encoding() -> Encoding | None:
    """Build tiktoken's own `cl100k_base` from the ranks that ship, in about 0.2 s; None when they can't be used.

    tiktoken's definition fetches the ranks from the network; it is run here with a loader that reads ours, so that
    pattern, special tokens and the hash that is checked are always those of the tiktoken that is installed.
    """
    try:
        import tiktoken
        from tiktoken_ext import openai_public  # type: ignore[import-untyped]

        definition = openai_public.cl100k_base
        offline = types.FunctionType(definition.__code__, {**vars(openai_public), "load_tiktoken_bpe": _load_ranks})
        return tiktoken.Encoding(**offline())
    except (ImportError, AttributeError, TypeError, OSError, EOFError, ValueError, zlib.error) as error:
        log.warning("token counts are estimates: %s", error)
        return None


def _load_ranks(url: str, expected_hash: str) -> dict[bytes, int]:
    raw = gzip.decompress(resources.files("interviewer").joinpath(_RANKS).read_bytes())
    if hashlib.sha256(raw).hexdigest() != expected_hash:
        raise ValueError(f"{_RANKS} is not the file behind {url}")
    return {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in raw.splitlines())}
