"""Files for the tests of the readers, written here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from interviewer import documents
from interviewer.schema import Document

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(folder: Path, name: str, content: str | bytes, max_mb: float = 5) -> Document:
    """Write a file and read it."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return documents.read(path, folder, max_mb)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str, styles: str = "", numbering: str = "", links: dict[str, str] | None = None) -> bytes:
    """Return a Word file with this XML in its body."""
    targets = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/hyperlink" Target="{escape(url)}"/>' for key, url in (links or {}).items()
    )
    return zipped(
        {
            "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document {WORD} xmlns:r="{_RELATIONS}" xmlns:m="m"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f"<w:styles {WORD}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {WORD}>{numbering}</w:numbering>",
            "word/_rels/document.xml.rels": f"<Relationships>{targets}</Relationships>",
        }
    )


def paragraph(text: str, style: str = "", run: str = "", more: str = "") -> str:
    """Return a Word paragraph of one run; `run` and `more` are properties of run and paragraph."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{styled}{more}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def in_list(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def pdf(draw: Callable[[Any], None], **options: Any) -> bytes:
    """Return a PDF on whose canvas `draw` has drawn."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1, **options)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def lines(canvas: Any, x: float, y: float, texts: list[str], font: str = "Helvetica", size: float = 11, leading: float = 14) -> float:
    """Draw lines one below the other; return where the next would stand."""
    for text in texts:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
        y -= leading
    return y
