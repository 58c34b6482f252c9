"""`kith pack`: rule packs, tried and used without a bot."""

from adapters.cli.pack.group import command

__all__ = ["command"]
