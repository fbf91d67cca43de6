"""Org, reStructuredText, AsciiDoc and LaTeX notes to Markdown, line for line: line N of the result is line N of the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from interviewer.documents.parsed import Parsed

_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


class _Language(NamedTuple):
    title: re.Pattern[str]
    opens: re.Pattern[str]
    """A line that begins a code block; group 1 is the programming language."""
    closes: str
    """Pattern of the line that ends it; empty for a copy of the opening line."""
    blocks: list[_Rule]
    """What a line is: the first that matches is applied."""
    spans: list[_Rule]
    """What is inside a line: all are applied."""


def read_markup(text: str, kind: str) -> Parsed:
    """Return the Markdown of a text in one of the lighter markup languages: `org`, `rst`, `asciidoc` or `latex`."""
    lines = text.split("\n")
    if kind == "rst":
        return Parsed("\n".join(_rst(lines)))
    language = _LANGUAGES[kind]
    title = language.title.search(text)
    return Parsed("\n".join(_by_line(lines, language)), title[1].strip() if title else "")


def _by_line(lines: list[str], language: _Language) -> list[str]:
    out: list[str] = []
    closing: re.Pattern[str] | None = None
    for number, line in enumerate(lines):
        opened = language.opens.match(line) if closing is None else None
        if closing is not None:
            ended = closing.match(line)
            out.append("```" if ended else line)
            closing = None if ended else closing
        elif opened:
            closing = re.compile(language.closes or re.escape(line.rstrip()) + r"\s*$", re.IGNORECASE)
            named = _SOURCE.match(lines[number - 1]) if number else None
            out.append("```" + (opened[1] or (named[1] if named else "")).lower())
        else:
            out.append(_line(line, language))
    return [*out, "```"] if closing is not None else out


def _line(line: str, language: _Language) -> str:
    for pattern, replacement in language.blocks:
        line, changed = pattern.subn(replacement, line, count=1)
        if changed:
            break
    for pattern, replacement in language.spans:
        line = pattern.sub(replacement, line)
    return line


def _rules(*pairs: tuple[str, str | Callable[[re.Match[str]], str]]) -> list[_Rule]:
    return [(re.compile(pattern), replacement) for pattern, replacement in pairs]


def _heading(match: re.Match[str]) -> str:
    return f"{'#' * min(len(match[1]), 6)} {match[2]}"


def _item(match: re.Match[str]) -> str:
    return "  " * (len(match[1]) - 1) + ("1. " if match[1][0] == "." else "- ")


_SOURCE = re.compile(r"\[source,\s*([\w+#-]+)")
_SECTIONS = {"chapter": "#", "section": "##", "subsection": "###", "subsubsection": "####", "paragraph": "#####", "question": "##"}
_LANGUAGES = {
    "org": _Language(
        re.compile(r"^#\+title:\s*(.+)$", re.IGNORECASE | re.MULTILINE),
        re.compile(r"\s*#\+begin_(?:src|example)[ \t]*([\w+#-]*)", re.IGNORECASE),
        r"\s*#\+end_(?:src|example)",
        _rules(
            (r"^(\*+)[ \t]+(?:(?:TODO|DONE|NEXT|WAITING)[ \t]+)?(?:\[#[A-C]\][ \t]+)?(.*?)(?:[ \t]+:[\w:@#%]+:)?[ \t]*$", _heading),
            (r"^\s*(?:#\+\w+.*|#|# .*|:[A-Z_-]+:.*)$", ""),
        ),
        _rules(
            (r"\[\[([^\]\n]+)\]\[([^\]\n]+)\]\]", r"[\2](\1)"),
            (r"(?<![\w*#])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])", r"**\1**"),
            (r"(?<![\w=~])([=~])(\S(?:[^=~\n]*\S)?)\1(?![\w=~])", r"`\2`"),
        ),
    ),
    "asciidoc": _Language(
        re.compile(r"^= (.+)$", re.MULTILINE),
        re.compile(r"(?:-{4,}|\.{4,}|```([\w+#-]*))\s*$"),
        "",
        _rules(
            (r"^(={1,6}) (.+?)(?: =+)?$", _heading),
            (r"^(?:={4,}|\*{4,}|_{4,}|--|\+|//.*|:[\w!-]+:.*|\[[^\]]*\])\s*$", ""),
            (r"^\.(?=[^\s.])(.+)$", r"**\1**"),
            (r"^(\*+|\.+) (?=\S)", _item),
            (r"^(\S.*?)(?<!:)::\s*$", r"**\1**"),
            (r"^(\S.*?)(?<!:):: (.+)$", r"**\1** \2"),
        ),
        _rules(
            (r"(?:link:|xref:|(?=https?:))([^\s\[\]]+)\[([^\]\n]+)\]", r"[\2](\1)"),
            (r"(?<![\w*])\*(?!\s)([^*\n]+)(?<!\s)\*(?![\w*])", r"**\1**"),
        ),
    ),
    "latex": _Language(
        re.compile(r"\\title\{([^{}]+)\}"),
        re.compile(r"\s*\\begin\{(?:verbatim|lstlisting|minted)\}(?:\[(?:.*?language=)?([\w+#]*)[^\]]*\])?(?:\{\w+\})?"),
        r"\s*\\end\{(?:verbatim|lstlisting|minted)\}",
        _rules(
            (r"^\s*%.*$", ""),
            (
                r"^\s*\\(chapter|section|subsection|subsubsection|paragraph|question)\*?(?:\[[^\]]*\])?\s*\{(.*)\}\s*(?:\\label\{.*\})?$",
                lambda m: f"{_SECTIONS[m[1]]} {m[2]}",
            ),
            (r"^\s*\\question(?:\[[^\]]*\])?\s+(?=\S)", "## "),
            (r"^(\s*)\\item(?:\[([^\]]*)\])?\s*", lambda m: f"{m[1]}- " + (f"**{m[2]}** " if m[2] else "")),
            (
                r"^\s*\\(?:begin|end|documentclass|usepackage|title|author|date|maketitle|tableofcontents|label|new\w+|setlength|pagestyle|include\w*|input)\b.*$",
                "",
            ),
        ),
        _rules(
            (r"\\textbf\{([^{}]*)\}", r"**\1**"),
            (r"\\(?:texttt|lstinline|verb)\{([^{}]*)\}", r"`\1`"),
            (r"\\(?:emph|textit)\{([^{}]*)\}", r"*\1*"),
            (r"\\href\{([^{}]*)\}\{([^{}]*)\}", r"[\2](\1)"),
            (r"\\([%&_#{}])", r"\1"),
            (r"``|''", '"'),
        ),
    ),
}

_UNDERLINE = re.compile(r"^([=\-~^\"'`#*+:.<>_!])\1{2,}\s*$")
_DIRECTIVE = re.compile(r"^(\s*)\.\. (?:code-block|code|sourcecode)::\s*([\w+#-]*)\s*$")
_LITERAL = re.compile(r"^(\s*)(?!\.\. ).*::\s*$")
_SPANS = _rules(
    (r"`([^`<\n]+?)\s*<([^>\n]+)>`__?", r"[\1](\2)"),
    (r":[\w:+-]+:`([^`\n]+)`", r"`\1`"),
    (r"``([^`\n]+)``", r"`\1`"),
)


def _rst(lines: list[str]) -> list[str]:
    out = list(lines)
    end = 0
    for number, line in enumerate(lines):
        if number < end:
            continue
        for pattern, replacement in _SPANS:
            out[number] = pattern.sub(replacement, out[number])
        directive = _DIRECTIVE.match(line)
        if directive or _LITERAL.match(line):
            end = _rst_code(out, number, directive)
    _rst_titles(out)
    return out


def _rst_code(out: list[str], start: int, directive: re.Match[str] | None) -> int:
    """Fence the indented block that line `start` announces; return the number of the first line after it."""
    depth = len(out[start]) - len(out[start].lstrip())
    end = start + 1
    while end < len(out) and (not out[end].strip() or len(out[end]) - len(out[end].lstrip()) > depth):
        end += 1
    body = [number for number in range(start + 1, end) if out[number].strip() and not (directive and re.match(r"\s*:[\w-]+:", out[number]))]
    if not body:
        return start + 1
    margin = min(len(out[number]) - len(out[number].lstrip()) for number in body)
    for number in range(start + 1, end):
        out[number] = out[number][margin:] if body[0] <= number <= body[-1] else ""
    opening = start if directive else body[0] - 1
    out[start] = "" if directive else re.sub(r"\s*::\s*$", ":", out[start])
    out[opening] = f"```{directive[2] if directive else ''}" if opening != start or directive else out[start] + "\n```"
    out[body[-1]] += "" if body[-1] + 1 < end else "\n```"
    if body[-1] + 1 < end:
        out[body[-1] + 1] = "```"
    return end


def _rst_titles(out: list[str]) -> None:
    """Turn underlined titles into `#` ones; the order in which the styles appear is their rank."""
    styles: list[tuple[str, bool]] = []
    fenced = False
    for number in range(len(out) - 1):
        title, under = out[number], _UNDERLINE.match(out[number + 1])
        fenced ^= title.startswith("```")
        if fenced or not under or not title.strip() or _UNDERLINE.match(title) or len(under[0].rstrip()) < len(title.strip()):
            continue
        over = number > 0 and out[number - 1].strip() == under[0].strip()
        if not over and title[0].isspace():
            continue
        style = (under[1], over)
        styles += [] if style in styles else [style]
        out[number : number + 2] = [f"{'#' * min(styles.index(style) + 1, 6)} {title.strip()}", ""]
        if over:
            out[number - 1] = ""
