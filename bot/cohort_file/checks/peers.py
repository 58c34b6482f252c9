"""What must fit together in what peers do for each other."""

from collections.abc import Iterator
from datetime import timedelta

from bot.cohort_file.sections import CohortSections
from bot.domain.members import Role
from bot.errors import Fault
from bot.toml_fields import nearest
from bot.toml_file import TomlFile

SHORTEST = timedelta(days=3)


def reviews(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield the rounds outside the cohort, too short to read in, or with nobody to read."""
    first = sections.cohort.starts_on
    last = first + timedelta(weeks=sections.cohort.weeks, days=-1)
    for number, round_ in enumerate(sections.reviews):
        for key, day in (("opens_on", round_.opens_on), ("due_on", round_.due_on)):
            if not first <= day <= last:
                yield file.fault(("reviews", number, key), f"is outside the cohort, {first} to {last}.")
        if round_.due_on < round_.opens_on + SHORTEST:
            said = f"leaves no time to read: the round opens on {round_.opens_on}."
            yield file.fault(("reviews", number, "due_on"), said, "Give people at least three days.")


def peer_mentors(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield whoever is attached to a group as a peer mentor and is neither a mentor nor an alumnus."""
    able = [person.id for person in sections.person if person.role is Role.MENTOR or person.alumnus]
    for number, group in enumerate(sections.group):
        for who in group.peer_mentors:
            if who not in able:
                said = f"{who} is neither a mentor nor an alumnus (`alumnus = true`)."
                yield file.fault(("group", number, "peer_mentors"), said, nearest(who, able))


def readers(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield that nobody could read anybody's work."""
    learners = sum(person.role is Role.LEARNER for person in sections.person)
    if sections.reviews and learners < 2:
        yield file.fault(("reviews", 0), f"needs two learners or more, and there are {learners}.")
