from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from interviewer.app import App
from interviewer.schema import BANK
from interviewer.store import Listed
from interviewer.ui.library import Librarian, Shelf, View, layout
from tests.ui.test_shelf import line


@pytest.mark.parametrize(
    ("own", "shown", "then"), [([], "mine", "bank"), (["notes"], "mine", "mine"), ([], "skipped", "skipped"), (["notes"], "bank", "bank")]
)
def test_a_person_without_notes_looks_at_the_bank(own: list[str], shown: Any, then: str) -> None:
    library = SimpleNamespace(documents=lambda owner: own)
    librarian = Librarian(cast(App, SimpleNamespace(library=library)), cast(Shelf, None))
    assert librarian.settled(View(shown=shown, query="x")) == View(shown=cast(Any, then), query="x")


class Listing:
    """A library of one document of a person's and two of the bank."""

    lines = (line("notes.md"), line("en/tea.md", owner=BANK, title="Tea"), line("zh/tea.md", owner=BANK, title="茶"))

    def documents(self, owner: str) -> list[Listed]:
        return [one for one in self.lines if one.owner == owner]

    def document(self, key: str, owners: object) -> None:
        return None


@pytest.fixture(scope="module")
def shelves() -> Shelf:
    return layout(1)


def test_the_bank_in_the_language_of_the_page_comes_first(shelves: Shelf) -> None:
    librarian = Librarian(cast(App, SimpleNamespace(library=Listing())), shelves)
    for language, first, then in (("zh", "茶", "Tea"), ("en", "Tea", "茶")):
        rows = librarian.choose(View(), "bank", cast(Any, language))[shelves.rows]
        assert rows.index(first) < rows.index(then)


@pytest.mark.parametrize(
    ("key", "shown", "stays"), [("notes.md", "bank", False), ("zh/tea.md", "bank", True), ("zh/tea.md", "mine", False)]
)
def test_a_document_stays_open_only_beside_the_list_that_it_is_in(shelves: Shelf, key: str, shown: Any, stays: bool) -> None:
    librarian = Librarian(cast(App, SimpleNamespace(library=Listing())), shelves)
    after = librarian.choose(View(key=key, first=2), shown, "zh")
    assert after[shelves.view].key == (key if stays else "") and (shelves.head in after) is not stays
