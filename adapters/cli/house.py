"""Puts the house together: storage, core and messengers, wired once. The only place that knows all of them."""

import hashlib
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.app import Application
from bot.cohort_file import CohortFile
from bot.config import Config
from bot.delivery import Courier
from bot.domain.signals import Packs, Rulebook
from bot.engine import Engine
from bot.errors import EnvironmentProblem
from bot.events import CohortOpened, CohortRead
from bot.flows import all_routes
from bot.ingest import Ingest
from bot.plain import Plain
from bot.ports import Clock, Messenger
from storage.address import Address, parse_address
from storage.engine import SqlStorage, open_storage

KEY = "KITH_KEY"
SHORTEST_KEY = 32
ALONE = "kith"
"""The courier of a database that is one process's own: what it had begun is doubted at its next start at once."""


ENGLISH = Rulebook()
"""The packs that are shipped in English, and none besides."""


@dataclass(frozen=True, slots=True)
class House:
    """The running parts."""

    storage: SqlStorage
    app: Application
    courier: Courier
    engine: Engine
    ingest: Ingest
    packs: Packs

    async def open_cohort(self, file: CohortFile) -> None:
        """Bring a cohort file into the storage; a cohort that is there already is left as it is."""
        opened = CohortOpened(f"cohort:{file.handle}", self.app.clock.now(), file)
        await self.app.handle(opened)

    async def read_again(self, file: CohortFile) -> None:
        """Let a cohort that runs have what its file says now of who is on call and where to turn."""
        now = self.app.clock.now()
        await self.app.handle(CohortRead(f"cohort:{file.handle}:{now.isoformat()}", now, file))


def key_from_environment() -> bytes:
    """Return the key that encrypts personal text; EnvironmentProblem says how to make one."""
    key = os.environ.get(KEY, "")
    if len(key) < SHORTEST_KEY:
        raise EnvironmentProblem(
            f"{KEY} must be set to at least {SHORTEST_KEY} characters: it encrypts what people write. Where there is a "
            "database or a backup already, set the one it was made with: no other reads it. Else make one with "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(32))'` and keep it safe."
        )
    return key.encode()


def address_of(config: Config) -> Address:
    """Return where a configuration keeps everything, and its copies."""
    copies = Path(config.backup.folder) if config.backup.folder else None
    return replace(parse_address(config.database.url), copies=copies)


@asynccontextmanager
async def built(
    place: str | Address,
    key: bytes,
    clock: Clock,
    messengers: Mapping[str, Messenger],
    rules: Rulebook = ENGLISH,
    worker: str = "",
) -> AsyncIterator[House]:
    """Open the storage at a URL or address and wire the core to it; everything is closed again at the end.

    `messengers` may be filled later, before the first delivery. The ids' secret comes from the key, so that a
    rehearsal with the same key and clock makes the same ids. `worker`: on a database that others share, deliver under
    this name, and only what is leased to it.
    """
    packs = rules.packs()
    storage = await open_storage(place, key=key)
    try:
        secret = hashlib.sha256(b"ids:" + key).digest()
        app = Application(storage, all_routes(), clock, packs, secret)
        is_leased = bool(worker) and storage.is_shared
        courier = Courier(app, messengers, worker if is_leased else ALONE, is_leased=is_leased)
        ingest = Ingest(app, Plain(storage, clock, packs, app.lately))
        yield House(storage, app, courier, Engine(app, courier), ingest, packs)
    finally:
        await storage.close()
