"""HTML to Markdown: what a saved page is about, without what surrounds it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from interviewer.documents.page_main import main_part, strip_surroundings
from interviewer.documents.parsed import Parsed, literal, refusal

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_DEPTH = 100
"""Deeper elements become plain text: nobody nests content like this, and converters recurse."""
_MOST_NESTED = 2000
_CONTAINER = re.compile(r"<(/?)(?:div|span|ul|ol|dl|table|section|article|blockquote|details)\b", re.IGNORECASE)
_MATH_SCRIPT = re.compile(r"<script[^>]{0,200}type=[\"']math/tex([^>\"']*)[\"'][^>]{0,200}>([^<]*)</script>", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,1000})</title>", re.IGNORECASE)
_GONE = {"script", "style", "noscript", "template", "iframe", "svg", "canvas", "object", "title", "select", "textarea"}
_TAGS = set(
    re.findall(
        r"\w+",
        "main article section aside header footer nav div span p br hr a img h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th"
        " pre code kbd samp var b strong i em del s sub sup mark blockquote q details summary figure figcaption button math annotation center",
    )
)
_ATTRIBUTES = set(
    re.findall(
        r"[\w-]+",
        "class id role href src data-src data-original alt aria-hidden itemprop itemtype start colspan encoding alttext display eeimg data-formula data-tex",
    )
)
_ASKS = re.compile(
    r"(?:^|[\s_-])(?:question|ques|accordion-(?:title|header|button|trigger|heading)|faq-(?:title|header|q))(?:$|[\s_-]|title|text)",
    re.IGNORECASE,
)
_HAN = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_WRAPPED = re.compile(rf"(?<=[{_HAN}])[ \t]*\n\s*(?=[{_HAN}])")
_TOUCHY = re.compile(r"[<\xa0]|^\s*#|\S\s*\n\s*\S")
_HEADING = re.compile("^h[1-6]$")
_BLOCKS = ["p", "div", "ul", "ol", "pre", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "section", "article"]


def read_page(text: str) -> Parsed:
    """Return the main content of a page as Markdown.

    Raises:
        CorpusError: nothing is left, or it is nested too deeply.
    """
    named = _TITLE.search(text)
    title = " ".join(unescape(named[1]).split()) if named else ""
    body = _parse(text)
    _clean(body)
    site = body.find("h1")
    heading = _line(site) if site else ""
    strip_surroundings(body)
    main = main_part(body)
    own = main.find("h1")
    heading = _line(own) if own else heading
    markdown = _to_markdown(main)
    if not markdown:
        raise refusal("no text inside")
    if not own and heading and heading in title and all(heading != _line(tag) for tag in main.find_all(_HEADING)):
        markdown = f"# {heading}\n\n{markdown}"
    return Parsed(markdown + "\n", heading or title, {"title": title} if title else {})


def markdown_of(html: str) -> str:
    """Return a fragment of HTML (a field of a flash card, a cell) as Markdown."""
    soup = _parse(html)
    _clean(soup)
    return _to_markdown(soup)


def _line(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def _parse(html: str) -> BeautifulSoup:
    """Return the tree of a page without its scripts, styles, forms and comments.

    nh3 (a browser's parser) goes first: it closes what authors left open, and leaves only what is named here.
    """
    import nh3
    from bs4 import BeautifulSoup

    if _nesting(html) > _MOST_NESTED:
        raise refusal("HTML nested too deeply")
    html = _MATH_SCRIPT.sub(lambda match: _dollars(match[2], display="display" in match[1]), html)
    html = nh3.clean(html, tags=_TAGS, clean_content_tags=_GONE, attributes={"*": _ATTRIBUTES}, link_rel=None)
    soup = BeautifulSoup(html, "html.parser")
    _flatten(soup)
    return soup


def _nesting(html: str) -> int:
    """Return the greatest depth of elements whose end tag can't be left out; a parser's cost grows with its square."""
    depth = deepest = 0
    for match in _CONTAINER.finditer(html):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _flatten(soup: BeautifulSoup) -> None:
    from bs4 import Tag

    level: list[Tag] = [soup]
    for _ in range(_DEPTH):
        level = [child for tag in level for child in tag.contents if isinstance(child, Tag)]
    for tag in level:
        tag.replace_with(tag.get_text(" "))


def _clean(soup: BeautifulSoup) -> None:
    """Put formulas into dollars, and take out what is never content."""
    _formulas(soup)
    for tag in soup.find_all("nav"):
        tag.decompose()
    for button in soup.find_all("button"):
        label = _line(button)
        heading = button.find_parent(_HEADING)
        alone = heading is not None and _line(heading) == label
        if not alone and len(label) <= 20 and not label.endswith(("?", "？")):  # Copy, Run, Share
            button.decompose()
    for tag in soup.find_all(True, attrs={"aria-hidden": "true"}):
        if not tag.decomposed and len(tag.get_text(strip=True)) < 20:
            tag.decompose()
    _tidy(soup)


def _tidy(root: Tag) -> None:
    """Unwrap lines of Chinese, and keep text that looks like tags or headings from becoming some."""
    for node in root.find_all(string=_TOUCHY):
        if node.find_parent(["pre", "code"]) is None:
            node.replace_with(literal(_WRAPPED.sub("", node.replace("\xa0", " "))))


def _formulas(soup: BeautifulSoup) -> None:
    for holder in soup.select(".katex-display, .katex, mjx-container, math"):
        source = holder.find("annotation", encoding="application/x-tex")
        tex = source.get_text() if source else str(holder.get("alttext") or "")
        if tex and not holder.decomposed:
            holder.replace_with(
                _dollars(tex, display="katex-display" in (holder.get("class") or []) or holder.get("display") in ("block", "true"))
            )
    for image in soup.find_all("img", alt=True):
        marks = " ".join([*(image.get("class") or []), *(name for name in image.attrs if name in ("eeimg", "data-formula", "data-tex"))])
        if re.search(r"math|latex|eeimg|formula|equation|data-tex", marks, re.IGNORECASE):
            image.replace_with(_dollars(str(image["alt"]), display=False))


def _dollars(tex: str, *, display: bool) -> str:
    tex = " ".join(tex.split())
    wrapped = re.fullmatch(r"\{\\displaystyle (.*)\}", tex)
    return (f"$${tex}$$" if display else f"${wrapped[1] if wrapped else tex}$") if tex else ""


# ---------------------------------------------------------------- Markdown


def _to_markdown(root: Tag) -> str:
    from interviewer.documents.page_markdown import PageConverter

    _mark_questions(root)
    _open_layout_tables(root)
    _join_bold(root)
    for image in root.find_all("img"):
        source = str(image.get("data-src") or image.get("data-original") or image.get("src") or "")
        image["src"] = "" if source.startswith("data:") else source
    try:
        markdown: str = PageConverter().convert_soup(root)
    except RecursionError as error:
        raise refusal("HTML nested too deeply") from error
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)[ \t]+$", "", markdown)).strip("\n")


def _names(tag: Tag) -> str:
    return " ".join([*(tag.get("class") or []), str(tag.get("id") or "")])


def _mark_questions(root: Tag) -> None:
    """Make headings of the lines that a page's own names call questions, one level below the heading they stand under."""
    level = 1
    for tag in root.find_all(True):
        if _HEADING.match(tag.name):
            level = int(tag.name[1])
        elif (tag.name == "button" or _ASKS.search(_names(tag)) or _is_microdata_question(tag)) and 3 < len(tag.get_text(strip=True)) < 300:
            inner = tag.find_all(_BLOCKS)
            if (
                len(inner) <= 1
                and tag.find_parent(re.compile("^(?:h[1-6]|summary|a)$")) is None
                and not any(_HEADING.match(block.name) for block in inner)
            ):
                for block in inner:
                    block.unwrap()
                tag.name = f"h{min(level + 1, 6)}"


def _is_microdata_question(tag: Tag) -> bool:
    parent = tag.find_parent(attrs={"itemtype": re.compile("/Question$")}) if tag.get("itemprop") == "name" else None
    return parent is not None


def _open_layout_tables(root: Tag) -> None:
    """Unwrap tables that lay out a page instead of holding data."""
    for table in root.find_all("table"):
        rows = table.find_all("tr")
        cells = table.find_all(["td", "th"])
        if len(cells) == len(rows) or any(
            cell.find(["pre", "ul", "ol", "table", "h1", "h2", "h3", "h4"]) or len(cell.find_all("p")) > 2 for cell in cells
        ):
            for part in [*cells, *rows, *table.find_all(["tbody", "thead", "tfoot"]), table]:
                part.name = "div"


def _join_bold(root: Tag) -> None:
    """Merge neighbouring bold runs, which editors split at will."""
    from bs4 import Tag

    for tag in root.find_all(["b", "strong"]):
        before = tag.previous_sibling
        if isinstance(before, Tag) and before.name in ("b", "strong"):
            for child in [*tag.contents]:
                before.append(child)
            tag.extract()
