"""Who is in the workspace and which rooms there are: the first half of the platform's state."""

from collections.abc import Iterable, Sequence

from aiosqlite import Connection, Row

from adapters.local.database import Database
from adapters.local.records import BOT_NAME, Channel, Person
from adapters.look.live import Changes


class Directory:
    """People and channels. What is added twice is brought up to date, so that a start may always say it all again."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    async def put_people(self, people: Iterable[Person]) -> None:
        """Add people, each with a private conversation with the bot; those who are known keep what they had."""
        async with self._database.writing() as db:
            for person in people:
                await _put_person(db, person)
                await _put_channel(db, Channel(direct_channel_id(person.id), BOT_NAME, direct_with=person.id))
                await _join(db, direct_channel_id(person.id), [person.id])
        self._changes.everything()

    async def put_channel(self, channel: Channel, member_ids: Sequence[str]) -> None:
        """Add a channel and its members; members are added to those it has."""
        async with self._database.writing() as db:
            await _put_channel(db, channel)
            await _join(db, channel.id, member_ids)
        self._changes.everything()

    async def leave_channel(self, channel_id: str, person_id: str) -> None:
        """Take somebody out of a channel."""
        async with self._database.writing() as db:
            await db.execute(
                "DELETE FROM channel_members WHERE channel_id = ? AND person_id = ?", (channel_id, person_id)
            )
        self._changes.everything()

    async def people(self) -> list[Person]:
        """Return everybody, in the order they were added."""
        return [_person(row) for row in await self._database.rows("SELECT * FROM people ORDER BY position")]

    async def person(self, person_id: str) -> Person | None:
        """Return somebody by id."""
        rows = await self._database.rows("SELECT * FROM people WHERE id = ?", (person_id,))
        return _person(rows[0]) if rows else None

    async def names(self) -> dict[str, str]:
        """Return names by person id and by the member id the bot mentions people by."""
        rows = await self._database.rows("SELECT id, member_id, name FROM people")
        return {key: row["name"] for row in rows for key in (row["member_id"], row["id"]) if key}

    async def channel(self, channel_id: str) -> Channel | None:
        """Return a channel by id."""
        rows = await self._database.rows("SELECT * FROM channels WHERE id = ?", (channel_id,))
        return _channel(rows[0]) if rows else None

    async def channels_of(self, person_id: str) -> list[Channel]:
        """Return the channels somebody is in, the private conversation with the bot last."""
        rows = await self._database.rows(
            "SELECT c.* FROM channels c JOIN channel_members m ON m.channel_id = c.id AND m.person_id = ?"
            " ORDER BY c.direct_with != '', c.position",
            (person_id,),
        )
        return [_channel(row) for row in rows]

    async def member_ids(self, channel_id: str) -> list[str]:
        """Return who is in a channel, in the order of people."""
        rows = await self._database.rows(
            "SELECT p.id FROM people p JOIN channel_members m ON m.person_id = p.id AND m.channel_id = ?"
            " ORDER BY p.position",
            (channel_id,),
        )
        return [row["id"] for row in rows]


def direct_channel_id(person_id: str) -> str:
    """Return the id of somebody's private conversation with the bot."""
    return f"direct-{person_id}"


async def _put_person(db: Connection, person: Person) -> None:
    await db.execute(
        "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT count(*) FROM people))"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, timezone = excluded.timezone,"
        " member_id = excluded.member_id, is_here = excluded.is_here, takes_direct = excluded.takes_direct",
        (
            person.id,
            person.name,
            person.role,
            person.timezone,
            person.member_id,
            person.is_here,
            person.takes_direct,
        ),
    )


async def _put_channel(db: Connection, channel: Channel) -> None:
    await db.execute(
        "INSERT INTO channels VALUES (?, ?, ?, ?, (SELECT count(*) FROM channels))"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, topic = excluded.topic",
        (channel.id, channel.name, channel.topic, channel.direct_with),
    )


async def _join(db: Connection, channel_id: str, member_ids: Sequence[str]) -> None:
    await db.executemany(
        "INSERT INTO channel_members VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(channel_id, person_id) for person_id in member_ids],
    )


def _person(row: Row) -> Person:
    return Person(
        row["id"],
        row["name"],
        row["role"],
        row["timezone"],
        row["member_id"],
        bool(row["is_here"]),
        bool(row["takes_direct"]),
    )


def _channel(row: Row) -> Channel:
    return Channel(row["id"], row["name"], row["topic"], row["direct_with"])
