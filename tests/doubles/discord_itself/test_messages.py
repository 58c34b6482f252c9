"""Messages by REST: what Discord refuses in them, what it trims, and the nonce that keeps one from being sent twice."""

from typing import Any

import pytest

from tests.doubles.discord import Discord
from tests.doubles.discord.model import Channel
from tests.doubles.discord_itself.raw import Raw


@pytest.fixture
def room(discord: Discord) -> Channel:
    """A channel where the bot may do everything."""
    return discord.guild().channel("baobab")


def embed(**fields: Any) -> dict[str, Any]:
    return {"embeds": [fields]}


FIELD = {"name": "n", "value": "v"}
REFUSED = [
    ({"content": "x" * 2001}, ["content"], "BASE_TYPE_MAX_LENGTH"),
    ({"content": 5}, ["content"], "STRING_TYPE_CONVERT"),
    (embed(title="x" * 257), ["embeds", 0, "title"], "BASE_TYPE_MAX_LENGTH"),
    (embed(description="x" * 4097), ["embeds", 0, "description"], "BASE_TYPE_MAX_LENGTH"),
    (embed(footer={"text": "x" * 2049}), ["embeds", 0, "footer", "text"], "BASE_TYPE_MAX_LENGTH"),
    (embed(author={"name": "x" * 257}), ["embeds", 0, "author", "name"], "BASE_TYPE_MAX_LENGTH"),
    (embed(fields=[FIELD] * 26), ["embeds", 0, "fields"], "BASE_TYPE_MAX_LENGTH"),
    (embed(fields=[{**FIELD, "value": "x" * 1025}]), ["embeds", 0, "fields", 0, "value"], "BASE_TYPE_MAX_LENGTH"),
    (embed(fields=[{**FIELD, "value": " "}]), ["embeds", 0, "fields", 0, "value"], "BASE_TYPE_REQUIRED"),
    (embed(title="t", url="javascript:x"), ["embeds", 0, "url"], "URL_TYPE_INVALID_SCHEME"),
    (embed(title=" ", description=""), ["embeds", 0, "description"], "BASE_TYPE_REQUIRED"),
    (embed(color=1), ["embeds", 0, "description"], "BASE_TYPE_REQUIRED"),
    ({"embeds": [{"title": "t"}] * 11}, ["embeds"], "BASE_TYPE_MAX_LENGTH"),
    ({"embeds": [{"description": "x" * 3001}] * 2}, ["embeds"], "MAX_EMBED_SIZE_EXCEEDED"),
    ({"content": "x", "nonce": "x" * 26}, ["nonce"], "BASE_TYPE_MAX_LENGTH"),
    ({"content": "x", "flags": 64}, ["flags"], "BASE_TYPE_CHOICES"),
    ({"content": "x", "allowed_mentions": {"parse": ["all"]}}, ["allowed_mentions", "parse", 0], "BASE_TYPE_CHOICES"),
    (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        ["allowed_mentions"],
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    ({"content": "x", "message_reference": {"message_id": "1"}}, ["message_reference"], "REPLIES_UNKNOWN_MESSAGE"),
    ({"content": "x", "attachments": [{"id": "0"}] * 11}, ["attachments"], "BASE_TYPE_MAX_LENGTH"),
    ({"content": "x", "attachments": [{"id": "0"}]}, ["attachments", 0, "id"], "ATTACHMENT_NOT_FOUND"),
]


@pytest.mark.parametrize(("body", "path", "code"), REFUSED, ids=[f"{path[-1]}-{code}" for _, path, code in REFUSED])
async def test_a_message_over_a_limit_is_refused_by_its_field(
    raw: Raw, room: Channel, body: dict[str, Any], path: list[str | int], code: str
) -> None:
    refused = await raw.post(f"/channels/{room.id}/messages", body)

    assert refused.outcome == (400, 50035)
    assert refused.fault(*path) == code
    assert room.messages == {}


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": " \n "}, {"content": None, "embeds": []}])
async def test_an_empty_message_is_refused(raw: Raw, room: Channel, body: dict[str, Any]) -> None:
    assert (await raw.post(f"/channels/{room.id}/messages", body)).outcome == (400, 50006)


async def test_exactly_at_the_limits_is_fine(raw: Raw, room: Channel) -> None:
    fields = [{"name": "n" * 256, "value": "v" * 600}] * 2
    body = {"content": "x" * 2000, "embeds": [{"description": "x" * 4096, "fields": fields}]}

    assert (await raw.post(f"/channels/{room.id}/messages", body)).status == 200


async def test_white_space_around_a_text_is_cut(raw: Raw, room: Channel) -> None:
    sent = await raw.post(f"/channels/{room.id}/messages", {"content": "  hi \n"})

    assert sent.body["content"] == "hi"


@pytest.mark.parametrize("minutes", [0, 1])
async def test_the_same_nonce_gives_the_first_message(
    discord: Discord, raw: Raw, room: Channel, minutes: float
) -> None:
    body = {"content": "once", "nonce": "abc", "enforce_nonce": True}
    first = await raw.post(f"/channels/{room.id}/messages", body)
    discord.clock.move(minutes=minutes)
    second = await raw.post(f"/channels/{room.id}/messages", body)

    assert first.body == second.body
    assert first.body["nonce"] == "abc"
    assert len(room.messages) == 1


async def test_after_the_window_the_same_nonce_sends_again(discord: Discord, raw: Raw, room: Channel) -> None:
    body = {"content": "once", "nonce": "abc", "enforce_nonce": True}
    await raw.post(f"/channels/{room.id}/messages", body)
    discord.clock.move(minutes=2)
    await raw.post(f"/channels/{room.id}/messages", body)

    assert len(room.messages) == 2


async def test_a_nonce_that_is_not_enforced_protects_nobody(raw: Raw, room: Channel) -> None:
    for _ in range(2):
        await raw.post(f"/channels/{room.id}/messages", {"content": "twice", "nonce": "abc"})

    assert len(room.messages) == 2


async def test_a_nonce_whose_message_was_deleted_is_an_unknown_message(raw: Raw, room: Channel) -> None:
    body = {"content": "once", "nonce": "abc", "enforce_nonce": True}
    sent = await raw.post(f"/channels/{room.id}/messages", body)
    await raw.delete(f"/channels/{room.id}/messages/{sent.body['id']}")

    assert (await raw.post(f"/channels/{room.id}/messages", body)).outcome == (404, 10008)


async def test_the_history_does_not_show_nonces(raw: Raw, room: Channel) -> None:
    await raw.post(f"/channels/{room.id}/messages", {"content": "x", "nonce": "abc"})

    (kept,) = (await raw.get(f"/channels/{room.id}/messages")).body
    assert "nonce" not in kept


async def test_the_history_comes_in_pages_newest_first(raw: Raw, room: Channel, discord: Discord) -> None:
    ids = [discord.said_before(room, str(number)).id for number in range(5)]

    async def page(**query: Any) -> list[str]:
        return [one["content"] for one in (await raw.get(f"/channels/{room.id}/messages", params=query)).body]

    assert await page() == ["4", "3", "2", "1", "0"]
    assert await page(limit=2) == ["4", "3"]
    assert await page(before=ids[2]) == ["1", "0"]
    assert await page(after=ids[2], limit=1) == ["3"]
    assert await page(around=ids[2], limit=3) == ["3", "2", "1"]
    assert (await raw.get(f"/channels/{room.id}/messages?limit=101")).outcome == (400, 50035)


async def test_without_the_intent_the_history_hides_what_others_wrote(raw: Raw, discord: Discord) -> None:
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    await ada.says(room, "a secret")
    discord.said_before(room, "mine")

    hidden = (await raw.get(f"/channels/{room.id}/messages")).body
    discord.allows("content")
    shown = (await raw.get(f"/channels/{room.id}/messages")).body

    assert [one["content"] for one in hidden] == ["mine", ""]
    assert [one["content"] for one in shown] == ["mine", "a secret"]


async def test_only_own_messages_can_be_changed(raw: Raw, discord: Discord) -> None:
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    hers, ours = await ada.says(room, "mine"), discord.said_before(room, "old")

    assert (await raw.patch(f"/channels/{room.id}/messages/{hers.id}", {"content": "x"})).outcome == (403, 50005)
    assert (await raw.patch(f"/channels/{room.id}/messages/{ours.id}", {"content": "new"})).body["content"] == "new"
    assert (await raw.patch(f"/channels/{room.id}/messages/{ours.id}", {"content": ""})).outcome == (400, 50006)
    too_long = await raw.patch(f"/channels/{room.id}/messages/{ours.id}", {"content": "x" * 2001})
    assert too_long.fault("content") == "BASE_TYPE_MAX_LENGTH"
    discord.clock.move(seconds=5)
    both = {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}
    assert (await raw.patch(f"/channels/{room.id}/messages/{ours.id}", both)).outcome == (400, 50035)
    assert (await raw.patch(f"/channels/{room.id}/messages/1", {"content": "x"})).outcome == (404, 10008)


async def test_messages_older_than_an_hour_can_be_changed_a_few_times_only(
    raw: Raw, discord: Discord, room: Channel
) -> None:
    old = discord.said_before(room, "old")
    discord.clock.move(hours=1)

    answers = [await raw.patch(f"/channels/{room.id}/messages/{old.id}", {"content": str(n)}) for n in range(4)]

    assert [one.status for one in answers] == [200, 200, 200, 429]
    assert answers[3].body["code"] == 30046
    assert answers[3].headers["via"]


async def test_a_file_is_uploaded_and_can_be_opened(raw: Raw, discord: Discord) -> None:
    guild = discord.guild()
    room, ada = guild.channel("baobab"), guild.person("Ada")
    form = {"payload_json": '{"content": "dates", "attachments": [{"id": "0", "filename": "s.ics"}]}'}
    sent = await raw.send(
        "POST", f"/channels/{room.id}/messages", data=form, files={"files[0]": ("s.ics", b"BEGIN:VCALENDAR")}
    )

    assert [(one["filename"], one["size"]) for one in sent.body["attachments"]] == [("s.ics", 15)]
    assert await ada.opens(ada.sees()[room][0], "s.ics") == b"BEGIN:VCALENDAR"


@pytest.mark.parametrize("kind", ["text/plain", "application/xml"])
async def test_a_body_that_is_no_json_is_refused(raw: Raw, room: Channel, kind: str) -> None:
    wrong_kind = await raw.send("POST", f"/channels/{room.id}/messages", content=b"{}", headers={"Content-Type": kind})
    broken = await raw.send(
        "POST", f"/channels/{room.id}/messages", content=b"{", headers={"Content-Type": "application/json"}
    )

    assert (wrong_kind.outcome, wrong_kind.fault()) == ((400, 50035), "CONTENT_TYPE_INVALID")
    assert broken.outcome == (400, 50109)


async def test_answers_are_json_to_the_letter(raw: Raw, room: Channel) -> None:
    sent = await raw.post(f"/channels/{room.id}/messages", {"content": "x"})

    assert sent.headers["content-type"] == "application/json"


async def test_a_request_without_the_token_or_an_agent_is_refused(raw: Raw, room: Channel) -> None:
    path = f"/channels/{room.id}/messages"

    assert (await raw.get(path, headers={"Authorization": "Bot wrong"})).outcome == (401, 0)
    assert (await raw.get(path, headers={"User-Agent": "python"})).outcome == (403, 40333)
    assert (await raw.get("/nowhere")).outcome == (404, 0)
