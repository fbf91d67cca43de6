"""Collections of questions as public repositories keep them: contents with links, sources at the end, commands among the questions."""

from __future__ import annotations

from pathlib import Path

from tests.items.test_plain_files import read


def _asked(path: Path, name: str, text: str) -> list[str]:
    return [item.question for item in read(path, name, text).items]


def test_contents_of_numbered_links_to_another_page(tmp_path: Path) -> None:
    names = ("a lock", "a barrier", "a latch")
    entries = "".join(f"* [Q{n}: What is {name}?](https://example.org/a/b.md#q{n})\n" for n, name in enumerate(names, 1))
    answers = "".join(f"### Q{n}: What is {name}? ###\nIt is {name} and nothing else.\n\n" for n, name in enumerate(names, 1))
    items = read(tmp_path, "a.md", f"# Concurrency questions\n\n## Questions\n{entries}\n## Questions & Answers\n\n{answers}").items
    assert [item.question for item in items] == [f"What is {name}?" for name in names]
    assert items[1].answer == "It is a barrier and nothing else."


def test_words_of_a_link_are_no_difficulty(tmp_path: Path) -> None:
    contents = "  1. [Simple Storage Questions](#simple)\n  1. [Hard Storage Questions](#hard)\n\n"
    text = f"# Storage interview questions\n\n{contents}#### Simple Storage Questions\n\n* What is a block?\n* What is a page?\n\n"
    text += "#### Hard Storage Questions\n\n* What is write amplification?\n* How is wear spread?\n"
    assert _asked(tmp_path, "a.md", text) == ["What is a block?", "What is a page?", "What is write amplification?", "How is wear spread?"]


def test_commands_below_a_question_are_no_questions(tmp_path: Path) -> None:
    text = "# Shell interview questions\n\n* What is a pipe?\n* What do these do?\n * `tee`\n * `wc`\n" + "".join(
        f"* What is a {name}?\n" for name in ("job", "signal", "fifo", "socket", "mount", "quota")
    )
    asked = _asked(tmp_path, "a.md", text)
    assert asked[:3] == ["What is a pipe?", "What do these do?", "What is a job?"]


def test_sources_at_the_end_are_no_questions(tmp_path: Path) -> None:
    text = "# Common questions\n\n* Tell me about yourself.\n* Why this team?\n* Describe a conflict.\n\n## Additional resources\n\n"
    text += "* [How to tell a story](https://example.org/a)\n* [Course: Interviews for engineers](https://example.org/b)\n"
    assert _asked(tmp_path, "a.md", text) == ["Tell me about yourself.", "Why this team?", "Describe a conflict."]


def test_what_a_book_asks_of_its_readers_before_the_first_question(tmp_path: Path) -> None:
    asked = "".join(f"## Question {n}. What is rule {n}?\n\nRule {n} says so.\n\n" for n in range(1, 10))
    text = f"# Nine questions\n\n## Want it on paper?\n\nBuy the book.\n\n{asked}"
    assert _asked(tmp_path, "a.md", text) == [f"What is rule {n}?" for n in range(1, 10)]


def test_titles_in_a_list_of_links_are_no_questions(tmp_path: Path) -> None:
    links = "".join(f"- [Guide number {n}](https://example.org/{n})\n" for n in range(30))
    asked = "".join(f"- [How do I get ready in {n} weeks?](https://example.org/w{n})\n" for n in (1, 2, 3, 4))
    assert _asked(tmp_path, "a.md", f"# Content\n\n## Guides\n\n{links}\n## Q&A\n\n{asked}") == []


def test_addresses_in_the_form_of_a_heading(tmp_path: Path) -> None:
    text = "# Security interview questions\n\n"
    for name in ("Explain a handshake", "What is pinning?", "Exploiting a cache", "What is a nonce?", "Explain key rotation"):
        text += f"* ###### {name}\n  * ###### https://example.org/{name[-4:-1]}\n"
    assert len(_asked(tmp_path, "a.md", text)) == 5


def test_the_description_of_a_project_asks_nothing(tmp_path: Path) -> None:
    text = "# Interview handbook\n\n## What is this?\n\nA book.\n\n## Where to get some practice?\n\nOn our site.\n\n"
    text += "## Looking for another handbook?\n\nThere is one.\n\n## Contributing\n\nSend a change.\n\n## License\n\nFree.\n"
    assert _asked(tmp_path, "README.md", text) == []


def test_tasks_of_a_contest_have_limits_and_samples(tmp_path: Path) -> None:
    task = "-----\nYou get a row of lamps.\n\nConstraints:\n - 1 <= n <= 9\n\nSample Input 0:\n    3\n\nSample Output 0:\n    1\n\nExplanation 0:\n    One.\n\n"
    text = f"# Got these in a HackerRank challenge\n\n## 1. Lamps in a row\n{task}## 2. Lamps in a ring\n{task}"
    assert _asked(tmp_path, "README.md", text) == ["Lamps in a row", "Lamps in a ring"]


def test_who_gave_a_question_is_no_answer(tmp_path: Path) -> None:
    text = "# Knowledge questions\n\n" + "".join(f"{n}. What is layer {n}? *@someone*\n" for n in range(1, 8))
    items = read(tmp_path, "a.md", text).items
    assert [(item.question, item.answer) for item in items] == [(f"What is layer {n}?", None) for n in range(1, 8)]


def test_an_answer_pasted_in_with_headings_of_its_own(tmp_path: Path) -> None:
    pasted = "# Rows and keys\n\nA key points to a row.\n\n## Example\n\nA small one.\n\n# Short version\n\nKeys point.\n\n---\n\n"
    text = f"# Set 1\n\n## Question 1. What is a key?\n\n{pasted}## Question 2. What is a row?\n\n## Question 3. What is a view?\n"
    items = read(tmp_path, "README.md", text).items
    assert [item.question for item in items] == ["What is a key?", "What is a row?", "What is a view?"]
    assert items[0].answer is not None and items[0].answer.endswith("Keys point.")


def test_a_list_of_examples_among_questions(tmp_path: Path) -> None:
    asked = "".join(f"#### What is part {n}?\nPart {n} of the whole.\n\n" for n in range(1, 6))
    text = (
        f"# Library interview questions\n\n{asked}#### Example projects\n\n- [One](https://example.org/1)\n- [Two](https://example.org/2)\n"
    )
    assert _asked(tmp_path, "README.md", text) == [f"What is part {n}?" for n in range(1, 6)]


def test_a_list_of_numbers_without_words(tmp_path: Path) -> None:
    text = (
        "# Questions on networks\n\n## Layers\n\n1. What is a layer?\n1. What is a frame?\n1. \n\n## Routing\n\n1. What is a route?\n1. \n"
    )
    assert _asked(tmp_path, "a.md", text) == ["What is a layer?", "What is a frame?", "What is a route?"]


def test_links_behind_bold_entries(tmp_path: Path) -> None:
    names = ("Compare a list and a grid", "What is an intent?", "Tell about layouts", "What is a service?", "Explain a view")
    text = "# Mobile interview questions\n\n" + "".join(f"* **{name}** - [Learn](https://example.org/{len(name)})\n\n" for name in names)
    assert _asked(tmp_path, "a.md", text) == list(names)


def test_a_list_that_only_sets_tasks(tmp_path: Path) -> None:
    tasks = [f"Design a {name}" for name in ("lift", "queue", "shop", "map", "wallet", "poll", "forum", "clock", "parser", "cache", "feed")]
    more = "  - It keeps the order of what is put in.\n- There may be several readers of it at once.\n"
    text = "".join(f"- {task}\n{more if n == 1 else ''}" for n, task in enumerate(tasks))
    assert _asked(tmp_path, "tasks.md", text) == tasks


def test_bold_tasks_under_one_numbering(tmp_path: Path) -> None:
    verbs = ("Use a join", "Count rows", "Keep the last row", "Sort by two columns", "Split a column", "Fill the gaps")
    parts = [f"{n}. **{verb} in table {n}.**\n   It helps.\n   ```sql\n   SELECT {n};\n   ```\n\n" for n, verb in enumerate(verbs * 2, 1)]
    text = "# SQL interview questions\n\n" + "".join(f"### Part {n}\n{''.join(parts[3 * n : 3 * n + 3])}" for n in range(4))
    assert len(_asked(tmp_path, "a.md", text)) == len(parts)


def test_the_heading_that_says_that_it_is_over(tmp_path: Path) -> None:
    asked = "".join(f"# **{n}. What is widget {n}?**\n\nIt draws {n}.\n\n" for n in range(1, 6))
    text = f"# **SECTION 1: WIDGET QUESTIONS**\n\n{asked}# **SECTION 1 COMPLETED**\n"
    assert _asked(tmp_path, "a.md", text) == [f"What is widget {n}?" for n in range(1, 6)]
