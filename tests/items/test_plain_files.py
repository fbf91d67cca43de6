"""Shapes that plain text, pages, PDFs and notebooks bring along."""

import json
from pathlib import Path

from interviewer import documents, items
from interviewer.schema import Extraction


def read(folder: Path, name: str, content: str) -> Extraction:
    path = folder / name
    path.write_text(content, "utf-8")
    return items.extract(documents.read(path, path, max_mb=10))


def test_a_file_that_is_nothing_but_lists_of_what_was_asked(tmp_path: Path) -> None:
    asked = [
        "Implement memmove",
        "Reverse a linked list in place",
        "What does volatile mean?",
        "How do signals work?",
        "Set a bit, clear a bit",
    ]
    asked += ["Write a ring buffer without locks", "Which sorts are stable?", "Find the longest run of equal letters"]
    text = "# Interview questions\n\n## Company A\n\n" + "".join(f"- {one}\n" for one in asked[:4]) + "\n## Company B\n\n"
    assert [item.question for item in read(tmp_path, "a.md", text + "".join(f"- {one}\n" for one in asked[4:])).items] == asked


def test_numbers_without_a_space_and_sections_with_a_colon(tmp_path: Path) -> None:
    text = "Locks:\n-----------\n1)What is a mutex?\n2)Write a spin lock with\n3)What is a futex?\n\nInterview topics:\n=============\n"
    text += "Files:\n----------\n1)What is an inode?\n2)What is a hard link?\n3)How is a file removed?\n"
    found = read(tmp_path, "interview questions.txt", text)
    assert [item.question for item in found.items][2:] == [
        "What is a futex?",
        "What is an inode?",
        "What is a hard link?",
        "How is a file removed?",
    ]
    assert all(item.answer is None for item in found.items)


def test_a_label_before_the_answer_is_no_heading_of_it(tmp_path: Path) -> None:
    text = "".join(
        f"## Q: What is {name}?\n\n**Ans:** Solution: Use {name}().\n\n```\n{name}()\n```\n\n" for name in ("open", "read", "seek")
    )
    assert [item.answer for item in read(tmp_path, "a.md", text).items] == [
        f"Use {name}().\n\n```\n{name}()\n```" for name in ("open", "read", "seek")
    ]


def test_a_request_on_a_line_of_its_own_is_as_long_as_a_question(tmp_path: Path) -> None:
    asked = [
        "What is an object in this language?",
        "Explain the role that a finaliser has in its destruction.",
        "Why are strings immutable here?",
        "How are arrays kept in memory?",
    ]
    text = "".join(f"{question}\n\nIt is told in the notes of number {n}, at length.\n\n" for n, question in enumerate(asked))
    assert [item.question for item in read(tmp_path, "interview.txt", text).items] == asked


def test_markdown_in_a_cell_for_code(tmp_path: Path) -> None:
    def cell(kind: str, source: str) -> dict[str, object]:
        return {"cell_type": kind, "metadata": {}, "source": source, **({"outputs": [], "execution_count": None} if kind == "code" else {})}

    prose = "##### Q1) What is a task?\nOne step of a graph.\n\n##### Q2) What is a sensor?\nIt waits for something.\n"
    cells = [cell("markdown", "# Interview questions"), cell("code", prose), cell("code", "## a\n## b\nprint(1)")]
    notebook = {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    found = read(tmp_path, "a.ipynb", json.dumps(notebook))
    assert [item.question for item in found.items] == ["What is a task?", "What is a sensor?"]
