"""Whoever has the database and not KITH_KEY finds no word of any message in it, and whoever has both loses nothing."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select, text, update

from adapters.cli.rehearsing import played
from bot.cards import Card
from bot.errors import EnvironmentProblem
from bot.ports import DeliveryState
from bot.script_file import Script
from storage.address import parse_address
from storage.cards import read_card, write_card
from storage.care import backup, restore
from storage.deliveries import opened
from storage.engine import SqlStorage, open_storage
from storage.schema import metadata, outbox
from storage.vault import Vault
from tests.acceptance.spring import shipped, utc
from tests.storage.next_version import connected
from tests.storage.sample import KEY, L1, L2, M1, NOW, add_people, message, post

END = utc("2026-03-04 20:00")
SECRET = "nobody else may read this"
NAMES_L1 = Card(f"{L1.name} has asked for you.", "case.alert", why=f"You look after {L1.name}.")


def _rows(url: str, tables: Iterable[str], *, without: str = "") -> str:
    """Return every value of these tables as it is kept, but for those of a column."""
    with connected(url) as connection:
        rows = [row for each in tables for row in connection.execute(text(f'SELECT * FROM "{each}"')).mappings()]
    return "\n".join(str(value) for row in rows for name, value in row.items() if name != without)


def _raw(url: str, folder: Path) -> str:
    """Return what of a database can be read without a key: every byte of SQLite's files, PostgreSQL's rows."""
    if parse_address(url).path is None:
        return _rows(url, metadata.tables)
    return "\n".join(file.read_bytes().decode(errors="replace") for file in folder.iterdir() if "kith" in file.name)


def _lines(card: Card) -> Iterator[str]:
    parts = [card.text, card.title, card.why, *(field.value for field in card.fields)]
    return (line for part in parts for line in part.splitlines() if len(line) >= 12)


def _standing(lines: Iterable[str], somewhere: str) -> list[str]:
    return [line for line in lines if line in somewhere or json.dumps(line)[1:-1] in somewhere]


async def test_after_a_week_no_sentence_and_no_name_of_any_message_can_be_read(made_url: str, tmp_path: Path) -> None:
    week = shipped(until=END)
    done = await played(week, "core", made_url)
    cards = [said.card for said in done.messages if isinstance(said.card, Card)]
    said = {line for card in cards for line in _lines(card)}
    typed = {act.says for act in (week.script or Script("")).acts if act.at < END and len(act.says) >= 12}
    people = {person.name for person in week.file.people}

    outbox_rows = _rows(made_url, ["outbox", "attempts"])
    beside_cards = _rows(made_url, ["outbox", "attempts"], without="card")  # a short name stands in base64 by chance
    published = _rows(made_url, set(metadata.tables) - {"outbox", "attempts"})  # like the week's questions, in the plan
    raw = _raw(made_url, tmp_path)

    assert min(len(said), len(typed), len(people), len(beside_cards) // 200) > 10
    assert _standing(said, "\n".join(write_card(card) for card in cards)) != []
    assert _standing(said | typed, outbox_rows) == []
    assert _standing(people, beside_cards) == []
    assert _standing(said - set(_standing(said, published)), raw) == []
    assert _standing(typed, raw) == []


async def test_a_text_moved_to_another_message_cannot_be_read(peopled: SqlStorage) -> None:
    await post(peopled, message("m1"), message("m2"))
    async with peopled._database.write() as connection:
        kept = dict(tuple(row) for row in await connection.execute(select(outbox.c.key, outbox.c.card)))
        await connection.execute(update(outbox).where(outbox.c.key == "m2").values(card=kept["m1"]))

    async with peopled.snapshot() as tx:
        with pytest.raises(InvalidTag):
            await tx.outbox.waiting(10)


async def test_the_same_text_never_looks_the_same(peopled: SqlStorage) -> None:
    await post(peopled, *(replace(message(key), card=Card(SECRET, "case.alert")) for key in ("m1", "m2")))

    async with peopled._database.read() as connection:
        kept = list(await connection.scalars(select(outbox.c.card)))
    assert len(set(kept)) == 2


async def test_what_an_older_version_left_in_plain_is_sealed_at_the_next_start_and_still_goes_out(
    made_url: str, tmp_path: Path
) -> None:
    storage = await open_storage(made_url, key=KEY)
    async with storage.transaction() as tx:
        await add_people(tx)
    many = [f"m{number}" for number in range(700)]  # more than are taken at a time
    await post(storage, *map(message, many))
    await storage.close()
    with connected(made_url) as connection:
        connection.execute(update(outbox).values(card=write_card(Card(SECRET, "case.alert", why=SECRET))))
    before = _raw(made_url, tmp_path)

    storage = await open_storage(made_url, key=KEY)
    async with storage.transaction() as tx:
        waiting = await tx.outbox.claim(NOW, "one", len(many) + 1)
    await storage.close()

    assert {(each.key, each.card.text, each.card.why) for each in waiting} == {(key, SECRET, SECRET) for key in many}
    assert (SECRET in before, SECRET in _raw(made_url, tmp_path)) == (True, False)


async def test_whoever_leaves_is_found_in_sealed_messages_to_others_however_many_there_are(peopled: SqlStorage) -> None:
    to_mentor: dict[str, Any] = {"recipient_id": M1.id, "tag": "notice"}
    final = [replace(message(key, **to_mentor), card=NAMES_L1) for key in ("first", "last")]
    others = [message(f"m{number}", recipient_id=L2.id) for number in range(600)]
    await post(peopled, final[0], *others, final[1])
    async with peopled.transaction() as tx:
        for delivery in await tx.outbox.claim(NOW, "one", 1_000):
            await tx.outbox.sent(delivery, "remote", NOW)
    await post(
        peopled,
        replace(message("waits", **to_mentor), card=NAMES_L1),
        replace(message("of a case", recipient_id=M1.id, tag="case:s1"), card=NAMES_L1),
    )

    async with peopled.transaction() as tx:
        await tx.retention.forget_person(L1.id, NOW)
        left = {each.key: each.card for each in await tx.outbox.to_member(M1.id)}
        waiting = {each.key: (each.card, each.tag) for each in await tx.outbox.waiting(10)}
        untouched = await tx.outbox.to_member(L2.id, 1_000)

    assert left == dict.fromkeys(("first", "last"), Card("", "case.alert"))
    assert waiting == {"waits": (NAMES_L1, f"erased:{L1.id}"), "of a case": (NAMES_L1, "case:s1")}
    assert {each.card.text for each in untouched} == {f"Text of m{number}" for number in range(600)}
    async with peopled.transaction() as tx:
        (delivery,) = [each for each in await tx.outbox.claim(NOW, "one", 10) if each.key == "waits"]
        await tx.outbox.sent(delivery, "remote", NOW + timedelta(seconds=1))
        await tx.retention.blank_what_told(L1.id)
        assert "" in {each.card.text for each in await tx.outbox.to_member(M1.id) if each.key == "waits"}


async def test_whoever_left_is_found_in_the_sealed_messages_of_an_older_backup(sqlite_url: str, tmp_path: Path) -> None:
    await _left_since_the_backup(sqlite_url, tmp_path / "older")

    assert restore(sqlite_url, tmp_path / "older", KEY).again == 1

    with connected(sqlite_url) as connection:
        row = connection.execute(select(outbox.c.id, outbox.c.card, outbox.c.state)).one()
    assert (read_card(opened(row.card, row.id, Vault(KEY))), row.state) == (Card("", "case.alert"), DeliveryState.SENT)


async def test_with_another_key_nothing_is_restored_in_which_somebody_is_to_be_erased(
    sqlite_url: str, tmp_path: Path
) -> None:
    await _left_since_the_backup(sqlite_url, tmp_path / "older")
    before = (tmp_path / "kith.sqlite3").read_bytes()

    with pytest.raises(EnvironmentProblem, match="KITH_KEY is not the key"):
        restore(sqlite_url, tmp_path / "older", b"some other key, long enough")

    assert (tmp_path / "kith.sqlite3").read_bytes() == before


async def _left_since_the_backup(url: str, copy: Path) -> None:
    storage = await open_storage(url, key=KEY)
    async with storage.transaction() as tx:
        await add_people(tx)
        await tx.outbox.add(replace(message("m1", recipient_id=M1.id), card=NAMES_L1))
        (delivery,) = await tx.outbox.claim(NOW, "one", 1)
        await tx.outbox.sent(delivery, "remote", NOW)
    backup(url, copy)
    async with storage.transaction() as tx:
        await tx.retention.forget_person(L1.id, NOW)
    await storage.close()
