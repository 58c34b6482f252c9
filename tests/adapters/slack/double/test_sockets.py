"""Socket Mode: tickets, several connections, acknowledgements, and the many ways a connection ends."""

import asyncio
import json

import aiohttp
import pytest

from tests.adapters.slack.double.conftest import Bot, Raw, connected
from tests.doubles.slack import Person, SlackDouble, Workspace
from tests.doubles.slack.sockets import MOST_SOCKETS


async def opened(raw: Raw, slack: SlackDouble) -> str:
    address: str = (await raw.send("POST", "apps.connections.open", token=slack.app_token)).json["url"]
    return address


async def test_a_ticket_is_good_once(raw: Raw, slack: SlackDouble) -> None:
    address = await opened(raw, slack)

    async with raw.session.ws_connect(address) as socket:
        hello = await socket.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await raw.session.ws_connect(address)

    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"]["app_id"] == slack.app.id


async def test_a_ticket_is_good_for_half_a_minute(raw: Raw, slack: SlackDouble) -> None:
    address = await opened(raw, slack)
    slack.clock.move(seconds=31)

    with pytest.raises(aiohttp.WSServerHandshakeError):
        await raw.session.ws_connect(address)


async def test_without_socket_mode_no_address_is_given(raw: Raw, slack: SlackDouble) -> None:
    slack.app.uses_sockets = False

    assert (await raw.send("POST", "apps.connections.open", token=slack.app_token)).error == "forbidden_team"


async def test_ten_connections_are_the_most(raw: Raw, slack: SlackDouble) -> None:
    sockets = [await raw.session.ws_connect(await opened(raw, slack)) for _ in range(MOST_SOCKETS)]
    await slack.sockets.connected(MOST_SOCKETS)
    slack.clock.move(minutes=1)

    async with raw.session.ws_connect(await opened(raw, slack)) as one_too_many:
        assert (await one_too_many.receive_json())["reason"] == "too_many_websockets"
        assert (await one_too_many.receive()).type is aiohttp.WSMsgType.CLOSE
    for socket in sockets:
        await socket.close()


async def test_an_envelope_goes_to_one_connection_only_and_in_turn(
    slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    async with connected(slack, river) as one, connected(slack, river) as other:
        for _ in range(4):
            await ada.runs("/peer")

        assert (len(one.heard), len(other.heard)) == (2, 2)


async def test_who_does_not_acknowledge_in_three_seconds_is_told_again(
    raw: Raw, slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    slack.clock.stop()
    channel = river.channel("baobab", ada)
    async with raw.session.ws_connect(await opened(raw, slack)) as socket:
        await socket.receive_json()
        speaking = asyncio.create_task(ada.says(channel, "hi"))
        first = await socket.receive_json()
        slack.clock.move(seconds=2.9)
        await asyncio.sleep(0)
        assert not speaking.done()
        slack.clock.move(seconds=0.1)
        await speaking
        second = await socket.receive_json()
        await socket.send_str(json.dumps({"envelope_id": second["envelope_id"]}))
        await slack.clock.settled()

    assert first["envelope_id"] != second["envelope_id"]
    assert first["payload"] == second["payload"]
    assert (first["retry_attempt"], second["retry_attempt"], second["retry_reason"]) == (0, 1, "timeout")
    assert [sent.receipt.fate.name for sent in slack.post.sent if sent.receipt] == ["TIMED_OUT", "ACKNOWLEDGED"]


async def test_an_event_comes_again_at_once_after_a_minute_and_after_five_and_then_no_more(
    slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    slack.clock.stop()
    start = slack.clock.now()
    await ada.says(river.channel("baobab", ada), "hi")
    await slack.clock.advance(hours=1)

    assert [round((sent.at - start).total_seconds()) for sent in slack.post.sent] == [0, 0, 60, 360]
    assert [sent.parcel.attempt for sent in slack.post.sent] == [0, 1, 2, 3]
    assert len({sent.parcel.payload["event_id"] for sent in slack.post.sent}) == 1


async def test_commands_and_buttons_do_not_come_again(slack: SlackDouble, ada: Person) -> None:
    receipt = await ada.runs("/peer")
    await slack.clock.advance(minutes=10)

    assert receipt.fate.value == "dispatch_failed"
    assert ada.sees().troubles == ["/peer failed with the error “dispatch_failed”"]
    assert len(slack.post.sent) == 1


async def test_what_was_sent_over_a_connection_that_breaks_comes_over_another(
    raw: Raw, slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    channel = river.channel("baobab", ada)
    async with raw.session.ws_connect(await opened(raw, slack)) as socket:
        await socket.receive_json()
        speaking = asyncio.create_task(ada.says(channel, "hi"))
        first = await socket.receive_json()
        [open_socket] = slack.sockets.usable
        open_socket.cut()
        await speaking
    async with connected(slack, river) as bot:
        await slack.clock.advance(minutes=1)

        assert [body["event_id"] for body in bot.heard] == [first["payload"]["event_id"]]


async def test_a_connection_that_is_warned_gets_nothing_more_and_is_closed_ten_seconds_later(
    raw: Raw, slack: SlackDouble, ada: Person
) -> None:
    slack.clock.stop()
    async with raw.session.ws_connect(await opened(raw, slack)) as socket:
        await socket.receive_json()
        [open_socket] = slack.sockets.usable

        await open_socket.warn()

        assert (await socket.receive_json())["reason"] == "warning"
        assert (await ada.runs("/peer")).fate.value == "dispatch_failed"
        await slack.clock.advance(seconds=10)
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_the_real_handler_comes_back_when_asked_to(bot: Bot, slack: SlackDouble, ada: Person) -> None:
    [first] = slack.sockets.usable

    await first.refresh()
    await slack.sockets.connected(1)

    assert slack.sockets.usable != [first]
    assert (await ada.runs("/peer")).is_good


async def test_the_real_handler_comes_back_after_a_close(bot: Bot, slack: SlackDouble, ada: Person) -> None:
    [first] = slack.sockets.usable

    await first.close()
    await slack.sockets.connected(1)

    assert (await ada.runs("/peer")).is_good


async def test_the_real_handler_answers_pings(bot: Bot, slack: SlackDouble) -> None:
    [socket] = slack.sockets.usable

    await socket.ping()

    assert socket.pongs == 1


async def test_a_deaf_connection_acknowledges_nothing(bot: Bot, slack: SlackDouble, ada: Person) -> None:
    slack.clock.stop()
    [socket] = slack.sockets.usable
    socket.is_deaf = True

    running = asyncio.create_task(ada.runs("/peer"))
    await slack.post.has_sent.wait()
    slack.clock.move(seconds=3)

    assert (await running).fate.value == "operation_timeout"


async def test_rules_of_acknowledging_are_noted(raw: Raw, slack: SlackDouble, river: Workspace, ada: Person) -> None:
    channel = river.channel("baobab", ada)
    async with raw.session.ws_connect(await opened(raw, slack)) as socket:
        await socket.receive_json()
        speaking = asyncio.create_task(ada.says(channel, "hi"))
        envelope_id = (await socket.receive_json())["envelope_id"]
        await socket.send_str("hm")
        await socket.send_str(json.dumps({"envelope_id": "made up"}))
        await socket.send_str(json.dumps({"envelope_id": envelope_id, "payload": {"text": "hi"}}))
        await socket.send_str(json.dumps({"envelope_id": envelope_id}))
        await speaking
        await socket.close()

    assert sorted(slack.violations) == [
        "Socket Mode: a payload in the acknowledgement of events_api, which takes none",
        "Socket Mode: an acknowledgement of an envelope this connection never got",
        "Socket Mode: an envelope acknowledged twice",
        "Socket Mode: not an acknowledgement",
    ]


async def test_turning_socket_mode_off_ends_a_connection(raw: Raw, slack: SlackDouble) -> None:
    async with raw.session.ws_connect(await opened(raw, slack)) as socket:
        await socket.receive_json()
        [open_socket] = slack.sockets.usable
        await open_socket.disable()

        assert (await socket.receive_json())["reason"] == "link_disabled"
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
