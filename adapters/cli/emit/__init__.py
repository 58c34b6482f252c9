"""`kith emit`: what an operator needs elsewhere, current with this version."""

from adapters.cli.emit.group import command

__all__ = ["command"]
