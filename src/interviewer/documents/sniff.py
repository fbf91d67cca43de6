"""What a file is: told by its content, its name being only a hint."""

from __future__ import annotations

import io
import re
import zipfile

from interviewer.documents.notes import is_marked_up
from interviewer.documents.parsed import refusal
from interviewer.documents.subtitles import looks_like_subtitles
from interviewer.documents.tables import looks_like_table

_SAVE_AS = "Save it as .docx, .pdf, .html or .md"
_MAGIC = (
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\0\0\1\0", "image"),
    (b"\x1f\x8b", "compressed file"),
    (b"BZh", "compressed file"),
    (b"\xfd7zXZ", "compressed file"),
    (b"7z\xbc\xaf", "compressed file"),
    (b"Rar!", "compressed file"),
    (b"\x28\xb5\x2f\xfd", "compressed file"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"SQLite format 3", "database"),
    (b"ID3", "sound or video"),
    (b"OggS", "sound or video"),
    (b"fLaC", "sound or video"),
    (b"\x1aE\xdf\xa3", "sound or video"),
    (b"wOF", "font"),
    (b"\0\1\0\0\0", "font"),
    (b"OTTO", "font"),
)
_SOURCE = frozenset(
    [
        "c",
        "cc",
        "cpp",
        "cxx",
        "h",
        "hpp",
        "cs",
        "css",
        "go",
        "gradle",
        "java",
        "js",
        "jsx",
        "kt",
        "less",
        "lua",
        "m",
        "mm",
        "php",
        "pl",
        "py",
        "pyi",
        "r",
        "rb",
        "rs",
        "sass",
        "scala",
        "scss",
        "sh",
        "sql",
        "swift",
        "ts",
        "tsx",
        "vue",
        "svelte",
        "bat",
        "ps1",
        "dart",
        "ex",
        "exs",
        "hs",
        "jl",
        "svg",
        "xml",
        "lock",
        "toml",
        "ini",
        "cfg",
        "conf",
        "env",
        "properties",
        "map",
        "min",
        "log",
        "gitignore",
        "proto",
        "cmake",
        "mk",
        "make",
        "dockerfile",
    ]
)
"""Endings of files that are no notes, though they are text."""
_ENDINGS = {
    **dict.fromkeys(("md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd"), "markdown"),
    **dict.fromkeys(("html", "htm", "xhtml", "shtml"), "html"),
    **dict.fromkeys(("csv", "tsv", "tab"), "table"),
    **dict.fromkeys(("json", "jsonl", "ndjson", "json5"), "json"),
    **dict.fromkeys(("yaml", "yml"), "yaml"),
    **dict.fromkeys(("srt", "vtt", "sbv"), "subtitles"),
    **dict.fromkeys(("rst", "rest"), "rst"),
    **dict.fromkeys(("adoc", "asciidoc", "asc"), "asciidoc"),
    **dict.fromkeys(("tex", "ltx"), "latex"),
    "org": "org",
    "ipynb": "notebook",
}
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_TAGGED = re.compile(r"<(?:p|div|body|h[1-6]|li|table|span|a)\b[^<>]*>", re.IGNORECASE)
_ARCHIVED_PAGE = re.compile(r"(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE)


def sniff_bytes(data: bytes, name: str) -> str:
    """Return "pdf", "docx", "sheet", or "" for a text that `sniff_text` tells apart.

    Raises:
        CorpusError: it is of a kind that isn't read, with a word on which.
    """
    if not data.strip():
        raise refusal("empty")
    ending = _ending(name)
    if ending in _SOURCE:
        raise refusal(f"not a document (.{ending})")
    if b"%PDF-" in data[:1024] and (ending == "pdf" or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-")):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise refusal("old or password-protected Office file", _SAVE_AS)
    if data.startswith(b"{\\rtf"):
        raise refusal("rich text (RTF)", _SAVE_AS)
    if data[4:8] == b"ftyp" or (data.startswith(b"RIFF") and data[8:12] in (b"WAVE", b"AVI ")):
        raise refusal("sound or video")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise refusal("image")
    for start, kind in _MAGIC:
        if data.startswith(start) and (len(start) > 2 or b"\0" in data[:200]):
            raise refusal(kind)
    if ending in ("pdf", "docx", "xlsx"):
        raise refusal(f"broken {'PDF' if ending == 'pdf' else 'Word file' if ending == 'docx' else 'Excel file'}")
    return ""


def _archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise refusal("broken Office file or archive") from error
    for part, kind in (("word/", "docx"), ("xl/", "sheet")):
        if any(name.startswith(part) for name in names):
            return kind
    if any(name.startswith("ppt/") for name in names):
        raise refusal("slides (PowerPoint)", "Save them as PDF")
    if "META-INF/container.xml" in names:
        raise refusal("e-book (EPUB)", "Save it as PDF or HTML")
    if "content.xml" in names:
        raise refusal("OpenDocument file", _SAVE_AS)
    raise refusal("compressed file")


def sniff_text(text: str, name: str) -> str:
    """Return what a text is: markdown, text, html, mhtml, notebook, json, yaml, table, subtitles, org, rst, asciidoc or latex."""
    named = _ENDINGS.get(_ending(name), "")
    head = text[:4000]
    if looks_like_subtitles(head):
        return "subtitles"
    if _PAGE.match(head):
        return "html"
    if "mime-version:" in head.lower() and _ARCHIVED_PAGE.match(head):
        return "mhtml"
    if text.lstrip()[:1] == "{" and '"cells"' in text and '"nbformat"' in text:
        return "notebook"
    if re.match(r"#(?:separator|html|columns|tags column|deck column|notetype column|guid column):", head):
        return "table"
    if named == "html":
        return "html" if _TAGGED.search(text) else _prose(text)
    if named in ("table", "json", "yaml", "rst", "asciidoc", "latex", "org", "notebook"):
        return named
    if named == "markdown":
        return "markdown"
    if re.match(r"\s*(?:\{\s*\"|\[\s*[{\"\[])", head) and text.rstrip()[-1:] in "]}":
        return "json"
    return "table" if looks_like_table(text) else _prose(text)


def _prose(text: str) -> str:
    return "markdown" if is_marked_up(text) else "text"


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""
