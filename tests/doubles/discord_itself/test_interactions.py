"""Answering what people press, run and submit: in time, once, in a way that fits, and seen only by whom it is for."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from tests.doubles.discord import Discord, Person
from tests.doubles.discord.interactions import Act, Interaction
from tests.doubles.discord.model import Channel
from tests.doubles.discord_itself.raw import Answered, Raw

MESSAGE, LATER, UPDATE_LATER, UPDATE, CHOICES, FORM = 4, 5, 6, 7, 8, 9
INPUT = {"type": 4, "custom_id": "what", "style": 1, "label": "What"}
MODAL = {"custom_id": "m", "title": "Tell", "components": [{"type": 1, "components": [INPUT]}]}


@dataclass(frozen=True)
class Scene:
    """A person in a channel with a button of the bot's, and the answers by hand."""

    discord: Discord
    raw: Raw
    room: Channel
    ada: Person
    ben: Person

    async def pressed(self) -> Interaction:
        """Let Ada press the button."""
        return await self.ada.presses(self.ada.sees()[self.room][0], "Go", waits=False)

    async def answered(self, to: Interaction, kind: int, data: Any = None, **query: Any) -> Answered:
        """Answer an interaction."""
        body = {"type": kind} if data is None else {"type": kind, "data": data}
        return await self.raw.post(f"/interactions/{to.id}/{to.token}/callback", body, params=query)

    def path(self, to: Interaction, message: str = "") -> str:
        """Return where an interaction is followed up."""
        base = f"/webhooks/{self.discord.state.application.id}/{to.token}"
        return f"{base}/messages/{message}" if message else base


@pytest.fixture
def scene(discord: Discord, raw: Raw) -> Scene:
    """Ada and Ben look at a button."""
    guild = discord.guild()
    room = guild.channel("baobab")
    discord.said_before(room, "Choose", Go="go")
    return Scene(discord, raw, room, guild.person("Ada"), guild.person("Ben"))


async def test_an_answer_has_to_come_within_three_seconds(scene: Scene) -> None:
    in_time, late = await scene.pressed(), await scene.pressed()

    scene.discord.clock.move(seconds=2.999)
    first = await scene.answered(in_time, MESSAGE, {"content": "here"})
    scene.discord.clock.move(seconds=0.001)
    second = await scene.answered(late, MESSAGE, {"content": "too late"})

    assert first.status == 204
    assert second.outcome == (404, 10062)
    assert scene.ada.sees().failures == [late]


async def test_a_second_first_answer_is_refused(scene: Scene) -> None:
    pressed = await scene.pressed()
    await scene.answered(pressed, UPDATE_LATER)

    assert (await scene.answered(pressed, MESSAGE, {"content": "again"})).outcome == (400, 40060)


async def test_an_unknown_interaction_cannot_be_answered(scene: Scene) -> None:
    pressed = await scene.pressed()

    assert (await scene.raw.post(f"/interactions/{pressed.id}/wrong/callback", {"type": 6})).outcome == (404, 10062)
    assert (await scene.raw.post(f"/interactions/7/{pressed.token}/callback", {"type": 6})).outcome == (404, 10062)


async def test_an_ephemeral_answer_is_seen_by_one_person_only(scene: Scene) -> None:
    await scene.answered(await scene.pressed(), MESSAGE, {"content": "only you", "flags": 64})

    assert [str(one) for one in scene.ada.sees()[scene.room]][1:] == ["Kith: only you"]
    assert scene.ada.sees()[scene.room][1].is_private
    assert [str(one) for one in scene.ben.sees()[scene.room]][1:] == []
    assert scene.discord.state.channels[scene.room.id].last_message_id == scene.ada.sees()[scene.room][0].message.id


async def test_an_ephemeral_message_is_unknown_to_the_channel(scene: Scene) -> None:
    pressed = await scene.pressed()
    body = (await scene.answered(pressed, MESSAGE, {"content": "x", "flags": 64}, with_response="1")).body
    message_id = body["resource"]["message"]["id"]

    path = f"/channels/{scene.room.id}/messages/{message_id}"
    assert body["interaction"]["response_message_ephemeral"] is True
    assert (await scene.raw.get(path)).outcome == (404, 10008)
    assert (await scene.raw.patch(path, {"content": "y"})).outcome == (404, 10008)
    assert (await scene.raw.get(scene.path(pressed, message_id))).status == 200


async def test_a_public_answer_is_seen_by_all_and_told_to_the_bot(scene: Scene) -> None:
    await scene.answered(await scene.pressed(), MESSAGE, {"content": "all of you"})

    assert [str(one) for one in scene.ben.sees()[scene.room]][1:] == ["Kith: all of you"]


async def test_with_response_the_answer_says_what_became_of_it(scene: Scene) -> None:
    pressed = await scene.pressed()
    answered = await scene.answered(pressed, UPDATE, {"content": "Chosen", "components": []}, with_response="true")

    assert answered.status == 200
    assert answered.headers["content-type"] == "application/json"
    assert answered.body["resource"]["message"]["content"] == "Chosen"
    assert scene.ben.sees()[scene.room][0].text == "Chosen"
    assert scene.ben.sees()[scene.room][0].buttons == []


@pytest.mark.parametrize("kind", [1, CHOICES, 12, 99])
async def test_an_answer_of_a_kind_that_does_not_fit_is_refused(scene: Scene, kind: int) -> None:
    refused = await scene.answered(await scene.pressed(), kind, {"choices": []})

    assert refused.outcome == (400, 50035)
    assert refused.fault("type") == "BASE_TYPE_CHOICES"


async def test_a_form_cannot_answer_a_form(scene: Scene) -> None:
    pressed = await scene.pressed()
    await scene.answered(pressed, FORM, MODAL)
    submitted = await scene.ada.submits(scene.ada.sees().modal, {"What": "x"}, waits=False)

    refused = await scene.answered(submitted, FORM, MODAL)

    assert (refused.outcome, refused.fault("type")) == ((400, 50035), "BASE_TYPE_CHOICES")
    assert (await scene.answered(submitted, UPDATE, {"content": "Done"})).status == 204
    assert scene.ben.sees()[scene.room][0].text == "Done"


async def test_a_form_from_a_command_has_no_message_to_update(scene: Scene) -> None:
    data = {"id": "1", "name": "x", "type": 1, "options": []}
    run = scene.discord.interactions.start(Act.COMMAND, scene.ada.user, scene.room, data)
    assert (await scene.answered(run, UPDATE, {"content": "x"})).outcome == (400, 50035)
    await scene.answered(run, FORM, MODAL)
    submitted = await scene.ada.submits(scene.ada.sees().modal, {"What": "x"}, waits=False)

    assert (await scene.answered(submitted, UPDATE_LATER)).outcome == (400, 50035)


BAD_MODALS: list[tuple[dict[str, Any], tuple[str | int, ...]]] = [
    ({"title": "x" * 46}, ("title",)),
    ({"title": ""}, ("title",)),
    ({"custom_id": "x" * 101}, ("custom_id",)),
    ({"components": []}, ("components",)),
    ({"components": MODAL["components"] * 6}, ("components",)),
    ({"components": MODAL["components"] * 2}, ("components", 1, "components", 0, "custom_id")),
    (
        {"components": [{"type": 1, "components": [{**INPUT, "label": "x" * 46}]}]},
        ("components", 0, "components", 0, "label"),
    ),
    (
        {"components": [{"type": 1, "components": [{**INPUT, "placeholder": "x" * 101}]}]},
        ("components", 0, "components", 0, "placeholder"),
    ),
    (
        {"components": [{"type": 1, "components": [{**INPUT, "max_length": 4001}]}]},
        ("components", 0, "components", 0, "max_length"),
    ),
    (
        {"components": [{"type": 1, "components": [{**INPUT, "value": "x" * 11, "max_length": 10}]}]},
        ("components", 0, "components", 0, "value"),
    ),
    (
        {"components": [{"type": 18, "label": "x" * 46, "component": {**INPUT, "label": None}}]},
        ("components", 0, "label"),
    ),
    ({"components": [{"type": 2, "style": 1, "label": "x", "custom_id": "b"}]}, ("components", 0, "type")),
]


@pytest.mark.parametrize(
    ("change", "path"), BAD_MODALS, ids=[f"{path[-1]}-{n}" for n, (_, path) in enumerate(BAD_MODALS)]
)
async def test_a_form_over_a_limit_is_refused(
    scene: Scene, change: dict[str, Any], path: tuple[str | int, ...]
) -> None:
    refused = await scene.answered(await scene.pressed(), FORM, {**MODAL, **change})

    assert refused.outcome == (400, 50035)
    assert refused.fault("data", *path)
    assert scene.ada.sees().modal is None


async def test_a_message_over_a_limit_is_refused_as_an_answer_too(scene: Scene) -> None:
    pressed = await scene.pressed()

    assert (await scene.answered(pressed, MESSAGE, {"content": "x" * 2001})).fault("data", "content")
    assert (await scene.answered(pressed, MESSAGE, {"content": " "})).outcome == (400, 50006)
    assert (await scene.answered(pressed, MESSAGE, {"content": "x"})).status == 204


async def test_what_is_promised_shows_as_thinking_until_it_is_filled_in(scene: Scene) -> None:
    pressed = await scene.pressed()
    await scene.answered(pressed, LATER, {"flags": 64})
    thinking = scene.ada.sees()[scene.room][-1]

    await scene.raw.patch(scene.path(pressed, "@original"), {"content": "done"})

    assert (thinking.is_thinking, thinking.text) == (True, "") or thinking.is_thinking
    filled = scene.ada.sees()[scene.room][-1]
    assert (filled.text, filled.is_thinking, filled.is_private) == ("done", False, True)


async def test_the_first_follow_up_of_a_promise_takes_its_place_and_its_privacy(scene: Scene) -> None:
    pressed = await scene.pressed()
    await scene.answered(pressed, LATER, {"flags": 64})

    await scene.raw.post(scene.path(pressed), {"content": "in place"})
    await scene.raw.post(scene.path(pressed), {"content": "public"})

    assert [str(one) for one in scene.ada.sees()[scene.room]][1:] == ["Kith: in place", "Kith: public"]
    assert [str(one) for one in scene.ben.sees()[scene.room]][1:] == ["Kith: public"]


async def test_nothing_can_follow_before_the_first_answer(scene: Scene) -> None:
    pressed = await scene.pressed()

    assert (await scene.raw.post(scene.path(pressed), {"content": "x"})).outcome == (404, 10015)
    assert (await scene.raw.patch(scene.path(pressed, "@original"), {"content": "x"})).outcome == (404, 10015)


async def test_after_fifteen_minutes_nothing_can_follow(scene: Scene) -> None:
    pressed = await scene.pressed()
    await scene.answered(pressed, MESSAGE, {"content": "x", "flags": 64})
    scene.discord.clock.move(minutes=14, seconds=50)
    in_time = await scene.raw.post(scene.path(pressed), {"content": "more", "flags": 64})
    scene.discord.clock.move(seconds=10)

    assert in_time.status == 200
    assert (await scene.raw.post(scene.path(pressed), {"content": "x"})).outcome == (401, 50027)
    assert (await scene.raw.delete(scene.path(pressed, "@original"))).outcome == (401, 50027)


async def test_another_application_or_token_is_an_unknown_webhook(scene: Scene) -> None:
    pressed = await scene.pressed()
    await scene.answered(pressed, UPDATE_LATER)

    assert (await scene.raw.post(f"/webhooks/7/{pressed.token}", {"content": "x"})).outcome == (404, 10015)
    wrong = f"/webhooks/{scene.discord.state.application.id}/wrong"
    assert (await scene.raw.post(wrong, {"content": "x"})).outcome == (404, 10015)


async def test_an_answer_can_be_changed_and_deleted(scene: Scene) -> None:
    pressed = await scene.pressed()
    await scene.answered(pressed, MESSAGE, {"content": "one", "flags": 64})
    await scene.raw.patch(scene.path(pressed, "@original"), {"content": "two"})
    changed = scene.ada.sees()[scene.room][-1]

    await scene.raw.delete(scene.path(pressed, "@original"))

    assert (changed.text, changed.is_private) == ("two", True)
    assert len(scene.ada.sees()[scene.room]) == 1
    assert (await scene.raw.get(scene.path(pressed, "@original"))).outcome == (404, 10008)


async def test_a_button_of_an_ephemeral_message_can_be_pressed_and_its_message_updated(scene: Scene) -> None:
    pressed = await scene.pressed()
    row = {"type": 1, "components": [{"type": 2, "style": 1, "label": "More", "custom_id": "more"}]}
    await scene.answered(pressed, MESSAGE, {"content": "only you", "components": [row], "flags": 64})
    seen = scene.ada.sees()[scene.room][-1]
    again = await scene.ada.presses(seen, "More", waits=False)
    await scene.answered(again, UPDATE, {"content": "changed", "components": []})

    assert scene.ada.sees()[scene.room][-1].whole.strip() == "changed"
    with pytest.raises(AssertionError, match="does not see"):
        await scene.ben.presses(seen, "More", waits=False)


async def test_interactions_can_be_answered_past_the_limit_for_all_requests(scene: Scene) -> None:
    pressed = await scene.pressed()
    scene.discord.limits.global_limit = 0

    assert (await scene.answered(pressed, MESSAGE, {"content": "x"})).status == 204
    assert (await scene.raw.get(f"/channels/{scene.room.id}")).status == 429


async def test_a_press_waits_for_the_first_answer(scene: Scene) -> None:
    async def answer_soon() -> None:
        started = await scene.discord.until(lambda: list(scene.discord.interactions.all.values()))
        await scene.answered(started[0], MESSAGE, {"content": "here"})

    answering = asyncio.create_task(answer_soon())
    pressed = await scene.ada.presses(scene.ada.sees()[scene.room][0], "Go")
    await answering

    assert pressed.response.draft.content == "here"
