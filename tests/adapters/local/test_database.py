import asyncio
from pathlib import Path

from adapters.local.database import Database


async def test_whoever_is_told_to_end_before_writing_began_leaves_the_turn_to_the_next(tmp_path: Path) -> None:
    async with Database.opened(tmp_path / "workspace.sqlite3") as database:
        writing = asyncio.create_task(_say(database, "first"))
        await asyncio.sleep(0)  # it has asked to begin
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        await _say(database, "second")

        assert [tuple(row) for row in await database.rows("SELECT name FROM facts")] == [("second",)]


async def _say(database: Database, name: str) -> None:
    async with database.writing() as writer:
        await writer.execute("INSERT INTO facts VALUES (?, '')", (name,))
