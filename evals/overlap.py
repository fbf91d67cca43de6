"""Report sentences that the question bank shares with other folders: python evals/overlap.py FOLDER...

A shared sentence is one that, letter for letter once case, spaces and punctuation are gone, also stands in a file
of the given folders, and is longer than 12 words or 25 Han characters. Exit code 1 when there is any.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from interviewer import documents, text
from interviewer.errors import CorpusError

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
WORDS, HAN = 12, 25
_MAX_MB = 50


def bare(passage: str) -> str:
    """Return the letters and digits only, in lower case."""
    return "".join(c for c in unicodedata.normalize("NFKC", passage).lower() if c.isalnum())


def is_long(sentence: str) -> bool:
    """Tell whether a sentence is longer than 12 words or 25 Han characters."""
    return sum(map(text.is_cjk, sentence)) > HAN or len([w for w in sentence.split() if w.isascii()]) > WORDS


def windows(sentence: str) -> Iterator[str]:
    """Yield the runs of a sentence that are just over the limit, so that a copied part is found too."""
    if sum(map(text.is_cjk, sentence)) > HAN:
        letters = bare(sentence)
        yield from (letters[i : i + HAN + 1] for i in range(len(letters) - HAN))
    else:
        words = sentence.split()
        yield from (bare("".join(words[i : i + WORDS + 1])) for i in range(len(words) - WORDS))


def others(folders: list[Path]) -> Iterator[tuple[str, str]]:
    """Yield name and bare text of every readable file of the folders."""
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            try:
                yield str(path), bare(documents.read(path, folder, _MAX_MB).text)
            except CorpusError as error:
                print(f"not compared: {error}", file=sys.stderr)


def main(arguments: list[str]) -> int:
    compared = list(others([Path(a) for a in arguments]))
    if not compared:
        print("nothing to compare with: name at least one folder with readable files", file=sys.stderr)
        return 2
    shared = looked_at = 0
    for path in sorted(CORPUS.rglob("*.md")):
        for sentence in (span.text for span in text.sentences(path.read_text("utf-8")) if is_long(span.text)):
            looked_at += 1
            runs = set(windows(sentence))
            for name, whole in compared:
                if any(run in whole for run in runs):
                    shared += 1
                    print(f"{path.relative_to(CORPUS)}: {sentence}\n    also in {name}")
    print(f"{looked_at} long sentences compared with {len(compared)} files: {shared} shared")
    return 1 if shared else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
