"""A desk before two cohorts of everybody there can be: who is in, asks as a browser does."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from starlette.applications import Starlette

from adapters.dashboard.limits import Limits
from adapters.dashboard.web import build
from bot.app import Application
from bot.cards import Card
from bot.domain.members import MemberState, Participation, Role
from bot.effects import Reply
from bot.events import CommandInvoked, Place
from bot.flows import all_routes
from bot.flows.desk import ADDRESS
from storage.engine import SqlStorage
from tests.permissions.bottle import COHORTS, KEY, NOW, account, bottle, packs
from tests.permissions.table import Facts, Somebody

HERE = "http://127.0.0.1:8450"
EVERYBODY = [
    Somebody(f"{cohort}{role.value[0]}{n}", cohort, role, MemberState.ACTIVE)
    for cohort in COHORTS
    for role in Role
    for n in range(2)
]
"""`al0` is a learner of cohort a, `am1` a mentor, `bc0` a coordinator of cohort b, and so on."""
FACTS = Facts(
    mentors={p.handle: f"{p.cohort}m{p.handle[-1]}" for p in EVERYBODY if p.role is Role.LEARNER},
    subjects={p.handle: frozenset({f"{p.cohort}c1"}) if p.handle[-1] == "1" else frozenset() for p in EVERYBODY},
)
"""Each learner has the mentor of their number; the second learner's case is kept from the second coordinator."""
HANDLES = {person.handle: person for person in EVERYBODY}


@dataclass
class Clock:
    """A clock that tests turn."""

    at: datetime = NOW
    ahead: float = 0.0
    """Seconds that those who count requests are ahead."""

    def now(self) -> datetime:
        """Return the time."""
        return self.at


@dataclass
class Desk:
    """The served desk; `links` come from chat."""

    app: Application
    web: Starlette
    clock: Clock
    storage: SqlStorage
    stack: AsyncExitStack
    asked: int = 0
    browsers: list[httpx.AsyncClient] = field(default_factory=list)

    def browser(self, base: str = HERE) -> httpx.AsyncClient:
        """Return a browser nobody has used."""
        transport = httpx.ASGITransport(self.web, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url=base)
        self.stack.push_async_callback(client.aclose)
        return client

    async def link(self, handle: str) -> str:
        """Ask for a link in chat; return its path."""
        person = HANDLES[handle]
        command = "coord desk" if person.role is Role.COORDINATOR else "mentor desk"
        said = await self.commands(handle, command)
        found = re.search(r"/in/[^)\s]+", said)
        assert found is not None, said
        return found.group()

    async def commands(self, handle: str, command: str) -> str:
        """Type a command; return what the bot says."""
        self.asked += 1
        place = Place("local", "demo", "dm", is_direct=True)
        event = CommandInvoked(f"ask{self.asked}", self.clock.now(), account(HANDLES[handle]), place, command)
        return _text(await self.app.handle(event))

    async def enter(self, handle: str) -> httpx.AsyncClient:
        """Come in as somebody, the way people do."""
        browser, link = self.browser(), await self.link(handle)
        first = await browser.get(link)
        assert first.status_code == 200
        second = await browser.post(link, data={"mark": hidden(first.text, "mark")})
        assert second.status_code == 303
        return browser

    async def turn_to(self, handle: str, state: MemberState) -> None:
        """Change how somebody stands."""
        async with self.storage.transaction() as tx:
            member = await tx.members.get(f"id-{handle}")
            assert member is not None
            await tx.members.save(replace(member, state=state))

    async def audited(self) -> list[str]:
        """Return what the log says, the oldest first."""
        async with self.storage.snapshot() as tx:
            return [f"{row.actor_id} {row.what} {row.subject_id}" for _, row in reversed(await tx.audit.newest(0, 999))]

    def wait_out(self) -> None:
        """Let a minute's count of requests be over, and no time pass for anybody else."""
        self.clock.ahead += 60

    def wait(self, length: timedelta) -> None:
        """Let time pass."""
        self.clock.at += length


def _text(replies: list[Reply]) -> str:
    return " ".join(reply.answer.text for reply in replies if isinstance(reply.answer, Card))


def hidden(html: str, name: str) -> str:
    """Return the value of the first hidden input of that name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None, f"no {name} on the page"
    return found.group(1)


def leaving(html: str) -> str:
    """Return what signing out on a page sends."""
    return hidden(html[html.index('action="/leave"') :], "seal")


def button(html: str, label: str) -> dict[str, str]:
    """Return what the form of the first button of that label sends."""
    for form in re.findall(r'<form method="post" action="/act".*?</form>', html, re.DOTALL):
        if re.search(rf"<button[^>]*>{re.escape(label)}[<\s]", form):
            return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    raise AssertionError(f"no button {label}")


@asynccontextmanager
async def served_desk(empty: Path, facts: Facts = FACTS) -> AsyncIterator[Desk]:
    """Serve a desk before everybody; `empty` is a database with its tables, beside which a copy is made."""
    async with bottle(empty, EVERYBODY, facts) as full, AsyncExitStack() as stack:
        clock = Clock()
        app = Application(full.storage, all_routes(), clock, packs(), KEY)
        async with full.storage.transaction() as tx:
            await tx.facts.put(ADDRESS, HERE)
            for cohort in COHORTS:
                wrote = Participation(cohort, f"id-{cohort}l0", f"m-{cohort}", "#group", NOW, f"g-{cohort}")
                await tx.participations.add(wrote)
        web = build(app, limits=Limits(lambda: clock.at.timestamp() + clock.ahead))
        yield Desk(app, web, clock, full.storage, stack)
