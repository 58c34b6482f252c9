"""What a channel allows or denies a role or member."""

from tests.doubles.discord.errors import unknown
from tests.doubles.discord.model import Overwrite
from tests.doubles.discord.permissions import May
from tests.doubles.discord.rest.guilds import check_overwrite
from tests.doubles.discord.rest.routing import Answer, Call, route


@route("PUT", "/channels/{channel_id}/permissions/{overwrite_id}")
def put(call: Call) -> Answer:
    """Set an overwrite."""
    channel, body = call.channel(May.VIEW_CHANNEL | May.MANAGE_ROLES), call.body
    target = call.ids["overwrite_id"]
    guild = channel.in_guild
    if target not in guild.roles and target not in guild.members:
        raise unknown("overwrite")
    overwrite = Overwrite(target, int(body.get("type", 0)), int(body.get("allow") or 0), int(body.get("deny") or 0))
    check_overwrite(call.discord.rights(guild), overwrite)
    call.discord.places.overwrite(channel, overwrite)
    return Answer(204)


@route("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}")
def delete(call: Call) -> Answer:
    """Take an overwrite away."""
    channel = call.channel(May.VIEW_CHANNEL | May.MANAGE_ROLES)
    if call.ids["overwrite_id"] not in channel.overwrites:
        raise unknown("overwrite")
    call.discord.places.clear_overwrite(channel, call.ids["overwrite_id"])
    return Answer(204)
