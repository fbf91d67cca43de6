"""Word files: headings, the numbers Word counts, lists, code, formulas, tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.documents.word import read_word
from interviewer.errors import CorpusError
from tests.documents.files import in_list, paragraph, read, word, zipped

STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="My heading"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="out"><w:name w:val="Outlined"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="code"><w:name w:val="Source Code"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="q"><w:name w:val="Quote"/></w:style>'
)


def level(form: str, text: str, at: int = 0) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{level("decimal", "%1.")}{level("lowerLetter", "%2)", 1)}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level("bullet", "")}{level("bullet", "o", 1)}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level("chineseCounting", "%1、")}{level("decimal", "%1.%2", 1)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
BOLD = "<w:b/>"
MONO = '<w:rFonts w:ascii="Consolas"/>'


def markdown(body: str, **parts: str) -> str:
    return read_word(word(body, **{"styles": STYLES, "numbering": NUMBERING, **parts})).text


def test_headings_by_name_by_inheritance_and_by_outline() -> None:
    body = (
        paragraph("One", "1", BOLD)
        + paragraph("Two", "mine")
        + paragraph("Three", "out")
        + paragraph("Four", more='<w:outlineLvl w:val="3"/>')
    )
    assert markdown(body) == "# One\n\n# Two\n\n### Three\n\n#### Four\n"


def test_numbers_that_word_counts_are_written_out_across_the_answers_between() -> None:
    body = "".join(paragraph(f"What is {name}?", more=in_list(1)) + paragraph(f"It is {name}.") for name in "ab") + paragraph(
        "sub", more=in_list(1, 1)
    )
    assert markdown(body) == "1. What is a?\n\nIt is a.\n\n2. What is b?\n\nIt is b.\n\na) sub\n"


def test_lists_nest_and_restart() -> None:
    body = paragraph("one", more=in_list(2)) + paragraph("deep", more=in_list(2, 1)) + paragraph("two", more=in_list(2))
    assert markdown(body) == "- one\n    - deep\n- two\n"
    body = paragraph("a", more=in_list(1)) + paragraph("b", more=in_list(4)) + paragraph("c", more=in_list(4))
    assert markdown(body) == "1. a\n1. b\n2. c\n"


def test_chinese_numbers_of_headings() -> None:
    body = paragraph("基础", "1", more=in_list(3)) + paragraph("集合", "1", more=in_list(3)) + paragraph("表", "out", more=in_list(3, 1))
    assert markdown(body) == "# 一、 基础\n\n# 二、 集合\n\n### 2.1 表\n"


def test_bold_code_and_literal_text() -> None:
    runs = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Le</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ad: </w:t></w:r><w:r><w:t>use </w:t></w:r>"
    runs += f"<w:r><w:rPr>{MONO}</w:rPr><w:t>x = 1</w:t></w:r><w:r><w:t> in &lt;div&gt;</w:t></w:r></w:p>"
    assert markdown(runs) == "**Lead:** use `x = 1` in `<div>`\n"


def test_code_by_style_or_font_is_one_block() -> None:
    body = paragraph("if x:", run=MONO) + paragraph("    y", run=MONO) + paragraph("") + paragraph("z", run=MONO) + paragraph("text")
    assert markdown(body) == "```\nif x:\n    y\n\nz\n```\n\ntext\n"
    assert markdown('<w:p><w:pPr><w:pStyle w:val="code"/></w:pPr><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>') == "```\na\nb\n```\n"


def test_large_type_stands_in_for_heading_styles() -> None:
    size = '<w:sz w:val="{}"/>'.format
    text = paragraph("Some longer text that says a lot, as an answer does.", run=size(21))
    body = (
        paragraph("Title", run=size(44))
        + paragraph("What is a?", run=size(28) + BOLD)
        + text
        + paragraph("What is b?", run=size(28))
        + text
    )
    assert markdown(body).startswith("# Title\n\n## What is a?\n\nSome longer")


def test_tables() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    data = f"<w:tbl>{row(paragraph('问题'), paragraph('答案'))}{row(paragraph('a|b'), paragraph('one') + paragraph('two'))}</w:tbl>"
    assert markdown(data) == "| 问题 | 答案 |\n| --- | --- |\n| a\\|b | one<br>two |\n"
    box = f"<w:tbl>{row(paragraph('x = 1', run=MONO) + paragraph('y = 2', run=MONO))}</w:tbl>"
    assert markdown(box) == "```\nx = 1\ny = 2\n```\n"


def test_formulas() -> None:
    math = "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:sSup><m:e><m:r><m:t>b</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath>"
    assert markdown(f"<w:p><w:r><w:t>Is </w:t></w:r>{math}<w:r><w:t> even?</w:t></w:r></w:p>") == "Is $\\frac{a}{b^{2}}$ even?\n"


def test_links_breaks_changes_and_what_is_hidden() -> None:
    body = (
        '<w:p><w:hyperlink r:id="r1"><w:r><w:t>here</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>next</w:t></w:r><w:r><w:br w:type="page"/></w:r>'
        "<w:ins><w:r><w:t> new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert read_word(word(body, links={"r1": "https://a.example/x y"})).text == "[here](https://a.example/x%20y)\nnext new\n"


def test_the_table_of_contents_is_left_out_and_text_boxes_are_read_once() -> None:
    toc = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    box = f"<w:r><w:AlternateContent><w:Choice><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:Choice><w:Fallback><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:Fallback></w:AlternateContent></w:r>"
    assert (
        markdown(toc + paragraph("entry", "toc1") + f"<w:p>{box}<w:r><w:t>text</w:t></w:r></w:p>" + paragraph("said", "q"))
        == "text\n\nboxed\n\n> said\n"
    )


def test_through_the_door(tmp_path: Path) -> None:
    document = read(tmp_path, "notes.docx", word(paragraph("What is x?", "1") + paragraph("y"), STYLES))
    assert (document.format, document.title, document.text) == ("docx", "What is x?", "# What is x?\n\ny\n")


@pytest.mark.parametrize("xml", ["<w:document", "<!DOCTYPE a [<!ENTITY b 'c'>]><w:document xmlns:w='w'/>"])
def test_broken_xml(xml: str) -> None:
    rels = '<R><R Type="x/officeDocument" Target="word/document.xml"/></R>'
    with pytest.raises(CorpusError, match="broken Word file"):
        read_word(zipped({"_rels/.rels": rels, "word/document.xml": xml}))


def test_deeply_nested_tables_end_somewhere() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 300 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 300
    with pytest.raises(CorpusError, match="no text inside"):
        read_word(word(body))
