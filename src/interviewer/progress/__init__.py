"""What a person remembers, how sure that is, and what a month of practice adds up to.

Pure functions of turns, cards and the clock. `memory` moves the cards; everything else only reads.
"""

from interviewer.progress.memory import due_order, is_due, rating, review

__all__ = ["due_order", "is_due", "rating", "review"]
