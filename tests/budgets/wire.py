"""One member, a real storage and courier, and a platform that notes when each message arrived."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import Application
from bot.cards import Action, Card
from bot.delivery import Courier
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, MemberState, Role
from bot.domain.plan import Plan
from bot.domain.schedule import QuietHours
from bot.effects import Effects, Send, ToMember, Urgency
from bot.engine import Engine
from bot.errors import TryLater
from bot.events import Account, ActionChosen, Place
from bot.flows.check_ins import heard_from
from bot.ports import Delivery, Settle
from bot.router import Router
from bot.turn import Turn
from storage.engine import open_storage
from tests.permissions.bottle import KEY, packs

MONDAY = date(2027, 3, 1)
START = datetime(2027, 3, 1, tzinfo=UTC)
_ME = Account("local", "demo", "u1")
_HERE = Place("local", "demo", "dm", is_direct=True)


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    moment: datetime = START

    def now(self) -> datetime:
        """Return the moment."""
        return self.moment

    def set(self, moment: datetime) -> None:
        """Go on."""
        assert moment >= self.moment
        self.moment = moment


@dataclass
class Platform:
    """Takes every message, unless it is down, and notes when."""

    clock: Clock
    settle: Settle = field(default=Settle())
    is_down: bool = False
    arrived: list[tuple[datetime, Delivery]] = field(default_factory=list)

    async def send(self, delivery: Delivery) -> str:
        """Take a message."""
        if self.is_down:
            raise TryLater("down", timedelta(minutes=25))
        self.arrived.append((self.clock.now(), delivery))
        return str(len(self.arrived))

    async def find(self, delivery: Delivery) -> str | None:
        """Nothing arrives unseen here."""
        return None


routes = Router()


@routes.action("test.send")
async def _send(turn: Turn, urgency: str) -> Effects:
    card = Card(f"{urgency} at {turn.now.isoformat()}", kind="test.card")
    return [Send(ToMember(turn.me.id), card, Urgency[urgency.upper()], lane=urgency)]


@routes.action("test.nudge")
async def _nudge(turn: Turn, _subject: str) -> Effects:
    return [Send(ToMember(turn.me.id), Card(f"Nudge at {turn.now.isoformat()}", kind="test.nudge"), is_nudge=True)]


@routes.action("test.answer")
async def _answer(turn: Turn, _subject: str) -> Effects:
    await heard_from(turn)
    return []


@dataclass
class Line:
    """What a story may do with the one member."""

    clock: Clock
    platform: Platform
    engine: Engine
    deeds: int = 0

    async def does(self, action: str, subject: str = "") -> None:
        """Press something."""
        self.deeds += 1
        now = self.clock.now()
        await self.engine.app.handle(ActionChosen(f"d{self.deeds}", now, _ME, _HERE, Action(action, subject)))

    async def passes(self, span: timedelta) -> None:
        """Let time pass, with everything that is due in it."""
        await self.engine.run_until(self.clock, self.clock.now() + span)

    async def becomes(self, **changed: Any) -> None:
        """Change the member: their quiet hours, their standing."""
        async with self.engine.app.storage.transaction() as tx:
            member = await tx.members.find("m")
            assert member is not None
            await tx.members.save(replace(member, **changed))

    async def sleeps(self, span: timedelta) -> None:
        """Let time pass while the process is down: nothing happens in it."""
        self.clock.set(self.clock.now() + span)


@asynccontextmanager
async def line(template: Path, zone: str, quiet: QuietHours, plan: Plan) -> AsyncIterator[Line]:
    """Open a copy of an empty database with one active learner in it."""
    path = template.with_name("line.sqlite3")
    for old in path.parent.glob("line.sqlite3*"):
        old.unlink()
    shutil.copy(template, path)
    storage = await open_storage(f"sqlite+aiosqlite:///{path}", key=KEY)
    try:
        async with storage.transaction() as tx:
            await tx.cohorts.add(Cohort("c", "c", "Cohort", zone, MONDAY, 8, plan=plan))
            member = Member(
                "m", "c", "L1", "Ana", Role.LEARNER, zone, MemberState.ACTIVE, quiet=quiet, consent_version=1
            )
            await tx.members.add(member, [_ME])
        clock = Clock()
        platform = Platform(clock)
        app = Application(storage, routes, clock, packs(), KEY)
        yield Line(clock, platform, Engine(app, Courier(app, {"local": platform})))
    finally:
        await storage.close()
