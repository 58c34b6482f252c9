"""First answers to interactions."""

from dataclasses import replace
from typing import Any

from tests.doubles.discord import content, message_shapes, modals
from tests.doubles.discord.commands import CHAT, check_choice
from tests.doubles.discord.forms import Form
from tests.doubles.discord.interactions import Act, Interaction, Reply
from tests.doubles.discord.messages import RAN_COMMAND, USED_MENU, Message
from tests.doubles.discord.rest.messages import changed, drafted
from tests.doubles.discord.rest.routing import Answer, Call, Rate, route

FLAGS = content.FLAGS | content.EPHEMERAL


@route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", rate=Rate(5, 1), is_open=True)
def answer(call: Call) -> Answer:
    """Answer an interaction for the first time."""
    interaction = call.discord.interactions.to_answer(call.ids["interaction_id"], call.ids["interaction_token"])
    form = Form()
    form.choice(("type",), call.body.get("type"), tuple(map(int, interaction.allowed())))
    form.done()
    reply, data = Reply(call.body["type"]), call.body.get("data") or {}
    data_call = replace(call, json=data)
    match reply:
        case Reply.MESSAGE:
            read = content.read(data, Form(("data",)), len(call.files), FLAGS)
            interaction.response = post(data_call, interaction, read)
        case Reply.LATER:
            _promise(data_call, interaction)
        case Reply.UPDATE:
            assert interaction.message is not None
            interaction.response = changed(data_call, interaction.message, Form(("data",)))
        case Reply.UPDATE_LATER:
            interaction.response = interaction.message
        case Reply.CHOICES:
            interaction.choices = _choices(data, interaction)
        case Reply.FORM:
            modals.check(data, within_data := Form(("data",)))
            within_data.done()
            interaction.form = data
            call.discord.interactions.forms[interaction.user.id] = interaction
    interaction.reply = reply
    wants_body = call.query.get("with_response", "").lower() in ("1", "true")
    return Answer(200, _body(call, interaction)) if wants_body else Answer(204)


def post(call: Call, interaction: Interaction, read: content.Content) -> Message:
    """Post a message in answer to an interaction; an ephemeral one is seen by its person only."""
    draft = replace(
        drafted(call, interaction.channel, read), interaction=call.discord.interactions.metadata(interaction)
    )
    is_private = bool(read.flags & content.EPHEMERAL)
    draft = replace(draft, flags=read.flags & ~content.EPHEMERAL, only_for=interaction.user if is_private else None)
    draft = replace(draft, kind=_kind(interaction))
    message = call.discord.messages.post(draft)
    if is_private:
        call.discord.interactions.private.append(message)
    return message


def _kind(interaction: Interaction) -> int:
    if interaction.act is not Act.COMMAND:
        return 0
    return RAN_COMMAND if interaction.data["type"] == CHAT else USED_MENU


def _promise(call: Call, interaction: Interaction) -> None:
    flags, form = call.body.get("flags") or 0, Form(("data",))
    if flags & ~FLAGS:
        form.wrong(("flags",), "BASE_TYPE_CHOICES", "Only flags that a bot may set are allowed here.")
    form.done()
    interaction.response = post(call, interaction, content.Content(flags=flags | content.LOADING))
    interaction.is_loading = True


def _choices(data: dict[str, Any], interaction: Interaction) -> list[dict[str, Any]]:
    choices, form = data.get("choices") or [], Form()
    form.length(("data", "choices"), choices, 0, 25)
    kind = next((one["type"] for one in _values(interaction.data.get("options") or []) if one.get("focused")), 3)
    for place, choice in enumerate(choices):
        check_choice(choice, kind, form, ("data", "choices", place))
    form.done()
    return choices


def _values(options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for option in options:
        found += _values(option["options"]) if "options" in option else [option]
    return found


def _body(call: Call, interaction: Interaction) -> dict[str, Any]:
    response, reply = interaction.response, interaction.reply
    shape: dict[str, Any] = {"id": interaction.id, "type": int(interaction.act), "channel_id": interaction.channel.id}
    if interaction.channel.guild is not None:
        shape["guild_id"] = interaction.channel.guild.id
    if response is None:
        return {"interaction": shape}
    shape |= {"response_message_id": response.id, "response_message_loading": interaction.is_loading}
    shape["response_message_ephemeral"] = response.is_ephemeral
    if reply not in (Reply.MESSAGE, Reply.UPDATE):
        return {"interaction": shape}
    message = message_shapes.message(call.discord.state, response)
    return {"interaction": shape, "resource": {"type": int(reply), "message": message}}
