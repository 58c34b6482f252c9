"""How often anything may be asked."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.adapters.slack.double.conftest import Bot, Raw
from tests.doubles.slack import Person, SlackDouble, Workspace


@pytest.fixture(autouse=True)
async def _time_stands_still(slack: SlackDouble) -> None:
    slack.clock.stop()


async def test_a_channel_takes_one_post_a_second(raw: Raw, slack: SlackDouble, river: Workspace, ada: Person) -> None:
    here, there = river.channel("here", ada).id, river.channel("there", ada).id

    async def posted(channel: str) -> int:
        return (await raw.call("chat.postMessage", channel=channel, text="hi")).status

    assert [await posted(here), await posted(here), await posted(there)] == [200, 429, 200]
    slack.clock.move(seconds=0.9)
    assert await posted(here) == 429
    slack.clock.move(seconds=0.2)
    assert await posted(here) == 200


async def test_a_refusal_says_how_long_to_wait_and_stores_nothing(raw: Raw, river: Workspace, ada: Person) -> None:
    channel = river.channel("baobab", ada)
    await raw.call("chat.postMessage", channel=channel.id, text="one")

    refused = await raw.call("chat.postMessage", channel=channel.id, text="two")

    assert (refused.status, refused.headers["Retry-After"], refused.error) == (429, "1", "ratelimited")
    assert [m.text for m in ada.sees().channels["baobab"]] == ["one"]


async def test_a_post_that_is_refused_for_what_it_says_costs_nothing(raw: Raw, ada: Person) -> None:
    await raw.call("chat.postMessage", channel=ada.id, text="")

    assert (await raw.call("chat.postMessage", channel=ada.id, text="hi")).status == 200


@pytest.mark.parametrize(("method", "most"), [("users.list", 20), ("conversations.history", 50), ("users.info", 100)])
async def test_a_method_takes_so_many_calls_a_minute(
    raw: Raw, slack: SlackDouble, river: Workspace, ada: Person, method: str, most: int
) -> None:
    channel = river.channel("baobab", ada)
    params = {"users.info": {"user": ada.id}, "conversations.history": {"channel": channel.id}}.get(method, {})

    async def asked() -> int:
        return (await raw.send("GET", method, params=params)).status

    assert {await asked() for _ in range(most)} == {200}
    refused = await raw.send("GET", method, params=params)
    assert (refused.status, refused.headers["Retry-After"]) == (429, "60")
    slack.clock.move(seconds=61)
    assert await asked() == 200


async def test_every_workspace_is_counted_by_itself(raw: Raw, slack: SlackDouble) -> None:
    other = slack.workspace("Hillside").bot_token
    for _ in range(20):
        await raw.send("GET", "users.list")

    assert (await raw.send("GET", "users.list")).status == 429
    assert (await raw.send("GET", "users.list", token=other)).status == 200


async def test_limits_can_be_lifted_for_a_test_about_something_else(raw: Raw, slack: SlackDouble, ada: Person) -> None:
    slack.rates.are_kept = False

    assert {(await raw.call("chat.postMessage", channel=ada.id, text="hi")).status for _ in range(5)} == {200}


async def test_the_real_client_hears_of_the_limit(bot: Bot, ada: Person) -> None:
    await bot.client.chat_postMessage(channel=ada.id, text="one")

    with pytest.raises(SlackApiError) as refused:
        await bot.client.chat_postMessage(channel=ada.id, text="two")

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
