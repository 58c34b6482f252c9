"""Roles of a server."""

from tests.doubles.discord import shapes
from tests.doubles.discord.errors import no_permission
from tests.doubles.discord.forms import Form
from tests.doubles.discord.permissions import May
from tests.doubles.discord.rest.members import role_below_me
from tests.doubles.discord.rest.routing import Answer, Body, Call, route

NAMES = {"name": "name", "color": "color", "hoist": "is_hoisted", "mentionable": "is_mentionable"}


@route("GET", "/guilds/{guild_id}/roles")
def listed(call: Call) -> Answer:
    """List a server's roles."""
    return Answer(body=[shapes.role(one) for one in call.guild().roles.values()])


@route("POST", "/guilds/{guild_id}/roles")
def make(call: Call) -> Answer:
    """Make a role, with no more rights than the bot has."""
    guild = call.guild_with(May.MANAGE_ROLES)
    made = call.discord.members.add_role(guild, **{"name": "new role", **_changes(call, call.body)})
    return Answer(body=shapes.role(made))


@route("PATCH", "/guilds/{guild_id}/roles/{role_id}")
def change(call: Call) -> Answer:
    """Change a role that stands below the bot's."""
    guild = call.guild_with(May.MANAGE_ROLES)
    role = role_below_me(call, guild, call.ids["role_id"])
    call.discord.members.change_role(guild, role, **_changes(call, call.body))
    return Answer(body=shapes.role(role))


@route("DELETE", "/guilds/{guild_id}/roles/{role_id}")
def delete(call: Call) -> Answer:
    """Delete a role that stands below the bot's."""
    guild = call.guild_with(May.MANAGE_ROLES)
    call.discord.members.delete_role(guild, role_below_me(call, guild, call.ids["role_id"]))
    return Answer(204)


def _changes(call: Call, body: Body) -> Body:
    form = Form()
    form.text(("name",), body.get("name"), 0, 100)
    form.done()
    changes = {ours: body[name] for name, ours in NAMES.items() if body.get(name) is not None}
    if body.get("permissions") is not None:
        wanted = May(int(body["permissions"]))
        if wanted & ~call.discord.rights(call.guild()):
            raise no_permission()
        changes["permissions"] = int(wanted)
    return changes
