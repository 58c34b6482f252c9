"""Members and their accounts."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, or_, select

from bot.domain.cohorts import CohortState
from bot.domain.members import Called, Member, MemberState, Role
from bot.events import Account
from storage.schema import accounts, cohorts, members
from storage.session import Session, Shape, adding

MEMBER = Shape(Member, members)
_FIND = MEMBER.select(members.c.id == bindparam("member_id"))
_GET = _FIND.with_for_update()
_BY_HANDLE = MEMBER.select(
    members.c.cohort_id == bindparam("of_cohort"), members.c.folded_handle == bindparam("wanted")
)
_IN_COHORT = MEMBER.select(members.c.cohort_id == bindparam("of_cohort")).order_by(members.c.handle)
_IN_ROLE = _IN_COHORT.where(members.c.role == bindparam("as_role"))
_SOME = MEMBER.select(members.c.id.in_(bindparam("ids", expanding=True))).order_by(members.c.handle)
_CALLED = (
    select(members.c.id, members.c.name, members.c.handle, members.c.state, members.c.role)
    .where(members.c.cohort_id == bindparam("of_cohort"))
    .order_by(members.c.handle)
)
_CALLED_IN = _CALLED.where(members.c.state == bindparam("in_state"))
_OF_ACCOUNT = (
    select(*MEMBER.columns)
    .join(accounts, accounts.c.member_id == members.c.id)
    .join(cohorts, cohorts.c.id == members.c.cohort_id)
    .where(
        accounts.c.platform == bindparam("on_platform"),
        accounts.c.workspace == bindparam("in_workspace"),
        accounts.c.id == bindparam("account_id"),
    )
    .order_by(cohorts.c.starts_on.desc(), cohorts.c.handle.desc(), members.c.handle)
)
_OF_ACCOUNTS = (
    select(accounts.c.id, *MEMBER.columns)
    .join(accounts, accounts.c.member_id == members.c.id)
    .join(cohorts, cohorts.c.id == members.c.cohort_id)
    .where(
        accounts.c.platform == bindparam("on_platform"),
        accounts.c.workspace == bindparam("in_workspace"),
        accounts.c.id.in_(bindparam("account_ids", expanding=True)),
    )
    .order_by(cohorts.c.starts_on.desc(), cohorts.c.handle.desc(), members.c.handle)
)
_ACCOUNTS = (
    select(accounts.c.platform, accounts.c.workspace, accounts.c.id)
    .where(accounts.c.member_id == bindparam("of_member"))
    .order_by(accounts.c.position)
)
_WITH_OPEN_PROFILE = (
    select(accounts.c.platform, accounts.c.workspace, accounts.c.id)
    .distinct()
    .join(members, accounts.c.member_id == members.c.id)
    .join(cohorts, cohorts.c.id == members.c.cohort_id)
    .where(
        accounts.c.platform == bindparam("on_platform"),
        accounts.c.workspace == bindparam("in_workspace"),
        or_(members.c.knows_zone == False, members.c.knows_language == False),  # noqa: E712 - SQL, not Python
        cohorts.c.state != CohortState.CLOSED,
    )
    .order_by(accounts.c.id)
)
_ADD_ACCOUNT = adding(accounts)


class SqlMembers:
    """The members and accounts tables. Whoever was found once is not looked up again in the same transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Member | None] = {}

    async def add(self, member: Member, accounts: Sequence[Account] = ()) -> None:
        """Store a new member with their accounts, the preferred one first."""
        await MEMBER.add(self._session, member, folded_handle=member.handle.casefold())
        self._known[member.id] = member
        rows = [
            {"platform": a.platform, "workspace": a.workspace, "id": a.id, "member_id": member.id, "position": position}
            for position, a in enumerate(accounts)
        ]
        if rows:
            await self._session.change(_ADD_ACCOUNT, rows)

    async def get(self, member_id: str) -> Member | None:
        """Return a member and lock their row."""
        statement = _FIND if self._session.is_read_only else _GET
        self._known[member_id] = found = MEMBER.read(await self._session.row(statement, {"member_id": member_id}))
        return found

    async def find(self, member_id: str) -> Member | None:
        """Return a member."""
        if member_id not in self._known:
            self._known[member_id] = MEMBER.read(await self._session.row(_FIND, {"member_id": member_id}))
        return self._known[member_id]

    async def some(self, ids: Collection[str]) -> dict[str, Member]:
        """Return many at once, by id."""
        wanted = sorted({one for one in ids if one and self._known.get(one) is None})
        if wanted:
            found = MEMBER.read_all(await self._session.rows(_SOME, {"ids": wanted}))
            self._known.update({member.id: member for member in found})
        return {one: member for one in ids if (member := self._known.get(one)) is not None}

    async def called(self, cohort_id: str, state: MemberState | None = None) -> list[Called]:
        """What everybody of a cohort is called, by handle: a list of thousands is made of it, and a page of some."""
        values = {"of_cohort": cohort_id}
        if state is None:
            return [Called(*row) for row in await self._session.rows(_CALLED, values)]
        return [Called(*row) for row in await self._session.rows(_CALLED_IN, values | {"in_state": state})]

    async def of_account(self, account: Account) -> list[Member]:
        """Who an account is, newest cohort first."""
        values = {"on_platform": account.platform, "in_workspace": account.workspace, "account_id": account.id}
        found = MEMBER.read_all(await self._session.rows(_OF_ACCOUNT, values))
        self._known.update({member.id: member for member in found})
        return found

    async def of_accounts(self, accounts: Collection[Account]) -> dict[Account, list[Member]]:
        """Who each account is, newest cohort first, in one statement for each workspace."""
        found: dict[Account, list[Member]] = {account: [] for account in accounts}
        for platform, workspace in sorted({(account.platform, account.workspace) for account in accounts}):
            ids = sorted(a.id for a in accounts if (a.platform, a.workspace) == (platform, workspace))
            values = {"on_platform": platform, "in_workspace": workspace, "account_ids": ids}
            for account_id, *member in await self._session.rows(_OF_ACCOUNTS, values):
                found[Account(platform, workspace, account_id)].append(MEMBER.made(member))
        return found

    async def by_handle(self, cohort_id: str, handle: str) -> Member | None:
        """Return a member by handle, any letter case."""
        values = {"of_cohort": cohort_id, "wanted": handle.casefold()}
        return MEMBER.read(await self._session.row(_BY_HANDLE, values))

    async def in_cohort(self, cohort_id: str, role: Role | None = None) -> list[Member]:
        """Everybody, or those of one role, by handle (bytewise: L10 before L2)."""
        if role is None:
            return MEMBER.read_all(await self._session.rows(_IN_COHORT, {"of_cohort": cohort_id}))
        return MEMBER.read_all(await self._session.rows(_IN_ROLE, {"of_cohort": cohort_id, "as_role": role}))

    async def with_open_profile(self, platform: str, workspace: str) -> list[Account]:
        """The accounts of whoever has no zone or language of their own yet, in cohorts that live."""
        values = {"on_platform": platform, "in_workspace": workspace}
        return [Account(*row) for row in await self._session.rows(_WITH_OPEN_PROFILE, values)]

    async def save(self, member: Member) -> None:
        """Overwrite a member; ValueError when they are not there."""
        await MEMBER.save(self._session, member, folded_handle=member.handle.casefold())
        self._known[member.id] = member

    async def accounts(self, member_id: str) -> list[Account]:
        """A member's accounts, the one they prefer first."""
        return [Account(*row) for row in await self._session.rows(_ACCOUNTS, {"of_member": member_id})]

    async def let_in(self, member_id: str, account: Account) -> None:
        """Add an account to those of a member, as the last."""
        position = len(await self.accounts(member_id))
        row = {"platform": account.platform, "workspace": account.workspace, "id": account.id}
        await self._session.change(_ADD_ACCOUNT, row | {"member_id": member_id, "position": position})
