"""Events of a cohort in the server's own list: there once, moved, called off; one that was removed stays away."""

from typing import Any

import pytest

from tests.adapters.discord.office import Office
from tests.doubles.discord.model import ScheduledEvent

LINK = "https://meet.example.org/open"


async def asks(office: Office, line: str, **options: Any) -> None:
    """Let a coordinator run a command, and the bot do what follows."""
    await office.people["C1"].runs(line, **options)
    await office.settled()
    await office.beat()
    await office.bot.scheduled.tend(office.guild.id)


async def planned(office: Office) -> ScheduledEvent:
    """Plan one, and return what stands in the server's list."""
    await asks(office, "/coord event plan", title="Open hour", when="Thu 18:00", minutes=30, link=LINK)
    [event] = office.guild.guild.events.values()
    return event


def posts(office: Office) -> int:
    """How often the bot asked for an event to be made."""
    asked = [one for one in office.discord.requests if one.path.endswith("/scheduled-events")]
    return len([one for one in asked if one.method == "POST"])


async def test_an_event_is_among_the_servers_own_and_in_the_cohorts_channel(office: Office) -> None:
    event = await planned(office)

    assert event.fields["name"] == "Open hour"
    assert event.fields["scheduled_start_time"] == "2027-03-04T18:00:00+00:00"
    assert event.fields["scheduled_end_time"] == "2027-03-04T18:30:00+00:00"
    assert event.fields["entity_metadata"] == {"location": LINK}
    [post] = office.sees("L1", "cohort")
    assert "<t:1804183200:F>, 30 minutes" in post.text
    assert [file["filename"] for file in post.message.draft.attachments] == ["event.ics"]


async def test_looking_again_and_a_restart_make_nothing_twice(office: Office) -> None:
    await planned(office)
    for _ in range(2):
        await office.bot.scheduled.tend(office.guild.id)
    await office.restart()
    await office.bot.scheduled.tend(office.guild.id)

    assert len(office.guild.guild.events) == 1
    assert posts(office) == 1
    assert [one for one in office.discord.requests if one.method == "PATCH" and "scheduled-events" in one.path] == []


@pytest.mark.parametrize("how", ["drop after storing", "503 after storing"])
async def test_one_that_may_have_been_made_is_taken_over_not_made_again(office: Office, how: str) -> None:
    office.discord.fails(next="POST scheduled-events", how=how)
    await planned(office)

    await office.bot.scheduled.tend(office.guild.id)

    assert len(office.guild.guild.events) == 1


async def test_it_moves_and_it_is_called_off(office: Office) -> None:
    event = await planned(office)

    await office.restart()  # a new connection has room again: Discord takes few changes of events in a minute
    await asks(office, "/coord event move", ref="E1", when="Fri 19:00")
    assert event.fields["scheduled_start_time"] == "2027-03-05T19:00:00+00:00"
    assert event.fields["name"] == "Open hour"

    await office.restart()
    await asks(office, "/coord event cancel", ref="e1")
    assert event.status == 4
    assert len(office.guild.guild.events) == 1


async def test_one_that_somebody_removed_stays_away_until_it_moves(office: Office) -> None:
    event = await planned(office)
    office.discord.events.delete(office.guild.guild, event)

    await office.bot.scheduled.tend(office.guild.id)
    assert office.guild.guild.events == {}

    await office.restart()
    await asks(office, "/coord event move", ref="E1", when="Fri 19:00")
    assert len(office.guild.guild.events) == 1


async def test_without_the_right_the_post_comes_all_the_same(office: Office) -> None:
    office.guild.bot_may("view_channel send_messages embed_links read_message_history pin_messages attach_files")

    await asks(office, "/coord event plan", title="Open hour", when="Thu 18:00")

    assert office.guild.guild.events == {}
    assert len(office.sees("L1", "cohort")) == 1


async def test_an_event_of_somebody_else_is_left_alone(office: Office) -> None:
    owner = office.guild.owner.user
    fields = {"name": "Party", "description": "Kith 0123456789", "entity_type": 3, "privacy_level": 2}
    moments = {"scheduled_start_time": "2027-03-09T18:00:00Z", "scheduled_end_time": "2027-03-09T19:00:00Z"}
    theirs = office.discord.events.add(office.guild.guild, owner, {**fields, **moments})

    await asks(office, "/coord event plan", title="Open hour", when="Thu 18:00")

    assert theirs.status == 1
    assert len(office.guild.guild.events) == 2
