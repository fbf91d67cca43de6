"""Tables whose cells are ruled."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.documents.pdf_glyphs import Shape

_THIN = 2.5
_NEAR = 3.0


class Grid(NamedTuple):
    xs: list[float]
    """Vertical rules, left to right."""
    ys: list[float]
    """Horizontal rules, top to bottom."""

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return row and column of a point within."""
        column = bisect.bisect_right(self.xs, x) - 1
        row = bisect.bisect_right([-level for level in self.ys], -y) - 1
        return min(max(row, 0), len(self.ys) - 2), min(max(column, 0), len(self.xs) - 2)


def find_grids(shapes: Sequence[Shape]) -> list[Grid]:
    """Return the grids of at least two rows and two columns that rules or the boxes of cells make on a page."""
    across, down = _rules(shapes)
    grids = []
    for group in _touching(across, down):
        xs = _levels([rule for rule in group if rule[3]])
        ys = _levels([rule for rule in group if not rule[3]])[::-1]
        if len(xs) > 2 and len(ys) > 2:
            grids.append(Grid(xs, ys))
    return sorted(grids, key=lambda grid: -(grid.xs[-1] - grid.xs[0]) * (grid.ys[0] - grid.ys[-1]))


_Rule = tuple[float, float, float, bool]
"""Level, from, to, whether it is vertical."""


def _rules(shapes: Sequence[Shape]) -> tuple[list[_Rule], list[_Rule]]:
    across: list[_Rule] = []
    down: list[_Rule] = []
    for x0, y0, x1, y1 in shapes:
        wide, high = x1 - x0, y1 - y0
        if high <= _THIN < wide:
            across.append(((y0 + y1) / 2, x0, x1, False))
        elif wide <= _THIN < high:
            down.append(((x0 + x1) / 2, y0, y1, True))
        elif wide > 12 and 8 < high < 300:
            across += [(y0, x0, x1, False), (y1, x0, x1, False)]
            down += [(x0, y0, y1, True), (x1, y0, y1, True)]
    return across[:600], down[:600]


def _touching(across: list[_Rule], down: list[_Rule]) -> list[list[_Rule]]:
    """Group rules that cross or meet."""
    rules = [*across, *down]
    group = list(range(len(rules)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for i, (y, left, right, _) in enumerate(across):
        for j, (x, bottom, top, _) in enumerate(down, len(across)):
            if left - _NEAR <= x <= right + _NEAR and bottom - _NEAR <= y <= top + _NEAR:
                group[root(i)] = root(j)
    groups: dict[int, list[_Rule]] = {}
    for at, rule in enumerate(rules):
        groups.setdefault(root(at), []).append(rule)
    return list(groups.values())


def _levels(rules: list[_Rule]) -> list[float]:
    """Return the levels of nearly aligned rules, in order: those that run along half of the whole, as a table's do and a drawing's don't."""
    if not rules:
        return []
    whole = max(rule[2] for rule in rules) - min(rule[1] for rule in rules)
    levels: list[list[_Rule]] = []
    for rule in sorted(rules):
        if levels and rule[0] - levels[-1][0][0] <= 2 * _NEAR:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return [level[0][0] for level in levels if sum(end - start for _, start, end, _ in level) >= 0.5 * whole]
