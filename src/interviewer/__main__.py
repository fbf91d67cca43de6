"""Lets `python -m interviewer` run the command line."""

from interviewer.cli import main

main()
