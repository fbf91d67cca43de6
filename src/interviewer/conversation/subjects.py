"""What a key point is about, in words that give nothing away; and the one word of it that says most."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewer import glossary
from interviewer.text import is_cjk, plain

_PIECE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_.+#/][A-Za-z0-9+#]+)*|[\u3400-\u9fff]+")
_LINKS_ZH = re.compile(
    r"通过|进行|可以|能够|需要|应该|应当|因为|所以|因此|由于|如果|那么|但是|不是|而是|就是|并且|而且|或者|以及|只有|只要|只是|只能|没有|不会|不能|不再|不同|"
    r"一个|一种|一些|一次|一样|每个|各个|这个|那个|这些|那些|这样|它们|他们|自己|其中|其他|其它|例如|比如|包括|之间|之后|之前|以后|以前|时候|同时|然后|最后|首先|"
    r"使用|利用|采用|得到|变成|成为|作为|来自|对于|关于|根据|按照|随着|相比|相对|越来越|更加|非常|比较|通常|一般|往往|主要|其实|从而|以便|为了|避免|保证|导致|带来|"
    r"[的了着过是在和与或及而但也都就还又再才则即若如当从到对把被让使给为以于由向往比将会能可要想不没无很更最太等且个种些此该其它他她这那之所每各某并只仍既已曾来去后前时里上下中内外]"
)
_SLIGHT_EN_WORDS = """
a an the is are was were be been being has have had do does did can could will would should may might must to of in on at by for with
    from as into onto than then that which who whose what when where why how while if because so but and or nor not no it its they them their
    this these those there here also each every both between over under per without within through during before after until about once
    some any all more most other another only very just one two three many much few less same such use uses used using make makes made get
    gets give gives given need needs you your we our i my me keep keeps stay stays take takes only even still instead rather often usually
    main different several various example otherwise mainly directly simply usually often
"""
_SLIGHT_EN = frozenset(_SLIGHT_EN_WORDS.split())


def subject(point: str, heard: str) -> str:
    """Return what a key point is about, as a thing that the question or the candidate has named already; empty when there is none.

    Args:
        point: Text of the key point.
        heard: All that the candidate has read or said: the question and the answers so far.
    """
    known = {glossary.key(heard[term.start : term.end]): heard[term.start : term.end] for term in glossary.found(heard)}
    named = [known[key] for key in (glossary.key(name) for name in _named(point)) if key in known]
    lower = heard.lower()
    shared = [piece for piece in _pieces(point) if piece.lower() in lower]
    return max(named, key=_size, default="") or max(shared, key=_size, default="")


def key_term(point: str, heard: str) -> str:
    """Return the word of a key point that says most and was not heard yet: a known name, else its longest noun."""
    lower = heard.lower()
    for names in (_named(point), list(_pieces(point))):
        fresh = [name for name in names if name.lower() not in lower]
        if fresh:
            return max(fresh, key=_size)
    return max(_pieces(point), key=_size, default="")


def _named(text: str) -> list[str]:
    """Return the known names in a text, as it writes them."""
    return [text[term.start : term.end] for term in glossary.found(text)]


def _pieces(text: str) -> Iterator[str]:
    """Yield what may be a noun: Latin words that say something, and runs of 2 to 6 Han characters between the small words."""
    for run in _PIECE.findall(plain(text)):
        if is_cjk(run[0]):
            yield from (part for part in _LINKS_ZH.split(run) if 2 <= len(part) <= 6)
        elif len(run) > 2 and run.lower() not in _SLIGHT_EN:
            yield run


def _size(name: str) -> int:
    """Return how much a name says, by its letters; a Han character counts three."""
    return sum(3 if is_cjk(c) else 1 for c in name)
