"""What goes wrong on the way: before storing, after storing, and some time later."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.double.conftest import Bot, Raw
from tests.doubles.faults import Fault, Harm
from tests.doubles.slack import Person, SlackDouble, Workspace

POST = "chat.postMessage"


def said(ada: Person) -> list[str]:
    return [message.text for message in ada.sees().direct]


@pytest.mark.parametrize(
    ("fault", "raises", "is_stored"),
    [
        (Fault(Harm.LIMITED, POST), SlackApiError, False),
        (Fault(Harm.REFUSED, POST, status=503), SlackApiError, False),
        (Fault(Harm.REFUSED, POST, error="internal_error"), SlackApiError, False),
        (Fault(Harm.REFUSED, POST, error="fatal_error"), SlackApiError, False),
        (Fault(Harm.DROPPED, POST), aiohttp.ClientError, False),
        (Fault(Harm.BROKEN, POST, status=500), SlackApiError, True),
        (Fault(Harm.BROKEN, POST, error="internal_error"), SlackApiError, True),
        (Fault(Harm.BROKEN, POST, error="fatal_error"), SlackApiError, True),
        (Fault(Harm.GARBLED, POST), SlackApiError, True),
        (Fault(Harm.LOST, POST), aiohttp.ClientError, True),
        (Fault(Harm.CUT, POST), aiohttp.ClientError, True),
    ],
    ids=lambda value: f"{value.harm.name} {value.error or value.status}" if isinstance(value, Fault) else None,
)
async def test_the_real_client_cannot_tell_what_was_stored(
    bot: Bot, slack: SlackDouble, ada: Person, fault: Fault, raises: type[Exception], is_stored: bool
) -> None:
    slack.faults.plan(fault)

    with pytest.raises(raises):
        await bot.client.chat_postMessage(channel=ada.id, text="hi")

    assert said(ada) == (["hi"] if is_stored else [])
    assert [asked.fault for asked in slack.log.of(POST)] == [fault]


@pytest.mark.parametrize(("harm", "is_stored"), [(Harm.HANGING, False), (Harm.SILENT, True)])
async def test_a_request_that_hangs_is_given_up_by_the_client(
    slack: SlackDouble, river: Workspace, ada: Person, harm: Harm, is_stored: bool
) -> None:
    slack.faults.plan(Fault(harm, POST))
    session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.1))
    client = AsyncWebClient(river.bot_token, slack.api_base, session=session, retry_handlers=[])

    async with session:
        with pytest.raises(TimeoutError):
            await client.chat_postMessage(channel=ada.id, text="hi")

    assert said(ada) == (["hi"] if is_stored else [])


async def test_something_may_be_stored_long_after_the_connection_broke(
    bot: Bot, slack: SlackDouble, ada: Person
) -> None:
    slack.clock.stop()
    slack.faults.plan(Fault(Harm.LATE, POST, wait=timedelta(seconds=23)))

    with pytest.raises(aiohttp.ClientError):
        await bot.client.chat_postMessage(channel=ada.id, text="hi")

    await slack.clock.advance(seconds=22)
    assert said(ada) == []
    await slack.clock.advance(seconds=1)
    assert said(ada) == ["hi"]


async def test_the_default_client_posts_twice_after_a_lost_connection(
    slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    slack.rates.are_kept = False
    slack.faults.plan(Fault(Harm.LOST, POST))

    await AsyncWebClient(river.bot_token, slack.api_base).chat_postMessage(channel=ada.id, text="hi")

    assert said(ada) == ["hi", "hi"]


async def test_a_fault_hits_what_it_is_for_and_as_often_as_it_says(raw: Raw, slack: SlackDouble, ada: Person) -> None:
    slack.faults.plan(
        Fault(Harm.REFUSED, "chat.*", times=2, status=502, when=lambda arguments: arguments.get("text") == "bad"),
        Fault(Harm.REFUSED, "users.*", times=None, status=503),
    )

    async def posted(text: str) -> int:
        slack.clock.move(seconds=1)
        return (await raw.call("chat.postMessage", channel=ada.id, text=text)).status

    assert [await posted(text) for text in ("good", "bad", "bad", "bad")] == [200, 502, 502, 200]
    assert {(await raw.send("GET", "users.list")).status for _ in range(3)} == {503}
    slack.faults.clear()
    assert (await raw.send("GET", "users.list")).status == 200


async def test_random_faults_are_the_same_for_the_same_seed(raw: Raw, slack: SlackDouble) -> None:
    async def outcomes() -> list[int]:
        slack.faults.at_random(7, 0.5, (Harm.REFUSED,))
        return [(await raw.call("auth.test")).status for _ in range(20)]

    first, second = await outcomes(), await outcomes()

    assert first == second
    assert set(first) > {200}


async def test_hanging_requests_go_on_when_released(raw: Raw, slack: SlackDouble) -> None:
    slack.faults.plan(Fault(Harm.HANGING, "auth.test"))
    hanging = asyncio.create_task(raw.call("auth.test"))
    await slack.faults.was_hit.wait()
    assert not hanging.done()

    slack.faults.clear()

    with pytest.raises(aiohttp.ClientError):
        await hanging


async def test_everything_that_was_asked_is_on_record_without_tokens(raw: Raw, slack: SlackDouble) -> None:
    await raw.send("POST", "auth.test", token=None, data={"token": raw.token, "x": "1"})

    [asked] = slack.log.of("auth.test")
    assert (asked.arguments, asked.status, asked.answer["ok"]) == ({"x": "1"}, 200, True)
