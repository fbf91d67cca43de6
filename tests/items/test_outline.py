from __future__ import annotations

import pytest

from interviewer.items.outline import Kind, Line, lines_of, outline


def headings(text: str) -> list[tuple[int, int, str]]:
    return [(line.at, line.level, line.text) for line in outline(text) if line.level]


def kinds(text: str) -> list[Kind]:
    return [line.kind for line in outline(text)]


def test_one_line_for_each_line() -> None:
    text = "a\r\n\n# b\n\u2028c\x0cd\n"
    assert [line.raw for line in outline(text)] == lines_of(text) == ["a", "", "# b", "\u2028c\x0cd", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# one", [(0, 1, "one")]),
        ("##two", [(0, 2, "two")]),
        ("### three ###", [(0, 3, "three")]),
        ("text\n## four", [(1, 2, "four")]),
        ("- ### 1. five", [(0, 3, "1. five")]),
        ("1. ## six", [(0, 2, "six")]),
        ("- a\n  - ##### seven", [(1, 5, "seven")]),
        ("eight\n=====", [(0, 1, "eight")]),
        ("\nnine\n---", [(1, 2, "nine")]),
        ("<h2 id='x'>ten</h2>", [(0, 2, "ten")]),
        ("> # eleven", [(0, 1, "eleven")]),
        ("#hashtag#", []),
        ("#include <x>", []),
        ("A sentence that ends.\n---", []),
        ("| a | b |\n---", []),
        ("    # indented code", []),
        ("```\n# code\n```", []),
        ("- ```sh\n  # code\n  ```", []),
        ("$$\n# no\n$$", []),
        ("<!--\n# no\n-->", []),
        ("<pre>\n# no\n</pre>", []),
        ("---\ntitle: x\n# comment\n---\n# yes", [(4, 1, "yes")]),
    ],
)
def test_what_is_a_heading(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert headings(text) == expected


def test_a_fence_that_is_never_closed_ends_at_the_next_heading() -> None:
    assert headings("```python\nx = 1\n\n## next\n\ntext\n") == [(3, 2, "next")]
    assert headings("```\nx\n\n```python\n# no\n```\n\n# yes") == [(7, 1, "yes")]


def test_a_rule_is_no_heading_and_ends_lists() -> None:
    assert kinds("a\n\n---\n\n***") == [Kind.TEXT, Kind.BLANK, Kind.RULE, Kind.BLANK, Kind.RULE]


def test_depth_follows_indentation() -> None:
    lines = outline("- a\n  - b\n    c\n- d\n\ntext\n1. e\n   - f")
    assert [(line.marker, line.depth) for line in lines if not line.blank] == [
        ("-", 1),
        ("-", 2),
        ("", 2),
        ("-", 1),
        ("", 0),
        ("1.", 1),
        ("-", 2),
    ]


def test_numbers_without_a_space_open_items_too() -> None:
    lines: list[Line] = outline("1、甲\n2.乙\n3.5 倍")
    assert [(line.marker, line.text) for line in lines] == [("1、", "甲"), ("2.", "乙"), ("", "3.5 倍")]


def test_tables_and_quotes() -> None:
    assert kinds("| a | b |\n|---|---|\n| c | d |") == [Kind.TABLE] * 3
    assert kinds("a | b\n--- | ---\nc | d") == [Kind.TABLE] * 3
    assert outline("> > - x")[0].quote == 2
