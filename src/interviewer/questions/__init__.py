"""What to ask: choosing what a session can ask, adapting to the answers, reading what a job description asks for."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from interviewer.errors import InputError
from interviewer.questions.adapting import next_item, outlook
from interviewer.questions.briefs import Need, named, needs
from interviewer.questions.choosing import Chosen, Outlook, choose, planned
from interviewer.questions.companies import companies_of
from interviewer.questions.fitting import Asked, Close
from interviewer.questions.offering import Offer, offer
from interviewer.questions.words import why_in_words
from interviewer.schema import Plan

__all__ = [
    "Asked",
    "Chosen",
    "Close",
    "Need",
    "Offer",
    "Outlook",
    "check_topics",
    "choose",
    "companies_of",
    "named",
    "needs",
    "next_item",
    "offer",
    "outlook",
    "planned",
    "why_in_words",
]


def check_topics(plan: Plan, known: Sequence[str]) -> None:
    """Raise InputError, with the nearest names, when the plan asks for a topic that no item has."""
    folded = {topic.strip().casefold() for topic in known}
    for topic in plan.topics:
        if topic.strip().casefold() not in folded:
            near = difflib.get_close_matches(topic, known, n=3, cutoff=0.3) or list(known[:5])
            nearest = ", ".join(near) or "-"
            raise InputError(f"no topic is called {topic!r}", way_out=f"Nearest: {nearest}", key="no_topic", topic=topic, nearest=nearest)
