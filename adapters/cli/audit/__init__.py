"""`kith audit`: the record of who looked at or changed what."""

from adapters.cli.audit.group import command

__all__ = ["command"]
