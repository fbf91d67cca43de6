"""What the tests of the index put into it, for them and for the processes that they start."""

from __future__ import annotations

from interviewer.index import Entry

NOTES = [
    Entry("kv", "me", "A KV cache keeps keys and values, so decoding is faster", "en", ("inference",), ("llm.md",)),
    Entry("rope", "me", "RoPE rotates queries and keys", "en", ("attention", "positions"), ("llm.md", "math.md")),
    Entry("注意力", "me", "缩放点积注意力为什么除以根号 d", "zh", ("attention",), ("笔记/注意力.md",)),
    Entry("bank-kv", "bank", "What is a KV cache and what does it cost", "en", ("inference",), ("bank.md",)),
    Entry("yours", "you", "KV cache: my secret note", "en", ("inference",)),
]


def many(count: int, generation: int = 0) -> list[Entry]:
    """Return notes of which two in three differ from generation to generation; from 1,000 on, Chroma keeps vector files."""
    return [Entry(f"e{i}", "me", f"note {i} of word{i % 97} generation {generation if i % 3 else 0}", "en") for i in range(count)]
