"""What must fit together between the training, the hub and the cohort."""

from collections.abc import Iterator
from datetime import timedelta

from bot.cohort_file.checks.looking import known, people_of
from bot.cohort_file.sections import CohortSections
from bot.domain.members import Role
from bot.errors import Fault
from bot.toml_file import TomlFile


def training(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield times that are not on the clock, come too late, or are in the wrong order."""
    section, zone = sections.training, sections.cohort.timezone
    if section is None:
        return
    last = sections.cohort.starts_on + timedelta(weeks=sections.cohort.weeks, days=-1)
    for key, at in (("at", section.at), ("refresher", section.refresher)):
        if at is None:
            continue
        for said, remedy in at.faults(zone):
            yield file.fault(("training", key), said, remedy)
        if at.nominal.date() > last:
            yield file.fault(("training", key), f"is after the cohort's last day, {last}.")
    if section.at and section.refresher and section.refresher.moment(zone) <= section.at.moment(zone):
        yield file.fault(("training", "refresher"), "does not come after the training.", "It belongs half way.")


def hub(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield items without an owner of the cohort, and those that say nothing."""
    owners = [*people_of(sections, Role.MENTOR), *people_of(sections, Role.COORDINATOR)]
    for number, item in enumerate(sections.hub):
        yield from known(file, ("hub", number, "owner"), item.owner, owners, "a mentor or coordinator")
        if not item.text and not item.link:
            yield file.fault(("hub", number), f"{item.title} says nothing.", "Give it a text or a link.")
