"""Reads one file's content in a process of its own, with a cap on time and memory.

`python -m interviewer.documents.guard KIND` reads the bytes on standard input and writes one line of JSON.
Whatever goes wrong in there (a hang, a gigabyte, an error that no library documents) is one refused file here.
"""

from __future__ import annotations

import json
import subprocess
import sys

from interviewer.documents.parsed import Parsed, refusal
from interviewer.documents.reading import parse
from interviewer.errors import CorpusError

SECONDS = 60.0
MEMORY = 1 << 30
"""Bytes on top of what an empty process takes."""


def parse_apart(data: bytes, kind: str, seconds: float = SECONDS, memory: int = MEMORY) -> Parsed:
    """Return `reading.parse(data, kind)`, or refuse what takes longer, or more memory, or breaks.

    Raises:
        CorpusError: as `parse`, or one of these.
    """
    command = [sys.executable, "-m", "interviewer.documents.guard", kind, str(memory)]
    try:
        done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise refusal(f"takes longer than {seconds:.0f} s to read") from error
    try:
        reply = json.loads(done.stdout)
    except ValueError as error:
        raise refusal(f"broken {_NAMES.get(kind, kind)}") from error
    if "refused" in reply:
        raise refusal(reply["refused"], reply["way_out"])
    return Parsed(reply["text"], reply["title"], reply["metadata"], reply["rows"])


_NAMES = {"pdf": "PDF", "docx": "Word file", "html": "HTML", "sheet": "Excel file"}


def _cap(memory: int) -> None:
    """Limit the address space of this process; systems that know no such limit go without."""
    try:
        import resource
        from pathlib import Path

        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
        limit = int(pages) * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, OSError, ValueError):
        return


def _main() -> None:
    kind, memory = sys.argv[1], int(sys.argv[2])
    data = sys.stdin.buffer.read()
    _cap(memory)
    try:
        parsed = parse(data, kind)
        reply = {"text": parsed.text, "title": parsed.title, "metadata": dict(parsed.metadata), "rows": list(parsed.rows)}
    except CorpusError as error:
        reply = {"refused": error.what, "way_out": error.way_out}
    except MemoryError:
        reply = {"refused": f"needs more than {memory >> 20} MB of memory to read", "way_out": ""}
    sys.stdout.buffer.write(json.dumps(reply).encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    _main()
