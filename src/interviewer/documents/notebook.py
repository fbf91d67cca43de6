"""Jupyter notebooks: text as it is, code in fences, short outputs."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from interviewer.documents.data import load_json
from interviewer.documents.parsed import Parsed, fenced, refusal

_MOST_OUTPUT = 1500
"""Characters of an output that are kept."""
_SECTION = re.compile(r"^#{2,6} \S", re.MULTILINE)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def read_notebook(text: str) -> Parsed:
    """Return the cells of a notebook in order.

    Raises:
        CorpusError: it is broken or empty.
    """
    notebook = load_json(text)
    if not isinstance(notebook, Mapping):
        raise refusal("broken notebook")
    about = notebook.get("metadata")
    about = about if isinstance(about, Mapping) else {}
    language = _language(about)
    cells = notebook.get("cells")
    if cells is None:  # version 3 kept them in sheets
        sheets = notebook.get("worksheets")
        cells = (
            [cell for sheet in sheets if isinstance(sheet, Mapping) for cell in sheet.get("cells") or ()]
            if isinstance(sheets, list)
            else []
        )
    parts = [part for cell in cells if isinstance(cell, Mapping) for part in _cell(cell, language)] if isinstance(cells, list) else []
    if not parts:
        raise refusal("no text inside")
    title = about.get("title")
    return Parsed("\n\n".join(parts) + "\n", title if isinstance(title, str) else "", {"language": language} if language else {})


def _language(about: Mapping[str, Any]) -> str:
    for part, key in (("language_info", "name"), ("kernelspec", "language")):
        inner = about.get(part)
        if isinstance(inner, Mapping) and isinstance(inner.get(key), str):
            return re.sub(r"[^\w+#-]", "", inner[key]).lower()
    return ""


def _cell(cell: Mapping[str, Any], language: str) -> Iterator[str]:
    source = _joined(cell.get("source", cell.get("input"))).strip("\n")
    kind = cell.get("cell_type")
    if kind == "heading":  # version 3
        level = cell.get("level")
        yield f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {source.strip()}"
    elif kind == "code":
        if source.strip():
            yield source if language == "python" and _is_prose(source) and not cell.get("outputs") else fenced(source, language)
        for output in cell.get("outputs") or ():
            if isinstance(output, Mapping) and (shown := _output(output)):
                yield fenced(shown)
    elif source.strip():
        yield re.sub(r"!\[([^\]]*)\]\((?:attachment:|data:)[^)]*\)", r"![\1]()", source)


def _is_prose(source: str) -> bool:
    """Say whether a cell for code holds Markdown instead: it is no Python, and its sections have headings."""
    if len(_SECTION.findall(source)) < 2:
        return False
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(re.sub(r"(?m)^(\s*)[%!?].*$", r"\1pass", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return False


def _output(output: Mapping[str, Any]) -> str:
    data = output.get("data")
    text = output.get("text") or (data.get("text/plain") if isinstance(data, Mapping) else None)
    shown = _COLOURS.sub("", _joined(text)).strip("\n")
    return shown if len(shown) <= _MOST_OUTPUT else shown[:_MOST_OUTPUT].rsplit("\n", 1)[0] + "\n..."


def _joined(text: Any) -> str:
    if isinstance(text, list):
        return "".join(each for each in text if isinstance(each, str))
    return text if isinstance(text, str) else ""
