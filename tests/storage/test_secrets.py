"""What platforms hand us is kept, and cannot be read without the key."""

from storage.engine import SqlStorage


async def test_a_secret_comes_back_and_stands_nowhere_in_the_clear(storage: SqlStorage) -> None:
    async with storage.transaction() as tx:
        await tx.secrets.put("slack:T1", "xoxb-old")
        await tx.secrets.put("slack:T1", "xoxb-new")

    async with storage.snapshot() as tx:
        assert await tx.secrets.find("slack:T1") == "xoxb-new"
        assert await tx.secrets.find("slack:T2") == ""
        kept = await tx.facts.get("secret:slack:T1")
    assert kept
    assert "xoxb" not in kept


async def test_secrets_are_listed_by_the_beginning_of_their_names(storage: SqlStorage) -> None:
    async with storage.transaction() as tx:
        for name in ("slack:T2", "slack:T1", "slackers:T3", "other"):
            await tx.secrets.put(name, f"of {name}")
        await tx.facts.put("slack:T4", "no secret")

    async with storage.snapshot() as tx:
        assert dict(await tx.secrets.all("slack:")) == {"slack:T1": "of slack:T1", "slack:T2": "of slack:T2"}


async def test_a_forgotten_secret_is_gone(storage: SqlStorage) -> None:
    async with storage.transaction() as tx:
        await tx.secrets.put("slack:T1", "xoxb-1")
        await tx.secrets.forget("slack:T1")
        await tx.secrets.forget("never there")

    async with storage.snapshot() as tx:
        assert await tx.secrets.find("slack:T1") == ""
