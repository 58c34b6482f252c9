"""The rooms a cohort needs on a server, as they should be now: read from the storage, decided without Discord."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from adapters.discord.directory import PLATFORM, is_snowflake
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Member, Role
from bot.ports import Spot, Tx

COHORT: Final = "cohort"
COORDINATORS: Final = "coordinators"


class RoomKind(StrEnum):
    """What a room is: a private thread or a private channel of a group's, or a channel of the whole cohort's."""

    THREAD = "thread"
    PRIVATE = "channel"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Room:
    """One room: what the bot makes where there is none, who belongs in it, and who else of the cohort may be in it."""

    spot: Spot
    kind: RoomKind
    name: str
    about: str
    people: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    is_over: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it has a channel already."""
        return is_snowflake(self.spot.place.channel)


async def rooms(tx: Tx, guild_id: str, group_kind: RoomKind) -> list[Room]:
    """Return every room of the cohorts on a server; the cohort's own come before the groups' that hang on them."""
    found: list[Room] = []
    for spot in await tx.places.in_workspace(PLATFORM, guild_id):
        cohort = await tx.cohorts.find(spot.cohort_id)
        if cohort is not None:
            found.append(await _room(tx, spot, cohort, group_kind))
    return sorted(found, key=lambda room: bool(room.spot.group_id))


async def _room(tx: Tx, spot: Spot, cohort: Cohort, group_kind: RoomKind) -> Room:
    is_over = cohort.state is CohortState.CLOSED
    if spot.group_id:
        return await _group_room(tx, spot, cohort, group_kind)
    name = f"{cohort.handle}-{spot.name}".lower()
    if spot.name != COORDINATORS:
        return Room(spot, RoomKind.OPEN, name, cohort.name, is_over=is_over)
    inside = await tx.members.in_cohort(cohort.id, Role.COORDINATOR)
    people, others = await _accounts(tx, spot, inside)
    return Room(spot, group_kind, name, cohort.name, people, others, is_over)


async def _group_room(tx: Tx, spot: Spot, cohort: Cohort, kind: RoomKind) -> Room:
    group = await tx.groups.find(spot.group_id)
    if group is None:
        raise ValueError(f"no group {spot.group_id}")
    inside = await tx.groups.members(group.id)
    facilitator = await tx.members.find(group.facilitator_id) if group.facilitator_id else None
    people, others = await _accounts(tx, spot, [*inside, *([facilitator] if facilitator else [])])
    about = group.purpose[:1000] or cohort.name
    return Room(spot, kind, group.name[:90], about, people, others, cohort.state is CohortState.CLOSED)


async def _accounts(tx: Tx, spot: Spot, inside: Sequence[Member]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the accounts of those who belong inside, and those of everybody else of the cohort."""
    wanted = {member.id for member in inside if member.is_reachable}
    people, others = set[str](), set[str]()
    for member in await tx.members.in_cohort(spot.cohort_id):
        for account in await tx.members.accounts(member.id):
            if (account.platform, account.workspace) == (PLATFORM, spot.place.workspace):
                (people if member.id in wanted else others).add(account.id)
    return frozenset(people), frozenset(others - people)
