"""“Remove my message” on Discord: one tap where the bot may, and a sentence on how to do it where it may not."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.discord.office import THURSDAY, Office
from tests.adapters.discord.office import office as furnished
from tests.doubles.discord import Discord, Seen

SENTENCE = "I want to kill myself"


@pytest.fixture
async def office(discord: Discord, tmp_path: Path, made_sqlite_url: str) -> AsyncIterator[Office]:
    """An office whose bot reads what is written in channels."""
    async with furnished(discord, tmp_path, made_sqlite_url, content=True, members=True) as there:
        yield there


async def replied(office: Office) -> Seen:
    """Write it in the group's channel, and return the private reply."""
    await office.until(THURSDAY)
    ada = office.people["L1"]
    await ada.says(office.rooms["g1"], SENTENCE)
    for _ in range(100):
        await office.beat()
        found = [seen for seen in office.sees("L1") if "Remove my message" in seen.buttons]
        if found:
            return found[0]
        await asyncio.sleep(0.02)
    raise AssertionError("no private reply came")


def in_channel(office: Office) -> list[Seen]:
    return [seen for seen in office.sees("L2", "g1") if SENTENCE in seen]


async def test_with_manage_messages_the_writers_message_goes_with_one_tap(office: Office) -> None:
    reply = await replied(office)
    assert in_channel(office)

    await office.people["L1"].presses(reply, "Remove my message")

    assert in_channel(office) == []
    assert "your message is gone" in office.sees("L1")[-1]
    await office.people["L1"].presses(reply, "Remove my message")
    assert "your message is gone" in office.sees("L1")[-1]


async def test_without_it_the_writer_reads_how_to_delete_it(office: Office) -> None:
    office.guild.bot_may("VIEW_CHANNEL SEND_MESSAGES EMBED_LINKS READ_MESSAGE_HISTORY")
    reply = await replied(office)

    await office.people["L1"].presses(reply, "Remove my message")

    assert in_channel(office)
    answer = office.sees("L1")[-1]
    assert answer.is_private
    assert "choose Delete" in answer


@pytest.mark.parametrize(("wanted", "asked"), [(False, False), (True, True)])
def test_the_right_is_asked_for_only_where_it_is_wanted(wanted: bool, asked: bool) -> None:
    from adapters.discord.permissions import needed
    from adapters.discord.rooms import RoomKind

    names = [right.name for right in needed(RoomKind.THREAD, removes=wanted)]

    assert ("Manage Messages" in names) is asked
