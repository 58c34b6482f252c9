"""One cohort in a real database, played twice: once with what somebody brings, once without it."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from adapters.clock import SimulatedClock
from bot.app import Application
from bot.cards import Action
from bot.domain.cases import Case, Cause
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Group, Member, MemberState, Pairing, Role
from bot.domain.on_call import OnCall, Override
from bot.domain.plan import Plan
from bot.domain.severities import Safety
from bot.domain.signals.severity import Severity
from bot.effects import Reply
from bot.events import Account, ActionChosen, CommandInvoked, Event, FormSubmitted, MessageReceived, Place, Pointed
from bot.flows import all_routes
from bot.ports import Spot, Tx
from storage.address import at_file
from storage.engine import SqlStorage, open_storage
from tests.conflicts.roster import MOMENTS, Person, Roster
from tests.permissions.bottle import KEY, packs
from tests.unsealing import unsealing

HERE = Place("local", "demo", "#g1")
WORDS = "xylophone-marker"
MONDAY = date(2027, 3, 1)


@dataclass
class Play:
    """A cohort that lives; `refs` and `ids` are what the cases that must be kept are called."""

    roster: Roster
    storage: SqlStorage
    path: Path
    clock: SimulatedClock
    app: Application
    events: dict[str, int] = field(default_factory=dict)

    async def does(self, who: Person, kind: str, name: str, **more: object) -> list[Reply]:
        """Let somebody act; the same act of the same person has the same id in every play."""
        number = self.events[who.handle] = self.events.get(who.handle, 0) + 1
        return await self.app.handle(self._event(who, f"{who.handle}:{number}", kind, name, more))

    def _event(self, who: Person, id: str, kind: str, name: str, more: dict[str, object]) -> Event:
        by, now = Account("local", "demo", f"u-{who.handle}"), self.clock.now()
        subject, values = str(more.get("subject", "")), more.get("values", {})
        assert isinstance(values, dict)
        match kind:
            case "command":
                return CommandInvoked(id, now, by, Place("local", "demo", "dm", is_direct=True), name, values)
            case "action":
                return ActionChosen(id, now, by, HERE, Action(name, subject))
            case "form":
                return FormSubmitted(id, now, by, HERE, Action(name, subject), values)
            case _:
                return MessageReceived(id, now, by, HERE, f"m-{id}", name)

    async def passes(self, hours: int) -> None:
        """Let some hours pass, with everything that is due."""
        self.clock.set(self.clock.now() + timedelta(hours=hours))
        while await self.app.tick():
            pass

    async def brought(self) -> list[Case]:
        """Return the cases that must be kept from the subject."""
        async with self.storage.snapshot() as tx:
            cases = await tx.cases.in_cohort("a")
        return [case for case in cases if case.id != "ordinary"]

    def rows(self, sql: str) -> list[str]:
        """Return the rows of a query as text, sorted; `opened(card, id)` in it is a message's words."""
        with closing(unsealing(sqlite3.connect(self.path), KEY)) as opened:
            return sorted(str(row) for row in opened.execute(sql))


@asynccontextmanager
async def play(template: Path, roster: Roster) -> AsyncIterator[Play]:
    """Open a copy of an empty database with this cohort in it."""
    path = template.with_name("play.sqlite3")
    for old in path.parent.glob("play.sqlite3*"):
        old.unlink()
    shutil.copy(template, path)
    storage = await open_storage(at_file(path, is_scratch=True), key=KEY)
    clock = SimulatedClock(roster.at)
    try:
        async with storage.transaction() as tx:
            await _fill(tx, roster)
        yield Play(roster, storage, path, clock, Application(storage, all_routes(), clock, packs(), KEY))
    finally:
        await storage.close()


async def _fill(tx: Tx, roster: Roster) -> None:
    rotation = tuple(person.handle for person in roster.those(Role.COORDINATOR))
    first, last = MOMENTS[0] - timedelta(days=1), MOMENTS[-1] + timedelta(days=9)
    overrides = (Override(roster.stands_in, first, last),) if roster.stands_in else ()
    safety = Safety(("g1",), outside="mailto:help@example.org" if roster.has_outside else "")
    plan = Plan(safety=safety, on_call=OnCall(rotation, overrides))
    await tx.cohorts.add(Cohort("a", "a", "A cohort", "Europe/Lisbon", MONDAY, 8, state=CohortState.OPEN, plan=plan))
    for person in roster.people:
        await tx.members.add(member(person, roster.at), [Account("local", "demo", f"u-{person.handle}")])
    learners = roster.those(Role.LEARNER)
    group = Group("g1", "a", "g1", "Group", "Europe/Lisbon", f"id-{roster.facilitator}" if roster.facilitator else "")
    await tx.groups.add(group, [f"id-{learner.handle}" for learner in learners], MONDAY)
    await tx.places.add(Spot(HERE, "a", "g1", "g1"))
    mentor = roster.reporter if roster.reporter.role is Role.MENTOR else roster.those(Role.MENTOR)[0]
    for learner in learners:
        ids = (f"id-{learner.handle}", f"id-{mentor.handle}")
        await tx.pairings.add(Pairing(f"p-{learner.handle}", "a", *ids, MONDAY))
    ordinary = ("ordinary", "RRRR", "a", f"id-{learners[0].handle}", "crisis", Severity.CRITICAL, Cause.SIGNAL)
    await tx.cases.add(Case(*ordinary, "crisis.ideation", roster.at, message_id="m0", excerpt="other words"))


def member(person: Person, now: datetime) -> Member:
    """Return somebody's row."""
    state = MemberState.ACTIVE if person.is_here else MemberState.PAUSED
    who = (f"id-{person.handle}", "a", person.handle, person.name, person.role, "Europe/Lisbon", state)
    return Member(*who, consent_version=1, consented_at=now)


async def bring(the: Play) -> None:
    """Let the reporter bring it, by the route of the roster."""
    about, by = the.roster.subject, the.roster.reporter
    values = {"text": f"{WORDS} again", "now": the.roster.now, "about": "", "without": "nobody"}
    pointed = Pointed("m1", f"u-{about.handle}").subject
    match the.roster.route:
        case "name" | "again":
            values["about"] = about.name
        case "handle":
            values["about"] = f"@{about.handle.lower()}"
        case "mention":
            values["text"] += f" <@u-{about.handle}> did it"
        case "words":
            values["text"] += f" it was {about.name.split()[0].upper()} who did it, {about.handle} I mean"
        case "left out":
            values["without"] = f"id-{about.handle}"
        case "menu":
            await the.does(by, "form", "report.submit", subject=pointed, values=values)
            return
        case "flagged":
            await the.does(by, "form", "flag.submit", subject=pointed, values=values)
            return
        case "escalated":
            learner = next(p for p in the.roster.those(Role.LEARNER))
            text = f"{WORDS}: {about.name} keeps calling"
            given = {"learner": learner.handle, "concern": "harassment", "text": text}
            await the.does(by, "command", "mentor escalate", values=given)
            return
    await the.does(by, "form", "report.submit", values=values)
    if the.roster.route == "again":  # what follows names nobody, and is kept from them all the same
        await the.does(by, "form", "report.submit", values=values | {"about": "", "text": f"{WORDS}, once more"})
        await the.does(by, "command", "peer help", values={"text": f"what became of it? {WORDS}"})
        await the.does(by, "action", "safety.person", subject="harassment")
