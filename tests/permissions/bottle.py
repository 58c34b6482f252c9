"""Two cohorts of any people in a real database, and everything anybody may try in them."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from bot.app import Application
from bot.domain.affinity import Space
from bot.domain.cases import Case, Cause
from bot.domain.check_ins import CheckIn
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.deadlines import Milestone, ReviewRound
from bot.domain.drafts import Draft
from bot.domain.extensions import Extension
from bot.domain.hosts import Host
from bot.domain.hub import HubItem, HubKind, HubState
from bot.domain.members import Group, Member, MemberState, Pairing, Role
from bot.domain.moves import Move, MoveCause
from bot.domain.norms import Norm
from bot.domain.office_hours import Booking
from bot.domain.on_call import OnCall
from bot.domain.plan import Plan, Prompt
from bot.domain.problems import Problem
from bot.domain.recognition import Kudos
from bot.domain.reviews import Review
from bot.domain.sessions import Session, SessionState
from bot.domain.severities import Safety
from bot.domain.signals import Packs, Rulebook
from bot.domain.signals.severity import Severity
from bot.domain.survey_answers import Answer
from bot.domain.surveys import Survey, SurveyKind
from bot.domain.topics import Topic
from bot.events import Account, Place
from bot.flows import all_routes
from bot.ports import Spot, Tx
from storage.engine import SqlStorage, open_storage
from tests.permissions.table import Facts, Somebody

KEY = b"a key that only the tests know, 32"
NOW = datetime(2027, 3, 4, 12, tzinfo=UTC)
MONDAY = date(2027, 3, 1)
COHORTS = ("a", "b")


class FixedClock:
    """It is always the same moment."""

    def now(self) -> datetime:
        """Return it."""
        return NOW


class _Undo(Exception):
    pass


@dataclass
class Undone:
    """A storage that takes back whatever was done, so that the next deed finds the same world."""

    storage: SqlStorage

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """Run a whole transaction, then roll it back."""
        try:
            async with self.storage.transaction() as tx:
                yield tx
                raise _Undo
        except _Undo:
            pass

    def snapshot(self) -> "asynccontextmanager[Tx]":
        """Read."""
        return self.storage.snapshot()  # type: ignore[return-value]


@cache
def packs() -> Packs:
    """The shipped packs, compiled once."""
    return Rulebook().packs()


@dataclass
class Bottle:
    """An application on a database; `trying` is the same one, but nothing it does stays."""

    path: Path
    storage: SqlStorage

    @property
    def doing(self) -> Application:
        """What it does stays."""
        return Application(self.storage, all_routes(), FixedClock(), packs(), KEY)

    @property
    def trying(self) -> Application:
        """What it does is taken back."""
        return Application(Undone(self.storage), all_routes(), FixedClock(), packs(), KEY)  # type: ignore[arg-type]

    def everything(self) -> list[str]:
        """Return every row of every table."""
        with closing(sqlite3.connect(self.path)) as opened:
            names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return [f"{name} {row}" for name in sorted(names) for row in opened.execute(f'SELECT * FROM "{name}"')]


@asynccontextmanager
async def bottle(template: Path, people: list[Somebody], facts: Facts) -> AsyncIterator[Bottle]:
    """Open a copy of an empty database with these people in it."""
    path = template.with_name("bottle.sqlite3")
    for old in path.parent.glob("bottle.sqlite3*"):
        old.unlink()
    shutil.copy(template, path)
    storage = await open_storage(f"sqlite+aiosqlite:///{path}", key=KEY)
    try:
        async with storage.transaction() as tx:
            await _fill(tx, people, facts)
        yield Bottle(path, storage)
    finally:
        await storage.close()


def empty_database(folder: Path) -> Path:
    """Make a database with its tables and nothing in them."""
    path = folder / "empty.sqlite3"

    async def make() -> None:
        storage = await open_storage(f"sqlite+aiosqlite:///{path}", key=KEY)
        await storage.close()

    asyncio.run(make())
    return path


def account(who: Somebody, platform: str = "local", workspace: str = "demo") -> Account:
    """Somebody's account."""
    return Account(platform, workspace, f"u-{who.handle}")


def places(cohort: str) -> Iterator[Place]:
    """Where somebody can act: a private conversation, and the group's channel of a cohort."""
    yield Place("local", "demo", "dm", is_direct=True)
    yield Place("local", "demo", f"#{cohort}")


async def _fill(tx: Tx, people: list[Somebody], facts: Facts) -> None:
    for cohort_id in COHORTS:
        rotation = tuple(p.handle for p in people if p.cohort == cohort_id and p.role is Role.COORDINATOR)
        plan = Plan(
            prompts=(Prompt(1, "Hello", guide="How?", hint="Small."),),
            milestones=(Milestone("Main", date(2027, 4, 2)),),
            reviews=(ReviewRound("a plan", MONDAY, MONDAY),),
            safety=Safety(("group",), outside="mailto:help@example.org"),
            on_call=OnCall(rotation),
        )
        state = CohortState.CLOSED if cohort_id in facts.closed else CohortState.OPEN
        cohort = Cohort(cohort_id, cohort_id, f"Cohort {cohort_id}", "Europe/Lisbon", MONDAY, 8, state=state, plan=plan)
        await tx.cohorts.add(cohort)
    for person in people:
        await tx.members.add(_member(person), [account(person)])
    for cohort_id in COHORTS:
        members = [_id(p.handle) for p in people if p.cohort == cohort_id and p.role is Role.LEARNER]
        looks_after = facts.facilitators.get(cohort_id, "")
        group = Group(f"g-{cohort_id}", cohort_id, "group", "Group", "Europe/Lisbon", looks_after and _id(looks_after))
        await tx.groups.add(group, members, MONDAY)
        await tx.spaces.add(Space(f"a-{cohort_id}", cohort_id, "women", "Women in the cohort"))
        place = Place("local", "demo", f"#{cohort_id}")
        await tx.places.add(Spot(place, cohort_id, "group", f"g-{cohort_id}"))
        await _hub(tx, cohort_id, [person for person in people if person.cohort == cohort_id])
    for person in people:
        me = _id(person.handle)
        await tx.kudos.add(Kudos(f"w-{person.handle}", person.cohort, me, me, NOW, "words"))
        if person.role is Role.LEARNER:
            await _rows(tx, person, facts)


async def _hub(tx: Tx, cohort_id: str, people: list[Somebody]) -> None:
    """Something that is in the hub, and something that waits for a coordinator."""
    for number, state in enumerate(HubState):
        ids = (f"{state.value[0] if state is not HubState.LIVE else 'h'}-{cohort_id}", cohort_id, f"H{number}")
        item = HubItem(*ids, HubKind.GUIDE, "Gallery", "Look here", _id(people[0].handle), MONDAY, state=state)
        await tx.hub.add(item)


def _id(handle: str) -> str:
    return f"id-{handle}"


def _member(who: Somebody) -> Member:
    has_agreed = who.state not in (MemberState.INVITED, MemberState.DECLINED)
    return Member(
        _id(who.handle),
        who.cohort,
        who.handle,
        f"Name of {who.handle}",
        who.role,
        "Europe/Lisbon",
        who.state,
        consent_version=int(has_agreed),
        consented_at=NOW if has_agreed else None,
    )


async def _rows(tx: Tx, who: Somebody, facts: Facts) -> None:
    handle, cohort = who.handle, who.cohort
    opened, closes = NOW - timedelta(hours=3), NOW + timedelta(days=3)
    check_in = CheckIn(f"c-{handle}", cohort, _id(handle), 1, opened, closes, is_shared=handle in facts.shares)
    await tx.check_ins.add(check_in)
    number = int("".join(filter(str.isdigit, handle))) + 1
    survey = Survey(f"v-{handle}", cohort, SurveyKind.PULSE, number, ("One?",), opened, closes)
    await tx.surveys.add(survey)
    await tx.surveys.ask([Answer(f"a-{handle}", survey.id, cohort, _id(handle))])
    await tx.topics.add(Topic(f"o-{handle}", cohort, f"g-{cohort}", _id(handle), "Sources", "", NOW, NOW))
    await tx.norms.add(Norm(f"n-{handle}", f"g-{cohort}", _id(handle), NOW, text="Ask first"))
    due = date(2027, 4, 9)
    shown = Extension(f"t-{handle}", cohort, _id(handle), "Main", 5, due, NOW)
    await tx.extensions.add(shown)
    await tx.extensions.add(replace(shown, id=f"u-{handle}").asked())
    review = Review(f"v-{handle}", cohort, f"g-{cohort}", 1, _id(handle), _id(handle), MONDAY)
    await tx.reviews.add([review])
    await tx.hosts.add(Host(f"a-{handle}", cohort, f"g-{cohort}", 8, _id(handle)))
    problem = Problem(f"a-{handle}", cohort, f"g-{cohort}", _id(handle), NOW, is_named=True, words="words")
    await tx.problems.add(problem)
    mentor = facts.mentors.get(handle)
    if mentor is not None:
        await tx.moves.add(Move(f"v-{handle}", cohort, _id(handle), _id(mentor), "", MoveCause.FIT, NOW))
        place = (_id(mentor), NOW + timedelta(minutes=len(handle) + int(handle[-1])))
        await tx.bookings.add(Booking(f"b-{handle}", cohort, _id(handle), *place, 15))
        await tx.pairings.add(Pairing(f"p-{handle}", cohort, _id(handle), _id(mentor), MONDAY))
        for session_id, slot, state in (("e", 1, SessionState.PLANNED), ("x", 2, SessionState.MISSED)):
            at = NOW - timedelta(hours=2 * slot)
            keys = (f"{session_id}-{handle}", cohort, _id(handle), _id(mentor), slot, 45, state, at)
            await tx.sessions.add(Session(*keys, private_note="mine"))
    drafted_for = facts.drafted_for.get(handle)
    if drafted_for is not None:
        times = (NOW + timedelta(days=2), NOW + timedelta(days=3))
        draft = Draft(f"d-{handle}", cohort, _id(handle), _id(drafted_for), "", "Hello", times, NOW)
        await tx.drafts.add(draft)
        await tx.drafts.add(Draft(f"s-{handle}", cohort, _id(handle), _id(drafted_for), "", "Hello", times, NOW, NOW))
    subjects = tuple(_id(subject) for subject in sorted(facts.subjects[handle]))
    case = Case(
        f"k-{handle}",
        reference(handle),
        cohort,
        _id(handle),
        "crisis",
        Severity.CRITICAL,
        Cause.SIGNAL,
        "crisis.ideation",
        NOW,
        message_id="m1",
        excerpt="words",
        subject_ids=subjects,
    )
    await tx.cases.add(case)
    flag = {"category": "flag", "cause": Cause.FLAG, "severity": Severity.NORMAL, "opener_id": _id(handle)}
    await tx.cases.add(replace(case, id=f"f-{handle}", ref=f"F{handle}", channel="#group", message_id="", **flag))


def reference(handle: str) -> str:
    """A case's reference."""
    return f"R{handle}".upper()
