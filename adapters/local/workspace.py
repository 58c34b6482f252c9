"""The workspace as one thing: its file, its halves, and the small facts that outlive a restart."""

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from adapters.local.arrivals import Arrivals
from adapters.local.database import Database
from adapters.local.dialogs import Dialogs
from adapters.local.directory import Directory, direct_channel_id
from adapters.local.messages import Messages
from adapters.local.records import PLATFORM, Message, Person
from adapters.look.live import Changes
from bot.events import Account, Place

FILE_NAME: Final = "workspace.sqlite3"


class Facts:
    """Small named texts: the forgery token, the clock's anchor, whether the first hints were put away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> str:
        """Return a fact, or an empty text."""
        rows = await self._database.rows("SELECT value FROM facts WHERE name = ?", (name,))
        return rows[0]["value"] if rows else ""

    async def put(self, facts: Mapping[str, str]) -> None:
        """Store facts by name, all or none."""
        async with self._database.writing() as db:
            await db.executemany(
                "INSERT INTO facts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", facts.items()
            )

    async def once(self, name: str, value: str) -> str:
        """Store a fact if there is none of that name; return the one that holds."""
        async with self._database.writing() as db:
            await db.execute("INSERT INTO facts VALUES (?, ?) ON CONFLICT DO NOTHING", (name, value))
        return await self.get(name)


class Workspace:
    """Our own small chat platform. `name` is the workspace in accounts and places."""

    def __init__(self, database: Database, name: str, birth: str) -> None:
        self.name = name
        self.changes = Changes()
        self.directory = Directory(database, self.changes)
        self.messages = Messages(database, self.changes)
        self.dialogs = Dialogs(database, self.changes)
        self.arrivals = Arrivals(database, self.changes, birth)
        self.facts = Facts(database)

    @classmethod
    @asynccontextmanager
    async def opened(
        cls, folder: Path, name: str = "local", birth: str = "", *, is_scratch: bool = False
    ) -> AsyncIterator["Workspace"]:
        """Open the workspace kept in a folder.

        `birth` begins every event id of a new file: made up, so that a file made anew never repeats ids the core has
        seen; a rehearsal gives its own, so that a replay makes the same ids. `is_scratch`: nobody misses the file after
        a power cut, so nothing waits for the disk.
        """
        async with Database.opened(folder / FILE_NAME, is_scratch=is_scratch) as database:
            kept = await Facts(database).once("birth", birth or secrets.token_hex(4))
            yield cls(database, name, kept)

    def account(self, person_id: str) -> Account:
        """Return a person as the core knows them."""
        return Account(PLATFORM, self.name, person_id)

    def place(self, channel_id: str, thread: str = "") -> Place:
        """Return a channel, or a thread in it, as the core knows it."""
        return Place(PLATFORM, self.name, channel_id, thread, channel_id.startswith(direct_channel_id("")))

    async def allowed(self, person_id: str, channel_id: str) -> bool:
        """Whether somebody is here and in a channel."""
        return person_id in await self.directory.member_ids(channel_id)

    async def author_of(self, message_id: str, person_id: str) -> Person | None:
        """Return the person who wrote a message somebody may see; None for the bot's."""
        message: Message | None = await self.messages.find(message_id, person_id)
        return await self.directory.person(message.author_id) if message is not None else None
