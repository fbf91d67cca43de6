"""What stands on the pages of a PDF: glyphs with their look, lines and small shapes (imported late: it loads pdfminer)."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect

from interviewer.documents.pdf_tags import Role

_BOLD = re.compile(r"bold|black|heavy|medi(?:um)?(?![a-z])|semib|demib|(?<![a-z])(?:bd|db)(?![a-z])|-b$|cmbx|cmssbx|sfbx", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|consol|menlo|monaco|typewriter|cmtt|sftt|lmtt|inconsolata|firacode|sourcecode|hack-", re.IGNORECASE)
_BULLETS = (0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D)
"""Codes that WinAnsi, PDF's commonest encoding, leaves unused and shows as bullets."""
_MOST_SHAPES = 4000
"""A page; a drawing, not a document, has more."""
_SIMPLIFIED = (
    "⼾户⺁厂⺅亻⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳罓⺴网"
    "⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阝⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马"
    "⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀"
)
"""CJK radicals, each followed by the character it looks like (Unicode's EquivalentUnifiedIdeograph.txt)."""
_LOOKALIKES = {ord(_SIMPLIFIED[i]): _SIMPLIFIED[i + 1] for i in range(0, len(_SIMPLIFIED), 2)} | dict.fromkeys(
    (61623, 61607, 61656, 61548, 61550, 61558, 61692, 61672, 61618, 9679, 8226, 9642, 9632, 9702), "•"
)
_FOLDED = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f]")
_NOTHING = dict.fromkeys([*range(9), *range(14, 32), 0x7F, 0x200B, 0x200C, 0x200D, 0xFEFF, 0xFFFE, 0xFFFF]) | {
    0xA0: " ",
    0x3000: " ",
    9: " ",
    10: " ",
    13: " ",
}


class Glyph(NamedTuple):
    """One character (or ligature) as drawn; points, the origin at the bottom left of the page."""

    text: str
    x0: float
    x1: float
    y: float
    """Of the baseline."""
    size: float
    bold: bool
    mono: bool
    role: Role | None = None


class Shape(NamedTuple):
    """A straight line, or the box of a small drawing."""

    x0: float
    y0: float
    x1: float
    y1: float


class Page(NamedTuple):
    width: float
    height: float
    glyphs: list[Glyph]
    shapes: list[Shape]


def readable(text: str) -> str:
    """Replace what only looks like a character: radicals and compatibility forms, ligatures, private bullets.

    >>> readable("⽤⻚ﬁ")
    '用页fi'
    """
    text = text.translate(_NOTHING)
    if text.isascii():
        return text
    return _FOLDED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text.translate(_LOOKALIKES))


class Device(PDFTextDevice):
    """Collects one page after the other in `page`."""

    def __init__(self, resources: PDFResourceManager, roles: dict[tuple[int, int], Role]) -> None:
        super().__init__(resources)
        self.roles = roles
        self.unmapped = 0
        """Glyphs for which the file names no character."""
        self.images = 0
        self._chinese: set[str] = set()
        """Names of fonts that have shown Chinese characters."""

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self._width, self._height = abs(x1 - x0), abs(y1 - y0)
        self._turned: tuple[list[Glyph], ...] = ([], [], [], [])
        self._shapes: list[Shape] = []
        self._seen = apply_matrix_rect(ctm, page.cropbox)
        self._number = page.pageid if isinstance(page.pageid, int) else 0
        self._tags: list[Role | None] = []
        self._drawn: dict[tuple[int, str, int, int], list[int]] = {}
        self._stroked = False

    @property
    def page(self) -> Page:
        """The page as its readers hold it: what stands in most of its text's direction, that direction being to the right."""
        turn = max(range(4), key=lambda each: len(self._turned[each]))
        width, height = (self._height, self._width) if turn % 2 else (self._width, self._height)
        return Page(width, height, self._turned[turn], [] if turn else self._shapes)

    def _turn(self, turn: int, x: float, y: float) -> tuple[float, float]:
        """Return where a point is on a page that is turned back by so many quarters."""
        return ((x, y), (y, self._width - x), (self._width - x, self._height - y), (self._height - y, x))[turn]

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        role = self._tags[-1] if self._tags else None
        number = props.get("MCID") if isinstance(props, dict) else None
        if getattr(tag, "name", "") == "Artifact":
            role = Role(artifact=True)
        elif isinstance(number, int):
            role = self.roles.get((self._number, number), role)
        self._tags.append(role)

    def end_tag(self) -> None:
        if self._tags:
            self._tags.pop()

    def render_image(self, name: str, stream: Any) -> None:
        self.images += 1

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._stroked = textstate.render == 2  # filled and stroked: how Chinese fonts without a bold cut are made bold
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self, matrix: Any, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int, ncs: Any, graphicstate: Any
    ) -> float:
        advance: float = font.char_width(cid) * fontsize * scaling
        a, b, c, d, e, f = matrix
        turn = _direction(a * scaling, b * scaling)
        if turn is None or (a * d - b * c) * scaling <= 0 or font.is_vertical():  # slanted watermarks, mirrored text
            return advance
        text = self._text(font, cid)
        x, y, size = e + c * rise, f + d * rise, abs(fontsize) * math.hypot(c, d)
        left, bottom, right, top = self._seen
        if not text or not (left - 1 <= x <= right and bottom - 1 <= y <= top):
            return advance
        x0, y0 = self._turn(turn, x, y)
        x1, _ = self._turn(turn, x + a * advance, y + b * advance)
        if not self._is_repeated(turn, text, x0, y0, size):
            name = font.fontname if isinstance(font.fontname, str) else str(font.fontname)
            bold = self._stroked or bool(_BOLD.search(name)) or _weight(font) >= 600
            role = self._tags[-1] if self._tags else None
            self._turned[turn].append(Glyph(text, x0, max(x0, x1), y0, size, bold, self._is_mono(font, name, text), role))
        return advance

    def _text(self, font: PDFFont, cid: int) -> str:
        try:
            text = readable(font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            text = ""
        if not text and cid in _BULLETS and not font.is_multibyte():
            text = "•"
        self.unmapped += not text and cid > 32
        return text

    def _is_mono(self, font: PDFFont, name: str, text: str) -> bool:
        """Say whether a glyph is of a font for code; Chinese fonts are of fixed pitch too, but not for that."""
        if _MONO.search(name):
            return True
        if text[0] > "\u2e80":
            self._chinese.add(name)
        return bool(font.flags & 1) and name not in self._chinese

    def _is_repeated(self, turn: int, text: str, x: float, y: float, size: float) -> bool:
        """Say whether the same character was just drawn here: bold by overprinting, or a shadow."""
        glyphs = self._turned[turn]
        column = int(x / (size or 1))
        for near in (column - 1, column, column + 1):
            for at in self._drawn.get((turn, text, round(y / 2), near), ()):
                if abs(x - glyphs[at].x0) < 0.12 * size and text != " ":
                    glyphs[at] = glyphs[at]._replace(bold=True)
                    return True
        self._drawn.setdefault((turn, text, round(y / 2), column), []).append(len(glyphs))
        return False

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        if self.ctm is None or not (stroke or fill) or len(self._shapes) >= _MOST_SHAPES:
            return
        for part in _subpaths(path):
            points = [apply_matrix_pt(self.ctm, point) for point in part]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            self._shapes.append(Shape(min(xs), min(ys), max(xs), max(ys)))


def _subpaths(path: Any) -> Iterator[list[tuple[float, float]]]:
    """Cut a path where the pen is lifted; long ones are drawings and left out."""
    points: list[tuple[float, float]] = []
    for operation in path[:400]:
        if operation[0] == "m" and points:
            yield points
            points = []
        if len(operation) > 2:
            points.append((float(operation[-2]), float(operation[-1])))
    if 1 < len(points) < 20:
        yield points


def _direction(a: float, b: float) -> int | None:
    """Return in how many quarter turns from the left to the right a text runs; None where it is slanted."""
    if abs(b) <= 0.1 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.1 * abs(b):
        return 1 if b > 0 else 3
    return None


def _weight(font: PDFFont) -> float:
    weight = font.descriptor.get("FontWeight", 0)
    return weight if isinstance(weight, (int, float)) else 0
