"""Word's formulas as LaTeX."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from interviewer.documents.word_styles import child, local, value

_OPERATORS = {"∑": r"\sum", "∏": r"\prod", "∫": r"\int", "⋃": r"\bigcup", "⋂": r"\bigcap"}
_PARTS = {
    "f": r"\frac{%num}{%den}",
    "sSup": "%e^{%sup}",
    "sSub": "%e_{%sub}",
    "sSubSup": "%e_{%sub}^{%sup}",
    "limLow": "%e_{%lim}",
    "limUpp": "%e^{%lim}",
    "func": "%fName %e",
    "bar": r"\overline{%e}",
    "acc": r"\hat{%e}",
}


def latex(element: Element, depth: int = 0) -> str:
    """Return an `m:oMath` or any part of one; what has no simple form gives its text in order."""
    if depth > 40:
        return ""
    kind = local(element)
    if kind == "t":
        return element.text or ""
    parts = {local(each): each for each in element}

    def part(name: str) -> str:
        return latex(parts[name], depth + 1) if name in parts else ""

    if kind in _PARTS:
        text = _PARTS[kind]
        for name in ("fName", "num", "den", "sup", "sub", "lim", "e"):
            text = text.replace(f"%{name}", part(name)) if f"%{name}" in text else text
        return text
    if kind == "rad":
        return rf"\sqrt[{part('deg')}]{{{part('e')}}}" if part("deg") else rf"\sqrt{{{part('e')}}}"
    if kind == "nary":
        operator = value(child(element, "naryPr", "chr")) or "∫"
        return f"{_OPERATORS.get(operator, operator)}_{{{part('sub')}}}^{{{part('sup')}}} {part('e')}"
    if kind == "d":
        begin, end = value(child(element, "dPr", "begChr")), value(child(element, "dPr", "endChr"))
        inner = ", ".join(latex(each, depth + 1) for each in element if local(each) == "e")
        return f"{'(' if begin is None else begin}{inner}{')' if end is None else end}"
    if kind == "m":
        rows = [" & ".join(latex(cell, depth + 1) for cell in row) for row in element if local(row) == "mr"]
        return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"
    return "".join(latex(each, depth + 1) for each in element)
