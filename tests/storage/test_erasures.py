"""What was erased stays erased, whichever backup takes the database's place, and whatever became of the database."""

import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.check_ins import Mood
from bot.events import Account
from storage.care import backup, restore
from storage.engine import SqlStorage, open_storage
from storage.erasure_file import ErasureFile
from tests.storage.sample import KEY, L1, NOW, add_people, check_in, message, post


async def _filled(url: str) -> SqlStorage:
    storage = await open_storage(url, key=KEY)
    async with storage.transaction() as tx:
        await add_people(tx)
        await tx.check_ins.add(check_in().answered(Mood.HARD, NOW, "hard words"))
    return storage


async def _erase(storage: SqlStorage) -> None:
    async with storage.transaction() as tx:
        assert await tx.retention.forget_member(L1.id)
        assert await tx.retention.forget_person(L1.id, NOW)
        assert not await tx.retention.forget_person(L1.id, NOW)


async def _erase_and_fail(storage: SqlStorage) -> None:
    async with storage.transaction() as tx:
        await tx.retention.forget_member(L1.id)
        await tx.members.save(replace(L1, id="nobody"))


async def _known(url: str) -> tuple[str, int, str]:
    """L1's name, how many accounts they have, and what they found hard."""
    storage = await open_storage(url, key=KEY)
    async with storage.snapshot() as tx:
        member = await tx.members.find(L1.id)
        words = "".join(each.hardest for each in await tx.check_ins.history(L1.id))
        found = (member.name, len(await tx.members.accounts(L1.id)), words)
    await storage.close()
    return found


def _file(url: str) -> Path:
    path = Path(url.partition("///")[2])
    return path.with_name(path.name + ".erased")


async def test_an_identity_goes_and_the_figures_stay(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.check_ins.add(check_in().answered(Mood.HARD, NOW, "hard words"))
        await tx.retention.forget_person(L1.id, NOW)

    async with peopled.snapshot() as tx:
        member = await tx.members.find(L1.id)
        assert (member.name, member.handle, member.country) == (member.handle, member.name, "")
        assert member.name.startswith("left-")
        assert await tx.members.accounts(L1.id) == []
        assert await tx.members.of_account(Account("local", "demo", "u1")) == []
        assert len(await tx.check_ins.history(L1.id)) == 1
        assert await tx.retention.is_forgotten(L1.id)


async def test_what_was_sent_to_somebody_and_what_names_them_is_emptied_also_where_it_was_on_its_way(
    peopled: SqlStorage,
) -> None:
    await post(peopled, message("to-them", recipient_id=L1.id))
    async with peopled.transaction() as tx:
        (sending,) = await tx.outbox.claim(NOW, "w", 1)
        await tx.retention.forget_person(L1.id, NOW)
        assert not await tx.retention.blank_what_told(L1.id)
    async with peopled.transaction() as tx:
        assert await tx.outbox.sent(sending, "remote", NOW + timedelta(seconds=1))
        assert await tx.retention.blank_what_told(L1.id)

    async with peopled.snapshot() as tx:
        (left,) = await tx.outbox.to_member(L1.id)
    assert (left.card.text, left.target.id, left.remote_id, left.lane) == ("", "", "", "")


async def test_a_database_that_cannot_be_read_any_more_still_says_what_was_erased(
    sqlite_url: str, tmp_path: Path
) -> None:
    storage = await _filled(sqlite_url)
    backup(sqlite_url, tmp_path / "older")
    await _erase(storage)
    await storage.close()
    database = Path(sqlite_url.partition("///")[2])
    database.write_bytes(b"not a database any more" * 400)

    assert restore(sqlite_url, tmp_path / "older", KEY).again == 2

    name, accounts, words = await _known(sqlite_url)
    assert (name.startswith("left-"), accounts, words) == (True, 0, "")
    assert stat.S_IMODE(_file(sqlite_url).stat().st_mode) == 0o600


async def test_a_database_that_is_gone_altogether_still_says_what_was_erased(sqlite_url: str, tmp_path: Path) -> None:
    storage = await _filled(sqlite_url)
    backup(sqlite_url, tmp_path / "older")
    await _erase(storage)
    await storage.close()
    Path(sqlite_url.partition("///")[2]).unlink()

    assert restore(sqlite_url, tmp_path / "older", KEY).again == 2

    assert (await _known(sqlite_url))[1:] == (0, "")


async def test_what_a_crash_kept_out_of_the_file_is_added_at_the_next_start(sqlite_url: str) -> None:
    storage = await _filled(sqlite_url)
    await _erase(storage)
    await storage.close()
    _file(sqlite_url).unlink()

    await (await open_storage(sqlite_url, key=KEY)).close()

    listed = ErasureFile(_file(sqlite_url)).read()
    assert listed == {("member", L1.id): 1, ("person", L1.id): 1}


async def test_an_erasure_that_was_rolled_back_is_not_listed(sqlite_url: str) -> None:
    storage = await _filled(sqlite_url)
    with pytest.raises(ValueError, match="no members row"):
        await _erase_and_fail(storage)
    await storage.close()

    assert not _file(sqlite_url).exists()


def test_a_torn_line_costs_nothing_but_itself(tmp_path: Path) -> None:
    file = ErasureFile(tmp_path / "kith.erased")
    file.add({("case", "k1"): 1})
    with (tmp_path / "kith.erased").open("a", encoding="utf-8") as opened:
        opened.write('["case", "k2"')

    file.add({("case", "k3"): 2})

    assert file.read() == {("case", "k1"): 1, ("case", "k3"): 2}
