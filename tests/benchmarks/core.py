"""A cohort on the real core and a real file that waits for its disk, and messages of its people for it to hear."""

import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.cli.house import House, built
from adapters.clock import SimulatedClock
from adapters.simulation.moving import Home, moved
from adapters.simulation.play import seeded_key
from bot.cohort_file import CohortFile, load_cohort
from bot.domain.members import Member, MemberState, Role
from bot.events import Account, MessageReceived, Place
from bot.ports import Messenger
from tests.benchmarks import chat
from tests.world import ZONE, cohort_toml

MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)
"""The cohort's first day, when everything of its beginning has been sent."""

CHANNELS = 32
_FILE = "cohort.toml"


@dataclass
class Core:
    """An open house with its cohort; `messages` never end and never repeat an id; `messengers` may be filled."""

    house: House
    file: CohortFile
    clock: SimulatedClock
    messengers: dict[str, Messenger]
    writers: list[Account]
    texts: list[str] = field(default_factory=lambda: chat.ordinary(2_000))
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def messages(self, count: int) -> list[MessageReceived]:
        """Return that many new messages of everybody in turn, in every channel in turn."""
        return [self._message(next(self.numbers)) for _ in range(count)]

    async def counted(self) -> int:
        """Return how many messages are stored as participation."""
        async with self.house.storage.snapshot() as tx:
            cohort = await tx.cohorts.by_handle("test")
            assert cohort is not None
            return await tx.participations.in_cohort(cohort.id)

    def _message(self, number: int) -> MessageReceived:
        by = self.writers[number % len(self.writers)]
        place = Place(by.platform, by.workspace, self.file.channels[number % CHANNELS].channel)
        text = self.texts[number % len(self.texts)]
        return MessageReceived(f"m:{number}", self.clock.now(), by, place, f"m{number}", text)


@contextmanager
def folder() -> Iterator[Path]:
    """Make a folder on the disk for as long as it is needed."""
    with TemporaryDirectory(prefix="kith-bench-") as made:
        yield Path(made)


def cohort_file(where: Path) -> CohortFile:
    """Write and read a cohort of twenty learners in one group, who write in many channels."""
    path = where / _FILE
    text = cohort_toml([f"L{number}" for number in range(20)], "2027-03-01", 8, {})
    channels = [f"c{number}" for number in range(CHANNELS)]
    text = text.replace('scan = ["g1", "help"]', f'scan = ["g1", {", ".join(map(repr, channels))}]'.replace("'", '"'))
    path.write_text(text + "".join(f'[[channel]]\nname = "{name}"\n' for name in channels), encoding="utf-8")
    return load_cohort(path)


@asynccontextmanager
async def at_work(
    where: Path, members: int = 0, lives_at: Callable[[CohortFile], Home] | None = None, url: str = ""
) -> AsyncIterator[Core]:
    """Open a cohort in a new database in a folder, with more members of no group to make it so many.

    `url` names another database that is empty.
    """
    file, clock = cohort_file(where), SimulatedClock(MONDAY)
    if lives_at is not None:
        file = moved(file, lives_at(file))
    url = url or f"sqlite+aiosqlite:///{where / 'kith.sqlite3'}"
    messengers: dict[str, Messenger] = {}
    async with built(url, seeded_key(1), clock, messengers) as house:
        await house.open_cohort(file)
        await house.engine.start()
        accounts = [row.accounts[0] for row in file.people]
        writers = [Account(one.platform, one.workspace, one.id) for one in accounts]
        writers += await _grow(house, members - len(writers))
        yield Core(house, file, clock, messengers, writers)


@asynccontextmanager
async def joined(where: Path, url: str, number: int) -> AsyncIterator[Core]:
    """Open the cohort somebody is `at_work` with in a folder and a database; each number has messages of its own."""
    file, clock = load_cohort(where / _FILE), SimulatedClock(MONDAY)
    async with built(url, seeded_key(1), clock, {}) as house:
        accounts = [row.accounts[0] for row in file.people]
        writers = [Account(one.platform, one.workspace, one.id) for one in accounts]
        yield Core(house, file, clock, {}, writers, numbers=itertools.count(number * 10**9))


async def _grow(house: House, more: int) -> list[Account]:
    """Put more members in, as the storage knows them: an active learner each; return their accounts."""
    made = [Account("local", "demo", f"more-{number}") for number in range(more)]
    async with house.storage.transaction() as tx:
        cohort = await tx.cohorts.by_handle("test")
        assert cohort is not None
        for number, account in enumerate(made):
            handle = f"X{number}"
            member = Member(
                handle, cohort.id, handle, handle, Role.LEARNER, ZONE, MemberState.ACTIVE, consent_version=1
            )
            await tx.members.add(member, [account])
    return made
