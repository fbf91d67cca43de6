"""Which part of a page its readers came for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|side-?bars?|menu|breadcrumbs?|footer|comments?|share|sharing|social|related|recommend\w*|advert\w*|ads?|banner"
    r"|cookies?|popup|modal|toc|table-of-contents|pagination|pager|copyright|toolbar|search|login|sign-?up|subscribe|newsletter|widgets?|header-?link"
    r"|anchor-?js-link|hash-?link|copy-?btn|copy-?button|line-?numbers?(?:-rows)?|linenos?|gutter|blob-num|edit-?page|skip-?link|mathjax(?:_preview|_display|_svg)?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ROLES = ("navigation", "banner", "contentinfo", "complementary", "search")
_BOXES = ["div", "section", "main", "article", "td", "table", "tbody", "tr", "center"]


def _weights(root: Tag) -> dict[int, float]:
    """Return for each element (by identity) how much it says: its characters, link texts counting a quarter."""
    weights: dict[int, float] = {}
    for node in root.find_all(string=True):
        parents = list(node.parents)
        size = len(node.strip()) * (0.25 if any(parent.name == "a" for parent in parents) else 1.0)
        if size:
            for parent in parents:
                weights[id(parent)] = weights.get(id(parent), 0.0) + size
    return weights


def strip_surroundings(body: Tag) -> None:
    """Take out footers, sidebars, menus and the like: by element, and by class or id where that is not where the text is."""
    weights = _weights(body)
    whole = weights.get(id(body), 0.0)
    groups: dict[str, list[Tag]] = {}
    holders = {id(parent) for tag in body.find_all(["main", "article"]) for parent in (tag, *tag.parents)}
    for tag in body.find_all(True):
        if id(tag) in holders or tag.name in ("h1", "h2", "h3", "code", "pre"):
            continue
        named = _AROUND.search(" ".join([*(tag.get("class") or []), str(tag.get("id") or "")]))
        role = str(tag.get("role") or "")
        if tag.name in ("aside", "footer", "header") or role in _ROLES or named:
            groups.setdefault(named[0].strip(" _-").lower() if named else tag.name, []).append(tag)
    for name, tags in groups.items():
        if sum(weights.get(id(tag), 0.0) for tag in tags) < 0.4 * whole:
            for tag in tags:
                if not tag.decomposed and not _is_kept(tag, name, weights):
                    tag.decompose()


def _is_kept(tag: Tag, name: str, weights: dict[int, float]) -> bool:
    """Say whether an element only looks like surroundings: a call-out or a title block within the content."""
    inside = tag.find_parent(["main", "article"]) is not None
    if name == "header":
        return inside or tag.find("h1") is not None
    links = sum(len(link.get_text(strip=True)) for link in tag.find_all("a"))
    return name == "aside" and inside and links < 0.3 * weights.get(id(tag), 0.0)


def main_part(body: Tag) -> Tag:
    """Return the smallest element that holds nearly all of what the page says."""
    weights = _weights(body)

    def weight(tag: Tag) -> float:
        return weights.get(id(tag), 0.0)

    marked = [
        *body.find_all(["main", "article"]),
        *body.find_all(True, attrs={"role": "main"}),
        *body.find_all(True, attrs={"itemprop": "articleBody"}),
    ]
    best = max(marked, key=weight, default=body)
    root = best if weight(best) >= 0.5 * weight(body) else body
    here = root
    while True:
        inner = max(here.find_all(_BOXES, recursive=False), key=weight, default=None)
        if inner is None or weight(inner) < 0.85 * weight(root):
            return here
        here = inner
