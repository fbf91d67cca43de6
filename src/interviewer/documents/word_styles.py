"""What a Word file says about its paragraphs: styles, and the numbers that Word counts itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

_MONO = re.compile(r"mono|courier|consol|menlo|monaco|code|inconsolata|lucida console|fixedsys|typewriter", re.IGNORECASE)
_CODE_STYLE = re.compile(r"code|preformatted|verbatim|代码|listing", re.IGNORECASE)
_DIGITS = "零一二三四五六七八九"


def local(element: Element) -> str:
    """Return an element's name without its namespace, of which Word files have two generations."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element below, name by name; None where there is none."""
    for name in path:
        element = next((each for each in element if local(each) == name), None) if element is not None else None
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute by its name without namespace."""
    if element is None:
        return None
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _on(element: Element | None) -> bool | None:
    return None if element is None else value(element) not in ("0", "false", "off", "none")


class Look(NamedTuple):
    """How characters look, as far as it matters; None where it is inherited."""

    bold: bool | None = None
    mono: bool | None = None
    size: float | None = None
    hidden: bool | None = None

    def over(self, base: Look) -> Look:
        """Return this look where it says something, and `base` where it does not."""
        return Look(
            base.bold if self.bold is None else self.bold,
            base.mono if self.mono is None else self.mono,
            base.size if self.size is None else self.size,
            base.hidden if self.hidden is None else self.hidden,
        )


def look_of(properties: Element | None) -> Look:
    """Read run properties."""
    if properties is None:
        return Look()
    fonts = value(child(properties, "rFonts"), "ascii") or value(child(properties, "rFonts"), "hAnsi")
    size = value(child(properties, "sz"))
    return Look(
        _on(child(properties, "b")),
        bool(_MONO.search(fonts)) if fonts else None,
        float(size) / 2 if size and size.isdigit() else None,
        _on(child(properties, "vanish")),
    )


class Style(NamedTuple):
    """What a paragraph or character style means."""

    name: str = ""
    heading: int = 0
    """1..9; 0 for none."""
    look: Look = Look()
    numbering: tuple[str, int] | None = None
    code: bool = False


def read_styles(root: Element | None) -> dict[str, Style]:
    """Return the styles by id, each with what it inherits; the id "" stands for the document's defaults."""
    raw = {value(each, "styleId") or "": each for each in root if local(each) == "style"} if root is not None else {}
    base = look_of(child(root, "docDefaults", "rPrDefault", "rPr"))
    done: dict[str, Style] = {"": Style(look=base)}

    def resolve(name: str, depth: int = 0) -> Style:
        if name not in done and name in raw and depth < 20:
            parent = resolve(value(child(raw[name], "basedOn")) or "", depth + 1)
            done[name] = _style(raw[name], parent)
        return done.get(name, done[""])

    for name in raw:
        resolve(name)
    for name, each in raw.items():
        if value(each, "default") in ("1", "true") and value(each, "type") == "paragraph":
            done[""] = done[name]
    return done


def _style(element: Element, parent: Style) -> Style:
    name = value(child(element, "name")) or ""
    outline = value(child(element, "pPr", "outlineLvl"))
    named = re.fullmatch(r"(?:heading|标题|標題)\s*(\d)", name, re.IGNORECASE)
    heading = int(named[1]) if named else int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else parent.heading
    heading = 1 if name.lower() in ("title", "标题") else heading
    own = numbering_of(child(element, "pPr"))
    code = bool(_CODE_STYLE.search(name)) or parent.code
    return Style(name, heading, look_of(child(element, "rPr")).over(parent.look), own or parent.numbering, code)


def numbering_of(properties: Element | None) -> tuple[str, int] | None:
    """Return the list and the level to which a paragraph belongs."""
    number = child(properties, "numPr")
    if number is None:
        return None
    level = value(child(number, "ilvl")) or "0"
    return value(child(number, "numId")) or "0", min(int(level), 8) if level.isdigit() else 0


class _Level(NamedTuple):
    form: str
    text: str
    start: int


@dataclass
class Numbering:
    """Counts paragraphs as Word does."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """By list (`numId`), then by level."""
    shared: dict[str, str] = field(default_factory=dict)
    """The definition that a list shares with others; they count on together."""
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def label(self, number: str, level: int) -> str | None:
        """Count one paragraph; return its label, "-" for a bullet, None where it has none."""
        levels = self.levels.get(number)
        if not levels or level not in levels:
            return None
        form, text, _ = levels[level]
        if form == "none":
            return None
        if form == "bullet":
            return "-"
        key = self.shared[number]
        for deeper in range(level + 1, 9):
            self.counts.pop((key, deeper), None)
        self.counts[key, level] = self.counts.get((key, level), levels[level].start - 1) + 1

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in levels:
                return ""
            return _spell(self.counts.get((key, at), levels[at].start), levels[at].form if at == level else _plain(levels[at].form, form))

        return re.sub(r"%([1-9])", shown, text).strip()


def _plain(form: str, current: str) -> str:
    """Return the form in which a higher number appears within a deeper one: decimal in decimal, else its own."""
    return "decimal" if current == "decimal" and form.startswith(("chinese", "ideograph", "japanese")) else form


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists of a document."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {value(each, "abstractNumId") or "": dict(_levels(each)) for each in root if local(each) == "abstractNum"}
    for each in root:
        if local(each) == "num":
            name, definition = value(each, "numId") or "", value(child(each, "abstractNumId")) or ""
            overrides = [part for part in each if local(part) == "lvlOverride"]
            levels = dict(abstract.get(definition, {}))
            for part in overrides:
                levels.update(_levels(part))
            numbering.levels[name] = levels
            restarts = any(child(part, "startOverride") is not None for part in overrides)
            numbering.shared[name] = f"num {name}" if restarts else definition
    return numbering


def _levels(element: Element) -> Iterator[tuple[int, _Level]]:
    for each in element:
        if local(each) == "lvl":
            level, start = value(each, "ilvl") or "0", value(child(each, "start")) or "1"
            form = value(child(each, "numFmt")) or "decimal"
            yield int(level), _Level(form, value(child(each, "lvlText")) or "", int(start) if start.isdigit() else 1)


def _spell(number: int, form: str) -> str:
    if form.startswith(("chinese", "ideograph", "japanese", "taiwanese")) and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones or not tens else "")
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 5 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _roman(number).lower() if form == "lowerRoman" else _roman(number)
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for size, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += letters * (number // size)
        number %= size
    return text
