"""What follows the first answer to an interaction: more messages, and changes of those that are there."""

from dataclasses import replace

from tests.doubles.discord import content, message_shapes
from tests.doubles.discord.errors import unknown
from tests.doubles.discord.forms import Form
from tests.doubles.discord.interactions import Interaction, Reply
from tests.doubles.discord.messages import Message
from tests.doubles.discord.rest.callbacks import FLAGS, post
from tests.doubles.discord.rest.messages import changed
from tests.doubles.discord.rest.routing import Answer, Call, Rate, route

ALL = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = ALL + "/messages/@original"
ONE = ALL + "/messages/{message_id}"
RATE = Rate(5, 2)


def _interaction(call: Call) -> Interaction:
    return call.discord.interactions.to_follow_up(call.ids["webhook_id"], call.ids["webhook_token"])


def _message(call: Call, interaction: Interaction) -> Message:
    wanted = call.ids.get("message_id", "@original")
    known = [one for one in (interaction.response, *interaction.followups) if one is not None and not one.is_deleted]
    if wanted == "@original":
        known = [one for one in known if one is interaction.response]
    else:
        known = [one for one in known if one.id == wanted]
    if not known:
        raise unknown("message")
    return known[0]


def _answer(call: Call, message: Message, status: int = 200) -> Answer:
    return Answer(status, message_shapes.message(call.discord.state, message))


@route("POST", ALL, rate=RATE, is_open=True)
def follow_up(call: Call) -> Answer:
    """Send one more message; while "thinking…" stands, the first one takes its place."""
    interaction = _interaction(call)
    read = content.read(call.body, Form(), len(call.files), FLAGS)
    if interaction.is_loading and interaction.response is not None:
        return _answer(call, _fill(call, interaction, interaction.response))
    message = post(call, interaction, read)
    interaction.followups.append(message)
    return _answer(call, message)


def _fill(call: Call, interaction: Interaction, message: Message) -> Message:
    interaction.is_loading = False
    kept = {name: value for name, value in call.body.items() if name != "flags"}
    flags = (call.body.get("flags") or 0) & content.COMPONENTS_V2
    message.draft = replace(message.draft, flags=message.draft.flags & ~content.LOADING)
    return changed(replace(call, json={**kept, "flags": flags} if flags else kept), message)


@route("GET", ORIGINAL, rate=RATE, is_open=True)
@route("GET", ONE, rate=RATE, is_open=True)
def one(call: Call) -> Answer:
    """Show the first answer or a later one."""
    return _answer(call, _message(call, _interaction(call)))


@route("PATCH", ORIGINAL, rate=RATE, is_open=True)
@route("PATCH", ONE, rate=RATE, is_open=True)
def change(call: Call) -> Answer:
    """Change the first answer or a later one; what was promised is filled in this way."""
    interaction = _interaction(call)
    message = _message(call, interaction)
    if message is interaction.response and interaction.is_loading:
        return _answer(call, _fill(call, interaction, message))
    return _answer(call, changed(call, message))


@route("DELETE", ORIGINAL, rate=RATE, is_open=True)
@route("DELETE", ONE, rate=RATE, is_open=True)
def delete(call: Call) -> Answer:
    """Delete the first answer or a later one."""
    interaction = _interaction(call)
    message = _message(call, interaction)
    if message is interaction.response and interaction.reply is Reply.LATER:
        interaction.is_loading = False
    call.discord.messages.delete(message)
    if message in call.discord.interactions.private:
        call.discord.interactions.private.remove(message)
    return Answer(204)
