"""Messages taken many at a time leave behind exactly what the same messages leave behind one at a time."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from adapters.clock import SimulatedClock
from bot.app import Application
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import MemberState
from bot.domain.signals import Rulebook
from bot.events import Account, MessageReceived, Place
from bot.flows import all_routes
from bot.ingest import Ingest
from bot.plain import Plain
from bot.ports import Spot
from storage.engine import SqlStorage, open_storage
from tests.storage.sample import C1, COHORT, DAY, KEY, L1, L2, L3, M1, MONDAY, NOW, account, add_people, member

ROOMS = {"#g1": "g1", "#help": "help", "#space": "space-parents", "#old": "hall"}
OLD = replace(COHORT, id="c0", handle="winter", name="Winter", starts_on=MONDAY - 100 * DAY, state=CohortState.CLOSED)
PACKS = Rulebook().packs()
TEXTS = ("Good morning", "See you at six", "I finished the module", "I want to kill myself", "ok", "It was all a mess")
TEXTS += ("I want to kill", "myself")
PEOPLE = [account(person) for person in (L1, L2, L3, M1, C1)] + [Account("local", "w1", "stranger")]
TABLES = {
    "inbox": "SELECT key FROM inbox ORDER BY key",
    "participations": "SELECT cohort_id, member_id, message_id, channel, at, group_id, reply_to_member_id"
    " FROM participations ORDER BY message_id",
    "cases": "SELECT learner_id, category FROM cases ORDER BY ref",
    "outbox": "SELECT recipient_id, urgency FROM outbox ORDER BY key",
}


@dataclass
class Desk:
    """The core on a database, and the two ways into it."""

    storage: SqlStorage
    app: Application
    ingest: Ingest

    async def left_behind(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return everything that was stored."""
        async with self.storage._database.read() as connection:
            return {name: list(map(tuple, await connection.execute(text(sql)))) for name, sql in TABLES.items()}

    async def hear(self, events: Sequence[MessageReceived]) -> None:
        """Let all of them come at once."""
        await asyncio.gather(*(self.ingest.handle(event) for event in events))


@asynccontextmanager
async def opened(url: str, *, is_new: bool = True) -> AsyncIterator[Desk]:
    """Open a desk where people agreed, or did not, and one of them was in a cohort that is over, too."""
    storage = await open_storage(url, key=KEY)
    if is_new:
        await people(storage)
    clock = SimulatedClock(NOW)
    app = Application(storage, all_routes(), clock, PACKS, b"secret")
    try:
        yield Desk(storage, app, Ingest(app, Plain(storage, clock, PACKS, app.lately)))
    finally:
        await storage.close()


async def people(storage: SqlStorage) -> None:
    """Store them, their cohorts and channels."""
    async with storage.transaction() as tx:
        await add_people(tx)
        for person in (L1, L3, M1):
            await tx.members.save(replace(person, state=MemberState.ACTIVE, consent_version=1))
        before = member("L1", cohort_id="c0")
        await tx.cohorts.add(OLD)
        await tx.members.add(replace(before, state=MemberState.ACTIVE, consent_version=1), [account(L1)])
        for channel, name in ROOMS.items():
            cohort: Cohort = OLD if channel == "#old" else COHORT
            await tx.places.add(Spot(Place("local", "w1", channel), cohort.id, name, "g1" if name == "g1" else ""))
        scans = replace(COHORT.plan.safety, scan=("g1", "help"))
        await tx.cohorts.save(replace(COHORT, plan=replace(COHORT.plan, safety=scans)))


def messages(chance: Random, count: int) -> list[MessageReceived]:
    """Return messages of anybody anywhere, some of which come twice."""
    made: list[MessageReceived] = []
    for number in range(count):
        if made and chance.random() < 0.1:
            made.append(chance.choice(made))
            continue
        place = Place("local", "w1", chance.choice((*ROOMS, "#elsewhere")), chance.choice(("", "t1")))
        answered = chance.choice([None, None, *PEOPLE])
        text = TEXTS[3] if chance.random() < 0.1 else chance.choice(TEXTS)
        id = f"m{number:03}"
        made.append(MessageReceived(id, NOW, chance.choice(PEOPLE), place, id, text, answered))
    return made


@pytest.fixture
async def desk(made_url: str) -> AsyncIterator[Desk]:
    """A desk on both databases."""
    async with opened(made_url) as ready:
        yield ready


async def test_what_came_together_is_stored_as_if_it_had_come_one_by_one(tmp_path: Path, made_file: Path) -> None:
    opened_cases: list[tuple[Any, ...]] = []
    for seed in range(5):
        heard, left = messages(Random(seed), 120), []
        for way in ("together", "one by one"):
            path = tmp_path / f"{seed} {way}.sqlite3"
            shutil.copy(made_file, path)
            async with opened(f"sqlite+aiosqlite:///{path}") as desk:
                if way == "together":
                    await desk.hear(heard)
                else:
                    for event in heard:
                        await desk.app.handle(event)
                left.append(await desk.left_behind())
        assert left[0] == left[1], f"seed {seed}"
        opened_cases += left[0]["cases"]
    assert opened_cases, "some messages were not plain"


async def test_many_messages_take_few_statements_and_each_is_there(desk: Desk) -> None:
    heard = [replace(each, id=f"n{n}", message_id=f"n{n}") for n, each in enumerate(messages(Random(1), 1_200))]
    await desk.hear([event for event in heard if event.text != TEXTS[3]])

    left = await desk.left_behind()
    assert len(left["inbox"]) == len([event for event in heard if event.text != TEXTS[3]])


async def test_whoever_leaves_is_not_counted_from_the_next_message_on(desk: Desk) -> None:
    place = Place("local", "w1", "#g1")
    await desk.hear([MessageReceived("a", NOW, account(L1), place, "a", "Good morning")])
    async with desk.storage.transaction() as tx:
        await tx.members.save(replace(L1, state=MemberState.LEFT, consent_version=1))
    await desk.hear([MessageReceived("b", NOW, account(L1), place, "b", "Good night")])

    assert [row[2] for row in (await desk.left_behind())["participations"]] == ["a"]


async def test_what_another_worker_handled_already_is_not_counted_again(desk: Desk) -> None:
    event = MessageReceived("a", NOW, account(L1), Place("local", "w1", "#g1"), "a", "Good morning")
    await desk.app.handle(event)
    other = replace(event, id="b", message_id="b")
    await desk.hear([event, other, other])

    assert [row[2] for row in (await desk.left_behind())["participations"]] == ["a", "b"]


async def test_a_batch_that_is_told_again_as_a_whole_is_counted_once(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    place = Place("local", "w1", "#g1")
    batch = [MessageReceived(id, NOW, account(L1), place, id, "Good morning") for id in ("a", "b")]
    await desk.hear(batch)
    await desk.hear(batch)

    assert [row[2] for row in (await desk.left_behind())["participations"]] == ["a", "b"]
    assert not caplog.records, "and nothing had to be stored one by one"


async def test_whoever_leaves_while_their_message_waits_is_not_counted(tmp_path: Path, made_file: Path) -> None:
    path = shutil.copy(made_file, tmp_path / "kith.sqlite3")
    place = Place("local", "w1", "#g1")
    async with opened(f"sqlite+aiosqlite:///{path}") as desk:
        await desk.hear([MessageReceived("a", NOW, account(L1), place, "a", "Good morning")])
        async with desk.storage.transaction() as tx:
            heard = [
                desk.ingest.hear(MessageReceived(f"b{n}", NOW, account(L1), place, f"b{n}", "Good night"))
                for n in range(200)
            ]
            for _ in range(10):  # they are looked at, and wait for their turn to be stored
                await asyncio.sleep(0)
            await tx.members.save(replace(L1, state=MemberState.LEFT, consent_version=1))
        await asyncio.gather(*heard)

        left = await desk.left_behind()
        assert [row[2] for row in left["participations"]] == ["a"]
        assert len(left["inbox"]) == 201


async def test_a_message_nobody_can_look_at_does_not_keep_the_others_back(desk: Desk) -> None:
    place = Place("local", "w1", "#g1")
    heard = [MessageReceived(f"m{n:03}", NOW, account(L1), place, f"m{n:03}", "Good morning") for n in range(200)]
    await desk.hear(heard[:1])
    heard[150] = replace(heard[150], text=7)  # type: ignore[arg-type]
    await desk.hear(heard[1:])

    there = [row[2] for row in (await desk.left_behind())["participations"]]
    assert there == [each.message_id for each in heard if each.text != 7]


async def test_a_message_nobody_can_store_does_not_keep_the_others_back(desk: Desk) -> None:
    place = Place("local", "w1", "#g1")
    good = [MessageReceived(id, NOW, account(L1), place, id, "Good morning") for id in ("a", "b")]
    bad = replace(good[0], id="c", message_id=None)  # type: ignore[arg-type]
    await desk.hear([good[0], bad, good[1]])

    assert [row[2] for row in (await desk.left_behind())["participations"]] == ["a", "b"]
