"""Who comes in: a link becomes a visit once, a visit is asked anew at every page whether it still holds."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.app import Application
from bot.domain.access import Standing, may_use, standing
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, MemberState, Role
from bot.domain.seals import is_sealed, seal
from bot.domain.visits import Visit
from bot.events import Account, Place
from bot.flows.desk import LINK
from bot.turn import Turn

_NOTED_EVERY = timedelta(minutes=1)
"""A visit's last page is written down so often at most."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the desk, as they stand at this moment. `is_glance`: an open page renews itself; nobody asked."""

    visit: Visit
    member: Member
    cohort: Cohort
    is_glance: bool = False

    @property
    def account(self) -> Account:
        """The account that asked for the link, and acts."""
        return Account(self.visit.platform, self.visit.workspace, self.visit.account)

    @property
    def place(self) -> Place:
        """Where it was asked for."""
        return _place(self.visit)

    @property
    def is_coordinator(self) -> bool:
        """Whether they run the cohort."""
        return self.member.role is Role.COORDINATOR


class Door:
    """Lets people in and out. `token` is what a link carries, `cookie` what a browser holds."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def is_good(self, token: str) -> bool:
        """Whether a link would let somebody in now. Changes nothing: previews and crawlers fetch links too."""
        visit_id = self._visit_id(token)
        if not visit_id:
            return False
        async with self._app.storage.snapshot() as tx:
            visit = await tx.visits.find(visit_id)
        return visit is not None and visit.may_begin(self._app.clock.now())

    def mark(self, token: str, browser: str) -> str:
        """Return what the button on the first page carries, beside what that page gave the browser to keep."""
        return seal(self._app.secret, "desk door", token, browser)

    def is_marked(self, mark: str, token: str, browser: str) -> bool:
        """Whether the button was pressed in the browser that got the page."""
        return bool(browser) and is_sealed(self._app.secret, mark, "desk door", token, browser)

    async def enter(self, token: str) -> str:
        """Use a link up; return the browser's cookie, "" where the link is not, or no longer, good."""
        visit_id, now, cookie = self._visit_id(token), self._app.clock.now(), secrets.token_urlsafe(32)
        if not visit_id:
            return ""
        async with self._app.storage.transaction() as tx:
            visit = await tx.visits.get(visit_id)
            if visit is None or not visit.may_begin(now):
                return ""
            await tx.visits.save(visit.begun(_digest(cookie), now))
            await tx.audit.add(now, visit.member_id, "desk.entered", visit.member_id)
        return cookie

    async def visitor(self, cookie: str, *, is_glance: bool = False) -> Visitor | None:
        """Return who holds a cookie, if they still may come in: role, standing and account are asked anew.

        A glance is no look: a page that renews itself keeps nobody's visit open.
        """
        if not cookie:
            return None
        now = self._app.clock.now()
        async with self._app.storage.snapshot() as tx:
            visit = await tx.visits.of_cookie(_digest(cookie))
        if visit is None or not visit.is_open(now):
            return None
        by = Account(visit.platform, visit.workspace, visit.account)
        async with self._app.looking(by, _place(visit)) as turn:
            visitor = _visitor(visit, turn)
        if visitor is None or is_glance:
            return visitor and replace(visitor, is_glance=True)
        if visit.seen_at is not None and now - visit.seen_at >= _NOTED_EVERY:
            await self._note(visit.id)
        return visitor

    async def leave(self, visitor: Visitor, *, everywhere: bool = False) -> None:
        """End a visit, or all of its member's."""
        now, member_id = self._app.clock.now(), visitor.member.id
        async with self._app.storage.transaction() as tx:
            if everywhere:
                await tx.visits.end(member_id, now)
            visit = await tx.visits.get(visitor.visit.id)
            if visit is not None:
                await tx.visits.save(replace(visit, ended_at=now))
            await tx.audit.add(now, member_id, "desk.left", member_id)

    async def _note(self, visit_id: str) -> None:
        now = self._app.clock.now()
        async with self._app.storage.transaction() as tx:
            visit = await tx.visits.get(visit_id)
            if visit is not None and visit.is_open(now):
                await tx.visits.save(visit.seen(now))

    def _visit_id(self, token: str) -> str:
        visit_id, _, mark = token.partition(".")
        return visit_id if is_sealed(self._app.secret, mark, LINK, visit_id) else ""


def _visitor(visit: Visit, turn: Turn) -> Visitor | None:
    member, cohort = turn.actor, turn.cohort
    if member is None or cohort is None or member.id != visit.member_id:
        return None
    is_there = member.state in (MemberState.ACTIVE, MemberState.PAUSED)
    if not is_there or standing(member, cohort) is not Standing.TAKES_PART or not may_use(member.role, Role.MENTOR):
        return None
    return Visitor(visit, member, cohort)


def _place(visit: Visit) -> Place:
    return Place(visit.platform, visit.workspace, visit.channel, is_direct=visit.is_direct)


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
