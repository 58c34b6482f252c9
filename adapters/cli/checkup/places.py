"""Where the cohorts live: the workspaces and channels that their files name, and the rooms that were made since."""

from collections.abc import Sequence

from bot.cohort_file import AccountRow, ChannelRow, CohortFile, GroupRow
from bot.ports import Tx


def workspaces(cohorts: Sequence[CohortFile], platform: str) -> list[str]:
    """Return every workspace of a platform in which a cohort has people or channels."""
    found: set[str] = set()
    for file in cohorts:
        places: list[AccountRow | ChannelRow | GroupRow] = [*file.groups, *file.channels]
        places += [account for row in file.people for account in row.accounts]
        found |= {place.workspace for place in places if place.platform == platform}
    return sorted(found)


def named(cohorts: Sequence[CohortFile], platform: str, workspace: str) -> dict[str, str]:
    """Return the channels that the cohort files name in a workspace, by name."""
    here = (platform, workspace)
    found: dict[str, str] = {}
    for file in cohorts:
        found |= {group.id: group.channel for group in file.groups if (group.platform, group.workspace) == here}
        found |= {room.name: room.channel for room in file.channels if (room.platform, room.workspace) == here}
    return found


async def known(tx: Tx | None, platform: str, workspace: str) -> dict[str, str]:
    """Return the channels that the database knows in a workspace, by name."""
    if tx is None:
        return {}
    return {spot.name: spot.place.channel for spot in await tx.places.in_workspace(platform, workspace)}
