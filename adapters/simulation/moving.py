"""A cohort file whose people and channels live somewhere else: the same cohort, rehearsed on another platform."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.cohort_file import AccountRow, ChannelRow, CohortFile, GroupRow

Where = TypeVar("Where", GroupRow, ChannelRow)


@dataclass(frozen=True, slots=True)
class Home:
    """A workspace: accounts by handle, channels by group handle or by the name in the cohort file."""

    platform: str
    workspace: str
    accounts: Mapping[str, str]
    channels: Mapping[str, str]


def moved(file: CohortFile, home: Home) -> CohortFile:
    """Return the cohort as it lives in another workspace."""
    where = home.platform, home.workspace
    people = tuple(replace(person, accounts=(AccountRow(*where, home.accounts[person.id]),)) for person in file.people)
    groups = tuple(_there(group, where, home.channels[group.id]) for group in file.groups)
    channels = tuple(_there(channel, where, home.channels[channel.name]) for channel in file.channels)
    return replace(file, people=people, groups=groups, channels=channels)


def _there(place: Where, where: tuple[str, str], channel: str) -> Where:
    platform, workspace = where
    return replace(place, platform=platform, workspace=workspace, channel=channel)
