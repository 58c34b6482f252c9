"""What the bot sends arrives once, or somebody is told; whatever Slack and the line do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.slack.directory import Directory
from adapters.slack.messenger import SlackMessenger
from adapters.slack.workspaces import Workspaces
from bot.cards import Action, Button, Card
from bot.effects import Urgency
from bot.errors import TryLater, Undeliverable, Unknown
from bot.ports import Delivery, DeliveryState, Target, TargetKind
from tests.adapters.slack.office import Office
from tests.doubles.faults import Fault, Harm

PLAIN = Card("How did it go?", "prompt.week", why="Your group gets one question a week.")
WITH_BUTTON = Card("Well?", "check_in.open", buttons=(Button("Fine", Action("check_in.fine", "7")),))
POST, HISTORY = "chat.postMessage", "conversations.history"


def delivery(office: Office, card: Card = PLAIN, to: str = "g1", id: str = "d1", **more: Any) -> Delivery:
    """A claimed row of the outbox, to a channel or a person of the office."""
    is_person = to in office.people
    target_id = office.people[to].id if is_person else office.rooms[to].id if to in office.rooms else to
    kind = TargetKind.MEMBER if is_person else TargetKind.CHANNEL
    target = Target(kind, "slack", more.pop("workspace", office.team.id), target_id)
    now = office.clock.now()
    return Delivery(id, 1, id, "lane", Urgency.NOTICE, target, card, DeliveryState.SENDING, now, now, "", **more)


def later(office: Office, **by: float) -> None:
    office.clock.set(office.clock.now() + timedelta(**by))


async def test_a_card_is_posted_and_changed(office: Office) -> None:
    messenger = office.bot.messenger
    sent = await messenger.send(delivery(office))

    changed = delivery(
        office, Card("Nobody has to answer.", "prompt.week"), id="d2", revises="d1", revised_remote_id=sent
    )
    assert await messenger.send(changed) == sent

    [shown] = office.sees("L1", "g1")
    assert (shown.text, shown.is_edited) == ("Nobody has to answer.", True)


async def test_a_message_says_why_it_came_calls_nobody_and_shows_no_previews(office: Office) -> None:
    card = Card("See https://example.org, @channel", "prompt.week", why="Your group gets one question a week.")

    await office.bot.messenger.send(delivery(office, card))

    [shown] = office.sees("L1", "g1")
    assert shown.text == "See https://example.org, @channel\nYour group gets one question a week."
    assert (shown.pings, shown.unfurls) == (frozenset(), False)


async def test_a_private_chat_is_opened_once(office: Office) -> None:
    for number in range(3):
        later(office, seconds=1)
        await office.bot.messenger.send(delivery(office, to="L1", id=f"d{number}"))

    assert len(office.sees("L1")) == 3
    assert len(office.slack.log.of("conversations.open")) == 1


@pytest.mark.parametrize(
    ("fault", "is_stored"),
    [
        (Fault(Harm.BROKEN, POST), True),
        (Fault(Harm.BROKEN, POST, status=503), True),
        (Fault(Harm.BROKEN, POST, error="internal_error"), True),
        (Fault(Harm.LOST, POST), True),
        (Fault(Harm.CUT, POST), True),
        (Fault(Harm.GARBLED, POST), True),
        (Fault(Harm.REFUSED, POST), False),
        (Fault(Harm.REFUSED, POST, error="fatal_error"), False),
        (Fault(Harm.DROPPED, POST), False),
    ],
    ids=lambda value: f"{value.harm.name} {value.error or value.status}" if isinstance(value, Fault) else None,
)
@pytest.mark.fault(18, 19, 21)
async def test_what_may_have_arrived_is_in_doubt_and_found_if_it_did(
    office: Office, fault: Fault, is_stored: bool
) -> None:
    messenger = office.bot.messenger
    office.slack.faults.plan(fault)
    with pytest.raises(Unknown):
        await messenger.send(delivery(office))
    later(office, seconds=30)

    found = await messenger.find(
        delivery(office, is_doubtful=True, first_at=office.clock.now() - timedelta(seconds=30))
    )

    assert (found is not None) == is_stored
    assert len(office.sees("L1", "g1")) == int(is_stored)


@pytest.mark.parametrize("fault", [Fault(Harm.LIMITED, POST, wait=timedelta(seconds=7)), Fault(Harm.LIMITED, POST)])
@pytest.mark.fault(16)
async def test_what_was_refused_for_now_says_when_to_come_back(office: Office, fault: Fault) -> None:
    office.slack.faults.plan(fault)

    with pytest.raises(TryLater) as refused:
        await office.bot.messenger.send(delivery(office))
    assert refused.value.after == fault.wait

    with pytest.raises(TryLater):  # nobody else in this conversation is sent to Slack meanwhile
        await office.bot.messenger.send(delivery(office, id="d2"))
    assert len(office.slack.log.of(POST)) == 1


async def test_a_conversation_gets_one_message_a_second_by_our_own_clock(office: Office) -> None:
    messenger = office.bot.messenger
    await messenger.send(delivery(office))

    with pytest.raises(TryLater) as refused:
        await messenger.send(delivery(office, id="d2"))
    await messenger.send(delivery(office, to="help", id="d3"))
    later(office, seconds=1)
    await messenger.send(delivery(office, id="d2"))

    assert refused.value.after == timedelta(seconds=1)
    assert {asked.status for asked in office.slack.log.of(POST)} == {200}


async def test_who_can_never_be_reached_is_known_as_such(office: Office) -> None:
    async def refused(to: str) -> str:
        with pytest.raises(Undeliverable) as refusal:
            await office.bot.messenger.send(delivery(office, to=to))
        return refusal.value.reason

    bot, elsewhere = office.team.installation.user.id, office.team.channel("elsewhere", is_private=True, with_bot=False)
    await office.people["L2"].goes()
    office.rooms["help"].is_archived = True

    assert await refused("L2") == "this person gets no private messages from the app (user_disabled)"
    assert await refused("C0NOWHERE") == "the channel is not there, or the app is not in it"
    assert await refused(elsewhere.id) == "the channel is not there, or the app is not in it"
    assert await refused("help") == "the channel was archived"
    office.people[bot] = office.people["L2"]
    office.slack.app.has_messages_tab = False
    assert "messages_tab_disabled" in await refused("L1")


@pytest.mark.parametrize("error", ["missing_scope", "token_revoked", "account_inactive"])
async def test_what_the_operator_can_mend_waits(office: Office, error: str) -> None:
    office.slack.faults.plan(Fault(Harm.REFUSED, POST, error=error))

    with pytest.raises(TryLater) as refused:
        await office.bot.messenger.send(delivery(office))

    assert (refused.value.after, error in refused.value.reason) == (timedelta(minutes=5), True)


async def test_another_workspace_is_not_tried_with_this_ones_token(office: Office) -> None:
    other = office.slack.workspace("Hillside")

    with pytest.raises(TryLater, match="not installed"):
        await office.bot.messenger.send(delivery(office, workspace=other.id))

    assert office.slack.log.of(POST) == []


async def test_what_is_due_before_slack_was_asked_who_the_bot_is_waits_a_moment_only(office: Office) -> None:
    waiting = SlackMessenger(Workspaces(office.slack.api_base), Directory(office.house.storage), office.clock)

    with pytest.raises(TryLater) as refused:
        await waiting.send(delivery(office))

    assert refused.value.after == timedelta(seconds=2)


async def test_the_history_is_searched_page_by_page(office: Office) -> None:
    messenger, first_at = office.bot.messenger, office.clock.now()
    sent = await messenger.send(delivery(office))
    for number in range(450):
        await office.people["L1"].says(office.rooms["g1"], f"word {number}")

    assert await messenger.find(delivery(office, is_doubtful=True, first_at=first_at)) == sent
    assert await messenger.find(delivery(office, id="never sent", is_doubtful=True, first_at=first_at)) is None


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Harm.REFUSED, HISTORY),
        Fault(Harm.DROPPED, HISTORY, times=None),  # aiohttp asks twice by itself
        Fault(Harm.LIMITED, HISTORY),
        Fault(Harm.REFUSED, HISTORY, error="missing_scope"),
    ],
)
@pytest.mark.fault(24)
async def test_a_history_that_cannot_be_read_proves_nothing(office: Office, fault: Fault) -> None:
    office.slack.faults.plan(fault)

    with pytest.raises(TryLater):
        await office.bot.messenger.find(delivery(office, is_doubtful=True, first_at=office.clock.now()))


async def test_somebody_elses_marker_is_not_ours(office: Office) -> None:
    row = delivery(office, is_doubtful=True, first_at=office.clock.now())
    client = office.bot.workspaces.client(office.team.id)
    metadata = {"event_type": "other", "event_payload": {"delivery": row.id}}
    await client.chat_postMessage(channel=office.rooms["g1"].id, text="hi", metadata=metadata)

    assert await office.bot.messenger.find(row) is None


async def test_a_change_in_doubt_is_made_again(office: Office) -> None:
    messenger = office.bot.messenger
    sent = await messenger.send(delivery(office))
    changed = delivery(office, WITH_BUTTON, id="d2", revises="d1", revised_remote_id=sent)
    office.slack.faults.plan(Fault(Harm.LOST, "chat.update"))
    with pytest.raises(Unknown):
        await messenger.send(changed)

    assert await messenger.find(changed) is None
    await messenger.send(changed)

    assert [message.buttons for message in office.sees("L1", "g1")] == [("Fine",)]


@pytest.mark.fault(37)
async def test_a_message_somebody_deleted_is_not_posted_again(office: Office) -> None:
    messenger = office.bot.messenger
    sent = await messenger.send(delivery(office))
    [shown], somebody = office.sees("L1", "g1"), office.people["L1"]
    somebody.team.messages.remove(somebody._message(shown))

    with pytest.raises(Undeliverable):
        await messenger.send(delivery(office, WITH_BUTTON, id="d2", revises="d1", revised_remote_id=sent))
    assert office.sees("L1", "g1") == []


@pytest.mark.fault(22)
async def test_what_is_stored_late_is_stored_before_the_history_is_believed(office: Office) -> None:
    messenger, first_at = office.bot.messenger, office.clock.now()
    office.slack.faults.plan(Fault(Harm.LATE, POST, wait=timedelta(seconds=23)))
    with pytest.raises(Unknown):
        await messenger.send(delivery(office))
    later(office, seconds=messenger.settle.history.total_seconds())
    await office.slack.clock.advance()

    assert await messenger.find(delivery(office, is_doubtful=True, first_at=first_at)) is not None


async def test_an_answer_waits_for_its_turn(office: Office) -> None:
    team, person = office.team.id, office.people["L1"].id
    office.slack.faults.plan(Fault(Harm.LIMITED, POST))

    await office.bot.messenger.write(team, person, Card("Here.", "a.b"))

    assert [message.text for message in office.sees("L1")] == ["Here."]


@pytest.mark.parametrize("kind", [TargetKind.MEMBER, TargetKind.CHANNEL])
async def test_a_message_to_nobody_goes_to_nobody(office: Office, kind: TargetKind) -> None:
    lost = delivery(office)
    with pytest.raises((Undeliverable, TryLater)):
        await office.bot.messenger.send(replace(lost, target=replace(lost.target, kind=kind, id="")))

    assert office.slack.log.of(POST) == []
