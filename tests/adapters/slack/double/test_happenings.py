"""What the app hears of, and what it does not."""

import pytest

from tests.adapters.slack.double.conftest import Bot, Raw
from tests.doubles.slack import Person, SlackDouble, Workspace


async def test_what_people_write_change_and_take_back_is_told(bot: Bot, river: Workspace, ada: Person) -> None:
    channel = river.channel("baobab", ada)
    said = await ada.says(channel, "hi <b> & @ben https://example.org")
    await ada.edits(said, "hello")
    await ada.deletes(said)

    new, changed, gone = [body["event"] for body in bot.heard]
    assert new["text"] == "hi &lt;b&gt; &amp; @ben <https://example.org>"
    assert (new["channel_type"], new["user"], new["channel"]) == ("channel", ada.id, channel.id)
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "hello")
    assert changed["previous_message"]["text"].startswith("hi")
    assert (gone["subtype"], gone["deleted_ts"]) == ("message_deleted", said.ts)


async def test_the_app_hears_itself(bot: Bot, slack: SlackDouble, ada: Person) -> None:
    await bot.client.chat_postMessage(channel=ada.id, text="hi")
    await slack.told()

    assert [(e["event"]["type"], "bot_id" in e["event"]) for e in bot.heard] == [("message", True)]


async def test_nothing_is_heard_where_the_app_is_not(bot: Bot, river: Workspace, ada: Person) -> None:
    await ada.says(river.channel("open", ada, with_bot=False), "hi")

    assert bot.heard == []


@pytest.mark.parametrize(
    ("is_private", "event", "scope"), [(False, "channels", "channels"), (True, "groups", "groups")]
)
async def test_a_kind_of_conversation_needs_event_and_scope(
    bot: Bot, slack: SlackDouble, river: Workspace, ada: Person, is_private: bool, event: str, scope: str
) -> None:
    channel = river.channel("baobab", ada, is_private=is_private)
    whole = slack.app.events

    slack.app.events = whole - {f"message.{event}"}
    await ada.says(channel, "not subscribed")
    slack.app.events = whole
    river.install(slack.app.scopes - {f"{scope}:history"})
    await ada.says(channel, "no scope")
    river.install()
    await ada.says(channel, "both")

    assert [body["event"]["text"] for body in bot.heard] == ["both"]


async def test_being_called_is_an_event_of_its_own(bot: Bot, river: Workspace, ada: Person) -> None:
    channel = river.channel("baobab", ada)

    await ada.says(channel, "hello @kith")

    assert sorted(bot.events()) == ["app_mention", "message"]


async def test_entering_and_leaving_channels_and_the_workspace_is_told(bot: Bot, river: Workspace, ada: Person) -> None:
    channel = river.channel("baobab")
    await ada.joins(channel)
    await ada.leaves(channel)
    eve = river.person("eve")
    await eve.arrives()
    await eve.goes()

    assert bot.events() == ["member_joined_channel", "member_left_channel", "team_join", "user_change"]
    assert bot.heard[-1]["event"]["user"]["deleted"] is True


async def test_what_the_app_does_to_channels_is_told_too(
    bot: Bot, slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    channel = river.channel("baobab")
    await bot.client.conversations_invite(channel=channel.id, users=[ada.id])
    await bot.client.conversations_archive(channel=channel.id)
    await slack.told()

    assert bot.events() == ["member_joined_channel", "channel_archive"]
    assert bot.heard[0]["event"]["inviter"] == river.installation.user.id


async def test_who_is_in_a_private_channel_hears_that_it_was_put_away_or_deleted(
    bot: Bot, slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    baobab, elm, oak = (river.channel(name, ada, is_private=True) for name in ("baobab", "elm", "oak"))
    oak.members.remove(river.installation.user.id)
    await ada.archives(baobab)
    for channel in (elm, oak):
        await ada.destroys(channel)

    assert bot.events() == ["group_archive", "group_deleted"]


async def test_an_app_that_is_taken_out_is_told_and_hears_no_more(
    bot: Bot, slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    channel = river.channel("baobab", ada)
    river.uninstall()
    await slack.told()
    await ada.says(channel, "hi")

    assert sorted(bot.events()) == ["app_uninstalled", "tokens_revoked"]


async def test_revoked_tokens_are_told(bot: Bot, slack: SlackDouble, river: Workspace, raw: Raw) -> None:
    river.revoke_tokens()
    await slack.told()

    [heard] = bot.hears("tokens_revoked")
    assert heard["event"]["tokens"]["bot"] == [river.installation.user.id]
    assert (await raw.call("auth.test")).error == "token_revoked"


async def test_an_event_says_which_workspace_and_installation_it_is_for(
    bot: Bot, slack: SlackDouble, river: Workspace, ada: Person
) -> None:
    other = slack.workspace("Hillside")
    eve = other.person("eve")
    await ada.says(ada.direct, "hi")
    await eve.says(eve.direct, "hi")

    assert [body["team_id"] for body in bot.heard] == [river.id, other.id]
    users = [body["authorizations"][0]["user_id"] for body in bot.heard]
    assert users == [river.installation.user.id, other.installation.user.id]
    assert len({body["event_id"] for body in bot.heard}) == 2


async def test_an_answer_in_a_thread_names_its_question(bot: Bot, river: Workspace, ada: Person, ben: Person) -> None:
    channel = river.channel("baobab", ada, ben)
    question = await ada.says(channel, "why?")

    answer = await ben.says(channel, "because", reply_to=question)
    await ada.says(channel, "I see", reply_to=answer)

    assert [body["event"].get("thread_ts") for body in bot.heard] == [None, question.ts, question.ts]
    assert [body["event"].get("parent_user_id") for body in bot.heard] == [None, ada.id, ada.id]
