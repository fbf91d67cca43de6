"""Word files (.docx) to Markdown.

Read directly: the converters at hand lose what interview notes live on, the numbers that Word counts itself, formulas and code.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from interviewer.documents.office import part
from interviewer.documents.parsed import Parsed, literal, preformatted, refusal, table
from interviewer.documents.word_math import latex
from interviewer.documents.word_styles import (
    Look,
    Numbering,
    Style,
    child,
    local,
    look_of,
    numbering_of,
    read_numbering,
    read_styles,
    value,
)

_SKIPPED = {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "Fallback", "commentReference", "fldData"}


class _Run(NamedTuple):
    text: str
    bold: bool = False
    mono: bool = False
    size: float = 0.0
    raw: bool = False
    """Markdown already: a link, a formula, an image."""


class _Block(NamedTuple):
    kind: str
    """heading, item, code, quote, table or text."""
    text: str
    level: int = 0
    size: float = 0.0
    """Of a text whose characters all have one size."""


class _Word(NamedTuple):
    styles: dict[str, Style]
    numbering: Numbering
    links: dict[str, str]
    """Targets by relation id."""


def read_word(data: bytes) -> Parsed:
    """Return the body of a Word file, with its footnotes at the end.

    Raises:
        CorpusError: it is broken, no Word file, unreasonably large when unpacked, or holds no text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main = _main_part(archive)
            folder = main.rpartition("/")[0]
            parts = {name: part(archive, f"{folder}/{name}") for name in ("styles.xml", "numbering.xml", "footnotes.xml")}
            relations = part(archive, f"{folder}/_rels/{main.rpartition('/')[2]}.rels")
            links = {value(each, "Id") or "": value(each, "Target") or "" for each in relations} if relations is not None else {}
            root, properties = part(archive, main), part(archive, "docProps/core.xml")
    except (zipfile.BadZipFile, zlib.error, ParseError, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise refusal("broken Word file") from error
    except RuntimeError as error:  # what zipfile raises for an encrypted member
        raise refusal("password-protected Word file") from error
    word = _Word(read_styles(parts["styles.xml"]), read_numbering(parts["numbering.xml"]), links)
    blocks = list(_blocks(child(root, "body"), word))
    notes = [
        f"[^{value(note, 'id')}]: {_flat(note, word)}" for note in _all(parts["footnotes.xml"], "footnote") if value(note, "type") is None
    ]
    text = _join([*_with_headings(blocks), *(_Block("text", note) for note in notes)])
    if not text.strip():
        raise refusal("no text inside")
    return Parsed(text + "\n", "", _properties(properties))


def _main_part(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    relations = part(archive, "_rels/.rels")
    for each in relations if relations is not None else ():
        target = (value(each, "Target") or "").lstrip("/")
        if (value(each, "Type") or "").endswith("/officeDocument") and target in names:
            return target
    raise refusal("broken Word file")


def _properties(core: Element | None) -> dict[str, str]:
    wanted = {"title": "title", "creator": "author", "created": "date", "keywords": "tags", "subject": "subject"}
    return (
        {wanted[local(each)]: each.text.strip() for each in core if local(each) in wanted and each.text and each.text.strip()}
        if core is not None
        else {}
    )


def _all(root: Element | None, name: str) -> Iterator[Element]:
    return (each for each in root if local(each) == name) if root is not None else iter(())


# ---------------------------------------------------------------- blocks


def _blocks(parent: Element | None, word: _Word, depth: int = 0) -> Iterator[_Block]:
    if parent is None or depth > 30:
        return
    for each in parent:
        kind = local(each)
        if kind == "p":
            yield from _paragraph(each, word, depth)
        elif kind == "tbl":
            yield from _table(each, word, depth)
        elif kind == "sdt":
            gallery = value(child(each, "sdtPr", "docPartObj", "docPartGallery")) or ""
            if "table of contents" not in gallery.lower():
                yield from _blocks(child(each, "sdtContent"), word, depth + 1)
        elif kind not in _SKIPPED:
            yield from _blocks(each, word, depth + 1)


def _paragraph(element: Element, word: _Word, depth: int) -> Iterator[_Block]:
    properties = child(element, "pPr")
    style = word.styles.get(value(child(properties, "pStyle")) or "", word.styles[""])
    if re.match(r"(?:toc|目录)\s*\d", style.name, re.IGNORECASE):
        return
    outline = value(child(properties, "outlineLvl"))
    heading = int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else style.heading
    runs = _merged(_runs(element, word, style.look))
    plain = "".join(run.text for run in runs)
    number = numbering_of(properties) or style.numbering
    label = word.numbering.label(*number) if number and plain.strip() else None
    if not plain.strip():
        yield _Block("blank", "")
    elif heading:
        line = " ".join(_markdown([run._replace(bold=False) for run in runs]).split())
        yield _Block("heading", f"{label} {line}" if label and label != "-" else line, min(heading, 6))
    elif style.code or all(run.mono or not run.text.strip() for run in runs):
        yield _Block("code", "\n".join(line.rstrip() for line in plain.split("\n")))
    elif label is not None and number:
        line = f"{label.replace('．', '. ') if label[:1].isdigit() else label} {_markdown(runs)}"
        yield _Block("item", re.sub(r"^(\d+\.)\s+", r"\1 ", line), number[1])
    else:
        sizes = {run.size for run in runs if run.text.strip()}
        quote = "quote" in style.name.lower() or "引用" in style.name
        yield _Block("quote" if quote else "text", _markdown(runs), size=sizes.pop() if len(sizes) == 1 else 0.0)
    for box in _boxes(element):
        yield from _blocks(box, word, depth + 1)


def _boxes(element: Element) -> Iterator[Element]:
    """Find the text boxes of a paragraph, less the second copies that Word writes for its own elders."""
    stack = [element]
    while stack:
        each = stack.pop()
        if local(each) == "txbxContent":
            yield each
        elif local(each) != "Fallback":
            stack.extend(reversed(each))


def _table(element: Element, word: _Word, depth: int) -> Iterator[_Block]:
    rows = [list(_all(row, "tc")) for row in _all(element, "tr")]
    cells = [list(_blocks(cell, word, depth + 1)) for row in rows for cell in row]
    if max(map(len, rows), default=0) <= 1 or any(len(held) > 12 for held in cells):  # a box around content, or a page layout
        for held in cells:
            yield from held
        return
    lines = []
    content = iter(cells)
    for row in rows:
        line: list[str] = []
        for cell in row:
            text = "<br>".join(re.sub(r"\s*\n\s*", "<br>", block.text) for block in next(content) if block.text)
            merged = child(cell, "tcPr", "vMerge")
            span = value(child(cell, "tcPr", "gridSpan")) or "1"
            line += ["" if merged is not None and value(merged) != "restart" else text]
            line += [""] * (min(int(span), 50) - 1 if span.isdigit() else 0)
        lines.append(line)
    yield _Block("table", table(lines))


def _with_headings(blocks: list[_Block]) -> list[_Block]:
    """Where nobody used heading styles, make headings of the short lines in larger type."""
    if any(block.kind == "heading" for block in blocks):
        return blocks
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.size:
            sizes[block.size] += len(block.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    large = sorted({block.size for block in blocks if body and block.size >= 1.1 * body and len(block.text) <= 120}, reverse=True)
    return [
        block._replace(kind="heading", text=re.sub(r"\*\*", "", block.text), level=min(large.index(block.size) + 1, 6))
        if block.kind == "text" and block.size in large and len(block.text) <= 120 and "\n" not in block.text
        else block
        for block in blocks
    ]


def _join(blocks: list[_Block]) -> str:
    """Write the blocks as Markdown; neighbouring lines of code are one block of code."""
    parts: list[tuple[str, str]] = []
    code: list[str] = []
    for block in [*blocks, _Block("end", "")]:
        if code and block.kind == "blank":
            code.append("")
            continue
        if block.kind == "code":
            code.append(block.text)
            continue
        if code:
            parts.append(("code", preformatted("\n".join(code).strip("\n"))))
            code = []
        if block.kind == "heading":
            parts.append(("heading", f"{'#' * block.level} {block.text}"))
        elif block.kind == "item":
            indent = "    " * (block.level if parts and parts[-1][0] == "item" else 0)
            parts.append(("item", indent + block.text.replace("\n", "\n" + indent + "  ")))
        elif block.kind == "quote":
            parts.append(("quote", re.sub(r"(?m)^", "> ", block.text)))
        elif block.text:
            parts.append((block.kind, block.text))
    text = ""
    for number, (kind, content) in enumerate(parts):
        tight = number and kind == parts[number - 1][0] and kind in ("item", "quote")
        text += ("\n" if tight else "\n\n" if number else "") + content
    return text


# ---------------------------------------------------------------- what is inside a paragraph


def _runs(parent: Element, word: _Word, base: Look, depth: int = 0) -> Iterator[_Run]:
    for each in parent if depth < 30 else ():
        kind = local(each)
        if kind == "r":
            yield from _run(each, word, base)
        elif kind in ("oMath", "oMathPara"):
            tex = " ".join(latex(each).split())
            yield _Run(f"$${tex}$$" if kind == "oMathPara" else f"${tex}$", raw=True)
        elif kind == "hyperlink":
            yield from _link(each, word, base, depth)
        elif kind not in _SKIPPED and kind != "txbxContent":
            yield from _runs(each, word, base, depth + 1)


def _link(element: Element, word: _Word, base: Look, depth: int) -> Iterator[_Run]:
    target = word.links.get(value(element, "id") or "", "")
    runs = list(_runs(element, word, base._replace(mono=None), depth + 1))
    text = "".join(run.text for run in runs).strip()
    if target.startswith(("http", "mailto")) and text:
        yield _Run(f"[{text}]({target.replace(' ', '%20')})", bold=all(run.bold for run in runs), raw=True)
    else:
        yield from runs


def _run(element: Element, word: _Word, base: Look) -> Iterator[_Run]:
    properties = child(element, "rPr")
    style = word.styles.get(value(child(properties, "rStyle")) or "", Style())
    look = look_of(properties).over(style.look).over(base)
    if look.hidden:
        return
    mono = bool(look.mono) or style.code
    text = ""
    for each in element:
        kind = local(each)
        if kind == "t":
            text += each.text or ""
        elif kind == "tab":
            text += "\t"
        elif kind == "cr" or (kind == "br" and value(each, "type") in (None, "textWrapping")):
            text += "\n"
        elif kind == "noBreakHyphen":
            text += "-"
        elif kind == "footnoteReference":
            text += f"[^{value(each, 'id')}]"
        elif kind in ("drawing", "pict", "object", "AlternateContent"):
            yield from _image(each, word)
    if text:
        yield _Run(text, bool(look.bold), mono, look.size or 0.0)


def _image(element: Element, word: _Word) -> Iterator[_Run]:
    seen = set()
    alt = next((value(each, "descr") for each in element.iter() if local(each) == "docPr" and value(each, "descr")), "") or ""
    for each in element.iter():
        target = word.links.get(
            (value(each, "embed") if local(each) == "blip" else value(each, "id") if local(each) == "imagedata" else "") or ""
        )
        if target and target not in seen:
            seen.add(target)
            yield _Run(f"![{' '.join(alt.split())}]({target})", raw=True)


def _merged(runs: Iterator[_Run]) -> list[_Run]:
    """Join neighbours that look alike; spaces take the look of what is before them."""
    merged: list[_Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and not run.raw and not last.raw and (not run.text.strip() or (run.bold, run.mono) == (last.bold, last.mono)):
            merged[-1] = last._replace(text=last.text + run.text)
        else:
            merged.append(run)
    return merged


def _markdown(runs: list[_Run]) -> str:
    whole = ""
    for run in runs:
        core = run.text.strip()
        if not core:
            whole += run.text
            continue
        lead, tail = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
        shown = core if run.raw else f"`{core}`" if run.mono and "`" not in core and "\n" not in core else literal(core)
        if run.bold:
            shown = "\n".join(f"**{line.strip()}**" if line.strip() else line for line in shown.split("\n"))
        whole += lead + shown + tail
    return re.sub(r"[ \t]*\n[ \t]*", "\n", whole.replace("\t", " ")).strip()


def _flat(element: Element, word: _Word) -> str:
    return " ".join(block.text for block in _blocks(element, word)).strip()
