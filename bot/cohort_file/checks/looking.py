"""What several checks of a cohort file share."""

from collections.abc import Iterator, Sequence

from bot.cohort_file.sections import CohortSections
from bot.domain.members import Role
from bot.errors import Fault
from bot.toml_fields import nearest
from bot.toml_file import Key, TomlFile


def known(file: TomlFile, key: Key, who: str, choices: Sequence[str], wanted: str) -> Iterator[Fault]:
    """Yield a fault when somebody is not among the choices, with the nearest right one."""
    if who not in choices:
        yield file.fault(key, f"{who} is not {wanted} of this cohort.", nearest(who, choices))


def people_of(sections: CohortSections, role: Role) -> list[str]:
    """Return the ids of everybody with a role."""
    return [person.id for person in sections.person if person.role is role]


def places(sections: CohortSections) -> list[str]:
    """Return the names of all groups and channels."""
    return [*(group.id for group in sections.group), *(channel.name for channel in sections.channel)]
