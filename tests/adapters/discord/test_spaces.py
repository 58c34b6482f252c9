"""Rooms of a cohort on Discord: made by the bot, entered and left by the people they are for, closed in the end."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.discord.rooms import RoomKind
from bot.domain.cohorts import CohortState
from bot.events import Place
from bot.rooms import pair_name
from tests.adapters.discord.office import THURSDAY, Office
from tests.adapters.discord.office import office as furnished
from tests.doubles.discord import Discord
from tests.doubles.discord.model import Channel, Kind
from tests.doubles.discord.people import NotPossible

MORNING = datetime(2027, 3, 1, 10, tzinfo=UTC)


@pytest.fixture(params=[RoomKind.THREAD, RoomKind.PRIVATE])
async def without_rooms(
    request: pytest.FixtureRequest, discord: Discord, tmp_path: Path, made_sqlite_url: str
) -> AsyncIterator[Office]:
    """An office whose group has no room yet, nor have the coordinators; once with threads, once with channels."""
    async with furnished(
        discord, tmp_path, made_sqlite_url, group_kind=request.param, makes=("g1", "coordinators")
    ) as there:
        yield there


async def room(office: Office, name: str = "g1", *, other_than: Channel | None = None) -> Channel:
    """Wait until a room is made, let its people in, and return it."""
    for _ in range(200):
        async with office.house.storage.snapshot() as tx:
            [cohort] = await tx.cohorts.all()
            spot = await tx.places.named(cohort.id, name)
        found = office.discord.state.channels.get(spot.place.channel) if spot is not None else None
        if found is not None and found is not other_than:
            await office.bot.upkeep.tend()
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"no room {name}")


def who_sees(office: Office, channel: Channel) -> set[str]:
    return {who for who, person in office.people.items() if channel in person.sees()}


async def test_a_group_gets_a_room_that_only_its_people_see(without_rooms: Office) -> None:
    made = await room(without_rooms)

    assert made.kind in (Kind.PRIVATE_THREAD, Kind.TEXT)
    assert who_sees(without_rooms, made) == {"L1", "L2", "M1"}


async def test_the_weeks_question_waits_for_the_room_and_then_comes(without_rooms: Office) -> None:
    made = await room(without_rooms)
    await without_rooms.until(THURSDAY)

    posts = [seen for seen in without_rooms.people["L1"].sees()[made] if "Week 1 of 8" in seen]
    assert len(posts) == 1


async def test_what_is_written_in_the_room_counts_for_the_group(without_rooms: Office) -> None:
    made = await room(without_rooms)
    await without_rooms.people["L1"].says(made, "hello")
    await without_rooms.settled()

    async with without_rooms.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        [group] = await tx.groups.in_cohort(cohort.id)
        assert await tx.participations.in_group(group.id, datetime(2020, 1, 1, tzinfo=UTC)) == 1


async def test_who_leaves_the_group_leaves_the_room_and_who_comes_enters(without_rooms: Office) -> None:
    made = await room(without_rooms)
    leaver = await without_rooms.member("L1")
    async with without_rooms.house.storage.transaction() as tx:
        await tx.groups.leave(leaver.id, without_rooms.clock.now().date())

    await without_rooms.bot.upkeep.tend()

    assert who_sees(without_rooms, made) == {"L2", "M1"}


async def test_coordinators_get_a_room_of_their_own(without_rooms: Office) -> None:
    made = await room(without_rooms, "coordinators")

    assert who_sees(without_rooms, made) == {"C1", "C2"}


async def test_a_restart_makes_nothing_twice_and_a_room_of_before_a_crash_is_taken(without_rooms: Office) -> None:
    made = await room(without_rooms)
    channels = len(without_rooms.guild.guild.channels)
    await without_rooms.restart()
    assert await room(without_rooms) is made

    async with without_rooms.house.storage.transaction() as tx:  # as if the process had died before it noted the room
        spot = await tx.places.at(Place("discord", without_rooms.guild.id, made.id))
        assert spot is not None
        await tx.places.move(spot, Place("discord", without_rooms.guild.id, "#g1"))
        await tx.facts.put(f"discord.room.{made.id}", "")
    await without_rooms.restart()

    assert await room(without_rooms) is made
    assert len(without_rooms.guild.guild.channels) == channels


async def test_a_room_that_somebody_deleted_is_made_anew(without_rooms: Office) -> None:
    made = await room(without_rooms)
    without_rooms.guild.deletes(made)

    again = await room(without_rooms, other_than=made)

    assert who_sees(without_rooms, again) == {"L1", "L2", "M1"}


async def test_when_the_cohort_is_over_its_rooms_are_closed(without_rooms: Office) -> None:
    made = await room(without_rooms)
    async with without_rooms.house.storage.transaction() as tx:
        [cohort] = await tx.cohorts.all()
        await tx.cohorts.save(replace(cohort, state=CohortState.CLOSED))

    await without_rooms.bot.upkeep.tend()

    if made.thread is not None:
        assert (made.thread.is_archived, made.thread.is_locked) == (True, True)
    else:
        with pytest.raises(NotPossible):
            await without_rooms.people["L1"].says(made, "one more word")
    assert who_sees(without_rooms, made) == {"L1", "L2", "M1"}


async def test_channels_that_were_named_stay_as_their_admin_has_them(office: Office) -> None:
    await office.bot.upkeep.tend()

    changes = [str(request) for request in office.discord.requests if request.method in ("PUT", "PATCH", "DELETE")]
    assert [change for change in changes if "commands" not in change and "pins" not in change] == []


async def test_what_a_room_is_for_is_pinned_there(without_rooms: Office) -> None:
    made, theirs = await room(without_rooms), await room(without_rooms, "coordinators")
    await without_rooms.until(MORNING)

    assert [seen.is_pinned for seen in without_rooms.people["L1"].sees()[made] if "Welcome to" in seen] == [True]
    assert [seen.is_pinned for seen in without_rooms.people["C1"].sees()[theirs] if "Among coord" in seen] == [True]


async def test_coordinators_hear_of_a_room_that_was_deleted_and_that_a_new_one_comes(without_rooms: Office) -> None:
    made = await room(without_rooms)
    without_rooms.guild.deletes(made)
    await room(without_rooms, other_than=made)
    await without_rooms.until(MORNING)

    assert sum("I make a new one" in seen for seen in without_rooms.sees("C1")) == 1


async def test_a_room_that_was_deleted_while_the_bot_was_away_is_noticed_at_the_start(without_rooms: Office) -> None:
    made = await room(without_rooms)
    await without_rooms.stop()
    without_rooms.guild.deletes(made)
    await without_rooms.start()

    again = await room(without_rooms, other_than=made)

    assert who_sees(without_rooms, again) == {"L1", "L2", "M1"}


async def test_coordinators_hear_of_a_channel_that_only_a_person_can_replace(office: Office) -> None:
    office.guild.deletes(office.rooms["help"])
    await office.settled()
    await office.until(MORNING)

    assert sum("so I don't replace it" in seen for seen in office.sees("C1")) == 1


async def test_a_right_that_is_missing_is_told_to_the_coordinators_once(
    discord: Discord, tmp_path: Path, made_sqlite_url: str
) -> None:
    few = "view_channel send_messages embed_links read_message_history pin_messages"
    async with furnished(discord, tmp_path, made_sqlite_url, RoomKind.PRIVATE, ("g1",), few) as there:
        await there.bot.upkeep.tend()
        await there.bot.upkeep.tend()
        await there.until(MORNING)

        assert sum("kith doctor" in seen and "#g1" in seen for seen in there.sees("C1")) == 1


async def test_a_room_whose_making_was_not_answered_is_found_and_not_made_twice(without_rooms: Office) -> None:
    made = await room(without_rooms)
    await without_rooms.stop()
    without_rooms.guild.deletes(made)
    word = "threads" if made.thread is not None else "channels"
    fault = without_rooms.discord.fails(f"POST {word}", "drop after storing")
    await without_rooms.start()
    await without_rooms.discord.until(lambda: fault.hits)
    await without_rooms.bot.upkeep.tend()
    again = await room(without_rooms, other_than=made)

    assert fault.hits == 1
    alike = [each for each in without_rooms.guild.guild.channels.values() if each.name == made.name]
    assert (alike, who_sees(without_rooms, again)) == ([again], {"L1", "L2", "M1"})


@pytest.fixture
async def with_pairs(discord: Discord, tmp_path: Path, made_sqlite_url: str) -> AsyncIterator[Office]:
    """An office in which a mentor and a learner get a thread of their own."""
    async with furnished(discord, tmp_path, made_sqlite_url, with_pairs=True) as there:
        yield there


async def test_a_mentor_and_a_learner_get_a_thread_that_the_bot_does_not_listen_to(with_pairs: Office) -> None:
    learner = await with_pairs.member("L1")
    async with with_pairs.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        pairing = await tx.pairings.of_learner(learner.id)
        assert pairing is not None
        before = await tx.participations.in_cohort(cohort.id)
    made = await room(with_pairs, pair_name(pairing))
    assert who_sees(with_pairs, made) == {"L1", "M1"}
    await with_pairs.people["L1"].says(made, "I want to kill myself")
    await with_pairs.until(MORNING)

    async with with_pairs.house.storage.snapshot() as tx:
        assert await tx.participations.in_cohort(cohort.id) == before
        assert await tx.cases.in_cohort(cohort.id) == []
    assert any("I don't listen here" in seen for seen in with_pairs.people["L1"].sees()[made])
    await with_pairs.restart()
    assert await room(with_pairs, pair_name(pairing)) is made
