"""What must fit together between groups and channels."""

from collections.abc import Iterator

from bot.cohort_file.people import ChannelSection, GroupSection
from bot.cohort_file.sections import CohortSections
from bot.errors import Fault
from bot.toml_file import Key, TomlFile


def names(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield names that two groups or channels share: `#name` in a script is one place."""
    taken: set[str] = set()
    for key, name, _ in _places(sections):
        if name.casefold() in taken:
            yield file.fault(key, f"{name} is taken.", "Every group and channel has its own name.")
        taken.add(name.casefold())


def rooms(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield rooms that two share."""
    taken: dict[tuple[str, str, str], str] = {}
    for (table, number, _), name, place in _places(sections):
        room = (str(place.platform), place.workspace, place.channel)
        if place.channel and room in taken:
            said = f"{place.channel} is the channel of {taken[room]} already."
            yield file.fault((table, number, "channel"), said, "Every group and channel has its own.")
        taken.setdefault(room, name)


def _places(sections: CohortSections) -> Iterator[tuple[Key, str, GroupSection | ChannelSection]]:
    """Yield every group and channel: the key of its name, the name, and the table."""
    for number, group in enumerate(sections.group):
        yield ("group", number, "id"), group.id, group
    for number, channel in enumerate(sections.channel):
        yield ("channel", number, "name"), channel.name, channel
