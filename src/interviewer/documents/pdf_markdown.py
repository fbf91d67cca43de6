"""Lines of a PDF to Markdown: headings, paragraphs, lists, code, tables."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from interviewer.documents.parsed import literal, preformatted, table
from interviewer.documents.pdf_lines import Line, Run, body_size

_HAN = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_IS_HAN = re.compile(f"[{_HAN}]")
_BULLET = re.compile(r"(?:[•●○◦▪■□‣➢➤❖◆◇★✓✔·]|[-–—*](?=\s))\s*")
_NUMBER = re.compile(
    r"(?:[(（]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[)）]|\d{1,3}(?:\.\d{1,2})*[.、．](?!\d)|[一二三四五六七八九十]{1,3}[、．.]|第[\d一二三四五六七八九十]+[题章节][:：]?|[①-⑳]|Q\d*[:：.])\s*"
)
_NUMBERED = re.compile(r"\d{1,3}((?:\.\d{1,3})+)?(?(1)[.、．)）]?|[.、．)）])\s*(?=[^\s.])")
_ENDS = re.compile(r"[.!?。！？：:；;…）)”\"]$")
_CLOSES = re.compile(r"[，。、；：？！）》」』”]")
_LEAD = re.compile(r"^((?:- |\d+\. )?\*\*[^*\n]{4,200}[?？][”）)]?\*\*)[ \t]*(?=[^\s*])")
_WORD = re.compile(rf"[{_HAN}][，。、？！：；）》」』”’]*|[^\s{_HAN}]+")


@dataclass(slots=True)
class _Block:
    kind: Literal["heading", "text", "item", "code", "table"]
    lines: list[Line]
    level: int = 0
    gaps: list[int] = field(default_factory=list)
    """Of code: the blank lines before each line."""


class _Measures:
    """What is usual in a document: size of the text, distance of its lines, sizes of its headings, its words."""

    def __init__(self, lines: list[Line], outline: dict[str, int]) -> None:
        self.body = body_size(lines)
        self.outline = outline
        self.tagged = len({line.role.block for line in lines if line.role and line.role.heading}) > 1
        """The file itself marks its headings: then nothing else is one."""
        gaps = [
            (before.y - line.y) / max(before.size, line.size, 1.0)
            for before, line in itertools.pairwise(lines)
            if _same_flow(before, line) and before.y > line.y and abs(before.size - line.size) < 1 and not self.would_fit(before, line)
        ]
        self.leading = min(2.2, median(gaps)) if gaps else 1.5
        self.levels = self._levels(lines)
        tops = [line.size for line in lines if self.outline.get(_key(line.text)) == 1]
        titles = [line for line in lines if tops and line.page == lines[0].page and self.is_heading(line) and line.size > 1.15 * max(tops)]
        self.shift = int(bool(titles))
        """Bookmarks leave out the title of the whole; then they begin one level below it."""
        text = " ".join(line.text for line in lines)
        self.words = Counter(re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()))
        self.hyphenates = self._hyphenates(lines)

    def would_fit(self, before: Line, line: Line, slack: float = 0.6) -> bool:
        """Say whether the first word of a line would have fitted on the line before: then that one was ended on purpose."""
        word = _WORD.match(line.text.strip())
        letters = len(line.text.strip()) or 1
        width = (line.x1 - line.x0) * (len(word[0]) if word else 1) / letters
        return before.x1 + width + slack * line.size < before.right - 0.2 * line.size

    def is_heading(self, line: Line) -> bool:
        if line.table or line.share("mono") > 0.7 or sum(c.isalnum() for c in line.text) < 2:
            return False
        if self.tagged:
            return bool(line.role and line.role.heading)
        large = 1.04 if line.share("bold") > 0.8 else 1.14
        return line.size >= large * self.body or _key(line.text) in self.outline

    def level(self, text: str, line: Line) -> int:
        """Return the level of a heading: what the file says, else the rank of its size."""
        if line.role and line.role.heading:
            return line.role.heading
        known = self.outline.get(_key(text))
        return known + self.shift if known else self.levels.get(line.size, len(set(self.levels.values())) + 1)

    def _levels(self, lines: list[Line]) -> dict[float, int]:
        """Rank the sizes of headings; a size whose headings the outline knows takes their level."""
        known: dict[float, list[int]] = {}
        sizes = set()
        for line in lines:
            if self.is_heading(line) and not (line.role and line.role.heading):
                sizes.add(line.size)
                if _key(line.text) in self.outline:
                    known.setdefault(line.size, []).append(self.outline[_key(line.text)])
        levels: dict[float, int] = {}
        rank, above = 0, 1e9
        for size in sorted(sizes, reverse=True):
            rank += size < 0.97 * above
            above = size
            rank = max(rank, round(median(known[size]))) if size in known else rank
            levels[size] = min(rank, 6)
        return levels

    def _hyphenates(self, lines: list[Line]) -> bool:
        """Say whether words are divided at line ends: whether the halves of some, put together, are words of the document."""
        for before, line in itertools.pairwise(lines):
            ending, start = re.search(r"([a-z]+)-$", before.text.strip()), re.match(r"[a-z]+", line.text.strip())
            if ending and start and self.words[ending[1] + start[0]]:
                return True
        return False


def _same_flow(before: Line, line: Line) -> bool:
    return (before.page, before.column) == (line.page, line.column)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def to_markdown(lines: list[Line], outline: Iterable[tuple[int, str]]) -> str:
    """Return the Markdown of a whole file; `outline` holds level and title of its bookmarks."""
    known = {_key(title): min(level, 6) for level, title in outline if _key(title)}
    usual = _Measures(lines, known)
    blocks: list[_Block] = []
    for line in lines:
        kind = _kind(line, usual)
        last = blocks[-1] if blocks else None
        if last and last.kind == "code" and kind in ("text", "item") and _is_comment(last.lines[-1], line, usual):
            kind = "code"
        if last and _continues(last, line, kind, usual):
            if kind == "code":
                last.gaps.append(_blank_lines(last.lines[-1], line, usual))
            last.lines.append(line)
        else:
            blocks.append(_Block(kind, [line], gaps=[0]))
    return _write(blocks, usual)


# ---------------------------------------------------------------- lines to blocks


def _kind(line: Line, usual: _Measures) -> Literal["heading", "text", "item", "code", "table"]:
    if line.table:
        return "table"
    if usual.is_heading(line):
        return "heading"
    if line.role and line.role.code:
        return "code"
    if line.share("mono") > 0.75 and not (line.bullet or _BULLET.match(line.text)):
        return "code"
    return "item" if _is_item(line) else "text"


def _is_comment(before: Line, line: Line, usual: _Measures) -> bool:
    """Say whether a line within code only looks like text: Chinese has no monospaced letters, but the size of the code tells."""
    close = _same_flow(before, line) and 0 < before.y - line.y < 2.5 * line.size
    return close and abs(line.size - before.size) < 0.1 and abs(line.size - usual.body) > 0.04 * usual.body


def _is_item(line: Line) -> bool:
    return line.bullet or bool(_BULLET.match(line.text) or _NUMBER.match(line.text))


def _continues(block: _Block, line: Line, kind: str, usual: _Measures) -> bool:
    before = block.lines[-1]
    if block.kind == "table" or kind == "table":
        return False
    if kind == "code" or block.kind == "code":
        return kind == block.kind and (not _same_flow(before, line) or abs(before.size - line.size) < 1.5)
    if before.gaps and line.gaps:  # rows of a table
        return False
    if kind == "item" or (kind == "heading") != (block.kind == "heading"):
        return False
    tagged = bool(before.role and line.role and before.role.block and line.role.block)
    same = tagged and before.role is not None and line.role is not None and before.role.block == line.role.block
    if tagged and not same:
        return False
    if kind == "heading":
        return same or _goes_on(before, line, usual)
    if not _same_flow(before, line):
        return not before.gaps and abs(before.size - line.size) < 1 and not _ENDS.search(before.text.strip()) and not _indented(block, line)
    if before.y - line.y > 1.22 * usual.leading * max(before.size, line.size) or before.y < line.y - line.size:
        return False
    if _CLOSES.match(line.text.strip()) or (re.search(r"[a-z]-$", before.text.strip()) and re.match(r"[a-z]", line.text.strip())):
        return True
    if usual.would_fit(before, line, 4.0 if same else 0.6):
        return False
    if (before.share("bold") > 0.95) != (line.share("bold") > 0.95) and _ENDS.search(before.text.strip()):
        return False
    return not _indented(block, line)


def _goes_on(before: Line, line: Line, usual: _Measures) -> bool:
    """Say whether a heading goes on in the next line."""
    close = _same_flow(before, line) and before.y - line.y < 2.2 * line.size and abs(before.size - line.size) < 0.5
    ended = _NUMBER.match(line.text) or re.search(r"[?？]$", before.text.strip())
    return close and not ended and not usual.would_fit(before, line)


def _indented(block: _Block, line: Line) -> bool:
    """Say whether a line begins a paragraph by its indent."""
    if block.kind == "item":
        return False
    before = block.lines[-1]
    same = before.column == line.column and before.page == line.page
    return line.x0 - (before.x0 if same else line.left) > 0.9 * line.size and (
        len(block.lines) > 1 or not same or before.x0 - before.left < 0.9 * line.size
    )


def _blank_lines(before: Line, line: Line, usual: _Measures) -> int:
    """Return how many blank lines of code stand between two."""
    if not _same_flow(before, line):
        return 0
    step = 1.25 * line.size
    return max(0, min(2, round((before.y - line.y) / step) - 1)) if before.y - line.y > 1.75 * line.size else 0


# ---------------------------------------------------------------- blocks to Markdown


def _write(blocks: list[_Block], usual: _Measures) -> str:
    parts: list[str] = []
    marks: list[float] = []
    tight = False
    for block in blocks:
        if block.kind != "item":
            within = block.kind in ("text", "code") and marks and block.lines[0].x0 > marks[0] + block.lines[0].size
            marks = marks if within else []
        text = _markdown(block, usual, marks)
        if text.strip():
            parts.append(("\n" if tight and block.kind == "item" else "\n\n" if parts else "") + text)
            tight = block.kind == "item"
    return "".join(parts)


def _markdown(block: _Block, usual: _Measures, marks: list[float]) -> str:
    first = block.lines[0]
    if block.kind == "table":
        return table(first.table)
    if block.kind == "code":
        return preformatted(_code(block))
    if block.kind == "heading":
        text = _paragraph([_bare(line) for line in block.lines], usual)
        if not usual.tagged and (len(text) > 200 or ((len(block.lines) > 1 or len(text) > 60) and re.search(r"[。；，;,]$|。.{8}", text))):
            return text  # a paragraph in larger type
        return f"{'#' * usual.level(''.join(line.text for line in block.lines), first)} {text}"
    depth = _numbered_depth(block) if block.kind in ("text", "item") else 0
    if depth > 1 or (depth and not usual.levels and not usual.tagged):
        level = len(set(usual.levels.values())) + (1 if usual.levels else depth + 1)
        return f"{'#' * min(6, level)} {_paragraph([_bare(line) for line in block.lines], usual)}"
    if block.kind == "text":
        return _led(_paragraph(block.lines, usual))
    while marks and first.x0 < marks[-1] - 0.4 * first.size:
        marks.pop()
    if not marks or first.x0 > marks[-1] + 0.8 * first.size:
        marks.append(first.x0)
    text = _paragraph(block.lines, usual)
    bullet = _BULLET.match(_plain_start(text))
    if bullet or (first.bullet and not _NUMBER.match(_plain_start(text))):
        text = "- " + _without(text, bullet[0] if bullet else "")
    text = _led(text).replace("\n", "\n" + "    " * len(marks))
    return "    " * (len(marks) - 1) + re.sub(r"^(\*{0,2}\d{1,3}[.)])(?=[^\s\d*])", r"\1 ", text)


def _led(text: str) -> str:
    """Put what follows a bold question in the same paragraph on a line of its own."""
    return _LEAD.sub("\\1\n", text, count=1)


def _numbered_depth(block: _Block) -> int:
    """Return how deep the section's number is (1.2 is 2) of a paragraph that is nothing but it and a few words in bold; else 0.

    Such a paragraph is a heading in the size of the text.
    """
    text = "".join(line.text for line in block.lines).strip()
    number = _NUMBERED.match(text)
    if not number or any(line.share("bold") <= 0.95 for line in block.lines) or len(text) > 120 or re.search(r"[:：。.;；,，]$", text):
        return 0
    return number[0].count(".") + 1 if number[1] else 1


def _plain_start(text: str) -> str:
    return text.removeprefix("**")


def _without(text: str, mark: str) -> str:
    bold = text.startswith("**")
    rest = text.removeprefix("**")[len(mark) :].lstrip()
    if not bold:
        return rest
    return rest.removeprefix("**").lstrip() if rest.startswith("**") else f"**{rest}"


def _bare(line: Line) -> Line:
    return Line([Run(line.text, False, False)], line.x0, line.x1, line.y, line.size, line.page)


def _code(block: _Block) -> str:
    left = min(line.x0 for line in block.lines)
    lines = []
    for line, blank in zip(block.lines, block.gaps, strict=True):
        letters = len(line.text.rstrip()) or 1
        width = (line.x1 - line.x0) / letters or 0.6 * line.size
        lines += [""] * blank + [" " * min(80, round((line.x0 - left) / width)) + line.text.rstrip()]
    return "\n".join(lines)


def _paragraph(lines: list[Line], usual: _Measures) -> str:
    """Join the lines of a paragraph, and mark what is bold or code in it."""
    runs: list[Run] = []
    for line in lines:
        glue = _glue(runs, line, usual)
        if glue is None:
            runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip()[:-1])
        for run in line.runs:
            last = runs[-1] if runs else None
            if last and (last.bold, last.mono) == (run.bold, run.mono):
                runs[-1] = last._replace(text=last.text + (glue or "") + run.text)
            else:
                runs.append(run._replace(text=(glue or "") + run.text))
            glue = ""
    return re.sub(r"[ \t]{2,}", " ", "".join(map(_marked, runs))).strip()


def _glue(runs: list[Run], line: Line, usual: _Measures) -> str | None:
    """Return what stands between two lines of a paragraph; None where the hyphen at the end of the first goes."""
    before = runs[-1].text.rstrip() if runs else ""
    start = line.text.lstrip()
    if not before or not start:
        return ""
    if before.endswith("\u00ad"):
        return None
    ending, following = re.search(r"([A-Za-z]+)-$", before), re.match(r"[a-z]+", start)
    if ending and following:
        whole, apart = (ending[1] + following[0]).lower(), f"{ending[1]}-{following[0]}".lower()
        return None if usual.words[whole] or (usual.hyphenates and not usual.words[apart]) else ""
    if _IS_HAN.match(before[-1]) and _IS_HAN.match(start[0]):
        return ""
    return "" if before.endswith(("/", "-")) and not before.endswith((" /", " -")) else " "


def _marked(run: Run) -> str:
    core = run.text.strip()
    if not any(c.isalnum() for c in core):
        return run.text
    lead, tail = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    shown = f"`{core}`" if run.mono and "`" not in core else literal(core)
    return f"{lead}**{shown}**{tail}" if run.bold else f"{lead}{shown}{tail}"
