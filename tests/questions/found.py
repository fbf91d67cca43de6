"""What a library could have found, for tests of choosing."""

from __future__ import annotations

from typing import NamedTuple


class Near(NamedTuple):
    item_id: str
    closeness: float = 0.9
    fits: bool = True
