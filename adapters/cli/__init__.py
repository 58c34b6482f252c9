"""The terminal: commands of the console script `kith`."""

from adapters.cli.group import main

__all__ = ["main"]
