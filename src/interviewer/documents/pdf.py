"""PDF files to Markdown."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any

from interviewer.documents.parsed import Parsed, refusal

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument

    from interviewer.documents.pdf_glyphs import Device
    from interviewer.documents.pdf_lines import Line

_OCR = "Run it through text recognition (OCR)"


def read_pdf(data: bytes) -> Parsed:
    """Return what a PDF says, in reading order.

    Whatever else pdfminer raises means a broken file; the caller runs this in a process of its own.

    Raises:
        CorpusError: it needs a password, or holds no text.
    """
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.pdfparser import PDFParser

    from interviewer.documents.pdf_glyphs import Device
    from interviewer.documents.pdf_lines import even_looks, set_edges, without_furniture
    from interviewer.documents.pdf_markdown import to_markdown
    from interviewer.documents.pdf_tags import read_roles

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect as error:
        raise refusal("password-protected PDF") from error
    device = Device(PDFResourceManager(), read_roles(document.catalog))
    pages, heights = _pages(document, device)
    glyphs = sum(len(line.text) + len(line.table) for lines in pages for line in lines)
    if not glyphs:
        raise refusal("no text inside (scanned PDF?)", _OCR) if device.images else refusal("no text inside")
    if device.unmapped > glyphs:
        raise refusal("its fonts don't say which characters they show", _OCR)
    even_looks([line for flow in pages for line in flow])
    lines = [line for flow in without_furniture(pages, heights) for line in flow]
    set_edges(lines)
    return Parsed(to_markdown(lines, _outline(document)) + "\n", "", _properties(document, len(pages)))


def _pages(document: PDFDocument, device: Device) -> tuple[list[list[Line]], list[float]]:
    """Return the lines of each page, and the pages' heights."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfminer.pdfpage import PDFPage

    from interviewer.documents.pdf_lines import page_lines

    interpreter = PDFPageInterpreter(device.rsrcmgr, device)
    pages, heights = [], []
    for number, page in enumerate(PDFPage.create_pages(document)):
        interpreter.process_page(page)
        drawn = device.page
        content = [glyph for glyph in drawn.glyphs if not (glyph.role and glyph.role.artifact)]
        pages.append(page_lines(drawn._replace(glyphs=content), number))
        heights.append(drawn.height)
    return pages, heights


def _outline(document: Any) -> list[tuple[int, str]]:
    from pdfminer.pdfdocument import PDFNoOutlines
    from pdfminer.pdftypes import PDFException

    from interviewer.documents.pdf_glyphs import readable

    try:
        return [(level, readable(title)) for level, title, *_ in document.get_outlines() if isinstance(title, str)]
    except (PDFNoOutlines, PDFException, TypeError, ValueError, RecursionError):
        return []


def _properties(document: Any, pages: int) -> dict[str, Any]:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    found: dict[str, Any] = {"pages": pages}
    for info in document.info:
        for key, name in (("Title", "title"), ("Author", "author"), ("Subject", "subject"), ("Keywords", "tags"), ("CreationDate", "date")):
            value = resolve1(info.get(key))
            text = " ".join(decode_text(value).split()) if isinstance(value, bytes) else ""
            if text:
                found[name] = text
    return found
