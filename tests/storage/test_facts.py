"""Small things that are known after a restart."""

from storage.engine import SqlStorage


async def test_a_fact_takes_the_place_of_the_one_before(storage: SqlStorage) -> None:
    async with storage.transaction() as tx:
        await tx.facts.put("discord.session", "one")
        await tx.facts.put("discord.session", "two")
        await tx.facts.put("other", "")

    async with storage.snapshot() as tx:
        assert await tx.facts.get("discord.session") == "two"
        assert await tx.facts.get("other") == ""
        assert await tx.facts.get("unknown") == ""
