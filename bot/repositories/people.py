"""Cohorts, and who is in them. The rules of every repository stand in `bot/repositories/__init__.py`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.domain.cohorts import Cohort
from bot.domain.members import Absence, Called, Fit, Group, Member, MemberState, Pairing, Role
from bot.events import Account, Place


class CohortRepository(Protocol):
    """Cohorts with their plans."""

    async def add(self, cohort: Cohort) -> None: ...
    async def find(self, cohort_id: str) -> Cohort | None: ...
    async def by_handle(self, handle: str) -> Cohort | None: ...
    async def all(self) -> list[Cohort]:
        """Every cohort, oldest start first."""

    async def save(self, cohort: Cohort) -> None: ...


class MemberRepository(Protocol):
    """Members and their accounts."""

    async def add(self, member: Member, accounts: Sequence[Account] = ()) -> None: ...
    async def get(self, member_id: str) -> Member | None: ...
    async def find(self, member_id: str) -> Member | None: ...
    async def some(self, ids: Collection[str]) -> dict[str, Member]:
        """Many at once, by id; who is not there is left out."""

    async def called(self, cohort_id: str, state: MemberState | None = None) -> list[Called]:
        """What everybody, or whoever stands there, is called, by handle: enough to choose a page of people from."""

    async def of_account(self, account: Account) -> list[Member]:
        """Who an account is, in every cohort they are in, newest cohort first."""

    async def of_accounts(self, accounts: Collection[Account]) -> dict[Account, list[Member]]:
        """The same for many at once; each is there."""

    async def by_handle(self, cohort_id: str, handle: str) -> Member | None:
        """Find somebody by the cohort file's id, any letter case."""

    async def in_cohort(self, cohort_id: str, role: Role | None = None) -> list[Member]:
        """Everybody, by handle."""

    async def with_open_profile(self, platform: str, workspace: str) -> list[Account]:
        """The accounts in a workspace of whoever has no zone or language of their own yet, in cohorts that live."""

    async def save(self, member: Member) -> None: ...
    async def accounts(self, member_id: str) -> list[Account]:
        """A member's accounts, the one they prefer first."""

    async def let_in(self, member_id: str, account: Account) -> None:
        """Add an account to those of a member, as the last."""


class GroupRepository(Protocol):
    """Groups and who is in them, from and until a day."""

    async def add(self, group: Group, member_ids: Sequence[str], from_on: date) -> None: ...
    async def find(self, group_id: str) -> Group | None: ...
    async def save(self, group: Group) -> None: ...
    async def in_cohort(self, cohort_id: str) -> list[Group]:
        """Groups by handle."""

    async def member_ids(self, cohort_id: str) -> dict[str, frozenset[str]]:
        """Who is in which group of a cohort now, by the group's id."""

    async def of_member(self, member_id: str) -> Group | None:
        """The group somebody is in now."""

    async def members(self, group_id: str) -> list[Member]:
        """Who is in the group now, by handle."""

    async def facilitated_by(self, member_id: str) -> list[Group]: ...
    async def leave(self, member_id: str, on: date) -> None: ...
    async def join(self, group_id: str, member_id: str, on: date) -> None:
        """Put somebody who is in no group into one."""

    async def rejoin(self, member_id: str, on: date) -> None:
        """Put somebody back into the group they were in last; nothing where they never were in one, or are."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a channel is to us: a group's channel, or a cohort's channel by name."""

    place: Place
    cohort_id: str
    name: str
    group_id: str = ""


class PlaceRepository(Protocol):
    """Which channel is whose."""

    async def add(self, spot: Spot) -> None: ...
    async def at(self, place: Place) -> Spot | None:
        """What the place's channel is to us, whatever the thread."""

    async def at_all(self, places: Collection[Place]) -> dict[Place, Spot]:
        """What channels are to us, by place; those that are not ours are left out."""

    async def of_group(self, group_id: str) -> Spot | None: ...
    async def named(self, cohort_id: str, name: str) -> Spot | None: ...
    async def in_workspace(self, platform: str, workspace: str) -> list[Spot]:
        """Every channel of ours in a workspace, by cohort, then name."""

    async def move(self, spot: Spot, place: Place) -> None:
        """Give a spot another channel; what was written in the old one stays there."""

    async def forget(self, place: Place) -> None:
        """A channel is no longer of ours."""


class PairingRepository(Protocol):
    """Who mentors whom, with history."""

    async def add(self, pairing: Pairing) -> None: ...
    async def of_learner(self, learner_id: str) -> Pairing | None:
        """The pairing that holds now."""

    async def of_mentor(self, mentor_id: str) -> list[Pairing]:
        """Pairings that hold now, by learner id."""

    async def in_cohort(self, cohort_id: str) -> list[Pairing]:
        """Pairings that hold now, by learner id."""

    async def ever(self, cohort_id: str) -> list[Pairing]:
        """Pairings, those that ended too, by learner id, then first day."""

    async def save(self, pairing: Pairing) -> None: ...
    async def end(self, pairing_id: str, on: date) -> None: ...
    async def say(self, pairing_id: str, fit: Fit) -> None:
        """Keep how the learner finds it, while it holds."""


class AbsenceRepository(Protocol):
    """Who is away when."""

    async def add(self, absence: Absence) -> None: ...
    async def of_member(self, member_id: str) -> list[Absence]:
        """By first day."""

    async def some(self, member_ids: Collection[str]) -> list[Absence]:
        """Those of some people, by first day."""

    async def in_cohort(self, cohort_id: str) -> list[Absence]:
        """Everybody's, by first day."""

    async def cut(self, member_id: str, last_day: date) -> None:
        """End every absence that covers or follows `last_day`: they end on it, or never begin."""
