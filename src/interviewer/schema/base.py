"""What all the words share: frozen models, languages, owners, encoders."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

Language = Literal["zh", "en"]
Vectors = NDArray[np.float32]
"""Shape (texts, dimension); every row has length 1."""

BANK = "bank"
"""Owner of what ships with the program."""
ME = "me"
"""Owner of what the one person of a local installation brings."""


def fingerprint(*parts: str) -> str:
    """Return 16 hex digits that stand for these texts, in this order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Encoder(Protocol):
    """Turns texts into vectors; one of the bundled ones or a remote one."""

    @property
    def name(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    def encode(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> Vectors:
        """Return one unit vector a text; raises ProviderError when a remote encoder fails."""
        ...
