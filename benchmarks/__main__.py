"""Runs the benchmarks named on the command line, or all, and prints one line each."""

from __future__ import annotations

import sys

from benchmarks import first_question, ingest, local_grade, memory, model_grade, page, reading, start

ALL = {
    "start": start.run,
    "ingest": ingest.run,
    "reading": reading.run,
    "first_question": first_question.run,
    "local_grade": local_grade.run,
    "model_grade": model_grade.run,
    "memory": memory.run,
    "page": page.run,
}


def main() -> None:
    for name in sys.argv[1:] or list(ALL):
        print(f"{name}: {ALL[name]()}", flush=True)


if __name__ == "__main__":
    main()
