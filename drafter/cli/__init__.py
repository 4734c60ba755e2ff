"""The command line: one module a command, no logic. Everything heavy is imported when a command runs."""

from drafter.cli.app import main

__all__ = ["main"]
