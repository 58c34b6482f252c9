"""What was said: posting once whatever happens, changing, looking back, and what somebody has not read yet."""

from collections.abc import Sequence
from datetime import UTC, datetime

from aiosqlite import Connection, Row

from adapters.local.codec import read_card, write_card
from adapters.local.database import Database
from adapters.local.records import BOT, Draft, Message
from adapters.look.live import Changes
from bot.cards import Card

_VISIBLE = (
    "(m.private_to = '' OR m.private_to = :person)"
    " AND EXISTS (SELECT 1 FROM channel_members i WHERE i.channel_id = m.channel_id AND i.person_id = :person)"
)
_UNREAD = (
    " AND m.author_id != :person AND m.seq > coalesce((SELECT r.seq FROM read_marks r WHERE r.person_id = :person"
    " AND r.scope = CASE m.thread WHEN '' THEN m.channel_id ELSE 'thread:' || m.thread END), 0)"
)


class Messages:
    """Every message of the workspace."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    async def post(self, draft: Draft) -> Message:
        """Store a message; a nonce that is known returns the message it made before."""
        async with self._database.writing() as db:
            message = await insert(db, draft)
        self._changes.everything()
        return message

    async def revise(self, message_id: str, card: Card, at: datetime, nonce: str) -> bool:
        """Change the bot's message; False when it is not there. The same nonce changes it once."""
        async with self._database.writing() as db:
            cursor = await db.execute(
                "UPDATE messages SET card = ?, edited_at = ?, revision = revision + (revision_nonce != ?),"
                " revision_nonce = ? WHERE seq = ?",
                (write_card(card), at.isoformat(), nonce, nonce, _seq(message_id)),
            )
        self._changes.everything()
        return cursor.rowcount == 1

    async def remove(self, message_id: str, instead: str, at: datetime) -> None:
        """Put a sentence in the place of what somebody wrote; nothing else of it is kept."""
        async with self._database.writing() as db:
            await reword(db, message_id, instead, at)
        self._changes.everything()

    async def with_nonce(self, nonce: str) -> str | None:
        """Return the id of the message that a nonce made or changed last."""
        rows = await self._database.rows(
            "SELECT seq FROM messages WHERE nonce = ? UNION ALL SELECT seq FROM messages WHERE revision_nonce = ?",
            (nonce, nonce),
        )
        return _id(rows[0]["seq"]) if rows else None

    async def find(self, message_id: str, person_id: str) -> Message | None:
        """Return a message if somebody may see it."""
        found = await self._where(person_id, "m.seq = :seq", {"seq": _seq(message_id)}, limit=1)
        return found[0] if found else None

    async def in_channel(self, channel_id: str, person_id: str, before: int = 0, limit: int = 50) -> list[Message]:
        """Return the newest messages of a channel outside threads, oldest first; `before` is a seq."""
        condition = "m.channel_id = :channel AND m.thread = '' AND (:before = 0 OR m.seq < :before)"
        return await self._where(person_id, condition, {"channel": channel_id, "before": before}, limit)

    async def in_thread(self, root_id: str, person_id: str, limit: int = 200) -> list[Message]:
        """Return the answers in a thread, oldest first."""
        return await self._where(person_id, "m.thread = :thread", {"thread": root_id}, limit)

    async def pinned(self, channel_id: str, person_id: str) -> list[Message]:
        """Return the bot's messages that stay in sight in a channel, oldest first."""
        condition = "m.channel_id = :channel AND m.author_id = :bot AND m.card LIKE :pinned"
        values: dict[str, object] = {"channel": channel_id, "bot": BOT, "pinned": '%"is_pinned":true%'}
        return await self._where(person_id, condition, values, limit=5)

    async def newest(self, person_id: str, limit: int = 100) -> list[Message]:
        """Return the newest messages somebody may see, wherever, oldest first."""
        return await self._where(person_id, "1", {}, limit)

    async def since(self, person_id: str, seq: int, limit: int = 200) -> list[Message]:
        """Return what somebody may see that came after a seq, oldest first."""
        return await self._where(person_id, "m.seq > :seq", {"seq": seq}, limit)

    async def _where(self, person_id: str, condition: str, values: dict[str, object], limit: int) -> list[Message]:
        rows = await self._database.rows(
            f"SELECT * FROM (SELECT m.* FROM messages m WHERE {condition} AND {_VISIBLE}"
            " ORDER BY m.seq DESC LIMIT :limit) ORDER BY seq",
            {**values, "person": person_id, "limit": limit},
        )
        return [_message(row) for row in rows]

    async def answers(self, root_ids: Sequence[str], person_id: str) -> dict[str, tuple[int, int, datetime]]:
        """Return, by first message, how many answers a thread has, how many are unread, and when the last came."""
        if not root_ids:
            return {}
        marks = ", ".join(f":t{position}" for position in range(len(root_ids)))
        rows = await self._database.rows(
            f"SELECT m.thread, count(*) AS answers, max(m.at) AS last_at, sum(1{_UNREAD}) AS unread FROM messages m"
            f" WHERE m.thread IN ({marks}) AND {_VISIBLE} GROUP BY m.thread",
            {"person": person_id, **{f"t{position}": root for position, root in enumerate(root_ids)}},
        )
        return {row["thread"]: (row["answers"], row["unread"], _moment(row["last_at"])) for row in rows}

    async def unread_by_channel(self, person_id: str) -> dict[str, int]:
        """Return how many messages somebody has not read, by channel."""
        rows = await self._database.rows(
            f"SELECT m.channel_id, count(*) AS unread FROM messages m WHERE {_VISIBLE}{_UNREAD} GROUP BY m.channel_id",
            {"person": person_id},
        )
        return {row["channel_id"]: row["unread"] for row in rows}

    async def unread_by_person(self) -> dict[str, int]:
        """Return how many messages each person has not read."""
        rows = await self._database.rows(
            "SELECT p.id, count(*) AS unread FROM people p JOIN channel_members i ON i.person_id = p.id"
            " JOIN messages m ON m.channel_id = i.channel_id AND (m.private_to = '' OR m.private_to = p.id)"
            f" WHERE 1 {_UNREAD.replace(':person', 'p.id')} GROUP BY p.id"
        )
        return {row["id"]: row["unread"] for row in rows}

    async def read_until(self, person_id: str, scope: str) -> int:
        """Return the seq up to which somebody has read a channel, or a thread (`thread:` and its first message)."""
        rows = await self._database.rows(
            "SELECT seq FROM read_marks WHERE person_id = ? AND scope = ?", (person_id, scope)
        )
        return int(rows[0]["seq"]) if rows else 0

    async def read(self, person_id: str, channel_id: str, thread: str = "") -> None:
        """Note that somebody has read a channel, or a thread in it, to its end; who looks on is told if that is new."""
        async with self._database.writing() as db:
            is_news = await see(db, person_id, channel_id, thread)
        if is_news:
            self._changes.everything()


async def insert(db: Connection, draft: Draft) -> Message:
    """Store a message in a transaction that is open; a nonce that is known returns the message it made before."""
    rows = list(
        await db.execute_fetchall(
            "INSERT INTO messages (channel_id, author_id, at, text, card, thread, private_to, nonce)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, '')) ON CONFLICT (nonce) DO NOTHING RETURNING *",
            (
                draft.channel_id,
                draft.author_id,
                draft.at.astimezone(UTC).isoformat(),
                draft.text,
                write_card(draft.card),
                draft.thread,
                draft.private_to,
                draft.nonce,
            ),
        )
    )
    if not rows:
        rows = list(await db.execute_fetchall("SELECT * FROM messages WHERE nonce = ?", (draft.nonce,)))
    return _message(rows[0])


async def reword(db: Connection, message_id: str, text: str, at: datetime) -> int:
    """Change a person's message in a transaction that is open; return its new revision."""
    [row] = await db.execute_fetchall(
        "UPDATE messages SET text = ?, edited_at = ?, revision = revision + 1 WHERE seq = ? RETURNING revision",
        (text, at.astimezone(UTC).isoformat(), _seq(message_id)),
    )
    return int(row["revision"])


async def see(db: Connection, person_id: str, channel_id: str, thread: str) -> bool:
    """Note in a transaction that is open that somebody has read a channel, or a thread in it; whether that is new."""
    cursor = await db.execute(
        "INSERT INTO read_marks SELECT :person, CASE :thread WHEN '' THEN :channel ELSE 'thread:' || :thread END,"
        f" max(m.seq) FROM messages m WHERE m.channel_id = :channel AND m.thread = :thread AND {_VISIBLE}"
        " HAVING max(m.seq) IS NOT NULL ON CONFLICT DO UPDATE SET seq = excluded.seq WHERE seq < excluded.seq",
        {"person": person_id, "channel": channel_id, "thread": thread},
    )
    return cursor.rowcount > 0


def _message(row: Row) -> Message:
    return Message(
        id=_id(row["seq"]),
        seq=row["seq"],
        channel_id=row["channel_id"],
        author_id=row["author_id"],
        at=_moment(row["at"]),
        text=row["text"],
        card=read_card(row["card"]),
        thread=row["thread"],
        private_to=row["private_to"],
        edited_at=_moment(row["edited_at"]) if row["edited_at"] else None,
        revision=row["revision"],
    )


def _id(seq: int) -> str:
    return f"m{seq}"


def _seq(message_id: str) -> int:
    digits = message_id.removeprefix("m")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 18 else -1


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
