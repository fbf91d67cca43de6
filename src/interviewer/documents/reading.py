"""One reader for each kind of file."""

from __future__ import annotations

import re

from interviewer.documents.decode import Decoded, clean, decode
from interviewer.documents.parsed import Parsed, refusal

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)


def parse(data: bytes, kind: str, text: str | None = None) -> Parsed:
    """Return the content of a file of this kind (see `sniff`); `text` is what was already decoded of it.

    Raises:
        CorpusError: it can't be read, with a short reason.
    """
    if kind == "pdf":
        from interviewer.documents.pdf import read_pdf

        parsed = read_pdf(data)
    elif kind == "docx":
        from interviewer.documents.word import read_word

        parsed = read_word(data)
    elif kind == "sheet":
        from interviewer.documents.tables import read_sheet

        parsed = read_sheet(data)
    else:
        return _parse_text(decoded(data).text if text is None else text, kind)
    return parsed._replace(text=clean(parsed.text))


def decoded(data: bytes) -> Decoded:
    """Return the text of a file; pages say in their head how they are encoded."""
    declared = _CHARSET.search(data[:2048])
    return decode(data, declared[1].decode("ascii", "ignore") if declared else "")


def _parse_text(text: str, kind: str) -> Parsed:
    if kind in ("markdown", "text"):
        from interviewer.documents.notes import read_notes

        return read_notes(text)
    if kind in ("html", "mhtml"):
        from interviewer.documents.pages import read_page

        parsed = read_page(unpacked(text) if kind == "mhtml" else text)
    elif kind == "notebook":
        from interviewer.documents.notebook import read_notebook

        parsed = read_notebook(text)
    elif kind == "subtitles":
        from interviewer.documents.subtitles import read_subtitles

        parsed = read_subtitles(text)
    elif kind == "table":
        from interviewer.documents.tables import read_table

        parsed = read_table(text)
    elif kind in ("json", "yaml"):
        from interviewer.documents.data import read_json, read_yaml

        parsed = read_json(text) if kind == "json" else read_yaml(text)
    else:
        from interviewer.documents.markups import read_markup

        return read_markup(text, kind)
    return parsed._replace(text=clean(parsed.text))


def unpacked(text: str) -> str:
    """Return the page in a web archive (.mhtml).

    Raises:
        CorpusError: there is none.
    """
    from email import message_from_string
    from email.policy import default

    for part in message_from_string(text, policy=default).walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(content, bytes) and content.strip():
            return decode(content, part.get_content_charset() or "").text
    raise refusal("no text inside")
