from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.finding import Found
from interviewer.library import Ingested
from interviewer.schema import BANK, ME, ExtractedItem, Extraction, Passage, Remark
from interviewer.store import DocumentRecord, Listed
from interviewer.ui import shelf
from interviewer.ui.uploads import added
from tests.examples import item

READ_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOSTILE = '"><img src=x onerror=alert(1)></details></article><script>alert(1)</script>\n\n<!-- '


def line(path: str = "deep/notes.md", **fields: Any) -> Listed:
    usual = {"size": 1, "mtime_ns": 1, "kind": "qa", "reason": None, "form": "bold line", "questions": 2, "answered": 1, "derived": 0}
    told = {"key": path, "owner": ME, "root": "/notes", "path": path, "title": "t", "passages": 3, "read_at": READ_AT}
    return Listed.model_validate({**told, **usual, **fields})


def record(*asked: ExtractedItem, **fields: Any) -> DocumentRecord:
    extraction = Extraction(file="notes.md", kind="qa", form="bold line", items=asked)
    usual = {"owner": ME, "root": "/notes", "path": "notes.md", "title": "t", "sha256": "a", "size": 1, "mtime_ns": 1, "kind": "qa"}
    return DocumentRecord.model_validate({**usual, "extraction": extraction, "read_at": READ_AT, **fields})


class Tags(HTMLParser):
    """The tags of a piece of HTML, each with whether it was closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag in ("br", "hr", "img") or self.open.pop() == tag


def test_a_row_says_what_was_found() -> None:
    html = shelf.rows([line()], 0, "deep/notes.md", "en")
    assert "notes.md" in html and "deep/" in html and "2 questions, 1 with an answer" in html and 'aria-current="true"' in html
    assert "image" in shelf.rows([line(kind="skipped", reason="image", questions=0)], 0, "", "en")
    assert "图片" in shelf.rows([line(kind="skipped", reason="image", questions=0)], 0, "", "zh")
    assert "3 passages" in shelf.rows([line(kind="article", questions=0)], 0, "", "en")


def test_the_bank_is_told_by_what_it_is_about_and_ones_own_notes_by_their_files() -> None:
    shipped = shelf.rows([line("zh/agents.md", owner=BANK, title="智能体与工具")], 0, "", "zh")
    assert '<span class="name">智能体与工具</span>' in shipped and "zh/agents.md" in shipped
    head = shelf.head(record(owner=BANK, path="zh/agents.md", title="智能体与工具"), 0, False, "zh")
    assert "<h3>智能体与工具</h3>" in head and "程序自带 · zh/agents.md" in head
    assert '<span class="name">notes.md</span>' in shelf.rows([line(title="Notes on tea")], 0, "", "zh")


def test_an_upload_is_as_old_as_its_file_however_late_it_was_read() -> None:
    at = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
    head = shelf.head(record(mtime_ns=int(at.timestamp()) * 10**9), 0, True, "en")
    assert f"{at.astimezone():%Y-%m-%d %H:%M}" in head and "2026-03-01" not in head


def test_headings_that_ask_nothing_are_named_as_text() -> None:
    told = record()
    told = told.model_copy(update={"extraction": told.extraction.model_copy(update={"left_out": ("TODO", HOSTILE)})})
    head = shelf.head(told, 0, False, "en")
    assert "Headings taken for no question: TODO, " in head and "<script>" not in head
    assert "taken for no question" not in shelf.head(record(), 0, False, "en")


def test_a_long_list_is_shown_in_pages() -> None:
    lines = [line(f"{n}.md") for n in range(2000)]
    first, last = shelf.rows(lines, 0, "", "en"), shelf.rows(lines, 49, "", "en")
    assert first.count("data-open") == shelf.ROWS and "1–40 of 2,000" in first
    assert "1961–2000 of 2,000" in last and 'data-page="50" disabled' in last
    many = record(*(ExtractedItem(question=f"What is {n}?", answer=None, line=n + 1) for n in range(500)))
    assert shelf.items(many, 3, 0, "en").count("<article") == shelf.QUESTIONS
    assert shelf.page_of(many, 401) == 400 // shelf.QUESTIONS and shelf.page_of(many, 0) == 0


def test_the_question_that_a_search_found_is_open() -> None:
    asked = (ExtractedItem(question="a?", answer="yes", line=1, end_line=4), ExtractedItem(question="b?", answer="no", line=5, end_line=9))
    html = shelf.items(record(*asked), 0, 7, "en")
    assert html.count("<details open>") == 1 and html.index("<details open>") > html.index("b?")


def test_where_a_document_comes_from_decides_what_can_be_done() -> None:
    assert "data-remove" in shelf.head(record(), 0, True, "en")
    own, bank = shelf.head(record(), 0, False, "en"), shelf.head(record(owner=BANK), 0, False, "en")
    assert "data-remove" not in own and "data-forget" in own and "/notes" in own
    assert "Ships with" in bank and "data-remove" not in bank and "data-forget" not in bank


def test_remarks_reasons_and_passages_are_told() -> None:
    guessed = Extraction(file="a", kind="article", remarks=(Remark(key="encoding_guessed", values={"encoding": "GB18030"}),))
    assert "GB18030" in shelf.head(record(kind="article", extraction=guessed), 0, False, "zh")
    assert "有密码的 PDF" in shelf.head(record(kind="skipped", reason="password-protected PDF"), 0, True, "zh")
    passage = Passage(id="p", owner=ME, document="notes.md", text="A log is **kept**.", line=3, end_line=5, heading=("Logs",))
    html = shelf.items(record(kind="article", passages=(passage,)), 0, 4, "en")
    assert "Logs" in html and "lines 3–5" in html and "<strong>kept</strong>" in html and " open>" in html


def test_a_result_leads_to_its_place() -> None:
    html = shelf.results("x", [(Found(kind="item", score=1.0, item=item("x")), "key")], "en")
    assert 'data-open="key" data-line="3"' in html
    assert "Nothing in my notes is about “x”" in shelf.results("x", [], "en")


def test_a_search_says_where_it_looked_and_offers_the_open_document() -> None:
    far = Found(kind="item", score=0.3, item=item("far"), fits=False)
    whole = shelf.results("x", [(Found(kind="item", score=1.0, item=item("near")), "a"), (far, "b")], "en", bank=True, name="notes.md")
    assert "“x” in the question bank" in whole and 'data-only="1">Only in “notes.md”' in whole
    assert whole.index("near") < whole.index("Perhaps related") < whole.index("far")
    alone = shelf.results("x", [], "zh", name="notes.md", only=True)
    assert "“notes.md”这份文档里没有" in alone and 'data-only="0">在全部我的笔记里搜' in alone
    assert "data-only" not in shelf.results("x", [], "zh")


def test_a_search_that_finds_nothing_here_leads_to_where_there_is_something() -> None:
    assert 'data-look="bank">3 that fit in the question bank</button>' in shelf.results("x", [], "en", elsewhere=3)
    assert 'data-look="mine">我的笔记里有 1 条' in shelf.results("x", [], "zh", bank=True, elsewhere=1)
    assert "data-look" not in shelf.results("x", [], "en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_upload_is_told_by_its_own_files(language: Any) -> None:
    done = Ingested(
        read=1, unchanged=1, new_items=2, items=90, documents=(line("a.md"), line("b.md")), skipped=(("c_d.pdf", "broken PDF"),)
    )
    told = added(done, language)
    if language == "en":
        read = "2 documents read, with 4 questions, 2 of them new. 1 of them already here."
        assert told == f"{read} 1 file could not be read: c\\_d.pdf (broken PDF)."
    assert "90" not in told


def test_an_upload_is_told_as_a_person_would() -> None:
    one = Ingested(read=1, new_items=2, documents=(line("a (2).md"),))
    assert added(one, "zh", ["a.md"]) == "读了 1 份文档，共 2 道题，都是新的。已有同名的文件，新的存为：a (2).md。"
    assert added(one, "en", ["a (2).md"]) == "1 document read, with 2 questions, all of them new."
    assert added(Ingested(unchanged=3), "en") == "3 documents already here, nothing has changed."
    nothing = added(Ingested(skipped=(("a.md", "empty"),)), "zh")
    assert nothing == "没能读 1 个文件：a.md（原因：空文件）。"
    asked = Ingested(read=1, documents=(line("a.md", questions=0),))
    assert added(asked, "en") == "1 document read; no question in there."


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_nothing_of_notes_acts_and_every_tag_is_closed(text: str) -> None:
    bad = text + HOSTILE + text
    asked = ExtractedItem(question=bad, answer=bad + "\n\n```\n" + bad, topics=(bad,), line=1)
    kept = record(asked, path=bad, root=bad, passages=(Passage(id="p", owner=ME, document=bad, text=bad, heading=(bad,), line=1),))
    alone = kept.model_copy(update={"extraction": Extraction(file=bad, kind="article", derived=(asked,))})
    found = Found(kind="item", score=1.0, item=item("x").model_copy(update={"question": bad}))
    pieces = [shelf.items(one, 0, 1, "en") for one in (kept, alone)] + [shelf.head(kept, 0, True, "en")]
    pieces += [shelf.rows([line(bad, reason=bad, kind="skipped")], 0, "", "en"), shelf.results(bad, [(found, bad)], "en")]
    for html in pieces:
        tags = Tags(html)
        assert not {"script", "img"} & set(tags.seen) and not tags.open
    assert not set("\r\n") & set(pieces[0] + pieces[1]), "an empty line would end the block of HTML in a Markdown component"
