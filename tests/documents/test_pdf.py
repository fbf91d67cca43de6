"""PDFs: headings, paragraphs, lists, code, columns, tables; and no page furniture."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interviewer.documents.guard import parse_apart
from interviewer.documents.pdf import read_pdf
from interviewer.documents.pdf_glyphs import readable
from interviewer.errors import CorpusError
from tests.documents.files import lines, pdf, read

PROSE = (
    "A hash table maps keys to values. It stores them in an array of buckets, and a hash function tells for each key in which bucket "
    "its value is kept. Where two keys meet in one bucket, both are kept there in a list, or the next free bucket is taken."
)
WRAPPED = textwrap.wrap(PROSE, 84)


def markdown(draw: Callable[[Any], None], **options: Any) -> str:
    return read_pdf(pdf(draw, **options)).text


def test_headings_by_size_and_paragraphs_by_gaps() -> None:
    def draw(canvas: Any) -> None:
        y = lines(canvas, 72, 780, ["Data structures"], "Helvetica-Bold", 22) - 20
        for number in (1, 2):
            y = lines(canvas, 72, y, [f"{number}. What is a hash table?"], "Helvetica-Bold", 15) - 12
            y = lines(canvas, 72, y, WRAPPED) - 10
            y = lines(canvas, 72, y, WRAPPED) - 14

    question = f"## {{}}. What is a hash table?\n\n{PROSE}\n\n{PROSE}"
    assert markdown(draw) == f"# Data structures\n\n{question.format(1)}\n\n{question.format(2)}\n"


def test_paragraphs_without_gaps_end_where_the_next_word_would_have_fitted() -> None:
    def draw(canvas: Any) -> None:
        y = 780.0
        for _ in range(3):
            y = lines(canvas, 72, y, WRAPPED)

    assert markdown(draw) == "\n\n".join([PROSE] * 3) + "\n"


def test_a_paragraph_goes_on_over_the_page() -> None:
    def draw(canvas: Any) -> None:
        lines(canvas, 72, 100, WRAPPED[:2])
        canvas.showPage()
        lines(canvas, 72, 780, WRAPPED[2:])
        lines(canvas, 72, 700, WRAPPED)

    assert markdown(draw) == f"{PROSE}\n\n{PROSE}\n"


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    def draw(canvas: Any) -> None:
        for page in range(1, 5):
            lines(canvas, 72, 820, [f"Interview notes, chapter {page}"], size=9)
            lines(canvas, 400, 30, ["www.example.org - do not copy"], size=9)
            lines(canvas, 290, 18, [f"- {page} -"], size=9)
            lines(canvas, 72, 760, [f"Question {page}"], "Helvetica-Bold", 16)
            lines(canvas, 72, 730, WRAPPED)
            canvas.showPage()

    assert markdown(draw) == "\n\n".join(f"# Question {page}\n\n{PROSE}" for page in range(1, 5)) + "\n"


def test_lists_with_written_and_drawn_bullets() -> None:
    def draw(canvas: Any) -> None:
        y = lines(canvas, 72, 780, WRAPPED) - 10
        for text in ("first point", "second point"):
            lines(canvas, 82, y, ["\u2022"])
            y = lines(canvas, 94, y, [text])
        for text in ("deeper one", "deeper two"):
            canvas.circle(106, y + 4, 2, fill=1)
            y = lines(canvas, 114, y, [text])
        y = lines(canvas, 72, y - 10, ["1. What is a heap?", "2. What is a trie?"])

    assert markdown(draw) == (
        f"{PROSE}\n\n- first point\n- second point\n    - deeper one\n    - deeper two\n1. What is a heap?\n2. What is a trie?\n"
    )


def test_a_list_item_goes_on_under_its_text() -> None:
    def draw(canvas: Any) -> None:
        y = 780.0
        for number in (1, 2):
            lines(canvas, 72, y, [f"{number}."])
            y = lines(canvas, 90, y, textwrap.wrap(PROSE, 80))

    assert markdown(draw) == f"1. {PROSE}\n2. {PROSE}\n"


def test_code_keeps_its_lines_indents_and_blank_lines() -> None:
    def draw(canvas: Any) -> None:
        y = lines(canvas, 72, 780, WRAPPED) - 10
        y = lines(canvas, 80, y, ["def f(x):"], "Courier", 9, 12)
        y = lines(canvas, 80 + 4 * 5.4, y, ["if x:", "    return [1]"], "Courier", 9, 12) - 12
        y = lines(canvas, 80, y, ["print(f(1))"], "Courier", 9, 12) - 12
        lines(canvas, 72, y, WRAPPED)

    assert markdown(draw) == f"{PROSE}\n\n```\ndef f(x):\n    if x:\n        return [1]\n\nprint(f(1))\n```\n\n{PROSE}\n"


def test_bold_and_code_within_a_line() -> None:
    def draw(canvas: Any) -> None:
        text = canvas.beginText(72, 700)
        for font, words in (
            ("Helvetica-Bold", "Answer:"),
            ("Helvetica", " call "),
            ("Courier", "free(p)"),
            ("Helvetica", " once, not <twice> or more."),
        ):
            text.setFont(font, 11)
            text.textOut(words)
        canvas.drawText(text)
        lines(canvas, 72, 660, WRAPPED)

    assert markdown(draw).startswith("**Answer:** call `free(p)` once, not `<twice>` or more.\n\n")


def test_a_bold_question_before_its_answer_stands_on_its_own_line() -> None:
    def draw(canvas: Any) -> None:
        y = 780.0
        for name in ("heap", "trie"):
            text = canvas.beginText(72, y)
            text.setFont("Helvetica-Bold", 11)
            text.textOut(f"What is a {name}?")
            text.setFont("Helvetica", 11)
            text.textOut(" " + WRAPPED[0][:60])
            canvas.drawText(text)
            y -= 30

    assert markdown(draw).startswith(f"**What is a heap?**\n{WRAPPED[0][:60]}\n\n**What is a trie?**\n")


def test_words_divided_at_line_ends_are_joined_where_the_document_shows_that_they_are_words() -> None:
    def draw(canvas: Any) -> None:
        y = lines(
            canvas,
            72,
            780,
            [
                "Normalisation is what a schema goes through, and one more word on normalisa-",
                "tion is that it never ends. A key-value store is a key-",
                "value store.",
            ],
        )
        lines(canvas, 72, y - 20, WRAPPED)

    text = markdown(draw)
    assert "on normalisation is that" in text
    assert "is a key-value store" in text


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = textwrap.wrap(PROSE * 4, 44), textwrap.wrap(PROSE.upper() * 4, 36)

    def draw(canvas: Any) -> None:
        lines(canvas, 60, 800, ["Title over both columns of the page"], "Helvetica-Bold", 20)
        for a, b, y in zip(left, right, range(740, 100, -14), strict=False):
            lines(canvas, 60, y, [a])
            lines(canvas, 312, y, [b])

    text = markdown(draw)
    assert text.startswith("# Title over both columns of the page\n\nA hash table")
    assert text.lower().count(PROSE[:200].lower()) >= 4
    assert text.index("A HASH TABLE") > text.rindex("A hash table")


def test_a_ruled_table() -> None:
    def draw(canvas: Any) -> None:
        lines(canvas, 72, 780, WRAPPED)
        canvas.grid([72, 200, 400], [600, 630, 660, 700])
        for y, cells in ((680, ("Name", "What it is")), (645, ("heap", "a tree with an")), (615, ("trie", "a tree | of letters"))):
            for x, cell in zip((76, 204), cells, strict=True):
                lines(canvas, x, y, [cell], size=10)
        lines(canvas, 204, 634, ["order"], size=10)
        lines(canvas, 72, 560, WRAPPED)

    table = "| Name | What it is |\n| --- | --- |\n| heap | a tree with an order |\n| trie | a tree \\| of letters |"
    assert markdown(draw) == f"{PROSE}\n\n{table}\n\n{PROSE}\n"


def test_chinese_is_joined_without_spaces() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    text = "哈希表是一种把键映射到值的数据结构，它用一个数组来保存数据，用哈希函数来决定每个键放在哪个位置。两个键放在同一个位置时，可以用链表把它们都保存在那里，或者再找下一个空的位置。"
    cut = [text[at : at + 40] for at in range(0, len(text), 40)]

    def draw(canvas: Any) -> None:
        y = lines(canvas, 72, 780, ["1. 什么是哈希表？"], "STSong-Light", 16) - 20
        lines(canvas, 72, y, cut, "STSong-Light", 11, 18)

    assert markdown(draw) == f"# 1. 什么是哈希表？\n\n{text}\n"


def test_bookmarks_tell_the_level_of_headings() -> None:
    def draw(canvas: Any) -> None:
        y = 780.0
        for level, title in ((0, "Chapter"), (1, "Section one"), (1, "Section two")):
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, level)
            y = lines(canvas, 72, y, [title], "Helvetica-Bold", 11) - 6
            y = lines(canvas, 72, y, WRAPPED) - 16

    assert markdown(draw) == f"# Chapter\n\n{PROSE}\n\n## Section one\n\n{PROSE}\n\n## Section two\n\n{PROSE}\n"


def test_what_only_looks_like_a_character() -> None:
    assert readable("⽤⼾⽤⾯⺴⻚ﬁ\uf0b7\u00a0x\u200b") == "用户用面网页fi• x"
    assert readable("①½Ａ。") == "①½Ａ。"


def test_overprinted_bold_is_read_once() -> None:
    def draw(canvas: Any) -> None:
        for shift in (0, 0.3):
            lines(canvas, 72 + shift, 780, ["What is a letter?"])
        lines(canvas, 72, 740, WRAPPED)

    assert markdown(draw) == f"**What is a letter?**\n\n{PROSE}\n"


def test_text_on_its_side_is_left_out() -> None:
    def draw(canvas: Any) -> None:
        lines(canvas, 72, 740, WRAPPED)
        canvas.rotate(45)
        lines(canvas, 500, 200, ["CONFIDENTIAL"], size=40)

    assert markdown(draw) == f"{PROSE}\n"


def test_properties_and_title(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        canvas.setAuthor("Ada")
        lines(canvas, 72, 780, ["Notes"], "Helvetica-Bold", 20)
        lines(canvas, 72, 740, WRAPPED)

    document = read(tmp_path, "a.pdf", pdf(draw))
    assert (document.format, document.title, document.metadata["author"], document.metadata["pages"]) == ("pdf", "Notes", "Ada", 1)


def test_a_password_is_asked_for_only_where_it_is_needed(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    def draw(canvas: Any) -> None:
        canvas.drawString(72, 700, "What is open?")

    with pytest.raises(CorpusError, match="password-protected PDF"):
        read(tmp_path, "a.pdf", pdf(draw, encrypt=StandardEncryption("secret")))
    assert read(tmp_path, "b.pdf", pdf(draw, encrypt=StandardEncryption("", ownerPassword="x", canCopy=0))).text == "What is open?\n"


def test_a_scan_says_so() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    with pytest.raises(CorpusError, match=r"no text inside \(scanned PDF\?\)"):
        read_pdf(pdf(lambda canvas: canvas.drawImage(ImageReader(Image.new("RGB", (8, 8))), 0, 0, 595, 842)))


def test_broken_halves_are_refused() -> None:
    whole = pdf(lambda canvas: lines(canvas, 72, 740, WRAPPED))
    for cut in (40, len(whole) // 2):
        try:
            text = parse_apart(whole[:cut], "pdf").text
        except CorpusError as error:
            assert error.what in ("broken PDF", "no text inside")
        else:
            assert PROSE in text
