"""What people did, kept until the bot has finished with it: after a kill it is delivered again under the same id."""

from collections.abc import Callable
from dataclasses import dataclass

from aiosqlite import Connection

from adapters.local.codec import read_event, write_event
from adapters.local.database import Database
from adapters.local.dialogs import take
from adapters.local.messages import insert, reword, see
from adapters.local.records import Arrival, Dialog, Draft, Message
from adapters.look.live import Changes
from bot.cards import Card
from bot.events import MemberJoined, MemberLeft, PersonEvent

Making = Callable[[str], PersonEvent]
"""Makes the event, given its id."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody acted."""

    channel_id: str
    thread: str = ""


class Arrivals:
    """Events on their way to the bot. What a person wrote and its event are stored together or not at all.

    Whoever acts somewhere has read what stands there.
    """

    def __init__(self, database: Database, changes: Changes, birth: str) -> None:
        self._database, self._changes, self._birth = database, changes, birth

    async def add(self, spot: Spot, making: Making) -> Arrival:
        """Store what somebody did."""
        async with self._database.writing() as db:
            return await self._insert(db, spot, making)

    async def add_submission(self, dialog: Dialog, making: Making) -> Arrival | None:
        """Take a form away and store that it was sent in; None when it was sent in or closed a moment ago."""
        async with self._database.writing() as db:
            if not await take(db, dialog.id):
                return None
            arrival = await self._insert(db, Spot(dialog.channel_id, dialog.thread), making)
        self._changes.everything()
        return arrival

    async def add_message(self, draft: Draft, making: Callable[[str, Message], PersonEvent]) -> tuple[Message, Arrival]:
        """Store what somebody wrote, and that they did."""
        async with self._database.writing() as db:
            message = await insert(db, draft)
            spot = Spot(draft.channel_id, draft.thread)
            arrival = await self._insert(db, spot, lambda event_id: making(event_id, message))
        self._changes.everything()
        return message, arrival

    async def add_edit(self, message: Message, text: str, making: Making) -> Arrival:
        """Store how somebody changed a message of theirs, and that they did."""
        async with self._database.writing() as db:
            arrival = await self._insert(db, Spot(message.channel_id, message.thread), making)
            await reword(db, message.id, text, arrival.event.at)
        self._changes.everything()
        return arrival

    async def finish(self, arrival: Arrival, shown: list[Draft]) -> list[Message]:
        """Store the bot's private answers, and that it has finished with the event."""
        async with self._database.writing() as db:
            messages = [await insert(db, draft) for draft in shown]
            for draft in shown:
                await see(db, draft.private_to, draft.channel_id, draft.thread)
            await db.execute("UPDATE arrivals SET is_acknowledged = 1 WHERE id = ?", (arrival.id,))
        if messages:
            self._changes.everything()
        return messages

    async def waiting(self) -> list[Arrival]:
        """Return what the bot has not finished with, oldest first."""
        rows = await self._database.rows("SELECT * FROM arrivals WHERE is_acknowledged = 0 ORDER BY seq")
        return [Arrival(row["id"], row["channel_id"], row["thread"], read_event(row["event"])) for row in rows]

    async def _insert(self, db: Connection, spot: Spot, making: Making) -> Arrival:
        [row] = await db.execute_fetchall("SELECT coalesce(max(seq), 0) + 1 AS seq FROM arrivals")
        event_id = f"{self._birth}-{row['seq']}"
        event = making(event_id)
        await db.execute(
            "INSERT INTO arrivals (seq, id, channel_id, thread, event) VALUES (?, ?, ?, ?, ?)",
            (row["seq"], event_id, spot.channel_id, spot.thread, write_event(event)),
        )
        if not isinstance(event, MemberJoined | MemberLeft):
            await see(db, event.by.id, spot.channel_id, spot.thread)
        return Arrival(event_id, spot.channel_id, spot.thread, event)


def private_answer(arrival: Arrival, position: int, card: Card, author_id: str) -> Draft:
    """Return the bot's answer that only the person who acted sees; the same event makes it once."""
    return Draft(
        channel_id=arrival.channel_id,
        author_id=author_id,
        at=arrival.event.at,
        card=card,
        thread=arrival.thread,
        private_to=arrival.event.by.id,
        nonce=f"answer:{arrival.id}:{position}",
    )
