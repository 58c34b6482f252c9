"""`kith token`: which other programs may bring something in."""

from adapters.cli.token.group import command

__all__ = ["command"]
