"""What the outside contact or the operator's own program refused for good is counted, and `kith doctor` says so."""

from dataclasses import replace
from datetime import timedelta

from adapters.cli.checkup.database import work
from bot.ports import DeliveryState, Target, TargetKind
from storage.address import parse_address
from storage.engine import SqlStorage
from tests.storage.sample import DAY, NOW, claim, message, post

OUTSIDE = Target(TargetKind.CHANNEL, "outside", "w1", "https://operator.example.org/kith")
NOWHERE = "sqlite+aiosqlite:////nowhere/kith.sqlite3"


async def _given_up(storage: SqlStorage) -> None:
    await post(storage, replace(message("refused"), target=OUTSIDE), message("closed"))
    for claimed in await claim(storage):
        async with storage.transaction() as tx:
            await tx.outbox.end(claimed, DeliveryState.DEAD, f"the webhook answered 404 to {claimed.key}", NOW)


async def test_only_what_went_outside_and_lately_is_counted_with_its_newest_reason(peopled: SqlStorage) -> None:
    await _given_up(peopled)

    async with peopled.snapshot() as tx:
        assert await tx.outbox.given_up("outside", NOW - DAY) == (1, "the webhook answered 404 to refused")
        assert await tx.outbox.given_up("outside", NOW + timedelta(seconds=1)) == (0, "")


async def test_doctor_says_how_many_were_given_up_and_what_mends_it(peopled: SqlStorage) -> None:
    await _given_up(peopled)

    async with peopled.snapshot() as tx:
        notes = await work(tx, NOW, parse_address(NOWHERE))

    [note] = [each for each in notes if each.subject == "outside"]
    assert note.what.startswith("1 messages to the outside contact or your own program were given up")
    assert "404" in note.what
    assert "[webhook] url" in note.mend
