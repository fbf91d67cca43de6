"""What an address says is what was looked at, and whatever else it says does no harm."""

from __future__ import annotations

import html
import re
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.ui import address
from interviewer.ui.library import View, looked_at


def test_a_marker_holds_what_is_not_usual() -> None:
    marked = address.mark({"doc": "a1", "q": '"><script> & ?', "page": 0, "only": False})
    search = html.unescape(re.findall(r'data-address="([^"]*)"', marked)[0])
    assert address.parsed("?tab=library&" + search) == {"tab": "library", "doc": "a1", "q": '"><script> & ?'}
    assert "<script>" not in marked


@pytest.mark.parametrize(("text", "wanted"), [("7", 7), ("", 0), (None, 0), ("-1", 0), ("٣", 0), ("9" * 30, 0), ("1e3", 0)])
def test_a_number_is_small_and_plain(text: object, wanted: int) -> None:
    assert address.number(text) == wanted


def test_the_library_comes_back_as_it_was() -> None:
    view = looked_at(address.parsed("?tab=library&shown=bank&doc=a1&q=%E9%94%81+x&first=2&line=7&only=1&page=3"))
    assert view == View(shown="bank", key="a1", query="锁 x", first=2, line=7, only=True, page=3)
    assert looked_at({}) == View()


@given(st.dictionaries(st.sampled_from(["shown", "doc", "q", "page", "first", "line", "only", "tab"]), st.text()))
@settings(max_examples=80, deadline=None)
def test_any_address_can_be_looked_at(told: dict[str, str]) -> None:
    assert asdict(looked_at(told))["shown"] in ("mine", "skipped", "bank")
