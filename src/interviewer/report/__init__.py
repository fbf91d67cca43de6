"""What a session says about the person: by question, by topic, by key point, and what to read next."""

from interviewer.report.anki import deck
from interviewer.report.asked import Asked, Challenge, PointResult, answers_within, thread_points
from interviewer.report.in_html import html
from interviewer.report.in_markdown import markdown
from interviewer.report.phrases import changed, plan_words, remarks, sure_key
from interviewer.report.results import Advice, Cited, Missed, Report, TopicResult, Wrong, build, read_back
from interviewer.report.summary import sentences
from interviewer.report.words import caution, corrected, grader_name, overall, place, points, quotes_shown, trust_lines
from interviewer.schema import Language

__all__ = [
    "Advice",
    "Asked",
    "Challenge",
    "Cited",
    "Missed",
    "PointResult",
    "Report",
    "TopicResult",
    "Wrong",
    "answers_within",
    "build",
    "caution",
    "changed",
    "corrected",
    "deck",
    "grader_name",
    "html",
    "markdown",
    "overall",
    "place",
    "plan_words",
    "points",
    "quotes_shown",
    "read_back",
    "remarks",
    "sentences",
    "sure_key",
    "thread_points",
    "trust_lines",
    "write",
]


def write(report: Report, form: str, language: Language) -> str:
    """Return the report as `md`, `html` or `json`."""
    if form == "json":
        return report.model_dump_json(indent=2) + "\n"
    return html(report, language) if form == "html" else markdown(report, language)
