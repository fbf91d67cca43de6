"""Glyphs to lines of text in reading order: words, columns, tables with ruled lines, page headers and footers."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from interviewer.documents.pdf_glyphs import Glyph, Page, Shape
from interviewer.documents.pdf_tables import Grid, find_grids
from interviewer.documents.pdf_tags import Role

_HAN = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_IS_HAN = re.compile(f"[{_HAN}]")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.?|第)?\s*\d{1,4}\s*(?:页)?\W*(?:(?:/|of|共|,|，)\s*(?:共\s*)?\d{1,4}\s*(?:页)?\W*)?|\W*[ivxlc]{1,6}\W*", re.IGNORECASE
)


class Run(NamedTuple):
    """Neighbouring characters that look alike."""

    text: str
    bold: bool
    mono: bool


@dataclass(slots=True)
class Line:
    """One line of text, or a whole table (then `table` holds its rows)."""

    runs: list[Run]
    x0: float
    x1: float
    y: float
    size: float
    page: int
    left: float = 0.0
    right: float = 0.0
    """Edges of the column in which the line stands."""
    column: int = 0
    bullet: bool = False
    """A drawn bullet stands before it."""
    gaps: bool = False
    """It holds gaps as wide as those between the cells of a table."""
    role: Role | None = None
    table: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def share(self, what: str) -> float:
        """Return the share of characters that are `bold` or `mono`."""
        letters = sum(len(run.text.strip()) for run in self.runs) or 1
        return sum(len(run.text.strip()) for run in self.runs if getattr(run, what)) / letters


@dataclass(slots=True)
class _Piece:
    """Glyphs that follow one another without a wide gap."""

    glyphs: list[Glyph]
    x0: float
    x1: float
    y: float
    size: float

    def take(self, glyph: Glyph) -> None:
        self.glyphs.append(glyph)
        self.x1 = max(self.x1, glyph.x1)
        if glyph.size > 1.1 * self.size:
            self.y, self.size = glyph.y, glyph.size


def page_lines(page: Page, number: int) -> list[Line]:
    """Return the lines of one page in reading order."""
    pieces = _pieces(page.glyphs)
    grids = find_grids(page.shapes)
    lines: list[Line] = []
    free: list[_Piece] = []
    inside: dict[int, list[_Piece]] = {}
    for piece in pieces:
        grid = next((at for at, grid in enumerate(grids) if grid.holds((piece.x0 + piece.x1) / 2, piece.y)), None)
        (free if grid is None else inside.setdefault(grid, [])).append(piece)
    for at, held in inside.items():
        table = _grid_line(grids[at], held, number)
        if table:
            lines.append(table)
        else:
            free.extend(held)
    for column, group in enumerate(_columns(free, page.width / 2)):
        rows = _rows(group, number)
        for line in rows:
            line.column = column
        lines.extend(rows)
    _attach_bullets(lines, page.shapes)
    tables = [line for line in lines if line.table]
    flow = [line for line in lines if not line.table]
    for table in tables:  # before the first line of its column that stands below it
        below = (at for at, line in enumerate(flow) if line.y < table.y and line.x0 < table.x1 and line.x1 > table.x0)
        flow.insert(next(below, len(flow)), table)
    return flow


# ---------------------------------------------------------------- pieces and rows


def _pieces(glyphs: Iterable[Glyph]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for glyph in glyphs:
        piece = pieces[-1] if pieces else None
        if piece and _follows(piece, glyph):
            piece.take(glyph)
        elif glyph.text.strip():
            pieces.append(_Piece([glyph], glyph.x0, glyph.x1, glyph.y, glyph.size))
    return pieces


def _follows(piece: _Piece, glyph: Glyph) -> bool:
    large, small = max(piece.size, glyph.size), min(piece.size, glyph.size)
    if not -0.6 * large <= glyph.x0 - piece.x1 <= 0.9 * large:
        return False
    return abs(glyph.y - piece.y) <= (0.55 if small < 0.85 * large else 0.15) * large


def _rows(pieces: list[_Piece], page: int) -> list[Line]:
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda each: (-each.y, each.x0)):
        row = rows[-1] if rows else None
        if row and _beside(row, piece):
            row.append(piece)
        else:
            rows.append([piece])
    return [_line(sorted(row, key=lambda each: each.x0), page) for row in rows]


def _beside(row: list[_Piece], piece: _Piece) -> bool:
    tall = max(row, key=lambda each: each.size)
    large, small = max(tall.size, piece.size), min(tall.size, piece.size)
    if abs(tall.y - piece.y) > (0.5 if small < 0.85 * large else 0.3) * large:
        return False
    return all(piece.x0 >= each.x1 - 0.6 * large or piece.x1 <= each.x0 + 0.6 * large for each in row)


def _line(row: list[_Piece], page: int) -> Line:
    runs: list[Run] = []
    gaps = False
    before: Glyph | None = None
    for piece in row:
        for glyph in piece.glyphs:
            gap = glyph.x0 - before.x1 if before else 0.0
            gaps = gaps or (gap > 1.5 * glyph.size and sum(len(run.text) for run in runs) > 4)  # not after a list's number
            space = _space(before, glyph, gap)
            _add(runs, space + glyph.text, glyph)
            before = glyph
    weights: Counter[float] = Counter()
    for piece in row:
        for glyph in piece.glyphs:
            weights[round(glyph.size, 1)] += len(glyph.text.strip())
    size = weights.most_common(1)[0][0]
    y = max(row, key=lambda piece: len(piece.glyphs) * (abs(piece.size - size) < 1)).y
    role = next((glyph.role for piece in row for glyph in piece.glyphs if glyph.role and not glyph.role.label), None)
    return Line(runs, row[0].x0, max(piece.x1 for piece in row), y, size, page, gaps=gaps, role=role)


def _space(before: Glyph | None, glyph: Glyph, gap: float) -> str:
    """Return the spaces that the gap between two glyphs stands for."""
    if before is None or before.text.endswith(" ") or glyph.text.startswith(" "):
        if before is not None and glyph.mono and gap > 1.2 * glyph.size * 0.6:
            return " " * min(80, round(gap / (0.6 * glyph.size)))
        return ""
    if glyph.mono and before.mono:
        width = (glyph.x1 - glyph.x0) / max(1, len(glyph.text)) or 0.6 * glyph.size
        return " " * min(80, round(gap / width)) if gap > 0.4 * width else ""
    han = bool(_IS_HAN.match(before.text[-1])) + bool(_IS_HAN.match(glyph.text[0]))
    return " " if gap > (0.16, 0.2, 0.6)[han] * min(before.size, glyph.size) else ""


def _add(runs: list[Run], text: str, glyph: Glyph) -> None:
    last = runs[-1] if runs else None
    if last and (not text.strip() or (last.bold, last.mono) == (glyph.bold, glyph.mono) or not last.text.strip()):
        look = (last.bold, last.mono) if last.text.strip() else (glyph.bold, glyph.mono)
        text = "" if text == " " and last.text.endswith(" ") and not last.mono else text
        runs[-1] = Run(last.text + text, *look)
    else:
        runs.append(Run(text, glyph.bold, glyph.mono))


# ---------------------------------------------------------------- columns, tables, bullets


def _columns(pieces: list[_Piece], middle: float, depth: int = 0) -> list[list[_Piece]]:
    """Cut what stands on a page into groups to be read one after the other.

    A gutter counts where hardly any line crosses it, and it is in the middle of the page or has full lines of text on both sides.
    """
    gutter = _gutter(pieces, middle) if depth < 2 else None
    if gutter is None:
        return [pieces] if pieces else []
    groups: list[list[_Piece]] = []
    left: list[_Piece] = []
    right: list[_Piece] = []
    across: list[_Piece] = []
    for piece in sorted(pieces, key=lambda each: -each.y):
        side = left if piece.x1 <= gutter else right if piece.x0 >= gutter else across
        if side is across and (left or right):
            groups += [*_columns(left, -1.0, depth + 1), *_columns(right, -1.0, depth + 1)]
            left, right = [], []
        elif side is not across and across:
            groups.append(across)
            across = []
        if side is across:
            across.append(piece)
        else:
            (left if side is left or piece.x1 <= gutter else right).append(piece)
    return [*groups, *([across] if across else []), *_columns(left, -1.0, depth + 1), *_columns(right, -1.0, depth + 1)]


def _gutter(pieces: list[_Piece], middle: float) -> float | None:
    if len(pieces) < 12:
        return None
    low, high = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    width = high - low
    starts, ends = sorted(piece.x0 for piece in pieces), sorted(piece.x1 for piece in pieces)
    best, score = None, 0
    for x in sorted({round(start - 2, 1) for start in starts if low + 0.2 * width < start < high - 0.2 * width}):
        before, after = bisect.bisect_right(ends, x), len(starts) - bisect.bisect_left(starts, x)
        crossing = len(pieces) - before - after
        worth = min(before, after) - 2 * crossing
        if crossing > 0.15 * len(pieces) or worth <= score:
            continue
        left, right = [piece for piece in pieces if piece.x1 <= x], [piece for piece in pieces if piece.x0 >= x]
        central = middle > 0 and max(piece.x1 for piece in left) <= middle + 4 and -8 < x - middle < 0.12 * width
        if (central and len(left) >= 6 and len(right) >= 6) or (_is_prose(left) and _is_prose(right)):
            best, score = x, worth
    return best


def _is_prose(pieces: list[_Piece]) -> bool:
    """Say whether these look like a column of text: many lines, most of them as wide as the column."""
    if len(pieces) < 6:
        return False
    lines: dict[int, list[_Piece]] = {}
    for piece in pieces:
        lines.setdefault(round(piece.y / 3), []).append(piece)
    low, high = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    wide = sum(max(piece.x1 for piece in line) - min(piece.x0 for piece in line) > 0.7 * (high - low) for line in lines.values())
    return len(lines) >= 6 and wide >= 0.4 * len(lines) and high - low > 100


def _grid_line(grid: Grid, pieces: list[_Piece], page: int) -> Line | None:
    cells: dict[tuple[int, int], list[_Piece]] = {}
    for piece in pieces:
        cells.setdefault(grid.cell((piece.x0 + piece.x1) / 2, piece.y + 0.3 * piece.size), []).append(piece)
    rows = [
        [_joined(_rows(cells[row, column], page)) if (row, column) in cells else "" for column in range(len(grid.xs) - 1)]
        for row in range(len(grid.ys) - 1)
    ]
    rows = [row for row in rows if any(row)]
    used = [column for column in range(len(grid.xs) - 1) if any(row[column] for row in rows)]
    table = [[row[column] for column in used] for row in rows]
    if len(rows) < 2 or len(used) < 2 or sum(bool(cell) for row in table for cell in row) <= 0.5 * len(rows) * len(used):
        return None
    return Line([], grid.xs[0], grid.xs[-1], grid.ys[0], 0.0, page, grid.xs[0], grid.xs[-1], table=table)


def _joined(lines: list[Line]) -> str:
    """Join the lines of a cell; between Chinese characters without a space."""
    text = ""
    for line in lines:
        glue = "" if not text or (_IS_HAN.match(text[-1]) and _IS_HAN.match(line.text[:1])) else " "
        text += glue + line.text.strip()
    return text


def _attach_bullets(lines: list[Line], shapes: Sequence[Shape]) -> None:
    """Find the bullets that are drawn, not written."""
    dots = [shape for shape in shapes if 1 < shape.x1 - shape.x0 < 8 and 0.6 < (shape.x1 - shape.x0) / max(0.1, shape.y1 - shape.y0) < 1.7]
    for line in lines:
        line.bullet = any(
            0.1 * line.size < line.x0 - dot.x1 < 1.8 * line.size
            and line.y - 0.1 * line.size < dot.y0 < dot.y1 < line.y + 0.9 * line.size
            and dot.x1 - dot.x0 < 0.7 * line.size
            for dot in dots
        )


# ---------------------------------------------------------------- page headers and footers


def even_looks(lines: Sequence[Line]) -> None:
    """Make looks comparable: nearly the same sizes equal (rounding and zooming spread them), and what all text is, none."""
    letters = sum(len(run.text) for line in lines for run in line.runs) or 1
    bold = sum(len(run.text) for line in lines for run in line.runs if run.bold) > 0.6 * letters
    mono = sum(len(run.text) for line in lines for run in line.runs if run.mono) > 0.9 * letters
    if bold or mono:
        for line in lines:
            line.runs = [Run(run.text, run.bold and not bold, run.mono and not mono) for run in line.runs]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    cluster: list[float] = []
    even: dict[float, float] = {}
    for size in [*sorted(sizes), float("inf")]:
        if cluster and size > 1.04 * cluster[0]:
            even |= dict.fromkeys(cluster, max(cluster, key=lambda each: sizes[each]))
            cluster = []
        cluster.append(size)
    for line in lines:
        line.size = even[line.size]


def body_size(lines: Iterable[Line]) -> float:
    """Return the size of the text that is not code; of two that are nearly as frequent, the smaller, for the other is that of headings."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if not line.table and line.share("mono") < 0.5:
            sizes[line.size] += len(line.text.strip())
    most = max(sizes.values(), default=0)
    return min((size for size, count in sizes.items() if count > 0.6 * most), default=10.0)


def without_furniture(pages: list[list[Line]], heights: list[float]) -> list[list[Line]]:
    """Take out page numbers, and what is repeated at the edges of pages, be it with a running number.

    Larger type than that of the text, and only counting on ("Question 7"), is a heading, not a running title.
    """
    body = body_size(line for lines in pages for line in lines)
    exact: Counter[tuple[str, int]] = Counter()
    running: Counter[tuple[str, int]] = Counter()
    edges = [[line for line in lines if _at_edge(line, height)] for lines, height in zip(pages, heights, strict=True)]
    for lines in edges:
        exact.update({(_bare(line), round(line.y / 4)) for line in lines})
        running.update({(_bare(line, digits=False), round(line.y / 4)) for line in lines})
    enough = max(2, 0.3 * len(pages))
    kept = []
    for lines, edge in zip(pages, edges, strict=True):
        gone = {
            id(line)
            for line in edge
            if _count(exact, _bare(line), line.y) >= enough
            or (line.size <= 1.05 * body and _count(running, _bare(line, digits=False), line.y) >= enough)
        }
        outer = [line for line in edge if id(line) not in gone and _PAGE_NUMBER.fullmatch(line.text.strip())]
        flow = [line for line in lines if id(line) not in gone]
        gone |= {id(line) for line in outer if _is_outermost(line, flow)}
        kept.append([line for line in lines if id(line) not in gone])
    return kept


def _count(counts: Counter[tuple[str, int]], text: str, y: float) -> int:
    return max(counts[text, round(y / 4) + shift] for shift in (-1, 0, 1))


def _at_edge(line: Line, height: float) -> bool:
    return not line.table and not 0.1 * height < line.y < 0.9 * height


def _is_outermost(line: Line, lines: list[Line]) -> bool:
    others = [other.y for other in lines if other is not line]
    return not others or line.y < min(others) - line.size or line.y > max(others) + line.size


def _bare(line: Line, *, digits: bool = True) -> str:
    text = re.sub(r"\s+", "", line.text)
    return text if digits else re.sub(r"\d+", "#", text)


def set_edges(lines: list[Line]) -> None:
    """Tell each line between which edges its column stands.

    Where several lines end together, there is the right edge; a column of short lines takes that of others with the same left
    edge, unless they are much wider.
    """
    columns: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        if not line.table:
            columns.setdefault((line.page, line.column), []).append(line)
    edges = {key: (min(line.x0 for line in held), *_right_edge(held)) for key, held in columns.items()}
    for key, held in columns.items():
        left, own, sure = edges[key]
        others = [right for other, right, _ in edges.values() if abs(other - left) < 20 and right - left <= 1.4 * (own - left)]
        for line in held:
            line.left, line.right = left, max(own if sure else max(others), line.x1)


def _right_edge(lines: list[Line]) -> tuple[float, bool]:
    """Return where the lines of text end at the right, and whether several do.

    One that overflows doesn't count where there are many, and code never does.
    """
    ends = sorted(line.x1 for line in lines if line.share("mono") < 0.5) or [max(line.x1 for line in lines)]
    right = ends[int(0.98 * (len(ends) - 1))]
    together = sum(end > right - 3 for end in ends)
    return right, together >= max(4, 0.2 * len(ends))
