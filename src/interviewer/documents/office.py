"""The XML parts of an Office file, which is a zip archive of them."""

from __future__ import annotations

import zipfile
from xml.etree.ElementTree import Element, fromstring

from interviewer.documents.parsed import refusal

_MOST_XML = 64 * 2**20
"""Bytes that one part may unpack to; a thousand pages are under 20 MB."""


def part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """Return one part of an Office file; None where it has none of this name.

    Raises:
        CorpusError: it unpacks to more than anybody writes.
        ValueError: it declares a document type, which no Office program writes and which may unfold without end.
    """
    try:
        size = archive.getinfo(name).file_size
    except KeyError:
        return None
    if size > _MOST_XML:
        raise refusal(f"unpacks to {size // 2**20} MB (zip bomb?)")
    xml = archive.read(name)
    if b"<!DOCTYPE" in xml[:2000] or b"<!ENTITY" in xml[:2000]:
        raise ValueError("document type")
    return fromstring(xml)
