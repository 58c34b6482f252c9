"""What the bot sends arrives once, or somebody is told; whatever Discord and the line do."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.discord.alike import nonce
from adapters.discord.messenger import DiscordMessenger
from bot.cards import Action, Button, Card
from bot.effects import Urgency
from bot.errors import TryLater, Undeliverable, Unknown
from bot.ports import Delivery, DeliveryState, Target, TargetKind
from bot.wording import delivery as wording
from tests.adapters.discord.office import THURSDAY, Office
from tests.doubles.discord.model import Kind

PLAIN = Card("How did it go?", "prompt.week", why="Your group gets one question a week.")
WITH_BUTTON = Card("Well?", "check_in.open", buttons=(Button("Fine", Action("check_in.fine", "7")),))
LONG_AGO = datetime(2026, 2, 1, tzinfo=UTC)


def delivery(office: Office, card: Card, to: str = "g1", id: str = "d1", **more: Any) -> Delivery:
    """A claimed row of the outbox, to a channel or a person of the office."""
    is_person = to in office.people
    target_id = office.people[to].id if is_person else office.rooms[to].id if to in office.rooms else to
    kind = TargetKind.MEMBER if is_person else TargetKind.CHANNEL
    target = Target(kind, "discord", office.guild.id, target_id)
    now = office.clock.now()
    return Delivery(id, 1, id, "lane", Urgency.NOTICE, target, card, DeliveryState.SENDING, now, now, "", **more)


async def test_a_card_is_posted_and_changed(office: Office) -> None:
    messenger = office.bot.messenger
    sent = await messenger.send(delivery(office, PLAIN))

    changed = delivery(
        office, Card("Nobody has to answer.", "prompt.week"), id="d2", revises="d1", revised_remote_id=sent
    )
    assert await messenger.send(changed) == sent

    [shown] = office.sees("L1", "g1")
    assert shown.text == "Nobody has to answer."
    assert shown.is_edited


async def test_a_private_message_opens_the_conversation_once(office: Office) -> None:
    for number in range(3):
        await office.bot.messenger.send(delivery(office, PLAIN, "L1", id=f"d{number}"))

    assert len(office.sees("L1")) == 3
    assert len([request for request in office.discord.requests if request.path == "/users/@me/channels"]) == 1


@pytest.mark.parametrize("how", ["drop after storing", "reset after storing", "cut", "html", "503 after storing"])
@pytest.mark.parametrize("card", [PLAIN, WITH_BUTTON])
@pytest.mark.fault(18, 19, 21)
async def test_what_may_have_arrived_is_in_doubt_and_sent_again_it_is_there_once(
    office: Office, how: str, card: Card
) -> None:
    messenger = office.bot.messenger
    office.discord.fails(next="POST messages", how=how)
    with pytest.raises(Unknown):
        await messenger.send(delivery(office, card))

    again = delivery(office, card, is_doubtful=True, first_at=office.clock.now())
    assert await messenger.find(again) is None  # the nonce makes sure of it without looking
    sent = await messenger.send(again)

    [shown] = office.sees("L1", "g1")
    assert sent == f"{office.rooms['g1'].id}/{shown.message.id}"


@pytest.mark.parametrize("card", [PLAIN, WITH_BUTTON])
@pytest.mark.fault(23)
async def test_after_the_nonce_is_forgotten_the_history_is_asked(office: Office, card: Card) -> None:
    messenger = office.bot.messenger
    sent = await messenger.send(delivery(office, card))
    for number in range(120):
        await office.people["L2"].says(office.rooms["g1"], f"word {number}")
    office.discord.passes(minutes=10)

    assert await messenger.find(delivery(office, card, is_doubtful=True, first_at=LONG_AGO)) == sent
    other = Card("Something else", card.kind, buttons=card.buttons)
    assert await messenger.find(delivery(office, other, id="d2", is_doubtful=True, first_at=LONG_AGO)) is None


@pytest.mark.parametrize("form", [wording.may_be_repeated, wording.later_than_usual])
async def test_an_attempt_that_said_a_little_more_is_found_too(office: Office, form: Callable[[Card], Card]) -> None:
    messenger = office.bot.messenger
    sent = await messenger.send(delivery(office, form(PLAIN)))
    office.discord.passes(minutes=10)

    assert await messenger.find(delivery(office, PLAIN, is_doubtful=True, first_at=LONG_AGO)) == sent


async def test_what_others_wrote_is_never_taken_for_ours(office: Office) -> None:
    await office.people["L2"].says(office.rooms["g1"], "How did it go?\n-# Your group gets one question a week.")

    assert await office.bot.messenger.find(delivery(office, PLAIN, is_doubtful=True, first_at=LONG_AGO)) is None


@pytest.mark.fault(24)
async def test_a_history_that_cannot_be_read_is_asked_later(office: Office) -> None:
    office.guild.denies(office.rooms["g1"], office.guild.bot_role, "read_message_history")
    wanted = delivery(office, PLAIN, is_doubtful=True, first_at=LONG_AGO)
    office.discord.fails(next="GET messages", how="503 before storing", times=5)

    with pytest.raises(TryLater):
        await office.bot.messenger.find(wanted)


@pytest.mark.fault(24)
async def test_an_empty_page_is_not_believed_where_something_was_written(office: Office) -> None:
    await office.bot.messenger.send(delivery(office, PLAIN))
    office.guild.denies(office.rooms["g1"], office.guild.bot_role, "read_message_history")

    with pytest.raises(TryLater, match="history cannot be read"):
        await office.bot.messenger.find(delivery(office, PLAIN, is_doubtful=True, first_at=LONG_AGO))


async def test_a_change_is_made_again_without_looking(office: Office) -> None:
    wanted = delivery(office, PLAIN, revises="d0", revised_remote_id="1/2", is_doubtful=True, first_at=LONG_AGO)

    assert await office.bot.messenger.find(wanted) is None


async def test_closed_private_messages_are_for_ever(office: Office) -> None:
    await office.people["L1"].closes_dms()

    with pytest.raises(Undeliverable, match="private messages are closed"):
        await office.bot.messenger.send(delivery(office, PLAIN, "L1"))


async def test_who_left_the_server_cannot_be_reached(office: Office) -> None:
    await office.people["L1"].leaves(office.guild.guild)

    with pytest.raises(Undeliverable):
        await office.bot.messenger.send(delivery(office, PLAIN, "L1"))


async def test_a_channel_that_was_deleted_or_hidden_is_for_ever(office: Office) -> None:
    office.guild.denies(office.rooms["help"], office.guild.bot_role, "view_channel")
    office.guild.denies(office.rooms["cohort"], office.guild.bot_role, "send_messages")
    office.guild.deletes(office.rooms["g1"])

    for room in ("g1", "help", "cohort", "123456789012345678"):
        with pytest.raises(Undeliverable):
            await office.bot.messenger.send(delivery(office, PLAIN, room))


async def test_a_channel_that_is_still_to_be_made_is_waited_for(office: Office) -> None:
    with pytest.raises(TryLater):
        await office.bot.messenger.send(delivery(office, PLAIN, "#g9"))


@pytest.mark.fault(37)
async def test_a_message_somebody_deleted_is_not_posted_again(office: Office) -> None:
    messenger = office.bot.messenger
    await messenger.send(delivery(office, PLAIN))
    office.discord.messages.delete(office.sees("L1", "g1")[0].message)

    sent = await messenger.send(delivery(office, PLAIN, is_doubtful=True))

    assert office.sees("L1", "g1") == []
    with pytest.raises(Undeliverable):
        await messenger.send(delivery(office, PLAIN, id="d2", revises="d1", revised_remote_id=sent))


async def test_a_conversation_that_could_not_be_opened_leaves_no_doubt(office: Office) -> None:
    office.discord.fails(next="POST channels", how="drop before storing")

    with pytest.raises(TryLater):
        await office.bot.messenger.send(delivery(office, PLAIN, "L1"))


async def test_before_the_login_everything_waits(office: Office) -> None:
    from adapters.discord.rest import Rest

    messenger = DiscordMessenger(Rest(), office.bot.directory, office.clock)

    with pytest.raises(TryLater):
        await messenger.send(delivery(office, PLAIN))


def test_a_nonce_is_the_same_in_every_attempt_and_short_enough() -> None:
    assert nonce("d1") == nonce("d1") != nonce("d2")
    assert len(nonce("d1")) <= 25


async def test_a_week_of_the_cohort_reaches_people_and_channels(office: Office) -> None:
    await office.until(THURSDAY)

    pinned = [seen for seen in office.sees("L1", "g1") if seen.is_pinned]
    [post] = [seen for seen in office.sees("L1", "g1") if "Week 1 of 8" in seen]
    assert any("What is read in this channel" in notice for notice in pinned)
    assert "Mondays at 09:00" in post.text.splitlines()[-1]
    assert [seen.buttons[0] for seen in office.sees("L1")] == ["Going fine"]
    assert {
        request.body["allowed_mentions"]["parse"] == [] for request in office.discord.requests if is_post(request)
    } == {True}
    assert post.message.channel.kind is Kind.TEXT


def is_post(request: Any) -> bool:
    return str(request) == "POST /channels/{channel_id}/messages"


async def test_a_crisis_reply_that_cannot_be_delivered_is_told_to_the_one_on_call(office: Office) -> None:
    await office.until(THURSDAY)
    ada = office.people["L1"]
    await ada.closes_dms()
    await ada.says(ada.chat, "I want to kill myself")

    async def told() -> bool:
        await office.beat()
        return any("could not deliver" in seen for seen in office.sees("C1"))

    for _ in range(50):
        if await told():
            break
        await asyncio.sleep(0.05)

    assert any("needs a person" in seen for seen in office.sees("C1"))
    assert any("could not deliver a private message" in seen for seen in office.sees("C1"))
    assert [seen for seen in office.sees("L1", "g1") if "kill" in seen] == []


@pytest.mark.fault(22)
async def test_what_discord_stores_eight_seconds_after_we_gave_up_is_there_once(office: Office) -> None:
    messenger = office.bot.messenger
    late = office.discord.fails(next="POST messages", how="store late")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await messenger.send(delivery(office, PLAIN))

    first_at = office.clock.now()
    office.clock.set(first_at + timedelta(seconds=17))
    again = delivery(office, PLAIN, is_doubtful=True, first_at=first_at)
    assert await messenger.find(again) is None
    sent = await messenger.send(again)
    late.let_go()
    await late.stored.wait()

    [shown] = office.sees("L1", "g1")
    assert sent == f"{office.rooms['g1'].id}/{shown.message.id}"


@pytest.mark.fault(22)
async def test_what_discord_stores_late_after_the_nonce_is_forgotten_is_found_once_it_is_settled(
    office: Office,
) -> None:
    messenger = office.bot.messenger
    late = office.discord.fails(next="POST messages", how="store late")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await messenger.send(delivery(office, PLAIN, first_at=LONG_AGO))
    attempted_until = office.clock.now()

    looks_at = messenger.settle.over_at(LONG_AGO, attempted_until)
    late.let_go()  # eight seconds after our fifteen
    await late.stored.wait()

    assert looks_at >= attempted_until + timedelta(seconds=15 + 8)
    assert await messenger.find(delivery(office, PLAIN, is_doubtful=True, first_at=LONG_AGO)) is not None
