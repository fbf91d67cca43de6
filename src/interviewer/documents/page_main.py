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


class _Sizes:
    """How many characters each element of a page says, and how many of them are links."""

    def __init__(self, root: Tag) -> None:
        self._text: dict[int, int] = {}
        self._links: dict[int, int] = {}
        for node in root.find_all(string=True):
            size = len(node.strip())
            if size:
                parents = list(node.parents)
                linked = any(parent.name == "a" for parent in parents)
                for parent in parents:
                    self._text[id(parent)] = self._text.get(id(parent), 0) + size
                    self._links[id(parent)] = self._links.get(id(parent), 0) + size * linked

    def text(self, tag: Tag) -> int:
        return self._text.get(id(tag), 0)

    def plain(self, tag: Tag) -> int:
        return self.text(tag) - self._links.get(id(tag), 0)

    def weight(self, tag: Tag) -> float:
        """Return how much of a page's content an element is likely to be: links weigh little."""
        return self.plain(tag) + 0.05 * self._links.get(id(tag), 0)


def strip_surroundings(body: Tag) -> None:
    """Take out footers, sidebars, menus and the like: by element, and by class or id where that is not where the text is."""
    sizes = _Sizes(body)
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
        plain = sum(map(sizes.plain, tags))
        linked = plain < 0.3 * sum(map(sizes.text, tags)) and sizes.plain(body) - plain >= 200
        if linked or sum(map(sizes.weight, tags)) < 0.4 * sizes.weight(body):
            for tag in tags:
                if not tag.decomposed and not _is_kept(tag, name, sizes):
                    tag.decompose()


def _is_kept(tag: Tag, name: str, sizes: _Sizes) -> bool:
    """Say whether an element only looks like surroundings: a call-out or a title block within the content."""
    inside = tag.find_parent(["main", "article"]) is not None
    if name == "header":
        return inside or tag.find("h1") is not None
    return name == "aside" and inside and sizes.plain(tag) > 0.7 * sizes.text(tag)


def main_part(body: Tag) -> Tag:
    """Return the smallest element that holds nearly all of what the page says."""
    sizes = _Sizes(body)
    marked = [
        *body.find_all(["main", "article"]),
        *body.find_all(True, attrs={"role": "main"}),
        *body.find_all(True, attrs={"itemprop": "articleBody"}),
    ]
    best = max(marked, key=sizes.weight, default=body)
    root = best if sizes.weight(best) >= 0.5 * sizes.weight(body) else body
    here = root
    while True:
        inner = max(here.find_all(_BOXES, recursive=False), key=sizes.weight, default=None)
        if inner is None or not _is_nearly_all(inner, root, sizes):
            return here
        here = inner


def _is_nearly_all(inner: Tag, root: Tag, sizes: _Sizes) -> bool:
    """Say whether what is outside an element is little, or links that are not many times what is inside: lists of questions are links too."""
    if sizes.plain(root) < 0.15 * sizes.text(root):
        return sizes.text(inner) >= 0.85 * sizes.text(root)
    return sizes.plain(inner) >= 0.85 * sizes.plain(root) and sizes.text(root) <= 5 * sizes.text(inner)
