"""Which files are found, what a document carries, and what is refused with which reason."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer import documents
from interviewer.documents.guard import parse_apart
from interviewer.errors import CorpusError
from tests.documents.files import pdf, read, word, zipped


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("# x\n", "utf-8")


def test_find_is_sorted_and_leaves_out_what_nobody_wrote(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "b.md",
        "a/z.md",
        "a/b/c.txt",
        ".hidden.md",
        ".git/x.md",
        "node_modules/p/y.md",
        "dist/z.md",
        "__pycache__/q.md",
        "~$word.docx",
        "c.md",
    )
    found = [path.relative_to(tmp_path).as_posix() for path in documents.find(tmp_path)]
    assert found == ["a/b/c.txt", "a/z.md", "b.md", "c.md"]


def test_find_yields_a_file_as_it_is_and_a_hidden_folder_that_was_named(tmp_path: Path) -> None:
    touch(tmp_path, ".notes/a.md")
    assert list(documents.find(tmp_path / ".notes" / "a.md")) == [tmp_path / ".notes" / "a.md"]
    assert list(documents.find(tmp_path / ".notes")) == [tmp_path / ".notes" / "a.md"]


def test_find_follows_links_but_never_in_circles(tmp_path: Path) -> None:
    touch(tmp_path, "notes/a.md", "elsewhere/b.md")
    (tmp_path / "notes" / "back").symlink_to(tmp_path / "notes")
    (tmp_path / "notes" / "other").symlink_to(tmp_path / "elsewhere")
    assert [path.name for path in documents.find(tmp_path / "notes")] == ["a.md", "b.md"]


def test_find_tells_what_it_could_not_look_into(tmp_path: Path) -> None:
    touch(tmp_path, "a.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    told: list[tuple[str, str]] = []
    assert [path.name for path in documents.find(tmp_path, lambda where, why: told.append((where.name, why)))] == ["a.md"]
    assert told == [("gone.md", "not readable: no such file or directory")]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user to whom a folder can be closed")
def test_find_skips_and_tells_a_closed_folder(tmp_path: Path) -> None:
    touch(tmp_path, "closed/a.md", "b.md")
    (tmp_path / "closed").chmod(0)
    told: list[str] = []
    try:
        assert [path.name for path in documents.find(tmp_path, lambda where, why: told.append(f"{where.name}: {why}"))] == ["b.md"]
    finally:
        (tmp_path / "closed").chmod(0o755)
    assert told == ["closed: not readable: permission denied"]


def test_find_names_a_missing_path(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such file or folder") as caught:
        list(documents.find(tmp_path / "missing"))
    assert "missing" in caught.value.where and caught.value.way_out


def test_a_document_tells_where_it_is_from(tmp_path: Path) -> None:
    (tmp_path / "网络").mkdir()
    path = tmp_path / "网络" / "tcp.md"
    path.write_text("# TCP\n\ntext\n", "utf-8")
    document = documents.read(path, tmp_path, 1)
    assert (document.path, document.title, document.format) == ("网络/tcp.md", "TCP", "markdown")
    assert document.sha256 == documents.digest(path) == hashlib.sha256(path.read_bytes()).hexdigest()
    assert documents.read(path, path, 1).path == "tcp.md"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_in_no_encoding_still_has_a_path_that_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.md")
    path.write_text("# A\n", "utf-8")
    documents.read(path, tmp_path, 1).path.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# One\n\n## Two\n", "One"),
        ("## Only\n\n### a\n\n### b\n", "Only"),
        ("### What is a?\n\n### What is b?\n", "notes"),
        ("Title\n=====\n\ntext\n", "Title"),
        ("```\n# comment\n```\n\n## 1. a\n\n## 2. b\n", "notes"),
        ("---\ntitle: From the front\n---\n# Heading\n", "From the front"),
        ("no heading\n", "notes"),
    ],
)
def test_the_title_is_what_names_the_whole(tmp_path: Path, text: str, title: str) -> None:
    assert read(tmp_path, "notes.md", text).title == title


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.md", b" \n\n", "empty"),
    "binary": ("a.md", bytes(range(256)) * 20, "binary file"),
    "image": ("a.md", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "image"),
    "broken pdf": ("a.pdf", b"%PDF-1.7\nnothing of the sort", "broken PDF"),
    "no pdf at all": ("a.pdf", b"just text", "broken PDF"),
    "broken word": ("a.docx", b"PK\x03\x04 and nothing", "broken Office file or archive"),
    "old office": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old or password-protected Office file"),
    "rtf": ("a.txt", rb"{\rtf1 hello}", "rich text (RTF)"),
    "archive": ("a.md", zipped({"a.md": "# x"}), "compressed file"),
    "slides": ("a.pptx", zipped({"ppt/presentation.xml": "<p/>"}), "slides (PowerPoint)"),
    "code": ("a.py", b"print(1)", "not a document (.py)"),
    "settings": ("package.json", b'{"name": "x", "version": "1"}', "JSON without questions"),
    "broken json": ("a.json", b'{"question": ', "broken JSON"),
    "deep json": ("a.json", b"[" * 100_000, "JSON nested too deeply"),
    "broken yaml": ("a.yaml", b"a: [1", "broken YAML"),
    "yaml bomb": ("a.yaml", b"a: &a [x]\nb: [*a, *a]\n", "broken YAML"),
    "deep html": ("a.html", b"<html>" + b"<div>" * 50_000 + b"x", "HTML nested too deeply"),
    "page of scripts": ("a.html", b"<html><script>alert(1)</script></html>", "no text inside"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_can_not_be_read_is_refused_with_a_reason(tmp_path: Path, case: str) -> None:
    name, content, reason = REFUSED[case]
    with pytest.raises(CorpusError) as caught:
        read(tmp_path, name, content)
    assert caught.value.what == reason
    assert caught.value.where == name


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(300 << 20)
    with pytest.raises(CorpusError, match="larger than 50 MB"):
        documents.read(path, tmp_path, 50)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert list(documents.find(tmp_path)) == []
    with pytest.raises(CorpusError, match="not a file"):
        documents.read(tmp_path / "pipe.md", tmp_path, 1)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="not readable"):
        documents.read(tmp_path / "a.md", tmp_path, 1)


def test_a_word_file_that_unpacks_to_much_is_refused(tmp_path: Path) -> None:
    bomb = zipped({**{"_rels/.rels": ""}, "word/document.xml": b"<a>" + b" " * (70 << 20) + b"</a>"})
    assert len(bomb) < 1 << 20
    rels = '<R><R Type="x/officeDocument" Target="word/document.xml"/></R>'
    with pytest.raises(CorpusError, match=r"unpacks to 70 MB \(zip bomb\?\)"):
        read(tmp_path, "a.docx", zipped({"_rels/.rels": rels, "word/document.xml": b"<a>" + b" " * (70 << 20) + b"</a>"}))


def test_the_child_that_hangs_is_ended() -> None:
    with pytest.raises(CorpusError, match="takes longer than 0 s"):
        parse_apart(pdf(lambda canvas: canvas.drawString(50, 700, "x")), "pdf", seconds=0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_the_child_that_eats_memory_is_ended() -> None:
    content = word("<w:p><w:r><w:t>" + "a" * (40 << 20) + "</w:t></w:r></w:p>")
    with pytest.raises(CorpusError, match=r"needs more than 16 MB|broken Word file"):
        parse_apart(content, "docx", memory=16 << 20)


def test_the_child_says_what_the_reader_says() -> None:
    assert parse_apart(word("<w:p><w:r><w:t>中文 text</w:t></w:r></w:p>"), "docx").text == "中文 text\n"
    with pytest.raises(CorpusError, match="no text inside"):
        parse_apart(b"<html></html>", "html")


def test_cheap_formats_load_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# What is x?\n", "utf-8")
    code = (
        "import sys; from pathlib import Path; from interviewer import documents;"
        f"p = Path({str(tmp_path / 'a.md')!r}); documents.read(p, p, 1);"
        "print({'bs4', 'markdownify', 'pdfminer', 'nh3', 'yaml', 'charset_normalizer', 'multiprocessing'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


ANYTHING = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.builds(
        lambda start, rest: start + rest,
        st.sampled_from(
            [
                b"<html><p>",
                b'{"cells":',
                b'[{"question":',
                b"PK\x03\x04",
                b"---\n",
                b"WEBVTT\n\n00:01.0",
                b"#separator:tab\n",
                b"q,a\n",
                b"Q;A\n",
            ]
        ),
        st.binary(max_size=120),
    ),
)
NAMES = st.sampled_from(
    [
        "a.md",
        "a.txt",
        "a.html",
        "a.json",
        "a.jsonl",
        "a.ipynb",
        "a.csv",
        "a.tsv",
        "a.srt",
        "a.yaml",
        "a.org",
        "a.rst",
        "a.adoc",
        "a.tex",
        "a.docx",
        "a",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANYTHING, NAMES)
def test_any_bytes_are_a_document_or_refused(tmp_path: Path, content: bytes, name: str) -> None:
    try:
        document = read(tmp_path, name, content)
    except CorpusError as error:
        assert error.what and "\n" not in error.what
    else:
        assert "\0" not in document.text and "\r" not in document.text
        document.model_dump_json().encode("utf-8")
