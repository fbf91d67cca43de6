"""Questions of tables and data files: taken as they are, with the lines of the file."""

from pathlib import Path

from interviewer import documents, items
from interviewer.schema import Extraction


def read(folder: Path, name: str, content: str) -> Extraction:
    path = folder / name
    path.write_text(content, "utf-8")
    return items.extract(documents.read(path, path, max_mb=10))


def test_rows_are_cited_by_the_lines_of_the_file(tmp_path: Path) -> None:
    found = read(
        tmp_path, "a.csv", 'question,answer\nWhat is a mutex?,A lock\n\n"How do\nforks work?","They\ncopy"\nDeadlock,Waiting in a ring\n'
    )
    assert found.form == "record"
    assert [(item.line, item.end_line) for item in found.items] == [(2, 2), (4, 6), (7, 7)]
    assert [item.question for item in found.items] == ["What is a mutex?", "How do\n\nforks work?", "Deadlock"]


def test_records_of_json_are_cited_by_the_line_of_their_question(tmp_path: Path) -> None:
    lines = ["{", '"items": [', '{"answer": "x",', '"question": "什么是锁？"},', '{"question": "caf\\u00e9?", "answer": "y"}', "]}"]
    assert [item.line for item in read(tmp_path, "a.json", "\n".join(lines)).items] == [4, 5]
    jsonl = '{"q": "What is a lock?", "a": "x"}\n{"q": "What is a latch?", "a": "y"}\n'
    assert [item.line for item in read(tmp_path, "a.jsonl", jsonl).items] == [1, 2]


def test_notes_of_anki_are_cited_behind_the_head_of_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, "a.txt", "#separator:tab\n#html:true\n#tags column:3\n<b>What</b> is a page?\t4&nbsp;KB\tos memory\n")
    assert [(item.question, item.answer, item.line) for item in found.items] == [("What is a page?", "4 KB", 4)]
    assert found.items[0].metadata == {"tags": ["os", "memory"]}


def test_what_a_record_says_besides_is_told_and_not_answered(tmp_path: Path) -> None:
    row = (
        '{"question": "Explain paging.", "answer": ["**Pages** are frames.", "", "- fixed size"], "level": "L4", "role": "SRE", "year": 2024,'
        ' "follow_ups": ["What is a page fault?", "What is thrashing, and how is it seen?"], "common_mistakes": ["Paging is mixed up with segments here", "Sizes are guessed"],'
        ' "sourceUrl": "https://example.org/a/long/path/to/somewhere", "updatedAt": 1700000000}'
    )
    item = read(tmp_path, "a.jsonl", row + "\n").items[0]
    assert item.answer == "**Pages** are frames.\n\n- fixed size"
    assert [follow.text for follow in item.follow_ups] == ["What is a page fault?", "What is thrashing, and how is it seen?"]
    assert item.mistakes == ("Paging is mixed up with segments here", "Sizes are guessed")
    assert item.metadata == {"level": "L4", "role": "SRE", "date": "2024"}


def test_the_first_filled_column_and_the_body_of_a_nested_record_are_the_answer(tmp_path: Path) -> None:
    rows = (
        '[{"questionText": "What is a heap?", "referenceAnswer": null, "referenceAnswerText": "A tree."},'
        '{"title": "What is a trie?", "answers": [{"id": 7, "content": "A tree of letters."}, {"id": 8, "content": "Fast for prefixes."}]}]'
    )
    assert [item.answer for item in read(tmp_path, "a.json", rows).items] == ["A tree.", "A tree of letters.\n\nFast for prefixes."]


def test_numbers_about_questions_and_turns_without_words_are_no_records(tmp_path: Path) -> None:
    text = '{"about": {"total_questions": 2, "sources": ["x"]}, "questions": [{"question": "What is CAP?", "answer": "A theorem", "role": "SRE"}, {"question": "What is Raft?", "answer": "A log", "role": "SRE"}]}'
    assert [item.question for item in read(tmp_path, "a.json", text).items] == ["What is CAP?", "What is Raft?"]


def test_cards_that_do_not_ask_are_judged_like_any_other_text(tmp_path: Path) -> None:
    cards = "#separator:tab\n" + "\n".join(f"der Baum {n}\tthe tree {n}" for n in range(12)) + "\n"
    assert read(tmp_path, "a.txt", cards).items == ()
