"""A card arrives once at one address, and can be changed."""

import pytest

from adapters.local.workspace import Workspace
from bot.cards import Card
from bot.errors import EnvironmentProblem, Undeliverable
from bot.ports import TargetKind
from tests.adapters.local.conftest import Office
from tests.adapters.local.tiny import AMINA, CHECK_IN, delivery


async def test_sending_again_does_not_double(office: Office) -> None:
    first = await office.messenger.send(delivery(CHECK_IN, "L04"))
    second = await office.messenger.send(delivery(CHECK_IN, "L04"))

    assert first == second
    assert await office.messenger.find(delivery(CHECK_IN, "L04")) == first
    assert await office.messenger.find(delivery(CHECK_IN, "L04", id="other")) is None
    [message] = await office.workspace.messages.in_channel("direct-L04", "L04")
    assert message.card == CHECK_IN


async def test_a_revision_changes_the_message_once_and_shows_that_it_was_changed(office: Office) -> None:
    message_id = await office.messenger.send(delivery(CHECK_IN, "#baobab", TargetKind.CHANNEL))
    thanks = Card("Thank you.", "check_in.thanks")
    revision = delivery(thanks, "#baobab", TargetKind.CHANNEL, id="d2", revises="d1", revised_remote_id=message_id)

    assert await office.messenger.find(revision) is None
    assert await office.messenger.send(revision) == message_id
    assert await office.messenger.send(revision) == message_id

    assert await office.messenger.find(revision) == message_id
    [message] = await office.workspace.messages.in_channel("#baobab", "L06")
    assert (message.card, message.revision, message.edited_at) == (thanks, 1, office.clock.now())


@pytest.mark.parametrize(
    ("to", "kind"),
    [
        ("nobody", TargetKind.MEMBER),
        ("nowhere", TargetKind.CHANNEL),
        ("a@example.org", TargetKind.OUTSIDE),
    ],
)
async def test_an_address_that_is_not_there_is_undeliverable(office: Office, to: str, kind: TargetKind) -> None:
    with pytest.raises(Undeliverable):
        await office.messenger.send(delivery(CHECK_IN, to, kind))


@pytest.mark.parametrize("state", [{"is_here": False}, {"takes_direct": False}])
async def test_who_left_or_closed_private_messages_is_undeliverable(office: Office, state: dict[str, bool]) -> None:
    import dataclasses

    await office.workspace.directory.put_people([dataclasses.replace(AMINA, **state)])

    with pytest.raises(Undeliverable):
        await office.messenger.send(delivery(CHECK_IN, "L04"))


async def test_everything_is_there_after_a_restart(office: Office) -> None:
    message_id = await office.messenger.send(delivery(CHECK_IN, "L04"))

    async with Workspace.opened(office.folder) as again:
        assert next(iter(await again.directory.people())).name == AMINA.name
        [message] = await again.messages.in_channel("direct-L04", "L04")
    assert message.id == message_id


async def test_a_newer_file_is_refused(office: Office) -> None:
    import aiosqlite

    folder = office.folder / "newer"
    async with Workspace.opened(folder):
        pass
    async with aiosqlite.connect(folder / "workspace.sqlite3") as connection:
        await connection.execute("PRAGMA user_version = 99")
    with pytest.raises(EnvironmentProblem):
        async with Workspace.opened(folder):
            pass
