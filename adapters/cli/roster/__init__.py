"""`kith roster`: the people of a cohort as a spreadsheet."""

from adapters.cli.roster.group import command

__all__ = ["command"]
