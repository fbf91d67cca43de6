"""The way in: `interviewer` and `python -m interviewer`."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C is exit code 130 at any moment, also while the program is still loading."""
    try:
        from interviewer.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
