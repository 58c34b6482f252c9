"""Two workers hear on one PostgreSQL database: each remembers who is who, and none goes by what is no longer so."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event

from adapters.clock import SimulatedClock
from bot.domain.members import MemberState
from bot.events import MessageReceived, Place
from bot.ingest import Ingest
from bot.plain import Plain
from bot.ports import Tx
from bot.repositories import Note, Noted
from storage.engine import SqlStorage
from storage.schema import metadata
from storage.schema.lookups import LOOKED_UP
from tests.core.test_plain import PACKS, TEXTS, Desk, opened
from tests.storage.sample import COHORT, L1, L2, M1, NOW, account

HERE = Place("local", "w1", "#g1")
AGREED = replace(L1, state=MemberState.ACTIVE, consent_version=1)
MEANWHILE = 40


def said(id: str, text: str = "Good morning", place: Place = HERE) -> MessageReceived:
    """Something L1 writes."""
    return MessageReceived(id, NOW, account(L1), place, id, text)


async def counted(desk: Desk) -> list[str]:
    """Return the ids of the messages that count."""
    return [row[2] for row in (await desk.left_behind())["participations"]]


async def change(desk: Desk, how: Callable[[Tx], Awaitable[None]]) -> None:
    """Let a worker change something and commit it."""
    async with desk.storage.transaction() as tx:
        await how(tx)


@pytest.fixture
async def desks(made_postgres_url: str) -> AsyncIterator[tuple[Desk, Desk]]:
    """Two workers; the second finds the people there."""
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(opened(made_postgres_url))
        yield one, await stack.enter_async_context(opened(made_postgres_url, is_new=False))


async def test_who_is_who_is_asked_once_and_again_when_another_worker_changed_it(desks: tuple[Desk, Desk]) -> None:
    one, other = desks
    asked = statements(one)
    await one.hear([said("a")])
    first = len(asked)
    await one.hear([said("b")])
    assert len(asked) == first > 0, "remembered"

    await change(other, lambda tx: tx.members.save(replace(M1, consent_version=1)))
    await one.hear([said("c")])
    assert len(asked) > first
    assert await counted(one) == ["a", "b", "c"]


async def test_everything_that_is_asked_stands_in_tables_whose_changes_are_counted(desks: tuple[Desk, Desk]) -> None:
    asked = statements(desks[0])
    await desks[0].hear([replace(said("a"), reply_to=account(L2)), said("b", place=replace(HERE, thread="t1"))])

    read = {name for sql in asked for name in re.findall(r"\b(?:FROM|JOIN) (\w+)", sql)}
    assert read & metadata.tables.keys() == {*LOOKED_UP, "lookup_versions"}


async def test_whoever_withdraws_at_one_worker_is_not_counted_by_the_other_from_then_on(
    desks: tuple[Desk, Desk],
) -> None:
    one, other = desks
    wanted, is_over = [], False

    async def others_go_on() -> None:
        number = 0
        while not is_over:
            number += 1
            talk = [replace(said(f"x{number}.{n}"), by=account(M1)) for n in range(20)]
            await one.hear(talk)

    talking = asyncio.create_task(others_go_on())
    for turn in range(MEANWHILE):
        consent = turn % 2
        await change(other, lambda tx, consent=consent: tx.members.save(replace(AGREED, consent_version=consent)))
        await one.hear([said(f"a{turn}"), said(f"b{turn}")])
        wanted += [f"a{turn}", f"b{turn}"] if consent else []
    is_over = True
    await talking

    assert sorted(id for id in await counted(one) if not id.startswith("x")) == sorted(wanted)


async def test_a_channel_that_is_no_longer_listed_is_not_looked_at_and_one_that_is_again_is(
    desks: tuple[Desk, Desk],
) -> None:
    one, other = desks
    listed = replace(COHORT.plan.safety, scan=("g1",))

    async def list_it(*names: str) -> None:
        plan = replace(COHORT.plan, safety=replace(listed, scan=names))
        await change(other, lambda tx: tx.cohorts.save(replace(COHORT, plan=plan)))

    await one.hear([said("a")])
    await list_it()
    await one.hear([said("b", TEXTS[3])])
    assert (await one.left_behind())["cases"] == []

    await list_it("g1")
    await one.hear([said("c", TEXTS[3])])
    assert len((await one.left_behind())["cases"]) == 1


async def test_a_channel_that_is_given_up_counts_no_longer(desks: tuple[Desk, Desk]) -> None:
    one, other = desks
    await one.hear([said("a")])
    await change(other, lambda tx: tx.places.forget(HERE))
    await one.hear([said("b")])

    assert await counted(one) == ["a"]


async def test_where_it_changes_all_the_time_messages_are_handled_with_care(desks: tuple[Desk, Desk]) -> None:
    one, other = desks
    restless = Restless(one.storage, other.storage)
    ingest = Ingest(one.app, Plain(restless, SimulatedClock(NOW), PACKS, one.app.lately))
    await asyncio.gather(*(ingest.handle(said(id)) for id in "abc"))

    assert await counted(one) == ["a", "b", "c"]
    assert restless.answers == [False] * 3


@dataclass
class Restless:
    """A worker's storage where another one changes somebody right before a batch is stored, whenever that is tried."""

    inner: SqlStorage
    other: SqlStorage
    answers: list[bool] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    @asynccontextmanager
    async def noting(self) -> AsyncIterator[Note]:
        """Give what stores a batch a moment too late."""
        async with self.inner.noting() as note:

            async def too_late(noted: Noted, now: datetime, as_of: int | None) -> bool:
                async with self.other.transaction() as tx:
                    await tx.members.save(replace(M1, unanswered_nudges=len(self.answers) + 1))
                self.answers.append(await note(noted, now, as_of))
                return self.answers[-1]

            yield too_late


def statements(desk: Desk) -> list[str]:
    """Return the list to which every statement of a worker is added; those that store batches are not among them."""
    seen: list[str] = []
    engine = desk.storage._database._engine.sync_engine  # type: ignore[attr-defined]

    def note(*told: Any) -> None:
        seen.append(told[2])

    event.listen(engine, "before_cursor_execute", note)
    return seen
