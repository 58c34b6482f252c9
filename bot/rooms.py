"""The rooms a cohort should have now: which, who belongs in them, whether they are over. Adapters make it so.

Only rooms the bot made are looked after; a channel somebody named stays as its admin has it.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from bot.domain.affinity import is_space
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Member, Pairing, Role
from bot.events import Place
from bot.ports import Spot, Tx

COHORT: Final = "cohort"
COORDINATORS: Final = "coordinators"
PAIR: Final = "pair-"
_NAME: Final = 40
"""Characters of each name in the name of a pair's room."""
_ABOUT: Final = 250
"""Characters of what a room is for; more fits nowhere."""


class RoomUse(StrEnum):
    """Whom a room is for."""

    GROUP = "group"
    PAIR = "pair"
    COORDINATORS = "coordinators"
    EVERYBODY = "everybody"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Room:
    """One room: what it is called where there is none, who belongs in it, and who else of the cohort may be in it.

    `people` and `others` are account ids of the workspace; `handle` is the cohort's.
    """

    spot: Spot
    use: RoomUse
    handle: str
    name: str
    about: str
    people: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    is_over: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it has a channel already."""
        return is_made(self.spot.place.channel)


@dataclass(frozen=True, slots=True)
class Made:
    """What is remembered of a room the bot made: its kind, as the platform calls it, and marks of those let in."""

    kind: str
    people: frozenset[str] = frozenset()
    is_closed: bool = False

    def has(self, account_id: str) -> bool:
        """Whether somebody was let in."""
        return _mark(account_id) in self.people

    def with_people(self, account_ids: frozenset[str], *, inside: bool) -> "Made":
        """Return the memory with some people let in, or let out."""
        marks = frozenset(map(_mark, account_ids))
        return replace(self, people=self.people | marks if inside else self.people - marks)


def is_made(channel: str) -> bool:
    """Whether this is a platform's channel; one that is still to be made has a name like "#g1" instead."""
    return bool(channel) and not channel.startswith("#")


def pair_name(pairing: Pairing) -> str:
    """Return what a pair's room is called among the places."""
    return f"{PAIR}{pairing.id}"


async def rooms(tx: Tx, platform: str, workspace: str, *, with_pairs: bool = False) -> list[Room]:
    """Return every room of the cohorts in a workspace; the cohorts' own come before the groups', the pairs' last."""
    found: list[Room] = []
    cohorts: dict[str, Cohort] = {}
    for spot in await tx.places.in_workspace(platform, workspace):
        cohort = cohorts.get(spot.cohort_id) or await tx.cohorts.find(spot.cohort_id)
        if cohort is not None and not spot.name.startswith(PAIR):
            cohorts[cohort.id] = cohort
            found.append(await _room(tx, spot, cohort))
    found.sort(key=lambda room: room.use is RoomUse.GROUP)
    if with_pairs:
        for cohort in cohorts.values():
            found += await _pairs(tx, cohort, platform, workspace)
    return found


async def _room(tx: Tx, spot: Spot, cohort: Cohort) -> Room:
    is_over = cohort.state is CohortState.CLOSED
    use, name, about = RoomUse.EVERYBODY, f"{cohort.handle}-{spot.name}".lower(), cohort.name
    if spot.group_id:
        use, (name, about, inside) = RoomUse.GROUP, await _group(tx, spot, cohort)
    elif is_space(spot.name):
        space = next(one for one in await tx.spaces.in_cohort(cohort.id) if one.place_name == spot.name)
        use, about, inside = RoomUse.SPACE, space.about or space.name, await tx.spaces.members(space.id)
    elif spot.name == COORDINATORS:
        use, inside = RoomUse.COORDINATORS, await tx.members.in_cohort(cohort.id, Role.COORDINATOR)
    else:
        inside = await tx.members.in_cohort(cohort.id)
    people, others = await _accounts(tx, spot, inside)
    return Room(spot, use, cohort.handle, name, about[:_ABOUT], people, others, is_over)


async def _group(tx: Tx, spot: Spot, cohort: Cohort) -> tuple[str, str, list[Member]]:
    group = await tx.groups.find(spot.group_id)
    if group is None:
        raise ValueError(f"no group {spot.group_id}")
    inside = await tx.groups.members(group.id)
    facilitator = await tx.members.find(group.facilitator_id) if group.facilitator_id else None
    return group.name[:90], group.purpose or cohort.name, [*inside, *([facilitator] if facilitator else [])]


async def _accounts(tx: Tx, spot: Spot, inside: Sequence[Member]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the accounts of those who belong inside, and those of everybody else of the cohort."""
    wanted = {member.id for member in inside if member.is_reachable}
    people, others = set[str](), set[str]()
    for member in await tx.members.in_cohort(spot.cohort_id):
        mine = set(await _ids(tx, member.id, spot.place))
        (people if member.id in wanted else others).update(mine)
    return frozenset(people), frozenset(others - people)


async def _pairs(tx: Tx, cohort: Cohort, platform: str, workspace: str) -> list[Room]:
    """Return a room for each pair that both take part and are both in the workspace."""
    found = []
    for pairing in await tx.pairings.in_cohort(cohort.id):
        name = pair_name(pairing)
        here = Place(platform, workspace, f"#{name}")
        both = [await tx.members.find(member_id) for member_id in (pairing.learner_id, pairing.mentor_id)]
        ids = [await _ids(tx, member.id, here) for member in both if member is not None and member.is_active]
        if len(ids) == 2 and all(ids):
            spot = await tx.places.named(cohort.id, name) or Spot(here, cohort.id, name)
            people = frozenset(each[0] for each in ids)
            is_over = cohort.state is CohortState.CLOSED
            title = _together([member.name for member in both if member is not None], pairing)
            found.append(Room(spot, RoomUse.PAIR, cohort.handle, title, cohort.name, people, is_over=is_over))
    return found


def _together(names: Sequence[str], pairing: Pairing) -> str:
    """Return what a pair's room is called; the end of it tells two pairs with the same names apart."""
    return f"{' & '.join(name[:_NAME] for name in names)} ({pairing.id[:4]})"


async def _ids(tx: Tx, member_id: str, place: Place) -> list[str]:
    accounts = await tx.members.accounts(member_id)
    here = (place.platform, place.workspace)
    return [account.id for account in accounts if (account.platform, account.workspace) == here]


async def made(tx: Tx, place: Place) -> Made | None:
    """Return what is remembered of a room the bot made; None for every other channel."""
    kept = await tx.facts.get(_fact(place))
    if not kept:
        return None
    told: dict[str, Any] = json.loads(kept)
    return Made(str(told["kind"]), frozenset(told["people"]), bool(told["is_closed"]))


async def remember(tx: Tx, place: Place, room: Made | None) -> None:
    """Remember a room the bot made, or with None forget it."""
    told = {"kind": room.kind, "people": sorted(room.people), "is_closed": room.is_closed} if room else None
    await tx.facts.put(_fact(place), json.dumps(told) if told else "")


def batches(account_ids: frozenset[str], size: int) -> Iterator[frozenset[str]]:
    """Yield people in an order that is always the same, so many at a time."""
    ordered = sorted(account_ids)
    for start in range(0, len(ordered), size):
        yield frozenset(ordered[start : start + size])


def _mark(account_id: str) -> str:
    """Return what is remembered of somebody who was let in: enough to know them again, and no account."""
    return hashlib.sha256(f"room:{account_id}".encode()).hexdigest()[:16]


def _fact(place: Place) -> str:
    """Return the memory's name; Discord's, the first that made rooms, has kept its own."""
    return f"{place.platform}.room.{place.channel}"
