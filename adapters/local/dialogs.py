"""The form each person has open: one at most, kept so that it is still there after a reload or a restart."""

from aiosqlite import Connection, Row

from adapters.local.codec import read_asked, write_asked
from adapters.local.database import Database
from adapters.local.records import Dialog
from adapters.look.live import Changes
from bot.cards import FieldErrors


class Dialogs:
    """Open forms by person. Opening another one closes the first."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    async def open(self, person_id: str, channel_id: str, thread: str, asked: FieldErrors) -> Dialog:
        """Show a form to somebody, with what was wrong in it so far."""
        async with self._database.writing() as db:
            await db.execute("DELETE FROM dialogs WHERE person_id = ?", (person_id,))
            [row] = await db.execute_fetchall(
                "INSERT INTO dialogs (person_id, channel_id, thread, asked) VALUES (?, ?, ?, ?) RETURNING *",
                (person_id, channel_id, thread, write_asked(asked)),
            )
        self._changes.everything()
        return _dialog(row)

    async def of(self, person_id: str) -> Dialog | None:
        """Return the form somebody has open."""
        rows = await self._database.rows("SELECT * FROM dialogs WHERE person_id = ?", (person_id,))
        return _dialog(rows[0]) if rows else None

    async def close(self, dialog_id: str) -> None:
        """Take a form away."""
        async with self._database.writing() as db:
            await take(db, dialog_id)
        self._changes.everything()


async def take(db: Connection, dialog_id: str) -> bool:
    """Take a form away in a transaction that is open; False when it is gone already."""
    cursor = await db.execute("DELETE FROM dialogs WHERE seq = ?", (int(dialog_id.removeprefix("d")),))
    return cursor.rowcount == 1


def _dialog(row: Row) -> Dialog:
    return Dialog(f"d{row['seq']}", row["person_id"], row["channel_id"], row["thread"], read_asked(row["asked"]))
