"""Saved pages: the content, nothing around it, and all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.documents.pages import markdown_of
from tests.documents.files import read

NAVIGATION = "".join(f"<li><a href='/{n}'>What is topic number {n} about?</a></li>" for n in range(25))
CONTENT = (
    "<h1>Java questions</h1><p>Some words before the questions begin, to have something to say.</p>"
    "<h2>What is the JVM?</h2><p>A machine that runs bytecode, and that hides what it really runs on from the program.</p>"
    "<h2>What is GC?</h2><p>It finds what can no longer be reached, and takes its memory back while the program runs.</p>"
)
MARKDOWN = (
    "# Java questions\n\nSome words before the questions begin, to have something to say.\n\n"
    "## What is the JVM?\n\nA machine that runs bytecode, and that hides what it really runs on from the program.\n\n"
    "## What is GC?\n\nIt finds what can no longer be reached, and takes its memory back while the program runs.\n"
)
FRAMES = {
    "main": f"<header><nav><ul>{NAVIGATION}</ul></nav></header><main>{CONTENT}</main><footer>Copyright</footer>",
    "article": f"<aside><ul>{NAVIGATION}</ul></aside><article>{CONTENT}</article><div id=comments>First! Nice post, thanks a lot.</div>",
    "role": f"<div class=menu>{NAVIGATION}</div><div role=main>{CONTENT}</div>",
    "divs by class": f"<div class='left-sidebar'><ul>{NAVIGATION}</ul></div><div class=wrap><div class=body>{CONTENT}</div></div><div class=footer>(c)</div>",
    "divs without a word": f"<div><ul>{NAVIGATION}</ul></div><div><div><div>{CONTENT}</div></div></div>",
    "everything in widgets": f"<div class=widget><div class='widget-container'>{CONTENT}</div></div>",
    "comments hold the content": f"<ul><li><a href=/>Home</a></li></ul><div class=comment>{CONTENT}</div>",
}


@pytest.mark.parametrize("frame", FRAMES)
def test_only_the_content_is_read(tmp_path: Path, frame: str) -> None:
    page = f"<!doctype html><html><head><title>Java questions - Site</title><style>p{{}}</style></head><body>{FRAMES[frame]}<script>x</script></body></html>"
    document = read(tmp_path, "saved.txt", page)
    assert document.text == MARKDOWN
    assert (document.title, document.format) == ("Java questions", "html")


def test_questions_that_are_links_are_not_taken_for_a_menu(tmp_path: Path) -> None:
    page = f"<html><body><div><p>{'An introduction of some length. ' * 9}</p></div><div><ul>{NAVIGATION * 2}</ul></div></body></html>"
    assert read(tmp_path, "a.html", page).text.count("- [What is topic") == 50


def test_the_heading_of_the_content_beats_that_of_the_site(tmp_path: Path) -> None:
    page = f"<html><head><title>Java questions - My site</title></head><body><div class=menu><h1>My site</h1></div><main>{CONTENT}</main></body></html>"
    document = read(tmp_path, "a.html", page)
    assert (document.text, document.title) == (MARKDOWN, "Java questions")
    page = f"<html><head><title>Java - Site</title></head><body><header><h1>Java</h1></header><main>{CONTENT.replace('h1', 'h3')}</main></body></html>"
    assert read(tmp_path, "a.html", page).text.startswith("# Java\n\n### Java questions\n")


def test_a_page_of_links_keeps_them(tmp_path: Path) -> None:
    page = f"<html><body><nav><a href=/>Home</a></nav><div class=content><h2>Questions</h2><ul>{NAVIGATION}</ul></div></body></html>"
    assert read(tmp_path, "a.html", page).text.count("- [What is topic") == 25


@pytest.mark.parametrize(("declared", "encoding"), [("gb2312", "gb18030"), ("shift_jis", "shift_jis"), ("utf-8", "gb18030")])
def test_the_encoding_that_a_page_declares_is_believed_where_it_fits(tmp_path: Path, declared: str, encoding: str) -> None:
    text = "日本語の問題です" if encoding == "shift_jis" else "什么是哈希表？它是一种数据结构。"
    page = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'
    assert read(tmp_path, "a.html", page.encode(encoding)).text == text + "\n"


def test_what_authors_left_open_is_closed() -> None:
    assert markdown_of("<ul><li>one<li>two<ul><li>deep</ul><li>three</ul><p>a<p>b") == "- one\n- two\n  - deep\n- three\n\na\n\nb"


def test_code_keeps_its_lines_and_its_language() -> None:
    html = '<pre><code class="language-java hljs"><span>Map&lt;K,V&gt; m;\n  m.put("a", 1);</span>\n\n</code></pre>'
    assert markdown_of(html) == '```java\nMap<K,V> m;\n  m.put("a", 1);\n```'
    assert markdown_of("<pre>a<br>b\n```\nc</pre>") == "````\na\nb\n```\nc\n````"


def test_line_numbers_beside_code_are_left_out(tmp_path: Path) -> None:
    page = f"<html><body>{CONTENT}<table><tr><td class=gutter><pre>1\n2</pre></td><td class=code><pre>x = 1\ny = 2</pre></td></tr></table></body></html>"
    assert read(tmp_path, "a.html", page).text.endswith("```\nx = 1\ny = 2\n```\n")


def test_formulas_become_tex() -> None:
    katex = (
        '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>a</mi></mrow><annotation encoding="application/x-tex">a^2</annotation>'
        '</semantics></math></span><span class="katex-html" aria-hidden="true">a2</span></span>'
    )
    assert markdown_of(f"<p>Is {katex} even?</p>") == "Is $a^2$ even?"
    assert markdown_of('<p><script type="math/tex; mode=display">b_1</script></p>') == "$$b_1$$"
    assert markdown_of('<img class="mwe-math-fallback" alt="{\\displaystyle c}" src="x.svg">') == "$c$"


def test_folded_answers_stay_folded_and_hidden_ones_are_read() -> None:
    assert markdown_of("<details><summary>What is <code>x</code>?</summary><p>It is y.</p></details>") == (
        "<details>\n<summary>What is `x`?</summary>\n\nIt is y.\n\n</details>"
    )
    assert markdown_of(
        '<button class=accordion>What is x?</button><div style="display:none" aria-hidden="true"><p>It is y, and a few more words.</p></div>'
    ) == ("## What is x?\n\nIt is y, and a few more words.")
    assert markdown_of("<h3><button>What is x?</button></h3><p>y</p><button>Copy</button>") == "### What is x?\n\ny"


def test_what_a_page_calls_a_question_becomes_a_heading() -> None:
    html = '<h2>Java</h2><div class="faq-question"><p>Is it fast?</p></div><div class="faq-answer"><p>Yes.</p></div>'
    assert markdown_of(html) == "## Java\n\n### Is it fast?\n\nYes."
    assert (
        markdown_of('<div itemscope itemtype="https://schema.org/Question"><span itemprop="name">Why?</span><div>So.</div></div>')
        == "## Why?\n\nSo."
    )


def test_text_that_looks_like_markup_stays_text() -> None:
    assert markdown_of("<p>What does &lt;template&gt; do?</p>") == "What does `<template>` do?"
    assert markdown_of("<p># include</p>") == "\\# include"
    assert markdown_of("<p>a * b and snake_case</p>") == "a * b and snake_case"


def test_tables_of_data_stay_and_tables_of_layout_go() -> None:
    assert (
        markdown_of("<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td><td>x<br>y</td></tr></table>")
        == "| A | B |\n| --- | --- |\n| 1\\|2 | x<br>y |"
    )
    assert markdown_of("<table><tr><td><h3>Q?</h3><p>a</p></td><td>side</td></tr></table>") == "### Q?\n\na\n\nside"


def test_small_things() -> None:
    assert markdown_of("<h2>Head <a class=anchor href='#x'>¶</a></h2>") == "## Head"
    assert markdown_of("<h2><a href='#x'>What is x?</a> <button>Copy</button></h2>") == "## What is x?"
    assert markdown_of("<p><b>bo</b><strong>ld</strong> x</p>") == "**bold** x"
    assert markdown_of("<p>第一行，\n  第二行 and\nLatin</p>") == "第一行，第二行 and\nLatin"
    assert markdown_of("<dl><dt>What is GC?</dt><dd>It frees.</dd></dl>") == "**What is GC?**\n\nIt frees."
    assert markdown_of('<img src="data:image/png;base64,AA"><img alt="p q" data-src="http://x/a b.png">') == "![p q](http://x/a%20b.png)"
    assert markdown_of('<a href="javascript:x()">text</a> <a href="#">#</a>') == "text"


def test_web_archives(tmp_path: Path) -> None:
    archive = (
        'From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
        f"Content-Transfer-Encoding: quoted-printable\n\n<html><body>{CONTENT.replace('=', '=3D')}=E4=B8=AD</body></html>\n--b--\n"
    )
    assert read(tmp_path, "a.mhtml", archive).text.startswith(MARKDOWN.strip())


def test_a_large_page_is_read_apart(tmp_path: Path) -> None:
    page = "<html><body>" + "<p>What is this? It is a paragraph of words.</p>" * 26_000 + "</body></html>"
    assert len(page) > 1 << 20
    assert read(tmp_path, "a.html", page).text.count("What is this?") == 26_000
