"""What must fit together between what is due and the help there is for it."""

from collections.abc import Iterator

from bot.cohort_file.checks.looking import known, people_of
from bot.cohort_file.sections import CohortSections
from bot.domain.members import Role
from bot.errors import Fault
from bot.toml_fields import nearest
from bot.toml_file import TomlFile

SHORTEST = 5
"""Minutes of a place in an office hour at least."""


def milestones(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield names that two milestones share: extensions and office hours name them."""
    seen: set[str] = set()
    for number, milestone in enumerate(sections.milestone):
        if milestone.name.casefold() in seen:
            yield file.fault(("milestone", number, "name"), f"{milestone.name} is there twice.", "Name each its own.")
        seen.add(milestone.name.casefold())


def modules(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield modules outside the cohort's weeks, and those that go back in time."""
    before = 0
    for number, module in enumerate(sections.module):
        if module.week > sections.cohort.weeks:
            yield file.fault(("module", number, "week"), f"is not one of the weeks 1 to {sections.cohort.weeks}.")
        if module.week < before:
            said = f"week {module.week} comes before that of the module above."
            yield file.fault(("module", number, "week"), said, "Write the modules in their order.")
        before = module.week


def office_hours(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield office hours without a host, at impossible times, or before a milestone there is not."""
    hosts = [*people_of(sections, Role.MENTOR), *people_of(sections, Role.COORDINATOR)]
    names = [milestone.name for milestone in sections.milestone]
    zones = {person.id: person.timezone for person in sections.person}
    taken: set[tuple[str, object]] = set()
    for number, hour in enumerate(sections.office_hours):
        key = ("office_hours", number)
        yield from known(file, (*key, "host"), hour.host, hosts, "a mentor or coordinator")
        zone = zones.get(hour.host) or sections.cohort.timezone
        for problem, remedy in hour.at.faults(zone):
            yield file.fault((*key, "at"), problem, remedy)
        if (hour.host, hour.at.moment(zone)) in taken:
            yield file.fault((*key, "at"), f"{hour.host} has office hours at that time already.")
        taken.add((hour.host, hour.at.moment(zone)))
        if hour.minutes // hour.places < SHORTEST:
            said = f"{hour.places} places in {hour.minutes} minutes are shorter than {SHORTEST} minutes each."
            yield file.fault((*key, "places"), said, "Make it longer, or offer fewer places.")
        if hour.before and hour.before not in names:
            yield file.fault((*key, "before"), f"{hour.before} is not a milestone.", nearest(hour.before, names))
