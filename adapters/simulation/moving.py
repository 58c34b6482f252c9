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


def divided(file: CohortFile, first: str, second: str) -> tuple[CohortFile, CohortFile]:
    """Return the two parts of a cohort that lives on two platforms at once.

    Groups the file puts on one of the two stay there; of all others the first half is on the first platform. A learner
    is where their group is; a mentor where the group they look after is, else where most of their learners are;
    coordinators and the channels for everybody are on the first platform. So everybody of the second has an account on
    the first too, for those channels.
    """
    where = _platforms(file, first, second)
    theirs = {member: where[group.id] for group in file.groups for member in group.members}
    for pairing in file.pairings:
        learners = [theirs.get(learner, first) for learner in pairing.learners]
        theirs[pairing.mentor] = max((first, second), key=learners.count)
    theirs |= {group.facilitator: where[group.id] for group in file.groups if group.facilitator}
    here, there = (tuple(group for group in file.groups if where[group.id] == each) for each in (first, second))
    others = tuple(person for person in file.people if theirs.get(person.id) == second)
    return replace(file, groups=here), replace(file, groups=there, people=others, channels=())


def _platforms(file: CohortFile, first: str, second: str) -> dict[str, str]:
    half = (len(file.groups) + 1) // 2
    halves = [first] * half + [second] * (len(file.groups) - half)
    return {
        group.id: group.platform if group.platform in (first, second) else half
        for group, half in zip(file.groups, halves, strict=True)
    }


def joined(file: CohortFile, first: CohortFile, second: CohortFile) -> CohortFile:
    """Return the whole cohort again: two parts that moved, the second's accounts the preferred ones."""
    others = {person.id: person.accounts for person in second.people}
    people = tuple(replace(row, accounts=(*others.get(row.id, ()), *row.accounts)) for row in first.people)
    rooms = {group.id: group for group in (*first.groups, *second.groups)}
    return replace(first, people=people, groups=tuple(rooms[group.id] for group in file.groups))
