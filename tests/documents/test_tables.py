"""Tables, data files, notebooks, subtitles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interviewer.errors import CorpusError
from tests.documents.files import read, zipped


def test_csv_in_canonical_form(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "bank.csv",
        "ID,Question,Answer,Difficulty,Tags,Company,Topic\n"
        '1,"What is a heap?","A tree where each parent\nis <= its children.",easy,"trees, heaps",Acme,Trees\n'
        "2,What does <T> mean?,,,,,\n",
    )
    assert document.format == "table"
    assert document.title == "bank"
    assert document.metadata == {"records": 2}
    assert document.text == (
        "## What is a heap?\n> topic: Trees | difficulty: easy | tags: trees, heaps | company: Acme\n\n"
        "A tree where each parent\nis <= its children.\n\n"
        "## What does `<T>` mean?\n"
    )


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_chinese_columns_in_any_separator_and_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = ["编号,题目,参考答案,难度", "1,什么是哈希冲突？,两个键落在同一个桶里。,中等", "2,如何解决？,链地址法或开放寻址。,简单"]
    document = read(tmp_path, "题库.csv", "\n".join(rows).replace(",", separator).encode(encoding))
    assert (
        document.text
        == "## 什么是哈希冲突？\n> difficulty: 中等\n\n两个键落在同一个桶里。\n\n## 如何解决？\n> difficulty: 简单\n\n链地址法或开放寻址。\n"
    )


def test_a_table_is_known_by_its_head_whatever_its_name(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", "question,answer\nWhat is x?,It is x.\n").format == "table"
    assert read(tmp_path, "b.txt", "Question, answer and more of that prose.\nAnother line, of prose.\n").format == "text"


def test_rows_without_a_head_that_ask(tmp_path: Path) -> None:
    assert (
        read(tmp_path, "a.tsv", "What is X?\tIt is x.\nHow does Y work?\tSo.\n").text
        == "## What is X?\n\nIt is x.\n\n## How does Y work?\n\nSo.\n"
    )


def test_a_table_of_something_else_stays_a_table(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", "city,people\nParis,2|3\n")
    assert document.text == "| city | people |\n| --- | --- |\n| Paris | 2\\|3 |\n"
    assert document.metadata == {"records": 0}


def test_a_choice_keeps_its_options_before_the_answer(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", "question,A,B,C,answer,explanation\nWhich is LIFO?,Queue,Stack,List,B,A stack pops the last one.\n")
    assert document.text == "## Which is LIFO?\n\n- A. Queue\n- B. Stack\n- C. List\n\nAnswer: B\n\nA stack pops the last one.\n"


def test_headings_of_an_answer_stay_below_its_question(tmp_path: Path) -> None:
    answer = "# Big\n## Small\n```\n# comment\n```"
    document = read(tmp_path, "a.json", json.dumps([{"question": "Q?", "answer": answer}]))
    assert document.text == "## Q?\n\n### Big\n#### Small\n```\n# comment\n```\n"


def test_long_texts_in_unknown_columns_are_kept_and_numbers_are_not(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", f"question,answer,Pitfalls,rating\nWhy?,So.,{'Many people forget this. ' * 3},4.5\n")
    assert "**Pitfalls:** Many people" in document.text and "4.5" not in document.text


def test_a_hundred_thousand_rows(tmp_path: Path) -> None:
    content = "question,answer\n" + "\n".join(f"What is {n}?,It is {n}." for n in range(100_000))
    assert read(tmp_path, "a.csv", content, max_mb=50).metadata == {"records": 100_000}


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    content = 'question,answer\nWhat is a?,"open\n' + "\n".join(f"What is {n}?,It is {n}." for n in range(9000))
    assert read(tmp_path, "a.csv", content).metadata["records"] > 8000


def test_anki_notes(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "deck.txt",
        "#separator:tab\n#html:true\n#deck column:3\n#tags column:4\n"
        "What is TCP?\tA <b>protocol</b>:<br><ul><li>reliable</li><li>ordered</li></ul>[sound:a.mp3]\tNet::Basics\tnet tcp\n"
        "The {{c1::stack::structure}} is LIFO\t\tDS\t\n",
    )
    assert document.metadata == {"records": 2}
    assert document.text == (
        "## What is TCP?\n> topic: Net/Basics | tags: net, tcp\n\nA **protocol**:\n\n- reliable\n- ordered\n\n"
        "## The [structure] is LIFO\n> topic: DS\n\nThe stack is LIFO\n"
    )


JSON: dict[str, tuple[Any, str]] = {
    "records in boxes": (
        {"categories": [{"name": "Java", "questions": [{"question": "什么是JVM？", "answer": "虚拟机", "tags": ["a", "b"]}]}]},
        "## 什么是JVM？\n> topic: Java | tags: a, b\n\n虚拟机\n",
    ),
    "different keys": ([{"q": "A?", "a": "1"}, {"question": "B?", "answers": ["2"]}], "## A?\n\n1\n\n## B?\n\n2\n"),
    "questions as keys": ({"What is A?": "a", "Why B?": "b"}, "## What is A?\n\na\n\n## Why B?\n\nb\n"),
    "only questions": ({"HTTP": ["What is GET?", "What is POST?"]}, "## What is GET?\n> topic: HTTP\n\n## What is POST?\n> topic: HTTP\n"),
    "options": ([{"question": "2+2?", "options": ["3", "4"], "correct_answer": "B"}], "## 2+2?\n\n- A. 3\n- B. 4\n\nAnswer: B\n"),
    "a chat": (
        {
            "messages": [
                {"role": "system", "content": "s"},
                {"role": "user", "content": "What is RAG?"},
                {"role": "assistant", "content": "Retrieval."},
            ]
        },
        "## What is RAG?\n\nRetrieval.\n",
    ),
    "shared chats": ([{"conversations": [{"from": "human", "value": "问？"}, {"from": "gpt", "value": "答。"}]}], "## 问？\n\n答。\n"),
    "instructions": ([{"instruction": "Explain GC", "input": "", "output": "It frees memory."}], "## Explain GC\n\nIt frees memory.\n"),
}


@pytest.mark.parametrize("case", JSON)
def test_json(tmp_path: Path, case: str) -> None:
    value, markdown = JSON[case]
    assert read(tmp_path, "a.json", json.dumps(value, ensure_ascii=False)).text == markdown


def test_json_lines_with_a_broken_one_and_a_half_character(tmp_path: Path) -> None:
    lines = (
        [json.dumps({"question": f"What is {n}?", "answer": "x"}) for n in range(9)] + ['{"question": "half'] + ['{"question": "\\ud83d?"}']
    )
    document = read(tmp_path, "a.jsonl", "\n".join(lines))
    assert document.metadata == {"records": 10}
    document.text.encode("utf-8")


def test_yaml(tmp_path: Path) -> None:
    document = read(tmp_path, "a.yml", "- question: What is Helm?\n  answer: |\n    A manager.\n    Of charts.\n  level: easy\n")
    assert document.text == "## What is Helm?\n> difficulty: easy\n\nA manager.\nOf charts.\n"


def test_excel(tmp_path: Path) -> None:
    content = zipped(
        {
            "xl/workbook.xml": "<workbook/>",
            "xl/sharedStrings.xml": "<sst><si><t>问题</t></si><si><t>答案</t></si><si><r><t>什么是</t></r><r><t>栈？</t></r></si></sst>",
            "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
            '<row><c r="A2" t="s"><v>2</v></c><c r="C2" t="inlineStr"><is><t>后进先出</t></is></c></row></sheetData></worksheet>',
        }
    )
    document = read(tmp_path, "题库.xlsx", content)
    assert (document.text, document.format) == ("## 什么是栈？\n\n后进先出\n", "table")


def test_notebook(tmp_path: Path) -> None:
    notebook = {
        "nbformat": 4,
        "metadata": {"language_info": {"name": "python"}},
        "cells": [
            {"cell_type": "markdown", "source": ["# Q1\n", "What is ![x](attachment:a.png)?"]},
            {
                "cell_type": "code",
                "source": "print('```')",
                "outputs": [{"text": ["\x1b[31mred\x1b[0m\n"]}, {"data": {"text/plain": "x\n" * 5000}}],
            },
            {"cell_type": "code", "source": " ", "outputs": None},
        ],
    }
    document = read(tmp_path, "a.ipynb", json.dumps(notebook))
    assert document.text.startswith("# Q1\nWhat is ![x]()?\n\n````python\nprint('```')\n````\n\n```\nred\n```\n\n```\nx\nx\n")
    assert len(document.text) < 2000 and document.text.endswith("...\n```\n")
    assert (document.title, document.format) == ("Q1", "notebook")


@pytest.mark.parametrize("cells", [None, [], [3], [{"cell_type": "code", "source": 4}], {"a": 1}])
def test_a_notebook_of_nothing(tmp_path: Path, cells: Any) -> None:
    with pytest.raises(CorpusError, match="no text inside"):
        read(tmp_path, "a.ipynb", json.dumps({"nbformat": 4, "cells": cells}))


def test_subrip(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "talk.srt",
        "1\n00:00:01,000 --> 00:00:02,000\n大家好，今天\n\n2\n00:00:02,100 --> 00:00:04,000\n讲<i>注意力</i>。\n\n3\n00:00:10,000 --> 00:00:12,000\n{\\an8}第二段\n",
    )
    assert (document.text, document.format) == ("大家好，今天讲注意力。\n\n第二段\n", "subtitles")


def test_webvtt_says_rolling_lines_once_and_names_speakers(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "talk.txt",
        "WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.000 align:start\n<v Ann>Hello <c.x>there</c>\n\n"
        "00:02.000 --> 00:03.000\nHello there\nhow are you?\n\n00:03.500 --> 00:04.000\n<v Bob>Fine &amp; you\n",
    )
    assert document.text == "Ann: Hello there how are you?\n\nBob: Fine & you\n"
