from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.cards import Card
from bot.domain.cases import CaseEntry
from bot.domain.check_ins import Mood
from bot.domain.drafts import Draft
from bot.errors import EnvironmentProblem
from storage.engine import SqlStorage, open_storage
from storage.vault import KeyKind
from tests.storage.sample import KEY, L1, L2, M1, NOW, add_people, case, check_in, message

SECRET = "nobody else may read this"


async def _write_secrets(storage: SqlStorage) -> None:
    async with storage.transaction() as tx:
        await tx.check_ins.add(check_in("k1").answered(Mood.HARD, NOW, SECRET))
        await tx.check_ins.add(check_in("k2", L2).answered(Mood.HARD, NOW, SECRET))
        await tx.cases.add(case(excerpt=SECRET))
        await tx.cases.note(CaseEntry("s1", NOW, "case.note", M1.id, SECRET))
        await tx.drafts.add(Draft("d1", "c1", L1.id, M1.id, "k1", SECRET, (), NOW))
        await tx.outbox.add(replace(message("m1"), card=Card(SECRET, "case.alert", why=SECRET, title=SECRET)))


def _holding_the_secret(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if SECRET.encode() in file.read_bytes()]


async def test_personal_text_is_nowhere_in_the_file(sqlite_url: str, tmp_path: Path) -> None:
    storage = await open_storage(sqlite_url, key=KEY)
    async with storage.transaction() as tx:
        await add_people(tx)
    await _write_secrets(storage)
    await storage.close()

    assert not _holding_the_secret(tmp_path)


async def test_deleting_a_members_key_erases_their_texts_and_nobody_elses(peopled: SqlStorage) -> None:
    await _write_secrets(peopled)

    async with peopled.transaction() as tx:
        assert (await tx.check_ins.history(L1.id))[0].hardest == SECRET
        assert await tx.texts.forget(KeyKind.MEMBER, L1.id)
        assert not await tx.texts.forget(KeyKind.MEMBER, L1.id)

    async with peopled.snapshot() as tx:
        assert (await tx.check_ins.history(L1.id))[0].hardest == ""
        assert (await tx.check_ins.history(L2.id))[0].hardest == SECRET
        erased = await tx.drafts.get("d1")
        kept = await tx.cases.find("s1")
    assert erased is not None
    assert kept is not None
    assert (erased.text, kept.excerpt) == ("", SECRET)


async def test_deleting_a_cases_key_erases_excerpt_and_notes(peopled: SqlStorage) -> None:
    await _write_secrets(peopled)

    async with peopled.transaction() as tx:
        await tx.texts.forget(KeyKind.CASE, "s1")

    async with peopled.transaction() as tx:
        erased = await tx.cases.get("s1")
        assert erased == case()
        assert [entry.note for entry in await tx.cases.timeline("s1")] == [""]
        await tx.cases.note(CaseEntry("s1", NOW, "case.note", M1.id, "new"))
        assert [entry.note for entry in await tx.cases.timeline("s1")] == ["", "new"]


async def test_a_text_moved_to_another_row_cannot_be_read(peopled: SqlStorage) -> None:
    await _write_secrets(peopled)
    async with peopled.transaction() as tx:
        await tx.check_ins.add(check_in("k3", week=2))
    async with peopled._database.write() as connection:
        await connection.execute(
            text("UPDATE check_ins SET hardest = (SELECT hardest FROM check_ins WHERE id = 'k1') WHERE id = 'k3'")
        )

    async with peopled.snapshot() as tx:
        moved = await tx.check_ins.find("k3")
    assert moved is not None
    assert moved.hardest == ""


async def test_clearing_a_text_leaves_nothing_behind(peopled: SqlStorage) -> None:
    await _write_secrets(peopled)
    async with peopled.transaction() as tx:
        found = await tx.cases.get("s1")
        assert found is not None
        await tx.cases.save(replace(found, excerpt="", version=2))

    async with peopled._database.read() as connection:
        assert await connection.scalar(text("SELECT excerpt FROM cases")) is None


async def test_another_key_is_refused_and_the_right_one_still_opens(database_url: str) -> None:
    await (await open_storage(database_url, key=KEY)).close()

    with pytest.raises(EnvironmentProblem, match="KITH_KEY is not the key"):
        await open_storage(database_url, key=b"some other key, long enough")

    await (await open_storage(database_url, key=KEY)).close()


async def test_a_short_key_is_refused(sqlite_url: str) -> None:
    with pytest.raises(EnvironmentProblem, match="too few"):
        await open_storage(sqlite_url, key=b"short")
