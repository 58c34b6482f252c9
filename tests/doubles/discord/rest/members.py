"""Members of a server, and the roles they are given."""

from tests.doubles.discord import shapes
from tests.doubles.discord.errors import no_access, no_permission, unknown
from tests.doubles.discord.forms import Form
from tests.doubles.discord.model import Guild, Member, Role
from tests.doubles.discord.permissions import May
from tests.doubles.discord.rest.routing import Answer, Call, Rate, route


def found(call: Call, guild: Guild) -> Member:
    """Return the member in the path."""
    member = guild.members.get(call.member_id())
    if member is None:
        raise unknown("member" if call.member_id() in call.discord.state.users else "user")
    return member


@route("GET", "/guilds/{guild_id}/members")
def listed(call: Call) -> Answer:
    """List a server's members; needs the members intent."""
    guild = call.guild()
    if "members" not in call.discord.state.application.switched_on:
        raise no_access()
    after = int(call.query.get("after", "0"))
    later = sorted((one for one in guild.members.values() if int(one.id) > after), key=lambda one: int(one.id))
    return Answer(body=[shapes.member(one) for one in later[: call.number("limit", 1, 1, 1000)]])


@route("GET", "/guilds/{guild_id}/members/{user_id}")
def one(call: Call) -> Answer:
    """Show a member."""
    return Answer(body=shapes.member(found(call, call.guild())))


@route("PATCH", "/guilds/{guild_id}/members/@me")
def change_me(call: Call) -> Answer:
    """Change the bot's own nickname."""
    guild = call.guild_with(May.CHANGE_NICKNAME)
    return _renamed(call, guild, call.discord.state.me(guild))


@route("PATCH", "/guilds/{guild_id}/members/{user_id}", rate=Rate(10, 10))
def change(call: Call) -> Answer:
    """Change somebody's nickname."""
    guild = call.guild_with(May.MANAGE_NICKNAMES)
    member = found(call, guild)
    if guild.rank(call.discord.state.me(guild)) <= guild.rank(member):
        raise no_permission()
    return _renamed(call, guild, member)


def _renamed(call: Call, guild: Guild, member: Member) -> Answer:
    form = Form()
    form.text(("nick",), call.body.get("nick"), 0, 32)
    form.done()
    if "nick" in call.body:
        call.discord.members.change(guild, member, nick=call.body["nick"] or None)
    return Answer(body=shapes.member(member))


def role_below_me(call: Call, guild: Guild, role_id: str) -> Role:
    """Return a role the bot may handle: one that stands below its own highest."""
    role = guild.roles.get(role_id)
    if role is None:
        raise unknown("role")
    if guild.rank(call.discord.state.me(guild)) <= role.position or role.bot_id is not None:
        raise no_permission()
    return role


@route("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", rate=Rate(10, 10))
def give(call: Call) -> Answer:
    """Give a member a role."""
    guild = call.guild_with(May.MANAGE_ROLES)
    member = found(call, guild)
    call.discord.members.give(guild, member, role_below_me(call, guild, call.ids["role_id"]))
    return Answer(204)


@route("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", rate=Rate(10, 10))
def take(call: Call) -> Answer:
    """Take a role from a member."""
    guild = call.guild_with(May.MANAGE_ROLES)
    member = found(call, guild)
    call.discord.members.take(guild, member, role_below_me(call, guild, call.ids["role_id"]))
    return Answer(204)
