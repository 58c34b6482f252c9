"""A session that cannot be resumed: what people wrote meanwhile is read from the history and handled once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.discord.memory import Seen
from bot.events import MessageReceived
from tests.adapters.discord.office import Office
from tests.adapters.discord.office import office as furnished
from tests.doubles.discord import Discord


@pytest.fixture
async def reading(discord: Discord, tmp_path: Path, made_sqlite_url: str) -> AsyncIterator[Office]:
    """An office whose bot may read what is written, and has heard both learners."""
    async with furnished(discord, tmp_path, made_sqlite_url, content=True) as there:
        await both_say(there, "hello")
        yield there


async def both_say(office: Office, text: str) -> None:
    """Let L1 write in private and L2 in the group's channel, and let it be handled where it can be heard."""
    await office.people["L1"].says(office.people["L1"].chat, f"{text} in private")
    await office.people["L2"].says(office.rooms["g1"], f"{text} in the group")
    await office.settled()


async def misses(office: Office, *texts: str) -> None:
    """Stop the bot, let people write, forget its session, start it again."""
    await office.stop()
    for text in texts:
        await office.people["L1"].says(office.people["L1"].chat, f"{text} in private")
        await office.people["L2"].says(office.rooms["g1"], f"{text} in the group")
    office.discord.passes(hours=1)  # a session can be resumed for minutes
    await office.start()
    await office.discord.until(lambda: not office.bot.is_catching_up)
    await office.settled()


def heard(office: Office) -> list[str]:
    return [event.text for event in office.core.heard if isinstance(event, MessageReceived)]


@pytest.mark.fault(26)
async def test_what_was_written_meanwhile_is_handled_in_order_and_once(reading: Office) -> None:
    await misses(reading, "first", "second")

    assert sorted(heard(reading)) == [
        *("first in private", "first in the group"),
        *("second in private", "second in the group"),
    ]
    in_private = [text for text in heard(reading) if "private" in text]
    assert in_private == ["first in private", "second in private"]

    await misses(reading)
    assert heard(reading) == []


async def test_what_was_written_in_other_channels_is_not_even_read(reading: Office) -> None:
    elsewhere = reading.guild.channel("off-topic")
    await reading.stop()
    await reading.people["L1"].says(elsewhere, "none of its business")
    await reading.people["L1"].says(reading.rooms["cohort"], "not scanned")
    reading.discord.passes(hours=1)
    before = len(reading.discord.requests)
    await reading.start()
    await reading.discord.until(lambda: not reading.bot.is_catching_up)

    looks = [request for request in reading.discord.requests[before:] if str(request).startswith(LOOK)]
    read = {request.path.split("/")[2] for request in looks}
    assert {reading.rooms["g1"].id, reading.people["L1"].chat.id} <= read
    assert not {elsewhere.id, reading.rooms["cohort"].id} & read
    assert heard(reading) == []


LOOK = "GET /channels/{channel_id}/messages"


async def test_without_message_content_only_private_conversations_are_read(office: Office) -> None:
    await both_say(office, "hello")

    await misses(office, "meanwhile")

    assert heard(office) == ["meanwhile in private"]


async def test_a_history_it_may_not_read_is_said_and_the_rest_is_read(
    reading: Office, caplog: pytest.LogCaptureFixture
) -> None:
    reading.guild.denies(reading.rooms["g1"], reading.guild.bot_role, "read_message_history")

    await misses(reading, "meanwhile")

    assert heard(reading) == ["meanwhile in private"]
    assert f"what was written in channel {reading.rooms['g1'].id}" in caplog.text
    assert "meanwhile" not in "".join(record.getMessage() for record in caplog.records if record.name != "asyncio")


@pytest.mark.fault(26)
async def test_a_history_that_cannot_be_read_for_a_moment_is_read_a_little_later(reading: Office) -> None:
    reading.discord.fails(next="GET messages", how="503 before storing", times=2)

    await misses(reading, "meanwhile")

    assert sorted(heard(reading)) == ["meanwhile in private", "meanwhile in the group"]


async def test_a_first_start_reads_nothing_of_the_past(discord: Discord, tmp_path: Path, made_sqlite_url: str) -> None:
    async with furnished(discord, tmp_path, made_sqlite_url, content=True) as there:
        assert not there.bot.is_catching_up
        assert not [request for request in discord.requests if str(request).startswith(LOOK)]


def test_of_very_many_conversations_the_newest_are_known() -> None:
    seen = Seen(5, ("old",)).further(9, [f"chat {number}" for number in range(1_000)])

    assert seen.message_id == 9
    assert len(seen.chats) == 1_000
    assert "old" not in seen.chats
