"""Interviewer: a mock interviewer for your own notes."""

__version__ = "0.1.0"
