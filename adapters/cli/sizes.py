"""A cohort of an unusual size begins when somebody says that it is meant so; a service without a terminal goes on."""

import logging
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.cohort_file import CohortFile

log = logging.getLogger("kith")


def is_meant(file: "CohortFile", *, is_sure: bool) -> bool:
    """Whether a new cohort may begin: nothing about it is unusual, or `is_sure`, or whoever sits there says so."""
    if not file.warnings or is_sure:
        return True
    said = " ".join(file.warnings)
    if not sys.stdin.isatty():
        log.warning("cohort %s: %s It begins all the same.", file.handle, said)
        return True
    return click.confirm(f"{file.name}: {said} Begin it all the same?", default=True)
