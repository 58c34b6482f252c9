"""`kith pair`: mentors for learners, on paper."""

from adapters.cli.pair.group import command

__all__ = ["command"]
