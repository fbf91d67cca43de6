"""The words for what was read: every form and every reason that the code knows is told in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interviewer import preview
from interviewer.i18n import has
from interviewer.items.forms import Shape

DOCUMENTS = Path(__file__).resolve().parents[1] / "src" / "interviewer" / "documents"


def reasons() -> list[str]:
    """Return the reasons for skipping that stand in the code; placeholders are numbers there."""
    told = [
        found for path in DOCUMENTS.glob("*.py") for found in re.findall(r'(?:refusal|CorpusError)\(f?"([^"]+)"', path.read_text("utf-8"))
    ]
    return [re.sub(r"\{[^}]*\}", "7", why) for why in told]


def test_every_reason_in_the_code_is_told_in_chinese() -> None:
    assert len(reasons()) > 20
    untold = [why for why in reasons() if not re.search(r"[\u4e00-\u9fff]", preview.reason("zh", why))]
    assert [why for why in untold if not why.startswith("broken 7")] == []
    assert preview.reason("zh", "unpacks to 900 MB (zip bomb?)") == "解压后有 900 MB（压缩炸弹？）"
    assert preview.reason("en", "broken PDF") == "broken PDF" and preview.reason("zh", "who knows why") == "who knows why"


@pytest.mark.parametrize("shape", list(Shape))
def test_every_form_has_words(shape: Shape) -> None:
    names = {Shape.SUMMARY: "details summary", Shape.LABEL: "question label", Shape.LINE: "line that asks"}
    assert has(f"form.{names.get(shape, shape.value).replace(' ', '_')}")


def test_forms_are_told_in_the_language() -> None:
    assert preview.form("en", "heading level 3, numbered; bold line") == "numbered level-3 headings, bold lines"
    assert preview.form("zh", "heading level 3, numbered; bold line") == "带编号的第 3 级标题、加粗的行"
    assert preview.form("zh", "some new form") == "some new form" and preview.form("en", "") == ""


def test_what_was_read_and_what_was_not() -> None:
    failed = [("a.pdf", "broken PDF"), ("b.md", "binary file"), ("c.md", "empty"), ("d.png", "image")]
    assert preview.read("en", 41, failed[:1]) == "41 documents read, 1 skipped: a.pdf (broken PDF)"
    assert preview.read("en", 1, []) == "1 document read"
    assert preview.read("en", 2, failed).endswith("c.md (empty) and 1 more")
    assert preview.read("zh", 2, failed[:2]) == "读了 2 份文档，跳过 2 份：a.pdf（原因：PDF 已损坏）、b.md（原因：二进制文件）"
    assert preview.count("en", "questions", 1234) == "1,234 questions"
