"""What a search shows of what the index found: items and passages, each thing once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.index import Index, Kind
from interviewer.schema import BANK, Frozen, Item, Language, Passage
from interviewer.store import Store


class Found(Frozen):
    """One result of a search: an item or a passage, best first."""

    kind: str
    score: float
    item: Item | None = None
    passage: Passage | None = None
    fits: bool = True
    """It is about the query; one that doesn't fit is only the nearest of what there is."""


def find(
    query: str,
    owners: Sequence[str],
    k: int,
    kinds: Sequence[Kind],
    store: Store,
    index: Index,
    language: Language | None = None,
    document: str | None = None,
) -> list[Found]:
    """Return the best `k` of what fits a query, or comes near to it.

    Of a question and its translation the one in `language` is shown, at the rank of the better; without a language both are. What the bank has
    in the other language alone comes behind: what fits in this one first, and then what is near. `document` is
    the path of the only document that is looked in. A passage whose question is among the results is left out.
    """
    found: list[Found] = []
    for kind in kinds:
        hits = index.search(kind, query, owners, 2 * k, document=document)
        for hit in hits:
            if kind == "items" and (item := store.item(hit.entry_id)) is not None:
                found.append(Found(kind="item", score=hit.closeness, item=item, fits=hit.fits))
            elif kind == "passages" and (passage := store.passage(hit.entry_id)) is not None:
                found.append(Found(kind="passage", score=hit.closeness, passage=passage, fits=hit.fits))
    best = sorted(found, key=lambda one: -one.score)
    if language is not None:
        best = sorted(_in_language(best, language), key=lambda one: (not one.fits, _is_foreign(one, language)))
    return list(_once(best))[:k]


def _in_language(found: Sequence[Found], language: Language) -> Iterator[Found]:
    """Yield each question in one language: of a pair that is found as a whole the one that is asked for, at the first one's place."""
    pairs: dict[str, Found] = {}
    for one in found:
        if one.item is not None and (_pair(one.item) not in pairs or one.item.language == language):
            pairs[_pair(one.item)] = one
    for one in found:
        if one.item is None:
            yield one
        elif (shown := pairs.pop(_pair(one.item), None)) is not None:
            yield shown


def _is_foreign(found: Found, language: Language) -> bool:
    return found.item is not None and found.item.owner == BANK and found.item.language != language


def _pair(item: Item) -> str:
    """Return what a question and its translation share."""
    return item.translation_of or item.id


def _once(found: Sequence[Found] | Iterator[Found]) -> Iterator[Found]:
    """Yield all but passages in which one of the questions stands."""
    every = list(found)
    asked = {(at.document, at.line) for one in every if one.item for at in (*one.item.references, *one.item.sources) if at.line}
    for one in every:
        held = one.passage
        if held is None or not any((held.document, line) in asked for line in range(held.line or 0, (held.end_line or held.line or 0) + 1)):
            yield one
