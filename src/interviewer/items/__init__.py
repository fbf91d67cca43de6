"""Documents to items: what is asked, what answers it, and where it stands."""

from interviewer.items.extraction import extract
from interviewer.items.keypoints import split
from interviewer.items.merge import merge
from interviewer.items.passages import passages

__all__ = ["extract", "merge", "passages", "split"]
