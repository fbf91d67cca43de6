from tests.test_cli import invoke

__all__ = ["invoke"]
