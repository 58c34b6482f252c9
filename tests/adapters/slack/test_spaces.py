"""Rooms of a cohort on Slack: made by the bot, entered and left by the people they are for, archived in the end."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.cohorts import CohortState
from bot.events import Place
from bot.rooms import PAIR
from tests.adapters.slack.office import THURSDAY, Office
from tests.adapters.slack.office import office as furnished
from tests.doubles.faults import Fault, Harm
from tests.doubles.slack.channels import Channel, ChannelKind
from tests.doubles.slack.sight import SeenMessage

TOUCHING = [f"conversations.{verb}" for verb in ("create", "invite", "kick", "archive", "setPurpose", "rename")]
MORNING = datetime(2027, 3, 1, 10, tzinfo=UTC)
MADE = ("g1", "coordinators", "cohort")


@pytest.fixture
async def bare(tmp_path: Path, made_sqlite_url: str) -> AsyncIterator[Office]:
    """A cohort that has no rooms on Slack but the help channel."""
    async with furnished(tmp_path, made_sqlite_url, makes=MADE) as there:
        yield there


async def tended(office: Office) -> None:
    await office.bot.rooms.tend_all([office.team.id])
    await office.settled()


async def room(office: Office, name: str = "g1") -> Channel:
    """Let the bot look after its rooms, and return one."""
    await tended(office)
    async with office.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        spot = await tx.places.named(cohort.id, name)
    assert spot is not None
    return office.team.team.channels[spot.place.channel]


def who_is_in(office: Office, channel: Channel) -> set[str]:
    return {who for who, person in office.people.items() if person.id in channel.members}


def read(office: Office, who: str, channel: Channel) -> list[SeenMessage]:
    return office.people[who].sees().channels[channel.name]


async def posted(office: Office) -> None:
    """Let what waits for a room come, at Slack's pace, on a morning when coordinators can be told."""
    await office.until(max(office.clock.now(), MORNING))
    for _ in range(4):
        await office.beat()
        await office.passes(seconds=61)
    await office.beat()


async def test_a_group_gets_a_private_channel_with_its_people_and_nobody_else(bare: Office) -> None:
    made = await room(bare)

    assert (made.kind, made.name) == (ChannelKind.PRIVATE, "test-group-one")
    assert who_is_in(bare, made) == {"L1", "L2", "M1"}


async def test_coordinators_get_a_room_of_their_own_and_the_cohort_one_for_all(bare: Office) -> None:
    assert who_is_in(bare, await room(bare, "coordinators")) == {"C1", "C2"}
    assert who_is_in(bare, await room(bare, "cohort")) == set(bare.people)


async def test_what_a_room_is_for_is_pinned_there(bare: Office) -> None:
    made = [await room(bare, name) for name in MADE]
    await posted(bare)

    for channel, words in zip(made, ("Welcome to", "Among coordinators", "What this channel is for"), strict=True):
        [first, *_] = [said for said in bare.team.team.messages.of(channel.id) if words in str(said.described())]
        assert first.ts in channel.pins


async def test_a_pair_gets_a_chat_with_the_bot_that_it_does_not_listen_to(bare: Office) -> None:
    await room(bare)
    both = {bare.people["L1"].id, bare.people["M1"].id}
    [chat] = [c for c in bare.team.team.channels.values() if c.kind is ChannelKind.SEVERAL and both <= set(c.members)]
    await posted(bare)
    await bare.people["L1"].says(chat, "shall we?")
    await bare.settled()

    [said] = [m for m in bare.team.team.messages.of(chat.id) if m.bot_id]
    assert "I don't listen here" in str(said.described())
    assert bare.core.heard == []


async def test_the_same_pair_never_gets_a_second_chat(bare: Office) -> None:
    await room(bare)
    chats = [c.id for c in bare.team.team.channels.values() if c.kind is ChannelKind.SEVERAL]
    await bare.restart()
    await tended(bare)

    assert [c.id for c in bare.team.team.channels.values() if c.kind is ChannelKind.SEVERAL] == chats
    async with bare.house.storage.snapshot() as tx:
        spots = await tx.places.in_workspace("slack", bare.team.id)
    assert sorted(spot.place.channel for spot in spots if spot.name.startswith(PAIR)) == sorted(chats)


async def test_a_post_to_a_pair_that_may_have_arrived_is_looked_for_first(bare: Office) -> None:
    await room(bare)
    chats = [c.id for c in bare.team.team.channels.values() if c.kind is ChannelKind.SEVERAL]
    bare.slack.faults.plan(*(Fault(Harm.LOST, "chat.postMessage") for _ in range(20)))
    await bare.beat()
    bare.slack.faults.clear()
    await posted(bare)

    assert [len(bare.team.team.messages.of(chat)) for chat in chats] == [1] * len(chats)
    assert "mpim:history" in bare.slack.used_scopes


async def test_the_weeks_question_waits_for_the_room_and_then_comes(bare: Office) -> None:
    made = await room(bare)
    await bare.until(THURSDAY)

    assert sum("Week 1 of 8" in seen.text for seen in read(bare, "L1", made)) == 1


async def test_who_leaves_the_group_leaves_the_room_and_who_comes_back_enters(bare: Office) -> None:
    made = await room(bare)
    leaver = await bare.member("L1")
    async with bare.house.storage.transaction() as tx:
        await tx.groups.leave(leaver.id, bare.clock.now().date())
    await tended(bare)
    assert who_is_in(bare, made) == {"L2", "M1"}

    async with bare.house.storage.transaction() as tx:
        await tx.groups.rejoin(leaver.id, bare.clock.now().date())
    await tended(bare)
    assert who_is_in(bare, made) == {"L1", "L2", "M1"}


async def test_who_went_out_of_a_room_by_themselves_is_not_pulled_back(bare: Office) -> None:
    made = await room(bare)
    await bare.people["L1"].leaves(made)

    await tended(bare)

    assert who_is_in(bare, made) == {"L2", "M1"}


async def test_a_guest_whom_only_an_admin_can_let_in_is_named_to_the_coordinators_once(bare: Office) -> None:
    made = await room(bare)
    guest = await bare.member("L2")
    async with bare.house.storage.transaction() as tx:
        await tx.groups.leave(guest.id, bare.clock.now().date())
    await tended(bare)
    bare.people["L2"].user.is_guest = True
    async with bare.house.storage.transaction() as tx:
        await tx.groups.rejoin(guest.id, bare.clock.now().date())
    await tended(bare)
    await tended(bare)
    await posted(bare)

    assert who_is_in(bare, made) == {"L1", "M1"}
    assert sum("couldn't let these" in seen.text and "#g1" in seen.text for seen in bare.sees("C1")) == 1


async def test_a_restart_makes_nothing_twice_and_a_channel_of_before_a_crash_is_taken(bare: Office) -> None:
    made = await room(bare)
    channels = len(bare.team.team.channels)
    await bare.restart()
    assert await room(bare) is made

    async with bare.house.storage.transaction() as tx:  # as if the process had died before it noted the room
        spot = await tx.places.at(Place("slack", bare.team.id, made.id))
        assert spot is not None
        await tx.places.move(spot, Place("slack", bare.team.id, "#g1"))
        await tx.facts.put(f"slack.room.{made.id}", "")
    await bare.restart()

    assert await room(bare) is made
    assert len(bare.team.team.channels) == channels


async def test_a_name_that_somebody_has_already_gets_a_number(tmp_path: Path, made_sqlite_url: str) -> None:
    async with furnished(tmp_path, made_sqlite_url, makes=("g1",)) as there:
        made = await room(there)
        await there.people["M1"].archives(made)  # an archived channel keeps its name
        await asyncio.sleep(0)

        again = await room(there)

        assert (again.name, who_is_in(there, again)) == (f"{made.name}-2", {"L1", "L2", "M1"})


@pytest.mark.parametrize("how", ["archives", "destroys"])
async def test_a_room_that_somebody_took_away_is_made_anew_with_what_belongs_there(bare: Office, how: str) -> None:
    made = await room(bare)
    await posted(bare)
    await getattr(bare.people["M1"], how)(made)

    again = await room(bare)
    await posted(bare)

    assert again is not made
    assert who_is_in(bare, again) == {"L1", "L2", "M1"}
    assert any("Welcome to" in seen.text for seen in read(bare, "L1", again))
    assert sum("I make a new one" in seen.text for seen in bare.sees("C1")) == 1


async def test_when_the_cohort_is_over_its_rooms_are_archived_and_nobody_is_told(bare: Office) -> None:
    made = await room(bare)
    await posted(bare)
    async with bare.house.storage.transaction() as tx:
        [cohort] = await tx.cohorts.all()
        await tx.cohorts.save(replace(cohort, state=CohortState.CLOSED))
    before = len(bare.sees("C1"))

    await tended(bare)
    await tended(bare)
    await bare.beat()

    assert made.is_archived
    assert len(bare.sees("C1")) == before


async def test_channels_that_were_named_stay_as_their_admin_has_them(office: Office) -> None:
    await tended(office)

    assert [name for name in TOUCHING if office.slack.log.of(name)] == []


async def test_a_workspace_that_forbids_the_bot_to_make_channels_is_told_to_the_coordinators(bare: Office) -> None:
    await bare.stop()
    bare.team.team.channels = {k: c for k, c in bare.team.team.channels.items() if c.name in ("help",)}
    bare.team.installation.scopes = bare.team.installation.scopes - {"groups:write"}
    await bare.start()
    async with bare.house.storage.transaction() as tx:
        for spot in await tx.places.in_workspace("slack", bare.team.id):
            if spot.name == "g1":
                await tx.places.move(spot, Place("slack", bare.team.id, "#g1"))

    await tended(bare)
    await posted(bare)

    assert sum("kith doctor" in seen.text and "#g1" in seen.text for seen in bare.sees("C1")) == 1


async def test_a_doubt_about_a_message_in_a_pairs_chat_names_no_channel_to_anybody(bare: Office) -> None:
    await room(bare)
    both = {bare.people["L1"].id, bare.people["M1"].id}
    chat = next(c for c in bare.team.team.channels.values() if c.kind is ChannelKind.SEVERAL and both <= set(c.members))
    said = await bare.people["M1"].says(chat, "it is always so")
    await bare.people["L1"].uses("Flag: might be wrong", said)
    window = bare.people["L1"].window
    assert window is not None
    await bare.people["L1"].submits({next(iter(window.inputs)): "the guide says otherwise"})
    await bare.settled()

    async with bare.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        [case] = await tx.cases.in_cohort(cohort.id)
    assert case.channel == ""


async def test_a_channel_whose_making_was_not_answered_is_found_and_not_made_twice(bare: Office) -> None:
    made = await room(bare)
    await bare.stop()
    del bare.team.team.channels[made.id]
    bare.slack.faults.plan(*(Fault(Harm.LOST, f"conversations.{verb}") for verb in ("create", "setPurpose", "invite")))
    await bare.start()
    for _ in range(4):
        await tended(bare)

    assert {name for name, _ in bare.slack.faults.happened} == {"conversations.create", "conversations.invite"}
    alike = [c for c in bare.team.team.channels.values() if c.has_name and c.name.startswith(made.name)]
    assert [(c.name, who_is_in(bare, c)) for c in alike] == [(made.name, {"L1", "L2", "M1"})]
