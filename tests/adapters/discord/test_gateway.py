"""What the bot hears on Discord, and how it stays there."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.cohorts import CohortState
from bot.errors import EnvironmentProblem
from bot.events import MemberJoined, MemberLeft
from tests.adapters.discord.office import Office
from tests.adapters.discord.office import office as furnished
from tests.doubles.discord import Discord
from tests.doubles.discord.model import Kind

WORRYING = "I want to kill myself"


@pytest.fixture
async def reading(discord: Discord, tmp_path: Path, made_sqlite_url: str) -> AsyncIterator[Office]:
    """An office whose bot may read what is written and hears who comes and goes."""
    async with furnished(discord, tmp_path, made_sqlite_url, content=True, members=True) as there:
        yield there


async def cases(office: Office) -> int:
    async with office.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        return len(await tx.cases.in_cohort(cohort.id))


async def written(office: Office) -> int:
    async with office.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        return await tx.participations.in_cohort(cohort.id)


async def test_without_a_switch_that_people_write_is_counted_and_what_they_write_is_not_seen(office: Office) -> None:
    await office.people["L1"].says(office.rooms["g1"], WORRYING)
    await office.settled()

    assert await written(office) == 1
    assert await cases(office) == 0


async def test_without_a_switch_what_is_written_to_the_bot_is_scanned(office: Office) -> None:
    await office.people["L1"].says(office.people["L1"].chat, WORRYING)
    await office.settled()
    await office.beat()

    assert await cases(office) == 1
    assert "call" in office.sees("L1")[-1]


async def test_in_a_listed_channel_what_is_written_is_scanned_and_an_edit_too(reading: Office) -> None:
    said = await reading.people["L1"].says(reading.rooms["g1"], "hello")
    await reading.settled()
    assert await cases(reading) == 0

    await reading.people["L1"].edits(said, WORRYING)
    await reading.settled()
    await reading.beat()

    assert await cases(reading) == 1
    assert await written(reading) == 1
    assert any("call" in seen for seen in reading.sees("L1"))
    assert [str(seen) for seen in reading.sees("L2", "g1") if seen.by != "Kith"] == [f"Name L1: {WORRYING}"]
    assert not any("call" in seen for seen in reading.sees("L2", "g1"))


async def test_other_channels_are_nobodys_business(reading: Office) -> None:
    elsewhere = reading.guild.channel("off-topic")
    await reading.people["L1"].says(elsewhere, WORRYING)
    await reading.people["L1"].says(reading.rooms["cohort"], WORRYING)
    await reading.settled()

    assert await cases(reading) == 0
    assert await written(reading) == 1


async def test_a_thread_in_a_channel_of_ours_belongs_to_it(reading: Office) -> None:
    ada = reading.people["L1"]
    thread = reading.discord.places.add_thread(reading.rooms["g1"], Kind.PUBLIC_THREAD, "Side talk", ada.user)
    await ada.says(thread, WORRYING)
    await reading.settled()

    assert await cases(reading) == 1


async def test_who_answers_whom_is_counted_and_bots_are_not(reading: Office) -> None:
    first = await reading.people["L1"].says(reading.rooms["g1"], "who can help?")
    await reading.people["L2"].says(reading.rooms["g1"], "I can", answering=first)
    await reading.bot.connection.rest.create_message(reading.rooms["g1"].id, {"content": "hello"})
    await reading.settled()

    assert await written(reading) == 2


@pytest.mark.parametrize("name", ["MESSAGE_CREATE", "MESSAGE_UPDATE"])
@pytest.mark.fault(28)
async def test_what_is_told_twice_is_handled_once(reading: Office, name: str) -> None:
    reading.discord.gateway.repeats(name)
    said = await reading.people["L1"].says(reading.rooms["g1"], "hello")
    await reading.people["L1"].edits(said, WORRYING)
    await reading.settled()

    assert await written(reading) == 1
    assert await cases(reading) == 1


async def test_who_comes_and_goes_is_told_to_the_core(reading: Office) -> None:
    ada = reading.people["L1"]
    await ada.leaves(reading.guild.guild)
    await ada.joins(reading.guild.guild)
    await ada.leaves(reading.guild.guild)
    await reading.settled()

    came_and_went = [event for event in reading.core.heard if isinstance(event, MemberJoined | MemberLeft)]
    assert [type(event) for event in came_and_went] == [MemberLeft, MemberJoined, MemberLeft]
    assert {event.by for event in came_and_went} == {reading.account("L1")}
    assert len({event.id for event in came_and_went}) == 3


@pytest.mark.parametrize("how", ["op 7", "op 9 resumable", "op 9", "4000", "1001", "1000", "4009", "cut"])
async def test_whatever_ends_the_connection_the_bot_comes_back_and_goes_on(office: Office, how: str) -> None:
    gateway = office.discord.gateway
    if how != "op 9":  # and there the five seconds between two introductions go by in real time
        introduced_long_ago(office)
    match how:
        case "op 7":
            gateway.asks_to_reconnect()
        case "op 9 resumable":
            gateway.invalidates(resumable=True)
        case "op 9":
            gateway.invalidates(resumable=False)
        case "cut":
            gateway.drops()
        case code:
            gateway.closes(int(code))
    await office.discord.until(lambda: not office.bot.connection.is_listening.is_set())
    await office.discord.until(office.bot.connection.is_listening.is_set, within=15)

    await office.people["L1"].runs("/peer limits")

    assert "not therapists" in office.sees("L1", "g1")[-1]


@pytest.mark.fault(26)
async def test_what_is_said_while_the_line_is_cut_is_heard_afterwards(office: Office) -> None:
    office.discord.gateway.accepts = False
    office.discord.gateway.drops()
    await office.discord.until(lambda: not office.bot.connection.is_listening.is_set(), within=15)
    await office.people["L1"].says(office.people["L1"].chat, WORRYING)
    office.discord.gateway.accepts = True
    await office.discord.until(office.bot.connection.is_listening.is_set, within=15)
    await office.settled()

    assert await cases(office) == 1


@pytest.mark.fault(1)
async def test_what_is_said_while_the_bot_is_stopped_is_heard_at_its_next_start(office: Office) -> None:
    await office.stop()
    await office.people["L1"].says(office.people["L1"].chat, WORRYING)
    await office.start()
    await office.settled()

    assert await cases(office) == 1
    assert office.discord.gateway.budget.used == 1  # it resumed


@pytest.mark.fault(26)
async def test_a_session_discord_no_longer_knows_is_replaced_by_a_new_one(office: Office) -> None:
    await office.stop()
    office.discord.passes(hours=1)
    await office.start()
    await office.people["L1"].runs("/peer limits")

    assert "not therapists" in office.sees("L1", "g1")[-1]
    assert office.discord.gateway.budget.used == 2


@pytest.mark.parametrize(
    "told",
    [
        ("MESSAGE_CREATE", {"id": "x"}),
        ("MESSAGE_CREATE", {"id": "1", "channel_id": "2", "author": {"id": "3"}, "guild_id": "4"}),
        ("MESSAGE_UPDATE", {"id": "1", "channel_id": "2", "author": {"id": "3"}, "edited_timestamp": "never"}),
        ("INTERACTION_CREATE", {"id": "1"}),
        ("INTERACTION_CREATE", {"id": "1", "type": 3, "token": "t", "channel_id": "2", "application_id": "3"}),
        ("GUILD_MEMBER_ADD", {}),
        ("GUILD_CREATE", {}),
        ("THREAD_LIST_SYNC", {"threads": [{}]}),
        ("SOMETHING_NEW", {"what": "ever"}),
    ],
)
async def test_a_dispatch_of_another_form_is_logged_and_the_bot_goes_on(
    office: Office, told: tuple[str, dict[str, object]], caplog: pytest.LogCaptureFixture
) -> None:
    office.discord.gateway.sends(*told)
    await office.people["L1"].runs("/peer limits")

    assert "not therapists" in office.sees("L1", "g1")[-1]
    assert office.bot.connection.is_listening.is_set()
    assert office.discord.gateway.budget.used == 1


async def test_words_that_are_no_json_cost_a_reconnection_and_nothing_else(office: Office) -> None:
    introduced_long_ago(office)
    office.discord.gateway.says("<html>")
    await office.discord.until(lambda: not office.bot.connection.is_listening.is_set())
    await office.discord.until(office.bot.connection.is_listening.is_set, within=15)
    await office.people["L1"].runs("/peer limits")

    assert "not therapists" in office.sees("L1", "g1")[-1]


async def test_a_wrong_token_is_told_with_the_next_step(office: Office) -> None:
    await office.stop()
    office.access = replace(office.access, token="another." + office.access.token)

    with pytest.raises(EnvironmentProblem, match="Reset Token"):
        await office.start()


async def test_a_switch_that_is_off_is_named_at_the_start(reading: Office) -> None:
    await reading.stop()
    reading.discord.state.application.switched_on.clear()
    reading.discord.passes(hours=1)

    with pytest.raises(EnvironmentProblem, match="Message Content Intent"):
        await reading.start()


@pytest.mark.fault(36)
async def test_a_switch_turned_off_later_costs_the_reading_not_the_bot(reading: Office) -> None:
    reading.discord.state.application.switched_on.clear()
    introduced_long_ago(reading)
    reading.discord.gateway.closes(4009)
    await reading.discord.until(lambda: not reading.bot.connection.is_listening.is_set())
    await reading.discord.until(reading.bot.connection.is_listening.is_set, within=20)

    await reading.people["L1"].runs("/peer limits")

    assert "not therapists" in reading.sees("L1", "g1")[-1]


async def test_no_word_anybody_wrote_is_in_the_log(reading: Office, caplog: pytest.LogCaptureFixture) -> None:
    await reading.people["L1"].says(reading.rooms["g1"], WORRYING)
    await reading.people["L1"].says(reading.people["L1"].chat, "/frobnicate secretly")
    await reading.settled()

    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("discord", "alembic"))]
    assert WORRYING not in json.dumps(ours)
    assert "secretly" not in json.dumps(ours)


def introduced_long_ago(office: Office) -> None:
    """Let an hour go by since the bot introduced itself, for both sides."""
    office.discord.passes(hours=1)
    office.bot.connection.turnstile.last.clear()


async def state(office: Office) -> CohortState:
    async with office.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
    return cohort.state


async def until_state(office: Office, wanted: CohortState) -> None:
    for _ in range(100):
        if await state(office) is wanted:
            return
        await asyncio.sleep(0.05)
    assert await state(office) is wanted


async def test_a_bot_that_is_taken_out_lets_the_cohort_rest_and_goes_on_when_it_is_back(office: Office) -> None:
    office.guild.removes_bot()
    await until_state(office, CohortState.PAUSED)

    office.guild.invites_bot()
    await until_state(office, CohortState.OPEN)
    await office.discord.until(lambda: office.guild.guild.commands)
    await office.people["L1"].runs("/peer limits")

    assert "not therapists" in office.sees("L1", "g1")[-1]


async def test_an_outage_of_the_server_pauses_nothing(office: Office) -> None:
    office.guild.goes_down()
    await asyncio.sleep(0.1)
    office.guild.comes_back()
    await office.people["L1"].runs("/peer limits")

    assert await state(office) is CohortState.OPEN
