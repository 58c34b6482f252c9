"""What must fit together in a cohort file; each thing that does not is a fault with its line."""

from bot.cohort_file.sections import CohortSections
from bot.errors import Fault
from bot.toml_file import TomlFile


def faults(file: TomlFile, sections: CohortSections) -> list[Fault]:
    """Return everything that does not fit together."""
    return []


def warnings(sections: CohortSections) -> tuple[str, ...]:
    """Return what is unusual and allowed."""
    return ()
