"""How each HTML element is written in Markdown (imported late: it loads Beautiful Soup)."""

from __future__ import annotations

import re
from typing import Any

from markdownify import ATX, MarkdownConverter

from interviewer.documents.parsed import preformatted

_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|highlight-source-|highlight-|brush:\s*|sourceCode\s+|hljs\s+)([\w+#-]+)", re.IGNORECASE)


class PageConverter(MarkdownConverter):
    """Markdown as a careful person writes it: `#` headings, `-` bullets, fences that name the language, nothing escaped in vain."""

    def __init__(self) -> None:
        super().__init__(
            heading_style=ATX, bullets="-", autolinks=False, escape_asterisks=False, escape_underscores=False, table_infer_header=True
        )

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
        code = re.sub(r"[ \t]+$", "", text.replace("\xa0", " "), flags=re.MULTILINE).strip("\n")
        if not code.strip():
            return ""
        if "_inline" in parent_tags:
            return f"`{' '.join(code.split())}`"
        return f"\n\n{preformatted(code, _language(el))}\n\n"

    def convert_br(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if "pre" in parent_tags:
            return "\n" + text
        if parent_tags & {"td", "th"}:
            return "<br>" + text
        return (" " if "_inline" in parent_tags else "\n") + text

    def convert_b(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if "\n\n" in text.strip() or "_noformat" in parent_tags or re.match(r"\s*(?:#|```|- )", text):
            return text
        inner = text.strip()
        marks = "" if not inner or inner.startswith("**") else "**"
        return text.replace(inner, f"{marks}{inner}{marks}", 1) if inner else text[:1]

    convert_strong = convert_b

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if text.strip() in ("", "#", "¶", "§", "🔗", "↩", "↩︎", "\\#"):
            return ""
        target = str(el.get("href") or "")
        own = target.startswith("#") and el.find_parent(["h1", "h2", "h3", "h4", "h5", "h6"]) is not None
        if own or "\n" in text.strip() or "_noformat" in parent_tags or not target or target.lower().startswith(("javascript:", "data:")):
            return text
        return f"[{text.strip()}]({target.strip().replace(' ', '%20')})"

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        alt, source = " ".join(str(el.get("alt") or "").split()), str(el.get("src") or "")
        if "_inline" in parent_tags or not source:
            return alt
        return f"![{alt}]({source.replace(' ', '%20')})"

    def convert_dt(self, el: Any, text: str, parent_tags: set[str]) -> str:
        term = " ".join(text.split())
        bare = not term or term.startswith(("**", "#", "<"))
        return f"\n\n{term}\n\n" if bare or "_inline" in parent_tags else f"\n\n**{term}**\n\n"

    def convert_dd(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_details(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f" {text.strip()} " if "_inline" in parent_tags else f"\n\n<details>\n{text.strip()}\n\n</details>\n\n"

    def convert_summary(self, el: Any, text: str, parent_tags: set[str]) -> str:
        line = " ".join(text.split())
        return f" {line} " if "_inline" in parent_tags or el.find_parent("details") is None else f"\n<summary>{line}</summary>\n\n"

    def convert_hN(self, n: int, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - the library's name
        line = " ".join(text.replace("\\#", "#").split()) if text.strip() else ""
        if "_inline" in parent_tags or not line:
            return f" {line} "
        return f"\n\n{'#' * max(1, min(6, n))} {line}\n\n"

    def convert_td(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f" {' '.join(text.split()).replace('|', chr(92) + '|')} |" * _span(el)

    convert_th = convert_td


def _span(cell: Any) -> int:
    width = str(cell.get("colspan") or "1")
    return max(1, min(20, int(width))) if width.isascii() and width.isdigit() else 1


def _language(pre: Any) -> str:
    for tag in (pre, pre.find("code"), pre.parent, pre.parent.parent if pre.parent else None):
        names = " ".join(tag.get("class") or []) if tag is not None else ""
        found = _LANGUAGE.search(names)
        if found and found[1].lower() not in ("text", "plaintext", "none", "plain", "wrapper", "box"):
            return found[1].lower()
    return ""
