from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.items import passages
from interviewer.items.passages import LIMIT, size
from interviewer.schema import Document


def document(text: str, path: str = "n.md") -> Document:
    return Document(path=path, title="n", text=text, format="markdown", sha256="0")


TEXT = """---
title: x
---

# Caches

- [Reads](#reads)
- [Writes](#writes)

## Reads

Ask the cache first.

```python
# no heading

value = cache.get(key)
```

## Writes

Write the store, then drop the key.
"""


def test_passages_know_headings_and_lines() -> None:
    found = passages(document(TEXT), "me")
    assert [(p.heading, p.line, p.end_line) for p in found] == [(("Caches", "Reads"), 12, 18), (("Caches", "Writes"), 22, 22)]
    assert found[0].text.startswith("Ask the cache")
    assert found[0].text.count("```") == 2


def test_ids_depend_on_owner_path_and_text() -> None:
    ids = {passages(document(TEXT, path), owner)[0].id for path in ("a.md", "b.md") for owner in ("me", "bank")}
    assert len(ids) == 4
    assert passages(document(TEXT), "me") == passages(document(TEXT), "me")


def test_long_text_is_cut_between_sentences_and_fences_stay_whole() -> None:
    fence = "```sql\n" + "\n".join(f"SELECT a, b FROM t WHERE id = {n};" for n in range(6)) + "\n```"
    text = "# 长文\n\n" + "缓存把常用的数据放在近处。" * 120 + "\n\n" + fence + "\n\n结尾。\n"
    found = passages(document(text), "me")
    assert all(size(p.text) <= LIMIT for p in found)
    assert all(p.text.count("```") in (0, 2) for p in found)
    assert all(p.text.endswith(("。", "```")) for p in found)
    assert len(found) >= 3


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(["# a", "text " * 60, "中文" * 300, "```", "$$", "| a | b |", "|--|--|", "", "- x"]), max_size=12).map(
        "\n".join
    )
)
@settings(max_examples=80, deadline=None)
def test_any_text_gives_passages_of_its_own_words(text: str) -> None:
    for passage in passages(document(text), "me"):
        assert passage.line is not None
        assert passage.end_line is not None
        assert 1 <= passage.line <= passage.end_line <= text.count("\n") + 1
        assert (
            set(passage.text.split()) <= set(text.split()) | {piece for word in text.split() for piece in (word,)} or passage.text in text
        )
        assert size(passage.text) <= LIMIT + 10


def test_the_lines_of_a_passage_count_as_the_documents_do() -> None:
    text = "# T\n\nOne sentence here.\n\n\n\nAnother one.\n<!-- a remark -->\nA third.\n" + "\n" * 9 + "Far below.\n"
    found = passages(document(text), "me")
    assert [passage.text for passage in found] == ["One sentence here.\n\n\n\nAnother one.\n\nA third.", "Far below."]
    for passage in found:
        for at, line in enumerate(passage.text.split("\n"), passage.line or 0):
            assert not line or text.split("\n")[at - 1] == line
