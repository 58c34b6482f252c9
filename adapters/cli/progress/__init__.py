"""`kith progress`: how far learners have come."""

from adapters.cli.progress.group import command

__all__ = ["command"]
