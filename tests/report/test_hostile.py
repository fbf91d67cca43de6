"""Answers, notes, names and what models say: none of it becomes markup that acts, loads or breaks out of its place."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interviewer.markdown.code import outside_fences, outside_spans
from interviewer.markdown.rendering import block, inline
from interviewer.markdown.tame import line_of, name_of, quote_of
from interviewer.report import Advice, Cited, build, html, markdown
from interviewer.schema import Correction, KeyPoint, Quote, Reference, Verdict, Why, Widened, WrongClaim
from tests.examples import NOW
from tests.report.sessions import LLM, graded, session, subject, turn

EVIL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://example.com/p.png)",
    "[x](javascript:alert(1))",
    "</style></title><svg onload=alert(1)>",
    "`<b>` ``<i>` \\`<u>`",
    "```\n<script>\n",
    "# heading\n\n| a | b |\n|---|---|",
    '"><a href="javascript:alert(1)">',
    "<!-- \n --> & &lt;b&gt; <https://example.com>",
    "$x$ <b>$</b>",
    "[a](u \"$x$' onmouseover=alert(1) y='\")",
    "\ue0000\ue001",
)
MARKS = st.text(alphabet="`<>/\\!#[]()|~-=*_$\"'&\n\ue0000\ue001 abimgscrpt:", max_size=60)
ALLOWED = re.compile(
    "html|head|meta|title|style|body|main|header|section|article|h[1-6]|p|span|strong|small|a|ul|ol|li|q|b|br|em|i|code|pre|"
    "table|thead|tbody|tr|th|td|time|blockquote|mark|details|summary|hr|s"
)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def check(page: str) -> None:
    reader = Reader()
    reader.feed(page)
    for tag, attributes in reader.seen:
        assert ALLOWED.fullmatch(tag), tag
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "srcdoc")], (tag, attributes)
        target = (attributes.get("href") or "").strip().lower()
        assert not target.startswith(("javascript:", "data:", "vbscript:")), target


def everywhere(evil: str) -> tuple[str, str]:
    """Return the report as Markdown and as a page with this text in every place that a person, a note or a model fills."""
    nasty = subject(
        evil or "q",
        (evil or "a", f"b{evil}"),
        topics=(evil,),
        references=(Reference(text=evil, document=f"{evil}.md", line=1, end_line=2),),
        read_on=(evil,),
    )
    quote = Quote(text=evil, start=0, end=len(evil))
    grade = graded(nasty, "hm", evil or "x", LLM.model_copy(update={"model": evil}), feedback=evil, unscored=None, cautions=(evil,))
    verdicts = (
        Verdict(text=evil or "a", weight=0.6, verdict="hit", credit=1.0, quotes=(quote,)),
        Verdict(text=f"b{evil}", weight=0.4, verdict="missed", credit=0.0),
    )
    grade = grade.model_copy(update={"verdicts": verdicts, "wrong_claims": (WrongClaim(quote=quote, why=evil),)})
    cited = Cited(document=evil, line=1, end_line=1, text=evil, own=True)
    told = turn(0, nasty, answer=evil or "x", grade=grade, confidence="sure", corrections=(Correction(point=evil, verdict="hit", at=NOW),))
    probe = turn(1, nasty, kind="challenge", aim=0, question=evil, answer=evil or "x", held="held", grade=grade)
    other = turn(2, subject("other", topics=("U",)), answer=None, skipped=True)
    made = session(why={nasty.id: Why(kind="query", about=evil)}, widened=Widened(fitting=1, by="topic", to=(evil,)), id=evil)
    report = build(made, [told, probe, other], advice=(Advice(place=1, index=1, notes="contradicted", cited=(cited,), read_on=(evil,)),))
    return markdown(report, "en"), html(report, "en")


@pytest.mark.parametrize("evil", EVIL)
def test_no_place_lets_it_through(evil: str) -> None:
    written, page = everywhere(evil)
    check(page)
    tokens = [
        child
        for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(written)
        for child in (token, *(token.children or ()))
    ]
    assert not [token for token in tokens if token.type in ("html_block", "html_inline", "image")]
    assert sum(token.type == "heading_open" and token.tag == "h2" for token in tokens) == written.count("\n## "), "no heading of its own"


@settings(max_examples=25, deadline=None)
@given(MARKS)
def test_no_marks_get_out(text: str) -> None:
    written, page = everywhere(text)
    check(page)
    kinds = {child.type for token in MarkdownIt("commonmark", {"html": True}).parse(written) for child in (token, *(token.children or ()))}
    assert not kinds & {"html_block", "html_inline", "image"}


@settings(max_examples=200, deadline=None)
@given(MARKS)
def test_pieces_stay_in_their_place(text: str) -> None:
    check(block(text))
    check(inline(text))
    assert "\n" not in line_of(text) + name_of(text)
    assert all(line.startswith(">") for line in quote_of(text))


def test_the_page_needs_no_other_host_and_runs_nothing() -> None:
    page = everywhere("plain")[1]
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page) and "@import" not in page and "url(" not in page


def test_code_generics_and_formulas_stay_readable() -> None:
    point = "`Vec<T>` costs $a_1 < b_1$ and \\(x*y*z\\)"
    nasty = subject("q", (point,), references=(Reference(text="$$\\sum_i x_i^*$$\n\n```cpp\nstd::vector<int> v;\n```", document="n.md"),))
    report = build(session(), [turn(0, nasty, "m")])
    written, page = markdown(report, "en"), html(report, "en")
    assert "`Vec<T>`" in written and "std::vector<int> v;" in written and "$$\\sum_i x_i^*$$" in written
    assert "<code>Vec&lt;T&gt;</code>" in page and "$a_1 &lt; b_1$" in page and "$$\\sum_i x_i^*$$" in page and "$x*y*z$" in page


def test_prices_are_no_formulas() -> None:
    assert inline("between $5 and $10 or 3$ a_b_c") == "between $5 and $10 or 3$ a_b_c"


def test_quoted_words_are_marked_in_the_answer_in_each_of_its_turns() -> None:
    point = KeyPoint(text="p", weight=1.0)
    one = subject("q").model_copy(update={"key_points": (point,)})
    whole = "first <b>words\n\nthen more"
    verdict = Verdict(text="p", weight=1.0, verdict="hit", credit=1.0, quotes=(Quote(text="<b>words\n\nthen", start=6, end=20),))
    grade = graded(one, "h", whole).model_copy(update={"verdicts": (verdict,)})
    turns = [
        turn(0, one, "m", answer="first <b>words"),
        turn(1, one, kind="follow_up", before="first <b>words", answer="then more", grade=grade),
    ]
    page = html(build(session(), turns), "en")
    assert 'first <mark class="hit">&lt;b&gt;words</mark>' in page and '<mark class="hit">then</mark> more' in page


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="`ab c", max_size=30))
def test_code_is_where_markdown_has_it(text: str) -> None:
    line = " ".join(text.split())
    marked = outside_spans(line, lambda piece: piece.replace("a", "X").replace("b", "X").replace("c", "X"))
    tokens = MarkdownIt("commonmark").parseInline(line)[0].children or []
    code = "".join(token.content for token in tokens if token.type == "code_inline")
    assert sum(marked.count(letter) for letter in "abc") == sum(code.count(letter) for letter in "abc")


def test_a_fence_that_is_not_closed_is_code_to_the_end_and_a_closed_one_is_not() -> None:
    assert outside_fences("a\n```\na\n```\na\n~~~\na", lambda piece: piece.replace("a", "X")) == "X\n```\na\n```\nX\n~~~\na"
    assert outside_fences("````\na\n```\na\n````\na", lambda piece: piece.replace("a", "X")) == "````\na\n```\na\n````\nX"
