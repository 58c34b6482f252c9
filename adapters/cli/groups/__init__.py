"""`kith groups`: people into small groups, on paper."""

from adapters.cli.groups.group import command

__all__ = ["command"]
