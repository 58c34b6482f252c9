"""The chat workspace in the browser, furnished from cohort files and served beside the bot."""

import socket
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import datetime

from adapters.listening import held
from adapters.local.gateway import Gateway, NotPossible
from adapters.local.records import Channel, Person
from adapters.local.server import LocalServer
from adapters.local.stage import Progress, Stage, Upcoming
from adapters.local.tour import Tour
from adapters.local.web import build
from adapters.local.workspace import Workspace
from bot.cohort_file import AccountRow, ChannelRow, CohortFile, GroupRow
from bot.cohort_file.rows import PLATFORM, WORKSPACE
from bot.config import LocalSection
from bot.engine import Engine
from bot.errors import BadInput, Fault
from bot.ports import Storage
from bot.upcoming import upcoming

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def workspace_name(files: Iterable[CohortFile]) -> str:
    """Return the one workspace the cohorts use; BadInput when there are several, since one is served."""
    places: list[AccountRow | ChannelRow | GroupRow] = []
    for file in files:
        places += [*file.groups, *file.channels, *(account for person in file.people for account in person.accounts)]
    names = {place.workspace for place in places if place.platform == PLATFORM}
    if len(names) > 1:
        several = f"The cohorts name several local workspaces, and one can be served: {', '.join(sorted(names))}."
        raise BadInput([Fault("cohorts", 0, "workspace", several, "Use the same name everywhere.")])
    return names.pop() if names else WORKSPACE


async def furnish(workspace: Workspace, files: Iterable[CohortFile], storage: Storage) -> None:
    """Put everybody and every channel of the cohorts into the workspace; what is there is brought up to date."""
    for file in files:
        people = await _people(file, workspace.name, storage)
        await workspace.directory.put_people(people.values())
        for channel in file.channels:
            if _is_here(channel, workspace.name):
                room = Channel(channel.channel, channel.name, file.name)
                await workspace.directory.put_channel(room, [person.id for person in people.values()])
        for group in file.groups:
            if _is_here(group, workspace.name):
                room = Channel(group.channel, group.channel.lstrip("#"), group.purpose or group.name)
                inside = [people[row].id for row in (*group.members, group.facilitator) if row in people]
                await workspace.directory.put_channel(room, inside)


def _is_here(place: ChannelRow | GroupRow, name: str) -> bool:
    return (place.platform, place.workspace) == (PLATFORM, name)


async def _people(file: CohortFile, name: str, storage: Storage) -> dict[str, Person]:
    """Return who of a cohort is in the workspace, by handle, with the id the bot mentions them by."""
    async with storage.snapshot() as tx:
        cohort = await tx.cohorts.by_handle(file.handle)
        members = await tx.members.in_cohort(cohort.id) if cohort is not None else []
    ids = {member.handle: member.id for member in members}
    return {
        row.id: Person(account.id, row.name, str(row.role), row.timezone, ids.get(row.id, ""))
        for row in file.people
        for account in row.accounts
        if (account.platform, account.workspace) == (PLATFORM, name)
    }


class RealTime:
    """The stage of a bot at work: it shows the time and what comes next, and nobody can turn the clock."""

    is_real, speed, is_paused = True, 1.0, False

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def now(self) -> datetime:
        """Return the present moment."""
        return self._engine.app.clock.now()

    async def set_speed(self, factor: float) -> None:
        """Refuse."""
        raise _no_clock(factor)

    async def pause(self) -> None:
        """Refuse."""
        raise _no_clock()

    async def play(self) -> None:
        """Go on, as it does anyway."""

    async def advance_to(self, moment: datetime, on_progress: Progress) -> None:
        """Refuse."""
        raise _no_clock(moment, on_progress)

    async def next_event(self) -> datetime | None:
        """Return when the bot does something next."""
        return await self._engine.next_at()

    async def upcoming(self, limit: int) -> list[Upcoming]:
        """Return what the bot will do next, soonest first."""
        async with self._engine.app.storage.snapshot() as tx:
            return [Upcoming(plan.at, plan.what, plan.to, plan.why) for plan in await upcoming(tx, limit)]


def _no_clock(*_: object) -> NotPossible:
    return NotPossible("This is the real time, which nobody can turn. `kith demo` has a clock that can be turned.")


@contextmanager
def listening_on(local: LocalSection) -> Iterator[socket.socket]:
    """Hold the configured port; EnvironmentProblem when it is taken."""
    with closing(held(local.host, local.port, "local")) as listening:
        yield listening


@asynccontextmanager
async def served(
    workspace: Workspace, gateway: Gateway, stage: Stage, listening: socket.socket, tour: Tour = ()
) -> AsyncIterator[str]:
    """Serve the workspace while the block lasts; yields its address."""
    host = listening.getsockname()[0]
    app = await build(workspace, gateway, stage, tour, () if host in _LOOPBACK else (host,))
    async with LocalServer(app, listening).running() as url:
        yield url
