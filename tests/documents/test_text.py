"""Markdown, text and the lighter markups: nothing is lost, and line N stays line N."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer import documents
from interviewer.documents import decode as decoding
from interviewer.errors import CorpusError
from tests.documents.files import read

ZH = "# 什么是哈希表？\n\n它是一种把键映射到值的数据结构，使用数组和链表来实现。\n"
TRADITIONAL = "# 什麼是雜湊表？\n\n它是一種鍵值對的資料結構，使用陣列與鏈結串列，這是很常見的問題。\n"
EN = "# What is a hash table?\n\nIt maps keys to values.\n"


def decode(data: bytes) -> str:
    return decoding.decode(data).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"])
@pytest.mark.parametrize("text", [ZH, EN])
def test_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_traditional_chinese_is_told_from_simplified() -> None:
    assert decode(TRADITIONAL.encode("big5")) == TRADITIONAL
    assert decode(ZH.encode("gb2312")) == ZH


def test_chinese_utf16_without_marks_or_line_ends() -> None:
    text = "什么是平衡二叉树？一棵空树，或者左右子树高度之差不超过一的树"
    assert decode(text.encode("utf-16-le")) == decode(text.encode("utf-16-be")) == text


def test_western_accents() -> None:
    text = "Un café, s’il vous plaît — and a naïve question.\n"
    assert decode(text.encode("cp1252")) == text


def test_a_stray_byte_costs_one_character() -> None:
    data = ZH.encode("utf-8")
    at = data.index("，".encode())
    assert decode(data[:at] + b"\xff" + data[at:]) == ZH.replace("，", "\ufffd，")
    assert decode(ZH.encode("gb18030").replace("，".encode("gbk"), b"\xff\xa3\xac")).count("哈希表") == 1


def test_line_ends_and_what_no_text_should_hold() -> None:
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"
    assert decode("a\0b\x0cc\u2028d\ufeffe".encode()) == "ab c de"
    assert decode("all is well \ud83d".encode("utf-16-le", "surrogatepass")) == "all is well \ufffd"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\u2028\u2029\ufeff"), max_size=200))
@settings(max_examples=100, deadline=None)
def test_utf8_comes_back_as_it_is(text: str) -> None:
    assert decode(text.encode("utf-8")) == text


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_text_or_binary(data: bytes) -> None:
    try:
        text = decode(data)
    except CorpusError as error:
        assert "binary" in error.what
    else:
        text.encode("utf-8")


UNTOUCHED = """# 标题

$$\\begin{aligned} a &= b \\\\ c &< d \\end{aligned}$$

<details><summary>What is `x`?</summary>

**Answer** with <mark>mark</mark>, <br> and ![i](a.png)

</details>

| a | b |
|---|---|
| 1 | `x|y` |

```html
<script>alert(1)</script>
# no heading
```
\tindented *code*   \n"""


@pytest.mark.parametrize("name", ["a.md", "a.txt", "README"])
def test_markdown_is_passed_through(tmp_path: Path, name: str) -> None:
    document = read(tmp_path, name, UNTOUCHED)
    assert document.text == UNTOUCHED
    assert document.format == "markdown"


def test_plain_text_is_called_so(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md.txt", "Just some words.\nAnd some more.\n")
    assert (document.format, document.title) == ("text", "a.md")


def test_front_matter_becomes_metadata_and_blank_lines(tmp_path: Path) -> None:
    document = read(
        tmp_path, "a.md", "---\ntitle: 注意力\ntags: [a, b]\ndate: 2025-08-07T17:45:10+08:00\nn: {deep: 2024-01-02}\n---\n# Heading\n"
    )
    assert document.metadata == {"title": "注意力", "tags": ["a", "b"], "date": "2025-08-07T17:45:10+08:00", "n": {"deep": "2024-01-02"}}
    assert document.title == "注意力"
    assert document.text.splitlines().index("# Heading") == 6
    assert document.text.strip() == "# Heading"


def test_toml_front_matter(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", "+++\ntitle = 'T'\n+++\nbody\n")
    assert (document.title, document.text) == ("T", "\n\n\nbody\n")


@pytest.mark.parametrize("block", ["title: a: b\ntags: [x", "title: 'open\nauthor: me", "a: &a [x]\ntitle: *a"])
def test_broken_front_matter_still_says_something(tmp_path: Path, block: str) -> None:
    document = read(tmp_path, "a.md", f"---\n{block}\n---\n# H\n")
    assert document.metadata["title" if "title" in block else "a"]
    assert document.text == "\n\n\n\n# H\n"


def test_rules_around_prose_are_no_front_matter(tmp_path: Path) -> None:
    text = "---\nA sentence between rules.\n\nAnd one more.\n---\nrest\n"
    assert read(tmp_path, "a.md", text).text == text


def test_a_question_in_the_front_matter_alone_is_enough(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", "---\nquestion: What is x?\n---\n")
    assert document.metadata == {"question": "What is x?"}


ORG = """#+TITLE: Net
* Basics
** TODO What is TCP? :net:
:PROPERTIES:
:ID: 1
:END:
- *reliable* and =ordered=, see [[http://x.y][this]]
#+BEGIN_SRC python
* no heading
#+END_SRC
"""
ORG_MARKDOWN = """
# Basics
## What is TCP?



- **reliable** and `ordered`, see [this](http://x.y)
```python
* no heading
```
"""
RST = """=====
Net
=====

What is TCP?
------------

A ``protocol``, see `this <http://x.y>`_::

    code
      more

.. code-block:: python

   x = 1

What is UDP?
------------
Not that.
"""
RST_MARKDOWN = """
# Net


## What is TCP?


A `protocol`, see [this](http://x.y):
```
code
  more
```
```python

x = 1
```
## What is UDP?

Not that.
"""
ASCIIDOC = """= Net
:toc:

== What is TCP?
[source,java]
----
== no heading
----
* one
** two
. first
What is UDP?::
  Not that.
"""
ASCIIDOC_MARKDOWN = """# Net


## What is TCP?

```java
== no heading
```
- one
  - two
1. first
**What is UDP?**
  Not that.
"""
LATEX = r"""\documentclass{exam}
\section{Basics}
\question What is \texttt{malloc}?
\begin{lstlisting}[language=C]
int x; % kept
\end{lstlisting}
\begin{itemize}
\item \textbf{one}
% gone
"""
LATEX_MARKDOWN = """
## Basics
## What is `malloc`?
```c
int x; % kept
```

- **one**

"""


@pytest.mark.parametrize(
    ("name", "source", "markdown"),
    [("a.org", ORG, ORG_MARKDOWN), ("a.rst", RST, RST_MARKDOWN), ("a.adoc", ASCIIDOC, ASCIIDOC_MARKDOWN), ("a.tex", LATEX, LATEX_MARKDOWN)],
)
def test_lighter_markups_keep_their_lines(tmp_path: Path, name: str, source: str, markdown: str) -> None:
    document = read(tmp_path, name, source)
    assert document.text == markdown
    assert document.text.count("\n") == source.count("\n")


def test_what_is_only_a_guess_is_remarked(tmp_path: Path) -> None:
    def remarks(content: bytes) -> list[tuple[str, dict[str, str]]]:
        path = tmp_path / "a.md"
        path.write_bytes(content)
        return [(remark.key, remark.values) for remark in documents.read(path, path, max_mb=1).remarks]

    assert (
        remarks(ZH.encode()) == remarks(ZH.encode("gb18030")) == remarks(TRADITIONAL.encode("big5")) == remarks(ZH.encode("utf-16")) == []
    )
    assert remarks("Un café, s'il vous plaît: qu'est-ce que c'est ?".encode("latin-1")) == [
        ("encoding_guessed", {"encoding": "windows-1252"})
    ]
    data = (ZH * 3).encode()
    at = data.index("，".encode())
    assert remarks(data[:at] + b"\xff" + data[at:]) == [("bytes_replaced", {"count": "1"})]
    assert remarks((ZH + "\ufffd").encode()) == []


def test_deeply_indented_lines_cost_no_more_than_their_length(tmp_path: Path) -> None:
    text = "".join(f"{' ' * 20_000}- What is level {n}?\n" for n in range(100))
    assert read(tmp_path, "a.md", "# Levels\n" + text).title == "Levels"


def test_more_text_than_notes_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="more text"):
        read(tmp_path, "a.txt", "line\n" * 500_001, max_mb=10)
