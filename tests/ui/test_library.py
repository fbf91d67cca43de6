from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from interviewer.app import App
from interviewer.ui.library import Librarian, Shelf, View


@pytest.mark.parametrize(
    ("own", "shown", "then"), [([], "mine", "bank"), (["notes"], "mine", "mine"), ([], "skipped", "skipped"), (["notes"], "bank", "bank")]
)
def test_a_person_without_notes_looks_at_the_bank(own: list[str], shown: Any, then: str) -> None:
    library = SimpleNamespace(documents=lambda owner: own)
    librarian = Librarian(cast(App, SimpleNamespace(library=library)), cast(Shelf, None))
    assert librarian.settled(View(shown=shown, query="x")) == View(shown=cast(Any, then), query="x")
