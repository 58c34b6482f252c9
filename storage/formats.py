"""Formats: what a version writes that the version before cannot read. Each comes with a revision, as all versions know.

What only adds needs none: a new column or table, or a word kept in words of before (`storage.cases`). Where a column
gets a word that older versions do not know, or text another shape, write it here, and write it only once everybody at
work reads it (`storage.spoken`).
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """`revision`: with which schema it came, so that whoever cannot read it does not start on it."""

    revision: str
    brought: str


SEALED = 1
FORMATS: Mapping[int, Format] = {SEALED: Format("0022", "cards in the outbox are sealed")}
"""By number; 0 is whatever was before the first."""
SPEAKS = max(FORMATS)
"""The format of this version: a worker's lease says so, and all below are read, too."""
