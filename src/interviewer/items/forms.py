"""The places of a document where a question may begin, each with the form it has there."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from interviewer.items.authored import names_part
from interviewer.items.metadata import NO_TAGS, Tag, fields_of, take_tags
from interviewer.items.outline import Kind, Line
from interviewer.items.wording import (
    Asks,
    Number,
    answer_label,
    asks,
    clean,
    is_answer_head,
    is_emoji,
    is_question_head,
    labelled,
    numbering,
    opens_answer,
    plain_answer_label,
    shows_answer,
    unlinked,
)


class Shape(Enum):
    HEADING = "heading"
    SUMMARY = "summary"
    LABEL = "label"
    BOLD = "bold line"
    LIST = "list item"
    LINE = "line"
    ROW = "table row"
    TURN = "turn of a dialogue"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that may begin a question."""

    at: int
    end: int
    """Last line of the opening itself (a summary or bold text may go over several)."""
    shape: Shape
    level: int
    """Of a heading; of a list item its depth; else 0."""
    title: str
    """Without markup, numbering and labels."""
    asks: Asks
    number: Number | None = None
    full: str = ""
    """The title with its number, for a form whose numbers turn out to be none."""
    label: bool = False
    ordered: bool = False
    bold: bool = False
    link: str = ""
    """Target of the link that the whole title is."""
    rest: str = ""
    """What follows on the same line and is no part of the question."""
    tags: Tag = NO_TAGS
    template: bool = False
    """The heading comes again and again: a part of every answer."""
    stop: int = -1
    """Line behind the last one of its answer where the form itself says so (`</details>`)."""


_BOLD = re.compile(r"^(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?!\*)\s*[:：]?\s*(.*)$|^<(b|strong)>(.+?)</\4>\s*[:：]?\s*(.*)$", re.IGNORECASE)
_ALL_BOLD = re.compile(r"^\s*(\*\*|__)((?:(?!\1).)+)\1\s*$")
_WHOLE_LINK = re.compile(r"^\W*\[((?:[^\[\]]|\[[^\]]*\])+)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)[^)]*\)\W*$")
_SUMMARY = re.compile(r"<summary\b[^>]*>", re.IGNORECASE)
_SUMMARY_END = re.compile(r"</summary>", re.IGNORECASE)
_DETAILS = re.compile(r"<(/?)details\b[^>]*>", re.IGNORECASE)
_INLINE_ANSWER = re.compile(r"^(.{3,200}?[?？])\s*(?:(?:答案?|回答|A|Ans(?:wer)?)\s*[:：]|::|→|->|=>)\s*(\S.*)$", re.IGNORECASE)
_ANCHORED = re.compile(r"^<a\s+(?:name|id)=[^>]*>\s*(?:</a>)?\s*", re.IGNORECASE)
_BARE_LINK = re.compile(r"\W*https?://\S+")
_CHECKBOX = re.compile(r"^\s*\[[ xX✓✔√]?\]\s+")
_FOLD = re.compile(
    r"^(?:\?\?\?\+?|!!!)\s+\w+\s+\"(.+)\"\s*$|^:{3,}\s*(?:details?|tip|info|question|note|warning|collapse)\s+(.+?)\s*$", re.IGNORECASE
)
_BRACKETS = re.compile(r"(?:\s*【[^【】]{1,30}】)+$")
"""Remarks behind a question: how often it is asked, where, of what it is."""
_JUDGE = re.compile(
    r"\]\(<?https?://(?:[\w-]+\.)*(?:leetcode(?:-cn)?\.(?:com|cn)/problems?|lintcode\.com/problem|nowcoder\.com/(?:practice|question)|acwing\.com/problem|luogu\.com(?:\.cn)?/problem|hackerrank\.com/challenges|codeforces\.com/(?:contest|problem)|geeksforgeeks\.org/problems)",
    re.IGNORECASE,
)
"""A link to a task that a site for coding practice sets."""
_LONGEST_LINK = 160
_CREDIT = re.compile(r"(?:\s*[*_]{1,2}@\w[^*]{0,40}[*_]{1,2})+\s*$")
"""Who gave the question: `*@name*`."""
_LINKED = re.compile(r"\s*[-–—:：→|(（]+\s*(?:\[[^\[\]]+\]\([^()\s]+\)[\s,、|]*)+[)）]?\s*\.?")
"""Behind a question, links to its answer and nothing else."""
_MAX_TITLE = 600
_LONGEST_STEM = 24
"""Lines between a question and the heading of its answer."""
_LONGEST_LINE = 140
_TOLD = 2
"""Short lines that may stand between the number of a question and its label."""
_OFTEN = 4
"""Times that a heading comes when it is a part of every answer."""


def _is_decoration(text: str) -> bool:
    return all(is_emoji(c) or not c.isalnum() for c in text)


def finish(mark: Mark, raw: str) -> Mark:
    """Take numbering, labels, tags and links off a raw title."""
    raw = _CHECKBOX.sub("", raw) if mark.shape is Shape.LIST else raw
    if mark.shape is Shape.HEADING and (bold := _ALL_BOLD.match(raw)):
        raw = bold.group(2)
    link = _WHOLE_LINK.match(raw.strip())
    target = link.group(2) if link else ""
    raw = _CREDIT.sub("", unlinked(raw))
    body, tags = take_tags(raw)
    number, label = None, False
    for _ in range(3):
        had, rest = labelled(body)
        if had:
            label, body = True, rest
            continue
        found, rest = numbering(clean_lead(body))
        if not found or not (rest.strip() or found.style == "q"):
            break
        number, body = number or found, rest
        label = label or found.style == "q"
    body, inner = take_tags(body)
    title = _unquoted(_BRACKETS.sub("", clean(body)) or clean(body))
    if mark.shape is Shape.HEADING and is_question_head(title):
        title, label = "", True
    return replace(
        mark,
        title=title,
        full=clean(take_tags(raw)[0]),
        asks=asks(title),
        number=number,
        label=label or mark.label,
        link=target,
        tags=tags.joined(inner),
    )


def _unquoted(title: str) -> str:
    """Take off quotes that stand around a whole title."""
    pairs = {'"': '"', "“": "”", "「": "」", "『": "』"}
    if len(title) > 2 and pairs.get(title[0]) == title[-1] and not set(title[1:-1]) & {title[0], title[-1]}:
        return title[1:-1].strip()
    return title


def clean_lead(text: str) -> str:
    """Drop what may stand before a number: emoji, emphasis, an opening link bracket, an anchor."""
    text = re.sub(r"^(?:<(?:a|span)\b[^>]*>\s*(?:</(?:a|span)>)?|\[[⬆↑^]+\]\([^)]*\)|\s)+", "", text)
    start = 0
    while start < len(text) and (
        (is_emoji(text[start]) and text[start] not in "⭐★☆")
        or (text[start] in " \t*_[#（(【" and not text[start:].startswith(("[E]", "[M]", "[H]")))
    ):
        if text[start] in "[（(【" and not re.match(r"[\[]?\s*(?:Q|问|题|第)?\s*\d+\s*[.、:：)]", text[start:]):
            break
        if text[start] in "（(【":
            break
        start += 1
    return text[start:]


def marks_of(lines: Sequence[Line]) -> list[Mark]:
    """Return every place where a question may begin, in order."""
    found: list[Mark] = []
    skip = -1
    holder: Line | None = None
    for line in lines:
        if line.level:
            holder = line if line.marker else holder if holder is not None and line.indent > holder.indent and line.depth else None
        if line.at <= skip or line.kind not in (Kind.TEXT, Kind.HEADING):
            continue
        mark = _summary(lines, line) if "<summary" in line.raw.lower() else _mark(lines, line)
        if mark is not None:
            if mark.shape in (Shape.HEADING, Shape.BOLD) and _is_set(lines, line, mark):
                mark = replace(mark, label=True, asks=max(mark.asks, Asks.LIKELY))
            elif mark.shape in (Shape.HEADING, Shape.BOLD) and not mark.label and _is_introduced(lines, mark.end + 1):
                mark = replace(mark, label=True)
            if holder is not None and holder is not line and mark.shape is Shape.HEADING:
                mark = replace(mark, level=max(mark.level, holder.level + 1))  # it stands in the list item of that heading
            found.append(mark)
            skip = mark.end
    return _settled(lines, _answered(lines, _joined_labels(lines, _unanchored(lines, found))))


def _unanchored(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Mark]:
    """Take links within the file off list items behind most of which something stands: in a table of contents, entry follows entry."""
    own = [n for n, m in enumerate(marks) if m.shape is Shape.LIST and m.link.startswith("#")]
    stops = {n: marks[n + 1].at if n + 1 < len(marks) else len(lines) for n in own}
    followed = [n for n in own if any(not line.filler for line in lines[marks[n].end + 1 : stops[n]])]
    if len(followed) < 0.5 * len(own):
        return list(marks)
    return [replace(m, link="") if m.shape is Shape.LIST and m.link.startswith("#") else m for m in marks]


def _joined_labels(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Mark]:
    """Let a question begin at the label that holds only its number."""
    joined: list[Mark] = []
    start: int | None = None
    for n, mark in enumerate(marks):
        below = marks[n + 1] if n + 1 < len(marks) else None
        if _only_numbers(lines, mark, below):
            start = mark.at if start is None else start
            continue
        joined.append(replace(mark, at=start) if start is not None else mark)
        start = None
    return joined


def _settled(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Mark]:
    """Take labels off the headings that hold labelled ones, and the asking off headings that come again and again."""
    headings = [m for m in marks if m.shape is Shape.HEADING]
    often = {title for title, count in Counter(m.title for m in headings).items() if count >= _OFTEN} - _counted(headings)
    above: list[Mark] = []
    holding: set[int] = set()
    over: set[int] = set()
    for m in headings:
        while above and above[-1].level >= m.level:
            above.pop()
        if m.label or m.asks >= Asks.LIKELY:
            holding.update(h.at for h in above)
        if m.label:
            over.update(h.at for h in above)
        above.append(m)
    settled = []
    naming = {h.at for h, below in itertools.pairwise(headings) if _only_names(lines, h, below)}
    for m in marks:
        holds = (
            m.at in (holding if m.asks < Asks.SURELY else over)
            and m.number is None
            and (not labelled(m.full)[0] or (m.asks is Asks.NO and m.at in over))
        )
        mark = replace(m, label=False) if holds else m
        template = mark.shape is Shape.HEADING and (m.title in often or m.at in naming)
        settled.append(replace(mark, asks=Asks.NO, template=True) if template else mark)
    return settled


def _only_names(lines: Sequence[Line], heading: Mark, below: Mark) -> bool:
    """Tell whether a numbered heading does no more than name the chapter of the question right below it: `Question 7 - Patterns`."""
    if heading.number is None or heading.number.style != "q" or heading.asks >= Asks.LIKELY or not heading.title:
        return False
    return below.level > heading.level and below.asks is Asks.SURELY and all(line.filler for line in lines[heading.end + 1 : below.at])


def _counted(headings: Sequence[Mark]) -> set[str]:
    """Return the titles that ask and come again and again under ever new numbers: `1. What's the output?`, `2. What's the output?`."""
    numbers: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for m in headings:
        if m.number is not None and m.asks >= Asks.LIKELY:
            numbers[m.title].append(m.number.values)
    return {title for title, values in numbers.items() if len(set(values)) >= 0.8 * len(values)}


def _only_numbers(lines: Sequence[Line], mark: Mark, below: Mark | None) -> bool:
    """Tell whether a label says no more than the number of the question that the label below it opens."""
    if mark.title or below is None or below.shape is not Shape.LABEL:
        return False
    between = [line for line in lines[mark.end + 1 : below.at] if not line.filler]
    told = mark.number is not None and below.number is None and len(between) <= _TOLD  # its level, its kind
    return not between or (told and all(line.kind is Kind.TEXT and len(line.text) <= 30 for line in between))


def _answered(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Mark]:
    """Label the headings under which, by a sub-heading or a fold, one place says that an answer follows."""
    headings = [m for m in marks if m.shape is Shape.HEADING]
    stops = [m.at for m in headings[1:]] + [len(lines)][: len(headings)]
    labelled_at: set[int] = set()
    above: list[Mark] = []
    for m, stop in zip(headings, stops, strict=True):
        while above and above[-1].level >= m.level:
            above.pop()
        if above and opens_answer(m.title) and m.at - above[-1].at <= _LONGEST_STEM:
            labelled_at.add(above[-1].at)
        if above and names_part(m.title) in ("key_points", "follow_ups") and (above[-1].level > 1 or above[-1].asks >= Asks.LIKELY):
            labelled_at.add(above[-1].at)
        if not labelled_at.intersection((m.at,)) and _has_task(lines[m.end + 1 : stop]):
            labelled_at.add(m.at)
        folds = sum("<summary" in line.raw.lower() and shows_answer(line.raw) for line in lines[m.end + 1 : stop])
        if folds == 1 and sum(m.at < o.at < stop and o.shape is Shape.LIST and o.asks >= Asks.LIKELY for o in marks) < 2:
            labelled_at.add(m.at)
        above.append(m)
    return [replace(m, label=True) if m.at in labelled_at and not is_answer_head(m.title) else m for m in marks]


_BOLD_LINE = re.compile(
    r"^(?:\*\*|__)([^*_]{1,20})(?:\*\*|__)\s*[:：]?$|^(?:<details[^>]*>)?\s*<summary>\s*(?:<b>)?([^<]{1,20})(?:</b>)?\s*</summary>$",
    re.IGNORECASE,
)


_SPECIFIED = re.compile(
    r"^\W*(?:sample |input |the )?(input|output|constraints?|limits|function description|输入|输出|样例|数据范围|限制条件|约束)(?: format| description)?\s*\d*(?: for [^:]{1,30})?\W*(?:[:：]|$)",
    re.IGNORECASE,
)
_LIMITS = {"constraint", "constraints", "limits", "数据范围", "限制条件", "约束"}


def _has_task(lines: Sequence[Line]) -> bool:
    """Tell whether a task to program stands under a heading: with limits and examples, or parted by bold lines into statement and solution."""
    specified = {found.group(1).lower() for line in lines if line.kind is Kind.TEXT and (found := _SPECIFIED.match(line.text))}
    if specified & _LIMITS and specified - _LIMITS:
        return True
    named = [found for line in lines if line.kind is Kind.TEXT and (found := _BOLD_LINE.match(line.text))]
    parts = [(found.group(1) or found.group(2)).strip(" :：") for found in named]
    stated = next((n for n, part in enumerate(parts) if is_question_head(part)), None)
    return stated is not None and any(is_answer_head(part) for part in parts[stated + 1 :])


def _mark(lines: Sequence[Line], line: Line) -> Mark | None:
    text = line.text
    blank = Mark(line.at, line.at, Shape.LINE, 0, "", Asks.NO)
    if line.level:
        base = replace(blank, shape=Shape.HEADING, level=line.level)
        return finish(base, text) if text and not _BARE_LINK.fullmatch(text) else None
    if len(text) > _MAX_TITLE * 2:
        return None
    ordered = bool(line.marker) and line.marker[0].isdigit()
    raw = f"{line.marker} {text}" if ordered else text
    number, _ = numbering(clean_lead(raw))
    if fold := _FOLD.match(line.raw.strip()):
        return _folded(lines, line, fold.group(1) or fold.group(2))
    if bold := _bold(lines, line, raw):
        return bold
    had_label, _ = labelled(text)
    if (had_label and not answer_label(text)) or (number is not None and number.style == "q"):
        return _inline(finish(replace(blank, shape=Shape.LABEL, label=True, level=line.depth), raw))
    if line.marker or (number is not None and number.style != "letter"):
        base = replace(blank, shape=Shape.LIST, level=max(line.depth, 1), ordered=number is not None)
        return _inline(finish(_joined(lines, base), _text_of(lines, _joined(lines, base), raw)))
    return _plain(lines, line, blank)


def _is_set(lines: Sequence[Line], line: Line, mark: Mark) -> bool:
    """Tell whether a title, or the line behind it, is a link to a task for coding practice."""
    below = next((line for line in lines[mark.end + 1 : mark.end + 4] if not line.blank), None)
    links = [line.text, below.text if below is not None and below.kind is Kind.TEXT and not below.marker else ""]
    return any(len(text) <= _LONGEST_LINK and _JUDGE.search(text) for text in links)


def _is_introduced(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the next line gives what only questions have: an answer's label, an id, a difficulty, a company or a round."""
    line = next((line for line in lines[at : at + 3] if not line.blank), None)
    if line is None or line.kind is not Kind.TEXT:
        return False
    if plain_answer_label(line.text):
        return True
    fields = fields_of(line.raw)
    return fields is not None and not {"id", "difficulty", "company", "round", "frequency"}.isdisjoint(fields)


def _inline(mark: Mark) -> Mark:
    """Part a question from an answer on the same line: `什么是X？答：...`."""
    found = _INLINE_ANSWER.match(mark.title)
    return replace(mark, title=found.group(1), rest=found.group(2), asks=asks(found.group(1))) if found else mark


def _joined(lines: Sequence[Line], mark: Mark) -> Mark:
    """Take in the following lines while a question is not yet ended."""
    text = lines[mark.at].text
    if asks(clean(text)) is Asks.SURELY or text.rstrip()[-1:] in "?？。：:;；!！":
        return mark
    for at in range(mark.at + 1, min(len(lines), mark.at + 4)):
        line = lines[at]
        if line.kind is not Kind.TEXT or line.marker or line.text.startswith(("**", "<", "![")) or answer_label(line.text):
            break
        if mark.ordered and numbering(line.text)[0] is not None:
            break
        text = f"{text} {line.text}"
        if line.text.rstrip("*_ ")[-1:] in "?？" and len(text) < 300:
            return replace(mark, end=at)
    return mark


def _text_of(lines: Sequence[Line], mark: Mark, first: str) -> str:
    return " ".join([first, *(lines[at].text for at in range(mark.at + 1, mark.end + 1))])


def _bold(lines: Sequence[Line], line: Line, raw: str) -> Mark | None:
    """Read a bold line, or a bold beginning that is numbered, labelled or a question by itself."""
    number, rest = (None, raw) if raw.lstrip("_ ").startswith(("**", "<b", "<s")) else numbering(raw)
    text = rest.lstrip() if number and number.style != "q" else line.text
    found = _BOLD.match(text)
    end = line.at
    if not found and text.startswith("**") and text.count("**") == 1:
        end, text = _long_bold(lines, line.at, text)
        found = _BOLD.match(text) if end > line.at else None
    if not found or answer_label(text) or is_answer_head(found.group(2) or found.group(5)):
        return None
    inner, tail = (found.group(2), found.group(3)) if found.group(2) else (found.group(5), found.group(6))
    base = Mark(line.at, end, Shape.BOLD, line.depth if line.marker else 0, "", Asks.NO, bold=True, ordered=number is not None)
    prefix = f"{number.values[0]}. " if number and number.values else ""
    if "**" in tail and re.fullmatch(r"(?:[^*]*\*\*[^*]+\*\*)+[^*]*", tail) and len(tail) < 120:
        inner, tail = f"{inner} {tail}", ""
    if not prefix and re.fullmatch(r"\W*(?:Q\s*)?\d+(?:\.\d+)*\W*", inner):  # only the number is bold
        return finish(base, f"{inner.strip()} {tail}") if tail.strip() else None
    alone = finish(base, prefix + inner)
    if _is_decoration(tail) or re.fullmatch(r"[(（\[【][^()（）]{1,20}[)）\]】]", tail.strip()):
        whole = finish(base, f"{prefix}{inner} {tail}")
        return replace(whole, shape=Shape.LABEL) if whole.label else whole
    if not alone.title or alone.number or alone.label:
        if alone.label and not answer_label(tail) and (not alone.title or alone.asks < Asks.LIKELY):
            return _inline(replace(finish(base, f"{prefix}{inner} {tail}"), shape=Shape.LABEL))
        if (
            alone.number
            and not line.marker
            and (not alone.title or re.match(r"[.。]|[A-Z]", tail.lstrip("*")) or asks(clean(tail)) >= Asks.LIKELY)
        ):
            return finish(base, f"{prefix}{inner}{'' if tail[:1] in '.。:：' else ' '}{tail}")
    if alone.title and line.marker and _LINKED.fullmatch(tail):
        return replace(alone, rest=tail)
    if alone.title and alone.asks is Asks.SURELY and re.search(r"[?？]\W*$", inner):
        return replace(alone, rest=tail)
    return None


def _long_bold(lines: Sequence[Line], at: int, text: str) -> tuple[int, str]:
    for end in range(at + 1, min(len(lines), at + 4)):
        if lines[end].kind is not Kind.TEXT:
            break
        text = f"{text} {lines[end].text}"
        if "**" in lines[end].text:
            return end, text
    return at, text


def _plain(lines: Sequence[Line], line: Line, blank: Mark) -> Mark | None:
    """Read a short line that stands by itself and asks."""
    text = _ANCHORED.sub("", line.text)
    above = lines[line.at - 1] if line.at else None
    after_text = above is not None and above.kind is Kind.TEXT and above.text.rstrip('*_ )）”"')[-1:] not in "。.！!？?；;"
    if after_text or len(text) > 200 or text.startswith(("<", "!", "|", "http", "-", "·")):
        return None
    mark = _inline(finish(blank, text))
    ends = mark.title.rstrip(' )）*_”"').endswith(("?", "？"))
    alone = line.at + 1 >= len(lines) or lines[line.at + 1].blank
    most = _LONGEST_LINE if ends and alone and mark.title.isascii() else 90 if ends or (alone and mark.title.isascii()) else 40
    short = len(mark.title) <= most and not re.search(r"[。；;][^\W_]", mark.title)
    mark = replace(mark, level=line.quote)
    return mark if short and mark.asks >= Asks.LIKELY and (ends or mark.asks is Asks.SURELY) else None


def _summary(lines: Sequence[Line], line: Line) -> Mark | None:
    """Read `<summary>question</summary>`; its answer ends where the details do."""
    at = line.at
    opened = _SUMMARY.search(lines[at].raw)
    if opened is None:
        return None
    parts, end = [lines[at].raw[opened.end() :]], at
    while not _SUMMARY_END.search(parts[-1]) and end + 1 < len(lines) and end - at < 60:
        end += 1
        parts.append(lines[end].raw)
    closed = _SUMMARY_END.search(parts[-1])
    rest = parts[-1][closed.end() :] if closed else ""
    parts[-1] = parts[-1][: closed.start()] if closed else parts[-1]
    text = "\n".join(parts).strip()
    if not text or is_answer_head(text) or shows_answer(text):
        return None
    first, _, stem = text.partition("\n")
    mark = finish(Mark(at, end, Shape.SUMMARY, 0, "", Asks.NO), first)
    title = f"{mark.title}\n{stem.rstrip()}" if stem.strip() else mark.title
    return replace(mark, title=title, rest=rest, stop=_details_end(lines, at, end))


def _folded(lines: Sequence[Line], line: Line, title: str) -> Mark | None:
    """Read a fold of MkDocs (its content is indented) or VuePress (its content ends at `:::`) whose title asks."""
    mark = finish(Mark(line.at, line.at, Shape.SUMMARY, 0, "", Asks.NO), title)
    if mark.asks < Asks.LIKELY or is_answer_head(title):
        return None
    for below in lines[line.at + 1 :]:
        if line.raw.lstrip().startswith(":::"):
            if re.match(r"\s*:{3,}\s*$", below.raw):
                return replace(mark, stop=below.at + 1)
        elif not below.blank and below.indent <= line.indent:
            return replace(mark, stop=below.at)
    return replace(mark, stop=len(lines))


def _details_end(lines: Sequence[Line], at: int, end: int) -> int:
    depth = 1
    for stop in range(end, len(lines)):
        tail = lines[stop].raw if stop > end else re.split("</summary>", lines[stop].raw, flags=re.IGNORECASE)[-1]
        for tag in _DETAILS.finditer(tail):
            depth += -1 if tag.group(1) else 1
            if depth == 0:
                return stop + 1
        if stop > end and depth == 1 and lines[stop].level and lines[stop].level <= 3 and lines[stop].indent == 0:
            return stop
    return len(lines)
